//! What nobody should read of a person: illness, poverty, penalty, who reported, beside a name.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Hit, Kind, Level,
    clause::{likely_at, name_at, pointed_at, rare_at, spaced_at, veiled_at},
    folded::Folded,
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// Words for a circumstance.
const WORDS: &str = concat!(
    r"残疾|伤残|智障|痴呆|低保|特困|五保|孤儿|尿毒症|透析|癌|肿瘤|白血病|精神(?:病|障碍|分裂|疾病)|抑郁|艾滋|HIV|梅毒|乙肝|肺结核|结核病|传染病|癫痫|瘫痪|脑瘫|脑梗|中风|重病|大病|患有|身患|患病|病危|住院治疗|手术|流产|堕胎|怀孕|不孕",
    r"|吸毒|戒毒|涉毒|服刑|刑满|刑释|社区矫正|缓刑|假释|判处|有期徒刑|拘留|逮捕|前科|犯罪|嫖娼|卖淫|赌博|醉驾|酒驾|受贿|举报|检举|信访|上访|控告|性侵|强奸|猥亵|家暴|家庭暴力|拐卖",
    r"|未成年|留守儿童|困境儿童|弃婴|父母双亡|单亲|失独|离异|丧偶|鳏寡|无子女|无劳动力|无生活来源|私生|非婚生|聋|哑|失能|瘫|盲人|视障|肢残|精残|尘肺|病史|化疗|放疗|确诊|查出|孕检|胎停|不育|住院|因病|下岗|家境|收养|遗弃|弃养|失联|丧父|丧母|去世|车祸|身亡|入狱|监禁|监外|强戒|吊销|拖欠|欠款|黑名单|低收入|(?:困难|临时|大病|医疗|司法|生活)救助|救助金|救助款|特困供养|事实无人抚养|因残|因灾|离婚|改嫁|早逝|独自抚养|父亡|母亡|亡故|病故|病逝|孤寡|独居|卧床|卧病|自闭|妊娠|孕\d|怀孕|被抓|查获|溺水|返贫|衰竭|建档立卡|贫困|困难学生|困难家庭|家庭困难|经济困难|生活困难|致贫|失业|欠债|欠缴|欠费|欠薪|欠税|欠租|欠款|，欠|,欠|破产|超生|计划外生育|辍学|留级|作弊|开除|自杀|死亡|判刑|盗窃|诈骗|抢劫|毒品|酒后驾|失信被执行|无证驾驶|心脏病|糖尿病|肝炎|致残|先天性|享受低保|纳入低保|人均(?:年|月)?(?:纯)?收入|家庭(?:年|月)?收入|新冠|感染|突发严重困难"
);
/// Who a person is by a circumstance, with the name at once behind.
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:(?:低保|特困|五保|残疾|病残|贫困|困难|脱贫|监测|返贫|致贫|受灾|受困|受助|救助|帮扶|失独|单亲|孤寡|空巢|留守|困境|失能|重病|患病|患者|病人|死者|死亡|遇难|伤亡|吸毒|戒毒|涉毒|服刑|刑满|刑释|矫正|拘留|在押|",
        r"涉案|嫌疑|被害|受害|举报|检举|信访|上访|控告|失信|欠缴|欠费|失业|下岗|艾滋|精神|确诊|感染|违纪)\p{Han}{0,3}?(?:人员|对象|户主|户|成员|家庭|家属|学生|儿童|老人|母亲|父亲|妇女|青年|职工|群众|村民|居民|党员|老兵|家长)",
        r"|低保对象|低保户|低保人员|特困人员|特困供养人员|五保户|五保对象|残疾人|残疾儿童|重度残疾人|贫困户|贫困学生|困难学生|困难家庭|建档立卡(?:户|贫困户|学生)?|脱贫户|监测户|孤儿|困境儿童|留守儿童|事实无人抚养儿童|未成年人|举报人|检举人|信访人|上访人|投诉人|控告人|患者|病人|精神病人|艾滋病人|感染者|吸毒人员|戒毒人员|涉毒人员|服刑人员|刑满释放人员|社区矫正(?:对象|人员)|罪犯|犯罪嫌疑人|被害人|受害人|失独家庭|优抚对象|伤残军人|退役残疾军人|救助对象|受助(?:学生|人)|临时救助对象|失业人员|被拐(?:儿童|妇女)|家暴受害人|监测对象|(?:扶贫|帮扶|供养|救济|慰问|补助|保障|帮教|安置|管控)对象|困难(?:群众|职工|党员)|帮扶对象|反映人|患儿|病患|失信被执行人|违纪学生|受处分(?:学生|人员)|死者|逝者|遇难者|聋哑人|盲人|欠[缴费款税薪租]\p{Han}{0,5}(?:业主|用户|人员|人|户)|确诊病例|密接(?:者|人员)|遗属)(?:名单|名册)?[:：\s(（]*$"
    ))
});
static NEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^(?:[,，:：、 （(]|系|因|患|是|为|属|被|曾|家庭|之|的|享受|(?:[某同]))?.{{0,16}}?(?:{WORDS})")));

/// What is said of nobody but a person: a name that is a word as well is a name in front of it.
static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[,:(]?\s*(?:身患|因?患(?:有|上|了)?\p{Han}{0,8}(?:病|癌|症|瘤|炎)|系(?:低保|特困|五保|(?:肢体|视力|听力|言语|智力|精神|多重)?(?:[一二三四]级)?残疾|建档|脱贫|监测|孤儿|精神|艾滋|刑满|吸毒|戒毒)|被(?:判处|行政|刑事|依法|强制|公安)|因\p{Han}{1,10}被(?:判|处|行政|刑事|拘|吊销)|因(?:交通事故|车祸|工伤|意外|公|病|火灾|灾)\p{Han}{0,4}[致残伤亡]|因(?:酒后|醉酒|吸毒|赌博|盗窃|涉嫌|残致)|被(?:拘留|逮捕|吊销)|犯\p{Han}{1,8}罪|丧偶|离异|未婚先|(?:肢体|视力|听力|言语|智力|精神)?[一二三四]级残疾|(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾|[一二三四]级)|家庭(?:年|月|人均|贫困|\p{Han}{0,6}困难)\p{Han}{0,8}|因\p{Han}{1,8}(?:服刑|入狱|获刑)|\p{Han}{0,4}(?:癌|肿瘤|白血病|尿毒症|自闭症|抑郁症|癫痫|精神病|艾滋病)|(?:享受|纳入|领取)低保|吸食|卧病|瘫痪)",
    )
});

