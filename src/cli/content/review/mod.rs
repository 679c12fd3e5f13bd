//! `gongkai content review`: what waits in a workplace, and every deed of the people who review it, by questions or by flags.

mod deeds;
mod told;

use std::{
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Subcommand;

use super::super::{Trouble, passphrase::Passphrase, words::answer};
use crate::{
    bundle::PublicKey,
    editing::{Bench, Field, Held},
    library::Library,
    policy::RecordKind,
    review::{ReviewError, Step},
    tui::review::run,
};

/// 核对和审核：三审三校、保密审查、隐私审查
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "例：\n  gongkai content review 云川县                          打开审核界面\n  gongkai content review list 云川县                     有哪些文件，各到了哪一步\n  gongkai content review show 云川县 yzf-2024-3          一份文件：各栏、问题、正文\n  gongkai content review set 云川县 yzf-2024-3 公开属性 主动公开 --who 王芳\n  gongkai content review confirm 云川县 yzf-2024-3 --who 王芳\n  gongkai content review mask 云川县 yzf-2024-3 1 --who 王芳\n  gongkai content review link 云川县 yzf-2024-3 2 --who 王芳\n  gongkai content review pass 云川县 yzf-2024-3 --step 一审 --who 王芳\n  gongkai content review merge 云川县 /media/U盘/云川县\n  gongkai content review 云川县 --key 密钥/office-1a2b3c4d.key    记录用自己的密钥签名\n\n一级的审和校可以由一个人做，三级要由三个人。审过以后正文改了一个字，原来的审核就不算数。\noffice/keys 里有谁的公钥（.pub），谁名下的记录就要本人签名才算数；没有公钥的，只凭姓名。\n有哪几道审核、谁能做哪一道，写在 office/reviews.toml：\n  reviews = [\"一审\", \"一校\", \"二审\", \"二校\", \"三审\", \"三校\", \"保密审查\", \"隐私审查\"]\n  signed = true                只有签了名的审核才算数（人人都要有密钥）\n  library = \"../内容库\"        已经发布的内容；关联（解读、废止、修改、依据）也到里面找\n  [[people]]\n  name = \"王芳\"\n  post = \"办公室副主任\"\n  reviews = [\"一审\", \"一校\"]"
)]
pub(in crate::cli) struct Review {
    #[command(subcommand)]
    deed: Option<Deed>,
    /// 放内容的文件夹
    #[arg(value_name = "文件夹", required = true)]
    folder: Option<PathBuf>,
    /// 谁在审核：本人姓名
    #[arg(long, value_name = "姓名")]
    who: Option<String>,
    #[command(flatten)]
    own: Own,
}

/// Who does it.
#[derive(Debug, clap::Args)]
struct Hand {
    /// 谁做的：本人姓名；不写就问
    #[arg(long, value_name = "姓名")]
    who: Option<String>,
    #[command(flatten)]
    own: Own,
}

/// The person's own key.
#[derive(Debug, clap::Args)]
struct Own {
    /// 用自己的私钥给记录签名：.key 文件
    #[arg(long, value_name = "文件")]
    key: Option<PathBuf>,
    #[command(flatten)]
    passphrase: Passphrase,
}

impl Own {
    /// The name on the public key that lies beside it.
    fn name(&self) -> Option<String> {
        let public = PublicKey::read(&self.key.as_ref()?.with_extension("pub")).ok()?;
        Some(public.person.name)
    }

    /// The workplace with the key in hand.
    fn at(&self, folder: &Path) -> Result<Bench, Trouble> {
        let bench = bench(folder)?;
        let Some(key) = &self.key else { return Ok(bench) };
        Ok(bench.signing(Arc::new(self.passphrase.open(key)?)))
    }
}

/// A document.
#[derive(Debug, clap::Args)]
struct One {
    /// 放内容的文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 文件的编号，list 列出的第一栏
    #[arg(value_name = "编号")]
    id: String,
}

