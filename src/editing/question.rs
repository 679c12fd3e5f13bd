//! What screening and the rules of conversion ask about a document: open until a person masks, mends or releases it.

use crate::{
    convert::{
        Code, Finding, Level, Place, Record,
        screening::{Alarm, WrongWord, screen},
    },
    policy::DisclosureMark,
    review::State,
};

use super::{Lists, Tie, paper::Paper};

/// Something that a person has to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// As it stands in the log once it is answered; what is a person's is masked in it.
    pub finding: String,
    /// The line of the file, from 1.
    pub line: Option<usize>,
    /// How grave.
    pub level: Level,
    /// Where it comes from.
    pub cause: Cause,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Screening.
    Alarm(Alarm),
    /// A list of words or names.
    Word(WrongWord),
    /// Whoever read the file.
    Told(Finding),
    /// What its text says of another record: a tie that a person makes or does not make.
    Tie(Tie),
}

impl Question {
    fn alarm(alarm: Alarm) -> Self {
        let finding = format!("{}：{}", alarm.kind.label(), alarm.text);
        Self { finding, line: Some(alarm.line), level: alarm.level, cause: Cause::Alarm(alarm) }
    }

    fn word(word: WrongWord) -> Self {
        Self { finding: format!("“{}”可能写错了", word.wrong), line: Some(word.line), level: word.level, cause: Cause::Word(word) }
    }

    fn tie(tie: Tie) -> Self {
        Self { finding: tie.told(), line: tie.line, level: Level::Warning, cause: Cause::Tie(tie) }
    }

    fn told(finding: &Finding) -> Self {
        Self { finding: told(finding), line: None, level: finding.level, cause: Cause::Told(finding.clone()) }
    }
}

/// A finding of a conversion as it stands in a log.
pub fn told(finding: &Finding) -> String {
    format!("{}：{}", finding.code.name(), crate::text::clean(&finding.words).replace('\n', " "))
}

/// Whether a finding of a conversion waits for an answer of its own. What is asked of the text as it lies there, and of its fields, is asked there.
fn is_asked(finding: &Finding, record: &Record, (state, alarms): (&State, &[Question]), is_shown: bool) -> bool {
    let aside = matches!(finding.place, Some(Place::Margin | Place::Properties | Place::Name));
    match finding.code {
        _ if finding.level < Level::Warning => false,
        // Somebody set the mark right.
        Code::NotDisplayable => !is_shown,
        // A mark that stood in the head of the file is no part of the text, and holds for it all the same.
        Code::SecretMark => aside || !alarms.iter().any(|alarm| alarm.finding == finding.words) && !state.mended.contains(&finding.words),
        Code::PiiFound | Code::WrongWord => aside,
        // Its title, number and day are typed and confirmed one by one; words that were taken over want somebody who compared them.
        Code::NoTextLayer | Code::OcrLayer | Code::BadEncodingMap => !record.is_scan() || state.adopted,
        Code::MetaMissing => finding.words.contains('：') || finding.words.contains("这些列"),
        _ => true,
    }
}

/// All that is asked about a file of a source, worst first, without what was answered.
pub(super) fn questions(text: &str, record: Option<&Record>, (lists, ties): (&Lists, Vec<Tie>), state: &State) -> Vec<Question> {
    let mut asked: Vec<Question> = screen(text).into_iter().map(Question::alarm).collect();
    asked.extend(lists.find(text).into_iter().map(Question::word));
    if let Some(record) = record {
        let mark = Paper::read(text).and_then(|paper| paper.field("mark"));
        let is_shown = DisclosureMark::ALL.iter().any(|known| known.permits_display() && mark.as_deref() == Some(known.label()));
        let told = record.findings.iter().filter(|finding| is_asked(finding, record, (state, &asked), is_shown)).map(Question::told);
        asked.extend(told.collect::<Vec<_>>());
    }
    asked.extend(ties.into_iter().map(Question::tie));
    asked.retain(|question| !state.released.iter().any(|(finding, _, _)| *finding == question.finding));
    asked.sort_by_key(|question| (std::cmp::Reverse(question.level), question.line));
    asked.dedup_by(|left, right| left.finding == right.finding && left.line == right.line);
    asked
}
