//! `gongkai sync --new-root`: a terminal is to believe another root. Both are shown, and whoever confirms it has heard the new one read aloud.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use super::{Trouble, root::describe, snag::Snag};
use crate::{
    advice::Advise,
    bundle::Trust,
    sync::{self, SyncError},
    visit::Visit,
};

/// Shows both roots, has the new one confirmed, and puts it in the place of the old; whether there was anything to do.
pub(super) fn believe_instead(visit: &Visit<'_>, file: &Path, has_place: bool, confirmed: &[String]) -> Result<bool, Trouble> {
    let bytes = std::fs::read(file).map_err(Snag::unread("信任根", file))?;
    let new = Trust::new(&bytes).and_then(|trust| trust.root()).map_err(|_| Snag::NoRootFile { path: file.to_owned() })?;
    let mut out = io::stdout();
    match sync::believed(visit.library) {
        Ok(None) => return Err(SyncError::NoTrust { dir: visit.library.to_owned() }.into()),
        Ok(Some(old)) if old.fingerprint() == new.fingerprint() => {
            writeln!(out, "这台终端信的已经是这个信任根，不用换")?;
            return Ok(false);
        }
        Ok(Some(old)) => {
            writeln!(out, "这台终端现在信的：")?;
            describe(&old, None)?;
        }
        Err(error @ SyncError::TornTrust { .. }) => writeln!(out, "这台终端原来信谁，读不出来了：{}", error.advice().what)?,
        Err(error) => return Err(error.into()),
    }
    writeln!(out, "要换成：")?;
    describe(&new, None)?;
    writeln!(
        out,
        "换了以后只认要换成的信任根；正在显示的内容不动，直到新的内容导入；临时隐藏的仍然隐藏。请和办公室的人当面或者打电话，把两个指纹各念一遍"
    )?;
    let fingerprint = new.fingerprint();
    let flag = format!("root:{}", fingerprint.short());
    if !confirmed.contains(&flag) {
        let groups = fingerprint.in_groups();
        let last = groups.rsplit(' ').next().unwrap_or_default();
        if !io::stdin().is_terminal() {
            return Err(Snag::Unconfirmed { deed: "换信任根", flag: format!("--confirm {flag}") }.into());
        }
        write!(out, "请对方念新信任根的指纹，照他念的输入最后四位，再按回车：")?;
        out.flush()?;
        let mut line = String::new();
        io::stdin().read_line(&mut line).map_err(Snag::system("回答读不进来"))?;
        if line.trim().to_lowercase() != last {
            let flag = format!("--confirm {flag}");
            return Err(Snag::OtherThanAsked { deed: "换信任根", asked: "新信任根指纹的最后四位", flag }.into());
        }
    }
    visit.believe_instead(&bytes, fingerprint, has_place)?;
    writeln!(out, "信任根换好了")?;
    Ok(true)
}
