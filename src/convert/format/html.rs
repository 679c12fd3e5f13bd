//! Web pages as browsers read them: the fields that stand beside the text, then the text itself without what goes around it.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::super::{Block, Code, Finding, Level, Manuscript, Paragraph, Refused, Stated, characters::decode, plain};
use super::{html_blocks::blocks, html_fields};

/// Bytes of a page.
const LONGEST: usize = 10 << 20;
/// Elements inside one another; each costs the parsers of pages time and stack.
const DEEPEST: usize = 256;
/// Characters below which a part of a page is no text.
const LEAST: usize = 20;
/// What does not nest, or need not be closed.
const LOOSE: [&str; 33] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "hr", "img", "input", "isindex", "keygen", "li", "link", "meta",
    "nobr", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];
/// What is never read aloud.
const UNSEEN: &str = "script, style, noscript, template, iframe, object, embed, svg, canvas, form[style*='display:none'], [hidden], select, \
                      button, input, textarea, head > title";
/// Rules of a page that are followed.
const MOST_RULES: usize = 200;
/// Where the systems of offices put the text of a page.
const PLACES: [&str; 16] = [
    "#UCAP-CONTENT",
    "#zoom",
    "#Zoom",
    "#ucapcontent",
    ".TRS_Editor",
    ".TRS_UEDITOR",
    "#TRS_Editor",
    ".trs_editor_view",
    ".view.TRS_UEDITOR",
    "#NewsContent",
    "#artibody",
    ".article-content",
    ".pages_content",
    ".xxgk_content",
    ".bt_content",
    ".zwgk_content",
];

/// Reads a page.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    if bytes.len() > LONGEST {
        return Err(Refused::new(Code::TooLarge, format!("{} bytes of HTML", bytes.len())));
    }
    let declared = declared(bytes);
    let decoded = decode(bytes, declared.as_deref());
    let mut manuscript = of_text(&decoded.text)?;
    decoded.tell(&mut manuscript);
    Ok(manuscript)
}

/// The same for a page that is text already.
pub(super) fn of_text(text: &str) -> Result<Manuscript, Refused> {
    if text.len() > 2 * LONGEST {
        return Err(Refused::new(Code::TooLarge, format!("{} bytes of HTML", text.len())));
    }
    if deepest(text) > DEEPEST {
        return Err(Refused::new(Code::TooLarge, format!("elements nested deeper than {DEEPEST}")));
    }
    let document = Document::from(text);
    let mut manuscript = Manuscript { reader: format!("gongkai {} (html5ever)", env!("CARGO_PKG_VERSION")), ..Manuscript::default() };
    manuscript.stated = html_fields::of_head(&document);
    let deleted = drop_unseen(&document);
    if deleted > 0 {
        let words = format!("有 {deleted} 处标成删去的文字，没有转换");
        manuscript.findings.push(Finding { code: Code::RevisionsPresent, level: Level::Error, place: None, words });
    }
    let (published, heading) = (html_fields::published(&document), html_fields::heading(&document, &manuscript.stated));
    manuscript.stated.extend(html_fields::of_page(&document));
    // A table of fields says more than a line.
    manuscript.stated.extend(published);
    if manuscript.stated.iter().all(|stated| stated.label != "h1") {
        manuscript.stated.extend(heading);
    }
    let (blocks, trimmed) = body(&document);
    if !trimmed {
        let words = "分不清哪些是正文，网页的栏目、页脚可能混在里面".to_owned();
        manuscript.findings.push(Finding { code: Code::NotTrimmed, level: Level::Warning, place: None, words });
    }
    manuscript.blocks = headed(blocks, &manuscript.stated);
    Ok(manuscript)
}

/// What pages call that which goes around their text.
const AROUND: &str = "nav, footer, header, [class*='nav'], [id*='nav'], [class*='foot'], [id*='foot']";

