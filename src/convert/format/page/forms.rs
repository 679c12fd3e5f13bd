//! Fields that a form prints in the cells of its tables: what stands beside 公开方式 is what the paper says of itself.

use super::super::super::{Block, Code, Finding, Level, Place, Stated};

/// Labels that are looked for.
const LABELS: [&str; 8] = ["公开方式", "公开属性", "公开形式", "公开类型", "信息公开属性", "是否公开", "密级", "信息公开形式"];

/// What tables say of the whole paper: a cell that is such a label, and the one after it.
pub(in crate::convert::format) fn stated(blocks: &[Block]) -> Vec<Stated> {
    let mut stated = Vec::new();
    for block in blocks {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            for pair in row.windows(2) {
                let [label, value] = pair else { continue };
                let label: String = label.text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：')).collect();
                let value: String = value.text.chars().filter(|c| !c.is_whitespace()).collect();
                // A column of a catalogue is called so too; there the next cell is another heading.
                let says = value.contains("公开") || value.contains('密') || matches!(value.as_str(), "是" | "否");
                if LABELS.contains(&label.as_str()) && says && !LABELS.contains(&value.as_str()) && value.chars().count() <= 12 {
                    stated.push(Stated { label, value });
                }
            }
        }
    }
    stated
}

/// What a paper says of itself that keeps it from being shown.
pub(in crate::convert::format) fn not_for_all(stated: &[Stated]) -> Option<Finding> {
    let kept = |stated: &&Stated| {
        let value: String = stated.value.chars().filter(|c| !c.is_whitespace()).collect();
        LABELS.contains(&stated.label.as_str())
            && ["不公开", "不予公开", "否", "秘密", "机密", "绝密"].iter().any(|word| value.starts_with(word))
    };
    let stated = stated.iter().find(kept)?;
    let words = format!("{}：{}", stated.label, stated.value);
    Some(Finding { code: Code::NotDisplayable, level: Level::Error, place: Some(Place::Properties), words })
}
