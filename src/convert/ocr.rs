//! Letters read off pictures of pages by a program of the office's choice: a picture (PNG or JPEG) in, lines with their edges as JSON out. The program runs shut
//! in, in a child of our own; what it says is a draft that a person compares with the picture.

use std::{
    fs,
    io::{self, Read, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use serde::Deserialize;

use super::{
    Asset, Code, Finding, Level, Manuscript, Place, Program,
    format::guessed::{GuessedLine, GuessedPage, blocks},
};

/// A page is read in this time, or not at all.
const PATIENCE: Duration = Duration::from_mins(2);
/// Bytes that the program may say of one page.
const MOST: u64 = 8 << 20;
/// Lines of one page.
const MOST_LINES: usize = 5_000;
/// Below this the program itself is not sure.
const DOUBT: f32 = 0.85;

/// A program that reads pictures.
#[derive(Debug, Clone)]
pub struct Ocr {
    /// Our own program with the arguments that shut in whatever is named behind them.
    pub cell: Program,
    /// The program.
    pub program: PathBuf,
    /// A folder in which it may write, and which is emptied when it is done.
    pub desk: PathBuf,
}

#[derive(Deserialize)]
struct Said {
    lines: Vec<SaidLine>,
}

#[derive(Deserialize)]
struct SaidLine {
    text: String,
    #[serde(rename = "box")]
    edges: [f32; 4],
    #[serde(default)]
    confidence: f32,
}

/// Pictures of pages among what lies in a file.
pub(super) fn is_page(asset: &Asset) -> bool {
    asset.name.starts_with('页')
}

impl Ocr {
    /// What it is called, for records.
    pub fn name(&self) -> String {
        self.program.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Reads the pages of a scan; its text is a draft afterwards, and it is told which pages could not be read.
    pub(super) fn draft(&self, manuscript: &mut Manuscript) {
        let pictures: Vec<Asset> = manuscript.assets.extract_if(.., |asset| is_page(asset)).collect();
        if pictures.is_empty() {
            return;
        }
        let mut pages = Vec::new();
        let mut doubtful = 0;
        for picture in &pictures {
            let number = page_of(picture);
            match self.read(&picture.bytes) {
                Ok(lines) => {
                    doubtful += lines.iter().filter(|line| line.confidence < DOUBT).count();
                    let (width, height) = size(&picture.bytes);
                    pages.push(GuessedPage { number, width, height, lines });
                }
                Err(why) => {
                    let words = format!("OCR 程序没有认出这一页：{why}");
                    let place = Some(Place::Page(number));
                    manuscript.findings.push(Finding { code: Code::OrderSuspect, level: Level::Info, place, words });
                }
            }
        }
        let drawn = blocks(&pages);
        if drawn.is_empty() {
            return;
        }
        manuscript.blocks = drawn;
        manuscript.reader = format!("{}，{}", manuscript.reader, self.name());
        let scan = |finding: &Finding| matches!(finding.code, Code::NoTextLayer | Code::BadEncodingMap | Code::OcrLayer);
        manuscript.findings.retain(|finding| !scan(finding));
        let words = format!("文字是 {} 认出来的，{doubtful} 行它自己没有把握；只作草稿，要对照原件", self.name());
        manuscript.findings.push(Finding { code: Code::OcrLayer, level: Level::Error, place: None, words });
    }

    /// The lines of one picture.
    fn read(&self, picture: &[u8]) -> Result<Vec<GuessedLine>, String> {
        let said = self.hear(picture).map_err(|error| error.to_string())?;
        let said: Said = serde_json::from_slice(&said).map_err(|error| format!("它说的不是约定的 JSON（{error}）"))?;
        let sound = |line: &SaidLine| line.edges.iter().all(|edge| edge.is_finite() && (0.0..100_000.0).contains(edge));
        let lines = said.lines.into_iter().filter(sound).take(MOST_LINES);
        Ok(lines
            .map(|line| GuessedLine {
                text: crate::text::clean(line.text.trim()).replace('\n', " "),
                edges: line.edges,
                confidence: line.confidence,
            })
            .collect())
    }

    /// All that it says.
    fn hear(&self, picture: &[u8]) -> io::Result<Vec<u8>> {
        fs::create_dir_all(&self.desk)?;
        let mut command = Command::new(&self.cell.path);
        command.args(&self.cell.arguments).arg(&self.desk).arg(&self.program).env_clear().current_dir(&self.desk).process_group(0);
        for name in ["PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "PYTHONPATH", "VIRTUAL_ENV"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.env("HOME", &self.desk).env("TMPDIR", &self.desk).env("LC_ALL", "C.UTF-8").env("OMP_THREAD_LIMIT", "1");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let picture = picture.to_vec();
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&picture)));
        let (sender, heard) = channel();
        thread::spawn(move || {
            let mut said = Vec::new();
            let read = stdout.map_or(Ok(0), |stdout| stdout.take(MOST + 1).read_to_end(&mut said));
            drop(sender.send(read.map(|_| said)));
        });
        let said = heard.recv_timeout(PATIENCE);
        if said.is_err() {
            drop(child.kill());
        }
        let status = child.wait()?;
        drop(fs::remove_dir_all(&self.desk));
        match said {
            Ok(Ok(said)) if said.len() as u64 > MOST => Err(io::ErrorKind::FileTooLarge.into()),
            Ok(Ok(said)) if status.success() => Ok(said),
            Ok(Ok(_)) => Err(io::Error::other(format!("它停了：{status}"))),
            Ok(Err(error)) => Err(error),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// The page that a picture is of: `页0003.png` is the third.
fn page_of(picture: &Asset) -> u32 {
    picture.name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(1)
}

/// Width and height of a picture, as its head says: PNG in its first part, JPEG in the one that begins its rows.
fn size(picture: &[u8]) -> (f32, f32) {
    let long = |at: usize| picture.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).map_or(0, u32::from_be_bytes);
    let short = |at: usize| picture.get(at..at + 2).and_then(|two| <[u8; 2]>::try_from(two).ok()).map_or(0, u16::from_be_bytes);
    if picture.starts_with(b"\x89PNG") {
        return (long(16) as f32, long(20) as f32);
    }
    let mut at = 2;
    while let Some([0xFF, marker]) = picture.get(at..at + 2) {
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            return (f32::from(short(at + 7)), f32::from(short(at + 5)));
        }
        at += 2 + usize::from(short(at + 2)).max(2);
    }
    (0.0, 0.0)
}

/// Becomes a program that sees everything and changes nothing but one folder, without the network; it does not return but for an error.
pub fn become_shut_in(desk: &Path, program: &Path) -> io::Error {
    match super::jail::shut_in_program(desk) {
        Ok(()) => Command::new(program).exec(),
        Err(error) => error,
    }
}
