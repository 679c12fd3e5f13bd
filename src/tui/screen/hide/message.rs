//! Events that the page of hiding understands.

use std::sync::Arc;

use crate::{
    library::{Card, Hidden},
    search::Found,
    tui::{effect::HidingDone, field, screen::Move},
};

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Wish {
    /// This record is to be hidden.
    Hide(Arc<Card>),
    /// This one is to be shown again.
    Show(Box<Hidden>),
}

/// An event that the page understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Something typed into the field.
    Field(field::Message),
    /// To what was found.
    ToList,
    /// Back to the field.
    ToField,
    /// One of the list.
    Chosen(Wish),
    /// It is to be done.
    Agreed,
    /// Hits have come.
    Found(Box<Found>),
    /// What is hidden now.
    Listed(Vec<Hidden>),
    /// It was done.
    Done(Box<HidingDone>),
    /// The step before.
    Back,
    /// An arrow or a page key.
    Move(Move),
}
