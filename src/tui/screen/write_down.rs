//! 写下来: what a visitor without a smartphone copies or shows to the staff. Few words, far apart.

use ratatui::layout::Rect;

use crate::{takeaway::Takeaway, text::wrap};

use super::super::{canvas::Canvas, context::Context, picture::Picture, widget::drawn};

/// What is to be written down.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    takeaway: Box<Takeaway>,
}

/// A page to copy from.
pub(in crate::tui) fn opened(takeaway: Box<Takeaway>) -> State {
    State { takeaway }
}

impl State {
    /// What is said of it aloud.
    pub(in crate::tui) fn said(&self) -> Vec<String> {
        let takeaway = &self.takeaway;
        let bring = (!takeaway.bring.is_empty()).then(|| format!("要带：{}", takeaway.bring.join("、")));
        let lines = std::iter::once(takeaway.title.clone()).chain(takeaway.number.clone());
        lines.chain(takeaway.contact.iter().cloned()).chain(bring).chain(takeaway.way_back()).collect()
    }
}

/// ```text
///    ┌──────────────────────────────────────────────┐
///      云川县城乡居民基本养老保险实施办法
///      云政发〔2023〕8号
///      2楼C区201—208窗口
///      电话 0000-5600208
///      要带：居民身份证、社会保障卡
///      下次来，按“打字”，再输 143 975
///    └──────────────────────────────────────────────┘
///              把这张给工作人员看，或者抄下来
/// ```
pub(in crate::tui) fn view<M>(state: &State, context: &Context, canvas: &mut Canvas<'_, M>, area: Rect) {
    let theme = *canvas.theme;
    let width = area.width.saturating_sub(2 * context.margin()).min(80);
    let x = area.x + (area.width - width) / 2;
    let room = area.height.saturating_sub(4);
    let (lines, each) = state.fitted(usize::from(width.saturating_sub(6)), usize::from(room));
    let each = u16::try_from(each).unwrap_or(1);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_mul(each).min(room) + 2;
    let frame = Rect { x, y: area.y + area.height.saturating_sub(height + 2) / 2, width, height };
    canvas.rule(Rect { height: 1, ..frame }, frame.y);
    for (y, (line, strong)) in (frame.y + 1..frame.bottom().saturating_sub(1)).step_by(usize::from(each)).zip(lines) {
        let place = Rect { x: frame.x + 3, y, width: width.saturating_sub(4), height: each };
        if each > 1 {
            drawn::view(canvas, place, Picture::Large(line));
        } else {
            canvas.text(place.x, y, place.width, &line, if strong { theme.strong } else { theme.text });
        }
    }
    canvas.rule(Rect { height: 1, ..frame }, frame.bottom().saturating_sub(1));
    canvas.centered(area, frame.bottom() + u16::from(area.height > 12), "抄下来，或者把这一页给工作人员看", theme.key);
}

/// Rows of a line, and the part of the columns that letters so large can use.
const SIZES: [(usize, usize, usize); 3] = [(3, 9, 20), (2, 2, 3), (1, 1, 1)];

impl State {
    /// The lines in the largest letters in which all of them fit, and the rows of each. Where not even small ones do, the way back is left out; then
    /// what is brought only in some cases, for which the way back has room again; never half of a sentence.
    fn fitted(&self, columns: usize, rows: usize) -> (Vec<(String, bool)>, usize) {
        let all = self.takeaway.bring.len();
        let ways = (0..=all).rev().flat_map(|bring| [(bring, true), (bring, false)]);
        let ways = ways.flat_map(|(bring, back)| SIZES.map(|size| (bring, back, size)));
        let mut smallest = (Vec::new(), 1);
        for (bring, back, (each, part, of)) in ways {
            smallest = (self.lines(columns * part / of, bring, back), each);
            if smallest.0.len() * each <= rows {
                break;
            }
        }
        smallest
    }

    /// What is written down, in lines of at most so many columns, and whether it is what it is about.
    fn lines(&self, columns: usize, bring: usize, back: bool) -> Vec<(String, bool)> {
        let takeaway = &self.takeaway;
        let names = std::iter::once(&takeaway.title).chain(&takeaway.number).map(|line| (line, true));
        let back = takeaway.way_back().filter(|_| back);
        let others = takeaway.contact.iter().chain(takeaway.bring.iter().take(bring)).chain(&back).map(|line| (line, false));
        names.chain(others).flat_map(|(line, strong)| wrap(line, columns, 0).into_iter().map(move |line| (line.text, strong))).collect()
    }
}
