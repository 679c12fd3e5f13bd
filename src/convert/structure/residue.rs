//! What pages and sites leave between the words: page numbers, tables of contents, the way back to the front page.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use regex::Regex;

use super::{
    paper::Role,
    plain::{han, length},
    sheet::Sheet,
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[-—–―·]+\d{1,4}[-—–―·]+|第?\d{1,4}/\d{1,4}页?|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|共\d{1,4}页第\d{1,4}页|[Pp]age\d{1,4}(?:of\d{1,4})?)$",
    )
});
static BARE_PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d{1,4}|[IVXivx]{1,5})$"));
static RULER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[-—–―─_=*~·.…]{3,}|[-—–―─_=*~·.…]{3,}\p{Han}{0,10}[-—–―─_=*~·.…]{3,})$"));
static WEB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:您?(?:现在|当前|所在)?的?(?:位置|所在位置)(?:是|为)?[:>].*|首页[>/»→·].*|.*[>»/]正文)",
        r"|(?:[\[(]?(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|我要纠错|返回顶部|返回首页|回到顶部|字体[::]?|大|中|小|【|】|\||,|、|分享(?:到|至)?[::]?|保存|TOP)[\])]?){1,9}",
        r"|(?:字号|字体|字体大小|文字大小)[:]?[\[(]?[大中小特超默认 ,|/+\-]{0,12}[\])]?(?:打印.*)?",
        r"|扫一扫.{0,30}|.{0,8}扫描二维码.{0,20}|手机(?:扫码|版|阅读).{0,16}|分享(?:到|至)?[::]?.{0,20}|(?:点击|访问|浏览|阅读)(?:次数|量|数)?[:]?\d{0,9}次?",
        r"|(?:上|下)一(?:篇|条)[::].*|相关(?:链接|文章|新闻|附件|解读)[::]?|责任编辑[::].{0,12}|责编[::].{0,12}|版权(?:所有|声明).*|.*(?:ICP备|公网安备).*",
        r"|(?:主办|承办)(?:单位)?[:].{0,40}(?:版权|地址|电话|网站).*|网站(?:地图|标识码|声明|支持).{0,40}|(?:设为首页|加入收藏|联系我们|无障碍(?:浏览|阅读)?|繁体(?:版)?|登录|注册|\|){1,9}",
        r"|.{0,24}微信(?:公众号|订阅号).{0,16}|本文?(?:链接|网址)[::].*|作者原创.*|\(?www\.[a-z0-9.-]+\)?)$"
    ))
});
static LEADERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\.{3,}|…+|·{3,}|[\t ]{2,}|_{4,}|(?:\. ){3,})\s*[(-]?(?:\d{1,4}|[IVXivx]{1,6})[)-]?$"));
static PAGED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Han}.*\s(?:\d{1,3}|[IVXivx]{1,6})$"));
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:目录|目次|contents|CONTENTS)$"));

/// Settles every line that no reader wants.
pub(super) fn settle(sheet: &mut Sheet) {
    let beside_break: Vec<bool> = (0..sheet.lines.len()).map(|at| is_beside_break(sheet, at)).collect();
    for (line, beside) in sheet.lines.iter_mut().zip(beside_break) {
        if !line.is_open() {
            continue;
        }
        let is_page = PAGE.is_match(&line.tight) || (beside && BARE_PAGE.is_match(&line.tight));
        let is_web = length(&line.tight) <= 80 && WEB.is_match(&line.tight);
        if is_page || is_web || RULER.is_match(&line.tight) {
            line.role = Some(Role::Residue);
        }
    }
    contents(sheet);
}

fn is_beside_break(sheet: &Sheet, at: usize) -> bool {
    let is_break = |at: Option<usize>| at.and_then(|at| sheet.lines.get(at)).is_some_and(|line| line.role == Some(Role::PageBreak));
    is_break(at.checked_sub(1)) || is_break(at.checked_add(1))
}

