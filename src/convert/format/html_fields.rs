//! What a page states beside its text: the names in its head, and the table of 索引号, 发布机构 and the rest that open-government pages carry.

use dom_query::{Document, NodeRef};

use super::super::{Stated, plain};

/// Names of fields, as the tables of pages have them.
const LABELS: [&str; 72] = [
    "索引号",
    "信息索引",
    "索引",
    "统一登记号",
    "登记号",
    "信息名称",
    "文件名称",
    "名称",
    "标题",
    "信息标题",
    "主题分类",
    "组配分类",
    "信息分类",
    "服务对象分类",
    "体裁分类",
    "公文种类",
    "体裁",
    "发布机构",
    "发文机关",
    "发布机关",
    "发文机构",
    "发文单位",
    "发布单位",
    "制发机关",
    "公开机构",
    "责任部门",
    "信息来源",
    "发文字号",
    "文号",
    "文件编号",
    "成文日期",
    "发布日期",
    "发文日期",
    "公开日期",
    "生成日期",
    "生效日期",
    "实施日期",
    "失效日期",
    "废止日期",
    "有效性",
    "公开方式",
    "主题词",
    "发布时间",
    "来源",
    "公开属性",
    "公开类别",
    "公开形式",
    "公开类型",
    "公开选项",
    "公开范围",
    "信息公开属性",
    "信息公开选项",
    "信息公开类别",
    "信息公开形式",
    "发文文号",
    "公文文号",
    "文件字号",
    "文件标题",
    "公开主体",
    "公开责任部门",
    "制发日期",
    "签发日期",
    "生效时间",
    "施行日期",
    "有效期",
    "有效期至",
    "截止日期",
    "信息索引号",
    "索取号",
    "信息编号",
    "公开时间",
    "公布日期",
];
/// Characters of a value; what is longer is text.
const LONGEST: usize = 200;
/// Names in a head that say something about the paper.
const NAMES: [&str; 14] = [
    "articletitle",
    "pubdate",
    "contentsource",
    "sitename",
    "columnname",
    "author",
    "maketime",
    "publishdate",
    "firstpublishedtime",
    "lastmodifiedtime",
    "description",
    "keywords",
    "title",
    "source",
];

/// The names in the head, and the title of the window.
pub(super) fn of_head(document: &Document) -> Vec<Stated> {
    let mut stated = Vec::new();
    for node in document.select("meta").nodes() {
        let name = node.attr("name").or_else(|| node.attr("property")).unwrap_or_default();
        let value = plain::line(&node.attr_or("content", ""));
        // A broken page has markup where a value was to be.
        if NAMES.contains(&name.to_ascii_lowercase().as_str()) && !value.is_empty() && !value.contains('<') {
            stated.push(Stated { label: name.to_string(), value: value.chars().take(5 * LONGEST).collect() });
        }
    }
    let title = plain::line(&document.select("head > title").nodes().first().map(|node| node.text().to_string()).unwrap_or_default());
    if !title.is_empty() {
        stated.push(Stated { label: "title".to_owned(), value: title });
    }
    stated
}

/// The heading of the page and its table of fields, which is then taken out of the page: its words are no text.
pub(super) fn of_page(document: &Document) -> Vec<Stated> {
    let mut stated = Vec::new();
    let headings = document.select("h1");
    if let [heading] = headings.nodes() {
        let value = plain::line(&heading.text());
        if !value.is_empty() {
            stated.push(Stated { label: "h1".to_owned(), value });
        }
    }
    let mut taken: Vec<NodeRef<'_>> = Vec::new();
    for node in document.select("table, dl, ul, div, p").nodes() {
        let within = |card: &NodeRef<'_>| node.ancestors_it(None).any(|above| above.id == card.id);
        if taken.iter().any(within) || !is_card(node) {
            continue;
        }
        let (fields, covered) = fields(node);
        if covered && fields.len() >= 2 {
            stated.extend(fields);
            taken.push(*node);
        }
    }
    for card in taken {
        card.remove_from_parent();
    }
    stated
}

