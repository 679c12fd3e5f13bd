//! What an entry says of itself first: its kind as a chip, its name with what matched, its validity, further lines.

use super::super::{
    icon::Icon,
    shades::{Rgb, Shades},
    svg::{Ink, Part, Svg, Type, ems, first},
    value::Head,
};
use crate::{
    policy::Validity,
    search::Fragment,
    tui::{
        lines::{shortened, wrapped},
        theme::Tone,
    },
};

/// Rows of a line of a name, and of one below it.
const TITLE: f32 = 1.25;
const BELOW: f32 = 1.05;
/// Letters below a name, in rows.
const SMALL: f32 = 0.8;
/// By how much all is larger or smaller where there is much or little room; and where not everything can be said.
const SCALES: [f32; 4] = [1.25, 1.15, 1.05, 0.97];
const CUT: f32 = 0.93;
/// Ems of the sign of a validity.
const SIGN: f32 = 1.1;
/// By how much a line may shrink before it is broken or cut.
const LEAST: f32 = 0.92;

/// The chip that says what kind of thing it is, from its right end and its upper edge; its left end.
pub(super) fn chip(head: &Head, (right, top): (f32, f32), shades: &Shades, svg: &mut Svg) -> f32 {
    if head.note.is_empty() {
        return right;
    }
    let row = svg.row;
    let (size, high) = (row * 0.72, row * 1.14);
    let Some((icon, tone)) = head.kind else {
        let width = ems(&head.note) * size;
        svg.words(&head.note, (right - width, top + high / 2.0 + size * 0.36), Type::plain(size, shades.quiet));
        return right - width - row * 0.4;
    };
    let tone = shades.tone(tone);
    let width = ems(&head.note) * size + row * 1.55;
    let part = Part::new(right - width, top, width, high);
    svg.rect(part, row * 0.24, Ink::fill(tone.pale));
    svg.icon(icon, (part.x + row * 0.3, part.middle() - row * 0.39), row * 0.78, tone.key);
    svg.words(&head.note, (part.x + row * 1.24, part.middle() + size * 0.36), Type::bold(size, tone.key));
    part.x - row * 0.4
}

/// What stands on which line, and how large.
struct Lines {
    titles: Vec<Vec<Fragment>>,
    below: Vec<Vec<Fragment>>,
    scale: f32,
    /// Whether nothing was left out.
    is_whole: bool,
}

/// Name, validity and further lines as large as a part allows; in the middle of its height. Gives the middle of the first line.
pub(super) fn head(head: &Head, part: Part, title_right: f32, shades: &Shades, svg: &mut Svg) -> f32 {
    let row = svg.row;
    let room = title_right - part.x;
    if part.height < 1.8 * row {
        return in_one_line(head, part, room, shades, svg);
    }
    let sizes = SCALES.into_iter().map(|scale| lines(head, part, room, (row, scale)));
    let Lines { titles, below, scale, .. } =
        sizes.clone().find(|lines| lines.is_whole).unwrap_or_else(|| lines(head, part, room, (row, CUT)));
    let (high, low) = (TITLE * scale * row, BELOW * scale * row);
    let mut y = part.y + (part.height - count(titles.len()) * high - count(below.len()) * low).max(0.0) / 2.0;
    let first = y + high / 2.0;
    for title in &titles {
        let size = row * scale.min(1.12);
        stretches(title, (part.x, y + high * 0.5 + size * 0.36), room, Type::bold(size, shades.ink), shades, svg);
        y += high;
    }
    for (at, line) in below.iter().enumerate() {
        let size = row * SMALL * scale;
        let base = y + low * 0.5 + size * 0.36;
        let mut x = part.x;
        if let (0, Some(validity)) = (at, head.standing) {
            standing(validity, (x, base), size, shades, svg);
            x += standing_width(head, size);
        }
        stretches(line, (x, base), part.right() - x, Type::plain(size, shades.quiet), shades, svg);
        y += low;
    }
    first
}

/// Name and what is said of it on one line, for a card of two rows.
fn in_one_line(head: &Head, part: Part, room: f32, shades: &Shades, svg: &mut Svg) -> f32 {
    let row = svg.row;
    let wide = |line: &[Fragment]| line.iter().map(|part| ems(&part.text)).sum::<f32>();
    let below = head.below.first().map_or(&[][..], Vec::as_slice);
    let small = row * SMALL;
    let (mut x, end) = (part.x, part.x + room);
    // Whether it holds is known before what it says.
    if let Some(validity) = head.standing {
        standing(validity, (x, part.middle() + small * 0.4), small, shades, svg);
        x += standing_width(head, small);
    }
    let size = ((end - x - wide(below) * small - row) / wide(&head.title).max(1.0)).clamp(row, row * 1.15);
    let base = part.middle() + size * 0.36;
    stretches(&head.title, (x, base), end - x, Type::bold(size, shades.ink), shades, svg);
    x += wide(&head.title) * size + row * 0.8;
    if wide(below) * small <= end - x {
        stretches(below, (x, base), end - x, Type::plain(small, shades.quiet), shades, svg);
    }
    part.middle()
}

