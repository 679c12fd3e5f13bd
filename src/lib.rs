//! gongkai: the offline terminal of a government disclosure zone (政务公开专区).
//!
//! The folders below stand in the order in which content flows, and nothing imports from the right:
//!
//! ```text
//! text                        plain vocabulary: Chinese text
//! config                      settings
//! files                       how files are written so that power may fail, opened, brought up to date, and named by their content
//!   compose                   letters or digits typed -> Chinese words to choose from
//!   meaning                   a text -> the direction of what it is about
//!   program                   a file -> a program of terminals, for which machine and of which version
//!   policy                    what a disclosure zone holds, as values: documents, guides, places, links, validity
//!   request                   what a visitor asks of the office, as values, and the legal clocks that run from it
//!     interview               what is asked of a visitor, in which order
//!     source                  a folder that people edit -> checked records, or every fault in it
//!       bundle                checked records -> a package that three desks signed -> verified at the terminal
//!       convert               an office's files -> manuscripts that people confirm
//!       review                who confirmed, passed or returned a document, in a log that only grows
//!       editing               what waits on a document, and what people do about it
//!         outbox  register    what a visitor left, sealed -> a stick;  a stick -> the office's register, and its word back
//!         launch              a program that came with a release -> tried, begun, given up; the package's beside it
//!         library             records -> a generation (SQLite + index) that answers questions
//!           takeaway  print   a record -> what fits on a phone (QR code, slip);  lines -> paper
//!             gate              what speaks against publishing a source, in one list
//!             search  zone    typed words -> hits;  lists, boards, records written out for reading
//!               sync          a stick -> verified, copied, built, tested, switched in;  what the terminal believes
//!               audit         who was at the staff's door and what was done behind it, in a chain
//!               fleet         what a terminal says of itself on a stick -> the office's table of all terminals
//!               lab           questions whose answers are known -> how good the search is, and weights for its ranking
//!               setup         a machine -> a terminal, and back
//!               doctor        a terminal -> what is the matter with it
//!               advice        every error -> what happened, what to do, in Chinese
//!               visit         one visit of a stick: looked at, taken in, word left for the office, given back
//!                 line          the zone in plain lines, for who sees no screen
//!                 tui  cli    the kiosk's screens;  the commands of the office
//! ```
//!
//! `tests/suite/module_order.rs` compares every `use crate::…` with that order.

pub mod text;

pub mod config;

pub mod files;

pub mod compose;

pub mod meaning;

pub mod program;

pub mod policy;

pub mod request;

pub mod interview;

pub mod source;

pub mod bundle;

#[cfg(feature = "office")]
pub mod convert;

pub mod review;

#[cfg(feature = "office")]
pub mod editing;

pub mod stick;

pub mod outbox;

pub mod register;

pub mod launch;

pub mod library;

pub mod takeaway;

pub mod print;

#[cfg(feature = "office")]
pub mod gate;

pub mod search;

pub mod zone;

pub mod sync;

pub mod audit;

pub mod fleet;

pub mod lab;

pub mod setup;

pub mod doctor;

pub mod advice;

pub mod line;

pub mod visit;

pub mod tui;

pub mod cli;
