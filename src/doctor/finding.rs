//! What can be the matter with a terminal, and how much visitors feel of it.

use jiff::civil::Date;
use serde::Serialize;

use crate::{config::ConfigError, files::DiskTrouble, library::LibraryError, outbox::Closed, sync::RootTrouble};

/// How it is. Bad only where visitors are hurt: they see nothing, or what is not true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 好
    Good,
    /// 留意
    Heed,
    /// 坏
    Bad,
}

/// What is looked at, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// `kiosk.toml` can be used.
    Settings,
    /// It tells of this hall and not of the example's.
    Hall,
    /// Staff can enter, others cannot.
    Pin,
    /// Codes can be drawn.
    Links,
    /// Whom the terminal believes.
    Root,
    /// What visitors see.
    Library,
    /// What is hidden here.
    Hidden,
    /// What visitors leave.
    Outbox,
    /// Who did what.
    Journal,
    /// Day and hour.
    Clock,
    /// Working days of this and the next year.
    Holidays,
    /// Room, and whether it can be written.
    Disk,
    /// What the disk is checked with, and what it is.
    FileSystem,
    /// Whether what was logged outlives a crash.
    Log,
    /// Whether what visitors type can come onto the disk.
    Swap,
    /// Files of the terminal, and whether they are as the program has them.
    Pieces,
    /// What starts by itself.
    Units,
    /// Ways out to a prompt.
    Consoles,
    /// Locks in the kernel.
    Kernel,
    /// Programs that do not belong beside a kiosk.
    Intruders,
    /// The user that it runs as.
    User,
    /// Who may read and write what.
    Permissions,
    /// Programs that it stands on.
    Packages,
    /// The terminal emulator's settings.
    Emulator,
    /// A screen that can be drawn to.
    Graphics,
    /// Han that can be drawn.
    Fonts,
    /// Large text by the output's scale.
    LargeText,
    /// Columns, rows, shape of a cell.
    Screen,
    /// Codes that are read again from what is drawn.
    Codes,
    /// Keys or touch.
    Input,
    /// The helper that mounts sticks.
    Stick,
    /// Paper, where a printer is named.
    Printer,
    /// A voice, where one is installed.
    Speech,
    /// What the set-up wrote, and what was changed since.
    SetUp,
}

/// What is the matter.
#[derive(Debug)]
pub enum Finding {
    /// The check itself failed.
    Failed,
    /// Something with the settings.
    Settings(SettingsFault),
    /// Something with what visitors see and leave.
    Content(ContentFault),
    /// Something with the machine and what it stands on.
    Machine(MachineFault),
    /// Something with what starts by itself and with the locks.
    Guard(GuardFault),
    /// Something with what draws.
    Display(DisplayFault),
}

