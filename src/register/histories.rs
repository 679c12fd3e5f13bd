//! Random histories of terminals, sticks and the office: lost, doubled, reordered, pulled too early, torn, forged, and terminals restored from old
//! copies. Each form is registered once, nothing is erased at a terminal that the office has not registered or given up, and what does not fit is put
//! aside until a person decides.
//!
//! `GONGKAI_HISTORIES=10000` runs as many; without it a few hundred run.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::{
    PutAside, Register, Which,
    tests::{TODAY, now},
};
use crate::{
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    files::sqlite,
    outbox::{
        ACKNOWLEDGEMENT, Acknowledged, Acknowledgement, Export, OFFICE_KEY, OfficeKeyWord, OfficeSecret, Outbox, tests::pretended_opening,
    },
    request::{Form, PLEASE_PUBLISH},
    text::VisitorText,
};

/// Histories that every run of the tests goes through.
const HISTORIES: u64 = 200;

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
    /// What no terminal ever left: the same sixteen bytes with other words, signed all the same.
    forged: BTreeSet<(String, String)>,
    /// Everything that ever lay before the office whole: sixteen bytes and digest.
    delivered: BTreeSet<(String, String)>,
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
            forged: BTreeSet::new(),
            delivered: BTreeSet::new(),
        }
    }

    fn step(&mut self) {
        let (terminal, stick) = (self.chance.below(2), self.chance.below(3));
        match self.chance.below(13) {
            0..3 => self.leave(terminal),
            3..6 => self.visit(terminal, stick),
            6 => self.open(stick),
            7 => self.acknowledge(stick),
            8 => match self.chance.below(5) {
                0 => self.sticks[stick] = Stick::default(),
                1 => self.sticks[(stick + 1) % 3] = self.sticks[stick].clone(),
                // An export of one stick comes with the words of another.
                2 => self.sticks[(stick + 1) % 3].words = self.sticks[stick].words.clone(),
                3 => self.forge(stick),
                _ => self.damage(stick),
            },
            9 => self.copies.push((terminal, self.terminals[terminal].copy())),
            10 => self.restore(),
            11 => self.decide(),
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
            let settled = self.register.settled();
            assert!(before.difference(&after).all(|erased| settled.contains(erased)), "erased without being registered or given up");
        }
        if self.chance.below(8) == 0 {
            self.stranger(terminal);
        }
        let outbox = &mut self.terminals[terminal];
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

    /// Somebody who is not the office claims to have all of it.
    fn stranger(&mut self, terminal: usize) {
        let outbox = &mut self.terminals[terminal];
        let before = outbox.held();
        let all = |(rid, digest): &(String, String)| Acknowledged {
            rid: rid.clone(),
            digest: digest.parse().unwrap(),
            receipt: String::new(),
            office: "申2026-9999".to_owned(),
            unread: self.said.is_multiple_of(2),
        };
        let requests = before.iter().map(all).collect();
        let word = Acknowledgement { terminal: ["YC-01", "YC-02"][terminal].to_owned(), requests, counter: 9 };
        let word = sign_notice(ACKNOWLEDGEMENT, 1 << 30, &word, &SecretKey::of_seed(66), now()).unwrap();
        assert!(outbox.heed(&word, &receipts_root(&self.signer), TODAY).is_err());
        assert_eq!(outbox.held(), before);
    }

    /// A terminal that runs wild, or whoever holds its key, sends one of its forms again with other words, or with bytes that are none.
    fn forge(&mut self, stick: usize) {
        let opens = self.chance.below(2) == 0;
        let exports = &mut self.sticks[stick].exports;
        let Some((name, mut export)) = exports.iter().find_map(|(name, bytes)| Some((name.clone(), Export::read(bytes).ok()?.1))) else {
            return;
        };
        let at = self.chance.below(export.requests.len());
        let request = &mut export.requests[at];
        if opens {
            let words = String::from_utf8(request.sealed.clone()).unwrap().replace('件', "伴");
            request.sealed = words.into_bytes();
        } else {
            request.sealed[0] ^= 1;
        }
        self.forged.insert((hex::encode(request.bound.rid), request.digest().to_string()));
        let key = &self.keys[usize::from(name.starts_with("YC-02"))];
        exports.insert(format!("{name}-forged"), export.sign(key).unwrap());
    }

    /// A person looks at one that was put aside: what opens is a matter of its own, what does not is given up.
    fn decide(&mut self) {
        let waiting: Vec<PutAside> = self.register.put_aside().unwrap().into_iter().filter(|aside| aside.because.is_none()).collect();
        if waiting.is_empty() {
            return;
        }
        let aside = &waiting[self.chance.below(waiting.len())];
        let which = Which { receipt: &aside.receipt, digest: Some(&aside.digest) };
        if self.register.adopt_opened(which, &pretended_opening, TODAY).is_err() {
            assert_eq!(self.register.give_up(which, "打不开").unwrap().because.as_deref(), Some("打不开"));
        }
    }

    fn open(&mut self, stick: usize) {
        let whole = self.sticks[stick].exports.values().filter_map(|bytes| Export::read(bytes).ok());
        let arrived = whole.flat_map(|(_, export)| export.requests);
        self.delivered.extend(arrived.map(|request| (hex::encode(request.bound.rid), request.digest().to_string())));
        let files = self.sticks[stick].exports.iter().map(|(name, bytes)| (PathBuf::from(name), Ok(bytes.clone())));
        self.register.take_files(files.collect::<Vec<_>>().into_iter(), &pretended_opening, &[], TODAY).unwrap();
        for item in self.register.digests() {
            let is_as_left = self.shown.get(&item.0) == Some(&item.1);
            assert!(is_as_left || self.forged.contains(&item), "registered with other bytes than were left");
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

    /// Whole rounds with a new stick, and everything decided on: what is still somewhere ends where it belongs.
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
            for _ in 0..self.register.put_aside().unwrap().len() {
                self.decide();
            }
            self.acknowledge(0);
            for (terminal, name) in ["YC-01", "YC-02"].iter().enumerate() {
                if let Some(word) = self.sticks[0].words.get(*name) {
                    self.terminals[terminal].heed(word, &receipts_root(&self.signer), TODAY).unwrap();
                }
            }
        }
        for outbox in &self.terminals {
            assert_eq!((outbox.waiting_receipts(), outbox.faults().unwrap()), (Vec::<String>::new(), Vec::<String>::new()));
        }
        let registered = self.register.digests();
        let settled = self.register.settled();
        assert_eq!(registered.iter().collect::<BTreeSet<_>>().len(), registered.len(), "registered twice");
        assert!(self.delivered.iter().all(|arrived| settled.contains(arrived)), "arrived and neither registered nor given up");
    }
}

#[test]
fn every_form_is_registered_once_whatever_happens_to_sticks_and_terminals() {
    let histories = std::env::var("GONGKAI_HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(HISTORIES);
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

impl Register {
    /// What is registered, and what was given up.
    fn settled(&self) -> BTreeSet<(String, String)> {
        let mut statement = self.connection.prepare("SELECT rid, digest FROM quarantine WHERE because IS NOT NULL").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).chain(self.digests()).collect()
    }
}
