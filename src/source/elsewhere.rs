//! Records that were published and are not in a source: whoever names one there is told what became of it, and not that it was misspelt.

use std::collections::{BTreeMap, BTreeSet};

/// What was published and is not in a source.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// Ids that were withdrawn, or are to be now.
    pub withdrawn: BTreeSet<String>,
    /// Ids of its last release.
    pub published: BTreeSet<String>,
    /// Ids of others' releases, with the names of those who publish them.
    pub others: BTreeMap<String, String>,
}

impl Elsewhere {
    /// What became of a record, and what whoever names it is to do; `None` where it was never published.
    pub(super) fn told(&self, id: &str) -> Option<(String, &'static str)> {
        if self.withdrawn.contains(id) {
            return Some(("已经下架，或者这次要下架".to_owned(), "请从这些地方删去这个编号。"));
        }
        if self.published.contains(id) {
            return Some(("上一版里有，这一版没有了".to_owned(), "不是要下架的，把它放回来；要下架的，先从这些地方删去这个编号。"));
        }
        let publisher = self.others.get(id)?;
        Some((format!("是{publisher}发布的，这里不能用编号指它"), "请删去这个编号，在文字里写它的名称；要用编号指它，请发布它的单位来写。"))
    }
}
