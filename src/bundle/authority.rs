//! Bodies by their names: whether somebody who is called so stands outside the office of one place. Parties, congresses, courts, every government,
//! bodies of the state or of another place are told by how such names are made, not by a list of them.
//!
//! Names come as they are read ([`crate::text::as_read`]): no blanks, no signs between them.

/// Levels of places, as their names end.
const LEVELS: &str = "省市县区州盟旗";
/// Words that end like a place and are none: 城市, 社区, 联盟.
const NO_PLACES: [&str; 24] = [
    "城市",
    "都市",
    "超市",
    "社区",
    "园区",
    "新区",
    "片区",
    "小区",
    "景区",
    "灾区",
    "山区",
    "库区",
    "校区",
    "牧区",
    "林区",
    "矿区",
    "厂区",
    "辖区",
    "城区",
    "地区",
    "发区",
    "示范区",
    "联盟",
    "保护区",
];
/// 全县 and 本市 are where one is.
const HERE: &str = "全本我各该";
/// Bodies of a party, a congress, a consultative conference, a court, a procurator, a supervision.
const POLITICAL: [&str; 21] = [
    "中共",
    "共产党",
    "党委",
    "党工委",
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "旗委",
    "盟委",
    "纪委",
    "纪律检查",
    "监察委",
    "监委",
    "人大",
    "人民代表大会",
    "政协",
    "政治协商",
    "法院",
    "检察院",
];
/// Beginnings of the names of bodies of the state.
const STATE: [&str; 9] = ["国务院", "国家", "中央", "全国", "中国", "中华", "中办", "国办", "最高人民"];
/// Ends of the names of bodies: what comes before 关于 in a title is one, or is the matter.
const ENDS: [&str; 22] = [
    "政府",
    "委员会",
    "委",
    "局",
    "厅",
    "办公室",
    "办公厅",
    "办",
    "部",
    "署",
    "院",
    "会",
    "处",
    "中心",
    "人大",
    "政协",
    "党组",
    "公司",
    "集团",
    "总队",
    "支队",
    "大队",
];
/// What ends like a ministry or a provincial body and is something in a county.
const NO_MINISTRIES: [&str; 16] = [
    "指挥部",
    "服务部",
    "门市部",
    "营业部",
    "经营部",
    "俱乐部",
    "项目部",
    "编辑部",
    "干部",
    "大厅",
    "餐厅",
    "展厅",
    "营业厅",
    "服务厅",
    "客厅",
    "歌舞厅",
];
/// What makes the name of a government that of another body: 国有资产监督管理局.
const BODIES: [&str; 12] = ["局", "委员会", "委", "中心", "指挥部", "研究室", "院", "所", "站", "队", "处", "馆"];

/// Where an office is.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    /// Names of its place: 云川县; with what stands above it where the office writes so.
    places: Vec<String>,
}

