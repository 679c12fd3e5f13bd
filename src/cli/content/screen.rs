//! `gongkai content screen`: what in a file may be a person's or a secret, line by line.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::super::{Trouble, snag::Snag};
use crate::{
    advice::code_words,
    convert::{
        Code, ConvertError, Finding, Held, Kind, Level, Manuscript, Program, Read, Reader, length,
        screening::{self, Alarm, laid_out, screen},
    },
    text::clean,
};

/// 查个人信息、密级、隐藏的和没有接受的修订
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai content screen 公示.docx 名单.xlsx\n  gongkai content screen 通知.txt --json\n\n查到的字已经打码。座机、文号、信用代码、收费账户不算。要改还是放行由人定。"
)]
pub(in crate::cli) struct Screen {
    /// 文件，可以有几个
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 每一处输出一行 JSON
    #[arg(long)]
    json: bool,
}

/// Why no words came of a file that was read.
const WORDLESS: [Code; 5] = [Code::NoTextLayer, Code::OcrLayer, Code::BadEncodingMap, Code::EmptyText, Code::Corrupt];

/// What a reader left out since nobody sees it in the file: hidden and tracked words, hidden sheets. It stands there all the same.
fn unseen(manuscript: &Manuscript) -> Vec<Alarm> {
    let is_unseen = |code| matches!(code, Code::HiddenContent | Code::HiddenSheet | Code::RevisionsPresent);
    let told = manuscript.findings.iter().filter(|finding| is_unseen(finding.code) && finding.level > Level::Info);
    let alarm = |finding: &Finding| {
        let what = code_words(finding.code).0;
        let text = if finding.words.is_empty() { what.to_owned() } else { format!("{what}：{}", finding.words) };
        Alarm { line: 1, kind: screening::Kind::Other, text, level: finding.level }
    };
    told.map(alarm).collect()
}

/// One line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    #[serde(flatten)]
    alarm: &'a Alarm,
}

impl Screen {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let path = std::env::current_exe().map_err(ConvertError::NoReader)?;
        let mut reader = Reader::new(Program { path, arguments: ["content", "reader"].map(Into::into).into() });
        let (mut count, mut read, mut unread) = (0, 0, 0);
        for path in &self.files {
            for (name, alarms) in alarms(path, &mut reader)? {
                match alarms {
                    Ok(alarms) => {
                        (count, read) = (count + alarms.len(), read + 1);
                        self.print(&name, &alarms)?;
                    }
                    Err(code) => {
                        unread += 1;
                        let (what, mend) = code_words(code);
                        writeln!(io::stderr(), "没查  {}：{what}。{mend}", clean(&name))?;
                    }
                }
            }
        }
        if !self.json {
            let left = if unread > 0 { format!("，{unread} 个没有查成") } else { String::new() };
            writeln!(io::stdout(), "查了 {read} 个文件，{count} 处要看{left}")?;
        }
        if unread > 0 { Err(Snag::Unscreened { files: unread }.into()) } else { Ok(()) }
    }

    fn print(&self, name: &str, alarms: &[Alarm]) -> Result<(), Trouble> {
        let mut out = io::stdout().lock();
        for alarm in alarms {
            if self.json {
                serde_json::to_writer(&mut out, &Line { file: name.to_owned(), alarm })?;
                writeln!(out)?;
            } else {
                let word = if alarm.level == Level::Error { "要改" } else { "要看" };
                writeln!(out, "{word}  {}:{}: {}：{}", clean(name), alarm.line, alarm.kind.label(), clean(&alarm.text))?;
            }
        }
        Ok(())
    }
}

/// A file, and what was found in it or why it was not read.
type Looked = (String, Result<Vec<Alarm>, Code>);

/// The alarms of a file, or of each file of an archive; none of one that could not be read, and why.
fn alarms(path: &Path, reader: &mut Reader) -> Result<Vec<Looked>, Trouble> {
    let bytes = fs::read(path).map_err(|source| Snag::Unread { what: "文件", path: path.to_owned(), source })?;
    let name = path.display().to_string();
    let read = reader.read(&bytes, None).map_err(ConvertError::NoReader)?;
    let mut found = Vec::new();
    match read.outcome {
        Ok(Held::Files(members)) => {
            for member in members {
                let inner = reader.read(&bytes, Some(member.place)).map_err(ConvertError::NoReader)?;
                found.push((format!("{name}/{}", member.path), of(&inner, &[], &member.path)));
            }
        }
        _ => found.push((name.clone(), of(&read, &bytes, &name))),
    }
    Ok(found)
}

/// The alarms of what was read. Of plain text the lines are those of the file; a file that no reader takes is looked at as text.
fn of(read: &Read, bytes: &[u8], name: &str) -> Result<Vec<Alarm>, Code> {
    let plain = matches!(read.kind, Some(Kind::Text | Kind::Csv) | None);
    if let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| plain && !bytes.is_empty()) {
        return Ok(screen(text.trim_start_matches('\u{FEFF}')));
    }
    match &read.outcome {
        Ok(Held::Manuscript(manuscript)) => {
            let told = manuscript.findings.iter().find(|finding| WORDLESS.contains(&finding.code) && finding.level == Level::Error);
            if let Some(finding) = told.filter(|_| length(manuscript) == 0) {
                return Err(finding.code);
            }
            let mut alarms = screen(&laid_out(manuscript, name).0);
            alarms.splice(0..0, unseen(manuscript));
            Ok(alarms)
        }
        Ok(Held::Files(_)) => Err(Code::TooLarge),
        Err(refused) => Err(refused.code),
    }
}
