//! A terminal that is well, and every fault planted into it: each is found, and no other.

use std::{fs, os::unix::fs::symlink, path::Path};

use jiff::Timestamp;

use super::*;
use crate::{
    config::Config,
    setup::{ENABLED, KIOSK_TOML, MASKED, PIECES, written},
};

const UNITS: &str = "etc/systemd/system";

pub(super) fn put(root: &Path, at: &str, text: &str) {
    let path = root.join(at.trim_start_matches('/'));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn link(root: &Path, at: &str, to: &str) {
    let path = root.join(at.trim_start_matches('/'));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(to, path).unwrap();
}

fn settings() -> Config {
    let mut config = Config::demonstration().unwrap();
    for (number, text) in [
        &mut config.hall.name,
        &mut config.hall.zone,
        &mut config.hall.help_phone,
        &mut config.hall.complaint_phone,
        &mut config.application.unit,
        &mut config.application.phone,
        &mut config.application.address,
    ]
    .into_iter()
    .enumerate()
    {
        *text = format!("清溪{number}");
    }
    config.application.page = "https://www.qingxi.example/sq".to_owned();
    config.links.hosts = vec!["www.qingxi.example".to_owned()];
    config.staff.pin_hash = "$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ$aGFzaA".to_owned();
    config.library.path = "/var/lib/gongkai/library".into();
    config
}

const STATUS: &str = "Package: foot\nStatus: install ok installed\nVersion: 1.21.0-2\n\nPackage: cage\nStatus: install ok installed\nVersion: 0.2.0-2\n\nPackage: espeak-ng\nStatus: install ok installed\nVersion: 1.52.0+dfsg-5\n";

/// A system on which everything is as it should be, but for the library, which no stick has brought yet.
pub(super) fn well() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for piece in PIECES {
        put(root, piece.at, piece.text);
    }
    put(root, KIOSK_TOML, &written(&settings()));
    put(root, "etc/passwd", "root:x:0:0::/root:/bin/bash\nkiosk:x:990:990::/home/kiosk:/usr/sbin/nologin\n");
    put(root, "etc/group", "root:x:0:\nkiosk:x:990:\n");
    put(root, "etc/fstab", "# swap was here\n/dev/sda1 / ext4 defaults 0 1\n");
    put(root, "var/lib/dpkg/status", STATUS);
    for program in ["usr/bin/cage", "usr/bin/foot", "usr/bin/dbus-daemon", "usr/bin/wlr-randr", "usr/sbin/fsck.ext4"] {
        put(root, program, "");
    }
    for font in ["opentype/noto/NotoSansCJK-Regular.ttc", "truetype/dejavu/DejaVuSansMono.ttf"] {
        put(root, &format!("usr/share/fonts/{font}"), "");
    }
    fs::create_dir_all(root.join("var/log/journal")).unwrap();
    link(root, &format!("{UNITS}/default.target"), "/usr/lib/systemd/system/graphical.target");
    for unit in ENABLED {
        link(root, &format!("{UNITS}/graphical.target.wants/{unit}"), &format!("/etc/systemd/system/{unit}"));
    }
    for unit in MASKED {
        link(root, &format!("{UNITS}/{unit}"), "/dev/null");
    }
    folder
}

/// Everything found, by check and the name of what was found. What the machine of the test itself brings is left out: its disk and its owners.
fn found(root: &Path, screen: Option<Screen>) -> Vec<String> {
    let at: Timestamp = "2026-06-01T02:00:00Z".parse().unwrap();
    let looked = examine(&Machine::below(root), screen, at);
    let ours = looked.into_iter().filter(|looked| !matches!(looked.check, Check::Disk | Check::Permissions | Check::Library | Check::Root));
    ours.flat_map(|looked| match looked.outcome {
        Outcome::Seen(_, findings) => findings.iter().map(|finding| format!("{:?} {finding:?}", looked.check)).collect(),
        Outcome::NotFromHere => Vec::new(),
    })
    .collect()
}

