//! Every order in which programs come, are tried, begun, crash, last and lose power.

use std::{collections::BTreeSet, fs, path::Path};

use super::{LaunchError, Paper, State, state::Next, store::Store};
use crate::{
    audit::own_folder,
    bundle::{BundleError, Objection, VOUCHES, tests::forge::Office},
    files::Digest,
    program::{Arch, Program, Version, examine, forged},
};

fn program(version: &str) -> Program {
    let bytes = forged(Arch::own().unwrap(), version);
    let image = examine(&bytes).unwrap();
    Program { arch: image.arch, version: image.version, sha256: Digest::of(&bytes), length: bytes.len() as u64 }
}

/// What can happen to a terminal.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    Comes(usize),
    Tried(bool),
    /// Begun by the launcher; the power fails before the start was written down.
    CutBeforeStart,
    /// Begun, and a crash or a power cut ends it.
    Crashes,
    Lasts,
    EndsWell,
}

const EVENTS: [Event; 8] = [
    Event::Comes(0),
    Event::Comes(1),
    Event::Tried(true),
    Event::Tried(false),
    Event::CutBeforeStart,
    Event::Crashes,
    Event::Lasts,
    Event::EndsWell,
];

/// What is held against the rules along the way.
#[derive(Debug, Clone, Default)]
struct Seen {
    fit: BTreeSet<Digest>,
    lasted: BTreeSet<Digest>,
    given_up: BTreeSet<Digest>,
    /// Crashes in a row of what was begun last.
    crashes: Option<(Digest, u32)>,
    /// The one that lasted last.
    relied_on: Option<Digest>,
}

/// What follows of an event; nothing where it cannot happen.
fn after(event: Event, mut state: State, mut seen: Seen, programs: &[Program; 2]) -> Option<(State, Seen)> {
    match event {
        Event::Comes(at) => drop(state.came(&programs[at])),
        Event::Tried(fit) => {
            let digest = state.waiting.as_ref()?.sha256;
            assert!(!seen.given_up.contains(&digest), "what was given up is tried again");
            state.tried(&digest, fit);
            // Another one took its place on trial, and it came again: it is counted anew.
            seen.crashes = seen.crashes.filter(|(last, _)| *last != digest);
            if fit { &mut seen.fit } else { &mut seen.given_up }.insert(digest);
        }
        // Nothing was written, and nothing was begun.
        Event::CutBeforeStart => drop(state.clone().next()),
        Event::Crashes | Event::Lasts | Event::EndsWell => {
            let (next, given_up) = state.next();
            for program in &given_up {
                seen.given_up.insert(program.sha256);
                seen.lasted.remove(&program.sha256);
                seen.relied_on = seen.relied_on.filter(|digest| *digest != program.sha256);
            }
            let Next::Program(begun) = next else {
                assert!(state.trial.is_none() && state.chosen.is_none() && seen.relied_on.is_none());
                return Some((state, seen));
            };
            let digest = begun.sha256;
            assert!(seen.fit.contains(&digest), "begun without having been tried");
            assert!(!seen.given_up.contains(&digest), "begun after it was given up");
            let in_a_row = seen.crashes.filter(|(last, _)| *last == digest).map_or(0, |(_, crashes)| crashes);
            assert!(in_a_row < if seen.lasted.contains(&digest) { 5 } else { 2 }, "begun after {in_a_row} crashes");
            if let Some(relied_on) = seen.relied_on.filter(|_| !given_up.is_empty()) {
                assert!(digest == relied_on, "rolled back to something else");
            }
            match event {
                Event::Lasts => {
                    state.lasted(&digest);
                    seen.lasted.insert(digest);
                    (seen.crashes, seen.relied_on) = (None, Some(digest));
                }
                Event::EndsWell => state.ended_well(&digest),
                _ => seen.crashes = Some((digest, in_a_row + 1)),
            }
        }
    }
    Some((state, seen))
}

