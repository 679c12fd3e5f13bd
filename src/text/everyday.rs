//! The table of everyday expressions inside the program, `data/everyday.csv`.

/// What people say, each with the cell of official terms that answer to it, divided by `、`. Rows are folded and nothing in them is quoted, so that
/// reading them costs the start of the program next to nothing.
pub fn everyday() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/everyday.csv").lines().skip(1).filter_map(|line| line.split_once(','));
    rows.map(|(said, rest)| (said, rest.split(',').next().unwrap_or_default()))
}
