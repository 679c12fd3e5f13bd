//! Bundles as a terminal notices them: good ones with all they say, and every attack by its own name.

pub(crate) mod forge;
pub(crate) mod receipts;
pub(crate) use receipts::receipts_root;
#[cfg(feature = "network")]
pub(crate) mod server;

mod attacks;
mod journeys;
mod roots;
mod successor;
