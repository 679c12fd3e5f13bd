//! What sticks bring and take: sealed forms opened, words written for terminals, what was put aside given up.

use std::{
    io::{self, Write},
    path::Path,
};

use jiff::Timestamp;

use super::{
    super::{Trouble, keys::With},
    place::Place,
    shown,
};
use crate::{
    fleet::{self, FleetError},
    outbox::{ACKNOWLEDGEMENTS, OfficeKeyId, OfficeSecret},
    register::{Aside, RegisterError, Which},
    text::clean,
};

pub(super) fn open(stick: &Path, place: &Place, secrets: &[(OfficeKeyId, OfficeSecret)], renew: &[String]) -> Result<(), Trouble> {
    let mut register = place.open()?;
    let opened = register.take(stick, secrets, renew, crate::text::now().date())?;
    let mut out = io::stdout();
    writeln!(out, "新登记 {} 件，以前登记过的 {} 件", opened.registered.len(), opened.known)?;
    for number in &opened.registered {
        writeln!(out, "  {number}")?;
    }
    for (receipt, why) in &opened.quarantined {
        writeln!(out, "放在一边：{receipt}，{}", Aside::label(why.as_str()))?;
    }
    for (path, why) in &opened.refused {
        writeln!(out, "没有采信：{}，{}", clean(&path.display().to_string()), why.label())?;
    }
    shown::alarm(&register.all()?)?;
    if opened.quarantined.is_empty() && opened.refused.is_empty() {
        writeln!(out, "接下来：gongkai office acknowledge，把回话写到 U 盘上")?;
        return Ok(());
    }
    Err(RegisterError::NotAll { quarantined: opened.quarantined.len(), refused: opened.refused.len() }.into())
}

pub(super) fn acknowledge(stick: &Path, place: &Place, with: &With) -> Result<(), Trouble> {
    let words = place.open()?.acknowledge(&with.open()?, Timestamp::now())?;
    let mut out = io::stdout();
    for word in &words {
        let failed = |source| FleetError::NotLeft { stick: stick.to_owned(), source };
        fleet::put(stick, ACKNOWLEDGEMENTS, &format!("{}.json", word.terminal), &word.bytes).map_err(failed)?;
        writeln!(out, "给 {} 的回话：{} 件收到了", word.terminal, word.named)?;
    }
    let end = if words.is_empty() { "没有要回话的" } else { "写在 U 盘上了；终端导入它，才会清除自己的那份" };
    writeln!(out, "{end}")?;
    Ok(())
}

pub(super) fn give_up(place: &Place, which: Which<'_>, because: &str) -> Result<(), Trouble> {
    let given_up = place.open()?.give_up(which, because)?;
    let mut out = io::stdout();
    writeln!(out, "{} 不再等：{}", given_up.receipt, given_up.because.as_deref().unwrap_or_default())?;
    writeln!(out, "接下来：gongkai office acknowledge；终端 {} 得到回话以后，会请那个人重新填", given_up.terminal)?;
    Ok(())
}
