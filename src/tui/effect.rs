//! What screens ask for and what comes back. A screen never opens, queries or sleeps: it returns effects, and the answer arrives as a reply.

use std::sync::Arc;

use crate::{
    advice::Advice,
    fleet::Usage,
    library::{Card, Info},
    policy::{RecordId, RecordKind},
    search::{Found, Query},
    sync::{Event, Offer, Receipt},
    text::VisitorText,
};

use super::{
    dossier::Dossier,
    listing::Listing,
    widget::pinyin_picker::{Offered, Wanted},
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
    /// 写下来: the same for pen and paper.
    WriteDown(Box<Takeaway>),
    /// 依申请公开, with the words that found nothing.
    Apply { words: VisitorText },
    /// How to use the terminal.
    Help,
    /// 叫工作人员.
    CallStaff,
    /// The PIN, then the staff page.
    Staff,
    /// Content that comes on a stick.
    Exchange(Purpose),
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
}

impl Route {
    /// The way to a record. What consists of steps or items opens as a list of them, so that their numbers can be pressed.
    pub(super) fn to(card: &Card, section: Option<usize>, words: VisitorText) -> Self {
        match card.kind {
            RecordKind::Collection | RecordKind::Gazette => Self::List(ListKind::Contents(card.id.clone())),
            _ => Self::Record { id: card.id.clone(), section, words },
        }
    }
}

/// What can be taken away of a record or an office: an address, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Takeaway {
    /// What it is.
    pub(super) title: String,
    /// Document number or other line that names it.
    pub(super) number: Option<String>,
    /// Desk, phone and the like, a line each.
    pub(super) contact: Vec<String>,
    /// What the code says.
    pub(super) payload: Payload,
}

/// What a code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Payload {
    /// An official address.
    Link(crate::takeaway::OfficialLink),
    /// Plain words that need no network.
    Slip(crate::takeaway::Slip),
}

impl Payload {
    /// The bytes of the code.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Link(link) => link.address(),
            Self::Slip(slip) => slip.text(),
        }
    }
}

/// The lists that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListKind {
    /// 查政策: the ways in.
    Policies,
    /// 文件种类.
    Shelves,
    /// Documents of one kind.
    Shelf(String),
    /// 便民主题 for records of a kind, or for all.
    Topics(Option<RecordKind>),
    /// Records of a topic.
    Topic { topic: String, kind: Option<RecordKind> },
    /// 主题分类.
    Themes,
    /// Documents of a theme class.
    Theme(String),
    /// Bodies that issued or drafted documents.
    Issuers,
    /// Records a body answers for.
    OfBody(String),
    /// Years of documents.
    Years,
    /// Documents of a year.
    Year(i16),
    /// Newest documents.
    Newest,
    /// Documents that no longer hold.
    Ended,
    /// Every record of a kind.
    Kind(RecordKind),
    /// Groups of a kind: stages, domains, themes of the map, years of the gazette.
    Groups(RecordKind),
    /// Records of a kind in a group.
    Group(RecordKind, String),
    /// 解读问答: the ways in.
    Explanations,
    /// 依申请公开 and what belongs to it.
    Catalogue,
    /// 企业专区.
    Firms,
    /// What a record is made of: the steps of a life event, the items of a gazette issue.
    Contents(RecordId),
    /// Some named records: interpretations of a document, and so on.
    Cards { title: String, ids: Vec<RecordId> },
}

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Effect {
    /// Another screen on top of this one.
    Go(Route),
    /// The screen before this one.
    Back,
    /// Hits for a query.
    Search(Query),
    /// Candidates for keys.
    Compose(Wanted),
    /// Entries of a list.
    List(ListKind),
    /// All that is shown of a record.
    Open(RecordId),
    /// Whether this PIN is the staff's. Checking is slow on purpose and happens off the screen's thread.
    CheckPin(VisitorText),
    /// Something that takes minutes, asked for by staff.
    Run(Errand),
    /// Leave the program; only the staff page asks for it.
    Quit,
}

/// What is done on the staff's behalf while visitors' questions go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// Verify what lies on the stick and say what taking it in would mean.
    Look,
    /// Take in what was shown.
    Import { root_may_be_expired: bool },
    /// Stop taking it in.
    Cancel,
    /// Which release would answer after a step back.
    AskBack,
    /// Let the release before answer again.
    StepBack,
    /// What happened to this library.
    History,
    /// The kiosk has run well for a minute.
    Proven,
    /// A session has ended: what was done in it joins the totals.
    Used(Usage),
    /// Read every byte of what answers, while nobody is there.
    CheckUp,
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
    /// The library must be opened anew: what answers is damaged, or was mended.
    Renewed,
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
    /// Open the library again: another generation answers.
    Reopen,
    /// Whether a PIN matches a hash.
    CheckPin(Ticket, VisitorText, String),
}

/// What the worker answers.
#[derive(Debug)]
pub(super) enum Reply {
    /// The library is open.
    Ready {
        info: Box<Info>,
        notices: Vec<Arc<Card>>,
        questions: Vec<Arc<Card>>,
        /// What may be typed here; the composer takes it.
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
    /// Whether the PIN was right.
    PinChecked(Ticket, bool),
    /// Of an errand.
    News(News),
    /// A stick was put in or pulled out.
    Stick(bool),
}
