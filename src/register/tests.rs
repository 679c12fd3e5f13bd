//! Random histories of terminals, sticks and the office: lost, doubled, reordered, pulled too early, torn, and terminals restored from old copies. Each
//! form is registered once, nothing is erased at a terminal that the office has not registered, and what does not fit is put aside.
//!
//! `GONGKAI_HISTORIES=10000` runs as many; without it forty run.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{Register, annual};
use crate::{
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    files::sqlite,
    outbox::{OFFICE_KEY, OfficeKeyWord, OfficeSecret, Outbox, tests::pretended_opening},
    request::{CITIZEN, Form, ORGANISATION, PLEASE_PUBLISH},
    text::VisitorText,
};

const TODAY: Date = date(2026, 11, 30);

fn now() -> Timestamp {
    "2026-11-30T02:00:00Z".parse().unwrap()
}

/// Numbers that are the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most
    }
}

/// What lies on a stick.
#[derive(Clone, Default)]
struct Stick {
    exports: BTreeMap<String, Vec<u8>>,
    words: BTreeMap<String, Vec<u8>>,
}

struct World {
    chance: Chance,
    register: Register,
    terminals: Vec<Outbox>,
    keys: Vec<SecretKey>,
    copies: Vec<(usize, Outbox)>,
    sticks: Vec<Stick>,
    signer: SecretKey,
    /// Every form that was ever shown a number: its bytes' digest, by its sixteen bytes.
    shown: BTreeMap<String, String>,
    /// How many forms were ever left.
    said: u64,
}

impl World {
    fn new(seed: u64, key_word: &[u8], signer: SecretKey) -> Self {
        let terminals = ["YC-01", "YC-02"].map(|name| {
            let mut outbox = Outbox::of(sqlite::in_memory().unwrap(), name);
            assert!(outbox.take_key(key_word, &receipts_root(&signer)).unwrap());
            outbox
        });
        Self {
            chance: Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            register: Register::in_memory(),
            terminals: terminals.into(),
            keys: vec![SecretKey::of_seed(1), SecretKey::of_seed(2)],
            copies: Vec::new(),
            sticks: vec![Stick::default(); 3],
            signer,
            shown: BTreeMap::new(),
            said: 0,
        }
    }

    fn step(&mut self) {
        let (terminal, stick) = (self.chance.below(2), self.chance.below(3));
        match self.chance.below(12) {
            0..3 => self.leave(terminal),
            3..6 => self.visit(terminal, stick),
            6 => self.open(stick),
            7 => self.acknowledge(stick),
            8 => match self.chance.below(4) {
                0 => self.sticks[stick] = Stick::default(),
                1 => self.sticks[(stick + 1) % 3] = self.sticks[stick].clone(),
                // An export of one stick comes with the words of another.
                2 => self.sticks[(stick + 1) % 3].words = self.sticks[stick].words.clone(),
                _ => self.damage(stick),
            },
            9 => self.copies.push((terminal, self.terminals[terminal].copy())),
            10 => self.restore(),
            _ => {
                self.open(stick);
                self.acknowledge(stick);
            }
        }
    }

    fn leave(&mut self, terminal: usize) {
        self.said += 1;
        let mut form = Form::new(&PLEASE_PUBLISH);
        form.answer("words", &VisitorText::from(format!("第 {} 件", self.said)));
        let outbox = &mut self.terminals[terminal];
        outbox.leave_pretended(&form, TODAY);
        for (rid, digest) in outbox.held() {
            self.shown.insert(rid, digest);
        }
    }

    /// A visit: the office's word is heeded, then everything is written; the stick may be pulled before, between or in the middle.
    fn visit(&mut self, terminal: usize, stick: usize) {
        let outbox = &mut self.terminals[terminal];
        let pulled = self.chance.below(6);
        if pulled == 0 {
            return;
        }
        let name = ["YC-01", "YC-02"][terminal];
        if let Some(word) = self.sticks[stick].words.get(name) {
            let before: BTreeSet<(String, String)> = outbox.held().into_iter().collect();
            outbox.heed(word, &receipts_root(&self.signer), TODAY).unwrap();
            let after: BTreeSet<(String, String)> = outbox.held().into_iter().collect();
            assert!(after.is_subset(&before));
            for (rid, digest) in before.difference(&after) {
                assert_eq!(self.register.digest_of(rid).as_ref(), Some(digest), "erased without being registered");
            }
        }
        if pulled == 1 {
            return;
        }
        if let Some(parcel) = outbox.pack(&self.keys[terminal]).unwrap() {
            let torn = pulled == 2;
            let bytes = if torn { parcel.bytes[..parcel.bytes.len() / 2].to_vec() } else { parcel.bytes.clone() };
            self.sticks[stick].exports.insert(format!("{name}/{}", parcel.name), bytes);
            if !torn {
                outbox.went(&parcel).unwrap();
            }
        }
    }

