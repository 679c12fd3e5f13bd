//! A manuscript as lines: what rules go over, each line told once what it is.

use super::{
    super::{Align, Block, Look, Manuscript},
    paper::{Piece, Role},
    plain::{plain, seen, tight},
};

/// A paragraph, or one line of one; or something between paragraphs.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The block of the manuscript.
    pub(super) block: usize,
    /// As it is printed, without space around it.
    pub(super) text: String,
    /// [`plain`], of the same length in characters.
    pub(super) plain: String,
    /// [`tight`].
    pub(super) tight: String,
    /// How its paragraph looks.
    pub(super) look: Look,
    /// A table of one column or one row, such as pages are laid out with.
    pub(super) slight: bool,
    /// What it is, as soon as that is known.
    pub(super) role: Option<Role>,
}

/// All lines of a manuscript.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
}

impl Line {
    pub(super) fn new(block: usize, text: &str, look: &Look) -> Self {
        let text = seen(text).trim().to_owned();
        Self { block, plain: plain(&text), tight: tight(&text), text, look: look.clone(), slight: false, role: None }
    }

    fn other(block: usize, role: Role) -> Self {
        Self { role: Some(role), ..Self::new(block, "", &Look::default()) }
    }

    /// Cuts off what stands behind so many characters other than spaces, if something does. It is open.
    pub(super) fn cut(&mut self, tight: usize) -> Option<Self> {
        let (front, rest) = super::plain::cut_tight(&self.text, tight);
        if front.is_empty() || rest.is_empty() {
            return None;
        }
        let behind = Self::new(self.block, &rest, &self.look);
        let role = self.role.take();
        *self = Self { role, ..Self::new(self.block, &front, &self.look) };
        Some(behind)
    }

    /// Whether it has words of which nobody has said yet what they are.
    pub(super) fn is_open(&self) -> bool {
        self.role.is_none() && !self.tight.is_empty()
    }

    /// Whether it stands out as titles do.
    pub(super) fn stands_out(&self) -> bool {
        self.look.align == Align::Centre
            || self.look.heading.is_some()
            || (self.look.bold && self.look.size.is_some_and(|size| size >= 15.0))
    }
}

impl Sheet {
    /// The lines of a manuscript. Empty paragraphs are none.
    pub(super) fn of(manuscript: &Manuscript) -> Self {
        let mut lines = Vec::new();
        for (block, content) in manuscript.blocks.iter().enumerate() {
            match content {
                Block::Paragraph(paragraph) => {
                    let parts = paragraph.text.split('\n').map(|text| Line::new(block, text, &paragraph.look));
                    lines.extend(parts.filter(|line| !line.text.is_empty()));
                }
                Block::Table(table) => {
                    let slight = table.rows.len() <= 1 || table.rows.iter().all(|row| row.len() <= 1);
                    lines.push(Line { slight, ..Line::other(block, Role::Table) });
                }
                Block::Picture(_) => lines.push(Line::other(block, Role::Picture)),
                Block::Page(_) => lines.push(Line::other(block, Role::PageBreak)),
            }
        }
        Self { lines }
    }

    /// Cuts a line in two before the character with `tight` characters other than spaces in front of it. What stands behind is open.
    pub(super) fn cut(&mut self, at: usize, tight: usize) {
        if let Some(behind) = self.lines.get_mut(at).and_then(|line| line.cut(tight)) {
            self.lines.insert(at + 1, behind);
        }
    }

    /// Says what a line is, unless that has been said.
    pub(super) fn settle(&mut self, at: usize, role: Role) {
        if let Some(line) = self.lines.get_mut(at).filter(|line| line.role.is_none()) {
            line.role = Some(role);
        }
    }

    /// The next line with open words from `at` on.
    pub(super) fn next_open(&self, at: usize) -> Option<usize> {
        self.lines.iter().enumerate().skip(at).find(|(_, line)| line.is_open()).map(|(at, _)| at)
    }

    /// The first line of a block.
    pub(super) fn at_block(&self, block: usize) -> usize {
        self.lines.partition_point(|line| line.block < block)
    }

    /// What has been said of every line; what nobody spoke of is text.
    pub(super) fn pieces(self) -> Vec<Piece> {
        self.lines.into_iter().map(|line| Piece { block: line.block, role: line.role.unwrap_or(Role::Text), text: line.text }).collect()
    }
}
