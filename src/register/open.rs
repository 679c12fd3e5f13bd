//! What a stick brings is opened and registered: each form once, whatever came twice; what does not fit is put aside and told, and nothing is dropped.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use super::{Register, RegisterError};
use crate::{
    bundle::STICK_FOLDER,
    files::{Digest, DiskRefused, bounded},
    outbox::{Bound, Export, FOLDER, LARGEST_EXPORT, NotAnExport, OfficeKeyId, OfficeSecret, ReceiptNumber, SealedRequest, Shut},
    request::Form,
};

/// Files of one terminal that are read from one stick.
const MOST_FILES: usize = 500;

/// What came of a stick.
#[derive(Debug, Default)]
pub struct Opened {
    /// Office numbers of what is new.
    pub registered: Vec<String>,
    /// How many were there already, byte for byte.
    pub known: usize,
    /// Slips of what was put aside just now or before, and why.
    pub quarantined: Vec<(String, Aside)>,
    /// Files that are not believed, and why.
    pub refused: Vec<(PathBuf, Refused)>,
}

/// Why a form was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// The same form is registered with other bytes.
    OtherBytes,
    /// The same slip's number is registered for another form.
    SameNumber,
    /// It does not open.
    Shut(Shut),
}

impl Aside {
    /// Its name in the register.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OtherBytes => "other_bytes",
            Self::SameNumber => "same_number",
            Self::Shut(Shut::NoKey) => "no_key",
            Self::Shut(Shut::UnknownForm) => "unknown_form",
            Self::Shut(Shut::Tampered) => "tampered",
            Self::Shut(Shut::OtherForm) => "other_form",
        }
    }

    /// In front of people.
    pub fn label(name: &str) -> &'static str {
        match name {
            "other_bytes" => "同一件，内容和已登记的不一样",
            "same_number" => "回执号和已登记的另一件一样",
            "no_key" => "不是用这里的接收密钥封的（旧密钥也要一起给）",
            "unknown_form" => "表格比这个程序新",
            "tampered" => "打不开：坏了，或者有人改过",
            "other_form" => "打开了，不是这种表格",
            _ => "说不清的原因",
        }
    }
}

/// Why a file is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is no export, or was changed.
    Not(NotAnExport),
    /// It is signed with another key than the terminal's first one.
    OtherKey,
    /// It cannot be read.
    Unread,
}

impl Refused {
    /// In front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Not(NotAnExport::Unreadable) => "不是终端写的，或者只写了一半",
            Self::Not(NotAnExport::Newer) => "终端的程序比这里的新",
            Self::Not(NotAnExport::Signature) => "签名不对，拷坏了，或者有人改过",
            Self::OtherKey => "签名的密钥和这台终端以前的不一样；重装过的，加 --renew",
            Self::Unread => "读不出来",
        }
    }
}

impl Register {
    /// Takes in everything that a stick brings, in one transaction. `renewed` are terminals that were set up anew, whose new key is taken.
    pub fn take(
        &mut self,
        stick: &Path,
        secrets: &[(OfficeKeyId, OfficeSecret)],
        renewed: &[String],
        today: Date,
    ) -> Result<Opened, RegisterError> {
        let files = exports_on(stick)?.into_iter().map(|path| {
            let bytes = bounded::read(&path, LARGEST_EXPORT).map_err(|_| Refused::Unread);
            (path, bytes)
        });
        self.take_files(files, &|request| request.open(secrets), renewed, today)
    }

    /// The same of files that were read. Only one is in memory at a time.
    pub(super) fn take_files(
        &mut self,
        files: impl Iterator<Item = (PathBuf, Result<Vec<u8>, Refused>)>,
        open: &Opener<'_>,
        renewed: &[String],
        today: Date,
    ) -> Result<Opened, RegisterError> {
        let failed = self.failed();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
        let mut opened = Opened::default();
        for (path, bytes) in files {
            match bytes.and_then(|bytes| Export::read(&bytes).map_err(Refused::Not)) {
                Err(why) => opened.refused.push((path, why)),
                Ok((key, export)) => {
                    if !is_its_own(&transaction, &export, &key.id().to_string(), renewed).map_err(&failed)? {
                        opened.refused.push((path, Refused::OtherKey));
                        continue;
                    }
                    for request in &export.requests {
                        take_one(&transaction, request, open, today, &mut opened).map_err(&failed)?;
                    }
                }
            }
        }
        transaction.commit().map_err(&failed)?;
        Ok(opened)
    }
}

