//! `gongkai sync`: what lies on a stick is shown, agreed to and taken in.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    Trouble,
    bundle::print_changes,
    library::print_faults,
    new_root::believe_instead,
    snag::Snag,
    waiting::Line,
    words::{agrees, day},
};
use crate::{
    advice::{self, Advise},
    bundle::{Objection, Signer, Trust, is_address},
    config::is_terminal_name,
    files::Watch,
    fleet::FleetError,
    library::{LibraryError, Origin, current, generations, hidden, info_of},
    sync::{self, Concern, EventKind, Hands, Happening, Offer, Progress, Receipt, SyncError},
    text::{clean, size},
    visit::{self, Heeded, Left, Looked, Visit, VisitError, VisitPlace, Visited},
};

/// Titles shown of each kind of change, unless all are asked for.
const SHOWN: usize = 10;

/// 从 U 盘导入签过名的内容；看历史、退回上一版
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai sync /media/GONGKAI --library 内容库 --root root.json   第一次，先装信任根\n  gongkai sync /media/GONGKAI --library 内容库                    以后\n  gongkai sync https://zwgk.example/gongkai --library 内容库      从网上同一个仓库\n  gongkai sync --back --library 内容库                            退回上一版\n  gongkai sync /media/GONGKAI --library 内容库 --new-root root.json   终端改归别的机关，换信任根\n\n先核对签名，列出改了什么，同意以后才复制。中途拔出、断电、取消都不影响正在用的内容，再导入一次会接着复制。\n状态：0 完成，1 没做成，3 内容包不能用。"
)]
pub(super) struct Sync {
    /// U 盘，办公室的仓库，或者网址（带网络功能的程序）
    #[arg(value_name = "位置", required_unless_present_any = ["history", "back", "status", "new_root"])]
    place: Option<PathBuf>,
    /// 内容库所在的文件夹
    #[arg(long, value_name = "文件夹")]
    library: PathBuf,
    /// 第一次导入：办公室当面交来的信任根
    #[arg(long, value_name = "文件")]
    root: Option<PathBuf>,
    /// 换成另一个信任根（终端改归别的机关，信任根另起过，信任记录读不出来了）：看过新旧两个指纹再确认
    #[arg(long, value_name = "文件", conflicts_with_all = ["root", "history", "back", "status"])]
    new_root: Option<PathBuf>,
    /// 由程序运行时，确认 --yes 不管的事：root:新信任根指纹的前八位
    #[arg(long, value_name = "事项", requires = "new_root")]
    confirm: Vec<String>,
    /// 这台终端的名称；写了，就在 U 盘上留下写着它的回执，和一份签过名的状况报告
    #[arg(long, value_name = "名称", default_value = "")]
    terminal: String,
    /// 不再问一遍
    #[arg(long)]
    yes: bool,
    /// 信任根过了更换日期，仍然导入
    #[arg(long)]
    root_may_be_expired: bool,
    /// 只核对、只看改了什么，不导入
    #[arg(long)]
    check: bool,
    /// 列出全部标题
    #[arg(long)]
    titles: bool,
    /// 看这台终端的导入历史
    #[arg(long, conflicts_with_all = ["place", "back", "status"])]
    history: bool,
    /// 退回上一版
    #[arg(long, conflicts_with_all = ["place", "status"])]
    back: bool,
    /// 现在是哪一版
    #[arg(long, conflicts_with = "place")]
    status: bool,
}

