//! A map of cells: a number each, a star where one stands, a measure.

use ratatui::layout::Rect;

use crate::tui::{
    canvas::Canvas,
    picture::{Map, said},
    theme::Tone,
};

pub(super) fn map<M>(canvas: &mut Canvas<'_, M>, area: Rect, map: &Map) {
    let theme = *canvas.theme;
    let (land, blue, clay) = (theme.tone(Tone::Green), theme.tone(Tone::Blue), theme.tone(Tone::Clay));
    canvas.fill(area, land.pale);
    if area.width < 12 || area.height < 5 {
        return;
    }
    // A cell is two dots high, so that what is as far to the north as to the east looks so.
    let scale = map.scale((f64::from(area.width), f64::from(area.height) * 2.0), 3.0);
    let at = |east: i32, north: i32| {
        let (x, y) = scale.place(east, north);
        (area.x + whole(x).min(area.width - 1), area.y + (whole(y) / 2).min(area.height - 1))
    };
    if map.here {
        let (x, y) = at(0, 0);
        canvas.text(x, y, 1, "★", theme.bad.patch(land.pale.bg.map(|ground| ratatui::style::Style::new().bg(ground)).unwrap_or_default()));
        let words = map.words;
        if x + 10 < area.right() {
            canvas.text(x + 2, y, 8, words, land.pale);
        } else {
            canvas.text(x.saturating_sub(9), y, 8, words, land.pale);
        }
    }
    for (number, (x, y)) in map.laid(&scale, (4.0, 2.0)) {
        let (x, y) = (area.x + whole(x).min(area.width - 2), area.y + (whole(y) / 2).min(area.height - 1));
        let style = if map.focus == Some(number) { clay.deep } else { blue.deep };
        canvas.text(x.saturating_sub(1).max(area.x), y, 3, &format!(" {number} "), style);
    }
    let measure = scale.measure(f64::from(area.width) / 4.0);
    let length = whole(scale.dots(measure)).max(1);
    let bar: String = (0..length).map(|_| '━').collect();
    let x = canvas.text(area.x + 1, area.bottom() - 1, length, &bar, land.pale);
    canvas.text(x + 1, area.bottom() - 1, 12, &said(measure), land.pale);
    canvas.text(area.right().saturating_sub(5), area.y, 4, "北↑", land.pale);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a screen")]
fn whole(value: f64) -> u16 {
    value.max(0.0) as u16
}
