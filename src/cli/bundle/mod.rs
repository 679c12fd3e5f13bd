//! `gongkai bundle`: content is drafted, signed at three desks, published.

mod assembly;
mod desk;
mod draft;
mod inspect;
mod labels;
mod next;
mod pages;
mod reviewed;
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

use super::{
    Trouble,
    keys::{With, WithMine},
    model::with_model,
    words::shell,
};
use crate::{
    bundle::{OFFICE, PublicKey, Repository, Undelegated, Wish, delegate, undelegate},
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
        after_help = "例：\n  gongkai bundle create 内容 --out 仓库\n  gongkai bundle create 内容 --out 仓库 --withdraw sb-buzhu-2019 --reason 含有个人信息\n\n先照 gongkai library check 检查，有要改的就不起草。上一版里有、这一版没有的内容，要逐条写明下架。\n起草以后由处室、分管领导、主要领导三个人各签一次（gongkai bundle sign），再发布（gongkai bundle assemble）。\n起草的人就是其中一个的，加 --key 自己的私钥，起草完了就看、就签。"
    )]
    Create {
        /// 内容文件夹或 .jsonl 文件；在 gongkai content 建的文件夹里的，先照 content check 检查，审核没做完的不起草
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
        /// 按意思找的模型（gongkai model take 取出来的），随内容发到终端
        #[arg(long, value_name = "文件")]
        model: Option<PathBuf>,
        /// 来源里没有了的全部下架
        #[arg(long, requires = "reason")]
        withdraw_missing: bool,
        /// 为什么下架，记入每台终端的历史
        #[arg(long, value_name = "原因")]
        reason: Option<String>,
        #[command(flatten)]
        mine: WithMine,
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
    /// 不再让一个科室发布：它发布过的内容一起消失
    #[command(
        after_help = "例：\n  gongkai bundle undelegate 仓库 --name civil\n\n下一次办公室发布时生效：办公室的三个人签名时看得到它的人和它发布过的每一条，要点名确认。\n它起草好、还没有发布的一版马上作废。以后还能重新授权，编号接着用。"
    )]
    Undelegate {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 科室代号
        #[arg(long, value_name = "代号")]
        name: String,
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
            Self::Create { source, out, role, mark, model, withdraw, withdraw_missing, reason, mine, said } => {
                let repository = Repository::open(&out)?;
                let reviewed = reviewed::checked(source, Options { mark })?;
                let source = Source::open(&[reviewed.source], Options { mark })?;
                let source = match model {
                    Some(model) => with_model(source, &model)?,
                    None => source,
                };
                let reason = clean(reason.unwrap_or_default().trim()).into_owned();
                let confirmed = said.confirm;
                let (reviews, reminders) = (reviewed.reviews, reviewed.reminders);
                let wish = Wish { role, mark, withdraw, withdraw_missing, reason, reviews, reminders, confirmed, now: Timestamp::now() };
                draft::draft(&repository, source, wish, mine.with().as_ref())
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
                let repository = Repository::open(&repository)?;
                delegate(&repository, &name, &title, &keys)?;
                let title = clean(&title);
                writeln!(io::stdout(), "{title}（{name}）下一次办公室发布时生效，内容编号以 {name}- 开头")?;
                office_next(&repository)
            }
            Self::Undelegate { repository, name } => {
                let repository = Repository::open(&repository)?;
                let Undelegated { title, void } = undelegate(&repository, &name)?;
                let mut out = io::stdout();
                writeln!(out, "{}（{name}）下一次办公室发布时不再发布，它发布过的内容从所有终端上消失", clean(&title))?;
                if let Some(void) = void {
                    let void: Vec<String> = void.iter().map(ToString::to_string).collect();
                    let void = if void.is_empty() { String::new() } else { format!("，上面 {} 的签名也作废", void.join("、")) };
                    writeln!(out, "它起草好、还没有发布的一版作废了{void}")?;
                }
                office_next(&repository)
            }
            Self::Inspect { place, json } => inspect::inspect(&place, json),
            Self::Verify { place, root } => inspect::verify(&place, &root),
        }
    }
}

/// How a change of the departments comes into force.
fn office_next(repository: &Repository) -> Result<(), Trouble> {
    let repo = shell(repository.place());
    writeln!(
        io::stdout(),
        "下一步，办公室起草一版（内容没有改也行）：\n  gongkai bundle create 内容 --out {repo}    （“内容”换成办公室的内容文件夹）"
    )?;
    Ok(())
}
