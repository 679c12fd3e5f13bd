//! What was written down of requests and cannot be used.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise};
use crate::{
    outbox::Progress,
    request::{Kind, RequestError, Unfit, Wrong},
    text::day,
};

impl Advise for RequestError {
    fn advice(&self) -> Advice {
        match self {
            Self::CaseUnread { line, .. } => Advice::new(
                self.code(),
                format!("第 {line} 行不是一件事项：缺编号，或者日期不对，或者不是这种格式"),
                "照例子改这一行：要有 id 和 events，日期写成 2026-11-20；别的行已经算出来了",
            ),
            Self::CaseTooLong { line } => {
                Advice::new(self.code(), format!("第 {line} 行长得不正常，后面的没有再读"), "一件事项写一行；看看是不是选错了文件")
            }
        }
    }
}

/// What is wrong with an answer, said to whoever typed it: kindly, and with what helps.
pub fn unanswered(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Missing(field) => match field.kind {
            Kind::One(_) | Kind::Some(_) => "请选一样，再往下走".to_owned(),
            Kind::Words | Kind::IdentityNumber | Kind::CreditCode | Kind::Phone | Kind::PostCode | Kind::EMail => {
                "这一题要写，再往下走".to_owned()
            }
        },
        Wrong::NoneOf(names) if names.contains(&"phone") => "电话、邮箱、地址，至少要留一样，不然答复送不到".to_owned(),
        Wrong::NoneOf(_) => "要写想要什么信息，才好查找".to_owned(),
        Wrong::TooLong(field) => format!("写得太长了，最多 {} 个字", field.most),
        Wrong::Unfit(field, unfit) => unfit_words(field.kind, *unfit).to_owned(),
        Wrong::NoChoice(_) => "请在列出的里面选".to_owned(),
        Wrong::TooMuch => "全部加起来太长了，请把描述写短一些".to_owned(),
    }
}

fn unfit_words(kind: Kind, unfit: Unfit) -> &'static str {
    match (kind, unfit) {
        (Kind::Phone, Unfit::Length) => "位数不对：手机是 11 位，座机要带区号，请再数一数",
        (Kind::Phone, Unfit::Beginning) => "手机是 11 位，座机加区号：请再看一看",
        (Kind::Phone, _) => "电话里只写数字",
        (Kind::IdentityNumber, Unfit::Length) => "身份证号码是 18 位，请再数一数",
        (Kind::IdentityNumber, Unfit::CheckDigit) => "有一位好像打错了，请对着证件看一遍",
        (Kind::IdentityNumber, _) => "这不像身份证号码，请对着证件看一遍",
        (Kind::CreditCode, Unfit::Length) => "统一社会信用代码是 18 位，请再数一数",
        (Kind::CreditCode, _) => "有一位好像打错了，请对着执照看一遍",
        (Kind::PostCode, Unfit::Length) => "邮政编码是 6 位数字",
        (Kind::PostCode, _) => "这不像邮政编码；不知道就空着",
        (Kind::EMail, _) => "邮箱要像 name@example.com 这样，中间有一个 @",
        (Kind::Words | Kind::One(_) | Kind::Some(_), _) => "请再看一看这一题",
    }
}

/// Where something that was left is now.
pub fn progress(found: &Progress) -> String {
    match found {
        Progress::Waiting { day: left, on_its_way: false } => format!("{} 留下，还在这台终端上，等工作人员用 U 盘送走", day(*left)),
        Progress::Waiting { day: left, on_its_way: true } => format!("{} 留下，已经写到 U 盘上送走，等办公室确认", day(*left)),
        Progress::Arrived { office } => format!("办公室收到了，编号 {office}"),
        Progress::Unread => "办公室收到了，但是打不开（坏了，或者密钥丢了）：没有登记，请重新填一份".to_owned(),
        Progress::Unknown => "这台终端上查不到：可能是在别处留下的，或者过了 90 天".to_owned(),
    }
}

/// Where a number that was typed is none.
pub const NO_NUMBER: &str = "这不是一个回执号：对一对，少了一位或者写错了";

/// From the first of November on, where the notice about the next year's holidays is not here: for staff and for the office.
pub fn missing_notice(year: i16) -> String {
    format!("注意：{year} 年放假安排还没有收到，到期日落在那一年的说不出来；通知下来，写进来源的 holidays.csv")
}

/// The same where there is room for one line of large text.
pub fn missing_notice_short(year: i16) -> String {
    format!("{year} 年放假安排没有收到，明年的期限说不出来")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{CITIZEN, Field, ORGANISATION, SCHEMAS};

    #[test]
    fn every_wrong_answer_has_words_that_say_what_helps() {
        let unfits = [Unfit::Length, Unfit::Character, Unfit::Day, Unfit::CheckDigit, Unfit::Beginning, Unfit::Shape];
        let fields: Vec<&'static Field> = SCHEMAS.iter().flat_map(|schema| schema.fields).collect();
        for field in fields {
            for wrong in unfits.map(|unfit| Wrong::Unfit(field, unfit)).into_iter().chain([Wrong::Missing(field), Wrong::TooLong(field)]) {
                let said = unanswered(&wrong);
                assert!(said.chars().count() >= 6 && !said.contains(field.name), "{said}");
            }
        }
        let none_of =
            |schema: &crate::request::Schema| schema.one_of.iter().map(|names| unanswered(&Wrong::NoneOf(names))).collect::<Vec<_>>();
        assert_eq!(none_of(&CITIZEN), none_of(&ORGANISATION));
        assert!(none_of(&CITIZEN)[0].contains("至少要留一样"));
    }
}
