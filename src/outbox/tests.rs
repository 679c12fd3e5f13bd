//! The outbox as a terminal has it: what is left is there, what is not acknowledged stays, and nothing can be read in any file.

use std::{fs, path::Path};

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{
    ACKNOWLEDGEMENT, Acknowledged, Acknowledgement, Bound, Closed, Export, Heeded, NotAnExport, OFFICE_KEY, OfficeKey, OfficeKeyId,
    OfficeKeyWord, OfficeSecret, Outbox, OutboxError, Progress, ReceiptNumber, SealedRequest, Shut,
};
use crate::{
    bundle::{SecretKey, Signer, sign_notice, tests::receipts_root},
    files::Digest,
    request::{Form, OPINION, PLEASE_PUBLISH},
    text::VisitorText,
};

pub(crate) const TODAY: Date = date(2026, 11, 30);

/// A moment for signatures.
fn now() -> Timestamp {
    "2026-11-30T02:00:00Z".parse().unwrap()
}

/// An office with its keys, and a terminal that has the public one.
pub(super) struct Hall {
    pub(super) folder: tempfile::TempDir,
    pub(super) signer: SecretKey,
    pub(super) secrets: Vec<(OfficeKeyId, OfficeSecret)>,
}

impl Hall {
    pub(super) fn new() -> Self {
        let secret = OfficeSecret::generate().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), signer: SecretKey::of_seed(9), secrets: vec![(secret.public().unwrap().id(), secret)] }
    }

    pub(super) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("sync/outbox.sqlite")
    }

    /// The outbox, without a key.
    fn bare(&self) -> Outbox {
        Outbox::open(&self.path(), "YC-07").unwrap()
    }

    pub(super) fn outbox(&self) -> Outbox {
        let mut outbox = self.bare();
        assert_eq!(outbox.office_key().unwrap().is_none(), outbox.take_key(&self.key_word(1), &receipts_root(&self.signer)).unwrap());
        outbox
    }

    pub(super) fn key_word(&self, version: u64) -> Vec<u8> {
        let key = self.secrets.last().unwrap().1.public().unwrap();
        sign_notice(OFFICE_KEY, version, &OfficeKeyWord::of(&key, "云川县政务公开办"), &self.signer, now()).unwrap()
    }

    pub(super) fn word(&self, sequence: u64, terminal: &str, requests: Vec<Acknowledged>) -> Vec<u8> {
        sign_notice(
            ACKNOWLEDGEMENT,
            sequence,
            &Acknowledgement { terminal: terminal.to_owned(), requests, counter: 0 },
            &self.signer,
            now(),
        )
        .unwrap()
    }

    pub(super) fn heed(&self, outbox: &mut Outbox, word: &[u8]) -> Result<Heeded, OutboxError> {
        outbox.heed(word, &receipts_root(&self.signer), TODAY)
    }
}

pub(super) fn wish(words: &str) -> Form {
    let mut form = Form::new(&PLEASE_PUBLISH);
    form.answer("words", &VisitorText::from(words));
    form
}

pub(super) fn acknowledged(request: &SealedRequest) -> Acknowledged {
    Acknowledged {
        rid: hex::encode(request.bound.rid),
        digest: request.digest(),
        receipt: request.bound.receipt.to_string(),
        office: "云川依申请〔2026〕1号".to_owned(),
        unread: false,
    }
}

/// Whether any file below a folder holds these bytes.
fn holds(folder: &Path, words: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { holds(&path, words) } else { fs::read(&path).unwrap().windows(words.len()).any(|window| window == words) }
    })
}

#[test]
fn what_is_left_is_read_by_the_office_and_by_nobody_else() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let receipt = outbox.leave(&wish("公交线路调整的听证记录"), Some(TODAY)).unwrap();
    assert!(receipt.as_str().starts_with("YC-07-261130-0001-"), "{receipt}");
    let parcel = outbox.pack(&SecretKey::of_seed(3)).unwrap().unwrap();
    let (key, export) = Export::read(&parcel.bytes).unwrap();
    assert_eq!((key, export.requests.len()), (SecretKey::of_seed(3).key(), 1));
    let form = export.requests[0].open(&hall.secrets).unwrap();
    assert_eq!(form.get("words").unwrap().reveal(), "公交线路调整的听证记录");
    let stranger = OfficeSecret::generate().unwrap();
    assert_eq!(export.requests[0].open(&[(stranger.public().unwrap().id(), stranger)]), Err(Shut::NoKey));
    let stranger = OfficeSecret::generate().unwrap();
    assert_eq!(export.requests[0].open(&[(hall.secrets[0].0, stranger)]), Err(Shut::Tampered));
    fs::write(hall.folder.path().join("export"), &parcel.bytes).unwrap();
    let utf16: Vec<u8> = "听证记录".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for words in ["听证记录".as_bytes(), &utf16, b"tingzheng"] {
        assert!(!holds(hall.folder.path(), words));
    }
}

