//! The register as a table, and the rows of the annual report that it knows.

use std::{
    io::{self, Write},
    path::Path,
};

use super::{
    super::{Trouble, snag::Snag},
    place::{Format, Place},
};
use crate::register::{COLUMNS, annual, as_json, often_about, often_wanted, write_csv, write_report};

pub(super) fn export(place: &Place, format: Format, file: Option<&Path>) -> Result<(), Trouble> {
    let (all, today) = (place.open()?.all()?, crate::text::now().date());
    let mut bytes = Vec::new();
    match format {
        Format::Csv => write_csv(&mut bytes, &all, today)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut bytes, &as_json(&all, today))?;
            bytes.push(b'\n');
        }
    }
    match file {
        Some(file) => crate::files::durable::write_with_mode(file, &bytes, 0o600).map_err(Snag::unwritten("台账", file))?,
        None => io::stdout().write_all(&bytes)?,
    }
    Ok(())
}

pub(super) fn wishes(place: &Place, least: usize) -> Result<(), Trouble> {
    let all = place.open()?.all()?;
    let often = often_wanted(&all, least);
    let mut out = io::stdout();
    for (number, count) in &often {
        writeln!(out, "{count} 件  {number}")?;
    }
    for (matter, count) in often_about(&all, least) {
        writeln!(out, "{count} 件  讲到“{matter}”")?;
    }
    let wishes = all.iter().filter(|request| request.form.schema.id.starts_with("please-publish/")).count();
    let repeated = all.iter().filter(|request| request.outcome.as_deref() == Some("5.2")).count();
    writeln!(out, "共 {} 个文号；点题公开 {wishes} 件，按重复申请办结 {repeated} 件", often.len())?;
    Ok(())
}

pub(super) fn report(place: &Place, year: i16, file: Option<&Path>) -> Result<(), Trouble> {
    let report = annual(&place.open()?.all()?, year);
    if let Some(file) = file {
        let mut bytes = Vec::new();
        write_report(&mut bytes, &report)?;
        crate::files::durable::write(file, &bytes).map_err(Snag::unwritten("年度报告", file))?;
    }
    let mut out = io::stdout();
    writeln!(out, "{year} 年，只数这本台账里的（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")?;
    writeln!(out, "第二项上年结转和别处收到的，台账不知道，请办公室填\n{}", COLUMNS.join("  "))?;
    for (name, figures) in &report.rows {
        let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
        writeln!(out, "{}  {name}", figures.join("  "))?;
    }
    writeln!(out, "{}", if report.adds_up { "台账内勾稽相符" } else { "台账内勾稽不符，请核对" })?;
    Ok(())
}
