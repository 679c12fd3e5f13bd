//! Documents and their records in words, and as objects for programs.

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    advice::{Advise, code_words},
    cli::{Trouble, many::Many},
    convert::{Level, structure::Origin},
    editing::{Bench, Cause, Item, Question, Row, plain},
    review::{Act, Event, Keyring},
    text::{clean, moment},
};

/// A document for programs.
#[derive(Serialize)]
struct Object<'i> {
    id: &'i str,
    file: String,
    title: String,
    stage: String,
    fields: Vec<Column<'i>>,
    questions: Vec<Asked<'i>>,
    links: Vec<(&'i str, &'i str)>,
    passed: Vec<Passed>,
    returned: Option<String>,
    source: Option<&'i str>,
}

#[derive(Serialize)]
struct Column<'i> {
    name: &'i str,
    value: Option<&'i str>,
    origin: Origin,
    certain: bool,
    confirmed: Option<&'i str>,
    open: bool,
}

#[derive(Serialize)]
struct Asked<'i> {
    number: usize,
    line: Option<usize>,
    level: Level,
    finding: String,
    /// Of a suggested tie its field, and what it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'i str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'i str>,
}

#[derive(Serialize)]
struct Passed {
    step: &'static str,
    who: String,
    at: String,
}

fn of(item: &Item) -> Object<'_> {
    let state = &item.reviewed.state;
    Object {
        id: &item.id,
        file: item.file.display().to_string(),
        title: item.title(),
        stage: item.stage.to_string(),
        fields: item
            .rows
            .iter()
            .map(|row| Column {
                name: row.field.name,
                value: row.value.as_deref(),
                origin: row.origin,
                certain: row.certain,
                confirmed: row.confirmed.as_deref(),
                open: row.is_open(),
            })
            .collect(),
        questions: item
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| {
                let tie = if let Cause::Tie(tie) = &question.cause { Some(tie) } else { None };
                Asked {
                    number: at + 1,
                    line: question.line,
                    level: question.level,
                    finding: asked(question),
                    field: tie.map(|tie| tie.field),
                    target: tie.map(|tie| tie.held.id.as_str()),
                }
            })
            .collect(),
        links: item.ties.iter().map(|(label, named)| (*label, named.as_str())).collect(),
        passed: state
            .passed
            .iter()
            .map(|passed| Passed { step: passed.step.label(), who: passed.who.clone(), at: passed.at.to_string() })
            .collect(),
        returned: state.returned.as_ref().map(|(step, reason)| format!("{step}：{reason}")),
        source: item.record.as_ref().map(|record| record.source.as_str()),
    }
}

/// One document as an object.
pub(super) fn object(item: &Item) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &of(item))?;
    writeln!(out)?;
    Ok(())
}

/// All documents, a line each, worst first; those of one stage where one is named.
pub(super) fn list(bench: &Bench, stage: Option<&str>, json: bool) -> Result<(), Trouble> {
    let line = Many::new();
    let (items, damaged) = bench.items_told(&|done, all| line.tell("看审核记录", done, all))?;
    line.clear();
    let mut out = io::stdout().lock();
    let mut counts: std::collections::BTreeMap<_, usize> = std::collections::BTreeMap::new();
    for item in &items {
        *counts.entry(item.stage).or_default() += 1;
        if stage.is_some_and(|stage| item.stage.to_string() != stage) {
            continue;
        }
        if json {
            serde_json::to_writer(&mut out, &of(item))?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}  {}  {}{}", clean(&item.id), item.stage, clean(&item.title()), open(item))?;
        }
    }
    for (id, error) in &damaged {
        let advice = error.advice();
        if json {
            serde_json::to_writer(
                &mut out,
                &serde_json::json!({ "id": id, "stage": "记录损坏", "error": advice.code, "what": advice.what }),
            )?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}  记录损坏  {}。{}（{}）", clean(id), advice.what, advice.mend, advice.code)?;
        }
    }
    if !json {
        let mut said: Vec<String> = counts.iter().map(|(stage, count)| format!("{stage} {count}")).collect();
        said.extend((!damaged.is_empty()).then(|| format!("记录损坏 {}", damaged.len())));
        let all = items.len() + damaged.len();
        writeln!(out, "共 {all} 份{}", if said.is_empty() { String::new() } else { format!("：{}", said.join("，")) })?;
    }
    Ok(())
}

/// What is open on a document, in a few words.
fn open(item: &Item) -> String {
    let mut said = Vec::new();
    let missing: Vec<&str> = item.rows.iter().filter(|row| row.is_missing()).map(|row| row.field.label).collect();
    said.extend((!missing.is_empty()).then(|| format!("缺{}", missing.join("、"))));
    let fields = item.rows.iter().filter(|row| row.is_open() && !row.is_missing()).count();
    said.extend((fields > 0).then(|| format!("{fields} 栏待确认")));
    said.extend((!item.questions.is_empty()).then(|| format!("{} 个问题", item.questions.len())));
    said.extend(item.reviewed.state.returned.as_ref().map(|(step, reason)| format!("{step}退回：{}", clean(reason))));
    let stale = item.reviewed.state.passed.is_empty() && !item.reviewed.state.stale.is_empty();
    said.extend(stale.then(|| "审过以后改动过".to_owned()));
    let unsigned = item.reviewed.unsigned.len();
    said.extend((unsigned > 0).then(|| format!("{unsigned} 条记录没有本人签名，不算数")));
    if said.is_empty() { String::new() } else { format!("（{}）", said.join("，")) }
}

