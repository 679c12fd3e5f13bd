//! What a kiosk notices of its library: what it holds, and what happens when it is damaged.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::date};
use rusqlite::Connection;
use walkdir::WalkDir;

use super::{
    Activation, Hidden, ImportOptions, Imported, Info, Library, LibraryError, Origin, build::INDEX, current, database::DATABASE,
    generations, hide, import, import_with, info_of, manifest, pointer, probe, unhide,
};
use crate::{
    files::Unwatched,
    policy::{Content, LinkKind, RecordId, RecordKind, Target, Validity},
    source::{Options, Source},
};

fn sample() -> Library {
    Library::embedded(Timestamp::UNIX_EPOCH).unwrap()
}

/// A library of a county with these files.
pub(crate) fn holding(files: &[(&str, &str)]) -> Library {
    let header = ("source.toml", "name = \"云川县\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"社保\", \"医疗\"]\n");
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files.iter().chain([&header]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let source = Source::open(&[folder.path().to_owned()], Options::default()).unwrap();
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
    Library::in_memory(&source, options).unwrap()
}

fn id(text: &str) -> RecordId {
    text.parse().unwrap()
}

/// A library folder with two generations of the sample.
fn two_generations() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
        import(&Source::embedded(), folder.path(), options, &mut Unwatched).unwrap();
    }
    folder
}

/// A file of the index of a generation: what is read when the library opens.
fn index_file(folder: &Path, generation: &str) -> PathBuf {
    let files = fs::read_dir(folder.join("generations").join(generation).join(INDEX)).unwrap();
    files.map(|file| file.unwrap().path()).find(|path| path.extension().is_some_and(|ending| ending == "store")).unwrap()
}

#[test]
fn every_record_is_read_back_as_its_card_says() {
    let library = sample();
    assert_eq!(library.info().records(), library.cards().len());
    for card in library.cards() {
        let record = library.record(&card.id).unwrap().unwrap();
        assert_eq!((&record.id, &record.title, record.kind()), (&card.id, &card.title, card.kind));
        assert_eq!(record.dated(), card.dated);
        assert_eq!((&record.topics, &record.audience), (&card.topics, &card.audience));
    }
    assert_eq!(library.record(&id("nobody")).unwrap(), None);
}

#[test]
fn a_picture_is_read_back_as_it_was_published_and_belongs_to_its_record_alone() {
    let library = sample();
    let (told, file) = (id("i-yl-jintie-2025"), "yl-jintie-tujie.png");
    let published = Source::embedded().attachment(file).unwrap();
    assert_eq!(library.figure(&told, file).unwrap(), Some(published));
    for (record, file) in [("g-gaoling-jintie", file), ("i-yl-jintie-2025", "another.png"), ("nobody", file)] {
        assert_eq!(library.figure(&id(record), file).unwrap(), None, "{record} {file}");
    }
    // What is only handed on is not kept twice.
    assert_eq!(library.figure(&id("yl-jintie-2025"), "yl-gaoling-shenqingbiao.txt").unwrap(), None);
}

#[test]
fn links_lead_to_records_from_both_ends() {
    let library = sample();
    let (old, new) = (id("sb-yanglao-2018"), id("sb-yanglao-2023"));
    assert!(library.incoming(&old).contains(&(LinkKind::Replaces, new.clone())));
    let record = library.record(&new).unwrap().unwrap();
    assert!(record.links.iter().any(|link| link.kind == LinkKind::Replaces && link.target == Target::Held(old.clone())));
    // What the county does not hold stays as it was cited.
    assert!(record.links.iter().any(|link| matches!(&link.target, Target::Cited(words) if words == "中华人民共和国社会保险法")));
    let collection = library.record(&id("c-chusheng")).unwrap().unwrap();
    let Content::Collection(steps) = &collection.content else { panic!("{collection:?}") };
    assert!(steps.steps.iter().all(|step| step.record.as_ref().is_none_or(|target| target.held().is_some())));
    assert!(library.incoming(&id("g-yibao-canbao")).contains(&(LinkKind::Includes, id("c-chusheng"))));
}

#[test]
fn a_card_knows_what_later_papers_do_to_it_and_from_when() {
    let library = sample();
    let card = library.card(&id("sb-yanglao-2018")).unwrap();
    assert_eq!(card.standing(date(2023, 6, 30)).validity, Validity::InForce);
    let after = card.standing(date(2023, 7, 1));
    assert_eq!((after.validity, after.current), (Validity::Repealed, Some(id("sb-yanglao-2023"))));
    let question = library.cards().iter().find(|card| card.kind == RecordKind::Question && !card.grounds.is_empty()).unwrap();
    assert!(question.grounds.iter().all(|ground| library.card(ground).is_some()));
}

