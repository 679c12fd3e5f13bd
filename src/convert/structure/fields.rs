//! The fields of a paper out of its head, its foot, its tables, and what its file states beside it.

use jiff::civil::Date;

use crate::policy::DisclosureMark;

use super::{
    super::{Block, Code, Finding, Level, Manuscript, Place},
    attached,
    foot::Foot,
    head::Head,
    holes::is_hole,
    issuer, mark, mold, number,
    paper::{Field, Paper},
    plain::{han, length, tight, unspaced},
    sheet::Sheet,
    stated::{self, Beside},
    tabled, validity,
};

/// All that was found where it stands.
pub(super) struct Found<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) head: &'a Head,
    pub(super) foot: &'a Foot,
}

impl Found<'_> {
    /// The paper, as its text states it.
    pub(super) fn paper(&self, sheet: &Sheet) -> Paper {
        let block_of = |at: usize| sheet.lines.get(at).map_or(0, |line| line.block);
        let printed = |at: usize| sheet.lines.get(at).map_or("", |line| line.text.as_str());
        let mut paper = Paper { title: self.title(&block_of), ..Paper::default() };
        let mut labelled = Beside::default();
        for (label, value, _) in &self.head.labelled {
            stated::take(&mut labelled, label, value);
        }
        let tabled = tabled::fields(self.manuscript);
        for (label, value) in tabled.iter().flat_map(|(_, fields)| fields) {
            stated::take(&mut labelled, label, value);
        }
        let first = self.head.labelled.first().map(|(_, _, at)| block_of(*at));
        let labelled_at = first.or(tabled.map(|(block, _)| block)).unwrap_or(0);
        let by_label = |date: Option<Date>| date.map(|date| Field::at(labelled_at, date, &date.to_string(), true));

        paper.number = self.number(&mut paper.findings, &block_of, &printed);
        if paper.number.value.is_none() {
            paper.number = labelled.number.clone().map(|number| Field::at(labelled_at, number.clone(), &number, true)).unwrap_or_default();
        }
        // Only what repeats on pages says something: other formats keep a head for a page that may be the only one.
        let paged = self.manuscript.pages.is_some_and(|pages| pages > 1);
        let margins = if paged { self.manuscript.margins.as_slice() } else { &[] };
        let (issuers, conflict) = issuer::read(self.head, self.foot, margins, block_of);
        paper.issuing_authority = issuers;
        if conflict {
            paper.findings.push(conflicting("发文机关：标题或版头与落款不同", paper.issuing_authority.place));
        }
        if paper.issuing_authority.value.is_none() {
            paper.issuing_authority =
                labelled.issuers.clone().map(|names| Field::at(labelled_at, names.clone(), &names.join("、"), false)).unwrap_or_default();
        }
        let day = self.foot.day.or(self.head.day);
        paper.issued_on = day
            .map(|(date, at, clear)| Field::at(block_of(at), date, printed(at), clear))
            .or_else(|| by_label(labelled.issued_on))
            .unwrap_or_default();
        paper.published_on = by_label(labelled.published_on).unwrap_or_default();
        paper.addressee =
            self.head.addressee.as_ref().map(|(whom, at)| Field::at(block_of(*at), whom.clone(), whom, true)).unwrap_or_default();
        paper.mark = self.mark(sheet, &mut paper.findings);
        (paper.effective_on, paper.expires_on, paper.validity) = validity::read(sheet, paper.issued_on.value);
        if let Some((date, at)) = self.head.effective {
            paper.effective_on = Field::at(block_of(at), date, printed(at), true);
        }
        paper.index_number = labelled.index_number.map(|index| Field::at(labelled_at, index.clone(), &index, true)).unwrap_or_default();
        paper.genre = paper
            .title
            .value
            .as_deref()
            .and_then(mold::genre)
            .map(|genre| Field { place: paper.title.place, ..Field::at(0, genre.clone(), &genre, paper.title.certain) })
            .unwrap_or_default();
        paper.cites = self.cites(sheet, paper.number.value.as_deref());
        if is_form(sheet) {
            doubt(&mut paper);
        }
        paper
    }

    fn title(&self, block_of: &impl Fn(usize) -> usize) -> Field<String> {
        if let Some((title, at, certain)) = &self.head.title {
            let above = self.within_first_table().filter(|(table, _)| *table < block_of(*at));
            return match above {
                Some((table, set)) => Field::at(table, set.clone(), &set, false),
                None => Field::at(block_of(*at), title.clone(), title, *certain),
            };
        }
        // Of a workbook the first table has a title, if its name is more than that of a sheet.
        let only_tables =
            !self.manuscript.blocks.iter().any(|block| matches!(block, Block::Paragraph(paragraph) if han(&paragraph.text) > 0));
        let titled = self.manuscript.blocks.iter().enumerate().find_map(|(at, block)| match block {
            Block::Table(table) => table.title.as_ref().map(|title| (at, title)),
            _ => None,
        });
        let fits = |title: &&(usize, &String)| han(title.1) >= 6 && length(title.1) <= 60 && !is_hole(title.1);
        titled
            .as_ref()
            .filter(|_| only_tables)
            .filter(fits)
            .map(|(at, title)| Field::at(*at, unspaced(title), title, false))
            .unwrap_or_default()
    }

    /// A title that a form prints inside its first cell, its letters set apart: `住 院 病 案 首 页`.
    fn within_first_table(&self) -> Option<(usize, String)> {
        let mut blocks = self.manuscript.blocks.iter().enumerate().filter(|(_, block)| !matches!(block, Block::Page(_)));
        let (at, table) = blocks.find_map(|(at, block)| match block {
            Block::Table(table) => Some(Some((at, table))),
            // 附件1 may stand above it.
            Block::Paragraph(paragraph) if length(&tight(&paragraph.text)) > 6 => Some(None),
            _ => None,
        })??;
        let first = table.rows.first()?.first()?;
        let words: Vec<&str> = first.text.split_whitespace().collect();
        let set_apart = words.chunk_by(|left, right| is_letter(left) == is_letter(right));
        let title = set_apart.filter(|run| (4..=16).contains(&run.len())).find(|run| run.first().is_some_and(|word| is_letter(word)));
        title.map(|run| (at, run.concat()))
    }

    fn number<'t>(
        &self,
        findings: &mut Vec<Finding>,
        block_of: &impl Fn(usize) -> usize,
        printed: &impl Fn(usize) -> &'t str,
    ) -> Field<String> {
        let first = self.head.numbers.iter().find(|(_, _, whose)| *whose).or(self.head.numbers.first());
        let Some((value, at, whose)) = first else { return Field::default() };
        let others: Vec<&String> = self
            .head
            .numbers
            .iter()
            .filter(|(other, _, whose)| *whose && tight(other) != tight(value))
            .map(|(other, _, _)| other)
            .collect();
        let place = Some(Place::Block(block_of(*at)));
        findings.extend(others.first().map(|other| conflicting(&format!("发文字号：一处“{value}”，一处“{other}”"), place)));
        Field::at(block_of(*at), value.clone(), printed(*at), *whose && others.is_empty())
    }

    /// The mark; of two that differ the stricter, and neither is certain.
    fn mark(&self, sheet: &Sheet, findings: &mut Vec<Finding>) -> Field<DisclosureMark> {
        let block_of = |at: usize| sheet.lines.get(at).map_or(0, |line| line.block);
        let mut marks: Vec<(DisclosureMark, usize, String)> = Vec::new();
        let printed = |at: usize| sheet.lines.get(at).map_or_else(String::new, |line| line.text.clone());
        for (mark, at) in self.head.mark.iter().chain(&self.foot.marks) {
            marks.push((*mark, block_of(*at), printed(*at)));
        }
        let labelled = self.head.labelled.iter();
        marks.extend(labelled.filter_map(|(label, value, at)| Some((mark::stated(label, value)?, block_of(*at), printed(*at)))));
        marks.extend(self.in_tables());
        // Of a paper that passes on another, the other's mark is not its own; that it is stricter must be answered all the same.
        let inner = attached::behind(sheet, self.foot.day.map(|(_, at, _)| at));
        let own: Vec<_> = marks.iter().filter(|(_, block, _)| inner.is_none_or(|inner| *block < inner)).cloned().collect();
        if let Some((own, _, _)) = own.first()
            && let Some((other, block, _)) = marks.iter().find(|(mark, block, _)| inner.is_some_and(|inner| *block >= inner) && mark != own)
        {
            let words = format!("公开属性：后面附的文件标注“{}”，要看能不能随本文公开", other.label());
            let level = if other.permits_display() { Level::Warning } else { Level::Error };
            findings.push(Finding { level, ..conflicting(&words, Some(Place::Block(*block))) });
        }
        if !own.is_empty() {
            marks = own;
        }
        marks.extend(below_labels(sheet));
        let strictness = |mark: DisclosureMark| DisclosureMark::ALL.iter().position(|known| *known == mark);
        let Some((mark, block, printed)) =
            marks.iter().max_by_key(|(mark, block, _)| (strictness(*mark), std::cmp::Reverse(*block))).cloned()
        else {
            return Field::default();
        };
        let alone = marks.iter().all(|(other, _, _)| *other == mark);
        if !alone {
            findings.push(conflicting("公开属性：两处标注不同，取从严的一处", Some(Place::Block(block))));
        }
        Field::at(block, mark, &printed, alone)
    }

    /// Marks in a cell beside the cell with their label.
    fn in_tables(&self) -> Vec<(DisclosureMark, usize, String)> {
        let mut marks = Vec::new();
        for (block, content) in self.manuscript.blocks.iter().enumerate() {
            let Block::Table(table) = content else { continue };
            for row in &table.rows {
                let pairs = row.windows(2).filter_map(|pair| match pair {
                    [label, value]
                        if length(&tight(&label.text)) <= 10
                            && ["属性", "方式", "形式", "选项", "类别"].iter().any(|word| label.text.contains(word)) =>
                    {
                        mark::stated(&label.text, &value.text).map(|mark| (mark, block, format!("{} {}", label.text, value.text)))
                    }
                    _ => None,
                });
                let alone =
                    row.iter().flat_map(|cell| cell.text.lines()).filter_map(|line| Some((mark::mark_of(line)?, block, line.to_owned())));
                marks.extend(pairs.chain(alone));
            }
        }
        // A catalogue has a mark in each row, and none of them is its own.
        if marks.len() > 2 { Vec::new() } else { marks }
    }

    fn cites(&self, sheet: &Sheet, own: Option<&str>) -> Vec<String> {
        let mut cites: Vec<String> = Vec::new();
        let cells = self.manuscript.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.rows.iter().flatten().flat_map(|cell| number::named(&cell.text))),
            _ => None,
        });
        for cited in sheet.lines.iter().flat_map(|line| number::named(&line.text)).chain(cells.flatten()) {
            if Some(cited.as_str()) != own && cites.len() < 500 && !cites.contains(&cited) {
                cites.push(cited);
            }
        }
        cites
    }
}