/// A circumstance that follows at once, without a sign or a verb that ends the name.
static CLOSE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^.{{0,4}}(?:{WORDS})")));
/// How far behind a name a paragraph may come to what is told of the person.
const REACH: usize = 120;
/// How far ahead of a name a circumstance is looked for.
const AHEAD: usize = 26;

/// Circumstances beside names in a line.
pub(super) fn find(folded: &Folded, text: &str) -> Vec<Hit> {
    static ANY: LazyLock<Regex> = LazyLock::new(|| pattern(WORDS));
    if !ANY.is_match(text)
        && !["象", "病", "人", "户", "例", "员", "属", "者", "母", "父", "生", "童", "女", "工", "众", "民", "庭", "长", "兵"]
            .iter()
            .any(|word| text.contains(word))
    {
        return Vec::new();
    }
    let chars = &folded.chars;
    let mut at = 0;
    while at < chars.len() {
        let front: String = chars.iter().take(at).skip(at.saturating_sub(12)).collect();
        let begins = begins(&front);
        let role = ROLE.is_match(&front);
        let close = |length: &usize| {
            let ahead = said(chars, at + length);
            STRONG.is_match(&ahead) || CLOSE.is_match(&ahead)
        };
        let likely = || likely_at(chars, at, role).filter(|length| role || close(length)).map(|length| (length, true));
        let Some((length, is_open)) = (begins || role).then(|| named(chars, at).or_else(likely)).flatten() else {
            at += 1;
            continue;
        };
        let ahead = said(chars, at + length);
        let told = NEAR.is_match(&ahead) || STRONG.is_match(&ahead);
        // Behind a word for somebody a family's sign alone says nobody: 患者李某.
        if (role && is_open) || ((begins || role) && told && !lists(&ahead)) {
            return vec![Hit { kind: Kind::Circumstance, level: Level::Warning, from: at, to: at + length }];
        }
        at += length;
    }
    Vec::new()
}

