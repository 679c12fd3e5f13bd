//! The office's list of withdrawals, on a stick that anybody may have written to. Without a key none but the genuine one is heeded; with one it names
//! few records, each once, in words that command nothing.

#![no_main]

use std::{collections::BTreeSet, sync::LazyLock};

use gongkai::{
    advice::Advise,
    bundle::{Root, WithdrawalList},
};
use gongkai_fuzz::{Office, assert_harmless, seeds};
use libfuzzer_sys::fuzz_target;

static OFFICE: LazyLock<Office> = LazyLock::new(Office::new);
static ROOT: LazyLock<Root> = LazyLock::new(|| OFFICE.trust.root().unwrap());
static GENUINE: LazyLock<WithdrawalList> = LazyLock::new(|| WithdrawalList::read(&OFFICE.stick, &ROOT).unwrap().unwrap());

fuzz_target!(init: seeds("list", OFFICE.lists()), |input: &[u8]| {
    let Some((how, bytes)) = input.split_first() else { return };
    let signed = how & 1 == 1;
    match WithdrawalList::read(&OFFICE.listed(signed, bytes), &ROOT) {
        Err(error) => assert_harmless(&error.advice().to_string()),
        Ok(None) => unreachable!("it lies there"),
        Ok(Some(list)) if !signed => assert_eq!(list, *GENUINE, "it was forged"),
        Ok(Some(list)) => {
            assert_eq!(list.signers.len(), 1);
            assert!(list.records.len() <= 200);
            let ids: BTreeSet<_> = list.records.iter().map(|listed| &listed.id).collect();
            assert_eq!(ids.len(), list.records.len());
            list.records.iter().for_each(|listed| assert_harmless(&format!("{}{}{}", listed.id, listed.title, listed.reason)));
        }
    }
});
