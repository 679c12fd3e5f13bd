//! The sheet that goes with a draft through three rooms (签发单): what is signed, in print, with lines for three hands. The same draft gives the
//! same sheet, whoever has signed already.

use std::{
    io::{self, Write},
    path::Path,
};

use jiff::Timestamp;

use super::shown::{self, Length};
use crate::{
    bundle::{Examination, Post, Repository, examine},
    cli::{Trouble, snag::Snag},
    files::durable,
    print::{COLUMNS, Line, report},
};

/// Prints the sheet of a draft, or writes it to a file: `.pdf`, or text under any other name. `whole` also prints the texts of new records.
pub(super) fn sheet(repository: &Repository, role: &str, whole: bool, out: Option<&Path>) -> Result<(), Trouble> {
    let seen = examine(repository, role, Timestamp::now(), whole)?;
    let digits = seen.comparison.digest.short();
    let lines = of(&seen, whole);
    let Some(path) = out else {
        write!(io::stdout(), "{}", text(&lines))?;
        return Ok(());
    };
    let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let foot = format!("核对码 {digits}    {}", shown::title(&seen.comparison));
    let bytes = if is_pdf { report(&lines, &foot) } else { text(&lines).into_bytes() };
    durable::write(path, &bytes).map_err(Snag::unwritten("签发单", path))?;
    writeln!(io::stdout(), "签发单：{}，核对码 {digits}", path.display())?;
    Ok(())
}

fn text(lines: &[Line]) -> String {
    let lines = lines.iter().map(|line| match line {
        Line::Title(text) | Line::Text(text) => text.clone(),
        Line::Heading(text) => format!("【{text}】"),
    });
    lines.map(|line| line + "\n").collect()
}

/// The sheet of a draft: all that the desk's screen shows, with lines for three hands.
fn of(seen: &Examination, whole: bool) -> Vec<Line> {
    let compared = &seen.comparison;
    let mut lines = vec![Line::Title("政务公开内容签发单".to_owned()), blank()];
    lines.push(Line::Text(format!("核对码：{}（签名时屏幕上、U 盘、终端和回执上都应当是它）", compared.digest.short())));
    lines.push(Line::Text(format!("全部 64 位：{}", compared.digest)));
    for part in shown::parts(seen, Length { most: usize::MAX, whole }, COLUMNS) {
        if !part.lines.is_empty() {
            lines.extend([blank(), Line::Heading(part.heading.to_owned())]);
            lines.extend(part.lines.into_iter().map(Line::Text));
        }
    }
    if !whole && !compared.changes.added.is_empty() {
        lines.extend([blank(), Line::Text("新增的只列了标题；要连全文一起打印，加 --whole".to_owned())]);
    }
    lines.extend([blank(), Line::Heading("签字".to_owned())]);
    for post in Post::DESKS {
        lines.extend([blank(), Line::Text(format!("{}：____________________    日期：________ 年 ____ 月 ____ 日", post.label()))]);
    }
    lines
}

fn blank() -> Line {
    Line::Text(String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::{PublicKey, Wish, delegate, tests::forge},
        print::read_back,
    };

    /// A draft in which everything changes that can: a limit in a long text, a department, a withdrawal, a page, an attachment, the mark.
    fn draft() -> forge::Office {
        let office = forge::Office::new();
        let guide = |limit: &str| {
            let rest = "其余照旧办理，以窗口告知为准。".repeat(20);
            format!("第一条 年满七十周岁的老年人可以申领助餐卡。\n\n第二条 {rest}办理时限为{limit}个工作日。{rest}")
        };
        office.document("yl-zhucan", "老年助餐办法", &guide("三十"));
        office.document("yl-jiu", "旧办法", "第一条 旧。");
        office.write("fillers.txt", "请问\n");
        office.release();
        office.document("yl-zhucan", "老年助餐办法", &guide("十五"));
        office.document("yl-xin", "新办法", "第一条 新的补助每月三百元。");
        office.remove("documents/yl-jiu.md");
        office.write("fillers.txt", "请问\n麻烦\n");
        office.write("attachments/yl-xin/表.txt", "表");
        let people = forge::staff(50);
        let desks: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| people[desk].public.clone()).to_vec();
        delegate(&office.repository(), "civil", "云川县民政局", &desks).unwrap();
        office.draft(&Wish { withdraw: vec!["yl-jiu".parse().unwrap()], ..forge::Office::wish("office") }).unwrap();
        office
    }

    /// Without blanks, which are where a line breaks.
    fn squeezed<'l>(lines: impl IntoIterator<Item = &'l String>) -> String {
        lines.into_iter().flat_map(|line| line.chars()).filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn whoever_reads_on_paper_sees_all_that_the_screen_shows() {
        let office = draft();
        for whole in [false, true] {
            let seen = examine(&office.repository(), "office", forge::now(), whole).unwrap();
            let sheet = of(&seen, whole);
            let read = read_back(&report(&sheet, "核对码"));
            let paper: Vec<String> = read.into_iter().filter(|line| !line.starts_with("第 ") || !line.contains(" 页，共 ")).collect();
            let typed: Vec<String> = text(&sheet).lines().map(str::to_owned).collect();
            for (what, all) in [("print", squeezed(&paper)), ("text", squeezed(&typed))] {
                for line in shown::everything(&seen, Length { most: usize::MAX, whole }, COLUMNS) {
                    // The same digits are explained in other words.
                    let line = line.split('（').next().filter(|line| line.starts_with("核对码")).unwrap_or(&line).to_owned();
                    assert!(all.contains(&squeezed([&line])), "{line} is not in {what}:\n{}", paper.join("\n"));
                }
                let chief = forge::staff(50)["chief"].id().fingerprint();
                for told in ["时限为【三十】个", "时限为【十五】个", "下架yl-jiu旧办法原因：含有个人信息", "新麻烦", "fillers.txt", &chief]
                {
                    assert!(all.contains(&squeezed([&told.to_owned()])), "{told} is not in {what}:\n{}", paper.join("\n"));
                }
                assert_eq!(all.contains("新的补助每月三百元"), whole, "{what}");
                assert!(all.contains(&seen.comparison.digest.to_string()) && all.contains("主要领导：______"), "{what}");
            }
        }
    }

    #[test]
    fn the_same_draft_gives_the_same_sheet_whoever_has_signed() {
        let office = draft();
        let sheet = || of(&examine(&office.repository(), "office", forge::now(), false).unwrap(), false);
        let before = sheet();
        office.sign("office", office.secret("deputy"));
        assert_eq!(sheet(), before);
    }
}
