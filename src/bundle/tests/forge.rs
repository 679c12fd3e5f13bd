//! An office for tests, and the tools of whoever attacks it: files are bent, signed again with whatever keys the attacker has, and chained anew
//! as a hostile packing computer would.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    bundle::{
        BundleError, Consent, FolderShelf, KeyId, Person, Post, PublicKey, ROOT, Repository, SecretKey, Signer, Trust, UnverifiedBundle,
        VerifiedBundle, Wish, assemble, canonical::canonical, compare, create, delegate, draft_root, sign, summary,
    },
    files::Digest,
    policy::RecordId,
    source::{Options, Source},
};

/// A moment after everything that tests release.
pub(crate) fn now() -> Timestamp {
    "2026-11-28T08:00:00Z".parse().unwrap()
}

/// A key with its holder.
pub(crate) struct Holder {
    pub(crate) secret: SecretKey,
    pub(crate) public: PublicKey,
}

impl Holder {
    pub(crate) fn new(seed: u8, name: &str, post: Post) -> Self {
        let secret = SecretKey::of_seed(seed);
        let public = PublicKey { person: Person { name: name.to_owned(), post }, key: secret.key() };
        Self { secret, public }
    }

    pub(crate) fn id(&self) -> KeyId {
        self.public.key.id()
    }
}

/// Everybody whom an office needs.
pub(crate) fn staff(seed: u8) -> BTreeMap<&'static str, Holder> {
    let people = [
        ("root-a", "根甲", Post::Root),
        ("root-b", "根乙", Post::Root),
        ("office", "经办", Post::Office),
        ("deputy", "分管", Post::Deputy),
        ("chief", "主要", Post::Chief),
        ("packer", "打包", Post::Packer),
        ("receipts", "回执", Post::Receipts),
    ];
    (seed..).zip(people).map(|(seed, (key, name, post))| (key, Holder::new(seed, &format!("{name}{seed}"), post))).collect()
}

/// An office with its repository and a source that can be edited.
pub(crate) struct Office {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) staff: BTreeMap<&'static str, Holder>,
}

