//! `terminal.toml`: settings that every terminal shows as long as this content answers.

use crate::config::{NotTravelling, TRAVELLING, Travelling};

use super::{
    fault::Faults,
    pages::{Page, Placed},
};

/// Reads the settings; one that cannot travel forbids the whole source.
pub(super) fn read(text: &str, faults: &mut Faults) -> Option<Placed> {
    let Err(why) = Travelling::read(text) else {
        let page = Page::Rules(TRAVELLING.to_owned(), text.to_owned());
        return Some(Placed { page, line: 1, leads: Vec::new(), bodies: Vec::new() });
    };
    match why {
        NotTravelling::Line(line) => faults.error(
            line,
            "这一行不是能跟着内容走的设置",
            "能走的只有 [hall] help_desk、help_phone、complaint_phone，[application] unit、page、phone、address、hours，[links] hosts；密码、名称、信任根只写在终端上。",
        ),
        NotTravelling::Text(name) => faults.error(None, format!("{name} 空着、太长或者不止一行"), "写成一行，最多 120 个字；不改的请删去。"),
        NotTravelling::Page => faults.error(None, "page 不是 https:// 开头的网址", "写官方网站上申请公开的那一页。"),
        NotTravelling::Hosts => faults.error(None, "hosts 里有的不是网站的主机名", "写成 hosts = [\"www.yunchuan.example\"]，不写 https://，最多 40 个。"),
    }
    None
}
