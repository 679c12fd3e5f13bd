//! Roots on their way: who has to sign them, who leaves and joins, and what becomes of the release.

use super::forge::{Holder, Office, now, staff};
use crate::bundle::{
    BundleError, Lack, Objection, Post, PublicKey, ROOT, RootChange, RootDraft, RootWish, Unfit, Whose, change_root, draft_root,
};

fn names(lack: &Lack) -> Vec<&str> {
    lack.among.iter().map(|person| person.name.as_str()).collect()
}

#[test]
fn who_still_has_to_sign_is_told_by_name_old_keepers_and_new() {
    let office = Office::new();
    let (first, lost) = ("root-a", "root-b");
    let mut people = staff(1);
    people.insert(lost, Holder::new(80, "根丙", Post::Root));
    let keys: Vec<PublicKey> = people.values().map(|holder| holder.public.clone()).collect();
    draft_root(&office.repository(), "云川县人民政府", &keys, 10, now()).unwrap();
    let draft = RootDraft::read(&office.repository()).unwrap();
    let lacks = draft.lacks();
    assert_eq!(lacks.iter().map(|lack| (lack.whose, lack.count)).collect::<Vec<_>>(), [(Whose::Before, 2), (Whose::Next, 2)]);
    assert_eq!((names(&lacks[0]), names(&lacks[1])), (vec!["根乙2", "根甲1"], vec!["根丙", "根甲1"]));
    office.sign(ROOT, office.secret(first));
    office.sign(ROOT, &people[lost].secret);
    let draft = RootDraft::read(&office.repository()).unwrap();
    // The new keepers are content; for ever it would have said that "another one" is missing.
    assert_eq!(
        draft.lacks().iter().map(|lack| (lack.whose, lack.count, names(lack))).collect::<Vec<_>>(),
        [(Whose::Before, 1, vec!["根乙2"])]
    );
    office.sign(ROOT, office.secret(lost));
    assert_eq!(office.repository().root().unwrap().unwrap().0.version(), 2);
}

#[test]
fn the_fingerprint_of_a_root_is_that_of_its_draft() {
    let office = Office::new();
    let keys: Vec<PublicKey> = staff(1).values().map(|holder| holder.public.clone()).collect();
    draft_root(&office.repository(), "云川县人民政府", &keys, 10, now()).unwrap();
    let draft = RootDraft::read(&office.repository()).unwrap();
    assert_eq!(draft.digest, draft.root.fingerprint());
    assert_eq!(draft.lacks().iter().map(|lack| lack.whose).collect::<Vec<_>>(), [Whose::Both]);
}

/// An office with a third keeper, and one release.
fn office_of_three() -> Office {
    let mut office = Office::new();
    office.staff.insert("root-c", Holder::new(70, "根丙", Post::Root));
    let keys: Vec<PublicKey> = office.staff.values().map(|holder| holder.public.clone()).collect();
    draft_root(&office.repository(), "云川县人民政府", &keys, 10, now()).unwrap();
    for keeper in ["root-a", "root-b"] {
        office.sign(ROOT, office.secret(keeper));
    }
    office.release();
    office
}

fn change(office: &Office, leaves: &[&str], joins: &[&Holder]) -> Result<RootChange, BundleError> {
    let leaves: Vec<String> = leaves.iter().map(|name| (*name).to_owned()).collect();
    let joins: Vec<PublicKey> = joins.iter().map(|holder| holder.public.clone()).collect();
    change_root(&office.repository(), &RootWish { leaves: &leaves, joins: &joins, body: None, years: 10, now: now() })
}

#[test]
fn a_lost_keeper_is_replaced_by_the_two_others() {
    let office = office_of_three();
    let next = Holder::new(71, "根丁", Post::Root);
    let changed = change(&office, &[" 根乙\u{200b}2"], &[&next]).unwrap();
    assert_eq!((changed.left.len(), changed.ends, changed.root.keepers().len()), (1, None, 3));
    office.sign(ROOT, office.secret("root-a"));
    office.sign(ROOT, office.secret("root-c"));
    assert_eq!(office.repository().root().unwrap().unwrap().0.version(), 3);
    assert!(office.repository().release_for_terminals().unwrap().is_some());
}