/// What stands on which line in letters of one scale.
fn lines(head: &Head, part: Part, room: f32, (row, scale): (f32, f32)) -> Lines {
    let rows = part.height / (row * scale);
    let texts = texts(head);
    let mut titles = wrapped(&head.title, units(room, row * scale * LEAST));
    let needed = if texts.is_empty() { 0.0 } else { BELOW };
    let mut is_whole = true;
    if titles.len() > 1 {
        let columns = units(room, row * scale);
        titles = wrapped(&head.title, columns);
        let most = if 2.0 * TITLE + needed <= rows { 2 } else { 1 };
        if titles.len() > usize::from(most) {
            titles = at_most(usize::from(most), wrapped(&shortened(&head.title, columns * most), columns));
            is_whole = false;
        }
    }
    let mut below: Vec<Vec<Fragment>> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let left = ((rows - count(titles.len()) * TITLE) / BELOW - count(below.len())).max(0.0);
        // The last text takes what the others leave.
        let most = if at + 1 < texts.len() { left.min(1.0) } else { left };
        let size = row * SMALL * scale;
        let room = if at == 0 { part.width - standing_width(head, size) } else { part.width };
        let broken = wrapped(text, units(room, size));
        is_whole &= broken.len() <= whole(most);
        below.extend(if most < 1.0 { Vec::new() } else { at_most(whole(most), broken) });
    }
    Lines { titles, below, scale, is_whole }
}

/// The sign of a validity, and its name.
pub(super) fn standing(validity: Validity, (x, base): (f32, f32), size: f32, shades: &Shades, svg: &mut Svg) {
    let color = color_of(validity, shades);
    let mut left = x;
    if let Some(icon) = sign_of(validity) {
        svg.icon(icon, (left, base - size * 0.8), size * 0.88, color);
        left += size * SIGN;
    }
    svg.words(validity.label(), (left, base), Type::bold(size, color));
}

/// Its sign; none where nothing is known.
fn sign_of(validity: Validity) -> Option<Icon> {
    match validity {
        Validity::InForce => Some(Icon::Check),
        Validity::Unstated => None,
        Validity::Pending => Some(Icon::Clock),
        Validity::Amended => Some(Icon::Turn),
        Validity::Expired | Validity::Repealed => Some(Icon::Cross),
    }
}

/// How validity is told apart, besides its sign and its name.
fn color_of(validity: Validity, shades: &Shades) -> Rgb {
    match validity {
        Validity::InForce => shades.good,
        Validity::Unstated => shades.quiet,
        Validity::Amended | Validity::Pending => shades.caution,
        Validity::Expired | Validity::Repealed => shades.bad,
    }
}

/// The first line below, and all that follows as one text.
fn texts(head: &Head) -> Vec<Vec<Fragment>> {
    let mut below = head.below.iter().filter(|line| line.iter().any(|part| !part.text.is_empty()));
    let mut texts: Vec<Vec<Fragment>> = below.next().cloned().into_iter().collect();
    let rest: Vec<Fragment> = below.flatten().cloned().collect();
    texts.extend((!rest.is_empty()).then_some(rest));
    if texts.is_empty() && head.standing.is_some() { vec![Vec::new()] } else { texts }
}

fn standing_width(head: &Head, size: f32) -> f32 {
    let sign = |validity: Validity| if sign_of(validity).is_some() { SIGN } else { 0.0 };
    head.standing.map_or(0.0, |validity| (ems(validity.label()) + sign(validity) + 0.6) * size)
}

/// As many lines; the last says that it goes on.
fn at_most(most: usize, mut lines: Vec<Vec<Fragment>>) -> Vec<Vec<Fragment>> {
    let rest = lines.split_off(most.min(lines.len()));
    if let (false, Some(last)) = (rest.is_empty(), lines.last_mut()) {
        last.extend(rest.into_iter().flatten());
    }
    lines
}

/// A line of stretches, what matched in its colour; smaller by a little, and then cut, where it is too wide.
pub(super) fn stretches(line: &[Fragment], at: (f32, f32), room: f32, look: Type, shades: &Shades, svg: &mut Svg) {
    let wide = line.iter().map(|part| ems(&part.text)).sum::<f32>().max(0.1);
    let size = look.size.min((room / wide).max(look.size * LEAST));
    let look = Type { size, ..look };
    if wide * size <= room * 1.001 {
        svg.stretches(line.iter().map(|part| (part.text.as_str(), part.marked)), at, look, shades.mark);
        return;
    }
    let mut left = room / size - 1.0;
    let mut short: Vec<(String, bool)> = Vec::new();
    for part in line {
        let (kept, width) = first(&part.text, left);
        let is_all = kept.len() == part.text.len();
        short.push((kept.to_owned(), part.marked));
        left -= width;
        if !is_all {
            break;
        }
    }
    short.push(("…".to_owned(), false));
    svg.stretches(short.iter().map(|(text, marked)| (text.as_str(), *marked)), at, look, shades.mark);
}

/// Columns that letters of this size have in so many pixels.
pub(super) fn units(room: f32, size: f32) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns of a screen, not below 2")]
    let columns = (room / size * 2.0).clamp(2.0, 1000.0) as u16;
    columns
}

#[expect(clippy::cast_precision_loss, reason = "lines of a page")]
pub(super) fn count(lines: usize) -> f32 {
    lines as f32
}

fn whole(lines: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a page, not below 0")]
    let lines = lines.max(0.0) as usize;
    lines
}

/// The tone of what has no kind.
pub(super) fn tone_of(head: &Head) -> Tone {
    head.kind.map_or(Tone::Blue, |(_, tone)| tone)
}