#[test]
fn what_waits_is_erased_only_on_the_offices_word_and_only_byte_for_byte() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let receipt = outbox.leave(&wish("第一件"), Some(TODAY)).unwrap();
    outbox.leave(&wish("第二件"), Some(TODAY)).unwrap();
    let all = outbox.all().unwrap();
    let parcel = outbox.pack(&SecretKey::of_seed(3)).unwrap().unwrap();
    outbox.went(&parcel).unwrap();
    assert_eq!(outbox.progress(&receipt).unwrap(), Progress::Waiting { day: TODAY, on_its_way: true });
    let mut changed = acknowledged(&all[1]);
    changed.digest = Digest::of(b"other");
    let word = hall.word(1, "YC-07", vec![acknowledged(&all[0]), changed]);
    // Somebody else's word, a word for another terminal, and half a word change nothing.
    let forged = sign_notice(
        ACKNOWLEDGEMENT,
        1,
        &Acknowledgement { terminal: "YC-07".into(), requests: vec![acknowledged(&all[0])], counter: 0 },
        &SecretKey::of_seed(8),
        now(),
    );
    assert!(hall.heed(&mut outbox, &forged.unwrap()).is_err() && hall.heed(&mut outbox, &word[..word.len() - 9]).is_err());
    assert!(hall.heed(&mut outbox, &hall.key_word(2)).is_err(), "a word about a key is no acknowledgement");
    assert_eq!(hall.heed(&mut outbox, &hall.word(9, "YC-08", vec![acknowledged(&all[0])])).unwrap(), Heeded::default());
    assert_eq!((outbox.waiting().unwrap(), outbox.heeded().unwrap()), (2, 0));
    assert_eq!(hall.heed(&mut outbox, &word).unwrap(), Heeded { word: Some(1), erased: vec![receipt.to_string()], differing: 1 });
    assert_eq!(outbox.progress(&receipt).unwrap(), Progress::Arrived { office: "云川依申请〔2026〕1号".to_owned() });
    assert_eq!(outbox.waiting().unwrap(), 1);
    // The same word again, and an older one, change nothing more.
    let old = hall.word(1, "YC-07", vec![acknowledged(&all[1])]);
    assert_eq!((hall.heed(&mut outbox, &word).unwrap(), hall.heed(&mut outbox, &old).unwrap()), Default::default());
    assert_eq!((outbox.waiting().unwrap(), outbox.faults().unwrap()), (1, Vec::<String>::new()));
    drop(outbox);
    assert!(!holds(hall.folder.path(), &all[0].sealed[..64]) && holds(hall.folder.path(), &all[1].sealed[..64]));
}

#[test]
fn no_form_is_offered_where_it_could_not_be_kept() {
    let hall = Hall::new();
    let closed = |outcome: Result<(), OutboxError>| match outcome {
        Err(OutboxError::Closed(why)) => Some(why),
        Ok(()) => None,
        Err(error) => panic!("{error}"),
    };
    let mut outbox = hall.bare();
    assert_eq!(closed(outbox.is_open(Some(TODAY))), Some(Closed::NoKey));
    assert_eq!(closed(outbox.leave(&wish("甲"), Some(TODAY)).map(drop)), Some(Closed::NoKey));
    let mut outbox = hall.outbox();
    assert_eq!((closed(outbox.is_open(None)), closed(outbox.is_open(Some(TODAY)))), (Some(Closed::Clock), None));
    // A form with faults is not sealed.
    assert!(outbox.leave(&Form::new(&OPINION), Some(TODAY)).is_err());
    for _ in 0..60 {
        outbox.leave(&wish("玩"), Some(TODAY)).unwrap();
    }
    assert_eq!(closed(outbox.is_open(Some(TODAY))), Some(Closed::DayFull));
    for day in 1..=3 {
        let day = date(2026, 12, day);
        while outbox.is_open(Some(day)).is_ok() {
            outbox.leave(&wish("玩"), Some(day)).unwrap();
        }
    }
    assert_eq!(
        (closed(outbox.is_open(Some(date(2026, 12, 9)))), outbox.waiting().unwrap(), outbox.is_nearly_full().unwrap()),
        (Some(Closed::Full), 200, true)
    );
    // A garbled key is no key.
    outbox.connection.execute("UPDATE office_key SET word = replace(word, '\"suite\":1', '\"suite\":7')", []).unwrap();
    assert_eq!(closed(outbox.is_open(Some(TODAY))), Some(Closed::NoKey));
}