/// What opens a sealed form: the office's keys, but for tests of what happens around it.
pub(super) type Opener<'a> = dyn Fn(&SealedRequest) -> Result<Form, Shut> + 'a;

/// A sealed form as it is kept while it is put aside: its bytes, the digest of its questions, the key; then its day and its counter, which the first
/// programs did not keep: the number on the slip tells both.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept(String, Digest, String, #[serde(default)] Option<(Date, u64)>);

impl Kept {
    fn of(request: &SealedRequest) -> Self {
        let SealedRequest { bound, day, counter, sealed, .. } = request;
        Self(hex::encode(sealed), bound.schema, bound.key.to_string(), Some((*day, *counter)))
    }

    /// The sealed form again, with what stood beside it.
    pub(super) fn request(self, terminal: String, rid: &str, receipt: ReceiptNumber) -> Option<SealedRequest> {
        let Self(sealed, schema, key, when) = self;
        let mut bytes = [0; 16];
        hex::decode_to_slice(rid, &mut bytes).ok()?;
        let (day, counter) = when.or_else(|| Some((receipt.day()?, receipt.counter())))?;
        let bound = Bound { terminal, rid: bytes, receipt, schema, key: key.parse().ok()? };
        Some(SealedRequest { bound, day, counter, sealed: hex::decode(sealed).ok()?, received: None })
    }
}

/// All exports on a stick, or in a folder that somebody copied from one, in the order of their names.
fn exports_on(stick: &Path) -> Result<Vec<PathBuf>, RegisterError> {
    let ours = stick.join(STICK_FOLDER).join(FOLDER);
    let folder = if ours.is_dir() { ours } else { stick.to_owned() };
    let failed = |path: &Path, source| RegisterError::Disk(DiskRefused { doing: "listing", path: path.to_owned(), source });
    let listed = |folder: &Path| {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(folder).map_err(|source| failed(folder, source))?.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        Ok::<_, RegisterError>(entries)
    };
    let is_export = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "gkr");
    let mut files = Vec::new();
    for entry in listed(&folder)? {
        // Links are not followed: nothing on a stick leads out of it.
        let kind = fs::symlink_metadata(&entry).map_err(|source| failed(&entry, source))?;
        if kind.is_dir() {
            files.extend(listed(&entry)?.into_iter().filter(is_export).take(MOST_FILES));
        } else if kind.is_file() && is_export(&entry) {
            files.push(entry);
        }
    }
    files.retain(|path| fs::symlink_metadata(path).is_ok_and(|kind| kind.is_file()));
    if files.is_empty() { Err(RegisterError::Nothing { path: stick.to_owned() }) } else { Ok(files) }
}

/// Whether a file is signed with the key that its terminal was seen with first; a new terminal's is learned.
fn is_its_own(register: &Transaction<'_>, export: &Export, key: &str, renewed: &[String]) -> Result<bool, rusqlite::Error> {
    let known: Option<String> =
        register.query_row("SELECT key FROM terminals WHERE terminal = ?1", [&export.terminal], |row| row.get(0)).optional()?;
    let is_own = known.as_deref().is_none_or(|known| known == key) || renewed.contains(&export.terminal);
    if is_own {
        let heeded = i64::try_from(export.heeded).unwrap_or(0);
        register.execute(
            "INSERT INTO terminals (terminal, key, heeded) VALUES (?1, ?2, ?3)
             ON CONFLICT (terminal) DO UPDATE SET key = ?2, heeded = max(heeded, ?3)",
            params![export.terminal, key, heeded],
        )?;
    }
    Ok(is_own)
}

