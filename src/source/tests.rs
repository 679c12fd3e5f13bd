//! Sources as whole folders: what is told of broken ones, what is given out of sound ones.

use std::{fs, ops::ControlFlow};

use super::*;
use crate::policy::{Block, Content, DisclosureMark, Record, RecordKind};

const HEADER: &str = "name = \"甲\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"社保\", \"医疗\"]\n";
pub(super) const DOCUMENT: &str =
    "+++\ntitle = \"养老保险办法\"\nkind = \"行政规范性文件\"\nissuers = [\"县政府\"]\nmark = \"此件公开发布\"\n";
pub(super) const COLUMNS: &str = "编号,名称,简称,机关代字,职责,地址,窗口,电话,监督电话,办公时间,网址\n";

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

pub(super) fn open(files: &[(&str, &[u8])], mark: Option<DisclosureMark>) -> (Source, tempfile::TempDir) {
    let folder = folder(files);
    (Source::open(&[folder.path().to_path_buf()], Options { mark }).unwrap(), folder)
}

fn records(source: &Source) -> (Vec<Record>, Reading) {
    let mut records = Vec::new();
    let reading = source.read(&mut |batch| {
        records.extend(batch.records);
        ControlFlow::Continue(())
    });
    (records, reading)
}

/// A declared source with one sound document, and the file in question.
pub(super) fn told(file: &str, content: &[u8]) -> String {
    let sound = format!("{DOCUMENT}+++\n\n第一条 甲。\n");
    let (source, _folder) = open(&[("source.toml", HEADER.as_bytes()), ("documents/ylbx.md", sound.as_bytes()), (file, content)], None);
    let faults: Vec<_> = source.check().faults.iter().map(ToString::to_string).collect();
    faults.join("\n")
}

#[test]
fn a_picture_that_terminals_cannot_show_is_told_and_handed_on_all_the_same() {
    let mut vast = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0\0\0\0\x10\x08\0\0\0\0".to_vec();
    vast.extend([0; 64]);
    let large = vec![0; 9 << 20];
    for (bytes, expected) in [
        (b"no picture".as_slice(), "图片 a.png 打不开"),
        (vast.as_slice(), "图片 a.png 打不开"),
        (large.as_slice(), "图片 a.png 超过 8 MB"),
    ] {
        let document = format!("{DOCUMENT}attachments = [{{ file = \"a.png\", title = \"图\" }}]\n+++\n\n第一条 甲。\n");
        let files: &[(&str, &[u8])] =
            &[("source.toml", HEADER.as_bytes()), ("documents/a.md", document.as_bytes()), ("attachments/a.png", bytes)];
        let (source, _folder) = open(files, None);
        let (records, reading) = records(&source);
        let told: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
        assert!(reading.errors().is_empty() && told.iter().any(|fault| fault.contains("a.md:6") && fault.contains(expected)), "{told:?}");
        assert_eq!(records.first().unwrap().attachments.len(), 1);
    }
}

#[test]
fn one_run_tells_the_faults_of_all_files() {
    let broken = DOCUMENT.replace("title", "titel");
    let (source, _folder) = open(
        &[
            ("source.toml", b"name = 1\nplace = \"\"\ndata_date = 2026-11-20\n"),
            ("documents/a.md", broken.as_bytes()),
            ("documents/b.md", b"+++\n+++\n"),
            ("directory.csv", b"x\n"),
            ("notices/n.md", "+++\ntitle = \"\u{7532}\"\n+++\n".as_bytes()),
        ],
        None,
    );
    let reading = source.check();
    let mut files: Vec<_> = reading.errors().iter().map(|fault| fault.file.display().to_string()).collect();
    files.dedup();
    assert_eq!(files, ["directory.csv", "documents/a.md", "documents/b.md", "notices/n.md", "source.toml"]);
}

#[test]
fn a_text_in_another_encoding_is_refused_with_its_line() {
    let told = told("documents/a.md", b"+++\ntitle = \"a\"\n# \xD1\xF8\xC0\xCF\n+++\n");
    assert!(told.starts_with("documents/a.md:3: 文件不是 UTF-8 编码。请用记事本打开"), "{told}");
}

#[test]
fn a_file_too_long_to_be_a_paper_is_refused() {
    let told = told("documents/a.md", &vec![b'\n'; (20 << 20) + 1]);
    assert!(told.starts_with("documents/a.md: 文件超过 20 MB"), "{told}");
}

