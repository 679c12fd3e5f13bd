//! A word of the office to terminals that is no content: which key they seal with, what of theirs has arrived. One small file, signed by whoever
//! signs receipts (the packer, where nobody else is named), and made for one terminal or for all.

use jiff::{Span, Timestamp as Instant};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    BundleError, Head, Misread, Objection, Root, Signer,
    canonical::canonical,
    metadata::{Envelope, Metadata, Signature},
    quorum::enough_signers,
};

/// Years after which nobody should rely on a word any more.
const YEARS: i64 = 10;

/// A word as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Notice {
    #[serde(flatten)]
    head: Head,
    gongkai: Terms,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Terms {
    /// What it is about; a word about one thing is never read as one about another.
    about: String,
    word: serde_json::Value,
}

impl Metadata for Notice {
    const KIND: &'static str = "notice";
    fn head(&self) -> &Head {
        &self.head
    }
}

/// Signs a word, the `version`-th about this.
pub fn sign_notice(about: &str, version: u64, word: &impl Serialize, signer: &dyn Signer, now: Instant) -> Result<Vec<u8>, BundleError> {
    let unwritable = |why| BundleError::OwnFile { path: about.into(), why };
    let json = |error: serde_json::Error| unwritable(Misread::json(&error));
    let expires = now.checked_add(Span::new().hours(YEARS * 366 * 24)).unwrap_or(Instant::MAX);
    let word = serde_json::to_value(word).map_err(json)?;
    let notice = Notice { head: Head::new(Notice::KIND, version, expires), gongkai: Terms { about: about.to_owned(), word } };
    let text = String::from_utf8(canonical(&notice)).map_err(|_| unwritable(Misread::NotText))?;
    let sig = signer.sign(text.as_bytes())?;
    let signatures = vec![Signature { keyid: signer.key().id(), sig }];
    Ok(Envelope { signatures, signed: RawValue::from_string(text).map_err(json)? }.to_bytes())
}

/// Reads a word about something, and its version. Nothing in it is parsed before the signature is good.
pub fn read_notice<T: DeserializeOwned>(about: &str, bytes: &[u8], root: &Root) -> Result<(u64, T), BundleError> {
    let file = Envelope::parse(about, bytes)?;
    enough_signers(about, &file, &root.keys, &root.gongkai.receipts)?;
    let Notice { head, gongkai } = file.read(about)?;
    let unreadable = |why| BundleError::from(Objection::Unreadable { name: about.to_owned(), why });
    if gongkai.about != about {
        return Err(unreadable(Misread::OtherType { found: gongkai.about.chars().take(40).collect(), expected: about.to_owned() }));
    }
    let word = serde_json::from_value(gongkai.word).map_err(|error| unreadable(Misread::json(&error)))?;
    Ok((head.version, word))
}
