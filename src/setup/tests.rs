//! One file sets dozens up, each as itself.

use std::{fs, path::Path};

use super::*;
use crate::config::Config;

const DOZENS: &str = r#"
[common.hall]
name = "清溪县政务服务中心"
zone = "清溪县政务公开专区"
help_desk = "一楼服务台"
help_phone = "0111-1234567"
complaint_phone = "0111-7654321"

[common.application]
unit = "清溪县人民政府办公室"
page = "https://www.qingxi.example/sq"
phone = "0111-2222222"
address = "城关镇一号"
hours = "工作日 9:00—17:00"

[common.links]
hosts = ["www.qingxi.example"]

[terminals.QX-01]

[terminals.QX-02.hall]
help_desk = "二楼服务台"

[terminals.QX-02.display]
scale_output = "DP-1"
"#;

fn prepared(text: &str) -> Result<Prepared, SetupError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    fs::write(&path, text).unwrap();
    Prepared::read(&path)
}

#[test]
fn each_terminal_of_a_file_for_dozens_has_what_is_common_and_what_is_its_own() {
    let prepared = prepared(DOZENS).unwrap();
    assert_eq!(prepared.terminals(), ["QX-01", "QX-02"]);
    let (first, second) = (prepared.settings_of(Some("QX-01")).unwrap(), prepared.settings_of(Some("QX-02")).unwrap());
    assert_eq!((first.sync.terminal.as_str(), first.hall.help_desk.as_str()), ("QX-01", "一楼服务台"));
    assert_eq!((second.sync.terminal.as_str(), second.hall.help_desk.as_str()), ("QX-02", "二楼服务台"));
    assert_eq!((second.display.scale_output.as_str(), second.hall.help_phone.as_str()), ("DP-1", "0111-1234567"));
}

#[test]
fn a_terminal_that_is_not_named_or_not_known_is_refused_with_those_that_are() {
    let prepared = prepared(DOZENS).unwrap();
    for name in [None, Some("QX-03")] {
        match prepared.settings_of(name) {
            Err(SetupError::NoTerminal { known, .. }) => assert_eq!(known, ["QX-01", "QX-02"]),
            other => panic!("{name:?}: {other:?}"),
        }
    }
}

#[test]
fn what_belongs_to_one_machine_is_not_taken_from_a_file_for_dozens() {
    for own in [
        "[common.staff]\npin_hash = \"$argon2id$x\"\n",
        "[terminals.QX-09.staff]\npin_hash = \"$argon2id$x\"\n",
        "[common.staff]\npeople = [{ role = \"guide\", pin_hash = \"$argon2id$x\" }]\n",
        "[common.sync]\nterminal = \"A\"\n",
    ] {
        assert!(matches!(prepared(&format!("{DOZENS}\n{own}")), Err(SetupError::NeverCopied { .. })), "{own}");
    }
}

#[test]
fn a_mistake_in_the_file_is_told_by_its_line_or_by_its_name() {
    match prepared("[common.hall]\nname = 清溪县\n") {
        Err(SetupError::Settings { line, .. }) => assert_eq!(line, Some(2)),
        other => panic!("{other:?}"),
    }
    let mistyped = prepared(&DOZENS.replace("scale_output", "scale_ouput")).unwrap();
    let refused = mistyped.settings_of(Some("QX-02")).unwrap_err();
    assert!(matches!(refused, SetupError::Config(_)), "{refused:?}");
}

#[test]
fn settings_that_are_written_are_read_as_they_were_and_keep_their_explanations() {
    let mut config = prepared(DOZENS).unwrap().settings_of(Some("QX-02")).unwrap();
    config.hall.help_desk = "一楼\"东\"侧\\服务台".to_owned();
    let text = written(&config);
    assert_eq!(Config::parse(&text, Path::new("kiosk.toml")).unwrap(), config);
    assert!(text.contains("# Only addresses on these hosts"), "{text}");
}

#[test]
fn a_plan_says_what_it_replaces_and_has_nothing_to_write_where_all_is_there() {
    let root = tempfile::tempdir().unwrap();
    let config = prepared(DOZENS).unwrap().settings_of(Some("QX-01")).unwrap();
    let foot = root.path().join("etc/gongkai/foot.ini");
    fs::create_dir_all(foot.parent().unwrap()).unwrap();
    fs::write(&foot, "font=other\n").unwrap();
    let steps = Plan::new(root.path(), &config, None).unwrap().steps();
    assert!(steps.contains(&Step::File { at: "/etc/gongkai/foot.ini".to_owned(), replaces: true }));
    assert!(steps.contains(&Step::File { at: KIOSK_TOML.to_owned(), replaces: false }));
    for piece in PIECES {
        let path = root.path().join(piece.at.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, piece.text).unwrap();
    }
    fs::write(root.path().join(KIOSK_TOML.trim_start_matches('/')), written(&config)).unwrap();
    assert_eq!(Plan::new(root.path(), &config, None).unwrap().steps(), [Step::User, Step::Units]);
}
