//! Addresses of persons below the township: behind 住址, behind 家住, in rows beside a name.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Hit, Kind, Level,
    clause::{fields, is_name, is_person, name_at, words},
    folded::Folded,
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

const FIGURE: &str = "[0-9一二三四五六七八九十百零〇]{1,5}";

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:家庭(?:住址|地址|居住地)|(?:现|常|原|户籍|暂|实际|本人|详细)?(?:居)?住(?:址|地址)|现住地|居住(?:地址?|地点)|户籍(?:登记)?(?:(?:所在)?地(?:址)?)?|户口(?:登记|所在)地|户口地址|身份证(?:地|住)址|常住地|家庭详细地址|送达地址|收件地址|邮寄地址|经常居住地|租住地|暂住地|(?:户主|业主|村民|居民|申请人|当事人|患者|学生|本人|个人|收件人?|收货人?|被\p{Han}{2,4}人|\p{Han}{2,4}对象)(?:家庭)?(?:住址|地址)|(?:通讯|通信|联系)地址[(](?:本人|个人|家庭)[)])\s*(?:[为是]?[:|]|[为是])\s*([^\n]{2,70})",
    )
});
static LIVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^住|家住|居住在|居住于|住在|现住|现居住?|租住[在于]?|暂住[在于]?|住所(?:位于|在)|家在|,住|、住|，住|人住|户住|某住|住于|房屋坐落[于在]?|户籍在)\s*[:]?\s*([^\n，。;；《》]{3,60})",
    )
});
static BARE_LIVES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^居入需旧常可宜])住\s*([^宅房户建院宿所址地\n，。;；、《》][^\n，。;；、《》]{2,50})"));
static SEAT: LazyLock<Regex> = LazyLock::new(|| pattern(r"住所\s*[:|]\s*([^\n。;；]{4,60})"));
/// A part of an address that only one household has.
static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{FIGURE}\s*(?:号楼|号院|栋|幢|座|单元|室|户|组|社|队|排|门|弄|巷)|[第]{FIGURE}\s*(?:排|户|家|栋|组)|[路街巷弄里道村园苑湾坪坝]\s*(?:甲|乙|第)?{FIGURE}\s*(?:号|-)|[村屯寨庄](?:委会)?\s*(?:{FIGURE})\s*(?:号|组|社|队)|[A-Za-z]?\d{{1,2}}-\d{{1,2}}-\d{{2,4}}|{FIGURE}号"
    ))
});
/// House and room, whatever stands before them.
static ROOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{FIGURE}\s*(?:栋|幢|号楼|座)\s*(?:{FIGURE}\s*(?:单元|门)\s*)?{FIGURE}\s*(?:室|号|户)|{FIGURE}\s*单元\s*{FIGURE}\s*(?:室|号|户)?"
    ))
});
/// A household of a village: 石坝村6社23号.
static VILLAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:镇|乡|街道|办事处|县|区)\S{{1,12}}?(?:村|社区|居委会|屯|寨)\S{{0,6}}?{FIGURE}\s*(?:组|社|队|号|排|户|屯)|[村屯寨庄]\s*第?{FIGURE}\s*(?:村民小)?(?:组|社|队)\s*{FIGURE}\s*号"
    ))
});
/// A household's street and number in a field of its own: 城关镇西街77号附2号, 石坝村四组.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^\p{{Han}}{{0,10}}(?:[县区镇乡]|街道)\p{{Han}}{{1,10}}[路街巷弄里道]\s*{FIGURE}号(?:附{FIGURE}号?)?$|^\p{{Han}}{{1,12}}[村屯寨]\s*第?{FIGURE}(?:村民小)?[组社队]$"
    ))
});
/// A group of a village that has a name and no number: 石坝村坝上组.
static GROUP: LazyLock<Regex> = LazyLock::new(|| pattern(r"村(?:民?委(?:员)?会)?\p{Han}{1,3}(?:村民小)?组"));
/// An address for letters, which bodies have as well: of a person it is where people dwell.
static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:通讯|通信|联系|邮寄|收件)(?:地址|住址)\s*[:|]\s*([^\n]{0,40}?(?:家属院|家属楼|小区|花园|家园|公寓|宿舍|新村|\p{Han}苑|[村屯寨])[^\n,;。]{0,24})",
    )
});
/// The label without a colon, the address at once behind it.
static BARE_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:户籍(?:登记地|所在地)|户口(?:登记|所在)地|家庭(?:住址|地址)|现住址|常住(?:于|在|地)|经常居住地)\s*([^\n，,。;；、:|《》]{4,50})",
    )
});
const OFFICE: [&str; 34] = [
    "办公",
    "服务",
    "窗口",
    "公司",
    "中心",
    "大厅",
    "会议",
    "地点",
    "机关",
    "单位地址",
    "联系地址",
    "通讯地址",
    "学校",
    "医院",
    "营业",
    "经营",
    "注册地",
    "项目",
    "工程",
    "宗地",
    "受理",
    "领取",
    "报名",
    "考点",
    "银行",
    "支行",
    "派出所",
    "收费站",
    "局",
    "馆",
    "场所",
    "厂",
    "店",
    "站",
];

