//! What a visitor asks of an office, and the clocks that run from it: plain values, no screen, no store.
//!
//! Enters: what somebody typed, question by question; and what happened to a matter, as an office writes it down. Leaves: a [`Form`] fit for the
//! seal, or what is wrong with it; and the dates that the law ties to a matter. It knows no library, no key and no machine's clock.
//!
//! ```text
//! check        an answer -> written down as its kind is, or why it cannot be right
//!   schema     the forms that were ever sealed, question by question
//!     form     answers -> checked -> written for the seal;  read from it, pruned
//!       voice  an application, an opinion, a problem, a wish, a mistake, a mark -> a form
//! door         words that belong at another door than an application's
//! fee          what it costs where far too much is asked for
//! clock  case  what happened -> legal dates;  lines of a file -> what happened
//!   remedy_words  what can be done against a reply, as it is printed
//!     rules     the tables of an office, over those that the program holds
//! ```

mod case;
mod check;
mod clock;
mod door;
mod error;
mod fee;
mod form;
mod remedy_words;
mod rules;
mod schema;
mod voice;

pub use case::{Case, cases};
pub use check::{Unfit, credit_code, e_mail, identity_number, phone, post_code};
pub use clock::{Answer, Arrival, Calendar, Cited, Dates, Doors, Due, Event, Letter, Served, Term, calendar_of, reckon};
pub use door::{Door, right_door};
pub use error::RequestError;
pub use fee::{FeeBy, Fees, NoFees, fee_by_items, fee_by_pages};
pub use form::{Form, Wrong};
pub use remedy_words::{NoRemedies, Remedies, RemedyWords, remedy_words};
pub use rules::{NoRules, RULE_FILES, check_rules, take_rules};
pub use schema::{
    CITIZEN, CORRECTION, Field, Kind, LARGEST_FORM, OPINION, ORGANISATION, PLEASE_PUBLISH, PROBLEM, SATISFACTION, SCHEMAS, Schema,
};
pub use voice::{Applicant, Contact, Correction, DisclosureRequest, Opinion, PleasePublish, ProblemSlip, Satisfaction, Wanted};
