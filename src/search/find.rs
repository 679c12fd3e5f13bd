//! A question answered: which records match and may be listed, in which order, with which excerpts, and how many each filter would leave.

use std::sync::{Arc, PoisonError};

use jiff::civil::Date;

use super::{
    answer::{self, Occasion},
    day::Day,
    engine::Engine,
    error::SearchError,
    finders::{Scan, is_law},
    found::{Found, Hit, Match},
    gate::{Answers, Candidate, Judgement, LOOKED_AT, Looked},
    listing::{Ended, Listed, compare, lift},
    marks::{Marker, fragments},
    matter::Matter,
    meant::Written,
    nearby::nearby,
    query::{Care, Query, Sort},
    question::Question,
    rank::{Ranking, Verdict},
    shapes,
    shelves::Counts,
    snippet::{opening, snippet},
    sought::{Ask, Sought},
    terms::Terms,
};
use crate::{
    library::{Entry, Ordinal},
    policy::{AskedArticle, Passage, RecordKind, ShortNumber, article_key},
    text::{VisitorText, fold_char, squeeze},
};

/// Fewest characters that are a question; what is shorter is a field to look around in.
const SHORTEST: usize = 3;
/// Other passages of a hit that are shown, and what part of the best one's score they have at least.
const MORE: usize = 2;
const NEARLY: f32 = 0.8;
/// Records that have ended of which it is asked whether they are about the matter.
const ENDED: usize = 3;

/// What part of the best score a record has at least that is called as the shape of a question says.
const RAISED: f32 = 0.9;

/// Part of the best score from which on a record answers nearly as well as the best. Chosen by hand on the sample county.
const NEAR: f32 = 0.5;

impl Engine {
    /// Answers a query as of a day. Without words, everything that passes the filters is found, the newest first.
    /// Where nothing is about what was typed and something is about what was meant, that is answered instead, and the answer says so.
    pub fn find(&self, query: &Query, today: Date) -> Result<Found, SearchError> {
        let found = self.as_typed(query, today)?;
        let Some(meant) = found.meant.clone() else { return Ok(found) };
        let denied = |text: &VisitorText| -> Result<bool, SearchError> {
            let alone = Query { text: text.clone(), limit: LOOKED_AT, care: Care::Careful, here: query.here, ..Query::default() };
            Ok(self.as_typed(&alone, today)?.absent.is_some())
        };
        // What was just answered says it itself.
        let is_judged = query.is_judged() && !query.ended;
        let is_denied = if is_judged { found.absent.is_some() } else { denied(&query.text)? };
        if !is_denied || denied(&meant)? {
            return Ok(found);
        }
        Ok(Found { meant: Some(meant.clone()), ..self.as_typed(&Query { text: meant, ..query.clone() }, today)? })
    }

    /// Answers a query as it was typed.
    fn as_typed(&self, query: &Query, today: Date) -> Result<Found, SearchError> {
        let question = self.question(query.text.reveal(), query.care);
        let terms = &question.terms;
        let day = self.day(today);
        let mut ranking = if !terms.squeezed.is_empty() {
            self.ranking(&question)?
        } else if query.text.is_blank() {
            Ranking::of_everything(self.library.cards().len())
        } else {
            Ranking::default()
        };
        let sought = self.sought(query);
        ranking.answered_by(sought.carriers().map(|(card, _)| card));
        if query.care == Care::Careful {
            ranking.answered_by(self.keywords().called_in(&terms.squeezed).into_iter());
        }
        let named_none = !ranking.answers().any(|(_, verdict)| verdict.is_named());
        let law_unheld = named_none && question.article.as_ref().is_some_and(|asked| is_law(&asked.law));
        let mut found = Found::default();
        let (mut listed, mut ended) = self.listed(query, &day, &ranking, &sought, &mut found);
        // What has ended does not shut out what holds and has a little less of the question.
        if listed.is_empty() && !terms.letters {
            ranking.content_with_nearly();
            (listed, ended) = self.listed(query, &day, &ranking, &sought, &mut found);
        }
        if query.care == Care::Careful {
            self.raise(terms, &mut listed);
        }
        let order = if terms.squeezed.is_empty() { Sort::Newest } else { query.sort };
        let wanted = query.skip.saturating_add(query.limit).min(listed.len());
        // Whether anything is about the question does not hang on how many hits are shown.
        let looked_at = if query.is_judged() { wanted.max(LOOKED_AT).min(listed.len()) } else { wanted };
        if looked_at < listed.len() && looked_at > 0 {
            listed.select_nth_unstable_by(looked_at - 1, |left, right| compare(order, left, right));
        }
        listed.truncate(looked_at);
        listed.sort_by(|left, right| compare(order, left, right));
        found.meant = if query.care == Care::Careful { self.meant(&question)?.map(VisitorText::from) } else { None };
        let judged = (query.is_judged() && order == Sort::Relevance)
            .then(|| self.judge(&question, found.meant.as_ref(), &sought, &mut listed, &ended))
            .flatten()
            // No other law stands for one that is not held, however near its matter.
            .map(|(matter, judged)| (matter, if law_unheld { judged.denied() } else { judged }));
        listed.truncate(wanted);
        let marker = Marker::new(terms);
        found.hits = listed.iter().skip(query.skip).map(|listed| self.hit(listed, &question, &marker)).collect::<Result<_, _>>()?;
        found.completions = self.completions(&terms.squeezed).into_iter().map(VisitorText::from).collect();
        if found.total == 0 && !terms.squeezed.is_empty() {
            found.nearby = nearby(terms, &self.library, ranking.verdicts());
        }
        found.answer = self.answer(query, &sought, day.date, listed.first(), judged.as_ref());
        if let Some((_, judged)) = judged.filter(|(_, judged)| !judged.about) {
            found.absent = Some(query.text.clone());
            found.nearby.topics = judged.themes;
        }
        Ok(found)
    }

