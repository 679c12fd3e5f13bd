//! Who issued a paper, out of its masthead, its title, its signature and the lines below.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    foot::Foot,
    head::Head,
    mold::{bodies, is_short},
    paper::Field,
    plain::{length, tight},
};

#[expect(clippy::expect_used, reason = "a pattern written here")]
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(.{3,90}?)(?:关于|印发《|转发《|批转《)").expect("a pattern"));

/// The field, and whether two places of the paper name different bodies.
pub(super) fn read(head: &Head, foot: &Foot, margins: &[String], block_of: impl Fn(usize) -> usize) -> (Field<Vec<String>>, bool) {
    let titled = head.title.as_ref().and_then(|(title, _, _)| of_title(title)).unwrap_or_default();
    if let Some(at) = foot.signed_at.filter(|_| !foot.bodies.is_empty()) {
        let agrees = |names: &[String]| names.is_empty() || same(names, &foot.bodies);
        let conflict = !agrees(&titled) || (titled.is_empty() && !agrees(&orderless(&head.masthead)));
        let full = foot.bodies.iter().all(|name| !is_short(name));
        if let Some(body) = signed_by_its_office(head, foot, &titled) {
            return (Field::at(block_of(at), vec![body], &foot.bodies.join("、"), false), true);
        }
        let certain = full && !conflict && !foot.stamped_for;
        // Whoever stamps for another did not issue it.
        let issuers = if foot.stamped_for && !titled.is_empty() { titled } else { foot.bodies.clone() };
        return (Field::at(block_of(at), completed(issuers, head), &foot.bodies.join("、"), certain), conflict && !foot.stamped_for);
    }
    if !titled.is_empty() {
        let full = titled.iter().all(|name| !is_short(name));
        let at = head.title.as_ref().map_or(0, |(_, at, _)| *at);
        return (Field::at(block_of(at), completed(titled.clone(), head), &titled.join("、"), full), false);
    }
    let masthead = orderless(&head.masthead);
    let place = head.day.map_or(0, |(_, at, _)| at);
    let printed = foot.printed.as_ref().map(|(names, _, _)| names.clone()).unwrap_or_default();
    let alone: Vec<String> = head.alone.iter().map(|(name, _)| name.clone()).collect();
    // What runs along the heads of all pages is likely who made them, and no more.
    let beside = if head.title.is_some() { margins.iter().find_map(|line| bodies(line)).unwrap_or_default() } else { Vec::new() };
    let agree = same(&masthead, &printed);
    for (names, certain) in [
        (&head.named, true),
        (&alone, false),
        (&masthead, agree),
        (&head.dated_by, false),
        (&printed, false),
        (&foot.last, false),
        (&beside, false),
    ] {
        if !names.is_empty() {
            return (
                Field::at(block_of(place), names.clone(), &names.join("、"), certain && !names.iter().any(|name| is_short(name))),
                false,
            );
        }
    }
    (Field::default(), false)
}

/// The body of the masthead whose own office signed in its place: the number is the body's, and not that of the office (卫发, 卫办发).
fn signed_by_its_office(head: &Head, foot: &Foot, titled: &[String]) -> Option<String> {
    let masthead = orderless(&head.masthead);
    let ([body], [signed]) = (masthead.as_slice(), foot.bodies.as_slice()) else { return None };
    let office = signed.strip_prefix(body.as_str()).is_some_and(|rest| matches!(rest, "办公室" | "办公厅" | "综合科" | "秘书科"));
    let counted = head.numbers.first().is_some_and(|(number, _, whose)| *whose && !number.contains('办'));
    (office && counted && (titled.is_empty() || titled == [body.clone()])).then(|| body.clone())
}

/// The bodies in front of 关于 in a title.
pub(super) fn of_title(title: &str) -> Option<Vec<String>> {
    let words = super::plain::plain(title);
    let names = IN_TITLE.captures(words.trim())?.get(1)?.as_str().trim_end_matches("印发").trim();
    bodies(names)
}

/// Mastheads that end with the kind of paper: `云川县人民政府令`.
fn orderless(masthead: &[String]) -> Vec<String> {
    let cut = |name: &String| ["令", "公告", "通告"].iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name).to_owned();
    masthead.iter().map(cut).collect()
}

/// Whether two lists name the same bodies, one of them perhaps in short.
pub(super) fn same(left: &[String], right: &[String]) -> bool {
    let alike = |one: &String, other: &String| {
        let (one, other) = (tight(one), tight(other));
        one.ends_with(&other) || other.ends_with(&one) || in_short(&one, &other) || in_short(&other, &one)
    };
    !left.is_empty() && left.iter().all(|one| right.iter().any(|other| alike(one, other)))
}

/// Whether all letters of a short name stand in the full one in their order: 县政府办公室, 云川县人民政府办公室.
fn in_short(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    length(short) >= 3 && short.chars().all(|c| rest.any(|other| other == c)) && short.chars().next_back() == full.chars().next_back()
}

/// A short name in full, where the masthead or the signature gives it in full.
fn completed(names: Vec<String>, head: &Head) -> Vec<String> {
    let full = orderless(&head.masthead);
    let complete = |name: String| {
        let found = full.iter().find(|full| is_short(&name) && full.ends_with(&name) && length(full) > length(&name));
        found.cloned().unwrap_or(name)
    };
    names.into_iter().map(complete).collect()
}
