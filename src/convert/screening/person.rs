//! Persons: a name beside sex, birth, people, schooling; rows of a roster.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Hit, Kind, Level,
    clause::{called_at, fields, is_name, is_of_a_family, is_person, person_at, words},
    folded::Folded,
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// What ties one person to another.
static KIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:父子|母子|母女|父女|夫妻|兄弟|姐妹|姊妹|兄妹|姐弟|祖孙|婆媳|亲子|监护)关系|^(?:系|为|是)\p{Han}{0,4}之(?:父|母|夫|妻|子|女)",
    )
});

/// Signs between what is said of a person.
const BETWEEN: &str = ",，;；、|:： \n()（）。/\t";
/// How far from a name what is said of it may stand, in fields.
const NEAR: usize = 7;

static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:出生(?:日期|年月|时间|于)?|生于|生日)|(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?(?:出生|生)|^\d{4}年(?:出生|生)$|^(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?月?(?:出?生)?$|^\d{1,3}周?岁$|^(?:现年|年龄)\d{0,3}",
    )
});
static OF_A_PERSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:汉|回|满|壮|藏|苗|彝|土家|蒙古|维吾尔|哈萨克|朝鲜|侗|瑶|白|傣|黎|畲|羌|东乡|撒拉|裕固|保安)族?$|^(?:小学|初中|高中|中专|大专|本科|文盲|研究生)(?:文化)?$|^(?:已婚|未婚|离异|丧偶)$|^籍贯|^民族|^文化程度|^婚姻|^政治面貌|年级$",
    )
});
/// What makes known a person whom the paper has named as one: where at home, living on what, at which school.
static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:系|为|是)?\p{Han}{1,12}[村组社区镇乡县市](?:\d{1,2}组|\p{Han}{1,3}组)?(?:的)?(?:村民|居民|人)$|^(?:农民|务农|无业|个体工商户|学生|退休(?:人员|职工|教师))$|^(?:系|为)个体(?:工商户|经营者)$|^就读于?|^准驾|^户籍|^家庭人口|^(?:其|与)(?:妻子?|丈夫|夫|子|女|儿子|女儿|父|母)\p{Han}{2,4}",
    )
});
/// An age, or a year of birth, in a cell of its own.
static AGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d{1,2}|(?:19|20)\d\d年?)$"));
static SEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:性别)?(男|女)(?:性)?$"));
/// A word that says what a person is to the paper, with the name at once behind it.
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:申请人|当事人|被处罚人|被申请人|被执行人|法定代理人|监护人|户主|孤儿|学生|患者|病人|死者|伤者|受害人|被害人|犯罪嫌疑人|嫌疑人|被告人?|原告|上诉人|罪犯|违法行为人|行为人|驾驶人|司机|救助对象|保障对象|低保对象|特困人员|残疾人|申领人|受助人|继承人|承租人|购房人|家长|儿童|姓名|本人|同志|村民|居民|职工|教师|死亡人员|户籍人)[:：\s]*$",
    )
});

/// What words for persons end with: 考生, 当事人, 新生儿.
const PERSONS: &str = "人者员生儿童户主民工属民象子女父母妻夫友";

/// Persons in a line.
pub(super) fn find(folded: &Folded) -> Vec<Hit> {
    let chars = &folded.chars;
    // Who is to hold an office is made public with the month of birth before it is given to them.
    let text = folded.text();
    if ["现任", "拟任", "拟提名", "拟提任"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let parts = fields(chars, BETWEEN);
    let mut hits: Vec<Hit> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let Some((from, to, by_role)) = named(chars, *part) else { continue };
        let near: Vec<String> = parts.iter().skip(number + 1).take(NEAR).map(|part| words(chars, *part)).collect();
        let told = near.iter().take_while(|words| !is_name(words)).collect::<Vec<_>>();
        let sex = told.iter().any(|words| SEX.is_match(words) || words.as_str() == "性别");
        let born = told.iter().any(|words| BIRTH.is_match(words)) || rest_of(chars, to, part.1).is_some_and(|rest| BIRTH.is_match(&rest));
        let row = chars.iter().any(|c| matches!(c, '|' | '\t')) || chars.iter().filter(|c| **c == ';').count() >= 2;
        let more = told.iter().any(|words| OF_A_PERSON.is_match(words) || (row && AGE.is_match(words)));
        let kin = told.iter().any(|words| KIN.is_match(words));
        let known = is_party(chars, from)
            && (sex
                || kin
                || told.iter().any(|words| KNOWN.is_match(words))
                || rest_of(chars, to, part.1).is_some_and(|rest| KNOWN.is_match(&rest)));
        let known = known && !by_role;
        if (born && (sex || is_told(chars, from, to))) || (sex && (more || by_role)) || (born && more) || known {
            hits.push(Hit { kind: Kind::Person, level: Level::Warning, from, to });
        }
    }
    hits.truncate(1);
    hits
}

/// A name that is a field, or stands at the end of one behind a word for a person, or at its head; and whether only that word says that it is a name.
fn named(chars: &[char], part: (usize, usize)) -> Option<(usize, usize, bool)> {
    let all = words(chars, part);
    if is_person(&all) {
        return Some((part.0, part.1, false));
    }
    for at in part.0..part.1.min(part.0 + 14) {
        let front: String = chars.get(part.0..at)?.iter().collect();
        let told = front.chars().next_back().is_some_and(|c| PERSONS.contains(c));
        if (at == part.0 || told || ROLE.is_match(&front))
            && let Some(length) = person_at(chars, at)
        {
            return Some((at, at + length, false));
        }
        if is_called(chars, at)
            && let Some(length) = called_at(chars, at)
        {
            return Some((at, at + length, true));
        }
    }
    None
}

