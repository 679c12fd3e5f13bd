//! The signed package in which content travels from the office to the terminals.
//!
//! Enters: a checked content source, and later the signatures of three desks. Leaves: a repository folder that is copied to sticks, and at the
//! terminal a [`VerifiedBundle`], the only thing an import accepts. It knows nothing of libraries or screens.
//!
//! ```text
//! canonical  people  confirmation  length   vocabulary: canonical JSON, persons and posts, what is said by name, how long names may be
//!   unfit  objection  withheld  error   what speaks against a bundle, against a draft;  what else keeps people from making or reading one
//!   signature  statement  metadata  quorum    keys;  what is said beyond TUF;  TUF's four files;  which signatures of them count
//!     parcel  catalogue       parts as they travel;  what files and records they hold, what that changes
//!       shelf  address        where a bundle lies: a folder, or
//!         network             what a server gives out (feature `network`)
//!         authority  space  trust      in whose name somebody speaks;  what is a department's;  what a terminal believes
//!           terminals         settings and programs are those that were signed for
//!           reader  stranger  UnverifiedBundle -> VerifiedBundle;  whose it is that a terminal does not believe
//!           vouched           a program with the papers that vouch for it
//!           survey  contents  what a source holds;  what lies in the parts is what was signed
//!           packs  look  clock   at the office: many small files in one;  the parts read again;  moments that a release may speak of
//!             repository      published files, drafts and their signatures
//!               keys  keepers  departments  signing  change    who may sign, who signs for that, who has, who leaves and joins
//!                 opened  fitness  comparison  examination   a draft read;  nobody's hand in it;  beside the last release;  with its texts
//!                   release  desk  assembly  dismissal   a source drafted;  looked through and signed;  published;  a department gone
//! ```

mod address;
mod assembly;
mod authority;
mod canonical;
mod catalogue;
mod change;
mod clock;
mod comparison;
mod confirmation;
mod contents;
mod delegated;
mod departments;
mod desk;
mod dismissal;
mod error;
mod examination;
mod fitness;
mod keepers;
mod keys;
mod length;
mod look;
mod metadata;
#[cfg(feature = "network")]
mod network;
mod notice;
mod objection;
mod opened;
mod packs;
mod parcel;
mod past;
mod people;
mod published;
mod quorum;
mod reader;
mod release;
mod repository;
mod shelf;
mod signature;
mod signing;
mod space;
mod statement;
mod stranger;
mod survey;
mod terminals;
#[cfg(test)]
pub(crate) mod tests;
mod trust;
mod unfit;
mod vouched;
mod withdrawals;
mod withheld;

pub use address::{at_address, is_address};
pub use assembly::{assemble, publish};
pub use catalogue::{Catalogue, CatalogueFile, CatalogueRecord, Change, Changes, Packed, READING, Sums};
pub use change::{RootChange, RootWish, change_root};
pub use comparison::{Comparison, Department, FileChange, compare};
pub use confirmation::Confirmation;
pub use contents::{Layout, Likeness, Unlike, as_signed, source_of};
pub use departments::delegate;
pub use desk::{Consent, Summary, sign, summary};
pub use dismissal::{Undelegated, undelegate};
pub use error::{Answer, BundleError, KeyFault};
pub use examination::{Examination, FileTexts, TextChange, examine};
pub use keepers::{Lack, RootDraft, Whose};
pub use keys::{PublicKey, draft_root};
pub use length::{LONGEST_NAME, LONGEST_REASON, is_longer};
pub use look::check_parcel;
pub use metadata::{DelegatedRole, Delegations, Head, RoleKeys, Root, RootTerms};
pub use notice::{read_notice, sign_notice};
pub use objection::{Foreign, JsonFault, Misread, Objection};
pub use packs::{PackEntry, PackError, read_pack};
pub use parcel::{CHUNK, LARGEST_PACK, Parcel, ParcelKind, parse_stored_name, stored_name};
pub use past::PastRelease;
pub use people::{Person, Post};
pub use published::{LeftOut, OFFICE, Publication, Release, VerifiedBundle};
pub use reader::UnverifiedBundle;
pub use release::{Drafted, Wish, create, elsewhere, signers_of_draft};
pub use repository::{ROOT, Repository, lock_anew, read_key, write_key};
pub use shelf::{FolderShelf, STICK_FOLDER, Shelf};
pub use signature::{Key, KeyId, SecretKey, Signer};
pub use signing::{desks_of, packers};
pub use space::Space;
pub use statement::{Review, Statement, Withdrawn};
pub use stranger::whose;
pub use trust::{Seen, Trust};
pub use unfit::Unfit;
pub use vouched::{VOUCHES, vouched};
pub use withdrawals::{Listed, WITHDRAWALS, WithdrawalList, persons_missing, published_list, sign_list, still_hidden, titles, withdraw};
pub use withheld::{Edited, Withheld};
