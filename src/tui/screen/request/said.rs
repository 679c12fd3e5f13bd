//! What is said of a page of a form aloud: what the terminal asks and tells. What was typed is not, whoever stands near; only the number of what was
//! left is, since somebody who cannot see it has no other.

use super::{
    doors::promised,
    ends::{NOT_YET, SLIP, away_words, next_steps},
    state::{Page, State},
};
use crate::{
    interview::asked,
    tui::{context::Context, field},
};

impl State {
    /// Whether what can be chosen on the page shows what somebody wrote.
    pub(in crate::tui) fn shows_answers(&self) -> bool {
        matches!(self.page, Page::Review | Page::Slip { .. })
    }

    /// What is said of the page aloud.
    pub(in crate::tui) fn said(&self, context: &Context) -> Vec<String> {
        let hall = &context.config.hall;
        match &self.page {
            Page::Front => vec!["申请公开、提意见。".to_owned()],
            Page::Voices => vec!["提意见、反映问题，不用留名字。".to_owned()],
            Page::Asking(_) | Page::Sealing => Vec::new(),
            Page::Refused { advice, .. } => vec![advice.what.clone(), advice.mend.clone()],
            Page::Promise => std::iter::once("填之前，请听一听。".to_owned()).chain(promised(self, context)).collect(),
            Page::Question { among_hits } => self.question_said(*among_hits),
            Page::Review => {
                vec!["都答完了。您写的不念出来，要改哪一样按它的数字，请旁边信得过的人看一遍也可以。都对，按九封好。".to_owned()]
            }
            Page::Away { .. } => away_words(self.begun().unwrap_or_default()).to_vec(),
            Page::Left { paper, number } => {
                let spelled: Vec<String> = number.as_str().chars().filter(|c| *c != '-').map(String::from).collect();
                let number = format!("回执号：{}。请记下来。", spelled.join(" "));
                [NOT_YET.to_owned(), number].into_iter().chain(next_steps(*paper, context)).collect()
            }
            Page::Slip { .. } => vec![format!("{SLIP}。您写的不念出来。")],
            Page::Number(_) => vec!["查询进度：回执号是多少？只打中间的数字也行，打好按回车。".to_owned()],
            Page::Told(told) => {
                vec![told.said.clone(), format!("有疑问问{}，电话{}。", hall.help_desk, hall.help_phone)]
            }
        }
    }

    fn question_said(&self, among_hits: bool) -> Vec<String> {
        let Some(draft) = &self.draft else { return Vec::new() };
        if among_hits {
            return vec!["也许已经公开了，按数字看；都不是，按回车。".to_owned()];
        }
        let asked = asked(draft.paper, draft.step, draft.bearings.for_other, draft.is_organisation());
        let mut lines: Vec<String> = draft.progress().map(|(at, of)| format!("第{at}题，共{of}题。")).into_iter().collect();
        lines.extend([asked.question.to_owned(), asked.why.to_owned()]);
        // What is wrong with an answer is said in words of the program's own.
        lines.extend(draft.fault.clone());
        match &draft.field {
            Some(_) if asked.example.is_empty() => lines.push("打好了按回车。".to_owned()),
            Some(field) if field::State::is_empty(field) => lines.push(format!("例如：{}。打好了按回车。", asked.example)),
            Some(_) => lines.push("打好了按回车。".to_owned()),
            None if draft.takes_several() => lines.push("可以选几样，选好了按回车。".to_owned()),
            None => {}
        }
        lines
    }
}