/// Whether a word for a person stands in front; without a colon between, a name of a rarer family may be any word: 被告应当.
fn is_called(chars: &[char], from: usize) -> bool {
    let front: String = chars.iter().take(from).skip(from.saturating_sub(8)).collect();
    (ROLE.is_match(&front) && (front.ends_with([':', ' ']) || is_of_a_family(chars, from)))
        || front.trim_end().strip_suffix(':').and_then(|front| front.chars().next_back()).is_some_and(|c| PERSONS.contains(c))
}

/// What stands in the same field behind the name.
fn rest_of(chars: &[char], to: usize, end: usize) -> Option<String> {
    (to < end).then(|| chars.get(to..end).map(|rest| rest.iter().collect()))?
}

/// Whether a word before the name says that it is a person.
fn is_told(chars: &[char], from: usize, to: usize) -> bool {
    let front: String = chars.iter().take(from).skip(from.saturating_sub(8)).collect();
    let told = front.trim_end_matches([':', ' ']).chars().next_back().is_some_and(|c| PERSONS.contains(c));
    told || ROLE.is_match(&front) || to - from >= 2 && front.trim_end().ends_with(['|', ',', '，', '、']) || front.trim().is_empty()
}

/// Whether the word before the name makes the person a party of the paper: 申请人, 户主.
fn is_party(chars: &[char], from: usize) -> bool {
    let front: String = chars.iter().take(from).skip(from.saturating_sub(8)).collect();
    ROLE.is_match(&front)
}

/// Lines of a roster: a name in a cell, and sex, birth, an address or a number in another.
pub(super) fn is_row(folded: &Folded) -> bool {
    static HOME: LazyLock<Regex> = LazyLock::new(|| pattern(r"[村社区镇乡].{0,12}[组社队号]|\d单元|\d(?:室|栋|幢)"));
    let chars = &folded.chars;
    let cells: Vec<String> = fields(chars, "|\t,， ").into_iter().map(|part| words(chars, part)).collect();
    let named = cells.iter().any(|cell| is_name(cell));
    let told = cells.iter().any(|cell| {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        SEX.is_match(cell) || BIRTH.is_match(cell) || HOME.is_match(cell) || (digits >= 11 && digits + 4 >= cell.chars().count())
    });
    cells.len() >= 2 && cells.len() <= 40 && named && told && chars.len() <= 400
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        !find(&Folded::of(text)).is_empty()
    }

    #[test]
    fn persons_are_found_by_what_is_said_of_them() {
        for text in [
            "|12|陈小虎|男|2015-06-01|实验小学三年级|",
            "孤儿：李小明，出生日期2014.5.6",
            "考生：康宁，女，出生于1999-12-01，拟录用",
            "死者系本县居民方志远，女，43岁",
            "被执行人裘千仞，男，1970年出生",
            "监护人：史小玲（与儿童系母子关系）",
            "申请人黄建国，性别：男，出生年月：1955年8月",
            "被处罚人：周志强，男，出生于1980年1月1日",
            "当事人郑秀英，女，一九六二年九月出生",
            "张阿三，男，1978年2月出生，籍贯某县",
            "王秀英 女 68岁 汉族",
            "考生李娜，女，出生日期1999-08-12",
            "新生儿王诺，2023年3月4日出生",
            "|7|孙志刚|女|45|",
            "罪犯刘强，男，1970年3月5日出生，汉族，初中文化",
            "姓名：陈建军　性别：男　出生年月：1960年1月",
            "申请人张建国，系云溪村村民",
            "申请人：王秀英，云溪村二组村民",
            "申请人张建国系云溪村五组村民，联系电话见附件",
            "张建国（男，1965年生）",
            "户主张建国，家庭人口4人",
            "原告王秀英，农民",
            "驾驶人李大勇，男，准驾车型C1",
            "学生王诺，就读于实验小学",
            "申请人李大勇，户籍地云溪村",
            "卫国强;男;1955年;小学",
            "业主蒋丽华，女，1979-03-02生",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn rules_and_offices_are_no_persons() {
        for text in [
            "主任医师、院长等职务代码见附表",
            "法定代表人：见营业执照",
            "男，年满六十周岁；女，年满五十五周岁",
            "姓名、性别、出生日期、民族",
            "性别代码：男 1，女 2",
            "申请人应当提交出生医学证明",
            "2024年3月出生人口1200人",
            "凡年满18周岁，高中以上文化程度的公民",
            "姓名：×××　性别：　出生年月：",
            "申请人系本村村民的，应当提供户口簿",
            "当事人系个体工商户的",
            "主持人：王秀英，农民",
            "申请人为农民、个体工商户",
            "申请人：农民、个体工商户",
            "机动车驾驶人信息：姓名、性别、出生日期",
            "被告应当在收到之日起十五日内，男女不限",
            "王铁军，男，1975年3月生，现任县民政局副局长",
        ] {
            assert!(!found(text), "{text}");
        }
        assert!(is_row(&Folded::of("|3|李国强|男|城关镇|")) && !is_row(&Folded::of("|3|集市管理|男女不限|")));
    }
}