#[test]
fn nothing_is_the_matter_with_a_terminal_that_is_well() {
    let folder = well();
    assert_eq!(found(folder.path(), None), Vec::<String>::new());
}

#[test]
fn before_the_first_stick_there_is_no_content_and_no_root() {
    let folder = well();
    let looked = examine(&Machine::below(folder.path()), None, Timestamp::now());
    let of = |check: Check| looked.iter().find(|looked| looked.check == check).unwrap();
    assert!(
        matches!(&of(Check::Library).outcome, Outcome::Seen(_, found) if matches!(found[..], [Finding::Content(ContentFault::NoLibrary)]))
    );
    assert_eq!(of(Check::Library).state(), Some(State::Bad));
    assert!(matches!(&of(Check::Root).outcome, Outcome::Seen(_, found) if matches!(found[..], [Finding::Settings(SettingsFault::NoRoot)])));
}

/// Plants a fault and says which findings there are then.
fn planted(plant: impl Fn(&Path)) -> Vec<String> {
    let folder = well();
    plant(folder.path());
    found(folder.path(), None)
}

pub(super) fn edited(edit: impl Fn(&mut Config)) -> impl Fn(&Path) {
    move |root| {
        let mut config = settings();
        edit(&mut config);
        put(root, KIOSK_TOML, &written(&config));
    }
}

fn gone(at: &'static str) -> impl Fn(&Path) {
    move |root| fs::remove_file(root.join(at)).unwrap()
}

fn written_over(at: &'static str, from: &'static str, to: &'static str) -> impl Fn(&Path) {
    move |root| {
        let text = fs::read_to_string(root.join(at)).unwrap();
        assert!(text.contains(from), "{at} has no {from}");
        put(root, at, &text.replacen(from, to, 1));
    }
}

const HALL: &str = "<Printer hall>\nState Idle\nAccepting Yes\n</Printer>\n<Printer other>\nState Stopped\nAccepting No\n</Printer>\n";
const FORGETS: &str = "# PreserveJobFiles Yes\nPreserveJobFiles No\n";

/// A printer for pages, with these settings of CUPS.
fn queue(root: &Path, queues: &str, settings: &str) {
    edited(|config| config.print.printer = "hall".to_owned())(root);
    put(root, "usr/bin/lp", "");
    put(root, "etc/cups/printers.conf", queues);
    put(root, "etc/cups/cupsd.conf", settings);
}

#[test]
fn a_printer_that_is_there_and_takes_paper_is_well() {
    assert_eq!(planted(|root| queue(root, HALL, FORGETS)), Vec::<String>::new());
    let device = |root: &Path| {
        edited(|config| config.print.receipt_printer = "/dev/usb/lp0".into())(root);
        put(root, "dev/usb/lp0", "");
    };
    assert_eq!(planted(device), Vec::<String>::new());
}

type Plant = Box<dyn Fn(&Path)>;