/// One document: its fields, what is asked, what was passed, its text.
pub(super) fn whole(item: &Item) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}  {}  {}", clean(&item.id), item.stage, clean(&item.title()))?;
    if let Some(record) = &item.record {
        writeln!(out, "原件：{}", clean(&record.source))?;
    }
    for row in item.rows.iter().filter(|row| row.value.is_some() || row.field.required) {
        writeln!(out, "  {}：{}  {}", row.field.label, clean(row.value.as_deref().unwrap_or("—")), standing(row))?;
    }
    for (label, named) in &item.ties {
        writeln!(out, "  {label}：{}", clean(named))?;
    }
    for (at, question) in item.questions.iter().enumerate() {
        let word = if question.level == Level::Error { "要改" } else { "要看" };
        let line = question.line.map_or_else(String::new, |line| format!("（第 {line} 行）"));
        writeln!(out, "  {word} {}  {}{line}  {}", at + 1, clean(&asked(question)), ways(question))?;
    }
    for passed in &item.reviewed.state.passed {
        writeln!(out, "  {}：{}，{}", passed.step, clean(&passed.who), moment(passed.at))?;
    }
    if let Some((step, reason)) = &item.reviewed.state.returned {
        writeln!(out, "  {step}退回：{}", clean(reason))?;
    }
    writeln!(out, "────")?;
    for (at, line) in item.body() {
        writeln!(out, "{at:>4}  {}", clean(&plain(line)))?;
    }
    if let Some(draft) = &item.draft {
        writeln!(out, "──── 机器认出来的字，只作草稿，不公开；请对照原件，要用作正文的用 adopt")?;
        for line in draft.lines().filter(|line| !line.trim().is_empty()) {
            writeln!(out, "      {}", clean(&plain(line)))?;
        }
    }
    Ok(())
}

/// Who says what a field holds.
fn standing(row: &Row) -> String {
    match (&row.confirmed, row.is_missing()) {
        (Some(who), _) => format!("✓ {}", clean(who)),
        (None, true) => "✗ 必填".to_owned(),
        (None, false) if row.value.is_none() => String::new(),
        (None, false) => format!("? {}", origin(row.origin)),
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Rule => "规则找到的",
        Origin::File => "文件里写明的",
        Origin::Ocr => "机器认出来的",
        Origin::Staff => "手工写的",
    }
}

/// A question in words.
fn asked(question: &Question) -> String {
    match &question.cause {
        Cause::Told(finding) => {
            let what = code_words(finding.code).0;
            if finding.words.is_empty() { what.to_owned() } else { format!("{what}：{}", finding.words) }
        }
        Cause::Word(word) if !word.right.is_empty() => format!("{}，应为“{}”", question.finding, word.right),
        Cause::Word(_) | Cause::Alarm(_) | Cause::Tie(_) => question.finding.clone(),
    }
}

/// How it can be answered.
fn ways(question: &Question) -> &'static str {
    match &question.cause {
        Cause::Alarm(_) => "mask 打码  cut 删去  release 放行",
        Cause::Word(word) if !word.right.is_empty() => "mend 改正  release 放行",
        Cause::Tie(_) => "link 是，写进去  unlink 不是",
        Cause::Word(_) | Cause::Told(_) => "release 看过了，可以",
    }
}

/// Everything that was done to a document.
pub(super) fn history(item: &Item, keys: &Keyring) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    let events: Vec<(&Event, bool)> = item.reviewed.log.signed(keys, &item.id).collect();
    for (event, signed) in &events {
        let standing = match (signed, item.reviewed.unsigned.contains(event)) {
            (true, _) => "（本人签名）",
            (false, true) => "（没有本人签名，不算数）",
            (false, false) => "",
        };
        writeln!(out, "{}  {}  {}{standing}", moment(event.at), clean(&event.who), clean(&deed(&event.act)))?;
    }
    let signed = events.iter().filter(|(_, signed)| *signed).count();
    let standing =
        if signed == events.len() { "都有本人签名".to_owned() } else { format!("{signed} 条有本人签名，其余只凭姓名") };
    writeln!(out, "{}  共 {} 条，记录完整，{standing}", clean(&item.id), events.len())?;
    Ok(())
}

fn deed(act: &Act) -> String {
    match act {
        Act::Import { source } => format!("转换自 {source}"),
        Act::Confirm { fields } => {
            let said: Vec<String> = fields.iter().map(|(name, value)| format!("{}“{value}”", label(name))).collect();
            format!("确认{}", said.join("、"))
        }
        Act::Set { field, was, value } if was.is_empty() => format!("填写{}“{value}”", label(field)),
        Act::Set { field, was, value } => format!("{}由“{was}”改为“{value}”", label(field)),
        Act::Edit { old, new } => format!("正文“{old}”改为“{new}”"),
        Act::Adopt { .. } => "把机器认出来的字用作正文".to_owned(),
        Act::Mask { finding, cut: false, .. } => format!("打码：{finding}"),
        Act::Mask { finding, cut: true, .. } => format!("删去：{finding}"),
        Act::Release { finding, reason } => format!("放行：{finding}，理由：{reason}"),
        Act::Pass { step, .. } => format!("通过{step}"),
        Act::Return { step, reason } => format!("{step}退回：{reason}"),
        Act::Void { reason } => format!("不收：{reason}"),
        Act::Undo { .. } => "撤销上一件".to_owned(),
    }
}

fn label(name: &str) -> &str {
    crate::editing::Field::named(name).map_or(name, |field| field.label)
}