impl Ground {
    /// Of an office that is called so, without the endings of governments.
    pub(super) fn of<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        let mut places: Vec<String> = Vec::new();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            places.extend(segments(name).0.pop().map(str::to_owned));
            places.push(name.clone());
        }
        Self { places }
    }

    /// Whether a name is that of a body which no office of this place answers for: a party's, a court's, a government's, the state's, another
    /// place's.
    pub(super) fn is_foreign(&self, name: &str) -> bool {
        self.is_political(name) || names_a_government(name) || self.is_above(name) || self.is_elsewhere(name)
    }

    /// Whether what stands at the head of a title is the name of such a body, and not the matter.
    pub(super) fn speaks_as_foreign(&self, speaker: &str) -> bool {
        ends_as_body(speaker) && self.is_foreign(speaker)
    }

    /// Whether a title begins with such a body's name and goes on without a word between: 云溪县人民政府救助工作方案, 中共云川县委工作要点.
    pub(super) fn heads_as_foreign(&self, title: &str) -> bool {
        let (places, rest) = segments(title);
        let is_government = rest.starts_with("人民政府") || rest.starts_with("政府");
        let is_committee = !places.is_empty() && rest.starts_with('委') && !rest.starts_with("委托");
        let of_the_party = title.strip_prefix("中共").is_some_and(|rest| rest.chars().take(16).any(|c| c == '委'));
        is_committee || of_the_party || (is_government && self.is_elsewhere(title))
    }

    fn is_political(&self, name: &str) -> bool {
        let own = self.places.iter().find_map(|place| name.split_once(place.as_str())).map_or(name, |(_, rest)| rest);
        // 云川县委 holds 县委, of which 云川县 is not all.
        [name, own].iter().any(|name| POLITICAL.iter().any(|word| name.match_indices(word).any(|(at, _)| !is_within_word(name, at, word))))
    }

    /// Bodies of the state, and ministries and departments of provinces, which a county has not.
    fn is_above(&self, name: &str) -> bool {
        if self.is_here(name) {
            return is_ministry(name);
        }
        let relative =
            |level: char| name.starts_with(level) && self.places.iter().all(|place| !place.ends_with(level)) && ends_as_body(name);
        let of_the_city =
            relative('市') && !["市场", "市政", "市容", "市民中心", "市民服务", "市域", "市郊"].iter().any(|word| name.starts_with(word));
        STATE.iter().any(|word| name.starts_with(word)) || is_ministry(name) || name.ends_with("总局") || relative('省') || of_the_city
    }

    /// Whether a name begins with places of which none is ours.
    fn is_elsewhere(&self, name: &str) -> bool {
        let (places, _) = segments(name);
        !self.is_here(name) && places.iter().any(|place| !place.starts_with(|c| HERE.contains(c)))
    }

    fn is_here(&self, name: &str) -> bool {
        self.places.iter().any(|place| name.contains(place.as_str()))
    }
}

/// 人大 is not in 人大代表建议 and 老年人大学, nor 县委 in 县委托, nor 区委 in 社区委员会.
fn is_within_word(name: &str, at: usize, word: &str) -> bool {
    let (before, rest) = (name.get(..at).unwrap_or_default(), name.get(at + word.len()..).unwrap_or_default());
    let is_congress = !rest.starts_with(['学', '专', '型', '病', '量']) && (!rest.starts_with("代表") || rest.starts_with("代表大会"));
    word == "人大" && !is_congress || word.ends_with('委') && rest.starts_with('托') || word == "区委" && before.ends_with('社')
}

fn is_ministry(name: &str) -> bool {
    (name.ends_with('部') || name.ends_with('厅') || name.ends_with('署')) && !NO_MINISTRIES.iter().any(|word| name.ends_with(word))
}

