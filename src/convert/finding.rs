//! What is to be said about a file: a code that programs read, how grave it is, and where it stands.

use serde::{Deserialize, Serialize};

/// How much a finding stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// To be known.
    Info,
    /// To be answered by a person before it is published.
    Warning,
    /// Nothing is published while it stands.
    Error,
}

/// What it is, as programs write it: `REVISIONS_PRESENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// By its content it is of no kind that is read here.
    UnsupportedKind,
    /// It cannot be read to its end.
    Corrupt,
    /// It wants a password.
    Encrypted,
    /// More bytes, parts or depth than an honest file has.
    TooLarge,
    /// It unpacks to far more than it is.
    Bomb,
    /// Reading took longer than it may.
    Timeout,
    /// Whoever read it died.
    Crashed,
    /// Another program must turn it into something readable first.
    NeedsConverter,
    /// Pages are drawn, and no letter of them is text.
    NoTextLayer,
    /// Pages are pictures with text below them that a machine guessed.
    OcrLayer,
    /// Its codes do not say which characters they are.
    BadEncodingMap,
    /// The encoding is a guess.
    EncodingGuessed,
    /// The order of what was read may not be that of reading.
    OrderSuspect,
    /// It was read and there is hardly a character.
    EmptyText,
    /// Somebody's changes wait to be accepted or refused.
    RevisionsPresent,
    /// What is not shown: hidden letters, sheets, columns.
    HiddenContent,
    /// A sheet that is not shown was left out.
    HiddenSheet,
    /// What goes around the text of a page may be among it.
    NotTrimmed,
    /// A table may go on on the next page.
    TableSuspect,
    /// An attachment is named and is not there.
    AttachmentMissing,
    /// A field that such a paper has was not found.
    MetaMissing,
    /// The file says two things about one field.
    MetaConflict,
    /// Numbers of headings or articles leave one out.
    NumberingGap,
    /// More than one paper in one file.
    MultiDocument,
    /// Its mark says that it is not for everybody.
    NotDisplayable,
    /// Words about a person.
    PiiFound,
    /// A person's number, masked already.
    PiiMasked,
    /// Words that are wrong by the office's list.
    WrongWord,
    /// A mark of secrecy, or papers that are for inside.
    SecretMark,
    /// A place to fill in that nobody filled in.
    Placeholder,
    /// An address outside the hosts that are allowed.
    ExternalLink,
    /// A name that leads out of its folder, or that no system keeps.
    UnsafeName,
    /// A person's correction that cannot be made again.
    EditLost,
}

impl Code {
    /// Its name in files and for programs: `EMPTY_TEXT`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// Where it stands in what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A block of the manuscript, from 0.
    Block(usize),
    /// A page, from 1.
    Page(u32),
    /// What stands at the head or foot of pages.
    Margin,
    /// What the file says of itself: author, title.
    Properties,
    /// The name of the file.
    Name,
}

/// One thing to be said about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How grave.
    pub level: Level,
    /// Where, if it stands somewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The words it is about, masked where they are a person's; for people, in Chinese where it is not a quotation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}
