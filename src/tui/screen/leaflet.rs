//! Leaflets: pages of plain words with a few things to choose. How to use the terminal, what an application is, whom to ask.

use ratatui::layout::Rect;

use crate::{
    takeaway::{AllowList, Slip},
    text::VisitorText,
};

use super::{
    super::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, ListKind, Payload, Route, Takeaway},
        widget::prose::{Para, Prose},
    },
    Move,
};
use crate::policy::RecordKind;

/// Which leaflet, and how far it has been read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    page: Page,
    top: usize,
    focus: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Page {
    Help,
    Apply(VisitorText),
    CallStaff,
}

/// What a leaflet understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Go somewhere.
    Open(Route),
    /// An arrow or a page key.
    Move(Move),
}

/// How to use the terminal.
pub(in crate::tui) fn help() -> State {
    State { page: Page::Help, top: 0, focus: 0 }
}

/// 依申请公开.
pub(in crate::tui) fn apply(words: VisitorText) -> State {
    State { page: Page::Apply(words), top: 0, focus: 0 }
}

/// 叫工作人员.
pub(in crate::tui) fn call_staff() -> State {
    State { page: Page::CallStaff, top: 0, focus: 0 }
}

impl State {
    /// The entry Enter opens.
    pub(in crate::tui) fn focus(&self) -> usize {
        self.focus
    }

    fn title(&self) -> &'static str {
        match self.page {
            Page::Help => "怎么用 · 公开指南",
            Page::Apply(_) => "依申请公开",
            Page::CallStaff => "叫工作人员",
        }
    }

    fn paras(&self, context: &Context) -> Vec<Para> {
        let config = &context.config;
        let text = |words: &str| Para::Text(words.to_owned());
        let item = |mark: &str, words: String| Para::Item(mark.to_owned(), words);
        match &self.page {
            Page::Help => vec![
                item("1.", "按屏幕上的数字，或者用手指点，就能打开。".to_owned()),
                item(
                    "2.",
                    "想找什么，打拼音或者每个字的首字母，比如 tx，再选列出的字；没有键盘，点一下搜索框，屏幕上就有键盘。".to_owned(),
                ),
                item("3.", "看到二维码，用手机扫一扫，文件就在手机上了。没有智能手机，按“写下来”。".to_owned()),
                item("4.", "按 0 退回上一步，按 . 回首页，按 + 和 − 翻页，按 / 结束并清除。".to_owned()),
                item("5.", "走的时候按“结束并清除”，您打过的字就没有了；忘了也不要紧，过一会儿会自动清除。".to_owned()),
                Para::Heading(2, "这里公开什么".to_owned()),
                text(
                    "本机收有政策文件、办事指南、政策解读、问答、公开目录、清单、公报、便民地图和各部门的窗口电话。屏幕上方写着内容截至哪一天；以正式发布的文本为准。",
                ),
                text("没有查到的政府信息，可以依照《中华人民共和国政府信息公开条例》申请公开。"),
            ],
            Page::Apply(words) => {
                let mut paras = Vec::new();
                if !words.is_empty() {
                    paras.push(Para::Field("您想要的：".to_owned(), words.reveal().to_owned()));
                }
                paras.extend([
                    Para::Text("没有主动公开的政府信息，您可以向行政机关申请（《中华人民共和国政府信息公开条例》第二十七条）。本机不代收申请，请按下面的办法办。".to_owned()),
                    Para::Field("谁受理：".to_owned(), config.application.unit.clone()),
                    Para::Field("电话：".to_owned(), config.application.phone.clone()),
                    Para::Field("地址：".to_owned(), config.application.address.clone()),
                    Para::Field("时间：".to_owned(), config.application.hours.clone()),
                    Para::Field("要写清：".to_owned(), "姓名或名称、身份证明、联系方式；想要的信息叫什么、文号或者别的特征；想怎么拿（第二十九条）。".to_owned()),
                    Para::Field("多久答复：".to_owned(), "当场能答复的当场答复，不能的二十个工作日内；要延长的，再加不超过二十个工作日，会告诉您（第三十三条）。".to_owned()),
                    Para::Field("收费：".to_owned(), "一般不收费（第四十二条）。".to_owned()),
                ]);
                paras
            }
            Page::CallStaff => vec![
                Para::Field("请到：".to_owned(), config.hall.help_desk.clone()),
                Para::Field("电话：".to_owned(), config.hall.help_phone.clone()),
                Para::Field("监督电话：".to_owned(), config.hall.complaint_phone.clone()),
                Para::Text("工作人员可以帮您查、帮您打印，也可以帮您填表。看不清、听不清、不识字，都可以请他们帮忙。".to_owned()),
            ],
        }
    }

    fn choices(&self, context: &Context) -> Vec<(String, Route)> {
        let config = &context.config;
        let application = |payload| {
            Box::new(Takeaway {
                title: format!("向{}申请公开", config.application.unit),
                number: None,
                contact: vec![
                    config.application.unit.clone(),
                    format!("电话 {}", config.application.phone),
                    config.application.address.clone(),
                    config.application.hours.clone(),
                ],
                payload,
            })
        };
        let slip = Slip::new("依申请公开", &[&config.application.unit, &config.application.phone, &config.application.address]);
        match &self.page {
            Page::Help => vec![
                ("搜一搜".to_owned(), Route::Search { typed: VisitorText::default(), pad: true }),
                ("大家常问".to_owned(), Route::List(ListKind::Kind(RecordKind::Question))),
                ("叫工作人员".to_owned(), Route::CallStaff),
            ],
            Page::Apply(words) => {
                let mut choices = Vec::new();
                if let Ok(link) = AllowList::new(&config.links.hosts).check(&config.application.page) {
                    choices.push(("用手机在网上申请（二维码）".to_owned(), Route::Code(application(Payload::Link(link)))));
                }
                choices.push(("把电话地址存到手机（不用上网）".to_owned(), Route::Code(application(Payload::Slip(slip.clone())))));
                choices.push(("写下来".to_owned(), Route::WriteDown(application(Payload::Slip(slip)))));
                choices.push(("先搜一搜，也许已经公开了".to_owned(), Route::Search { typed: words.clone(), pad: true }));
                choices
            }
            Page::CallStaff => vec![
                ("找部门、找电话".to_owned(), Route::List(ListKind::Kind(RecordKind::Body))),
                ("怎么用这台机器".to_owned(), Route::Help),
            ],
        }
    }
}

