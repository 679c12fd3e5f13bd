//! Marks of secrecy and papers that are for inside; never words about secrecy in a sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::{Hit, Kind, Level, folded::Folded};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// A level with a star, or with a term.
static STARRED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:绝密|机密|秘密|内部|商密|商业秘密|工作秘密)[级件]?[★☆✩✭⭐*＊·•※▲](?:\d{1,3}(?:年|个月|日)|[一二三四五六七八九十]{1,3}(?:年|个月)|长期|永久|启封前|解密前|公布前|生效前|\d*)|(?:绝密|机密|秘密)(?:[(（:：-]|—)*(?:保密期限)?[:：]?(?:长期|\d{1,2}年|启封前)[)）]?$|[★☆](?:绝密|机密|秘密)",
    )
});
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:密级|秘级|保密等级|保密级别|密\s*级|文件密级|涉密等级)(?:及保密期限)?[:：|]?(?:为|是)?[(（\[]?(?:绝密|机密|秘密|内部|工作秘密|商业秘密)(?:[^级的事]|$)",
    )
});
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[(（\[【]?(?:绝密|机密|秘密|绝密件|机密件|秘密件|绝密级|机密级|秘密级|工作秘密|商业秘密|内部)[)）\]】]?$",
        r"|^[(（\[【★]*(?:(?:本|此|该)(?:件|文件|材料|资料|文|书|汇编|手册|通知|信息|表|刊)(?:属于?|系|为|是)?)?(?:内部(?:资料|文件|材料|刊物|参考|使用|情况|通报|讨论稿|掌握|事项|传阅)|仅供内部\p{Han}{0,8}|仅供(?:领导|机关|县委|县政府|本单位|工作人员|参会人员)\p{Han}{0,8}|供内部\p{Han}{0,8}|仅限内部\p{Han}{0,8}|限内部\p{Han}{0,8}|仅限\p{Han}{1,8}(?:使用|阅读|阅存|掌握|传阅|参考)|内部(?:发行|刊物|出版|读物)|(?:供|送)?(?:领导|党内)(?:参阅|参考|审阅)|内部明电|注意(?:保密|保存|保管)|(?:本次?)?(?:会议|涉密|内部)?(?:材料|文件|资料|件)?[,，、]?(?:请)?(?:会|传?阅|用)(?:后|毕)?(?:请|即|须|应|务必|统一)*(?:焚|收回|销毁|交回|退回|清退|归还|上交)|(?:本次?)?(?:会议|涉密|内部)(?:材料|文件|资料)[,，、]?(?:请勿|不得|严禁|禁止|切勿)\p{Han}{2,10}|未经(?:批准|许可|同意|授权|允许)[,，]?(?:不得|严禁|禁止|请勿)(?:擅自)?(?:公开|对外\p{Han}{0,6}|外传|外泄|扩散|传阅|带出|带走|泄露)\p{Han}{0,6}|涉密文件|涉密资料|秘密文件|机密文件|保密文件|不宜公开|(?:暂|均)?不对外(?:公开|公布|发布)?|(?:领导|党内|机关)?(?:参阅|内参|密)件|(?:请勿|严禁|不得|禁止|切勿)(?:外传|外泄|扩散|翻印|复制|转发|上网|传播|公开|带走|带离|带出\p{Han}{0,4}|拍照|摄录|录音|抄录|摘抄|泄露|泄密|对外\p{Han}{1,6}))(?:[,，、;；。! !]*(?:注意(?:保存|保密|保管)|妥善保管|不得\p{Han}{1,8}|严禁\p{Han}{1,8}|请勿\p{Han}{1,8}|禁止\p{Han}{1,8}|切勿\p{Han}{1,8}|严格保密|用后收回|(?:用|会|阅)(?:后|毕)\p{Han}{0,3}(?:收回|交回|退回|销毁)|第?\d{1,6}号?)){0,3}[)）\]】。!★☆]?$",
        r"|^[(（\[【](?:不予公开|依申请公开|不公开|内部|涉密|保密)[)）\]】]$|^(?:绝密|机密|秘密|工作秘密|商业秘密)[,，、]?(?:请)?(?:注意|妥善)(?:保管|保存|保密)$",
        r"|^[(（\[【]?(?:此件|本件|本文件|该件|本资料|本材料|此文|本文)(?:属于?|系|为|仅?限)?(?:内部(?:资料|文件|材料|使用|掌握|传阅)|依申请公开|不予公开|不公开|不得公开|不宜公开|内部使用|仅供内部\p{Han}{0,6}|涉密|发至\p{Han}{1,12}级)[)）\]】。]?$",
        r"|^[(（\[]?(?:政府)?(?:信息|文件)?公开(?:属性|方式|形式|类别|类型|选项)[:：]?(?:依申请公开|不予公开|不公开)[)）\]]?$",
        r"|^(?:发至|传达至?)(?:县团级|乡科级|科级|处级|厅局级|省军级|地师级)(?:以上)?(?:干部|单位)?[。]?$"
    ))
});
/// A copy that is counted: `编号：0012　机密`.
const LONGEST: usize = 40;