/// Lines of a table of contents: dots that lead to a page; below 目录, also lines that stand again further down.
fn contents(sheet: &mut Sheet) {
    let mut times: HashMap<String, usize> = HashMap::new();
    for line in &sheet.lines {
        *times.entry(line.tight.clone()).or_default() += 1;
    }
    let again: HashSet<String> = times.into_iter().filter(|(_, times)| *times > 1).map(|(line, _)| line).collect();
    let mut below = false;
    for at in 0..sheet.lines.len() {
        let Some(line) = sheet.lines.get_mut(at) else { continue };
        if !line.is_open() {
            continue;
        }
        if CONTENTS.is_match(&line.tight) {
            (below, line.role) = (true, Some(Role::Contents));
            continue;
        }
        let leads = LEADERS.is_match(&line.plain) && (han(&line.tight) >= 2 || below) && length(&line.tight) <= 90;
        let paged = below && PAGED.is_match(&line.plain) && length(&line.tight) <= 90;
        if leads || paged || (below && again.contains(&line.tight) && length(&line.tight) <= 60) {
            line.role = Some(Role::Contents);
        } else {
            below = false;
        }
    }
    // 目录 in front of nothing is a title, or the end of one.
    let lone: Vec<usize> = (0..sheet.lines.len()).filter(|at| is_lone_contents(sheet, *at)).collect();
    for at in lone {
        if let Some(line) = sheet.lines.get_mut(at) {
            line.role = None;
        }
    }
}

fn is_lone_contents(sheet: &Sheet, at: usize) -> bool {
    let here = sheet.lines.get(at).is_some_and(|line| line.role == Some(Role::Contents) && CONTENTS.is_match(&line.tight));
    let next = sheet.lines.iter().skip(at + 1).find(|line| !matches!(line.role, Some(Role::PageBreak | Role::Residue)));
    here && !next.is_some_and(|line| line.role == Some(Role::Contents))
}

#[cfg(test)]
mod tests {
    use super::{super::sheet::Line, *};
    use crate::convert::Look;

    fn roles(lines: &[&str]) -> Vec<Option<Role>> {
        let lines = lines.iter().enumerate().map(|(block, text)| Line::new(block, text, &Look::default())).collect();
        let mut sheet = Sheet { lines };
        settle(&mut sheet);
        sheet.lines.into_iter().map(|line| line.role).collect()
    }

    #[test]
    fn what_pages_and_sites_leave_is_told_apart() {
        for line in [
            "— 1 —",
            "-3-",
            "第3页 共12页",
            "首页 > 政务公开 > 正文",
            "当前位置：首页>政策文件",
            "【打印】【关闭】",
            "扫一扫在手机打开当前页",
            "上一篇：关于集市的通知",
            "浏览次数：123",
            "分享到：",
            "责任编辑：张某",
            "浙公网安备 33010602009328号",
            "字号：[大 中 小]",
            "--------华丽丽分隔符--------",
        ] {
            assert_eq!(roles(&[line]), [Some(Role::Residue)], "{line}");
        }
        for line in [
            "33",
            "一、总体要求",
            "关于扫一扫支付管理办法的通知",
            "大",
            "2023年6月5日",
            "分享经济是指利用互联网平台将分散资源进行优化配置的新型经济形态，应当鼓励。",
        ] {
            assert!(roles(&[line, "二"]).first().unwrap().is_none() || line == "大", "{line}");
        }
    }

    #[test]
    fn a_table_of_contents_is_not_read_twice() {
        let found = roles(&["目  次", "1 范围……………1", "2 术语\t\t3", "前言", "1 范围", "本标准规定了代码。", "前言"]);
        let contents = Some(Role::Contents);
        assert_eq!(found[..4], [contents.clone(), contents.clone(), contents.clone(), contents]);
        assert_eq!(found[4..], [None, None, None]);
        assert_eq!(roles(&["目录", "第一条 为了规范集市，制定本办法。"]), [None, None]);
    }
}
