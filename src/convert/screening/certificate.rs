//! Certificates and accounts of persons, each known by its label.

use std::sync::LazyLock;

use regex::Regex;

use super::{Hit, Kind, Level, folded::Folded};

#[expect(clippy::expect_used, reason = "a pattern written here")]
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:护照|旅行证|海员证)(?:[(]|号码|号|编号|No\.?|:|\s)*[A-Za-z]{0,2}\s?\d[\d ]{5,9}",
        r"|(?:台胞证|台湾居民来往大陆通行证|台湾居民居住证|港澳居民(?:来往内地|居住)(?:通行)?证|港澳通行证|往来港澳通行证|回乡证|通行证)(?:号码|号|编号|:|\s)*[A-Za-z]{0,2}\d[\d ()]{6,12}",
        r"|(?:军官证|士官证|文职证|士兵证|军人证|文职干部证|警官证|军人保障卡|义务兵证|军残证|伤残证|残疾军人证|退役军人优待证|优待证)(?:号码|号|编号|:|\s)*[^\d\s,，。;；]{0,6}\d{4,20}号?",
        r"|(?:社会保障(?:卡)?(?:号码|号)?|社保(?:卡)?(?:号码|号|编号)|个人社保(?:号|编号)|医保(?:卡)?(?:号码|号|编号)|医疗保险(?:证|卡|编)号|(?:医疗|养老|工伤|失业|生育)保险(?:手册|证|个人)?(?:编)?号(?:码)?|公积金(?:个人)?(?:账号|账户|编号)|(?:社保|参保人?|医保)?个人(?:编号|账号|帐号|账户)|(?:惠农|惠民|低保|救助|粮补|工资|养老金|补贴|存折|一折通|一本通|农保|社保|个人|本人|储蓄)(?:卡|存折|存款)?(?:账号|帐号|账户号))(?::|\s)*[A-Za-z]{0,2}\d[\dXx ]{5,22}",
        r"|(?:永久居留(?:身份)?证|外国人居留(?:证|许可)|绿卡)(?:号码|号|编号|:|\s)*[A-Z]{0,3}\s?\d{6,15}",
        r"|(?:驾驶证|驾照|行驶证|驾驶证档案)(?:号码|号|编号|档案编号|:|\s)*\d[\dXx ]{7,20}",
        r"|(?:残疾人?证|残疾证|低保证|特困证|老年证|老年优待证|户口(?:簿|本)|居住证|暂住证|结婚(?:登记)?证|离婚(?:登记)?证|收养(?:登记)?证|出生(?:医学)?证明?|出生证|独生子女(?:父母光荣)?证|学生证|死亡(?:医学)?证明(?:书)?|(?:流动|暂住|常住)人口登记证?|准生证|生育(?:服务|登记)证|就业(?:创业|失业)?(?:登记)?证|失业证|烈属证|工作证|(?:母子|孕产妇|孕妇|儿童|妇幼|居民)?(?:健康|保健|接种|产检)(?:手册|证|本)|预防接种证|职业资格证|(?:教师|医师|护士|会计|法律职业)?资格证|执业(?:医师|护士)证|律师证|导游证|健康证|宅基地证|土地承包经营权证|不动产权证)(?:书)?[》」”]?\s?[(]?(?:登记)?(?:号码|号|编号|编码|字号)?[:|\s]*(?:[\p{Han}]{1,6}[字第]*)?[A-Za-z]{0,3}[\s-]?\d[\dXxBb -]{5,24}号?",
        r"|(?:身份证件?|证件|有效证件)(?:号码|号|编号)[:\s]*[A-Za-z]{1,3}\d[\d()]{6,14}",
        r"|[A-Z]{1,2}\d{7,8}号?[)]?(?:的)?(?:中国|普通|本人)?(?:护照|港澳通行证|台湾通行证)",
        r"|(?:军残|残军|警残|伤残)字第?\d{4,10}号?",
        r"|(?:参保|社保|医保)(?:人员?)?(?:编号|号码|号)[:|\s]*\d{6,20}",
        r"|(?:低保|特困|优抚|救助)证?(?:书)?(?:号码|号|编号)[:|\s]*(?:\p{Han}{1,6}[字第]+)?\d{5,20}号?",
        r"|档案编号[:\s]*\d{10,14}[^\n]{0,6}驾驶证",
    ))
    .expect("a pattern")
});

#[expect(clippy::expect_used, reason = "a pattern written here")]
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:户名|开户名|账户名|开户人|收款人|存折户名|持卡人|领款人|姓名)[:\s]*(\p{Han}{2,4})[,，;；、\s|。)]{1,4}[^\n]{0,40}?(?:账号|帐号|卡号|账户|存折)(?:号码|号)?[:\s]*(\d[\d -]{7,28}\d)").expect("a pattern")
});

