//! The gate before an answer: whether the library has anything about what was asked, and whether the first hit answers it. A score cannot tell:
//! there is a best hit for any words. What carries the matter must be met by what records are called.
//!
//! The figures were chosen on the questions in `data/evaluate` whose names end in `dev`. Those that end in `held` were read once, and two rules
//! follow from it: their figures are kinder than those of questions that nobody has seen.

use super::{
    answer,
    called::Called,
    completions::LONGEST,
    evidence::{Evidence, JUDGED, SHORT},
    likeness::Name,
    loss::{REPLACED, REPLACED_IN_TEXT},
    matter::{Matter, Met},
};
use crate::{library::Card, policy::RecordKind};

/// Hits that are looked at.
pub(super) const LOOKED_AT: usize = 8;
/// Hits whose passages are read for what was asked, word for word.
const READ: usize = 3;
/// How far a record must be about a short matter for the library to be, and about a longer question.
const ABOUT: f32 = 0.6;
const ABOUT_LONGER: f32 = 0.2;
/// The same where the question has the name of a record in it.
const ABOUT_NAMED: f32 = 0.3;
/// How well the first hit must match, where a text of nothing but the question has about 1.
const ENOUGH: f32 = 0.5;
/// How far title and keywords of the first hit must meet the matter for it to answer.
const ANSWERS: f32 = 0.66;
/// The same for a longer question, where the hit matches well too.
const ANSWERS_LONGER: f32 = 0.44;
const WELL: f32 = 0.7;
/// The same where the question says outright what the record is called, and how well it must match then, or else match by that alone.
const ANSWERS_NAMED: f32 = 0.3;
const NEARLY_WELL: f32 = 0.6;
const VERY_WELL: f32 = 0.9;
/// How far a hit must be about the matter for its themes to be offered.
const THEME: f32 = 0.25;
/// What a record gains that has the half of a compound only.
const HALF: f32 = 0.8;
/// How far what was typed must stand in a title to be short for it, and the fewest characters that are.
const ABBREVIATED: f32 = 0.95;
const SHORTEST: usize = 3;
/// What it is worth to be called like the rest of a dispute.
const HALF_OF_A_DISPUTE: f32 = 0.5;
/// How much of the matter must be what the record is called, where it has one half of a compound only.
const NEARLY_ALL: f32 = 0.75;
/// How much more a hit is worth whose title and keywords meet a short matter whole.
const LIFT: f32 = 0.5;

/// The same of one whose title has it: keywords say what else people come for.
const TITLED: f32 = 0.15;
/// The same of one that is called what was said by its shape.
const SHAPED: f32 = 0.3;

/// Words of who was refused, deceived or wants to sue: how something is done and what it costs is no answer to that, unless the record is called so.
const DISPUTES: [&str; 40] = [
    "拖着",
    "拖工",
    "不给",
    "不让",
    "不肯",
    "拒绝",
    "不退",
    "不还",
    "不赔",
    "不认",
    "赖账",
    "赖着",
    "退不",
    "要不回",
    "拖着不",
    "被骗",
    "骗了",
    "骗我",
    "被坑",
    "坑人",
    "扣着",
    "被扣",
    "克扣",
    "打官司",
    "起诉",
    "告状",
    "纠纷",
    "冒充",
    "造假",
    "跑路",
    "跑了",
    "烂尾",
    "不交房",
    "办不下",
    "还不上",
    "还不起",
    "怎么还",
    "咋还",
    "逾期",
    "违约",
];

/// What is done with a paper, or a right, that somebody has already: how it is got is no answer to that, unless the record is called so.
const KEPT_UP: [&str; 14] =
    ["年检", "年审", "审验", "年报", "抵押", "质押", "转让", "转租", "出租", "出借", "吊销", "撤销", "查封", "冻结"];

/// What records say that are for who sets something up: one for those who go there is no answer to them.
const FOUNDED: [&str; 9] = ["设立", "开办", "登记", "注册", "许可", "执照", "备案", "开店", "创业"];

/// Words of who asks for money, and what records say that give some.
const MONEY: [&str; 8] = ["补贴", "补助", "津贴", "奖补", "补多少", "补好多", "补几", "补钱"];
const GIVES: [&str; 8] = ["补", "津贴", "奖", "救助", "金", "报销", "资助", "贷款"];

/// Words of who asks how much tax is owed. A guide tells what it costs to be served, which is something else.
const TAX: &str = "税";
const HOW_MUCH: [&str; 6] = ["多少", "好多", "几个点", "税率", "怎么算", "咋算"];

