//! What should become public by itself (条例 art. 44): papers that several people asked for, by the paper's number alone. No word of anybody's is told,
//! and nothing that fewer asked for than make it nobody's.

use std::collections::{BTreeMap, BTreeSet};

use super::Registered;
use crate::{policy::numbers_in, text::VisitorText};

/// Fewer askers than this are never told, whatever is wished for.
pub const FEWEST_ASKERS: usize = 3;

/// Questions in whose answers numbers of papers stand.
const ASKED_IN: [&str; 4] = ["wanted_number", "wanted_name", "wanted_features", "words"];

/// Numbers of papers that at least so many forms ask for, the most wanted first. A form counts once for a number, however often it names it.
pub fn often_wanted(requests: &[Registered], least: usize) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for request in
        requests.iter().filter(|request| request.form.schema.is_application() || request.form.schema.id.starts_with("please-publish/"))
    {
        let answers = ASKED_IN.iter().filter_map(|name| request.form.get(name)).map(VisitorText::reveal);
        let named: BTreeSet<String> = answers.flat_map(numbers_in).map(|(_, number)| number.to_string()).collect();
        for number in named {
            *counts.entry(number).or_default() += 1;
        }
    }
    let mut often: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= least.max(FEWEST_ASKERS)).collect();
    often.sort_by(|(one, first), (another, second)| second.cmp(first).then_with(|| one.cmp(another)));
    often
}
