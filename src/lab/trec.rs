//! Runs for measuring quality: questions in, ranked ids out, as retrieval evaluations write them.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, de::DeserializeOwned};

use crate::search::{Engine, SearchError};

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Passages (articles).
    Passage,
    /// Records.
    Document,
}

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A line of the questions is no question.
    #[error("line {line} is no question with id and text")]
    Question {
        /// Line, counted from 1.
        line: usize,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// Reading questions or writing the run failed.
    #[error("reading questions or writing the run")]
    Io(#[from] io::Error),
    /// The engine failed.
    #[error(transparent)]
    Search(#[from] SearchError),
}

impl RunError {
    /// What is said on the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Question { .. } => "F-03",
            Self::Io(_) => "F-04",
            Self::Search(error) => error.code(),
        }
    }
}

/// A question of a set for measuring.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Trial {
    /// Its id.
    pub id: String,
    /// As somebody would type it.
    pub text: String,
    /// What sort of question it is.
    #[serde(default)]
    pub kind: Option<String>,
}

/// Reads questions, one in JSON a line; empty lines are passed over.
pub fn trials(text: impl BufRead) -> Result<Vec<Trial>, RunError> {
    in_lines(text)
}

/// Reads values, one in JSON a line; empty lines are passed over.
pub(super) fn in_lines<T: DeserializeOwned>(text: impl BufRead) -> Result<Vec<T>, RunError> {
    let mut values = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            values.push(serde_json::from_str(&line).map_err(|source| RunError::Question { line: number + 1, source })?);
        }
    }
    Ok(values)
}

/// Answers each question (JSON Lines with `id` and `text`) with at most `limit` lines `question Q0 id rank score tag`. Everything is searched,
/// ended documents too. Gives the number of questions.
pub fn run(engine: &Engine, unit: Unit, text: impl BufRead, limit: usize, tag: &str, mut out: impl Write) -> Result<usize, RunError> {
    let trials = trials(text)?;
    for trial in &trials {
        for (rank, (id, score)) in (1..).zip(ranked(engine, unit, &trial.text, limit)?) {
            writeln!(out, "{} Q0 {id} {rank} {score:.5} {tag}", trial.id)?;
        }
    }
    out.flush()?;
    Ok(trials.len())
}

/// Ids of what answers best, with scores.
fn ranked(engine: &Engine, unit: Unit, text: &str, limit: usize) -> Result<Vec<(String, f32)>, SearchError> {
    Ok(match unit {
        Unit::Passage => engine.passages(text, limit)?,
        Unit::Document => engine.documents(text, limit)?.into_iter().map(|(id, score)| (id.into(), score)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::library::Library;

    #[test]
    fn a_run_is_written_as_evaluations_read_it() {
        let engine = Engine::new(Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap())).unwrap();
        let questions = "{\"id\":\"q1\",\"text\":\"云政发〔2018〕12号\"}\n\n{\"id\":\"q2\",\"text\":\"养老金\"}\n";
        for unit in [Unit::Passage, Unit::Document] {
            let mut out = Vec::new();
            assert_eq!(run(&engine, unit, questions.as_bytes(), 3, "tag", &mut out).unwrap(), 2);
            let text = String::from_utf8(out).unwrap();
            let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').collect()).collect();
            assert_eq!(lines.iter().filter(|line| line[0] == "q2").map(|line| line[3]).collect::<Vec<_>>(), ["1", "2", "3"]);
            assert!(lines.iter().all(|line| line.len() == 6 && line[1] == "Q0" && line[5] == "tag"));
            // Ended documents are measured as well.
            assert!(unit == Unit::Passage || lines[0][2] == "sb-yanglao-2018", "{text}");
        }
        assert!(matches!(
            run(&engine, Unit::Passage, "nonsense".as_bytes(), 3, "tag", Vec::new()),
            Err(RunError::Question { line: 1, .. })
        ));
    }
}
