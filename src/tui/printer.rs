//! Who prints: on a thread of its own, since paper takes longer than the next visitor's question.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
    thread,
};

use super::{
    effect::{Reply, Ticket},
    worker::Replies,
};
use crate::{
    advice::Advise,
    config::Config,
    print::{Font, PrintError, Printer, Sheet, print},
};

/// How it is printed.
type Prints = Arc<dyn Fn(&Sheet) -> Result<(), PrintError> + Send + Sync>;

/// Who prints.
pub(super) struct Press {
    /// None where there is no printer.
    prints: Option<Prints>,
    /// Where it is told; none: whoever asks waits.
    tell: Option<Replies>,
}

impl Press {
    /// The printer of these settings.
    pub(super) fn of(config: &Config, tell: &Replies) -> Self {
        let Some(printer) = Printer::of(&config.print) else { return Self::none() };
        let letters = config.print.font.clone();
        Self { tell: Some(Arc::clone(tell)), ..Self::new(move |sheet| print(sheet, &printer, &Font::find(&letters)?)) }
    }

    /// No printer.
    pub(super) fn none() -> Self {
        Self { prints: None, tell: None }
    }

    /// One that prints so, while whoever asks waits.
    pub(super) fn new(prints: impl Fn(&Sheet) -> Result<(), PrintError> + Send + Sync + 'static) -> Self {
        Self { prints: Some(Arc::new(prints)), tell: None }
    }

    /// Prints a sheet; the answer, or nothing where it comes later.
    pub(super) fn print(&self, ticket: Ticket, sheet: Box<Sheet>) -> Vec<Reply> {
        let Some(prints) = self.prints.clone() else { return Vec::new() };
        let printed = move || {
            let done = panic::catch_unwind(AssertUnwindSafe(|| prints(&sheet)));
            let done = done.unwrap_or(Err(PrintError::Refused { what: "print", says: String::new() }));
            if let Err(error) = &done {
                tracing::warn!(error = error as &dyn std::error::Error, "nothing was printed");
            }
            Reply::Printed(ticket, done.map_err(|error| Box::new(error.advice())))
        };
        match self.tell.clone() {
            None => vec![printed()],
            // A thread that cannot be started prints nothing, and the screen goes on saying that it is being printed.
            Some(tell) => {
                if let Err(error) = thread::Builder::new().name("printer".to_owned()).spawn(move || tell(printed())) {
                    tracing::error!(%error, "the printer cannot be reached");
                }
                Vec::new()
            }
        }
    }
}
