//! The screen drawn, and with it everything that can be touched.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
};

use super::{
    super::{
        canvas::{Canvas, Hot},
        context::SMALLEST,
        frame::{self, Keys, Pages, Signs},
        picture::{Ahead, Drawn, Shades},
        screen::{
            attract, code, counter, exchange, figure, help, hide, home, leaflet, list, maintenance, reading, request, search, staff,
            write_down,
        },
        session::Screen,
        theme::{Look, Theme},
    },
    App, Message,
};

/// Pages before and after the one that is seen.
fn turned((before, after): (bool, bool)) -> Pages {
    Pages::Screen { before, after }
}

impl App {
    /// Everything that can be touched now, by drawing the screen on a buffer that nobody sees.
    pub(super) fn hot(&self) -> Vec<Hot<Message>> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.context.grid.width, self.context.grid.height));
        self.draw(&mut buffer).0
    }

    /// Draws the screen; says where the terminal's cursor rests, and which pictures stand on it.
    pub(in crate::tui) fn view(&self, buffer: &mut Buffer) -> Drawn {
        let drawn = self.draw(buffer).1;
        if !self.context.dark || self.seconds_left().is_some() {
            return drawn;
        }
        let night = Style::new().fg(Color::Black).bg(Color::Black);
        for cell in &mut buffer.content {
            cell.reset();
            cell.set_style(night);
        }
        // Where the arrows rest is felt on a braille line all the same.
        Drawn { rests: drawn.rests, shades: drawn.shades, ..Drawn::default() }
    }

    /// What will be seen next, after what was looked at so far: home by whoever comes, and then each of its entries with the arrows on it.
    pub(in crate::tui) fn ahead(&self, after: Ahead) -> Option<(Ahead, Drawn)> {
        let (ahead, states) = match (&self.session.screen, after) {
            _ if self.pages.home.is_empty() => return None,
            (Screen::Attract(_), Ahead::Nothing) => (Ahead::Home, vec![home::State::default()]),
            (Screen::Home(_), Ahead::Nothing | Ahead::Home) => (Ahead::Arrows, (0..=self.pages.home.len()).map(home::resting).collect()),
            _ => return None,
        };
        let theme = Theme::new(self.context.look, self.depth);
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.context.grid.width, self.context.grid.height));
        let mut canvas = Canvas::new(&mut buffer, &theme);
        for state in &states {
            home::view(state, &self.pages, &self.context, &mut canvas, self.context.body());
        }
        Some((ahead, Drawn { pictures: canvas.pictures, shades: Shades::of(&theme), ..Drawn::default() }))
    }

    pub(super) fn draw(&self, buffer: &mut Buffer) -> (Vec<Hot<Message>>, Drawn) {
        let look = if self.session.is_behind_the_door() { Look::Staff } else { self.context.look };
        let theme = Theme::new(look, self.depth);
        let mut canvas: Canvas<'_, Message> = Canvas::new(buffer, &theme);
        let context = &self.context;
        canvas.fill(Rect::new(0, 0, context.grid.width, context.grid.height), theme.text);
        if context.grid.width < SMALLEST.width || context.grid.height < SMALLEST.height {
            canvas.nested(Message::Frame, |canvas| frame::too_small(context, canvas));
            return (canvas.hot, Drawn::default());
        }
        let area = context.body();
        match &self.session.screen {
            Screen::Attract(state) => {
                canvas.nested(Message::Attract, |canvas| attract::view(state, &self.pages, context, canvas, area));
            }
            Screen::Home(state) => {
                canvas.nested(Message::Home, |canvas| home::view(state, &self.pages, context, canvas, area));
            }
            Screen::Search(state) => {
                canvas.nested(Message::Search, |canvas| search::view(state, &self.pages.questions, context, canvas, area));
            }
            Screen::List(state) => canvas.nested(Message::List, |canvas| list::view(state, context, canvas, area)),
            Screen::Reading(state) => {
                canvas.nested(|message| Message::Reading(Box::new(message)), |canvas| reading::view(state, context, canvas, area));
            }
            Screen::Code(state) => canvas.nested(Message::Code, |canvas| code::view(state, context, canvas, area)),
            Screen::Figure(state) => canvas.nested(Message::Figure, |canvas| figure::view(state, context, canvas, area)),
            Screen::WriteDown(state) => write_down::view(state, context, &mut canvas, area),
            Screen::Leaflet(state) => canvas.nested(Message::Leaflet, |canvas| leaflet::view(state, context, canvas, area)),
            Screen::Help(state) => canvas.nested(Message::Help, |canvas| help::view(state, context, canvas, area)),
            Screen::Staff(state) => {
                let waiting = self.door.seconds_left(self.now);
                canvas.nested(Message::Staff, |canvas| staff::view(state, waiting, context, canvas, area));
            }
            Screen::Exchange(state) => {
                canvas.nested(|message| Message::Exchange(Box::new(message)), |canvas| exchange::view(state, context, canvas, area));
            }
            Screen::Hide(state) => {
                canvas.nested(|message| Message::Hide(Box::new(message)), |canvas| hide::view(state, context, canvas, area));
            }
            Screen::Request(state) => {
                canvas.nested(|message| Message::Request(Box::new(message)), |canvas| request::view(state, context, canvas, area));
            }
            Screen::Counter(state) => {
                canvas.nested(|message| Message::Counter(Box::new(message)), |canvas| counter::view(state, context, canvas, area));
            }
            Screen::Maintenance => maintenance::view(context, &mut canvas, area),
        }
        canvas.nested(Message::Frame, |canvas| {
            frame::header(self.keys(), context, canvas);
            frame::key_line(self.keys(), context, canvas);
            if let Some(seconds) = self.seconds_left() {
                frame::idle_bar(seconds, self.session.begun(), context, canvas);
            }
        });
        (canvas.hot, Drawn { rests: canvas.rests, pictures: canvas.pictures, shades: Shades::of(&theme) })
    }

    /// What the keys of the frame are now.
    fn keys(&self) -> Keys {
        let screen = &self.session.screen;
        let pages = match (screen, screen.field()) {
            (_, Some(field)) if field.composes() => Pages::Candidates,
            // What is typed has no pages; its hits have.
            (Screen::Search(_), Some(_)) => Pages::None,
            (Screen::Search(state), _) => turned(state.pages(&self.context)),
            (Screen::List(state), _) => turned(state.pages(&self.context)),
            (Screen::Reading(state), _) => turned(state.pages(&self.context)),
            (Screen::Figure(state), _) => turned(state.pages(&self.context)),
            (Screen::Leaflet(state), _) => turned(state.pages(&self.context)),
            (Screen::Hide(state), _) => turned(state.pages(&self.context)),
            (Screen::Exchange(state), _) => turned(state.pages(&self.context)),
            (Screen::Request(state), _) => turned(state.pages(&self.context)),
            (Screen::Counter(state), _) => turned(state.pages(&self.context)),
            _ => Pages::None,
        };
        let signs = match screen.field() {
            Some(field) if field.takes_signs() => Signs::Text,
            Some(field) if !field.is_left_by_zero() => Signs::KeysButZero,
            _ => Signs::Keys,
        };
        Keys {
            away: !matches!(screen, Screen::Home(_) | Screen::Attract(_) | Screen::Maintenance),
            staff: self.session.is_behind_the_door(),
            pages,
            signs,
            enter: match screen {
                Screen::Search(state) => state.offers_hits().then_some("看结果"),
                _ => None,
            },
        }
    }
}
