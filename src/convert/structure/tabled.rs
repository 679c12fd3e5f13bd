//! The table of fields above a paper, as sites print it and offices keep it in a file: 索引号, 文号, 发布机构, 成文日期, each beside its label.

use super::{
    super::{Block, Manuscript, Table},
    plain::tight,
};

/// Blocks from the top among which it stands.
const TOP: usize = 3;
/// Rows of such a table.
const ROWS: usize = 12;
/// Known labels that make a table one of fields.
const LEAST: usize = 2;

const LABELS: [&str; 20] = [
    "索引号",
    "信息索引号",
    "文号",
    "发文字号",
    "文件编号",
    "发布机构",
    "发文机关",
    "发文机构",
    "制发机关",
    "成文日期",
    "发文日期",
    "生成日期",
    "发布日期",
    "公开日期",
    "标题",
    "名称",
    "信息名称",
    "主题分类",
    "有效性",
    "公开方式",
];

/// The block of the table of fields, and its pairs of label and value.
pub(super) fn fields(manuscript: &Manuscript) -> Option<(usize, Vec<(String, String)>)> {
    manuscript.blocks.iter().enumerate().take(TOP).find_map(|(at, block)| {
        let Block::Table(table) = block else { return None };
        if table.rows.len() > ROWS {
            return None;
        }
        // A row of labels above rows of values is a catalogue.
        let pairs = table.rows.iter().flat_map(|row| row.chunks_exact(2)).filter_map(|pair| match pair {
            [label, value] if is_label(&label.text) && !is_label(&value.text) => Some((label.text.clone(), value.text.clone())),
            _ => None,
        });
        let pairs: Vec<(String, String)> = pairs.collect();
        (pairs.len() >= LEAST).then_some((at, pairs)).or_else(|| Some((at, masthead(table).filter(|_| at == 0)?)))
    })
}

/// A masthead that is set as a table: 云川县交通运输局文件 beside its number.
fn masthead(table: &Table) -> Option<Vec<(String, String)>> {
    let cells = || table.rows.iter().flatten().map(|cell| cell.text.trim()).filter(|cell| !cell.is_empty());
    let is_number = |cell: &&str| {
        let tight = tight(cell);
        let digits = tight.chars().filter(char::is_ascii_digit).count();
        (5..=9).contains(&digits) && tight.contains(['〔', '[', '(']) && tight.ends_with('号') && tight.chars().count() <= 30
    };
    let number = cells().find(is_number)?;
    let is_head = table.rows.len() <= 2 && cells().count() <= 3 && cells().any(|cell| tight(cell).ends_with("文件"));
    is_head.then(|| vec![("发文字号".to_owned(), number.to_owned())])
}

fn is_label(text: &str) -> bool {
    let tight = tight(text);
    LABELS.contains(&tight.trim_end_matches(':').trim_matches(['[', ']', '(', ')']))
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{Block, Cell, Manuscript, Table},
        fields,
    };

    fn table(rows: &[&[&str]]) -> Manuscript {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), rowspan: 1, colspan: 1 };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Manuscript { blocks: vec![Block::Table(Table { rows, ..Table::default() })], ..Manuscript::default() }
    }

    #[test]
    fn labels_beside_values_are_fields() {
        let manuscript = table(&[&["索 引 号", "530902/2024-00012", "主题分类", "农业"], &["文　　号：", "云农发〔2024〕9号", "附注", ""]]);
        let (block, found) = fields(&manuscript).unwrap();
        assert_eq!((block, found.len()), (0, 3));
        assert_eq!(found.last().unwrap().1, "云农发〔2024〕9号");
    }

    #[test]
    fn a_masthead_in_a_table_gives_the_number() {
        let (_, found) = fields(&table(&[&["云川县交通运输局文件", "云交〔2025〕31号"]])).unwrap();
        assert_eq!(found, [("发文字号".to_owned(), "云交〔2025〕31号".to_owned())]);
        assert!(fields(&table(&[&["废止文件", "云交〔2025〕31号"], &["修改文件", "云交〔2025〕32号"], &["保留文件", "无"]])).is_none());
    }

    #[test]
    fn a_catalogue_is_none() {
        assert!(
            fields(&table(&[&["标题", "文号", "发文机关", "成文日期"], &["关于防汛的通知", "云政发〔2024〕1号", "县政府", "2024-01-05"]]))
                .is_none()
        );
    }
}
