//! `gongkai content`: an office's files become a content source.

mod convert;
mod fresh;
mod reader;

use clap::Subcommand;

use super::Trouble;

/// 把办公室的文件变成内容
#[derive(Debug, Subcommand)]
pub(super) enum Content {
    /// 新建一个放内容的文件夹
    New(fresh::New),
    /// 把 Word、WPS、PDF、OFD、Excel、网页文件转换成内容
    Convert(convert::Convert),
    /// Reads files for `convert`, shut in; started by it
    #[command(hide = true)]
    Reader(reader::Reader),
}

impl Content {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::New(command) => command.run(),
            Self::Convert(command) => command.run(),
            Self::Reader(command) => command.run(),
        }
    }
}
