//! Programs of terminals that nobody signed for, or that are not what was signed for.

use serde_json::json;

use super::super::forge::{Office, now};
use crate::{
    bundle::{BundleError, Confirmation, Consent, Objection, Wish, Withheld, compare, examine, sign},
    files::Digest,
    program::{Arch, examine as examine_program, forged},
};

fn with_program(arch: Arch, version: &str) -> Office {
    let office = Office::open_for_business();
    office.write(&arch.path(), forged(arch, version));
    office
}

fn altered(office: &Office) -> bool {
    matches!(examine(&office.repository(), "office", now(), false), Err(BundleError::Refused(Objection::Altered { .. })))
}

#[test]
fn nobody_signs_for_a_program_with_the_yes_of_every_day() {
    let office = with_program(Arch::Loong, "0.2.0");
    office.draft(&Office::wish("office")).unwrap();
    let compared = compare(&office.repository(), "office", now()).unwrap();
    let digest = Digest::of(&forged(Arch::Loong, "0.2.0"));
    let named = [Confirmation::Program(format!("0.2.0-loongarch64-{}", digest.short()))];
    assert_eq!(compared.needed, named);
    let consent = |confirmed: &[Confirmation]| Consent { digest: compared.digest, confirmed: confirmed.to_vec(), now: now() };
    let by_day = sign(&office.repository(), "office", consent(&[]), office.secret("office"));
    assert!(matches!(by_day, Err(BundleError::Withheld(Withheld::Unconfirmed { needed })) if needed == named));
    sign(&office.repository(), "office", consent(&named), office.secret("office")).unwrap();
    // The same program again is nothing new; another one is.
    let release = office.release_as(&Wish { confirmed: vec![Confirmation::Signatures(1)], ..Office::wish("office") }).release;
    let statement = &release.publications[0].statement;
    assert_eq!(statement.programs.iter().map(|program| (program.arch, program.sha256)).collect::<Vec<_>>(), [(Arch::Loong, digest)]);
    office.draft(&Office::wish("office")).unwrap();
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed, []);
    office.write(&Arch::Loong.path(), [forged(Arch::Loong, "0.2.0"), b"more".to_vec()].concat());
    office.draft(&Office::wish("office")).unwrap();
    assert_eq!(compare(&office.repository(), "office", now()).unwrap().needed.len(), 1);
}

#[test]
fn a_draft_says_of_a_program_what_the_program_says() {
    let office = with_program(Arch::X86, "0.2.0");
    office.draft(&Office::wish("office")).unwrap();
    assert!(!altered(&office));
    let edits: [(&str, serde_json::Value); 3] = [("version", json!("9.9.9")), ("sha256", json!(Digest::of(b"x"))), ("length", json!(1))];
    for (field, value) in edits {
        office.draft(&Office::wish("office")).unwrap();
        office.edit_draft("office", |signed| signed["gongkai"]["programs"][0][field] = value);
        assert!(altered(&office), "{field}");
    }
    office.draft(&Office::wish("office")).unwrap();
    office.edit_draft("office", |signed| drop(signed["gongkai"].as_object_mut().unwrap().remove("programs")));
    assert!(altered(&office), "a program that nobody is told of");
}

#[test]
fn a_program_that_the_list_does_not_have_is_refused_whoever_signed_it() {
    let program = || json!({ "arch": "x86_64", "version": "0.2.0", "sha256": Digest::of(b"x"), "length": 1 });
    let office = Office::open_for_business();
    office.bend("1.targets.json", &office.desks(), |signed| signed["gongkai"]["programs"] = json!([program()]));
    office.chain();
    refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
    for programs in [json!([]), json!([program()])] {
        let office = with_program(Arch::X86, "0.2.0");
        office.release();
        office.bend("2.targets.json", &office.desks(), |signed| signed["gongkai"]["programs"] = programs);
        office.chain();
        refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
    }
    // Twice the same machine.
    let office = with_program(Arch::X86, "0.2.0");
    office.release();
    office.bend("2.targets.json", &office.desks(), |signed| {
        let known = signed["gongkai"]["programs"][0].clone();
        signed["gongkai"]["programs"] = json!([known, known]);
    });
    office.chain();
    refused!(office, office.trust(), BundleError::Refused(Objection::Altered { .. }));
}

#[test]
fn what_is_no_program_of_a_terminal_is_not_drafted() {
    for (path, bytes) in [
        (Arch::X86.path(), b"#!/bin/sh\nexec sh\n".to_vec()),
        (Arch::X86.path(), forged(Arch::Arm, "0.2.0")),
        (Arch::X86.path(), forged(Arch::X86, "0.2")),
        ("programs/riscv64/gongkai".to_owned(), forged(Arch::X86, "0.2.0")),
        (Arch::X86.path(), std::fs::read(std::env::current_exe().unwrap()).unwrap()),
    ] {
        let office = Office::open_for_business();
        office.write(&path, &bytes);
        let drafted = office.draft(&Office::wish("office"));
        assert!(matches!(drafted, Err(BundleError::Faulty(_))), "{path}: {:?}", examine_program(&bytes));
    }
}

#[test]
fn no_department_gives_terminals_a_program() {
    let office = Office::open_for_business();
    let people = office.with_department("civil-jiuzhu", "");
    office.write_civil(&Arch::X86.path(), &String::from_utf8_lossy(&forged(Arch::X86, "0.2.0")));
    let release = office.release_civil(&people).unwrap().release;
    let said = release.publications.iter().find(|publication| publication.role == "civil").unwrap();
    assert!(said.statement.programs.is_empty() && said.catalogue.files.iter().all(|file| Arch::of_path(&file.path).is_none()));
}
