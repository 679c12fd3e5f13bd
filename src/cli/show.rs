//! `gongkai show`: everything the library holds of one record.

use std::io::{self, Write};

use crate::{
    policy::{RecordId, Today},
    takeaway::AllowList,
    zone::Dossier,
};

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
        if library.withholds(&record.id) {
            return Err(Snag::Withheld { id: self.id }.into());
        }
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &record)?;
            writeln!(out)?;
            return Ok(());
        }
        writeln!(out, "{}  [{}]  {}", record.title, record.kind().label(), record.id)?;
        let today = Today::new(crate::text::now().date(), library.info().data_date);
        // Nothing is taken along from here.
        let dossier = Dossier::gather(&library, &AllowList::default(), &record.id, today)?;
        if let Some(dossier) = dossier.as_ref().filter(|_| record.document().is_some()) {
            let reason = dossier.band.as_ref().map_or_else(String::new, |band| format!("，{}", band.sentence));
            writeln!(out, "有效性：{}{reason}", dossier.standing.validity.label())?;
            for (words, id) in dossier.band.iter().flat_map(|band| &band.jumps) {
                writeln!(out, "{words}：{id}")?;
            }
        }
        if let Some(address) = &record.address {
            writeln!(out, "地址：{address}")?;
        }
        let shown = |id: &RecordId| !library.withholds(id);
        for link in record.links.iter().filter(|link| link.target.held().is_none_or(shown)) {
            writeln!(out, "{}：{}", link.kind.label(), link.target)?;
        }
        for (kind, id) in library.incoming(&record.id).into_iter().filter(|(_, id)| shown(id)) {
            writeln!(out, "{}：{id}", kind.reverse_label())?;
        }
        writeln!(out)?;
        for para in dossier.iter().flat_map(|dossier| &dossier.composition.paras) {
            writeln!(out, "{para}")?;
        }
        Ok(())
    }
}