/// Addresses in a line.
pub(super) fn find(folded: &Folded, text: &str) -> Vec<Hit> {
    let place = |byte: usize| text.get(..byte).map_or(0, |front| front.chars().count());
    let mut hits = Vec::new();
    for (pattern, is_label) in [(&*LABEL, true), (&*LIVES, false), (&*BARE_LABEL, false)] {
        for found in pattern.captures_iter(text) {
            let (Some(all), Some(rest)) = (found.get(0), found.get(1)) else { continue };
            let at_home = is_label || all.as_str().starts_with("家住") || is_below_a_township(rest.as_str());
            let village = || village(rest.as_str()).filter(|_| at_home);
            let Some(end) = house(rest.as_str()).map(|house| house.end()).or_else(village) else { continue };
            if is_of_a_body(field_to(rest.as_str(), end)) {
                continue;
            }
            let end = whole(rest.as_str(), end);
            hits.push(Hit { kind: Kind::Address, level: Level::Warning, from: place(all.start()), to: place(rest.start() + end) });
        }
    }
    if let Some(found) = LETTERS.captures(text).and_then(|found| found.get(1))
        && (ROOM.is_match(found.as_str()) || house(found.as_str()).is_some())
        && (!is_of_a_body(found.as_str()) && hits.is_empty())
    {
        hits.push(Hit { kind: Kind::Address, level: Level::Warning, from: place(found.start()), to: place(found.end()) });
    }
    // 住所 is a company's as well: of a person it is down to the room.
    if let Some(found) =
        SEAT.captures(text).and_then(|found| found.get(1)).filter(|rest| ROOM.is_match(rest.as_str()) && !is_of_a_body(text))
    {
        hits.push(Hit { kind: Kind::Address, level: Level::Warning, from: place(found.start()), to: place(found.end()) });
    }
    if hits.is_empty() {
        hits.extend(beside_name(&folded.chars, text).or_else(|| in_a_field(&folded.chars, text)));
    }
    hits
}

/// An address with what goes on behind it in the same clause: 桂花路18号云川县民政局.
fn field_to(text: &str, end: usize) -> &str {
    let goes_on = text.get(end..).map_or(0, |rest| rest.find([',', ';', '。', '|', ' ', '(', '、']).unwrap_or(rest.len()));
    text.get(..end + goes_on).unwrap_or(text)
}

/// Where an address ends whose first number ends at a place: floor, unit and room follow it, 三组12号 is one.
fn whole(text: &str, end: usize) -> usize {
    static MORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^\s*(?:附|之|第|-)?\s*(?:[A-Za-z]?{FIGURE}\s*(?:号楼|号院|栋|幢|座|单元|层|楼|室|户|组|社|队|排|门|号|附)|{FIGURE}(?:[-\s,，。;；]|$))"
        ))
    });
    let rest = text.get(end..).unwrap_or_default();
    match MORE.find(rest).filter(|found| !found.is_empty()) {
        Some(found) => whole(text, end + found.as_str().trim_end_matches([' ', '-', ',', '，', '。', ';', '；']).len()),
        None => end,
    }
}