/// Whether a name may begin behind these words.
fn begins(front: &str) -> bool {
    front.is_empty()
        || front.ends_with([',', '，', ';', '；', ':', '：', '、', '|', '。', ' ', '\n', '\t', '(', '（', '.', '"'])
        || front.ends_with(['生', '员', '女', '户', '者', '象', '人', '妇', '对', '妻', '夫', '子', '父', '母', '民', '童'])
        || ["职工", "民工", "户主", "业主", "母亲", "父亲"].iter().any(|word| front.ends_with(word))
        || (["救助", "资助", "帮扶", "处罚", "决定给予"].iter().any(|word| front.ends_with(word)) && !front.ends_with("判处罚"))
}

/// How long the name at a place is, and whether more of it is open than the family's sign.
fn named(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let known = |length: &usize| STRONG.is_match(&said(chars, at + length));
    let open =
        name_at(chars, at).or_else(|| rare_at(chars, at).filter(known)).or_else(|| pointed_at(chars, at)).or_else(|| spaced_at(chars, at));
    // A name that the paper itself calls no real one stands for somebody.
    let alias = || {
        let length = chars.iter().skip(at).take(4).take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(*c)).count();
        let behind: String = chars.iter().skip(at + length).take(3).collect();
        ((2..=3).contains(&length) && behind == "(化名").then_some(length)
    };
    let open = open.or_else(alias);
    let veiled = || {
        let length = veiled_at(chars, at)?;
        let is_open = chars.iter().skip(at + 1).take(length - 1).any(|c| !"某*×○\\".contains(*c));
        Some((length, is_open))
    };
    open.map(|length| (length, true)).or_else(veiled)
}

/// What a paragraph tells of a person whom it makes known by sex, birth or a word for people; its further clauses say 其 and 该人.
pub(super) fn further(folded: &Folded, text: &str, known: &[Hit]) -> Option<Hit> {
    static GRAVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"患(?:有|上|了)?\p{Han}{0,8}(?:病|癌|症|瘤|炎)|确诊|查出|吸食|吸毒|戒毒|服刑|入狱|判处|有期徒刑|行政拘留|残疾|低保|特困|精神障碍|卖淫|嫖娼|赌博|盗窃|",
            r"家暴|尿毒症|瘫痪"
        ))
    });
    let of_office = ["任", "书记", "局长", "主席", "分管", "主持", "烈士", "英雄", "劳动模范", "代表", "委员", "录用"];
    if !GRAVE.is_match(text) || of_office.iter().any(|word| text.contains(word)) {
        return None;
    }
    let chars = &folded.chars;
    let is_told = |to: usize| GRAVE.is_match(&chars.iter().skip(to).take(REACH).collect::<String>());
    let hit = |from: usize, to: usize| Hit { kind: Kind::Circumstance, level: Level::Warning, from, to };
    let of_people = || {
        let behind = |at: usize| at.checked_sub(2).and_then(|from| chars.get(from..at)).map(|word| word.iter().collect::<String>());
        let called =
            |at: &usize| behind(*at).is_some_and(|word| ["村民", "居民", "户主", "学生", "职工", "社员", "牧民"].contains(&word.as_str()));
        (2..chars.len()).filter(called).find_map(|at| Some((at, at + name_at(chars, at)?)))
    };
    let person = known.iter().find(|hit| hit.kind == Kind::Person).map(|hit| (hit.from, hit.to)).or_else(of_people)?;
    is_told(person.1).then(|| hit(person.0, person.1))
}

