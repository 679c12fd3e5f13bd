//! What is said of hits that are none, and ways on from them: a person, a theme, an application.

use super::{message::Message, state::State};
use crate::{
    policy::Leaflet,
    search::{Found, Fragment, Hit},
    text::{VisitorText, wrap},
    tui::{
        effect::Route,
        widget::entries::{Row, plain},
    },
    zone::{ListKind, wording},
};

/// An entry that leads on.
pub(super) type Way = (Row<'static>, Option<Message>);

/// An entry of two lines.
pub(super) fn way(title: String, about: &str, message: Message) -> Way {
    (Row { title: plain(title), below: vec![plain(about)], ..Row::default() }, Some(message))
}

/// Lines that say that nothing is about what was asked, at most two; none where something is.
pub(super) fn nothing_about(found: &Found, width: u16) -> Vec<String> {
    let Some(asked) = &found.absent else { return Vec::new() };
    wrap(&wording::nothing_about(asked), usize::from(width), 0).into_iter().take(2).map(|line| line.text).collect()
}

/// Those that stand before hits of which none is about what was asked.
pub(super) fn before_hits(found: &Found) -> Vec<Way> {
    let Some(asked) = &found.absent else { return Vec::new() };
    let themes = found.nearby.topics.iter().take(1).map(|topic| theme(topic));
    std::iter::once(staff()).chain(themes).chain(std::iter::once(apply(asked.clone()))).collect()
}

/// What else there is for somebody who looked through the hits: other words, a person, a theme, an application.
pub(super) fn instead(state: &State) -> Vec<Way> {
    let topics = state.found.iter().flat_map(|found| &found.nearby.topics).take(1).map(|topic| theme(topic));
    let mut ways = vec![way("换几个字再找".to_owned(), "说得短一点，或者换个说法", Message::ToField), staff()];
    ways.extend(topics);
    ways.push(apply(state.field.text()));
    ways
}

/// How many there are.
pub(super) fn count(found: &Found) -> usize {
    if found.absent.is_none() { 0 } else { 2 + found.nearby.topics.len().min(1) }
}

/// The records of a theme.
pub(super) fn theme(topic: &str) -> Way {
    way(format!("看“{topic}”主题"), "这个主题的指南、问答、文件", Message::Open(Route::List(ListKind::of_topic(topic))))
}

/// Somebody to ask.
pub(super) fn staff() -> Way {
    way("叫工作人员".to_owned(), "问一问服务台，还有电话", Message::Open(Route::leaflet(Leaflet::STAFF)))
}

/// An application for what nobody has published, with the words that were typed.
pub(super) fn apply(words: VisitorText) -> Way {
    way("申请公开这条信息".to_owned(), "没有公开的可以申请，字会带过去", Message::Open(Route::apply(words)))
}

/// Where a hit leads: to what matched, which is marked there as well.
pub(super) fn route(hit: &Hit) -> Route {
    let section = hit.passage.as_ref().map(|passage| passage.section);
    let words = hit.passage.as_ref().map_or_else(VisitorText::default, |passage| marked_words(&passage.snippet));
    Route::to(&hit.card, section, words)
}

/// The words that matched, to be marked in the text as well.
fn marked_words(snippet: &[Fragment]) -> VisitorText {
    let mut words: Vec<&str> = Vec::new();
    for fragment in snippet.iter().filter(|fragment| fragment.marked && fragment.text.chars().count() > 1) {
        if !words.contains(&fragment.text.as_str()) {
            words.push(&fragment.text);
        }
    }
    words.join(" ").into()
}