/// Whether a cell of somebody's row is where that person lives, below the township.
pub(super) fn is_home(cell: &str) -> bool {
    let end = house(cell).map(|house| house.end()).or_else(|| village(cell));
    end.is_some_and(|end| !is_of_a_body(cell.get(..end).unwrap_or_default()))
}

/// The first house number of a text, or the named group of a village; 统一组织 and 一户一表 have none.
fn house(text: &str) -> Option<regex::Match<'_>> {
    let numbered = HOUSE.find_iter(text).find(|found| {
        let before = text.get(..found.start()).and_then(|front| front.chars().next_back());
        !before.is_some_and(|c| "统同专每唯逐按".contains(c))
            && !found.as_str().ends_with('社') | found.as_str().contains(|c: char| c.is_ascii_digit()) | text.contains('村')
    });
    numbered.or_else(|| group(text))
}

/// Whether a village stands behind its township: 住大湾镇柳树村.
fn is_below_a_township(text: &str) -> bool {
    static BELOW: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\p{Han}{1,10}(?:镇|乡|街道|办事处)\p{Han}{1,10}(?:村|屯|寨|社区|小区|花园|家园|大院|胡同|巷)"));
    BELOW.is_match(text)
}

/// Where the name of a village or an estate ends, which is below the township though no number follows it; no 农村 and no 村民委员会.
fn village(text: &str) -> Option<usize> {
    static VILLAGE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*(\p{Han}{1,16}?)(?:村|屯|寨|社区|小区|花园|家园|公寓|大院|家属院|宿舍|胡同|巷)(\p{Han}*)"));
    let found = VILLAGE.captures(text)?;
    let (name, rest) = (found.get(1)?, found.get(2)?.as_str());
    let of_any =
        name.as_str().ends_with(['农', '本', '同', '该', '全', '各', '乡', '行', '然', '某', '民', '外', '每', '的', '市', '地', '在'])
            || (name.as_str().ends_with(['和', '或', '及']) && !name.as_str().contains(['镇', '乡']));
    let of_body =
        ["民委", "委会", "民会", "民小", "民代", "居民", "居委", "干部", "两委", "服务", "医"].iter().any(|word| rest.starts_with(word));
    (!of_any && !of_body).then(|| found.get(0).map(|all| all.end())).flatten()
}

/// The named group of a village; no 工作组 and no 领导小组.
fn group(text: &str) -> Option<regex::Match<'_>> {
    let of_work = |words: &str| {
        words.strip_suffix("小组").is_some_and(|front| !front.ends_with(['民', '寨', '屯', '庄', '坝', '湾', '坪', '坡', '冲', '岭']))
            || words.contains(['务', '作', '导', '督', '查', '项', '或', '应', '和', '与', '及', '在', '可'])
    };
    let goes_on = |found: &regex::Match<'_>| text.get(found.end()..).is_some_and(|rest| rest.starts_with(['织', '成', '长']));
    GROUP.find(text).filter(|found| !goes_on(found) && !of_work(found.as_str()) && !found.as_str().starts_with("村民小"))
}

/// Whether an office's words stand in an address; its people's houses have them too: 教育局家属院.
fn is_of_a_body(words: &str) -> bool {
    let bodies = [
        "公司",
        "中心",
        "服务站",
        "大厅",
        "窗口",
        "单位",
        "企业",
        "法定代表",
        "经营",
        "局",
        "政府",
        "医院",
        "法院",
        "大学",
        "中学",
        "小学",
        "派出所",
        "机关",
    ];
    bodies.iter().any(|word| words.contains(word)) && !["家属", "宿舍", "小区"].iter().any(|word| words.contains(word))
}

