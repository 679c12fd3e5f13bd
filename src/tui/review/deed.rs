//! What a person at the screen wants done, and who does it: the only file of the screen that touches documents.

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{
    editing::{Answer, Bench, Field, Item},
    review::{ReviewError, Step},
};

/// One thing to be done to documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Confirm all fields of a document that may be confirmed together, or one.
    Confirm(String, Option<Field>),
    /// Give a field a value.
    Set(String, Field, String),
    /// Change words of the text.
    Edit(String, String, String),
    /// What a machine guessed of a scan becomes its text.
    Adopt(String),
    /// Answer a question by its number.
    Answer(String, usize, Answer),
    /// Pass a review.
    Pass(String, Step),
    /// Send back, with a reason.
    Return(String, Step, String),
    /// Do not take in, with a reason.
    Refuse(String, String),
    /// Take back what one did last to it.
    Undo(String),
    /// Open the original with the desktop's program; the desk does it.
    Original(String),
}

impl Deed {
    /// The document.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Confirm(id, _)
            | Self::Set(id, ..)
            | Self::Edit(id, ..)
            | Self::Answer(id, ..)
            | Self::Pass(id, _)
            | Self::Return(id, ..)
            | Self::Refuse(id, _)
            | Self::Undo(id)
            | Self::Adopt(id)
            | Self::Original(id) => id,
        }
    }
}

/// Does it; the document as it is afterwards.
pub(super) fn perform(bench: &Bench, who: &str, deed: &Deed) -> Result<Item, ReviewError> {
    match deed {
        Deed::Confirm(id, field) => bench.confirm(id, who, field.as_slice()),
        Deed::Set(id, field, value) => bench.set(id, who, *field, value),
        Deed::Edit(id, old, new) => bench.edit(id, who, old, new),
        Deed::Adopt(id) => bench.adopt(id, who),
        Deed::Answer(id, number, answer) => bench.answer(id, who, *number, answer),
        // The screen offers it only once the last line was shown.
        Deed::Pass(id, step) => bench.pass(id, who, *step, true),
        Deed::Return(id, step, reason) => bench.send_back(id, who, *step, reason),
        Deed::Refuse(id, reason) => bench.refuse(id, who, reason),
        Deed::Undo(id) => bench.undo(id, who),
        // Nothing of the document changes; the desk opens it, since the answer comes later.
        Deed::Original(id) => bench.item(id),
    }
}

/// How often, and after how long, it is asked whether the desktop opened a file.
const PATIENCE: usize = 25;
const MOMENT: Duration = Duration::from_millis(80);

/// Opens the original beside the screen, as the desktop does it. That the desktop knows no program for it is told later, from a thread that waits.
pub(super) fn open(bench: &Bench, item: &Item, told: mpsc::Sender<ReviewError>) -> Result<(), ReviewError> {
    let Some(record) = &item.record else { return Err(ReviewError::NoDocument { id: item.id.clone() }) };
    let ending = record.kind.map_or("bin", crate::convert::Kind::ending);
    let path = bench.office().root().join("office/original").join(format!("{}.{ending}", record.sha256));
    show("xdg-open", &path, record.source.clone(), told)
}

/// Begins a program that shows a file, and says later if it could not.
pub(super) fn show(program: &str, path: &Path, original: String, told: mpsc::Sender<ReviewError>) -> Result<(), ReviewError> {
    let refused = ReviewError::NoViewer { original, copy: path.to_owned() };
    let mut command = Command::new(program);
    command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return Err(refused) };
    thread::spawn(move || {
        // It says soon that it knows no program; one that it knows may stay as long as it is looked at.
        for _ in 0..PATIENCE {
            match child.try_wait() {
                // Whoever left the screen meanwhile needs no word.
                Ok(Some(status)) => return drop((!status.success()).then(|| told.send(refused))),
                Ok(None) => thread::sleep(MOMENT),
                Err(_) => return,
            }
        }
        drop(child.wait());
    });
    Ok(())
}
