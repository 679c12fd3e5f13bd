//! What an office keeps about a file that was converted: where it came from, what was found in it by whom, and what is to be said about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Code, Finding, Kind, Level, Manuscript, Place, Refused, length,
    structure::{Field, Origin, Paper},
};
use crate::files::Digest;

/// Characters below which there is no text.
const FEW: usize = 20;

/// One file, converted or refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The file as it was named to the program: the folder that was given and the way below it, with `!/` before a file of an archive.
    pub source: String,
    /// The digest of the file, or of the archive in which it lies.
    pub sha256: Digest,
    /// What it is by its content.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<Kind>,
    /// Why there is no text; none where there is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refused: Option<Refused>,
    /// Who read it.
    #[serde(default)]
    pub reader: String,
    /// Where its document lies in the workplace; nowhere if it has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub document: String,
    /// The program that converted it.
    pub program: String,
    /// The encoding its bytes were taken for, where that was a question.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub encoding: Option<String>,
    /// Characters of its text, blanks not counted.
    #[serde(default)]
    pub characters: usize,
    /// Tables in it.
    #[serde(default)]
    pub tables: usize,
    /// The digest of what was written into the source for it: whatever else stands there was edited by hand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub written: Option<Digest>,
    /// Its fields by their names in a source.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub fields: BTreeMap<String, Kept>,
    /// Its headings in their order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub headings: Vec<Headline>,
    /// What is to be said about it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub findings: Vec<Finding>,
}

/// A field with who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// As it stands in a source; several values with 、 between them.
    pub value: String,
    /// Who says so.
    pub origin: Origin,
    /// Nothing speaks against it.
    pub certain: bool,
    /// As it is printed in the file.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub printed: String,
    /// Who confirmed it; nobody yet.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub confirmed: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Place>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// Its depth, from 1.
    pub level: u8,
    /// Its words with its number.
    pub text: String,
}

/// A file told to a program, one JSON object.
#[derive(Debug, Serialize)]
pub struct Told<'r> {
    path: &'r str,
    kind: Option<Kind>,
    outcome: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r str>,
    title: Option<&'r str>,
    number: Option<&'r str>,
    issuing_authority: Option<&'r str>,
    issued_on: Option<&'r str>,
    mark: Option<&'r str>,
    characters: usize,
    headings: &'r [Headline],
    tables: usize,
    findings: &'r [Finding],
}

impl Record {
    /// What is kept of a file that was read.
    pub fn of_paper(source: String, sha256: Digest, kind: Option<Kind>, manuscript: &Manuscript, paper: &Paper) -> Self {
        let mut record = Self::empty(source, sha256, kind);
        record.reader.clone_from(&manuscript.reader);
        record.encoding.clone_from(&manuscript.encoding);
        record.characters = length(manuscript);
        record.tables = manuscript.blocks.iter().filter(|block| matches!(block, super::Block::Table(_))).count();
        record.headings =
            paper.headings().map(|heading| Headline { level: heading.level, text: format!("{}{}", heading.mark, heading.text) }).collect();
        record.findings = manuscript.findings.iter().chain(&paper.findings).cloned().collect();
        record.take("title", &paper.title, String::clone);
        record.take("number", &paper.number, String::clone);
        record.take("issuers", &paper.issuing_authority, |names| names.join("、"));
        record.take("addressee", &paper.addressee, String::clone);
        record.take("issued_on", &paper.issued_on, ToString::to_string);
        record.take("published_on", &paper.published_on, ToString::to_string);
        record.take("effective_on", &paper.effective_on, ToString::to_string);
        record.take("expires_on", &paper.expires_on, ToString::to_string);
        record.take("index_number", &paper.index_number, String::clone);
        record.take("mark", &paper.mark, |mark| mark.label().to_owned());
        record.take("genre", &paper.genre, String::clone);
        record.judge();
        record
    }

    /// What is kept of a file that was not read.
    pub fn of_refused(source: String, sha256: Digest, kind: Option<Kind>, refused: Refused) -> Self {
        Self { refused: Some(refused), ..Self::empty(source, sha256, kind) }
    }

    fn empty(source: String, sha256: Digest, kind: Option<Kind>) -> Self {
        Self {
            source,
            sha256,
            kind,
            refused: None,
            reader: String::new(),
            document: String::new(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            encoding: None,
            characters: 0,
            tables: 0,
            written: None,
            fields: BTreeMap::new(),
            headings: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn take<T>(&mut self, name: &str, field: &Field<T>, write: impl Fn(&T) -> String) {
        if let Some(value) = &field.value {
            let kept = Kept {
                value: write(value),
                origin: field.origin,
                certain: field.certain,
                printed: field.printed.clone(),
                confirmed: String::new(),
                place: field.place,
            };
            self.fields.insert(name.to_owned(), kept);
        }
    }

    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|kept| kept.value.as_str())
    }

    /// Pages that are pictures: without text it is refused, and what a machine guessed is certain of nothing.
    fn judge(&mut self) {
        let Some(code) = self.drawn() else { return };
        if self.characters < FEW {
            self.refused = Some(Refused::new(code, "pages are pictures"));
        }
        for kept in self.fields.values_mut() {
            kept.origin = Origin::Ocr;
            kept.certain = false;
        }
    }

    /// Of pages without text, and of those with a machine's guess at it. Where only some pages are so, the rest is a text like any other, and the
    /// finding stands until somebody has looked.
    fn drawn(&self) -> Option<Code> {
        let drawn = |code| match code {
            Code::OcrLayer => true,
            Code::NoTextLayer | Code::BadEncodingMap => self.characters < FEW,
            _ => false,
        };
        self.findings.iter().filter(|finding| finding.level == Level::Error).map(|finding| finding.code).find(|code| drawn(*code))
    }

    /// Whether its pages are pictures, which may be shown as they are beside fields that a person types.
    pub fn is_scan(&self) -> bool {
        self.drawn().is_some()
    }

    /// The record for programs.
    pub fn told<'r>(&'r self, path: &'r str, id: Option<&'r str>) -> Told<'r> {
        let outcome = self.refused.as_ref().map_or_else(|| "ok".to_owned(), |refused| refused.code.name());
        Told {
            path,
            kind: self.kind,
            outcome,
            id,
            title: self.field("title"),
            number: self.field("number"),
            issuing_authority: self.field("issuers"),
            issued_on: self.field("issued_on"),
            mark: self.field("mark"),
            characters: self.characters,
            headings: &self.headings,
            tables: self.tables,
            findings: &self.findings,
        }
    }
}

impl Record {
    /// What a person confirmed of the same value stays confirmed.
    pub(super) fn keep_confirmed(&mut self, old: &Self) {
        for (name, kept) in &mut self.fields {
            if let Some(before) = old.fields.get(name).filter(|before| before.value == kept.value) {
                kept.confirmed.clone_from(&before.confirmed);
            }
        }
    }
}
