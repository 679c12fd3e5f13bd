//! The kiosk's settings: `kiosk-config/kiosk.toml` becomes a [`Config`]. An unknown key is an error with its line and the nearest valid key,
//! since a setting that is silently ignored is found out on the day it matters.
//!
//! ```text
//! error  staff  why settings cannot be used;  who may pass the staff's door
//!   settings    the settings themselves
//!     reading   a file -> settings
//!     travelling  those that a signed release may bring, over the others
//! ```

mod error;
mod reading;
mod settings;
mod staff;
mod travelling;

pub use error::{ConfigError, Demand, ValueKind, Wrong};
pub use settings::{
    Application, Config, Display, Hall, Idle, LibrarySettings, Links, PrintSettings, SyncSettings, is_host, is_terminal_name,
};
pub use staff::{Badge, Power, Role, Staff, StaffMember};
pub use travelling::{NotTravelling, TRAVELLING, Travelling};