#[test]
fn whoever_lost_a_key_is_not_asked_for_it() {
    let office = office_of_three();
    let name = office.staff["root-b"].public.person.name.clone();
    // The same keeper with a new key: the old one is lost.
    let anew = Holder::new(71, &name, Post::Root);
    change(&office, &[&name], &[&anew]).unwrap();
    let lacks = RootDraft::read(&office.repository()).unwrap().lacks();
    assert!(lacks.iter().all(|lack| lack.keys.iter().all(|(keyid, _)| *keyid != office.staff["root-b"].id())), "{lacks:?}");
    assert_eq!(
        lacks.iter().map(|lack| (lack.whose, lack.count, names(lack))).collect::<Vec<_>>(),
        [(Whose::Before, 2, vec!["根丙", "根甲1"])]
    );
    office.sign(ROOT, office.secret("root-a"));
    let lacks = RootDraft::read(&office.repository()).unwrap().lacks();
    assert_eq!(lacks.iter().map(|lack| (lack.whose, lack.count, names(lack))).collect::<Vec<_>>(), [(Whose::Before, 1, vec!["根丙"])]);
    office.sign(ROOT, office.secret("root-c"));
    assert_eq!(office.repository().root().unwrap().unwrap().0.version(), 3);
}

#[test]
fn two_keys_of_one_keeper_are_one_keeper_and_a_packer_may_acknowledge() {
    let office = Office::new();
    let mut keys: Vec<PublicKey> = office.staff.values().map(|holder| holder.public.clone()).collect();
    keys.retain(|key| key.person.post != Post::Receipts);
    let root = draft_root(&office.repository(), "云川县人民政府", &keys, 10, now()).unwrap();
    assert_eq!(root.gongkai.receipts.keyids, [office.staff["packer"].id()]);
    let (first, second) = (office.staff["root-a"].public.person.name.clone(), office.staff["root-b"].id());
    keys.retain(|key| key.key.id() != second);
    keys.push(Holder::new(76, &format!(" {first}\u{200b}"), Post::Root).public);
    let told = draft_root(&office.repository(), "云川县人民政府", &keys, 10, now());
    assert!(matches!(told, Err(BundleError::Vacant { ref posts, keepers: 1 }) if posts[..] == [Post::Root]), "{told:?}");
}

#[test]
fn a_root_that_waits_for_its_keepers_is_told_from_one_that_was_never_drafted() {
    let folder = tempfile::tempdir().unwrap();
    let repository = crate::bundle::Repository::create(&folder.path().join("repository")).unwrap();
    assert!(matches!(repository.needed_root(), Err(BundleError::NoRoot { drafted: false, .. })));
    let keys: Vec<PublicKey> = staff(1).values().map(|holder| holder.public.clone()).collect();
    draft_root(&repository, "云川县人民政府", &keys, 10, now()).unwrap();
    assert!(matches!(repository.needed_root(), Err(BundleError::NoRoot { drafted: true, .. })));
}

#[test]
fn a_root_that_ends_the_release_says_so_before_anybody_signs() {
    let office = office_of_three();
    for (leaves, post) in [("分管", Post::Deputy), ("packer打包", Post::Packer)] {
        let name = office.staff.values().find(|holder| holder.public.person.post == post).unwrap().public.person.name.clone();
        let leaves = if leaves.starts_with("packer") { format!("packer{name}") } else { name };
        let changed = change(&office, &[&leaves], &[&Holder::new(72, "新人", post)]).unwrap();
        assert_eq!(changed.ends, Some(1), "{leaves}");
    }
    // A second deputy beside the one who signed: nothing ends.
    assert_eq!(change(&office, &[], &[&Holder::new(73, "副手", Post::Deputy)]).unwrap().ends, None);
    // In force, the release is refused with the reason, before a stick could be spoiled.
    change(&office, &[&office.staff["deputy"].public.person.name], &[&Holder::new(72, "新人", Post::Deputy)]).unwrap();
    for keeper in ["root-a", "root-b"] {
        office.sign(ROOT, office.secret(keeper));
    }
    assert!(matches!(office.repository().release_for_terminals(), Err(BundleError::BeforeRoot { root: 3, release: 1 })));
    assert!(office.repository().release().unwrap().is_some());
}

#[test]
fn what_cannot_be_is_refused_and_leaves_the_draft_that_lay_there() {
    let office = office_of_three();
    change(&office, &[], &[]).unwrap();
    office.sign(ROOT, office.secret("root-a"));
    assert!(matches!(change(&office, &["没有的人"], &[]), Err(BundleError::NotInRoot { people, .. }) if people.len() == 8));
    let chief = office.staff["chief"].public.person.name.clone();
    assert!(matches!(change(&office, &[&chief], &[]), Err(BundleError::Vacant { posts, .. }) if posts == [Post::Chief]));
    let both = Holder::new(74, &office.staff["office"].public.person.name, Post::Chief);
    assert!(matches!(
        change(&office, &[&chief], &[&both]),
        Err(BundleError::Refused(Objection::UnfitRoot { why: Unfit::OnePerson { .. }, .. }))
    ));
    assert_eq!(RootDraft::read(&office.repository()).unwrap().signers().len(), 1);
    // Another draft says whose signature it voids.
    assert_eq!(change(&office, &[], &[&Holder::new(75, "新人", Post::Deputy)]).unwrap().void.len(), 1);
}
