//! What a file states beside its text: rows of a page's table of fields, tags in its head, properties.

use jiff::civil::Date;

use crate::policy::DisclosureMark;

use super::{
    super::Stated,
    day::{days_in, whole_day},
    mark,
    mold::bodies,
    number::own,
    plain::{plain, tight},
};

/// The fields that are stated. A property that programs fill in by themselves (the author, the name of a template) is none.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) title: Option<String>,
    pub(super) number: Option<String>,
    pub(super) issuers: Option<Vec<String>>,
    /// Whose site it is, which is likely who issued and no more.
    pub(super) site: Option<Vec<String>>,
    pub(super) issued_on: Option<Date>,
    pub(super) published_on: Option<Date>,
    /// A day on the line below a page's title: likely that of its publication, and no more.
    pub(super) seen_on: Option<Date>,
    pub(super) effective_on: Option<Date>,
    pub(super) expires_on: Option<Date>,
    pub(super) index_number: Option<String>,
    pub(super) mark: Option<DisclosureMark>,
}

/// Reads pairs of label and value; of two for one field the first counts.
pub(super) fn read(stated: &[Stated]) -> Beside {
    let mut beside = Beside::default();
    for Stated { label, value } in stated.iter().filter(|stated| !stated.label.starts_with("property:")) {
        take(&mut beside, label, value);
    }
    beside
}

/// Takes one pair.
pub(super) fn take(beside: &mut Beside, label: &str, value: &str) {
    let value = value.trim();
    let empty = matches!(tight(value).as_str(), "" | "无" | "-" | "--" | "/" | "—" | "——" | "暂无");
    if empty {
        return;
    }
    let label = tight(label);
    let label = label.trim_end_matches(':').trim_matches(['[', ']', '(', ')']);
    let day =
        || whole_day(value).or_else(|| days_in(&plain(value)).into_iter().next().map(|day| (day.date, day.clear))).map(|(date, _)| date);
    match label {
        "ArticleTitle" | "标题" | "名称" | "信息名称" | "文件名称" | "文件标题" | "题名" => {
            fill(&mut beside.title, || Some(value.to_owned()));
        }
        "文号" | "发文字号" | "发文文号" | "文件编号" | "公文文号" | "文件字号" => {
            fill(&mut beside.number, || number(value));
        }
        "发布机构" | "发文机关" | "发文机构" | "公开主体" | "发布单位" | "制发机关" | "发文单位" | "信息来源机关" | "公开责任部门" =>
        {
            fill(&mut beside.issuers, || bodies(value).or_else(|| names(value)));
        }
        "SiteName" | "网站名称" => {
            fill(&mut beside.site, || bodies(value));
        }
        "成文日期" | "生成日期" | "发文日期" | "签发日期" | "制发日期" => {
            fill(&mut beside.issued_on, day);
        }
        "发布日期" | "发布时间" | "公开日期" | "PubDate" | "pubdate" | "公布日期" | "发布日" | "公开时间" | "日期" | "时间" =>
        {
            fill(&mut beside.published_on, day);
        }
        "页面时间" => {
            fill(&mut beside.seen_on, day);
        }
        "施行日期" | "实施日期" | "生效日期" | "生效时间" => {
            fill(&mut beside.effective_on, day);
        }
        "失效日期" | "有效期至" | "有效期" | "废止日期" | "截止日期" => {
            fill(&mut beside.expires_on, day);
        }
        "索引号" | "信息索引" | "信息索引号" | "索取号" | "信息编号" => {
            fill(&mut beside.index_number, || Some(value.to_owned()));
        }
        other => {
            fill(&mut beside.mark, || mark::stated(other, value));
        }
    }
}

fn fill<T>(field: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if field.is_none() {
        *field = value();
    }
}

fn number(value: &str) -> Option<String> {
    own(value).map(|number| number.value).or_else(|| super::number::standard(value).map(|(number, _)| number))
}

/// Names that do not end as those of bodies do stand in this field all the same.
fn names(value: &str) -> Option<Vec<String>> {
    let names: Vec<String> =
        value.split(['、', '，', ',', ';', '；', ' ', '　']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (!names.is_empty() && names.iter().all(|name| name.chars().count() <= 40)).then_some(names)
}
