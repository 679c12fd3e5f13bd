//! Whole texts, and forms made by rule.

use super::*;

fn kinds(text: &str) -> Vec<Kind> {
    screen(text).into_iter().map(|alarm| alarm.kind).collect()
}

#[test]
fn a_number_broken_over_lines_is_found_once_on_its_first_line() {
    let alarms = screen("户主手机号：1860000\n0005，已核。");
    assert_eq!(alarms.iter().map(|alarm| (alarm.line, alarm.kind)).collect::<Vec<_>>(), [(1, Kind::Mobile)]);
}

#[test]
fn three_rows_of_persons_are_a_roster() {
    let rows = "|1|李国强|男|城关镇|\n|2|王秀英|女|双桥镇|\n|3|陈建军|男|石坝乡|\n";
    assert!(screen(rows).iter().any(|alarm| alarm.level == Level::Error && alarm.line == 1 && alarm.kind == Kind::Person));
    let list = "|1|李国强|主任|\n|2|王秀英|副主任|\n|3|陈建军|成员|\n";
    assert!(screen(list).is_empty(), "{:?}", screen(list));
}

#[test]
fn no_alarm_shows_what_it_is_about() {
    for alarm in screen("身份证号码：110101190003070010，电话13800000001，住址：城关镇幸福路12号3幢2单元501室。低保对象赵铁柱因患尿毒症")
    {
        assert!(
            !alarm.text.contains("110101190003070010") && !alarm.text.contains("13800000001") && !alarm.text.contains("铁柱"),
            "{}",
            alarm.text
        );
    }
}

#[test]
fn masked_values_give_no_alarm() {
    for text in [
        "身份证号：35*************123",
        "王某某 384932********1234",
        "卡号尾号1234",
        "138****0001",
        "姓名：×××　身份证号：×××",
        "身份证号码：XXXXXXXXXXXXXXXXXX",
        "身份证号码：□□□□□□□□□□□□□□□□□□",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn the_number_of_a_line_is_no_part_of_what_stands_behind_it() {
    for line in ["①13800000001", "⑫13800000001", "编号12、13800000001", "编号3.13800000001", "序号103.13800000001"] {
        assert_eq!(kinds(line), [Kind::Mobile], "{line}");
    }
    assert_eq!(kinds("⑤110101190003070010"), [Kind::Id18]);
}
