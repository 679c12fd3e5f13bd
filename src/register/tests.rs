//! What a register keeps, counts and tells, over forms that terminals left.

use std::path::PathBuf;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{Register, annual};
use crate::{
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    files::sqlite,
    outbox::{OFFICE_KEY, OfficeKeyWord, OfficeSecret, Outbox, tests::pretended_opening},
    request::{CITIZEN, Form, ORGANISATION},
    text::VisitorText,
};

pub(super) const TODAY: Date = date(2026, 11, 30);

pub(super) fn now() -> Timestamp {
    "2026-11-30T02:00:00Z".parse().unwrap()
}

/// A register with forms that were opened.
pub(super) fn filled(forms: &[Form]) -> Register {
    let mut register = Register::in_memory();
    register.take_files([(PathBuf::from("a"), Ok(exported(forms)))].into_iter(), &pretended_opening, &[], TODAY).unwrap();
    register
}

/// The file of a terminal with these forms.
pub(super) fn exported(forms: &[Form]) -> Vec<u8> {
    let signer = SecretKey::of_seed(9);
    let word = OfficeKeyWord::of(&OfficeSecret::generate().unwrap().public().unwrap(), "云川县政务公开办");
    let mut outbox = Outbox::of(sqlite::in_memory().unwrap(), "YC-01");
    outbox.take_key(&sign_notice(OFFICE_KEY, 1, &word, &signer, now()).unwrap(), &receipts_root(&signer)).unwrap();
    for form in forms {
        outbox.leave_pretended(form, TODAY);
    }
    outbox.pack(&signer).unwrap().unwrap().bytes
}

pub(super) fn application(schema: &'static crate::request::Schema, kind: &str) -> Form {
    let mut form = Form::new(schema);
    let answers =
        [("name", "王某"), ("organisation", "云川某所"), ("organisation_kind", kind), ("paper", "at_desk"), ("phone", "13800000000")];
    for (name, words) in answers.into_iter().chain([("wanted_name", "某方案"), ("media", "paper"), ("ways", "collect")]) {
        form.answer(name, &VisitorText::from(words));
    }
    form
}

#[test]
fn a_register_of_an_earlier_program_keeps_all_that_it_holds() {
    use super::migrations::{EARLIER, SCHEMA};
    let mut connection = sqlite::in_memory().unwrap();
    EARLIER.bring_to_date(&mut connection).unwrap();
    connection
        .execute_batch(
            r#"INSERT INTO requests (office, terminal, rid, receipt, digest, form, left_on, opened_on, answers)
               VALUES ('声2026-0001', 'YC-01', '00', 'YC-01-261130-0001-E', '11', 'please-publish/1', '2026-11-30', '2026-12-01',
                       '{"form":"please-publish/1","answers":{"words":"公交时刻表"}}');
               INSERT INTO events (request, noted_on, event) VALUES (1, '2026-12-01', '{"what":"withdrawn","on":"2026-12-01"}');
               INSERT INTO quarantine (terminal, rid, receipt, digest, why, found_on, sealed) VALUES ('YC-01', '02', 'x', '22', 'no_key', '2026-12-01', x'00');"#,
        )
        .unwrap();
    SCHEMA.bring_to_date(&mut connection).unwrap();
    let register = Register { connection, path: PathBuf::from("nowhere") };
    let found = register.find("声2026-0001").unwrap();
    assert_eq!((found.form.get("words").unwrap().reveal(), found.events.len()), ("公交时刻表", 1));
    assert_eq!(register.put_aside().unwrap().len(), 1);
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
    let mut written = Vec::new();
    super::write_report(&mut written, &report).unwrap();
    let lines: Vec<String> = String::from_utf8(written).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(lines[1..3], ["一、本年新收政府信息公开申请数量,2,0,1,0,0,0,3", "二、上年结转政府信息公开申请数量,,,,,,,"]);
    assert_eq!(lines.len(), 1 + 2 + super::OUTCOMES.len() + 2);
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

#[test]
fn papers_that_several_asked_for_are_told_by_number_and_nobody_by_a_word() {
    let asking = |words: &str| {
        let mut form = application(&CITIZEN, "");
        form.answer("wanted_features", &VisitorText::from(words));
        form
    };
    let words = [
        "我家在柳桥村，《云政办发〔2025〕8号》",
        "云政办发[2025]8号 和 云政办发〔2025〕8号 的附件",
        "云政办发〔2025〕8号",
        "云民发〔2024〕3号",
    ];
    let register = filled(&words.map(asking));
    let all = register.all().unwrap();
    let often = super::often_wanted(&all, 1);
    assert_eq!(often.len(), 1, "what fewer than three asked for is told to nobody: {often:?}");
    assert!(often[0].0.contains("8号") && often[0].1 == 3 && !often[0].0.contains("柳桥"), "{often:?}");
}

impl Register {
    pub(super) fn digests(&self) -> Vec<(String, String)> {
        let mut statement = self.connection.prepare("SELECT rid, digest FROM requests").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }
}

#[test]
fn what_can_no_longer_be_read_is_told_by_its_number() {
    let register = filled(&[application(&CITIZEN, ""), application(&ORGANISATION, "research")]);
    assert_eq!((register.all().unwrap().len(), register.unread().unwrap()), (2, Vec::<String>::new()));
    let office = register.all().unwrap().remove(1).office;
    for damage in ["answers = substr(answers, 2)", "form = 'of-a-later-program'", "left_on = '?'"] {
        register.connection.execute_batch("SAVEPOINT whole").unwrap();
        register.connection.execute(&format!("UPDATE requests SET {damage} WHERE office = ?1"), [&office]).unwrap();
        assert_eq!((register.all().unwrap().len(), register.unread().unwrap()), (1, vec![office.clone()]), "{damage}");
        register.connection.execute_batch("ROLLBACK TO whole; RELEASE whole").unwrap();
    }
}
