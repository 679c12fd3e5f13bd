//! `gongkai bundle`: content is drafted, signed at three desks, published.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;
use jiff::Timestamp;

use super::{
    Trouble,
    keys::With,
    snag::Snag,
    words::{agrees, day},
};
use crate::{
    bundle::{
        BundleError, Change, Changes, FolderShelf, OFFICE, Objection, PublicKey, ROOT, Repository, Shelf, Trust, UnverifiedBundle,
        VerifiedBundle, Wish, assemble, check_parcel, create, delegate, sign, summary,
    },
    policy::{DisclosureMark, RecordId},
    source::{Options, Source},
    text::{clean, size},
};

/// Titles shown of each kind of change, unless all are asked for.
const SHOWN: usize = 10;

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
        #[arg(long, value_name = "编号", requires = "reason", value_parser = record_id)]
        withdraw: Vec<RecordId>,
        /// 来源里没有了的全部下架
        #[arg(long, requires = "reason")]
        withdraw_missing: bool,
        /// 为什么下架，记入每台终端的历史
        #[arg(long, value_name = "原因")]
        reason: Option<String>,
    },
    /// 看过起草的内容，签上自己的名字
    #[command(
        after_help = "例：\n  gongkai bundle sign 仓库 --key 密钥/office-1a2b3c4d.key\n\n签名以前，程序把包里的每个文件重新读一遍，和清单核对，再给出改了什么。"
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
    },
    /// 三个人都签了，由打包员发布
    #[command(after_help = "例：\n  gongkai bundle assemble 仓库 --key 密钥/packer-1a2b3c4d.key")]
    Assemble {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        #[command(flatten)]
        with: With,
    },
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

fn record_id(text: &str) -> Result<RecordId, String> {
    text.parse().map_err(|_| "编号里没有空格和看不见的字，最长 200 字节".to_owned())
}

impl Bundle {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Create { source, out, role, mark, withdraw, withdraw_missing, reason } => {
                let repository = Repository::open(&out)?;
                let source = Source::open(&[source], Options { mark })?;
                let reason = clean(reason.unwrap_or_default().trim()).into_owned();
                let wish = Wish { role, mark, withdraw, withdraw_missing, reason, now: Timestamp::now() };
                draft(&repository, &source, &wish)
            }
            Self::Sign { repository, role, with, titles } => sign_at_desk(&Repository::open(&repository)?, &role, &with, titles),
            Self::Assemble { repository, with } => {
                let repository = Repository::open(&repository)?;
                if repository.drafts()?.iter().all(|name| name == ROOT) && repository.release()?.is_none() {
                    return Err(Snag::NothingDrafted.into());
                }
                let verified = assemble(&repository, &with.open()?, Timestamp::now())?;
                writeln!(io::stdout(), "发布好了：第 {} 版，核对码 {}", verified.release.number, verified.release.check_digits())?;
                writeln!(io::stdout(), "下一步：gongkai stick prepare U盘 --repo {}", repository.place().display())?;
                Ok(())
            }
            Self::Delegate { repository, name, title, keys } => {
                let keys: Vec<PublicKey> = keys.iter().map(|path| PublicKey::read(path)).collect::<Result<_, _>>()?;
                delegate(&Repository::open(&repository)?, &name, &title, &keys)?;
                writeln!(io::stdout(), "{title}（{name}）下一次办公室发布时生效，内容编号以 {name}- 开头")?;
                Ok(())
            }
            Self::Inspect { place, json } => inspect(&place, json),
            Self::Verify { place, root } => verify(&place, &root),
        }
    }
}

fn draft(repository: &Repository, source: &Source, wish: &Wish) -> Result<(), Trouble> {
    let drafted = match create(repository, source, wish) {
        Err(BundleError::Faulty(faults)) => {
            super::library::print_faults(&faults);
            return Err(BundleError::Faulty(faults).into());
        }
        drafted => drafted?,
    };
    super::library::print_faults(&drafted.warnings);
    let mut out = io::stdout();
    writeln!(out, "起草好了第 {} 版：{} 条，{}", drafted.version, drafted.records, drafted.changes.in_words())?;
    writeln!(out, "新的部分 {}，其余沿用上一版", size(drafted.new_bytes))?;
    writeln!(out, "下一步：处室、分管领导、主要领导各运行一次 gongkai bundle sign")?;
    Ok(())
}

fn sign_at_desk(repository: &Repository, role: &str, with: &With, titles: bool) -> Result<(), Trouble> {
    let seen = summary(repository, role)?;
    let mut out = io::stdout();
    writeln!(out, "{} 第 {} 版，共 {} 条", clean(&seen.publisher), seen.version, seen.records)?;
    if let Some(changes) = &seen.changes {
        print_changes(&mut out, changes, if titles { usize::MAX } else { SHOWN })?;
    }
    writeln!(out, "核对码：{}（三个人看到的应当一样；U 盘、终端和回执上也是它）", seen.digest.short())?;
    for person in &seen.signed {
        writeln!(out, "已签：{person}")?;
    }
    if !with.yes && !agrees()? {
        return Err(Snag::NotAgreed { deed: "签名" }.into());
    }
    sign(repository, role, &seen.digest, &with.open()?)?;
    let missing: Vec<&str> = summary(repository, role)?.missing.iter().map(|post| post.label()).collect();
    if missing.is_empty() {
        writeln!(out, "签好了，三个人都签了。下一步：打包员运行 gongkai bundle assemble")?;
    } else {
        writeln!(out, "签好了。还要签：{}", missing.join("、"))?;
    }
    Ok(())
}

