//! Parts of a bundle as they travel: packs of small files, large files (blobs) by themselves, and catalogues. A part is named by its own
//! digest, so a name says all that must be checked, and the same bytes never travel twice.

use std::str::FromStr;

use super::{BundleError, Foreign, Objection, metadata::Target};
use crate::files::Digest;

/// Stretch of which a digest of its own is signed, so that an interrupted copy goes on where it is sound.
pub const CHUNK: u64 = 4 << 20;
/// Largest file on a stick: FAT32 ends at 4 GiB.
pub(super) const PIECE: u64 = 1 << 30;
/// Largest pack, in bytes.
pub const LARGEST_PACK: u64 = 64 << 20;
/// Largest blob, in bytes.
const LARGEST_BLOB: u64 = 64 << 30;

/// Kinds of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParcelKind {
    /// Many small files.
    Pack,
    /// One large file.
    Blob,
    /// A list of files and records.
    Catalogue,
}

impl ParcelKind {
    const ALL: [Self; 3] = [Self::Pack, Self::Blob, Self::Catalogue];

    fn ending(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Blob => "blob",
            Self::Catalogue => "catalogue",
        }
    }

    fn limit(self) -> u64 {
        match self {
            Self::Pack => LARGEST_PACK + (1 << 20),
            Self::Blob => LARGEST_BLOB,
            Self::Catalogue => super::catalogue::CATALOGUE_LIMIT,
        }
    }
}

/// A part, as signed metadata speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Its kind.
    pub kind: ParcelKind,
    /// Digest of all its bytes.
    pub digest: Digest,
    /// Its length in bytes.
    pub length: u64,
    /// Digests of its stretches of [`CHUNK`] bytes; empty where there is only one.
    pub chunks: Vec<Digest>,
    /// It holds text that is indexed.
    pub text: bool,
}

impl Parcel {
    /// The file or files in which it lies on a stick, below `GONGKAI/v1`, with their lengths.
    pub fn pieces(&self) -> Vec<(String, u64)> {
        let name = stored_name(self.kind, &self.digest);
        if self.kind != ParcelKind::Blob {
            return vec![(name, self.length)];
        }
        let count = self.length.div_ceil(PIECE).max(1);
        (0..count).map(|piece| (format!("{name}.{piece:03}"), (self.length - piece * PIECE).min(PIECE))).collect()
    }

    /// The name of this part in the targets of a role.
    pub fn target_name(&self, role: &str) -> String {
        format!("{role}/{}.{}", self.digest, self.kind.ending())
    }

    /// A part as the targets of a role name it. The name must lie in the role's own space and be the part's own digest.
    pub(super) fn of_target(file: &str, role: &str, name: &str, target: &Target) -> Result<Self, BundleError> {
        let shown = || format!("{:?}", name.chars().take(80).collect::<String>());
        let refused = || Objection::Name { name: file.to_owned(), found: shown() };
        let (space, own) = name.split_once('/').ok_or_else(refused)?;
        if space != role {
            return Err(Objection::Prefix { role: role.to_owned(), found: Foreign::Named(shown()) }.into());
        }
        let (digest, ending) = own.split_once('.').ok_or_else(refused)?;
        let kind = ParcelKind::ALL.into_iter().find(|kind| kind.ending() == ending).ok_or_else(refused)?;
        let digest = Digest::from_str(digest).ok().filter(|digest| *digest == target.hashes.sha256).ok_or_else(refused)?;
        let length = target.length;
        let chunks = target.custom.chunks.clone();
        let fitting = if length > CHUNK { chunks.len() as u64 == length.div_ceil(CHUNK) } else { chunks.is_empty() };
        if length > kind.limit() || !fitting {
            return Err(Objection::TooLarge { name: name.to_owned(), limit: kind.limit() }.into());
        }
        Ok(Self { kind, digest, length, chunks, text: target.custom.text })
    }

    /// The entry of this part in the targets of a role.
    pub(super) fn target(&self) -> Target {
        Target {
            length: self.length,
            hashes: super::metadata::Hashes { sha256: self.digest },
            custom: super::metadata::TargetTerms { chunks: self.chunks.clone(), text: self.text },
        }
    }
}

/// Where a part lies below `GONGKAI/v1` or below a terminal's store: `packs/ab/<digest>.pack`, `blobs/ab/<digest>`.
pub fn stored_name(kind: ParcelKind, digest: &Digest) -> String {
    let name = digest.to_string();
    let shelf: String = name.chars().take(2).collect();
    match kind {
        ParcelKind::Blob => format!("blobs/{shelf}/{name}"),
        ParcelKind::Pack | ParcelKind::Catalogue => format!("packs/{shelf}/{name}.{}", kind.ending()),
    }
}

/// The part for which a stored name (of [`stored_name`] or a piece of a blob) stands; `None` for any other file.
pub fn parse_stored_name(name: &str) -> Option<(ParcelKind, Digest)> {
    let (folder, rest) = name.split_once('/')?;
    let (shelf, file) = rest.split_once('/')?;
    let (digest, ending) = file.split_once('.').map_or((file, None), |(digest, ending)| (digest, Some(ending)));
    let kind = match (folder, ending) {
        ("packs", Some("pack")) => ParcelKind::Pack,
        ("packs", Some("catalogue")) => ParcelKind::Catalogue,
        ("blobs", None) => ParcelKind::Blob,
        ("blobs", Some(piece)) if piece.len() == 3 && piece.bytes().all(|byte| byte.is_ascii_digit()) => ParcelKind::Blob,
        _ => return None,
    };
    let digest = Digest::from_str(digest).ok()?;
    digest.to_string().starts_with(shelf).then_some((kind, digest)).filter(|_| shelf.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::metadata::{Hashes, TargetTerms};

    #[test]
    fn names_on_a_stick_are_digests_and_lead_back() {
        let digest = Digest::of(b"x");
        let blob = Parcel { kind: ParcelKind::Blob, digest, length: (2 << 30) + 1, chunks: Vec::new(), text: false };
        let pieces = blob.pieces();
        assert_eq!(pieces.iter().map(|piece| piece.1).collect::<Vec<_>>(), [1 << 30, 1 << 30, 1]);
        for (name, _) in pieces {
            assert_eq!(parse_stored_name(&name), Some((ParcelKind::Blob, digest)), "{name}");
        }
        let pack = stored_name(ParcelKind::Pack, &digest);
        assert_eq!(parse_stored_name(&pack), Some((ParcelKind::Pack, digest)));
        let dotted = format!("{}.", stored_name(ParcelKind::Blob, &digest));
        for name in ["packs/ab/readme.txt", "packs/zz/x.pack", "autorun.inf", &pack.replacen("/2d", "/2e", 1), &dotted] {
            assert_eq!(parse_stored_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_role_names_only_its_own_parts_and_only_by_their_digest() {
        let digest = Digest::of(b"x");
        let target = Target { length: 1, hashes: Hashes { sha256: digest }, custom: TargetTerms::default() };
        let of = |name: &str| Parcel::of_target("1.civil.json", "civil", name, &target);
        assert!(of(&format!("civil/{digest}.pack")).is_ok());
        assert!(matches!(of(&format!("office/{digest}.pack")), Err(BundleError::Refused(Objection::Prefix { .. }))));
        for name in [format!("civil/{}.pack", Digest::of(b"y")), format!("civil/{digest}.exe"), format!("civil/../{digest}.pack")] {
            assert!(matches!(of(&name), Err(BundleError::Refused(Objection::Name { .. }))), "{name}");
        }
    }
}
