//! Parts come from the shelf into the store: copied a stretch at a time, nothing kept that is not signed for, gone on with where it broke off.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    ops::ControlFlow,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::{Happening, SyncError, error::read_failed, folders::Folders};
use crate::{
    bundle::{BundleError, CHUNK, Objection, PackEntry, PackError, Parcel, ParcelKind, Publication, Shelf, read_pack, stored_name},
    files::{Broken, Digest, Hasher, Watch, durable, nofollow},
};

/// Bytes asked of the shelf at a time; between two of them a copy can be stopped.
const AT_ONCE: usize = 256 << 10;

/// What the copying thread and the importing one tell each other.
#[derive(Debug, Default)]
pub(super) struct CopyTally {
    /// Bytes that no longer have to be copied.
    pub(super) copied: AtomicU64,
    /// Somebody wants it to stop.
    pub(super) stop: AtomicBool,
}

/// Told how many more bytes are copied.
impl Watch<u64> for &CopyTally {
    fn at(&mut self, more: u64) -> ControlFlow<()> {
        self.copied.fetch_add(more, Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// What a publication says of parts.
struct Claims {
    /// Its files by the pack in which they are said to lie.
    files: HashMap<Digest, Vec<(Digest, u64, u64)>>,
    /// Digests of files that were withdrawn and that it does not hold any more.
    withdrawn: HashMap<Digest, String>,
}

impl Claims {
    /// What the office withdrew must be gone from everybody's parts; what a department did, from its own.
    fn of(publication: &Publication, office: Option<&Publication>) -> Self {
        let mut files: HashMap<Digest, Vec<(Digest, u64, u64)>> = HashMap::new();
        for (file, place) in publication.catalogue.files.iter().filter_map(|file| Some((file, file.pack?))) {
            files.entry(place.pack).or_default().push((file.sha256, place.offset, file.length));
        }
        let live: HashSet<Digest> = publication.catalogue.files.iter().map(|file| file.sha256).collect();
        let gone = [Some(publication), office].into_iter().flatten().flat_map(|publication| &publication.statement.withdrawn);
        let gone = gone.flat_map(|withdrawn| withdrawn.files.iter().map(|file| (*file, withdrawn.title.clone())));
        Self { files, withdrawn: gone.filter(|(file, _)| !live.contains(file)).collect() }
    }
}

/// What speaks against a department's parts.
#[derive(Debug, Clone)]
pub(super) struct Speaks {
    pub(super) code: &'static str,
    pub(super) why: Happening,
}

/// Takes parts of one release into the store. What is wrong with parts that only departments name is kept against these, and stops nothing.
pub(super) struct Copier<'a> {
    shelf: &'a dyn Shelf,
    folders: &'a Folders,
    tally: &'a CopyTally,
    /// By the number of the publication.
    claims: Vec<Claims>,
    /// Numbers of the publications that name a part.
    owners: HashMap<(ParcelKind, Digest), Vec<usize>>,
    failed: Mutex<BTreeMap<usize, Speaks>>,
}

impl<'a> Copier<'a> {
    /// The first of the publications is the office's.
    pub(super) fn new(publications: &[Publication], shelf: &'a dyn Shelf, folders: &'a Folders, tally: &'a CopyTally) -> Self {
        let claims = publications.iter().map(|publication| Claims::of(publication, publications.first())).collect();
        let mut owners: HashMap<(ParcelKind, Digest), Vec<usize>> = HashMap::new();
        for (number, publication) in publications.iter().enumerate() {
            for parcel in &publication.parcels {
                owners.entry((parcel.kind, parcel.digest)).or_default().push(number);
            }
        }
        Self { shelf, folders, tally, claims, owners, failed: Mutex::default() }
    }

    fn owners(&self, parcel: &Parcel) -> &[usize] {
        self.owners.get(&(parcel.kind, parcel.digest)).map_or(&[], Vec::as_slice)
    }

    /// Whether the office names a part: without it there is no release.
    pub(super) fn is_offices(&self, parcel: &Parcel) -> bool {
        self.owners(parcel).contains(&0)
    }

    /// What speaks against departments, by the numbers of their publications.
    pub(super) fn failed(&self) -> BTreeMap<usize, Speaks> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what is wrong against departments; where it is the office's, or no fault of the parts, it is an error.
    fn blame(&self, owners: &[usize], error: SyncError) -> Result<(), SyncError> {
        let Some(why) = error.facts().filter(|_| !owners.is_empty() && !owners.contains(&0)) else { return Err(error) };
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        for owner in owners {
            failed.entry(*owner).or_insert_with(|| Speaks { code: error.code(), why: why.clone() });
        }
        Ok(())
    }

    fn watch(&self) -> impl Watch<u64> + use<'a> {
        self.tally
    }

    /// Makes sure that a part lies in the store and is what was signed for. One that lies there is read again: years may have passed.
    pub(super) fn ensure(&self, parcel: &Parcel) -> Result<(), SyncError> {
        self.bring(parcel).or_else(|error| self.blame(self.owners(parcel), error))
    }

    fn bring(&self, parcel: &Parcel) -> Result<(), SyncError> {
        self.watch().reach(0)?;
        let stored = self.folders.stored(parcel);
        if lies_there(&stored, parcel.length) {
            match self.check(parcel, &stored) {
                Err(error) if is_damage(&error) => {
                    tracing::warn!(path = %stored.display(), %error, "a stored part was damaged and is copied again");
                }
                checked => return checked,
            }
        }
        let part = self.folders.part(parcel);
        durable::create_folder(&self.folders.incoming()).map_err(SyncError::io("creating", &part))?;
        self.copy(parcel, &part)?;
        if let Err(error) = self.check_pack(parcel, &part) {
            // Its digest is right and its content is not: nothing of it is worth keeping.
            drop(fs::remove_file(&part));
            return Err(error);
        }
        let folder = stored.parent().unwrap_or(&stored);
        durable::create_folder(folder).map_err(SyncError::io("creating", folder))?;
        durable::place(&part, &stored).map_err(SyncError::io("renaming", &stored))
    }

    /// A stored part: its bytes against its name, and what a pack holds.
    fn check(&self, parcel: &Parcel, stored: &Path) -> Result<(), SyncError> {
        let file = File::open(stored).map_err(SyncError::io("reading", stored))?;
        // It counts as copied already.
        let read = Digest::of_watched(file, &mut |_: u64| self.watch().at(0));
        let (found, _) = read.map_err(|broken| match broken {
            Broken::Stopped(stopped) => stopped.into(),
            Broken::Io(error) => SyncError::io("reading", stored)(error),
        })?;
        if found != parcel.digest {
            return Err(altered(parcel));
        }
        self.check_pack(parcel, stored)
    }

    /// A pack's files lie where the catalogues say, and none of them was withdrawn.
    fn check_pack(&self, parcel: &Parcel, path: &Path) -> Result<(), SyncError> {
        let entries = match parcel.kind {
            ParcelKind::Catalogue => return Ok(()),
            ParcelKind::Blob => vec![PackEntry { sha256: parcel.digest, offset: 0, length: parcel.length }],
            ParcelKind::Pack => {
                let file = File::open(path).map_err(SyncError::io("reading", path))?;
                read_pack(io::BufReader::with_capacity(1 << 20, file)).map_err(|error| match error {
                    PackError::Io(error) => SyncError::io("reading", path)(error),
                    PackError::NotAPack | PackError::Altered => altered(parcel),
                })?
            }
        };
        let held: HashMap<u64, (Digest, u64)> = entries.iter().map(|entry| (entry.offset, (entry.sha256, entry.length))).collect();
        for owner in self.owners(parcel) {
            let Some(claims) = self.claims.get(*owner) else { continue };
            if let Some(title) = entries.iter().find_map(|entry| claims.withdrawn.get(&entry.sha256)) {
                self.blame(&[*owner], SyncError::StillThere { title: title.clone() })?;
            }
            let said = claims.files.get(&parcel.digest).map_or(&[][..], Vec::as_slice);
            if said.iter().any(|(digest, offset, length)| held.get(offset) != Some(&(*digest, *length))) {
                self.blame(&[*owner], altered(parcel))?;
            }
        }
        Ok(())
    }

    fn copy(&self, parcel: &Parcel, path: &Path) -> Result<(), SyncError> {
        let mut file = nofollow::create(path).map_err(SyncError::io("creating", path))?;
        let mut whole = Hasher::default();
        let mut buffer = Vec::new();
        let sound = self.sound(parcel, &mut file, &mut whole, &mut buffer).map_err(SyncError::io("reading", path))?;
        file.set_len(sound).and_then(|()| file.seek(SeekFrom::Start(sound))).map_err(SyncError::io("cutting", path))?;
        self.watch().reach(sound)?;
        let mut at = sound;
        let mut begins = 0;
        for (name, length) in parcel.pieces() {
            let ends = begins + length;
            if at < ends || (length == 0 && at == ends) {
                let mut from = self.shelf.open(&name, at - begins).map_err(read_failed)?;
                while at < ends {
                    let wanted = CHUNK.min(ends - at);
                    self.stretch(&name, &mut from, wanted, &mut buffer)?;
                    let number = usize::try_from(at / CHUNK).unwrap_or(usize::MAX);
                    if parcel.chunks.get(number).is_some_and(|signed| Digest::of(&buffer) != *signed) {
                        return Err(altered(parcel));
                    }
                    whole.update(&buffer);
                    file.write_all(&buffer).and_then(|()| file.sync_data()).map_err(self.full("writing", path))?;
                    at += wanted;
                }
            }
            begins = ends;
        }
        file.sync_all().map_err(self.full("syncing", path))?;
        if whole.finish() == parcel.digest {
            return Ok(());
        }
        drop(fs::remove_file(path));
        Err(altered(parcel))
    }

    /// How much of an interrupted copy is what was signed for; the hasher has taken that in.
    fn sound(&self, parcel: &Parcel, file: &mut File, whole: &mut Hasher, buffer: &mut Vec<u8>) -> io::Result<u64> {
        let mut sound = 0;
        for signed in &parcel.chunks {
            let wanted = CHUNK.min(parcel.length - sound);
            buffer.clear();
            // What a tired disk does not give back is copied again, as what it bent.
            let read = (&mut *file).take(wanted).read_to_end(buffer).unwrap_or(0);
            if read as u64 != wanted || Digest::of(buffer) != *signed || self.watch().at(0).is_break() {
                break;
            }
            whole.update(buffer);
            sound += wanted;
        }
        Ok(sound)
    }

    /// Fills the buffer from the shelf. What ends too soon is not what was signed for.
    fn stretch(&self, name: &str, from: &mut dyn Read, wanted: u64, buffer: &mut Vec<u8>) -> Result<(), SyncError> {
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        buffer.clear();
        buffer.resize(wanted, 0);
        let mut at = 0;
        while at < wanted {
            let room = buffer.get_mut(at..wanted.min(at + AT_ONCE)).unwrap_or_default();
            match from.read(room) {
                Ok(0) => return Err(Objection::Altered { name: name.to_owned() }.into()),
                Ok(read) => {
                    at += read;
                    self.watch().reach(read as u64)?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => return Err(read_failed(self.shelf.broken(name, source))),
            }
        }
        Ok(())
    }

    /// A full disk has its own name, with what it lacks.
    fn full(&self, doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SyncError {
        let free = self.folders.free().unwrap_or(0);
        let failed = SyncError::io(doing, path);
        move |error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SyncError::NoRoom { needed: CHUNK.max(free + 1), free },
            _ => failed(error),
        }
    }
}

/// Whether a file of that length lies there; a link is none.
pub(super) fn lies_there(path: &Path, length: u64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == length)
}

/// Whether it is the stored bytes that ail: bent, or not given back. A disk that also takes nothing new says so when they are copied again.
fn is_damage(error: &SyncError) -> bool {
    match error {
        SyncError::Bundle(BundleError::Refused(objection)) => matches!(objection, Objection::Altered { .. }),
        SyncError::Io(refused) => refused.doing == "reading",
        _ => false,
    }
}

fn altered(parcel: &Parcel) -> SyncError {
    Objection::Altered { name: stored_name(parcel.kind, &parcel.digest) }.into()
}
