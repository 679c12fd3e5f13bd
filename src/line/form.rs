//! A form in lines: what becomes of the words, one question at a time with its choices numbered, all answers at the end, the seal, and the number
//! letter by letter. The questions are those of the screen.

use std::io::{self, BufRead, Write};

use zeroize::Zeroize;

use super::{
    page::Page,
    talk::{Zone, read},
};
use crate::{
    advice::{Advice, progress, unanswered},
    interview::{Paper, Party, Step, Walk, asked, is_searched},
    outbox::{Progress, ReceiptNumber},
    request::{Form, right_door},
    search::Query,
    text::{clean, masked_but_phones, spoken},
    zone::Matter,
};

/// Who takes what was filled in.
pub struct Clerk<'c> {
    /// Whether a form may be begun.
    pub may_leave: &'c dyn Fn() -> Result<(), Box<Advice>>,
    /// Seals and keeps it.
    pub leave: &'c dyn Fn(&Form) -> Result<ReceiptNumber, Box<Advice>>,
    /// What became of a number, as it was typed: whole, or its digits.
    pub progress: &'c dyn Fn(&str) -> String,
}

/// Titles of what is public already that are read out.
const TITLES: usize = 3;

/// What somebody answered.
enum Said {
    /// Words; none, to leave it as it is.
    Words(String),
    /// 0: the question before.
    Back,
    /// A stroke: give it up.
    Away,
}

/// Somebody who asks in lines.
pub(super) struct Asker<'a, 'z, R, W> {
    pub(super) zone: &'a Zone<'z>,
    pub(super) lines: &'a mut R,
    pub(super) out: &'a mut W,
}

/// Why the interview ends before its end.
enum Left {
    /// Nobody types any more, or they cannot be heard.
    Gone(io::Error),
    /// They want to be elsewhere: the page that is shown then.
    To(Page),
}

impl From<io::Error> for Left {
    fn from(error: io::Error) -> Self {
        Self::Gone(error)
    }
}

type Heard<T> = Result<T, Left>;

impl<R: BufRead, W: Write> Asker<'_, '_, R, W> {
    /// Fills in a form for this matter; the page that is shown afterwards.
    pub(super) fn fill(mut self, matter: &Matter) -> io::Result<Page> {
        match self.interview(matter) {
            Ok(page) | Err(Left::To(page)) => Ok(page),
            Err(Left::Gone(error)) => Err(error),
        }
    }

    fn interview(&mut self, matter: &Matter) -> Heard<Page> {
        let paper = match matter {
            Matter::Any(None) => match self.which()? {
                Some(paper) => paper,
                None => return self.progress(),
            },
            Matter::Any(Some(_)) => Paper::Application,
            Matter::Opinion(_) => Paper::Opinion,
            Matter::Correction(_) => Paper::Mistake,
            Matter::Problem => Paper::Problem,
        };
        let refused = |advice: Box<Advice>| Left::To(Page::said(paper.title(), vec![advice.what, advice.mend]));
        (self.zone.clerk.may_leave)().map_err(refused)?;
        let mut walk = Walk::new(paper, self.zone.config.application.identity_here);
        self.say(paper.title())?;
        match matter {
            Matter::Opinion(item) => walk.form.answer("consultation", &item.id.as_str().into()),
            Matter::Correction(item) => walk.form.answer("record", &item.id.as_str().into()),
            Matter::Any(Some(item)) => walk.form.answer("wanted_features", &item.title.as_str().into()),
            Matter::Any(None) | Matter::Problem => {}
        }
        if let Matter::Opinion(item) | Matter::Correction(item) = matter {
            self.say(&format!("说的是：{}", item.title))?;
        }
        let unit = &self.zone.config.application.unit;
        self.say(&format!("填好马上封起来，只有{unit}打得开。没有封好就停下，写的全部清除。填好不等于提交。"))?;
        if paper.is_application() {
            let party = self.choose("谁申请？", &["我自己申请", "替别人申请", "单位申请"])?;
            walk.applies([Party::Citizen, Party::ForOther, Party::Organisation].get(party).copied().unwrap_or(Party::Citizen));
        }
        walk.step = walk.steps().first().copied().unwrap_or(Step::Delivery);
        self.walk(&mut walk)?;
        self.sealed(&mut walk)
    }

    /// Which form, where nobody said; none, to ask what became of one.
    fn which(&mut self) -> Heard<Option<Paper>> {
        let papers = [Paper::Application, Paper::Problem, Paper::Wish, Paper::Mark];
        let choices: Vec<&str> = papers.iter().map(|paper| paper.title()).chain(["查询进度"]).collect();
        let at = self.choose("可以在这里写：", &choices)?;
        Ok(papers.get(at).copied())
    }

