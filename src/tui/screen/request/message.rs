//! Events that the pages understand.

use crate::{
    advice::Advice,
    interview::{Paper, Party},
    outbox::ReceiptNumber,
    search::Found,
    tui::{
        effect::{Asked, Printing, Route},
        field,
        screen::Move,
    },
};

/// An event that the pages understand.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Message {
    /// Something typed into the field.
    Field(field::Message),
    /// Somewhere else.
    Open(Route),
    /// Begin one of these.
    Begin(Paper),
    /// The page of the other voices.
    Voices,
    /// A number is to be asked after.
    AskAfter,
    /// Who applies, after it was said what becomes of the words.
    Applies(Party),
    /// One of the choices.
    Chosen(usize),
    /// The next question.
    Next,
    /// To what is public already.
    ToHits,
    /// Back to the field.
    ToField,
    /// The page, or the question, before.
    Back,
    /// Home, which would lose what was begun.
    Away,
    /// Go on with it after all.
    GoOn,
    /// Give it up.
    GiveUp,
    /// Print what is shown.
    Print,
    /// How far the printer is.
    Printed(Printing),
    /// Show the numbers of papers whole, or hide them again.
    Reveal,
    /// Change this answer.
    Change(usize),
    /// Seal it.
    Seal,
    /// The words as a slip, for whoever goes to the desk.
    Slip,
    /// All is done.
    Finish,
    /// Whether a form may be begun.
    MayLeave(Result<(), Box<Advice>>),
    /// It was sealed and kept, or not.
    Left(Result<ReceiptNumber, Box<Advice>>),
    /// What became of a number.
    Asked(Asked),
    /// What is public already.
    Found(Box<Found>),
    /// An arrow or a page key.
    Move(Move),
}
