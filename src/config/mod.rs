//! The kiosk's settings: `kiosk-config/kiosk.toml` becomes a [`Config`]. An unknown key is an error with its line and the nearest valid key,
//! since a setting that is silently ignored is found out on the day it matters.
//!
//! ```text
//! error         why settings cannot be used
//!   settings    the settings themselves
//!     reading   a file -> settings
//! ```

mod error;
mod reading;
mod settings;

pub use error::{ConfigError, Demand, ValueKind, Wrong};
pub use settings::{Application, Config, Display, Hall, Idle, LibrarySettings, Links, Staff, SyncSettings, is_terminal_name};
