//! `gongkai root`: who may sign what, how that changes, and who has to agree to it.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;
use jiff::Timestamp;

use super::{
    Trouble,
    keys::{With, WithMine},
    snag::Snag,
    words::{agrees, day, each_signs, shell},
};
use crate::{
    bundle::{
        BundleError, KeyId, Lack, Person, PublicKey, ROOT, Repository, Root as RootFile, RootChange, RootDraft, RootWish, Whose,
        change_root, draft_root, sign,
    },
    text::clean,
};

/// 信任根：谁能在哪个岗位签名
#[derive(Debug, Subcommand)]
pub(super) enum Root {
    /// 起草第一版信任根（或者全部重新写的下一版）
    #[command(
        after_help = "例：\n  gongkai root create 仓库 --body 云川县人民政府 密钥/*.pub\n  gongkai root create 仓库 --body 云川县人民政府 密钥/*.pub --key 密钥/root-1a2b3c4d.key    起草的人就是保管人，起草完了就签\n\n要有：三位根密钥保管人（至少两位；三位里丢了一位还能换人），处室、分管领导、主要领导各一人，打包员。起草以后由两位保管人签名（gongkai root sign）。\n以后换人、换密钥、延期，用 gongkai root change，不用再写全部公钥。"
    )]
    Create {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 这个信任根代表哪个机关
        #[arg(long, value_name = "机关")]
        body: String,
        /// 几年以后要换
        #[arg(long, default_value_t = 10, value_name = "年", value_parser = clap::value_parser!(i64).range(1..=30))]
        years: i64,
        /// 公钥文件
        #[arg(value_name = "公钥文件", required = true)]
        keys: Vec<PathBuf>,
        #[command(flatten)]
        mine: WithMine,
    },
    /// 换人、换密钥、延期：起草下一版信任根，别的人照旧
    #[command(
        after_help = "例：\n  gongkai root change 仓库 --leaves 王某 --joins 密钥/office-5e6f7a8b.pub     王某离开，新人接他的岗位\n  gongkai root change 仓库 --joins 密钥/root-5e6f7a8b.pub                 再请一位根密钥保管人\n  gongkai root change 仓库 --years 10                                    只延期\n\n密钥丢了也一样换：--leaves 本人 --joins 本人的新公钥；一个人有几把密钥的，只换一把写 --leaves “姓名（岗位）”，只写姓名是全部。起草以后由现任和新任的根密钥保管人签名，命令会说出要谁签。\n生效以后要不要马上再发布一版，也由命令说出来。"
    )]
    Change {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 谁离开：姓名，或者“姓名（岗位）”，或者密钥编号的前八位。可以写几次
        #[arg(long, value_name = "姓名", required_unless_present_any = ["joins", "years", "body"])]
        leaves: Vec<String>,
        /// 谁加入：他的公钥文件。可以写几个
        #[arg(long, value_name = "公钥文件", num_args = 1..)]
        joins: Vec<PathBuf>,
        /// 从今天起几年以后要换（不写就是 10）
        #[arg(long, value_name = "年", value_parser = clap::value_parser!(i64).range(1..=30))]
        years: Option<i64>,
        /// 机关改了名称
        #[arg(long, value_name = "机关")]
        body: Option<String>,
        #[command(flatten)]
        mine: WithMine,
    },
    /// 给起草好的信任根签名
    #[command(
        after_help = "例：\n  gongkai root sign 仓库 --key 密钥/root-1a2b3c4d.key\n\n签名以前，请把每个人的指纹和他本人念的核对一遍（gongkai keys show 他的公钥文件）。"
    )]
    Sign {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        #[command(flatten)]
        with: With,
    },
    /// 现在的信任根，丢了一位保管人会怎么样
    #[command(after_help = "例：\n  gongkai root show 仓库")]
    Show {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
    },
}

impl Root {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Create { repository, body, years, keys, mine } => {
                create(&Repository::create(&repository)?, &body, years, &keys, mine.with().as_ref())
            }
            Self::Change { repository, leaves, joins, years, body, mine } => {
                let joins: Vec<PublicKey> = joins.iter().map(|path| PublicKey::read(path)).collect::<Result<_, _>>()?;
                let wish =
                    RootWish { leaves: &leaves, joins: &joins, body: body.as_deref(), years: years.unwrap_or(10), now: Timestamp::now() };
                change(&Repository::open(&repository)?, &wish, mine.with().as_ref())
            }
            Self::Sign { repository, with } => sign_root(&Repository::open(&repository)?, &with),
            Self::Show { repository } => show(&Repository::open(&repository)?),
        }
    }
}

