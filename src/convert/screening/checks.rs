//! What tells a number of a person from any other: the province, the day of birth, the check of a card.

use jiff::civil::Date;

/// Words in front of a number of a thing.
pub(super) const OF_THINGS: &[&str] = &[
    "信用代码",
    "机构代码",
    "税号",
    "纳税人",
    "项目代码",
    "项目编码",
    "事项编码",
    "编码",
    "代码",
    "编号",
    "流水",
    "追溯码",
    "备案号",
    "公网安备",
    "许可证号",
    "注册号",
    "登记号",
    "标识码",
    "条码",
    "条形码",
    "订单",
    "运单",
    "快递",
    "单号",
    "批号",
    "发票",
    "票号",
    "合同号",
    "案号",
    "文号",
    "序列号",
    "图号",
    "宗地",
    "不动产单元",
    "统一编号",
    "索引号",
    "设备号",
    "产品",
    "标准号",
    "版本",
    "密码",
    "查询码",
    "批次",
    "工单",
    "标段",
    "缴款书",
    "业务号",
    "受理号",
    "申请号",
    "校验码",
    "取件码",
    "准字",
    "档号",
];
/// Words in front of an account of a body.
pub(super) const OF_BODIES: [&str; 16] = [
    "专户",
    "财政",
    "国库",
    "基本户",
    "对公",
    "公户",
    "单位账",
    "单位帐",
    "公司账",
    "收费账",
    "缴款",
    "党费",
    "工会",
    "捐赠",
    "保证金",
    "非税",
];

/// What is counted or measured, right behind a figure.
pub(super) const UNITS: &[char] = &[
    '元', '万', '亿', '人', '吨', '个', '件', '次', '米', '亩', '千', '瓦', '焦', '立', '平', '头', '株', '台', '辆', '册', '份', '美',
    '港', '欧', '年', '%', '‰', '度', '户',
];

/// The same in whole words, also where a blank stands between, so that it may as well be the next column.
pub(super) const MEASURES: &[&str] =
    &["元", "万元", "亿元", "美元", "港元", "欧元", "人次", "吨", "亩", "立方", "平方", "千瓦", "公里", "公斤", "公顷", "%", "‰"];

/// Words behind somebody's number that begin like a unit: names, places, what the next field is called.
pub(super) const NO_UNITS: &[&str] = &[
    "户主", "户名", "户口", "户籍", "户号", "户内", "户类", "户别", "人员", "人民", "人姓", "人社", "人事", "个人", "次日", "年龄", "年满",
    "年收", "年纪", "台州", "台账", "台湾", "平台", "平安", "平江", "平时", "港口", "港区", "美丽", "千岛", "立户", "立案", "焦作", "度假",
    "米某", "万某", "平某",
];

/// Words right in front of an amount or a count.
pub(super) const OF_AMOUNTS: [&str; 18] = [
    "总值",
    "产值",
    "次数",
    "数量",
    "总数",
    "金额",
    "合计",
    "总计",
    "资金",
    "点击",
    "阅读",
    "浏览",
    "访问量",
    "总量",
    "余额",
    "收入",
    "支出",
    "总额",
];

/// Words in front of a card or an account that may be a person's.
pub(super) const OF_CARDS: [&str; 13] =
    ["卡号", "银行卡", "一卡通", "账号", "帐号", "账户", "帐户", "银行", "存折", "信用社", "工资卡", "储蓄卡", "借记卡"];

/// Codes of provinces (GB/T 2260), with which an identity number begins. 91, with which those of foreign residents do, is how credit codes of firms
/// begin: they would be false alarms.
pub(super) fn is_area(digits: &str) -> bool {
    let codes = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50",
        "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];
    digits.get(..2).is_some_and(|code| codes.contains(&code))
}

/// The day of birth that eight digits are.
pub(super) fn born(digits: &str) -> Option<Date> {
    let (year, month, day) = (digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?, digits.get(6..8)?.parse().ok()?);
    Date::new(year, month, day).ok().filter(|date| (1890..=2060).contains(&date.year()))
}

/// Luhn's check of a card's number.
pub(super) fn luhn(digits: &str) -> bool {
    let value = |(place, c): (usize, char)| {
        let digit = c.to_digit(10).unwrap_or(0);
        let doubled = digit * 2;
        if place % 2 == 0 { digit } else { doubled / 10 + doubled % 10 }
    };
    digits.chars().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

/// Whether what stands in front of a point, read backwards, is the number of a line or of a row: `12`, `序号5`.
pub(super) fn is_line_number<'a>(front: impl Iterator<Item = &'a char>) -> bool {
    let mut front = front.peekable();
    let mut digits = 0;
    let mut first = '0';
    while let Some(digit) = front.next_if(|c| c.is_ascii_digit()) {
        (digits, first) = (digits + 1, *digit);
    }
    let before: String = front.take_while(|c| **c != '\n').filter(|c| **c != ' ').take(2).collect();
    let opens = before.is_empty() || before.starts_with(['|', ';', '；', '。', '第']) || ["号序", "号编"].contains(&before.as_str());
    (1..=3).contains(&digits) && first != '0' && opens
}

/// Whether words without a blank are the beginning of an address of the web, in small letters.
pub(super) fn is_web(words: &str) -> bool {
    words.contains("www.")
        || words.contains("://")
        || (words.contains('/') && [".cn", ".com", ".net", ".org"].iter().any(|end| words.contains(end)))
}
