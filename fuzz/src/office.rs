//! A small office with two releases, held in memory: a terminal has seen the first, the second lies on the stick. Everything in it is the same on
//! every run, so that an input that once failed fails again.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Cursor, Read},
    path::Path,
};

use gongkai::{
    bundle::{
        BundleError, Consent, KeyId, Objection, ParcelKind, Person, Post, PublicKey, Repository, SecretKey, Shelf, Signer, Trust,
        UnverifiedBundle, VerifiedBundle, WITHDRAWALS, Wish, assemble, compare, create, delegate, draft_root, sign, stored_name, summary,
        withdraw,
    },
    files::Digest,
    source::{Options, Source},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

/// Files by their names below `GONGKAI/v1`.
#[derive(Clone, Default)]
pub struct Held(pub BTreeMap<String, Vec<u8>>);

impl Shelf for Held {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        match self.0.get(name) {
            Some(bytes) if bytes.len() as u64 > limit => Err(Objection::TooLarge { name: name.to_owned(), limit }.into()),
            found => Ok(found.cloned()),
        }
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        let bytes = self.0.get(name).cloned().ok_or_else(|| self.broken(name, io::ErrorKind::NotFound.into()))?;
        let mut bytes = Cursor::new(bytes);
        bytes.set_position(from);
        Ok(Box::new(bytes))
    }

    fn place(&self) -> String {
        "stick".to_owned()
    }
}

/// The office, its keys among them: whoever holds those can sign what they like, and still bring about nothing that the types rule out.
pub struct Office {
    /// The stick with the second release.
    pub stick: Held,
    /// What a terminal believes that has seen the first.
    pub trust: Trust,
    /// The second release, as it was published.
    pub genuine: VerifiedBundle,
    /// Two keepers of the root, three desks, the packer, receipts; then the desks of the department.
    keys: Vec<SecretKey>,
}

const DEPARTMENT: &str = "civil";
const ROOTS: [usize; 2] = [0, 1];
const DESKS: [usize; 3] = [2, 3, 4];
const PACKER: [usize; 1] = [5];
const DEPARTMENT_DESKS: [usize; 3] = [7, 8, 9];

/// A file that can be replaced by anything whatever, signed by those whose business it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Root,
    Timestamp,
    Snapshot,
    Targets,
    Department,
    Catalogue,
}

