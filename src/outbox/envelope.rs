//! One sealed form with what its seal is bound to: what lies in the outbox and on sticks. And the file of many of them that a terminal leaves.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Bound, OfficeKeyId, OfficeSecret, ReceiptNumber,
    seal::{SEALED, SUITE},
};
use crate::{
    bundle::{BundleError, Key, Signer},
    config::is_terminal_name,
    files::Digest,
    request::{Form, Schema},
};

/// Kind of the file, signed with it.
const KIND: &str = "gongkai/outbox/v1";
/// Most forms in one file.
const MOST: usize = 2000;
/// Bytes that no such file exceeds.
pub const LARGEST_EXPORT: u64 = 32 << 20;

/// A sealed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRequest {
    /// What the seal is bound to.
    pub bound: Bound,
    /// The day on which it was left; no hour.
    pub day: Date,
    /// Its place among all that were left at the terminal.
    pub counter: u64,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
    /// The day on which staff at the terminal took it in person (条例 art. 31(1)). No part of what is sealed, nor of the digest: it comes later.
    pub received: Option<Date>,
}

impl SealedRequest {
    /// Digest of the whole, which the office acknowledges. Of the sealed bytes and what they are bound to, never of the words.
    pub fn digest(&self) -> Digest {
        let mut bytes = self.bound.bytes();
        bytes.extend_from_slice(format!("{} {} ", self.day, self.counter).as_bytes());
        bytes.extend_from_slice(&self.sealed);
        Digest::of(&bytes)
    }

    /// Opens and reads it; the reason where it cannot be.
    pub fn open(&self, secrets: &[(OfficeKeyId, OfficeSecret)]) -> Result<Form, Shut> {
        let schema = Schema::of_digest(&self.bound.schema).ok_or(Shut::UnknownForm)?;
        let (_, secret) = secrets.iter().find(|(id, _)| *id == self.bound.key).ok_or(Shut::NoKey)?;
        let bytes = secret.open(&self.bound, &self.sealed).ok_or(Shut::Tampered)?;
        Form::read(schema, &bytes).ok_or(Shut::OtherForm)
    }
}

/// Why a sealed form stays shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// It was sealed for a key that is not here: an old one, or another office's.
    NoKey,
    /// A form that this program does not know.
    UnknownForm,
    /// It was damaged, or something it is bound to was exchanged.
    Tampered,
    /// It opens, and is no form of this kind.
    OtherForm,
}

/// A sealed form as it stands in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Line {
    terminal: String,
    rid: String,
    receipt: String,
    schema: Digest,
    key: String,
    suite: u8,
    day: Date,
    counter: u64,
    sealed: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    received: Option<Date>,
}

impl Line {
    fn of(request: &SealedRequest) -> Self {
        let SealedRequest { bound, day, counter, sealed, received } = request;
        Self {
            terminal: bound.terminal.clone(),
            rid: hex::encode(bound.rid),
            receipt: bound.receipt.to_string(),
            schema: bound.schema,
            key: bound.key.to_string(),
            suite: SUITE,
            day: *day,
            counter: *counter,
            sealed: hex::encode(sealed),
            received: *received,
        }
    }

    fn read(self) -> Option<SealedRequest> {
        let mut rid = [0; 16];
        hex::decode_to_slice(&self.rid, &mut rid).ok()?;
        let key: OfficeKeyId = self.key.parse().ok()?;
        let sealed = hex::decode(&self.sealed).ok()?;
        let receipt: ReceiptNumber = self.receipt.parse().ok()?;
        if receipt.as_str() != self.receipt || !is_terminal_name(&self.terminal) || self.suite != SUITE || sealed.len() != SEALED {
            return None;
        }
        let bound = Bound { terminal: self.terminal, rid, receipt, schema: self.schema, key };
        Some(SealedRequest { bound, day: self.day, counter: self.counter, sealed, received: self.received })
    }
}

/// All that waits at a terminal, as it goes onto a stick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The terminal.
    pub terminal: String,
    /// The last acknowledgement that it has heeded, so that the office never counts behind it.
    pub heeded: u64,
    /// What waits there, the first first.
    pub requests: Vec<SealedRequest>,
}

#[derive(Serialize, Deserialize)]
struct Body {
    terminal: String,
    heeded: u64,
    requests: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct File {
    kind: String,
    key: Key,
    sig: String,
    signed: Box<serde_json::value::RawValue>,
}

/// Why a file is no export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnExport {
    /// No file of ours, or half of one.
    Unreadable,
    /// A later program wrote it.
    Newer,
    /// The signature is not its own.
    Signature,
}

impl Export {
    /// The signed file.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, BundleError> {
        let requests = self.requests.iter().map(Line::of).collect();
        let body = Body { terminal: self.terminal.clone(), heeded: self.heeded, requests };
        let text = serde_json::to_string(&body).unwrap_or_default();
        let sig = signer.sign(&message(&text))?;
        let signed = serde_json::value::RawValue::from_string(text).unwrap_or_default();
        let file = File { kind: KIND.to_owned(), key: signer.key(), sig, signed };
        Ok(serde_json::to_vec(&file).unwrap_or_default())
    }

    /// Reads a file, and with which key it was signed. Nothing in it is parsed before the signature is good.
    pub fn read(bytes: &[u8]) -> Result<(Key, Self), NotAnExport> {
        let file: File = serde_json::from_slice(bytes).map_err(|_| NotAnExport::Unreadable)?;
        if file.kind != KIND {
            let later = file.kind.starts_with("gongkai/outbox/v");
            return Err(if later { NotAnExport::Newer } else { NotAnExport::Unreadable });
        }
        if !file.key.verifies(&message(file.signed.get()), &file.sig) {
            return Err(NotAnExport::Signature);
        }
        let body: Body = serde_json::from_str(file.signed.get()).map_err(|_| NotAnExport::Unreadable)?;
        if body.requests.len() > MOST || !is_terminal_name(&body.terminal) {
            return Err(NotAnExport::Unreadable);
        }
        let terminal = body.terminal;
        let requests = body.requests.into_iter().map(|line| line.read().filter(|request| request.bound.terminal == terminal));
        let requests = requests.collect::<Option<Vec<_>>>().ok_or(NotAnExport::Unreadable)?;
        Ok((file.key, Self { terminal, heeded: body.heeded, requests }))
    }
}

fn message(signed: &str) -> Vec<u8> {
    format!("{KIND}\n{signed}").into_bytes()
}
