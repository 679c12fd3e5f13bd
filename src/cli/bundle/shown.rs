//! A draft in words: everything that is signed with it, beside the last release.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{labels, texts};
use crate::{
    advice::confirmation,
    bundle::{
        CatalogueFile, Change, Changes, Comparison, Department, Examination, FileTexts, KeyId, OFFICE, Person, Review, Statement,
        TextChange,
    },
    policy::{DisclosureMark, is_figure},
    text::{clean, moment, size},
};

/// Titles shown of each kind of change, and changed texts shown, unless all are asked for.
pub(super) const SHOWN: usize = 10;

/// How much is shown of what may be long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    /// Titles and texts of each kind.
    pub(super) most: usize,
    /// Whole texts, and those of new records too.
    pub(super) whole: bool,
}

/// What belongs together of a draft, under one heading where it is printed.
pub(super) struct Part {
    /// What all of it is about.
    pub(super) heading: &'static str,
    /// In lines; none where there is nothing to tell.
    pub(super) lines: Vec<String>,
}

/// Everything that somebody signs, in lines of at most so many columns where texts stand side by side. The desk's screen and the sheet show the
/// same parts, so that nobody sees less on paper.
pub(super) fn parts(seen: &Examination, length: Length, columns: usize) -> Vec<Part> {
    let compared = &seen.comparison;
    let lost = "上一版的文字读不出来，仓库里的旧部分缺了或者坏了；下面是改了的内容现在的全文";
    let lost = seen.lost.then(|| lost.to_owned()).into_iter();
    let texts = lost.chain(changed_texts(&seen.texts, length, columns)).collect();
    let named = compared.needed.iter().map(confirmation);
    let confirmed = std::iter::once("要点名确认的：".to_owned()).chain(named.map(|named| format!("  {named}"))).collect();
    [
        ("这一版", head(compared)),
        ("审核", reviews(&compared.statement, compared.records)),
        ("要点名确认的", if compared.needed.is_empty() { Vec::new() } else { confirmed }),
        ("科室", departments(compared, length.most)),
        ("下架", withdrawn(compared)),
        ("终端的程序", programs(compared)),
        ("内容的改动", changed(&compared.changes, length.most, true)),
        ("附件、版面和别的文件", files(seen, length, columns)),
        ("文字", texts),
    ]
    .into_iter()
    .map(|(heading, lines)| Part { heading, lines })
    .collect()
}

/// All of it as it stands on a screen.
pub(super) fn everything(seen: &Examination, length: Length, columns: usize) -> Vec<String> {
    let compared = &seen.comparison;
    let mut lines: Vec<String> = parts(seen, length, columns).into_iter().flat_map(|part| part.lines).collect();
    lines.push(String::new());
    lines.push(format!("核对码：{}（三个人看到的应当一样；U 盘、终端和回执上也是它）", compared.digest.short()));
    lines.extend(compared.signed.iter().map(|person| format!("已签：{person}")));
    lines
}

/// A draft that goes out, in a few lines.
pub(super) fn draft(compared: &Comparison) -> Vec<String> {
    let signed: Vec<String> = compared.signed.iter().map(ToString::to_string).collect();
    let mut lines = vec![
        format!("{}，共 {} 条，核对码 {}", title(compared), compared.records, compared.digest.short()),
        format!("  {}", compared.changes.in_words()),
        format!("  签名：{}", if signed.is_empty() { "还没有人签".to_owned() } else { signed.join("、") }),
    ];
    lines.extend(compared.needed.iter().map(|needed| format!("  不平常的，签名时点过名：{}", confirmation(needed))));
    lines
}

/// `云川县人民政府（办公室）第 3 版`
pub(super) fn title(compared: &Comparison) -> String {
    let whose = if compared.name == OFFICE { "办公室" } else { compared.name.as_str() };
    format!("{}（{whose}）第 {} 版", clean(&compared.statement.publisher), compared.version)
}

/// Whose it is, of what day, and what was said of that last time.
fn head(compared: &Comparison) -> Vec<String> {
    let first = if compared.before.is_none() { "，是第一次发布" } else { "" };
    let mut lines = vec![format!("{}，共 {} 条{first}", title(compared), compared.records)];
    let before = compared.before.as_ref();
    let mut term = |label: &str, said: &dyn Fn(&Statement) -> String| {
        let (now, before) = (said(&compared.statement), before.map(said));
        let before = before.filter(|before| *before != now).map_or_else(String::new, |before| format!("（上一版：{before}）"));
        lines.push(format!("{label}：{now}{before}"));
    };
    term("发布机关", &|statement| clean(&statement.publisher).into_owned());
    term("地方", &|statement| if statement.place.is_empty() { "没有写".to_owned() } else { clean(&statement.place).into_owned() });
    term("没有公开属性的文件", &|statement| mark(statement.mark));
    term("数据截至", &|statement| statement.data_date.to_string());
    term("发布时间", &|statement| moment(statement.released_at));
    lines.push(format!("有效期到：{}（过了这天，别处的查验程序不再认它）", moment(compared.expires)));
    lines
}

