//! The kinds of fields: what can be typed into each.

/// The kind of text that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum FieldKind {
    /// Chinese, composed from letters or from the digits of a telephone; figures and signs as they are.
    Chinese,
    /// Figures that are seen: a telephone, an identity number.
    Figures,
    /// Figures of which only dots are seen: a PIN.
    Secret,
    /// Letters and figures with dashes between them: the number of a receipt, the code of a firm. Other signs keep their meaning as keys.
    Code,
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
            Self::Code => c.is_ascii_alphanumeric() || matches!(c, '-' | '—' | '–'),
            Self::Secret => c.is_ascii_digit(),
        }
    }
}
