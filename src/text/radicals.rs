//! Characters that converters of printed pages write where a Han character stands.

use unicode_normalization::UnicodeNormalization;

/// The Han character that a radical or a compatibility form is drawn as; none for all other characters. Of the block of simplified radicals, for
/// which normalisation knows two, as the Unicode collation table has them (DUCET, UTS #10: equal but for the third level).
pub(super) fn unified(c: char) -> Option<char> {
    match c {
        '\u{2E80}'..='\u{2EF3}' => {
            let mut pairs = SUPPLEMENT.chars();
            while let (Some(radical), Some(character)) = (pairs.next(), pairs.next()) {
                if radical == c {
                    return Some(character);
                }
            }
            None
        }
        '\u{2F00}'..='\u{2FD5}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            std::iter::once(c).nfkc().next().filter(|character| *character != c)
        }
        _ => None,
    }
}

/// Radicals, each before its character.
const SUPPLEMENT: &str = "\
    ⺀丶⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺\
    ⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺴罓⺵罒⺶羊⺷羊⺸羋⺹耂⺺肀⺻聿⺼肉\
    ⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页\
    ⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧鹵⻨麦⻩黄⻪黾⻫齊⻬齐⻭齒⻮齿⻯龍⻰龙⻱龜⻲龜⻳龟\
    ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_that_were_printed() {
        let read: String = "⾏⻓⻔⽇⻢⺠⻅北".chars().map(|c| unified(c).unwrap_or(c)).collect();
        assert_eq!(read, "行长门日马民见北");
        assert!("行长门日，A1〇".chars().all(|c| unified(c).is_none()));
        assert!(SUPPLEMENT.chars().step_by(2).is_sorted());
    }
}
