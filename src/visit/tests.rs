//! Visits as staff and as somebody at the command line make them: the office finds the same on both sticks.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{Heeded, Left, Visit, VisitError, VisitPlace, before};
use crate::{
    advice::Advise,
    bundle::{
        STICK_FOLDER,
        tests::forge::{Office, copy_folder, now, staff},
    },
    files::Unwatched,
    fleet::gather,
    library::probe,
    sync::{By, EventKind, Hands, SyncError},
};

/// A terminal, and a stick from the office.
struct Hall {
    folder: tempfile::TempDir,
    root: Vec<u8>,
    terminal: &'static str,
    by: By,
}

impl Hall {
    fn of(office: &Office, by: By) -> Self {
        let hall = Self { folder: tempfile::tempdir().unwrap(), root: office.first_root(), terminal: "YC-07", by };
        copy_folder(&office.path().join("v1"), &hall.stick().join(STICK_FOLDER));
        hall
    }

    fn stick(&self) -> PathBuf {
        self.folder.path().join("stick")
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn visit<T>(&self, place: VisitPlace<'_>, go: impl FnOnce(&Visit<'_>) -> T) -> T {
        let self_test = |folder: &Path| probe(folder).map(drop);
        let hands = Hands { terminal: self.terminal, by: self.by.clone(), now: now(), self_test: &self_test, root_may_be_expired: false };
        let first_root = Some(self.root.as_slice());
        go(&Visit { library: &self.library(), place, hands, first_root, leaves_word: !self.terminal.is_empty() })
    }

    /// Looks and takes in; what was left.
    fn take(&self, place: VisitPlace<'_>) -> Left {
        self.visit(place, |visit| {
            let looked = visit.look().unwrap();
            assert!(looked.left.receipt.is_none() && looked.left.report.is_none(), "word was left before anything was done");
            let visited = visit.take(&looked.offer, &mut Unwatched).unwrap();
            assert!(visited.released);
            visited.left
        })
    }

    /// The stick's files by name, of `folder` below ours.
    fn left_in(&self, folder: &str) -> BTreeMap<String, String> {
        let Ok(entries) = fs::read_dir(self.stick().join(STICK_FOLDER).join(folder)) else { return BTreeMap::new() };
        entries
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
            .collect()
    }
}

/// A receipt without the lines that may differ: who, and how long it took.
fn alike(receipt: &str) -> Vec<&str> {
    receipt.lines().filter(|line| !line.starts_with("经手：") && !line.starts_with("用时：")).collect()
}

#[test]
fn the_screen_and_the_command_line_leave_the_same_on_a_stick() {
    let office = Office::open_for_business();
    let screen = Hall::of(&office, By::Staff);
    let command = Hall::of(&office, By::User("zhang".to_owned()));
    let stick = screen.stick();
    let by_screen = screen.take(VisitPlace::Stick { helper: Path::new(""), folder: &stick });
    let stick = command.stick();
    let by_command = command.take(VisitPlace::Folder(&stick));
    for left in [by_screen, by_command] {
        assert!(matches!((left.receipt, left.report), (Some(Ok(())), Some(Ok(())))));
    }
    let (screens, commands) = (screen.left_in("receipts"), command.left_in("receipts"));
    assert_eq!(screens.keys().collect::<Vec<_>>(), ["YC-07-1.txt"]);
    assert_eq!(commands.keys().collect::<Vec<_>>(), ["YC-07-1.txt"]);
    let (screens, commands) = (&screens["YC-07-1.txt"], &commands["YC-07-1.txt"]);
    assert_eq!(alike(screens), alike(commands));
    assert!(alike(screens).contains(&"终端：YC-07") && alike(screens).contains(&"改了什么：新增 2 · 更新 0 · 废止 0 · 下架 0"));
    assert!(screens.contains("经手：工作人员（密码）\r\n"), "{screens}");
    assert!(commands.contains("经手：系统用户 zhang（命令行）\r\n"), "{commands}");
    for hall in [screen, command] {
        let reports = gather(&[hall.stick()]).unwrap().reports;
        assert_eq!((reports.len(), reports[0].report.terminal.as_str()), (1, "YC-07"));
    }
}

#[test]
fn a_stick_that_brings_nothing_new_takes_the_report_home_and_no_second_receipt() {
    let office = Office::open_for_business();
    let hall = Hall::of(&office, By::Staff);
    let stick = hall.stick();
    hall.take(VisitPlace::Folder(&stick));
    for folder in ["receipts", "status"] {
        fs::remove_dir_all(stick.join(STICK_FOLDER).join(folder)).unwrap();
    }
    let looked = hall.visit(VisitPlace::Folder(&stick), |visit| visit.look().unwrap());
    assert!(looked.offer.unchanged && matches!(looked.left, Left { receipt: None, report: Some(Ok(())), requests: None }));
    assert_eq!((hall.left_in("receipts").len(), hall.left_in("status").len()), (0, 1));
}

