//! What is said of the page aloud: what was found, and never the words that were looked for.

use super::{
    places::capacity,
    state::{Mode, State},
    ways,
};
use crate::{search::Fragment, tui::context::Context, zone::wording};

impl State {
    /// Whether what is said names the digits itself.
    pub(in crate::tui) fn tells_digits(&self) -> bool {
        matches!(self.mode, Mode::Field | Mode::Hits)
    }

    /// What is said of the page aloud; nothing before anything was found.
    pub(in crate::tui) fn said(&self, context: &Context) -> Vec<String> {
        match self.mode {
            Mode::Field => vec!["把要找的打出来，拼音、首字母也可以。打好了按回车，听找到什么。".to_owned()],
            Mode::Hits => self.hits_said(context),
            Mode::Neither => vec!["都不是您要的？还可以：".to_owned()],
            Mode::Filters | Mode::Values(_) => vec!["筛选。".to_owned()],
        }
    }

    fn hits_said(&self, context: &Context) -> Vec<String> {
        let Some(found) = self.found.as_ref().filter(|_| !self.is_old) else { return Vec::new() };
        let before = ways::before_hits(found);
        let shown = self.cursor.shown(before.len() + found.hits.len(), capacity(self, context));
        let mut lines = vec![format!("找到{}件。", found.listed())];
        if found.absent.is_some() && shown.start == 0 {
            lines.push("本机没有专门讲这件事的内容，后面的只是提到几个字。".to_owned());
        }
        if shown.start == 0 && !found.answer.is_empty() {
            lines.push(format!("回答：{}。", found.answer.join("，")));
        }
        let before = before.iter().map(|(row, _)| text(&row.title));
        let hits = found.hits.iter().map(|hit| {
            let why = hit.why.as_ref().map_or_else(String::new, |why| format!("，{why}"));
            format!("{}，{}{why}", hit.card.title, wording::about(&hit.card).replace(" · ", "，"))
        });
        let entries = before.chain(hits).skip(shown.start).take(shown.len());
        lines.extend((1..).zip(entries).map(|(digit, entry): (u8, String)| format!("{digit}，{entry}。")));
        lines.push("七，都不是。".to_owned());
        lines
    }
}

fn text(fragments: &[Fragment]) -> String {
    fragments.iter().map(|fragment| fragment.text.as_str()).collect()
}
