//! What becomes of a library whose vectors are damaged, gone, or an earlier program's: nobody notices but by the order of some hits.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    Activation, CardOf, ImportOptions, Library, LibraryError, Origin, check_now, current, import, pointer, rebuild_index,
    tests::holding,
    vectors::{VECTORS, Vectors},
};
use crate::{
    files::{Digest, Unwatched},
    meaning::Table,
    source::Source,
};

fn built() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
    import(&Source::embedded(), root.path(), options, &mut Unwatched).unwrap();
    root
}

fn file(root: &Path, number: u32) -> PathBuf {
    pointer::folder(root, number).join(VECTORS)
}

fn opened(root: &Path) -> Library {
    Library::open_checked(root, &mut Unwatched).unwrap()
}

/// How near each entry is to a question, in the order of the cards.
fn likenesses(library: &Library, question: &str) -> Vec<f32> {
    let (vectors, cards) = (library.vectors().unwrap(), library.card_of());
    let likenesses = vectors.likenesses(&Table::built_in().unwrap().question(question), cards);
    let mut by_card: Vec<_> = (0..).zip(likenesses).map(|(entry, likeness)| (cards.card(super::Entry(entry)), likeness)).collect();
    by_card.sort_by_key(|(card, _)| *card);
    by_card.into_iter().map(|(_, likeness)| likeness).collect()
}

/// A library with this in the place of its vectors, listed as somebody who lists what he changed, or not.
fn with_vectors(root: &Path, bytes: &[u8], listed: bool) {
    let (folder, path) = (pointer::folder(root, 1), file(root, 1));
    let list = folder.join("MANIFEST");
    let others = fs::read_to_string(&list).unwrap();
    let others = others.lines().filter(|line| !line.ends_with(VECTORS)).map(|line| format!("{line}\n"));
    let own = if listed { format!("{} {} {VECTORS}\n", Digest::of(bytes), bytes.len()) } else { String::new() };
    fs::write(&path, bytes).unwrap();
    fs::write(list, others.chain([own]).collect::<String>()).unwrap();
}

#[test]
fn texts_are_near_what_they_are_about_on_disk_as_in_memory() {
    let root = built();
    let (on_disk, in_memory) = (opened(root.path()), Library::embedded(Timestamp::UNIX_EPOCH).unwrap());
    let near = likenesses(&on_disk, "老了以后每个月能拿多少钱");
    assert_eq!(near, likenesses(&in_memory, "老了以后每个月能拿多少钱"));
    assert!(near.iter().all(|likeness| (-1.01..=1.01).contains(likeness)) && near.iter().any(|likeness| *likeness > 0.4));
    assert!(likenesses(&on_disk, "？").iter().all(|likeness| *likeness == 0.0), "nothing is known of it");
    assert!(!on_disk.info().vectors_missing);
}

#[test]
fn a_library_of_nothing_and_one_of_one_record_have_their_vectors() {
    let one = holding(&[(
        "notices/a.md",
        "+++\ntitle = \"停水通知\"\nmark = \"此件公开发布\"\nbody = \"县政府\"\npublished_on = 2026-11-20\nexpires_on = 2026-11-26\n+++\n明天停水。\n",
    )]);
    assert_eq!(likenesses(&one, "停水").len(), one.card_of().entries());
    let direction = Table::built_in().unwrap().question("停水");
    assert!(Vectors::in_memory(Vec::new(), 0).unwrap().likenesses(&direction, CardOf::default()).is_empty());
    assert!(Vectors::in_memory(vec![0; 128], 2).is_none(), "not as many as there are entries");
}

#[test]
fn without_sound_vectors_a_library_opens_and_says_so_and_they_are_built_again() {
    let root = built();
    let (folder, path) = (pointer::folder(root.path(), 1), file(root.path(), 1));
    let (list, sound) = (fs::read(folder.join("MANIFEST")).unwrap(), fs::read(&path).unwrap());
    let changed = |at: usize, with: &[u8]| {
        let mut bytes = sound.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        bytes
    };
    let missing = |why: &str| {
        let library = opened(root.path());
        let info = library.info();
        assert!(info.vectors_missing && !info.index_damaged && info.passed_over.is_none() && library.vectors().is_none(), "{why}");
        assert!(Library::open(root.path()).unwrap().card_of().entries() > 0, "{why}");
    };
    for (why, bytes) in [
        ("empty", Vec::new()),
        ("cut off", sound[..sound.len() - 1].to_vec()),
        ("cut off in its head", sound[..20].to_vec()),
        ("one too many", [&sound[..], &[0; 128]].concat()),
        ("another count", changed(40, &u64::MAX.to_le_bytes())),
        ("another table's", changed(8, &[7; 32])),
        ("another version's", changed(0, b"GKVECT02")),
    ] {
        for listed in [true, false] {
            with_vectors(root.path(), &bytes, listed);
            missing(why);
            assert_eq!(check_now(root.path(), 1, &mut Unwatched).is_ok(), listed, "{why}");
        }
    }
    fs::write(folder.join("MANIFEST"), &list).unwrap();
    fs::write(&path, changed(900, &[sound[900] ^ 1])).unwrap();
    missing("a flipped bit");
    assert!(matches!(check_now(root.path(), 1, &mut Unwatched), Err(LibraryError::Altered { path: altered }) if altered == path));
    fs::remove_file(&path).unwrap();
    missing("gone");
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    missing("a link");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    missing("a folder");
    fs::remove_dir(&path).unwrap();
    // As an earlier program left it: no file, and none listed.
    let without: String =
        String::from_utf8(list).unwrap().lines().filter(|line| !line.ends_with(VECTORS)).map(|line| format!("{line}\n")).collect();
    fs::write(folder.join("MANIFEST"), without).unwrap();
    missing("an earlier program's");
    assert_eq!(rebuild_index(root.path(), Activation::plain(), &mut Unwatched).unwrap(), 2);
    assert_eq!((current(root.path()).unwrap(), fs::read(file(root.path(), 2)).unwrap()), (Some(2), sound));
    assert!(!opened(root.path()).info().vectors_missing);
}
