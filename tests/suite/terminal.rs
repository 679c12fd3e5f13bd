//! A terminal for the whole program: it runs in a pseudo-terminal, what it writes becomes a screen, and tests wait for what a person would wait
//! for. Nothing sleeps for a fixed time.

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::{Arc, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::{Color, MouseProtocolMode, Parser, Screen};

/// Longest wait for anything; only reached by a test that fails.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes that a terminal keeps for a program that does not read.
const KEPT: usize = 4000;
/// Pixels of a cell, as foot with the documented fonts has them.
const CELL: (u16, u16) = (12, 24);

/// A terminal with the program in it.
pub(super) struct Terminal {
    parser: Arc<Mutex<Parser>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// What the line discipline was before the program ran.
    cooked: String,
    // Held open, or the line discipline would be gone with the program.
    _slave: Box<dyn SlavePty + Send>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: columns * CELL.0, pixel_height: rows * CELL.1 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Terminal {
    /// Starts the program in `folder`, where it may leave what it likes.
    pub(super) fn start(folder: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        Self::run(CommandBuilder::new(env!("CARGO_BIN_EXE_gongkai")), folder, arguments, columns, rows)
    }

    /// The same as the terminal's service does: what it has to say of itself goes elsewhere than onto the screen.
    pub(super) fn start_as_a_service(folder: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", "exec \"$0\" \"$@\" 2> /dev/null", env!("CARGO_BIN_EXE_gongkai")]);
        Self::run(command, folder, arguments, columns, rows)
    }

    fn run(mut command: CommandBuilder, folder: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let parser = Arc::new(Mutex::new(Parser::new(cells(rows), cells(columns), 0)));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shown = Arc::clone(&parser);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // A pseudo-terminal whose program has ended reports an error instead of an end.
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                shown.lock().unwrap().process(bytes.get(..count).unwrap_or_default());
            }
        });
        command.args(arguments);
        command.cwd(folder);
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "zh_CN.UTF-8")] {
            command.env(name, value);
        }
        let cooked = discipline(&*pair.master);
        let keys = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        Self { parser, keys, child, master: pair.master, cooked, _slave: pair.slave }
    }

    fn parser(&self) -> MutexGuard<'_, Parser> {
        self.parser.lock().unwrap()
    }

    /// What a look at the screen finds.
    pub(super) fn on_screen<T>(&self, look: impl Fn(&Screen) -> T) -> T {
        look(self.parser().screen())
    }

    /// What stands on the screen.
    pub(super) fn text(&self) -> String {
        self.on_screen(Screen::contents)
    }

    /// Waits until the screen is as wanted; `what` is said if it never is.
    #[track_caller]
    pub(super) fn wait(&mut self, what: &str, wanted: impl Fn(&Screen) -> bool) -> &mut Self {
        let begun = Instant::now();
        loop {
            if wanted(self.parser().screen()) {
                return self;
            }
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "the program ended ({ended:?}) before {what}:\n{}", self.text());
            assert!(begun.elapsed() < PATIENCE, "no sight of {what}:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until `text` is on the screen.
    #[track_caller]
    pub(super) fn expect(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    /// Sends bytes, as a keyboard or a finger does.
    pub(super) fn send(&mut self, bytes: &str) -> &mut Self {
        self.keys.write_all(bytes.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Sends bytes while the program stands still: as many as the kernel keeps wait for it at once, the others come as it reads.
    pub(super) fn flood(&mut self, bytes: &[u8]) -> &mut Self {
        let (first, rest) = bytes.split_at(bytes.len().min(KEPT));
        kill_process(self.id(), Signal::STOP).unwrap();
        self.keys.write_all(first).unwrap();
        kill_process(self.id(), Signal::CONT).unwrap();
        self.keys.write_all(rest).unwrap();
        self
    }

    /// Number of the program's process.
    pub(super) fn id(&self) -> Pid {
        self.child.process_id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)).unwrap()
    }

    /// Touches the first place where `text` stands, with the reports of a terminal that emulates a mouse.
    #[track_caller]
    pub(super) fn touch(&mut self, text: &str) -> &mut Self {
        let (column, row) = place_of(self.parser().screen(), text).unwrap_or_else(|| panic!("{text} is not on the screen"));
        self.send(&format!("\u{1b}[<0;{x};{y}M\u{1b}[<0;{x};{y}m", x = column + 1, y = row + 1))
    }

    /// Gives the terminal another size.
    pub(super) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.parser().screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).unwrap();
        self
    }

    /// Whether the program has neither ended nor been stopped: a stopped program is not seen by waiting, so it is asked of the kernel.
    pub(super) fn is_running(&mut self) -> bool {
        let stat = self.child.process_id().and_then(|id| std::fs::read_to_string(format!("/proc/{id}/stat")).ok());
        let state = stat.as_deref().and_then(|stat| stat.rsplit(") ").next()?.chars().next());
        self.child.try_wait().unwrap().is_none() && matches!(state, Some('R' | 'S' | 'D'))
    }

    /// Tells the program to end, as the system does when it goes down.
    pub(super) fn send_away(&mut self) {
        kill_process(self.id(), Signal::TERM).unwrap();
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub(super) fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "the program does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether the terminal is as the program found it: screen, mouse, paste, cursor and keys. Its last words may still be on their way.
    pub(super) fn is_given_back(&self) -> bool {
        let begun = Instant::now();
        let plain = |screen: &Screen| {
            !screen.alternate_screen()
                && screen.mouse_protocol_mode() == MouseProtocolMode::None
                && !screen.bracketed_paste()
                && !screen.hide_cursor()
        };
        while !self.on_screen(plain) && begun.elapsed() < PATIENCE / 10 {
            thread::sleep(Duration::from_millis(10));
        }
        self.on_screen(plain) && discipline(&*self.master) == self.cooked
    }

    /// Whether the program has taken the terminal for itself.
    pub(super) fn is_taken(&self) -> bool {
        let taken = |screen: &Screen| screen.alternate_screen() && screen.mouse_protocol_mode() != MouseProtocolMode::None;
        self.on_screen(taken) && discipline(&*self.master) != self.cooked
    }
}

impl Drop for Terminal {
    /// A kiosk does not end by itself, and a failed test must not leave one behind.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

/// How the kernel treats keys: echo, lines, signals.
fn discipline(master: &dyn MasterPty) -> String {
    let termios = master.get_termios().unwrap();
    format!("{:?} {:?} {:?}", termios.local_flags, termios.input_flags, termios.output_flags)
}

/// Column and row of the first place where `text` stands.
fn place_of(screen: &Screen, text: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    (0..rows.get()).find_map(|row| {
        (0..columns.get()).find_map(|column| {
            let rest: String = (column..columns.get()).filter_map(|x| screen.cell(row, x)).map(vt100::Cell::contents).collect();
            rest.starts_with(text).then_some((column, row))
        })
    })
}

/// What an independent reader finds in the codes on the screen, given to it as pixels.
pub(super) fn codes(screen: &Screen) -> Vec<String> {
    let (rows, columns) = screen.size();
    let (width, height) = (usize::from(columns.get()) * 4, usize::from(rows.get()) * 8);
    let is_dark = |x: usize, y: usize| {
        let cell = screen.cell(u16::try_from(y / 8).unwrap(), u16::try_from(x / 4).unwrap());
        cell.is_some_and(|cell| {
            let upper = y % 8 < 4;
            let ink = match cell.contents() {
                "▀" => upper,
                "▄" => !upper,
                "█" => true,
                _ => false,
            };
            (if ink { cell.fgcolor() } else { cell.bgcolor() }) == Color::Rgb(0, 0, 0)
        })
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| if is_dark(x, y) { 0 } else { 255 });
    image.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
