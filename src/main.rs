//! The program: arguments in, exit code out.

use std::{alloc::System, process::ExitCode};

use zeroizing_alloc::ZeroAlloc;

/// What is given back is wiped first, whoever held it: a visitor's words pass through libraries that know nothing of them.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    gongkai::cli::run()
}
