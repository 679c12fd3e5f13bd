//! The tables by which dates are reckoned: taken from a source, and shown.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use jiff::civil::Date;

use super::{
    super::{Trouble, snag::Snag},
    place::Place,
};
use crate::{cli::request::print_rules, request::RULE_FILES};

pub(super) fn run(source: Option<&Path>, place: &Place, today: Date) -> Result<(), Trouble> {
    let mut register = place.open()?;
    let mut out = io::stdout();
    if let Some(source) = source {
        let mut taken = 0;
        for name in RULE_FILES {
            let path = source.join(name);
            if !path.is_file() {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|error| Snag::Unread { what: "规则表", path: path.clone(), source: error })?;
            register.take_rule(name, text.trim_start_matches('\u{feff}'), today)?;
            writeln!(out, "换上了 {name}")?;
            taken += 1;
        }
        if taken == 0 {
            writeln!(out, "这个文件夹里没有 {}，没有换", RULE_FILES.join("、"))?;
        }
    }
    print_rules(today)
}
