//! The head of a paper: masthead, number, title, whom it is sent to; and where its text begins.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::policy::DisclosureMark;

use super::{
    super::Align,
    day::{days_in, whole_day},
    mark::mark_of,
    mold::{bodies, is_title_end},
    note::{self, Note},
    number::{ordinal, own, standard, standard_before, unfilled},
    paper::Role,
    plain::{length, unspaced},
    sheet::{Line, Sheet},
    title::{self, NAMED},
};

/// What stands in the head.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The title's lines joined, the line it begins with, and whether its form leaves no doubt.
    pub(super) title: Option<(String, usize, bool)>,
    /// Numbers, the line, and whether it names who numbers.
    pub(super) numbers: Vec<(String, usize, bool)>,
    /// Bodies of the masthead.
    pub(super) masthead: Vec<String>,
    /// Bodies that a line names as those who issue: 制表单位, 发布.
    pub(super) named: Vec<String>,
    /// Bodies that stand alone in the middle of a line below the title, and the line.
    pub(super) alone: Vec<(String, usize)>,
    /// A day of its own line, or behind a body.
    pub(super) day: Option<(Date, usize, bool)>,
    /// Bodies in front of that day.
    pub(super) dated_by: Vec<String>,
    /// A day of coming into force that a cover names.
    pub(super) effective: Option<(Date, usize)>,
    /// Whom it is sent to.
    pub(super) addressee: Option<(String, usize)>,
    /// A mark, and its line.
    pub(super) mark: Option<(DisclosureMark, usize)>,
    /// Fields that lines of the head name: label, value, line.
    pub(super) labelled: Vec<(String, String, usize)>,
    /// The line with which the text begins.
    pub(super) end: usize,
}

/// Lines that a head has at most.
const LONGEST: usize = 40;

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static BEFORE_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:特急|加急|特提|急件|平急|\d{6}|\d{3}|[(\[]?(?:绝密|机密|秘密|内部).{0,12}|(?:签发人|会签人)[:].{0,16}|ICS.{0,20}|CCS.{0,12}|[A-Z]\d{2,3}|备案号.{0,20}|(?:代替|替代).{0,40}",
        r"|中华人民共和国(?:国家|\p{Han}{2,8}行业)?标准(?:化指导性技术文件)?|\p{Han}{2,8}(?:地方|团体|企业|行业)标准|★|附件下载.{0,20}|点击此处.{0,30}|(?:\p{Han}{0,8}会议)?纪要|简报|工作简报|政务信息|公告|通告|通报|公示|通知|令|[^\p{Han}]{1,80})$"
    ))
});
static ATTACHMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]?(?:附件|附表|附录|附|第)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Z])?(?:件|-\d)?[)\]]?[::]?$"));
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.{4,40}?)(?:联合)?(?:发布|颁布|批准|印发)$"));
static COVER_DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{4})-(\d\d)-(\d\d)(发布|实施|批准|颁布)"));
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(索引号|信息索引|文号|发文字号|发文文号|成文日期|生成日期|发文日期|发布日期|发布时间|公开日期|发布机构|发文机关|发文机构|公开主体|信息来源|稿件来源|来源|主题分类|公开属性|公开类别|(?:信息)?公开选项|公开方式|公开形式|有效性|信息名称|名称|标题|施行日期|实施日期|失效日期|作者|时间|日期)\s*[:]\s*",
    )
});

/// Reads the head, and settles its lines.
pub(super) fn read(sheet: &mut Sheet, from: usize) -> Head {
    let mut head = Head { end: from, ..Head::default() };
    let mut candidates: Vec<usize> = Vec::new();
    let mut at = from;
    let mut lines = 0;
    while let Some(next) = sheet.next_open(at) {
        if lines >= LONGEST
            || (candidates.iter().any(|at| title::is_likely(sheet, *at))
                && sheet.lines.iter().take(next).skip(at).any(|line| line.role == Some(Role::Table) && !line.slight))
        {
            break;
        }
        split(sheet, next, &mut head);
        match sort(sheet, next, &mut head, !candidates.is_empty()) {
            Sort::Body => break,
            Sort::Candidate => candidates.push(next),
            Sort::Taken => {}
        }
        (at, lines, head.end) = (next + 1, lines + 1, next + 1);
        if head.addressee.is_some() {
            break;
        }
    }
    head.title = title::choose(sheet, &candidates).or_else(|| title::alone(sheet, from, head.end));
    numbered_below(sheet, &candidates, &mut head);
    head
}

/// `2024年第3号` below 云川县自然资源局公告 counts the announcements of that body; below the title of a matter it says no more than itself.
fn numbered_below(sheet: &mut Sheet, candidates: &[usize], head: &mut Head) {
    let Some((title, _, _)) = head.title.as_mut().filter(|_| head.numbers.is_empty()) else { return };
    let Some((at, counted, printed)) = candidates.iter().find_map(|at| {
        let line = sheet.lines.get(*at)?;
        Some((*at, ordinal(&line.text)?, unspaced(&line.text)))
    }) else {
        return;
    };
    let front = title.strip_suffix(printed.as_str()).filter(|front| is_title_end(front)).map(str::to_owned);
    let of_body = |title: &str| ["公告", "通告"].iter().find_map(|kind| title.strip_suffix(kind)).and_then(bodies).is_some();
    let bare = front.as_deref().unwrap_or(title);
    let value = if of_body(bare) { format!("{bare}{counted}") } else { counted };
    if front.is_none() && !of_body(title) {
        return;
    }
    if let Some(front) = front {
        *title = front;
    }
    head.numbers.push((value, at, false));
    sheet.settle(at, Role::Number);
}

