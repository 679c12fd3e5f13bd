//! Lines of two sizes, both for old eyes: 18 points for what is read, 30 for what is compared and typed.

use crate::text::VisitorText;

/// How large a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 18 points.
    Text,
    /// 30 points.
    Large,
}

impl Size {
    /// In points.
    pub(super) const fn points(self) -> f32 {
        match self {
            Self::Text => 18.0,
            Self::Large => 30.0,
        }
    }
}

/// What is printed. Words of visitors may stand in it: it is not shown in `Debug`, and wiped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    pub(super) lines: Vec<(Size, VisitorText)>,
}

impl Sheet {
    /// A sheet that begins with this line.
    pub fn new(first: impl Into<VisitorText>) -> Self {
        Self::default().line(Size::Large, first)
    }

    /// With another line below; an empty one parts two blocks.
    #[must_use]
    pub fn line(mut self, size: Size, words: impl Into<VisitorText>) -> Self {
        self.lines.push((size, words.into()));
        self
    }

    /// All its words, a line each.
    #[cfg(test)]
    pub(crate) fn words(&self) -> String {
        self.lines.iter().map(|(_, words)| words.reveal()).collect::<Vec<_>>().join("\n")
    }

    /// With these lines below.
    #[must_use]
    pub fn text<'t>(self, lines: impl IntoIterator<Item = &'t str>) -> Self {
        lines.into_iter().fold(self, |sheet, line| sheet.line(Size::Text, line))
    }
}
