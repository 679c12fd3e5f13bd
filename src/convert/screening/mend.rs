//! What a person answers to an alarm, done in the text: signs for what is a person's own, or the words cut out.

use std::collections::BTreeSet;

use super::{Alarm, Hit, around, folded::Folded, hits, mask, numbers, rows_at};

/// Stands for what is masked. The narrow star is a sign of Markdown.
const SIGN: char = '＊';

/// The text with the words of an alarm masked; none where that would change nothing, as with a mark of secrecy or a roster.
pub fn masked(text: &str, alarm: &Alarm) -> Option<String> {
    mended(text, alarm, mask::hidden, Some(SIGN))
}

/// The text with the words of an alarm cut out.
pub fn cut_out(text: &str, alarm: &Alarm) -> Option<String> {
    mended(text, alarm, |chars, hit| (hit.from..hit.to.min(chars.len())).collect(), None)
}

/// Changes the signs of an alarm that `which` names; into nothing where there is no sign instead.
fn mended(text: &str, alarm: &Alarm, which: impl Fn(&[char], &Hit) -> Vec<usize>, instead: Option<char>) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let line = *lines.get(alarm.line.checked_sub(1)?)?;
    let next = lines.get(alarm.line).copied();
    let above = around::of(lines.get(..alarm.line)?).pop()?;
    let row = rows_at(&lines, &above, alarm.line - 1);
    let whole = lines.get(alarm.line - 1..alarm.line - 1 + row)?.join("\n");
    // A number may be broken over two lines.
    let tries = std::iter::once((whole, row)).chain(next.filter(|_| row == 1).map(|next| (format!("{line}\n{next}"), 2)));
    for (words, taken) in tries {
        let (folded, places) = Folded::placed(&words);
        let found = if taken == row { hits(&words, &folded, &above) } else { numbers::find(&folded) };
        let is_it = |hit: &&Hit| hit.kind == alarm.kind && same(&mask::shown(&folded.chars, hit), &alarm.text);
        let Some(hit) = found.iter().find(is_it) else { continue };
        let changed: BTreeSet<usize> = which(&folded.chars, hit).into_iter().filter_map(|at| places.get(at).copied()).collect();
        if changed.is_empty() {
            return None;
        }
        let mended: String =
            words.chars().enumerate().filter_map(|(at, c)| if !changed.contains(&at) || c == '\n' { Some(c) } else { instead }).collect();
        let mut all: Vec<&str> = lines.iter().take(alarm.line - 1).copied().collect();
        all.push(&mended);
        all.extend(lines.iter().skip(alarm.line - 1 + taken));
        return Some(all.join("\n"));
    }
    None
}

/// The same words, whatever was left out around them.
fn same(shown: &str, told: &str) -> bool {
    shown.trim_matches('…') == told.trim_matches('…')
}

#[cfg(test)]
mod tests {
    use super::super::screen;
    use super::*;

    #[test]
    fn what_is_masked_or_cut_gives_no_alarm_any_more_and_the_rest_stays() {
        let text = "第一条 联系人手机13800000001，请联系。\n公民身份号码：１１０１０１１９０００３０７００１０\n电话 138-0000-\n0001 结束";
        let mut now = text.to_owned();
        for _ in 0..3 {
            let alarm = screen(&now).into_iter().next().unwrap();
            now = masked(&now, &alarm).unwrap();
        }
        assert!(screen(&now).is_empty(), "{now}");
        assert!(now.contains("第一条 联系人手机138＊＊＊＊0001，请联系。") && now.ends_with(" 结束") && !now.contains("190003"), "{now}");
        let alarm = screen(text).into_iter().next().unwrap();
        assert!(cut_out(text, &alarm).unwrap().starts_with("第一条 联系人手机，请联系。\n"));
        let secret = screen("机密★10年\n正文").into_iter().next().unwrap();
        assert_eq!(masked("机密★10年\n正文", &secret), None);
        assert_eq!(cut_out("机密★10年\n正文", &secret).as_deref(), Some("\n正文"));
    }
}
