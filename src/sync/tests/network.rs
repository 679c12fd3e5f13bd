//! The same visits over a network, from servers of good and of bad manners.

use std::{fs, io::Read};

use super::{Office, Receipt, SyncError, Terminal, current, hands, inspect};
use crate::{
    bundle::{
        BundleError, CHUNK, Objection, Shelf, at_address,
        tests::server::{Manner, Server},
    },
    files::Unwatched,
};

fn served(office: &Office, manner: Manner) -> (Server, Result<Box<dyn Shelf>, BundleError>) {
    let server = Server::of(&office.path(), manner);
    let shelf = at_address(&server.address);
    (server, shelf)
}

fn taken_from(terminal: &Terminal, office: &Office, manner: Manner) -> (Server, Result<Receipt, SyncError>) {
    let (server, shelf) = served(office, manner);
    let taken = shelf.map_err(SyncError::from).and_then(|shelf| terminal.sync_from(&*shelf));
    (server, taken)
}

/// An office with a file that is copied in several stretches.
fn office_with_a_large_file() -> (Office, u64) {
    let office = Office::new();
    let large: Vec<u8> = (0..5 * CHUNK / 2).map(|at| u8::try_from(at % 251).unwrap()).collect();
    office.write("attachments/large.pdf", &large);
    office.release();
    (office, large.len() as u64)
}

#[test]
fn network_what_a_server_gives_out_is_taken_in_as_from_a_stick() {
    for manner in [Manner::Whole, Manner::Ranges, Manner::Forbidding] {
        let office = Office::open_for_business();
        let terminal = Terminal::of(&office);
        taken_from(&terminal, &office, manner.clone()).1.unwrap();
        assert_eq!(terminal.titles(), ["老年助餐办法", "高龄津贴办法"]);
        let (_, shelf) = served(&office, manner.clone());
        assert!(inspect(&terminal.dir(), &*shelf.unwrap(), &hands()).unwrap().unchanged, "{manner:?}");
        office.document("yl-xin", "新办法", "第一条 新。");
        office.release();
        assert_eq!(taken_from(&terminal, &office, manner).1.unwrap().release, Some(2));
    }
}

#[test]
fn network_a_copy_that_broke_off_goes_on_from_servers_that_can_send_the_rest_and_from_those_that_cannot() {
    for manner in [Manner::Ranges, Manner::Whole] {
        let (office, length) = office_with_a_large_file();
        let terminal = Terminal::of(&office);
        let broken = taken_from(&terminal, &office, Manner::HangsUp(usize::try_from(CHUNK * 3 / 2).unwrap())).1.unwrap_err();
        assert!(matches!(broken, SyncError::Bundle(BundleError::Network { .. })), "{broken:?}");
        assert!(current(&terminal.dir()).unwrap().is_none());
        let (server, shelf) = served(&office, manner);
        let shelf = shelf.unwrap();
        let offer = inspect(&terminal.dir(), &*shelf, &hands()).unwrap();
        assert!(offer.to_copy <= length - CHUNK, "{} of {length}", offer.to_copy);
        terminal.take(&offer, &*shelf, &mut Unwatched).unwrap();
        let offsets: Vec<u64> = server.asked().iter().filter_map(|(_, from)| *from).collect();
        assert_eq!(offsets, [CHUNK]);
    }
}

#[test]
fn network_a_server_of_bad_manners_changes_nothing_and_is_told_by_its_name() {
    let office = Office::open_for_business();
    let elsewhere = Server::of(&office.path(), Manner::Whole);
    let terminal = Terminal::of(&office);
    let failed = |manner: Manner| taken_from(&terminal, &office, manner).1.unwrap_err();
    let redirected = failed(Manner::Redirects(elsewhere.address.clone()));
    assert!(matches!(redirected, SyncError::Bundle(BundleError::Network { .. })), "{redirected:?}");
    assert_eq!(elsewhere.asked(), []);
    let portal = failed(Manner::Portal);
    assert!(matches!(portal, SyncError::Bundle(BundleError::Refused(Objection::Unreadable { .. }))), "{portal:?}");
    let endless = failed(Manner::Endless);
    assert!(matches!(endless, SyncError::Bundle(BundleError::Refused(Objection::TooLarge { .. }))), "{endless:?}");
    let cut = failed(Manner::HangsUp(10));
    assert!(matches!(cut, SyncError::Bundle(BundleError::Network { .. })), "{cut:?}");
    let nothing = Server::of(&office.source(), Manner::Whole);
    assert!(matches!(at_address(&nothing.address), Err(BundleError::NoBundle { .. })));
    let nobody = at_address("http://127.0.0.1:1/repo");
    assert!(matches!(nobody, Err(BundleError::Network { .. })));
    assert!(current(&terminal.dir()).unwrap().is_none());
}

#[test]
fn network_a_stretch_that_was_not_asked_for_is_not_taken() {
    let (office, _) = office_with_a_large_file();
    let (_server, shelf) = served(&office, Manner::WrongRange);
    let shelf = shelf.unwrap();
    let name = "meta/timestamp.json";
    assert!(matches!(shelf.open(name, 5), Err(BundleError::Network { .. })));
    let mut rest = Vec::new();
    let (_plain, shelf) = served(&office, Manner::Whole);
    shelf.unwrap().open(name, 5).unwrap().read_to_end(&mut rest).unwrap();
    assert_eq!(rest, fs::read(office.path().join("v1").join(name)).unwrap()[5..]);
}

#[test]
fn network_an_altered_part_is_refused() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    let pack = office.stored("pack");
    let mut bytes = fs::read(&pack).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&pack, bytes).unwrap();
    let refused = taken_from(&terminal, &office, Manner::Whole).1.unwrap_err();
    assert!(matches!(refused, SyncError::Bundle(BundleError::Refused(Objection::Altered { .. }))), "{refused:?}");
}
