//! What else leads to one person: plates, accounts of chats, private mail, numbers of pupils and patients.

use std::sync::LazyLock;

use regex::Regex;

use super::{Hit, Kind, Level};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-HJ-NP-Z][·.\s-]?(?:[A-Z0-9]{5,6}|[A-Z0-9]{4}[学警挂港澳])")
});
static CHAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:QQ|qq|Qq|扣扣)(?:号码|号)?[:\s]*[1-9]\d{4,11}|(?:微信|wechat|WeChat|VX|vx|支付宝|抖音|快手|微博)(?:账号|帐号|号|名|ID)[:\s]*[A-Za-z0-9_-]{5,24}|(?:微信|微信号|支付宝)[:\s]+[A-Za-z][A-Za-z0-9_-]{5,20}",
    )
});
static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[A-Za-z0-9._%+-]{3,40}@(?:qq|163|126|139|189|sina|sohu|gmail|hotmail|outlook|foxmail|yeah|aliyun|wo|tom|21cn|vip\.163|vip\.qq|live|icloud|yahoo)\.(?:com|cn|net|com\.cn)",
    )
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:准考证|考生|考|学籍|学生|学|工|患者|病人|住院|病历|病案|门诊|就诊卡|就诊|诊疗卡|病床|体检|化验单|保单|工伤认定|职工|员工|警|囚|罪犯|狱政|车架|车辆识别|发动机|大架|银行流水|会员|报名|个人编|户|燃气户|用电户|水表户|宽带|手机串|IMEI|设备序列)(?:编)?(?:号码|号|代码|ID)[:\s]*[A-Za-z]{0,5}\d[\dA-Za-z-]{3,24}",
    )
});
const OFFICE: [&str; 30] = [
    "反馈",
    "意见",
    "咨询",
    "投诉",
    "举报",
    "报送",
    "投稿",
    "办公",
    "单位",
    "监督",
    "征集",
    "联系邮箱",
    "报名邮箱",
    "发送至",
    "发至",
    "公共",
    "局",
    "机关",
    "政府",
    "客服",
    "受理",
    "邮箱地址:",
    "电子邮箱:",
    "电子邮件:",
    "申报邮箱",
    "招聘",
    "公众号",
    "官方",
    "平台",
    "服务",
];

/// What leads to one person in a line.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let place = |byte: usize| text.get(..byte).map_or(0, |front| front.chars().count());
    let hit = |found: regex::Match| Hit { kind: Kind::Other, level: Level::Warning, from: place(found.start()), to: place(found.end()) };
    let of_office = OFFICE.iter().any(|word| text.contains(word));
    let mut hits: Vec<Hit> = PLATE.find_iter(text).filter(|found| has_figures(found.as_str())).map(hit).collect();
    hits.extend(NUMBERED.find_iter(text).filter(|found| has_figures(found.as_str())).map(hit));
    hits.extend(CHAT.find_iter(text).filter(|_| !text.contains("群") && (!of_office || text.contains("个人"))).map(hit));
    let private = ["个人", "本人", "私人"].iter().any(|word| text.contains(word));
    hits.extend(MAIL.find_iter(text).filter(|_| private || !of_office).map(hit));
    hits
}

fn has_figures(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::super::folded::Folded;
    use super::*;

    fn found(text: &str) -> bool {
        !find(&Folded::of(text).text()).is_empty()
    }

    #[test]
    fn what_leads_to_one_person_is_found() {
        for text in [
            "车牌号：浙A·00A01",
            "QQ：100000001",
            "个人邮箱 zhangsan0001@163.com",
            "准考证号：2024010100001，姓名：李雷",
            "住院号0000123 患者 王某",
            "学籍号：G110101200001010010",
            "微信号：abc_12345",
            "车架号：LSVAA0000N0000001",
            "病历号 00012345",
            "浙Ａ００Ａ０１",
            "学号：20230101001",
            "考号 2023010112",
            "患者ID：00012345",
            "QQ号 100000001",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn what_belongs_to_offices_is_no_alarm() {
        for text in [
            "意见反馈邮箱：xxgk@163.com",
            "咨询QQ群：100000001",
            "bgs@example.gov.cn",
            "微信公众号：云川发布",
            "邮政编码 100044",
            "GB/T 2260—2007",
            "户号",
            "学生号舍管理",
            "云A级景区",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