#[test]
fn a_repository_and_a_terminal_without_a_name_are_left_as_they_are() {
    let office = Office::open_for_business();
    let hall = Hall::of(&office, By::Staff);
    let left = hall.take(VisitPlace::Folder(&office.path()));
    assert!(left.receipt.is_none() && left.report.is_none());
    assert!(!office.path().join("v1/receipts").exists() && !office.path().join(STICK_FOLDER).exists());
    let unnamed = Hall { terminal: "", ..Hall::of(&office, By::Staff) };
    let stick = unnamed.stick();
    let left = unnamed.take(VisitPlace::Folder(&stick));
    assert!(left.receipt.is_none() && left.report.is_none() && unnamed.left_in("receipts").is_empty());
}

#[test]
fn what_was_taken_in_is_good_though_no_word_can_be_left() {
    let office = Office::open_for_business();
    let hall = Hall::of(&office, By::Staff);
    let stick = hall.stick();
    // A file of somebody else's stands where receipts go.
    fs::write(stick.join(STICK_FOLDER).join("receipts"), b"mine").unwrap();
    let left = hall.take(VisitPlace::Folder(&stick));
    assert!(matches!((left.receipt, left.report), (Some(Err(VisitError::Fleet(_))), Some(Ok(())))));
    assert_eq!(fs::read(stick.join(STICK_FOLDER).join("receipts")).unwrap(), b"mine");
}

#[test]
fn one_step_back_leads_where_it_was_said() {
    let office = Office::open_for_business();
    let hall = Hall::of(&office, By::Staff);
    hall.take(VisitPlace::Folder(&office.path()));
    assert_eq!(before(&hall.library()).unwrap(), None);
    let nowhere = hall.visit(VisitPlace::Folder(&office.path()), |visit| visit.step_back().unwrap_err());
    assert!(matches!(nowhere, VisitError::Sync(SyncError::NothingBefore)));
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    hall.take(VisitPlace::Folder(&office.path()));
    assert_eq!(before(&hall.library()).unwrap().map(|(number, _)| number), Some(1));
    let receipt = hall.visit(VisitPlace::Folder(&office.path()), |visit| visit.step_back().unwrap());
    assert_eq!((receipt.release, receipt.event, receipt.by), (Some(1), EventKind::RolledBack, By::Staff));
}

#[test]
fn a_list_of_withdrawals_alone_on_a_stick_is_heeded_and_the_report_goes_home_with_it() {
    use crate::{
        bundle::withdraw,
        stick::{Leniency, find, prepare_list},
    };
    let office = Office::open_for_business();
    let hall = Hall::of(&office, By::Staff);
    let stick = hall.stick();
    assert!(hall.visit(VisitPlace::Folder(&stick), |visit| visit.heed_list().unwrap()).is_none());
    hall.take(VisitPlace::Folder(&stick));
    let alone = hall.folder.path().join("alone");
    fs::create_dir(&alone).unwrap();
    let place = find(&alone, Leniency { folder: true, any_label: true }).unwrap();
    assert!(matches!(prepare_list(&office.repository(), &place), Err(crate::stick::StickError::NoList { .. })));
    withdraw(&office.repository(), &["yl-jintie".parse().unwrap()], "含有个人信息", office.secret("chief"), now()).unwrap();
    prepare_list(&office.repository(), &place).unwrap();
    let heeded = hall.visit(VisitPlace::Folder(&alone), |visit| visit.heed_list().unwrap()).unwrap();
    let list = heeded.list.unwrap();
    assert_eq!((list.version, list.hidden.len()), (1, 1));
    assert!(heeded.alone.unwrap().report.unwrap().is_ok());
    let report = gather(std::slice::from_ref(&alone)).unwrap().reports.remove(0).report;
    assert_eq!((report.hidden.len(), report.hidden[0].id.as_str(), report.hidden[0].counts), (1, "yl-jintie", true));
    // A stick that holds a release is not mixed up with it.
    let whole = find(&stick, Leniency { folder: true, any_label: true }).unwrap();
    assert!(matches!(prepare_list(&office.repository(), &whole), Err(crate::stick::StickError::HoldsRelease { .. })));
}

/// What is said of a place: the list by its version and by how much it hides, the release by its number; or why not, by the code.
fn said(visit: &Visit<'_>, list: Result<Option<Heeded>, VisitError>) -> String {
    let code = |error: VisitError| error.advice().code.to_owned();
    let told = match list {
        Err(error) => return code(error),
        Ok(None) => String::new(),
        Ok(Some(Heeded { list, alone })) => {
            let told =
                list.map_or_else(|error| error.code().to_owned(), |list| format!("list {} hides {}", list.version, list.hidden.len()));
            if alone.is_some() {
                return told;
            }
            told + ", "
        }
    };
    told + &visit.look().map_or_else(code, |looked| format!("release {}", looked.offer.bundle.release.number))
}

