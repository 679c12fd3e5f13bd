//! Documents on the table of an office: what rules found, what screening asks, and what people do about it until a document may go out.
//!
//! A workplace enters; what waits in it leaves, and every answer of a person, done in the file and recorded at once. Which reviews there are and who
//! may do them is `review`'s, what stands in the way of publishing the whole is `gate`'s. It knows no screen.
//!
//! ```text
//! paper         a document's file: header and text, changed field by field
//!   fields      what people confirm, and which values it takes
//!   mends       faults of files that have one right mend
//!   lists       the office's own words, and the names of its leaders
//!   shelf       records that a document may speak of;  tie  which of them its text speaks of, and how
//!     question  what screening and rules ask, and nobody has answered
//!       item    one document with all that waits on it
//!         bench    what people do;  again   corrections made again on a file that came anew
//! ```

mod again;
mod bench;
mod fields;
mod item;
mod lists;
mod mends;
mod paper;
mod question;
mod shelf;
#[cfg(test)]
mod tests;
mod tie;

pub use again::correct;
pub use bench::{Answer, Bench, Unusable};
pub use fields::Field;
pub use item::{Item, Row, Stage};
pub use lists::Lists;
pub use mends::{Mended, mends};
pub use paper::plain;
pub use question::{Cause, Question, told};
pub use shelf::Held;
pub use tie::Tie;
