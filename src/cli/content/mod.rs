//! `gongkai content`: an office's files become a content source.

mod cell;
mod check;
mod convert;
mod fresh;
mod reader;
mod report;
mod review;
mod screen;

use clap::Subcommand;

use super::Trouble;
pub(super) use check::{checked, print_report};

/// 把办公室的文件变成内容
#[derive(Debug, Subcommand)]
pub(super) enum Content {
    /// 新建一个放内容的文件夹
    New(fresh::New),
    /// 把 Word、WPS、PDF、OFD、Excel、网页文件转换成内容
    Convert(convert::Convert),
    /// 核对和审核：三审三校、保密审查、隐私审查
    Review(review::Review),
    /// 查个人信息和密级：身份证号、手机号、银行卡、证件、住址、名册、密级标志
    Screen(screen::Screen),
    /// 出库前的检查：公开属性、个人信息、密级、审核、链接、文号、日期
    Check(check::Check),
    /// Reads files for `convert`, shut in; started by it
    #[command(hide = true)]
    Reader(reader::Reader),
    /// Runs a program of others for `convert`, shut in; started by it
    #[command(hide = true)]
    Cell(cell::Cell),
}

impl Content {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::New(command) => command.run(),
            Self::Convert(command) => command.run(),
            Self::Review(command) => command.run(),
            Self::Screen(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Reader(command) => command.run(),
            Self::Cell(command) => command.run(),
        }
    }
}
