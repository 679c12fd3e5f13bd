//! Who reads aloud: a program of the machine, run as a child on a thread of its own. It is given words through a pipe, never as an argument that
//! other programs see, and is ended the moment anybody presses a key.

use std::{
    collections::VecDeque,
    io::{Read, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};
use zeroize::Zeroizing;

/// Where programs lie.
const PROGRAMS: [&str; 2] = ["/usr/bin", "/usr/local/bin"];
/// Where the kernel tells what can sound.
const SOUND: &str = "/dev/snd";
/// Between two looks at whether it has come to its end.
const BEAT: Duration = Duration::from_millis(60);
/// How long a program may take that is only asked something.
const ASKED: Duration = Duration::from_secs(3);
/// Characters of a line, where sentences end early enough: programs read a line at a time, into a room of their own.
const LINE: usize = 200;
/// Words of our surroundings that a child needs to find the sound.
const KEPT: [&str; 4] = ["HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER", "SPEECHD_ADDRESS"];

/// What the voice is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Speech {
    /// Read this, in the place of whatever is being read. The number tells one reading from another.
    Say(u64, Zeroizing<String>),
    /// Be silent.
    Stop,
}

/// What the voice tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voiced {
    /// There is a voice that knows Chinese.
    Ready,
    /// It has read to the end, or cannot.
    Silent(u64),
}

/// A program that reads aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reader {
    /// speech-dispatcher: whoever put it there chose a voice.
    Dispatcher(PathBuf),
    /// espeak-ng, with the name of the voice.
    Espeak(PathBuf, &'static str),
}

/// Starts the thread; it ends when the sender is dropped. `tell` is called from it; where no voice is found nothing is ever told.
pub(super) fn start(tell: impl Fn(Voiced) + Send + 'static) -> mpsc::Sender<Speech> {
    let (asks, inbox) = mpsc::channel();
    let voice = thread::Builder::new().name("voice".to_owned()).spawn(move || {
        let places: Vec<&Path> = PROGRAMS.iter().map(Path::new).collect();
        let Some(reader) = Reader::find(&places, Path::new(SOUND)) else { return };
        tell(Voiced::Ready);
        read_on(&reader, &inbox, &tell);
    });
    if let Err(error) = voice {
        tracing::error!(%error, "nothing can be read aloud");
    }
    asks
}

fn read_on(reader: &Reader, inbox: &mpsc::Receiver<Speech>, tell: &dyn Fn(Voiced)) {
    let mut reading: Option<(u64, Child)> = None;
    loop {
        let asked = match reading {
            Some(_) => inbox.recv_timeout(BEAT),
            None => inbox.recv().map_err(|_| mpsc::RecvTimeoutError::Disconnected),
        };
        match asked {
            Ok(speech) => {
                if let Some((_, child)) = reading.take() {
                    reader.silence(child);
                }
                if let Speech::Say(number, words) = speech {
                    match reader.say(&words) {
                        Ok(child) => reading = Some((number, child)),
                        Err(error) => {
                            tracing::warn!(%error, "nothing can be read aloud");
                            tell(Voiced::Silent(number));
                        }
                    }
                }
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                if let Some((_, child)) = reading.take() {
                    reader.silence(child);
                }
                return;
            }
        }
        if let Some((number, child)) = &mut reading
            && !matches!(child.try_wait(), Ok(None))
        {
            tell(Voiced::Silent(*number));
            reading = None;
        }
    }
}

impl Reader {
    /// The one that is there; none where nothing sounds, or nothing knows Chinese.
    fn find(places: &[&Path], sound: &Path) -> Option<Self> {
        let sounds = std::fs::read_dir(sound).into_iter().flatten().flatten().any(|entry| {
            let name = entry.file_name();
            // pcmC0D0p plays, pcmC0D0c records.
            name.to_str().is_some_and(|name| name.starts_with("pcm") && name.ends_with('p'))
        });
        let there = |name: &str| places.iter().map(|place| place.join(name)).find(|path| path.is_file());
        if !sounds {
            return None;
        }
        if let Some(program) = there("spd-say") {
            return Some(Self::Dispatcher(program));
        }
        let program = there("espeak-ng")?;
        let voice = ["cmn", "cmn-latn-pinyin"].into_iter().find(|voice| knows_chinese(&program, voice))?;
        Some(Self::Espeak(program, voice))
    }