    /// Brings what is called as the shape of a question says among the best: none of its words need stand there.
    fn raise(&self, terms: &Terms, listed: &mut [Listed<'_>]) {
        let asked: Vec<char> = terms.squeezed.chars().collect();
        let shapes = shapes::found_in(&asked);
        let meant: Vec<Ordinal> =
            shapes.iter().flat_map(|shape| shape.official).flat_map(|term| self.keywords().named(term)).copied().collect();
        let best = listed.iter().map(|listed| listed.verdict.score).fold(0.0, f32::max);
        for listed in listed.iter_mut().filter(|listed| meant.contains(&listed.ordinal)) {
            listed.verdict.score = listed.verdict.score.max(RAISED * best);
        }
    }

    /// What is asked about, and what the gate says to it. Hits that are called so move up.
    fn judge<'a>(
        &self,
        question: &Question<'_>,
        meant: Option<&VisitorText>,
        sought: &Sought,
        listed: &mut [Listed<'a>],
        ended: &[Ended<'a>],
    ) -> Option<(Matter, Judgement)> {
        let first = listed.first()?;
        // A wrong character carries no matter; what it was taken for does.
        let matter = Matter::of(meant.map_or(question.text, VisitorText::reveal), self.everyday());
        let carries = sought.carrier(first.ordinal).is_some_and(|carrier| carrier.whole);
        if carries || question.terms.letters || first.named || !matter.is_said() {
            let judged = Judgement::by_score(first.verdict.score);
            let certain = carries || question.terms.letters || first.named;
            let judged = if certain { judged } else { judged.unsaid(&matter, first.card) };
            return Some((matter, judged));
        }
        let bearer = first.ordinal;
        let asks_whom = sought.asks.any(&[Ask::Whom, Ask::Complaint]);
        let is_responsible = asks_whom && first.card.kind == RecordKind::Body && sought.carrier(bearer).is_some();
        let best = listed.get_mut(..LOOKED_AT.min(listed.len())).unwrap_or_default();
        for listed in best.iter_mut() {
            listed.verdict.score *= Candidate::of(listed.card, &matter).lift(&matter);
        }
        best.sort_by(|left, right| compare(Sort::Relevance, left, right));
        let hits: Vec<Candidate<'_>> = best.iter().map(|listed| Candidate::of(listed.card, &matter)).collect();
        let nearness = question.nearness.get();
        let near = nearness.filter(|nearness| !nearness.by_model);
        let looked = Looked {
            score: best.first().map_or(0.0, |first| first.verdict.score / hits.first().map_or(1.0, |hit| hit.lift(&matter))),
            ended: ended.iter().map(|card| &**card.card).collect(),
            borne: if meant.is_some() { 0.0 } else { matter.share(&sought.marked(bearer)) },
            near: near.map(|near| best.iter().map(|listed| near.of(listed.ordinal)).fold(0.0, f32::max)),
            hits,
        };
        let is_name = |name: &str| self.known().has(name) || !self.keywords().named(name).is_empty() || self.says_itself(name);
        let is_written = |at: usize, said: &[char]| best.get(at).is_some_and(|listed| self.writes(listed, question, said));
        let judged = Judgement::on(&matter, &looked, is_name, is_written);
        // Who asks whom to turn to is not told that there is nothing where somebody is responsible for a part of it.
        let judged = if is_responsible { Judgement { about: true, ..judged } } else { judged };
        let near = nearness.filter(|nearness| nearness.by_model).zip(best.first());
        let near = near.map(|(nearness, first)| nearness.best + nearness.of(first.ordinal));
        Some((matter, near.map_or(judged.clone(), |near| judged.heeding(near))))
    }

    /// Goes through everything that matches: counts it and gives what may be listed, in no order, and the best of what has ended and may not.
    fn listed<'a>(
        &'a self,
        query: &Query,
        day: &'a Day,
        ranking: &Ranking,
        sought: &Sought,
        found: &mut Found,
    ) -> (Vec<Listed<'a>>, Vec<Ended<'a>>) {
        let shelves = &self.shelves;
        let wanted = shelves.wanted(&query.filter);
        let with_ended = query.ended || query.filter.validity.is_some_and(crate::policy::Validity::is_ended);
        let mut counts = Counts::new(shelves);
        let (mut listed, mut ended) = (Vec::new(), Vec::new());
        (found.total, found.in_force, found.hidden) = (0, 0, 0);
        let holds = |ordinal| day.state(ordinal).is_some_and(|state| !state.has_ended() && !state.silent);
        let most_alike = ranking.answers().filter(|(ordinal, _)| holds(*ordinal)).map(|(_, verdict)| verdict.alike).fold(0.0, f32::max);
        let by_number = ShortNumber::asked(query.text.reveal()).is_some();
        for (ordinal, verdict) in ranking.answers() {
            let Some((card, state)) = self.library.cards().get(ordinal.index()).zip(day.state(ordinal)) else { continue };
            if state.silent {
                continue;
            }
            let unmet = shelves.unmet(&wanted, ordinal, state);
            // A row that says what is public about a matter is called like the matter: whoever says 高龄津贴 wants the allowance.
            let by_matter = card.kind == RecordKind::Catalogue && !by_number;
            // What has ended is not listed, unless it is the very paper that was named.
            let named = verdict.is_named() && !by_matter || (state.has_ended() && verdict.alike > most_alike);
            let may_list = with_ended || !state.has_ended() || named;
            counts.add(ordinal, state, unmet, may_list);
            if unmet != 0 {
                continue;
            }
            found.total += 1;
            found.in_force += usize::from(state.standing.counts_as_valid());
            found.hidden += usize::from(!may_list);
            let verdict = Verdict { score: lift(card.kind) * verdict.score, ..*verdict };
            if may_list {
                let sought = sought.carrier(ordinal).map_or(0.0, |carrier| carrier.worth);
                listed.push(Listed { ordinal, card, state, verdict, named, sought, near: false });
            } else {
                ended.push(Ended { card, score: verdict.score });
            }
        }
        found.facets = counts.facets();
        let best = listed.iter().map(|listed| listed.verdict.score).fold(0.0, f32::max);
        listed.iter_mut().for_each(|listed| listed.near = listed.verdict.score >= NEAR * best);
        ended.sort_by(|left: &Ended<'_>, right| right.score.total_cmp(&left.score));
        ended.truncate(ENDED);
        (listed, ended)
    }

    /// What the first hit answers by itself. Only where somebody asked and waits.
    fn answer(
        &self,
        query: &Query,
        sought: &Sought,
        today: Date,
        first: Option<&Listed<'_>>,
        judged: Option<&(Matter, Judgement)>,
    ) -> Vec<String> {
        let asks = query.care == Care::Careful && squeeze(query.text.reveal()).chars().count() >= SHORTEST;
        let Some(first) = first.filter(|first| asks && first.state.may_hold) else { return Vec::new() };
        let answer = match sought.carrier(first.ordinal).filter(|carrier| carrier.whole) {
            Some(carrier) => {
                let occasion = Occasion {
                    asks: sought.asks,
                    days: &sought.days,
                    holidays: &sought.holidays,
                    today,
                    time: query.here.time,
                    from: query.here.at,
                    row: carrier.row,
                    by_duty: carrier.by_duty,
                };
                answer::whereabouts(&self.library, first.card, &occasion)
            }
            None => match judged {
                Some((matter, judged)) if judged.answers != Answers::No => {
                    answer::answer(&self.library, first.card, matter, judged.answers == Answers::BySentence)
                }
                _ => return Vec::new(),
            },
        };
        // Hits without an answer are better than none.
        answer.unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a record cannot be read");
            Vec::new()
        })
    }