fn take_one(
    register: &Transaction<'_>,
    request: &SealedRequest,
    open: &Opener<'_>,
    today: Date,
    opened: &mut Opened,
) -> Result<(), rusqlite::Error> {
    let (terminal, rid) = (&request.bound.terminal, hex::encode(request.bound.rid));
    let (receipt, digest) = (request.bound.receipt.as_str(), request.digest().to_string());
    let count = |sql: &str, with: &[&str]| register.query_row(sql, rusqlite::params_from_iter(with), |row| row.get::<_, i64>(0));
    // The terminal still holds it, whatever words it was sent: the next one names it again.
    let again = "UPDATE requests SET named_in = NULL WHERE terminal = ?1 AND rid = ?2 AND digest = ?3";
    let given_up = "UPDATE quarantine SET named_in = NULL WHERE terminal = ?1 AND rid = ?2 AND digest = ?3 AND because IS NOT NULL";
    if register.execute(again, [terminal, &rid, &digest])? + register.execute(given_up, [terminal, &rid, &digest])? > 0 {
        opened.known += 1;
        return note_receipt(register, request, today);
    }
    let same = count("SELECT count(*) FROM requests WHERE terminal = ?1 AND rid = ?2", &[terminal, &rid])?;
    let doubled = count("SELECT count(*) FROM requests WHERE receipt = ?1", &[receipt])?;
    let form = match (same, doubled) {
        (1.., _) => Err(Aside::OtherBytes),
        (_, 1..) => Err(Aside::SameNumber),
        _ => open(request).map_err(Aside::Shut),
    };
    match form.and_then(|form| register_form(register, request, &form, today).transpose().ok_or(Aside::Shut(Shut::OtherForm))) {
        Ok(office) => {
            opened.registered.push(office?);
            note_receipt(register, request, today)?;
        }
        Err(why) => {
            let bytes = serde_json::to_vec(&Kept::of(request)).unwrap_or_default();
            register.execute(
                "INSERT INTO quarantine (terminal, rid, receipt, digest, why, found_on, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (terminal, rid, digest) DO UPDATE SET why = ?5",
                params![terminal, rid, receipt, digest, why.as_str(), today.to_string(), bytes],
            )?;
            opened.quarantined.push((receipt.to_owned(), why));
        }
    }
    Ok(())
}

/// Notes the day on which staff at the terminal took an application in person, unless somebody wrote down already when it was received.
fn note_receipt(register: &Transaction<'_>, request: &SealedRequest, today: Date) -> Result<(), rusqlite::Error> {
    let Some(day) = request.received else { return Ok(()) };
    let event = serde_json::json!({ "what": "received", "on": day, "by": "in_person" }).to_string();
    let wanted = "SELECT id FROM requests WHERE terminal = ?1 AND rid = ?2 AND digest = ?3 AND form LIKE 'disclosure-%'
                  AND NOT EXISTS (SELECT 1 FROM events WHERE request = requests.id AND event LIKE '%\"received\"%')";
    let of = params![request.bound.terminal, hex::encode(request.bound.rid), request.digest().to_string()];
    if let Some(id) = register.query_row(wanted, of, |row| row.get::<_, i64>(0)).optional()? {
        register.execute("INSERT INTO events (request, noted_on, event) VALUES (?1, ?2, ?3)", params![id, today.to_string(), event])?;
        register.execute("UPDATE requests SET step = 'handled' WHERE id = ?1 AND step = 'received'", [id])?;
    }
    Ok(())
}

/// Registers a form that was opened, and takes it out of what was put aside; its number. Nothing where it cannot be written down as its kind is.
pub(super) fn register_form(
    register: &Transaction<'_>,
    request: &SealedRequest,
    form: &Form,
    today: Date,
) -> Result<Option<String>, rusqlite::Error> {
    let Some(answers) = form.written() else { return Ok(None) };
    let (terminal, rid, digest) = (&request.bound.terminal, hex::encode(request.bound.rid), request.digest().to_string());
    let office = next_number(register, form.schema.is_application(), today)?;
    // A key that came later opens what was put aside for want of it.
    register.execute("DELETE FROM quarantine WHERE terminal = ?1 AND rid = ?2 AND digest = ?3", [terminal, &rid, &digest])?;
    register.execute(
        "INSERT INTO requests (office, terminal, rid, receipt, digest, form, left_on, opened_on, answers)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            office,
            terminal,
            rid,
            request.bound.receipt.as_str(),
            digest,
            form.schema.id,
            request.day.to_string(),
            today.to_string(),
            String::from_utf8_lossy(&answers)
        ],
    )?;
    Ok(Some(office))
}

/// The office's next number of a year: `申2026-0001` for an application, `声2026-0001` for everything else that visitors say.
fn next_number(register: &Transaction<'_>, is_application: bool, today: Date) -> Result<String, rusqlite::Error> {
    let head = format!("{}{}-", if is_application { "申" } else { "声" }, today.year());
    let last = "SELECT max(CAST(substr(office, length(?1) + 1) AS INTEGER)) FROM requests WHERE substr(office, 1, length(?1)) = ?1";
    let last: Option<i64> = register.query_row(last, [&head], |row| row.get(0))?;
    Ok(format!("{head}{:04}", last.unwrap_or(0) + 1))
}