/// The nearness below which nothing is about a question whatever words it shares, and from which on something is whatever words it lacks. Words
/// decide between: of 148 absent matters these deny two more, and of 448 held ones they let one more through, none of either the wrong way.
const FAR: f32 = 0.55;
const NEAR: f32 = 1.05;

/// Whether the first hit may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    Yes,
    /// Only by a sentence that says yes or no to what was asked.
    BySentence,
    No,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    /// Whether anything in the library is about it; so where nobody can tell.
    pub(super) about: bool,
    /// Whether the first hit answers it.
    pub(super) answers: Answers,
    /// Everyday themes of the hit that is most about it.
    pub(super) themes: Vec<String>,
}

/// The best hits, as the gate looks at them.
pub(super) struct Candidate<'a> {
    pub(super) card: &'a Card,
    called: Called,
    met: Met,
    /// Whether somebody was refused or deceived, and the record is not called so.
    disputed: bool,
}

/// What was found, as the gate looks at it.
pub(super) struct Looked<'a> {
    /// The best hits.
    pub(super) hits: Vec<Candidate<'a>>,
    /// Records that have ended and are not listed.
    pub(super) ended: Vec<&'a Card>,
    /// How well the first hit matches.
    pub(super) score: f32,
    /// How much of the matter places, bodies and notices have.
    pub(super) borne: f32,
    /// How near the nearest of the hits comes by what it means; none where the table does not say.
    pub(super) near: Option<f32>,
}

impl<'a> Candidate<'a> {
    pub(super) fn of(card: &'a Card, matter: &Matter) -> Self {
        let called = Called::of(card);
        let founded = !matter.founds() || called.mentions_any(&FOUNDED);
        let met = if founded { matter.met_by(&called) } else { Met::default() };
        let disputed = DISPUTES.iter().any(|word| matter.says(word) && !called.says(word));
        Self { card, called, met, disputed }
    }

    /// How far the record is about the matter.
    fn about(&self) -> f32 {
        self.met.in_all * if self.met.by_half { HALF } else { 1.0 } * if self.disputed { HALF_OF_A_DISPUTE } else { 1.0 }
    }

    /// Whether what was typed stands in its title, characters left out: 危改细则.
    fn is_abbreviated(&self, matter: &Matter) -> bool {
        let typed: String = matter.asked().iter().collect();
        matter.length() >= SHORTEST && Name::typed(&typed).likeness(&Name::title(&self.card.title)).covered >= ABBREVIATED
    }

    /// Whether title, keywords or summary say what is done when a paper is lost.
    fn replaces(&self) -> bool {
        self.called.mentions_any(&REPLACED)
    }

    /// By how much its score counts more on a short matter that its names meet, or on one said by its shape; a longer question is best ranked by texts.
    pub(super) fn lift(&self, matter: &Matter) -> f32 {
        let by_name = if matter.bare().len() <= SHORT { LIFT * self.met.by_name } else { 0.0 };
        1.0 + by_name + TITLED * matter.entitled(&self.called) + if matter.is_shaped_like(&self.called) { SHAPED } else { 0.0 }
    }
}

impl Judgement {
    /// Where words say nothing: spellings and numbers were typed, and their finders are certain enough.
    pub(super) fn by_score(score: f32) -> Self {
        Self { about: true, answers: if score >= ENOUGH { Answers::Yes } else { Answers::No }, themes: Vec::new() }
    }

    /// The same where nothing that was said carries a matter: the first hit answers only if it is called what was said.
    pub(super) fn unsaid(self, matter: &Matter, first: &Card) -> Self {
        if Called::of(first).holds(&matter.bare()) { self } else { Self { answers: Answers::No, ..self } }
    }

    /// The same with a word of the model: how near the library comes, and its first hit, added up.
    pub(super) fn heeding(self, near: f32) -> Self {
        match self.about {
            true if near < FAR => self.denied(),
            false if near >= NEAR => Self { about: true, ..self },
            _ => self,
        }
    }

    /// The same where it is known that what was asked for is not held.
    pub(super) fn denied(self) -> Self {
        Self { about: false, answers: Answers::No, ..self }
    }

