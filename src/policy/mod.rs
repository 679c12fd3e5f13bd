//! The records of a disclosure zone, as plain values: no files, no database, no screen.
//!
//! A [`Record`] is one thing that a visitor can find, read and take away. What all records share stands in [`Record`] itself; what only one
//! kind has stands in its [`Content`]. [`Link`]s say how records belong together, and [`standing`] works out from links and dates whether a
//! document is in force on a given day. An [`Arrangement`] says how the zone leads to them: its boards, its leaflets.

mod arrangement;
mod article;
mod board;
mod catalogue;
mod chain;
mod collection;
mod consultation;
mod directory;
mod document;
mod gazette;
mod guide;
mod holidays;
mod hours;
mod id;
mod interpretation;
mod leaflet;
mod link;
mod mark;
mod need;
mod number;
mod outline;
mod page;
mod passage;
mod place;
mod record;
mod review;
mod short_number;
mod state;
mod title;
mod today;
mod validity;
mod working_day;

pub use arrangement::Arrangement;
pub use article::{AskedArticle, article_key, cited_articles};
pub use board::{Board, Contact, Door, GroupedBy, Grouping, Lead, Portion, Selection};
pub use catalogue::{CatalogueRow, Initiative};
pub use chain::{followed, handed_down};
pub use collection::{Collection, Step};
pub use consultation::{Consultation, Notice, Phase};
pub use directory::Body;
pub use document::{DocumentKind, KindTable, PolicyDocument, themes};
pub use gazette::{EVERYDAY, GazetteIssue, GazetteItem, OfficialList, Question};
pub use guide::{Material, MaterialForm, ServiceGuide};
pub use holidays::{Holidays, NoHolidays};
pub use hours::{Hours, Open};
pub use id::{InvalidId, RecordId};
pub use interpretation::{Interpretation, SLOTS};
pub use leaflet::{Leaflet, LeafletLine, Placeholder};
pub use link::{Link, LinkKind, Target};
pub use mark::{DisclosureAttribute, DisclosureMark};
pub use need::Need;
pub use number::{DocumentNumber, code_key, han_number, numbers_in, serial_key, without_paper};
pub use outline::{Block, FullText, Piece, Section, Table};
pub use page::{InvalidPageId, PageId};
pub use passage::{PASSAGE_LIMIT, Passage, passages};
pub use place::{Place, StraightWay};
pub use record::{Attachment, Content, Record, RecordKind, is_drawable, is_figure, is_picture};
pub use review::ReviewStep;
pub use short_number::ShortNumber;
pub use state::{STATE, without_state};
pub use title::{essence, short_names};
pub use today::{Age, ClockDoubt, Today};
pub use validity::{Doubt, Facts, Incoming, Reason, Standing, Validity, effect_on, standing};
pub use working_day::{holidays, is_special_day, is_working_day, misses_next_year, reckon_by};