impl Sync {
    pub(super) fn run(self) -> Result<(), Trouble> {
        if self.history {
            return print_history(&self.library);
        }
        if self.status {
            return print_status(&self.library);
        }
        named_well(&self.terminal)?;
        let hands = Hands {
            terminal: &self.terminal,
            by: visit::user(),
            now: Timestamp::now(),
            self_test: &visit::self_test,
            root_may_be_expired: self.root_may_be_expired,
        };
        let root = self.root.as_ref().map(|root| std::fs::read(root).map_err(Snag::unread("信任根", root))).transpose()?;
        // Asked before anything of the stick is looked at, which is done with this root.
        let believes_nobody = matches!(sync::believed(&self.library), Ok(None));
        let path = self.place.as_deref().unwrap_or(Path::new(""));
        let place = path.to_str().filter(|place| is_address(place)).map_or(VisitPlace::Folder(path), VisitPlace::Address);
        let leaves_word = !self.check && !self.terminal.is_empty();
        let visit = Visit { library: &self.library, place, hands, first_root: root.as_deref(), leaves_word };
        if self.back {
            return print_receipt(&visit.step_back()?);
        }
        if let Some(file) = &self.new_root {
            believe_instead(&visit, file, self.place.is_some(), &self.confirm)?;
        }
        if self.place.is_none() {
            return self.new_root.map_or_else(|| Err(Snag::NoPlace.into()), |_| Ok(()));
        }
        if let Some(left) = heed_list(&visit, self.check)? {
            return print_left(&left);
        }
        let Looked { offer, left } = visit.look()?;
        print_offer(&offer, if self.titles { usize::MAX } else { SHOWN })?;
        if offer.unchanged {
            writeln!(io::stdout(), "这台终端上已经是这一版，不用导入")?;
            return print_left(&left);
        }
        if self.check {
            return Ok(());
        }
        if let Some(on) = offer.bundle.root_expired.filter(|_| !self.root_may_be_expired) {
            return Err(SyncError::from(Objection::RootExpired { on }).into());
        }
        has_room(&offer)?;
        if let Some(root) = root.as_deref().filter(|_| believes_nobody) {
            first_root(root)?;
        }
        if !self.yes && !agrees()? {
            return Err(Snag::NotAgreed { deed: "导入" }.into());
        }
        let Visited { receipt, left, .. } = take(&visit, &offer)?;
        print_receipt(&receipt)?;
        print_left(&left)?;
        if self.terminal.is_empty() && matches!(visit.place, VisitPlace::Folder(_)) {
            writeln!(io::stdout(), "没有写 --terminal，U 盘上没有留回执，办公室不知道这台终端导入过")?;
        }
        if receipt.left_out.is_empty() { Ok(()) } else { Err(SyncError::LeftOut(receipt.left_out).into()) }
    }
}

/// A name that no terminal can have is found out now, and not when everything is done.
fn named_well(terminal: &str) -> Result<(), FleetError> {
    if terminal.is_empty() || is_terminal_name(terminal) { Ok(()) } else { Err(FleetError::Name { name: terminal.to_owned() }) }
}

/// Takes an offer in, before the eyes of whoever watches.
fn take(visit: &Visit<'_>, offer: &Offer) -> Result<Visited, VisitError> {
    let mut shown = Shown(Line::new());
    let taken = visit.take(offer, &mut shown);
    shown.0.clear();
    if let Err(VisitError::Sync(SyncError::Library(LibraryError::Faulty(faults)))) = &taken {
        print_faults(faults);
    }
    taken
}

/// Whom the terminal is going to believe from now on: nothing else is compared with it, so that people do.
fn first_root(bytes: &[u8]) -> Result<(), Trouble> {
    let root = Trust::new(bytes).and_then(|trust| trust.root())?;
    let (body, fingerprint) = (clean(&root.gongkai.body).into_owned(), root.fingerprint().in_groups());
    writeln!(io::stdout(), "这台终端从此信：{body}，信任根第 {} 版，指纹 {fingerprint}；和办公室念的一样再同意", root.version())?;
    Ok(())
}

/// Refuses what the disk would not take.
fn has_room(offer: &Offer) -> Result<(), SyncError> {
    match offer.obstacle() {
        Some(Concern::Disk(trouble)) => Err(SyncError::DiskRefuses { trouble: *trouble }),
        Some(_) => Err(SyncError::NoRoom { needed: offer.needed, free: offer.free }),
        None => Ok(()),
    }
}

