//! The readers, one format a file: bytes -> a manuscript, or why there is none.
//!
//! Each runs in a child that may do nothing but read its bytes; a reader asks for no file, no network and no other program.
