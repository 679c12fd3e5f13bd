//! The kinds of fields: what can be typed into each.

/// The kind of text that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "figures and free text are asked for by forms, of which there is none yet"))]
pub(in crate::tui) enum FieldKind {
    /// Chinese, composed from letters or from the digits of a telephone; figures and signs as they are.
    Chinese,
    /// Figures that are seen: a telephone, an identity number.
    Figures,
    /// Figures of which only dots are seen: a PIN.
    Secret,
    /// Whatever is typed, as it is: an address of the network.
    Free,
}

impl FieldKind {
    /// True for characters that can stand in such a field.
    pub(super) fn takes(self, c: char) -> bool {
        match self {
            Self::Chinese | Self::Free => !c.is_control(),
            // The last sign of an identity number may be an X.
            Self::Figures => c.is_ascii_digit() || c.eq_ignore_ascii_case(&'x'),
            Self::Secret => c.is_ascii_digit(),
        }
    }
}
