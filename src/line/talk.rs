//! Lines typed, answered with pages.

use std::io::{self, BufRead, Write};

use zeroize::Zeroize;

use super::{
    form::{Asker, Clerk, of_leaflet},
    page::Page,
};
use crate::{
    config::Config,
    library::Library,
    policy::Today,
    search::{Engine, Query},
    takeaway::AllowList,
    text::{VisitorText, clean, spoken},
    zone::{self, Dossier, ListKind, Opens, Pages, Way},
};

/// What answers.
pub struct Zone<'z> {
    /// Searches.
    pub engine: &'z Engine,
    /// Holds the records.
    pub library: &'z Library,
    /// The hall.
    pub config: &'z Config,
    /// The day.
    pub today: Today,
    /// Takes what is filled in.
    pub clerk: &'z Clerk<'z>,
    /// Lines are for a voice, and not for a braille line: numbers stand as they are said.
    pub aloud: bool,
}

/// Hits that are listed.
const HITS: usize = 45;
/// Bytes of a line that are read; whatever is longer is no question.
const LONGEST: u64 = 4096;
const ASKS: &str = "请打数字，或者打要找的字。加号往下，减号往上，0 返回，点回首页，斜线结束：";

/// Answers lines until there are no more. What was typed is forgotten with the page that came of it, at the latest when somebody ends.
pub fn talk(zone: &Zone<'_>, mut lines: impl BufRead, mut out: impl Write) -> io::Result<()> {
    let pages = Pages::of(zone.library, zone.config, zone.today.date, &Opens::default());
    let home = || Page::home(&zone.config.hall.zone, &pages);
    let mut below: Vec<(Page, usize)> = Vec::new();
    let (mut page, mut at) = (home(), 0);
    loop {
        show(&page, at, zone.aloud, &mut out)?;
        write!(out, "{ASKS}")?;
        out.flush()?;
        let Some(mut typed) = read(&mut lines)? else { return writeln!(out) };
        writeln!(out)?;
        let (leaves, said) = (page.leaves(), typed.trim().to_owned());
        typed.zeroize();
        let chosen = said.parse::<usize>().ok().filter(|number| (1..=9).contains(number) && said.len() == 1);
        match (said.as_str(), chosen) {
            ("", _) => {}
            ("+" | "＋", _) if at + 1 < leaves.len() => at += 1,
            ("+" | "＋", _) => writeln!(out, "已经到底了。")?,
            ("-" | "－", _) if at > 0 => at -= 1,
            ("-" | "－", _) => writeln!(out, "已经到头了。")?,
            ("0" | "０", _) => match below.pop() {
                Some(before) => (page, at) = before,
                None => writeln!(out, "已经在首页了。")?,
            },
            ("." | "。", _) => {
                below.clear();
                (page, at) = (home(), 0);
            }
            ("/" | "／", _) => {
                below.clear();
                (page, at) = (home(), 0);
                writeln!(out, "结束了，打过的字都清除了。")?;
            }
            (_, Some(number)) => match leaves.get(at).and_then(|leaf| leaf.ways.get(number - 1)) {
                Some((_, way)) => {
                    let Some(next) = lead(zone, &pages, way, (&mut lines, &mut out))? else { return writeln!(out) };
                    below.push((std::mem::replace(&mut page, next), std::mem::take(&mut at)));
                }
                None => writeln!(out, "这里没有 {number}。")?,
            },
            _ => {
                let next = search(zone, &VisitorText::from(said.as_str()));
                below.push((std::mem::replace(&mut page, next), std::mem::take(&mut at)));
            }
        }
        let mut said = said;
        said.zeroize();
    }
}

/// A line, without what lies beyond its longest; none at the end.
pub(super) fn read(lines: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    io::Read::take(&mut *lines, LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = clean(&String::from_utf8_lossy(&bytes)).into_owned();
    bytes.zeroize();
    Ok(Some(text))
}

fn show(page: &Page, at: usize, aloud: bool, out: &mut impl Write) -> io::Result<()> {
    let words = |text: &str| if aloud { spoken(&clean(text)) } else { clean(text).into_owned() };
    let leaves = page.leaves();
    writeln!(out, "\n{}", words(&page.title))?;
    if leaves.len() > 1 {
        writeln!(out, "第 {} 页，共 {} 页", at + 1, leaves.len())?;
    }
    let Some(leaf) = leaves.get(at) else { return Ok(()) };
    for line in &leaf.lines {
        writeln!(out, "{}", words(line))?;
    }
    for (number, (way, _)) in (1..).zip(&leaf.ways) {
        writeln!(out, "{number}，{}", words(way))?;
    }
    Ok(())
}

/// Where a way leads: to a page, or through a form to one. Nothing where nobody types any more.
fn lead(zone: &Zone<'_>, pages: &Pages, way: &Way, (lines, out): (&mut impl BufRead, &mut impl Write)) -> io::Result<Option<Page>> {
    let matter = match way {
        Way::Leave(matter) => Some(matter.clone()),
        Way::Leaflet { id, .. } => of_leaflet(id.as_str()),
        _ => None,
    };
    let Some(matter) = matter else { return Ok(Some(follow(zone, pages, way))) };
    match (Asker { zone, lines, out }).fill(&matter) {
        Ok(page) => Ok(Some(page)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

fn follow(zone: &Zone<'_>, pages: &Pages, way: &Way) -> Page {
    const AWAY: &str = "这一篇暂不显示，可以问工作人员";
    let gather = |id| Dossier::gather(zone.library, &AllowList::new(&zone.config.links.hosts), id, zone.today).ok().flatten();
    match way {
        Way::List(ListKind::Contents(id)) => gather(id).map_or_else(|| Page::word(AWAY, ""), |dossier| Page::listing(&dossier.contents())),
        Way::List(kind) => Page::listing(&zone::list(zone.library, zone.config, kind, zone.today.date, &Opens::default())),
        Way::Record(id) => gather(id).map_or_else(|| Page::word(AWAY, ""), |dossier| Page::record(&dossier)),
        Way::Code(takeaway) | Way::WriteDown(takeaway) => Page::takeaway(takeaway),
        // What is in a picture cannot be said.
        Way::Figure(figure) => Page::takeaway(&figure.takeaway),
        Way::Search { words } if words.is_empty() => Page::word("搜索", "把要找的打出来，拼音、首字母也可以"),
        Way::Search { words } => search(zone, &words.as_str().into()),
        Way::Leaflet { id, .. } => pages.leaflet(id).map_or_else(|| Page::word(AWAY, ""), Page::leaflet),
        Way::Leave(_) | Way::Paragraph(_) => Page::word(AWAY, ""),
    }
}

fn search(zone: &Zone<'_>, asked: &VisitorText) -> Page {
    let query = Query { text: asked.clone(), limit: HITS, ..Query::default() };
    match zone.engine.find(&query, zone.today.date) {
        Ok(found) => Page::found(asked, &found),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a search failed");
            Page::word("搜索", "现在查不了，可以问工作人员")
        }
    }
}
