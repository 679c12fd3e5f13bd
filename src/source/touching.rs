//! What a text says of other papers: that they end (《…》同时废止), or that it changes them (对《…》作如下修改). Only plain statements count: nothing that is
//! quoted, denied, planned or told of somebody else.

use jiff::civil::Date;

use crate::{
    policy::{Block, DocumentNumber, FullText, LinkKind, numbers_in},
    text::fold,
};

use super::{
    dates::first_date,
    ending::{AFTER, BETWEEN, CHANGES, DENIED, ENDS, GROUNDS, JOINS, REPLACES},
    sentence::{Part, parts, sentences},
};

/// Another paper that a text ends or changes, as the text names it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Touched {
    /// Repeals or amends.
    pub(super) kind: LinkKind,
    /// Without its marks; empty where only the number is named.
    pub(super) title: String,
    pub(super) number: Option<DocumentNumber>,
    /// The day from which it does, where that is named.
    pub(super) on: Option<Date>,
    /// Whether it is this text that does it; otherwise it tells that it was done.
    pub(super) does_it: bool,
    /// Where the text says so.
    pub(super) line: Option<usize>,
}

/// What papers do to others, by the titles they are known by: 关于废止《…》的决定, 关于修改〈…〉的通知.
fn by_title(title: &str) -> Vec<Touched> {
    let title = title.replace('〈', "《").replace('〉', "》");
    let mut found = Vec::new();
    let mut kind = None;
    let mut before = String::new();
    for part in parts(&title) {
        match part {
            Part::Words(words) => {
                before = words;
                let joins = kind.is_some() && JOINS.iter().any(|join| before.trim() == *join);
                if !joins {
                    kind =
                        [("废止", LinkKind::Repeals), ("修改", LinkKind::Amends), ("修订", LinkKind::Amends), ("修正", LinkKind::Amends)]
                            .into_iter()
                            .find_map(|(word, kind)| before.ends_with(word).then_some(kind));
                }
            }
            Part::Title(inner) => found.extend(kind.map(|kind| touched(kind, inner, None))),
        }
    }
    drop(before);
    found
}

fn touched(kind: LinkKind, title: String, on: Option<Date>) -> Touched {
    Touched { kind, title, number: None, on, does_it: true, line: None }
}

/// What a paper says of others.
pub(super) fn touching(title: &str, text: &FullText) -> Vec<Touched> {
    let mut found = by_title(title);
    // Only a paper that ends others lists them without saying so of each.
    let mut list = List { ends_others: ["废止", "失效", "清理"].iter().any(|word| title.contains(word)), ..List::default() };
    for section in &text.sections {
        if section.own_line {
            list.read(&section.label, &mut found);
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if may_say_something(paragraph) {
                        sentences(&with_numbers_marked(paragraph)).for_each(|sentence| read_sentence(&sentence, &mut found));
                    }
                    list.read(paragraph, &mut found);
                }
                Block::Table(table) => table.rows.iter().for_each(|row| list.read_row(row, &mut found)),
            }
        }
    }
    found.sort_by(|left, right| (&left.title, !left.does_it).cmp(&(&right.title, !right.does_it)));
    found.dedup_by(|next, first| (&next.title, &next.number, next.kind) == (&first.title, &first.number, first.kind));
    found
}

/// Most paragraphs name no paper that ends: they are not taken apart.
fn may_say_something(paragraph: &str) -> bool {
    paragraph.contains(['《', '号']) && ENDS.iter().chain(&REPLACES).chain(&["修改", "删去", "删除"]).any(|word| paragraph.contains(word))
}

