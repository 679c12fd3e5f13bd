//! The register in front of people.

use std::io::{self, Write};

use super::{super::Trouble, place::Place};
use crate::{
    advice::{self, LEGAL_DATES},
    policy::misses_next_year,
    register::{Alarms, Aside, Registered, alarms},
    request::{Doors, Due, Event, remedy_words},
    text::clean,
};

pub(super) fn aside(place: &Place) -> Result<(), Trouble> {
    let all = place.open()?.put_aside()?;
    let mut out = io::stdout();
    for aside in &all {
        let digest: String = aside.digest.chars().take(8).collect();
        writeln!(out, "{}  {}  {}  {digest}  {}", aside.found_on, aside.terminal, aside.receipt, Aside::label(&aside.why))?;
        if let Some(because) = &aside.because {
            writeln!(out, "    已经决定不再等：{because}")?;
        }
    }
    let waiting = all.iter().filter(|aside| aside.because.is_none()).count();
    writeln!(out, "等人决定的 {waiting} 件；终端上的还在，没有清除")?;
    if waiting > 0 {
        writeln!(out, "看过是另一件的：gongkai office adopt 回执号；确实打不开的：gongkai office give-up 回执号 --because 原因")?;
    }
    Ok(())
}

pub(super) fn list<'r>(requests: impl Iterator<Item = &'r Registered>) -> Result<(), Trouble> {
    let (mut out, today) = (io::stdout(), crate::text::now().date());
    let mut count = 0;
    for request in requests {
        count += 1;
        let colour = request.colour(today).label();
        let due = due_words(request.due());
        let (office, step, title) = (&request.office, request.step.label(), request.form.schema.title);
        writeln!(out, "{colour}  {office}  {step}  {due}  {title}  {}", request.receipt)?;
    }
    writeln!(out, "共 {count} 件")?;
    if misses_next_year(today) {
        writeln!(out, "{}", advice::missing_notice(today.year() + 1))?;
    }
    Ok(())
}

/// How many are how near their end, where any is.
pub(super) fn alarm<'r>(requests: impl IntoIterator<Item = &'r Registered>) -> Result<(), Trouble> {
    let Alarms { over, in_three, in_five, doubtful } = alarms(requests, crate::text::now().date());
    let counted = [(over, "已经过期"), (in_three, "3 个工作日内到期"), (in_five, "5 个工作日内到期"), (doubtful, "日期说不出来")];
    let told: Vec<String> = counted.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{what} {count} 件")).collect();
    if !told.is_empty() {
        writeln!(io::stdout(), "提醒：{}", told.join("，"))?;
    }
    Ok(())
}

fn due_words(due: Due) -> String {
    match due {
        Due::On(day) => format!("{day} 到期"),
        Due::Doubtful => "日期还不能说".to_owned(),
        Due::Never => "没有期限在走".to_owned(),
    }
}

pub(super) fn show(request: &Registered) -> Result<(), Trouble> {
    let mut out = io::stdout();
    writeln!(out, "{}  {}  {}", request.office, request.form.schema.title, request.step.label())?;
    writeln!(out, "回执号：{}，终端 {}，{} 填写，{} 登记", request.receipt, request.terminal, request.left_on, request.opened_on)?;
    for (field, words) in request.form.answers() {
        writeln!(out, "{}：{}", field.label, clean(field.shown(words).reveal()))?;
    }
    for (key, due) in request.dates() {
        let label = LEGAL_DATES.iter().find(|(name, _)| *name == key).map_or(key, |(_, label)| *label);
        writeln!(out, "{label}：{}", advice::due(due))?;
    }
    for event in &request.events {
        if let Event::DecisionServed(served) = event
            && let Some(remedy) = remedy_words(Doors::of(&served.article), served.on)
        {
            writeln!(out, "救济途径：{}（{}）", remedy.words, remedy.source)?;
        }
    }
    if request.form.schema.is_application() && request.events.is_empty() {
        writeln!(out, "还没有记收到：当面交来、签收或者双方确认以后记，期限才开始算")?;
    }
    Ok(())
}
