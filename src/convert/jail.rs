//! What a child that reads foreign files takes away from itself before it looks at the first: files, network, memory, time.

use std::{
    io::{self, BufRead, Write},
    panic::{self, AssertUnwindSafe},
    path::Path,
    thread,
};

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr,
    RulesetStatus, Scope,
};
use rustix::{
    process::{Resource, Rlimit, setrlimit},
    time::{ClockId, clock_gettime},
};

use super::{Code, Read as Reading, Refused, frame, reading::read_painting};

/// Bytes of address space.
pub(super) const MEMORY: u64 = 1 << 30;
/// Seconds of the processor for one file.
const SECONDS: u64 = 30;
/// Stack of the thread that reads: trees of pages and documents are walked deep.
const STACK: usize = 64 << 20;

/// The whole life of a child: shut in, then one file after another from standard input, each answered on standard output, until there are no more.
pub fn serve(from: impl BufRead + Send, to: impl Write + Send) -> io::Result<()> {
    shut_in();
    // What a parser says when it panics may quote the file; who reads the log needs only where.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        drop(writeln!(io::stderr(), "panicked at {place}"));
    }));
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || answer_all(from, to))?
            .join()
            .unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
    })
}

fn answer_all(mut from: impl BufRead, mut to: impl Write) -> io::Result<()> {
    while let Some((asked, bytes)) = frame::next_request(&mut from)? {
        allow_time();
        let answer = panic::catch_unwind(AssertUnwindSafe(|| read_painting(&bytes, asked.member, asked.pictures)));
        let answer = answer.unwrap_or_else(|_| Reading { kind: None, outcome: Err(Refused::new(Code::Crashed, "a reader panicked")) });
        frame::answer(&mut to, &answer)?;
    }
    Ok(())
}

/// Limits that the system keeps. Where it does not, the parent still watches the clock and the size of what is said.
fn shut_in() {
    let limits = [(Resource::As, MEMORY), (Resource::Fsize, 0), (Resource::Nofile, 16), (Resource::Core, 0)];
    for (resource, most) in limits {
        if let Err(error) = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }) {
            tracing::warn!(%error, ?resource, "a limit of a child is not kept");
        }
    }
    match landlocked() {
        Ok(RulesetStatus::NotEnforced) => tracing::debug!("this kernel has no Landlock"),
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "a child sees files"),
    }
}

/// No file may be opened and no address reached, as far as the kernel knows of such rules.
fn landlocked() -> Result<RulesetStatus, landlock::RulesetError> {
    let abi = ABI::V6;
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?;
    Ok(rules.create()?.restrict_self()?.ruleset)
}

/// What a program that reads letters off pictures may take: it brings its own libraries and models, and those are large.
const PROGRAM_MEMORY: u64 = 4 << 30;
/// Seconds of the processor for one page.
const PROGRAM_SECONDS: u64 = 120;

/// Shuts in a program that is not ours: it sees files and changes none but those of one folder, and reaches no address.
pub(super) fn shut_in_program(desk: &Path) -> io::Result<()> {
    let limits = [
        (Resource::As, PROGRAM_MEMORY),
        (Resource::Fsize, 256 << 20),
        (Resource::Nofile, 256),
        (Resource::Core, 0),
        (Resource::Cpu, PROGRAM_SECONDS),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    let abi = ABI::V6;
    let rules = || -> Result<RulesetStatus, Box<dyn std::error::Error>> {
        let read = AccessFs::from_read(abi);
        let rules = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?
            .add_rule(PathBeneath::new(PathFd::new("/")?, read))?
            .add_rule(PathBeneath::new(PathFd::new("/dev/null")?, AccessFs::from_file(abi)))?
            .add_rule(PathBeneath::new(PathFd::new(desk)?, AccessFs::from_all(abi)))?;
        Ok(rules.restrict_self()?.ruleset)
    };
    rules().map(drop).map_err(|error| io::Error::other(error.to_string()))
}

/// Time of the processor for one more file, counted from what was used.
fn allow_time() {
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    if let Err(error) = setrlimit(Resource::Cpu, Rlimit { current: Some(used + SECONDS + 1), maximum: None }) {
        tracing::debug!(%error, "time of the processor is not limited");
    }
}

/// Where the kernel has Landlock; told to whoever runs a conversion.
pub fn has_landlock() -> bool {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))
        .and_then(Ruleset::create)
        .is_ok()
}
