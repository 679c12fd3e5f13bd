//! Colours and their duties. Light paper for bright halls, high contrast for weak eyes, dark for staff; every pair of text and ground has a
//! contrast of 4.5:1 or more (GB/T 37668, WCAG 1.4.3), and no state is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::policy::Validity;

/// Which colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Ink on warm paper.
    Paper,
    /// White on black, yellow focus.
    Contrast,
    /// Dark, for staff.
    Staff,
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// 24 bits.
    True,
    /// The sixteen of every terminal.
    Sixteen,
}

/// Three families of colours, each a deep one and a pale ground: what is looked up, what is done, what is asked or warned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tone {
    /// Policies, keys.
    Blue,
    /// Procedures, what holds.
    Green,
    /// Asking, warnings.
    Clay,
}

/// Styles of what stands out in one tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Toned {
    /// Text on the pale ground.
    pub pale: Style,
    /// Less important text on it.
    pub quiet: Style,
    /// Numbers and words in the tone's own colour on it.
    pub key: Style,
    /// Text on the deep ground.
    pub deep: Style,
}

/// Styles by duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Theme {
    /// Ordinary text on the ground.
    pub text: Style,
    /// Less important text.
    pub quiet: Style,
    /// Titles and what must be seen first.
    pub strong: Style,
    /// Numbers to press, keys, addresses.
    pub key: Style,
    /// What must be seen at once: the warning before a session ends.
    pub focus: Style,
    /// The ground of what the arrows rest on; without a colour of letters where the text keeps its own.
    pub rest: Style,
    /// Words that matched.
    pub mark: Style,
    /// Thin rules.
    pub rule: Style,
    /// Header and key line.
    pub bar: Style,
    /// Keys within the bars.
    pub bar_key: Style,
    /// In force.
    pub good: Style,
    /// Changed or not yet in force.
    pub caution: Style,
    /// Ended, emergencies, errors.
    pub bad: Style,
    /// A card: what can be taken or written into.
    pub card: Style,
    /// Less important text on a card.
    pub card_quiet: Style,
    /// Keys on a card.
    pub card_key: Style,
    tones: [Toned; 3],
}

impl Theme {
    /// The theme for a look on a terminal.
    pub(super) fn new(look: Look, depth: Depth) -> Self {
        let palette = match (look, depth) {
            (Look::Paper, Depth::True) => PAPER,
            (Look::Contrast, Depth::True) => CONTRAST,
            (Look::Staff, Depth::True) => STAFF,
            (Look::Paper, Depth::Sixteen) => PAPER_16,
            (Look::Contrast | Look::Staff, Depth::Sixteen) => DARK_16,
        };
        let on = |color: Color| Style::new().fg(color).bg(palette.ground);
        let card = |color: Color| Style::new().fg(color).bg(palette.card);
        let toned = |(deep, key, pale): (Color, Color, Color)| {
            let on_pale = |color: Color| Style::new().fg(color).bg(pale);
            Toned {
                pale: on_pale(palette.ink),
                quiet: on_pale(palette.quiet),
                key: on_pale(key).add_modifier(Modifier::BOLD),
                deep: Style::new().fg(palette.on_deep).bg(deep),
            }
        };
        Self {
            text: on(palette.ink),
            quiet: on(palette.quiet),
            strong: on(palette.ink).add_modifier(Modifier::BOLD),
            key: on(palette.accent).add_modifier(Modifier::BOLD),
            focus: Style::new().fg(palette.focus_ink).bg(palette.focus_ground),
            rest: match (look, depth) {
                (Look::Paper, Depth::True) => Style::new().bg(palette.tones[0].2),
                _ => Style::new().fg(palette.focus_ink).bg(palette.focus_ground),
            },
            mark: on(palette.mark).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            rule: on(palette.rule),
            bar: Style::new().fg(palette.bar_ink).bg(palette.bar_ground),
            bar_key: Style::new().fg(palette.bar_key).bg(palette.bar_ground).add_modifier(Modifier::BOLD),
            good: on(palette.good).add_modifier(Modifier::BOLD),
            caution: on(palette.caution).add_modifier(Modifier::BOLD),
            bad: on(palette.bad).add_modifier(Modifier::BOLD),
            card: card(palette.ink),
            card_quiet: card(palette.quiet),
            card_key: card(palette.accent).add_modifier(Modifier::BOLD),
            tones: palette.tones.map(toned),
        }
    }

