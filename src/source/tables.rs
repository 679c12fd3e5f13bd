//! Tables: the directory of bodies, the points of the map, the standard catalogue. One row is one record.

use crate::policy::{Body, CatalogueRow, Content, FullText, Initiative, Place, RecordId};

use super::{
    entry::{Context, SourceEntry, Ties},
    fault::Faults,
    fields::{Fields, Value},
    header::https,
    shared::{Own, record, strict_id},
};

const DIRECTORY: [&str; 11] = ["编号", "名称", "简称", "机关代字", "职责", "地址", "窗口", "电话", "监督电话", "办公时间", "网址"];
const PLACES: [&str; 11] = ["编号", "主题", "名称", "乡镇", "地址", "电话", "开放时间", "经度", "纬度", "怎么去", "能办什么"];
const CATALOGUE: [&str; 13] = [
    "编号",
    "领域",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道",
    "公开对象",
    "公开方式",
    "公开层级",
    "对应文件",
];
/// 公开对象.
const RECIPIENTS: [&str; 2] = ["全社会", "特定群体"];

pub(super) fn directory(text: &str, context: &Context<'_>, faults: &mut Faults) -> Vec<SourceEntry> {
    read(text, &DIRECTORY, context, faults, |row, _, faults| {
        let title = row.required("名称", faults);
        let body = Body {
            aliases: several(row, "简称", faults),
            number_words: several(row, "机关代字", faults),
            duties: row.text("职责", faults).unwrap_or_default(),
            address: row.text("地址", faults).unwrap_or_default(),
            desk: row.text("窗口", faults),
            phone: row.text("电话", faults),
            complaint_phone: row.text("监督电话", faults),
            hours: row.text("办公时间", faults),
        };
        let address = row.placed_text("网址", faults).and_then(|(line, address)| https(address, line, faults));
        Some((title?, address, Content::Body(body)))
    })
}

pub(super) fn places(text: &str, context: &Context<'_>, faults: &mut Faults) -> Vec<SourceEntry> {
    read(text, &PLACES, context, faults, |row, _, faults| {
        let title = row.required("名称", faults);
        let theme = row.required("主题", faults);
        let line = row.line;
        let longitude = degrees(row, "经度", 180.0, faults);
        let latitude = degrees(row, "纬度", 90.0, faults);
        if longitude.is_some() != latitude.is_some() {
            faults.error(line, "经度和纬度只写了一个", "请两个都写，或者都不写。");
        }
        let place = Place {
            theme: theme.unwrap_or_default(),
            town: row.text("乡镇", faults).unwrap_or_default(),
            address: row.text("地址", faults).unwrap_or_default(),
            phone: row.text("电话", faults),
            hours: row.text("开放时间", faults),
            coordinates: longitude.zip(latitude),
            directions: row.text("怎么去", faults),
            services: row.text("能办什么", faults),
        };
        Some((title?, None, Content::Place(place)))
    })
}

pub(super) fn catalogue(text: &str, context: &Context<'_>, faults: &mut Faults) -> Vec<SourceEntry> {
    read(text, &CATALOGUE, context, faults, |row, ties, faults| {
        let title = row.required("二级事项", faults);
        let domain = row.required("领域", faults);
        let item = row.required("一级事项", faults);
        let body = row.required("公开主体", faults);
        ties.bodies.extend(body.iter().flat_map(|bodies| bodies.split('；')).map(|body| (row.line, body.trim().to_owned())));
        let known = [Initiative::Proactive, Initiative::OnApplication];
        let initiative = row.required_choice("公开方式", &known.map(Initiative::label), faults);
        let recipients = row.choice("公开对象", &RECIPIENTS, faults).unwrap_or_default().to_owned();
        let line = row.line;
        let fulfilled_by = several(row, "对应文件", faults).into_iter().map(|words| ties.refer("对应文件", line, words, None)).collect();
        let item = CatalogueRow {
            domain: domain?,
            item: item?,
            contents: row.text("公开内容", faults).unwrap_or_default(),
            basis: row.text("公开依据", faults).unwrap_or_default(),
            term: row.text("公开时限", faults).unwrap_or_default(),
            body: body?,
            channels: several(row, "公开渠道", faults),
            recipients,
            initiative: known.into_iter().find(|known| Some(known.label()) == initiative)?,
            levels: several(row, "公开层级", faults),
            fulfilled_by,
        };
        Some((title?, None, Content::Catalogue(item)))
    })
}

