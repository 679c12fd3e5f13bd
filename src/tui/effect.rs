//! What screens ask for and what comes back. A screen never opens, queries or sleeps: it returns effects, and the answer arrives as a reply.

use std::sync::Arc;

use crate::{
    advice::Advice,
    audit::Who,
    config::{Badge, Config},
    files::{Digest, DiskTrouble},
    fleet::{Heard, Usage},
    library::{Card, Hidden, Info},
    outbox::{Left, ReceiptNumber},
    policy::{Leaflet, PageId, RecordId},
    print::Sheet,
    request::Form,
    search::{Found, Query},
    sync::{Event, Offer, Receipt, RootMark, RootTrouble},
    takeaway::Takeaway,
    text::VisitorText,
    zone::{Dossier, Figure, ListKind, Listing, Matter, Opens, Pages, Way},
};

pub(super) use super::printed::Printing;
use super::{
    field::{Offered, Wanted},
    keeper::Tried,
    picture::Raster,
};

/// Tells the newest question from older ones, whose answers are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Ticket(pub(super) u64);

/// Where to go.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Route {
    /// Search, with the first letters already typed and the keys shown or not.
    Search { typed: VisitorText, pad: bool },
    /// A list.
    List(ListKind),
    /// A record, opened at a section, with the words that led to it.
    Record { id: RecordId, section: Option<usize>, words: VisitorText },
    /// Entries that are already there.
    Entries(Box<Listing>),
    /// A paragraph of the record below, chosen from its outline.
    Paragraph(usize),
    /// The code of a record, as large as it fits.
    Code(Box<Takeaway>),
    /// A picture of a record, to be looked at.
    Figure(Box<Figure>),
    /// 写下来: the same for pen and paper.
    WriteDown(Box<Takeaway>),
    /// A leaflet, with the words that led to it.
    Leaflet { id: PageId, words: VisitorText },
    /// What helps on every screen.
    Help,
    /// Something that a visitor may leave, or the page before all of it, with the words that led to it.
    Leave { matter: Matter, words: VisitorText },
    /// The PIN, then the staff page.
    Staff,
    /// Content that comes on a stick.
    Exchange(Purpose),
    /// A record that is to be hidden at once.
    Hide,
    /// The window at which applications are taken, and there one of them.
    Counter(Option<ReceiptNumber>),
    /// 代填: what somebody says is written down at the window.
    WriteDownFor,
}

/// Why staff open the page of exchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// 导入内容
    Import,
    /// 退回上一版
    StepBack,
    /// 历史记录
    History,
    /// 换信任根
    NewRoot,
    /// 检查机器
    Examine,
    /// 使用情况
    Usage,
}

impl Route {
    /// The way to a leaflet that the screens themselves lead to.
    pub(super) fn leaflet(id: &'static str) -> Self {
        Self::Leaflet { id: PageId::known(id), words: VisitorText::default() }
    }

    /// The way to an application, with the words that led to it.
    pub(super) fn apply(words: VisitorText) -> Self {
        Self::Leave { matter: Matter::Any(None), words }
    }

    /// The way to a record, opened at a section with the words that led to it, where it is not a list of its steps.
    pub(super) fn to(card: &Card, section: Option<usize>, words: VisitorText) -> Self {
        match Way::to(card) {
            Way::Record(id) => Self::Record { id, section, words },
            way => way.into(),
        }
    }
}