    /// What became of a number.
    fn progress(&mut self) -> Heard<Page> {
        match self.hear("回执号是多少？只打中间的数字也行，0 返回：")? {
            Said::Words(mut words) => {
                let told = (self.zone.clerk.progress)(&words);
                words.zeroize();
                Ok(Page::said("查询进度", vec![told, format!("有疑问问服务台，电话 {}。", self.zone.config.hall.help_phone)]))
            }
            Said::Back | Said::Away => Err(Left::To(Page::word("查询进度", "没有查，什么都没有留下"))),
        }
    }

    /// Question by question, until all are answered.
    fn walk(&mut self, walk: &mut Walk) -> Heard<()> {
        loop {
            self.question(walk)?;
            match self.answer(walk)? {
                Said::Away => return Err(away()),
                Said::Back => match walk.previous() {
                    _ if walk.is_reviewed => return Ok(()),
                    Some(step) => walk.step = step,
                    None => self.say("这是第一题。斜线是放下")?,
                },
                Said::Words(words) => {
                    let is_taken = self.take(walk, &words)?;
                    let mut words = words;
                    words.zeroize();
                    if !is_taken {
                        continue;
                    }
                    if let Some(wrong) = walk.accept(self.zone.today.date) {
                        self.say(&unanswered(&wrong))?;
                        continue;
                    }
                    self.public(walk)?;
                    match walk.next() {
                        Some(step) => walk.step = step,
                        None => return Ok(()),
                    }
                }
            }
        }
    }

    /// Asks the question.
    fn question(&mut self, walk: &Walk) -> Heard<()> {
        let about = asked(walk.paper, walk.step, walk.bearings.for_other, walk.is_organisation());
        let number = walk.progress().map(|(at, of)| format!("第 {at} 题，共 {of} 题。")).unwrap_or_default();
        self.say(&format!("{number}{}", about.question))?;
        // What is said of keys on a screen is of no use here.
        self.say(about.why.split('；').next().unwrap_or_default())?;
        let choices = walk.choices();
        if choices.is_empty() {
            self.say(&format!("例：{}", about.example))?;
            if let Some(words) = walk.question().and_then(|question| walk.form.get(question.name)) {
                self.say(&format!("已经写了：{}", masked_but_phones(words.reveal())))?;
            }
        }
        for (at, (name, label)) in choices.iter().enumerate() {
            let mark = if walk.takes_several() && walk.has_chosen(at, name) { "，选了" } else { "" };
            self.say(&format!("{}，{label}{mark}", at + 1))?;
        }
        Ok(())
    }

    fn answer(&mut self, walk: &Walk) -> Heard<Said> {
        let ask = match (walk.choices().is_empty(), walk.takes_several()) {
            (true, _) => "请打答案，回车是空着，0 上一题，斜线放下：",
            (false, true) => "可以打几个数字，中间空一格，回车是就这些，0 上一题，斜线放下：",
            (false, false) => "请打数字，0 上一题，斜线放下：",
        };
        self.hear(ask)
    }

    /// Writes an answer down; false where it cannot be one.
    fn take(&mut self, walk: &mut Walk, words: &str) -> Heard<bool> {
        if words.is_empty() {
            return Ok(true);
        }
        let choices = walk.choices();
        if choices.is_empty() {
            if let Some(question) = walk.question() {
                walk.form.answer(question.name, &words.into());
            }
            return Ok(true);
        }
        let numbers: Vec<usize> = words.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        if let Some(wrong) = numbers.iter().find(|number| !(1..=choices.len()).contains(number)) {
            self.say(&format!("这里没有 {wrong}"))?;
            return Ok(false);
        }
        if !walk.takes_several() {
            numbers.first().into_iter().for_each(|number| walk.choose(number - 1));
            return Ok(!numbers.is_empty());
        }
        for (at, (name, _)) in choices.iter().enumerate() {
            if walk.has_chosen(at, name) != numbers.contains(&(at + 1)) {
                walk.choose(at);
            }
        }
        Ok(true)
    }

    /// What is public already, and the door at which the words belong.
    fn public(&mut self, walk: &Walk) -> Heard<()> {
        let Some(words) = walk.question().and_then(|question| walk.form.get(question.name)).filter(|_| is_searched(walk.paper, walk.step))
        else {
            return Ok(());
        };
        if let Some(door) = right_door(words.reveal()).filter(|_| walk.paper.is_application()) {
            self.say(door.advice())?;
        }
        let query = Query { text: words.clone(), limit: TITLES, ..Query::default() };
        let Ok(found) = self.zone.engine.find(&query, self.zone.today.date) else { return Ok(()) };
        if found.absent.is_some() || found.hits.is_empty() {
            return Ok(());
        }
        self.say("也许已经公开了，放下以后可以搜：")?;
        for hit in found.hits.iter().take(TITLES) {
            self.say(&hit.card.title)?;
        }
        Ok(())
    }