#[test]
fn a_sound_source_is_given_out_whole() {
    let document = format!(
        "{DOCUMENT}number = \"云政发[2023]8号\"\nissued_on = 2023-05-10\nbased_on = [\"《社会保险法》\"]\n\
         attachments = [{{ file = \"b/biao.txt\", title = \"登记表\" }}]\n+++\n\n## 第一章 总则\n\n第一条 甲。\n"
    );
    let directory = format!("{COLUMNS}xzf,云川县人民政府,县政府；县府,云政发,,,,,,,https://www.example/xzf\n");
    let header = format!("{HEADER}[addresses]\ndocument = \"https://www.example/{{year}}/{{id}}\"\n");
    let (source, _folder) = open(
        &[
            ("source.toml", header.as_bytes()),
            ("documents/ylbx.md", document.as_bytes()),
            ("directory.csv", directory.as_bytes()),
            ("attachments/b/biao.txt", "姓名\n电话\n\n签字".as_bytes()),
        ],
        None,
    );
    let (records, reading) = records(&source);
    assert_eq!(reading.faults, []);
    assert_eq!((reading.documents, source.header().name.as_str()), (1, "甲"));
    let paper = records.iter().find(|record| record.kind() == RecordKind::Document).unwrap();
    assert_eq!(paper.address.as_deref(), Some("https://www.example/2023/ylbx"));
    assert_eq!(paper.links.iter().map(|link| link.target.to_string()).collect::<Vec<_>>(), ["《社会保险法》"]);
    let labels: Vec<_> = paper.text.sections.iter().map(|section| section.label.as_str()).collect();
    assert_eq!(labels, ["第一章 总则", "第一条", "附件：登记表"]);
    let form = [Block::Paragraph("姓名\n电话".into()), Block::Paragraph("签字".into())];
    assert_eq!(paper.text.sections.last().unwrap().blocks, form);
    assert_eq!(paper.attachments.first().unwrap().size, 21);
    let Content::Body(body) = &records.first().unwrap().content else { unreachable!("the directory comes first") };
    assert_eq!(body.aliases, ["县政府", "县府"]);
    for words in ["ylbx", "云政发〔2023〕8号", "《养老保险办法》"] {
        assert_eq!(reading.names.resolve(words).unwrap().as_str(), "ylbx", "{words}");
    }
}

#[test]
fn nothing_outside_the_attachments_can_be_fetched() {
    let (source, folder) = open(&[("source.toml", HEADER.as_bytes()), ("documents/a.md", b""), ("attachments/f.txt", b"x")], None);
    assert_eq!(source.attachment("f.txt").unwrap(), b"x");
    let absolute = folder.path().join("source.toml").display().to_string();
    for file in ["../source.toml", "./f.txt", "", absolute.as_str()] {
        assert!(source.attachment(file).is_err(), "{file}");
    }
}

const LAW: &str = "# 中华人民共和国动物保护法\n\n1998年1月2日 第九届全国人民代表大会常务委员会第一次会议通过\n\nDAY\n\n\
                   <!-- INFO END -->\n\n第一条 甲。\n\n第二条 本法自1998年3月1日起施行。\n";

#[test]
fn a_folder_of_plain_laws_is_read_with_its_versions() {
    let amended = LAW.replace("DAY", "2018年5月6日 第十三届全国人民代表大会常务委员会第二次会议修正");
    let first = LAW.replace("DAY\n\n", "");
    let files: [(&str, &[u8]); 4] = [
        ("社会法/动物保护法(1998-01-02).md", first.as_bytes()),
        ("社会法/动物保护法 (2018-05-06).md", amended.as_bytes()),
        ("社会法/_index.md", b"---\nbookCollapseSection: true\n---"),
        ("社会法/empty.md", b"\n"),
    ];
    let (source, _folder) = open(&files, Some(DisclosureMark::Open));
    let (records, reading) = records(&source);
    assert_eq!(reading.faults, []);
    let ids: Vec<_> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["社会法/动物保护法_(2018-05-06)", "社会法/动物保护法(1998-01-02)"]);
    let law = records.first().unwrap().document().unwrap();
    assert_eq!((law.kind.name(), law.effective_on.unwrap().to_string().as_str()), ("法律", "1998-03-01"));
    let versions: Vec<_> = reading.versions.iter().map(|tied| (tied.source.as_str(), tied.target.as_str())).collect();
    assert_eq!(versions, [("社会法/动物保护法_(2018-05-06)", "社会法/动物保护法(1998-01-02)")]);

    let (source, _folder) = open(&files, None);
    let (records, reading) = self::records(&source);
    assert_eq!(records, []);
    let told: Vec<_> = reading.errors().iter().map(|fault| fault.what.clone()).collect();
    assert_eq!(told, ["有 2 份文件没有公开属性"]);
}

#[test]
fn an_export_of_documents_tells_each_strange_category_once() {
    let line = |id: &str, category: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"甲\",\"text\":\"# 甲\\n\\n乙\",\"number\":\"\",\"category\":\"{category}\",\"date\":\"\"}}\n"
        )
    };
    let export = [line("a", "地方性法规"), line("b", "红头"), line("c", "红头")].concat();
    let (source, _folder) = open(&[("a.jsonl", export.as_bytes())], Some(DisclosureMark::Open));
    let (records, reading) = records(&source);
    let kinds: Vec<_> = records.iter().map(|record| record.document().unwrap().kind.name()).collect();
    assert_eq!(kinds, ["地方性法规", "其他文件", "其他文件"]);
    let told: Vec<_> = reading.faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told.first().unwrap().starts_with("a.jsonl:2: 不认识的文件类别“红头”，共 2 处"), "{told:?}");
}

