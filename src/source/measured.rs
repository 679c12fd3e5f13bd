//! Fields that are longer than anybody reads: a name of ten thousand characters hides what stands behind it.

use super::fault::Faults;

/// Fields by which something is called in lists, and what stands in one line of a page.
const NAMES: &str =
    "title name 名称 二级事项 place issuers drafter body number desk phone hours 窗口 电话 监督电话 办公时间 地址 aliases 简称";
/// Most characters of these.
const LONGEST_NAME: usize = 200;
/// Most characters of any other field; whole texts have no such end.
const LONGEST_FIELD: usize = 5_000;
/// Characters that are told of a field that is too long.
const SHOWN: usize = 12;

/// An error where a field is longer than it may be.
pub(super) fn measured(name: &str, line: impl Into<Option<usize>>, text: &str, faults: &mut Faults) {
    let most = if NAMES.split(' ').any(|known| known == name) { LONGEST_NAME } else { LONGEST_FIELD };
    too_long(name, line, text, most, faults);
}

/// The same, where the field may have so many.
pub(super) fn too_long(name: &str, line: impl Into<Option<usize>>, text: &str, most: usize, faults: &mut Faults) {
    if text.chars().nth(most).is_some() {
        let begins: String = text.chars().take(SHOWN).collect();
        let what = format!("{name} 太长，有 {} 个字，以“{begins}”开头", text.chars().count());
        faults.error(line, what, format!("请改到 {most} 个字以内，其余的写进正文。"));
    }
}
