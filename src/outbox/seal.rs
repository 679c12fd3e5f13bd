//! Sealing and opening: the only file that knows the cipher. HPKE (RFC 9180) with X-Wing (ML-KEM-768 and X25519), HKDF-SHA256 and
//! ChaCha20-Poly1305. A hall that must use SM2 and SM4 gets another suite byte and another arm here.
//!
//! Enters: a form's bytes, the office's public key, and what the seal is bound to. Leaves: an envelope, always of the same length. Whoever holds the
//! public key cannot open what it sealed.

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::XWing, single_shot_open,
    single_shot_seal,
};
use zeroize::Zeroizing;

use super::{OutboxError, ReceiptNumber};
use crate::{files::Digest, request::LARGEST_FORM};

/// X-Wing, HKDF-SHA256, ChaCha20-Poly1305.
pub(super) const SUITE: u8 = 1;
/// Bytes of a form with its length before it and zeros behind: one class for all.
const PADDED: usize = LARGEST_FORM + 4;
/// Bytes of what X-Wing hands over, and of the cipher's tag.
const ENCAPSULATED: usize = 1120;
const TAG: usize = 16;
/// Bytes of a sealed form.
pub(super) const SEALED: usize = ENCAPSULATED + PADDED + TAG;
/// What every message of ours begins with.
const INFO: &[u8] = b"gongkai/request/v1";

/// The first eight bytes of the digest of a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfficeKeyId(pub(super) [u8; 8]);

impl std::fmt::Display for OfficeKeyId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl std::str::FromStr for OfficeKeyId {
    type Err = hex::FromHexError;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        let mut id = [0; 8];
        hex::decode_to_slice(digits, &mut id).map(|()| Self(id))
    }
}

/// The key with which terminals seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeKey(<XWing as Kem>::PublicKey);

impl OfficeKey {
    /// Of its bytes; none where they are no key.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        <XWing as Kem>::PublicKey::from_bytes(bytes).ok().map(Self)
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// What it is called.
    pub fn id(&self) -> OfficeKeyId {
        let digest = Digest::of(&self.to_bytes());
        let mut id = [0; 8];
        id.iter_mut().zip(digest.bytes()).for_each(|(to, from)| *to = *from);
        OfficeKeyId(id)
    }
}

/// The key with which the office opens; forgotten when dropped.
pub struct OfficeSecret(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for OfficeSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("OfficeSecret(…)")
    }
}

impl OfficeSecret {
    /// A new key.
    pub fn generate() -> Result<Self, OutboxError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|_| OutboxError::NoRandomness)?;
        Ok(Self(seed))
    }

    /// The key of that seed.
    pub(super) fn of_seed(seed: &[u8]) -> Option<Self> {
        let mut kept = Zeroizing::new([0; 32]);
        (seed.len() == kept.len()).then(|| kept.iter_mut().zip(seed).for_each(|(to, from)| *to = *from))?;
        Some(Self(kept))
    }

    pub(super) fn seed(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key that terminals need.
    pub fn public(&self) -> Option<OfficeKey> {
        let secret = <XWing as Kem>::PrivateKey::from_bytes(self.0.as_ref()).ok()?;
        Some(OfficeKey(XWing::sk_to_pk(&secret)))
    }

    /// Opens what was sealed; nothing where it was not sealed with this key, or anything that it is bound to is otherwise.
    pub(super) fn open(&self, bound: &Bound, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (encapsulated, cipher) = sealed.split_at_checked(ENCAPSULATED)?;
        let secret = <XWing as Kem>::PrivateKey::from_bytes(self.0.as_ref()).ok()?;
        let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        let opened =
            single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(&OpModeR::Base, &secret, &encapsulated, INFO, cipher, &bound.bytes());
        unpadded(&Zeroizing::new(opened.ok()?))
    }
}

/// What a seal is bound to: none of it can be exchanged for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The terminal.
    pub terminal: String,
    /// Sixteen random bytes, by which the request is known everywhere.
    pub rid: [u8; 16],
    /// The number on the slip.
    pub receipt: ReceiptNumber,
    /// Digest of the form's questions.
    pub schema: Digest,
    /// The key that it was sealed for.
    pub key: OfficeKeyId,
}

impl Bound {
    /// Every part with its length before it, so that no two of these give the same bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let parts: [&[u8]; 7] =
            [INFO, &[SUITE], self.terminal.as_bytes(), &self.rid, self.receipt.as_str().as_bytes(), self.schema.bytes(), &self.key.0];
        let length = |part: &[u8]| u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes();
        parts.iter().flat_map(|part| length(part).into_iter().chain(part.iter().copied())).collect()
    }
}

