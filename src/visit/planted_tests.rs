//! A hundred filled forms with planted names and numbers: no file of terminal, journal, log, crash, queue of printing or stick holds one of them,
//! however it may be written.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

use jiff::civil::date;

use crate::{
    audit::{Deed, Journal, Who},
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    fleet,
    outbox::{Export, OFFICE_KEY, OfficeKeyWord, OfficeSecret, Outbox, folder_of},
    print::{Font, Printer, Sheet, print},
    request::{CITIZEN, Form, OPINION, Schema},
    text::{check_sign, initials, spellings},
};

const SURNAMES: [&str; 10] = ["欧阳", "尉迟", "慕容", "司徒", "诸葛", "上官", "皇甫", "令狐", "宇文", "钟离"];
const GIVEN: [&str; 10] = ["雪鹏", "琳琅", "晓岚", "思齐", "若谷", "逸飞", "梦瑶", "浩然", "静姝", "子衿"];

/// What somebody wrote: a name, a phone, an identity number, a sentence.
fn planted(at: usize) -> [String; 4] {
    let name = format!("{}{}", SURNAMES[at / 10], GIVEN[at % 10]);
    let body = format!("1101011990{:02}{:02}{:03}", 1 + at % 12, 10 + at % 18, 100 + at);
    let number = format!("{body}{}", check_sign(&body).unwrap());
    [name.clone(), format!("139{:08}", 73_194_000 + at * 37), number, format!("{name}家的老房子被水淹了{at}次")]
}

fn filled(schema: &'static Schema, at: usize) -> Form {
    let [name, phone, number, sentence] = planted(at);
    let mut form = Form::new(schema);
    for (question, words) in [
        ("name", name.as_str()),
        ("paper", "identity_card"),
        ("identity_number", &number),
        ("phone", &phone),
        ("wanted_features", &sentence),
        ("media", "paper"),
        ("ways", "collect"),
        ("consultation", "zj-2026-1"),
        ("words", &sentence),
        ("contact", &phone),
    ] {
        form.answer(question, &words.into());
    }
    form
}

/// The ways in which files hold a text: as bytes, in two orders of wide characters, and as it is spelled.
fn forms_of(text: &str) -> Vec<Vec<u8>> {
    let little = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut forms = vec![text.as_bytes().to_vec(), little, big];
    if !text.is_ascii() {
        forms.extend(spellings(text).into_iter().map(String::into_bytes));
        // Initials of a name are too short to be anybody's.
        forms.extend(Some(initials(text)).filter(|letters| letters.len() > 6).map(String::into_bytes));
    }
    forms
}

/// Files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// What was planted and is found in these files.
fn found(folder: &Path) -> Vec<(PathBuf, String)> {
    let needles: Vec<(String, Vec<u8>)> =
        (0..100).flat_map(planted).flat_map(|text| forms_of(&text).into_iter().map(move |form| (text.clone(), form))).collect();
    let searched = searching(&needles);
    files(folder)
        .into_iter()
        .flat_map(|path| searched(&fs::read(&path).unwrap()).into_iter().map(move |text| (path.clone(), text)))
        .collect()
}

/// Looks for all of them at once: by their first four bytes, then whole.
fn searching(needles: &[(String, Vec<u8>)]) -> impl Fn(&[u8]) -> Vec<String> + use<> {
    let mut by_start: std::collections::HashMap<[u8; 4], Vec<(String, Vec<u8>)>> = std::collections::HashMap::new();
    for (text, form) in needles {
        by_start.entry(*form.first_chunk().unwrap()).or_default().push((text.clone(), form.clone()));
    }
    move |bytes| {
        let at = |at: usize| {
            bytes
                .get(at..)
                .and_then(<[u8]>::first_chunk::<4>)
                .and_then(|start| by_start.get(start))
                .into_iter()
                .flatten()
                .filter(move |(_, form)| bytes[at..].starts_with(form))
        };
        (0..bytes.len()).flat_map(at).map(|(text, _)| text.clone()).collect()
    }
}

/// A printer whose queue keeps what it is given until it is told to erase it; none where the machine has no letters to print with.
struct Paper {
    spool: PathBuf,
    printer: Printer,
    font: Option<Font>,
}

