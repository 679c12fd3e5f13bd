//! What tells a number of a person from any other: the province, the day of birth, the check of a card.

use jiff::civil::Date;

/// Words in front of a number of a thing.
pub(super) const OF_THINGS: [&str; 42] = [
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
