//! What people say by name: on the command line, or typed when they are asked, one thing after another.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::{
    advice::{confirmation, typed},
    bundle::{BundleError, Confirmation, Withheld},
    cli::{Trouble, snag::Snag},
};

/// The things that were said on the command line.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Said {
    /// 点名确认一件不平常的事，如 department:civil、withdrawn:23；要确认什么，程序会说。可以写几次
    #[arg(long = "confirm", value_name = "哪件事", value_parser = read)]
    pub(super) confirm: Vec<Confirmation>,
}

fn read(text: &str) -> Result<Confirmation, String> {
    text.parse().map_err(|()| "照程序说的写，如 department:科室代号、withdrawn:条数".to_owned())
}

/// Asks for each of these by name; what was not typed right was not seen, and nothing is done.
pub(super) fn ask(needed: &[Confirmation], deed: &'static str) -> Result<(), Trouble> {
    for needed in needed {
        write!(io::stdout(), "注意：{}。\n看清楚了，同意就输入 {} 再按回车：", confirmation(needed), needed.value())?;
        io::stdout().flush()?;
        let mut line = String::new();
        // A line without a word is a key that was pressed once too often.
        for _ in 0..3 {
            line.clear();
            let read = io::stdin().lock().read_line(&mut line).map_err(Snag::system("回答读不进来"))?;
            if read == 0 || !line.trim().is_empty() {
                break;
            }
        }
        if line.trim() != needed.value() {
            let flag = format!("--confirm {}", typed(needed));
            return Err(Snag::OtherThanAsked { deed, asked: "要点名的", flag }.into());
        }
    }
    Ok(())
}

/// Whether somebody sits there who can be asked.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal()
}

/// What is still to be said before this can be done, if that is all that stands in the way.
pub(super) fn still_needed<T>(done: &Result<T, BundleError>) -> Option<Vec<Confirmation>> {
    match done {
        Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) => Some(needed.clone()),
        _ => None,
    }
}
