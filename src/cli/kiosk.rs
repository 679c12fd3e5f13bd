//! `gongkai`: the kiosk itself.

use std::{
    cell::Cell,
    io::IsTerminal,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use jiff::civil::Date;

use super::Trouble;
use crate::{
    advice::{Advice, Advise, NO_NUMBER, progress},
    audit::{Deed, Journal, Who},
    config::{Config, SyncSettings},
    launch,
    library::{Library, LibraryError},
    line::{Clerk, Zone, talk},
    outbox::{Closed, Outbox, OutboxError, Pace, Progress, ReceiptNumber},
    policy::Today,
    request::Form,
    search::Engine,
    sync, text,
    tui::{self, Holdings, Mode},
};

/// Where an installation keeps its settings.
pub(super) const INSTALLED: &str = "/etc/gongkai/kiosk.toml";

/// The settings of this machine, where it is a terminal; a file that cannot be used is told by whoever needs more of it than the zone.
fn installed() -> Option<Config> {
    Config::read(Path::new(INSTALLED)).ok()
}

/// Settles the time zone of all that a command tells: the terminal's own, where this machine is one, else Beijing's.
pub(super) fn settle_installed() {
    if let Some(config) = installed() {
        settle(&config);
    }
}

fn settle(config: &Config) {
    if text::settle(&config.hall.time_zone).is_none() {
        tracing::warn!(zone = config.hall.time_zone, "this machine knows no time zones; Beijing's is used");
    }
}

/// 打开查询界面
#[derive(Debug, clap::Args)]
pub(super) struct Kiosk {
    /// 用这个内容库
    #[arg(long, value_name = "文件夹")]
    library: Option<PathBuf>,
    /// 用这份配置；不写就用 /etc/gongkai/kiosk.toml，没有装就作为演示运行
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
    /// 在窗口里试用：按 Ctrl-Q 退出
    #[arg(long)]
    windowed: bool,
    /// 一行一行地说：没有颜色和框，给读屏、盲文点显器和远程帮忙用
    #[arg(long)]
    line: bool,
    /// 每一行写成念出来的样子，交给朗读程序：gongkai --line --aloud | espeak-ng -v cmn
    #[arg(long, requires = "line")]
    aloud: bool,
}

/// The settings of this terminal. Behind its screen nobody reads an error: so it is shown there, until somebody has changed the file.
fn usable(path: &Path) -> Result<Config, Trouble> {
    let error = match Config::read(path) {
        Ok(config) => return Ok(config),
        Err(error) => error,
    };
    let content = |path: &Path| std::fs::read(path).ok();
    let before = content(path);
    if std::io::stdout().is_terminal() && !std::io::stderr().is_terminal() {
        tracing::error!(error = &error as &dyn std::error::Error, "the settings cannot be used");
        tui::wait_unusable(&error.advice(), &|| content(path) != before)?;
        return usable(path);
    }
    Err(error.into())
}

/// Where forms go that are filled in by lines.
struct Intake {
    library: Option<PathBuf>,
    terminal: String,
    pace: Cell<Pace>,
}

impl Intake {
    /// The outbox and the day, where something may be left now. An outbox is made by the visit that brings the office's key, and not here.
    fn open(&self) -> Result<(Outbox, Option<Date>), OutboxError> {
        self.pace.get().allows(Instant::now()).map_err(OutboxError::Closed)?;
        let library = self.library.as_ref().filter(|library| !self.terminal.is_empty() && Outbox::place(library).exists());
        let library = library.ok_or(OutboxError::Closed(Closed::NoKey))?;
        let now = jiff::Timestamp::now();
        let today = (!sync::doubts_clock(library, now).unwrap_or(true)).then(|| text::day_of(now));
        let outbox = Outbox::open(&Outbox::place(library), &self.terminal)?;
        outbox.is_open(today)?;
        Ok((outbox, today))
    }

    fn may_leave(&self) -> Result<(), Box<Advice>> {
        self.open().map(drop).map_err(|error| Box::new(error.advice()))
    }

    fn leave(&self, form: &Form) -> Result<ReceiptNumber, Box<Advice>> {
        let left = self.open().and_then(|(mut outbox, today)| outbox.leave(form, today));
        let receipt = left.map_err(|error| Box::new(error.advice()))?;
        let mut pace = self.pace.get();
        pace.left(Instant::now());
        self.pace.set(pace);
        if let Some(library) = &self.library {
            Journal::of(library).note(Who::Terminal, Deed::FormLeft { receipt: receipt.to_string() });
        }
        Ok(receipt)
    }
}

impl Intake {
    /// What became of a number, as it was typed: whole, or its digits.
    fn progress(&self, typed: &str) -> String {
        let Ok(number) = typed.parse::<ReceiptNumber>().or_else(|_| ReceiptNumber::of_digits(&self.terminal, typed)) else {
            return NO_NUMBER.to_owned();
        };
        let library = self.library.as_ref().filter(|library| !self.terminal.is_empty() && Outbox::place(library).exists());
        let Some(library) = library else { return progress(&Progress::Unknown) };
        match Outbox::open(&Outbox::place(library), &self.terminal).and_then(|outbox| outbox.progress(&number)) {
            Ok(found) => progress(&found),
            Err(error) => error.advice().what,
        }
    }
}

/// The same in plain lines, over standard input and output.
fn in_lines(config: &Config, aloud: bool) -> Result<(), Trouble> {
    let path = &config.library.path;
    let is_sample = path == Path::new("");
    let library = if is_sample { Library::embedded(jiff::Timestamp::now())? } else { Library::open(path)? };
    // A terminal with a root shows only what it verified itself.
    if !is_sample && config.takes_sticks() && !sync::may_show(path, library.info())? {
        return Err(LibraryError::NoLibrary { dir: path.clone() }.into());
    }
    library.take_its_rules();
    let config = &library.settings().map_or_else(|| config.clone(), |settings| settings.over(config));
    let library = Arc::new(library);
    let engine = Engine::new(Arc::clone(&library))?;
    let today = Today::new(text::now().date(), library.info().made_on());
    let intake = Intake { library: (!is_sample).then(|| path.clone()), terminal: config.sync.terminal.clone(), pace: Cell::default() };
    let (may_leave, leave) = (|| intake.may_leave(), |form: &Form| intake.leave(form));
    let asked = |typed: &str| intake.progress(typed);
    let clerk = Clerk { may_leave: &may_leave, leave: &leave, progress: &asked };
    let zone = Zone { engine: &engine, library: &library, config, today, clerk: &clerk, aloud };
    Ok(talk(&zone, std::io::stdin().lock(), std::io::stdout().lock())?)
}

impl Kiosk {
    /// The kiosk of these settings, where there are any.
    pub(super) fn of(settings: PathBuf) -> Self {
        let config = Some(settings).filter(|settings| settings.exists());
        Self { library: None, config, windowed: false, line: false, aloud: false }
    }

    pub(super) fn run(self) -> Result<(), Trouble> {
        let installed = self.config.or_else(|| Some(PathBuf::from(INSTALLED)).filter(|path| path.exists()));
        let (mut config, mode) = match &installed {
            Some(path) => {
                launch::settings_are(path);
                (usable(path)?, Mode::Kiosk)
            }
            None => (Config::demonstration()?, Mode::Demonstration),
        };
        settle(&config);
        // A library named on the command line is somebody trying it out.
        let mode = if self.windowed || self.library.is_some() { Mode::Demonstration } else { mode };
        if let Some(path) = self.library {
            config.library.path = path;
            // Somebody looks at a library that they built: it was not signed, and no stick is taken into it.
            config.sync = SyncSettings::default();
        }
        if self.line || std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return in_lines(&config, self.aloud);
        }
        let path = &config.library.path;
        let holdings = if path == Path::new("") { Holdings::Sample } else { Holdings::Installed(path.clone()) };
        Ok(tui::run(config, holdings, mode)?)
    }
}