/// How many records nobody reviewed one by one: rows of tables, and whatever else has no file of its own.
pub(super) fn unreviewed(reviews: &[Review], records: usize) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for review in reviews {
        *counts.entry(review.kind.as_str()).or_default() += review.documents;
    }
    records.saturating_sub(counts.into_values().min().unwrap_or(0))
}

/// The same in words, where there are any.
pub(super) fn unreviewed_words(reviews: &[Review], records: usize) -> Option<String> {
    let count = unreviewed(reviews, records);
    (count > 0).then(|| format!("没有逐份审核的：{count} 条（机构、目录、地点等表格里的行，.jsonl 里的条目），签字以前请逐条看下面的改动"))
}

/// Who reviewed what is signed, by the records of whoever drafted it.
fn reviews(statement: &Statement, records: usize) -> Vec<String> {
    let mut lines = vec![if statement.reviews.is_empty() {
        "审核：没有记录（起草的内容不在有审核记录的文件夹里）".to_owned()
    } else {
        "审核（照起草的电脑上的审核记录）：".to_owned()
    }];
    lines.extend(statement.reviews.iter().map(|review| {
        let post = if review.post.is_empty() { String::new() } else { format!("（{}）", clean(&review.post)) };
        let by = if review.signed { "本人签名" } else { "只凭姓名" };
        format!("  {}  {}{post}  {} 条，最后 {}，{by}", clean(&review.kind), clean(&review.person), review.documents, moment(review.at))
    }));
    lines.extend(unreviewed_words(&statement.reviews, records).filter(|_| !statement.reviews.is_empty()).map(|words| format!("  {words}")));
    if statement.reminders > 0 {
        lines.push(format!("  检查的提醒：{} 处没有逐条答复，起草的人点名确认过", statement.reminders));
    }
    lines
}

fn mark(mark: Option<DisclosureMark>) -> String {
    mark.map_or_else(|| "不收".to_owned(), |mark| format!("都按“{}”处理", mark.label()))
}

/// Departments with their persons and fingerprints; those that are not what they were, first.
fn departments(compared: &Comparison, most: usize) -> Vec<String> {
    if compared.name != OFFICE {
        return Vec::new();
    }
    if compared.departments.is_empty() {
        return vec!["科室：没有授权任何科室发布".to_owned()];
    }
    let mut lines = vec![format!("科室：{} 个", compared.departments.iter().filter(|department| !department.people[1].is_empty()).count())];
    let (changed, same): (Vec<&Department>, Vec<&Department>) = compared.departments.iter().partition(|department| department.changes());
    for department in changed {
        let [before, now] = &department.titles;
        let word = match department.people.each_ref().map(Vec::is_empty) {
            [true, _] => "新授权",
            [false, true] => "不再授权",
            [false, false] => "改了",
        };
        let old = before.as_ref().filter(|before| Some(*before) != now.as_ref() && now.is_some());
        let old = old.map_or_else(String::new, |before| format!("（上一版：{}）", clean(before)));
        let name = now.as_ref().or(before.as_ref()).map_or("", String::as_str);
        lines.push(format!("  {word}  {}  {}{old}", clean(&department.name), clean(name)));
        let [people_before, people] = &department.people;
        lines.extend(people.iter().map(|known| {
            let word = if !people_before.is_empty() && !people_before.contains(known) { "新的人" } else { "      " };
            format!("    {word}  {}", person(known))
        }));
        lines.extend(people_before.iter().filter(|known| !people.contains(known)).map(|known| format!("    不再是  {}", person(known))));
        if department.is_dropped() {
            lines.push(format!("    它发布过的 {} 条，从所有终端上消失", department.gone.len()));
            lines.extend(titles("消失", &department.gone, most, true).into_iter().map(|line| format!("    {line}")));
        }
    }
    for department in same {
        let title = department.titles[1].as_deref().unwrap_or_default();
        lines.push(format!("  没有变  {}  {}", clean(&department.name), clean(title)));
        lines.extend(department.people[1].iter().map(|known| format!("            {}", person(known))));
    }
    lines
}

fn person((keyid, person): &(KeyId, Option<Person>)) -> String {
    let name = person.as_ref().map_or_else(|| "没有写姓名".to_owned(), ToString::to_string);
    format!("{name}  指纹 {}", keyid.fingerprint())
}

