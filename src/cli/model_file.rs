//! The file of a model, and what lies beside it.

use std::path::{Path, PathBuf};

use super::snag::Snag;
use crate::{
    files::bounded,
    meaning::{Compass, MODEL_LIMIT},
};

/// Bytes of vectors that are read.
pub(super) const VECTORS_LIMIT: u64 = 4 << 30;

/// The model in a file.
pub(super) fn read_model(model: &Path) -> Result<Compass, Snag> {
    let bytes = bounded::read(model, MODEL_LIMIT).map_err(Snag::unread("模型", model))?;
    Compass::of_model(bytes).map_err(|_| Snag::NoModel { path: model.to_owned() })
}

/// A file beside another: 模型.bin.vectors.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
