//! Fields that a form prints in the cells of its tables: what stands beside 公开方式 is what the paper says of itself.

use super::super::super::{Block, Stated};

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
