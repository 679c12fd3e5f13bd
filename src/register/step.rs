//! The five steps of a matter: 接收 办理 审核 答复 归档.

use crate::request::Event;

/// How far a matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 接收: it was opened; nobody has said yet when it was received in law.
    Received,
    /// 办理: somebody works on it.
    Handled,
    /// 审核: a reply is written and is looked at.
    Reviewed,
    /// 答复: the applicant has it.
    Answered,
    /// 归档: nothing is to be done any more.
    Filed,
}

impl Step {
    /// In their order.
    pub const ALL: [Self; 5] = [Self::Received, Self::Handled, Self::Reviewed, Self::Answered, Self::Filed];

    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Handled => "handled",
            Self::Reviewed => "reviewed",
            Self::Answered => "answered",
            Self::Filed => "filed",
        }
    }

    /// What it is called in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "接收",
            Self::Handled => "办理",
            Self::Reviewed => "审核",
            Self::Answered => "答复",
            Self::Filed => "归档",
        }
    }

    /// Of either name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name || step.label() == name)
    }

    /// The step to which an event leads by itself.
    pub(super) fn after(event: &Event) -> Option<Self> {
        match event {
            Event::Received(_) => Some(Self::Handled),
            Event::DecisionServed(_) => Some(Self::Answered),
            Event::Withdrawn(_) => Some(Self::Filed),
            _ => None,
        }
    }
}
