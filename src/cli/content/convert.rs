//! `gongkai content convert`: files in, documents of a source out, and what is to be said of each.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Instant,
};

use super::super::{
    Trouble,
    snag::Snag,
    waiting::{Line, Stop},
};
use crate::{
    advice::code_words,
    convert::{Change, ConvertError, Done, Level, Ocr, Program, Step, Workplace, convert, has_landlock, jobs},
    editing::correct,
    files::if_there,
    review::Office,
    text::{clean, size},
};

/// 把 Word、WPS、PDF、OFD、Excel、网页文件转换成内容
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai content convert 收件/2024 --into 云川县\n  gongkai content convert 通知.docx --into 云川县 --json\n\n能读的：Word（.docx、.doc）、WPS 文字、PDF、OFD、Excel（.xlsx、.xls、.csv）、网页（.html、.mht）、文本，和这些文件的 .zip。\n每个文件在单独的进程里读，坏文件只影响它自己。原件存在 云川县/office，内容写在 云川县/content，手工改过的不会被覆盖。\n再运行一次，只转换新的和改过的；按 Ctrl-C 停下，下次接着做。\n\n扫描件的原件作附件，题名、文号、机关、日期由人照原件录入。有认字的程序，可以用 --ocr 先认一遍：\n  gongkai content convert 收件 --into 云川县 --ocr /opt/ocr/ren-zi\n程序每页运行一次：标准输入是这一页的 PNG 图，标准输出是\n  {\"lines\": [{\"text\": \"一行字\", \"box\": [左, 上, 右, 下], \"confidence\": 0.98}]}\nbox 是图上的像素。程序关在单独的进程里，不能上网，只能写它自己的临时文件夹；内存 4 GB，每页两分钟。\n认出来的字在 office/draft，审核时和原件对照；题名、文号、机关、日期要一栏一栏确认。"
)]
pub(in crate::cli) struct Convert {
    /// 文件、文件夹，可以有几个
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 放内容的文件夹；没有就新建
    #[arg(long, value_name = "文件夹")]
    into: PathBuf,
    /// 每个文件输出一行 JSON
    #[arg(long)]
    json: bool,
    /// 认扫描件上的字的程序：从标准输入读一页的图（PNG），在标准输出写 JSON；认出来的只作草稿
    #[arg(long, value_name = "程序")]
    ocr: Option<PathBuf>,
}

impl Convert {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let unread = |path: &Path| {
            let path = path.to_owned();
            move |source| ConvertError::Unread { path, source }
        };
        let office = Office::at(&self.into);
        let place = Workplace::open(&self.into).map_err(unread(&self.into))?;
        let mut place = place.correcting(Box::new(move |id, there, fresh| correct(&office, id, there, fresh)));
        let mut found = Vec::new();
        for path in &self.files {
            found.extend(jobs(path, &self.into).map_err(unread(path))?);
        }
        let program = Program {
            path: std::env::current_exe().map_err(ConvertError::NoReader)?,
            arguments: ["content", "reader"].map(Into::into).into(),
        };
        let ocr = self.ocr.as_deref().map(|ocr| self.reader_of_scans(&program, ocr)).transpose()?;
        let mut shown = Shown::new(self.json)?;
        let ended = convert(&found, &mut place, (&program, ocr.as_ref()), &mut |step: Step<'_>| shown.step(&step));
        shown.line.clear();
        if let Some(ocr) = &ocr {
            drop(if_there(std::fs::remove_dir_all(&ocr.desk)));
        }
        place.sync().map_err(|source| ConvertError::Unwritten { path: self.into.clone(), source })?;
        if !self.json {
            shown.tally.print(&self.into)?;
        }
        ended?;
        if shown.tally.refused > 0 { Err(ConvertError::Refused { count: shown.tally.refused }.into()) } else { Ok(()) }
    }
}

impl Convert {
    /// The program that reads letters off scans, shut in by our own.
    fn reader_of_scans(&self, program: &Program, ocr: &Path) -> Result<Ocr, Trouble> {
        let found = ocr.canonicalize().map_err(Snag::unread("认字的程序", ocr))?;
        let cell = Program { path: program.path.clone(), arguments: ["content", "cell"].map(Into::into).into() };
        let desk = self.into.join("office").join(format!(".ocr-{}", std::process::id()));
        let desk = std::path::absolute(&desk).map_err(Snag::unread("放内容的文件夹", &self.into))?;
        Ok(Ocr { cell, program: found, desk })
    }
}