impl Office {
    /// Opens it for business: the same office every time.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let posts = [Post::Root, Post::Root, Post::Office, Post::Deputy, Post::Chief, Post::Packer, Post::Receipts];
        let posts: Vec<Post> = posts.into_iter().chain(Post::DESKS).collect();
        let keys: Vec<SecretKey> = (1..).zip(&posts).map(|(seed, _)| SecretKey::from_seed(&[seed; 32])).collect();
        let public = |(key, (post, name)): (&SecretKey, (&Post, char))| PublicKey {
            person: Person { name: name.to_string(), post: *post },
            key: key.key(),
        };
        let people: Vec<PublicKey> = keys.iter().zip(posts.iter().zip("甲乙丙丁戊己庚辛壬癸".chars())).map(public).collect();
        let repository = Repository::create(&folder.path().join("repository")).unwrap();
        let at_desk = |name: &str, signers: &[usize]| {
            let digest = summary(&repository, name).unwrap().digest;
            let confirmed = if name == "root" { Vec::new() } else { compare(&repository, name, day(9)).unwrap().needed };
            let consent = Consent { digest, confirmed, now: day(9) };
            signers.iter().for_each(|signer| sign(&repository, name, consent.clone(), &keys[*signer]).unwrap());
        };
        draft_root(&repository, "云川县人民政府", &people[..7], 10, day(1)).unwrap();
        at_desk("root", &ROOTS);
        delegate(&repository, DEPARTMENT, "民政局", &people[7..]).unwrap();
        for number in 1..=2 {
            for (role, desks) in [("office", DESKS), (DEPARTMENT, DEPARTMENT_DESKS)] {
                // A department may publish from the release on that names it.
                if role == DEPARTMENT && number == 1 {
                    continue;
                }
                let source = folder.path().join(role);
                write(&source, "source.toml", &format!("name = \"云川县\"\nplace = \"云川县\"\ndata_date = 2026-11-2{number}\n"));
                // Everybody speaks in their own name.
                let document = if role == DEPARTMENT { DOCUMENT.replace("云川县", "民政局") } else { DOCUMENT.to_owned() };
                write(&source, &format!("documents/{role}-{number}.md"), &document);
                write(&source, "attachments/b.txt", "表");
                let withdraw = if number == 2 && role == "office" { vec!["office-1".parse().unwrap()] } else { Vec::new() };
                if !withdraw.is_empty() {
                    fs::remove_file(source.join("documents/office-1.md")).unwrap();
                }
                let reason = "含有个人信息".to_owned();
                let confirmed = Vec::new();
                let wish = Wish {
                    role: role.to_owned(),
                    mark: None,
                    withdraw,
                    withdraw_missing: false,
                    reason,
                    confirmed,
                    reviews: Vec::new(),
                    reminders: 0,
                    now: day(number),
                };
                create(&repository, &Source::open(&[source], Options::default()).unwrap(), &wish).unwrap();
                at_desk(role, &desks);
            }
            assemble(&repository, &keys[5], day(number)).unwrap();
            if number == 1 {
                copy(&repository.published(), &folder.path().join("first"));
            }
        }
        withdraw(&repository, &["office-2".parse().unwrap()], "含有个人信息", &keys[2], day(2)).unwrap();
        let (first, stick) = (held(&folder.path().join("first")), held(&repository.published()));
        let installed = Trust::new(&first.0["meta/1.root.json"]).unwrap();
        let trust = UnverifiedBundle::new(&first).verify(&installed, day(9)).unwrap().trust;
        let genuine = UnverifiedBundle::new(&stick).verify(&trust, day(9)).unwrap();
        Self { stick, trust, genuine, keys }
    }

    /// What a terminal makes of a stick, some days later.
    pub fn verify(&self, stick: &Held, trust: &Trust) -> Result<VerifiedBundle, BundleError> {
        UnverifiedBundle::new(stick).verify(trust, day(9))
    }

    /// A stick on which one file was replaced: the first byte says which and whether it is signed, the rest is the file. `true` where whoever
    /// made it holds no key.
    pub fn bent(&self, which: u8, bytes: &[u8]) -> (Held, bool) {
        let mut stick = self.stick.clone();
        let file = match which {
            0 => File::Root,
            1 => File::Timestamp,
            2 => File::Snapshot,
            3 => File::Targets,
            4 => File::Department,
            5 => File::Catalogue,
            _ => {
                let unsigned = self.unsigned();
                let name = unsigned[usize::from(which - 6) % unsigned.len()].clone();
                stick.0.insert(name, bytes.to_vec());
                return (stick, true);
            }
        };
        self.put(&mut stick, file, bytes);
        (stick, false)
    }

    /// A stick with another list of withdrawals: any bytes, signed by one person of a desk or as they are.
    pub fn listed(&self, signed: bool, bytes: &[u8]) -> Held {
        let mut stick = self.stick.clone();
        let list = if signed { self.sealed(bytes, &DESKS[..1]) } else { bytes.to_vec() };
        stick.0.insert(WITHDRAWALS.to_owned(), list);
        stick
    }

    /// Inputs for [`Self::listed`] that change nothing, after a byte that says whether they are to be signed.
    pub fn lists(&self) -> [Vec<u8>; 2] {
        [[&[1], self.signed(WITHDRAWALS).as_bytes()].concat(), [&[0][..], &self.stick.0[WITHDRAWALS]].concat()]
    }

    /// Inputs for [`Self::bent`] that change nothing.
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        let root = self.signed("meta/1.root.json").replacen("\"version\":1", "\"version\":2", 1);
        let signed = [
            root.into_bytes(),
            self.signed("meta/timestamp.json").into_bytes(),
            self.signed(&self.newest("snapshot")).into_bytes(),
            self.signed(&self.newest("targets")).into_bytes(),
            self.signed(&self.newest(DEPARTMENT)).into_bytes(),
            self.stick.0[&self.catalogue()].clone(),
        ];
        let unsigned = self.unsigned().into_iter().map(|name| self.stick.0.get(&name).cloned().unwrap_or_default());
        (0..).zip(signed.into_iter().chain(unsigned)).map(|(which, bytes)| [&[which][..], &bytes].concat()).collect()
    }

    /// Files that are replaced as they are.
    fn unsigned(&self) -> Vec<String> {
        let mut names = vec!["meta/2.root.json".to_owned(), "meta/timestamp.json".to_owned()];
        names.extend(["snapshot", "targets", DEPARTMENT].map(|kind| self.newest(kind)));
        names.push(self.catalogue());
        names
    }

    fn newest(&self, kind: &str) -> String {
        let all = self.genuine.release.metadata();
        all.into_iter().find(|name| name.ends_with(&format!(".{kind}.json"))).unwrap()
    }

    fn catalogue(&self) -> String {
        stored_name(ParcelKind::Catalogue, &self.genuine.release.publications[0].statement.catalogue)
    }

    /// What is signed in a file.
    fn signed(&self, name: &str) -> String {
        #[derive(Deserialize)]
        struct Envelope {
            signed: Box<RawValue>,
        }
        let file: Envelope = serde_json::from_slice(&self.stick.0[name]).unwrap();
        file.signed.get().to_owned()
    }

    /// Signs, and lets the files that name this one name it as it now is.
    fn put(&self, stick: &mut Held, file: File, bytes: &[u8]) {
        match file {
            File::Root => {
                stick.0.insert("meta/2.root.json".to_owned(), self.sealed(bytes, &ROOTS));
            }
            File::Timestamp => {
                stick.0.insert("meta/timestamp.json".to_owned(), self.sealed(bytes, &PACKER));
            }
            File::Snapshot => {
                let sealed = self.sealed(bytes, &PACKER);
                self.name(stick, File::Timestamp, "meta/timestamp.json", "/meta/snapshot.json", &sealed);
                stick.0.insert(self.newest("snapshot"), sealed);
            }
            File::Targets | File::Department => {
                let (kind, desks) = if file == File::Targets { ("targets", DESKS) } else { (DEPARTMENT, DEPARTMENT_DESKS) };
                let sealed = self.sealed(bytes, &desks);
                self.name(stick, File::Snapshot, &self.newest("snapshot"), &format!("/meta/{kind}.json"), &sealed);
                stick.0.insert(self.newest(kind), sealed);
            }
            File::Catalogue => {
                let digest = Digest::of(bytes);
                let mut targets: Value = serde_json::from_str(&self.signed(&self.newest("targets"))).unwrap();
                let old = format!("office/{}.catalogue", self.genuine.release.publications[0].statement.catalogue);
                let named = targets["targets"].as_object_mut().unwrap();
                named.remove(&old);
                named.insert(
                    format!("office/{digest}.catalogue"),
                    json!({ "length": bytes.len(), "hashes": { "sha256": digest }, "custom": {} }),
                );
                targets["gongkai"]["catalogue"] = json!(digest);
                self.put(stick, File::Targets, targets.to_string().as_bytes());
                stick.0.insert(stored_name(ParcelKind::Catalogue, &digest), bytes.to_vec());
            }
        }
    }

    /// Lets a file name another with the length and digest that it now has.
    fn name(&self, stick: &mut Held, file: File, name: &str, place: &str, named: &[u8]) {
        let mut naming: Value = serde_json::from_str(&self.signed(name)).unwrap();
        let entry = naming.pointer_mut(place).unwrap();
        entry["length"] = json!(named.len());
        entry["hashes"]["sha256"] = json!(Digest::of(named));
        self.put(stick, file, naming.to_string().as_bytes());
    }

    /// A metadata file around any bytes, really signed.
    fn sealed(&self, signed: &[u8], signers: &[usize]) -> Vec<u8> {
        let signatures: Vec<Value> = signers
            .iter()
            .map(|signer| {
                let key = &self.keys[*signer];
                let keyid: KeyId = key.key().id();
                json!({ "keyid": keyid, "sig": key.sign(signed).unwrap() })
            })
            .collect();
        [br#"{"signatures":"#, Value::from(signatures).to_string().as_bytes(), br#","signed":"#, signed, b"}"].concat()
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

const DOCUMENT: &str = "+++\ntitle = \"通知\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县\"]\nissued_on = 2024-05-01\nmark = \"此件公开发布\"\n+++\n\n第一条 照办。\n";

fn day(number: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + number * 86_400).unwrap()
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in held(from).0 {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn held(folder: &Path) -> Held {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    Held(files)
}
