//! The stick itself: at the office a published release is put on it; at the kiosk it is mounted and unmounted for a program that may not.
//!
//! Enters: the office's repository, or four words over a socket. Leaves: a stick with everything a terminal needs and nothing that was
//! withdrawn. It knows nothing of libraries or screens, and never touches what others keep on a stick.
//!
//! ```text
//! mounts                  what is mounted where, and the labels of devices
//!   place                 a path that people give -> the root of a stick, or why not
//!   disk                  every step that changes a stick, in one file
//!     contents            the parts and metadata of a release, as they must lie there
//!       prepare  check    put it there;  is it there
//!   helper  mounting      the four words over a socket;  obeyed: mounted for the kiosk
//!     client              the kiosk's end of the socket
//! ```

mod check;
mod client;
mod contents;
mod disk;
mod error;
mod helper;
mod mounting;
mod mounts;
mod prepare;
mod root;
#[cfg(test)]
mod tests;

pub use check::{Checked, CheckedRelease, check};
pub use client::{Client, MountError};
pub use contents::ListBeside;
pub use error::StickError;
pub use helper::Refusal;
pub use mounting::{Mounting, Wanted, serve};
pub use prepare::{CopyProgress, Prepared, Told, prepare, prepare_list};
pub use root::{LABEL, Leniency, StickRoot, find};
