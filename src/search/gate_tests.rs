//! What a visitor notices of the gate, over the sample county.

use super::{
    Care, Filter, Found, Query,
    sample::{ask, find},
};
use crate::{policy::RecordKind, text::VisitorText};

#[test]
fn who_asks_for_what_is_not_held_is_told_so_and_answered_by_nothing_else() {
    let absent = |found: &Found| found.absent.as_ref().map(|asked| asked.reveal().to_owned());
    for matter in [
        "高考报名",
        "玉米补贴",
        "驾驶证换证",
        "离婚手续",
        "水费太高了",
        "修手机",
        "养狗证在哪里办",
        "ETC怎么办理",
        "etc怎么办理",
        "ＣＴ报告多久出",
        "WiFi密码是多少",
        "公司拖工资两个月了",
        "结婚彩礼能要回来吗",
        "楼上漏水把我家天花板泡了",
        "老公打我我想离婚怎么起诉",
        "孩子被打",
    ] {
        let found = find(&ask(matter));
        assert_eq!((absent(&found).as_deref(), found.answer.len()), (Some(matter), 0), "{matter}");
        assert!(!found.hits.is_empty(), "{matter}");
        // Who still types is not told what is missing, nor is who asks for a part of the library.
        assert_eq!(absent(&find(&Query { care: Care::Quick, ..ask(matter) })), None);
        let guides = Filter { kind: Some(RecordKind::Guide), ..Filter::default() };
        assert_eq!(absent(&find(&Query { filter: guides, ..ask(matter) })), None);
    }
    // Said otherwise, misspelled, spelled, by number, or ended: it is held all the same.
    for held in [
        "廉租房",
        "合作医疗几号截止",
        "低宝申请材料",
        "gongjijin",
        "云政发〔2023〕8号",
        "农业机械购置县级累加补贴实施办法",
        "图书馆",
        "三年级转学几时办",
        "营业执召怎么办",
        "gong积金提取",
        "米线摊子办证",
        "食堂要什么证",
        "孤儿上学有补助吗",
        "出车祸没钱了能申请救助吗",
    ] {
        assert_eq!(absent(&find(&ask(held))), None, "{held}");
    }
}

#[test]
fn a_question_for_yes_or_no_is_answered_by_the_sentence_that_says_so() {
    for (question, said) in [
        ("领证要户口本吗", "不要了"),
        ("自己辞职能不能领失业保险金", "一般不能"),
        ("身份证掉了要登报不", "不用"),
        ("办残疾证要钱吗", "要多少钱："),
        ("公租房能转租吗", "转租"),
    ] {
        let found = find(&ask(question));
        assert!(found.answer.len() == 1 && found.answer[0].contains(said), "{question}: {:?}", found.answer);
    }
    // That the name of the record stands in a sentence of it says nothing.
    for question in ["低保要户口本吗", "低保能不能异地申请", "社保卡能代办吗"] {
        assert_eq!(find(&ask(question)).answer, Vec::<String>::new(), "{question}");
    }
}

#[test]
fn one_part_of_what_was_asked_is_no_answer() {
    // Another thing of the same kind, a dispute, and what an official word means elsewhere.
    for matter in [
        "二手车过户",
        "租房押金不退",
        "准生证在哪里办",
        "轮椅哪里能领",
        "营业执照年检",
        "食品经营许可证转让",
        "身份证年审",
        "公租房转租",
        "工资被扣",
        "卖房要交多少个人所得税",
        "买了房子开发商不给办房产证",
        "小孩上户口以后怎么打预防针",
    ] {
        assert_eq!(find(&ask(matter)).answer, Vec::<String>::new(), "{matter}");
    }
}

#[test]
fn what_is_said_of_a_question_does_not_hang_on_how_many_hits_are_shown() {
    for question in ["开面馆要哪些证", "开饭馆要哪些证", "二手车过户", "身份证掉了", "小饭馆要什么手续", "低保要户口本吗"]
    {
        let whole = find(&ask(question));
        for limit in [1, 2, 5, 10] {
            let found = find(&Query { limit, ..ask(question) });
            assert_eq!((&found.absent, &found.answer), (&whole.absent, &whole.answer), "{question} {limit}");
            assert_eq!(found.hits[0].card.id, whole.hits[0].card.id, "{question} {limit}");
        }
    }
}

#[test]
fn how_a_paper_is_got_is_no_answer_to_who_has_lost_it() {
    for lost in ["出生证丢了怎么补", "房产证遗失", "结婚证掉了咋补"] {
        let found = find(&ask(lost));
        assert!(found.absent.is_some() && found.answer.is_empty(), "{lost}: {:?}", found.answer);
    }
    // Records that say what is done then are about it.
    for said in ["身份证掉了", "社保卡遗失", "残疾证丢了怎么办"] {
        assert_eq!(find(&ask(said)).absent, None, "{said}");
    }
}