/// Title, own address and content of a row.
type Row = (String, Option<String>, Content);

fn read(
    text: &str,
    columns: &[&'static str],
    context: &Context<'_>,
    faults: &mut Faults,
    row_of: impl Fn(&mut Fields, &mut Ties, &mut Faults) -> Option<Row>,
) -> Vec<SourceEntry> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut entries = Vec::new();
    for (number, row) in reader.records().enumerate() {
        let Ok(row) = row else {
            faults.error(None, "表格读不懂", "请检查引号是否成对，再另存为 CSV UTF-8。");
            break;
        };
        let line = row.position().map_or(1, |position| line_of(text, position));
        let cells: Vec<&str> = row.iter().map(str::trim).collect();
        if number == 0 {
            if !check_columns(&cells, columns, line, faults) {
                break;
            }
            continue;
        }
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if cells.len() != columns.len() {
            let what = format!("这一行有 {} 格，应当有 {} 格", cells.len(), columns.len());
            faults.error(line, what, "请检查是否多写或少写了逗号；格子里有英文逗号的，整格放在英文双引号里。");
            continue;
        }
        let values = columns.iter().zip(&cells).map(|(column, cell)| (line, (*column).to_owned(), Value::Text((*cell).to_owned())));
        entries.extend(entry(Fields::new(line, values.collect()), context, faults, &row_of));
    }
    entries
}

/// The reader takes empty lines before a row for part of it.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let rest = usize::try_from(position.byte()).ok().and_then(|byte| text.as_bytes().get(byte..)).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_add(empty)
}

fn entry(
    mut row: Fields,
    context: &Context<'_>,
    faults: &mut Faults,
    row_of: impl Fn(&mut Fields, &mut Ties, &mut Faults) -> Option<Row>,
) -> Option<SourceEntry> {
    let (line, before) = (row.line, faults.errors());
    let id: RecordId = row.required("编号", faults).and_then(|written| strict_id(&written, line, "编号", faults))?;
    let mut ties = Ties::default();
    let row = row_of(&mut row, &mut ties, faults);
    let whole = row.filter(|_| faults.errors() == before).and_then(|(title, address, content)| {
        let own = Own { content, mark: None, title: Some(title), text: FullText::default() };
        let mut made = record(&id, Some(own), Fields::new(line, Vec::new()), &mut ties, context, faults)?;
        made.address = address.or(made.address);
        Some(made)
    });
    Some(SourceEntry::new(id, line, whole, ties))
}

fn check_columns(cells: &[&str], columns: &[&str], line: usize, faults: &mut Faults) -> bool {
    if cells == columns {
        return true;
    }
    let missing: Vec<_> = columns.iter().filter(|column| !cells.contains(*column)).copied().collect();
    let strange: Vec<_> = cells.iter().filter(|cell| !columns.contains(*cell)).copied().collect();
    let what = match (missing.is_empty(), strange.is_empty()) {
        (false, true) => format!("表头少了：{}", missing.join("、")),
        (true, false) => format!("表头多了：{}", strange.join("、")),
        (false, false) => format!("表头少了：{}；多了：{}", missing.join("、"), strange.join("、")),
        (true, true) => "表头的顺序不对，或者有重复".to_owned(),
    };
    faults.error(line, what, format!("第一行请写成：{}。", columns.join(",")));
    false
}

fn several(row: &mut Fields, column: &'static str, faults: &mut Faults) -> Vec<String> {
    let cell = row.text(column, faults).unwrap_or_default();
    cell.split('；').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

fn degrees(row: &mut Fields, column: &'static str, limit: f64, faults: &mut Faults) -> Option<f64> {
    let (line, written) = row.placed_text(column, faults)?;
    let degrees = written.parse::<f64>().ok().filter(|degrees| degrees.abs() <= limit);
    if degrees.is_none() {
        faults.error(line, format!("{column}“{written}”不是度数"), "请写成带小数的度数，例如经度 104.0668、纬度 30.5728。");
    }
    degrees
}