/// A single Han between blanks.
fn is_letter(word: &str) -> bool {
    length(word) == 1 && han(word) == 1
}

/// A mark on the line below its label, as forms print it.
fn below_labels(sheet: &Sheet) -> Option<(DisclosureMark, usize, String)> {
    sheet.lines.windows(2).find_map(|pair| match pair {
        [label, value] if mark::is_label(&label.text) => {
            Some((mark::stated(&label.text, &value.text)?, value.block, format!("{} {}", label.text, value.text)))
        }
        _ => None,
    })
}

fn conflicting(words: &str, place: Option<Place>) -> Finding {
    Finding { code: Code::MetaConflict, level: Level::Warning, place, words: words.to_owned() }
}

/// Whether the file is a form in which title or text wait to be filled in.
fn is_form(sheet: &Sheet) -> bool {
    sheet.lines.iter().take(60).filter(|line| is_hole(&line.text)).count() > 0
}

/// In a form nothing is certain: what stands there may be what the form came with.
fn doubt(paper: &mut Paper) {
    paper.title.certain = false;
    paper.number.certain = false;
    paper.issuing_authority.certain = false;
    paper.issued_on.certain = false;
    paper.effective_on.certain = false;
    paper.expires_on.certain = false;
}

/// What the file states beside its text wins over what a rule read. A page's day of publication stands in for a day of issue that is not
/// stated, and is never certain.
pub(super) fn overrule(paper: &mut Paper, beside: &Beside) {
    over(&mut paper.title, beside.title.as_ref(), String::as_str);
    over(&mut paper.number, beside.number.as_ref(), String::as_str);
    if let Some(names) = &beside.issuers {
        paper.issuing_authority = Field::stated(names.clone(), &names.join("、"));
    }
    if paper.issuing_authority.value.is_none()
        && let Some(names) = &beside.site
    {
        paper.issuing_authority = Field { certain: false, ..Field::stated(names.clone(), &names.join("、")) };
    }
    for (field, stated) in [
        (&mut paper.issued_on, beside.issued_on),
        (&mut paper.published_on, beside.published_on),
        (&mut paper.effective_on, beside.effective_on),
        (&mut paper.expires_on, beside.expires_on),
    ] {
        if let Some(date) = stated {
            *field = Field::stated(date, &date.to_string());
        }
    }
    if let Some(date) = beside.seen_on.filter(|_| paper.published_on.value.is_none()) {
        paper.published_on = Field { certain: false, ..Field::stated(date, &date.to_string()) };
    }
    over(&mut paper.index_number, beside.index_number.as_ref(), String::as_str);
    if let Some(mark) = beside.mark {
        // The stricter of two marks holds.
        let stricter = paper.mark.value.filter(|own| !own.permits_display() && mark.permits_display()).is_some();
        if !stricter {
            paper.mark = Field::stated(mark, mark.label());
        }
    }
    if paper.issued_on.value.is_none() && paper.published_on.value.is_some() {
        paper.issued_on = Field { certain: false, ..paper.published_on.clone() };
    }
}

fn over<T: Clone>(field: &mut Field<T>, stated: Option<&T>, printed: impl Fn(&T) -> &str) {
    if let Some(value) = stated {
        *field = Field::stated(value.clone(), printed(value));
    }
}