/// What can be the matter with the settings.
#[derive(Debug)]
pub enum SettingsFault {
    /// There are no settings.
    NoSettings,
    /// They cannot be used.
    Unusable(ConfigError),
    /// So many values are still the example's.
    Example(Vec<&'static str>),
    /// Nobody can enter the staff's pages.
    NoPin,
    /// Nobody may do everything behind the door.
    NoAdministrator,
    /// No host is listed: no code is ever drawn.
    NoHosts,
    /// The application page lies on a host that is not listed.
    HostNotListed(String),
    /// No root: the terminal takes no sticks.
    NoRoot,
    /// The root file is not there or not usable, and there is no earlier trust either.
    RootMissing,
    /// The root file is not what is believed.
    RootTrouble(RootTrouble),
    /// The root should have been renewed by that day.
    RootOld(Date),
    /// The terminal's own memory cannot be read.
    TrustTorn(String),
    /// Files that were changed since the set-up.
    ChangedSince(Vec<String>),
}

/// What can be the matter with what visitors see and leave.
#[derive(Debug)]
pub enum ContentFault {
    /// The settings name no library: visitors see the fictional county.
    Sample,
    /// There is no library yet.
    NoLibrary,
    /// The library does not open.
    LibraryBroken(LibraryError),
    /// An earlier generation answers.
    FellBack(String),
    /// Bytes are not what was built.
    Damaged(LibraryError),
    /// Programs that came with releases and did not work here.
    ProgramsGivenUp(Vec<String>),
    /// Without an index searching is slow.
    NoIndex,
    /// Content that was not signed is not shown.
    NotSigned,
    /// Days since the content was made.
    Old(i64),
    /// What was hidden may be shown.
    HiddenLost,
    /// So many records are hidden here.
    Hides(usize),
    /// No form can be left.
    FormsClosed(Closed),
    /// So many wait for the stick, since that day.
    WaitsLong(u64, Date),
    /// Rows of the outbox are broken.
    OutboxBroken(String),
    /// The journal does not hold together.
    JournalTorn(usize),
    /// The clock stands before what the office signed.
    ClockBehind,
    /// Nobody announced the working days of that year.
    NoHolidays(i16),
}

/// What can be the matter with the machine and what it stands on.
#[derive(Debug)]
pub enum MachineFault {
    /// Free bytes, of so many.
    LittleRoom(u64, u64),
    /// The disk takes nothing.
    DiskRefuses(DiskTrouble),
    /// A file system that loses what power cuts.
    Fragile(String),
    /// Nothing checks the disk at the start.
    NoFsck,
    /// The log is gone with the power.
    VolatileLog,
    /// There is swap.
    Swap(Vec<String>),
    /// A program is missing; without it nothing is shown.
    PackageMissing(&'static str, bool),
    /// Another program of ours stands before that of the package.
    TwoPrograms,
    /// A program is too old for something.
    PackageOld(&'static str, String, &'static str),
    /// The helper does not listen.
    NoHelper(String),
    /// A voice that spells Chinese in English.
    EnglishVoice(String),
    /// A printer is named and nothing hands paper over to it.
    NoPrintProgram,
    /// The printer that is named is not known.
    NoQueue(String),
    /// It is known and takes nothing.
    QueueStopped(String),
    /// What was printed is kept.
    SpoolKeeps,
    /// The receipt printer is not there.
    NoPrintDevice(String),
    /// It is there, and the kiosk may not write to it.
    PrintDeviceClosed(String),
}

/// What can be the matter with what starts by itself and with the locks.
#[derive(Debug)]
pub enum GuardFault {
    /// Files of the terminal that are not there; whether nothing is shown without them.
    PiecesMissing(Vec<&'static str>, bool),
    /// Files that are not as this program has them.
    PiecesDiffer(Vec<&'static str>),
    /// A unit does not start by itself.
    NotEnabled(&'static str, bool),
    /// The machine does not start into the kiosk.
    NotGraphical(String),
    /// The kiosk does not run.
    NotRunning,
    /// Units that open a way out.
    Unmasked(Vec<&'static str>),
    /// Values of the kernel that should be others: name, found, wanted.
    KernelOpen(Vec<(&'static str, String, &'static str)>),
    /// Programs that mount sticks or open a desktop.
    Intruder(&'static str),
    /// There is no such user.
    NoUser,
    /// The user may log in.
    UserLogsIn(String),
    /// Groups that it should not be in.
    UserInGroups(Vec<String>),
    /// The kiosk cannot read it.
    CannotRead(String),
    /// The kiosk cannot write into it.
    CannotWrite(String),
    /// The kiosk, or anybody, could change it.
    MayChange(String),
}

/// What can be the matter with what draws.
#[derive(Debug)]
pub enum DisplayFault {
    /// A setting of the emulator that opens a way out, or is missing.
    EmulatorOpen(Vec<String>),
    /// The emulator keeps every tap to itself.
    TapsLost,
    /// No screen for the kernel.
    NoGraphics,
    /// No chip that renders, and nothing tells cage to draw by itself.
    NoRenderer,
    /// No font with Han.
    NoHan,
    /// No font for the narrow cells.
    NoNarrow,
    /// The output that large text scales is not there; those that are.
    NoOutput(String, Vec<String>),
    /// Columns and rows that are too few.
    TooSmall(u16, u16),
    /// A cell that is not twice as high as wide: pixels.
    CellShape(u16, u16),
    /// A code that is drawn and not read again.
    CodeUnread,
    /// Neither keyboard nor touch.
    NoInput,
}

impl Finding {
    /// How much it is.
    pub fn state(&self) -> State {
        let hurts = match self {
            Self::Failed => false,
            Self::Settings(fault) => matches!(
                fault,
                SettingsFault::NoSettings | SettingsFault::Unusable(_) | SettingsFault::Example(_) | SettingsFault::RootMissing
            ),
            Self::Content(fault) => matches!(
                fault,
                ContentFault::Sample
                    | ContentFault::NoLibrary
                    | ContentFault::LibraryBroken(_)
                    | ContentFault::NotSigned
                    | ContentFault::HiddenLost
            ),
            Self::Machine(fault) => matches!(fault, MachineFault::PackageMissing(_, true)),
            Self::Guard(fault) => matches!(
                fault,
                GuardFault::PiecesMissing(_, true)
                    | GuardFault::NotEnabled(_, true)
                    | GuardFault::NotGraphical(_)
                    | GuardFault::NotRunning
                    | GuardFault::NoUser
                    | GuardFault::CannotRead(_)
            ),
            Self::Display(fault) => matches!(
                fault,
                DisplayFault::TapsLost
                    | DisplayFault::NoGraphics
                    | DisplayFault::NoRenderer
                    | DisplayFault::NoHan
                    | DisplayFault::TooSmall(..)
                    | DisplayFault::CodeUnread
                    | DisplayFault::NoInput
            ),
        };
        if hurts { State::Bad } else { State::Heed }
    }
}

impl From<SettingsFault> for Finding {
    fn from(fault: SettingsFault) -> Self {
        Self::Settings(fault)
    }
}

impl From<ContentFault> for Finding {
    fn from(fault: ContentFault) -> Self {
        Self::Content(fault)
    }
}

impl From<MachineFault> for Finding {
    fn from(fault: MachineFault) -> Self {
        Self::Machine(fault)
    }
}

impl From<GuardFault> for Finding {
    fn from(fault: GuardFault) -> Self {
        Self::Guard(fault)
    }
}

impl From<DisplayFault> for Finding {
    fn from(fault: DisplayFault) -> Self {
        Self::Display(fault)
    }
}

/// What came of a check.
#[derive(Debug)]
pub enum Outcome {
    /// It was looked at. What was seen, as figures and names; and what is the matter.
    Seen(String, Vec<Finding>),
    /// It cannot be looked at from here: the system is not running, or there is no screen.
    NotFromHere,
}

/// A check with its outcome.
#[derive(Debug)]
pub struct Looked {
    /// The check.
    pub check: Check,
    /// What came of it.
    pub outcome: Outcome,
}

impl Looked {
    /// The worst that was found.
    pub fn state(&self) -> Option<State> {
        match &self.outcome {
            Outcome::Seen(_, findings) => Some(findings.iter().map(Finding::state).max().unwrap_or(State::Good)),
            Outcome::NotFromHere => None,
        }
    }
}
