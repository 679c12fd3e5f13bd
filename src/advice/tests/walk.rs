//! All errors, told.

use super::{
    bundles::{bundle, objections},
    others::{
        audits, exchanges, fleets, libraries, mounts, outboxes, prints, registers, requests, reviews, searches, settings, setups, sources,
        sticks,
    },
    reading::{Told, codes_are_whole, told, unfit_to_read},
    values::{database, name, path},
};
use crate::{
    advice::Advise,
    bundle::{BundleError, Foreign, Objection},
    library::LibraryError,
    stick::StickError,
    sync::SyncError,
};

/// Everything that the folders left of `advice` can say of themselves.
fn everything() -> Vec<Told> {
    let mut all = told(objections());
    all.extend(told(bundle()));
    all.extend(told(sticks()));
    all.extend(told(mounts()));
    all.extend(told(libraries()));
    all.extend(told(requests()));
    all.extend(told(outboxes()));
    all.extend(told(prints()));
    all.extend(told(registers()));
    all.extend(told(reviews()));
    all.extend(told(exchanges()));
    all.extend(told(setups()));
    all.extend(told(fleets()));
    all.extend(told(audits()));
    all.extend(told(settings()));
    all.extend(told(sources()));
    all.extend(searches());
    #[cfg(feature = "office")]
    all.extend(told(super::others::conversions()));
    all
}

#[test]
fn every_error_is_told_in_chinese_with_something_to_do_and_a_code() {
    let nothing: Vec<String> = Vec::new();
    assert_eq!(unfit_to_read(&everything()), nothing);
    // The same, as whoever holds a stick is told of it.
    let objections = objections().into_iter().map(|(name, objection)| (name, SyncError::from(objection)));
    let bundle = bundle().into_iter().map(|(name, error)| (name, SyncError::Bundle(error)));
    let libraries = libraries().into_iter().map(|(name, error)| (name, SyncError::Library(error)));
    assert_eq!(unfit_to_read(&told(objections.chain(bundle).chain(libraries))), nothing);
}

#[test]
fn no_two_errors_share_a_code_and_no_code_is_left_out() {
    codes_are_whole(&everything());
}

#[test]
fn a_code_is_the_same_whoever_passes_an_error_on() {
    for (name, error) in libraries() {
        let code = error.code();
        assert_eq!((SyncError::Library(error).advice().code, name), (code, name));
    }
    for (name, error) in bundle() {
        let code = error.code();
        assert_eq!((StickError::Bundle(error).advice().code, name), (code, name));
    }
}

#[test]
fn what_a_stick_says_cannot_command_the_terminal() {
    let hostile = || "civil\u{1b}[2J\u{9b}31m\u{202e}".to_owned();
    for error in [
        BundleError::NoBundle { place: hostile() },
        Objection::Prefix { role: hostile(), found: Foreign::Named(hostile()) }.into(),
        Objection::Missing { name: hostile() }.into(),
    ] {
        let told = error.advice().to_string();
        assert!(told.contains("civil") && !told.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{told:?}");
    }
}

#[test]
fn a_clerk_in_front_of_the_screen_is_not_told_to_build_a_library() {
    for (name, error) in libraries() {
        let advice = SyncError::Library(error).advice();
        assert!(!advice.mend.contains("gongkai library"), "{name}: {advice}");
    }
    let full = SyncError::Library(LibraryError::Database { path: path(), source: database(13) }).advice();
    assert!(
        full.what.contains("空间满了") && full.what.contains("照常可以查") && full.mend.contains("清理硬盘") && full.code == "L-08",
        "{full}"
    );
    // Of somebody whom this terminal does not know, it says that, and not who should sign.
    let stranger = SyncError::from(Objection::Threshold { name: name(), valid: 0, needed: 1 }).advice();
    assert!(stranger.mend.contains("别的单位") && stranger.code == "B-06", "{stranger}");
}