/// What is withdrawn now, each with its reason.
fn withdrawn(compared: &Comparison) -> Vec<String> {
    if compared.withdrawn.is_empty() {
        return vec!["下架：没有".to_owned()];
    }
    let all = compared.withdrawn.iter().map(|withdrawn| {
        let reason = if withdrawn.reason.is_empty() { "没有写".to_owned() } else { clean(&withdrawn.reason).into_owned() };
        format!("  下架  {}  {}  原因：{reason}", withdrawn.id, clean(&withdrawn.title))
    });
    std::iter::once(format!("下架：{} 条，从所有终端上消失，编号不能再用", compared.withdrawn.len())).chain(all).collect()
}

/// Programs that terminals are to run, with what was signed for before.
fn programs(compared: &Comparison) -> Vec<String> {
    let before = compared.before.as_ref().map_or(&[][..], |before| &before.programs);
    let gone = before.iter().filter(|old| compared.statement.programs.iter().all(|program| program.arch != old.arch));
    let now = compared.statement.programs.iter().map(|program| {
        let old = before.iter().find(|old| old.arch == program.arch);
        let old = match old {
            Some(old) if old == program => "，和上一版一样".to_owned(),
            Some(old) => format!("（上一版：{}）", old.version),
            None => "（上一版没有）".to_owned(),
        };
        let (arch, version, sum) = (program.arch, program.version, program.sha256);
        [format!("程序 {version}，给 {arch} 的终端，{}，核对码 {}{old}", size(program.length), sum.short()), format!("  SHA-256 {sum}")]
    });
    let gone = gone.map(|old| format!("程序 {}，给 {} 的终端：这一版不带了，装了的照常用", old.version, old.arch));
    now.flatten().chain(gone).collect()
}

/// Numbers and titles of what changes, without what is withdrawn: that has been said.
fn changed(changes: &Changes, most: usize, with_ids: bool) -> Vec<String> {
    let mut lines = vec![changes.in_words()];
    lines.extend(titles("新增", &changes.added, most, with_ids));
    lines.extend(titles("更新", &changes.updated, most, with_ids));
    lines.extend(titles("废止", &changes.repealed, most, with_ids));
    lines
}

fn titles(word: &str, list: &[Change], most: usize, with_ids: bool) -> Vec<String> {
    let id = |change: &Change| if with_ids { format!("  {}", change.id) } else { String::new() };
    let mut lines: Vec<String> = list.iter().take(most).map(|change| format!("  {word}  {}{}", named(change), id(change))).collect();
    if list.len() > most {
        lines.push(format!("  {word}  ……还有 {} 条（--titles 列出全部）", list.len() - most));
    }
    lines
}

fn named(change: &Change) -> String {
    let number = change.number.as_deref().map_or_else(String::new, |number| format!("  {}", clean(number)));
    format!("{}{number}", clean(&change.title))
}

/// Prints numbers and titles of changes, as whoever takes them in is told of them.
pub(in crate::cli) fn print_changes(out: &mut impl Write, changes: &Changes, most: usize) -> io::Result<()> {
    let mut lines = changed(changes, most, false);
    lines.extend(titles("下架", &changes.withdrawn, most, false));
    lines.extend(changes.pages.iter().map(|page| format!("  版面  {}", clean(page))));
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Attachments, pages and `source.toml`, by size and digest, with their texts where they are texts.
fn files(seen: &Examination, length: Length, columns: usize) -> Vec<String> {
    if seen.files.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("附件、版面和别的文件，变了 {} 个", seen.files.len())];
    for file in seen.files.iter().take(length.most) {
        lines.push(format!("  {}", file_line(file)));
        match (text(&file.before), text(&file.now)) {
            (Some(before), Some(now)) => {
                lines.extend(texts::side_by_side(&texts::lines(before), &texts::lines(now), columns, length.whole));
            }
            (None, Some(now)) if length.whole => lines.extend(texts::lines(now).iter().map(|line| format!("    {line}"))),
            _ => {}
        }
    }
    if seen.files.len() > length.most {
        lines.push(format!("  ……还有 {} 个（--titles 列出全部）", seen.files.len() - length.most));
    }
    lines
}

/// The text of a file before or now, where it is one.
fn text(side: &Option<(CatalogueFile, Option<String>)>) -> Option<&str> {
    side.as_ref().and_then(|(_, text)| text.as_deref())
}

/// What is said of a picture: its words are on no sheet, and visitors read them.
const LOOKED_AT: &str = "；是图片，来查询的人在终端上直接看到，签名前请打开看一遍";

