//! Leaflets: pages of plain words with a few things to choose. How to use the terminal, what an application is, whom to ask.

use super::{
    para::Para,
    way::{ListKind, Way},
};
use crate::{
    config::Config,
    policy::RecordKind,
    takeaway::{AllowList, Payload, Slip, Takeaway},
};

/// A page of plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaflet {
    /// Its name.
    pub title: String,
    /// What it says.
    pub paras: Vec<Para>,
    /// What can be chosen at its end, and where that leads.
    pub choices: Vec<(String, Way)>,
}

/// 公开指南, and how to use the terminal.
pub fn help() -> Leaflet {
    let text = |words: &str| Para::Text(words.to_owned());
    let item = |mark: &str, words: &str| Para::Item(mark.to_owned(), words.to_owned());
    Leaflet {
        title: "怎么用 · 公开指南".to_owned(),
        paras: vec![
            item("1.", "按屏幕上的数字，或者用手指点，就能打开。"),
            item("2.", "想找什么，打拼音或者每个字的首字母，比如 tx，再选列出的字；没有键盘，点一下搜索框，屏幕上就有键盘。"),
            item("3.", "看到二维码，用手机扫一扫，文件就在手机上了。没有智能手机，按“写下来”。"),
            item("4.", "按 0 退回上一步，按 . 回首页，按 + 和 − 翻页，按 / 结束并清除。"),
            item("5.", "走的时候按“结束并清除”，您打过的字就没有了；忘了也不要紧，过一会儿会自动清除。"),
            Para::Heading(2, "这里公开什么".to_owned()),
            text(
                "本机收有政策文件、办事指南、政策解读、问答、公开目录、清单、公报、便民地图和各部门的窗口电话。屏幕上方写着内容截至哪一天；以正式发布的文本为准。",
            ),
            text("没有查到的政府信息，可以依照《中华人民共和国政府信息公开条例》申请公开。"),
        ],
        choices: vec![
            ("搜一搜".to_owned(), Way::Search { words: String::new() }),
            ("大家常问".to_owned(), Way::List(ListKind::Kind(RecordKind::Question))),
            ("叫工作人员".to_owned(), Way::CallStaff),
        ],
    }
}

/// 依申请公开.
pub fn application(config: &Config) -> Leaflet {
    let office = &config.application;
    let text = |words: &str| Para::Text(words.to_owned());
    let field = |name: &str, value: &str| Para::Field(name.to_owned(), value.to_owned());
    Leaflet {
        title: "依申请公开".to_owned(),
        paras: vec![
            text(
                "没有主动公开的政府信息，您可以向行政机关申请（《中华人民共和国政府信息公开条例》第二十七条）。本机不代收申请，请按下面的办法办。",
            ),
            field("谁受理：", &office.unit),
            field("电话：", &office.phone),
            field("地址：", &office.address),
            field("时间：", &office.hours),
            field("要写清：", "姓名或名称、身份证明、联系方式；想要的信息叫什么、文号或者别的特征；想怎么拿（第二十九条）。"),
            field("多久答复：", "当场能答复的当场答复，不能的二十个工作日内；要延长的，再加不超过二十个工作日，会告诉您（第三十三条）。"),
            field("收费：", "一般不收费（第四十二条）。"),
        ],
        choices: ways_to_apply(config),
    }
}

fn ways_to_apply(config: &Config) -> Vec<(String, Way)> {
    let office = &config.application;
    let takeaway = |payload| {
        Box::new(Takeaway {
            title: format!("向{}申请公开", office.unit),
            number: None,
            contact: vec![office.unit.clone(), format!("电话 {}", office.phone), office.address.clone(), office.hours.clone()],
            payload,
        })
    };
    let slip = Slip::new("依申请公开", &[&office.unit, &office.phone, &office.address]);
    let mut choices = Vec::new();
    if let Ok(link) = AllowList::new(&config.links.hosts).check(&office.page) {
        choices.push(("用手机在网上申请（二维码）".to_owned(), Way::Code(takeaway(Payload::Link(link)))));
    }
    choices.push(("把电话地址存到手机（不用上网）".to_owned(), Way::Code(takeaway(Payload::Slip(slip.clone())))));
    choices.push(("写下来".to_owned(), Way::WriteDown(takeaway(Payload::Slip(slip)))));
    choices.push(("先搜一搜，也许已经公开了".to_owned(), Way::Search { words: String::new() }));
    choices
}

/// 叫工作人员.
pub fn call_staff(config: &Config) -> Leaflet {
    let hall = &config.hall;
    let field = |name: &str, value: &str| Para::Field(name.to_owned(), value.to_owned());
    Leaflet {
        title: "叫工作人员".to_owned(),
        paras: vec![
            field("请到：", &hall.help_desk),
            field("电话：", &hall.help_phone),
            field("监督电话：", &hall.complaint_phone),
            Para::Text("工作人员可以帮您查、帮您打印，也可以帮您填表。看不清、听不清、不识字，都可以请他们帮忙。".to_owned()),
        ],
        choices: vec![("找部门、找电话".to_owned(), Way::List(ListKind::Kind(RecordKind::Body))), ("怎么用这台机器".to_owned(), Way::Help)],
    }
}
