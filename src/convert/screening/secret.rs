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
        r"(?:绝密|机密|秘密|内部|商密|商业秘密|工作秘密)[级件]?[★☆✩✭⭐*＊·•※▲△◆◇●○](?:\d{1,3}(?:年|个月|日)|[一二三四五六七八九十]{1,3}(?:年|个月)|长期|永久|启封前|解密前|公布前|生效前|\d*)|(?:绝密|机密|秘密)(?:[(（:：-]|—)*(?:保密期限)?[:：]?(?:长期|\d{1,2}年|启封前)[)）]?$|[★☆](?:绝密|机密|秘密)|(?:绝密|机密|秘密)[级件]?[^\p{Han}\p{L}\d,，.。、;；:：()（）《》“”/|\-—]{0,2}[\dOolI]{1,3}(?:年|个月)|(?:绝密|机密|秘密)级?\p{Han}?启[用封]前",
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
/// Further forms that say of the whole paper for whom it is, or that tell the level, who set it or how long it holds.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:本|此|该)\p{Han}{0,3}?[件文料告表册刊据卷题图案要报编函单稿](?:仍|均|全部)?(?:(?:属于?|系|为|是)\p{Han}{0,3}?(?:绝密|机密|秘密|工作秘密|国家秘密|涉密|内部)|涉密)(?:级|件|材料|文件|资料|数据|信息|工作用?|使用|掌握|传阅|国家秘密){0,2}(?:[,，。;、!]|$)",
        r"|^(?:本|此|该)?\p{Han}{0,4}启[用封]前\p{Han}{0,3}(?:属|为|系)?绝密(?:级)?(?:材料|试卷|件|文件|资料)?[。!)）\]]?$|绝密[)）\]】★☆]?\p{Han}{0,2}启[用封]前",
        r"|^(?:此件|本件|本文)?(?:可)?(?:印?发至?到?|传达到?至?)\p{Han}{1,8}[,，、]?(?:不|不得|严禁|请勿)(?:登报|上网|张贴|公开)|(?:不|不得|严禁)登报",
        r"|^\p{Han}{0,4}(?:工作秘密|涉密(?:文件|材料|资料|信息|事项|会议|内容)?|内部(?:资料|文件|材料|数据))[,，、]?(?:不得|严禁|请勿|禁止|切勿|专人|妥善|注意|未经)\p{Han}{1,12}[)）\]】。!]?$",
        r"|^(?:只|仅)?[限供]\p{Han}{1,14}(?:参阅|阅知|知悉|查阅|内部使用|内部掌握)[。]?$",
        r"|^是否公开[:：|](?:否|不)|^(?:绝密|机密|秘密).{0,2}\d{1,2}(?:年|个月)$|^(?:文件|信息|公文)?(?:公开)?(?:属性|方式|形式|类别|类型|选项|意见|与否)[:：|]?(?:\d[.．、(（]*|[■☑√✓])?(?:依申请)?(?:不予公开|不公开|不宜公开|不得公开)(?:$|[(（,，;；。]|理由|原因|依据)",
        r"|^[\p{Han}A-Za-z]{2,6}[:：](?:绝密|机密|秘密)级?$|^(?:CONFIDENTIAL|SECRET|TOPSECRET)(?:绝密|机密|秘密)|^(?:绝密|机密|秘密)(?:CONFIDENTIAL|SECRET|TOPSECRET)",
        r"|^(?:定密责任人|定密依据|定密机关|定密单位|保密期限|解密(?:日期|时间|条件))[:：|](?:\p{Han}{2,4}$|\d|[一二三四五六七八九十]{1,3}年|长期)",
        r"|未经\p{Han}{2,6}[,，]?(?:不得|严禁|禁止|请勿)(?:擅自)?(?:对外|向外|向社会)(?:提供|公开|公布|发布|披露)[。]?$",
        r"|^(?:敏感|警务|党务|内部)(?:信息|资料|数据|事项)[,，、]?(?:不得|严禁|请勿|禁止|切勿|注意)",
        r"|保密(?:材料|资料|文件)[,，][^。]{0,24}(?:退回|交回|收回|销毁)",
        r"|^(?:本|此|该)?\p{Han}{0,3}?[件文料告表册刊据卷题图案要报编函单稿]?(?:不得|严禁|禁止|请勿|切勿)(?:擅自)?(?:向社会|对外|向外|向他人)(?:公开|公布|提供|传播|散发|披露|发布)[。!]?$",
        r"|^[(（\[【]?\p{Han}{0,16}[,，、;；](?:请勿|严禁|切勿|不得|禁止|不)(?:外传|外泄|扩散|翻印|上网|外借|带出\p{Han}{0,4}|对外\p{Han}{1,4}|向社会公\p{Han})[)）\]】。!]?$",
        r"|^(?:会|阅|用)[后毕]请?(?:及时|统一)?(?:交回|收回|退回|归还|销毁)\p{Han}{0,6}[。]?$",
        r"|^(?:定密|解密)(?:责任人|依据|机关|单位|日期|时间|条件|意见)[:：|][^、，,。]{2,24}$|(?:知悉|阅读|限阅|发送|传达)范围[:：]|知悉范围$|^\p{Han}{0,6}(?:敏感|涉密)\p{Han}{0,4}[,，、]?(?:请)?(?:注意|严格)保密|^阅后\p{Han}{0,2}退|控制知悉范围|^密[★☆]",
        r"|^\p{Han}{0,8}(?:会后|阅后|阅毕|用毕|散会后)\p{Han}{0,8}(?:收回|回收|交回|交还|退回|退还|归还|销毁|留下|留在\p{Han}{1,4}|清退)\p{Han}{0,4}[)）\]】。!]?$",
        r"|^[(（\[【]?\p{Han}{0,10}[,，]?(?:不得|严禁|禁止|请勿|切勿|请?不要|勿)\p{Han}{0,8}(?:外传|外泄|扩散|翻印|复制|传播|泄露|泄密|拍照|摄录|录音|录像|录音录像|外借|带入|带出|带离\p{Han}{0,4}|扩大|转发)[)）\]】。!]?$",
        r"|^(?:此|本|该|仅|只|供)\p{Han}{0,6}?供?(?:领导|内部|系统|机关|县委|县政府|会议|常委|局内|单位内)\p{Han}{0,8}(?:参考|参阅|阅|学习|交流|讨论|掌握|使用)(?:使用)?[)）\]】。!]?$",
        r"|^[(（\[【]?(?:此|本|该)(?:件|文件|文|材料|资料|报告|表|名单|通报|信息|数据)\p{Han}{0,6}(?:不予公开|不予主动公开|不公开|不(?:对外|向社会)(?:公开|公布|发布)|涉密|敏感\p{Han}{0,2}|只发至\p{Han}{1,10}|仅发至\p{Han}{1,10})(?:[)）\]】。，,;]|$)",
        r"|^[*＊·\-—=~#]{1,6}(?:绝密|机密|秘密|内部资料)[*＊·\-—=~#]{1,6}$"
    ))
});
/// Words that marks of every kind are made of: levels, papers, those for whom they are, what must not be done with them and what must.
const WORDS: &str = concat!(
    "绝密 机密 秘密 涉密 内部 内参 密件 密电 工作秘密 国家秘密 商业秘密 党内 警务 军事 商业 国家 敏感 保密 ",
    "保密期限 密级 文件 材料 资料 文稿 稿 送审 讨论 征求意见 草案 报告 专报 信息 内容 数据 表 页 名单 会议 ",
    "刊物 册 汇编 手册 纪要 简报 图纸 试题 试卷 答案 明电 电报 传真 情况 反映 动态 参考 通报 附件 事项 件 ",
    "刊 函 以上 以下 本 此 该 均 全部 领导 县委 县政府 市委 市政府 省委 常委 常委会 成员 机关 单位 本单位 ",
    "本局 本系统 系统 系统内 干部 与会人员 参会人员 工作人员 有关人员 党员 科级 处级 乡科级 县处级 厅局级 县团级 ",
    "各单位 各位 县 市 评审 审议 研究 工作 本人 注意 妥善 严格 保存 保管 专人 仅 只 限 仅限 仅供 供 送 ",
    "发至 阅 参阅 阅知 阅示 审阅 传阅 阅读 使用 掌握 流转 知悉 请 及时 统一 立即 当场 会上 会后 会 阅后 ",
    "阅毕 用后 用毕 传阅后 后 毕 即 发放 收回 交回 退回 退还 销毁 归还 焚毁 焚 清退 归档 上交 不得 严禁 ",
    "禁止 请勿 切勿 不 不宜 未经 批准 许可 同意 擅自 任意 必究 将追究责任 外传 外泄 扩散 传播 转发 翻印 复制 ",
    "复印 拍照 摄影 摄像 摄录 录音 抄录 摘抄 引用 登报 上网 上传 互联网 网络 传输 朋友圈 微信群 微信 公开 ",
    "公布 发布 对外 向外 向社会 社会 提供 披露 泄露 泄密 带出 带离 带走 会场 外借 转借 张贴 特急 加急 急件 ",
    "平急 级 为 属 属于 系 的 和 及 或 编号 长期 ",
);
static MADE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:{}|第?\d{{1,6}}(?:号|期|份|页|年)?|[,，、;；:：。.!！★☆*·()（）\[\]【】\-])+$",
        WORDS.split_whitespace().collect::<Vec<_>>().join("|")
    ))
});
/// One of these, in a line that is made of nothing but words of marks, makes it one.
static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"绝密|机密|内参|密件|密电|工作秘密|^(?:本|此|该|属)?\p{Han}{0,3}(?:国家|军事|警务|商业|党内)秘密|秘密(?:文件|件|资料|材料|级|[,，、:：;；]?(?:特急|加急|平急))|(?:特急|加急|平急)[,，、:：;；]?秘密",
        r"|涉密(?:文件|资料|材料|信息|内容|数据|件|$|[,，、])|内部(?:资料|文件|材料|文稿|传真|明电|电报|情况|参考|通报|数据|掌握|使用|传阅|流转|稿|刊|件|报告|信息|动态|简报|专报)",
        r"|(?:不得|严禁|禁止|请勿|切勿|不宜|^不|[,，、;；]不)\p{Han}{0,6}(?:外传|外泄|扩散|上网|上传|翻印|拍照|对外|向外|公开|公布|转发|引用|登报|带出|带离|带走|外借|泄露|泄密|传播|朋友圈|摘抄|抄录)",
        r"|[后毕]\p{Han}{0,3}(?:收回|交回|退回|退还|销毁|归还|焚|清退|上交)|[仅只]\p{Han}{0,2}[供限]\p{Han}{1,14}|^[限供]\p{Han}{1,8}(?:以上)?\p{Han}{0,4}(?:阅|参阅|使用|掌握)"
    ))
});
/// Longer lines are sentences. One with a term or a number of a copy may be as long: `编号：0012　机密`.
const LONGEST: usize = 40;

