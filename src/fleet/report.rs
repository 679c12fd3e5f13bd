//! A terminal's report on itself, signed with its own key. Codes and counts only: no words of visitors, no titles, no paths.
//!
//! A file is `{"kind": …, "key": …, "sig": …, "signed": {…}}`. What is signed is kept as the bytes that stand in the file. The signature is made
//! over the kind, a line end and those bytes, so that a terminal's signature under a report can be taken for nothing else, and none under
//! anything else for a report.

use std::{collections::BTreeMap, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::{FleetError, Usage, error::Misreport, heard::MOST_MATTERS};
use crate::{
    audit,
    bundle::{Key, KeyId, Misread, Signer},
    config::is_terminal_name,
    files::Digest,
    library::HiddenBy,
    policy::RecordId,
    sync::EventKind,
    text::is_term,
};

/// The kind of what is signed, with its version; a later version that means something else has another.
const KIND: &str = "gongkai/terminal-report/v1";
/// The same without its version.
const FAMILY: &str = "gongkai/terminal-report/v";
/// Largest file that is read.
pub(super) const REPORT_LIMIT: u64 = 64 << 10;
/// Most codes and most counts in one report.
const MOST_ENTRIES: usize = 64;
/// Most hidden records in one report.
pub(super) const MOST_HIDDEN: usize = 100;

/// A terminal's report on itself. A later program may say more: what is not known here is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The terminal's name.
    pub terminal: String,
    /// When, by its clock.
    pub reported_at: Timestamp,
    /// Version of its program.
    pub program: String,
    /// The release that it shows; `None` where it shows nothing that was signed.
    pub content: Option<Content>,
    /// The disk that holds its library.
    pub disk: Disk,
    /// Lines of its history: never fewer than before, whatever its clock says.
    pub events: u64,
    /// The last line of its history that tells of content.
    pub last: Option<LastEvent>,
    /// Refusals of late, by advice code.
    #[serde(default)]
    pub refusals: BTreeMap<String, u64>,
    /// It doubts its clock.
    pub clock_doubted: bool,
    /// Plain counts by name; `records` is what it holds, and those of [`Usage`] are since it was set up.
    #[serde(default)]
    pub counts: BTreeMap<String, u64>,
    /// Matters that visitors asked for and did not find, with how often: by the program's own terms, and only where enough asked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub missed: BTreeMap<String, u64>,
    /// Its journal; none where nothing was written down yet, or its program kept none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal: Option<audit::Summary>,
    /// Records that are hidden there, a hundred at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<HiddenNote>,
}

/// A record that is hidden at the terminal for the time being. No title: that is the office's to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenNote {
    /// Its id.
    pub id: RecordId,
    /// Digest of what it said; none where it was not held.
    #[serde(default)]
    pub content: Option<Digest>,
    /// When it was hidden.
    pub since: Timestamp,
    /// By whom.
    pub by: HiddenBy,
    /// Whether it is hidden in what answers now; else a release has spoken, and a step back would hide it again.
    pub counts: bool,
}

/// A release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its number.
    pub release: u64,
    /// Its digest.
    pub digest: Digest,
    /// When it was signed.
    pub released_at: Timestamp,
    /// The digits that people compare (核对码), as the terminal says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
}

/// A disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disk {
    /// Free.
    pub free: u64,
    /// In all.
    pub total: u64,
}

/// The last event of a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastEvent {
    /// When, by the terminal's clock.
    pub at: Timestamp,
    /// Its kind; `None` for what a later program calls by a name that is not known here.
    #[serde(deserialize_with = "known_or_none")]
    pub event: Option<EventKind>,
    /// The release it was about.
    pub release: Option<u64>,
    /// The advice code of a refusal.
    pub code: Option<String>,
}

/// A report whose signature was verified.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The report.
    pub report: Report,
    /// The key that it was signed with.
    pub key: KeyId,
    /// Digest of what was signed.
    pub digest: Digest,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    kind: String,
    key: Key,
    sig: String,
    signed: Box<RawValue>,
}

impl Report {
    /// How visitors use it; none where its program did not count.
    pub fn usage(&self) -> Option<Usage> {
        Usage::of(&self.counts)
    }

    /// The signed file.
    pub(super) fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, FleetError> {
        self.check().map_err(|_| FleetError::Name { name: self.terminal.clone() })?;
        // Texts, numbers and moments are always writable.
        let signed = RawValue::from_string(serde_json::to_string(self).unwrap_or_default()).unwrap_or_default();
        let sig = signer.sign(&message(KIND, signed.get()))?;
        let envelope = Envelope { kind: KIND.to_owned(), key: signer.key(), sig, signed };
        Ok(serde_json::to_vec(&envelope).unwrap_or_default())
    }

    /// Every text must be of the kind that a terminal writes: a report is shown in tables, and names files.
    fn check(&self) -> Result<(), Misreport> {
        let plain = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte))
        };
        let last = self.last.as_ref().and_then(|last| last.code.as_deref());
        if !is_terminal_name(&self.terminal) {
            Err(Misreport::Terminal)
        } else if !plain(&self.program, 32) {
            Err(Misreport::Program)
        } else if self.refusals.len() > MOST_ENTRIES || self.counts.len() > MOST_ENTRIES || self.hidden.len() > MOST_HIDDEN {
            Err(Misreport::Counts)
        } else if !self.refusals.keys().map(String::as_str).chain(last).all(is_code) {
            Err(Misreport::Code)
        } else if !self.counts.keys().all(|name| plain(name, 32))
            || self.missed.len() > MOST_MATTERS
            || !self.missed.keys().all(|name| is_term(name))
        {
            Err(Misreport::Count)
        } else {
            Ok(())
        }
    }
}

impl Signed {
    /// Reads a file and verifies it. Nothing in it is parsed before the signature is good.
    pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Self, FleetError> {
        let unreadable = |why| FleetError::Unreadable { path: path.to_owned(), why };
        let misread = |error: serde_json::Error| unreadable(Misread::json(&error).into());
        /// The part that every version has.
        #[derive(Deserialize)]
        struct Kind {
            kind: String,
        }
        let Kind { kind } = serde_json::from_slice(bytes).map_err(misread)?;
        if kind != KIND {
            let later = kind.strip_prefix(FAMILY).is_some_and(|version| (1..=4).contains(&version.len()) && version.parse::<u16>().is_ok());
            return Err(if later { FleetError::Newer { path: path.to_owned(), kind } } else { unreadable(Misreport::Other) });
        }
        let file: Envelope = serde_json::from_slice(bytes).map_err(misread)?;
        if !file.key.verifies(&message(KIND, file.signed.get()), &file.sig) {
            return Err(FleetError::Signature { path: path.to_owned() });
        }
        let report: Report = serde_json::from_str(file.signed.get()).map_err(misread)?;
        report.check().map_err(unreadable)?;
        Ok(Self { report, key: file.key.id(), digest: Digest::of(file.signed.get().as_bytes()) })
    }
}

/// `B-06`.
pub(super) fn is_code(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b'-', tens, ones]
        if letter.is_ascii_uppercase() && tens.is_ascii_digit() && ones.is_ascii_digit())
}

fn message(kind: &str, signed: &str) -> Vec<u8> {
    format!("{kind}\n{signed}").into_bytes()
}

fn known_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<EventKind>, D::Error> {
    let word = Option::<String>::deserialize(from)?;
    Ok(word.and_then(|word| serde_json::from_value(word.into()).ok()))
}
