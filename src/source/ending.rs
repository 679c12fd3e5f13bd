//! The words by which a text ends other papers, changes them, or does neither.

/// Words for an end.
pub(super) const ENDS: [&str; 16] = [
    "废止",
    "失效",
    "停止执行",
    "停止施行",
    "停止实施",
    "停止适用",
    "终止执行",
    "不再执行",
    "不再施行",
    "不再适用",
    "宣布废止",
    "宣布失效",
    "停止使用",
    "不再使用",
    "予以撤销",
    "作废",
];
/// Words for an end by what comes in its place: 本办法替代《…》, 《…》由本办法替代.
pub(super) const REPLACES: [&str; 3] = ["替代", "取代", "代替"];
/// Words that may stand between a title and its end.
pub(super) const BETWEEN: [&str; 29] = [
    "同时",
    "从即日起",
    "自即日起",
    "即日起",
    "即行",
    "即",
    "均",
    "也",
    "亦",
    "一并",
    "相应",
    "随之",
    "自行",
    "一律",
    "现予以",
    "现予",
    "予以",
    "现",
    "全部",
    "全文",
    "原",
    "应",
    "两个文件",
    "文件",
    "将",
    "正式",
    "及其配套文件",
    "及其实施细则",
    "及其附件",
];
/// What may follow an end without turning it into something else.
pub(super) const AFTER: [char; 13] = ['。', '，', '；', '、', '）', ')', ',', ';', '.', ' ', '\n', '！', '：'];
/// Words before an end that comes first (废止《…》) which deny it, or leave it to somebody else.
pub(super) const DENIED: [&str; 17] =
    ["不", "未", "拟", "建议", "申请", "提请", "可以", "如", "若", "应当", "需要", "或者", "是否", "尚未", "被", "以及", "关于"];
/// Words before a title that is the ground of something else.
pub(super) const GROUNDS: [&str; 13] =
    ["根据", "依据", "依照", "按照", "对照", "违反", "适用", "参照", "贯彻", "落实", "符合", "执行", "与"];
/// What a text calls the changes that it makes.
pub(super) const CHANGES: [&str; 9] =
    ["作如下修改", "作出如下修改", "作以下修改", "作出修改", "作部分修改", "进行修改", "予以修改", "修改如下", "作如下修订"];
/// What joins the members of a list.
pub(super) const JOINS: [&str; 8] = ["、", "，", "以及", "和", "及", "与", "或", "并"];
