//! What papers are called: the name within a title.

/// What a paper that only prints another is about: 关于印发《…》的通知.
pub fn essence(title: &str) -> &str {
    let printed = ["印发《", "印发〈"].into_iter().find_map(|words| title.split_once(words)).map(|(_, rest)| rest);
    printed.and_then(|rest| rest.rsplit_once(['》', '〉'])).map_or(title, |(inner, _)| inner)
}

/// Other names by which papers are cited: what they print, and their title without who issued it. The title itself is not among them.
pub fn short_names(title: &str) -> Vec<&str> {
    let printed = Some(essence(title)).filter(|name| *name != title);
    // 云川县人民政府关于…的通知
    let issuer = title.find("关于").filter(|at| *at > 0).and_then(|at| title.split_at_checked(at));
    let without_issuer = issuer.filter(|(issuer, _)| issuer.chars().count() <= 40 && !issuer.contains(['《', '〈'])).map(|(_, rest)| rest);
    printed.into_iter().chain(without_issuer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_cited_by_what_it_prints_and_without_its_issuer() {
        assert_eq!(short_names("云川县人民政府关于印发《甲办法》的通知"), ["甲办法", "关于印发《甲办法》的通知"]);
        assert_eq!(short_names("云川县人民政府关于放假的通知"), ["关于放假的通知"]);
        assert!(short_names("甲办法").is_empty() && short_names("关于放假的通知").is_empty());
    }
}
