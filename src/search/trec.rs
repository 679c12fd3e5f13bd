//! Runs for measuring quality: questions in, ranked ids out, as retrieval evaluations write them.

use std::io::{self, BufRead, Write};

use serde::Deserialize;

use super::{Engine, SearchError};

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

#[derive(Deserialize)]
struct Question {
    id: String,
    text: String,
}

/// Answers each question (JSON Lines with `id` and `text`) with at most `limit` lines `question Q0 id rank score tag`. Everything is searched,
/// ended documents too. Gives the number of questions.
pub fn run(engine: &Engine, unit: Unit, questions: impl BufRead, limit: usize, tag: &str, mut out: impl Write) -> Result<usize, RunError> {
    let mut count = 0;
    for (number, line) in questions.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line).map_err(|source| RunError::Question { line: number + 1, source })?;
        let ranked: Vec<(String, f32)> = match unit {
            Unit::Passage => engine.passages(&question.text, limit)?,
            Unit::Document => engine.documents(&question.text, limit)?.into_iter().map(|(id, score)| (id.into(), score)).collect(),
        };
        for (rank, (id, score)) in (1..).zip(ranked) {
            writeln!(out, "{} Q0 {id} {rank} {score:.5} {tag}", question.id)?;
        }
        count += 1;
    }
    out.flush()?;
    Ok(count)
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
