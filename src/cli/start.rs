//! `gongkai start`: what the session of a terminal runs. It begins the program that came with a release, where one is to be begun, else this one;
//! and `gongkai rehearse`, by which a program shows beside the running one that it works here.

use std::path::PathBuf;

use super::{
    Trouble,
    kiosk::{INSTALLED, Kiosk},
    snag::Snag,
};
use crate::{
    audit::{Journal, Who},
    config::Config,
    launch,
    tui::{self, Unfit},
};

/// Starts the program that is next
#[derive(Debug, clap::Args)]
pub(super) struct Start {
    /// The settings
    #[arg(long, hide = true, default_value = INSTALLED)]
    config: PathBuf,
}

impl Start {
    pub(super) fn run(self) -> Result<(), Trouble> {
        // Settings that cannot be used are shown by the program of the package.
        if let Ok(config) = Config::read(&self.config)
            && config.takes_sticks()
        {
            let journal = Journal::of(&config.library.path);
            let journal = std::cell::RefCell::new(journal);
            launch::start(&config.library.path, &config.sync.root, &self.config, &|deed| journal.borrow_mut().note(Who::Terminal, deed));
        }
        Kiosk::of(self.config).run()
    }
}

/// Shows that this program works here: opens the library, asks, draws where nobody sees it
#[derive(Debug, clap::Args)]
pub(super) struct Rehearse {
    /// The settings
    #[arg(long, hide = true, default_value = INSTALLED)]
    config: PathBuf,
}

impl Rehearse {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let config = Config::read(&self.config)?;
        tui::rehearse(config).map_err(|unfit| match unfit {
            Unfit::Library(error) => Trouble::from(error),
            Unfit::Memory(error) => error.into(),
            Unfit::Search(error) => error.into(),
            Unfit::Empty => Snag::System { what: "界面画不出来", source: std::io::ErrorKind::Other.into() }.into(),
        })
    }
}
