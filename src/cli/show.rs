//! `gongkai show`: everything the library holds of one record.

use std::io::{self, Write};

use crate::policy::{RecordId, Today};

use super::{Trouble, place::LibraryPlace, snag::Snag};

/// 显示一条内容的全部信息
#[derive(Debug, clap::Args)]
#[command(after_help = "例：\n  gongkai show sb-yanglao-2023\n  gongkai show g-gongjijin-tiqu --library 内容库 --json")]
pub(super) struct Show {
    /// 编号
    #[arg(value_name = "编号")]
    id: String,
    #[command(flatten)]
    place: LibraryPlace,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let library = self.place.open()?;
        let record = self.id.parse::<RecordId>().ok().map(|id| library.record(&id)).transpose()?.flatten();
        let Some(record) = record else {
            return Err(Snag::NoRecord { id: self.id }.into());
        };
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &record)?;
            writeln!(out)?;
            return Ok(());
        }
        writeln!(out, "{}  [{}]  {}", record.title, record.kind().label(), record.id)?;
        let today = Today::new(jiff::Zoned::now().date(), library.info().data_date);
        if let (Some(document), Some(card)) = (record.document(), library.card(&record.id)) {
            let standing = card.standing(today.date);
            let current = standing.current.map_or_else(String::new, |id| format!("，现在的文本：{id}"));
            writeln!(out, "有效性：{}{current}", standing.validity.label())?;
            if let Some(number) = &document.number {
                writeln!(out, "文号：{number}")?;
            }
            writeln!(out, "种类：{}", document.kind.name())?;
            writeln!(out, "发文机关：{}", document.issuers.join("、"))?;
            for (name, date) in [
                ("成文日期", document.issued_on),
                ("发布日期", document.published_on),
                ("施行日期", document.effective_on),
                ("有效期至", document.expires_on),
            ] {
                if let Some(date) = date {
                    writeln!(out, "{name}：{date}")?;
                }
            }
        }
        if let Some(address) = &record.address {
            writeln!(out, "地址：{address}")?;
        }
        for link in &record.links {
            writeln!(out, "{}：{}", link.kind.label(), link.target)?;
        }
        for (kind, id) in library.incoming(&record.id) {
            writeln!(out, "{}：{id}", kind.reverse_label())?;
        }
        writeln!(out, "\n{}", record.text.plain())?;
        Ok(())
    }
}
