//! An office's files through the program: converted in children, built into a library, shown. What is hostile costs itself only.

#![cfg(feature = "office")]

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Write},
    path::Path,
    process::Output,
};

use serde_json::Value;

use super::{gongkai, repository, succeeds};

const NOTICE: &str = "云川县人民政府办公室关于加强集市管理的通知\n云政办发〔2024〕7号\n各乡镇人民政府：\n为了3*4*5=60的_规范_，现将<有关>事项通知如下。\n\
                      一、总体要求\n[坚持]便民利民，#不走过场。\n云川县人民政府办公室\n2024年3月1日\n（此件公开发布）\n";

/// Runs a conversion that may refuse files; the objects by the ends of their paths.
fn converted(files: &Path, into: &Path) -> BTreeMap<String, Value> {
    let Output { stdout, stderr, .. } =
        gongkai().args(["content", "convert", "--json"]).arg(files).arg("--into").arg(into).output().unwrap();
    let lines = String::from_utf8(stdout).unwrap();
    let objects = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let objects: BTreeMap<String, Value> = objects
        .map(|object| {
            (object["path"].as_str().unwrap().trim_start_matches(&files.display().to_string()).trim_start_matches('/').to_owned(), object)
        })
        .collect();
    assert!(!objects.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    objects
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().strip_prefix(folder).unwrap().display().to_string(), fs::read(entry.path()).unwrap())).collect()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_folder_of_files_becomes_content_once_and_edits_by_hand_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (files, into) = (folder.path().join("收件"), folder.path().join("云川县"));
    fs::create_dir(&files).unwrap();
    fs::write(files.join("通知.doc"), NOTICE).unwrap();
    let page =
        "<html><body><h1>云川县集市管理办法</h1><p>第一条 为了规范集市，制定本办法。</p><p style='display:none'>内部意见</p></body></html>";
    fs::write(files.join("办法.htm"), encoding_rs::GB18030.encode(page).0).unwrap();
    fs::write(files.join("空.docx"), b"").unwrap();
    fs::write(files.join("坏.docx"), b"PK\x03\x04cut").unwrap();
    fs::write(files.join("附件.zip"), archive(&[("附件1.txt", NOTICE.as_bytes()), ("../../x.txt", NOTICE.as_bytes())])).unwrap();
    let told = converted(&files, &into);
    let outcomes: Vec<(&str, &str)> = told.iter().map(|(path, object)| (path.as_str(), object["outcome"].as_str().unwrap())).collect();
    let expected = [
        ("办法.htm", "ok"),
        ("坏.docx", "CORRUPT"),
        ("空.docx", "EMPTY_TEXT"),
        ("通知.doc", "ok"),
        ("附件.zip/../../x.txt", "UNSAFE_NAME"),
        ("附件.zip/附件1.txt", "ok"),
    ];
    assert_eq!(outcomes, expected);
    assert_eq!(told["通知.doc"]["kind"], "text");
    let first = tree(&into);
    assert!(!first.iter().any(|(name, bytes)| name.starts_with("content") && String::from_utf8_lossy(bytes).contains("内部意见")));
    assert!(!first.keys().any(|name| name.ends_with(".tmp")));
    converted(&files, &into);
    assert_eq!(tree(&into).keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    assert!(tree(&into) == first, "the second run changes nothing");

    let id = told["通知.doc"]["id"].as_str().unwrap();
    let document = into.join(format!("content/documents/{id}.md"));
    let edited = fs::read_to_string(&document).unwrap().replace("便民利民", "便民为民");
    fs::write(&document, &edited).unwrap();
    converted(&files, &into);
    assert_eq!(fs::read_to_string(&document).unwrap(), edited);
    fs::write(files.join("通知.doc"), NOTICE.replace("各乡镇", "各街道")).unwrap();
    converted(&files, &into);
    assert_eq!(fs::read_to_string(&document).unwrap(), edited, "what a person wrote is not written over");
    assert!(fs::read_to_string(into.join(format!("office/fresh/{id}.md"))).unwrap().contains("各街道"));
}