/// Marks of secrecy in a line.
pub(super) fn find(folded: &Folded) -> Vec<Hit> {
    let (tight, places): (Vec<char>, Vec<usize>) = folded.chars.iter().copied().zip(0..).filter(|(c, _)| !c.is_whitespace()).unzip();
    let text = put_right(&tight);
    let found = STARRED.find(&text).or_else(|| if tight.len() <= LONGEST { in_short(&text) } else { None });
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

/// The text with the slips of a machine that reads pictures put right, sign for sign: 机蜜.
fn put_right(tight: &[char]) -> String {
    let right = |(at, c): (usize, &char)| {
        let before = at.checked_sub(1).and_then(|before| tight.get(before));
        if matches!(c, '蜜' | '宻' | '宓' | '蔤') && matches!(before, Some('机' | '秘' | '祕' | '绝' | '涉')) {
            return '密';
        }
        if *c == '祕' { '秘' } else { *c }
    };
    tight.iter().enumerate().map(right).collect()
}

/// A mark that is a line, stands behind its remark (注：), or in brackets at its head or its end.
fn in_short(text: &str) -> Option<regex::Match<'_>> {
    static REMARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:注|说明|备注|页脚|页眉|提示|特别提示|温馨提示)[:：](.+)$"));
    static BRACKET: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[(（\[【]([^()（）\[\]【】]{2,24})[)）\]】]|[(（\[【]([^()（）\[\]【】]{2,24})[)）\]】][。]?$"));
    let made = |text: &str| {
        MADE.is_match(text) && STRONG.is_match(text) && !text.ends_with("仅供参考") && text.chars().filter(|c| *c > '\u{2E80}').count() > 2
    };
    let whole =
        LABELLED.find(text).or_else(|| ALONE.find(text)).or_else(|| TOLD.find(text)).or_else(|| MADE.find(text).filter(|_| made(text)));
    let part = || {
        let found = REMARK.captures(text).or_else(|| BRACKET.captures(text))?;
        let part = found.get(1).or_else(|| found.get(2))?;
        let is_mark =
            part.as_str().chars().count() > 2 && (ALONE.is_match(part.as_str()) || TOLD.is_match(part.as_str()) || made(part.as_str()));
        is_mark.then_some(part)
    };
    whole.or_else(part)
}

