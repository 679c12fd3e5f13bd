//! Events that the pages of an exchange understand.

use crate::{
    bundle::{Change, Changes},
    tui::{effect::News, screen::Move},
};

/// Kinds of changes whose titles can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum ChangeKind {
    Added,
    Updated,
    Repealed,
    Withdrawn,
}

impl ChangeKind {
    pub(super) const ALL: [Self; 4] = [Self::Added, Self::Updated, Self::Repealed, Self::Withdrawn];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Updated => "更新",
            Self::Repealed => "废止",
            Self::Withdrawn => "下架",
        }
    }

    pub(super) fn of(self, changes: &Changes) -> &[Change] {
        match self {
            Self::Added => &changes.added,
            Self::Updated => &changes.updated,
            Self::Repealed => &changes.repealed,
            Self::Withdrawn => &changes.withdrawn,
        }
    }
}

/// An event that the pages understand.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Message {
    /// Of an errand.
    News(News),
    /// Look at the stick again.
    Look,
    /// Titles of a kind.
    Titles(ChangeKind),
    /// Take it in.
    Start,
    /// Take it in although the root is past its day.
    StartExpired,
    /// Go back to the release before.
    StepBack,
    /// Believe the root that is shown.
    NewRoot,
    /// Leave the page; where something runs that can be stopped, ask about that.
    Back,
    /// Let visitors have the screen while it goes on.
    GiveWay,
    /// Stop it after all.
    Stop,
    /// Go on with it.
    GoOn,
    /// A page of titles or history.
    Move(Move),
}
