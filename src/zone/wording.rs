//! Words that are said of records wherever they are named.

use crate::{
    library::{Card, Library},
    policy::{Doubt, Reason, RecordId, Standing, Validity},
    text::day,
};

/// The sign before a validity: known by shape, not only by colour. Every sign is one column wide.
pub fn sign(validity: Validity) -> &'static str {
    match validity {
        Validity::InForce => "✓",
        Validity::Amended => "↻",
        Validity::Unstated => "?",
        Validity::Pending => "○",
        Validity::Expired => "✗",
        Validity::Repealed => "✗",
    }
}

/// `✓ 现行有效`.
pub fn validity(standing: &Standing) -> String {
    format!("{} {}", sign(standing.validity), standing.validity.label())
}

/// Why a document does not simply hold, since when, and what that means for whoever reads it: one sentence without its stop. What is hidden for the
/// time being is not named.
pub fn why(library: &Library, standing: &Standing) -> Option<String> {
    let title = |id: &RecordId| match library.card(id) {
        Some(card) if !library.withholds(id) => quoted(&card.title),
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

/// The paper that is to blame, with the words of the way there.
pub fn by(reason: &Reason) -> Option<(&'static str, &RecordId)> {
    match reason {
        Reason::ReplacedBy(id) => Some(("看替代它的文件", id)),
        Reason::RepealedBy(id) => Some(("看废止它的文件", id)),
        Reason::AmendedBy(id) => Some(("看修改它的文件", id)),
        Reason::ConsolidatedBy(id) => Some(("看更新的文本", id)),
        Reason::Unsaid(Doubt::MayHaveEnded(id)) => Some(("看提到它的文件", id)),
        Reason::ExpiredOn(_) | Reason::EffectiveFrom(_) | Reason::Stated(_) | Reason::Unsaid(Doubt::NoDay | Doubt::NoStart) => None,
    }
}

/// A title in its marks; titles inside it take the single ones (GB/T 15834).
fn quoted(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

/// The second line of a record in a list: number, body, day, or what else tells it from its neighbours.
pub fn about(card: &Card) -> String {
    let date = card.dated.map(|date| date.to_string());
    let parts = [Some(card.kind.label().to_owned()).filter(|_| card.document_kind.is_none()), card.number.clone(), card.body.clone(), date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Shown where a field of a paper is empty; nothing is ever invented.
pub const UNSTATED: &str = "未标注";

/// Shown where a record is hidden for the time being, so that nobody takes it for one that was never there.
pub const WITHHELD: &str = "暂不显示";
