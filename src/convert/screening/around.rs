//! What stands above a line and says what it is: the heads of its columns, the title of a list of persons, a person's name in a form.

use std::{rc::Rc, sync::LazyLock};

use regex::Regex;

use super::{
    Hit, Kind, Level,
    clause::{fields, is_half_veiled, is_name, words},
    folded::Folded,
    heads::Heads,
    rows::{self, Row, word},
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// The longest line that is a title.
const TITLE: usize = 60;
/// Lines that are no rows and no names, behind which a title is forgotten.
const FORGETS: usize = 8;
/// Lines of a form over which a name is kept.
const FORM: usize = 8;

/// For whom a list is of whom nobody should read that they are on it.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"低保|最低生活保障|特困|五保|残疾|孤儿|困境儿童|留守儿童|临时救助|医疗救助|大病|救助(?:对象|资金|金|人员)|(?:经济|家庭|生活)?困难(?:群众|职工|学生|家庭|老人|党员|人员)|贫困",
        r"|建档立卡|脱贫(?:户|人口)|监测(?:户|对象)|社区矫正|失信被执行|吸毒|戒毒|精神障碍|信访人|助学金|廉租|公租房|保障性住房|高龄补贴|优抚|刑满释放|欠(?:费|缴|薪|税)"
    ))
});
static LIST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"公示|名单|花名册|名册|发放表|发放明细|一览表|汇总表|情况表|明细表|台账|纳入|审批表|登记表"));
/// Lists of those who do the work, and of what is no person.
static OF_WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"工作人员|成员|委员|领导小组|工作组|机构|定点|医院|干部|志愿|先进|模范|表彰|培训|讲师|专家|评委|联系方式|负责人|专干|联络员|目录|标准|企业|单位|项目|药品|病种|事项|社会组织|检查组|办法|法规|制度|意见",
    )
});
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:姓名|户主|申请人|当事人|患者|救助对象)\s*[:：|\s]\s*(\p{Han}[\p{Han}*×]{1,3})"));
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:健康状况|身体状况|患病情况|疾病名称|病种|病情|病史|诊断|致贫原因|致困原因|困难原因|(?:申请|救助|补助|享受)(?:理由|原因|事由)|残疾(?:类别|情况|状况|等级)|家庭情况|处罚原因|案由)",
        r"\s*[:：|\s]\s*([^\s|:：，。]{2,30})"
    ))
});
static ILL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"残|病|癌|瘤|症|炎|衰竭|梗|失火|烧毁|瘫|盲|聋|哑|低保|特困|困难|丧|离异|单亲|去世|死亡|失业|车祸|火灾|因灾|肢体|视力|听力|智力|精神|[一二三四]级|吸毒|盗窃|赌博|诈骗|酒驾|醉驾|打架",
    )
});

/// What stands above one line.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// The heads of its columns, if it is a row of a table.
    pub(super) heads: Option<Rc<Heads>>,
    /// Whether persons named in it are on a list that is nobody's business.
    is_listed: bool,
    /// Whether a form names a person not far above, or here.
    is_named: bool,
}

/// For each line what stands above it.
pub(super) fn of(lines: &[&str]) -> Vec<Around> {
    let mut left = 0;
    let mut form: usize = 0;
    let heads = rows::headed(lines);
    let around = lines.iter().zip(heads).map(|(line, heads)| {
        let folded = Folded::of(line);
        let text = folded.text();
        let is_short = folded.chars.len() <= TITLE;
        let is_title = SUBJECT.is_match(&text) && LIST.is_match(&text) && !OF_WORK.is_match(&text);
        let other =
            is_short && !is_title && LIST.is_match(&text) && !is_row(&text) && !text.ends_with([':', '：', ';', '；', '。', ',', '，']);
        if is_title && (is_short || is_headed_list(&text)) {
            left = FORGETS;
        } else if other {
            left = 0;
        } else if !is_row(&text) && names(&folded).is_empty() {
            left = left.saturating_sub(1);
        }
        form = if names_a_person(&text) { FORM } else { form.saturating_sub(1) };
        Around { heads, is_listed: left > 0, is_named: form > 0 }
    });
    around.collect()
}

/// Whether the title of a list and the list itself are one line.
fn is_headed_list(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(title, _)| title.chars().count() <= TITLE && LIST.is_match(title) && SUBJECT.is_match(title))
}

fn is_row(text: &str) -> bool {
    text.contains(['|', '\t']) || text.matches([',', ';']).count() > 1
}

fn names_a_person(text: &str) -> bool {
    NAMED.captures_iter(text).filter_map(|found| found.get(1)).any(|name| is_name(name.as_str()) || is_half_veiled(name.as_str()))
}

