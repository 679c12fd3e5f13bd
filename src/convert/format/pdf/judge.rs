//! Whether a page was read: pages without text, pages whose text a machine guessed, pages whose codes mean nothing.

use unpdf::parser::backend::DocumentIntegrity;

use super::{
    super::{
        super::{Code, Finding, Level, Place},
        page::{Verdict, common_share},
    },
    drawn::Drawn,
};

/// Below this share of common Han among all, codes mean something else.
const COMMON: f32 = 0.7;

/// Judges pages, by their numbers. Where most that can be judged are bad, those with too little to judge are as well.
pub(super) fn pages(pages: &[Drawn]) -> Vec<(u32, Verdict)> {
    let mut verdicts: Vec<(u32, Verdict)> = pages.iter().map(|drawn| (drawn.leaf.number, page(drawn))).collect();
    let judged = |drawn: &Drawn| common_share(drawn.leaf.glyphs.iter().map(|glyph| &glyph.c)).is_some();
    let bad = verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::BadMap).count();
    let good = verdicts.iter().zip(pages).filter(|((_, verdict), drawn)| *verdict == Verdict::Fine && judged(drawn)).count();
    if bad > good {
        for ((_, verdict), _) in verdicts.iter_mut().zip(pages).filter(|((_, verdict), drawn)| *verdict == Verdict::Fine && !judged(drawn))
        {
            *verdict = Verdict::BadMap;
        }
    }
    verdicts
}

fn page(drawn: &Drawn) -> Verdict {
    let letters = || drawn.leaf.glyphs.iter().map(|glyph| &glyph.c).filter(|c| !c.is_whitespace());
    let (seen, unpainted) = (letters().count(), drawn.unpainted);
    let (unread, pieces) = drawn.unread;
    if Verdict::is_guessed(drawn.pictures, seen, unpainted) {
        return Verdict::Ocr;
    }
    // A mark of a list in a face of its own is no reason to throw a page away.
    if unread > 0 && (seen == 0 || (unread >= 5 && unread * 5 >= pieces)) {
        return Verdict::BadMap;
    }
    if common_share(letters()).is_some_and(|share| share < COMMON) || gibberish(letters()) {
        return Verdict::BadMap;
    }
    Verdict::of_seen(seen, drawn.pictures, drawn.painted)
}

/// Mostly marks where letters should be, or letters of no language.
fn gibberish<'a>(letters: impl Iterator<Item = &'a char>) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for &c in letters.filter(|&&c| !matches!(c, '.' | '…' | '·' | '-' | '_' | '—' | '─' | '　' | '/' | '*')) {
        all += 1;
        let latin_high = ('\u{80}'..='\u{24F}').contains(&c) && !matches!(c, '·' | '×' | '÷' | '±' | '°' | '§' | '\u{AD}');
        odd += usize::from(
            latin_high
                || c.is_ascii_punctuation() && !"()[]<>:;,\"'%&=+#@|".contains(c)
                || matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'),
        );
    }
    all >= 10 && 2 * odd > all
}

/// What is to be said of a page that was read in part.
pub(super) fn lost(drawn: &Drawn, verdict: Verdict) -> Option<Finding> {
    let place = Some(Place::Page(drawn.leaf.number));
    if drawn.damaged {
        let words = "这一页有一部分内容损坏，没有读出来".to_owned();
        return Some(Finding { code: Code::Corrupt, level: Level::Error, place, words });
    }
    let (unread, _) = drawn.unread;
    let some = unread > 0 && verdict == Verdict::Fine;
    let words = format!("这一页有{unread}处文字的编码不对应文字，没有读出来");
    some.then_some(Finding { code: Code::BadEncodingMap, level: Level::Warning, place, words })
}

/// What is to be said of a file that does not hang together.
pub(super) fn whole(integrity: &DocumentIntegrity) -> Option<Finding> {
    let words = "文件有损坏，可能缺页，请换一份完整的".to_owned();
    integrity.pages_incomplete().then_some(Finding { code: Code::Corrupt, level: Level::Error, place: None, words })
}
