//! Plain texts: one paragraph a line. What is written as Markdown is read as that.

use super::super::{Block, Code, Look, Manuscript, Paragraph, Refused, characters::decode, plain};
use super::markdown;

/// Bytes of a text; a law of the largest kind has less than one million.
const LONGEST: usize = 20 << 20;

/// Reads a text file.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    if bytes.len() > LONGEST {
        return Err(Refused::new(Code::TooLarge, format!("{} bytes of text", bytes.len())));
    }
    let decoded = decode(bytes, None);
    let mut manuscript = Manuscript { reader: format!("gongkai {}", env!("CARGO_PKG_VERSION")), ..Manuscript::default() };
    manuscript.blocks = if markdown::is(&decoded.text) { markdown::blocks(&decoded.text) } else { blocks(&decoded.text) };
    decoded.tell(&mut manuscript);
    Ok(manuscript)
}

/// Every line that is not blank is a paragraph.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{C}']);
    lines
        .filter_map(|line| {
            let text = plain::line(line);
            let look = Look { indent: plain::indent(line), ..Look::default() };
            (!text.is_empty()).then_some(Block::Paragraph(Paragraph { text, look }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_with_how_far_they_stand_in() {
        let manuscript = read("云川县人民政府\n　　第一条 为了规范集市，制定本办法。䶮\n".as_bytes()).unwrap();
        let [Block::Paragraph(title), Block::Paragraph(article)] = manuscript.blocks.as_slice() else { panic!("{manuscript:?}") };
        assert_eq!((title.look.indent, article.look.indent), (None, Some(2.0)));
        assert_eq!(article.text, "第一条 为了规范集市，制定本办法。䶮");
    }
}
