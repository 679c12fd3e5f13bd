//! How parent and child speak: a line of JSON that says how much follows, then that much. Nobody is trusted to say the truth about how much.

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};

use super::{LARGEST, Read as Reading};

/// Bytes of a line that says how much follows.
const HEAD: u64 = 200;
/// Bytes of an answer: text, and pictures written in hexadecimal digits.
pub(super) const ANSWER: u64 = 160 << 20;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// Bytes that follow.
    pub(super) length: u64,
    /// The file of an archive that is meant.
    pub(super) member: Option<usize>,
    /// Of a scan pictures of its pages are wanted.
    #[serde(default)]
    pub(super) pictures: bool,
}

/// How long an answer is.
#[derive(Serialize, Deserialize)]
struct Answered {
    length: u64,
}

/// Sends a file.
pub(super) fn ask(to: &mut impl Write, bytes: &[u8], member: Option<usize>, pictures: bool) -> io::Result<()> {
    let asked = Asked { length: bytes.len() as u64, member, pictures };
    serde_json::to_writer(&mut *to, &asked)?;
    to.write_all(b"\n")?;
    to.write_all(bytes)?;
    to.flush()
}

/// The next file; none where there are no more.
pub(super) fn next_request(from: &mut impl BufRead) -> io::Result<Option<(Asked, Vec<u8>)>> {
    let Some(asked) = head::<Asked>(from)? else { return Ok(None) };
    let bytes = exactly(from, asked.length, LARGEST)?;
    Ok(Some((asked, bytes)))
}

/// Sends an answer.
pub(super) fn answer(to: &mut impl Write, answer: &Reading) -> io::Result<()> {
    let words = serde_json::to_vec(answer)?;
    serde_json::to_writer(&mut *to, &Answered { length: words.len() as u64 })?;
    to.write_all(b"\n")?;
    to.write_all(&words)?;
    to.flush()
}

/// Hears an answer; an error of kind `FileTooLarge` where it is longer than any may be.
pub(super) fn hear(from: &mut impl BufRead) -> io::Result<Option<Reading>> {
    let Some(answered) = head::<Answered>(from)? else { return Ok(None) };
    let words = exactly(from, answered.length, ANSWER)?;
    Ok(Some(serde_json::from_slice(&words)?))
}

fn head<T: for<'t> Deserialize<'t>>(from: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    from.by_ref().take(HEAD).read_until(b'\n', &mut line)?;
    if line.is_empty() { Ok(None) } else { Ok(Some(serde_json::from_slice(&line)?)) }
}

fn exactly(from: &mut impl BufRead, length: u64, most: u64) -> io::Result<Vec<u8>> {
    if length > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    from.by_ref().take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Code, Refused};

    #[test]
    fn what_is_said_is_heard_and_lies_about_its_length_are_not_believed() {
        let mut said = Vec::new();
        ask(&mut said, b"abc", Some(3), false).unwrap();
        let heard = next_request(&mut said.as_slice()).unwrap().unwrap();
        assert_eq!((heard.0.member, heard.1.as_slice()), (Some(3), &b"abc"[..]));
        assert_eq!(next_request(&mut &b""[..]).unwrap(), None);
        let reading = Reading { kind: None, outcome: Err(Refused::new(Code::Corrupt, "x")) };
        let mut said = Vec::new();
        answer(&mut said, &reading).unwrap();
        assert_eq!(hear(&mut said.as_slice()).unwrap(), Some(reading));
        let lie = format!("{{\"length\":{}}}\n", u64::MAX);
        assert_eq!(hear(&mut lie.as_bytes()).err().unwrap().kind(), io::ErrorKind::FileTooLarge);
        assert!(hear(&mut &b"{\"length\":9}\nabc"[..]).is_err());
    }
}