fn create(repository: &Repository, body: &str, years: i64, keys: &[PathBuf], mine: Option<&With>) -> Result<(), Trouble> {
    let keys: Vec<PublicKey> = keys.iter().map(|path| PublicKey::read(path)).collect::<Result<_, _>>()?;
    let void = RootDraft::read(repository).map_or_else(|_| Vec::new(), |draft| draft.signers());
    let root = draft_root(repository, body, &keys, years, Timestamp::now())?;
    let mut out = io::stdout();
    // Whoever signs at once is shown it then.
    if mine.is_none() {
        describe(&root, None)?;
    }
    warn_of_few(&root)?;
    tell_void(&void)?;
    writeln!(out, "起草好了第 {} 版", root.version())?;
    match mine {
        Some(mine) => sign_root(repository, mine),
        None => tell_lacks(repository),
    }
}

fn change(repository: &Repository, wish: &RootWish<'_>, mine: Option<&With>) -> Result<(), Trouble> {
    let changed = change_root(repository, wish)?;
    if mine.is_none() {
        describe(&changed.root, Some(&changed.before))?;
    }
    let mut out = io::stdout();
    warn_of_few(&changed.root)?;
    tell_void(&changed.void)?;
    writeln!(out, "起草好了第 {} 版", changed.root.version())?;
    let leaving = changed.before.keepers_leaving(&changed.root);
    if changed.before.keepers().len() == changed.before.keepers_needed() && !leaving.is_empty() {
        writeln!(
            out,
            "注意：现任保管人一个也不能少，{} 离开以前要签这一版；密钥已经丢了的，这样换不成，要另起一个信任根，每台终端当面换（gongkai sync --new-root）",
            named(&leaving)
        )?;
    }
    tell_after(&changed)?;
    match mine {
        Some(mine) => sign_root(repository, mine),
        None => tell_lacks(repository),
    }
}

/// What the change means for what is published and what waits.
fn tell_after(changed: &RootChange) -> Result<(), Trouble> {
    let mut out = io::stdout();
    if let Some(release) = changed.ends {
        writeln!(
            out,
            "注意：发布的第 {release} 版里有离开的人的签名，这一版信任根生效以后，终端不再认它。生效以后要马上由现在的人再发布一版（内容没有改也行），在那以前不要做 U 盘"
        )?;
    }
    for draft in &changed.drafts {
        let paper = if draft == crate::bundle::OFFICE { "办公室" } else { draft.as_str() };
        writeln!(out, "注意：{paper}起草的内容上有离开的人的签名，到时候不算，要请新的人签")?;
    }
    Ok(())
}

fn sign_root(repository: &Repository, with: &With) -> Result<(), Trouble> {
    let draft = RootDraft::read(repository)?;
    let mut out = io::stdout();
    describe(&draft.root, draft.before.as_ref())?;
    for person in draft.signers() {
        writeln!(out, "已签：{person}")?;
    }
    writeln!(out, "各位保管人看到的信任根指纹应当一样；每个人的指纹，和他本人念的核对过再签")?;
    if !with.yes && !agrees()? {
        return Err(Snag::NotAgreed { deed: "签名" }.into());
    }
    sign(repository, ROOT, &draft.digest, &with.open()?)?;
    let mut out = io::stdout();
    if repository.drafts()?.iter().any(|name| name == ROOT) {
        writeln!(out, "签好了，还没有生效")?;
        return tell_lacks(repository);
    }
    let version = draft.root.version();
    writeln!(out, "签好了，信任根第 {version} 版生效：{}/v1/meta/{version}.root.json", repository.place().display())?;
    tell_next(repository)
}

