//! What every entry of the index is about, as a vector: a file of a generation beside its index.
//!
//! The file: `GKVECT01` (`GKVECT02` where a model made them, which lies beside it), the digest of the table or model that the vectors were made
//! with (32 bytes), how many there are (64 bits, the lowest byte first), then the vectors, as many bytes each as they have numbers: of every
//! record in the order of the cards its own (title and what else people call it), then those of its passages. Nobody needs it: where it is not
//! there, is cut off, or was made with another table, the words answer alone.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use tantivy::{Directory, directory::OwnedBytes};

use super::{
    LibraryError, Lost,
    directions::{MODEL, model_in},
    places::{CardOf, Entry},
    read_only::ReadOnly,
};
use crate::meaning::{Compass, DIMENSIONS, MODEL_DIGEST, MODEL_DIMENSIONS, Table, Vector, length};

pub(super) const VECTORS: &str = "vectors";

const MAGIC: &[u8] = b"GKVECT01";
const MODEL_MAGIC: &[u8] = b"GKVECT02";
/// Where the count stands, behind the digest of the table.
const COUNT_AT: usize = 8 + 32;
/// Bytes before the first vector.
const HEAD: usize = COUNT_AT + 8;

/// The file being written.
pub(super) struct VectorFile {
    to: BufWriter<File>,
    path: PathBuf,
    compass: Arc<Compass>,
    bytes: u64,
}

impl VectorFile {
    pub(super) fn create(folder: &Path, compass: Arc<Compass>) -> Result<Self, LibraryError> {
        let path = folder.join(VECTORS);
        let begun = || {
            let mut to = BufWriter::new(File::create_new(&path)?);
            to.write_all(&head(compass.is_model(), compass.digest(), 0))?;
            Ok(to)
        };
        let to = begun().map_err(LibraryError::io("writing", &path))?;
        Ok(Self { to, path, compass, bytes: 0 })
    }

    /// Adds those of the next record.
    pub(super) fn add(&mut self, vectors: &[u8]) -> Result<(), LibraryError> {
        self.bytes += vectors.len() as u64;
        self.to.write_all(vectors).map_err(LibraryError::io("writing", &self.path))
    }

    /// Says how many they were.
    pub(super) fn finish(mut self) -> Result<(), LibraryError> {
        let mut end = || -> io::Result<()> {
            self.to.seek(SeekFrom::Start(0))?;
            let count = self.bytes / self.compass.dimensions() as u64;
            self.to.write_all(&head(self.compass.is_model(), self.compass.digest(), count))?;
            self.to.flush()
        };
        end().map_err(LibraryError::io("writing", &self.path))
    }
}

fn head(by_model: bool, digest: &[u8], count: u64) -> Vec<u8> {
    [if by_model { MODEL_MAGIC } else { MAGIC }, digest, &count.to_le_bytes()].concat()
}

/// The vectors of an open library.
pub(crate) struct Vectors {
    /// The file without its head.
    bytes: OwnedBytes,
    /// Numbers of a vector.
    dimensions: usize,
    /// What they were made with; a model is read from its folder when somebody first asks.
    compass: OnceLock<Option<Compass>>,
    folder: PathBuf,
    /// Of each vector, in the order of the file, its entry, and one divided by its length (0 where it has none). Worked out when somebody first asks.
    rows: OnceLock<Vec<(Entry, f32)>>,
}

impl Vectors {
    /// Those in the folder of a generation whose index has so many entries. Only the head is read; the rest is mapped.
    pub(super) fn open(folder: &Path, entries: usize) -> Result<Self, LibraryError> {
        let path = folder.join(VECTORS);
        let found = fs::symlink_metadata(&path).map_err(LibraryError::io("reading", &path))?;
        if !found.is_file() {
            return Err(LibraryError::Unlisted { path });
        }
        let by_model = folder.join(MODEL).is_file();
        let (digest, dimensions) = if by_model { (&MODEL_DIGEST[..], MODEL_DIMENSIONS) } else { (Table::built_in_digest(), DIMENSIONS) };
        let expected = (HEAD + entries.saturating_mul(dimensions)) as u64;
        if found.len() != expected {
            return Err(LibraryError::Length { path, expected, found: found.len() });
        }
        let unreadable = |why: String| LibraryError::Unreadable { what: Lost::File(path.clone()), why };
        let opened = ReadOnly::open(folder).map_err(|error| unreadable(error.to_string()))?;
        let file = opened.open_read(Path::new(VECTORS)).map_err(|error| unreadable(error.to_string()))?;
        let bytes = file.read_bytes().map_err(|error| unreadable(error.to_string()))?;
        if bytes.get(..HEAD) != Some(&head(by_model, digest, entries as u64)) {
            return Err(unreadable("another table or model made it".to_owned()));
        }
        let compass = if by_model { OnceLock::new() } else { OnceLock::from(Compass::built_in()) };
        Ok(Self { bytes: bytes.slice(HEAD..bytes.len()), dimensions, compass, folder: folder.to_owned(), rows: OnceLock::new() })
    }

    /// Of a library in memory: what the table made of all its records; none where these are not as many as the index has entries.
    pub(super) fn in_memory(vectors: Vec<u8>, entries: usize) -> Option<Self> {
        let compass = OnceLock::from(Compass::built_in());
        let (bytes, folder, rows) = (OwnedBytes::new(vectors), PathBuf::new(), OnceLock::new());
        (bytes.len() == entries * DIMENSIONS).then(|| Self { bytes, dimensions: DIMENSIONS, compass, folder, rows })
    }

    /// What they were made with, and questions are to be. None where the model beside them is gone or another.
    pub(crate) fn compass(&self) -> Option<&Compass> {
        let read = || model_in(&self.folder).inspect_err(|error| tracing::error!(%error, "questions are answered by their words alone"));
        self.compass.get_or_init(|| read().ok()).as_ref()
    }

    /// How near each entry is to a direction, between -1 and 1: 0 where one of the two has none. Goes through all of them.
    pub(crate) fn likenesses(&self, direction: &Vector, cards: CardOf<'_>) -> Vec<f32> {
        let rows = self.rows.get_or_init(|| self.rows(cards));
        let mut likenesses = vec![0.0; cards.entries()];
        let own = direction.product(&direction.bytes()) as f32;
        let scale = if own > 0.0 { 1.0 / own.sqrt() } else { 0.0 };
        for (vector, (entry, inverse)) in self.bytes.chunks_exact(self.dimensions).zip(rows) {
            if let Some(likeness) = likenesses.get_mut(entry.index()) {
                *likeness = direction.product(vector) as f32 * inverse * scale;
            }
        }
        likenesses
    }

    /// The index has the entries of a record one behind the other, and the records in an order of its own.
    fn rows(&self, cards: CardOf<'_>) -> Vec<(Entry, f32)> {
        let mut order: Vec<Entry> = Entry::all().take(cards.entries()).collect();
        order.sort_by_key(|entry| cards.card(*entry));
        let inverse = |vector: &[u8]| match length(vector) {
            0.0 => 0.0,
            length => 1.0 / length,
        };
        order.into_iter().zip(self.bytes.chunks_exact(self.dimensions).map(inverse)).collect()
    }
}
