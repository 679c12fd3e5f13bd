//! Names and posts of leaders by the office's own list: a name written wrong, a name behind another post than the list gives it. Found exactly,
//! never guessed.

use super::{super::Level, WrongWord};

/// The office's list.
#[derive(Debug, Clone, Default)]
pub struct Leaders {
    people: Vec<Leader>,
    /// Posts of the list, the longest first.
    posts: Vec<String>,
}

#[derive(Debug, Clone)]
struct Leader {
    name: String,
    post: String,
    wrong: Vec<String>,
}

impl Leaders {
    /// Reads a table of three columns: name, post, forms in which the name is often written wrong with 、 between them. Lines with `#` are remarks.
    pub fn read(table: &str) -> Self {
        let mut people = Vec::new();
        for line in table.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t').map(str::trim);
            let (name, post) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
            let wrong =
                columns.next().unwrap_or_default().split('、').map(str::trim).filter(|form| form.chars().count() >= 2 && *form != name);
            if name.chars().count() >= 2 {
                people.push(Leader { name: name.to_owned(), post: post.to_owned(), wrong: wrong.map(str::to_owned).collect() });
            }
        }
        let mut posts: Vec<String> = people.iter().map(|leader| leader.post.clone()).filter(|post| !post.is_empty()).collect();
        posts.sort_by_key(|post| (std::cmp::Reverse(post.chars().count()), post.clone()));
        posts.dedup();
        Self { people, posts }
    }

    /// What of a text is not as the list has it.
    pub fn find(&self, text: &str) -> Vec<WrongWord> {
        let mut found = Vec::new();
        for (at, line) in text.lines().enumerate() {
            for leader in &self.people {
                for wrong in leader.wrong.iter().filter(|wrong| line.contains(wrong.as_str())) {
                    let (wrong, right) = (wrong.clone(), leader.name.clone());
                    found.push(WrongWord { line: at + 1, wrong, right, level: Level::Error });
                }
                found.extend(self.other_post(line, leader).into_iter().map(|(wrong, right)| WrongWord {
                    line: at + 1,
                    wrong,
                    right,
                    level: Level::Warning,
                }));
            }
        }
        found.dedup();
        found
    }

    /// A post of somebody else directly before a name: 副县长王芳, where the list has 县长.
    fn other_post(&self, line: &str, leader: &Leader) -> Option<(String, String)> {
        let mut places = line.match_indices(&leader.name).map(|(place, _)| place).filter(|_| !leader.post.is_empty());
        let post = places.find_map(|place| {
            let before = line.get(..place)?.trim_end();
            self.posts.iter().find(|post| before.ends_with(post.as_str())).filter(|post| **post != leader.post)
        })?;
        Some((format!("{post}{}", leader.name), format!("{}{}", leader.post, leader.name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leader_s_name_and_post_are_as_the_list_has_them() {
        let leaders = Leaders::read("# 姓名\t职务\t常见误写\n王芳\t县长\t王方、汪芳\n李强\t副县长\n");
        let words = |text: &str| -> Vec<(String, String)> { leaders.find(text).into_iter().map(|word| (word.wrong, word.right)).collect() };
        let pair = |wrong: &str, right: &str| (wrong.to_owned(), right.to_owned());
        assert_eq!(words("县长王芳、副县长李强出席。"), []);
        assert_eq!(words("副县长王芳出席。"), [pair("副县长王芳", "县长王芳")]);
        assert_eq!(words("县长王方出席。"), [pair("王方", "王芳")]);
        assert_eq!(words("王芳到柳桥村调研。"), []);
    }
}
