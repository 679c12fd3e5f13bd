//! The orders of what people see: words for errors, commands, screens. The others stand in `orders.rs`.

use super::orders::Order;

/// As the table of all other folders.
pub(super) const SCREENS: &[Order] = &[
    Order { of: "advice::tests", lines: &["mod", "reading values", "bundles others", "findings walk"] },
    Order {
        of: "advice",
        lines: &[
            "mod",
            "machine objection withheld",
            "history",
            "audit bundle config convert fleet library outbox print request review search setup source stick sync travelling usage",
            "desk doctor visit",
            "tests",
        ],
    },
    Order {
        of: "cli",
        lines: &[
            "snag place usage",
            "trouble waiting",
            "many",
            "words passphrase kiosk model_file pin stick_helper fleet_beside fleet_papers fleet_use evaluate_gate",
            "model_fit",
            "model",
            "audit content doctor keys library compose evaluate fleet outbox request setup show search",
            "office",
            "withdraw",
            "bundle hide root stick",
            "new_root start",
            "sync",
            "mod",
        ],
    },
    Order { of: "cli::content", lines: &["report", "cell check convert fresh reader review screen", "mod"] },
    // Deeds are what the words of the command are read as.
    Order { of: "cli::content::review", lines: &["told", "deeds+mod"] },
    Order {
        of: "cli::bundle",
        lines: &["labels next pages reviewed said texts", "shown", "sheet", "assembly desk inspect", "draft", "mod"],
    },
    Order { of: "cli::office", lines: &["key place", "figures rules shown", "carry", "mod"] },
    Order {
        of: "tui",
        lines: &[
            "error keeper lines memory output printed scribe theme voice",
            "picture",
            "canvas context terminal tty",
            "field widget frame",
            "review",
            "effect",
            "screen composer errand worker",
            "clerk hiding printer window",
            "desk session",
            "app",
            "rehearsal",
            "mod",
            "errand_tests tests",
        ],
    },
    Order {
        of: "tui::app",
        lines: &["door listening outcome", "upkeep", "mod", "action aloud backstage dispatch drawing input reply threshold typing"],
    },
    Order { of: "tui::field", lines: &["early kind mod picker", "board", "message", "state", "keys update view"] },
    Order {
        of: "tui::picture",
        lines: &[
            "icon letters map shades sixel",
            "colors raster",
            "encoder value",
            "svg",
            "drawn",
            "cache painter",
            "layer",
            "mod",
            "tests",
        ],
    },
    Order { of: "tui::picture::drawn", lines: &["fact head map parts tile", "told", "entry panel", "mod"] },
    Order { of: "tui::tty", lines: &["codes", "parser", "mod"] },
    Order {
        of: "tui::screen",
        lines: &[
            "code farewell mod maintenance staff write_down",
            "attract counter exchange figure help hide home leaflet list reading request search",
        ],
    },
    Order { of: "tui::review", lines: &["deed", "state", "view", "keys", "mod", "tests", "many_tests"] },
    Order { of: "tui::review::keys", lines: &["opening", "column level list paper prompt", "mod"] },
    Order { of: "tui::review::view", lines: &["frame", "column level list over paper", "mod"] },
    Order { of: "tui::screen::exchange", lines: &["message mod", "state", "parts", "pages", "update view"] },
    Order { of: "tui::screen::counter", lines: &["message mod", "state", "view", "update"] },
    Order { of: "tui::screen::hide", lines: &["message mod", "state", "view", "update"] },
    Order { of: "tui::screen::reading", lines: &["message state mod", "head menu", "places", "text", "find", "update view"] },
    Order {
        of: "tui::screen::request",
        lines: &["mod draft", "message", "parts state", "doors ends question review", "said typing", "update view"],
    },
    Order { of: "tui::screen::staff", lines: &["message state", "update door menu", "mod"] },
    Order {
        of: "tui::screen::search",
        lines: &["facet mod typed", "answer message state", "counting ways", "places", "beside filters head said", "hits", "update view"],
    },
    Order {
        of: "tui::tests",
        lines: &[
            "mod",
            "doors exchange figures journeys looks paging pictures privacy usage",
            "backstage counter hide oral posts request roots staff typing",
            "aloud effort printing refusal stumbles",
        ],
    },
    Order { of: "tui::widget", lines: &["drawn marked mod qr_code", "tiles", "entries notice prose"] },
    Order { of: "tui::widget::drawn", lines: &["doors map parts tile", "mod"] },
];
