//! `gongkai stick`: what was published is put on a stick, and a stick is looked through.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::Subcommand;

use super::{
    Trouble,
    snag::Snag,
    waiting::{Line, Stop},
    words::day,
};
use crate::{
    advice::Advise,
    bundle::{Repository, WithdrawalList},
    files::Watch,
    stick::{CheckedRelease, CopyProgress, Leniency, ListBeside, Told, check, find, prepare, prepare_list},
    text::{clean, size},
};

/// 内容 U 盘
#[derive(Debug, Subcommand)]
pub(super) enum Stick {
    /// 把发布好的内容写到 U 盘上，写一个核对一个
    #[command(
        after_help = "例：\n  gongkai stick prepare /media/用户名/GONGKAI --repo 仓库\n\nU 盘要是 exFAT 或 FAT32，卷标 GONGKAI。只写缺少的部分；U 盘上别的文件一个不动。\n中途停下、拔掉、断电都不要紧，再运行一次就接着做。看到“可以拔下 U 盘了”再拔。"
    )]
    Prepare {
        /// U 盘插上以后出现的文件夹
        #[arg(value_name = "U盘")]
        path: PathBuf,
        /// 仓库文件夹
        #[arg(long, value_name = "仓库")]
        repo: PathBuf,
        /// 卷标不是 GONGKAI 也写
        #[arg(long)]
        any_label: bool,
        /// 写到普通文件夹里，试一试
        #[arg(long)]
        folder: bool,
        /// 只写办公室的撤下单，不写内容；U 盘上不能已经有一版内容
        #[arg(long)]
        withdrawals_only: bool,
    },
    /// U 盘上是什么，写全了没有
    #[command(
        after_help = "例：\n  gongkai stick check /media/用户名/GONGKAI --root root.json\n\n每个文件都读一遍。不写 --root，就按 U 盘自己带的信任根查。\n状态：0 完整，3 不能用。"
    )]
    Check {
        /// U 盘插上以后出现的文件夹
        #[arg(value_name = "U盘")]
        path: PathBuf,
        /// 终端上装的信任根
        #[arg(long, value_name = "文件")]
        root: Option<PathBuf>,
    },
}

impl Stick {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Prepare { path, repo, any_label, folder, withdrawals_only: true } => {
                prepare_list(&Repository::open(&repo)?, &find(&path, Leniency { folder, any_label })?)?;
                writeln!(io::stdout(), "写好了：只有撤下单。终端插上、核对就照办\n可以拔下 U 盘了")?;
                Ok(())
            }
            Self::Prepare { path, repo, any_label, folder, withdrawals_only: false } => put(&path, &repo, Leniency { folder, any_label }),
            Self::Check { path, root } => look_through(&path, root.as_deref()),
        }
    }
}

fn put(path: &Path, repo: &Path, leniency: Leniency) -> Result<(), Trouble> {
    let repository = Repository::open(repo)?;
    let place = find(path, leniency)?;
    let mut out = io::stdout();
    match &place.stick {
        Some((kind, device)) => writeln!(out, "U 盘：{}（{}，{kind}）", place.path.display(), device.display())?,
        None => writeln!(out, "文件夹：{}", place.path.display())?,
    }
    let mut shown = Shown::new()?;
    let prepared = prepare(&repository, &place, &mut shown);
    shown.clear();
    let prepared = prepared?;
    let release = &prepared.bundle.release;
    if let Some(on) = prepared.bundle.root_expired {
        writeln!(out, "注意：信任根 {} 以前就该换了，终端导入时要再确认一次", day(on))?;
    }
    writeln!(
        out,
        "做好了：第 {} 版，核对码 {}；写了 {} 个文件（换掉坏的 {} 个），删掉旧的 {} 个",
        release.number,
        release.check_digits(),
        prepared.copied,
        prepared.replaced,
        prepared.removed
    )?;
    match &prepared.list {
        ListBeside::None => {}
        ListBeside::Along(version) => writeln!(out, "第 {version} 号撤下单也写上了")?,
        ListBeside::Unsigned(missing) => {
            writeln!(out, "注意：撤下单没有写上，还差 {missing} 个人签名。补签用 gongkai bundle withdraw，再做一次 U 盘")?;
        }
        ListBeside::Unfit(error) => {
            let advice = error.advice();
            writeln!(out, "注意：撤下单没有写上，终端不会照办：{}（{}）。{}", advice.what, advice.code, advice.mend)?;
        }
    }
    writeln!(out, "可以拔下 U 盘了")?;
    Ok(())
}