impl From<Way> for Route {
    fn from(way: Way) -> Self {
        match way {
            Way::List(kind) => Self::List(kind),
            Way::Record(id) => Self::Record { id, section: None, words: VisitorText::default() },
            Way::Paragraph(para) => Self::Paragraph(para),
            Way::Code(takeaway) => Self::Code(takeaway),
            Way::Figure(figure) => Self::Figure(figure),
            Way::WriteDown(takeaway) => Self::WriteDown(takeaway),
            Way::Search { words } => Self::Search { typed: words.into(), pad: true },
            Way::Leaflet { id, about } if id.as_str() == Leaflet::APPLY => Self::apply(about.into()),
            Way::Leaflet { id, .. } if id.as_str() == Leaflet::PROBLEM => {
                Self::Leave { matter: Matter::Problem, words: VisitorText::default() }
            }
            Way::Leaflet { id, about } => Self::Leaflet { id, words: about.into() },
            Way::Leave(matter) => Self::Leave { matter, words: VisitorText::default() },
        }
    }
}

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Effect {
    /// Another screen on top of this one.
    Go(Route),
    /// The screen before this one.
    Back,
    /// Home; the way back begins anew.
    Home,
    /// Hits for a query.
    Search(Query),
    /// Candidates for keys.
    Compose(Wanted),
    /// Entries of a list.
    List(ListKind),
    /// All that is shown of a record.
    Open(RecordId),
    /// A picture of a record, by its path.
    Figure(RecordId, String),
    /// What is hidden now.
    Hidden,
    /// Records that answer, to hide one of them; an id is a name too.
    FindToHide(Query),
    /// Hide this record.
    Hide(RecordId),
    /// Show it again.
    ShowAgain(RecordId),
    /// Whether a form may be begun here now.
    MayLeave {
        /// It is only a mark for the terminal, which may follow another form at once.
        mark: bool,
    },
    /// Seal this form and keep it.
    Leave(Box<Form>),
    /// What became of the receipt with this number, as it was typed.
    AskAfter(VisitorText),
    /// What was left at this terminal, by numbers and days.
    LookAtCounter,
    /// An application was handed in today.
    Receive(ReceiptNumber),
    /// Whether this PIN is the staff's. Checking is slow on purpose and happens off the screen's thread.
    CheckPin(VisitorText),
    /// Something that takes minutes, asked for by staff.
    Run(Errand),
    /// What somebody said is sealed or given up: nothing of it stays in memory.
    Forget,
    /// Print this.
    Print(Box<Sheet>),
    /// The page gives way to visitors; what runs on it goes on.
    GiveWay,
    /// Leave the program; only the staff page asks for it.
    Quit,
}

/// What is done on the staff's behalf while visitors' questions go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Errand {
    /// Verify what lies on the stick and say what taking it in would mean.
    Look,
    /// Take in what was shown.
    Import { root_may_be_expired: bool },
    /// Stop taking it in.
    Cancel,
    /// Which release would answer after a step back.
    AskBack,
    /// Whoever stands behind the door from now on, where several have PINs.
    OnDuty(Option<Badge>),
    /// Let the release before answer again.
    StepBack,
    /// What happened to this library.
    History,
    /// How this terminal is.
    Examine,
    /// How it is used.
    Usage,
    /// The root that is believed, and the one that the settings name.
    AskRoot,
    /// Believe that one, which has this fingerprint.
    NewRoot(Digest),
    /// The kiosk has run well for a minute.
    Proven,
    /// A session has ended: what was done in it joins the totals.
    Used(Usage, Opens),
    /// What was heard of visitors joins the totals: a mark, matters that were not found.
    Heard(Heard),
    /// Read every byte of what answers, while nobody is there.
    CheckUp,
}

/// What became of the wish to hide a record, or to show it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HidingDone {
    /// It is hidden.
    Hidden {
        /// Its title.
        title: String,
        /// Why it could not be written down: a restart shows it again.
        unwritten: Option<Box<Advice>>,
    },
    /// It is shown again.
    Shown {
        /// Its title.
        title: String,
    },
    /// The office hid it, and only the office shows it again.
    ByOffice,
    /// There is nothing to hide or to show any more.
    Nothing,
    /// It came to nothing.
    Failed(Box<Advice>),
}

/// What became of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The whole number; none where what was typed is none.
    pub(super) number: Option<ReceiptNumber>,
    /// In words.
    pub(super) said: String,
}

/// How a stick was left after an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StickLeft {
    /// The receipt is on it.
    pub(super) receipt: bool,
    /// It was given back, and may be pulled out.
    pub(super) released: bool,
}

