//! Signs of doors: lines on a field of 24 by 24.

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) enum Icon {
    /// A paper.
    Paper,
    /// Steps that lead up.
    Steps,
    /// What somebody says.
    Speech,
    /// What is written.
    Pencil,
    /// What is called out.
    Horn,
    /// A place.
    Pin,
    /// Houses of firms.
    Houses,
    /// A list.
    List,
    /// What matters in a life.
    Heart,
    /// A question.
    Question,
    /// Looking for something.
    Glass,
    /// An open book.
    Book,
    /// People who help.
    Person,
    /// A bell.
    Bell,
    /// How long.
    Clock,
    /// How much money.
    Coin,
    /// There and back.
    Way,
    /// What is brought.
    Bag,
    /// A number to call.
    Phone,
    /// Keys to type with.
    Keys,
    /// What holds, what was changed, what has ended.
    Check,
    Turn,
    Cross,
    /// A face that says how it was: from 1, not at all satisfied, to 5.
    Mood(u8),
}

impl Icon {
    /// Its lines, as SVG writes them.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Paper => "M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 16h7",
            Self::Steps => "M4 20h4v-6h5V9h5V5.6M16.4 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0",
            Self::Speech => "M3 5h18v11H10l-5 4v-4H3zM8 9h8M8 12h5",
            Self::Pencil => "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
            Self::Horn => "M4 10v4h4l6 5V5L8 10zM17 9a4 4 0 0 1 0 6M19.6 6.5a8 8 0 0 1 0 11",
            Self::Pin => "M12 22s7-7.5 7-13a7 7 0 1 0-14 0c0 5.5 7 13 7 13zM9.4 9a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0",
            Self::Houses => "M4 21V8h9v13M13 12h7v9M7 12h3M7 16h3M16 16h1M2 21h20",
            Self::List => "M9 6h12M9 12h12M9 18h12M4 6h.6M4 12h.6M4 18h.6",
            Self::Heart => "M12 21C5 15 3 12 3 8.5A4.5 4.5 0 0 1 12 6a4.5 4.5 0 0 1 9 2.5C21 12 19 15 12 21z",
            Self::Question => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9.5 9.5a2.5 2.5 0 1 1 5 0c0 2-2.5 2-2.5 4M12 17v.3",
            Self::Glass => "M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.5 15.5L21 21",
            Self::Book => "M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2c2-1.6 5-2 9-2V4c-4 0-7 .4-9 2zM12 6v14",
            Self::Person => "M8 7.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c0-5 3.5-7.5 8-7.5s8 2.5 8 7.5",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21.5h4M12 3v2",
            Self::Clock => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 6.5V12l4 2.5",
            Self::Coin => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.5 7l3.5 4.6L15.5 7M12 11.6V17.5M9 12h6M9 14.8h6",
            Self::Way => "M4 8h14M14.5 4.5L18 8l-3.5 3.5M20 16H6M9.5 12.5L6 16l3.5 3.5",
            Self::Bag => "M5 8h14l1.2 13H3.8zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5",
            Self::Phone => "M6 3h4l2 5-2.5 2a12 12 0 0 0 5 5L17 12.5l4.5 2v4c0 1.5-1 2.5-2.5 2.5C11 21 3 13 3 5.5C3 4 4.5 3 6 3z",
            Self::Keys => "M3 6h18v12H3zM6.5 9.5h.6M10 9.5h.6M13.5 9.5h.6M17 9.5h.6M7.5 14h9",
            Self::Check => "M4 12.5l5.5 5.5L20.5 6",
            Self::Turn => "M20 12a8 8 0 1 1-2.4-5.7L20 8.5M20 3.5v5h-5",
            Self::Cross => "M5.5 5.5l13 13M18.5 5.5l-13 13",
            Self::Mood(0..=1) => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.6 9v.6M15.4 9v.6M7.6 16.8a5 4.6 0 0 1 8.8 0",
            Self::Mood(2) => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.6 9v.6M15.4 9v.6M8.4 16a5.4 3 0 0 1 7.2 0",
            Self::Mood(3) => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.6 9v.6M15.4 9v.6M8.2 15.2h7.6",
            Self::Mood(4) => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.6 9v.6M15.4 9v.6M8.4 14.4a5.4 3 0 0 0 7.2 0",
            Self::Mood(_) => "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8.6 9v.6M15.4 9v.6M7.2 13.6a5 4.4 0 0 0 9.6 0z",
        }
    }
}
