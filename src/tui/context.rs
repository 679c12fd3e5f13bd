//! What every screen may know besides its own state: the grid, the day, the settings. Nothing of the visitor.

use ratatui::layout::{Rect, Size};

use crate::{
    config::{Badge, Config, Power},
    files::DiskTrouble,
    policy::Today,
    sync::RootTrouble,
    takeaway::CellSize,
};

use super::theme::Look;

/// Smallest grid on which the screens work; below it a polite message is shown.
pub(super) const SMALLEST: Size = Size { width: 53, height: 15 };

/// The surroundings of a screen.
#[derive(Debug, Clone)]
pub(super) struct Context {
    /// Settings.
    pub(super) config: std::sync::Arc<Config>,
    /// The same without what came with the content.
    pub(super) given: std::sync::Arc<Config>,
    /// Columns and rows.
    pub(super) grid: Size,
    /// Pixels of a cell.
    pub(super) cell: CellSize,
    /// The day, if the library is open.
    pub(super) today: Option<Today>,
    /// The day whose state the library shows.
    pub(super) data_date: Option<jiff::civil::Date>,
    /// Time of day for people, `10:24`.
    pub(super) time: String,
    /// Colours.
    pub(super) look: Look,
    /// Large text is on.
    pub(super) large: bool,
    /// Whether there is a voice that reads pages aloud.
    pub(super) voice: bool,
    /// Whether somebody wants pages read.
    pub(super) aloud: bool,
    /// Whether somebody wants nothing to be seen until the next key.
    pub(super) dark: bool,
    /// Whether the program may be left with Ctrl-Q, and says so.
    pub(super) demonstration: bool,
    /// Whether the library is the embedded sample, and says so.
    pub(super) sample: bool,
    /// Days since the content was made, by a clock that is believed.
    pub(super) age: i32,
    /// Whether there is no library to show.
    pub(super) closed: bool,
    /// What ails the terminal's disk.
    pub(super) disk: Option<DiskTrouble>,
    /// What ails the root file of the settings.
    pub(super) root: Option<RootTrouble>,
    /// Whether files of hidden records are gone, or cannot be read.
    pub(super) hidden_lost: bool,
    /// What becomes of an import, as far as whoever stands here must know.
    pub(super) work: Option<Work>,
    /// Whether a stick is there.
    pub(super) stick: bool,
    /// Whether anything can be looked for by theme.
    pub(super) has_topics: bool,
    /// Who passed the staff's door, where several have PINs of their own.
    pub(super) on_duty: Option<Badge>,
}

/// What becomes of an import while its page is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// It goes on.
    Running,
    /// It is done, and the stick still there.
    Done {
        /// The stick was given back, and may be pulled out at once.
        released: bool,
    },
    /// It came to nothing, with this code, and nobody has seen it yet.
    Failed(&'static str),
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// Large text: one list of few entries a page, no second column.
    Narrow,
    /// Portrait or a small window: one column.
    Column,
    /// A standard or wider grid: text and a card beside it.
    Wide,
}

impl Context {
    /// Whether whoever passed the staff's door may do that there. Where all have one PIN it opens everything.
    pub(super) fn may(&self, power: Power) -> bool {
        self.on_duty.as_ref().is_none_or(|badge| badge.role.may(power))
    }

    /// How much room the grid gives.
    pub(super) fn room(&self) -> Room {
        match self.grid {
            Size { width, height } if width >= 100 && height >= 28 => Room::Wide,
            Size { height, .. } if height < 22 => Room::Narrow,
            _ => Room::Column,
        }
    }

    /// The part of the screen below the header and above the key line.
    pub(super) fn body(&self) -> Rect {
        let top = 2;
        let bottom = 2;
        Rect::new(0, top, self.grid.width, self.grid.height.saturating_sub(top + bottom))
    }

    /// What is said on the page that nobody uses: that content is being renewed, what became of it, that a stick is there.
    pub(super) fn announcement(&self) -> Option<String> {
        match self.work {
            Some(Work::Running) if self.closed => Some("正在导入内容，请稍等".to_owned()),
            Some(Work::Running) => Some("正在更新内容，照常可以查".to_owned()),
            Some(Work::Done { released: true }) => Some("导入好了，可以拔 U 盘".to_owned()),
            Some(Work::Done { released: false }) => Some("导入好了，等 U 盘的灯不闪了再拔".to_owned()),
            Some(Work::Failed(code)) => Some(format!("导入没有成功（代码 {code}）：工作人员请按 F12")),
            None => self.stick.then(|| "插入了 U 盘：工作人员请按 F12，或连点五下左上角的名称".to_owned()),
        }
    }

    /// Outer margin: two columns where there is room.
    pub(super) fn margin(&self) -> u16 {
        if self.grid.width >= 60 { 2 } else { 1 }
    }
}