/// Marks of secrecy in a line.
pub(super) fn find(folded: &Folded) -> Vec<Hit> {
    let (tight, places): (Vec<char>, Vec<usize>) = folded.chars.iter().copied().zip(0..).filter(|(c, _)| !c.is_whitespace()).unzip();
    let text: String = tight.iter().collect();
    let short = tight.len() <= LONGEST;
    let found =
        STARRED.find(&text).or_else(|| LABELLED.find(&text).filter(|_| short)).or_else(|| if short { ALONE.find(&text) } else { None });
    let found = found.filter(|found| !is_spoken_of(&text, found.end())).or_else(|| cells(&text)).or_else(|| ticked(&text));
    found
        .map(|found| {
            let place = |byte: usize| text.get(..byte).map_or(0, |front| front.chars().count());
            let (from, to) = (place(found.start()), place(found.end()));
            let at = |place: usize| places.get(place).copied().unwrap_or(folded.chars.len());
            Hit { kind: Kind::Secret, level: Level::Error, from: at(from), to: to.checked_sub(1).map_or(from, |last| at(last) + 1) }
        })
        .into_iter()
        .collect()
}

/// Whether a sentence about the mark goes on behind it: 机密★是什么意思.
fn is_spoken_of(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|mark| mark.ends_with(['★', '☆', '*']))
        && text.get(end..).is_some_and(|rest| rest.starts_with(['是', '的', '为', '表', '指', '、', '和', '等', '标']))
}

/// A box that is ticked at another way than to publish. Boxes stand all in front of their words, or all behind them.
fn ticked(text: &str) -> Option<regex::Match<'_>> {
    const BOXES: [char; 9] = ['□', '☐', '○', '☑', '☒', '√', '✓', '✔', '■'];
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[☑☒√✓✔■](?:依申请公开|不予公开|不公开)"));
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:依申请公开|不予公开|不公开)[(（]?[☑☒√✓✔■]"));
    let ways = text.find("主动公开")?;
    let front = text.get(..ways)?.chars().next_back().is_some_and(|c| BOXES.contains(&c));
    if front { BEFORE.find(text) } else { BEHIND.find(text) }
}

/// A mark in a cell of its own.
fn cells(text: &str) -> Option<regex::Match<'_>> {
    static CELL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\|)(?:绝密|机密|秘密|内部资料|内部文件)(?:\||$)"));
    text.contains('|').then(|| CELL.find(text))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        !find(&Folded::of(text)).is_empty()
    }

    #[test]
    fn marks_are_found_in_every_form() {
        for text in [
            "秘 密 ★ 长 期",
            "内部资料　注意保存",
            "密级：秘密",
            "机密＊启封前",
            "（此件依申请公开）",
            "机密★10年",
            "绝密",
            "机密·10年",
            "秘密★1年 云川县保密局",
            "内部文件，不得外传",
            "工作秘密",
            "此件不公开",
            "仅供内部使用",
            "★秘密",
            "内部参考",
            "不得翻印",
            "|密级|机密|",
            "秘密☆5年",
            "公开方式 不公开",
            "仅供领导参阅，不得外传",
            "会议材料，会后收回",
            "[内部资料]",
            "★内部资料　注意保存★",
            "注意保密，不得扩散",
            "仅限机关内部使用",
            "（内部明电）",
            "机密 长期",
            "主动公开□ 依申请公开☑ 不予公开□",
            "公开方式：□主动公开 ☑依申请公开 □不予公开",
            "内部传阅 第0012号",
            "会后收回",
            "会议材料请勿带走",
            "会议资料，阅后请交回",
            "未经批准不得公开，阅后收回",
            "涉密材料，严禁拍照",
            "此件为内部资料",
            "不对外公开",
            "本材料仅供参会人员内部使用，会后请交回",
            "本资料属内部掌握，不得对外提供",
            "商业秘密 注意保管",
            "【不予公开】",
            "传阅后退回",
            "本刊内部发行",
            "（涉密）",
            "领导参阅 注意保密",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn words_about_secrecy_are_no_marks() {
        for text in [
            "国家秘密的密级分为绝密、机密、秘密三级。",
            "保密行政管理部门应当…机密级国家秘密载体",
            "涉及国家秘密的，不予公开。",
            "公民申请公开政府信息，行政机关决定不予公开的，应当说明理由",
            "机密纸、绝密飞行等均为商品名",
            "保守国家秘密法",
            "严格按照“此件依申请公开”标识",
            "内部控制制度",
            "企业内部管理办法",
            "未经授权禁止转载",
            "申请材料不得退回",
            "会议资料",
            "文件收回",
            "（三）不予公开",
            "严禁在涉密场所使用手机",
            "请勿在会议室吸烟",
            "依申请公开",
            "本手册适用于内部审计",
            "依法保护商业秘密",
            "加强内部监督",
            "密级：",
            "公开属性：主动公开",
            "内部审计",
            "注意保密规定的学习",
            "本通知仅限符合条件的企业申报使用",
            "特急 明电",
            "机密★是什么意思？",
            "依申请公开■的说明见附件",
            "主动公开☑ 依申请公开□ 不予公开□",
            "☑主动公开 □依申请公开 □不予公开",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