/// What the line below a title begins with, if not with the day itself.
const BESIDE: [&str; 14] =
    ["发布时间", "发布日期", "更新时间", "日期", "时间", "来源", "信息来源", "稿源", "文章来源", "作者", "发布人", "发布", "编辑", "字体"];
/// Characters of that line.
const SHORT: usize = 160;

/// The day of publication on the line below the title: `2024-03-05 08:30　来源：……`. Menus and lists of other pages are none.
pub(super) fn published(document: &Document) -> Option<Stated> {
    let selected = document.select("div, p, span, td, h4, h5, h6, li, dd, time");
    let is_named = |node: &NodeRef<'_>, names: &[&str]| node.node_name().is_some_and(|name| names.contains(&&*name));
    let line = selected.nodes().iter().filter(|node| node.descendants_it().take(31).count() <= 30).find_map(|node| {
        let text = plain::line(&node.text());
        let begins = text.trim_start_matches(['【', '[', '(', '（', ' ']);
        let dated = has_day(&begins.chars().take(6).collect::<String>());
        let told =
            plain::count(&text) <= 24 || ["来源", "作者", "浏览", "点击", "编辑", "阅读", "字体"].iter().any(|word| text.contains(word));
        let known = (dated && told) || BESIDE.iter().any(|word| begins.starts_with(word));
        // What is to be done somewhere on a day is no line of a page.
        let whole = plain::count(&text) <= SHORT && known && has_day(&text) && !text.contains(['。', '；']) && !text.contains("地点");
        let listed = || node.ancestors_it(Some(3)).any(|above| is_named(&above, &["ul", "ol"]));
        let linked = || node.descendants_it().filter(|child| is_named(child, &["a"])).count() > 3;
        (whole && !listed() && !linked()).then_some(text)
    });
    line.map(|value| Stated { label: "页面时间".to_owned(), value })
}

/// Whether four digits stand in front of what sets a year apart from a month.
fn has_day(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters
        .windows(5)
        .any(|five| matches!(five, [a, b, c, d, end] if [a, b, c, d].iter().all(|c| c.is_ascii_digit()) && "-/.年".contains(*end)))
}

/// The heading of a page that has no `h1`: what its window is called, where an element says the same and nothing else.
pub(super) fn heading(document: &Document, stated: &[Stated]) -> Option<Stated> {
    let of = |label: &str| stated.iter().find(|stated| stated.label == label).map(|stated| stated.value.as_str());
    if of("h1").is_some() {
        return None;
    }
    let window = of("title")?;
    let is_said = |name: &str| {
        let selected = document.select("h2, h3, h4, div, p, td, span, strong, b");
        plain::count(name) >= 8
            && selected.nodes().iter().any(|node| node.element_children().len() <= 1 && plain::line(&node.text()) == name)
    };
    let cut = window.split(['_', '|', '-', '—', '－']).next().unwrap_or(window).trim();
    let name = [window.trim(), cut].into_iter().find(|name| is_said(name))?;
    Some(Stated { label: "h1".to_owned(), value: name.to_owned() })
}

/// Cheap enough to be asked of every element: a few names of fields, and no page of text.
fn is_card(node: &NodeRef<'_>) -> bool {
    let text: String = node.text().chars().filter(|c| !c.is_whitespace()).take(4001).collect();
    text.chars().count() <= 4000 && LABELS.iter().filter(|label| text.contains(*label)).take(2).count() == 2
}

/// Pairs of a name and a value, beside one another or in one line with a colon; and whether they are most of what stands there.
fn fields(card: &NodeRef<'_>) -> (Vec<Stated>, bool) {
    let mut stated: Vec<Stated> = Vec::new();
    let mut waiting: Option<&'static str> = None;
    let (mut all, mut used) = (0, 0);
    for piece in pieces(card) {
        let length = piece.chars().count();
        all += length;
        let (label, value) = named(&piece);
        match (label, value) {
            (Some(label), Some(value)) => {
                stated.push(Stated { label: label.to_owned(), value });
                waiting = None;
                used += length;
            }
            (Some(label), None) => {
                waiting = Some(label);
                used += length;
            }
            (None, _) => {
                if let Some(label) = waiting.take().filter(|_| length <= LONGEST) {
                    stated.push(Stated { label: label.to_owned(), value: piece });
                    used += length;
                }
            }
        }
    }
    (stated, used * 10 >= all * 7)
}

