//! The readers, one format a file: bytes -> a manuscript, or why there is none.
//!
//! Each runs in a child that may do nothing but read its bytes; a reader asks for no file, no network and no other program.

#[cfg_attr(not(test), expect(dead_code, reason = "kinds are not told apart yet"))]
mod ofd;
mod page;
#[cfg_attr(not(test), expect(dead_code, reason = "kinds are not told apart yet"))]
mod pdf;
#[cfg_attr(not(test), expect(dead_code, reason = "kinds are not told apart yet"))]
mod sheet;
