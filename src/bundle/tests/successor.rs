//! An office whose packer was replaced.

use super::forge::{Holder, Office, now, staff};
use crate::bundle::{Post, VerifiedBundle, assemble};

impl Office {
    /// The packer loses the post, and another one publishes the source as it is.
    pub(crate) fn release_by_another_packer(&self) -> VerifiedBundle {
        let mut people = staff(1);
        people.insert("packer", Holder::new(98, "新任", Post::Packer));
        self.new_root(&people, &["root-a", "root-b"]);
        self.draft(&Self::wish("office")).unwrap();
        for desk in ["office", "deputy", "chief"] {
            self.sign("office", self.secret(desk));
        }
        assemble(&self.repository(), &people["packer"].secret, now()).unwrap()
    }
}
