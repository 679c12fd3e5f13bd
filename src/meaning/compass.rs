//! What tells where texts lead: the table inside the program, or a model that an office has signed for its terminals.

use super::{
    encoder::Encoder,
    table::Table,
    vector::{DIMENSIONS, Vector},
    weights::NotAnEncoder,
};
use crate::files::Digest;

/// Digest of the one model whose directions were measured: multilingual-e5-small in four bits, cut to the pieces of Chinese texts.
pub const MODEL_DIGEST: [u8; 32] = [
    0x18, 0x5b, 0xca, 0x99, 0xd9, 0x96, 0x6e, 0x3d, 0xfd, 0x55, 0x7a, 0xe0, 0x36, 0xb5, 0x54, 0xc9, 0x3b, 0xa0, 0x7a, 0x14, 0x57, 0x77,
    0x10, 0xba, 0x82, 0x8b, 0xfb, 0xe4, 0x52, 0xbc, 0x02, 0x06,
];
/// Numbers of its vectors.
pub const MODEL_DIMENSIONS: usize = 384;
/// More bytes than it has.
pub const MODEL_LIMIT: u64 = 32 << 20;

/// The mean direction of 59,488 articles of laws under that model; `data/meaning/README.md` says more.
const CENTRE: &[u8] = include_bytes!("../../data/meaning/centre.bin");

/// Tells where texts lead.
pub enum Compass {
    /// By adding up pieces: microseconds.
    Table(&'static Table),
    /// By a transformer: tens of milliseconds for a question.
    Model {
        /// The model.
        encoder: Box<Encoder>,
        /// Of its file.
        digest: Digest,
    },
}

impl Compass {
    /// The table inside the program.
    pub fn built_in() -> Option<Self> {
        Table::built_in().map(Self::Table)
    }

    /// The model in these bytes: the one that was measured, and no other.
    pub fn of_model(bytes: Vec<u8>) -> Result<Self, NotAnEncoder> {
        let digest = Digest::of(&bytes);
        if digest.bytes().as_slice() != MODEL_DIGEST.as_slice() {
            return Err(NotAnEncoder("it is not the model that was measured".to_owned()));
        }
        let centre: Vec<f32> = CENTRE.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        Ok(Self::Model { encoder: Box::new(Encoder::read(bytes, &centre)?), digest })
    }

    /// What vectors made with it are told by.
    pub fn digest(&self) -> &[u8] {
        match self {
            Self::Table(_) => Table::built_in_digest(),
            Self::Model { digest, .. } => digest.bytes(),
        }
    }

    /// Numbers of its vectors.
    pub fn dimensions(&self) -> usize {
        match self {
            Self::Table(_) => DIMENSIONS,
            Self::Model { encoder, .. } => encoder.dimensions(),
        }
    }

    /// Whether it is a model.
    pub fn is_model(&self) -> bool {
        matches!(self, Self::Model { .. })
    }

    /// The direction of a question.
    pub fn question(&self, text: &str) -> Vector {
        match self {
            Self::Table(table) => table.question(text),
            Self::Model { encoder, .. } => encoder.question(text),
        }
    }

    /// The direction of a passage.
    pub fn passage(&self, text: &str) -> Vector {
        match self {
            Self::Table(table) => table.passage(text),
            Self::Model { encoder, .. } => encoder.passage(text),
        }
    }
}