/// What is said behind a name, to the end of the clause.
fn said(chars: &[char], from: usize) -> String {
    chars.iter().skip(from).take(AHEAD).take_while(|c| !"。;；".contains(**c)).collect()
}

/// A name in a list of other words says nothing: `康复、残疾、低保等`.
fn lists(ahead: &str) -> bool {
    ahead.starts_with('、')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        let folded = Folded::of(text);
        !find(&folded, &folded.text()).is_empty()
    }

    #[test]
    fn circumstances_beside_a_name_are_found() {
        for text in [
            "低保对象赵铁柱因患尿毒症长期透析，家庭困难。",
            "孙立，艾滋病病毒感染者，享受专项补助",
            "周兰系强制隔离戒毒人员家属",
            "困难学生：吴凡，父母双亡，建档立卡",
            "举报人杨明反映村主任套取补贴",
            "残疾人李秀兰（肢体二级）",
            "刑满释放人员：王刚",
            "|5|张桂英|肢体残疾三级|120元|",
            "信访人陈国强反映",
            "未成年人刘小军被害一案",
            "学生陈晨系单亲家庭",
            "对吸毒人员马强给予行政拘留十五日",
            "刘芳怀孕期间被家暴",
            "投诉人周涛反映邻居违建",
            "社区矫正对象何勇",
            "王建国，因患肺癌住院治疗，给予临时救助3000元",
            "对张建国行政拘留五日",
            "李大勇曾因盗窃被判刑",
            "其妻王秀英患乳腺癌",
            "孤儿张小军每月补助1200元",
            "监测对象王秀英，突发严重困难",
            "救助赵铁柱（尿毒症）5000元",
            "患儿王诺，先天性心脏病",
            "李大勇吸食毒品",
            "其母秦桂花瘫痪在床",
            "卫国强系失独老人",
            "蒋丽华感染新冠肺炎",
            "雷鸣家庭年人均纯收入3200元，纳入低保",
            "江海，肢体二级残疾",
            "秦可卿系精神二级残疾人",
            "单廷珪家庭人均月收入480元",
            "扶贫对象萧让，缺技术",
            "贾瑞猥亵妇女，行政拘留十五日",
            "邢岫烟家庭经济困难，申请助学金",
            "王某根，肢体残疾二级",
            "低保对象张*明",
            "邓某，尿毒症，每周透析三次",
            "王 芳　低保",
            "扎西多吉，建档立卡贫困户",
            "重度残疾人谢玉珍护理补贴80元",
            "小丽（化名，13岁）遭性侵",
            "失独母亲范玉梅",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn rules_about_circumstances_give_no_alarm() {
        for text in [
            "残疾人康复、教育、就业",
            "低保对象家庭人均收入",
            "举报人应当如实反映",
            "未成年人保护法",
            "特困人员供养标准",
            "患者权利",
            "建立健全残疾人两项补贴制度",
            "对患有重病的申请人优先安排",
            "贫困户管理办法",
            "信访人提出的请求",
            "全县低保对象1200人",
            "犯罪嫌疑人、被告人的权利",
            "高等学校贫困学生资助",
            "严重精神障碍患者管理治疗",
            "救助范围包括尿毒症患者",
            "对高血压、糖尿病患者实行健康管理",
            "处罚程序适用于盗窃",
            "毕业生感染新冠的，可以申请缓考",
            "卫生院感染控制",
            "及时对易受感染的人群和其他易受损害的人群",
            "被救助方应当向救助方支付的任何救助报酬",
            "赡养人应当使患病的老年人及时得到治疗",
            "在工程发包与承包中索贿、受贿",
            "拖欠工程款等导致的拖欠农民工工资",
            "符合精神残疾标准且本人或者其监护人",
            "传染病，是指鼠疫、霍乱、黄热病以及其他传染病",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
