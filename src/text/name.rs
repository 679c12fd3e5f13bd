//! Names as people read them: what a hurried reader takes for one name comes out as one.
//!
//! Whoever counts persons by their names must not be deceived by a blank, a character that nobody sees, or one that looks like another. For
//! comparing only; a name is kept and shown as its holder writes it.

use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::fold::fold_char;

/// A name as it is read: compatibility forms, radicals and letters of other alphabets as the characters they look like, traditional as
/// simplified, capitals as small letters; no blanks, dots, marks, and nothing that is not seen. Two names with the same reading are one
/// person's. Empty if nothing is left that could be read.
pub fn as_read(name: &str) -> String {
    let mut read = String::with_capacity(name.len());
    for c in name.nfkd().flat_map(char::to_lowercase).flat_map(|c| fold_char(alike(c)).to_lowercase()).map(alike) {
        let last = read.chars().next_back();
        if repeats(c) {
            read.extend(last);
        } else if is_combining_mark(c) {
            // In the scripts of Tibet and India marks are the vowels; on anything else they are dust.
            if spells_with_marks(c) && last.is_some_and(spells_with_marks) {
                read.push(c);
            }
        } else if c.is_alphanumeric() && !is_unseen(c) {
            read.push(c);
        }
    }
    read
}

/// 々 and its kin stand for the character before them.
fn repeats(c: char) -> bool {
    matches!(c, '々' | '〻' | 'ゝ' | 'ヽ')
}

fn spells_with_marks(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Counted among the letters, and drawn as nothing or as a speck: fillers of Hangul, modifier letters, lengthening strokes.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{02B0}'..='\u{02FF}' | '\u{0640}' | '\u{07FA}' | '\u{A700}'..='\u{A721}' | '\u{A788}'..='\u{A78A}')
}

fn alike(c: char) -> char {
    ALIKE.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| ALIKE.get(at).map_or(c, |pair| pair.1))
}

/// Radicals and strokes that NFKC leaves alone (Unicode's EquivalentUnifiedIdeograph), each before the character that it looks like.
const RADICALS: &str = "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫\
⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风\
⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟㇏乀㇐一㇑丨㇒丿㇓丿㇔丶㇖乛㇚亅㇝乀㇟乚㇠乙";

/// Letters of other alphabets, kana, jamo and digits, each before the one that it is taken for. `i` stands for every upright stroke, `o` for
/// every ring.
const LETTERS: &str = "аaвbсcԁdеeғfһhнhіiӏiјjкkмmпnоoрpԛqгrѕsтtуyүyѵvԝwхx\
αaβbεeηhιiκkμmνvοoρpσoτtυuχxγyζzωwıiliɩi1i0o〇o○o◯oℓi|iǀi\
ー一ㅡ一ᅳ一ㄧ一ㅣiᅵiㄨ乂カ力ニ二ハ八ロ口タ夕エ工ト卜チ千ミ彡ㇿ口ヌ又オ才メ乄ノ丿へヘべベぺペㅁ口ᄆ口ㅇoᄋo";

/// All pairs, sorted by the first.
static ALIKE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let all: Vec<char> = RADICALS.chars().chain(LETTERS.chars()).collect();
    let (pairs, _) = all.as_chunks::<2>();
    let mut pairs: Vec<(char, char)> = pairs.iter().map(|[from, to]| (*from, *to)).collect();
    pairs.sort_unstable();
    pairs
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_read_as_one_name_is_one() {
        for (one, others) in [
            (
                "王某",
                "王\u{200b}某 王\u{ad}某 王\u{2060}某\u{fe00} 王某\u{e0100} 王某\u{e0041} 王\u{3164}某 王\u{115f}某 王\u{ffa0}某 王\u{202e}某 王\u{2066}某\u{2069} \u{feff}王某 王\u{301}某 王某\u{20dd} 王某\u{f72} 王\u{2800}某 王某\u{2bc} 王某\u{e000} 王·某 王•某 王・某 王.某 王\u{7}某 \u{2ea9}某 ⺩某 王某々",
            ),
            ("金某", "\u{f90a}某 ⾦某"),
            ("马力", "⻢力 馬力 ⾺⼒ 马カ 马ｶ"),
            ("阿依古丽·买买提", "阿依古丽•买买提 阿依古丽・买买提 阿依古麗.買買提 阿依古丽买买提 阿依古丽‧买买提 阿依古丽∙买买提"),
            ("Wang Mou", "wangmou ＷａｎｇＭｏｕ Wаng-Mou WANGMОU Wáng\u{a0}Mǒu W\u{430}ngM\u{3bf}u 𝐖angMou"),
            ("Ilo10", "llo1O IIοⅼ0 ilo|0"),
            ("王一", "王⼀ 王ー 王㇐ 王ㄧ"),
        ] {
            for other in others.split(' ').filter(|other| !other.ends_with('々')) {
                assert_eq!(as_read(other), as_read(one), "{other:?}");
            }
        }
        assert_eq!(as_read("王　某"), as_read("\u{3000}王 \u{2003}某\u{a0}\t"));
        assert_eq!(as_read("李丽丽"), as_read("李丽々"));
    }

    #[test]
    fn different_persons_stay_different() {
        let names = [
            "王某",
            "王某某",
            "玉某",
            "张三",
            "张三2",
            "李四",
            "赵丁",
            "孙己",
            "孙巳",
            "周庚",
            "བསོད་ནམས",
            "བསད་ནམས",
            "处室",
            "民政office",
            "民政deputy",
            "甲",
            "乙",
        ];
        let read: std::collections::BTreeSet<String> = names.iter().map(|name| as_read(name)).collect();
        assert_eq!(read.len(), names.len(), "{read:?}");
    }

    #[test]
    fn a_name_of_nothing_is_read_as_nothing() {
        for name in ["", " ", "\u{3000}", "\u{3164}", "\u{200b}\u{ad}", "·", "\u{301}", "\u{e0041}", "\u{2800}", "...", "々"] {
            assert_eq!(as_read(name), "", "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_not_seen_changes_no_reading(name in "[王张李赵a-c]{1,4}", at in 0_usize..4, unseen in "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{e0000}-\u{e0fff}\u{fe00}-\u{fe0f}\u{300}-\u{36f}\u{0}-\u{20}]{1,3}") {
            let mut other: Vec<char> = name.chars().collect();
            let at = at.min(other.len());
            for c in unseen.chars() {
                other.insert(at, c);
            }
            prop_assert_eq!(as_read(&other.into_iter().collect::<String>()), as_read(&name));
        }
    }
}
