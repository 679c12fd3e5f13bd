//! The staff's door: a PIN, and behind it what staff may do here. Dark, so that nobody takes it for the visitors' screen.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::advice::disk_notice;

use super::super::{
    canvas::Canvas,
    context::Context,
    effect::{Effect, Purpose, Route},
    field::{self, Change, FieldKind, Press},
};

/// Digits a PIN has at most.
const LONGEST: usize = 12;

/// At the door or behind it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum State {
    /// The PIN is being typed.
    Door {
        /// Where it is typed.
        field: field::State,
        /// Whether the last one was wrong.
        wrong: bool,
        /// Whether it is being checked.
        checking: bool,
    },
    /// The PIN was right.
    Inside,
}

/// What the staff's screen understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// A digit of the PIN, or its end.
    Field(field::Message),
    /// It was right or wrong.
    Checked(bool),
    /// Back to the visitors.
    Leave,
    /// Content on sticks.
    Exchange(Purpose),
    /// Leave the program.
    Quit,
}

/// A closed door.
pub(in crate::tui) fn opened() -> State {
    door(false)
}

fn door(wrong: bool) -> State {
    State::Door { field: field::State::new(FieldKind::Secret, LONGEST), wrong, checking: false }
}

impl State {
    /// The field of the PIN.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        match self {
            Self::Door { field, .. } => Some(field),
            Self::Inside => None,
        }
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        match self {
            Self::Door { field, .. } => Some(field),
            Self::Inside => None,
        }
    }
}

/// What a key means at the door.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    match state {
        State::Door { field, .. } => field::on_key(field, key).map(Message::Field),
        State::Inside => (key.code == KeyCode::Esc).then_some(Message::Leave),
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message) -> Vec<Effect> {
    match (state, message) {
        (State::Door { field, wrong, checking }, Message::Field(message)) => match (field::update(field, message, 0), *checking) {
            (Change::Leave, _) => vec![Effect::Back],
            // While one PIN is being checked no other is heard.
            (_, true) => {
                field.clear();
                Vec::new()
            }
            (Change::Words, false) => {
                *wrong = false;
                Vec::new()
            }
            (Change::Done, false) if !field.is_empty() => {
                *checking = true;
                vec![Effect::CheckPin(field.taken())]
            }
            _ => Vec::new(),
        },
        (state @ State::Door { .. }, Message::Checked(right)) => {
            *state = if right { State::Inside } else { door(true) };
            Vec::new()
        }
        (State::Inside, Message::Quit) => vec![Effect::Quit],
        (State::Inside, Message::Exchange(purpose)) => vec![Effect::Go(Route::Exchange(purpose))],
        (_, Message::Leave) => vec![Effect::Back],
        _ => Vec::new(),
    }
}

/// ```text
///                工作人员请输入密码
///                   ● ● ● ●
///
///           1    2    3
///           4    5    6
///           7    8    9
///          返回   0   确定
/// ```
/// `waiting` is how many seconds are left before another try is heard.
pub(in crate::tui) fn view(state: &State, waiting: Option<u64>, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    match state {
        State::Door { field, wrong, checking } => {
            let words = match (waiting, *wrong, *checking) {
                _ if context.config.staff.pin_hash.is_empty() => "没有设置工作人员密码，请管理员用 gongkai pin 设置".to_owned(),
                (Some(seconds), ..) => format!("密码不对，请等 {seconds} 秒再试"),
                (None, true, _) => "密码不对，请再试一次".to_owned(),
                (None, _, true) => "正在核对……".to_owned(),
                _ => "工作人员请输入密码".to_owned(),
            };
            let top = area.y + area.height.saturating_sub(11) / 2;
            canvas.centered(area, top, &words, if *wrong { theme.bad } else { theme.strong });
            canvas.centered(area, top + 1, &field.shown(), theme.key);
            let keys = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], ["返回", "0", "确定"]];
            let left = area.x + area.width.saturating_sub(30) / 2;
            for (row, keys) in (0u16..).zip(keys) {
                for (column, key) in (0u16..).zip(keys) {
                    let place = Rect { x: left + column * 10, y: top + 3 + row * 2, width: 10, height: 2 }.intersection(area);
                    canvas.centered(place, place.y, key, theme.key);
                    let message = match key {
                        "返回" => Message::Leave,
                        "确定" => Message::Field(field::Message::Done),
                        digit => Message::Field(field::Message::Pressed(Press::Figure(digit.chars().next().unwrap_or('0')))),
                    };
                    canvas.touch(place, message);
                }
            }
        }
        State::Inside => {
            let mut choices = Vec::new();
            if context.config.takes_sticks() {
                choices.extend([
                    ("导入内容（U 盘）", Message::Exchange(Purpose::Import)),
                    ("历史记录", Message::Exchange(Purpose::History)),
                    ("退回上一版", Message::Exchange(Purpose::StepBack)),
                ]);
            }
            choices.extend([("退出程序（终端会自动重新启动它）", Message::Quit), ("回到查询页面", Message::Leave)]);
            let height = u16::try_from(choices.len() * 2 + 3).unwrap_or(area.height);
            // On the smallest grid every row counts.
            let pitch = if height > area.height { 1 } else { 2 };
            let top = area.y + area.height.saturating_sub(height) / 2;
            canvas.centered(area, top, "工作人员", theme.strong);
            let mut words = context.data_date.map_or_else(String::new, |date| format!("内容截至 {}", crate::text::day(date)));
            if context.stick {
                words.push_str("，插着 U 盘");
            }
            if !context.config.takes_sticks() {
                words.push_str("（没有装信任根，不从 U 盘导入）");
            }
            canvas.centered(area, top + 1, &words, theme.quiet);
            canvas.centered(area, top + 2, &context.disk.map_or_else(String::new, disk_notice), theme.bad);
            for (at, (label, message)) in (0u16..).zip(choices) {
                let width = 44.min(area.width);
                let place = Rect { x: area.x + (area.width - width) / 2, y: top + 3 + at * pitch, width, height: pitch }.intersection(area);
                canvas.text(place.x + 2, place.y, 2, &(at + 1).to_string(), theme.key);
                canvas.text(place.x + 5, place.y, width.saturating_sub(5), label, theme.text);
                canvas.choice(place, u8::try_from(at + 1).ok(), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_pin_stays_at_the_door_and_is_forgotten() {
        let mut state = opened();
        for digit in "1234".chars() {
            update(&mut state, Message::Field(field::Message::Typed(digit)));
        }
        let effects = update(&mut state, Message::Field(field::Message::Done));
        assert_eq!(effects, [Effect::CheckPin("1234".into())]);
        assert_eq!(update(&mut state, Message::Quit), []);
        update(&mut state, Message::Checked(false));
        assert_eq!(state, door(true));
        update(&mut state, Message::Checked(true));
        assert_eq!(update(&mut state, Message::Quit), [Effect::Quit]);
    }
}
