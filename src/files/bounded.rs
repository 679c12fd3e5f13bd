//! Small files read whole, but no further than their readers allow: whatever lies on a stick or in a folder may be any size.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// A whole file; an error of kind `FileTooLarge` where it has more than `limit` bytes.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_all(File::open(path)?, limit)
}

/// All that is left of a stream; an error of kind `FileTooLarge` where that is more than `limit` bytes.
pub fn read_all(stream: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// What was got from the disk, or nothing where it is not there; any other error stays one.
pub fn if_there<T>(got: io::Result<T>) -> io::Result<Option<T>> {
    match got {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        got => got.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_up_to_its_limit_and_not_one_byte_further() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert_eq!(if_there(read(&path, 3)).unwrap(), None);
        std::fs::write(&path, b"abc").unwrap();
        assert_eq!(if_there(read(&path, 3)).unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(if_there(read(&path, 2)).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_all(io::repeat(0), 1 << 20).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_all(&b"abc"[..], u64::MAX).unwrap(), b"abc");
    }
}
