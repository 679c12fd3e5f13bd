//! What is meant by a picture, as plain data. Its cells are drawn by a widget, its pixels by an SVG; both say the same.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash};

use super::{icon::Icon, map::Map, raster::Stretch, shades::Shades};
use crate::{policy::Validity, search::Fragment, tui::theme::Tone};

/// What is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Picture {
    /// One question, as large as it fits.
    Question(Vec<&'static str>),
    /// The field into which people will type.
    Field(Field),
    /// What stands around a field in which somebody types.
    Frame(Frame),
    /// A key on the screen.
    Key(String),
    /// A door.
    Tile(Tile),
    /// A notice on the board.
    Notice(Notice),
    /// Words that can be tapped.
    Chip(Chip),
    /// What a page asks, above where it is answered.
    Heading(String),
    /// A line to copy, or to read from a step away: as large as its rows allow.
    Large(String),
    /// What is pressed to go on, or back.
    Button(Button),
    /// The digit before an entry of a list.
    Number(Number),
    /// An entry of a list.
    Entry(Entry),
    /// What an entry says, beside its list.
    Panel(Panel),
    /// What is asked of a procedure first, with its answer.
    Fact(FactTile),
    /// What stands before one of a list.
    Bullet(BulletSign),
    /// Places around the terminal.
    Map(Map),
    /// A stretch of a picture that an office published.
    Figure(Stretch),
}

/// The field into which people will type, before they do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Field {
    /// What it is for.
    pub(in crate::tui) words: &'static str,
    /// What may be typed.
    pub(in crate::tui) hint: &'static str,
    /// The button at its end.
    pub(in crate::tui) button: &'static str,
}

/// A part of what stands around a field, whose words are cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Frame {
    pub(in crate::tui) side: Side,
    /// Whether it is typed in.
    pub(in crate::tui) focused: bool,
    /// Whether it is for what is looked for, in one line between round ends, with the sign of that.
    pub(in crate::tui) is_pill: bool,
}

/// The row above what is typed and the one below, and the ends between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Side {
    Above,
    Below,
    Left,
    Right,
}

/// How much a tile stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Face {
    /// A card with a sign in its tone.
    Card,
    /// All in its tone.
    Deep,
}

/// A door, with the digit that opens it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Tile {
    /// The digit; none where no digit opens it.
    pub(in crate::tui) digit: Option<u8>,
    pub(in crate::tui) icon: Icon,
    pub(in crate::tui) tone: Tone,
    pub(in crate::tui) face: Face,
    pub(in crate::tui) title: String,
    /// What is behind it.
    pub(in crate::tui) about: String,
    pub(in crate::tui) focused: bool,
}

/// A notice on the board.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Notice {
    /// What kind of notice.
    pub(in crate::tui) label: &'static str,
    pub(in crate::tui) title: String,
    pub(in crate::tui) about: String,
    pub(in crate::tui) urgent: bool,
    /// Which of all it is, counted from 0, and how many there are.
    pub(in crate::tui) place: (usize, usize),
    pub(in crate::tui) focused: bool,
}

/// Words that can be tapped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Chip {
    pub(in crate::tui) words: String,
    pub(in crate::tui) focused: bool,
}

/// What is pressed to go on, or back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Button {
    /// The digit that does the same.
    pub(in crate::tui) digit: Option<u8>,
    pub(in crate::tui) words: String,
    /// Whether it leads on.
    pub(in crate::tui) strong: bool,
}

/// The digit that chooses an entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Number {
    pub(in crate::tui) digit: u8,
    pub(in crate::tui) tone: Tone,
    pub(in crate::tui) focused: bool,
}

/// The pixels a picture has, and those of one row of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Extent {
    pub(in crate::tui) width: u32,
    pub(in crate::tui) height: u32,
    pub(in crate::tui) row: u32,
}

/// What is asked of a procedure first, with its answer in lines that fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct FactTile {
    /// The sign of the question; none where it has none of its own.
    pub(in crate::tui) icon: Option<Icon>,
    pub(in crate::tui) tone: Tone,
    /// The question, in few words.
    pub(in crate::tui) name: String,
    /// The answer.
    pub(in crate::tui) value: Vec<String>,
    /// What belongs to it.
    pub(in crate::tui) beside: Vec<String>,
}

/// What an entry, or what is shown of it, says of itself first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Head {
    /// What kind of thing it is: the sign and the tone of that.
    pub(in crate::tui) kind: Option<(Icon, Tone)>,
    /// The word for it, or whatever else stands at the right end.
    pub(in crate::tui) note: String,
    /// Its name, with what matched marked.
    pub(in crate::tui) title: Vec<Fragment>,
    /// Its validity.
    pub(in crate::tui) standing: Option<Validity>,
    /// Further lines.
    pub(in crate::tui) below: Vec<Vec<Fragment>>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Entry {
    /// The digit that chooses it; none where digits mean something else.
    pub(in crate::tui) digit: Option<u8>,
    pub(in crate::tui) head: Head,
    /// What it says by itself.
    pub(in crate::tui) told: Vec<Told>,
    /// The columns and rows of cells in whose place it stands.
    pub(in crate::tui) cells: (u16, u16),
    pub(in crate::tui) focused: bool,
}

impl Entry {
    /// One that has a name, and a word at its right end.
    pub(in crate::tui) fn plain(digit: Option<u8>, name: &str, note: &str, cells: (u16, u16), focused: bool) -> Self {
        let title = vec![Fragment { text: name.to_owned(), marked: false }];
        let head = Head { kind: None, note: note.to_owned(), title, standing: None, below: Vec::new() };
        Self { digit, head, told: Vec::new(), cells, focused }
    }
}

/// What an entry says, beside its list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Panel {
    pub(in crate::tui) head: Head,
    /// What it says by itself.
    pub(in crate::tui) told: Vec<Told>,
    /// Where it says something about it, and what.
    pub(in crate::tui) texts: Vec<(String, Vec<Fragment>)>,
    /// What leads to all of it.
    pub(in crate::tui) more: &'static str,
    /// The columns and rows of cells in whose place it stands.
    pub(in crate::tui) cells: (u16, u16),
}

/// Something that is said in cells, whose upper left one this is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Told {
    pub(in crate::tui) at: (u16, u16),
    pub(in crate::tui) what: Said,
}

impl Told {
    /// The row of cells below it.
    pub(in crate::tui) fn bottom(&self) -> u16 {
        let rows = if let Said::Fact(_, (_, rows)) = &self.what { *rows } else { 1 };
        self.at.1.saturating_add(rows)
    }
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Said {
    /// A line.
    Words(String),
    /// A line behind a name, which takes so many columns.
    Named(String, u16, String),
    /// A tile, and the columns and rows that it takes.
    Fact(FactTile, (u16, u16)),
}

/// What stands before one of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) enum BulletSign {
    /// A box to tick.
    Tick,
    /// The number of a step.
    Step(usize),
}

/// By what a drawing is known: it says nothing of what is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Key(u64);

/// Makes keys. They differ from one start to the next.
#[derive(Debug, Default)]
pub(super) struct Keys(RandomState);

impl Keys {
    /// The key of a picture in these pixels and colours.
    pub(super) fn of(&self, picture: &Picture, extent: Extent, shades: &Shades) -> Key {
        Key(self.0.hash_one((picture, extent, shades)))
    }
}