/// Several documents.
#[derive(Debug, clap::Args)]
struct Several {
    /// 放内容的文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 文件的编号，可以写几个
    #[arg(value_name = "编号", required = true)]
    ids: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// 有哪些文件，各到了哪一步
    List {
        /// 放内容的文件夹
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
        /// 只列到了这一步的，如 要处理、待核对、待一审、可出库
        #[arg(long, value_name = "哪一步")]
        stage: Option<String>,
        /// 每份文件输出一行 JSON
        #[arg(long)]
        json: bool,
    },
    /// 看一份文件：各栏、问题、审核、正文
    Show {
        #[command(flatten)]
        one: One,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 填一栏，如 题名、文号、发文机关、成文日期、公开属性、种类
    #[command(
        after_help = "栏目：题名 文号 发文机关 成文日期 公开属性 种类 体裁 施行日期 发布日期 有效期至 索引号 主题\n公开属性：此件公开发布 此件删减后公开 此件依申请公开 此件不公开（也可以写主动公开、依申请公开、不予公开）\n日期：2024-03-01、2024年3月1日、二〇二四年三月一日都可以。写一个空的（\"\"）就是去掉这一栏。"
    )]
    Set {
        #[command(flatten)]
        one: One,
        /// 栏目
        #[arg(value_name = "栏目", value_parser = field)]
        field: Field,
        /// 写什么
        #[arg(value_name = "内容")]
        value: String,
        #[command(flatten)]
        hand: Hand,
    },
    /// 确认各栏照现在的写法；扫描件认出来的字不在内，要一栏一栏确认
    Confirm {
        #[command(flatten)]
        several: Several,
        /// 只确认这一栏，可以写几次
        #[arg(long = "field", value_name = "栏目", value_parser = field)]
        fields: Vec<Field>,
        #[command(flatten)]
        hand: Hand,
    },
    /// 改正文里的字：只有一处的才改
    Edit {
        #[command(flatten)]
        one: One,
        /// 原来的字
        #[arg(value_name = "原文")]
        old: String,
        /// 改成
        #[arg(value_name = "改成")]
        new: String,
        #[command(flatten)]
        hand: Hand,
    },
    /// 答复一个问题：打码
    Mask(Reply),
    /// 答复一个问题：删去
    Cut(Reply),
    /// 答复一个问题：把错字改正
    Mend(Reply),
    /// 答复一个关联（解读、废止、修改、依据）：是，写进这份文件
    Link(Reply),
    /// 答复一个关联：不是这样的关联
    Unlink(Reply),
    /// 答复一个问题：可以这样公开，写明理由
    Release {
        #[command(flatten)]
        reply: Reply,
        /// 理由；不写就问
        #[arg(long, value_name = "理由")]
        reason: Option<String>,
    },
    /// 通过一道审核
    Pass {
        #[command(flatten)]
        several: Several,
        /// 哪一道：一审 一校 二审 二校 三审 三校 保密审查 隐私审查
        #[arg(long, value_name = "哪一道", value_parser = step)]
        step: Step,
        /// 正文从头到尾看过了；不写就先列出正文再问
        #[arg(long)]
        read: bool,
        #[command(flatten)]
        hand: Hand,
    },
    /// 扫描件：机器认出来的字用作正文，逐字对照以后再审核
    Adopt {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        hand: Hand,
    },
    /// 退回：前面各道审核都不算数，改好再审
    Return {
        #[command(flatten)]
        one: One,
        /// 哪一道退回的
        #[arg(long, value_name = "哪一道", value_parser = step)]
        step: Step,
        /// 理由；不写就问
        #[arg(long, value_name = "理由")]
        reason: Option<String>,
        #[command(flatten)]
        hand: Hand,
    },
    /// 不收：这份文件不公开
    Refuse {
        #[command(flatten)]
        one: One,
        /// 理由；不写就问
        #[arg(long, value_name = "理由")]
        reason: Option<String>,
        #[command(flatten)]
        hand: Hand,
    },
    /// 撤销自己对一份文件做的上一件事
    Undo {
        #[command(flatten)]
        one: One,
        #[command(flatten)]
        hand: Hand,
    },
    /// 一份文件的审核记录：谁、什么时候、做了什么
    History {
        #[command(flatten)]
        one: One,
    },
    /// 把另一台电脑上（或者 U 盘上）同一个文件夹的审核合并进来
    Merge {
        /// 放内容的文件夹
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
        /// 另一份
        #[arg(value_name = "另一份")]
        other: PathBuf,
    },
}

/// A question of a document.
#[derive(Debug, clap::Args)]
struct Reply {
    #[command(flatten)]
    one: One,
    /// 第几个问题，show 列出的号
    #[arg(value_name = "第几个")]
    number: usize,
    #[command(flatten)]
    hand: Hand,
}

fn field(name: &str) -> Result<Field, String> {
    Field::named(name.trim()).ok_or_else(|| "没有这一栏，栏目见 gongkai content review set --help".to_owned())
}

fn step(name: &str) -> Result<Step, String> {
    name.parse().map_err(|()| format!("只能是 {}", Step::ALL.map(Step::label).join("、")))
}

/// The workplace, with what is published beside it where its settings name a library.
fn bench(folder: &Path) -> Result<Bench, Trouble> {
    let bench = Bench::open(folder)?;
    let Some(place) = bench.settings().library.as_ref().map(|place| folder.join(place)) else { return Ok(bench) };
    let library = Library::open(&place)?;
    let cards = library.cards().iter().filter(|card| card.kind == RecordKind::Document);
    let held = cards.map(|card| Held { id: card.id.to_string(), title: card.title.clone(), number: card.number.clone(), here: false });
    let held = held.collect();
    Ok(bench.beside(held))
}

impl Hand {
    /// The name, and the workplace in which things are done in it.
    fn at(self, folder: &Path) -> Result<(String, Bench), Trouble> {
        let who = self.who.or_else(|| self.own.name());
        let who = said(who, "您的姓名")?.ok_or(ReviewError::Nameless)?;
        Ok((who, self.own.at(folder)?))
    }
}

/// What was said with a flag, or is asked for where somebody sits.
fn said(flag: Option<String>, question: &str) -> Result<Option<String>, Trouble> {
    let words = flag.map_or_else(|| answer(question), Ok)?;
    Ok(Some(words.trim().to_owned()).filter(|words| !words.is_empty()))
}

impl Review {
    pub(super) fn run(self) -> Result<(), Trouble> {
        if let Some(deed) = self.deed {
            return deed.run();
        }
        let folder = self.folder.unwrap_or_default();
        // Where nobody sits at a screen, what waits is listed.
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return told::list(&bench(&folder)?, None, false);
        }
        let who = self.who.clone().or_else(|| self.own.name());
        Ok(run(&self.own.at(&folder)?, &folder, who.as_deref())?)
    }
}