/// Any certificate whose number is written beside it, but for those of things and trades.
#[expect(clippy::expect_used, reason = "a pattern written here")]
static ANY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\p{Han}{1,8}(?:证|证明|健康手册|保健手册|就诊卡))(?:书)?(?:号码|号|编号|编码|字号)[:\s]*(?:\p{Han}{1,4}第?)?[A-Za-z]{0,3}\d[\dXx-]{4,27}").expect("a pattern")
});
const OF_THINGS: &[&str] = &[
    "许可证",
    "产权证",
    "登记证",
    "合格证",
    "认证",
    "凭证",
    "保证",
    "使用证",
    "房产证",
    "房屋证",
    "土地证",
    "林权证",
    "准运证",
    "检疫证",
    "公证",
    "完税证",
    "经营证",
    "营业证",
    "批准证",
    "采矿证",
    "运营证",
    "运输证",
    "代码证",
    "注册证",
    "质量证",
    "专利证",
    "商标证",
    "验证",
    "论证",
    "资质证",
    "备案证",
    "通用证",
    "法人证",
    "合格证明",
    "检疫证明",
    "完税证明",
    "资金证明",
    "原产地证明",
    "登记证明",
];

/// Numbers behind the label of a certificate.
pub(super) fn find(folded: &Folded, text: &str) -> Vec<Hit> {
    let place = |byte: usize| text.get(..byte).map_or(0, |front| front.chars().count());
    let mut hits: Vec<Hit> = LABELLED
        .find_iter(text)
        .filter(|found| !is_of_office(&folded.before(place(found.start()), 4)))
        .map(|found| Hit { kind: Kind::Certificate, level: Level::Error, from: place(found.start()), to: place(found.end()) })
        .collect();
    if hits.is_empty() {
        let of_person = ANY
            .captures_iter(text)
            .filter(|found| found.get(1).is_some_and(|name| !OF_THINGS.iter().any(|word| name.as_str().ends_with(word))));
        // What is masked already is nobody's any more.
        let open = |found: &regex::Match<'_>| !text.get(found.end()..).is_some_and(|rest| rest.starts_with(['*', '×', '█', '□']));
        hits.extend(of_person.filter_map(|found| found.get(0)).filter(open).map(|found| Hit {
            kind: Kind::Certificate,
            level: Level::Warning,
            from: place(found.start()),
            to: place(found.end()),
        }));
    }
    hits.extend(ACCOUNT.captures_iter(text).filter_map(|found| {
        let (name, number) = (found.get(1)?, found.get(2)?);
        super::clause::is_name(name.as_str()).then(|| Hit {
            kind: Kind::Certificate,
            level: Level::Error,
            from: place(name.start()),
            to: place(number.end()),
        })
    }));
    hits
}

/// A certificate that is spoken of as a matter to be handled: 补领…（编码 …）.
fn is_of_office(before: &str) -> bool {
    ["办理", "事项", "补领", "申领", "换领"].iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        let folded = Folded::of(text);
        find(&folded, &folded.text()).len()
    }

    #[test]
    fn certificates_are_known_by_their_label() {
        for text in [
            "护照号码：E00000001",
            "护照号：ＥＡ００００００１",
            "台胞证号：00000123",
            "军官证：政字第0000123号",
            "社会保障号码320104190105120021",
            "外国人永久居留身份证：CHN310000000001",
            "驾驶证号：110000000001",
            "残疾人证号：11010119000307001041",
            "士兵证号 0000123",
            "港澳居民来往内地通行证H0000000101",
            "出生医学证明编号：A000000001",
            "居住证号：320104000000000000",
            "医保卡号：000012345",
            "持护照（号码G00000012）",
            "士官证：士字第000123号",
            "养老保险个人编号：1000123456",
            "退休证号：00012345",
            "惠农卡账号 101001234567890",
            "户名：张三，开户行：农业银行，账号：178500001234",
            "证件号码：M0000000(0)",
            "持E00000001号护照",
            "军残字第000123号",
            "参保编号：0012345678",
            "|张某|残疾证|11010119000307001043|",
            "低保证编号：云低保字00123号",
            "《残疾人证》（编号11010119000307001142）",
            "普通护照号：EC 0000001",
            "结婚登记证号 J110101-2001-000456",
            "导游证号D-1101-000123",
            "死亡医学证明编号：110101000123",
            "母子健康手册编号：330621202300012",
            "医师资格证书编码：200033110330621000000000001",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }

    #[test]
    fn forms_and_offices_give_no_alarm() {
        for text in [
            "护照号码：",
            "军官证、士兵证",
            "社会保障卡申领",
            "户名：云川县财政局，账号：178500001234",
            "事项名称：居民身份证补领（编码 000109002000）",
            "驾驶证有效期6年",
            "残疾人证办理指南",
            "护照号码：□□□□□□□□",
            "食品经营许可证编号：JY23301060123456",
            "不动产权证号：浙（2020）第0012345号",
            "产品合格证编号 123456",
            "身份证号：110101********1234",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