    /// On a matter, by what was found. `is_name` knows what the library calls its records, `is_written_in` whether the passage of one of the best hits has
    /// something word for word.
    pub(super) fn on(
        matter: &Matter,
        looked: &Looked<'_>,
        is_name: impl Fn(&str) -> bool,
        is_written_in: impl Fn(usize, &[char]) -> bool,
    ) -> Self {
        let Looked { hits, ended, score, .. } = looked;
        let is_written = |said: &[char]| (0..READ.min(hits.len())).any(|at| is_written_in(at, said));
        // What a hit is not called stands where it answers.
        let is_told = |(at, hit): (usize, &Candidate<'_>)| {
            let is_there = |said: &[char]| is_written_in(at, said);
            hit.about() >= ABOUT_NAMED && matter.is_met_by(&hit.called, is_there)
        };
        let ended = ended.iter().map(|card| Candidate::of(card, matter).about());
        let best = hits.iter().map(Candidate::about).chain(ended).fold(0.0, f32::max);
        let known = if matter.founds() { 0.0 } else { matter.known(LONGEST, is_name) };
        let short = matter.length() <= SHORT;
        let alike = hits.iter().any(|hit| hit.is_abbreviated(matter) || matter.is_shaped_like(&hit.called));
        let by_words = alike
            || matter.length() > JUDGED
            || best >= if short { ABOUT } else { ABOUT_LONGER }
            || known >= ABOUT
            || short && hits.iter().take(READ).enumerate().any(is_told)
            || known > 0.0 && best >= ABOUT_NAMED
            || best >= ABOUT_LONGER && matter.in_full().is_some_and(&is_written);
        let first = hits.first().map_or(0.0, Candidate::about);
        let unmet = matter.unmet_by(&hits.iter().map(|hit| &hit.called).collect::<Vec<_>>());
        let evidence = |near| Evidence { best, first, known, borne: looked.borne, alike, near, score: *score, unmet };
        let weighed = looked.near.map_or(by_words, |near| evidence(near).is_enough(matter.length(), by_words));
        let is_kept = |hit: &Candidate<'_>| hit.about() >= ABOUT_LONGER && hit.replaces();
        let about = (!matter.is_judged() || weighed || looked.borne >= ABOUT)
            && (!matter.loses()
                || hits.iter().any(is_kept)
                || REPLACED_IN_TEXT.iter().any(|word| is_written(&word.chars().collect::<Vec<_>>())));
        // What only texts speak for is not answered.
        let answers = match hits.first().filter(|_| about && by_words && *score >= ENOUGH) {
            Some(first) => answers(matter, first, *score),
            None => Answers::No,
        };
        let nearest = hits.iter().filter(|hit| hit.met.in_all >= THEME && !hit.card.topics.is_empty());
        let nearest = nearest.max_by(|left, right| left.met.in_all.total_cmp(&right.met.in_all));
        Self { about, answers, themes: nearest.map(|hit| hit.card.topics.clone()).unwrap_or_default() }
    }
}

/// Whether title and keywords of a hit carry what was asked. What carries it in part answers a question for yes or no by a sentence at most.
fn answers(matter: &Matter, hit: &Candidate<'_>, score: f32) -> Answers {
    let met = hit.met.by_name;
    let is_long = matter.length() > SHORT;
    // Who tells a story says words side by side that make no compound.
    let by_half = hit.met.by_half && matter.length() <= JUDGED;
    let is_disputed = hit.disputed || matter.loses() && !hit.replaces();
    // Whether it may be done at all is answered by the sentence that says so.
    let is_kept_up = !answer::asks_whether(matter) && KEPT_UP.iter().any(|word| matter.says(word) && !hit.called.says(word));
    let is_disputed = is_disputed || is_kept_up;
    let is_unpaid = MONEY.iter().any(|word| matter.says(word)) && !hit.called.mentions_any(&GIVES);
    let is_disputed = is_disputed || is_unpaid;
    let is_owed = hit.card.kind == RecordKind::Guide && matter.says(TAX) && HOW_MUCH.iter().any(|word| matter.says(word));
    let is_disputed = is_disputed || is_owed;
    let may = !matter.is_vague() && !by_half && !is_disputed;
    if may && met >= ANSWERS {
        return Answers::Yes;
    }
    let named = matter.named(&hit.called).is_some_and(|named| !by_half || named >= NEARLY_ALL);
    let by_name = named && !is_disputed && (met >= ANSWERS_NAMED && score >= NEARLY_WELL || score >= VERY_WELL);
    if may && is_long && met >= ANSWERS_LONGER && score >= WELL || by_name {
        return if answer::asks_whether(matter) { Answers::BySentence } else { Answers::Yes };
    }
    if is_long && score >= WELL { Answers::BySentence } else { Answers::No }
}