#[test]
fn no_order_of_events_begins_what_was_not_tried_or_was_given_up() {
    let programs = [program("90.0.0"), program("91.0.0")];
    let mut known = BTreeSet::new();
    let mut open = vec![(State::default(), Seen::default())];
    let mut both_given_up = 0;
    // Until nothing new can happen: all orders of any length.
    while let Some((state, seen)) = open.pop() {
        if !known.insert(format!("{state:?}{seen:?}")) {
            continue;
        }
        // What is written down is read back as it was.
        assert_eq!(serde_json::from_slice::<State>(&serde_json::to_vec(&state).unwrap()).unwrap(), state);
        both_given_up += usize::from(state.given_up.len() == 2);
        open.extend(EVENTS.into_iter().filter_map(|event| after(event, state.clone(), seen.clone(), &programs)));
    }
    assert!(known.len() > 100 && both_given_up > 0, "{} {both_given_up}", known.len());
}

#[test]
fn two_crashes_lead_back_to_the_one_before_for_good() {
    let (old, new) = (program("90.0.0"), program("91.0.0"));
    let mut state = State::default();
    for program in [&old, &new] {
        assert!(state.came(program) && !state.came(program));
        state.tried(&program.sha256, true);
        if program == &old {
            assert_eq!(state.next(), (Next::Program(old.clone()), Vec::new()));
            state.lasted(&old.sha256);
        }
    }
    assert_eq!(state.next(), (Next::Program(new.clone()), Vec::new()));
    assert_eq!(state.next(), (Next::Program(new.clone()), Vec::new()));
    assert_eq!(state.next(), (Next::Program(old.clone()), vec![new.clone()]));
    assert!(!state.came(&new), "the same stick again changes nothing");
    assert_eq!((state.waiting, state.given_up), (None, vec![new]));
}

/// A terminal whose office signed for a program, and the file of its root.
struct Terminal {
    office: Office,
    folder: tempfile::TempDir,
    program: Program,
}

impl Terminal {
    fn new() -> Self {
        let (office, folder, program) = (Office::open_for_business(), tempfile::tempdir().unwrap(), program("90.0.0"));
        office.write(&program.arch.path(), forged(program.arch, "90.0.0"));
        office.release();
        fs::write(folder.path().join("root.json"), office.first_root()).unwrap();
        fs::write(folder.path().join("part"), forged(program.arch, "90.0.0")).unwrap();
        Self { office, folder, program }
    }

    fn store(&self) -> Store {
        Store::of(self.folder.path())
    }

    fn papers(&self) -> Vec<Paper> {
        vec![(VOUCHES.to_owned(), fs::read(self.office.meta("2.targets.json")).unwrap())]
    }

    fn keep(&self) -> Result<bool, LaunchError> {
        self.store().keep(&self.program, &self.folder.path().join("part"), &self.papers())
    }

    fn ready(&self) -> Result<(), LaunchError> {
        self.store().ready(&self.program.sha256, &self.folder.path().join("root.json")).map(drop)
    }

    fn place(&self) -> std::path::PathBuf {
        own_folder(self.folder.path()).join("programs").join(self.program.sha256.to_string())
    }

