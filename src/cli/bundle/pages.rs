//! Long answers, a page at a time where somebody reads them on a terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::text::columns as width_of;

/// Columns of a page where nobody's terminal says how many.
const COLUMNS: usize = 80;

/// Columns of the terminal that somebody reads on.
pub(super) fn columns() -> usize {
    size().map_or(COLUMNS, |(columns, _)| columns)
}

fn size() -> Option<(usize, usize)> {
    let (columns, rows) = io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    Some((usize::from(columns), usize::from(rows))).filter(|(columns, rows)| *columns >= 20 && *rows >= 5)
}

/// Prints lines; where they are more than a page and somebody sits there, page by page.
pub(super) fn show(lines: &[String]) -> io::Result<()> {
    let mut out = io::stdout();
    let page = size().filter(|_| io::stdin().is_terminal());
    let mut used = 0;
    let mut rest = lines.len();
    let mut hurried = false;
    for line in lines {
        if let Some((columns, rows)) = page {
            let height = width_of(line).div_ceil(columns).max(1);
            if used > 0 && used + height + 1 > rows && !hurried {
                write!(out, "—— 还有 {rest} 行。按回车看下一页；输入 0 再按回车，一次列完 ——")?;
                out.flush()?;
                let mut answer = String::new();
                io::stdin().lock().read_line(&mut answer)?;
                hurried = answer.is_empty() || answer.trim() == "0";
                used = 0;
            }
            used += height;
        }
        writeln!(out, "{line}")?;
        rest -= 1;
    }
    Ok(())
}
