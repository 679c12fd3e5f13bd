//! A disk that lies: bytes flipped, blocks zeroed, files cut off, in every file of a library. Whatever was damaged is noticed before it is
//! used, and what a visitor is answered is what the sound library answers, or is found without the index.

use std::{
    env, fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use gongkai::{
    files::Unwatched,
    library::{
        Activation, ImportOptions, Library, LibraryError, Origin, check_now, current, generations, import, info_of, probe_in_child,
        rebuild_index,
    },
    search::{Engine, Found, Query},
    source::Source,
};
use jiff::{Timestamp, civil::date};

use super::{gongkai, interrupted_build::Dice, succeeds};

/// Damages to each file; `GONGKAI_FLIPS` asks for others in the long test.
const FLIPS: usize = 60;
/// Bytes of a block of the disk.
const BLOCK: usize = 512;
/// A title, and words that stand in the text of one record only.
const TITLE: &str = "云川县人民政府关于印发《云川县城乡居民基本养老保险实施办法》的通知";
const PHRASE: &str = "服刑期间养老金停发";
const BEARER: &str = "sb-yanglao-2023";

fn build(root: &Path) {
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
    import(&Source::embedded(), root, options, &mut Unwatched).unwrap();
}

fn generation(root: &Path, number: u32) -> PathBuf {
    root.join(format!("generations/{number:04}"))
}

/// All files of a generation.
fn files(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.is_file()).collect()
}

fn open(root: &Path) -> Result<Library, LibraryError> {
    Library::open_checked(root, &mut Unwatched)
}

fn ask(engine: &Engine, text: &str) -> Found {
    engine.find(&Query { text: text.into(), limit: 10, ..Query::default() }, date(2026, 11, 22)).unwrap()
}

fn answers(engine: &Engine) -> Vec<Found> {
    [TITLE, PHRASE, "助餐补贴", "ylbx", ""].into_iter().map(|text| ask(engine, text)).collect()
}

fn ids(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.card.id.as_str()).collect()
}

/// A file with one damage; never the same bytes as before.
fn damaged(sound: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut place = |length: usize| usize::try_from(dice.below(length as u64)).unwrap();
    loop {
        let mut bytes = sound.to_vec();
        let (kind, at) = (place(4), place(sound.len()));
        match kind {
            0 => bytes.truncate(at),
            1 => {
                let from = at / BLOCK * BLOCK;
                let to = (from + BLOCK).min(bytes.len());
                bytes[from..to].fill(0);
            }
            _ => bytes[at] ^= 1 << place(8),
        }
        if bytes != sound {
            return bytes;
        }
    }
}

/// Damages every file of the second generation again and again. What is served is looked at every time, and asked every `asked`-th time.
fn damage_everything(flips: usize, asked: usize) {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    build(root);
    let sound_answers = answers(&Engine::new(Arc::new(open(root).unwrap())).unwrap());
    assert_eq!(ids(&sound_answers[0]).first(), Some(&BEARER));
    build(root);
    let mut dice = Dice(20_261_128);
    let (mut by_previous, mut by_scan) = (0, 0);
    for file in files(&generation(root, 2)) {
        let sound = fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for flip in 0..flips {
            let context = format!("{name}, damage {flip}");
            fs::write(&file, damaged(&sound, &mut dice)).unwrap();
            let library = open(root).unwrap_or_else(|error| panic!("{context}: {error}"));
            let (number, index_damaged) = (library.info().generation, library.info().index_damaged);
            let engine = Engine::new(Arc::new(library)).unwrap();
            let is_asked = flip % asked == 0;
            match (number, index_damaged) {
                (Some(1), false) => {
                    by_previous += 1;
                    assert!(engine.library().info().passed_over.is_some(), "{context}");
                    assert!(!file.starts_with(generation(root, 2).join("index")), "{context}: the index alone was damaged");
                    assert!(!is_asked || answers(&engine) == sound_answers, "{context}");
                }
                (Some(2), true) => {
                    by_scan += 1;
                    assert!(name != "library.sqlite", "{context}: a damaged database is served");
                    if !is_asked {
                        continue;
                    }
                    let [title, phrase] = [TITLE, PHRASE].map(|text| ask(&engine, text));
                    assert_eq!(ids(&title).first(), Some(&BEARER), "{context}");
                    assert!(ids(&phrase).contains(&BEARER), "{context}: {:?}", ids(&phrase));
                }
                // Without its vectors, nobody's need, a library finds the same by words; the list names them last.
                (Some(2), false) if engine.library().info().vectors_missing => {
                    assert!(name == "vectors" || name == "MANIFEST", "{context}: the vectors were not damaged");
                    if !is_asked {
                        continue;
                    }
                    let [title, phrase] = [TITLE, PHRASE].map(|text| ask(&engine, text));
                    assert_eq!(ids(&title).first(), Some(&BEARER), "{context}");
                    assert!(ids(&phrase).contains(&BEARER), "{context}: {:?}", ids(&phrase));
                }
                // The list may have lost no more than the end of its last line.
                served => {
                    assert!(name == "MANIFEST", "{context}: {served:?} is served as if nothing had happened");
                    assert_eq!(answers(&engine), sound_answers, "{context}");
                }
            }
        }
        fs::write(&file, &sound).unwrap();
    }
    println!("{flips} damages to each file: {by_previous} answered by the generation before, {by_scan} without the index");
    assert!(by_previous >= flips && by_scan >= flips, "{by_previous} {by_scan}");
    assert_eq!(open(root).unwrap().info().generation, Some(2));
}