#[test]
fn what_was_converted_is_built_and_shown_with_the_same_characters() {
    let folder = tempfile::tempdir().unwrap();
    let (file, into, library) = (folder.path().join("通知.txt"), folder.path().join("云川县"), folder.path().join("库"));
    succeeds(gongkai().args(["content", "new"]).arg(&into).args([
        "--name",
        "云川县政务公开",
        "--place",
        "云川县",
        "--body",
        "云川县人民政府办公室",
    ]));
    fs::write(&file, NOTICE).unwrap();
    let told = succeeds(gongkai().args(["content", "convert", "--json"]).arg(&file).arg("--into").arg(&into));
    let told: Value = serde_json::from_str(&told).unwrap();
    let id = told["id"].as_str().unwrap();
    // What the rules did not find, a person types.
    let document = into.join(format!("content/documents/{id}.md"));
    let mut text = fs::read_to_string(&document).unwrap();
    for (name, line) in
        [("title", "title = \"题\"\n"), ("issuers", "issuers = [\"云川县人民政府办公室\"]\n"), ("mark", "mark = \"此件公开发布\"\n")]
    {
        if !text.contains(&format!("\n{name} = ")) {
            text = text.replacen("+++\n", &format!("+++\n{line}"), 1);
        }
    }
    fs::write(&document, text).unwrap();
    succeeds(gongkai().args(["library", "build"]).arg(into.join("content")).arg("--into").arg(&library));
    let shown = succeeds(gongkai().args(["show", id, "--library"]).arg(&library));
    for words in ["为了3*4*5=60的_规范_，现将<有关>事项通知如下。", "[坚持]便民利民，#不走过场。", "一、总体要求"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn files_of_others_are_read_as_was_written_down_of_them() {
    let samples = repository("../shared/samples/real");
    let Ok(manifest) = fs::read_to_string(samples.join("manifest.json")) else {
        eprintln!("skipped: there is no folder {}", samples.display());
        return;
    };
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let into = tempfile::tempdir().unwrap();
    let told = converted(&samples, into.path());
    let mut wrong = Vec::new();
    for file in manifest["files"].as_array().unwrap() {
        let (name, expected) = (file["file"].as_str().unwrap(), &file["expected"]);
        let outcome = told.get(name).map_or("absent", |object| object["outcome"].as_str().unwrap());
        let readable = expected["readable"].as_bool().unwrap();
        let named = expected["issues"].as_array().unwrap().iter().any(|code| code == outcome);
        if readable != (outcome == "ok") && !named {
            wrong.push(format!("{name}: {outcome}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A PDF of one page on which something is drawn and no letter is text.
fn scan() -> Vec<u8> {
    let content = "0.2 g 60 60 480 700 re f\n";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes());
    bytes
}

/// A program that reads letters off pictures: what it says was written before, but it looks at the picture, and tries what it may not do.
const READER_OF_PICTURES: &str = r#"#!/bin/sh
head -c 8 | tail -c 7 | head -c 3 | grep -q PNG || exit 3
cat > /dev/null
echo x > "$HOME/own" || exit 4
(echo x > FORBIDDEN) 2> /dev/null
cat << 'JSON'
{"lines": [
 {"text": "云川县人民政府文件", "box": [400, 150, 1250, 230], "confidence": 0.99},
 {"text": "云政发〔2009〕12号", "box": [600, 300, 1050, 340], "confidence": 0.98},
 {"text": "云川县人民政府关于加强集市管理的通知", "box": [300, 420, 1350, 480], "confidence": 0.99},
 {"text": "各乡镇人民政府：", "box": [200, 560, 560, 600], "confidence": 0.99},
 {"text": "现将集市管理的有关事项通知如下，请认真贯彻执行，联系人手机13800000001。", "box": [270, 640, 1450, 680], "confidence": 0.70},
 {"text": "云川县人民政府", "box": [1000, 1800, 1350, 1840], "confidence": 0.97},
 {"text": "2009年10月13日", "box": [1020, 1880, 1350, 1920], "confidence": 0.95}
]}
JSON
"#;

#[test]
fn letters_read_off_a_scan_are_a_draft_whose_fields_are_confirmed_one_by_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (files, into, reader) = (folder.path().join("收件"), folder.path().join("云川县"), folder.path().join("认字"));
    fs::create_dir(&files).unwrap();
    fs::write(files.join("扫描.pdf"), scan()).unwrap();
    let plain = converted(&files, &into);
    assert_eq!(plain["扫描.pdf"]["outcome"], "NO_TEXT_LAYER");

    let forbidden = folder.path().join("不许写");
    fs::write(&reader, READER_OF_PICTURES.replace("FORBIDDEN", &forbidden.display().to_string())).unwrap();
    fs::set_permissions(&reader, fs::Permissions::from_mode(0o755)).unwrap();
    let convert =
        || succeeds(gongkai().args(["content", "convert", "--json"]).arg(&files).arg("--into").arg(&into).arg("--ocr").arg(&reader));
    let told: Value = serde_json::from_str(&convert()).unwrap();
    let id = told["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (told["title"].as_str(), told["number"].as_str()),
        (Some("云川县人民政府关于加强集市管理的通知"), Some("云政发〔2009〕12号"))
    );
    assert_eq!(told["issued_on"], "2009-10-13");
    assert!(!forbidden.exists() || !gongkai::convert::has_landlock());
    let left: Vec<_> = fs::read_dir(into.join("office")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("ocr")), "{left:?}");

    let document = into.join(format!("content/documents/{id}.md"));
    let text = fs::read_to_string(&document).unwrap();
    assert!(text.contains("本件为扫描件") && !text.contains("有关事项"), "the draft is not published: {text}");
    assert!(fs::read_to_string(into.join(format!("office/draft/{id}.md"))).unwrap().contains("有关事项"));
    let before = tree(&into);
    convert();
    assert!(tree(&into) == before, "read once is read");

    let shown = succeeds(gongkai().args(["content", "review", "show"]).arg(&into).arg(&id));
    assert!(shown.contains("机器认出来的字") && shown.contains("有关事项") && !shown.contains("13800000001"), "{shown}");
    succeeds(gongkai().args(["content", "review", "confirm"]).arg(&into).args([&id, "--who", "王芳"]));
    let fields = |into: &Path| -> Vec<(String, bool)> {
        let shown = succeeds(gongkai().args(["content", "review", "show", "--json"]).arg(into).arg(&id));
        let shown: Value = serde_json::from_str(&shown).unwrap();
        let fields = shown["fields"].as_array().unwrap().clone();
        fields.iter().map(|field| (field["name"].as_str().unwrap().to_owned(), field["confirmed"].is_string())).collect()
    };
    let confirmed = |name: &str| fields(&into).iter().any(|(known, confirmed)| known == name && *confirmed);
    assert!(!confirmed("issued_on") && !confirmed("number") && !confirmed("issuers") && !confirmed("title"), "{:?}", fields(&into));
    succeeds(gongkai().args(["content", "review", "confirm"]).arg(&into).args([&id, "--field", "成文日期", "--who", "王芳"]));
    assert!(confirmed("issued_on") && !confirmed("number"));
}