/// Seals a form's bytes for the office.
pub(super) fn seal(key: &OfficeKey, bound: &Bound, form: &[u8]) -> Result<Vec<u8>, OutboxError> {
    let padded = padded(form).ok_or(OutboxError::TooLong)?;
    let sealed = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(&OpModeS::Base, &key.0, INFO, &padded, &bound.bytes());
    let (encapsulated, cipher) = sealed.map_err(|_| OutboxError::NotSealed)?;
    let mut bytes = encapsulated.to_bytes().to_vec();
    bytes.extend_from_slice(&cipher);
    if bytes.len() == SEALED { Ok(bytes) } else { Err(OutboxError::NotSealed) }
}

fn padded(form: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(form.len()).ok().filter(|_| form.len() <= LARGEST_FORM)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(PADDED));
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(form);
    bytes.resize(PADDED, 0);
    Some(bytes)
}

fn unpadded(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let form = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    Some(Zeroizing::new(form.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn bound(key: &OfficeKey) -> Bound {
        let receipt = ReceiptNumber::new("YC-07", date(2026, 11, 30), 1);
        Bound { terminal: "YC-07".to_owned(), rid: [7; 16], receipt, schema: Digest::of(b"form"), key: key.id() }
    }

    #[test]
    fn what_is_sealed_opens_only_with_the_key_and_for_what_it_was_sealed() {
        let secret = OfficeSecret::generate().unwrap();
        let key = secret.public().unwrap();
        let form = "{\"name\":\"王某\"}".as_bytes();
        let sealed = seal(&key, &bound(&key), form).unwrap();
        assert_eq!(secret.open(&bound(&key), &sealed).unwrap().as_slice(), form);
        assert!(OfficeSecret::generate().unwrap().open(&bound(&key), &sealed).is_none());
        let others = [
            Bound { terminal: "YC-08".to_owned(), ..bound(&key) },
            Bound { rid: [8; 16], ..bound(&key) },
            Bound { receipt: ReceiptNumber::new("YC-07", date(2026, 11, 30), 2), ..bound(&key) },
            Bound { schema: Digest::of(b"other"), ..bound(&key) },
            Bound { key: OfficeKeyId([0; 8]), ..bound(&key) },
        ];
        for other in others {
            assert!(secret.open(&other, &sealed).is_none(), "{other:?}");
        }
        for at in [0, 500, ENCAPSULATED - 1, ENCAPSULATED, SEALED - TAG, SEALED - 1] {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert!(secret.open(&bound(&key), &bent).is_none(), "{at}");
        }
        assert!(secret.open(&bound(&key), &sealed[..SEALED - 1]).is_none() && secret.open(&bound(&key), &[]).is_none());
    }

    #[test]
    fn every_sealed_form_is_of_one_length_and_a_form_that_is_too_long_is_refused() {
        let secret = OfficeSecret::generate().unwrap();
        let key = secret.public().unwrap();
        for length in [0, 1, 2000, LARGEST_FORM] {
            let form = vec![b'x'; length];
            let sealed = seal(&key, &bound(&key), &form).unwrap();
            assert_eq!((sealed.len(), secret.open(&bound(&key), &sealed).unwrap().to_vec()), (SEALED, form));
        }
        assert!(matches!(seal(&key, &bound(&key), &[0; LARGEST_FORM + 1]), Err(OutboxError::TooLong)));
    }

    /// Made with @hpke/core 1.9.0 and @hpke/hybridkem-x-wing 0.7.0 for JavaScript: its key, its seal.
    #[test]
    fn what_another_implementation_sealed_opens() {
        let seed = hex::decode(include_str!("fixtures/another-implementation.seed").trim()).unwrap();
        let secret = OfficeSecret::of_seed(&seed).unwrap();
        let key = secret.public().unwrap();
        let opened = secret.open(&bound(&key), include_bytes!("fixtures/another-implementation.sealed")).unwrap();
        assert_eq!(std::str::from_utf8(&opened).unwrap(), "{\"form\":\"opinion/1\",\"answers\":{\"words\":\"路灯太暗\"}}");
    }

    /// The reverse: `tests/acceptance/interop.sh` names a folder, and another implementation opens what is left there.
    #[test]
    fn what_is_sealed_here_is_left_for_another_implementation() {
        let secret = OfficeSecret::generate().unwrap();
        let key = secret.public().unwrap();
        let form = "{\"form\":\"opinion/1\",\"answers\":{\"words\":\"公交首班车太晚\"}}".as_bytes();
        let sealed = seal(&key, &bound(&key), form).unwrap();
        assert_eq!(secret.open(&bound(&key), &sealed).unwrap().as_slice(), form);
        if let Some(folder) = std::env::var_os("GONGKAI_SEALED_INTO").map(std::path::PathBuf::from) {
            std::fs::write(folder.join("seed"), hex::encode(secret.seed())).unwrap();
            std::fs::write(folder.join("bound"), bound(&key).bytes()).unwrap();
            std::fs::write(folder.join("sealed"), sealed).unwrap();
        }
    }
}