/// Heeds the office's list of withdrawals, if one lies there, or only looks at it; what was left, where nothing else lies there. A bad one is told, and
/// is no word on the rest.
fn heed_list(visit: &Visit<'_>, only_looks: bool) -> Result<Option<Left>, Trouble> {
    let heeded = if only_looks { visit.look_at_list()? } else { visit.heed_list()? };
    let Some(Heeded { list, alone }) = heeded else { return Ok(None) };
    match list {
        Ok(list) => {
            let titles: Vec<String> = list.hidden.into_iter().map(|(_, title)| title).collect();
            let words = if only_looks { advice::list_offered(list.version, &titles) } else { advice::list_heeded(list.version, &titles) };
            writeln!(io::stdout(), "{words}")?;
            if alone.is_some() {
                writeln!(io::stdout(), "U 盘上没有新的一版内容，不用导入")?;
            }
        }
        Err(error) if error.is_refusal() => {
            let advice = error.advice();
            writeln!(io::stdout(), "注意：撤下单没有照办，{}（{}）", advice.what, advice.code)?;
        }
        // Whatever else is the matter is told of the whole stick.
        Err(_) => {}
    }
    Ok(alone)
}

/// What lies on the stick for the office now, and what could not be left there.
fn print_left(left: &Left) -> Result<(), Trouble> {
    let mut out = io::stdout();
    if let Some(receipt) = &left.receipt {
        writeln!(out, "{}", advice::receipt_left(receipt.is_ok()))?;
    }
    if let Some(Ok(())) = &left.report {
        writeln!(out, "这台终端的状况写在了 U 盘上，交回办公室")?;
    }
    if let Some(Ok(done)) = &left.requests {
        for line in advice::requests_carried(done.carried, done.erased.len(), done.key_taken) {
            writeln!(out, "{line}")?;
        }
        for advice in done.unheeded.iter().map(Advise::advice) {
            writeln!(out, "注意：办公室的回话没有采信，{}（{}）", advice.what, advice.code)?;
        }
    }
    if let Some(Err(error)) = &left.requests {
        let advice = error.advice();
        writeln!(out, "注意：群众的申请没有写到 U 盘上，还在终端里；{}（{}）", advice.what, advice.code)?;
    }
    for error in [&left.receipt, &left.report].into_iter().flatten().filter_map(|left| left.as_ref().err()) {
        let advice = error.advice();
        writeln!(out, "注意：{}（{}）", advice.what, advice.code)?;
    }
    Ok(())
}

fn print_offer(offer: &Offer, most: usize) -> Result<(), Trouble> {
    let release = &offer.bundle.release;
    let mut out = io::stdout();
    writeln!(out, "第 {} 版，{} 发布，核对码 {}", release.number, day(release.released_at), release.check_digits())?;
    for publication in &release.publications {
        let signers: Vec<String> = publication.signers.iter().map(ToString::to_string).collect();
        writeln!(out, "  {}，签名：{}", clean(&publication.statement.publisher), signers.join("、"))?;
        if let Some(reviewed) = advice::reviewed(&publication.statement) {
            writeln!(out, "    {reviewed}")?;
        }
    }
    print_changes(&mut out, &offer.changes, most)?;
    if let Some(coming) = advice::program_coming(offer) {
        writeln!(out, "{coming}")?;
    }
    writeln!(
        out,
        "要复制 {}，要空出 {}，现在空着 {}，大约 {} 分钟",
        size(offer.to_copy),
        size(offer.needed),
        size(offer.free),
        offer.estimate.as_secs().div_ceil(60)
    )?;
    for concern in &offer.concerns {
        writeln!(out, "{}", advice::concern(concern, offer))?;
    }
    Ok(())
}