#[test]
fn every_planted_fault_is_found_and_no_other() {
    let plants: Vec<(&str, Plant)> = vec![
        ("Settings", Box::new(written_over("etc/gongkai/kiosk.toml", "warn_after", "warn_afer"))),
        ("Hall", Box::new(edited(|config| config.hall.help_phone = Config::demonstration().unwrap().hall.help_phone))),
        ("Pin", Box::new(edited(|config| config.staff.pin_hash.clear()))),
        ("Links", Box::new(edited(|config| config.links.hosts.clear()))),
        ("Links", Box::new(edited(|config| config.application.page = "https://elsewhere.example/".to_owned()))),
        ("Log", Box::new(|root| fs::remove_dir(root.join("var/log/journal")).unwrap())),
        ("Swap", Box::new(|root| put(root, "etc/fstab", "UUID=1 none swap sw 0 0\n"))),
        ("FileSystem", Box::new(gone("usr/sbin/fsck.ext4"))),
        ("Pieces", Box::new(gone("etc/sysctl.d/90-gongkai.conf"))),
        ("Pieces", Box::new(written_over("etc/systemd/logind.conf.d/gongkai.conf", "NAutoVTs=0", "NAutoVTs=6"))),
        ("Units", Box::new(gone("etc/systemd/system/graphical.target.wants/gongkai.service"))),
        ("Units", Box::new(gone("etc/systemd/system/graphical.target.wants/gongkai-stick.socket"))),
        (
            "Units",
            Box::new(|root| {
                fs::remove_file(root.join("etc/systemd/system/default.target")).unwrap();
                link(root, "etc/systemd/system/default.target", "/usr/lib/systemd/system/multi-user.target");
            }),
        ),
        ("Consoles", Box::new(gone("etc/systemd/system/getty@tty3.service"))),
        ("Consoles", Box::new(gone("etc/systemd/system/ctrl-alt-del.target"))),
        (
            "Intruders",
            Box::new(|root| {
                put(root, "var/lib/dpkg/status", &format!("{STATUS}\nPackage: udisks2\nStatus: install ok installed\nVersion: 2.10\n"));
            }),
        ),
        ("User", Box::new(|root| put(root, "etc/passwd", "root:x:0:0::/root:/bin/bash\n"))),
        ("User", Box::new(written_over("etc/passwd", "/usr/sbin/nologin", "/bin/bash"))),
        ("User", Box::new(|root| put(root, "etc/group", "root:x:0:\nsudo:x:27:kiosk\nkiosk:x:990:\n"))),
        ("Fonts", Box::new(gone("usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"))),
        ("Fonts", Box::new(gone("usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"))),
        ("Printer", Box::new(edited(|config| config.print.printer = "hall".to_owned()))),
        ("Printer", Box::new(edited(|config| config.print.receipt_printer = "/dev/usb/lp0".into()))),
        ("Printer", Box::new(|root| queue(root, "<Printer other>\nState Idle\n</Printer>\n", FORGETS))),
        ("Printer", Box::new(|root| queue(root, "<DefaultPrinter hall>\nState Stopped\nAccepting Yes\n</DefaultPrinter>\n", FORGETS))),
        ("Printer", Box::new(|root| queue(root, "<Printer hall>\nState Idle\nAccepting No\n</Printer>\n", FORGETS))),
        ("Printer", Box::new(|root| queue(root, HALL, "PreserveJobFiles Yes\n"))),
        ("Speech", Box::new(written_over("var/lib/dpkg/status", "1.52.0+dfsg-5", "1.51+dfsg-10"))),
    ];
    are_found_alone(&plants);
}

#[test]
fn every_fault_planted_into_programs_and_their_settings_is_found_and_no_other() {
    let plants: Vec<(&str, Plant)> = vec![
        ("Packages", Box::new(gone("usr/bin/cage"))),
        ("Packages", Box::new(written_over("var/lib/dpkg/status", "1.21.0-2", "1.13.1-2"))),
        (
            "Packages",
            Box::new(|root| {
                edited(|config| config.display.scale_output = "HDMI-A-1".to_owned())(root);
                written_over("var/lib/dpkg/status", "0.2.0-2", "0.1.4-4")(root);
            }),
        ),
        ("Packages", Box::new(gone("usr/bin/foot"))),
        ("Packages", Box::new(gone("usr/bin/dbus-daemon"))),
        ("Packages", Box::new(|root| ["usr/local/bin/gongkai", "usr/bin/gongkai"].into_iter().for_each(|at| put(root, at, "")))),
        // A session in another language than UTF-8 shows no Han.
        ("Pieces", Box::new(written_over("etc/systemd/system/gongkai.service", "LANG=C.UTF-8", "LANG=C"))),
        ("Pieces", Box::new(gone("etc/systemd/system/gongkai.service"))),
        ("Emulator", Box::new(written_over("etc/gongkai/foot.ini", "spawn-terminal=none", "spawn-terminal=Control+Shift+n"))),
        ("Emulator", Box::new(written_over("etc/gongkai/foot.ini", "osc52=disabled", "osc52=enabled"))),
        (
            "Emulator",
            Box::new(written_over(
                "etc/gongkai/foot.ini",
                "selection-override-modifiers=Control+Shift+Mod1+Mod4",
                "selection-override-modifiers=none",
            )),
        ),
    ];
    are_found_alone(&plants);
}

