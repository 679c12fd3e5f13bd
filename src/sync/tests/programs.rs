//! Programs that come with a release: what is copied, kept, and left where it is.

use super::*;
use crate::{
    audit::own_folder,
    files::Digest,
    launch,
    program::{Arch, Version, forged},
};

fn own() -> Arch {
    Arch::own().unwrap()
}

/// All bytes below a folder that are just these.
fn lies(folder: &Path, bytes: &[u8]) -> bool {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files.into_iter().any(|entry| fs::read(entry.path()).unwrap() == bytes)
}

fn waiting(terminal: &Terminal) -> Option<Digest> {
    launch::state(&terminal.dir()).waiting.map(|program| program.sha256)
}

#[test]
fn a_terminal_takes_the_program_of_its_own_machine_and_no_other() {
    let office = Office::open_for_business();
    for arch in Arch::ALL {
        office.write(&arch.path(), [forged(arch, "90.0.0"), noise(2 << 20)].concat());
    }
    office.release();
    let terminal = Terminal::of(&office);
    let stick = leaked(Stick::of(&office.path()));
    let offer = inspect(&terminal.dir(), &stick, &hands()).unwrap();
    assert_eq!(offer.program.as_ref().map(|program| program.version.to_string()).as_deref(), Some("90.0.0"));
    assert!(offer.to_copy < 3 << 20, "{}", offer.to_copy);
    terminal.sync_from(&stick).unwrap();
    for arch in Arch::ALL {
        let bytes = [forged(arch, "90.0.0"), noise(2 << 20)].concat();
        assert_eq!(lies(&terminal.dir(), &bytes), arch == own(), "{arch}");
        assert_eq!(waiting(&terminal) == Some(Digest::of(&bytes)), arch == own());
    }
    // A stick that brings nothing new brings again what could not be kept.
    fs::remove_file(own_folder(&terminal.dir()).join("programs/state.json")).unwrap();
    let offer = inspect(&terminal.dir(), &stick, &hands()).unwrap();
    assert!(offer.unchanged && waiting(&terminal).is_some());
    assert!(inspect(&terminal.dir(), &stick, &hands()).unwrap().program.is_none());
    // What answers is made anew without the programs of others.
    Library::open(&terminal.dir()).unwrap();
    // The next release brings none: what was kept stays, its part goes with the release.
    office.remove(&own().path());
    office.release();
    terminal.sync(&office.path()).unwrap();
    let kept = [forged(own(), "90.0.0"), noise(2 << 20)].concat();
    assert_eq!(waiting(&terminal), Some(Digest::of(&kept)));
    assert!(lies(&own_folder(&terminal.dir()).join("programs"), &kept) && !lies(&Folders::of(&terminal.dir()).store(), &kept));
}

#[test]
fn a_program_that_is_not_newer_is_left_on_the_stick() {
    let office = Office::open_for_business();
    let bytes = forged(own(), &Version::own().to_string());
    office.write(&own().path(), &bytes);
    office.release();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    assert!(waiting(&terminal).is_none() && !lies(&terminal.dir(), &bytes));
    let offer = inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap();
    assert!(offer.unchanged && offer.program.is_none());
}

#[test]
fn a_program_of_which_a_byte_was_changed_is_not_kept_and_content_stays_as_it_was() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    let bytes = forged(own(), "90.0.0");
    office.write(&own().path(), &bytes);
    office.release();
    let stored = crate::bundle::stored_name(crate::bundle::ParcelKind::Blob, &Digest::of(&bytes));
    let piece = office.path().join("v1").join(format!("{stored}.000"));
    let mut bent = bytes.clone();
    *bent.last_mut().unwrap() ^= 1;
    fs::write(&piece, &bent).unwrap();
    assert!(matches!(terminal.sync(&office.path()), Err(SyncError::Bundle(BundleError::Refused(_)))));
    assert!(waiting(&terminal).is_none() && !lies(&terminal.dir(), &bent) && current(&terminal.dir()).unwrap() == Some(1));
    fs::write(&piece, &bytes).unwrap();
    terminal.sync(&office.path()).unwrap();
    assert_eq!(waiting(&terminal), Some(Digest::of(&bytes)));
}
