//! A workplace to begin with: what a source says of itself, a directory with its first body, and an example of each kind of record, apart from
//! what is published.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml::Value;

use super::ConvertError;
use crate::{files::durable, text::initials};

/// Everyday themes that most offices have; they take away what they do not use.
const TOPICS: [&str; 16] = [
    "教育",
    "医疗",
    "社保",
    "住房",
    "救助",
    "养老",
    "就业",
    "企业开办",
    "税费",
    "户籍",
    "三农",
    "交通",
    "环境",
    "应急",
    "文化旅游",
    "政务公开",
];
/// Columns of the directory.
const COLUMNS: &str = "编号,名称,简称,机关代字,职责,地址,窗口,电话,监督电话,办公时间,网址";
/// One of each kind, as the files of a source; an office copies what it needs and fills it in.
const EXAMPLES: [(&str, &str); 8] = [
    ("documents/yangli-wenjian.md", include_str!("../../data/workplace/document.md")),
    ("interpretations/yangli-jiedu.md", include_str!("../../data/workplace/interpretation.md")),
    ("questions/yangli-wenda.md", include_str!("../../data/workplace/question.md")),
    ("guides/yangli-zhinan.md", include_str!("../../data/workplace/guide.md")),
    ("notices/yangli-gonggao.md", include_str!("../../data/workplace/notice.md")),
    ("lists/yangli-qingdan.md", include_str!("../../data/workplace/list.md")),
    ("catalogue/yangli-mulu.csv", include_str!("../../data/workplace/catalogue.csv")),
    ("places/yangli-didian.csv", include_str!("../../data/workplace/places.csv")),
];
/// What an office settles for itself, to be filled in: who reviews what, words and names that must be right.
const SETTINGS: [(&str, &str); 3] = [
    (
        "office/reviews.toml",
        "# 有哪几道审核；去掉一道，就不再要它。\nreviews = [\"一审\", \"一校\", \"二审\", \"二校\", \"三审\", \"三校\", \"保密审查\", \"隐私审查\"]\n\n# 谁能做哪一道；一个人都不写，谁都可以做。一个人写一段：\n# [[people]]\n# name = \"王芳\"\n# post = \"办公室副主任\"\n# reviews = [\"一审\", \"一校\"]\n",
    ),
    ("office/words.tsv", "# 容易写错的词，一行一个，中间用 Tab 分开：误、正、级别（error 要改，warning 提醒）。# 开头的行不算。\n"),
    ("office/leaders.tsv", "# 领导的姓名、职务、常见的误写（几个的用、分开），一行一个，中间用 Tab 分开。# 开头的行不算。\n"),
];
/// The folder of the examples, which is no part of what is published.
const EXAMPLE_FOLDER: &str = "office/样例";

/// What is known of a workplace that is to be.
#[derive(Debug)]
pub struct Founding {
    /// What visitors read.
    pub name: String,
    /// The place it speaks for.
    pub place: String,
    /// The full name of the body that leads.
    pub body: String,
    /// The day.
    pub today: Date,
}

impl Founding {
    /// Makes the folder; one that holds content already is left alone.
    pub fn found(&self, folder: &Path) -> Result<(), ConvertError> {
        if folder.join("content").exists() {
            return Err(ConvertError::AlreadyThere { path: folder.to_owned() });
        }
        for (path, text) in self.files() {
            let path = folder.join(path);
            let written = durable::create_folder(path.parent().unwrap_or(folder)).and_then(|()| durable::write(&path, text.as_bytes()));
            written.map_err(|source| ConvertError::Unwritten { path, source })?;
        }
        Ok(())
    }

    /// The files of a new workplace; what is published last, so that one that was interrupted can be made again.
    fn files(&self) -> Vec<(PathBuf, String)> {
        let mut files: Vec<(PathBuf, String)> =
            EXAMPLES.iter().map(|(path, text)| (Path::new(EXAMPLE_FOLDER).join(path), text.replace("{机关}", &self.body))).collect();
        files.extend(SETTINGS.iter().map(|(path, text)| (PathBuf::from(*path), (*text).to_owned())));
        files.push(("content/directory.csv".into(), self.directory()));
        files.push(("content/source.toml".into(), self.header()));
        files
    }

    fn header(&self) -> String {
        let text = |text: &str| Value::String(text.to_owned()).to_string();
        let topics: Vec<String> = TOPICS.iter().map(|topic| text(topic)).collect();
        format!(
            "# 专区的名字和地方，访客看得到。\nname = {}\nplace = {}\n\n# 内容截至哪一天，每次发布前改。\ndata_date = {}\n\n# 便民主题，用不着的删掉。\ntopics = [{}]\n",
            text(&self.name),
            text(&self.place),
            self.today,
            topics.join(", ")
        )
    }

    fn directory(&self) -> String {
        let mut table = csv::Writer::from_writer(Vec::new());
        let id: String = initials(&self.body).chars().take(12).collect();
        let id = if id.is_empty() { "jiguan-1" } else { id.as_str() };
        let mut row = vec![id, self.body.as_str()];
        row.resize(COLUMNS.split(',').count(), "");
        let written = table.write_record(COLUMNS.split(',')).and_then(|()| table.write_record(&row));
        // Writing to memory cannot fail; a directory without its body would still be one.
        written
            .ok()
            .and_then(|()| table.into_inner().ok())
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_else(|| format!("{COLUMNS}\n"))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::{Options, Source};

    fn founding() -> Founding {
        let text = |text: &str| text.to_owned();
        Founding {
            name: text("云川县政务公开专区"),
            place: text("云川县"),
            body: text("云川县人民政府"),
            today: jiff::civil::date(2026, 11, 20),
        }
    }

    #[test]
    fn a_new_workplace_is_a_sound_source_and_so_are_its_examples() {
        let folder = tempfile::tempdir().unwrap();
        founding().found(folder.path()).unwrap();
        let content = folder.path().join("content");
        for (path, _) in EXAMPLES {
            let to = content.join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(folder.path().join(EXAMPLE_FOLDER).join(path), to).unwrap();
        }
        let reading = Source::open(&[content], Options::default()).unwrap().check();
        assert!(reading.errors().is_empty(), "{:?}", reading.errors());
        assert!(matches!(founding().found(folder.path()), Err(ConvertError::AlreadyThere { .. })));
    }
}
