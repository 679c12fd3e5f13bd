//! The office's repository: a folder with what is published (`v1`, exactly what a stick carries) and with drafts that wait for signatures
//! (`draft`). It is carried from desk to desk, so everything about a draft lies in it as files.
//!
//! ```text
//! REPO/v1/meta  packs  blobs           published
//! REPO/draft/NAME/signed.json          what is to be signed; NAME is `root`, `office` or a department
//! REPO/draft/NAME/signatures/ID.json   one detached signature each
//! REPO/departments.json                departments as they will stand in the office's next release
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{
    BundleError, FolderShelf, KeyFault, Misread, Root, SecretKey, Shelf, Signer, Trust, UnverifiedBundle, VerifiedBundle,
    canonical::canonical,
    delegated::is_role_name,
    metadata::{Envelope, Metadata, ROOT_LIMIT, RoleKeys, Signature, TARGETS_LIMIT, Targets},
    published::OFFICE,
    quorum::signers,
    shelf::small,
    signature::{Key, KeyId},
    trust::read_root,
};
use crate::files::{bounded, durable, if_there, nofollow};

/// Name of a draft root.
pub const ROOT: &str = "root";

/// The office's repository.
#[derive(Debug, Clone)]
pub struct Repository {
    path: PathBuf,
}

/// A draft with the signatures it has.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) file: Envelope,
}

impl Repository {
    /// The repository in a folder, which is made if it does not exist. A folder with something else in it is refused.
    pub fn create(path: &Path) -> Result<Self, BundleError> {
        let repository = Self { path: path.to_owned() };
        let entries = if_there(fs::read_dir(path)).map_err(failed(path))?.map_or(0, Iterator::count);
        if entries > 0 && !repository.published().is_dir() {
            return Err(BundleError::Foreign { place: path.display().to_string() });
        }
        let meta = repository.published().join("meta");
        durable::create_folder(&meta).map_err(failed(&meta))?;
        Ok(repository)
    }