/// The text of a page, and whether what goes around it was left out.
fn body(document: &Document) -> (Vec<Block>, bool) {
    let Some(whole) = document.select("body").nodes().first().copied() else { return (Vec::new(), true) };
    for place in PLACES {
        // Editors of pages are put inside one another; the outermost holds all.
        let found = document.select(place);
        let longest = found.nodes().iter().max_by_key(|node| plain::count(&node.text()));
        if let Some(node) = longest.filter(|node| plain::count(&node.text()) >= LEAST) {
            return (blocks(node), true);
        }
    }
    let all = blocks(&whole);
    let length = size(&all);
    // A page without links around its text is text: saved from an editor, or written by a program.
    let linked: usize = document.select("a").nodes().iter().map(|node| plain::count(&node.text())).sum();
    if linked * 100 <= length && document.select(AROUND).is_empty() {
        return (all, true);
    }
    // Where the page is short, what goes around its text is kept with it by whoever looks for the text.
    for node in document.select(AROUND).nodes() {
        let text = node.text();
        if !text.contains(['。', '；']) && plain::count(&text) * 4 < length {
            node.remove_from_parent();
        }
    }
    let all = blocks(&whole);
    let config = Config { char_threshold: LEAST * 5, ..Config::default() };
    // What the page hides is gone from it already, and its rules with it.
    let article = Readability::new(document.html().to_string(), None, Some(config)).ok().and_then(|mut page| page.parse().ok());
    let trimmed = article.map(|article| Document::from(article.content)).map(|document| {
        drop_unseen(&document);
        document.select("body").nodes().first().map(blocks).unwrap_or_default()
    });
    match trimmed {
        Some(trimmed) if size(&trimmed) >= LEAST => (trimmed, true),
        _ => (all, false),
    }
}

fn size(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Paragraph(paragraph) => plain::count(&paragraph.text),
        Block::Table(table) => table.rows.iter().flatten().map(|cell| plain::count(&cell.text)).sum(),
        Block::Picture(_) | Block::Page(_) => 0,
    };
    blocks.iter().map(of).sum()
}

/// The heading of the page in front of its text, where the two stand apart.
fn headed(mut blocks: Vec<Block>, stated: &[Stated]) -> Vec<Block> {
    let Some(title) = stated.iter().find(|stated| stated.label == "h1").map(|stated| stated.value.as_str()) else { return blocks };
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let begins: String = blocks
        .iter()
        .take(12)
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(squeezed(&paragraph.text)),
            _ => None,
        })
        .collect();
    if !blocks.is_empty() && !begins.contains(&squeezed(title)) {
        let mut paragraph = Paragraph { text: title.to_owned(), ..Paragraph::default() };
        paragraph.look.heading = Some(1);
        blocks.insert(0, Block::Paragraph(paragraph));
    }
    blocks
}

/// Takes away what a browser does not show, and what stands there struck out as deleted; how many pieces of that there were.
fn drop_unseen(document: &Document) -> usize {
    for selector in unseen_by_rule(document) {
        document.try_select(&selector).into_iter().for_each(|hidden| hidden.remove());
    }
    let deleted = document.select("del");
    let count = deleted.nodes().iter().filter(|node| plain::count(&node.text()) > 0).count();
    deleted.remove();
    document.select(UNSEEN).remove();
    let styled = document.select("[style]");
    for node in styled.nodes().iter().filter(|node| is_hidden(node)) {
        node.remove_from_parent();
    }
    count
}

/// Selectors of one class or id that the page's own rules do not show. Rules for other media are not followed, nor what is hidden by where it stands.
fn unseen_by_rule(document: &Document) -> Vec<String> {
    let mut selectors = Vec::new();
    for sheet in document.select("style").nodes().iter().map(NodeRef::text) {
        for rule in sheet.split('}').filter(|rule| !rule.contains('@')) {
            let Some((named, says)) = rule.rsplit_once('{') else { continue };
            let says: String = says.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            let hides = |part: &str| matches!(part.trim_end_matches("!important"), "display:none" | "visibility:hidden" | "mso-hide:all");
            if says.split(';').any(hides) {
                selectors.extend(named.split(',').map(str::trim).filter(|name| is_simple(name)).map(str::to_owned));
            }
        }
    }
    selectors.truncate(MOST_RULES);
    selectors
}

/// `.class`, `#id` or `p.class`.
fn is_simple(selector: &str) -> bool {
    let rest = selector.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.strip_prefix(['.', '#'])
        .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)))
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style: String = node.attr_or("style", "").to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let says = |rule: &str| style.split(';').any(|part| part.trim_end_matches("!important") == rule);
    says("display:none")
        || says("visibility:hidden")
        || says("mso-hide:all")
        || says("font-size:0")
        || says("font-size:0px")
        || says("opacity:0")
}

/// The encoding that a page declares for itself.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..4096.min(bytes.len()))?).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label: String =
        rest.trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