/// The words of a card, piece by piece as they stand in its elements; spans that only colour a label are joined with what is around them.
fn pieces(card: &NodeRef<'_>) -> Vec<String> {
    let mut pieces = Vec::new();
    for node in card.descendants_it().filter(NodeRef::is_text) {
        let text = plain::line(&node.text());
        if text.is_empty() || text == ":" || text == "：" {
            continue;
        }
        pieces.push(text);
    }
    pieces
}

/// The label at the beginning of a piece, and its value if that stands there too. Labels are set with blanks between their characters.
fn named(piece: &str) -> (Option<&'static str>, Option<String>) {
    let (head, value) = match piece.split_once(['：', ':']) {
        Some((head, value)) => (head, Some(plain::line(value)).filter(|value| !value.is_empty())),
        None => (piece, None),
    };
    let head: String = head.chars().filter(|c| !c.is_whitespace() && !"[]【】■·•".contains(*c)).collect();
    let label = LABELS.into_iter().find(|label| *label == head);
    (label, label.and(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> (Vec<(String, String)>, String) {
        let document = Document::from(html);
        let stated = of_page(&document).into_iter().map(|stated| (stated.label, stated.value)).collect();
        (stated, plain::line(&document.select("body").text()))
    }

    #[test]
    fn the_line_below_a_title_tells_a_day_and_nothing_else_does() {
        let day = |html: &str| published(&Document::from(html)).map(|stated| stated.value);
        for html in [
            "<div><h1>防火</h1><div class=info>2024-03-05 08:30　来源：<a href=x>云川日报</a></div><p>正文</p></div>",
            "<p class=source>发布日期：2024年03月05日 信息来源：县医保局 点击：35</p>",
            "<div class=date><span>时间：2024-03-05 16:00</span><span>来源：县住建局</span></div>",
        ] {
            assert!(day(html).is_some(), "{html}");
        }
        for html in [
            "<ul><li><a href=1>另一则</a><span>2024/02/01</span></li></ul>",
            "<p>会议时间：2024年3月8日上午九时，请准时参加。</p>",
            "<p>时间：2024年3月8日　地点：县礼堂</p>",
            "<p>2020年计划投资五十三亿元，完成年度计划的百分之八十二点三，同比增长</p>",
            "<p>来源：县医保局</p>",
        ] {
            assert_eq!(day(html), None, "{html}");
        }
    }

    #[test]
    fn a_page_without_a_heading_is_called_as_its_window_where_an_element_says_the_same() {
        let called = |html: &str| {
            let document = Document::from(html);
            heading(&document, &of_head(&document)).map(|stated| stated.value)
        };
        let page = "<html><head><title>云川县医保局到柳桥镇调研_云川县政府</title></head><body><h2>云川县医保局到柳桥镇调研</h2><p>正文</p></body></html>";
        assert_eq!(called(page).as_deref(), Some("云川县医保局到柳桥镇调研"));
        assert_eq!(called("<html><head><title>首页-云川县人民政府网站</title></head><body><p>正文</p></body></html>"), None);
    }

    #[test]
    fn a_card_of_fields_is_read_however_it_is_built() {
        let expected = [("索引号", "YC001/2024-00001"), ("发布机构", "云川县人民政府"), ("成文日期", "2024年3月1日")];
        let expected: Vec<(String, String)> = expected.map(|(label, value)| (label.to_owned(), value.to_owned())).into();
        for html in [
            "<table><tr><th>索 引 号</th><td>YC001/2024-00001</td><th>发布机构：</th><td>云川县人民政府</td></tr><tr><th>成文日期</th><td>2024年3月1日</td></tr></table><p>正文</p>",
            "<ul><li><b>索引号：</b>YC001/2024-00001</li><li>发布机构：云川县人民政府</li><li><span>成文日期</span>：<span>2024年3月1日</span></li></ul><p>正文</p>",
        ] {
            let (stated, rest) = told(html);
            assert_eq!((stated, rest.as_str()), (expected.clone(), "正文"), "{html}");
        }
    }
}