    /// A repository that is there.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        let repository = Self { path: path.to_owned() };
        if repository.published().join("meta").is_dir() {
            Ok(repository)
        } else {
            Err(BundleError::NoRepository { place: path.display().to_string() })
        }
    }

    /// The folder that sticks are copied from.
    pub fn published(&self) -> PathBuf {
        self.path.join("v1")
    }

    /// The published files, to be read as a terminal reads them.
    pub fn shelf(&self) -> Result<FolderShelf, BundleError> {
        FolderShelf::open(&self.path)
    }

    /// The newest root: every root in the repository is followed from the first on.
    pub fn root(&self) -> Result<Option<(Root, Vec<u8>)>, BundleError> {
        Ok(self.roots()?.pop())
    }

    /// Every root in the repository from the first on, each followed from the one before it.
    pub(super) fn roots(&self) -> Result<Vec<(Root, Vec<u8>)>, BundleError> {
        let shelf = self.shelf()?;
        let mut roots: Vec<(Root, Vec<u8>)> = Vec::new();
        loop {
            let before = roots.last().map(|(root, _)| root);
            let name = format!("{}.root.json", before.map_or(1, |root| root.head.version + 1));
            let Some(bytes) = shelf.read(&format!("meta/{name}"), ROOT_LIMIT)? else { return Ok(roots) };
            let root = read_root(&name, &bytes, before)?;
            roots.push((root, bytes));
        }
    }

    /// The newest root, which must be there.
    pub fn needed_root(&self) -> Result<(Root, Vec<u8>), BundleError> {
        self.root()?.map_or_else(|| self.without_root(), Ok)
    }

    fn without_root<T>(&self) -> Result<T, BundleError> {
        let drafted = self.drafts()?.iter().any(|name| name == ROOT);
        Err(BundleError::NoRoot { place: self.path.display().to_string(), drafted })
    }

    /// The release that is published now, verified as by a terminal that has seen nothing else; `None` before the first. After keys were
    /// replaced this is still read with the root under which it was signed, since the next release grows out of it.
    pub fn release(&self) -> Result<Option<VerifiedBundle>, BundleError> {
        let roots = self.roots()?;
        if roots.is_empty() {
            return self.without_root();
        }
        let shelf = self.shelf()?;
        if shelf.read("meta/timestamp.json", super::metadata::TIMESTAMP_LIMIT)?.is_none() {
            return Ok(None);
        }
        let verified_under = |(root, bytes): &(Root, Vec<u8>)| {
            let until = Until { shelf: &shelf, root: root.head.version };
            UnverifiedBundle::new(&until).verify(&Trust::new(bytes)?, jiff::Timestamp::now())
        };
        let mut refusal = None;
        for root in roots.iter().rev() {
            match verified_under(root) {
                Ok(release) => return Ok(Some(release)),
                // What the newest root says of it is what a terminal would say.
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        refusal.map_or(Ok(None), Err)
    }

    /// The release that is published now, as a terminal takes it that follows every root to the newest; `None` before the first. After people
    /// were replaced it is taken no longer until they have signed another.
    pub fn release_for_terminals(&self) -> Result<Option<VerifiedBundle>, BundleError> {
        let (root, bytes) = self.needed_root()?;
        let shelf = self.shelf()?;
        if shelf.read("meta/timestamp.json", super::metadata::TIMESTAMP_LIMIT)?.is_none() {
            return Ok(None);
        }
        match UnverifiedBundle::new(&shelf).verify(&Trust::new(&bytes)?, jiff::Timestamp::now()) {
            Err(refusal @ BundleError::Refused(_)) => match self.release() {
                Ok(Some(earlier)) => Err(BundleError::BeforeRoot { root: root.head.version, release: earlier.release.number }),
                _ => Err(refusal),
            },
            verified => verified.map(Some),
        }
    }

    /// Names of the drafts that wait: the root first, then the office, then departments.
    pub fn drafts(&self) -> Result<Vec<String>, BundleError> {
        let mut names = Vec::new();
        for name in self.names_in("draft")? {
            // A folder that no role can be called after is somebody's, and nobody's draft. What stands there is judged when it is read.
            if is_role_name(&name) && fs::symlink_metadata(self.draft_file(&name)).is_ok() {
                names.push(name);
            }
        }
        names.sort_by_key(|name| (name != ROOT, name != OFFICE, name.clone()));
        Ok(names)
    }

    fn draft_file(&self, name: &str) -> PathBuf {
        self.path.join("draft").join(name).join("signed.json")
    }

    /// Begins a draft anew; signatures that an earlier one had are void.
    pub(super) fn put_draft(&self, name: &str, signed: &impl Metadata) -> Result<(), BundleError> {
        self.drop_draft(name)?;
        let path = self.draft_file(name);
        self.make_folder(&signatures_of(name))?;
        let bytes = canonical(signed);
        // Canonical JSON does not escape control characters, which no reader would take back.
        if serde_json::from_slice::<&RawValue>(&bytes).is_err() {
            return Err(BundleError::OwnFile { path, why: Misread::ControlCharacters });
        }
        durable::write(&path, &bytes).map_err(failed(&path))
    }

    pub(super) fn drop_draft(&self, name: &str) -> Result<(), BundleError> {
        self.names_in("draft")?;
        let folder = self.path.join("draft").join(name);
        if fs::symlink_metadata(&folder).is_ok_and(|found| !found.is_dir()) {
            return fs::remove_file(&folder).map_err(failed(&folder));
        }
        if_there(fs::remove_dir_all(&folder)).map(drop).map_err(failed(&folder))
    }

    /// A draft with its signatures, none of them judged.
    pub(super) fn draft(&self, name: &str) -> Result<Draft, BundleError> {
        let bytes = self.own_file(&format!("draft/{name}/signed.json"), TARGETS_LIMIT)?;
        let bytes = bytes.ok_or_else(|| BundleError::NoDraft { name: name.to_owned() })?;
        let signed: Box<RawValue> = parsed(&self.draft_file(name), &bytes)?;
        let mut signatures = Vec::new();
        let folder = signatures_of(name);
        // A copy may have lost the folder while it was empty.
        for file in self.names_in(&folder)?.into_iter().filter(|file| file.ends_with(".json")) {
            let file = format!("{folder}/{file}");
            if let Some(bytes) = self.own_file(&file, ROOT_LIMIT)? {
                signatures.push(parsed::<Signature>(&self.path.join(&file), &bytes)?);
            }
        }
        signatures.sort_by_key(|signature| signature.keyid);
        signatures.dedup_by_key(|signature| signature.keyid);
        Ok(Draft { name: name.to_owned(), file: Envelope { signatures, signed } })
    }

    /// Adds one detached signature to a draft.
    pub(super) fn add_signature(&self, draft: &Draft, signer: &dyn Signer) -> Result<(), BundleError> {
        let signature = Signature { keyid: signer.key().id(), sig: signer.sign(draft.file.bytes())? };
        let folder = signatures_of(&draft.name);
        self.make_folder(&folder)?;
        let path = self.path.join(folder).join(format!("{}.json", signature.keyid));
        let bytes = serde_json::to_vec(&signature).unwrap_or_default();
        durable::write(&path, &bytes).map_err(failed(&path))
    }

    /// A whole small file that is the office's own and not published; `None` if there is none. What leads elsewhere, it or a folder on the way to it,
    /// is not read: others write into this folder too.
    pub(super) fn own_file(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        let path = self.path.join(name);
        let opened = nofollow::folder(&self.path).and_then(|folder| nofollow::open_beneath(folder, name));
        let unlike = |why| BundleError::OwnFile { path: path.clone(), why };
        match opened {
            Err(_) if self.leads_elsewhere(name) => Err(unlike(Misread::NoFile)),
            opened => {
                let read = opened.and_then(|file| bounded::read_all(file, limit));
                small(read, || unlike(Misread::TooLong { limit }), failed(&path))
            }
        }
    }

    /// Names in a folder of the office's own; none where there is no such folder.
    fn names_in(&self, folder: &str) -> Result<Vec<String>, BundleError> {
        let path = self.path.join(folder);
        if self.leads_elsewhere(&format!("{folder}/")) {
            return Err(BundleError::OwnFile { path, why: Misread::NoFile });
        }
        let entries = if_there(fs::read_dir(&path)).map_err(failed(&path))?;
        let names = entries.into_iter().flatten().map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
        names.collect::<io::Result<_>>().map_err(failed(&path))
    }

    /// Makes a folder below the office's own, unless somebody put something else in its way.
    fn make_folder(&self, folder: &str) -> Result<(), BundleError> {
        self.names_in(folder)?;
        let path = self.path.join(folder);
        durable::create_folder(&path).map_err(failed(&path))
    }

    /// Whether a link, or anything that is neither file nor folder, stands where this name leads.
    fn leads_elsewhere(&self, name: &str) -> bool {
        let mut way = self.path.clone();
        let mut steps = name.split('/').peekable();
        while let Some(step) = steps.next().filter(|step| !step.is_empty()) {
            way.push(step);
            let Ok(found) = fs::symlink_metadata(&way) else { return false };
            if !(if steps.peek().is_some() { found.is_dir() } else { found.is_file() }) {
                return true;
            }
        }
        false
    }

    /// Publishes a metadata file under its name.
    pub(super) fn publish(&self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        let path = self.published().join("meta").join(name);
        durable::write(&path, bytes).map_err(failed(&path))
    }

    /// Where it lies.
    pub fn place(&self) -> &Path {
        &self.path
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// Folder of the signatures of a draft.
fn signatures_of(name: &str) -> String {
    format!("draft/{name}/signatures")
}

/// A shelf on which no root later than this one has been put yet.
struct Until<'a> {
    shelf: &'a FolderShelf,
    root: u64,
}

impl Shelf for Until<'_> {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        let version = name.strip_prefix("meta/").and_then(|name| name.strip_suffix(".root.json")).and_then(|version| version.parse().ok());
        if version.is_some_and(|version: u64| version > self.root) { Ok(None) } else { self.shelf.read(name, limit) }
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn io::Read + Send>, BundleError> {
        self.shelf.open(name, from)
    }

    fn place(&self) -> String {
        self.shelf.place()
    }
}

impl Draft {
    /// The draft as targets.
    pub(super) fn targets(&self) -> Result<Targets, BundleError> {
        self.file.read(&format!("draft {}", self.name))
    }

    /// Keys of a role that have signed.
    pub(super) fn signers(&self, keys: &std::collections::BTreeMap<KeyId, Key>, role: &RoleKeys) -> Result<Vec<KeyId>, BundleError> {
        signers(&format!("draft {}", self.name), &self.file, keys, role)
    }
}

/// Makes a private key file; refuses to replace one.
pub fn write_key(path: &Path, key: &SecretKey, passphrase: &str) -> Result<(), BundleError> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let pem = key.to_pem(passphrase)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed(path))?;
    file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()).map_err(failed(path))
}