#[test]
fn a_new_key_seals_what_comes_and_the_old_one_still_opens_what_waits() {
    let mut hall = Hall::new();
    let mut outbox = hall.outbox();
    outbox.leave(&wish("旧钥匙"), Some(TODAY)).unwrap();
    let secret = OfficeSecret::generate().unwrap();
    hall.secrets.push((secret.public().unwrap().id(), secret));
    let root = receipts_root(&hall.signer);
    assert!(!outbox.take_key(&hall.key_word(1), &root).unwrap(), "not newer");
    assert!(outbox.take_key(&hall.key_word(2), &root).unwrap());
    // A word that the disk bent opens no way for an older one.
    outbox.connection.execute("UPDATE office_key SET word = 'x' || word", []).unwrap();
    assert!(outbox.office_key().unwrap().is_none() && !outbox.take_key(&hall.key_word(1), &root).unwrap());
    outbox.connection.execute("UPDATE office_key SET word = substr(word, 2)", []).unwrap();
    outbox.leave(&wish("新钥匙"), Some(TODAY)).unwrap();
    let opened: Vec<_> = outbox.all().unwrap().iter().map(|request| request.open(&hall.secrets).unwrap()).collect();
    assert_eq!(opened.iter().map(|form| form.get("words").unwrap().reveal().to_owned()).collect::<Vec<_>>(), ["旧钥匙", "新钥匙"]);
    assert_eq!(outbox.all().unwrap()[0].open(&hall.secrets[1..]), Err(Shut::NoKey));
}

#[test]
fn nothing_that_waits_grows_too_old_and_numbers_are_forgotten_in_time() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let receipt = outbox.leave(&wish("很久以前"), Some(TODAY)).unwrap();
    outbox.leave(&wish("还在等"), Some(TODAY)).unwrap();
    let first = outbox.all().unwrap().remove(0);
    hall.heed(&mut outbox, &hall.word(1, "YC-07", vec![acknowledged(&first)])).unwrap();
    outbox.forget_old(date(2027, 2, 28)).unwrap();
    assert!(matches!(outbox.progress(&receipt).unwrap(), Progress::Arrived { .. }));
    outbox.forget_old(date(2028, 1, 1)).unwrap();
    assert_eq!((outbox.progress(&receipt).unwrap(), outbox.waiting().unwrap()), (Progress::Unknown, 1));
    assert_eq!(outbox.waits_since().unwrap(), Some(TODAY));
}

#[test]
fn a_number_given_twice_is_told_with_both_and_numbers_go_on_behind_what_the_office_saw() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let first = outbox.leave(&wish("恢复以前"), Some(TODAY)).unwrap();
    let row = outbox.all().unwrap().remove(0);
    hall.heed(&mut outbox, &hall.word(1, "YC-07", vec![Acknowledged { office: "声2026-0001".to_owned(), ..acknowledged(&row) }])).unwrap();
    // The terminal comes back from an old copy, which knows of nothing, and gives the number to somebody else.
    outbox.connection.execute("UPDATE counter SET last = 0", []).unwrap();
    assert_eq!(outbox.leave(&wish("恢复以后"), Some(TODAY)).unwrap(), first);
    let row = outbox.all().unwrap().remove(0);
    let requests = vec![Acknowledged { office: "声2026-0002".to_owned(), ..acknowledged(&row) }];
    let word = Acknowledgement { terminal: "YC-07".to_owned(), requests, counter: 47 };
    let word = sign_notice(ACKNOWLEDGEMENT, 2, &word, &hall.signer, now()).unwrap();
    assert_eq!(hall.heed(&mut outbox, &word).unwrap().erased, [first.to_string()]);
    assert_eq!(outbox.progress(&first).unwrap(), Progress::Arrived { office: "声2026-0001、声2026-0002".to_owned() });
    assert_eq!(outbox.leave(&wish("再以后"), Some(TODAY)).unwrap().counter(), 48);
    // What the terminal lost with its disk is told all the same.
    let lost_receipt = ReceiptNumber::new("YC-07", TODAY, 3);
    let lost = Acknowledged { rid: "07".repeat(16), receipt: lost_receipt.to_string(), ..acknowledged(&row) };
    hall.heed(&mut outbox, &hall.word(3, "YC-07", vec![lost])).unwrap();
    assert!(matches!(outbox.progress(&lost_receipt).unwrap(), Progress::Arrived { .. }));
    // No word makes the terminal count to where it could not count on.
    let word = Acknowledgement { terminal: "YC-07".to_owned(), requests: Vec::new(), counter: u64::MAX };
    hall.heed(&mut outbox, &sign_notice(ACKNOWLEDGEMENT, 4, &word, &hall.signer, now()).unwrap()).unwrap();
    assert_eq!(outbox.leave(&wish("还能"), Some(TODAY)).unwrap().counter(), 49);
}

