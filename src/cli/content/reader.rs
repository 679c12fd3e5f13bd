//! `gongkai content reader`: the child that reads. Files come on standard input, what stands in them goes to standard output.

use std::io::{self, BufReader, BufWriter};

use super::super::{Trouble, snag::Snag};
use crate::convert::serve;

/// No arguments: whoever starts it speaks with it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Reader {}

impl Reader {
    #[expect(clippy::unused_self, reason = "commands are run alike")]
    pub(super) fn run(self) -> Result<(), Trouble> {
        let (from, to) = (BufReader::with_capacity(1 << 16, io::stdin()), BufWriter::with_capacity(1 << 16, io::stdout()));
        Ok(serve(from, to).map_err(Snag::system("读文件的子进程停了"))?)
    }
}