#[test]
fn passages_of_one_document_become_one_document_and_keep_their_ids() {
    let line = |id: &str, document: &str, ordinal: u8| {
        format!(
            "{{\"id\":\"{id}\",\"document\":\"{document}\",\"document_title\":\"劳动法\",\"ordinal\":{ordinal},\
             \"title\":\"劳动法第{ordinal}条\",\"text\":\"甲。\\n乙。\"}}\n"
        )
    };
    let export = [line("p1", "d1", 1), line("p2", "d1", 2), line("p3", "d2", 1)].concat();
    let (source, _folder) = open(&[("a.jsonl", export.as_bytes())], Some(DisclosureMark::Open));
    let (records, reading) = records(&source);
    assert_eq!(reading.faults, []);
    let shown: Vec<_> = records.iter().map(|record| (record.id.as_str(), record.text.sections.len())).collect();
    assert_eq!(shown, [("d1", 2), ("d2", 1)]);
    let passages = crate::policy::passages(&"d1".parse().unwrap(), &records.first().unwrap().text);
    let passages: Vec<_> = passages.iter().map(|passage| (passage.id.as_str(), passage.text.as_str())).collect();
    assert_eq!(passages, [("p1", "第1条\n甲。\n乙。"), ("p2", "第2条\n甲。\n乙。")]);

    let scattered = [line("p1", "d1", 1), line("p2", "d2", 1), line("p3", "d1", 2), line("p2", "d3", 1)].concat();
    let (source, _folder) = open(&[("a.jsonl", scattered.as_bytes())], Some(DisclosureMark::Open));
    let told: Vec<_> = source.check().errors().iter().map(|fault| (fault.line.unwrap(), fault.what.clone())).collect();
    assert_eq!(told, [(3, "文件 d1 的段落没有连在一起".to_owned()), (4, "段落编号 p2 用了两次".to_owned())]);
}

#[test]
fn a_long_export_comes_in_batches_in_its_order() {
    let line = |number: usize| format!("{{\"id\":\"d{number}\",\"title\":\"甲\",\"text\":\"乙\"}}\n");
    let export: String = (0..5_000).map(line).collect();
    let (source, _folder) = open(&[("a.jsonl", export.as_bytes())], Some(DisclosureMark::Open));
    let (mut sizes, mut ids, mut done) = (Vec::new(), Vec::new(), 0);
    source.read(&mut |batch| {
        sizes.push(batch.records.len());
        ids.extend(batch.records.into_iter().map(|record| record.id.to_string()));
        done = batch.bytes_done;
        ControlFlow::Continue(())
    });
    assert!(sizes.len() > 2 && sizes.iter().all(|size| *size <= 2_000), "{sizes:?}");
    assert_eq!(ids, (0..5_000).map(|number| format!("d{number}")).collect::<Vec<_>>());
    assert_eq!(done, source.size());

    let mut batches = 0;
    source.read(&mut |_| {
        batches += 1;
        ControlFlow::Break(())
    });
    assert_eq!(batches, 1);
}

#[test]
fn a_folder_too_deep_to_be_read_is_told() {
    let folder = folder(&[("source.toml", HEADER.as_bytes())]);
    let deep: std::path::PathBuf = std::iter::repeat_n("x".repeat(200), 12).collect();
    for name in ["documents/d", "away"] {
        fs::create_dir_all(folder.path().join(name).join(&deep)).unwrap();
    }
    fs::write(folder.path().join("away").join(&deep).join("b.md"), b"").unwrap();
    // A path this long cannot be made in one go.
    fs::rename(folder.path().join("away"), folder.path().join("documents/d").join(&deep).join("e")).unwrap();
    let reading = Source::open(&[folder.path().to_path_buf()], Options::default()).unwrap().check();
    let told: Vec<_> = reading.errors().iter().map(|fault| fault.what.clone()).collect();
    assert!(told.iter().any(|what| what.starts_with("这个文件夹读不到底（")), "{told:?}");
    fs::rename(folder.path().join("documents/d").join(&deep).join("e"), folder.path().join("away")).unwrap();
}

#[test]
fn what_is_no_source_is_not_opened() {
    let folder = folder(&[("a.docx", b"x"), ("empty/.keep", b"")]);
    let open = |name: &str| Source::open(&[folder.path().join(name)], Options::default());
    assert!(matches!(open("none"), Err(SourceError::Unreachable { .. })));
    assert!(matches!(open("a.docx"), Err(SourceError::NotASource { .. })));
    assert!(matches!(open("empty"), Err(SourceError::Nothing { .. })));
}

#[test]
fn the_sample_is_without_errors() {
    let source = Source::embedded();
    let reading = source.check();
    assert_eq!(reading.errors(), Vec::<&Fault>::new());
    assert!(!source.header().topics.is_empty());
}