#[test]
fn what_the_office_could_not_open_is_erased_on_its_word_and_whoever_asks_is_told() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let receipt = outbox.leave(&wish("坏了的"), Some(TODAY)).unwrap();
    outbox.connection.execute("UPDATE waiting SET sealed = zeroblob(length(sealed))", []).unwrap();
    let damaged = Acknowledged { office: String::new(), ..acknowledged(&outbox.all().unwrap()[0]) };
    hall.heed(&mut outbox, &hall.word(1, "YC-07", vec![damaged.clone()])).unwrap();
    assert_eq!(outbox.waiting().unwrap(), 1, "what is registered is erased only byte for byte");
    let unread = Acknowledged { unread: true, ..damaged };
    let other = Acknowledged { digest: Digest::of(b"other"), ..unread.clone() };
    hall.heed(&mut outbox, &hall.word(2, "YC-07", vec![other])).unwrap();
    assert_eq!(outbox.waiting().unwrap(), 1);
    hall.heed(&mut outbox, &hall.word(3, "YC-07", vec![unread])).unwrap();
    assert_eq!((outbox.waiting().unwrap(), outbox.progress(&receipt).unwrap()), (0, Progress::Unread));
}

#[test]
fn a_damaged_row_is_told_and_hides_no_other() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    let receipts: Vec<_> = ["甲", "乙", "丙"].iter().map(|words| outbox.leave(&wish(words), Some(TODAY)).unwrap().to_string()).collect();
    assert_eq!(outbox.faults().unwrap(), Vec::<String>::new());
    outbox.connection.execute("UPDATE waiting SET sealed = x'00' WHERE counter = 1", []).unwrap();
    outbox.connection.execute("UPDATE waiting SET sealed = zeroblob(length(sealed)) WHERE counter = 2", []).unwrap();
    assert_eq!(outbox.faults().unwrap(), receipts[..2]);
    let export = Export::read(&outbox.pack(&SecretKey::of_seed(3)).unwrap().unwrap().bytes).unwrap().1;
    assert_eq!(export.requests.iter().map(|request| request.counter).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(export.requests[0].open(&hall.secrets), Err(Shut::Tampered));
}

#[test]
fn a_file_that_was_bent_or_cut_is_no_export() {
    let hall = Hall::new();
    let mut outbox = hall.outbox();
    outbox.leave(&wish("甲"), Some(TODAY)).unwrap();
    let bytes = outbox.pack(&SecretKey::of_seed(3)).unwrap().unwrap().bytes;
    for cut in [0, 1, 40, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Export::read(&bytes[..cut]).unwrap_err(), NotAnExport::Unreadable, "{cut}");
    }
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        Export::read(text.replace("\\\"heeded\\\":0", "\\\"heeded\\\":7").replace("\"heeded\":0", "\"heeded\":7").as_bytes()).unwrap_err(),
        NotAnExport::Signature
    );
    assert_eq!(Export::read(text.replace("outbox/v1", "outbox/v2").as_bytes()).unwrap_err(), NotAnExport::Newer);
}

/// A form where its seal would be: for histories of thousands of sticks, in which nothing is looked into.
fn pretended_sealing(_: &OfficeKey, _: &Bound, form: &[u8]) -> Result<Vec<u8>, OutboxError> {
    let mut bytes = form.to_vec();
    bytes.resize(super::seal::SEALED, b' ');
    Ok(bytes)
}

/// What opens it.
pub(crate) fn pretended_opening(request: &SealedRequest) -> Result<Form, Shut> {
    let schema = crate::request::Schema::of_digest(&request.bound.schema).ok_or(Shut::UnknownForm)?;
    Form::read(schema, &request.sealed).ok_or(Shut::Tampered)
}

impl Outbox {
    pub(crate) fn leave_pretended(&mut self, form: &Form, today: Date) {
        self.leave_sealed(form, Some(today), &pretended_sealing).unwrap();
    }

    /// What waits: sixteen bytes and digest.
    pub(crate) fn held(&self) -> Vec<(String, String)> {
        self.all().unwrap().iter().map(|request| (hex::encode(request.bound.rid), request.digest().to_string())).collect()
    }

    pub(crate) fn waiting_receipts(&self) -> Vec<String> {
        self.all().unwrap().iter().map(|request| request.bound.receipt.to_string()).collect()
    }
}
