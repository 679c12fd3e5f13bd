//! Words that several commands say, and the one they wait for.

use std::io::{self, BufRead, IsTerminal, Write};

use jiff::Timestamp;

use super::{Trouble, snag::Snag};

/// Asks once more; only the word itself counts.
pub(super) fn agrees() -> Result<bool, Trouble> {
    if io::stdin().is_terminal() {
        write!(io::stdout(), "看过了，同意就输入“同意”两个字（或 yes），再按回车：")?;
        io::stdout().flush()?;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(Snag::system("回答读不进来"))?;
    Ok(["同意", "yes"].contains(&line.trim()))
}

/// A day, as all of the program counts them.
pub(super) fn day(at: Timestamp) -> String {
    crate::text::day_of(at).to_string()
}
