//! Words that several commands say, and the one they wait for.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
};

use jiff::Timestamp;

use super::{Trouble, snag::Snag};
use crate::{
    bundle::{KeyId, Person},
    text::clean,
};

/// Asks once more; only the word itself counts.
pub(super) fn agrees() -> Result<bool, Trouble> {
    if io::stdin().is_terminal() {
        write!(io::stdout(), "看过了，同意就输入“同意”两个字（或 yes），再按回车：")?;
        io::stdout().flush()?;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(Snag::system("回答读不进来"))?;
    Ok(["同意", "yes"].contains(&line.trim()))
}

/// What somebody types after a question, to the end of the line; nothing where nobody sits there.
pub(super) fn answer(question: &str) -> Result<String, Trouble> {
    if !io::stdin().is_terminal() {
        return Ok(String::new());
    }
    write!(io::stderr(), "{question}：")?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(Snag::system("回答读不进来"))?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// A day, as all of the program counts them.
pub(super) fn day(at: Timestamp) -> String {
    crate::text::day_of(at).to_string()
}

/// A path as a command line takes it back from whichever folder it is typed in; in quotes where a shell would take it apart.
pub(super) fn shell(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    quoted(&path.display().to_string())
}

fn quoted(path: &str) -> String {
    let text = clean(path).into_owned();
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// The command by which each of these people signs, a line each: the key is called as `keys create` called it.
pub(super) fn each_signs<'p>(command: &str, people: impl IntoIterator<Item = &'p (KeyId, Person)>) -> Vec<String> {
    let mut people: Vec<&(KeyId, Person)> = people.into_iter().collect();
    people.sort_by_key(|(keyid, person)| (person.post, &person.name, *keyid));
    let line = |(keyid, person): &(KeyId, Person)| format!("  {person}：{command} --key {}-{}.key", person.post.as_str(), keyid.short());
    people.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_back_as_it_is() {
        for (path, typed) in [
            ("仓库", "仓库"),
            ("/media/GONGKAI/v1", "/media/GONGKAI/v1"),
            ("我的 仓库", "'我的 仓库'"),
            ("it's", "'it'\\''s'"),
            ("a;rm -rf ~", "'a;rm -rf ~'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(path), typed);
        }
        // Whoever is next stands in another folder.
        let here = std::env::current_dir().unwrap();
        assert_eq!(shell(Path::new("仓库")), quoted(&here.join("仓库").display().to_string()));
    }
}
