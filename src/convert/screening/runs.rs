//! Digits in a text, and which of them may be one number.

use super::folded::Folded;

/// More tokens than this are a table of figures, each tried by itself.
const MOST: usize = 24;

/// Digits that stand together.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) digits: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Tokens with so little between them that they may be one number.
pub(super) type Run = Vec<Token>;

/// How digits are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As digits.
    Plain,
    /// Han numerals too.
    Han,
    /// Letters too that a machine, or somebody in a hurry, wrote for a digit: O, l, I.
    Alike,
}

/// What stands for a digit.
fn digit(c: char, reading: Reading) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    if reading == Reading::Plain {
        return None;
    }
    if reading == Reading::Alike {
        return match c {
            'O' | 'o' => Some('0'),
            'l' | 'I' | 'i' => Some('1'),
            _ => None,
        };
    }
    Some(match c {
        '〇' | '零' | '○' | 'O' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

pub(super) fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\r' | '-' | '.' | '·' | '_' | '|' | '/' | '(' | ')' | '[' | ']')
}

/// Blanks that a line may begin with, behind the half of a number.
const INDENT: usize = 24;

/// Runs of digits. Of Han numerals and of letters only those that have some in them.
pub(super) fn runs(folded: &Folded, reading: Reading) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut run: Run = Vec::new();
    let (mut at, mut gap, mut numerals, mut indent) = (0, 0, 0, None);
    while let Some(c) = folded.get(at) {
        if digit(c, reading).is_some() {
            let from = at;
            let mut digits = String::new();
            while let Some(value) = folded.get(at).and_then(|c| digit(c, reading)) {
                numerals += usize::from(folded.get(at).is_some_and(|c| !c.is_ascii_digit()));
                digits.push(value);
                at += 1;
            }
            run.push(Token { digits, from, to: at });
            (gap, indent) = (0, None);
            continue;
        }
        // How far a line is set in says nothing.
        match (c, indent) {
            ('\n', _) => indent = Some(0),
            (' ', Some(blanks)) if blanks < INDENT => {
                indent = Some(blanks + 1);
                at += 1;
                continue;
            }
            _ => {}
        }
        gap += 1;
        if !run.is_empty() && (gap > 3 || !is_between(c)) {
            close(&mut runs, &mut run, reading, &mut numerals);
        }
        at += 1;
    }
    close(&mut runs, &mut run, reading, &mut numerals);
    runs
}

fn close(runs: &mut Vec<Run>, run: &mut Run, reading: Reading, numerals: &mut usize) {
    let digits: usize = run.iter().map(|token| token.digits.len()).sum();
    let enough = match reading {
        Reading::Plain => true,
        Reading::Han => *numerals >= 8,
        Reading::Alike => *numerals >= 1 && digits >= *numerals + 4,
    };
    if digits >= 11 && enough {
        runs.push(std::mem::take(run));
    }
    run.clear();
    *numerals = 0;
}

/// One token, then two, and so on, of 11 to 21 digits.
pub(super) fn tries(run: &[Token], start: usize) -> impl Iterator<Item = &[Token]> {
    let most = run.len().min(start + MOST);
    let lengths = (start + 1..=most).rev().filter_map(move |end| run.get(start..end));
    lengths.filter(|tokens| (11..=21).contains(&tokens.iter().map(|token| token.digits.len()).sum::<usize>()))
}
