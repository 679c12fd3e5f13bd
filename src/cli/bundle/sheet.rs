//! The sheet that goes with a draft through three rooms (签发单): what is signed, in print, with lines for three hands. The same draft gives the
//! same sheet, whoever has signed already.

use std::{
    io::{self, Write},
    path::Path,
};

use jiff::Timestamp;

use super::{
    pdf::{self, Line},
    shown,
};
use crate::{
    advice::confirmation,
    bundle::{Change, Comparison, Post, Repository, examine},
    cli::{Trouble, snag::Snag},
    files::durable,
    text::clean,
};

/// Prints the sheet of a draft, or writes it to a file: `.pdf`, or text under any other name.
pub(super) fn sheet(repository: &Repository, role: &str, out: Option<&Path>) -> Result<(), Trouble> {
    let seen = examine(repository, role, Timestamp::now(), false)?;
    let lines = of(&seen.comparison);
    let Some(path) = out else {
        write!(io::stdout(), "{}", text(&lines))?;
        return Ok(());
    };
    let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let foot = format!("{}，核对码 {}", shown::title(&seen.comparison), seen.comparison.digest.short());
    let bytes = if is_pdf { pdf::written(&lines, &foot) } else { text(&lines).into_bytes() };
    durable::write(path, &bytes).map_err(Snag::unwritten("签发单", path))?;
    writeln!(io::stdout(), "签发单：{}，核对码 {}", path.display(), seen.comparison.digest.short())?;
    Ok(())
}

fn text(lines: &[Line]) -> String {
    let lines = lines.iter().map(|line| match line {
        Line::Title(text) | Line::Text(text) => text.clone(),
        Line::Heading(text) => format!("【{text}】"),
    });
    lines.map(|line| line + "\n").collect()
}

/// The sheet of a draft.
fn of(compared: &Comparison) -> Vec<Line> {
    let mut lines = vec![Line::Title("政务公开内容签发单".to_owned()), blank()];
    lines.extend(shown::head(compared).into_iter().map(Line::Text));
    lines.push(Line::Text(format!("核对码：{}（签名时屏幕上、U 盘、终端和回执上都应当是它）", compared.digest.short())));
    lines.push(Line::Text(format!("全部 64 位：{}", compared.digest)));
    part(&mut lines, "要点名确认的", compared.needed.iter().map(confirmation).collect());
    part(&mut lines, "科室", shown::departments(compared));
    part(&mut lines, "下架", shown::withdrawn(compared));
    lines.extend([blank(), Line::Heading(format!("内容的改动：{}", compared.changes.in_words()))]);
    let changes = &compared.changes;
    for (word, list) in [("新增", &changes.added), ("更新", &changes.updated), ("废止", &changes.repealed)] {
        lines.extend(list.iter().enumerate().map(|(at, change)| Line::Text(format!("{word} {}. {}", at + 1, named(change)))));
    }
    part(
        &mut lines,
        "附件、版面和别的文件",
        compared
            .files
            .iter()
            .map(|file| {
                let size = |file: &Option<crate::bundle::CatalogueFile>| {
                    file.as_ref().map_or_else(
                        || "没有".to_owned(),
                        |file| format!("{}（摘要 {}）", crate::text::size(file.length), file.sha256.short()),
                    )
                };
                format!("{}：原来 {}，现在 {}", clean(&file.path), size(&file.before), size(&file.now))
            })
            .collect(),
    );
    lines.extend([blank(), Line::Heading("签字".to_owned())]);
    for post in Post::DESKS {
        lines.extend([blank(), Line::Text(format!("{}：____________________    日期：________ 年 ____ 月 ____ 日", post.label()))]);
    }
    lines
}

fn blank() -> Line {
    Line::Text(String::new())
}

fn part(lines: &mut Vec<Line>, heading: &str, mut texts: Vec<String>) {
    if texts.is_empty() {
        texts.push("没有".to_owned());
    }
    lines.extend([blank(), Line::Heading(heading.to_owned())]);
    lines.extend(texts.into_iter().map(Line::Text));
}

fn named(change: &Change) -> String {
    let number = change.number.as_deref().map_or_else(String::new, |number| format!("  {}", clean(number)));
    format!("{}{number}  {}", clean(&change.title), change.id)
}