/// Locks a private key file with another passphrase: written beside it, read back, and put in its place in one step.
pub fn lock_anew(path: &Path, key: &SecretKey, passphrase: &str) -> Result<(), BundleError> {
    let pem = key.to_pem(passphrase)?;
    // Nothing is replaced by what could not be opened again.
    if SecretKey::from_pem(&pem, passphrase)?.key() != key.key() {
        return Err(BundleError::SecretKey { why: KeyFault::NotLockable });
    }
    durable::write_with_mode(path, pem.as_bytes(), 0o600).map_err(failed(path))?;
    if read_key(path, passphrase)?.key() == key.key() { Ok(()) } else { Err(BundleError::SecretKey { why: KeyFault::NotLockable }) }
}

/// Reads a private key file.
pub fn read_key(path: &Path, passphrase: &str) -> Result<SecretKey, BundleError> {
    let unfit = |why| BundleError::SecretKey { why };
    let bytes = zeroize::Zeroizing::new(key_file(path, unfit)?);
    let pem = std::str::from_utf8(&bytes).map_err(|_| unfit(Misread::NotText.into()))?;
    SecretKey::from_pem(pem, passphrase)
}

/// The bytes of a file that somebody keeps a key in.
pub(super) fn key_file(path: &Path, unfit: impl FnOnce(KeyFault) -> BundleError) -> Result<Vec<u8>, BundleError> {
    match limited(path, ROOT_LIMIT) {
        Err(BundleError::OwnFile { why, .. }) => Err(unfit(why.into())),
        read => read?.ok_or_else(|| BundleError::NoKey { path: path.to_owned() }),
    }
}

pub(super) fn failed(path: &Path) -> impl FnOnce(io::Error) -> BundleError + use<> {
    let place = path.display().to_string();
    move |source| BundleError::Io { place, source }
}

/// A whole small file; `None` if there is none.
pub(super) fn limited(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
    let too_large = || BundleError::OwnFile { path: path.to_owned(), why: Misread::TooLong { limit } };
    small(bounded::read(path, limit), too_large, failed(path))
}

pub(super) fn parsed<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, BundleError> {
    serde_json::from_slice(bytes).map_err(|error| BundleError::OwnFile { path: path.to_owned(), why: Misread::json(&error) })
}