    /// Replaces a file, as whoever owns the folder can.
    fn plant(&self, name: &str, bytes: &[u8]) {
        let path = self.place().join(name);
        drop(fs::remove_file(&path));
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn only_what_three_desks_signed_for_is_ready_to_be_run() {
    let terminal = Terminal::new();
    assert!(terminal.keep().unwrap() && !terminal.keep().unwrap());
    terminal.ready().unwrap();
    let good = fs::read(terminal.place().join("gongkai")).unwrap();
    // Another byte, one more, one less, nothing.
    let mut bent = good.clone();
    bent[30] ^= 1;
    for bytes in [bent.as_slice(), &[&good[..], b"x"].concat(), &good[..good.len() - 1], b""] {
        terminal.plant("gongkai", bytes);
        assert!(matches!(terminal.ready(), Err(LaunchError::Altered)), "{}", bytes.len());
    }
    // A link to the very same bytes leads out of the folder.
    let elsewhere = terminal.folder.path().join("part");
    fs::remove_file(terminal.place().join("gongkai")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, terminal.place().join("gongkai")).unwrap();
    assert!(matches!(terminal.ready(), Err(LaunchError::Io(_))));
    // The next visit mends it.
    terminal.keep().unwrap();
    terminal.ready().unwrap();
    // Papers of strangers, of two desks, of another release.
    let stranger = Office::open_for_business();
    stranger.write(&terminal.program.arch.path(), &good);
    stranger.new_root(&crate::bundle::tests::forge::staff(60), &["root-a", "root-b"]);
    fs::write(terminal.folder.path().join("strange.json"), fs::read(stranger.meta("1.root.json")).unwrap()).unwrap();
    terminal.plant(VOUCHES, &fs::read(terminal.office.meta("1.targets.json")).unwrap());
    assert!(matches!(terminal.ready(), Err(LaunchError::Unvouched(BundleError::Refused(Objection::Missing { .. })))));
    let signed = terminal.office.signed("2.targets.json");
    terminal.office.put("3.targets.json", &signed, &terminal.office.desks()[..2]);
    terminal.plant(VOUCHES, &fs::read(terminal.office.meta("3.targets.json")).unwrap());
    assert!(matches!(terminal.ready(), Err(LaunchError::Unvouched(BundleError::Refused(_)))));
    terminal.plant(VOUCHES, &terminal.papers()[0].1);
    terminal.ready().unwrap();
}

#[test]
fn what_is_not_newer_than_the_package_is_not_run() {
    let own = Version::own().to_string();
    let terminal = Terminal::new();
    let bytes = forged(terminal.program.arch, &own);
    terminal.office.write(&terminal.program.arch.path(), &bytes);
    terminal.office.release();
    let program = Program { version: Version::own(), sha256: Digest::of(&bytes), length: bytes.len() as u64, ..terminal.program.clone() };
    fs::write(terminal.folder.path().join("part"), &bytes).unwrap();
    let papers = vec![(VOUCHES.to_owned(), fs::read(terminal.office.meta("3.targets.json")).unwrap())];
    terminal.store().keep(&program, &terminal.folder.path().join("part"), &papers).unwrap();
    let ready = terminal.store().ready(&program.sha256, &terminal.folder.path().join("root.json"));
    assert!(matches!(ready, Err(LaunchError::Older)));
    assert!(!program.is_wanted() && terminal.program.is_wanted());
}

/// Everything below a folder, by name.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let all = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    all.map(walkdir::DirEntry::into_path).collect()
}

#[test]
fn power_that_fails_while_a_program_is_kept_leaves_the_package_or_the_program() {
    let whole = Terminal::new();
    whole.keep().unwrap();
    let names: Vec<_> = files(&whole.place()).into_iter().map(|path| path.strip_prefix(whole.place()).unwrap().to_owned()).collect();
    assert_eq!(names.len(), 2);
    for at in 0..=names.len() {
        for cut in [false, true] {
            let terminal = Terminal::new();
            let part = own_folder(terminal.folder.path()).join("programs/new.part");
            fs::create_dir_all(part.join("meta")).unwrap();
            for (number, name) in names.iter().enumerate().take(at + 1) {
                let bytes = fs::read(whole.place().join(name)).unwrap();
                fs::write(part.join(name), if cut && number == at { &bytes[..bytes.len() / 2] } else { &bytes }).unwrap();
            }
            assert_eq!(terminal.store().state(), State::default());
            assert!(terminal.keep().unwrap());
            terminal.ready().unwrap();
            // Named, and not written down yet.
            fs::remove_file(own_folder(terminal.folder.path()).join("programs/state.json")).unwrap();
            assert!(terminal.keep().unwrap());
            assert_eq!(terminal.store().state().waiting, Some(terminal.program.clone()));
            // Torn, should a disk do that: the package's.
            fs::write(own_folder(terminal.folder.path()).join("programs/state.json"), b"{\"chosen\":").unwrap();
            assert_eq!(terminal.store().state(), State::default());
        }
    }
}
