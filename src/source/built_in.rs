//! The arrangement that is part of the program, for whatever a source leaves unsaid. It is written and read as an office's own.

use std::{path::Path, sync::LazyLock};

use include_dir::{Dir, include_dir};

use crate::policy::Arrangement;

use super::{Fault, Header, Names, arranged::Arranged, entry::Context, file, folder::Contents, header::Addresses};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/arrangement");

static READ: LazyLock<(Arrangement, Vec<Fault>)> = LazyLock::new(|| {
    let mut contents = Contents::default();
    contents.add_embedded(&FILES);
    let header = Header::of_unnamed(Path::new("."));
    let addresses = Addresses::default();
    let context = Context { header: &header, addresses: &addresses, attachments: &contents.attachments, mark: None };
    let mut arranged = Arranged::default();
    let mut faults: Vec<Fault> = contents.unread().collect();
    for file in &contents.files {
        let outcome = file::read(file, &context);
        faults.extend(outcome.faults);
        if let Some(Err(twice)) = outcome.page.map(|page| arranged.enter(&outcome.file, page)) {
            faults.extend(twice);
        }
    }
    let (arrangement, judged) = arranged.close(&Arrangement::default(), &Names::default());
    faults.extend(judged);
    (arrangement, faults)
});

/// The arrangement of a zone whose source says nothing of it.
pub fn built_in() -> &'static Arrangement {
    &READ.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Board, Leaflet};

    #[test]
    fn the_arrangement_in_the_program_is_without_a_fault() {
        assert_eq!(READ.1, []);
        let arrangement = built_in();
        assert_eq!(arrangement.board(Board::HOME).map(|board| board.doors.len()), Some(Board::HOME_DOORS));
        assert_eq!(arrangement.board(Board::ATTRACT).map(|board| board.doors.len()), Some(Board::ATTRACT_DOORS));
        assert!(Leaflet::STANDING.iter().all(|id| arrangement.leaflet(id).is_some_and(|leaflet| !leaflet.lines.is_empty())));
        assert_eq!(arrangement.fillers.len(), 60);
    }
}
