//! Pictures among the attachments, judged before visitors come upon them: each is one that terminals can show, or its writer is told.

use std::io::Cursor;

use image::ImageReader;

use super::{fault::Faults, folder::Origin};
use crate::policy::{is_drawable, is_figure, is_picture};

/// Tells what keeps a picture from being shown; it is handed on all the same.
pub(super) fn judge(file: &str, size: u64, origin: &Origin, line: usize, faults: &mut Faults) {
    if !is_picture(file) {
        return;
    }
    if !is_figure(file, size) {
        faults.warning(line, format!("图片 {file} 超过 8 MB，终端上不显示，只能带走"), "请缩小以后另存，宽 1200 点就够清楚。");
        return;
    }
    match origin.bytes(size) {
        Ok(bytes) if shows(&bytes) => {}
        Ok(_) => faults.warning(
            line,
            format!("图片 {file} 打不开，或者点数太多，终端上显示不了"),
            "请用看图软件打开，缩到宽 1200 点左右，另存为 PNG 或者 JPG，换掉这一张。",
        ),
        Err(error) => faults.unreadable_attachment(file, &error),
    }
}

/// Whether it begins as a picture of a size that terminals take.
fn shows(bytes: &[u8]) -> bool {
    let sides = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok().and_then(|reader| reader.into_dimensions().ok());
    sides.is_some_and(|(width, height)| is_drawable(width, height))
}
