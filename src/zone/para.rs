//! Paragraphs: what a page of text says and what each part of it is, before anybody knows how wide the page will be.

use std::{fmt, ops::Range};

use crate::policy::Table;

/// One part of a page of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Para {
    /// A heading; the widest are level 1 and 2.
    Heading(u8, String),
    /// A paragraph, first line indented by two characters as Chinese print does.
    Text(String),
    /// A line that stands alone: signature, number, addressee.
    Line(String),
    /// A name and its value.
    Field(String, String),
    /// What is asked first, each a name and few words: they stand side by side where there is room.
    Facts(Vec<Fact>),
    /// One of a list, with its mark.
    Item(Bullet, String),
    /// A table.
    Table(Table),
}

/// What stands before one of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bullet {
    /// A box to tick, before what is to be brought: its name ends where a bracket opens.
    Tick,
    /// A dot.
    Dot,
    /// Its number among steps, from 1.
    Step(usize),
    /// What an editor wrote there.
    Words(String),
}

impl fmt::Display for Bullet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tick => f.write_str("□"),
            Self::Dot => f.write_str("·"),
            Self::Step(number) => write!(f, "{number}."),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// One thing that is asked first, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The question in few words.
    pub name: String,
    /// The answer.
    pub value: String,
    /// What else belongs to it; may be empty.
    pub beside: String,
}

impl Fact {
    /// Of what is asked of a procedure first: the place.
    pub const WHERE: &str = "在哪办";
    /// The term.
    pub const HOW_LONG: &str = "多久办好";
    /// The fee.
    pub const HOW_MUCH: &str = "要多少钱";
    /// How often somebody must come.
    pub const HOW_OFTEN: &str = "跑几趟";
    /// Of a place: where it is.
    pub const WHEREABOUTS: &str = "在哪里";
    /// When it is open.
    pub const OPEN: &str = "开放时间";
    /// How one gets there.
    pub const DIRECTIONS: &str = "怎么去";
    /// Of a body: its window.
    pub const DESK: &str = "窗口";
    /// When somebody is there.
    pub const HOURS: &str = "时间";
    /// Where it has its seat.
    pub const ADDRESS: &str = "地址";
    /// Of both: the number to call.
    pub const PHONE: &str = "电话";

    /// An answer, without blanks around it.
    pub fn new(name: &str, value: &str, beside: &str) -> Self {
        Self { name: name.to_owned(), value: value.trim().to_owned(), beside: beside.trim().to_owned() }
    }

    /// All of the answer, in one line.
    pub fn whole(&self) -> String {
        if self.beside.is_empty() { self.value.clone() } else { format!("{}；{}", self.value, self.beside) }
    }
}

/// A stretch of a paragraph, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Index of the paragraph.
    pub para: usize,
    /// Characters of it.
    pub range: Range<usize>,
}

impl Para {
    /// What is said of it aloud or in plain lines, a line each; a box to tick is for who sees it.
    pub fn said(&self) -> Vec<String> {
        let text = match self {
            Self::Item(Bullet::Tick | Bullet::Dot, text) => text.clone(),
            other => other.to_string(),
        };
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

impl fmt::Display for Para {
    /// The words alone, as a printer without a page puts them; a table takes a line for each row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(_, text) | Self::Text(text) | Self::Line(text) => f.write_str(text),
            Self::Field(name, value) => write!(f, "{name}{value}"),
            Self::Facts(facts) => {
                let lines: Vec<String> = facts.iter().map(|fact| format!("{}：{}", fact.name, fact.whole())).collect();
                f.write_str(&lines.join("\n"))
            }
            Self::Item(mark, text) => write!(f, "{mark} {text}"),
            Self::Table(table) => f.write_str(&table.lines().collect::<Vec<_>>().join("\n")),
        }
    }
}
