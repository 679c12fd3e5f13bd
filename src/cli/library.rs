//! `gongkai library`: build, look at and check content.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Subcommand;

use super::{Trouble, model::with_model, place::LibraryPlace, snag::Snag, waiting::Line};
use crate::{
    library::{BuildPhase, BuildProgress, ImportOptions, Library as Held, LibraryError, Origin, import, probe},
    policy::DisclosureMark,
    search::{Engine, self_test},
    source::{Fault, Options, Severity, Source},
    text::size,
};

/// 建库、查看、检查内容
#[derive(Debug, Subcommand)]
pub(super) enum Library {
    /// 从内容文件夹或导出文件建一个新库
    #[command(
        after_help = "例：\n  gongkai library build 内容 --into /var/lib/gongkai/library\n  gongkai library build 导出.jsonl --into 内容库 --mark 此件公开发布\n\n新库建好以前，原来的库照常使用；中途断电或取消，什么都不变。"
    )]
    Build {
        /// 内容文件夹、.jsonl 文件，可以有几个
        #[arg(value_name = "来源", required = true)]
        sources: Vec<PathBuf>,
        /// 内容库所在的文件夹
        #[arg(long, value_name = "文件夹")]
        into: PathBuf,
        /// 没有公开属性的文件按这个处理，由运行命令的人负责：此件公开发布、此件删减后公开
        #[arg(long, value_name = "公开属性", value_parser = mark)]
        mark: Option<DisclosureMark>,
        /// 按意思找的模型（gongkai model take 取出来的）；不写就用程序自带的表
        #[arg(long, value_name = "文件")]
        model: Option<PathBuf>,
    },
    /// 内容库的来历和数量
    #[command(after_help = "例：\n  gongkai library info --library 内容库 --json")]
    Info {
        #[command(flatten)]
        place: LibraryPlace,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 检查内容文件夹，列出全部问题，不建库
    #[command(after_help = "例：\n  gongkai library check 内容")]
    Check {
        /// 内容文件夹、.jsonl 文件，可以有几个
        #[arg(value_name = "来源", required = true)]
        sources: Vec<PathBuf>,
        /// 没有公开属性的文件按这个处理
        #[arg(long, value_name = "公开属性", value_parser = mark)]
        mark: Option<DisclosureMark>,
    },
    /// 自检一代内容：导入时在单独的进程里运行，不必手工使用
    #[command(hide = true)]
    Probe {
        /// generations 里的一个文件夹
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
    },
}

pub(super) fn mark(text: &str) -> Result<DisclosureMark, String> {
    match text.parse::<DisclosureMark>() {
        Ok(mark) if mark.permits_display() => Ok(mark),
        Ok(mark) => Err(format!("“{mark}”的文件不能进内容库")),
        Err(()) => Err("只能写 此件公开发布 或 此件删减后公开".to_owned()),
    }
}

impl Library {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Build { sources, into, mark, model } => build(sources, &into, mark, model.as_deref()),
            Self::Info { place, json } => info(&place.open()?, json),
            Self::Check { sources, mark } => check(&sources, mark),
            Self::Probe { folder } => probe_all(&folder),
        }
    }
}

fn build(sources: Vec<PathBuf>, into: &Path, mark: Option<DisclosureMark>, model: Option<&Path>) -> Result<(), Trouble> {
    let source = Source::open(&sources, Options { mark })?;
    let source = match model {
        Some(model) => with_model(source, model).inspect_err(faults_of)?,
        None => source,
    };
    let options = ImportOptions { origin: Origin::Built { sources }, mark, built_at: jiff::Timestamp::now() };
    let mut line = Line::new();
    let built = import(&source, into, options, &mut |progress: BuildProgress| {
        line.tell(|| said(&progress));
        ControlFlow::Continue(())
    });
    line.clear();
    let imported = match built {
        Ok(imported) => imported,
        Err(LibraryError::Faulty(faults)) => {
            print_faults(&faults);
            return Err(LibraryError::Faulty(faults).into());
        }
        Err(error) => return Err(error.into()),
    };
    print_faults(&imported.warnings);
    let info = &imported.info;
    let counts: Vec<String> = info.counts.iter().map(|(kind, count)| format!("{} {count}", kind.label())).collect();
    writeln!(
        io::stdout(),
        "建好了：{} 条（{}），{} 段正文，用了 {:.1} 秒，在 {}",
        info.records(),
        counts.join("，"),
        info.passages,
        imported.elapsed.as_secs_f64(),
        into.display()
    )?;
    Ok(())
}

