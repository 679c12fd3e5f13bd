//! The making of a text in its own words: `2018年11月6日 中华人民共和国国务院令第706号公布`, `本条例自2019年3月1日起施行。`
//!
//! Only what stands in the lines before the first article, or in a last article about its own start, is believed.

use jiff::civil::Date;

use crate::{
    policy::{DocumentKind, DocumentNumber, KindTable, STATE},
    text::fold,
};

use super::dates::first_date;

/// The making of a text, as far as it says so.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct History {
    /// Day of the last line that made or changed this text: versions of one law differ in it.
    pub(super) issued_on: Option<Date>,
    /// Day on which it was first made public.
    pub(super) announced_on: Option<Date>,
    /// Start, where a line of its own names it.
    pub(super) effective_on: Option<Date>,
    /// The last number among the lines.
    pub(super) number: Option<DocumentNumber>,
    pub(super) issuers: Vec<String>,
}

/// Words by which a line tells of a start and not of the making.
const STARTS: [&str; 5] = ["施行", "实施", "生效", "执行", "试行"];

/// Days that are the day on which the text was made public.
const AT_ONCE: [&str; 4] = ["公布之日", "发布之日", "颁布之日", "印发之日"];

impl History {
    /// Reads the lines before the text proper.
    pub(super) fn read<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {
        let mut history = Self::default();
        for line in lines {
            let line = line.trim().trim_matches(['(', ')', '（', '）']).trim();
            history.number = number(line).or(history.number);
            let Some((date, event)) = first_date(line) else { continue };
            let event = event.trim();
            if STARTS.iter().any(|word| event == *word || event.strip_prefix('起') == Some(word)) {
                history.effective_on = Some(date);
                continue;
            }
            history.issued_on = history.issued_on.max(Some(date));
            if ["公布", "发布", "颁布"].iter().any(|word| event.contains(word)) {
                history.announced_on.get_or_insert(date);
            }
            if history.issuers.is_empty() {
                history.issuers.extend(issuer(event));
            }
        }
        history
    }

    /// Reads the start from the last articles: `本法自……起施行`.
    pub(super) fn read_start<'p>(&mut self, paragraphs_from_the_end: impl IntoIterator<Item = &'p str>) {
        let start = paragraphs_from_the_end.into_iter().flat_map(|paragraph| paragraph.split(['。', '\n'])).find_map(|sentence| {
            let (_, own) = sentence.trim().rsplit_once([' ', '　']).unwrap_or(("", sentence.trim()));
            // 本办法自…, 本办法于…, 本办法2024年…; 本办法由……解释，自…; but not 本办法第五条自….
            let plainly = || own.find(|c: char| c.is_ascii_digit()).map(|at| own.split_at(at));
            let (subject, when) = own.split_once(['自', '从', '于']).or_else(plainly)?;
            let of_itself = is_of_a_paper(subject) && !subject.contains('第') && (subject.chars().count() <= 8 || subject.ends_with('，'));
            if !of_itself {
                return None;
            }
            let starts = |after: &str| {
                let said = after.strip_prefix('起').map(|rest| rest.trim_start_matches("正式"));
                said.is_some_and(|rest| STARTS.iter().any(|word| rest.starts_with(word)))
            };
            if AT_ONCE.iter().filter_map(|day| when.strip_prefix(day)).any(starts) {
                return self.announced_on.or(self.issued_on);
            }
            first_date(when).filter(|(_, after)| starts(after)).map(|(date, _)| date)
        });
        self.effective_on = start.or(self.effective_on);
    }
}

/// 本办法, 本通知; not 本县, 本局.
fn is_of_a_paper(subject: &str) -> bool {
    subject.strip_prefix('本').is_some_and(|rest| {
        !rest.starts_with(['县', '市', '省', '区', '州', '乡', '镇', '局', '委', '厅', '院', '校', '村', '社', '年', '月', '级', '单'])
    })
}

/// The number of an order within a line (`中华人民共和国国务院令第706号公布`), or a line that is nothing but a number.
fn number(line: &str) -> Option<DocumentNumber> {
    let of_order = || {
        let (before, after) = line.split_once("令第")?;
        let (serial, _) = after.split_once('号')?;
        let agency = before.rsplit(|c: char| c.is_whitespace() || c == '日').next()?.trim_start_matches(STATE);
        format!("{agency}令第{serial}号").parse().ok()
    };
    let whole = || line.ends_with('号').then(|| line.parse().ok())?;
    // A number that its own print does not give back could not be kept.
    let sound = |number: &DocumentNumber| {
        (2..=16).contains(&number.agency.chars().count()) && number.to_string().parse().is_ok_and(|again: DocumentNumber| again == *number)
    };
    let number = of_order().or_else(whole).filter(sound)?;
    // Printed typography is kept by the parser, full-width digits are not part of it.
    fold(&number.agency).chars().all(|c| !c.is_ascii_digit()).then_some(number)
}

