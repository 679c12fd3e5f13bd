//! What a visitor asks of an office, and the clocks that run from it: plain values, no screen, no store.
//!
//! Enters: what happened to a matter, as an office writes it down. Leaves: the dates that the law ties to it. It knows no library, no key and no
//! machine's clock.

mod case;
mod clock;
mod error;

pub use case::{Case, cases};
pub use clock::{Calendar, Cited, Dates, Doors, Due, Event, reckon};
pub use error::RequestError;