/// Whether the line ends with the first sign of a mark whose second begins the next: 机 over 密★10年.
pub(super) fn is_torn(line: &str, next: &str) -> bool {
    let tight = |line: &str| Folded::of(line).chars.into_iter().filter(|c| !c.is_whitespace()).collect::<String>();
    ["机", "秘", "绝"].contains(&tight(line).as_str()) && tight(next).starts_with('密')
}

/// Whether the cell below a head that says 密级 is a level.
pub(super) fn is_level(cell: &str) -> bool {
    static LEVEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:绝密|机密|秘密|工作秘密|内部)(?:级|件|资料|文件|[★☆*].*)?$"));
    LEVEL.is_match(cell)
}

/// Whether a sentence about the mark goes on behind it: 机密★是什么意思.
fn is_spoken_of(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|mark| mark.ends_with(['★', '☆', '*']))
        && text.get(end..).is_some_and(|rest| rest.starts_with(['是', '的', '为', '表', '指', '、', '和', '等', '标']))
}

/// A box that is ticked at another way than to publish. Boxes stand all in front of their words, or all behind them.
fn ticked(text: &str) -> Option<regex::Match<'_>> {
    const BOXES: [char; 11] = ['□', '☐', '○', '☑', '☒', '√', '✓', '✔', '■', '·', '◉'];
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[☑☒√✓✔■·◉](?:依申请公开|不予公开|不公开)"));
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:依申请公开|不予公开|不公开)[(（]?[☑☒√✓✔■◉]"));
    let ways = text.find("主动公开")?;
    let front = text.get(..ways)?.chars().next_back().is_some_and(|c| BOXES.contains(&c));
    // A dot that is filled is folded to a point, which is a box only among rings.
    let is_box = |found: &regex::Match<'_>| !found.as_str().starts_with('·') || text.contains('○');
    if front { BEFORE.find_iter(text).find(is_box) } else { BEHIND.find(text) }
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
    fn slips_sentences_and_whole_lines_of_handling_are_marks_too() {
        for text in [
            "机蜜★10年",
            "秘密★ l0年",
            "机密△10年",
            "试题启用前属绝密材料",
            "（涉密文件，专人保管）",
            "注：本表数据为内部数据，未经同意不得对外提供。",
            "关于库区巡查的报告（内部资料）",
            "仅限县委常委会成员参阅",
            "此件发至乡镇，不得登报、上网",
            "该文件为秘密级国家秘密",
            "本件属工作秘密，未经批准不得公开",
            "公开形式：不予公开（国家秘密）",
            "定密责任人：王建国",
            "保密期限：五年",
            "MJ：机密",
            "内部材料　请妥善保管",
            "仅供评审使用，用毕交回",
            "密件　编号0031",
            "特急·机密",
            "以上内容不得外传",
            "限县团级以上干部阅读",
            "○主动公开 ●不予公开",
            "机密女10年",
            "本次会议材料会后统一回收",
            "请勿在互联网上传播",
            "知悉范围：县委常委",
            "此文供领导决策参考",
            "祕密★10年",
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
            "国家教育考试试题启用前属于绝密级事项",
            "保密期限自合同签订之日起三年",
            "涉及下列情形的（不予公开）",
            "属于秘密级的，保密期限不超过十年",
            "机密性、完整性、可用性",
            "涉密人员不得擅自出境",
            "本机关不予公开的信息",
            "定密责任人：机关、单位负责人及其指定的人员",
            "本制度所称内部审计，是指",
            "涉密人员",
            "严禁传播谣言",
            "试题（包括副题）及参考答案、评分标准启用前属绝密材料。",
            "考试结束后试卷收回",
            "借阅图书请按时归还",
            "本指南仅供参考",
            "仅供参考",
            "阅览室资料用后归还原处",
            "请勿随地吐痰",
            "任何单位和个人不得泄露个人隐私",
            "1.属于国家秘密",
            "工作情况报告",
            "会议材料和附件",
            "内部资料性出版物",
            "本单位的文件和资料",
            "●主动公开 ○不予公开",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
