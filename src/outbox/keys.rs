//! The office's key as people keep it: the private part in a file that a passphrase locks, the public part in a file that is signed for terminals.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use pkcs8::{
    AlgorithmIdentifierRef, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef, der::asn1::OctetStringRef,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{OfficeKey, OfficeKeyId, OfficeSecret, OutboxError, failed, seal::SUITE};
use crate::files::bounded;

/// X-Wing's own name among algorithms (draft-connolly-cfrg-xwing-kem).
const XWING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.62253.25722");
/// Binary logarithm of scrypt's cost, as for keys that sign.
const COST: u8 = 17;
/// Bytes that no key file exceeds.
const LARGEST_KEY: u64 = 16 << 10;

/// The office's key, as terminals are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeKeyWord {
    /// The cipher.
    pub suite: u8,
    /// The public key, in hexadecimal digits.
    pub public: String,
    /// The office, as people call it.
    pub body: String,
}

impl OfficeKeyWord {
    /// What terminals are told of a key.
    pub fn of(key: &OfficeKey, body: &str) -> Self {
        Self { suite: SUITE, public: hex::encode(key.to_bytes()), body: crate::text::clean(body).into_owned() }
    }

    /// The key; none where this program does not know its cipher, or it is none.
    pub fn key(&self) -> Option<OfficeKey> {
        let bytes = hex::decode(&self.public).ok()?;
        OfficeKey::of_bytes(&bytes).filter(|_| self.suite == SUITE)
    }

    /// Reads the public file that lies beside a private key.
    pub fn read(path: &Path) -> Result<Self, OutboxError> {
        let bytes = bounded::read(path, LARGEST_KEY).map_err(failed("reading", path))?;
        let foreign = || OutboxError::Foreign { path: path.to_owned(), what: "接收公钥" };
        let word: Self = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
        if word.key().is_some() { Ok(word) } else { Err(foreign()) }
    }
}

/// Makes a private key file; refuses to replace one.
pub fn write_secret(path: &Path, secret: &OfficeSecret, passphrase: &str) -> Result<(), OutboxError> {
    let pem = locked(secret, passphrase).ok_or(OutboxError::NotSealed)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed("creating", path))?;
    file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()).map_err(failed("writing", path))
}

/// Reads a private key file; a wrong passphrase is an error of its own.
pub fn read_secret(path: &Path, passphrase: &str) -> Result<(OfficeKeyId, OfficeSecret), OutboxError> {
    let foreign = || OutboxError::Foreign { path: path.to_owned(), what: "接收私钥" };
    let bytes = Zeroizing::new(bounded::read(path, LARGEST_KEY).map_err(failed("reading", path))?);
    let pem = std::str::from_utf8(&bytes).ok().filter(|pem| pem.contains("BEGIN ENCRYPTED PRIVATE KEY")).ok_or_else(foreign)?;
    let (_, document) = pkcs8::SecretDocument::from_pem(pem).map_err(|_| foreign())?;
    let locked = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| foreign())?;
    let opened = locked.decrypt(passphrase).map_err(|_| OutboxError::Passphrase)?;
    let info = PrivateKeyInfoRef::try_from(opened.as_bytes()).map_err(|_| OutboxError::Passphrase)?;
    let secret = (info.algorithm.oid == XWING).then(|| OfficeSecret::of_seed(info.private_key.as_bytes())).flatten().ok_or_else(foreign)?;
    let id = secret.public().ok_or_else(foreign)?.id();
    Ok((id, secret))
}

fn locked(secret: &OfficeSecret, passphrase: &str) -> Option<Zeroizing<String>> {
    let (mut salt, mut first) = ([0; 16], [0; 16]);
    getrandom::fill(&mut salt).and_then(|()| getrandom::fill(&mut first)).ok()?;
    let cost = pkcs8::pkcs5::scrypt::Params::new(COST, 8, 1).ok()?;
    let terms = pkcs8::pkcs5::pbes2::Parameters::generate_scrypt_aes256cbc(cost, &salt, first).ok()?;
    let algorithm = AlgorithmIdentifierRef { oid: XWING, parameters: None };
    let plain = PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(secret.seed()).ok()?);
    plain.encrypt_with_params(terms, passphrase).ok()?.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_only_with_its_passphrase_and_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.key");
        let secret = OfficeSecret::generate().unwrap();
        write_secret(&path, &secret, "云川-2026").unwrap();
        let (id, again) = read_secret(&path, "云川-2026").unwrap();
        assert_eq!((id, again.seed()), (secret.public().unwrap().id(), secret.seed()));
        assert!(matches!(read_secret(&path, "云川-2025"), Err(OutboxError::Passphrase)));
        assert!(write_secret(&path, &secret, "x").is_err());
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&hex::encode(secret.seed())));
        fs::write(&path, "nonsense").unwrap();
        assert!(matches!(read_secret(&path, "x"), Err(OutboxError::Foreign { .. })));
    }

    #[test]
    fn a_public_key_is_read_back_and_another_cipher_is_not() {
        let key = OfficeSecret::generate().unwrap().public().unwrap();
        let word = OfficeKeyWord::of(&key, "云川县政务公开办");
        assert_eq!(word.key(), Some(key));
        assert_eq!(OfficeKeyWord { suite: 2, ..word.clone() }.key(), None);
        assert_eq!(OfficeKeyWord { public: "00".to_owned(), ..word }.key(), None);
    }
}