pub(super) fn print_changes(out: &mut impl Write, changes: &Changes, most: usize) -> io::Result<()> {
    writeln!(out, "{}", changes.in_words())?;
    let lists: [(&str, &[Change]); 4] =
        [("新增", &changes.added), ("更新", &changes.updated), ("废止", &changes.repealed), ("下架", &changes.withdrawn)];
    for (word, list) in lists {
        for change in list.iter().take(most) {
            let number = change.number.as_deref().map_or_else(String::new, |number| format!("  {}", clean(number)));
            writeln!(out, "  {word}  {}{number}", clean(&change.title))?;
        }
        if list.len() > most {
            writeln!(out, "  {word}  ……还有 {} 条（--titles 列出全部）", list.len() - most)?;
        }
    }
    for page in &changes.pages {
        writeln!(out, "  版面  {}", clean(page))?;
    }
    Ok(())
}

/// What lies there, believed only as far as its own root goes.
fn believed(place: &std::path::Path) -> Result<(FolderShelf, VerifiedBundle), Trouble> {
    let shelf = FolderShelf::open(place)?;
    let mut newest = None;
    for version in 1u64.. {
        match shelf.read(&format!("meta/{version}.root.json"), 64 << 10)? {
            Some(bytes) => newest = Some(bytes),
            None => break,
        }
    }
    let root = newest.ok_or_else(|| BundleError::from(Objection::Missing { name: "1.root.json".to_owned() }))?;
    let verified = UnverifiedBundle::new(&shelf).verify(&Trust::new(&root)?, Timestamp::now())?;
    Ok((shelf, verified))
}

fn inspect(place: &std::path::Path, json: bool) -> Result<(), Trouble> {
    let (shelf, verified) = believed(place)?;
    let release = &verified.release;
    let mut out = io::stdout();
    if json {
        let publications: Vec<serde_json::Value> = release
            .publications
            .iter()
            .map(|publication| {
                serde_json::json!({
                    "role": publication.role,
                    "publisher": publication.statement.publisher,
                    "version": publication.version,
                    "check": publication.signed.short(),
                    "released_at": publication.statement.released_at,
                    "data_date": publication.statement.data_date,
                    "records": publication.catalogue.records.len(),
                    "files": publication.catalogue.files.len(),
                    "withdrawn": publication.statement.withdrawn.iter().map(|withdrawn| withdrawn.id.as_str()).collect::<Vec<_>>(),
                    "signers": publication.signers,
                })
            })
            .collect();
        let bytes: u64 = release.parcels().iter().map(|parcel| parcel.length).sum();
        writeln!(
            out,
            "{}",
            serde_json::json!({ "release": release.number, "digest": release.digest, "check": release.check_digits(), "released_at": release.released_at, "bytes": bytes, "parcels": release.parcels().len(), "publications": publications })
        )?;
        return Ok(());
    }
    writeln!(out, "{}：第 {} 版，{} 发布，核对码 {}", shelf.place(), release.number, day(release.released_at), release.check_digits())?;
    for publication in &release.publications {
        let statement = &publication.statement;
        let signers: Vec<String> = publication.signers.iter().map(ToString::to_string).collect();
        writeln!(
            out,
            "  {}（{}）第 {} 版，{} 条，数据截至 {}，下架过 {} 条",
            clean(&statement.publisher),
            publication.role,
            publication.version,
            publication.catalogue.records.len(),
            statement.data_date,
            statement.withdrawn.len()
        )?;
        writeln!(out, "    签名：{}", signers.join("、"))?;
    }
    let bytes: u64 = release.parcels().iter().map(|parcel| parcel.length).sum();
    writeln!(out, "  {} 个部分，{}", release.parcels().len(), size(bytes))?;
    writeln!(out, "这只是它自己的说法；照终端的办法查验，用 gongkai bundle verify --root 信任根")?;
    Ok(())
}

fn verify(place: &std::path::Path, root: &std::path::Path) -> Result<(), Trouble> {
    let root = std::fs::read(root).map_err(Snag::unread("信任根", root))?;
    let shelf = FolderShelf::open(place)?;
    let verified = UnverifiedBundle::new(&shelf).verify(&Trust::new(&root)?, Timestamp::now())?;
    if let Some(on) = verified.root_expired {
        return Err(BundleError::from(Objection::RootExpired { on }).into());
    }
    for parcel in verified.release.parcels() {
        check_parcel(&shelf, parcel)?;
    }
    let release = &verified.release;
    writeln!(
        io::stdout(),
        "通过：第 {} 版，{} 个部分全部核对过，核对码 {}",
        release.number,
        release.parcels().len(),
        release.check_digits()
    )?;
    Ok(())
}