    fn open(&mut self, stick: usize) {
        let files = self.sticks[stick].exports.iter().map(|(name, bytes)| (PathBuf::from(name), Ok(bytes.clone())));
        self.register.take_files(files.collect::<Vec<_>>().into_iter(), &pretended_opening, &[], TODAY).unwrap();
        for (rid, digest) in self.register.digests() {
            assert_eq!(self.shown.get(&rid), Some(&digest), "registered with other bytes than were left");
        }
    }

    fn acknowledge(&mut self, stick: usize) {
        for word in self.register.acknowledge(&self.signer, now()).unwrap() {
            self.sticks[stick].words.insert(word.terminal, word.bytes);
        }
    }

    fn damage(&mut self, stick: usize) {
        let at = self.chance.below(5000);
        // Words are left whole here: a terminal says what is wrong with one, and goes on.
        for bytes in self.sticks[stick].exports.values_mut() {
            let at = at % bytes.len();
            bytes[at] ^= 1;
        }
    }

    fn restore(&mut self) {
        if self.copies.is_empty() {
            return;
        }
        let at = self.chance.below(self.copies.len());
        let (terminal, copy) = (self.copies[at].0, self.copies[at].1.copy());
        self.terminals[terminal] = copy;
    }

    /// Two whole rounds with a new stick: everything that is still somewhere ends where it belongs.
    fn settle(mut self) {
        for _ in 0..2 {
            let mut stick = Stick::default();
            for (terminal, name) in ["YC-01", "YC-02"].iter().enumerate() {
                if let Some(parcel) = self.terminals[terminal].pack(&self.keys[terminal]).unwrap() {
                    stick.exports.insert(format!("{name}/{}", parcel.name), parcel.bytes);
                }
            }
            self.sticks[0] = stick;
            self.open(0);
            self.acknowledge(0);
            for (terminal, name) in ["YC-01", "YC-02"].iter().enumerate() {
                if let Some(word) = self.sticks[0].words.get(*name) {
                    self.terminals[terminal].heed(word, &receipts_root(&self.signer), TODAY).unwrap();
                }
            }
        }
        let aside: BTreeSet<String> = self.register.put_aside().unwrap().into_iter().map(|aside| aside.receipt).collect();
        for outbox in &self.terminals {
            for receipt in outbox.waiting_receipts() {
                assert!(aside.contains(&receipt), "{receipt} waits for nothing");
            }
            assert_eq!(outbox.faults().unwrap(), Vec::<String>::new());
        }
    }
}