    /// A child that reads this.
    fn say(&self, words: &str) -> std::io::Result<Child> {
        let mut command = match self {
            Self::Dispatcher(program) => with(program, &["--language", "zh", "--pipe-mode", "--wait"]),
            Self::Espeak(program, voice) => with(program, &["-v", voice, "-s", "160", "-b", "1", "--stdin"]),
        };
        let mut child = command.stdout(Stdio::null()).spawn()?;
        let words = Zeroizing::new(lines(words));
        if let Some(mut stdin) = child.stdin.take() {
            // It may read no faster than it speaks. One that is ended breaks the pipe, and that is no fault.
            thread::Builder::new().name("words".to_owned()).spawn(move || drop(stdin.write_all(words.as_bytes())))?;
        }
        Ok(child)
    }

    /// Ends a reading at once, with all that it started.
    fn silence(&self, mut child: Child) {
        end(&mut child);
        // What was handed to the dispatcher is read on without the one who handed it over.
        if let Self::Dispatcher(program) = self
            && let Err(error) = answer(with(program, &["--cancel"]), "")
        {
            tracing::warn!(%error, "the dispatcher of speech does not fall silent");
        }
    }
}

/// A program with this, in surroundings that hold no more than it needs.
fn with(program: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(options).env_clear().env("PATH", PROGRAMS.join(":")).env("LANG", "C.UTF-8").process_group(0);
    command.envs(KEPT.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Whether a voice of espeak-ng reads Han itself. That of 1.51 spells most of them in English, which nobody understands.
fn knows_chinese(program: &Path, voice: &str) -> bool {
    let spoken = answer(with(program, &["-v", voice, "-q", "-x", "-b", "1", "--stdin"]), "政务公开\n");
    spoken.is_ok_and(|phonemes| !phonemes.trim().is_empty() && !phonemes.contains("(en)"))
}

/// What a program says to this; one that takes too long is ended.
fn answer(mut command: Command, words: &str) -> std::io::Result<String> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Few enough for any pipe.
        drop(stdin.write_all(words.as_bytes()));
    }
    let begun = Instant::now();
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if begun.elapsed() >= ASKED => {
                end(&mut child);
                return Err(std::io::ErrorKind::TimedOut.into());
            }
            None => thread::sleep(Duration::from_millis(10)),
        }
    };
    let mut said = String::new();
    if let Some(stdout) = child.stdout.take() {
        stdout.take(4096).read_to_string(&mut said)?;
    }
    if status.success() { Ok(said) } else { Err(std::io::Error::other(format!("{status}"))) }
}

/// Ends a child and what it started.
fn end(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // It may have ended by itself.
        let _gone = kill_process_group(group, Signal::KILL);
    }
    drop(child.wait());
}

