//! What the vectors of a generation are made with: the table inside the program, or the model that lies in the office's source with what it has
//! made of the texts already.

use std::{
    fs::File,
    io::{self, BufWriter},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use rayon::prelude::*;

use super::{
    LibraryError, Lost,
    prepare::{Prepared, for_index},
};
use crate::{
    files::bounded,
    meaning::{Compass, KeptVectors, MODEL_LIMIT, Vector},
    policy::Record,
    source::{Member, Source},
};

/// The model beside the vectors that it made.
pub(super) const MODEL: &str = "model";
/// Records whose vectors are made at once.
const AT_ONCE: usize = 16;
/// More bytes of vectors than the largest library has.
const KEPT_LIMIT: u64 = 1 << 30;

/// Makes vectors.
pub(super) struct Directions {
    pub(super) compass: Arc<Compass>,
    kept: KeptVectors,
    /// The model's file, where there is one.
    model: Option<Member>,
}

impl Directions {
    /// By the table inside the program.
    pub(super) fn built_in() -> Option<Self> {
        Some(Self { compass: Arc::new(Compass::built_in()?), kept: KeptVectors::default(), model: None })
    }

    /// As a source has them: by its model, if one lies in it, else by the table. A model that cannot be read is told, and the table serves.
    pub(super) fn of(source: &Source) -> Option<Self> {
        let Some(model) = source.model() else { return Self::built_in() };
        let read = || {
            let bytes =
                bounded::read_all(model.open().map_err(|error| error.to_string())?, MODEL_LIMIT).map_err(|error| error.to_string())?;
            Compass::of_model(bytes).map_err(|error| error.to_string())
        };
        match read() {
            Ok(compass) => {
                let kept = source.model_vectors().map(|member| kept(&member, &compass)).unwrap_or_default();
                Some(Self { compass: Arc::new(compass), kept, model: Some(model) })
            }
            Err(error) => {
                tracing::warn!(error, "the model of the content is not used");
                Self::built_in()
            }
        }
    }

    /// The vectors of a record and its passages, as they are kept: first its own, then those of its passages.
    pub(super) fn vectors(&self, prepared: &Prepared) -> Vec<u8> {
        texts(prepared, &self.compass).flat_map(|text| self.vector(&text).bytes()).collect()
    }

    fn vector(&self, text: &str) -> Vector {
        self.kept.get(text).unwrap_or_else(|| self.compass.passage(text))
    }

    /// Lays the model beside the vectors in the folder of a generation.
    pub(super) fn leave(&self, folder: &Path) -> Result<(), LibraryError> {
        let Some(model) = &self.model else { return Ok(()) };
        let path = folder.join(MODEL);
        let copied = || {
            let mut to = BufWriter::new(File::create_new(&path)?);
            io::copy(&mut model.open()?, &mut to)?;
            io::Write::flush(&mut to)
        };
        copied().map_err(LibraryError::io("writing", &path))
    }
}

/// What of a record is looked at: its title and what else people call it, then each passage. A model sees what a passage stands in as well, which
/// it was measured to need; pieces that are added up do not.
fn texts<'p>(prepared: &'p Prepared, compass: &Compass) -> impl Iterator<Item = String> + 'p {
    let title = prepared.record.title.as_str();
    let named = compass.is_model().then(|| title.strip_prefix("中华人民共和国").unwrap_or(title));
    let own = format!("{title}\n{}", prepared.about);
    let passages = prepared.pieces.iter().map(move |piece| match named {
        Some(name) => format!("{name}。{}", piece.text),
        None => piece.text.clone(),
    });
    std::iter::once(own).chain(passages)
}

/// How far a model has come with the texts of a source.
#[derive(Debug, Clone, Copy)]
pub struct Learning {
    /// Texts whose vectors there are.
    pub texts: usize,
    /// Of them those that were not kept and had to be made.
    pub made: usize,
    /// Bytes of the source so far, and of all of it.
    pub bytes: (u64, u64),
    /// Since the beginning.
    pub elapsed: Duration,
}

/// The vectors of all texts of a source by this model. Those in `known` are not made again; what is made is added there, so that nothing is lost to
/// whoever stops it. One core reads some 350 pieces of text a second: sixty thousand passages are four hours of one core.
pub fn learn(
    source: &Source,
    compass: &Compass,
    known: &mut KeptVectors,
    watch: &mut dyn FnMut(&KeptVectors, Learning) -> ControlFlow<()>,
) -> Result<KeptVectors, LibraryError> {
    let (begun, mut of_source) = (Instant::now(), KeptVectors::default());
    let (mut made, mut stopped) = (0, false);
    let reading = source.read(&mut |batch| {
        let records: Vec<Record> = batch.records;
        // So few at a time that whoever waits sees it go on.
        for records in records.chunks(AT_ONCE) {
            let prepared: Vec<Prepared> = records.iter().map(|record| for_index(record.clone())).collect();
            let texts: Vec<String> = prepared.iter().flat_map(|prepared| texts(prepared, compass)).collect();
            let vectors: Vec<(String, Option<Vector>)> = texts
                .into_par_iter()
                .map(|text| {
                    let vector = known.get(&text).is_none().then(|| compass.passage(&text));
                    (text, vector)
                })
                .collect();
            for (text, vector) in vectors {
                made += usize::from(vector.is_some());
                if let Some(vector) = vector {
                    known.keep(&text, &vector);
                }
                if let Some(vector) = known.get(&text) {
                    of_source.keep(&text, &vector);
                }
            }
            let bytes = (batch.bytes_done, source.size());
            let learning = Learning { texts: of_source.len(), made, bytes, elapsed: begun.elapsed() };
            if watch(known, learning).is_break() {
                stopped = true;
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    if stopped {
        return Err(LibraryError::Cancelled);
    }
    if reading.errors().is_empty() { Ok(of_source) } else { Err(LibraryError::Faulty(reading.faults)) }
}

fn kept(member: &Member, compass: &Compass) -> KeptVectors {
    let bytes = member.open().and_then(|bytes| bounded::read_all(bytes, KEPT_LIMIT)).map_err(|error| error.to_string());
    let kept = bytes.and_then(|bytes| KeptVectors::read(&bytes, compass).map_err(|error| error.to_string()));
    kept.inspect_err(|error| tracing::warn!(error, "vectors are made anew")).unwrap_or_default()
}

/// The model that lies in the folder of a generation.
pub(super) fn model_in(folder: &Path) -> Result<Compass, LibraryError> {
    let path: PathBuf = folder.join(MODEL);
    let bytes = bounded::read(&path, MODEL_LIMIT).map_err(LibraryError::io("reading", &path))?;
    Compass::of_model(bytes).map_err(|error| LibraryError::Unreadable { what: Lost::File(path), why: error.to_string() })
}