#[test]
fn numbers_and_names_lead_to_records_however_they_are_written() {
    let library = sample();
    for number in ["云政发〔2023〕8号", "云政发[2023]8号"] {
        assert_eq!(library.resolve_number(&number.parse().unwrap()), Some(id("sb-yanglao-2023")));
    }
    assert_eq!(library.resolve_number(&"云政发〔1999〕1号".parse().unwrap()), None);
    let body = library.body("县政府").unwrap();
    assert_eq!(body.title, "云川县人民政府");
    assert_eq!(library.body("云川县人民政府").unwrap().id, body.id);
    assert!(library.body("县鬼屋").is_none());
}

#[test]
fn where_the_latest_generation_is_damaged_the_one_before_answers() {
    let folder = two_generations();
    let whole = Library::open(folder.path()).unwrap();
    assert_eq!((whole.info().generation, &whole.info().passed_over), (Some(2), &None));
    fs::write(index_file(folder.path(), "0002"), b"").unwrap();
    let library = Library::open(folder.path()).unwrap();
    assert_eq!(library.info().generation, Some(1));
    assert!(library.info().passed_over.as_ref().is_some_and(|why| why.contains("0 bytes instead of")));
    fs::remove_file(folder.path().join("generations/0001").join(DATABASE)).unwrap();
    // Neither answers: the error is that of the latest.
    assert!(matches!(Library::open(folder.path()), Err(LibraryError::Length { found: 0, .. })));
    assert!(matches!(Library::open(&folder.path().join("elsewhere")), Err(LibraryError::NoLibrary { .. })));
}

#[test]
fn a_flipped_byte_is_found_by_whoever_asks() {
    let folder = two_generations();
    Library::verify(folder.path()).unwrap();
    let path = index_file(folder.path(), "0002");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(matches!(Library::verify(folder.path()), Err(LibraryError::Altered { path: altered }) if altered == path));
}

#[test]
fn what_a_later_program_built_is_refused_by_its_name_and_nothing_earlier_answers_in_its_place() {
    let folder = two_generations();
    let database = folder.path().join("generations/0002").join(DATABASE);
    Connection::open(&database).unwrap().execute_batch("PRAGMA user_version = 99; PRAGMA application_id = 99").unwrap();
    let newer = |outcome| matches!(outcome, Err(LibraryError::Newer { found: 99, .. }));
    assert!(newer(Library::open(folder.path()).map(drop)));
    assert!(newer(info_of(folder.path(), 2).map(drop)));
    manifest::write(&folder.path().join("generations/0002"), &mut Unwatched).unwrap();
    assert!(newer(Library::open_checked(folder.path(), &mut Unwatched).map(drop)));
}

#[test]
fn what_a_later_program_only_added_to_answers_as_before() {
    let folder = two_generations();
    let generation = folder.path().join("generations/0002");
    let later = "ALTER TABLE cards ADD COLUMN later TEXT; PRAGMA user_version = 99";
    Connection::open(generation.join(DATABASE)).unwrap().execute_batch(later).unwrap();
    manifest::write(&generation, &mut Unwatched).unwrap();
    let library = Library::open_checked(folder.path(), &mut Unwatched).unwrap();
    assert_eq!((library.info().generation, library.info().outdated), (Some(2), false));
    assert_eq!(info_of(folder.path(), 2).unwrap().records(), library.cards().len());
}

#[test]
fn a_signed_release_says_which_it_is_and_is_recorded_before_it_answers() {
    let folder = two_generations();
    let origin = Origin::Release { version: 7, digest: "ab".repeat(32), released_at: Timestamp::UNIX_EPOCH, check: None };
    let options = ImportOptions { origin: origin.clone(), mark: None, built_at: Timestamp::UNIX_EPOCH };
    let mut recorded = Vec::new();
    let mut record = |number, info: &Info| {
        recorded.push((number, info.origin.clone(), info_of(folder.path(), number)?.records(), current(folder.path())?));
        Ok(())
    };
    let activation = Activation { record: Some(&mut record), keep_previous: false, ..Activation::plain() };
    let imported = import_with(&[&Source::embedded()], folder.path(), options, activation, &mut Unwatched).unwrap();
    assert_eq!(recorded, [(3, origin.clone(), imported.info.records(), Some(2))]);
    assert_eq!((generations(folder.path()).unwrap(), current(folder.path()).unwrap()), (vec![3], Some(3)));
    assert_eq!(Library::open_checked(folder.path(), &mut Unwatched).unwrap().info().origin, origin);
    assert!(matches!(info_of(folder.path(), 2), Err(LibraryError::Missing { .. })));
}

#[test]
fn a_sector_that_cannot_be_read_is_damage_and_a_folder_that_may_not_be_read_is_none() {
    let fault = |error: std::io::Error| LibraryError::io("reading", Path::new("library.sqlite"))(error);
    assert!(fault(rustix::io::Errno::IO.into()).is_damage());
    assert!(!fault(std::io::ErrorKind::PermissionDenied.into()).is_damage());
}