/// The words in lines of bounded length, each of which is read as it is: a line of the dispatcher's that begins with `!-!` would be a command.
fn lines(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 16);
    for line in words.lines().map(str::trim) {
        let line = line.trim_start_matches(['!', '-', ' ']);
        let mut waiting: VecDeque<char> = line.chars().collect();
        while !waiting.is_empty() {
            let piece: String = waiting.iter().take(LINE).collect();
            let ends = piece.char_indices().rfind(|(_, c)| "。；！？，、".contains(*c)).map(|(at, c)| at + c.len_utf8());
            let cut = if waiting.len() <= LINE { piece.as_str() } else { ends.and_then(|end| piece.get(..end)).unwrap_or(&piece) };
            waiting.drain(..cut.chars().count());
            out.push_str(cut);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    /// A machine that sounds, with these programs.
    fn machine(programs: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("snd")).unwrap();
        fs::write(folder.path().join("snd/pcmC0D0p"), "").unwrap();
        for (name, does) in programs {
            let path = folder.path().join(name);
            fs::write(&path, format!("#!/bin/sh\ncd {}\n{does}\n", folder.path().display())).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    fn found(folder: &tempfile::TempDir) -> Option<Reader> {
        Reader::find(&[folder.path()], &folder.path().join("snd"))
    }

    /// Waits until a file holds this.
    fn await_file(folder: &tempfile::TempDir, name: &str, holds: &str) {
        let begun = Instant::now();
        while !fs::read_to_string(folder.path().join(name)).is_ok_and(|text| text.contains(holds)) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{name} does not hold {holds}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn a_voice_is_one_that_sounds_and_does_not_spell_in_english() {
        let good = machine(&[("espeak-ng", "cat > /dev/null; echo \"ts'@5N\"")]);
        assert_eq!(found(&good), Some(Reader::Espeak(good.path().join("espeak-ng"), "cmn")));
        fs::remove_file(good.path().join("snd/pcmC0D0p")).unwrap();
        assert_eq!(found(&good), None, "nothing sounds");
        let old = machine(&[("espeak-ng", "case \"$2\" in cmn) echo '(en)tSaIni:z';; *) echo \"ts'@5N\";; esac")]);
        assert_eq!(found(&old), Some(Reader::Espeak(old.path().join("espeak-ng"), "cmn-latn-pinyin")));
        assert_eq!(found(&machine(&[("espeak-ng", "exit 1")])), None, "no voice");
        assert_eq!(found(&machine(&[])), None);
        let both = machine(&[("spd-say", "true"), ("espeak-ng", "true")]);
        assert!(matches!(found(&both), Some(Reader::Dispatcher(_))), "whoever put it there chose a voice");
    }

    #[test]
    fn words_go_through_the_pipe_and_a_stop_ends_the_reading_at_once() {
        let folder = machine(&[("espeak-ng", "echo \"$@\" > options; cat > heard; sleep 600 & sleep 600")]);
        let reader = Reader::Espeak(folder.path().join("espeak-ng"), "cmn");
        let (asks, inbox) = mpsc::channel();
        let (told, hears) = mpsc::channel();
        let voice = thread::spawn(move || read_on(&reader, &inbox, &move |voiced| told.send(voiced).unwrap_or_default()));
        asks.send(Speech::Say(1, Zeroizing::new("二楼办理".to_owned()))).unwrap();
        await_file(&folder, "heard", "二楼办理");
        assert!(!fs::read_to_string(folder.path().join("options")).unwrap().contains('二'));
        // What comes next is read in its place.
        asks.send(Speech::Say(2, Zeroizing::new("三楼办理".to_owned()))).unwrap();
        await_file(&folder, "heard", "三楼办理");
        asks.send(Speech::Stop).unwrap();
        drop(asks);
        // Nobody waits for a program that would go on for ten minutes.
        voice.join().unwrap();
        assert_eq!(hears.try_iter().count(), 0);
    }

    #[test]
    fn the_end_of_a_reading_is_told_and_so_is_one_that_cannot_begin() {
        let folder = machine(&[("espeak-ng", "cat > /dev/null")]);
        for program in ["espeak-ng", "nothing"] {
            let reader = Reader::Espeak(folder.path().join(program), "cmn");
            let (asks, inbox) = mpsc::channel();
            let (told, hears) = mpsc::channel();
            let voice = thread::spawn(move || read_on(&reader, &inbox, &move |voiced| told.send(voiced).unwrap_or_default()));
            asks.send(Speech::Say(7, Zeroizing::new("短".to_owned()))).unwrap();
            assert_eq!(hears.recv_timeout(Duration::from_secs(60)), Ok(Voiced::Silent(7)), "{program}");
            drop(asks);
            voice.join().unwrap();
        }
    }

    #[test]
    fn the_dispatcher_is_told_to_forget_what_it_holds() {
        let folder = machine(&[("spd-say", "echo \"$@\" >> options; [ \"$1\" = --cancel ] || { cat > heard; sleep 600; }")]);
        let reader = found(&folder).unwrap();
        let child = reader.say("!-! SET self VOLUME 100\n二楼").unwrap();
        await_file(&folder, "heard", "二楼");
        assert!(!fs::read_to_string(folder.path().join("heard")).unwrap().contains("!-!"));
        reader.silence(child);
        await_file(&folder, "options", "--cancel");
    }

    #[test]
    fn lines_are_short_enough_for_any_reader_and_lose_nothing() {
        let text = format!("{}。{}，{}", "一".repeat(150), "二".repeat(150), "三".repeat(450));
        let cut = lines(&text);
        assert!(cut.lines().all(|line| line.chars().count() <= LINE), "{cut}");
        assert_eq!(cut.replace('\n', ""), text);
        assert!(cut.lines().next().unwrap().ends_with('。'));
    }
}