/// Numbers that stand for papers by themselves in the marks of a title: 原云政发〔2018〕3号文件同时废止. Those in brackets belong to a title.
fn with_numbers_marked(paragraph: &str) -> std::borrow::Cow<'_, str> {
    let numbers = numbers_in(paragraph);
    if numbers.is_empty() {
        return paragraph.into();
    }
    let chars: Vec<char> = paragraph.chars().collect();
    let mut marked = String::with_capacity(paragraph.len() + 12);
    let mut at = 0;
    for (range, _) in numbers {
        let before = chars.get(..range.start).unwrap_or_default();
        let open = |open: &str, close: &str| {
            let count = |marks: &str| before.iter().filter(|c| marks.contains(**c)).count();
            count(open) > count(close)
        };
        if open("（(《", "）)》") {
            continue;
        }
        marked.extend(chars.get(at..range.start).unwrap_or_default());
        marked.push('《');
        marked.extend(chars.get(range.start..range.end).unwrap_or_default());
        marked.push('》');
        at = range.end;
    }
    marked.extend(chars.get(at..).unwrap_or_default());
    marked.into()
}

/// A list of papers that end, under a sentence that says so.
#[derive(Default)]
struct List {
    ends_others: bool,
    /// Whether what is listed now ends, and from when.
    open: Option<Option<Date>>,
}

impl List {
    fn read(&mut self, paragraph: &str, found: &mut Vec<Touched>) {
        if !self.ends_others {
            return;
        }
        if let Some(on) = self.open
            && let Some(member) = member(paragraph)
        {
            found.push(Touched { on, ..member });
            return;
        }
        let said: String = parts(paragraph).into_iter().filter_map(Part::words).collect();
        let announces = ["下列", "以下", "如下", "目录", "："].iter().any(|word| said.contains(word));
        if ["修改", "继续有效", "保留", "修订"].iter().any(|word| said.contains(word)) && announces {
            self.open = None;
        } else if ENDS.iter().any(|word| said.contains(word)) && announces && !["不", "拟", "建议"].iter().any(|word| said.contains(word))
        {
            self.open = Some(first_date(&said).filter(|(_, after)| after.starts_with('起')).map(|(date, _)| date));
        }
    }

    fn read_row(&self, row: &[String], found: &mut Vec<Touched>) {
        let Some(on) = self.open.filter(|_| self.ends_others) else { return };
        if row.iter().any(|cell| ["修改", "保留", "继续有效"].iter().any(|word| cell.trim() == *word)) {
            return;
        }
        let number = row.iter().find_map(|cell| number(cell));
        let title = row.iter().map(|cell| cell.trim().trim_matches(['《', '》'])).find(|cell| {
            cell.chars().count() >= 6
                && !cell.contains(['。', '，', '；'])
                && !cell.ends_with('号')
                && !cell.chars().all(|c| c.is_ascii_digit())
        });
        if let Some(title) = title {
            found.push(Touched { number, ..touched(LinkKind::Repeals, title.to_owned(), on) });
        }
    }
}

/// A member of a list: `3．《…办法》（云政发〔2018〕14号）；`.
fn member(paragraph: &str) -> Option<Touched> {
    let said = paragraph.trim_start_matches(|c: char| c.is_ascii_digit() || "（）()．.、一二三四五六七八九十 　".contains(c));
    let mut parts = parts(said).into_iter();
    if !said.starts_with('《') {
        // 1. 甲办法（云政发〔2018〕14号）
        let (title, rest) = said.split_once(['（', '('])?;
        let is_name = title.chars().count() >= 4 && !title.contains(['，', '。', '：', '；']);
        let number = number(rest).filter(|_| is_name && rest.chars().count() <= 60)?;
        return Some(Touched { number: Some(number), ..touched(LinkKind::Repeals, title.trim().to_owned(), None) });
    }
    let Part::Title(title) = parts.next()? else { return None };
    let rest: String = parts.filter_map(Part::words).collect();
    let (inner, after) = without_bracket(&rest);
    let ends = after.is_empty() || AFTER.iter().any(|c| after.starts_with(*c));
    ends.then(|| Touched { number: number(inner), ..touched(LinkKind::Repeals, title, None) })
}

