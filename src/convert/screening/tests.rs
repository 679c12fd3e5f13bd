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

fn at(text: &str) -> Vec<(usize, Kind)> {
    screen(text).into_iter().map(|alarm| (alarm.line, alarm.kind)).collect()
}

#[test]
fn the_head_of_a_column_says_what_its_cells_are() {
    let table = "|户主姓名|家庭人口|致贫原因|现居住地|\n|管仲|3|因病|北苑新村32栋504|\n|乐毅|2|缺劳力|云川县大湾镇|\n";
    let found = at(table);
    for wanted in [(2, Kind::Circumstance), (3, Kind::Circumstance), (2, Kind::Address)] {
        assert!(found.contains(&wanted), "{wanted:?} {found:?}");
    }
    assert!(!found.contains(&(3, Kind::Address)), "{found:?}");
    for (text, kind) in [
        ("姓名,残疾人证号\n郝富,33062119020417002243\n", Kind::Certificate),
        ("姓名\t护照号码\n安娜\tEA1234567\n", Kind::Certificate),
        ("| 姓名 | 残疾类别 | 残疾等级 |\n|---|---|---|\n| 廉颇 | 视力 | 一级 |\n", Kind::Circumstance),
        ("|序号|姓名|联系方式|联系方式|\n|序号|姓名|手机|住址|\n|1|柴进|139876 54321|石坝村四组|\n", Kind::Mobile),
        ("|姓名|身份证号|\n|扈三|110101 1900 0307 0010|\n", Kind::Id18),
        ("|户主|开户行|账号|\n|扈三|农商行|101001234567890|\n", Kind::Certificate),
        ("学生姓名,出生日期,班级\n梅子黄,2012/5/1,六（1）班\n", Kind::Person),
    ] {
        assert!(kinds(text).contains(&kind), "{text} {:?}", kinds(text));
    }
}

#[test]
fn columns_of_offices_firms_and_things_give_no_alarm() {
    for text in [
        "|科室|负责人|联系电话|\n|办公室|李国强|0575-84123456|\n|社救科|王秀英|84123457|\n",
        "|姓名|职务|分管工作|\n|李国强|局长|主持全面工作，分管信访、低保|\n|王秀英|副局长|分管残疾人工作|\n",
        "|企业名称|统一社会信用代码|住所|\n|云川茶业有限公司|91330106710000012Q|城关镇人民路120号4栋1单元602室|\n",
        "|订单编号|数量|金额|\n|13800000001|3|13912345678|\n",
        "|单位|收款账号|\n|石坝村村民委员会|622000000000000012|\n",
        "|姓名|残疾类别|\n|合计|12|\n",
        "|姓名|健康状况|\n|李国强|良好|\n",
        "|项目名称|建设地点|投资（万元）|\n|石坝村四组道路硬化|石坝村四组|13800000001|\n",
        "|指标|2022年|2023年|\n|残疾人|139876|54321|\n",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn what_a_head_explains_is_masked_as_well() {
    let text = "| 姓名 | 残疾人证号 |\n|---|---|\n| 郝富 | 33062119020417002243 |\n";
    let alarm = screen(text).into_iter().find(|alarm| alarm.kind == Kind::Certificate).unwrap();
    let masked = masked(text, &alarm).unwrap();
    assert!(!masked.contains("19020417") && masked.contains("| 郝富 |"), "{masked}");
}

#[test]
fn a_cell_that_is_broken_over_lines_belongs_to_its_row() {
    let text = "姓名,健康状况,备注\n\"王建国\",\"患病\n（尿毒症）\",村委会代报\n郝富,良好,无\n";
    assert!(at(text).contains(&(2, Kind::Circumstance)), "{:?}", at(text));
    let text = "姓名;证件\n扈三;\"110101190\n003070010\"\n";
    let alarm = screen(text).into_iter().find(|alarm| alarm.kind == Kind::Id18).unwrap();
    assert_eq!(alarm.line, 2);
    let now = masked(text, &alarm).unwrap();
    assert!(!now.contains("00307001") && now.lines().count() == 3, "{now}");
}

#[test]
fn what_is_half_unseen_is_found_and_gone_when_it_is_masked() {
    for text in ["王某根，肢体残疾二级", "张*明　特困供养", "邓某，尿毒症，每周透析三次", "低保对象公示\n王某根、李秀英"]
    {
        let mut now = text.to_owned();
        assert!(kinds(text).contains(&Kind::Circumstance), "{text}");
        for _ in 0..3 {
            let Some(alarm) = screen(&now).into_iter().find(|alarm| alarm.kind == Kind::Circumstance) else { break };
            now = masked(&now, &alarm).unwrap();
        }
        assert_eq!(kinds(&now), [], "{now}");
    }
}

#[test]
fn the_column_of_the_level_is_a_mark() {
    assert_eq!(kinds("题名,文号,密级\n关于库区巡查的报告,云水〔2024〕3号,秘密\n"), [Kind::Secret]);
    assert_eq!(at("机 \n密★10年").first(), Some(&(1, Kind::Secret)));
    assert_eq!(kinds("题名,文号,密级\n关于库区巡查的报告,云水〔2024〕3号,无\n"), []);
}
