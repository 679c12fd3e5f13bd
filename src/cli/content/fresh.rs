//! `gongkai content new`: a folder to begin with.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::super::{Trouble, words::answer};
use crate::convert::{ConvertError, Founding};

/// 新建一个放内容的文件夹
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai content new 云川县\n  gongkai content new 云川县 --name 云川县政务公开专区 --place 云川县 --body 云川县人民政府\n\n不写的在屏幕上问。建好以后：content/source.toml 是总的说明，content/directory.csv 是机构名录，要补齐；office/样例 里有每种内容的样子，照着写。\n然后用 gongkai content convert 转换文件，用 gongkai library check 云川县/content 检查。"
)]
pub(in crate::cli) struct New {
    /// 新建的文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 专区的名字，访客看得到
    #[arg(long, value_name = "名字")]
    name: Option<String>,
    /// 哪个地方
    #[arg(long, value_name = "地方")]
    place: Option<String>,
    /// 牵头机关的全名
    #[arg(long, value_name = "机关")]
    body: Option<String>,
}

impl New {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let place = asked(self.place, "哪个地方（例：云川县）", "地方")?;
        let name = asked(self.name, "专区叫什么名字（例：云川县政务公开专区）", "名字")?;
        let body = asked(self.body, "牵头的是哪个机关，写全名（例：云川县人民政府）", "机关")?;
        let founding = Founding { name, place, body, today: crate::text::now().date() };
        founding.found(&self.folder)?;
        let folder = self.folder.display();
        let mut out = io::stdout().lock();
        writeln!(out, "建好了 {folder}")?;
        writeln!(out, "下一步：补齐 {folder}/content/directory.csv 里各机关的地址、电话；样子见 {folder}/office/样例")?;
        writeln!(out, "再下一步：gongkai content convert 收到的文件 --into {folder}")?;
        Ok(())
    }
}

/// What was said with a flag, or is asked for where somebody sits.
fn asked(said: Option<String>, question: &str, what: &'static str) -> Result<String, Trouble> {
    let said = said.map_or_else(|| answer(question), Ok)?;
    let said = crate::text::clean(said.trim()).replace('\n', " ");
    if said.is_empty() { Err(ConvertError::Unsaid { what }.into()) } else { Ok(said) }
}