    /// The styles of a tone.
    pub(super) fn tone(&self, tone: Tone) -> Toned {
        let [blue, green, clay] = self.tones;
        match tone {
            Tone::Blue => blue,
            Tone::Green => green,
            Tone::Clay => clay,
        }
    }

    /// The style of a validity.
    pub(super) fn validity(&self, validity: Validity) -> Style {
        match validity {
            Validity::InForce => self.good,
            Validity::Unstated => self.quiet,
            Validity::Amended | Validity::Pending => self.caution,
            Validity::Expired | Validity::Repealed => self.bad,
        }
    }
}

/// A colour between ground and ink: none of the ink at 0, all of it at 255. Where the terminal mixes its own, one or the other.
pub(super) fn mixed(style: &Style, ink: u8) -> Color {
    let (ground, full) = (style.bg.unwrap_or_default(), style.fg.unwrap_or_default());
    let (Color::Rgb(r, g, b), Color::Rgb(to_r, to_g, to_b)) = (ground, full) else { return if ink < 128 { ground } else { full } };
    let part =
        |from: u8, to: u8| u8::try_from((u16::from(from) * u16::from(255 - ink) + u16::from(to) * u16::from(ink)) / 255).unwrap_or(u8::MAX);
    Color::Rgb(part(r, to_r), part(g, to_g), part(b, to_b))
}

struct Palette {
    ground: Color,
    ink: Color,
    quiet: Color,
    accent: Color,
    focus_ink: Color,
    focus_ground: Color,
    mark: Color,
    rule: Color,
    bar_ground: Color,
    bar_ink: Color,
    bar_key: Color,
    good: Color,
    caution: Color,
    bad: Color,
    card: Color,
    on_deep: Color,
    /// Of each tone: its deep ground, its ink on the pale ground, the pale ground.
    tones: [(Color, Color, Color); 3],
}

/// Grounds are colours that a terminal shows exactly when a picture asks for them in hundredths, so that cells and pictures have no seam.
const PAPER: Palette = Palette {
    ground: Color::Rgb(252, 249, 244),
    ink: Color::Rgb(22, 32, 46),
    quiet: Color::Rgb(91, 100, 112),
    accent: Color::Rgb(16, 84, 159),
    focus_ink: Color::Rgb(255, 255, 255),
    focus_ground: Color::Rgb(16, 84, 159),
    mark: Color::Rgb(164, 80, 28),
    rule: Color::Rgb(201, 196, 184),
    bar_ground: Color::Rgb(229, 237, 247),
    bar_ink: Color::Rgb(22, 32, 46),
    bar_key: Color::Rgb(16, 84, 159),
    good: Color::Rgb(23, 115, 90),
    caution: Color::Rgb(164, 80, 28),
    bad: Color::Rgb(184, 28, 28),
    card: Color::Rgb(255, 255, 255),
    on_deep: Color::Rgb(255, 255, 255),
    tones: [
        (Color::Rgb(16, 84, 159), Color::Rgb(16, 84, 159), Color::Rgb(229, 237, 247)),
        (Color::Rgb(23, 115, 90), Color::Rgb(23, 115, 90), Color::Rgb(226, 242, 234)),
        (Color::Rgb(164, 80, 28), Color::Rgb(164, 80, 28), Color::Rgb(247, 232, 219)),
    ],
};

const CONTRAST: Palette = Palette {
    ground: Color::Rgb(0, 0, 0),
    ink: Color::Rgb(255, 255, 255),
    quiet: Color::Rgb(214, 214, 214),
    accent: Color::Rgb(255, 221, 63),
    focus_ink: Color::Rgb(0, 0, 0),
    focus_ground: Color::Rgb(255, 221, 63),
    mark: Color::Rgb(255, 221, 63),
    rule: Color::Rgb(150, 150, 150),
    bar_ground: Color::Rgb(0, 0, 0),
    bar_ink: Color::Rgb(255, 255, 255),
    bar_key: Color::Rgb(255, 221, 63),
    good: Color::Rgb(120, 240, 150),
    caution: Color::Rgb(255, 196, 92),
    bad: Color::Rgb(255, 138, 128),
    card: Color::Rgb(0, 0, 0),
    on_deep: Color::Rgb(255, 255, 255),
    tones: [(Color::Rgb(51, 51, 51), Color::Rgb(255, 221, 63), Color::Rgb(51, 51, 51)); 3],
};

