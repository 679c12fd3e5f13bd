//! How files are written, opened and named by their content: rules of every folder that touches a disk, which know nothing of what the files hold.
//!
//! ```text
//! durable    written so that power may fail at any line
//! sqlite     a database file opened
//! schema     one that an earlier program wrote, brought up to date
//! digest     SHA-256
//! ```

mod digest;
pub mod durable;
pub mod schema;
pub mod sqlite;

pub use digest::{Digest, Hasher};
