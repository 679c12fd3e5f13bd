//! Why a document does not simply hold, in words for whoever reads it.

use super::Library;
use crate::{
    policy::{Doubt, Reason, RecordId, Standing},
    text::day,
};

impl Library {
    /// Why a document does not simply hold, since when, and what that means for whoever reads it: one sentence without its stop. What is hidden for the
    /// time being is not named.
    pub fn why(&self, standing: &Standing) -> Option<String> {
        let title = |id: &RecordId| match self.card(id) {
            Some(card) if !self.withholds(id) => quoted(&card.title),
            Some(_) => "另一份文件".to_owned(),
            None => id.to_string(),
        };
        let since = standing.since.map_or_else(String::new, |since| format!("从{}起", day(since)));
        let without_text = standing.current.is_none();
        Some(match standing.reason.as_ref()? {
            Reason::ReplacedBy(id) => format!("已被{}替代，{since}不能再作依据", title(id)),
            Reason::RepealedBy(id) => format!("已被{}废止，{since}不能再作依据", title(id)),
            Reason::AmendedBy(id) if without_text => format!("已被{}修改，{since}内容有变化，请对照着看", title(id)),
            Reason::AmendedBy(id) => format!("已被{}修改，{since}请看修改后的文本", title(id)),
            Reason::ConsolidatedBy(_) if without_text => "已有更新的文本，后来又有变化，请问工作人员".to_owned(),
            Reason::ConsolidatedBy(_) => "已有更新的文本，请看新文本".to_owned(),
            Reason::ExpiredOn(date) => format!("有效期已于{}届满，不能再作依据", day(*date)),
            Reason::EffectiveFrom(date) => format!("从{}起施行，现在还没有生效", day(*date)),
            Reason::Stated(words) => words.clone().unwrap_or_else(|| format!("来源标注为{}", standing.validity.label())),
            Reason::Unsaid(Doubt::NoDay) => "来源没有写明日期，也没有写明是否有效，用以前请问工作人员".to_owned(),
            Reason::Unsaid(Doubt::NoStart) => "来源没有写明从哪天起施行、是否有效，用以前请问工作人员".to_owned(),
            Reason::Unsaid(Doubt::MayHaveEnded(id)) => {
                format!("{}里说这样名称的文件不再有效，说的是不是这一份，请问工作人员", title(id))
            }
        })
    }
}

/// A title in its marks; titles inside it take the single ones (GB/T 15834).
fn quoted(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}