/// Steps on lines of their own; progress, where somebody watches, on one that is written over.
struct Shown {
    stop: Stop,
    line: Line,
    step: &'static str,
}

impl Shown {
    fn new() -> Result<Self, Snag> {
        Ok(Self { stop: Stop::heard()?, line: Line::new(), step: "" })
    }

    fn line(&self, words: &str) {
        self.clear();
        writeln!(io::stdout(), "{words}").ok();
    }

    fn progress(&mut self, step: &'static str, progress: &CopyProgress) {
        if self.step != step {
            self.step = step;
            self.line(&format!("{step}……"));
        }
        self.line.tell(|| {
            let left = progress.left.map_or_else(String::new, |left| format!("，还要 {} 秒", left.as_secs() + 1));
            let percent = progress.done.saturating_mul(100) / progress.total.max(1);
            format!("  {percent} %{left}")
        });
    }

    fn clear(&self) {
        self.line.clear();
    }
}

impl Watch<Told> for Shown {
    fn at(&mut self, told: Told) -> ControlFlow<()> {
        // Somebody who closed standard output still wants the stick.
        match &told {
            Told::Verifying(progress) => self.progress("查验仓库：签名、版本、每个文件", progress),
            Told::Verified { number, check, bytes } => {
                self.line(&format!("仓库没有问题：第 {number} 版，核对码 {check}，{}", size(*bytes)));
            }
            Told::Checking(progress) => self.progress("核对 U 盘上已有的文件", progress),
            Told::Planned { kept, damaged, copy, bytes, needed, free } => {
                let free = free.map_or_else(|| "看不出来".to_owned(), size);
                self.line(&format!(
                    "U 盘上已有 {kept} 个好的文件，坏的 {damaged} 个；要写 {copy} 个，{}（要空出 {}，现有 {free}）",
                    size(*bytes),
                    size(*needed)
                ));
            }
            Told::MakingRoom => self.line("新旧两版一起放不下，先删掉旧的。做完以前，这个 U 盘终端不认"),
            Told::Copying(progress) => self.progress("复制，写好一个读回来核对一个", progress),
            Told::Finishing => self.line("文件都在了，写清单，清单最后写"),
            Told::Clearing(count) => self.line(&format!("删掉这一版不再用的 {count} 个文件")),
            Told::Testing => self.line("照终端的办法再查一遍"),
        }
        self.stop.flow()
    }
}

/// Every part of a stick that was read.
impl Watch<u64> for Shown {
    fn at(&mut self, _: u64) -> ControlFlow<()> {
        self.stop.flow()
    }
}

fn look_through(path: &Path, root: Option<&Path>) -> Result<(), Trouble> {
    let root = root.map(|root| std::fs::read(root).map_err(Snag::unread("信任根", root))).transpose()?;
    let mut shown = Shown::new()?;
    shown.line("把 U 盘上的每个文件读一遍……");
    let checked = check(path, root.as_deref(), &mut shown)?;
    let mut out = io::stdout();
    if let Some(CheckedRelease { bundle, parts, bytes }) = &checked.release {
        let release = &bundle.release;
        writeln!(
            out,
            "完整：第 {} 版，{} 发布，核对码 {}，{parts} 个部分，{}",
            release.number,
            day(release.released_at),
            release.check_digits(),
            size(*bytes)
        )?;
    }
    match &checked.list {
        None => {}
        Some(Ok(list)) => print_list(list, checked.release.is_some())?,
        Some(Err(error)) => {
            let advice = error.advice();
            writeln!(out, "注意：撤下单不能用，{}（{}）", advice.what, advice.code)?;
        }
    }
    if checked.by_its_own_word {
        writeln!(out, "这是按 U 盘自己带的信任根查的；照某台终端查，加 --root 那台终端的信任根")?;
    }
    Ok(())
}

/// The office's list of withdrawals, with what only the terminal can say of it.
fn print_list(list: &WithdrawalList, beside_release: bool) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let signers: Vec<String> = list.signers.iter().map(ToString::to_string).collect();
    let alone = if beside_release { "" } else { "，U 盘上没有新的一版内容" };
    writeln!(out, "完整：第 {} 号撤下单，{} 条，签名：{}{alone}", list.version, list.records.len(), signers.join("、"))?;
    for listed in &list.records {
        writeln!(out, "  《{}》（{}）", clean(&listed.title), listed.id)?;
    }
    if let (false, Some(held)) = (beside_release, list.needs_two_below()) {
        writeln!(out, "注意：内容不到 {held} 条的终端不会照办，要两个人签名")?;
    }
    Ok(())
}
