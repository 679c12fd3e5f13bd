//! The library that a command reads: a folder, or the sample inside the program.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;

use crate::library::{Library, LibraryError};

/// Where a library is, for the commands that read one.
#[derive(Debug, Args)]
pub(super) struct LibraryPlace {
    /// 内容库所在的文件夹；不写就用程序自带的示例内容
    #[arg(long, value_name = "文件夹")]
    library: Option<PathBuf>,
}

impl LibraryPlace {
    pub(super) fn open(&self) -> Result<Library, LibraryError> {
        let library = match &self.library {
            Some(dir) => Library::open(dir)?,
            None => Library::embedded(Timestamp::now())?,
        };
        library.take_its_rules();
        Ok(library)
    }
}