fn are_found_alone(plants: &[(&str, Plant)]) {
    for (at, (check, plant)) in plants.iter().enumerate() {
        let found = planted(plant);
        assert_eq!(found.len(), 1, "plant {at} of {check}: {found:?}");
        assert!(found[0].starts_with(&format!("{check} ")), "plant {at} of {check}: {found:?}");
    }
}

#[test]
fn a_removed_package_is_not_an_installed_one() {
    let removed = format!("{STATUS}\nPackage: udisks2\nStatus: deinstall ok config-files\nVersion: 2.10\n");
    assert_eq!(planted(|root| put(root, "var/lib/dpkg/status", &removed)), Vec::<String>::new());
}

#[test]
fn sizes_of_fonts_are_set_by_hand() {
    assert_eq!(planted(written_over("etc/gongkai/foot.ini", "pixelsize=36", "pixelsize=24")), Vec::<String>::new());
}

#[test]
fn a_screen_is_judged_by_its_cells() {
    let folder = well();
    let screen = |columns, rows, pixels| Some(Screen { cells: (columns, rows), pixels });
    assert_eq!(found(folder.path(), screen(106, 30, (1908, 1080))), Vec::<String>::new());
    assert_eq!(found(folder.path(), screen(106, 30, (0, 0))), Vec::<String>::new());
    assert!(found(folder.path(), screen(40, 12, (0, 0)))[0].contains("TooSmall(40, 12)"));
    assert!(found(folder.path(), screen(100, 30, (2000, 600)))[0].contains("CellShape(20, 20)"));
}

#[test]
fn a_disk_is_full_before_the_last_byte() {
    for (free, total, little) in [(0, 100 << 30, true), (4 << 30, 100 << 30, true), (6 << 30, 100 << 30, false), (900 << 20, 2 << 30, true)]
    {
        assert_eq!(system::room(free, total).is_some(), little, "{free} of {total}");
    }
}

#[test]
fn what_was_changed_since_the_set_up_is_named() {
    let folder = well();
    let digests = |text: &str| format!(r#"{{"/etc/gongkai/foot.ini":"{}"}}"#, crate::files::Digest::of(text.as_bytes()));
    let record =
        |text: &str| format!(r#"{{"at":"2026-05-01T00:00:00Z","terminal":"","files":{},"before":{{}},"target_before":""}}"#, digests(text));
    let foot = fs::read_to_string(folder.path().join("etc/gongkai/foot.ini")).unwrap();
    put(folder.path(), "etc/gongkai/setup.json", &record(&foot));
    assert_eq!(found(folder.path(), None), Vec::<String>::new());
    put(folder.path(), "etc/gongkai/setup.json", &record("another"));
    let found = found(folder.path(), None);
    assert!(found.len() == 1 && found[0].contains("SetUp") && found[0].contains("foot.ini"), "{found:?}");
}

#[test]
fn in_november_the_next_year_should_have_been_announced() {
    let folder = well();
    let looked = |day: &str| {
        let at: Timestamp = format!("{day}T02:00:00Z").parse().unwrap();
        let looked = examine(&Machine::below(folder.path()), None, at);
        looked.iter().find(|looked| looked.check == Check::Holidays).unwrap().state()
    };
    assert_eq!(looked("2026-10-31"), Some(State::Good));
    assert_eq!(looked("2026-11-02"), Some(State::Heed));
    assert_eq!(looked("2031-03-01"), Some(State::Heed));
}
