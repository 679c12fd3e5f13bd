//! Lists as `numbering.xml` has them.

use std::collections::HashMap;

use roxmltree::Node;

use super::super::{
    counting::{Counting, Gap, LEVELS, Level, List, Pattern},
    xml::{attribute, child, name, on, val, w},
};

/// Reads the lists of a document.
pub(super) fn read(root: Node<'_, '_>) -> Counting {
    let mut numbering = Counting::default();
    for node in root.children() {
        match w(node) {
            "abstractNum" => {
                let id = attribute(node, "abstractNumId").unwrap_or_default().to_owned();
                let elsewhere = child(node, "numStyleLink").and_then(val).map(str::to_owned);
                numbering.patterns.insert(id, Pattern { levels: levels(node), elsewhere });
            }
            "num" => {
                let id = attribute(node, "numId").unwrap_or_default().to_owned();
                numbering.lists.insert(id, list(node));
            }
            _ => {}
        }
    }
    numbering
}

fn list(node: Node<'_, '_>) -> List {
    let mut list = List { pattern: child(node, "abstractNumId").and_then(val).unwrap_or_default().to_owned(), ..List::default() };
    for change in node.children().filter(|node| w(*node) == "lvlOverride") {
        let Some(at) = attribute(change, "ilvl").and_then(|at| at.parse().ok()) else { continue };
        if let Some(start) = child(change, "startOverride").and_then(val).and_then(|start| start.parse().ok()) {
            list.starts.insert(at, start);
        }
        list.levels.extend(levels(change));
    }
    list
}

fn levels(node: Node<'_, '_>) -> HashMap<usize, Level> {
    let levels = node.children().filter(|node| w(*node) == "lvl");
    levels.filter_map(|node| Some((attribute(node, "ilvl")?.parse().ok().filter(|at| *at < LEVELS)?, level(node)))).collect()
}

fn level(node: Node<'_, '_>) -> Level {
    // A format of a newer Word stands in a choice with its older likeness behind it.
    let fallback = || node.descendants().filter(|node| name(*node) == "Fallback").find_map(|node| child(node, "numFmt"));
    let format = child(node, "numFmt").or_else(fallback).and_then(val).unwrap_or("decimal").to_owned();
    let number = |name: &str| child(node, name).and_then(val).and_then(|value| value.parse::<u32>().ok());
    Level {
        start: number("start").unwrap_or(0),
        words: child(node, "lvlText").and_then(val).unwrap_or_default().chars().take(60).collect(),
        gap: match child(node, "suff").and_then(val) {
            Some("nothing") => Gap::Nothing,
            Some("space") => Gap::Blank,
            _ => Gap::Tab,
        },
        legal: child(node, "isLgl").is_some_and(on),
        restart: number("lvlRestart").and_then(|level| usize::try_from(level).ok()),
        style: child(node, "pStyle").and_then(val).map(str::to_owned),
        format,
    }
}