impl Paper {
    fn at(folder: &Path) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let (programs, spool) = (folder.join("programs"), folder.join("spool"));
        fs::create_dir_all(&programs).unwrap();
        fs::create_dir_all(&spool).unwrap();
        let at = spool.display();
        let lp = format!(
            "n=$(($(cat {at}/.count 2>/dev/null || echo 0) + 1)); echo $n > {at}/.count; cat > {at}/hall-$n; echo \"request id is hall-$n (1 file(s))\""
        );
        for (name, does) in [("lp", lp.as_str()), ("lpstat", "true"), ("cancel", &format!("rm {at}/$2"))] {
            let path = programs.join(name);
            fs::write(&path, format!("#!/bin/sh\n{does}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self { spool, printer: Printer::Queue { name: "hall".to_owned(), programs }, font: Font::find(Path::new("")).ok() }
    }

    /// The receipt of a form, and the slip with what was written on it.
    fn print(&self, receipt: &str, at: usize) {
        let Some(font) = &self.font else { return };
        let [name, phone, _, sentence] = planted(at);
        print(&Sheet::new(receipt).text(["已填好，尚未提交"]), &self.printer, font).unwrap();
        print(&Sheet::new("申请公开").text([name.as_str(), &phone, &sentence]), &self.printer, font).unwrap();
    }

    /// Everything went through the queue, and nothing lies there; a queue that erases nothing would have been found out.
    fn has_nothing_left(&self) {
        let left = || {
            fs::read_dir(&self.spool)
                .unwrap()
                .filter(|entry| !entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
                .count()
        };
        assert_eq!(left(), 0);
        let (Some(_), Printer::Queue { programs, .. }) = (&self.font, &self.printer) else { return };
        assert_eq!(fs::read_to_string(self.spool.join(".count")).unwrap().trim(), "200");
        fs::write(programs.join("cancel"), "#!/bin/sh\nexit 1\n").unwrap();
        self.print("回执", 7);
        assert_eq!(left(), 2);
        fs::remove_dir_all(&self.spool).unwrap();
    }
}

#[test]
fn no_file_holds_a_name_or_a_number_of_a_hundred_filled_forms() {
    let folder = tempfile::tempdir().unwrap();
    let (library, stick) = (folder.path().join("library"), folder.path().join("stick"));
    fs::create_dir_all(stick.join("GONGKAI/v1")).unwrap();
    fs::create_dir_all(library.join("sync")).unwrap();
    let (signer, secret) = (SecretKey::of_seed(9), OfficeSecret::generate().unwrap());
    let word = OfficeKeyWord::of(&secret.public().unwrap(), "云川县政务公开办");
    let word = sign_notice(OFFICE_KEY, 1, &word, &signer, "2026-11-20T02:00:00Z".parse().unwrap()).unwrap();
    let mut outbox = Outbox::open(&Outbox::place(&library), "YC-01").unwrap();
    outbox.take_key(&word, &receipts_root(&signer)).unwrap();
    // Everything that the program says at its most talkative lies beside.
    let log = fs::File::create(folder.path().join("log")).unwrap();
    let talks = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(Mutex::new(log)).finish();
    let (mut numbers, paper) = (Vec::new(), Paper::at(folder.path()));
    tracing::subscriber::with_default(talks, || {
        let mut journal = Journal::of(&library);
        for at in 0..100 {
            let form = filled(if at % 2 == 0 { &CITIZEN } else { &OPINION }, at);
            tracing::info!(?form, "about to be sealed");
            // Fifty a day: more are a flood.
            let day = date(2026, 11, 20 + i8::try_from(at / 50).unwrap());
            let receipt = outbox.leave(&form, Some(day)).unwrap();
            journal.note(Who::Terminal, Deed::FormLeft { receipt: receipt.to_string() });
            paper.print(&receipt.to_string(), at);
            // What a program says that breaks with a form in its hands.
            let broken = std::panic::catch_unwind(|| std::panic::panic_any(format!("{form:?}"))).unwrap_err();
            fs::write(folder.path().join(format!("crash-{at}")), broken.downcast_ref::<String>().unwrap()).unwrap();
            numbers.push(receipt);
        }
        let parcel = outbox.pack(&SecretKey::of_seed(3)).unwrap().unwrap();
        fleet::put(&stick, &folder_of("YC-01"), &parcel.name, &parcel.bytes).unwrap();
        outbox.went(&parcel).unwrap();
    });
    assert_eq!(numbers.len(), 100);
    assert_eq!(found(folder.path()), []);
    paper.has_nothing_left();
    // The search would have found them; and they are there, for the office alone.
    let carried = files(&stick);
    let (_, export) = Export::read(&fs::read(&carried[0]).unwrap()).unwrap();
    let secrets = vec![(secret.public().unwrap().id(), secret)];
    let opened = export.requests[0].open(&secrets).unwrap();
    fs::write(folder.path().join("clear"), opened.get("name").unwrap().reveal()).unwrap();
    fs::write(folder.path().join("spelled"), "tel ouyangxuepeng").unwrap();
    let wide: Vec<u8> = planted(7)[2].encode_utf16().flat_map(u16::to_be_bytes).collect();
    fs::write(folder.path().join("wide"), wide).unwrap();
    assert_eq!(found(folder.path()).len(), 3);
}