impl Office {
    /// With a root and two documents, nothing released yet.
    pub(crate) fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap(), staff: staff(1) };
        fs::create_dir_all(office.source()).unwrap();
        office.write("source.toml", "name = \"云川县\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"养老\"]\n");
        office.document("yl-zhucan", "老年助餐办法", "第一条 年满七十周岁的老年人可以申领助餐卡。");
        office.document("yl-jintie", "高龄津贴办法", "第一条 年满八十周岁的老年人按月领取高龄津贴。");
        Repository::create(&office.path()).unwrap();
        office.new_root(&office.staff, &["root-a", "root-b"]);
        office
    }

    /// The same, with one release.
    pub(crate) fn open_for_business() -> Self {
        let office = Self::new();
        office.release();
        office
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    pub(crate) fn source(&self) -> PathBuf {
        self.folder.path().join("source")
    }

    pub(crate) fn repository(&self) -> Repository {
        Repository::open(&self.path()).unwrap()
    }

    pub(crate) fn secret(&self, key: &str) -> &SecretKey {
        &self.staff[key].secret
    }

    /// Writes a file of the source.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.source().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn document(&self, id: &str, title: &str, text: &str) {
        self.write(&format!("documents/{id}.md"), document(title, text, ""));
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.source().join(path)).unwrap();
    }

    /// Drafts and signs a root of these people.
    pub(crate) fn new_root(&self, staff: &BTreeMap<&'static str, Holder>, signers: &[&str]) {
        let keys: Vec<PublicKey> = staff.values().map(|holder| holder.public.clone()).collect();
        draft_root(&self.repository(), "云川县人民政府", &keys, 10, now()).unwrap();
        for signer in signers {
            self.sign(ROOT, &staff[signer].secret);
        }
    }

    pub(crate) fn sign(&self, name: &str, key: &SecretKey) {
        self.sign_at(name, key, now());
    }

    /// The same by another clock.
    pub(crate) fn sign_at(&self, name: &str, key: &SecretKey, now: Timestamp) {
        let digest = summary(&self.repository(), name).unwrap().digest;
        // Somebody who looks at everything and agrees to it.
        let confirmed = if name == ROOT { Vec::new() } else { compare(&self.repository(), name, now).unwrap().needed };
        sign(&self.repository(), name, Consent { digest, confirmed, now }, key).unwrap();
    }

    pub(crate) fn wish(role: &str) -> Wish {
        let reason = "含有个人信息".to_owned();
        Wish { role: role.to_owned(), reason, now: now(), ..Wish::default() }
    }

    /// Drafts the source for the office.
    pub(crate) fn draft(&self, wish: &Wish) -> Result<crate::bundle::Drafted, BundleError> {
        let source = Source::open(&[self.source()], Options::default()).unwrap();
        create(&self.repository(), &source, wish)
    }

    /// The source as it is, signed at three desks and published.
    pub(crate) fn release(&self) -> VerifiedBundle {
        self.release_as(&Self::wish("office"))
    }

    pub(crate) fn release_as(&self, wish: &Wish) -> VerifiedBundle {
        self.draft(wish).unwrap();
        for desk in ["office", "deputy", "chief"] {
            self.sign_at("office", self.secret(desk), wish.now);
        }
        assemble(&self.repository(), self.secret("packer"), wish.now).unwrap()
    }

    pub(crate) fn withdraw(&self, id: &str) -> VerifiedBundle {
        self.remove(&format!("documents/{id}.md"));
        self.release_as(&Wish { withdraw: vec![id.parse::<RecordId>().unwrap()], ..Self::wish("office") })
    }

    pub(crate) fn assemble(&self) -> VerifiedBundle {
        assemble(&self.repository(), self.secret("packer"), now()).unwrap()
    }

    /// Lets the department `civil` publish this document of its own.
    pub(crate) fn with_department(&self, id: &str, header: &str) -> BTreeMap<&'static str, Holder> {
        let people = staff(50);
        let desks: Vec<PublicKey> = ["office", "deputy", "chief"].map(|desk| people[desk].public.clone()).to_vec();
        delegate(&self.repository(), "civil", "云川县民政局", &desks).unwrap();
        self.release();
        self.write_civil("source.toml", "name = \"民政局\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"养老\"]\n");
        self.write_civil(&format!("documents/{id}.md"), &document("临时救助办法", "第一条 遇到急难的家庭可以申请。", header));
        self.release_civil(&people).unwrap();
        people
    }

    /// Writes a file of the department's source.
    pub(crate) fn write_civil(&self, path: &str, text: &str) {
        let path = self.folder.path().join("civil").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The department's source as it is, signed at its desks and published.
    pub(crate) fn release_civil(&self, people: &BTreeMap<&'static str, Holder>) -> Result<VerifiedBundle, BundleError> {
        let source = Source::open(&[self.folder.path().join("civil")], Options::default()).unwrap();
        create(&self.repository(), &source, &Self::wish("civil"))?;
        for desk in ["office", "deputy", "chief"] {
            self.sign("civil", &people[desk].secret);
        }
        assemble(&self.repository(), self.secret("packer"), now())
    }

    /// The root that terminals are set up with.
    pub(crate) fn first_root(&self) -> Vec<u8> {
        fs::read(self.meta("1.root.json")).unwrap()
    }

    /// The trust of a new terminal.
    pub(crate) fn trust(&self) -> Trust {
        Trust::new(&self.first_root()).unwrap()
    }

    /// Verifies what lies in the repository as a terminal that believes this.
    pub(crate) fn verify(&self, trust: &Trust) -> Result<VerifiedBundle, BundleError> {
        verify(&self.path(), trust)
    }

    pub(crate) fn meta(&self, name: &str) -> PathBuf {
        self.path().join("v1/meta").join(name)
    }

    // ------------------------------------------------------------ the attacker's tools

    fn draft_path(&self, name: &str) -> PathBuf {
        self.path().join("draft").join(name).join("signed.json")
    }

    /// What waits for signatures.
    pub(crate) fn draft_bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.draft_path(name)).unwrap()
    }

    pub(crate) fn put_draft_bytes(&self, name: &str, bytes: &[u8]) {
        fs::write(self.draft_path(name), bytes).unwrap();
    }

    /// Edits what waits for signatures, as canonical as the program.
    pub(crate) fn edit_draft(&self, name: &str, edit: impl FnOnce(&mut Value)) {
        let mut signed = serde_json::from_slice(&self.draft_bytes(name)).unwrap();
        edit(&mut signed);
        self.put_draft_bytes(name, &canonical(&signed));
    }

    /// Edits the list of the office's draft, with all that must fit it.
    pub(crate) fn edit_draft_catalogue(&self, edit: impl FnOnce(&mut Value)) {
        let mut signed: Value = serde_json::from_slice(&self.draft_bytes("office")).unwrap();
        let old = signed["gongkai"]["catalogue"].as_str().unwrap().to_owned();
        let place = |digest: &Digest| self.path().join("v1").join(crate::bundle::stored_name(crate::bundle::ParcelKind::Catalogue, digest));
        let mut catalogue: Value = serde_json::from_slice(&fs::read(place(&old.parse().unwrap())).unwrap()).unwrap();
        edit(&mut catalogue);
        let bytes = serde_json::to_vec(&catalogue).unwrap();
        let digest = Digest::of(&bytes);
        fs::create_dir_all(place(&digest).parent().unwrap()).unwrap();
        fs::write(place(&digest), &bytes).unwrap();
        signed["targets"].as_object_mut().unwrap().remove(&format!("office/{old}.catalogue")).unwrap();
        signed["targets"][format!("office/{digest}.catalogue")] =
            json!({ "length": bytes.len(), "hashes": { "sha256": digest }, "custom": { "text": false } });
        signed["gongkai"]["catalogue"] = digest.to_string().into();
        self.put_draft_bytes("office", &canonical(&signed));
    }

    /// Signs a draft without looking at it.
    pub(crate) fn sign_unseen(&self, name: &str, key: &SecretKey) {
        let bytes = self.draft_bytes(name);
        let signature = json!({ "keyid": key.key().id(), "sig": key.sign(&bytes).unwrap() });
        let path = self.draft_path(name).with_file_name("signatures").join(format!("{}.json", key.key().id()));
        fs::write(path, serde_json::to_vec(&signature).unwrap()).unwrap();
    }

    /// Reads what a metadata file signs.
    pub(crate) fn signed(&self, name: &str) -> Value {
        let file: Value = serde_json::from_slice(&fs::read(self.meta(name)).unwrap()).unwrap();
        file["signed"].clone()
    }

    /// Replaces a metadata file by these words, signed with these keys.
    pub(crate) fn put(&self, name: &str, signed: &Value, keys: &[&SecretKey]) {
        let message = canonical(signed);
        let signatures: Vec<Value> =
            keys.iter().map(|key| json!({ "keyid": key.key().id(), "sig": key.sign(&message).unwrap() })).collect();
        let text = format!("{{\"signatures\":{},\"signed\":{}}}", Value::from(signatures), String::from_utf8(message).unwrap());
        fs::write(self.meta(name), text).unwrap();
    }

    /// Bends what a file signs, with these keys.
    pub(crate) fn bend(&self, name: &str, keys: &[&SecretKey], bend: impl FnOnce(&mut Value)) {
        let mut signed = self.signed(name);
        bend(&mut signed);
        self.put(name, &signed, keys);
    }

    /// Makes snapshot and timestamp fit what lies there, with the packer's key and the next versions.
    pub(crate) fn chain(&self) {
        self.chain_with(|_, _| {});
    }

    /// The same, with something bent on the way.
    pub(crate) fn chain_with(&self, bend: impl FnOnce(&mut Value, &mut Value)) {
        let mut timestamp = self.signed("timestamp.json");
        let number = timestamp["meta"]["snapshot.json"]["version"].as_u64().unwrap();
        let mut snapshot = self.signed(&format!("{number}.snapshot.json"));
        for (file, meta) in snapshot["meta"].as_object_mut().unwrap() {
            *meta = self.meta_of(&format!("{}.{file}", meta["version"]));
        }
        snapshot["version"] = (number + 1).into();
        timestamp["version"] = (timestamp["version"].as_u64().unwrap() + 1).into();
        bend(&mut snapshot, &mut timestamp);
        let name = format!("{}.snapshot.json", number + 1);
        self.put(&name, &snapshot, &[self.secret("packer")]);
        if timestamp["meta"]["snapshot.json"]["version"] == number {
            timestamp["meta"]["snapshot.json"] = self.meta_of(&name);
        }
        self.put("timestamp.json", &timestamp, &[self.secret("packer")]);
    }

    /// The entry for this file in another.
    pub(crate) fn meta_of(&self, name: &str) -> Value {
        let bytes = fs::read(self.meta(name)).unwrap();
        let version: u64 = name.split('.').next().unwrap().parse().unwrap();
        json!({ "version": version, "length": bytes.len(), "hashes": { "sha256": Digest::of(&bytes) } })
    }

    /// The three desks.
    pub(crate) fn desks(&self) -> [&SecretKey; 3] {
        ["office", "deputy", "chief"].map(|desk| self.secret(desk))
    }

    /// Replaces the catalogue of a role's first targets by this one, and signs for it with the desks' keys.
    pub(crate) fn put_catalogue(&self, targets: &str, role: &str, catalogue: &Value, keys: &[&SecretKey]) {
        let bytes = serde_json::to_vec(catalogue).unwrap();
        let digest = Digest::of(&bytes);
        let path = self.path().join("v1").join(crate::bundle::stored_name(crate::bundle::ParcelKind::Catalogue, &digest));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &bytes).unwrap();
        self.bend(targets, keys, |signed| {
            signed["gongkai"]["catalogue"] = digest.to_string().into();
            signed["targets"][format!("{role}/{digest}.catalogue")] =
                json!({ "length": bytes.len(), "hashes": { "sha256": digest }, "custom": { "text": false } });
        });
    }

    /// Adds a file to a role's content, packed and named in its catalogue, with these records listed for it, and signs for all of it.
    pub(crate) fn put_file(&self, (targets, role): (&str, &str), path: &str, text: &str, listed: &[Value], keys: &[&SecretKey]) {
        let digest = Digest::of(text.as_bytes());
        let pack = [b"GKPACK1\n", digest.bytes().as_slice(), &(text.len() as u64).to_le_bytes(), text.as_bytes()].concat();
        let name = Digest::of(&pack);
        let place = self.path().join("v1").join(crate::bundle::stored_name(crate::bundle::ParcelKind::Pack, &name));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, &pack).unwrap();
        self.bend(targets, keys, |signed| {
            signed["targets"][format!("{role}/{name}.pack")] =
                json!({ "length": pack.len(), "hashes": { "sha256": name }, "custom": { "text": true } });
        });
        let mut catalogue = self.catalogue(targets);
        let files = catalogue["files"].as_array_mut().unwrap();
        files.push(json!({ "path": path, "sha256": digest, "length": text.len(), "pack": { "pack": name, "offset": 48 } }));
        catalogue["records"].as_array_mut().unwrap().extend(listed.iter().cloned());
        self.put_catalogue(targets, role, &catalogue, keys);
    }

    /// The catalogue that a targets file names.
    pub(crate) fn catalogue(&self, targets: &str) -> Value {
        let digest: Digest = self.signed(targets)["gongkai"]["catalogue"].as_str().unwrap().parse().unwrap();
        let name = crate::bundle::stored_name(crate::bundle::ParcelKind::Catalogue, &digest);
        serde_json::from_slice(&fs::read(self.path().join("v1").join(name)).unwrap()).unwrap()
    }

    /// A part of the release on the disk, the first of its kind.
    pub(crate) fn stored(&self, ending: &str) -> PathBuf {
        let files =
            walkdir::WalkDir::new(self.path().join("v1/packs")).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
        files.into_iter().find(|path| path.extension().is_some_and(|found| found == ending)).unwrap()
    }

    /// Another repository that lies where this one does now; what was there is kept aside and given back.
    pub(crate) fn aside(&self, name: &str) -> PathBuf {
        let aside = self.folder.path().join(name);
        copy_folder(&self.path(), &aside);
        aside
    }
}

pub(crate) fn verify(path: &Path, trust: &Trust) -> Result<VerifiedBundle, BundleError> {
    UnverifiedBundle::new(&FolderShelf::open(path).unwrap()).verify(trust, now())
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

pub(crate) fn document(title: &str, text: &str, header: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县民政局\"]\nissued_on = 2024-05-01\nmark = \"此件公开发布\"\ntopics = [\"养老\"]\n{header}\n+++\n\n{text}\n"
    )
}
