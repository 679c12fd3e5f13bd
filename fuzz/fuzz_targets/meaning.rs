//! A table of pieces, or a model, as somebody changed it: read or refused. What is read tells of every text a direction that is one.

#![no_main]

use std::{borrow::Cow, sync::LazyLock};

use gongkai::{
    files::Digest,
    meaning::{Compass, DIMENSIONS, Encoder, KeptVectors, Piece, Table, cut, length, pack},
};
use gongkai_fuzz::seeds;
use libfuzzer_sys::fuzz_target;

/// Bytes before what a table's digest is of.
const HEAD: usize = 40;

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let pieces = ["养", "养老", "养老金", "医保", "的"].into_iter().zip(1u8..).map(|(text, number)| {
        let mut vector = [0.0; DIMENSIONS];
        vector[usize::from(number)] = f32::from(number);
        Piece { text: text.to_owned(), likely: -f32::from(number), rare: f32::from(number), vector }
    });
    pack(pieces.collect())
});

fuzz_target!(init: seeds("meaning", [[&[0], SOUND.as_slice()].concat(), [&[1], &SOUND[HEAD..]].concat()]), |input: &[u8]| {
    let Some((how, bytes)) = input.split_first() else { return };
    if how & 2 != 0 {
        let model = [b"E5S1", bytes].concat();
        drop(cut(&model));
        if let Ok(encoder) = Encoder::read(model, &[0.0; 64]) {
            drop(encoder.passage("养老金怎么领"));
        }
        let _ = Compass::built_in().map(|compass| KeptVectors::read(bytes, &compass).is_ok());
        return;
    }
    // As it came, or with its digest put right.
    let table = if how & 1 == 0 { bytes.to_vec() } else { [b"GKPIECE1", Digest::of(bytes).bytes().as_slice(), bytes].concat() };
    let Ok(table) = Table::read(Cow::Owned(table)) else { return };
    for text in ["养老金怎么领", "", "ＡＢ的\u{0}𠀀", String::from_utf8_lossy(bytes).as_ref()] {
        for vector in [table.question(text), table.passage(text)] {
            let kept = vector.bytes();
            assert_eq!(vector.is_some(), length(&kept) > 0.0);
            let other = bytes.get(..DIMENSIONS).unwrap_or(&kept);
            assert!(vector.product(&kept) >= 0 && vector.product(other).abs() <= 127 * 128 * 128);
        }
    }
});