fn ends_as_body(name: &str) -> bool {
    ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether a name is that of a government above towns, in whatever words: 临州市人民政府, 省政府, 某某县人民政府办公室.
fn names_a_government(name: &str) -> bool {
    name.match_indices("政府").any(|(at, word)| {
        let before = name.get(..at).unwrap_or_default();
        let before = before.strip_suffix("人民").unwrap_or(before);
        let rest = name.get(at + word.len()..).unwrap_or_default();
        let is_of_a_place = before.ends_with(|c| LEVELS.contains(c)) || before.is_empty() && rest.is_empty();
        is_of_a_place && !is_body(rest)
    })
}

/// Whether what follows the name of a government makes it the name of another body.
pub(super) fn is_body(rest: &str) -> bool {
    !rest.starts_with("办公") && BODIES.iter().any(|ending| rest.ends_with(ending))
}

/// The places with which a name begins, and what is left: 临州市, 云川县 and 民政局.
fn segments(name: &str) -> (Vec<&str>, &str) {
    let (mut places, mut rest) = (Vec::new(), name);
    loop {
        // A name of a place has two to twelve characters.
        let ends = rest.char_indices().skip(1).take(11).filter(|(_, c)| LEVELS.contains(*c)).map(|(at, c)| at + c.len_utf8());
        let place = ends
            .filter_map(|end| rest.split_at_checked(end))
            .find(|(place, after)| !NO_PLACES.iter().any(|word| place.ends_with(word)) && !after.starts_with(|c| LEVELS.contains(c)));
        let Some((place, after)) = place.filter(|(place, after)| is_place(place, after)) else { return (places, rest) };
        places.push(place);
        rest = after;
    }
}

/// Whether nothing in it, nor behind it, makes it the name of something else that only holds such a character: 红旗镇, 市县.
fn is_place(name: &str, after: &str) -> bool {
    const OTHERS: &str = "局厅部办委会院中心站所校厂社村镇乡业务管理政民公住医养的和与";
    const SMALLER: &str = "镇乡村社街路巷";
    if after.starts_with(|c| SMALLER.contains(c)) || name.starts_with(|c| LEVELS.contains(c)) {
        return false;
    }
    let name = name.strip_suffix(|c| LEVELS.contains(c)).unwrap_or(name);
    !name.chars().any(|c| OTHERS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::as_read;

    fn ground() -> Ground {
        Ground::of(&["云川县".to_owned()])
    }

    #[test]
    fn parties_courts_governments_the_state_and_other_places_are_foreign() {
        for name in [
            "中共云川县委员会",
            "中国共产党云川县委员会",
            "中共云川县委办公室",
            "云川县委",
            "县委组织部",
            "中共云川县委（章）",
            "云川县纪律检查委员会",
            "云川县监察委员会",
            "云川县人民代表大会常务委员会",
            "云川县人大常委会",
            "政协云川县委员会",
            "云川县人民法院",
            "县检察院",
            "国务院",
            "国务院办公厅",
            "国家发展和改革委员会",
            "中央军委",
            "最高人民法院",
            "民政部",
            "人力资源和社会保障部",
            "国家税务总局",
            "审计署",
            "省民政厅",
            "滇南省民政厅",
            "滇南省人民政府",
            "省政府",
            "临州市人民政府",
            "临州市人民政府办公室",
            "市政府",
            "市民政局",
            "临州市民政局",
            "临州市卫生健康委员会",
            "云溪县民政局",
            "云溪县人民政府",
            "云溪县城关镇人民政府",
            "红河哈尼族彝族自治州人民政府",
            "阿坝藏族羌族自治州民政局",
        ] {
            assert!(ground().is_foreign(&as_read(name)), "{name}");
            if !name.contains('章') {
                assert!(ground().speaks_as_foreign(&as_read(name)), "{name}关于");
            }
        }
    }

    #[test]
    fn bodies_of_the_place_are_not() {
        for name in [
            "云川县民政局",
            "县民政局",
            "民政局",
            "云川县卫生健康委员会",
            "云川县发展和改革委员会",
            "云川县城市管理局",
            "云川县市场监督管理局",
            "市场监督管理局",
            "云川县社区服务中心",
            "城区供水公司",
            "国家税务总局云川县税务局",
            "临州市云川县民政局",
            "云川县人民政府国有资产监督管理局",
            "云川县政府采购中心",
            "云川县人民政府防汛抗旱指挥部",
            "云川县政务服务大厅",
            "城关镇人民政府",
            "各乡镇人民政府、街道办事处",
            "城关镇派出所",
            "云川县残疾人联合会",
            "各村（居）民委员会",
            "云川县殡仪馆",
            "云川县总工会",
            "云川县人民医院",
            "云川县不动产登记中心",
            "云川县住房公积金管理中心",
            "经济开发区管理委员会",
            "县级公立医院",
            "本县各养老机构",
            "红旗镇人民政府",
            "云川县老年人大学",
            "社区委员会",
        ] {
            assert!(!ground().is_foreign(&as_read(name)), "{name}");
        }
        for title in
            ["云溪县人民政府救助方案", "云溪县政府救助方案", "中共云溪县委救助方案", "云川县委救助方案", "滇南省临州市政府救助方案"]
        {
            assert!(ground().heads_as_foreign(title), "{title}");
        }
        for title in ["云川县委托代办指南", "中共党员组织关系转接", "云川县救助方案", "临州市民卡办理", "临州市异地就医", "政府信息公开"]
        {
            assert!(!ground().heads_as_foreign(title), "{title}");
        }
        for matter in ["城市居民最低生活保障", "市县两级", "人大代表建议", "全县城乡居民", "省内异地就医", "政府信息公开", "国家助学贷款"]
        {
            assert!(!ground().speaks_as_foreign(matter), "{matter}关于");
        }
    }

    #[test]
    fn of_a_city_other_bodies_are_its_own() {
        let city = Ground::of(&["云州市".to_owned()]);
        for name in ["云州市民政局", "市民政局", "云州市东城区民政局", "云川县人民医院"] {
            assert_eq!(city.is_foreign(name), name == "云川县人民医院", "{name}");
        }
        assert!(city.is_foreign("省民政厅") && city.is_foreign("云州市人民政府"));
    }
}
