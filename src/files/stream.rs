//! A stream gone through to its end, a stretch at a time, so that whoever waits can stop it.

use std::io::{self, Read};

use super::{Stopped, Watch};

/// Bytes of a stretch.
const AT_ONCE: usize = 256 << 10;

/// Why a stream was not gone through to its end.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// Whoever watched stopped it.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<Broken> for io::Error {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Stopped(stopped) => Self::other(stopped),
            Broken::Io(error) => error,
        }
    }
}

/// Hands every stretch of what is left of a stream to `take`; the bytes of each are told after it, and before the first one a 0. How many there
/// were.
pub fn through(mut stream: impl Read, watch: &mut dyn Watch<u64>, take: &mut dyn FnMut(&[u8])) -> Result<u64, Broken> {
    watch.reach(0)?;
    let mut buffer = vec![0; AT_ONCE];
    let mut length = 0;
    loop {
        let read = match stream.read(&mut buffer) {
            Ok(0) => return Ok(length),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        take(buffer.get(..read).unwrap_or_default());
        length += read as u64;
        watch.reach(read as u64)?;
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::files::Unwatched;

    /// Gives its bytes one by one, and is interrupted before each.
    struct Halting<'a>(&'a [u8], bool);

    impl Read for Halting<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(into.get_mut(..1).unwrap_or_default()) }
        }
    }

    #[test]
    fn every_byte_is_handed_over_and_counted() {
        let mut seen = Vec::new();
        let length = through(Halting(b"abc", false), &mut Unwatched, &mut |bytes| seen.extend_from_slice(bytes)).unwrap();
        assert_eq!((length, seen.as_slice()), (3, &b"abc"[..]));
    }

    #[test]
    fn whoever_watches_can_stop_it_before_the_first_byte_and_after_each_stretch() {
        for stretches in 0..3 {
            let (mut told, mut taken) = (0, 0);
            let mut watch = |_: u64| {
                told += 1;
                if told > stretches { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let stopped = through(Halting(b"abc", false), &mut watch, &mut |_| taken += 1);
            assert!(matches!(stopped, Err(Broken::Stopped(Stopped))));
            assert_eq!(taken, stretches);
        }
    }
}
