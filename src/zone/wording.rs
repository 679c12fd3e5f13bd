//! Words that are said of records wherever they are named.

use crate::{
    library::Card,
    policy::{Reason, RecordId, Standing, Validity},
    text::{VisitorText, fit, masked},
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

/// The paper that is to blame, with the words of the way there.
pub fn by(reason: &Reason) -> Option<(&'static str, &RecordId)> {
    let words = match reason {
        Reason::ReplacedBy(_) => "看替代它的文件",
        Reason::RepealedBy(_) => "看废止它的文件",
        Reason::AmendedBy(_) => "看修改它的文件",
        Reason::ConsolidatedBy(_) => "看更新的文本",
        Reason::Unsaid(_) => "看提到它的文件",
        Reason::ExpiredOn(_) | Reason::EffectiveFrom(_) | Reason::Stated(_) => return None,
    };
    reason.by().map(|id| (words, id))
}

/// The second line of a record in a list: number, body, day, or what else tells it from its neighbours.
pub fn about(card: &Card) -> String {
    let kind = Some(card.kind.label().to_owned()).filter(|_| card.document_kind.is_none());
    let source = Some(source(card)).filter(|source| !source.is_empty());
    kind.into_iter().chain(source).collect::<Vec<_>>().join(" · ")
}

/// Who says it, and when: number, body, day. May be empty.
pub fn source(card: &Card) -> String {
    let date = card.dated.map(|date| date.to_string());
    [card.number.clone(), card.body.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Columns of what was asked that are said again.
const SAID_AGAIN: usize = 28;

/// Said before hits that have no more than words in common with what was asked.
pub fn nothing_about(asked: &VisitorText) -> String {
    let asked = masked(asked.reveal().trim());
    let asked = fit(&asked, SAID_AGAIN);
    format!("本机没有专门讲“{asked}”的内容，下面只是提到几个字")
}

/// Shown where a field of a paper is empty; nothing is ever invented.
pub const UNSTATED: &str = "未标注";

/// Shown where a record is hidden for the time being, so that nobody takes it for one that was never there.
pub const WITHHELD: &str = "暂不显示";
