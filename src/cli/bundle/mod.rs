//! `gongkai bundle`: content is drafted, signed at three desks, published.

mod assembly;
mod desk;
mod draft;
mod inspect;
mod labels;
mod pages;
mod pdf;
mod said;
mod sheet;
mod shown;
mod texts;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;
use jiff::Timestamp;

pub(super) use shown::print_changes;

use super::{Trouble, keys::With};
use crate::{
    bundle::{OFFICE, PublicKey, Repository, Wish, delegate},
    policy::{DisclosureMark, RecordId},
    source::{Options, Source},
    text::clean,
};
use said::Said;

/// 内容包：起草、签名、发布、查验
#[derive(Debug, Subcommand)]
pub(super) enum Bundle {
    /// 把检查过的内容文件夹起草成一版内容包
    #[command(
        after_help = "例：\n  gongkai bundle create 内容 --out 仓库\n  gongkai bundle create 内容 --out 仓库 --withdraw sb-buzhu-2019 --reason 含有个人信息\n\n先照 gongkai library check 检查，有要改的就不起草。上一版里有、这一版没有的内容，要逐条写明下架。\n起草以后由处室、分管领导、主要领导三个人各签一次（gongkai bundle sign），再发布（gongkai bundle assemble）。"
    )]
    Create {
        /// 内容文件夹或 .jsonl 文件
        #[arg(value_name = "来源")]
        source: PathBuf,
        /// 仓库文件夹
        #[arg(long, value_name = "仓库")]
        out: PathBuf,
        /// 以这个科室的名义（先由办公室用 gongkai bundle delegate 授权）
        #[arg(long = "as", value_name = "科室代号", default_value = OFFICE)]
        role: String,
        /// 没有公开属性的文件按这个处理，由起草的人负责
        #[arg(long, value_name = "公开属性", value_parser = super::library::mark)]
        mark: Option<DisclosureMark>,
        /// 下架这一条：从所有终端、所有 U 盘上消失。可以写几次
        #[arg(long, value_name = "编号", requires = "reason", value_parser = super::withdraw::record_id)]
        withdraw: Vec<RecordId>,
        /// 来源里没有了的全部下架
        #[arg(long, requires = "reason")]
        withdraw_missing: bool,
        /// 为什么下架，记入每台终端的历史
        #[arg(long, value_name = "原因")]
        reason: Option<String>,
        #[command(flatten)]
        said: Said,
    },
    /// 看过起草的内容，签上自己的名字
    #[command(
        after_help = "例：\n  gongkai bundle sign 仓库 --key 密钥/office-1a2b3c4d.key\n\n签名以前，程序把包里的每个文件重新读一遍，和清单核对，再和上一版比，给出签下去的全部：科室和人、机关、日期、下架的、改了的新旧文字。\n不平常的事（新科室、换机关、一次下架很多……）要一件一件点名确认，--yes 不算。"
    )]
    Sign {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 签哪个科室的；不写就是办公室的
        #[arg(long = "as", value_name = "科室代号", default_value = OFFICE)]
        role: String,
        #[command(flatten)]
        with: With,
        /// 列出全部标题
        #[arg(long)]
        titles: bool,
        /// 全部列出：所有改动的新旧文字，新增内容的全文
        #[arg(long)]
        whole: bool,
        #[command(flatten)]
        said: Said,
    },
    /// 打印签发单：要签的全部内容，三个人签字的地方
    #[command(
        after_help = "例：\n  gongkai bundle sheet 仓库 --out 签发单.pdf\n  gongkai bundle sheet 仓库 --as civil\n\n不写 --out 就列在屏幕上；.pdf 是可以打印的，别的名字是文字。签名时屏幕上看得到的，纸上都有：改了的新旧文字、科室和人、日期、下架的；核对码也一样。"
    )]
    Sheet {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 哪个科室的；不写就是办公室的
        #[arg(long = "as", value_name = "科室代号", default_value = OFFICE)]
        role: String,
        /// 写到这个文件
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
        /// 连新增内容的全文、改动的全文一起打印
        #[arg(long)]
        whole: bool,
    },
    /// 三个人都签了，由打包员发布
    #[command(
        after_help = "例：\n  gongkai bundle assemble 仓库 --key 密钥/packer-1a2b3c4d.key\n\n先说出要发布哪几份草稿：谁的、第几版、核对码、谁签的、改了什么；每份再读一遍核对。"
    )]
    Assemble {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        #[command(flatten)]
        with: With,
        #[command(flatten)]
        said: Said,
    },
    /// 发一张撤下单：赶在下一版以前，让终端不再显示这几条
    Withdraw(super::withdraw::Withdraw),
    /// 让一个科室发布自己的内容
    #[command(
        after_help = "例：\n  gongkai bundle delegate 仓库 --name civil --title 云川县民政局 密钥/minzheng/*.pub\n\n科室要有自己的处室、分管领导、主要领导三个人。它的内容编号都以“代号-”开头，别的一概不能动。\n下一次办公室发布时生效。"
    )]
    Delegate {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 科室代号：小写字母、数字、-
        #[arg(long, value_name = "代号")]
        name: String,
        /// 科室名称
        #[arg(long, value_name = "名称")]
        title: String,
        /// 三个人的公钥
        #[arg(value_name = "公钥文件", required = true)]
        keys: Vec<PathBuf>,
    },
    /// 仓库或 U 盘里是什么
    #[command(after_help = "例：\n  gongkai bundle inspect 仓库\n  gongkai bundle inspect /media/GONGKAI --json")]
    Inspect {
        /// 仓库或 U 盘
        #[arg(value_name = "位置")]
        place: PathBuf,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 照终端的办法查验：签名、版本、每个文件
    #[command(after_help = "例：\n  gongkai bundle verify /media/GONGKAI --root /etc/gongkai/root.json\n\n状态：0 通过，3 不能用。")]
    Verify {
        /// 仓库或 U 盘
        #[arg(value_name = "位置")]
        place: PathBuf,
        /// 信任根
        #[arg(long, value_name = "文件")]
        root: PathBuf,
    },
}

