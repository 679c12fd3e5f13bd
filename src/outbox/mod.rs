//! What visitors leave, sealed at once and carried to the office on sticks.
//!
//! Enters: a filled form, and the office's public key. Leaves: a number for the slip, files on sticks, and nothing readable: what is sealed here
//! opens only at the office. It refuses to know who was there and at what hour, and it never lets go of anything but on the office's signed word.
//!
//! ```text
//! number             the number on the slip, with its check letter
//!   seal  keys       form -> sealed bytes and back;  the office's key in files
//!     envelope       sealed bytes with what they are bound to;  the file of many
//!       store        what waits at a terminal: left, asked after, checked
//!         counter    what staff at the desk do with it, unread
//!         export     onto a stick
//!         acknowledgement  the office's word -> erased here, a tombstone for whoever asks
//! ```

mod acknowledgement;
mod counter;
mod envelope;
mod error;
mod export;
mod keys;
mod migrations;
mod number;
mod pace;
#[cfg(test)]
mod power_tests;
mod seal;
mod store;
#[cfg(test)]
pub(crate) mod tests;

use std::{io, path::Path};

use crate::files::DiskRefused;

pub use acknowledgement::{ACKNOWLEDGEMENT, Acknowledged, Acknowledgement, Heeded, OFFICE_KEY};
pub use counter::Left;
pub use envelope::{Export, LARGEST_EXPORT, NotAnExport, SealedRequest, Shut};
pub use error::{Closed, OutboxError};
pub use export::{ACKNOWLEDGEMENTS, FOLDER, OFFICE_KEY_FILE, Parcel, folder_of};
pub use keys::{OfficeKeyWord, read_secret, write_secret};
pub use number::{NoNumber, ReceiptNumber};
pub use pace::Pace;
pub use seal::{Bound, OfficeKey, OfficeKeyId, OfficeSecret};
pub use store::{Outbox, Progress};

/// An error of a file, told with what was being done.
fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutboxError + use<> {
    let path = path.to_owned();
    move |source| DiskRefused { doing, path, source }.into()
}
