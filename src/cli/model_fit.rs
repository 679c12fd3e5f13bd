//! `gongkai model fit`: the table of pieces in `data/meaning`, fitted anew to what a model sees in the texts of a source.

use std::{
    fs,
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    Trouble,
    model_file::{VECTORS_LIMIT, beside, read_model},
    snag::Snag,
    waiting::{Line, Stop},
};
use crate::{
    files::{bounded, durable},
    lab::{Lesson, distinct, fit_pieces},
    library::LibraryError,
    meaning::{Compass, KeptVectors, Table, Vector, pack},
    policy::{DisclosureMark, passages},
    source::{Options, Source},
};

/// Texts whose directions are made at once, and how often what was made is put down: a pulled plug costs minutes.
const AT_ONCE: usize = 64;
const PUT_DOWN: usize = 2048;

/// Fits the table to the passages of `sources` and to its pieces, each as the model sees it alone.
pub(super) fn fit(sources: &[PathBuf], model: &Path, into: &Path) -> Result<(), Trouble> {
    let compass = read_model(model)?;
    let Some(table) = Table::built_in() else { return Err(Snag::NoModel { path: into.to_owned() }.into()) };
    let texts = texts(sources)?;
    let kept = beside(into, "vectors");
    let known = bounded::if_there(bounded::read(&kept, VECTORS_LIMIT)).map_err(Snag::unread("以前算好的", &kept))?;
    let mut known = known.and_then(|bytes| KeptVectors::read(&bytes, &compass).ok()).unwrap_or_default();
    let alone: Vec<String> = table.pieces().iter().map(|(piece, _)| (*piece).to_owned()).collect();
    let all: Vec<&String> = alone.iter().chain(&texts).collect();
    look_at(&all, &compass, &mut known, &kept)?;
    let direction = |text: &String| known.get(text).map(|vector| numbers(&vector)).unwrap_or_default();
    let lessons: Vec<Lesson> = texts.iter().map(|text| Lesson { text: text.clone(), direction: direction(text) }).collect();
    let fitted = fit_pieces(table, &lessons, &alone.iter().map(direction).collect::<Vec<_>>());
    let bytes = pack(fitted.pieces);
    durable::write(into, &bytes).map_err(Snag::unwritten("表", into))?;
    let mut out = io::stdout().lock();
    writeln!(out, "{} 段文字，{} 个词片；没有用来算的那一成里，表和模型的夹角余弦平均 {:.3}", fitted.texts, alone.len(), fitted.apart)?;
    writeln!(out, "写到 {}，{} 字节；换进 data/meaning/pieces.bin 再编译，建库时各段的方向会重新算", into.display(), bytes.len())?;
    Ok(())
}

/// The passages of sources, each once.
fn texts(sources: &[PathBuf]) -> Result<Vec<String>, Trouble> {
    let source = Source::open(sources, Options { mark: Some(DisclosureMark::Open) })?;
    let mut texts = Vec::new();
    let reading = source.read(&mut |batch| {
        for record in &batch.records {
            texts.extend(passages(&record.id, &record.text).into_iter().map(|passage| passage.text));
        }
        ControlFlow::Continue(())
    });
    if !reading.errors().is_empty() {
        return Err(LibraryError::Faulty(reading.faults).into());
    }
    Ok(distinct(texts.into_iter()))
}

/// Makes the directions that are not known yet, and puts them down so that whoever stops it goes on there.
fn look_at(texts: &[&String], compass: &Compass, known: &mut KeptVectors, kept: &Path) -> Result<(), Trouble> {
    let (stop, mut line) = (Stop::heard()?, Line::new());
    let new: Vec<&String> = texts.iter().filter(|text| known.get(text).is_none()).copied().collect();
    for (at, chunk) in new.chunks(AT_ONCE).enumerate() {
        line.tell(|| format!("模型已看 {} 段，共 {}；按 Ctrl-C 停下，下次接着算", at * AT_ONCE, new.len()));
        let made: Vec<Vector> = chunk.par_iter().map(|text| compass.passage(text)).collect();
        chunk.iter().zip(&made).for_each(|(text, vector)| known.keep(text, vector));
        let stopped = stop.flow().is_break();
        if stopped || (at + 1) % (PUT_DOWN / AT_ONCE) == 0 {
            durable::write(kept, &known.pack(compass)).map_err(Snag::unwritten("算好的", kept))?;
        }
        if stopped {
            line.clear();
            return Err(LibraryError::Cancelled.into());
        }
    }
    line.clear();
    fs::write(kept, known.pack(compass)).map_err(Snag::unwritten("算好的", kept))?;
    Ok(())
}

fn numbers(vector: &Vector) -> Vec<f32> {
    vector.bytes().iter().map(|byte| f32::from(byte.cast_signed())).collect()
}