/// What happened to all files, for the person who waits.
#[derive(Default)]
struct Tally {
    new: usize,
    renewed: usize,
    same: usize,
    beside: usize,
    scans: usize,
    refused: usize,
    /// Words of findings, how many files have them, and the first of these.
    findings: BTreeMap<(std::cmp::Reverse<Level>, String), (usize, String)>,
}

/// Progress, where somebody watches, on a line that is written over; objects for programs.
struct Shown {
    stop: Stop,
    line: Line,
    json: bool,
    begun: Instant,
    tally: Tally,
}

impl Shown {
    fn new(json: bool) -> Result<Self, Snag> {
        if !has_landlock() {
            tracing::warn!("this kernel has no Landlock: readers of files are limited, and not shut in");
        }
        let line = Line::beside(json && io::stdout().is_terminal());
        Ok(Self { stop: Stop::heard()?, line, json, begun: Instant::now(), tally: Tally::default() })
    }

    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        for done in step.done {
            self.tally.count(done);
            let said = if self.json { self.object(done) } else { Ok(()) };
            // Who reads the objects has gone; so do we.
            if said.is_err() {
                return ControlFlow::Break(());
            }
        }
        self.progress(step);
        self.stop.flow()
    }

    fn object(&self, done: &Done) -> io::Result<()> {
        self.line.clear();
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, &done.record.told(&done.shown, done.id.as_deref()))?;
        writeln!(out)?;
        out.flush()
    }

    fn progress(&mut self, step: &Step<'_>) {
        let ((files, all), (bytes, of)) = (step.files, step.bytes);
        let seconds = self.begun.elapsed().as_secs_f64();
        self.line.tell(|| {
            let rate = files as f64 / seconds.max(0.001);
            // Large files take longer than small ones: time goes with bytes, and is told when some have passed.
            let share = bytes as f64 / (of as f64).max(1.0);
            let is_known = seconds > 2.0 && share > 0.0;
            let left = if is_known { format!("，还要 {:.0} 秒", (seconds / share - seconds).ceil()) } else { String::new() };
            format!("已转换 {files}/{all} 份（{}/{}），每秒 {rate:.1} 份{left}", size(bytes), size(of))
        });
    }
}

impl Tally {
    fn count(&mut self, done: &Done) {
        let record = &done.record;
        match (&record.refused, done.change) {
            (Some(_), _) if record.is_scan() => self.scans += 1,
            (Some(_), _) => self.refused += 1,
            (None, Change::New) => self.new += 1,
            (None, Change::Renewed) => self.renewed += 1,
            (None, Change::Beside) => self.beside += 1,
            (None, Change::Nothing | Change::None) => self.same += 1,
        }
        let shown = clean(&done.shown).into_owned();
        if let Some(refused) = &record.refused {
            let (what, mend) = code_words(refused.code);
            self.note(Level::Error, format!("{what}。{mend}"), &shown);
        }
        let mut said = std::collections::BTreeSet::new();
        for finding in record.findings.iter().filter(|finding| finding.level > Level::Info) {
            if said.insert((finding.level, finding.code)) {
                let (what, mend) = code_words(finding.code);
                self.note(finding.level, format!("{what}。{mend}"), &shown);
            }
        }
    }

    fn note(&mut self, level: Level, words: String, shown: &str) {
        let entry = self.findings.entry((std::cmp::Reverse(level), words)).or_insert_with(|| (0, shown.to_owned()));
        entry.0 += 1;
    }

    fn print(&self, into: &Path) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let counts = [
            (self.new, "份新转换"),
            (self.renewed, "份重新转换"),
            (self.same, "份没有变化"),
            (self.scans, "份是扫描件，要录入"),
            (self.beside, "份原件变了、内容手工改过，新稿放在 office/fresh 里"),
            (self.refused, "份没有转换"),
        ];
        let said: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
        writeln!(out, "{}，在 {}", if said.is_empty() { "没有文件".to_owned() } else { said.join("，") }, into.display())?;
        for ((level, words), (count, first)) in &self.findings {
            let word = if level.0 == Level::Error { "要改" } else { "提醒" };
            let others = if *count > 1 { format!(" 等 {count} 份") } else { String::new() };
            writeln!(out, "{word}  {words}：{first}{others}")?;
        }
        Ok(())
    }
}
