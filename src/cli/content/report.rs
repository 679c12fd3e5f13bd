//! A report on a workplace for whoever answers for it: what came, what was refused and why, how far reviews are, what still stands in the way.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use serde::Serialize;

use crate::{
    advice::code_words,
    cli::{Trouble, snag::Snag},
    convert::Workplace,
    editing::Bench,
    files::durable,
    gate::{Objection, Reason, Report},
    print::{Line, report},
    review::Office,
    text::{clean, now},
};

/// All that is reported.
#[derive(Debug, Serialize)]
struct Told<'r> {
    place: String,
    day: String,
    /// Files that came and have a document.
    documents: usize,
    /// Of pages that are pictures.
    scans: usize,
    /// What was refused: the file, why, what to do.
    refused: Vec<[String; 3]>,
    /// Documents by how far they are.
    stages: BTreeMap<String, usize>,
    /// Documents whose records cannot be relied on.
    damaged: Vec<String>,
    /// Reviews that were made: which, by whom, the person's post, of how many, whether signed with the person's key.
    reviews: Vec<(String, String, String, usize, bool)>,
    check: &'r Report,
}

/// Writes it: `.pdf` to be printed, `.json` for programs, text under any other name.
pub(super) fn write(folder: &Path, check: &Report, path: &Path) -> Result<(), Trouble> {
    let told = gathered(folder, check)?;
    let ending = |ending: &str| path.extension().is_some_and(|known| known.eq_ignore_ascii_case(ending));
    let bytes = if ending("json") {
        serde_json::to_vec_pretty(&told)?
    } else if ending("pdf") {
        report(&lines(&told), &format!("{}    {}", told.place, told.day))
    } else {
        lines(&told).iter().map(plain).collect::<String>().into_bytes()
    };
    durable::write(path, &bytes).map_err(Snag::unwritten("报告", path))?;
    writeln!(io::stderr(), "报告：{}", path.display())?;
    Ok(())
}

fn gathered<'r>(folder: &Path, check: &'r Report) -> Result<Told<'r>, Trouble> {
    let place = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())).unwrap_or_default();
    let mut told = Told {
        place: clean(&place).into_owned(),
        day: now().date().to_string(),
        documents: 0,
        scans: 0,
        refused: Vec::new(),
        stages: BTreeMap::new(),
        damaged: Vec::new(),
        reviews: Vec::new(),
        check,
    };
    let Some(office) = Office::around(folder) else { return Ok(told) };
    let files = Workplace::open(office.root()).map_err(Snag::unread("放内容的文件夹", office.root()))?;
    for (id, record) in files.known_files() {
        match &record.refused {
            _ if record.is_scan() => told.scans += 1,
            Some(refused) if id.is_none() => {
                let (what, mend) = code_words(refused.code);
                told.refused.push([clean(&record.source).into_owned(), what.to_owned(), mend.to_owned()]);
            }
            _ => told.documents += 1,
        }
    }
    told.refused.sort();
    let (items, damaged) = Bench::open(office.root())?.items()?;
    for item in &items {
        *told.stages.entry(item.stage.to_string()).or_default() += 1;
    }
    told.damaged = damaged.into_iter().map(|(id, _)| id).collect();
    if told.damaged.is_empty() {
        let made = office.made()?;
        told.reviews =
            made.into_iter().map(|made| (made.step.label().to_owned(), made.who, made.post, made.documents, made.signed)).collect();
    }
    Ok(told)
}

fn lines(told: &Told<'_>) -> Vec<Line> {
    let mut lines = vec![Line::Title("政务公开内容检查报告".to_owned()), Line::Text(format!("{}，{}", told.place, told.day))];
    let mut part = |heading: &str, text: Vec<String>| {
        lines.push(Line::Text(String::new()));
        lines.push(Line::Heading(heading.to_owned()));
        lines.extend(text.into_iter().map(Line::Text));
    };
    let (documents, scans, refused) = (told.documents, told.scans, told.refused.len());
    part("收到的文件", vec![format!("转换成内容 {documents} 份，扫描件 {scans} 份，没有转换 {refused} 份")]);
    if !told.refused.is_empty() {
        part("没有转换的", told.refused.iter().map(|[file, what, mend]| format!("{file}：{what}。{mend}")).collect());
    }
    let stages: Vec<String> = told.stages.iter().map(|(stage, count)| format!("{stage} {count} 份")).collect();
    part("审核到了哪一步", vec![if stages.is_empty() { "没有审核记录".to_owned() } else { stages.join("，") }]);
    if !told.damaged.is_empty() {
        part("审核记录损坏的", told.damaged.clone());
    }
    let reviews = told.reviews.iter().map(|(step, who, post, count, signed)| {
        let post = if post.is_empty() { String::new() } else { format!("（{}）", clean(post)) };
        let signed = if *signed { "（本人签名）" } else { "（只凭姓名）" };
        format!("{step}：{}{post} {count} 份{signed}", clean(who))
    });
    part("谁审的", reviews.collect());
    for (heading, stops) in [("要改的，改好以前不打包", true), ("提醒，由人逐条看", false)] {
        let found = told.check.objections.iter().filter(|objection| objection.stops == stops);
        let said: Vec<String> = found
            .map(|objection| {
                let line = objection.line.map_or_else(String::new, |line| format!(" 第 {line} 行"));
                let (what, mend) = in_words(objection);
                format!("{}{line}：{}。{mend}", clean(&objection.file.display().to_string()), what.trim_end_matches('。'))
            })
            .collect();
        part(heading, if said.is_empty() { vec!["没有".to_owned()] } else { said });
    }
    lines
}

fn plain(line: &Line) -> String {
    match line {
        Line::Title(text) | Line::Text(text) => format!("{text}\n"),
        Line::Heading(text) => format!("【{text}】\n"),
    }
}

/// An objection and what to do about it, fit for a terminal.
pub(super) fn in_words(objection: &Objection) -> (String, String) {
    let words = clean(&objection.what).replace('\n', " ");
    match objection.reason {
        Reason::Finding(code) => {
            let (what, mend) = code_words(code);
            (if words.is_empty() { what.to_owned() } else { format!("{what}：{words}") }, mend.to_owned())
        }
        _ => (words, clean(&objection.mend).into_owned()),
    }
}