/// What is heard of an errand.
#[derive(Debug, Clone)]
pub(super) enum News {
    /// What lies on the stick.
    Offered(Arc<Offer>),
    /// How far it has come.
    Progress(crate::sync::Progress),
    /// Only a list of withdrawals lay on the stick; what came of it, in words.
    ListHeeded(String),
    /// It is done; how the stick was left, where there was one.
    Done { receipt: Box<Receipt>, stick: Option<StickLeft> },
    /// It came to nothing, and visitors see what they saw.
    Failed(Errand, Advice),
    /// An import was stopped, as somebody wished.
    Cancelled(Advice),
    /// The release that would answer after a step back: its number and when it was made.
    Before(u64, jiff::Timestamp),
    /// What happened, the newest first.
    History(Vec<Event>),
    /// How this terminal is, or how it is used, in lines.
    Examined(Vec<String>),
    /// The root that is believed, and the one that the settings name, with its fingerprint.
    Roots(Option<RootMark>, RootMark, Digest),
    /// This root is believed now.
    RootChanged(RootMark),
    /// What ails the root file of the settings, where that is another than before.
    Root(Option<RootTrouble>),
    /// What ails the disk, where that is another than before.
    Disk(Option<DiskTrouble>),
    /// Whether files of hidden records are gone or cannot be read, where that is other than before.
    HiddenLost(bool),
    /// The library must be opened anew: what answers is damaged, or was mended.
    Renewed,
    /// Another program is to take the place of this one.
    ProgramReady,
}

/// What the worker is asked, with the ticket of the screen that asks.
#[derive(Debug)]
pub(super) enum Request {
    /// Hits for a query.
    Search(Ticket, Query),
    /// Entries of a list.
    List(Ticket, ListKind),
    /// All that is shown of a record.
    Open(Ticket, RecordId),
    /// A picture of a record, by its path.
    Figure(Ticket, RecordId, String),
    /// Open the library again: another generation answers.
    Reopen,
    /// The first screens and leaflets: another day has begun.
    Pages,
    /// What is hidden now.
    Hidden(Ticket),
    /// Records that answer, to hide one of them.
    FindToHide(Ticket, Query),
    /// Hide this record, as that one says.
    Hide(Ticket, RecordId, Who),
    /// Show it again.
    ShowAgain(Ticket, RecordId, Who),
    /// What was left at this terminal.
    LookAtCounter(Ticket),
    /// An application was handed in today, and who says so.
    Receive(Ticket, ReceiptNumber, Who),
    /// Whether a PIN matches one of these hashes.
    CheckPin(Ticket, VisitorText, Vec<String>),
    /// Whether a form may be begun.
    MayLeave(Ticket, bool),
    /// Seal a form and keep it, and who filled it in.
    Leave(Ticket, Box<Form>, Who),
    /// What became of a receipt.
    AskAfter(Ticket, VisitorText),
    /// Print this.
    Print(Ticket, Box<Sheet>),
    /// A visitor is gone: what was worked with for them is wiped.
    Forget,
}

/// What the worker answers.
#[derive(Debug)]
pub(super) enum Reply {
    /// The library is open.
    Ready {
        info: Box<Info>,
        pages: Box<Pages>,
        /// What may be typed here; the composer takes it.
        words: Vec<(String, u32)>,
        /// The settings, with those over them that came with the content.
        config: Arc<Config>,
    },
    /// The first screens and leaflets, as they are on another day.
    Pages(Box<Pages>),
    /// Other records are hidden than before.
    Withheld {
        /// All that are hidden now.
        ids: Vec<RecordId>,
        /// The first screens and leaflets without them.
        pages: Box<Pages>,
        /// What may be typed now.
        words: Vec<(String, u32)>,
    },
    /// There is no library to show.
    Unavailable,
    /// Hits.
    Found(Ticket, Box<Found>),
    /// Candidates.
    Composed(Offered),
    /// Entries.
    Listed(Ticket, Listing),
    /// A record; `None` if it is not held.
    Opened(Ticket, Option<Box<Dossier>>),
    /// A picture; `None` if it cannot be shown.
    Figure(Ticket, Option<Arc<Raster>>),
    /// Whether the PIN was right, and how many were wrong.
    PinChecked(Ticket, Tried),
    /// What is hidden now.
    HiddenListed(Ticket, Vec<Hidden>),
    /// What became of the wish to hide a record, or to show it again.
    HidingDone(Ticket, Box<HidingDone>),
    /// Whether a form may be begun; why not.
    MayLeave(Ticket, Result<(), Box<Advice>>),
    /// The receipt of a form that was sealed and kept; why it was not.
    Left(Ticket, Result<ReceiptNumber, Box<Advice>>),
    /// What became of a receipt.
    Asked(Ticket, Asked),
    /// What was left at this terminal; why it cannot be told, or written.
    AtCounter(Ticket, Result<Vec<Left>, Box<Advice>>),
    /// Whether something was printed.
    Printed(Ticket, Result<(), Box<Advice>>),
    /// Of an errand.
    News(News),
    /// A stick was put in or pulled out.
    Stick(bool),
}
