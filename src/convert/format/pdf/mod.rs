//! PDF: what its pages draw, letter by letter with its place -> paragraphs and tables.
//!
//! The parser gives operators and what codes mean; where letters stand, what is painted over them and what nobody can see is worked out here,
//! since a paper is what its readers see. Of a scan the file itself is kept, for people to read; its pages become pictures
//! only for a program that reads letters off them.

mod drawn;
mod gbk;
mod judge;
mod layers;
mod matrix;
mod outline;
mod page;
mod paint;
mod picture;
#[cfg(test)]
pub(super) mod tests;
mod text;

use unpdf::{
    Error,
    parser::backend::{PdfBackend, RawBackend},
};

use super::{
    super::{Code, Finding, Level, Manuscript, Place, Refused, Stated},
    page::{self as pages, Leaf, Order, Verdict, lay_out},
};
use drawn::Drawn;

/// More letters than this are no paper of an office: three thousand full pages.
const MOST_LETTERS: usize = 4_000_000;

/// Reads a PDF.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    let backend = RawBackend::load_bytes(bytes).map_err(|error| refused(&error))?;
    let pages = backend.pages();
    if pages.is_empty() {
        return Err(Refused::new(Code::Corrupt, "no page"));
    }
    let mut manuscript = Manuscript { reader: "unpdf 0.52.1".to_owned(), pages: u32::try_from(pages.len()).ok(), ..Manuscript::default() };
    let layers = layers::Layers::of(bytes);
    let mut drawn_pages = Vec::new();
    let mut letters = 0;
    manuscript.findings.extend(judge::whole(&backend.integrity()));
    for (number, page) in pages {
        let mut drawn = page::draw(&backend, page, &layers);
        drawn.leaf.number = number;
        gbk::repair(&mut drawn);
        letters += drawn.leaf.glyphs.len() + drawn.hidden.len();
        if letters > MOST_LETTERS {
            return Err(Refused::new(Code::TooLarge, "more than four million letters"));
        }
        drawn_pages.push(drawn);
    }
    let verdicts = judge::pages(&drawn_pages);
    let mut leaves = Vec::new();
    for (drawn, (_, verdict)) in drawn_pages.into_iter().zip(&verdicts) {
        manuscript.findings.extend(judge::lost(&drawn, *verdict));
        leaves.push(leaf(drawn, *verdict, &mut manuscript));
    }
    pages::without_stray(&mut leaves, &verdicts);
    let laid = lay_out(leaves, Order::Position);
    (manuscript.blocks, manuscript.margins) = (laid.blocks, laid.margins);
    outline::mark(&backend, &mut manuscript.blocks);
    manuscript.findings.extend(laid.findings);
    manuscript.findings.extend(pages::told(&verdicts));
    if manuscript.findings.iter().any(|finding| matches!(finding.code, Code::NoTextLayer | Code::OcrLayer | Code::BadEncodingMap)) {
        manuscript.assets.push(super::super::Asset { name: "原件.pdf".to_owned(), bytes: bytes.to_vec() });
    }
    manuscript.stated = stated(&backend);
    manuscript.stated.extend(pages::stated(&manuscript.blocks));
    filled_in(&backend, &mut manuscript);
    manuscript.findings.extend(pages::not_for_all(&manuscript.stated));
    Ok(manuscript)
}

/// Adds pictures of its pages to what was read of a scan.
pub(in crate::convert) fn paint(bytes: &[u8], manuscript: &mut Manuscript) {
    if manuscript.assets.iter().any(|asset| asset.name.starts_with("原件")) {
        manuscript.assets.extend(picture::pages(bytes, manuscript.pages.unwrap_or(0)));
    }
}

/// What a page gives to the text, after the verdict on it.
fn leaf(drawn: Drawn, verdict: Verdict, manuscript: &mut Manuscript) -> Leaf {
    let mut leaf = drawn.leaf;
    let hidden: String = drawn.hidden.iter().map(|glyph| glyph.c).filter(|c| !c.is_whitespace()).collect();
    match verdict {
        // What a machine guessed below the picture is a draft.
        Verdict::Ocr => leaf.glyphs = drawn.hidden,
        Verdict::BadMap => leaf.glyphs.clear(),
        Verdict::Fine | Verdict::Empty | Verdict::NoText if !hidden.is_empty() => {
            let words = crate::text::masked(&hidden.chars().take(60).collect::<String>()).into_owned();
            // Marks and figures alone are residue of programs; words are words that somebody did not want seen.
            let said = hidden.chars().any(crate::text::is_han) || hidden.chars().filter(|c| c.is_alphabetic()).count() > 5;
            let level = if said { Level::Error } else { Level::Warning };
            manuscript.findings.push(Finding { code: Code::HiddenContent, level, place: Some(Place::Page(leaf.number)), words });
        }
        Verdict::Fine | Verdict::Empty | Verdict::NoText => {}
    }
    leaf
}

fn refused(error: &Error) -> Refused {
    let code = match error {
        Error::Encrypted | Error::InvalidPassword => Code::Encrypted,
        Error::UnknownFormat => Code::UnsupportedKind,
        _ => Code::Corrupt,
    };
    Refused::new(code, error)
}

/// What is filled into the fields of a form: it stands on the pages, but where is not known.
fn filled_in(backend: &RawBackend, manuscript: &mut Manuscript) {
    let fields = backend.acroform_fields().into_iter().filter(|field| field.value.is_some());
    let mut count = 0;
    for field in fields.take(2_000) {
        let value = crate::text::clean(&field.display_value()).trim().to_owned();
        if !value.is_empty() && !matches!(value.as_str(), "[ ]" | "Off") {
            count += 1;
            manuscript.stated.push(Stated { label: crate::text::clean(&field.name).into_owned(), value });
        }
    }
    if count > 0 {
        let words = format!("表单里填写的{count}处内容没有排进正文，请对照原件补上");
        manuscript.findings.push(Finding { code: Code::OrderSuspect, level: Level::Warning, place: None, words });
    }
}

/// What the file says of itself.
fn stated(backend: &RawBackend) -> Vec<Stated> {
    let said = backend.metadata();
    let properties = [
        ("title", said.title),
        ("author", said.author),
        ("subject", said.subject),
        ("keywords", said.keywords),
        ("creator", said.creator),
        ("created", said.creation_date),
        ("modified", said.mod_date),
    ];
    let kept = |(label, value): (&str, Option<String>)| {
        let value = crate::text::clean(&value?).trim().to_owned();
        (!value.is_empty()).then(|| Stated { label: format!("property:{label}"), value })
    };
    properties.into_iter().filter_map(kept).collect()
}
