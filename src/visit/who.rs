//! Who makes a visit at the command line, as far as the system knows.

use std::{env, fs};

use crate::sync::By;

/// Whoever runs this program; of one who took root's powers with `sudo`, the name from before.
pub fn user() -> By {
    let uid = rustix::process::getuid();
    let before = env::var("SUDO_USER").ok().filter(|name| uid.is_root() && !name.is_empty());
    let named = || fs::read_to_string("/etc/passwd").ok().and_then(|list| name_of(&list, uid.as_raw()));
    By::User(before.or_else(named).unwrap_or_else(|| uid.as_raw().to_string()))
}

fn name_of(list: &str, uid: u32) -> Option<String> {
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_by_its_name() {
        let list = "root:x:0:0:root:/root:/bin/bash\nbroken\nzhang:x:1001:1002::/home/zhang:/bin/bash\n";
        assert_eq!(name_of(list, 1001).as_deref(), Some("zhang"));
        assert_eq!(name_of(list, 1002), None);
    }
}