#[test]
fn no_damage_to_any_file_is_ever_shown() {
    damage_everything(FLIPS, 6);
}

#[test]
#[ignore = "takes minutes; GONGKAI_FLIPS says how many damages each file gets, 500 without it"]
fn no_damage_to_any_file_is_ever_shown_however_often() {
    damage_everything(env::var("GONGKAI_FLIPS").map_or(500, |flips| flips.parse().unwrap()), 1);
}

#[test]
fn an_index_is_built_again_from_the_records_and_answers_as_before() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    build(root);
    build(root);
    let sound = answers(&Engine::new(Arc::new(open(root).unwrap())).unwrap());
    let index = generation(root, 2).join("index");
    let store = files(&index).into_iter().find(|path| path.extension().is_some_and(|ending| ending == "store")).unwrap();
    fs::write(store, b"").unwrap();
    assert!(matches!(check_now(root, 2, &mut Unwatched), Err(LibraryError::Length { .. })));
    assert!(matches!(check_now(root, 1, &mut |_: u64| ControlFlow::Break(())), Err(LibraryError::Cancelled)));
    let number = rebuild_index(root, Activation::plain(), &mut Unwatched).unwrap();
    // The damaged one is gone, the one before it is kept.
    assert_eq!((number, current(root).unwrap(), generations(root).unwrap()), (3, Some(3), vec![1, 3]));
    let info = info_of(root, 3).unwrap();
    assert_eq!((info.built_at, &info.origin), (Timestamp::UNIX_EPOCH, &Origin::EmbeddedSample));
    let library = open(root).unwrap();
    assert!(!library.info().index_damaged);
    assert_eq!(answers(&Engine::new(Arc::new(library)).unwrap()), sound);
    // Nothing can be built from a damaged database, and nothing is changed.
    fs::write(generation(root, 3).join("library.sqlite"), b"").unwrap();
    let refused = rebuild_index(root, Activation::plain(), &mut Unwatched);
    assert!(matches!(refused, Err(LibraryError::Length { .. })));
    assert_eq!((current(root).unwrap(), generations(root).unwrap()), (Some(3), vec![1, 3]));
}

#[test]
fn a_log_that_cannot_be_written_hides_nothing_and_stops_nothing() {
    let root = tempfile::tempdir().unwrap();
    build(root.path());
    build(root.path());
    fs::write(generation(root.path(), 2).join("library.sqlite"), b"").unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let found = succeeds(gongkai().args(["search", TITLE, "--library"]).arg(root.path()).stderr(full));
    assert!(found.contains(BEARER), "{found}");
}

#[test]
fn a_generation_is_tried_in_a_process_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    build(root.path());
    let folder = generation(root.path(), 1);
    let program = Path::new(env!("CARGO_BIN_EXE_gongkai"));
    probe_in_child(program, &folder).unwrap();
    fs::write(folder.join("index/more"), b"").unwrap();
    assert!(matches!(probe_in_child(program, &folder), Err(LibraryError::SelfTest { why }) if why.to_string().contains("L-17")));
    let by_hand = gongkai().args(["library", "probe"]).arg(&folder).output().unwrap();
    assert_eq!(by_hand.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&by_hand.stderr).contains("怎么办"));
}
