//! Where something stands: a passage among the entries of the index, a record among the cards of its library.

/// The place of a passage, or of the names of a record, among the entries of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry(pub(crate) u32);

/// The place of a record among the cards of its library; the database and the index know it by the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ordinal(pub(crate) u32);

impl Entry {
    /// All places, from the first on.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self)
    }

    /// The place as an index into what is kept for each entry.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// The place so many entries before.
    pub(crate) fn before(self, distance: u32) -> Option<Self> {
        self.0.checked_sub(distance).map(Self)
    }

    /// The place so many entries after.
    pub(crate) fn after(self, distance: u32) -> Option<Self> {
        self.0.checked_add(distance).map(Self)
    }
}

impl Ordinal {
    /// All places, from the first on.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self)
    }

    /// The place as an index into what is kept for each card.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The card of each entry: the one way from the index into the library.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CardOf<'a>(&'a [Ordinal]);

impl<'a> CardOf<'a> {
    /// By a table with one card for each entry.
    pub(crate) fn new(cards: &'a [Ordinal]) -> Self {
        Self(cards)
    }

    /// The card of an entry; none where the index has no such entry.
    pub(crate) fn card(self, entry: Entry) -> Option<Ordinal> {
        self.0.get(entry.index()).copied()
    }

    /// How many entries there are.
    pub(crate) fn entries(self) -> usize {
        self.0.len()
    }

    /// The stretches of entries that belong to one card, in their order: the card, the first entry, and how many there are.
    pub(crate) fn stretches(self) -> impl Iterator<Item = (Ordinal, Entry, usize)> {
        let mut first = Entry(0);
        self.0.chunk_by(|left, right| left == right).filter_map(move |stretch| {
            let from = first;
            first = from.after(u32::try_from(stretch.len()).unwrap_or(u32::MAX))?;
            Some((*stretch.first()?, from, stretch.len()))
        })
    }
}