enum Sort {
    /// The text has begun.
    Body,
    /// It may be a line of the title.
    Candidate,
    /// It is something else of the head.
    Taken,
}

/// Cuts a line in which a number stands between a title and whom the paper is sent to, or the number of a standard before its title.
fn split(sheet: &mut Sheet, at: usize, head: &mut Head) {
    if let Some(behind) = sheet.lines.get(at).and_then(|line| standard_before(&line.text)) {
        sheet.cut(at, behind);
        return;
    }
    let Some(number) = sheet.lines.get(at).and_then(|line| own(&line.text)) else { return };
    let all = sheet.lines.get(at).map_or(0, |line| length(&line.tight));
    if head.numbers.is_empty() && number.whose {
        let rest = sheet.lines.get(at).map(|line| line.tight.chars().skip(number.to).collect::<String>()).unwrap_or_default();
        if number.to < all && !rest.starts_with([')', ']']) && !rest.contains("签发人") && length(&rest) > 3 {
            sheet.cut(at, number.to);
        }
        if number.from > 4 {
            sheet.cut(at, number.from);
        }
    }
}

fn sort(sheet: &mut Sheet, at: usize, head: &mut Head, titled: bool) -> Sort {
    let Some(line) = sheet.lines.get(at).cloned() else { return Sort::Body };
    if let Some(role) = field(&line, at, head) {
        // A line with the number may state other fields beside it.
        let fields = labelled(&line.plain);
        if fields.len() > 1 {
            head.labelled.extend(fields.into_iter().map(|(label, value)| (label, value, at)));
        }
        sheet.settle(at, role);
        return Sort::Taken;
    }
    if let Some(role) = furniture(&line, at, head, titled) {
        sheet.settle(at, role);
        return Sort::Taken;
    }
    if titled
        && (line.look.align == Align::Centre || head.effective.is_some())
        && let Some(names) = bodies(&line.text)
    {
        head.alone.extend(names.into_iter().map(|name| (name, at)));
    }
    if titled && is_addressee(&line) {
        head.addressee = Some((unspaced(line.text.trim_end_matches([':', '：'])), at));
        sheet.settle(at, Role::Addressee);
        return Sort::Taken;
    }
    if let Some(note) = note::read(&line.text).filter(|_| titled) {
        noted(note, at, head);
    }
    if begins_text(&line, titled) { Sort::Body } else { Sort::Candidate }
}

/// What the note below a title says, where nothing above it said it. The note itself stays a part of the text.
fn noted(note: Note, at: usize, head: &mut Head) {
    if let Some(number) = note.number.filter(|_| head.numbers.is_empty()) {
        head.numbers.push((number, at, note.clear));
    }
    if head.day.is_none() {
        (head.day, head.dated_by) = (Some((note.day, at, note.clear)), note.bodies);
    }
}

/// A line that states a field: number, day, mark, who issues.
fn field(line: &Line, at: usize, head: &mut Head) -> Option<Role> {
    if let Some(number) = own(&line.text) {
        head.numbers.push((number.value, at, number.whose));
        return Some(Role::Number);
    }
    if let Some((number, draft)) = standard(&line.text) {
        head.numbers.push((number, at, !draft));
        return Some(Role::Number);
    }
    if unfilled(&line.text) {
        return Some(Role::Number);
    }
    if let Some(number) = ordinal(&line.text) {
        let body = head.masthead.first().filter(|body| body.ends_with('令') || body.ends_with("公告") || body.ends_with("通告"));
        if let Some(body) = body {
            head.numbers.push((format!("{body}{number}"), at, true));
            return Some(Role::Number);
        }
    }
    if let Some(mark) = mark_of(&line.text) {
        head.mark = Some((mark, at));
        return Some(Role::Mark);
    }
    if let Some((date, clear)) = whole_day(&line.text) {
        head.day.get_or_insert((date, at, clear));
        return Some(Role::Masthead);
    }
    None
}

