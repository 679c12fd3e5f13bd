//! A file that came anew: what people corrected is corrected again, and what cannot be is asked.

use crate::{
    convert::{
        Code, Corrected, Finding, Level,
        screening::{cut_out, masked, screen},
    },
    files::Digest,
    review::{Act, Office, replay},
};

use super::{
    Field,
    item::{draft, taken_over},
    paper::Paper,
};

/// The new text of a document with the corrections of its log; none where the text that lies there was changed without any record, so that it must
/// not be written over.
pub fn correct(office: &Office, id: &str, there: &[u8], fresh: &str) -> Option<Corrected> {
    let log = office.log(id).ok()?;
    let there = Digest::of(there);
    let is_change = |act: &Act| matches!(act, Act::Set { .. } | Act::Edit { .. } | Act::Adopt { .. } | Act::Mask { .. } | Act::Undo { .. });
    let last = log.events().rev().find(|(_, event)| is_change(&event.act))?;
    if last.1.text != there {
        return None;
    }
    let mut paper = Paper::read(fresh)?;
    // The draft that lies there now is that of the new file.
    if let Some(guessed) = draft(office, id).filter(|_| log.is_adopted()) {
        paper.set_body(taken_over(&guessed));
    }
    let replayed = replay(&log, paper.body());
    let ask = |code, words: String| Finding { code, level: Level::Warning, place: None, words };
    let mut findings: Vec<Finding> = replayed
        .lost
        .iter()
        .map(|lost| ask(Code::EditLost, format!("{}把“{}”改成“{}”", lost.who, short(&lost.old), short(&lost.new))))
        .collect();
    paper.set_body(replayed.body);
    for (name, value) in &replayed.fields {
        let Some(field) = Field::named(name) else { continue };
        let stated = paper.field(name).unwrap_or_default();
        let was = replayed.was.get(name).map_or("", String::as_str);
        if stated != *value && stated != was {
            findings.push(ask(Code::MetaConflict, format!("{}：手工改成“{value}”，新的原件里是“{stated}”", field.label)));
        }
        let set = if value.is_empty() { Ok(None) } else { field.read(value) };
        if !set.is_ok_and(|set| paper.set(name, set.as_ref())) {
            findings.push(ask(Code::EditLost, format!("{}改成“{value}”", field.label)));
        }
    }
    let mut text = paper.text();
    for (finding, is_cut) in &replayed.masks {
        let alarm = screen(&text).into_iter().find(|alarm| *finding == format!("{}：{}", alarm.kind.label(), alarm.text));
        let mended = alarm.and_then(|alarm| if *is_cut { cut_out(&text, &alarm) } else { masked(&text, &alarm) });
        text = mended.unwrap_or(text);
    }
    Some(Corrected { text, findings })
}

/// Enough of some words to find them.
fn short(words: &str) -> String {
    let words = words.replace('\n', " ");
    if words.chars().count() > 24 { format!("{}……", words.chars().take(24).collect::<String>()) } else { words }
}