fn print_receipt(receipt: &Receipt) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let word = receipt.event.label();
    writeln!(out, "{word}好了：{}，{}", advice::release(receipt), advice::holding(receipt))?;
    writeln!(out, "{}", advice::changed(receipt))?;
    for withdrawn in advice::withdrawn(receipt) {
        writeln!(out, "{withdrawn}")?;
    }
    for led in advice::roots(receipt) {
        writeln!(out, "{led}")?;
    }
    writeln!(out, "经手：{}", advice::who(&receipt.by))?;
    Ok(())
}

fn print_history(library: &Path) -> Result<(), Trouble> {
    let events = sync::history(library)?;
    let mut out = io::stdout();
    if events.is_empty() {
        writeln!(out, "还没有导入过")?;
    }
    for event in events {
        let at = crate::text::moment(event.at);
        let release = event.release.map_or_else(String::new, |number| format!("第 {number} 版  "));
        writeln!(out, "{at}  {}  {release}{}", event.kind.label(), advice::recalled(&event))?;
    }
    Ok(())
}

fn print_status(library: &Path) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let Some(number) = current(library)? else {
        return Err(LibraryError::NoLibrary { dir: library.to_owned() }.into());
    };
    let info = info_of(library, number)?;
    let allowed = sync::may_show(library, &info)?;
    match &info.origin {
        Origin::Release { version, digest, released_at, check } => {
            let check = check.clone().unwrap_or_else(|| digest.chars().take(8).collect());
            writeln!(out, "第 {version} 版，{} 发布，核对码 {check}，共 {} 条", day(*released_at), info.records())?;
        }
        Origin::Built { .. } | Origin::EmbeddedSample => {
            writeln!(out, "不是从 U 盘导入的内容，共 {} 条", info.records())?;
        }
    }
    if !allowed {
        writeln!(out, "注意：它不是这台终端导入过的签名内容，不会给群众看")?;
    }
    print_standing(library, &info.origin)?;
    if let Some(key) = sync::own_key(library)? {
        writeln!(out, "这台终端的密钥：{}", key.key().id().fingerprint())?;
    }
    let before = generations(library)?.into_iter().filter(|other| *other < number).count();
    writeln!(out, "{}", if before > 0 { "可以退回上一版" } else { "没有可以退回的上一版" })?;
    Ok(())
}

/// Whom the terminal believes, and what happened to that last; what became of what it remembers and hides.
fn print_standing(library: &Path, origin: &Origin) -> Result<(), Trouble> {
    let mut out = io::stdout();
    if let Some(root) = sync::believed(library)? {
        writeln!(out, "信任根：{}，第 {} 版，指纹 {}", clean(&root.gongkai.body), root.version(), root.fingerprint().in_groups())?;
    }
    let events = sync::history(library)?;
    let root = events.iter().find(|event| event.kind == EventKind::Reset);
    let mended = events.iter().find(|event| matches!(event.facts, Happening::Restored));
    for event in root.into_iter().chain(mended) {
        writeln!(out, "  {}，{}", crate::text::moment(event.at), advice::recalled(event))?;
    }
    if hidden(library).lost(Some(origin)) {
        writeln!(out, "注意：{}", advice::hidden_lost())?;
    }
    Ok(())
}

/// How far an import has come, on a line that is written over.
struct Shown(Line);

impl Watch<Progress> for Shown {
    fn at(&mut self, progress: Progress) -> ControlFlow<()> {
        self.0.tell(|| {
            let stage = advice::stage(progress.stage);
            let left = progress.left.map_or_else(String::new, |left| format!("，还要 {} 秒", left.as_secs() + 1));
            let (copied, to_copy) = (size(progress.copied), size(progress.to_copy));
            format!("{stage}，{:.0}%，{copied}/{to_copy}，{} 条{left}", progress.share * 100.0, progress.records)
        });
        ControlFlow::Continue(())
    }
}