#[test]
fn a_table_of_everyday_words_is_for_the_search_and_for_no_visitor() {
    let list = |kind: &str| {
        format!(
            "+++\ntitle = \"{kind}表\"\nkind = \"{kind}\"\nissuers = [\"县政府\"]\nmark = \"此件公开发布\"\n+++\n| 常说 | 正式 |\n|---|---|\n| 铁饭碗 | 事业编制 |\n"
        )
    };
    let (words, fees) = (list("日常说法"), list("收费清单"));
    let library = holding(&[("lists/words.md", &words), ("lists/fees.md", &fees)]);
    let shown = library.cards().iter().filter(|card| library.shows(card, date(2026, 11, 20)));
    assert_eq!(shown.map(|card| card.id.as_str()).collect::<Vec<_>>(), ["fees"]);
}

fn build(root: &Path) -> Imported {
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
    import(&Source::embedded(), root, options, &mut Unwatched).unwrap()
}

fn everything(root: &Path) -> Vec<PathBuf> {
    WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path()).collect()
}

#[test]
fn a_library_is_opened_by_whoever_may_only_read_it() {
    let root = tempfile::tempdir().unwrap();
    build(root.path());
    let made = everything(root.path());
    for path in made.iter().filter(|path| path.starts_with(root.path().join("generations"))) {
        let metadata = fs::metadata(path).unwrap();
        let wanted = if metadata.is_dir() { 0o755 } else { 0o644 };
        assert_eq!(metadata.permissions().mode() & 0o777, wanted, "{}", path.display());
        assert!(path.extension().is_none_or(|ending| ending != "lock"), "{}", path.display());
        fs::set_permissions(path, fs::Permissions::from_mode(wanted & 0o555)).unwrap();
    }
    let library = Library::open(root.path()).unwrap();
    assert!(!library.cards().is_empty());
    // Whoever may write everywhere would not be stopped by the modes: nothing may have been tried.
    assert_eq!(everything(root.path()), made);
    for path in made.iter().filter(|path| path.is_dir()) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn an_index_with_flipped_bytes_lets_the_earlier_generation_answer() {
    let root = tempfile::tempdir().unwrap();
    build(root.path());
    build(root.path());
    let index = pointer::folder(root.path(), 2).join(INDEX);
    for path in everything(&index).into_iter().filter(|path| path.is_file()) {
        let sound = fs::read(&path).unwrap();
        fs::write(&path, vec![0xff; sound.len()]).unwrap();
        let library = Library::open(root.path()).unwrap();
        assert!(library.info().generation == Some(1) || path.ends_with(".managed.json"), "{}", path.display());
        fs::write(&path, &sound).unwrap();
    }
    assert_eq!(Library::open(root.path()).unwrap().info().generation, Some(2));
}

#[test]
fn a_sound_generation_passes_and_a_damaged_one_does_not() {
    let root = tempfile::tempdir().unwrap();
    let built = build(root.path());
    let folder = pointer::folder(root.path(), 1);
    let report = probe(&folder).unwrap();
    assert_eq!((report.records, report.passages), (built.info.records(), built.info.passages));
    fs::write(folder.join("index/.tantivy-more"), b"").unwrap();
    assert!(matches!(probe(&folder), Err(LibraryError::Unlisted { .. })));
    fs::remove_file(folder.join("index/.tantivy-more")).unwrap();
    // Whoever lists a changed database anew is still caught by its counts.
    let database = folder.join(DATABASE);
    Connection::open(&database).unwrap().execute("DELETE FROM cards WHERE ordinal = 0", []).unwrap();
    assert!(matches!(probe(&folder), Err(LibraryError::Altered { .. })));
    manifest::write(&folder, &mut Unwatched).unwrap();
    assert!(matches!(probe(&folder), Err(LibraryError::SelfTest { .. })));
}

#[test]
fn what_is_hidden_is_shown_by_nobody_who_opens_the_library_torn_or_not() {
    let folder = two_generations();
    let (dir, id) = (folder.path(), id("sb-yanglao-2023"));
    let open = || Library::open(dir).unwrap();
    let (card, words) = (open().card(&id).cloned().unwrap(), open().vocabulary().len());
    let hidden =
        Hidden { kind: Some(card.kind), content: open().content_digest(&id).unwrap(), ..Hidden::by_staff(id.clone(), &card.title) };
    assert!(hidden.content.is_some() && open().shows(&card, date(2026, 11, 20)));
    hide(dir, &hidden).unwrap();
    for torn in [false, true] {
        if torn {
            let file = fs::read_dir(dir.join("hidden")).unwrap().next().unwrap().unwrap().path();
            fs::write(file, b"").unwrap();
        }
        let library = open();
        assert!(!library.shows(&card, date(2026, 11, 20)) && library.withheld() == [id.clone()], "{torn}");
        assert!(library.vocabulary().len() < words, "{torn}");
    }
    // A build beside it changes nothing.
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
    import(&Source::embedded(), dir, options, &mut Unwatched).unwrap();
    assert!(open().withholds(&id));
    unhide(dir, &id).unwrap();
    assert!(open().shows(&card, date(2026, 11, 20)));
}
