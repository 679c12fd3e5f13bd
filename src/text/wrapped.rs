//! Lines that end where the paper ended: what a converter of PDF leaves of a paragraph. They are joined; poems, addresses, signatures and lists keep
//! their lines.

/// Fewest characters of a line that was broken for want of room, and what part of the longest line beside it.
const FULL: usize = 10;
const NEARLY: (usize, usize) = (4, 5);
/// Where a sentence or a part of it ends.
const ENDS: &str = "。！？；：…”』」】》";
/// Signs of running text.
const RUNNING: &str = "。，；";
/// How items of lists begin.
const ITEMS: &str = "（(-·●○•*□■—";
/// Characters of a label before its colon: 地址：.
const LABEL: usize = 8;

/// The lines of one paragraph as a text, those that were broken inside a sentence joined, the others each on its own.
pub fn unwrapped(lines: &[&str]) -> String {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let runs = lines.iter().any(|line| line.contains(|c| RUNNING.contains(c)));
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line);
        let Some(next) = lines.get(at + 1) else { break };
        match (runs && is_broken(line, longest) && goes_on(next), line.chars().last().zip(next.chars().next())) {
            (true, Some((last, first))) if last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric() => text.push(' '),
            (true, _) => {}
            (false, _) => text.push('\n'),
        }
    }
    text
}

/// Whether a line ends because there was no more room.
fn is_broken(line: &str, longest: usize) -> bool {
    let length = line.chars().count();
    length >= FULL && length * NEARLY.1 >= longest * NEARLY.0 && !line.ends_with(|c| ENDS.contains(c)) && !is_spaced(line)
}

/// Whether a line goes on with the sentence before it.
fn goes_on(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let is_numbered = (first.is_ascii_digit() || "一二三四五六七八九十".contains(first))
        && chars.find(|c| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(*c)).is_some_and(|c| "、.．）)".contains(c));
    let is_article = first == '第' && line.chars().take(LABEL).any(|c| "条章节编款".contains(c));
    let is_labelled = line.chars().take(LABEL).any(|c| c == '：');
    let is_date = line.ends_with('日') && (first.is_ascii_digit() || first == '二') && line.contains('年') && line.chars().count() <= 12;
    !(ITEMS.contains(first) || is_numbered || is_article || is_labelled || is_date || is_spaced(line))
}

/// Whether a line is set in columns.
fn is_spaced(line: &str) -> bool {
    line.contains(['\t', '|']) || line.contains("  ") || line.contains("　　")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        unwrapped(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn a_line_that_is_broken_inside_a_sentence_is_joined() {
        for (text, expected) in [
            (
                "第一条 行政村应当设助餐点，长者饭\n堂每日开放，向六十岁以上的老年人提供午\n餐和晚餐。",
                "第一条 行政村应当设助餐点，长者饭堂每日开放，向六十岁以上的老年人提供午餐和晚餐。",
            ),
            ("第二条 门牌由县里统一制\n作。", "第二条 门牌由县里统一制作。"),
            (
                "缴费可以使用手机应用程序 yunchuan\nservice，也可以到银行柜台办理。",
                "缴费可以使用手机应用程序 yunchuan service，也可以到银行柜台办理。",
            ),
        ] {
            assert_eq!(read(text), expected);
        }
    }

    #[test]
    fn what_stands_in_lines_keeps_them() {
        for text in [
            "床前明月光，\n疑是地上霜。",
            "两个黄鹂鸣翠柳\n一行白鹭上青天",
            "城关镇云河大道88号2楼C区207窗口\n城关镇云河大道102号",
            "国家税务总局云川县税务局\n云川县人力资源和社会保障局\n2026年1月5日",
            "请到下列地方办理，带上身份证件\n地址：云河大道88号\n电话：0000-5600208",
            "申请人应当提交下列材料，缺一不可\n（一）身份证\n（二）户口簿",
            "每项补贴的标准如下，按月发放\n1.低保每月620元\n2.特困每月806元",
            "一共三句，都写完了的。\n第二句也写完了的。",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