/// What stands round about a title.
fn furniture(line: &Line, at: usize, head: &mut Head, titled: bool) -> Option<Role> {
    if let Some(role) = cover(line, at, head) {
        return Some(role);
    }
    if (BEFORE_TITLE.is_match(&line.tight) && !line.tight.ends_with(['。', ':'])) || (ATTACHMENT.is_match(&line.tight) && !titled) {
        return Some(Role::Masthead);
    }
    if let Some(bodies) = masthead(&line.text) {
        head.masthead.extend(bodies);
        return Some(Role::Masthead);
    }
    // Of a joint paper the word stands beside the names.
    if line.tight == "文件" {
        return Some(Role::Masthead);
    }
    if let Some((before, date, clear)) = super::day::last_day(&line.text).filter(|(before, _, _)| !before.is_empty())
        && let Some(names) = bodies(&before)
    {
        (head.day, head.dated_by) = (Some((date, at, clear)), names);
        return Some(Role::Masthead);
    }
    let fields = labelled(&line.plain);
    if !fields.is_empty() && length(&line.tight) <= 120 {
        head.labelled.extend(fields.into_iter().map(|(label, value)| (label, value, at)));
        return Some(Role::Residue);
    }
    None
}

/// A line of the cover of a standard, or of a form: who issues, from when.
fn cover(line: &Line, at: usize, head: &mut Head) -> Option<Role> {
    let mut found = false;
    for day in COVER_DAY.captures_iter(&line.tight) {
        let date = days_in(day.get(0)?.as_str().trim_end_matches(['发', '布', '实', '施', '批', '准', '颁'])).into_iter().next()?.date;
        if day.get(4)?.as_str() == "实施" {
            head.effective = Some((date, at));
        } else {
            head.day = Some((date, at, true));
        }
        found = true;
    }
    if found {
        return Some(Role::Masthead);
    }
    if let Some(names) = PUBLISHED.captures(line.text.trim()).and_then(|found| bodies(found.get(1)?.as_str())) {
        head.named.extend(names);
        return Some(Role::Masthead);
    }
    let named = NAMED.captures(&line.plain)?;
    let names = bodies(named.get(1)?.as_str())?;
    head.named.extend(names);
    // A title may stand in front of it on the same line.
    (length(line.plain.get(..named.get(0)?.start())?.trim()) < 4).then_some(Role::Masthead)
}

/// The bodies of a masthead: `云川县人民政府文件`, `云川县人民政府令`.
fn masthead(text: &str) -> Option<Vec<String>> {
    let tight = super::plain::tight(text);
    if tight.contains("关于") || length(&tight) > 40 {
        return None;
    }
    if let Some(names) = tight.strip_suffix("文件").filter(|names| !names.is_empty()) {
        let spaced = text.trim().trim_end_matches(['文', '件', ' ', '　']);
        return bodies(spaced).or_else(|| bodies(names));
    }
    let order = tight.strip_suffix("令").or_else(|| tight.strip_suffix("公告")).or_else(|| tight.strip_suffix("通告"))?;
    bodies(order).map(|_| vec![tight.clone()])
}

/// Fields that a line names, each with its value.
pub(super) fn labelled(plain: &str) -> Vec<(String, String)> {
    let found: Vec<_> = LABELLED.captures_iter(plain).filter_map(|found| Some((found.get(0)?, found.get(1)?.as_str()))).collect();
    let starts_line =
        found.first().is_some_and(|(all, _)| plain.get(..all.start()).unwrap_or_default().trim().trim_matches(['|', '[', '(']).is_empty());
    if !starts_line {
        return Vec::new();
    }
    let ends = found.iter().skip(1).map(|(all, _)| all.start()).chain([plain.len()]);
    let fields = found.iter().zip(ends).map(|((all, label), end)| {
        let value = plain.get(all.end()..end).unwrap_or_default().trim().trim_matches(['|', '[', ']', '(', ')']).trim();
        ((*label).to_owned(), value.to_owned())
    });
    fields.collect()
}

fn is_addressee(line: &Line) -> bool {
    let ends = line.tight.ends_with(':') && (3..=200).contains(&length(&line.tight)) && !line.tight.contains('。');
    let whom = [
        "各",
        "局",
        "政府",
        "委",
        "办",
        "部门",
        "单位",
        "公司",
        "院",
        "镇",
        "乡",
        "县",
        "区",
        "市",
        "省",
        "厅",
        "处",
        "主送机关",
        "你",
        "同志",
        "中心",
        "校",
    ];
    let opens = ["附件", "抄送", "现", "为", "一", "如下"];
    ends && whom.iter().any(|word| line.tight.contains(word))
        && !opens.iter().any(|word| line.tight.starts_with(word))
        && !line.tight.ends_with("如下:")
}

static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|第[一二三四五六七八九十百零〇\d]{1,6}[编章节条]|\d{1,2}[.、](?:\D|$)|\d{1,2}(?:\.\d{1,2}){0,2}\s+\S|[(]\d{1,2}[)]|[①-⑳])",
    )
});

/// Whether the text has begun: a sentence, or something numbered.
fn begins_text(line: &Line, titled: bool) -> bool {
    let long = length(&line.tight);
    if LISTED.is_match(&line.plain) {
        return true;
    }
    let note = line.tight.starts_with('(') && line.tight.ends_with(')');
    if note && titled {
        return false;
    }
    let sentence = line.tight.ends_with(['。', ';', '!', '?', ',']) || (line.tight.contains('。') && long > 12);
    sentence
        || long > 90
        || (line.tight.ends_with(':') && long > 2)
        || (long > 36 && line.tight.contains(',') && !is_title_end(&line.tight))
}
