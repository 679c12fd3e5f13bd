//! Rust text in, the modules it speaks to out: not a parser of Rust, only of what begins with `crate`, `super` or the crate's own name,
//! wherever it stands (imports, expressions, macros), and never in comments or texts.

#![expect(clippy::string_slice, reason = "every place was found in the same text, at the edge of a character")]

/// A path to somewhere in this crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// Line, counted from 1.
    pub(super) line: usize,
    /// From the crate's root.
    pub(super) path: Vec<String>,
}

/// A word or a sign, and its line.
type Token = (usize, String);

/// Every path in the text of `module` that leads into this crate.
pub(super) fn imports(module: &[String], text: &str) -> Vec<Import> {
    let tokens = tokens(text);
    let at = |place: usize| tokens.get(place).map_or("", |(_, token)| token.as_str());
    let before = |place: usize, back: usize| place.checked_sub(back).map_or("", at);
    let mut found = Vec::new();
    // Modules written inside the file, each with the depth of braces at which it began.
    let mut inner: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    for (place, (line, token)) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => {
                if before(place, 2) == "mod" {
                    inner.push((before(place, 1).to_owned(), depth));
                }
                depth += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                inner.pop_if(|(_, began)| *began == depth);
            }
            "crate" | "super" | "gongkai" if at(place + 1) == "::" && before(place, 1) != "::" => {
                // `pub(in crate::tui)` says who may look, not what is looked at.
                if before(place, 1) == "in" && before(place, 2) == "(" {
                    continue;
                }
                let here: Vec<&str> = module.iter().map(String::as_str).chain(inner.iter().map(|(name, _)| name.as_str())).collect();
                let mut paths = Vec::new();
                tree(&tokens, place, &[], &mut paths);
                found.extend(paths.iter().map(|path| Import { line: *line, path: resolve(&here, path) }));
            }
            _ => {}
        }
    }
    found
}

/// Reads a path, or a tree of paths in braces, from `place` on; where it ends.
fn tree(tokens: &[Token], mut place: usize, stem: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let at = |place: usize| tokens.get(place).map_or("", |(_, token)| token.as_str());
    if at(place) == "{" {
        place += 1;
        while !matches!(at(place), "}" | "") {
            place = tree(tokens, place, stem, paths);
            while at(place) == "," {
                place += 1;
            }
        }
        return place + 1;
    }
    let path: Vec<String> = stem.iter().cloned().chain([at(place).to_owned()]).collect();
    place += 1;
    if at(place) == "::" && (is_word(at(place + 1)) || matches!(at(place + 1), "{" | "*")) {
        return tree(tokens, place + 1, &path, paths);
    }
    if at(place) == "as" {
        place += 2;
    }
    paths.push(path);
    place
}

/// The path from the crate's root of what is called `path` in the module `here`.
fn resolve(here: &[&str], path: &[String]) -> Vec<String> {
    let mut resolved: Vec<String> = here.iter().map(|segment| (*segment).to_owned()).collect();
    for segment in path {
        match segment.as_str() {
            "crate" | "gongkai" => resolved.clear(),
            "super" => drop(resolved.pop()),
            "self" | "*" => {}
            other => resolved.push(other.to_owned()),
        }
    }
    resolved
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words and signs; comments, texts and characters are left out.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => comment(rest),
            '"' => quoted(rest),
            'r' if is_raw(rest) => raw(rest),
            '\'' => character(rest),
            _ if is_word(rest) => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                tokens.push((line, rest[..length].to_owned()));
                length
            }
            _ if rest.starts_with("::") => {
                tokens.push((line, "::".to_owned()));
                2
            }
            _ => {
                if !first.is_whitespace() {
                    tokens.push((line, first.to_string()));
                }
                first.len_utf8()
            }
        };
        let (passed, after) = rest.split_at(length);
        line += passed.matches('\n').count();
        rest = after;
    }
    tokens
}

/// Length of a comment in `/*` and `*/`, which nest.
fn comment(text: &str) -> usize {
    let mut open = 0;
    for (place, _) in text.char_indices() {
        if text[place..].starts_with("/*") {
            open += 1;
        } else if text[..place].ends_with("*/") {
            open -= 1;
            if open == 0 {
                return place;
            }
        }
    }
    text.len()
}

/// Length of a text in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (place, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return place + 1,
            _ => {}
        }
    }
    text.len()
}

fn is_raw(text: &str) -> bool {
    text[1..].trim_start_matches('#').starts_with('"') && (text[1..].starts_with('#') || text[1..].starts_with('"'))
}

/// Length of a text in `r#"` and `"#`.
fn raw(text: &str) -> usize {
    let fences = text[1..].len() - text[1..].trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(fences));
    let begin = 2 + fences;
    text[begin..].find(&end).map_or(text.len(), |place| begin + place + end.len())
}

/// Length of a character in single quotes; of the quote alone where it begins a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((after, _))) => text[after + 1..].find('\'').map_or(1, |place| after + 1 + place + 1),
        (Some(_), Some((place, '\''))) => place + 1,
        _ => 1,
    }
}