#[test]
fn where_only_what_was_meant_is_held_that_is_answered() {
    for (typed, meant, first) in [("身份正掉了", "身份证掉了", "g-shenfenzheng"), ("生份证补办", "身份证补办", "g-shenfenzheng")]
    {
        let found = find(&ask(typed));
        assert_eq!(found.meant.as_ref().map(VisitorText::reveal), Some(meant), "{typed}");
        assert_eq!((found.absent.is_none(), found.hits[0].card.id.as_str()), (true, first), "{typed}");
    }
}

#[test]
fn what_people_say_of_a_trade_a_month_or_their_kin_is_no_other_matter() {
    for held in ["卖凉皮要啥证", "低保几号打卡", "个税哪个月退", "老倌子瘫了住敬老院", "打工欠薪找谁", "狂犬针哪里打", "公司不干了怎么关"]
    {
        assert_eq!(find(&ask(held)).absent, None, "{held}");
    }
}

#[test]
fn what_is_said_by_its_shape_is_found_and_a_trade_of_its_own_is_not() {
    for (question, first) in [
        ("叉车证有补贴没", "g-jineng-butie q-jiuye-zhengshu"),
        ("墙都裂口了国家给修不", "g-nongcun-weifang q-sn-weifang"),
        ("想搞个修车铺子咋办手续", "g-getihu c-kaidian"),
        ("我妹跟她男朋友要扯证", "g-jiehun"),
        ("身份证掉水库里头了咋整", "g-shenfenzheng"),
        ("学区怎么划的", "jy-zhaosheng-2026 g-xiaoxue-ruxue"),
    ] {
        let found = find(&ask(question));
        assert_eq!(found.absent, None, "{question}");
        assert!(first.contains(found.hits[0].card.id.as_str()), "{question}: {}", found.hits[0].card.id);
    }
    for absent in ["开网吧要办啥", "卖二手手机", "驾驶证掉河里了"] {
        let found = find(&ask(absent));
        assert!(found.absent.is_some() && found.answer.is_empty(), "{absent}");
    }
}

#[test]
fn what_people_call_one_thing_is_not_held_by_who_has_half_of_it() {
    for absent in ["二手车过户去哪办", "公积金贷款能贷多少", "大学生医保", "业主委员会怎么成立", "小区车位收费合理吗"]
    {
        let found = find(&ask(absent));
        assert!(found.absent.is_some() && found.answer.is_empty(), "{absent}");
    }
    // All of it, or the official term for it.
    for held in ["退休工资怎么领", "二手房过户", "养老金领取资格认证", "租房提取公积金"] {
        assert_eq!(find(&ask(held)).absent, None, "{held}");
    }
}

#[test]
fn who_wants_to_set_up_what_others_go_to_is_not_answered_by_one() {
    for absent in ["想办个幼儿园要什么手续", "办个养老院需要什么手续", "开幼儿园要啥条件"] {
        assert!(find(&ask(absent)).answer.is_empty(), "{absent}");
    }
    assert!(find(&ask("开幼儿园要啥条件")).absent.is_some());
    for held in ["机关幼儿园在哪", "养老院怎么申请", "开茶馆要办什么证"] {
        assert_eq!(find(&ask(held)).absent, None, "{held}");
    }
}

#[test]
fn what_somebody_has_not_is_not_what_is_asked_about() {
    assert!(find(&ask("没有房产证孩子怎么上学")).answer.iter().all(|line| !line.contains("不动产")));
    assert_eq!(find(&ask("没领结婚证生的孩子能上户口吗")).hits[0].card.id.as_str(), "g-xinshenger-luohu");
}

#[test]
fn what_a_question_says_by_its_shape_stands_among_the_best_whatever_its_words() {
    for (question, first) in [
        ("老人走了要办哪些事", "c-shenhou"),
        ("我家这条街归哪个小学", "g-xiaoxue-ruxue jy-zhaosheng-2026"),
        ("开早餐店办什么证", "g-shipin-jingying q-qy-xiaochidian c-kaidian g-getihu"),
        ("屋里起火烧没了政府管不管", "g-linshi-jiuzhu q-jz-linshi c-kunnan"),
    ] {
        let found = find(&ask(question));
        assert_eq!(found.absent, None, "{question}");
        assert!(first.contains(found.hits[0].card.id.as_str()), "{question}: {}", found.hits[0].card.id);
    }
}
