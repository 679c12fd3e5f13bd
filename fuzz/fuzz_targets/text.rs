//! Text from outside on its way to the screen: nothing in it commands the terminal, cleaning it twice changes nothing more, and it is broken and
//! cut to the columns it was given with nothing lost.

#![no_main]

use gongkai::text::{clean, columns, each_gram, fit, fold, fold_char, initials, spellings, squeeze, wrap};
use gongkai_fuzz::{assert_harmless, seeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds("text", texts()), |input: (u8, u8, &str)| {
    let (limit, indent, text) = (usize::from(input.0 % 120), usize::from(input.1 % 8), input.2);
    let cleaned = clean(text);
    assert_harmless(&cleaned);
    assert_eq!(clean(&cleaned), cleaned);
    assert!(cleaned.len() <= text.len() + 2 * text.chars().filter(|c| *c == '\u{2028}').count() || cleaned.contains('\u{FFFD}'));

    for line in cleaned.split('\n') {
        let cut = fit(line, limit);
        assert!(columns(&cut) <= limit, "{} columns of {limit}: {cut:?}", columns(&cut));
        assert!(*cut == *line || columns(line) > limit && cut.strip_suffix('…').is_none_or(|kept| line.starts_with(kept)));
    }

    let lines = wrap(text, limit, indent);
    for line in &lines {
        let taken = columns(&line.text) + line.indent;
        assert!(taken <= limit.max(2), "{taken} columns of {limit}: {line:?}");
        assert!(!line.text.contains('\n'));
        let there: String = cleaned.chars().skip(line.start).take(line.text.chars().count()).collect();
        assert_eq!(there, line.text, "a line begins where it says");
    }
    let shown = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '\n')).collect::<String>();
    assert_eq!(shown(&lines.iter().map(|line| line.text.as_str()).collect::<String>()), shown(&cleaned));

    let folded = fold(text);
    assert_eq!(squeeze(text), folded.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
    let characters: Vec<char> = text.chars().map(fold_char).collect();
    each_gram(text, |word, start| assert_eq!(characters[start..start + word.len()], *word));
    assert!(initials(text).is_ascii());
    assert!(spellings(text).len() <= 8);
});

fn texts() -> Vec<Vec<u8>> {
    let texts = [
        "年满六十周岁、累计缴费满十五年的，按月领取养老金。",
        "《社会保险法》（2018年修正）第十六条：“参加基本养老保险的个人……”",
        "电话0000-5600101转2，https://www.yunchuan.example/zc/1?a=b",
        "关于\u{1b}[31m养老\u{7}金\u{202e}甲\u{2066}乙\u{200b}",
        "一\r\n二\r三\u{2028}四\t五\u{a0}六\u{3000}七",
        "a\u{301}\u{301}\u{301}\u{301}e\u{e000}\u{fffe}",
        "℃①Ⅳ№ ＡＢＣ㎡ 𠮷 👩\u{200d}👧 🇨🇳 ❤\u{fe0f} \u{1f1e8}",
        "क\u{93e}\u{93e}\u{93e} བསྒྲུབས་ ئۇيغۇر لا ก็็็ 각 \u{1100}\u{1161}\u{11a8}",
        "養老醫療國務院重庆绿化",
    ];
    texts
        .iter()
        .map(|text| [&[40, 4], text.as_bytes()].concat())
        .chain(texts.iter().map(|text| [&[7, 2], text.as_bytes()].concat()))
        .collect()
}