/// What comes after a root is in force.
fn tell_next(repository: &Repository) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let repo = shell(repository.place());
    let release =
        format!("\n  gongkai bundle create 内容 --out {repo}    （“内容”换成内容文件夹；起草、签名、发布，每一步都会说出下一步）");
    match repository.release_for_terminals() {
        Ok(None) => writeln!(out, "把 {repo}/v1/meta/1.root.json 当面交给每台终端的管理员\n下一步：发布第一版：{release}")?,
        Ok(Some(known)) => writeln!(
            out,
            "发布的第 {} 版照样有效。下一步：重新做 U 盘，终端导入时就换到这一版信任根：\n  gongkai stick prepare /media/GONGKAI --repo {repo}    （U 盘插上以后的文件夹）",
            known.release.number
        )?,
        Err(BundleError::BeforeRoot { release: number, .. }) => writeln!(
            out,
            "注意：发布的第 {number} 版是以前的人签的，终端不再认。下一步：由现在的人再发布一版（内容没有改也行）：{release}"
        )?,
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn show(repository: &Repository) -> Result<(), Trouble> {
    let Some((root, _)) = repository.root()? else {
        // What is drafted is all that there is.
        let draft = if repository.drafts()?.iter().any(|name| name == ROOT) {
            RootDraft::read(repository)?
        } else {
            return Err(repository.needed_root().map_or_else(Into::into, |_| Snag::NothingDrafted.into()));
        };
        describe(&draft.root, None)?;
        warn_of_few(&draft.root)?;
        writeln!(io::stdout(), "起草了第 {} 版，还没有生效", draft.root.version())?;
        return tell_lacks(repository);
    };
    describe(&root, None)?;
    let (keepers, needed) = (root.keepers(), root.keepers_needed());
    let mut out = io::stdout();
    writeln!(out, "根密钥保管人 {} 位，换信任根要 {needed} 位签名", keepers.len())?;
    if !warn_of_few(&root)? {
        writeln!(
            out,
            "丢了 {} 位以内，其余的人还能换人（gongkai root change）；丢得更多，就要每台终端当面重装信任根",
            keepers.len() - needed
        )?;
    }
    if repository.drafts()?.iter().any(|name| name == ROOT) {
        let draft = RootDraft::read(repository)?;
        writeln!(out, "起草了第 {} 版，还没有生效", draft.root.version())?;
        tell_lacks(repository)?;
    }
    Ok(())
}

/// Every post with its holder and fingerprint, and what is otherwise than before.
pub(super) fn describe(root: &RootFile, before: Option<&RootFile>) -> Result<(), Trouble> {
    let mut out = io::stdout();
    writeln!(out, "信任根第 {} 版，代表 {}，{} 以前要换", root.version(), clean(&root.gongkai.body), day(root.head.expires))?;
    writeln!(out, "信任根指纹：{}", root.fingerprint().in_groups())?;
    if let Some(before) = before
        && before.gongkai.body != root.gongkai.body
    {
        writeln!(out, "  机关名称改了，以前是 {}", clean(&before.gongkai.body))?;
    }
    let none = BTreeMap::new();
    let others = |root: Option<&RootFile>| root.map_or(none.clone(), |root| root.gongkai.people.clone());
    let (was, is) = (others(before), others(Some(root)));
    let row = |mark: &str, (keyid, person): (&KeyId, &Person)| format!("  {mark}{person}  指纹 {}", keyid.fingerprint());
    let mut people: Vec<(&KeyId, &Person)> = is.iter().collect();
    people.sort_by_key(|(keyid, person)| (person.post, &person.name, **keyid));
    for entry in people {
        writeln!(out, "{}", row(if before.is_some() && !was.contains_key(entry.0) { "新任  " } else { "" }, entry))?;
    }
    for entry in was.iter().filter(|(keyid, _)| !is.contains_key(keyid)) {
        writeln!(out, "{}", row("离开  ", entry))?;
    }
    Ok(())
}

/// Warns where the loss of one keeper would be the end; whether it did.
fn warn_of_few(root: &RootFile) -> Result<bool, Trouble> {
    let keepers = root.keepers();
    if keepers.len() > root.keepers_needed() {
        return Ok(false);
    }
    writeln!(
        io::stdout(),
        "注意：根密钥保管人只有 {} 位（{}），一位也不能少：谁丢了密钥、忘了口令、走了没有交接，就再也不能换人，只能每台终端当面重装。\n      请再找一位：gongkai keys create root --person 姓名，再用 gongkai root change 仓库 --joins 他的公钥 加上（第一版还没有生效的，重新起草）。三位里丢了一位，另外两位还能换人",
        keepers.len(),
        named(&keepers)
    )?;
    Ok(true)
}

fn tell_void(void: &[Person]) -> Result<(), Trouble> {
    if !void.is_empty() {
        writeln!(io::stdout(), "注意：以前起草的那一版作废了，上面 {} 的签名也作废", named(void))?;
    }
    Ok(())
}

/// Who still has to sign, by name.
fn tell_lacks(repository: &Repository) -> Result<(), Trouble> {
    let lacks = RootDraft::read(repository)?.lacks();
    if let [one, other] = lacks.as_slice() {
        let both: Vec<&Person> = one.keys.iter().filter(|key| other.keys.contains(key)).map(|(_, person)| person).collect();
        if !both.is_empty() {
            writeln!(io::stdout(), "要现任和新一版的根密钥保管人都签；{} 两版都在，签一次两边都算：", named(both))?;
        }
    }
    let mut out = io::stdout();
    for Lack { whose, count, among, .. } in &lacks {
        let whose = match whose {
            Whose::Both => "",
            Whose::Before => "现任",
            Whose::Next => "新一版的",
        };
        let who = named(among);
        if among.len() > *count {
            writeln!(out, "还要{whose}根密钥保管人里的 {count} 位签名，{who} 都可以")?;
        } else {
            writeln!(out, "还要{whose}根密钥保管人 {who} 签名")?;
        }
    }
    let keys: BTreeSet<&(KeyId, Person)> = lacks.iter().flat_map(|lack| &lack.keys).collect();
    if !keys.is_empty() {
        writeln!(out, "下一步，在放私钥的文件夹里运行：")?;
    }
    for line in each_signs(&format!("gongkai root sign {}", shell(repository.place())), keys) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn named<'p>(people: impl IntoIterator<Item = &'p Person>) -> String {
    people.into_iter().map(|person| clean(&person.name).into_owned()).collect::<Vec<_>>().join("、")
}
