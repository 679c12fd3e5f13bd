//! How each question is asked: in words that a neighbour would use, with the reason for asking, and an example that nobody takes for an answer.

use super::{paper::Paper, plan::Step};

/// A question in front of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// The question.
    pub question: &'static str,
    /// Why it is asked, and whether it may be left out.
    pub why: &'static str,
    /// An example; empty where choices are offered.
    pub example: &'static str,
}

const fn asking(question: &'static str, why: &'static str, example: &'static str) -> Asking {
    Asking { question, why, example }
}

/// The question of a step. `for_other`: somebody acts for the applicant.
pub fn of(paper: Paper, step: Step, for_other: bool, is_organisation: bool) -> Asking {
    let Step::Question(name) = step else {
        return asking("答复怎么给您？", "可以选几样，再按一次是取消。不收费", "");
    };
    match paper {
        Paper::Application => application(name, for_other, is_organisation),
        Paper::Opinion | Paper::Problem | Paper::Wish | Paper::Mistake | Paper::Mark => voice(paper, name),
    }
}

fn application(name: &str, for_other: bool, is_organisation: bool) -> Asking {
    match name {
        "wanted_features" => asking("您想要哪一份信息？", "写名称、文号，或者什么事、哪年、哪里", "城关镇2025年危房改造补助名单和标准"),
        "wanted_number" => asking("知道文号吗？", "知道就写，查得快；不知道就空着", "云政发〔2025〕8号"),
        "wanted_name" => asking("知道文件的名称吗？", "知道就写；不知道就空着", "农村危房改造实施方案"),
        "organisation" => asking("单位叫什么？", "法律要写明申请人，写执照上的全名", "云川某某有限公司"),
        "organisation_kind" => asking("是哪一类单位？", "只用来统计，不影响答复", ""),
        "credit_code" => asking("统一社会信用代码是多少？", "可以空着，给工作人员看执照", "91350100M000100Y43"),
        "representative" => asking("法定代表人或者负责人叫什么？", "可以空着", "李某"),
        "name" if is_organisation => asking("联系人叫什么？", "办公室有事找谁", "李某"),
        "name" if for_other => asking("替谁申请？写他的姓名", "答复写给他；您的名字后面再写", "王某"),
        "name" => asking("您叫什么名字？", "法律要写明申请人，答复写给您", "王某"),
        "paper" => asking("身份证明怎么给？", "身份证号码是敏感信息，写不写由您", ""),
        "identity_number" => asking("身份证号码是多少？", "只给受理单位看；不想写就空着", "18 位，最后一位可能是 X"),
        "phone" => asking("打哪个电话能找到您？", "没有就空着，再问邮箱和地址", "138 开头的手机，或者区号加座机"),
        "e_mail" => asking("邮箱是什么？", "没有就空着；数字键盘打 QQ 号再按 +", "wang@example.com"),
        "address" => asking("地址写哪里？", "寄得到的地址，写到门牌或者村组", "云川县柳桥村三组"),
        "post_code" => asking("邮政编码是多少？", "不知道就空着", "230000"),
        "agent" => asking("您（代办人）叫什么？", "替别人申请，要写明谁来办", "李某"),
        "agent_phone" => asking("您（代办人）的电话？", "办公室有事先找您；可以空着", "138 开头的手机"),
        "agent_power" => asking("有授权委托书吗？", "法律要有；没有的，工作人员教您写", ""),
        "help" => asking("哪里要帮忙？", "读、看、听不方便的都帮。可以选几样", ""),
        _ => asking("请写", "", ""),
    }
}

fn voice(paper: Paper, name: &str) -> Asking {
    match (paper, name) {
        (Paper::Opinion, "words") => asking("您的意见是？", "不用留名字", "第八条请写明从哪天开始、到哪里办"),
        (Paper::Problem, "matter") => asking("哪方面的难处？", "不用留名字，说的是事", ""),
        (Paper::Problem, "words") => asking("遇到了什么难处？", "什么时候、什么事、卡在哪里", "办食品经营许可跑了四次，每次补的材料不一样"),
        (Paper::Problem, "body") => asking("是哪个单位？", "可以空着", "云川县某某局"),
        (Paper::Wish, _) => asking("您希望公开什么？", "大家常要的，以后主动公开", "每个村的公交到站时间"),
        (Paper::Mistake, "matter") => asking("哪里不对？", "告诉办公室去核对，不用留名字", ""),
        (Paper::Mistake, _) => asking("应该是什么？", "知道就写，不知道就空着", "电话换成 0000-5600102 了"),
        (Paper::Mark, "score") => asking("您对这里满意吗？", "不用留名字", ""),
        (Paper::Mark, _) => asking("有什么想说的？", "可以空着", "字再大一点就好了"),
        (_, "contact") => asking("想收到答复，怎么找您？", "不想留就空着", "电话或者邮箱"),
        _ => asking("请写", "", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        request::{CITIZEN, Kind, ORGANISATION},
        text::columns,
    };

    #[test]
    fn every_question_that_is_asked_has_words_and_those_that_are_typed_an_example() {
        let not_asked = ["consultation", "record", "written_by_staff", "media", "ways", "other_ways", "paper_number"];
        let papers = [Paper::Application, Paper::Opinion, Paper::Problem, Paper::Wish, Paper::Mistake, Paper::Mark];
        let schemas = papers.map(|paper| (paper, paper.schema())).into_iter().chain([(Paper::Application, &ORGANISATION)]);
        for (paper, schema) in schemas {
            // On the narrowest screen it stands beside a button.
            for field in schema.fields.iter().filter(|field| !not_asked.contains(&field.name)) {
                let asked = of(paper, Step::Question(field.name), false, schema.id != CITIZEN.id);
                assert!(asked.question != "请写" && (1..=38).contains(&columns(asked.why)), "{} {}", schema.id, field.name);
                assert_eq!(asked.example.is_empty(), matches!(field.kind, Kind::One(_) | Kind::Some(_)), "{} {}", schema.id, field.name);
            }
        }
    }
}
