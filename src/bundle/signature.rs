//! Keys, and what they sign. The only file that knows the signature crate, and the only one that sees a private key.

use std::fmt;

use ed25519_dalek::{
    Signer as _, SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey},
};
use pkcs8::LineEnding;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{BundleError, KeyFault, canonical::canonical};
use crate::files::Digest;

/// Name of a key: the digest of its public part as TUF writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(Digest);

impl KeyId {
    /// The first eight digits.
    pub fn short(&self) -> String {
        self.0.short()
    }

    /// The first sixteen digits in groups of four, for people who read them to each other.
    pub fn fingerprint(&self) -> String {
        self.0.in_groups()
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A public key as TUF writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// `ed25519`; another word is another algorithm, which this program does not have.
    pub keytype: String,
    /// `ed25519`.
    pub scheme: String,
    /// The key.
    pub keyval: KeyValue,
}

/// The public part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyValue {
    /// 64 small hexadecimal digits.
    pub public: Digest,
}

impl Key {
    fn of(public: &VerifyingKey) -> Self {
        let ed25519 = || "ed25519".to_owned();
        Self { keytype: ed25519(), scheme: ed25519(), keyval: KeyValue { public: Digest::from(public.to_bytes()) } }
    }

    /// The id that follows from the key.
    pub fn id(&self) -> KeyId {
        KeyId(Digest::of(&canonical(self)))
    }

    /// The bytes of the key, by which two spellings of one key would be found out.
    pub(super) fn public(&self) -> [u8; 32] {
        *self.keyval.public.bytes()
    }

    /// Whether this key made that signature. Weak keys and signatures that somebody else could have bent are refused.
    pub fn verifies(&self, message: &[u8], signature: &str) -> bool {
        let mut bytes = [0; 64];
        let key = VerifyingKey::from_bytes(self.keyval.public.bytes());
        self.keytype == "ed25519"
            && self.scheme == "ed25519"
            && hex::decode_to_slice(signature, &mut bytes).is_ok()
            && key.is_ok_and(|key| key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&bytes)).is_ok())
    }
}

/// Binary logarithm of scrypt's cost (OWASP's first choice). Keys that were locked at a lower one are still opened.
const COST: u8 = 17;

/// Something that signs: a key in a file today, a token in a USB port later.
pub trait Signer {
    /// The public key.
    fn key(&self) -> Key;

    /// Signs; 128 hexadecimal digits.
    fn sign(&self, message: &[u8]) -> Result<String, BundleError>;
}

/// A private key in memory; forgotten when dropped.
pub struct SecretKey(SigningKey);

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.key().id().short())
    }
}

impl SecretKey {
    /// A new key.
    pub fn generate() -> Result<Self, BundleError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|source| BundleError::NoRandomness { why: source.to_string() })?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// The key that follows from a seed; for tests, which want the same every time.
    #[cfg(test)]
    pub(crate) fn of_seed(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    /// PKCS#8 in PEM, encrypted with a passphrase (scrypt with N = 2^17, r = 8, p = 1, which costs whoever guesses 128 MiB a guess; AES-256-CBC).
    pub fn to_pem(&self, passphrase: &str) -> Result<Zeroizing<String>, BundleError> {
        let unlockable = || BundleError::SecretKey { why: KeyFault::NotLockable };
        let (mut salt, mut first) = ([0; 16], [0; 16]);
        for random in [&mut salt, &mut first] {
            getrandom::fill(random).map_err(|source| BundleError::NoRandomness { why: source.to_string() })?;
        }
        let cost = pkcs8::pkcs5::scrypt::Params::new(COST, 8, 1).map_err(|_| unlockable())?;
        let terms = pkcs8::pkcs5::pbes2::Parameters::generate_scrypt_aes256cbc(cost, &salt, first).map_err(|_| unlockable())?;
        let plain = self.0.to_pkcs8_der().map_err(|_| unlockable())?;
        let plain = pkcs8::PrivateKeyInfoRef::try_from(plain.as_bytes()).map_err(|_| unlockable())?;
        let locked = plain.encrypt_with_params(terms, passphrase).map_err(|_| unlockable())?;
        locked.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).map_err(|_| unlockable())
    }

    /// Reads it back; a wrong passphrase is an error of its own.
    pub fn from_pem(pem: &str, passphrase: &str) -> Result<Self, BundleError> {
        if !pem.contains("BEGIN ENCRYPTED PRIVATE KEY") {
            let why = if pem.contains("\"keyval\"") { KeyFault::Public } else { KeyFault::NotLocked };
            return Err(BundleError::SecretKey { why });
        }
        SigningKey::from_pkcs8_encrypted_pem(pem, passphrase).map(Self).map_err(|_| BundleError::Passphrase)
    }

    /// The bare seed of a terminal's own key, which nobody is there to unlock.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The key of that seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }
}

impl Signer for SecretKey {
    fn key(&self) -> Key {
        Key::of(&self.0.verifying_key())
    }

    fn sign(&self, message: &[u8]) -> Result<String, BundleError> {
        Ok(hex::encode(self.0.sign(message).to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_only_with_its_passphrase() {
        let key = SecretKey::generate().unwrap();
        let pem = key.to_pem("云川-2026").unwrap();
        assert!(!pem.contains(&hex::encode(*key.seed())));
        assert_eq!(SecretKey::from_pem(&pem, "云川-2026").unwrap().key(), key.key());
        assert!(matches!(SecretKey::from_pem(&pem, "云川-2025"), Err(BundleError::Passphrase)));
        assert!(matches!(SecretKey::from_pem("nonsense", "x"), Err(BundleError::SecretKey { .. })));
    }

    #[test]
    fn a_signature_is_of_these_bytes_and_this_key() {
        let (key, other) = (SecretKey::of_seed(1), SecretKey::of_seed(2));
        let signature = key.sign(b"abc").unwrap();
        assert!(key.key().verifies(b"abc", &signature));
        assert!(!key.key().verifies(b"abd", &signature));
        assert!(!other.key().verifies(b"abc", &signature));
        assert!(!key.key().verifies(b"abc", signature.split_at(2).1));
    }
}