/// Where a model was shown a source with faults, they are told as those of a build.
fn faults_of(trouble: &Trouble) {
    if let Trouble::Library(LibraryError::Faulty(faults)) = trouble {
        print_faults(faults);
    }
}

/// How far a build has come.
fn said(progress: &BuildProgress) -> String {
    match progress.phase {
        BuildPhase::Reading => {
            let left = progress.time_left().map_or_else(String::new, |left| format!("，还要 {} 秒", left.as_secs() + 1));
            format!(
                "正在读 {} 条，{}/{}，每秒 {:.1} MB{left}",
                progress.records,
                size(progress.bytes_done),
                size(progress.bytes_total),
                progress.rate() / 1_000_000.0
            )
        }
        BuildPhase::Joining => "正在整理索引……".to_owned(),
        BuildPhase::Syncing => "正在写到硬盘……".to_owned(),
        BuildPhase::Testing => "正在自检……".to_owned(),
    }
}

fn info(library: &Held, json: bool) -> Result<(), Trouble> {
    let info = library.info();
    let mut out = io::stdout().lock();
    if json {
        let mut value = serde_json::to_value(info)?;
        if let Some(fields) = value.as_object_mut() {
            fields.insert("records".to_owned(), info.records().into());
            fields.insert("generation".to_owned(), info.generation.into());
        }
        writeln!(out, "{value}")?;
        return Ok(());
    }
    let origin = match &info.origin {
        Origin::EmbeddedSample => "程序自带的示例内容".to_owned(),
        Origin::Built { sources } => {
            let paths: Vec<String> = sources.iter().map(|path| path.display().to_string()).collect();
            format!("在本机由 {} 建成", paths.join("、"))
        }
        Origin::Release { version, .. } => format!("签名内容第 {version} 版"),
    };
    writeln!(out, "{}（{}）", info.name, if info.place.is_empty() { "未写地方" } else { &info.place })?;
    writeln!(out, "来历：{origin}")?;
    writeln!(out, "数据截至：{}", info.data_date)?;
    if let Some(mark) = info.mark {
        writeln!(out, "没有公开属性的文件按“{mark}”处理")?;
    }
    for (kind, count) in &info.counts {
        writeln!(out, "{}：{count}", kind.label())?;
    }
    writeln!(out, "正文：{} 段，{}", info.passages, size(info.text_bytes))?;
    Ok(())
}

fn check(sources: &[PathBuf], mark: Option<DisclosureMark>) -> Result<(), Trouble> {
    let reading = Source::open(sources, Options { mark })?.check();
    print_faults(&reading.faults);
    let errors = reading.errors().len();
    let warnings = reading.faults.len() - errors;
    if errors > 0 {
        return Err(Snag::Faulty { errors, warnings }.into());
    }
    writeln!(io::stdout(), "没有要改的，{warnings} 处提醒")?;
    Ok(())
}

/// Everything that can be found out about a generation before it answers; nothing is printed where all is well but the counts.
fn probe_all(folder: &std::path::Path) -> Result<(), Trouble> {
    let report = probe(folder)?;
    let asked = self_test(&Engine::new(Arc::new(Held::of_folder(folder)?))?)?;
    writeln!(io::stdout(), "自检通过：{} 条，{} 段正文，抽查 {asked} 条都能搜到", report.records, report.passages)?;
    Ok(())
}

/// Where nobody reads them any more, the exit code still tells that there were faults.
pub(super) fn print_faults(faults: &[Fault]) {
    let mut out = io::stderr().lock();
    for fault in faults {
        let word = match fault.severity {
            Severity::Error => "要改",
            Severity::Warning => "提醒",
        };
        if writeln!(out, "{word}  {fault}").is_err() {
            return;
        }
    }
}
