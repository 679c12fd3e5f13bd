//! How a finding is shown: enough to find it, not enough to know it.

use super::{Hit, Kind};

/// Signs shown before and behind what is masked, within its sentence: the next may name somebody else.
const AROUND: usize = 10;

/// The words of a hit with a little round about them, numbers and names masked.
pub(super) fn shown(chars: &[char], hit: &Hit) -> String {
    let is_stop = |c: &&char| matches!(c, '。' | ';' | '；' | '\n');
    let front = chars.iter().take(hit.from).rev().take(AROUND).take_while(|c| !is_stop(c)).count();
    let behind = chars.iter().skip(hit.to).take(AROUND).take_while(|c| !is_stop(c)).count();
    let (from, to) = (hit.from - front.min(hit.from), (hit.to + behind).min(chars.len()));
    let inside = |at: usize| (hit.from..hit.to).contains(&at);
    let kept = kept(chars, hit);
    let mut shown: String = chars
        .iter()
        .enumerate()
        .take(to)
        .skip(from)
        .map(
            |(at, c)| {
                if (inside(at) && hides(hit.kind, *c) && !kept.contains(&at)) || (!inside(at) && c.is_ascii_digit()) { '*' } else { *c }
            },
        )
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if to < chars.len() {
        shown.push('…');
    }
    shown
}

/// The places of a hit whose signs are hidden when it is masked.
pub(super) fn hidden(chars: &[char], hit: &Hit) -> Vec<usize> {
    let kept = kept(chars, hit);
    let own = (hit.from..hit.to.min(chars.len())).filter(|at| chars.get(*at).is_some_and(|c| hides(hit.kind, *c)));
    own.filter(|at| !kept.contains(at)).collect()
}

/// Whether a sign of a hit is a person's own.
fn hides(kind: Kind, c: char) -> bool {
    match kind {
        Kind::Secret => false,
        Kind::Person | Kind::Circumstance => c.is_alphanumeric(),
        Kind::Address => c.is_ascii_digit() || "一二三四五六七八九十百".contains(c),
        _ => c.is_ascii_alphanumeric() || "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺".contains(c),
    }
}

/// Places that stay: the first signs of a number and the family name.
fn kept(chars: &[char], hit: &Hit) -> Vec<usize> {
    let own: Vec<usize> = (hit.from..hit.to.min(chars.len())).filter(|at| chars.get(*at).is_some_and(|c| hides(hit.kind, *c))).collect();
    let (front, end) = match hit.kind {
        Kind::Id18 | Kind::Id15 => (4, 2),
        Kind::Mobile => (3, 4),
        Kind::Card => (4, 4),
        Kind::Person | Kind::Circumstance => (1, 0),
        Kind::Certificate | Kind::Other => (2, 1),
        Kind::Address | Kind::Secret => (0, 0),
    };
    if own.len() <= front + end {
        return own.into_iter().take(1).collect();
    }
    let last = own.len() - end;
    own.iter().enumerate().filter(|(place, _)| *place < front || *place >= last).map(|(_, at)| *at).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Level, folded::Folded, numbers};

    #[test]
    fn a_number_is_never_shown_whole() {
        for (text, hidden) in
            [("身份证：110101190003070010。", "19000307"), ("电话13800000001", "0000"), ("卡号6222020000000000018", "20000000000")]
        {
            let folded = Folded::of(text);
            let hit = numbers::find(&folded).into_iter().next().unwrap();
            assert_eq!(hit.level, Level::Error);
            let shown = super::shown(&folded.chars, &hit);
            assert!(!shown.contains(hidden) && shown.contains('*'), "{shown}");
        }
    }
}