/// The body that acted, from what follows the day.
fn issuer(event: &str) -> Option<String> {
    const NATIONAL: &str = "全国人民代表大会";
    let event = event.trim_start_matches(STATE).trim_start_matches("经");
    if event.contains(NATIONAL) && event.starts_with(['第', '全']) {
        let committee = event.contains("全国人民代表大会常务委员会");
        return Some(if committee { format!("{NATIONAL}常务委员会") } else { NATIONAL.to_owned() });
    }
    // 烟台市第十七届人民代表大会常务委员会第三十九次会议通过
    if let Some((place, after)) = event.split_once('第').filter(|(_, after)| after.contains("届人民代表大会")) {
        let committee = if after.contains("人民代表大会常务委员会") { "常务委员会" } else { "" };
        return (!place.is_empty() && place.chars().count() <= 20).then(|| format!("{place}人民代表大会{committee}"));
    }
    for court in ["最高人民法院", "最高人民检察院"] {
        if event.starts_with(court) {
            return Some(court.to_owned());
        }
    }
    if event.starts_with("国务院") {
        return Some("国务院".to_owned());
    }
    // 国家市场监督管理总局令第52号公布, 交通部发布
    let (body, _) = event.split_once("令第").or_else(|| event.split_once("发布")).or_else(|| event.split_once("公布"))?;
    let ends_as_body = body.ends_with(['部', '局', '委', '署', '会', '院', '行']) || body.ends_with("政府");
    (ends_as_body && (2..=20).contains(&body.chars().count()) && !body.contains(['、', '《', ' '])).then(|| body.to_owned())
}

/// Who made a document: those its title names before `关于`, else those of its history; what is filed as an
/// administrative regulation is the State Council's.
pub(super) fn makers(title: &str, filed_as: Option<&DocumentKind>, of_history: Vec<String>) -> Vec<String> {
    let (before, _) = title.split_once("关于").unwrap_or_default();
    let named: Vec<_> = before.split('、').collect();
    let is_body = |name: &&str| name.ends_with(['院', '部', '局', '委', '署', '会', '厅']) && (3..=30).contains(&name.chars().count());
    if named.iter().all(is_body) {
        named.into_iter().map(str::to_owned).collect()
    } else if of_history.is_empty() && filed_as.is_some_and(|kind| kind.name() == "行政法规") {
        vec!["国务院".to_owned()]
    } else {
        of_history
    }
}