impl Around {
    /// What they say of a line: the persons of a list, or what a form tells of one.
    pub(super) fn find(&self, folded: &Folded, text: &str) -> Vec<Hit> {
        let hit = |(from, to): (usize, usize)| Hit { kind: Kind::Circumstance, level: Level::Warning, from, to };
        let mut hits = Vec::new();
        if self.is_listed {
            hits.extend(self.listed(folded, text).into_iter().map(hit));
        }
        if self.is_named
            && let Some(said) = SAID.captures(text).and_then(|found| found.get(1)).filter(|said| ILL.is_match(said.as_str()))
        {
            let place = |byte: usize| text.get(..byte).map_or(0, |front| front.chars().count());
            hits.push(hit((place(said.start()), place(said.end()))));
        }
        hits
    }

    fn listed(&self, folded: &Folded, text: &str) -> Vec<(usize, usize)> {
        let of_office =
            ["联系人", "负责人", "审核", "经办", "主任", "书记", "局长", "填表", "监督", "举报"].iter().any(|word| text.contains(word));
        if of_office || self.heads.as_ref().is_some_and(|heads| heads.are_of_an_office()) {
            return Vec::new();
        }
        if let Some((heads, row)) = self.heads.as_ref().zip(Row::of(text)) {
            let cells = heads.names().filter_map(|column| row.cells.get(column)).copied();
            return cells.filter(|cell| is_named(&word(folded, *cell))).map(|cell| trimmed(folded, cell)).collect();
        }
        names(folded)
    }
}

fn is_named(field: &str) -> bool {
    is_name(field) || is_half_veiled(field)
}

/// The names of a line that is a list of them, or that begins with one behind its number: nothing where it is a sentence.
fn names(folded: &Folded) -> Vec<(usize, usize)> {
    let parts = fields(&folded.chars, " ,，;；|、:：\t()（）。.．\"");
    let named: Vec<(usize, usize)> = parts.iter().copied().filter(|part| is_named(&words(&folded.chars, *part))).collect();
    let is_number = |part: &(usize, usize)| words(&folded.chars, *part).chars().all(|c| c.is_ascii_digit());
    let leads = parts.iter().find(|part| !is_number(part)).is_some_and(|first| named.first() == Some(first)) && parts.len() <= 12;
    let is_list = named.len() > 1 && named.len() * 2 >= parts.len();
    let is_alone = leads && (parts.len() == 1 || folded.chars.len() <= TITLE);
    if is_list || is_alone { named } else { Vec::new() }
}

fn trimmed(folded: &Folded, (mut from, mut to): (usize, usize)) -> (usize, usize) {
    let is_blank = |at: usize| folded.get(at).is_some_and(|c| c.is_whitespace() || c == '"');
    while from < to && is_blank(from) {
        from += 1;
    }
    while to > from && is_blank(to - 1) {
        to -= 1;
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        let lines: Vec<&str> = text.lines().collect();
        let hits = lines.iter().zip(of(&lines)).map(|(line, around)| {
            let folded = Folded::of(line);
            around.find(&folded, &folded.text()).len()
        });
        hits.sum()
    }

    #[test]
    fn who_stands_on_a_list_of_the_poor_is_found_though_the_line_says_no_more_than_the_name() {
        assert_eq!(found("2024年一季度城乡低保对象公示\n|户主|保障人数|\n|王建国|3|\n|李秀英|1|"), 2);
        assert_eq!(found("关于拟纳入特困人员供养的公示\n经评议，拟将以下人员纳入：\n王建国、李秀英、张小明。"), 3);
        assert_eq!(found("困难残疾人生活补贴名单：周德生 吴桂花 郑大林"), 3);
        assert_eq!(found("临时救助发放花名册\n1．王建国　　桃源村　　2000元\n2．李秀英　　柳溪村　　1500元"), 2);
    }

    #[test]
    fn what_a_form_tells_lines_below_the_name_is_found() {
        assert_eq!(found("姓名：李秀英\n性别：女\n健康状况：患有精神分裂症"), 1);
        assert_eq!(found("姓名：李秀英\n性别：女\n健康状况：良好"), 0);
        assert_eq!(found("姓名：\n健康状况：□良好 □患病"), 0);
    }

    #[test]
    fn lists_of_offices_and_of_merit_name_nobody_by_a_circumstance() {
        assert_eq!(found("残疾人工作委员会成员名单\n王建国、李秀英、张小明"), 0);
        assert_eq!(found("低保对象公示\n|桃源镇|120|\n联系人：王建国 电话：5600301"), 0);
        assert_eq!(found("低保对象公示\n公示期七天\n人大代表名单\n王建国、李秀英"), 0);
        assert_eq!(found("临时救助对象公示\n请王建国同志负责受理群众意见。"), 0);
    }
}
