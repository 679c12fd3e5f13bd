//! The kiosk without a screen: the library is opened, one of its records asked for, the first screen drawn where nobody sees it. A program that
//! is to take the place of another shows by it that it can.

use std::{sync::Arc, time::Instant};

use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
};

use super::{
    app::{App, Mode},
    theme::Depth,
    worker::Worker,
};
use crate::{
    config::Config,
    library::{Library, LibraryError},
    search::{Engine, SearchError, self_test},
    sync::{self, SyncError},
    takeaway::CellSize,
};

/// Columns and rows of the screen that nobody sees: that of large text.
const GRID: Size = super::context::SMALLEST;
/// Cells that hold more than an empty screen does.
const DRAWN: usize = 40;

/// Why a program is not fit to be the kiosk here.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// What visitors see does not open.
    #[error("the library does not open")]
    Library(#[from] LibraryError),
    /// What the terminal believes cannot be read, or this may not be shown.
    #[error("what the terminal believes cannot be read")]
    Memory(#[from] SyncError),
    /// Nothing is found in it.
    #[error("nothing is found")]
    Search(#[from] SearchError),
    /// The screen stays empty.
    #[error("nothing is drawn")]
    Empty,
}

/// Rehearses; nothing is written.
pub fn rehearse(config: Config) -> Result<(), Unfit> {
    let path = config.library.path.clone();
    let library = Library::open(&path)?;
    if config.takes_sticks() && !sync::may_show(&path, library.info())? {
        return Err(LibraryError::NoLibrary { dir: path }.into());
    }
    let library = Arc::new(library);
    let engine = Engine::new(Arc::clone(&library))?;
    self_test(&engine)?;
    let config = Arc::new(config);
    let worker = Worker::new(engine, library, Arc::clone(&config));
    let now = Instant::now();
    let cell = CellSize { width: 12, height: 24, known: true, pictures: false };
    let mut app = App::new(config, Mode::Kiosk, Depth::True, GRID, cell, now);
    let clock = crate::text::now().datetime();
    // What follows of it is for threads that are not there.
    drop(app.reply(worker.ready(clock.date())));
    drop(app.tick(now, clock));
    let mut buffer = Buffer::empty(Rect::new(0, 0, GRID.width, GRID.height));
    app.view(&mut buffer);
    let drawn = buffer.content.iter().filter(|cell| !cell.symbol().trim().is_empty()).count();
    if drawn >= DRAWN { Ok(()) } else { Err(Unfit::Empty) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        files::Unwatched,
        library::{ImportOptions, Origin, import},
        source::Source,
    };

    #[test]
    fn a_library_that_answers_is_rehearsed_and_what_is_none_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::demonstration().unwrap();
        config.sync.root = std::path::PathBuf::new();
        config.library.path = folder.path().join("library");
        assert!(matches!(rehearse(config.clone()), Err(Unfit::Library(_))));
        let options = ImportOptions { origin: Origin::Built { sources: Vec::new() }, mark: None, built_at: jiff::Timestamp::now() };
        import(&Source::embedded(), &config.library.path, options, &mut Unwatched).unwrap();
        let before: Vec<_> = walkdir::WalkDir::new(folder.path()).into_iter().map(|entry| entry.unwrap().into_path()).collect();
        rehearse(config).unwrap();
        let after: Vec<_> = walkdir::WalkDir::new(folder.path()).into_iter().map(|entry| entry.unwrap().into_path()).collect();
        assert_eq!(before, after, "something was written");
    }
}