const STAFF: Palette = Palette {
    ground: Color::Rgb(25, 28, 33),
    ink: Color::Rgb(226, 230, 236),
    quiet: Color::Rgb(160, 168, 178),
    accent: Color::Rgb(127, 186, 255),
    focus_ink: Color::Rgb(15, 20, 25),
    focus_ground: Color::Rgb(127, 186, 255),
    mark: Color::Rgb(255, 196, 92),
    rule: Color::Rgb(84, 92, 102),
    bar_ground: Color::Rgb(35, 43, 51),
    bar_ink: Color::Rgb(226, 230, 236),
    bar_key: Color::Rgb(127, 186, 255),
    good: Color::Rgb(120, 220, 150),
    caution: Color::Rgb(255, 196, 92),
    bad: Color::Rgb(255, 138, 128),
    card: Color::Rgb(35, 43, 51),
    on_deep: Color::Rgb(15, 20, 25),
    tones: [(Color::Rgb(127, 186, 255), Color::Rgb(127, 186, 255), Color::Rgb(35, 43, 51)); 3],
};

/// Black on white is what sixteen colours do best; the palette's own shades vary by terminal, so only the safe ones are used.
const PAPER_16: Palette = Palette {
    ground: Color::White,
    ink: Color::Black,
    quiet: Color::Black,
    accent: Color::Blue,
    focus_ink: Color::White,
    focus_ground: Color::Blue,
    mark: Color::Red,
    rule: Color::DarkGray,
    bar_ground: Color::White,
    bar_ink: Color::Black,
    bar_key: Color::Blue,
    good: Color::Black,
    caution: Color::Blue,
    bad: Color::Red,
    card: Color::White,
    on_deep: Color::White,
    tones: [(Color::Blue, Color::Blue, Color::White); 3],
};

const DARK_16: Palette = Palette {
    ground: Color::Black,
    ink: Color::White,
    quiet: Color::White,
    accent: Color::LightYellow,
    focus_ink: Color::Black,
    focus_ground: Color::LightYellow,
    mark: Color::LightYellow,
    rule: Color::Gray,
    bar_ground: Color::Black,
    bar_ink: Color::White,
    bar_key: Color::LightYellow,
    good: Color::LightGreen,
    caution: Color::LightYellow,
    bad: Color::LightRed,
    card: Color::Black,
    on_deep: Color::Black,
    tones: [(Color::LightYellow, Color::LightYellow, Color::Black); 3],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(r, g, b) = color else { panic!("{color:?} is not RGB") };
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(style: Style) -> f64 {
        let (a, b) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read() {
        for look in [Look::Paper, Look::Contrast, Look::Staff] {
            let theme = Theme::new(look, Depth::True);
            let styles = [
                theme.text,
                theme.quiet,
                theme.strong,
                theme.key,
                theme.focus,
                theme.mark,
                theme.bar,
                theme.bar_key,
                theme.good,
                theme.caution,
                theme.bad,
                theme.card,
                theme.card_quiet,
                theme.card_key,
            ];
            let toned = [Tone::Blue, Tone::Green, Tone::Clay].map(|tone| theme.tone(tone));
            let toned = toned.iter().flat_map(|toned| [toned.pale, toned.quiet, toned.key, toned.deep]);
            if let (Some(ground), None) = (theme.rest.bg, theme.rest.fg) {
                for style in [theme.text, theme.quiet, theme.key, theme.mark, theme.good, theme.caution, theme.bad] {
                    assert!(contrast(style.bg(ground)) >= 4.5, "{look:?} {style:?} at rest: {:.2}", contrast(style.bg(ground)));
                }
            }
            for style in styles.into_iter().chain(toned) {
                assert!(contrast(style) >= 4.5, "{look:?} {style:?}: {:.2}", contrast(style));
            }
        }
    }
    #[test]
    fn grounds_are_colours_that_pictures_show_exactly() {
        // foot takes hundredths of a channel and cuts what is left.
        let is_exact = |value: u8| (0..=100u16).any(|percent| 255 * percent / 100 == u16::from(value));
        for look in [Look::Paper, Look::Contrast, Look::Staff] {
            let theme = Theme::new(look, Depth::True);
            let toned = [Tone::Blue, Tone::Green, Tone::Clay].map(|tone| theme.tone(tone).pale);
            for style in [theme.text, theme.bar, theme.card].iter().chain(&toned) {
                let Some(Color::Rgb(r, g, b)) = style.bg else { panic!("{look:?} {style:?}") };
                assert!([r, g, b].into_iter().all(is_exact), "{look:?} {style:?}");
            }
        }
    }
}