/// A number within brackets behind a title: `（云政发〔2018〕14号）`, `（2018年3月1日国务院令第5号公布）`.
fn number(text: &str) -> Option<DocumentNumber> {
    let text = text.trim();
    numbers_in(text).into_iter().next().map(|(_, number)| number).or_else(|| {
        let (agency, rest) = text.split_once("令第")?;
        let (serial, _) = rest.split_once('号')?;
        let agency = agency.rsplit(['日', ' ', '，']).next()?;
        format!("{agency}令第{serial}号").parse().ok()
    })
}

/// What stands in the first brackets, and what behind them; brackets inside brackets belong to them.
fn without_bracket(text: &str) -> (&str, &str) {
    let trimmed = text.trim_start();
    if !trimmed.starts_with(['（', '(']) {
        return ("", trimmed);
    }
    let mut depth = 0_usize;
    for (at, c) in trimmed.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let (inner, rest) = trimmed.split_at(at);
            let inner = inner.trim_start_matches(['（', '(']);
            return (inner, rest.trim_start_matches(['）', ')']).trim_start());
        }
    }
    ("", trimmed)
}

/// What one sentence says, whose words in quotes are left out already.
fn read_sentence(sentence: &[Part], found: &mut Vec<Touched>) {
    let mut waiting: Vec<Touched> = Vec::new();
    let mut on_ground = false;
    let (mut begun, mut since) = (None, None);
    let mut before = "";
    let mut at = 0;
    while let Some(part) = sentence.get(at) {
        at += 1;
        let title = match part {
            Part::Words(words) => {
                before = words;
                continue;
            }
            Part::Title(title) => title,
        };
        let joined = !waiting.is_empty() || on_ground || begun.is_some();
        if !joined || !joins(before) {
            on_ground = is_ground(before);
            (begun, since) = (begins_with_end(before), since_when(before));
        }
        let rest = match sentence.get(at) {
            Some(Part::Words(words)) => words.as_str(),
            _ => "",
        };
        let (inner, rest) = without_bracket(rest);
        let trial = ["试行", "暂行", "草案"].iter().find(|word| inner.trim() == **word).copied().unwrap_or_default();
        let own_number = title.parse::<DocumentNumber>().ok().filter(|number| number.year.is_some() && title.ends_with('号'));
        let one = match own_number {
            Some(number) => Touched { number: Some(number), ..touched(LinkKind::Repeals, String::new(), None) },
            None => Touched { number: number(inner), ..touched(LinkKind::Repeals, format!("{title}{trial}"), None) },
        };
        if let Some(on) = begun.filter(|_| !rest.starts_with('的')) {
            found.push(Touched { on: on.or(since), ..one });
        } else if on_ground {
            on_ground = !rest.starts_with('，');
        } else if let Some(end) = end(rest) {
            let all = waiting.drain(..).chain([one]);
            found.extend(all.map(|one| Touched { on: end.on.or(since), does_it: end.does_it, ..one }));
        } else if is_part(rest) {
            // Only a part of it ends: the rest holds on, changed.
            if ENDS.iter().any(|word| rest.contains(word)) || ["修改为", "删去", "删除"].iter().any(|word| rest.contains(word)) {
                found.extend(waiting.drain(..).chain([one]).map(|one| Touched { kind: LinkKind::Amends, ..one }));
            }
            waiting.clear();
        } else if CHANGES.iter().any(|word| rest.starts_with(word)) {
            found.extend(waiting.drain(..).chain([one]).map(|one| Touched { kind: LinkKind::Amends, ..one }));
        } else if joins(rest) || (rest.is_empty() && matches!(sentence.get(at), Some(Part::Title(_)))) {
            waiting.push(one);
        } else {
            waiting.clear();
        }
    }
}

fn joins(words: &str) -> bool {
    let words = without_bracket(words).1;
    words.is_empty() || JOINS.iter().any(|join| words.starts_with(join))
}

fn is_ground(before: &str) -> bool {
    let clause = before.rsplit(['，', '；', '。', '：']).next().unwrap_or(before);
    GROUNDS.iter().any(|word| clause.contains(word))
}

/// A part of a paper: 第五条, 中关于……的规定.
fn is_part(rest: &str) -> bool {
    ["中", "第", "的第", "有关", "关于", "里", "所附", "附件", "附表"].iter().any(|word| rest.starts_with(word))
}