    /// What was meant, where a character was taken for another.
    fn meant(&self, question: &Question<'_>) -> Result<Option<String>, SearchError> {
        let Some(lists) = self.lists.as_ref().filter(|_| !question.terms.letters) else { return Ok(None) };
        Ok(Written(lists).meant(question.text, self.everyday())?)
    }

    fn hit(&self, listed: &Listed<'_>, question: &Question<'_>, marker: &Marker) -> Result<Hit, SearchError> {
        let article = question.article.as_ref().filter(|_| listed.named);
        let article = article.map(|asked| self.article(listed, asked)).transpose()?.flatten();
        let is_article = article.is_some();
        // Who names a record outright wants it from the beginning.
        let passage = if is_article || listed.named { article } else { self.passage(listed, question)? };
        let passage = passage.and_then(|passage| shown(passage, marker, is_article));
        let more = if listed.named { Vec::new() } else { self.more(listed, question, marker)? };
        let title: Vec<char> = listed.card.title.chars().collect();
        let marks = marker.title_marks(&title);
        Ok(Hit {
            card: Arc::clone(listed.card),
            standing: listed.state.standing.clone(),
            why: self.library.why(&listed.state.standing),
            passage,
            more,
            title: fragments(&title, &marks),
            score: listed.verdict.score,
        })
    }

