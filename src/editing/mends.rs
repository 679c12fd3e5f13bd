//! Faults of files that have one right mend: encodings, marks nobody sees, days and quotes of a header. Shown first, done when somebody agrees.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Field, paper::Paper};
use crate::{
    convert::{structure::day_of, sure_text},
    files::{bounded, durable},
    policy::DocumentNumber,
    text::clean,
};

/// Endings of files whose words are shown.
const READ: [&str; 5] = ["md", "csv", "jsonl", "toml", "txt"];
/// A larger file is not mended here.
const LARGEST: u64 = 20 << 20;
/// Fields of days.
const DAYS: [&str; 6] = ["issued_on", "published_on", "effective_on", "expires_on", "opens_on", "closes_on"];

/// A file that can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Below the source.
    pub file: PathBuf,
    /// What is mended, in Chinese.
    pub what: Vec<String>,
    path: PathBuf,
    text: String,
}

impl Mended {
    /// Writes the file as it is mended.
    pub fn write(&self) -> io::Result<()> {
        durable::write(&self.path, self.text.as_bytes())
    }
}

/// All files of a source that can be mended.
pub fn mends(source: &Path) -> io::Result<Vec<Mended>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(source).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        let path = entry.path();
        let below = path.strip_prefix(source).unwrap_or(path);
        let is_read = path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| READ.contains(&ending));
        // Attachments go out as they came.
        if !entry.file_type().is_file() || !is_read || below.starts_with("attachments") {
            continue;
        }
        let bytes = match bounded::read(path, LARGEST) {
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => continue,
            bytes => bytes?,
        };
        if let Some((text, what)) = mended(&bytes, path.extension().is_some_and(|ending| ending == "md")) {
            found.push(Mended { file: below.to_owned(), what, path: path.to_owned(), text });
        }
    }
    Ok(found)
}

/// The text of a file as it should be, and what of it was not; none where all is well, or nobody can say what it should be.
fn mended(bytes: &[u8], is_headed: bool) -> Option<(String, Vec<String>)> {
    let (mut text, encoding) = sure_text(bytes)?;
    let mut what = Vec::new();
    if encoding != "UTF-8" {
        what.push(format!("编码由 {} 改为 UTF-8", encoding.to_uppercase()));
    } else if bytes.starts_with("\u{FEFF}".as_bytes()) {
        what.push("去掉文件开头的 BOM".to_owned());
    }
    text = text.trim_start_matches('\u{FEFF}').to_owned();
    let cleaned = clean(&text).into_owned();
    if cleaned != text {
        let lines = text.contains('\r');
        let unseen = text.chars().filter(|c| *c != '\r').count() != cleaned.chars().count() || !lines;
        what.extend(lines.then(|| "换行改成统一的".to_owned()));
        what.extend(unseen.then(|| "去掉看不见的字符、控制字符，换掉兼容字".to_owned()));
        text = cleaned;
    }
    if is_headed {
        text = header(&text, &mut what);
    }
    (!what.is_empty()).then_some((text, what))
}

/// Quotes, days and numbers of a header.
fn header(text: &str, what: &mut Vec<String>) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let end = lines.iter().skip(1).position(|line| line.trim_end() == "+++").map(|at| at + 1);
    let Some(end) = end.filter(|_| lines.first().is_some_and(|line| line.trim_end() == "+++")) else { return text.to_owned() };
    for line in lines.iter_mut().take(end).skip(1) {
        if let Some(mended) = line_of_header(line).filter(|mended| mended != line) {
            what.push(format!("“{}”改为“{}”", line.trim(), mended.trim()));
            *line = mended;
        }
    }
    let text = lines.join("\n");
    number(&text, what).unwrap_or(text)
}

/// A line `name = value` with the quotes and days that a header takes.
fn line_of_header(line: &str) -> Option<String> {
    let (name, value) = line.split_once(['=', '＝'])?;
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let value = value.trim();
    if !is_name || value.is_empty() {
        return None;
    }
    let bare = value.trim_matches(['"', '\'', '“', '”', '‘', '’', '「', '」']);
    if DAYS.contains(&name) {
        let day = day_of(bare)?;
        return (value != day.to_string()).then(|| format!("{name} = {day}"));
    }
    let is_quoted = value.starts_with(['“', '”', '「']) && value.ends_with(['“', '”', '」']);
    if is_quoted && !bare.contains(['"', '\\']) {
        return Some(format!("{name} = \"{bare}\""));
    }
    line.contains('＝').then(|| format!("{name} = {value}"))
}

/// A document number with the brackets that it has.
fn number(text: &str, what: &mut Vec<String>) -> Option<String> {
    let mut paper = Paper::read(text)?;
    let written = paper.field("number")?;
    let right = written.parse::<DocumentNumber>().ok().filter(|number| !number.agency.is_empty())?.to_string();
    let value = Field::named("number")?.read(&right).ok()??;
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    (written != right && bare(&written) == bare(&right) && paper.set("number", Some(&value))).then(|| {
        what.push(format!("文号“{written}”改为“{right}”"));
        paper.text()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_right_mend_is_mended_and_nothing_else() {
        let wrong = "+++\r\ntitle = “关于集市的通知”\r\nnumber = \"云政发[2024]3号\"\r\nissued_on = 2024年2月28日\r\nnote = \"2024年\"\r\n+++\r\n\r\n“正\u{200b}文”2024年2月28日\r\n";
        let (text, what) = mended(wrong.as_bytes(), true).unwrap();
        assert_eq!(
            text,
            "+++\ntitle = \"关于集市的通知\"\nnumber = \"云政发〔2024〕3号\"\nissued_on = 2024-02-28\nnote = \"2024年\"\n+++\n\n“正文”2024年2月28日\n"
        );
        assert_eq!(what.len(), 5, "{what:?}");
        assert_eq!(mended(text.as_bytes(), true), None, "once is enough");
        let foreign = encoding_rs::GB18030.encode("编号,名称\n1,云川县民政局\n").0.into_owned();
        assert_eq!(mended(&foreign, false).unwrap().0, "编号,名称\n1,云川县民政局\n");
        assert_eq!(mended(b"\x81 broken \xC0\xFF", false).map(|(_, what)| what.is_empty()), None);
    }
}
