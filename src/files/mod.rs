//! Rules of every folder that touches a disk: how files are written, opened, read and named by their content, and how work that takes long is
//! watched. Nothing here knows what a file holds.
//!
//! ```text
//! watch                 told of long work, and free to stop it
//!   stream  digest      a stream gone through;  SHA-256 of one
//!   refused             the error of a disk, and what ails it
//! bounded  nofollow     small files read whole;  files opened without following links
//! durable  sqlite       written so that power may fail at any line;  a database file opened, on a disk that takes nothing too
//! schema                one that an earlier program wrote, brought up to date
//! child                 a program run with limits
//! ```

pub mod bounded;
pub mod child;
mod digest;
pub mod durable;
pub mod nofollow;
mod refused;
pub mod schema;
pub mod sqlite;
mod stream;
mod watch;

pub use bounded::if_there;
pub use digest::{Digest, Hasher};
pub use refused::{DiskRefused, DiskTrouble, file_refusal, refusal};
pub use stream::{Broken, through};
pub use watch::{Stopped, Unwatched, Watch};