/// An end before its title: 决定废止《…》; with the day from which it counts.
fn begins_with_end(before: &str) -> Option<Option<Date>> {
    let clause = before.trim_end().trim_end_matches(['：', '原', '了']);
    let clause = ["下列文件", "以下文件"].iter().find_map(|words| clause.strip_suffix(words)).unwrap_or(clause);
    let of_this = |head: &str| head.rsplit(['，', '；', '。']).next().is_some_and(|head| head.trim_start().starts_with('本'));
    let replaces = || REPLACES.iter().find_map(|word| clause.strip_suffix(word)).filter(|head| of_this(head));
    let head = ENDS.iter().find_map(|word| clause.strip_suffix(word)).or_else(replaces)?;
    let last = head.rsplit(['，', '；', '。', '、']).next().unwrap_or(head);
    // A sentence about ends is not one: 制定、修改和废止《…》.
    let denied =
        DENIED.iter().any(|word| last.ends_with(word)) || last.ends_with(['和', '者']) || last.contains("要求") || last.contains("建议");
    (!denied).then(|| first_date(last).filter(|(_, after)| after.starts_with('起')).map(|(date, _)| date))
}

/// The day from which all counts that a sentence goes on to say: 自2025年3月1日起，《…》停止执行.
fn since_when(before: &str) -> Option<Date> {
    before.split(['，', ',', '；']).rev().filter(|clause| !clause.trim().is_empty()).take(2).find_map(|clause| {
        let clause = clause
            .trim()
            .rsplit([' ', '　'])
            .next()
            .unwrap_or(clause)
            .trim_start_matches("现")
            .trim_start_matches("经研究")
            .trim_start_matches("决定");
        let (on, rest) = start(clause)?;
        on.filter(|_| rest.trim().is_empty())
    })
}

/// An end behind a title.
struct End {
    on: Option<Date>,
    does_it: bool,
}

fn end(rest: &str) -> Option<End> {
    let folded = fold(rest);
    let mut rest = folded.as_str();
    let mut end = End { on: None, does_it: true };
    rest = rest.trim_start().trim_start_matches(['，', ',']).trim_start();
    if rest.starts_with('等') {
        rest = rest.split_at(BETWEEN.iter().chain(&ENDS).filter_map(|word| rest.find(word)).min().filter(|at| *at < 60)?).1;
    }
    loop {
        if let Some(after) = ENDS.iter().find_map(|word| rest.strip_prefix(word)) {
            let follows = after.chars().next();
            return follows.is_none_or(|c| AFTER.contains(&c)).then_some(end);
        }
        if let Some(by_this) = rest.strip_prefix("由本") {
            let (subject, after) = REPLACES.iter().find_map(|word| by_this.split_once(word))?;
            return (subject.chars().count() <= 6 && after.chars().next().is_none_or(|c| AFTER.contains(&c))).then_some(end);
        }
        if let Some(after) = rest.strip_prefix("已经").or_else(|| rest.strip_prefix("已")) {
            end.does_it = false;
            rest = after;
        } else if let Some(after) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = after;
        } else {
            (end.on, rest) = start(rest)?;
        }
        rest = rest.trim_start();
    }
}

/// `自本办法施行之日起`, `于2027年1月1日`, `从2027年1月1日起`: the day, where it is one of the calendar, and what follows.
fn start(rest: &str) -> Option<(Option<Date>, &str)> {
    let rest = rest.strip_prefix(['自', '从', '于', '在'])?;
    let date = first_date(rest).filter(|(_, after)| rest.len() - after.len() < 40);
    if let Some((date, after)) = date {
        return Some((Some(date), after.strip_prefix('起').unwrap_or(after).trim_start_matches(['，', ','])));
    }
    let (before, after) = rest.split_once('起')?;
    (before.chars().count() <= 20 && before.ends_with('日')).then(|| (None, after.trim_start_matches(['，', ','])))
}