/// The kind of a document that is filed under none: who made it, how its title begins and ends.
pub(super) fn kind(title: &str, issuers: &[String]) -> Option<DocumentKind> {
    let issuer = issuers.first().map_or("", String::as_str);
    let of_state = title.starts_with(STATE);
    let name = match issuer {
        _ if title.starts_with("最高人民法院") || title.starts_with("最高人民检察院") => "司法解释",
        "最高人民法院" | "最高人民检察院" => "司法解释",
        issuer if issuer.starts_with("全国人民代表大会") => "法律",
        "国务院" => "行政法规",
        issuer if issuer.contains("人民代表大会") => "地方性法规",
        _ if of_state && title.ends_with(['法', '典']) => "法律",
        _ if of_state && title.ends_with("条例") => "行政法规",
        issuer if issuer.ends_with(['部', '局', '委', '署']) => "部门规章",
        _ => return None,
    };
    KindTable::shipped().find(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_lines_under_a_title_tell_how_the_text_was_made() {
        let history = History::read([
            "1991年3月4日 中华人民共和国国务院令第76号发布　",
            "2018年9月6日 国务院第23次常务会议修订通过",
            "2018年11月6日 中华人民共和国国务院令第706号公布",
            "2019年3月1日 施行",
        ]);
        assert_eq!(history.issued_on, Some(date(2018, 11, 6)));
        assert_eq!(history.announced_on, Some(date(1991, 3, 4)));
        assert_eq!(history.effective_on, Some(date(2019, 3, 1)));
        assert_eq!(history.number.unwrap().to_string(), "国务院令第706号");
        assert_eq!(history.issuers, ["国务院"]);
    }

    #[test]
    fn who_made_a_text_is_read_from_its_first_line() {
        for (line, expected) in [
            ("1994年7月5日 第八届全国人民代表大会常务委员会第八次会议通过", Some("全国人民代表大会常务委员会")),
            ("1980年9月10日 第五届全国人民代表大会第三次会议通过", Some("全国人民代表大会")),
            ("2021年8月26日 烟台市第十七届人民代表大会常务委员会第三十九次会议通过", Some("烟台市人民代表大会常务委员会")),
            ("2013年11月25日 最高人民法院审判委员会第1597次会议通过", Some("最高人民法院")),
            ("2021年8月2日 国家市场监督管理总局令第46号公布", Some("国家市场监督管理总局")),
            ("1985年3月15日 国家标准局发布　", Some("国家标准局")),
            ("2014年2月19日 《国务院关于废止和修改部分行政法规的决定》第一次修订", None),
        ] {
            assert_eq!(History::read([line]).issuers.first().map(String::as_str), expected, "{line}");
        }
    }

    #[test]
    fn a_number_is_believed_where_it_is_the_number_of_the_text() {
        for (line, expected) in [
            ("法释〔2022〕3号", Some("法释〔2022〕3号")),
            ("劳社部发[2008]3号", Some("劳社部发〔2008〕3号")),
            ("２０１２年１２月１９日 中华人民共和国公安部令第１２５号发布，", Some("公安部令第125号")),
            ("2000年9月14日 中华人民共和国国务院、中华人民共和国中央军事委员会令第292号公布", None),
            ("根据《关于修改规定的决定》（法释〔2020〕17号）修正", None),
        ] {
            assert_eq!(History::read([line]).number.map(|number| number.to_string()).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_text_begins_on_the_day_its_last_article_names() {
        let announced = History { announced_on: Some(date(1991, 3, 4)), ..History::default() };
        for (paragraph, expected) in [
            ("第三十二条 本条例自2019年3月1日起施行。", Some(date(2019, 3, 1))),
            ("第八条 本办法自发布之日起施行。", Some(date(1991, 3, 4))),
            ("第九条　本规定由省政府解释，自2020年1月1日起施行。", Some(date(2020, 1, 1))),
            ("第九条 本办法自2024年2月1日起试行，试行期两年。", Some(date(2024, 2, 1))),
            ("本通知从2024年2月1日起正式实施。", Some(date(2024, 2, 1))),
            ("本办法2024年2月1日起施行。", Some(date(2024, 2, 1))),
            ("第十条 第五条的规定自2025年1月1日起施行。", None),
            ("本县于2024年2月1日起施行新的标准。", None),
            ("本法自公布之日起三十日后施行。", None),
        ] {
            let mut history = announced.clone();
            history.read_start([paragraph]);
            assert_eq!(history.effective_on, expected, "{paragraph}");
        }
    }

    #[test]
    fn makers_named_in_a_title_go_before_those_of_its_history() {
        for (title, kind, of_history, expected) in [
            ("最高人民法院、最高人民检察院关于办理案件的解释", "司法解释", "最高人民法院", "最高人民法院,最高人民检察院"),
            ("国务院关于高级专家退休问题的规定", "行政法规", "", "国务院"),
            ("价格管理条例", "行政法规", "", "国务院"),
            ("关于工作时间的通知", "部门规章", "劳动部", "劳动部"),
            ("养犬管理条例", "地方性法规", "", ""),
        ] {
            let of_history: Vec<_> = Some(of_history.to_owned()).filter(|name| !name.is_empty()).into_iter().collect();
            let kind = KindTable::shipped().find(kind).unwrap();
            assert_eq!(makers(title, Some(&kind), of_history).join(","), expected, "{title}");
        }
    }

    #[test]
    fn a_kind_is_read_from_maker_or_title() {
        for (title, issuer, expected) in [
            ("中华人民共和国劳动法", "", Some("法律")),
            ("国旗法", "全国人民代表大会常务委员会", Some("法律")),
            ("最高人民法院关于适用民法典的解释", "", Some("司法解释")),
            ("养犬管理条例", "烟台市人民代表大会常务委员会", Some("地方性法规")),
            ("投诉处理办法", "国家市场监督管理总局", Some("部门规章")),
            ("关于做好防汛工作的通知", "", None),
        ] {
            let issuers: Vec<_> = Some(issuer.to_owned()).filter(|issuer| !issuer.is_empty()).into_iter().collect();
            assert_eq!(kind(title, &issuers).as_ref().map(DocumentKind::name), expected, "{title}");
        }
    }
}
