//! What names of papers and of bodies end with.

use std::sync::LazyLock;

use regex::Regex;

use super::plain::{bare, han, length, tight};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// What a title says last; 体裁 among them.
const KINDS: &str = "通知|意见|决定|决议|公告|通告|公报|通报|批复|复函|函|方案|办法|规定|规则|细则|要点|报告|规划|计划|预案|条例|令|命令|纪要|议案|请示|指南|指引|清单|目录|标准|规范|规程|章程|制度|公示|说明|解读|名单|须知|守则|准则|纲要|措施|法|法典|解释|答复|要求|规范性文件|建议|总结|月报|季报|年报|周报|日报|快报|简报|公约|规则表|汇总表|一览表|分工表|申请表|登记表|报告表|申报表|表|单|发票|代码|流程|实施意见|工程|基准|大纲|导则|图解|问答|预算|决算|宣言|倡议书|通知书|决定书|意见书|承诺书|协议书|协议|合同|范本|模板|手册";

static TITLE_END: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?:{KINDS})(?:[(\[《][^)\]》]{{1,24}}[)\]》]){{0,3}}$")));
static GENRE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|条例|规定|办法|细则|方案)(?:\([^)]{1,24}\)){0,3}$")
});
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[\p{Han}、·]{1,36}(?:人民政府|政府|委员会|代表大会|人大常委会|常委会|办公室|办公厅|办公会|管委会|指挥部|领导小组|联席会议|领导小组办公室|人民法院|法院|检察院|银行|支行|公司|司",
        r"|协会|学会|联合会|总会|工会|商会|大学|学院|医院|学校|小学|中学|幼儿园|研究院|研究所|研究中心|中心|街道办事处|办事处|办|局|厅|部|署|总署|总局|分局|支局|总队|支队|大队|县委|市委|省委|党委|区委|党组|团委|党工委|委员会办公室",
        r"|村民委员会|居民委员会|村委会|居委会|镇|乡|街道|院|社|站|馆|所|队|处|室|会|委|厂|集团|国务院|中共中央|军委|基金会|服务中心)$"
    ))
});
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:省|市|县|区|州|旗|我|本|自治区|镇|乡)(?:人民政府|政府|委|局|厅|办|部|\p{Han}{2,10}(?:局|厅|委|办|办公室|部|委员会|中心))")
});
static SEAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(\[](?:代章|印章|盖章|公章|章|签章|印|签字盖章|加盖公章)[)\]]"));

/// Whether a tight line ends as titles do.
pub(super) fn is_title_end(tight: &str) -> bool {
    TITLE_END.is_match(tight)
}

/// The genre (体裁) that a title ends with.
pub(super) fn genre(title: &str) -> Option<String> {
    GENRE.captures(&tight(title)).and_then(|found| Some(found.get(1)?.as_str().to_owned()))
}

/// The name of a body that these words are, without what a seal says.
pub(super) fn body(words: &str) -> Option<String> {
    let tight = tight(words);
    let name = SEAL.replace_all(&tight, "");
    let name = bare(&name);
    let is_name = (3..=40).contains(&length(name)) && (BODY.is_match(name) || is_mold(name));
    is_name.then(|| name.to_owned())
}

/// `XXXX人民政府`: the place of a name that nobody filled in.
fn is_mold(name: &str) -> bool {
    let rest = name.trim_start_matches(['X', 'x', '×', '*', '○']);
    rest.len() < name.len() && (BODY.is_match(rest) || BODY.is_match(&format!("某{rest}")))
}

/// Whether somebody stamped for another (代章).
pub(super) fn is_stamped_for(words: &str) -> bool {
    tight(words).contains("代章")
}

/// Whether a name leaves out the place or the level it is of: `市人民政府办公室`.
pub(super) fn is_short(name: &str) -> bool {
    SHORT.is_match(name)
}

/// The bodies named in a line, each on its own or set apart by spaces or 、.
pub(super) fn bodies(line: &str) -> Option<Vec<String>> {
    if let Some(one) = body(line).filter(|name| !name.contains('、')) {
        // Letters of one name may be set apart; two names in full are two.
        let words: Vec<String> = line
            .split(|c: char| c.is_whitespace())
            .filter(|word| !word.is_empty())
            .filter_map(|word| body(word).filter(|name| han(name) >= 4))
            .collect();
        let whole = words.iter().map(|word| length(word)).sum::<usize>() == length(&one);
        return Some(if words.len() > 1 && whole { words } else { vec![one] });
    }
    let parts: Vec<&str> = line.split(|c: char| c.is_whitespace() || c == '、').map(str::trim).filter(|part| !part.is_empty()).collect();
    let names: Vec<String> = parts.iter().filter_map(|part| body(part)).collect();
    (names.len() == parts.len() && !names.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_known_by_what_they_end_with() {
        assert_eq!(body("云 川 县 人 民 政 府"), Some("云川县人民政府".to_owned()));
        assert_eq!(body("云川县教育局（代章）"), Some("云川县教育局".to_owned()));
        assert_eq!(body("XXXX人民政府"), Some("XXXX人民政府".to_owned()));
        assert_eq!(body("请结合实际，认真贯彻执行。"), None);
        assert_eq!(
            bodies("国家发展改革委办公厅　　税务总局办公厅"),
            Some(vec!["国家发展改革委办公厅".to_owned(), "税务总局办公厅".to_owned()])
        );
        assert_eq!(bodies("税务 总局 办 公厅"), Some(vec!["税务总局办公厅".to_owned()]));
        assert!(is_short("市人民政府办公室") && !is_short("云川县人民政府办公室"));
    }

    #[test]
    fn titles_are_known_by_their_end() {
        for title in ["关于印发办法的通知", "云川县集市管理办法（试行）", "中华人民共和国国旗法", "药品不良反应/事件报告表"]
        {
            assert!(is_title_end(&tight(title)), "{title}");
        }
        assert!(!is_title_end("各乡镇人民政府"));
        assert_eq!(genre("云川县集市管理办法（试行）").as_deref(), Some("办法"));
    }
}