/// How deep elements stand in one another, counted without building anything.
fn deepest(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(remark) = after.strip_prefix("!--") {
            rest = remark.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let closing = after.starts_with('/');
        let name: String =
            after.trim_start_matches('/').chars().take(12).take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if name.is_empty() || LOOSE.contains(&name.as_str()) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if name == "script" || name == "style" {
            let end = format!("</{name}");
            rest = skip_to(after, &end);
        } else {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}

/// What stands after the words, whatever the size of their letters; nothing where they do not stand.
fn skip_to<'a>(text: &'a str, words: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        let begins = after.get(..words.len() - 2).is_some_and(|name| name.eq_ignore_ascii_case(words.trim_start_matches("</")));
        if begins {
            return after;
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        of_text(text).unwrap().blocks.iter().map(said).collect()
    }

    fn said(block: &Block) -> String {
        match block {
            Block::Paragraph(paragraph) => paragraph.text.clone(),
            Block::Table(table) => table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
                .collect::<Vec<_>>()
                .join("/"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_a_browser_hides_is_not_there() {
        let text = "<p>第一条 为了规范集市。<span style='Display : none'>内部</span><script>var a = '内部';</script></p>\
                    <div hidden>内部</div><!-- 内部 --><p style=\"visibility:hidden\">内部</p><p>第二条 自发布之日起施行。</p>";
        assert_eq!(words(text), ["第一条 为了规范集市。", "第二条 自发布之日起施行。"]);
        let ruled = "<style>.a, p.b{ color:red; display : none }@media print{.c{display:none}}</style><p class=a>内部</p><p class=b>内部</p>\
                     <p class=c>第一条 为了规范集市。</p><p>第二条 自发布之日起施行。</p>";
        assert_eq!(words(ruled), ["第一条 为了规范集市。", "第二条 自发布之日起施行。"]);
    }

    #[test]
    fn what_a_browser_hides_is_not_there_either_once_the_page_is_trimmed() {
        let long = "为了规范集市，方便群众赶集，根据有关规定，制定本办法，请遵照执行。".repeat(8);
        let hidden = "<p class=x>内部</p><p style='opacity:0'>内部</p><p style='font-size:0'>内部</p>";
        let page = format!(
            "<html><head><style>.x{{display:none}}</style></head><body><div class=nav><a href=/>首页</a><a href=/a>政务公开</a></div>\
             <div class=content><p>{long}</p>{hidden}<p>{long}</p></div><div class=foot><a href=/b>关于我们</a></div></body></html>"
        );
        let read = words(&page);
        assert!(read.contains(&long) && !read.iter().any(|line| line.contains("内部")), "{read:?}");
    }

    #[test]
    fn the_mark_in_the_table_of_fields_is_stated() {
        let page = "<table><tr><td>索引号</td><td>YC-2024-0001</td><td>发布机构</td><td>云川县民政局</td></tr><tr><td>成文日期</td>\
                    <td>2024-05-06</td><td>公开属性</td><td>主动公开</td></tr></table><p>第一条 八十周岁以上的老年人，按月发放高龄津贴。</p>";
        let stated = of_text(page).unwrap().stated;
        assert!(stated.iter().any(|stated| stated.label == "公开属性" && stated.value == "主动公开"), "{stated:?}");
    }

    #[test]
    fn what_is_struck_out_as_deleted_is_told_and_not_there() {
        let read = of_text("<p>第一条 收费<del>二十元（内部掌握）</del><ins>十元</ins>。</p><p>第二条 自发布之日起施行。<del> </del></p>")
            .unwrap();
        assert!(!format!("{:?}", read.blocks).contains("内部") && format!("{:?}", read.blocks).contains("十元"));
        assert_eq!(read.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::RevisionsPresent]);
    }

    #[test]
    fn depth_is_counted_before_anything_is_built() {
        assert!(deepest(&"<p>甲<li>乙<td>丙<br>".repeat(5000)) == 0);
        assert_eq!(deepest("<div><b>甲</b><script>'<div><div>'</SCRIPT><!-- <div> --></div>"), 2);
        let refused = of_text(&"<div>".repeat(8000)).unwrap_err();
        assert_eq!(refused.code, Code::TooLarge);
    }

    #[test]
    fn the_place_of_the_text_is_known_and_menus_are_left_out() {
        let menu = "<div class=nav><a href=a>首页</a><a href=b>政务公开</a></div>";
        let text = format!(
            "<h1>关于集市的通知</h1>{menu}<div id=zoom><p>各乡镇人民政府：现将有关事项通知如下，请认真贯彻执行。</p></div><div class=foot>版权所有</div>"
        );
        assert_eq!(words(&text), ["关于集市的通知", "各乡镇人民政府：现将有关事项通知如下，请认真贯彻执行。"]);
        // A page whose text nothing marks, and so short that all of it passes for text.
        let text = format!(
            "<body>{menu}<h1>高龄津贴办法</h1><p>第一条 八十周岁以上的老年人，按月发放高龄津贴。</p><p>第二条 本办法自公布之日起施行。</p></body>"
        );
        assert_eq!(words(&text).first().map(String::as_str), Some("高龄津贴办法"));
        assert!(!words(&text).concat().contains("政务公开"), "{:?}", words(&text));
    }
}
