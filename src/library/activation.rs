//! What whoever imports has to say about the moment at which a new generation begins to answer.

use std::path::Path;

use super::{Info, LibraryError, probe::probe};

/// What records a generation, by its number and what it says of itself.
pub type Recording<'a> = dyn FnMut(u32, &Info) -> Result<(), LibraryError> + 'a;

/// The steps of an activation that differ between a build at this machine and a signed release.
pub struct Activation<'a> {
    /// Tries the finished folder before it gets its name; what it finds stops the activation.
    pub self_test: &'a dyn Fn(&Path) -> Result<(), LibraryError>,
    /// Called when the generation has its number and does not answer yet: what has to be recorded together with it is recorded here. Where it
    /// fails the generation is removed again; where it has succeeded and power fails, [`point_at`](super::point_at) ends what was begun.
    pub record: Option<&'a mut Recording<'a>>,
    /// Whether the generation that answered until now is kept, to step back to. A withdrawn document must not stay in it: then it goes, and
    /// where it cannot be removed that is an error.
    pub keep_previous: bool,
    /// A generation whose content the new one holds anew: it goes, and the one before it is kept to step back to.
    pub replaces: Option<u32>,
}

impl Activation<'_> {
    /// For content that somebody builds at this machine: tested in this process, recorded nowhere, the previous generation kept.
    pub fn plain() -> Self {
        Self { self_test: &|folder| probe(folder).map(drop), record: None, keep_previous: true, replaces: None }
    }
}

impl Default for Activation<'_> {
    fn default() -> Self {
        Self::plain()
    }
}

impl std::fmt::Debug for Activation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Activation").field("keep_previous", &self.keep_previous).finish_non_exhaustive()
    }
}