/// An address in a row or a sentence that names a person, and no office.
fn beside_name(chars: &[char], text: &str) -> Option<Hit> {
    let found = ROOM
        .find(text)
        .or_else(|| VILLAGE.find(text).filter(|found| !found.as_str().contains('统')))
        .or_else(|| group(text))
        .or_else(|| BARE_LIVES.captures(text).and_then(|found| house(found.get(1)?.as_str()).and(found.get(0))))?;
    if OFFICE.iter().any(|word| text.contains(word)) {
        return None;
    }
    let named = fields(chars, ",，;；|、:：\n ()（）").into_iter().any(|field| is_person(&words(chars, field)));
    let within = (0..chars.len().min(200)).any(|at| {
        at.checked_sub(1).is_none_or(|before| chars.get(before).is_none_or(|c| ",，;；|、:： 户主人民".contains(*c)))
            && name_at(chars, at).is_some()
    });
    let person = ["户主", "当事人", "贫困户", "患者", "被征收人", "本人", "受害人"].iter().any(|word| text.contains(word));
    let place = |byte: usize| text.get(..byte).map_or(0, |front| front.chars().count());
    (named || within || person).then(|| Hit {
        kind: Kind::Address,
        level: Level::Warning,
        from: place(found.start()),
        to: place(found.end()),
    })
}

/// An address that is a whole field, in a line where another field is a name.
fn in_a_field(chars: &[char], text: &str) -> Option<Hit> {
    if OFFICE.iter().any(|word| text.contains(word)) {
        return None;
    }
    let fields = fields(chars, ",，;；|、:：\n\t ()（）");
    let home = fields.iter().find(|field| FIELD.is_match(&words(chars, **field)))?;
    let named = fields.iter().any(|field| is_name(&words(chars, *field)) || name_at(chars, field.0).is_some());
    named.then_some(Hit { kind: Kind::Address, level: Level::Warning, from: home.0, to: home.1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        let folded = Folded::of(text);
        !find(&folded, &folded.text()).is_empty()
    }

    #[test]
    fn homes_are_found() {
        for text in [
            "家庭住址：城关镇幸福路12号3幢2单元501室",
            "住址:阳光花园小区7栋1单元1202",
            "居住地：和平里三巷５号（平房）",
            "被征收人住大井村东头第三排第二户",
            "|吴某|双桥镇石坝村6社23号|",
            "户籍地址：云川县双桥镇石坝村六组",
            "家住双桥镇石坝村6社",
            "户籍：云川县柳桥镇石坝村四组17号",
            "张三，现住城关镇东街18号",
            "|李小明|阳光花园7幢1202室|",
            "租住在和平小区5栋302室",
            "住云川县城关镇东街45号",
            "户主地址：石坝村四组21号",
            "住所：城关镇人民路120号4栋1单元602室",
            "村民王大力，双桥镇石坝村三组15号",
            "|王秀英|城关镇西街77号附2号|",
            "王秀英,石坝村四组,低保",
            "户籍所在地云川县石坝村委会老寨组15号",
            "家庭地址 城关镇金沙巷3号",
            "户主：赵铁柱；地址：双桥镇石坝村坝上组",
            "张建国，石坝村民委员会上寨村民小组",
            "户主孙立，云溪镇河西村委会下寨小组",
            "住址：云川县教育局家属院3幢201室",
            "家住大湾镇柳树村",
            "居住地址为榕江新城8座1201房",
            "户籍：揭东镇蓝和村",
            "住大湾镇柳树村",
            "家庭住址：磨盘乡青石村老屋基",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn offices_and_rules_are_no_homes() {
        for text in [
            "联系地址：北京市西城区北礼士路甲38号",
            "办公地址：云川县政务服务中心二楼B区12号窗口",
            "地点：幸福路88号社区服务站",
            "本办法适用于乡镇路段1号至99号门牌",
            "户籍地、公民身份号码",
            "住址应当填写到门牌号",
            "申请人住所地人民法院",
            "家庭住址：",
            "住房公积金管理中心3楼",
            "|城关镇政府|城关镇东街1号|",
            "住房城乡建设局3楼302室",
            "|王秀英|石坝村工作组|",
            "王秀英、李大勇到石坝村监督小组调研",
            "|石坝村四组|道路硬化|",
            "居民委员会、村民委员会应当组织力量，团结协作",
            "邮寄地址：云川县城北街道桂花路18号云川县民政局",
            "户籍所在地公安机关",
            "住址：户籍所在地的村民委员会",
            "家庭住址：农村",
            "受灾人员本人申请或者由村民小组、居民小组提名",
            "回入伍时户口所在地落户，属于农村集体经济组织成员的",
            "2．《云川县暂住人口管理办法》（云政发〔2011〕22号）。",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
