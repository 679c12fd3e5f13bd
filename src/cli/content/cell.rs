//! `gongkai content cell`: a program that is not ours, shut in. Started by `convert`.

use std::path::PathBuf;

use super::super::{Trouble, snag::Snag};
use crate::convert::become_shut_in;

/// Where it may write, and which program it is.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Cell {
    desk: PathBuf,
    program: PathBuf,
}

impl Cell {
    pub(super) fn run(self) -> Result<(), Trouble> {
        Err(Snag::system("认字的程序没有运行起来")(become_shut_in(&self.desk, &self.program)).into())
    }
}