/// `变了  attachments/x.pdf  12 KB（摘要 1a2b3c4d），现在 13 KB（摘要 5e6f7a8b）`
fn file_line(file: &FileTexts) -> String {
    let known = |side: &Option<(CatalogueFile, Option<String>)>| {
        side.as_ref().map(|(file, _)| format!("{}（摘要 {}）", size(file.length), file.sha256.short()))
    };
    let path = clean(&file.path);
    let shown = |file: &CatalogueFile| file.path.strip_prefix("attachments/").is_some_and(|path| is_figure(path, file.length));
    let look = if file.now.as_ref().is_some_and(|(file, _)| shown(file)) { LOOKED_AT } else { "" };
    match (known(&file.before), known(&file.now)) {
        (Some(before), Some(now)) => format!("变了  {path}  {before}，现在 {now}{look}"),
        (None, Some(now)) => format!("新的  {path}  {now}{look}"),
        (Some(before), None) => format!("没了  {path}  {before}"),
        (None, None) => path.into_owned(),
    }
}

/// Old and new texts of the records that change, only what changes in them.
fn changed_texts(texts: &[TextChange], length: Length, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (new, changed): (Vec<&TextChange>, Vec<&TextChange>) = texts.iter().partition(|text| text.is_new);
    if !changed.is_empty() {
        lines.push(String::new());
        lines.push("改了的内容，旧的和新的：".to_owned());
    }
    for text in changed.iter().take(length.most) {
        lines.push(format!("  {}  {}", text.change.id, named(&text.change)));
        let [before, now] = [&text.before, &text.now].map(|record| record.as_ref().map(labels::written).unwrap_or_default());
        if before == now {
            lines.push("    字没有变；变的是别的内容对它的影响（如废止），或者程序记录它的方式".to_owned());
        }
        lines.extend(texts::side_by_side(&before, &now, columns, length.whole));
    }
    if changed.len() > length.most {
        lines.push(format!("  ……还有 {} 条改了的没有列出新旧文字（--titles 全部列出）", changed.len() - length.most));
    }
    for text in new {
        lines.push(String::new());
        lines.push(format!("新增  {}  {}", text.change.id, named(&text.change)));
        lines.extend(text.now.iter().flat_map(labels::written).map(|line| format!("    {line}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::{
            examine,
            tests::forge::{Office, now},
        },
        files::Digest,
        program::{Arch, forged},
    };

    #[test]
    fn whoever_signs_is_told_of_pictures_that_visitors_will_look_at() {
        let office = Office::open_for_business();
        office.write("attachments/tu.png", "new");
        office.write("attachments/biao.pdf", "new");
        office.draft(&Office::wish("office")).unwrap();
        let seen = examine(&office.repository(), "office", now(), false).unwrap();
        let all = everything(&seen, Length { most: SHOWN, whole: false }, 200);
        let told = |name: &str| all.iter().find(|line| line.contains(name)).unwrap().contains("签名前请打开看一遍");
        assert!(told("attachments/tu.png") && !told("attachments/biao.pdf"), "{all:?}");
    }

    #[test]
    fn a_program_stands_on_the_sheet_with_all_digits_and_what_it_replaces() {
        let office = Office::open_for_business();
        let of = || {
            office.draft(&Office::wish("office")).unwrap();
            let seen = examine(&office.repository(), "office", now(), false).unwrap();
            let parts = parts(&seen, Length { most: SHOWN, whole: false }, 80);
            let all = everything(&seen, Length { most: SHOWN, whole: false }, 80).join("\n");
            let part = parts.into_iter().find(|part| part.heading == "终端的程序").unwrap().lines;
            assert!(part.iter().all(|line| all.contains(line)), "{all}");
            part
        };
        assert!(of().is_empty());
        let program = forged(Arch::Arm, "0.2.0");
        office.write(&Arch::Arm.path(), &program);
        let sum = Digest::of(&program);
        let [told, digits] = of().try_into().unwrap();
        assert!(
            told.starts_with("程序 0.2.0，给 aarch64 的终端") && told.ends_with("（上一版没有）") && told.contains(&sum.short()),
            "{told}"
        );
        assert_eq!(digits, format!("  SHA-256 {sum}"));
        office.release();
        office.write(&Arch::Arm.path(), forged(Arch::Arm, "0.3.0"));
        assert!(of().first().is_some_and(|told| told.starts_with("程序 0.3.0") && told.ends_with("（上一版：0.2.0）")));
        office.remove(&Arch::Arm.path());
        assert_eq!(of(), ["程序 0.2.0，给 aarch64 的终端：这一版不带了，装了的照常用"]);
    }
}
