//! The process's own memory, as far as it is kept from others: no core of it, no look into it, no page of it on a disk, and no words left on
//! stacks. What is on the heap the allocator wipes (`main.rs`).

use std::hint::black_box;

use rustix::{
    mm::{MlockAllFlags, mlockall},
    process::{DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit},
};

/// Keeps memory from other programs of the same user, from cores (the limit cannot be raised again) and, where the system allows all of it to be
/// locked, from swap. What is refused is said in the log: the program runs all the same.
pub(super) fn keep_private() {
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::warn!(%error, "other programs of this user may look into the memory");
    }
    if let Err(error) = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }) {
        tracing::warn!(%error, "the system may write the memory into a core");
    }
    // Below an end of what may be locked, every page of the library would count against it, and none could be had beyond.
    if getrlimit(Resource::Memlock).current.is_some() {
        tracing::info!("memory is not locked: without LimitMEMLOCK=infinity it may be swapped to a disk");
    } else if let Err(error) = mlockall(MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT) {
        tracing::warn!(%error, "memory is not locked and may be swapped to a disk");
    }
}

/// Bytes of a stack that calls reach again and again; what goes deeper comes with more that lies over it.
const REACHED: usize = 192 << 10;
const FRAME: usize = 4 << 10;

/// Overwrites what earlier calls of this thread left below the caller's frame.
pub(super) fn wipe_stack() {
    deeper(REACHED / FRAME);
}

#[inline(never)]
fn deeper(frames: usize) -> u8 {
    let mut frame = [0u8; FRAME];
    black_box(&mut frame);
    let below = if frames == 0 { 0 } else { deeper(frames - 1) };
    // Read after the call, so that the frame is not given up before it.
    black_box(&frame).first().copied().unwrap_or_default() | below
}

#[cfg(test)]
mod tests {
    #[test]
    fn wiping_reaches_no_further_than_the_smallest_stack_of_a_thread() {
        let thread = std::thread::Builder::new().stack_size(1 << 20);
        thread.spawn(super::wipe_stack).unwrap().join().unwrap();
    }
}