impl Bundle {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Create { source, out, role, mark, withdraw, withdraw_missing, reason, said } => {
                let repository = Repository::open(&out)?;
                let source = Source::open(&[source], Options { mark })?;
                let reason = clean(reason.unwrap_or_default().trim()).into_owned();
                let confirmed = said.confirm;
                draft::draft(
                    &repository,
                    &source,
                    Wish { role, mark, withdraw, withdraw_missing, reason, confirmed, now: Timestamp::now() },
                )
            }
            Self::Sign { repository, role, with, titles, whole, said } => {
                let most = if titles || whole { usize::MAX } else { shown::SHOWN };
                desk::sign_at_desk(&Repository::open(&repository)?, &role, &with, shown::Length { most, whole }, said.confirm)
            }
            Self::Sheet { repository, role, out, whole } => sheet::sheet(&Repository::open(&repository)?, &role, whole, out.as_deref()),
            Self::Assemble { repository, with, said } => assembly::publish_drafts(&Repository::open(&repository)?, &with, said.confirm),
            Self::Withdraw(command) => command.run(),
            Self::Delegate { repository, name, title, keys } => {
                let keys: Vec<PublicKey> = keys.iter().map(|path| PublicKey::read(path)).collect::<Result<_, _>>()?;
                delegate(&Repository::open(&repository)?, &name, &title, &keys)?;
                writeln!(io::stdout(), "{title}（{name}）下一次办公室发布时生效，内容编号以 {name}- 开头")?;
                Ok(())
            }
            Self::Inspect { place, json } => inspect::inspect(&place, json),
            Self::Verify { place, root } => inspect::verify(&place, &root),
        }
    }
}