/// An office of other people, and of another body.
fn elsewhere() -> Office {
    let mut other = Office::open_for_business();
    fs::remove_dir_all(other.path()).unwrap();
    crate::bundle::Repository::create(&other.path()).unwrap();
    other.staff = staff(150);
    let keys: Vec<crate::bundle::PublicKey> = other.staff.values().map(|holder| holder.public.clone()).collect();
    crate::bundle::draft_root(&other.repository(), "云溪县人民政府", &keys, 10, now()).unwrap();
    for keeper in ["root-a", "root-b"] {
        other.sign(crate::bundle::ROOT, &other.staff[keeper].secret);
    }
    other.release();
    other
}

/// Sticks of every kind, each in a folder of its name.
fn lay_out(folder: &Path, office: &Office, other: &Office) {
    use crate::{
        bundle::withdraw,
        stick::{Leniency, find, prepare, prepare_list},
    };
    let stick = |name: &str| {
        let path = folder.join(name);
        fs::create_dir_all(&path).unwrap();
        path
    };
    let place = |name: &str| find(&stick(name), Leniency { folder: true, any_label: true }).unwrap();
    let withdraw = |office: &Office, id: &str| {
        withdraw(&office.repository(), &[id.parse().unwrap()], "含有个人信息", office.secret("chief"), now()).unwrap();
    };
    let written = |office: &Office, name: &str| prepare(&office.repository(), &place(name), &mut Unwatched).map(drop).unwrap();
    written(office, "release");
    withdraw(office, "yl-jintie");
    written(office, "both");
    prepare_list(&office.repository(), &place("list")).unwrap();
    withdraw(office, "jz-linshi");
    prepare_list(&office.repository(), &place("later list")).unwrap();
    withdraw(other, "yl-jintie");
    written(other, "theirs");
    prepare_list(&other.repository(), &place("their list")).unwrap();
    fs::create_dir_all(stick("empty").join(STICK_FOLDER).join("meta")).unwrap();
    copy_folder(&stick("list"), &stick("bent list"));
    let bent = stick("bent list").join(STICK_FOLDER).join("meta/withdrawals.json");
    fs::write(&bent, fs::read_to_string(&bent).unwrap().replace("含有", "含由")).unwrap();
    copy_folder(&stick("both"), &stick("both, bent"));
    fs::copy(&bent, stick("both, bent").join(STICK_FOLDER).join("meta/withdrawals.json")).unwrap();
}

#[test]
fn whoever_only_looks_hears_of_every_kind_of_stick_what_taking_it_says() {
    use crate::stick::check;
    let (office, other) = (Office::new(), elsewhere());
    office.document("jz-linshi", "临时救助办法", "第一条 遇到急难的家庭可以申请。");
    office.release();
    let folder = tempfile::tempdir().unwrap();
    let stick = |name: &str| folder.path().join(name);
    lay_out(folder.path(), &office, &other);
    let hall = Hall::of(&office, By::Staff);
    hall.take(VisitPlace::Folder(&stick("release")));
    for (name, wanted, complete) in [
        ("release", "release 1", true),
        ("both", "list 1 hides 1, release 1", true),
        ("list", "list 1 hides 0", true),
        ("later list", "list 2 hides 1", true),
        // An older one than was heeded last.
        ("list", "list 1 hides 0", true),
        ("theirs", "B-41, B-41", false),
        ("their list", "B-41", false),
        ("empty", "B-02", false),
        ("bent list", "B-06", false),
        ("both, bent", "B-06, release 1", true),
    ] {
        let stick = stick(name);
        hall.visit(VisitPlace::Folder(&stick), |visit| {
            let before = crate::library::hidden(visit.library);
            assert_eq!(said(visit, visit.look_at_list()), wanted, "{name}, looked at");
            assert_eq!(crate::library::hidden(visit.library), before, "{name}: looking hid something");
            assert_eq!(said(visit, visit.heed_list()), wanted, "{name}, taken");
        });
        let checked = check(&stick, Some(&office.first_root()), &mut Unwatched);
        assert_eq!(checked.is_ok(), complete, "{name}");
        if let Ok(checked) = checked {
            assert_eq!(checked.release.is_some(), wanted.contains("release"), "{name}");
            assert_eq!(
                checked.list.map(|list| list.is_ok()),
                wanted.contains(',').then(|| wanted.starts_with("list")).or_else(|| wanted.starts_with("list").then_some(true)),
                "{name}"
            );
        }
    }
}
