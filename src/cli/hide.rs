//! `gongkai hide`: a record is hidden from visitors at once, until the office has spoken.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde_json::json;

use super::{Trouble, snag::Snag};
use crate::{
    advice,
    audit::{Deed, Journal, Who},
    library::{Hidden, HiddenBy, HiddenRecords, Library, hidden},
    policy::RecordId,
    sync::{self, By, ShownAgain},
    text::{clean, moment},
    visit,
};

/// Most characters of a reason.
const LONGEST_REASON: usize = 200;

/// 临时隐藏一条内容，等办公室的下一版
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai hide jz-mingdan --library 内容库 --reason 含有身份证号   马上不给人看\n  gongkai hide --library 内容库                                   看隐藏着的有哪些\n  gongkai hide --show jz-mingdan --library 内容库                 隐藏错了，重新显示\n\n马上起作用：搜索、目录、相关内容和二维码里都没有它，正在看它的人也看不到了。内容没有删，断电、重启以后仍然隐藏。\n办公室在隐藏以后发布的新一版，里面还有它，导入时就重新显示；下架了它，就不再出现。隐藏以前发布的，导入了也仍然隐藏。\n写进历史记录，随报告带回办公室。工作人员也可以在终端上输密码以后隐藏。"
)]
pub(super) struct Hide {
    /// 要隐藏的内容的编号；不写，列出隐藏着的
    #[arg(value_name = "编号", conflicts_with = "show")]
    id: Option<String>,
    /// 内容库所在的文件夹
    #[arg(long, value_name = "文件夹")]
    library: PathBuf,
    /// 为什么，给办公室看
    #[arg(long, value_name = "原因", default_value = "", requires = "id")]
    reason: String,
    /// 重新显示这一条
    #[arg(long, value_name = "编号")]
    show: Option<String>,
    /// 输出 JSON
    #[arg(long, conflicts_with_all = ["id", "show"])]
    json: bool,
}

impl Hide {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let library = Library::open(&self.library)?;
        match (self.id, self.show) {
            (Some(id), _) => hide(&self.library, &library, id, &self.reason),
            (None, Some(id)) => show(&self.library, id),
            (None, None) if self.json => print_json(&hidden(&self.library), &library),
            (None, None) => print_list(&hidden(&self.library), &library),
        }
    }
}

fn hide(dir: &Path, library: &Library, id: String, reason: &str) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let by = match visit::user() {
        By::User(name) => HiddenBy::User(name),
        By::Post(badge) => HiddenBy::Post(badge),
        By::Staff | By::Terminal => HiddenBy::Staff,
    };
    let record = id.parse::<RecordId>().ok();
    let Some(wish) = record.and_then(|id| sync::to_hide(library, dir, &id, by, Timestamp::now())) else {
        return Err(Snag::NoRecord { id }.into());
    };
    if library.withholds(&wish.id) {
        writeln!(out, "《{}》（{id}）已经隐藏着，不用再隐藏", wish.title)?;
        return Ok(());
    }
    let reason = clean(reason.trim()).replace('\n', " ").chars().take(LONGEST_REASON).collect();
    let wish = Hidden { reason, ..wish };
    sync::hide(dir, &wish)?;
    Journal::of(dir).note(Who::from(&visit::user()), Deed::Hidden { record: wish.id.clone() });
    writeln!(out, "隐藏好了：《{}》（{id}）", wish.title)?;
    writeln!(out, "搜索、目录、相关内容和二维码里都没有它了；开着的终端马上照办，不用重新启动")?;
    writeln!(out, "办公室以后发布的新一版会让它重新显示，或者下架；隐藏错了，运行 gongkai hide --show {id} --library {}", dir.display())?;
    if wish.clock_doubted {
        writeln!(out, "注意：这台机器的时钟不准，新一版不会自动让它重新显示；办公室没有下架它的，到时候用 --show")?;
    }
    Ok(())
}

fn show(dir: &Path, id: String) -> Result<(), Trouble> {
    let Ok(record) = id.parse::<RecordId>() else { return Err(Snag::NotHidden { id }.into()) };
    match sync::show_again(dir, &record, &Who::from(&visit::user()), Timestamp::now())? {
        ShownAgain::Shown { title } if title.is_empty() => writeln!(io::stdout(), "重新显示了：{id}")?,
        ShownAgain::Shown { title } => writeln!(io::stdout(), "重新显示了：《{title}》（{id}）")?,
        ShownAgain::NotHidden => return Err(Snag::NotHidden { id }.into()),
        ShownAgain::ByOffice { list } => return Err(Snag::OfficeHides { id, list }.into()),
    }
    Ok(())
}

/// What of it counts now, and what was ended by a release and is kept for a step back.
fn state(hidden: &Hidden, library: &Library) -> &'static str {
    match (hidden.counts(&library.info().origin), library.card(&hidden.id).is_some()) {
        (true, true) => "隐藏着",
        (true, false) => "隐藏着（现在的内容里没有）",
        (false, true) => "新一版已经让它重新显示",
        (false, false) => "办公室已下架",
    }
}

fn print_list(all: &HiddenRecords, library: &Library) -> Result<(), Trouble> {
    let mut out = io::stdout();
    if all.records.is_empty() && all.torn.is_empty() {
        writeln!(out, "没有临时隐藏的内容")?;
    }
    for hidden in &all.records {
        let since = moment(hidden.since);
        let reason = if hidden.reason.is_empty() { String::new() } else { format!("，原因：{}", clean(&hidden.reason)) };
        writeln!(out, "{}  《{}》  {}", clean(hidden.id.as_str()), clean(&hidden.title), state(hidden, library))?;
        writeln!(out, "  {since}，{}{reason}", advice::who_hid(&hidden.by))?;
    }
    if all.lost(Some(&library.info().origin)) {
        writeln!(out, "注意：{}", advice::hidden_lost())?;
    }
    let known = |id: &&RecordId| all.get(id).is_none();
    for id in library.withheld().iter().filter(known) {
        writeln!(out, "{id}  隐藏着；隐藏它的记录坏了，看不出是谁、为什么")?;
    }
    Ok(())
}

fn print_json(all: &HiddenRecords, library: &Library) -> Result<(), Trouble> {
    let records = all.records.iter().map(|hidden| json!({ "record": hidden, "counts": hidden.counts(&library.info().origin) }));
    let told = json!({ "hidden": records.collect::<Vec<_>>(), "withheld": library.withheld(), "torn": all.torn.len(), "missing": all.missing, "unread": all.unread });
    writeln!(io::stdout(), "{told}")?;
    Ok(())
}
