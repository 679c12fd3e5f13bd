//! Numbers in a stream, none where it ends before them.

pub(super) fn u8(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn i16(bytes: &[u8], at: usize) -> Option<i16> {
    u16(bytes, at).map(u16::cast_signed)
}

pub(super) fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number that says where something is.
pub(super) fn place(bytes: &[u8], at: usize) -> Option<usize> {
    u32(bytes, at).and_then(|number| usize::try_from(number).ok())
}

pub(super) fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}