    /// All answers, changes of them, and the seal.
    fn sealed(&mut self, walk: &mut Walk) -> Heard<Page> {
        loop {
            walk.is_reviewed = true;
            self.say("都在这里，请听一遍：")?;
            let rows = walk.rows();
            for (at, (_, label, answer)) in rows.iter().enumerate() {
                let words = answer.as_ref().map_or("没有写".into(), |words| masked_but_phones(words.reveal()));
                self.say(&format!("{}，{label}：{words}", at + 1))?;
            }
            let seal = rows.len() + 1;
            self.say(&format!("{seal}，都对，封好"))?;
            let Said::Words(words) = self.hear("请打数字，斜线放下：")? else { return Err(away()) };
            match words.trim().parse::<usize>() {
                Ok(number) if number == seal => {
                    if let Some((step, wrong)) = walk.unfinished(self.zone.today.date) {
                        self.say(&unanswered(&wrong))?;
                        walk.step = step;
                        self.walk(walk)?;
                        continue;
                    }
                    match (self.zone.clerk.leave)(&walk.form) {
                        Ok(number) => return Ok(self.left(walk.paper, &number)),
                        Err(advice) => self.say(&format!("{}。{}。写的还在，可以再试一次。", advice.what, advice.mend))?,
                    }
                }
                Ok(number) if (1..seal).contains(&number) => {
                    if let Some((step, ..)) = rows.get(number - 1) {
                        walk.step = *step;
                        self.walk(walk)?;
                    }
                }
                _ => self.say("请打前面的数字")?,
            }
        }
    }

    /// The number, and what to do next.
    fn left(&self, paper: Paper, number: &ReceiptNumber) -> Page {
        let spelled: Vec<String> = number.as_str().chars().map(|c| if c == '-' { "横".to_owned() } else { c.to_string() }).collect();
        let config = self.zone.config;
        let next = if paper.is_application() {
            format!(
                "接下来：到服务台请工作人员收下，身份证件给他们看。{}。{}登记了才算提交。",
                config.hall.help_desk, config.application.unit
            )
        } else {
            format!("接下来：您不用做什么，工作人员会送到{}。", config.application.unit)
        };
        let ask = format!("想知道到哪一步，在这里选“查询进度”，或者告诉服务台这个号，电话 {}。", config.hall.help_phone);
        Page::said("已填好，尚未提交", vec![format!("回执号，一个一个念：{}", spelled.join("，")), format!("回执号：{number}"), next, ask])
    }

    /// One of these.
    fn choose(&mut self, question: &str, choices: &[&str]) -> Heard<usize> {
        loop {
            self.say(question)?;
            for (at, label) in choices.iter().enumerate() {
                self.say(&format!("{}，{label}", at + 1))?;
            }
            match self.hear("请打数字，0 返回：")? {
                Said::Back | Said::Away => return Err(away()),
                Said::Words(words) => match words.trim().parse::<usize>() {
                    Ok(number) if (1..=choices.len()).contains(&number) => return Ok(number - 1),
                    _ => self.say("请打前面的数字")?,
                },
            }
        }
    }

    fn say(&mut self, words: &str) -> Heard<()> {
        let said = if self.zone.aloud { spoken(&clean(words)) } else { clean(words).into_owned() };
        Ok(writeln!(self.out, "{said}")?)
    }

    fn hear(&mut self, ask: &str) -> Heard<Said> {
        write!(self.out, "{ask}")?;
        self.out.flush()?;
        let Some(mut typed) = read(self.lines)? else { return Err(Left::Gone(io::ErrorKind::UnexpectedEof.into())) };
        writeln!(self.out)?;
        let words = typed.trim().to_owned();
        typed.zeroize();
        Ok(match words.as_str() {
            "0" | "０" => Said::Back,
            "/" | "／" => Said::Away,
            _ => Said::Words(words),
        })
    }
}

/// It was given up.
fn away() -> Left {
    Left::To(Page::word("放下了", "写的都清除了"))
}

/// A clerk who takes nothing: the zone is only shown.
pub const NOBODY: Clerk<'static> =
    Clerk { may_leave: &|| Err(Box::new(closed())), leave: &|_| Err(Box::new(closed())), progress: &|_| progress(&Progress::Unknown) };

fn closed() -> Advice {
    use crate::advice::Advise;
    crate::outbox::OutboxError::Closed(crate::outbox::Closed::NoKey).advice()
}

/// The form that a leaflet's door opens.
pub(super) fn of_leaflet(id: &str) -> Option<Matter> {
    use crate::policy::Leaflet;
    match id {
        Leaflet::APPLY => Some(Matter::Any(None)),
        Leaflet::PROBLEM => Some(Matter::Problem),
        _ => None,
    }
}
