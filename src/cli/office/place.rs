//! Where the register lies, and how it is written out.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::register::{Register, RegisterError};

/// Where the register lies.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Place {
    /// 台账文件，没有就新建
    #[arg(long, value_name = "文件")]
    register: PathBuf,
}

impl Place {
    pub(super) fn open(&self) -> Result<Register, RegisterError> {
        Register::open(&self.register)
    }
}

/// How the register is written out.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Format {
    /// 电子表格
    Csv,
    /// JSON
    Json,
}
