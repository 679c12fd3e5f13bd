//! Web pages saved with their parts in one file: the page among the parts is read, pictures and styles are not.

use mail_parser::{MessageParser, PartType};

use super::super::{Code, Manuscript, Refused};
use super::{html, text};

/// Bytes of such a file.
const LONGEST: usize = 30 << 20;

/// Reads a saved page.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    if bytes.len() > LONGEST {
        return Err(Refused::new(Code::TooLarge, format!("{} bytes of MHT", bytes.len())));
    }
    let message = MessageParser::default().parse(bytes).ok_or_else(|| Refused::new(Code::Corrupt, "no message"))?;
    for part in &message.parts {
        if let PartType::Html(page) = &part.body {
            return html::of_text(page);
        }
    }
    for part in &message.parts {
        match &part.body {
            PartType::Text(words) if !words.trim().is_empty() => return text::read(words.as_bytes()),
            PartType::Binary(page) | PartType::InlineBinary(page) if page.to_ascii_lowercase().windows(5).any(|tag| tag == b"<html") => {
                return html::read(page);
            }
            _ => {}
        }
    }
    Err(Refused::new(Code::EmptyText, "no page among the parts"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::Block;

    #[test]
    fn the_page_is_found_among_the_parts_and_decoded() {
        let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
                    Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=AC=AC=E4=B8=80=E6=9D=A1</p>\r\n--b--\r\n";
        let manuscript = read(file.as_bytes()).unwrap();
        let [Block::Paragraph(paragraph)] = manuscript.blocks.as_slice() else { panic!("{manuscript:?}") };
        assert_eq!(paragraph.text, "第一条");
    }
}