#[test]
fn every_form_is_registered_once_whatever_happens_to_sticks_and_terminals() {
    let histories = std::env::var("GONGKAI_HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let secret = OfficeSecret::generate().unwrap();
    let signer = || SecretKey::of_seed(9);
    let word = OfficeKeyWord::of(&secret.public().unwrap(), "云川县政务公开办");
    let key_word = sign_notice(OFFICE_KEY, 1, &word, &signer(), now()).unwrap();
    for seed in 1..=histories {
        let mut world = World::new(seed, &key_word, signer());
        for _ in 0..30 {
            world.step();
        }
        world.settle();
    }
}

/// A register with forms that were opened.
fn filled(forms: &[Form]) -> Register {
    let mut register = Register::in_memory();
    let signer = SecretKey::of_seed(9);
    let word = OfficeKeyWord::of(&OfficeSecret::generate().unwrap().public().unwrap(), "云川县政务公开办");
    let mut outbox = Outbox::of(sqlite::in_memory().unwrap(), "YC-01");
    outbox.take_key(&sign_notice(OFFICE_KEY, 1, &word, &signer, now()).unwrap(), &receipts_root(&signer)).unwrap();
    for form in forms {
        outbox.leave_pretended(form, TODAY);
    }
    let parcel = outbox.pack(&signer).unwrap().unwrap();
    register.take_files([(PathBuf::from("a"), Ok(parcel.bytes))].into_iter(), &pretended_opening, &[], TODAY).unwrap();
    register
}

fn application(schema: &'static crate::request::Schema, kind: &str) -> Form {
    let mut form = Form::new(schema);
    let answers =
        [("name", "王某"), ("organisation", "云川某所"), ("organisation_kind", kind), ("paper", "at_desk"), ("phone", "13800000000")];
    for (name, words) in answers.into_iter().chain([("wanted_name", "某方案"), ("media", "paper"), ("ways", "collect")]) {
        form.answer(name, &VisitorText::from(words));
    }
    form
}

#[test]
fn rows_of_the_report_add_up_and_count_only_what_was_received() {
    let forms = [application(&CITIZEN, ""), application(&ORGANISATION, "research"), application(&CITIZEN, ""), application(&CITIZEN, "")];
    let mut register = filled(&forms);
    for (number, event) in [
        ("申2026-0001", r#"{"what":"received","on":"2026-03-02","by":"in_person"}"#),
        ("申2026-0001", r#"{"what":"decision_served","on":"2026-03-20","article":"36(2)"}"#),
        ("申2026-0002", r#"{"what":"received","on":"2026-03-03","by":"in_person"}"#),
        ("申2026-0003", r#"{"what":"received","on":"2026-12-02","by":"in_person"}"#),
    ] {
        register.note(number, event, TODAY).unwrap();
    }
    register.end("申2026-0001", "1").unwrap();
    assert!(register.end("申2026-0001", "9").is_err());
    let report = annual(&register.all().unwrap(), 2026);
    assert!(report.adds_up);
    let row = |name: &str| report.rows.iter().find(|(row, _)| row.ends_with(name)).unwrap().1;
    assert_eq!(row("申请数量"), [2, 0, 1, 0, 0, 0, 3]);
    assert_eq!(row("（一）予以公开"), [1, 0, 0, 0, 0, 0, 1]);
    assert_eq!(row("继续办理"), [1, 0, 1, 0, 0, 0, 2]);
    assert!(!report.rows.iter().any(|(row, _)| row.starts_with("二")));
}

#[test]
fn what_staff_write_down_moves_a_matter_and_its_colour() {
    use super::{Colour, Step};
    let mut register = filled(&[application(&CITIZEN, "")]);
    let found = register.find("申2026-0001").unwrap();
    assert_eq!((found.step, found.colour(TODAY)), (Step::Received, Colour::Grey));
    let slip = found.receipt.clone();
    assert!(register.note(&slip, r#"{"what":"received","on":"2026-02-30"}"#, TODAY).is_err());
    assert!(register.note(&slip, r#"{"what":"mistyped","on":"2026-02-03"}"#, TODAY).is_err());
    let found = register.note(&slip.to_lowercase(), r#"{"what":"received","on":"2026-06-01","by":"in_person"}"#, TODAY).unwrap();
    assert_eq!((found.step, found.due().day()), (Step::Handled, Some(date(2026, 6, 30))));
    for (day, colour) in [
        (date(2026, 6, 2), Colour::Green),
        (date(2026, 6, 24), Colour::Green),
        (date(2026, 6, 25), Colour::Yellow),
        (date(2026, 6, 30), Colour::Yellow),
        (date(2026, 7, 1), Colour::Red),
    ] {
        assert_eq!(found.colour(day), colour, "{day}");
    }
    let served = r#"{"what":"decision_served","on":"2026-06-20","article":"16"}"#;
    let found = register.note(&slip, served, TODAY).unwrap();
    assert_eq!((found.step, found.colour(date(2026, 8, 1))), (Step::Answered, Colour::Grey));
}

impl Register {
    fn digests(&self) -> Vec<(String, String)> {
        let mut statement = self.connection.prepare("SELECT rid, digest FROM requests").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn digest_of(&self, rid: &str) -> Option<String> {
        self.digests().into_iter().find(|(known, _)| known == rid).map(|(_, digest)| digest)
    }
}