    /// The article of a paper that was named with it, if it has one of that number.
    fn article(&self, listed: &Listed<'_>, asked: &AskedArticle) -> Result<Option<Passage>, SearchError> {
        let key = asked.key(&listed.card.title);
        if let Some((lists, index)) = self.lists.as_ref().zip(self.library.index()) {
            let of_card = |entry: &Entry| self.library.card_of().card(*entry) == Some(listed.ordinal);
            let entry = lists.articles.of_key(&key)?.into_iter().filter(of_card).min();
            return Ok(entry.map(|entry| index.passage(entry)).transpose()?.flatten());
        }
        let passages = self.library.passages(listed.ordinal).unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a record cannot be read");
            Vec::new()
        });
        Ok(passages.into_iter().find(|passage| article_key(&listed.card.title, &passage.label).as_ref() == Some(&key)))
    }

    /// The passage that a hit shows.
    fn passage(&self, listed: &Listed<'_>, question: &Question<'_>) -> Result<Option<Passage>, SearchError> {
        if self.uses_index() {
            let found = listed.verdict.passage.zip(self.library.index()).map(|(entry, index)| index.passage(entry));
            return Ok(found.transpose()?.flatten());
        }
        // A title without an excerpt is a better answer than none.
        Ok(Scan::passage(&question.terms, &self.library, listed.ordinal).unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a record cannot be read");
            None
        }))
    }

    /// Passages of a hit that answer nearly as well as the one that it shows: a code of law has the right one second as often as not.
    fn more(&self, listed: &Listed<'_>, question: &Question<'_>, marker: &Marker) -> Result<Vec<Match>, SearchError> {
        let Some((passages, index)) = question.passages.get().zip(self.library.index()) else { return Ok(Vec::new()) };
        let mut own = passages.iter().filter(|ranked| ranked.card == listed.ordinal).peekable();
        let enough = own.peek().map_or(0.0, |best| NEARLY * best.score);
        let more = own.filter(|ranked| ranked.score >= enough && Some(ranked.entry) != listed.verdict.passage).take(MORE);
        let more = more.map(|ranked| Ok(index.passage(ranked.entry)?.and_then(|passage| shown(passage, marker, false))));
        more.filter_map(Result::transpose).collect()
    }

    /// Whether the passage that a hit shows has these folded characters, one after the other.
    fn writes(&self, listed: &Listed<'_>, question: &Question<'_>, said: &[char]) -> bool {
        let passage = self.passage(listed, question).ok().flatten();
        let text: Vec<char> =
            passage.iter().flat_map(|passage| passage.text.chars()).filter(|c| c.is_alphanumeric()).map(fold_char).collect();
        text.windows(said.len().max(1)).any(|stands| stands == said)
    }

    /// The state of all records on a day; worked out once a day.
    fn day(&self, date: Date) -> Arc<Day> {
        let mut known = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref().filter(|day| day.date == date) {
            Some(day) => Arc::clone(day),
            None => Arc::clone(known.insert(Arc::new(Day::new(&self.library, date)))),
        }
    }
}

/// A passage as an excerpt: from its beginning, or around what matched; none where nothing did.
fn shown(passage: Passage, marker: &Marker, from_beginning: bool) -> Option<Match> {
    // The label stands beside the excerpt.
    let text = passage.text.strip_prefix(&passage.label).unwrap_or(&passage.text).trim_start();
    let snippet = if from_beginning { opening(text, marker) } else { snippet(text, marker)? };
    Some(Match { passage: passage.id, section: passage.section, label: passage.label, snippet })
}