struct Places {
    title: Rect,
    text: Rect,
    choices: Rect,
    pitch: u16,
}

fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let count = u16::try_from(state.choices(context).len()).unwrap_or(0);
    let roomy = inner.height >= 20;
    let pitch = if roomy { 2 } else { 1 };
    let title = Rect { height: if roomy { 2 } else { 1 }, ..inner };
    let choices_height = (count * pitch).min(inner.height / 2 + 1);
    let choices = Rect { y: area.bottom().saturating_sub(choices_height), height: choices_height, ..inner };
    let text = Rect { y: title.bottom(), height: choices.y.saturating_sub(title.bottom()), ..inner };
    Places { title, text, choices, pitch }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Open(route) => vec![Effect::Go(route)],
        Message::Move(step) => {
            let text = places(state, context, context.body()).text;
            let lines = Prose::lay_out(&state.paras(context), text.width, text.height >= 12).len();
            let last = lines.saturating_sub(usize::from(text.height));
            let page = usize::from(text.height).saturating_sub(1).max(1);
            match step {
                Move::Up => state.focus = state.focus.saturating_sub(1),
                Move::Down => state.focus = (state.focus + 1).min(state.choices(context).len().saturating_sub(1)),
                Move::PageUp => state.top = state.top.saturating_sub(page),
                Move::PageDown => state.top = (state.top + page).min(last),
            }
            Vec::new()
        }
    }
}

/// ```text
///    依申请公开
///
///      没有主动公开的政府信息，您可以向行政机关申请……
///    谁受理： 云川县人民政府办公室
///    ……
///     1  用手机在网上申请（二维码）
///     2  把电话地址存到手机（不用上网）
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let places = places(state, context, area);
    canvas.text(places.title.x, places.title.y, places.title.width, state.title(), theme.strong);
    let prose = Prose::lay_out(&state.paras(context), places.text.width, places.text.height >= 12);
    prose.view(canvas, places.text, state.top, &[], theme.mark);
    let left = prose.len().saturating_sub(state.top + usize::from(places.text.height));
    if left > 0 {
        canvas.right(places.title, places.title.y, "按 + 往下看", theme.key);
    }
    for (at, (label, route)) in (0u16..).zip(state.choices(context)) {
        let y = places.choices.y + at * places.pitch;
        let place = Rect { y, height: places.pitch, ..places.choices }.intersection(places.choices);
        canvas.text(place.x + 1, y, 2, &(at + 1).to_string(), theme.key);
        canvas.text(place.x + 4, y, place.width.saturating_sub(5), &label, theme.strong);
        if usize::from(at) == state.focus {
            canvas.restyle(Rect { height: 1, ..place }, theme.focus);
        }
        canvas.choice(place, u8::try_from(at + 1).ok(), Message::Open(route));
    }
}
