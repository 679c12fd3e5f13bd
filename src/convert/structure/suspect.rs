//! What two places of a file say differently, what is missing, and what looks like more than one paper.

use crate::policy::DisclosureMark;

use super::{
    super::{Code, Finding, Level, Manuscript, Place},
    headings::{self, Kind, mark_of},
    issuer::same,
    number::own,
    paper::{Paper, Role},
    plain::{han, length, tight},
    sheet::Sheet,
    stated::Beside,
};

fn finding(code: Code, level: Level, place: Option<Place>, words: impl Into<String>) -> Finding {
    Finding { code, level, place, words: words.into() }
}

/// Fields that the file states beside its text otherwise than the text does.
pub(super) fn beside(beside: &Beside, paper: &Paper) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut differ = |name: &str, stated: &str, printed: &str, place: Option<Place>| {
        found.push(finding(Code::MetaConflict, Level::Warning, place, format!("{name}：网页或属性写“{stated}”，正文写“{printed}”")));
    };
    if let (Some(stated), Some(title)) = (&beside.title, &paper.title.value) {
        let (left, right) = (tight(stated), tight(title));
        if !left.contains(&right) && !right.contains(&left) {
            differ("标题", stated, title, paper.title.place);
        }
    }
    if let (Some(stated), Some(number)) = (&beside.number, &paper.number.value)
        && tight(stated) != tight(number)
    {
        differ("发文字号", stated, number, paper.number.place);
    }
    if let (Some(stated), Some(names)) = (&beside.issuers, &paper.issuing_authority.value)
        && !same(names, stated)
        && !same(stated, names)
    {
        differ("发文机关", &stated.join("、"), &names.join("、"), paper.issuing_authority.place);
    }
    for (name, stated, field) in [
        ("成文日期", beside.issued_on, &paper.issued_on),
        ("施行日期", beside.effective_on, &paper.effective_on),
        ("有效期", beside.expires_on, &paper.expires_on),
    ] {
        if let (Some(stated), Some(day)) = (stated, field.value.filter(|_| field.certain))
            && stated != day
        {
            differ(name, &stated.to_string(), &day.to_string(), field.place);
        }
    }
    if let (Some(stated), Some(mark)) = (beside.mark, paper.mark.value)
        && stated != mark
    {
        differ("公开属性", stated.label(), mark.label(), paper.mark.place);
    }
    found
}

/// What speaks against the file's name: it says another part, another year, another number than the title does.
pub(super) fn file_name(name: &str, paper: &Paper) -> Option<Finding> {
    let title = paper.title.value.as_ref()?;
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let words = |text: &str| tight(text).chars().filter(|c| crate::text::is_han(*c)).collect::<String>();
    let figures = |text: &str| {
        let tight = tight(text);
        tight.split(|c: char| !c.is_ascii_digit()).filter(|figures| !figures.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (left, right) = (words(stem), words(title));
    let alike = length(&left) >= 6 && (left.contains(&right) || right.contains(&left) || left == right);
    let (in_name, in_title) = (figures(stem), figures(title));
    let differ = !in_title.is_empty() && !in_name.is_empty() && !in_title.iter().any(|number| in_name.contains(number));
    (alike && differ)
        .then(|| finding(Code::MetaConflict, Level::Warning, Some(Place::Name), format!("文件名“{stem}”与标题“{title}”里的数字不同")))
}

/// Fields that a paper has and that were not found.
pub(super) fn missing(paper: &Paper) -> Option<Finding> {
    let fields = [
        ("标题", paper.title.value.is_none()),
        ("发文字号", paper.number.value.is_none()),
        ("发文机关", paper.issuing_authority.value.is_none()),
        (
            "成文日期",
            paper.issued_on.value.is_none()
                || (paper.issued_on.place.is_some()
                    && paper.issued_on.place == paper.published_on.place
                    && paper.published_on.value.is_some()),
        ),
        ("公开属性", paper.mark.value.is_none()),
    ];
    let names: Vec<&str> = fields.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect();
    (!names.is_empty()).then(|| finding(Code::MetaMissing, Level::Warning, None, names.join("、")))
}

/// A mark that keeps a paper from being shown.
pub(super) fn not_shown(mark: DisclosureMark, place: Option<Place>) -> Option<Finding> {
    (!mark.permits_display()).then(|| finding(Code::NotDisplayable, Level::Error, place, mark.label()))
}

/// Signs that one file holds more than one paper: a second number of its own line, counting that begins anew.
pub(super) fn several(sheet: &Sheet, first_number: Option<usize>) -> Option<Finding> {
    let numbered = sheet.lines.iter().enumerate().find(|(at, line)| {
        let alone = line.role.is_none() && length(&line.tight) <= 40;
        first_number.is_some_and(|first| *at > first)
            && alone
            && own(&line.text).is_some_and(|number| number.from == 0 && number.whose && number.to == length(&line.tight))
    });
    if let Some((_, line)) = numbered {
        return Some(finding(Code::MultiDocument, Level::Warning, Some(Place::Block(line.block)), line.text.clone()));
    }
    let mut last = 0;
    for line in &sheet.lines {
        match line.role {
            Some(Role::PartTitle) => last = 0,
            Some(Role::Heading(_)) => {
                let Some(mark) = mark_of(&line.plain).filter(|mark| mark.kind == Kind::Han) else { continue };
                if mark.number == 1 && last > 1 {
                    return Some(finding(Code::MultiDocument, Level::Warning, Some(Place::Block(line.block)), line.text.clone()));
                }
                last = mark.number;
            }
            _ => {}
        }
    }
    None
}

/// Numbers that were left out.
pub(super) fn gaps(sheet: &Sheet) -> impl Iterator<Item = Finding> {
    headings::gaps(sheet)
        .into_iter()
        .take(20)
        .map(|(block, words)| finding(Code::NumberingGap, Level::Warning, Some(Place::Block(block)), words))
}

/// Attachments that are named and are neither in the text nor beside it.
pub(super) fn attachments(paper: &Paper, manuscript: &Manuscript, empty: Option<usize>) -> Vec<Finding> {
    let lies_beside = |title: &str| {
        let title = tight(title);
        manuscript.assets.iter().any(|asset| {
            let name = tight(asset.name.rsplit_once('.').map_or(asset.name.as_str(), |(stem, _)| stem));
            han(&name) >= 2 && (name.contains(&title) || title.contains(&name))
        })
    };
    let absent = paper.attachments.iter().take(200).filter(|attached| attached.begins.is_none() && !lies_beside(&attached.title));
    let mut found: Vec<Finding> = absent
        .map(|attached| finding(Code::AttachmentMissing, Level::Warning, Some(Place::Block(attached.block)), attached.title.clone()))
        .collect();
    found.extend(
        empty.map(|block| finding(Code::AttachmentMissing, Level::Warning, Some(Place::Block(block)), "写着附件下载，下面什么也没有")),
    );
    found
}

/// One number with a letter that is easily taken for another (荷 and 菏): told, never mended.
pub(super) fn look_alike(paper: &Paper) -> Option<Finding> {
    let own = paper.number.value.as_ref()?;
    let agency = |number: &str| number.split('〔').next().unwrap_or_default().to_owned();
    let (mine, rest) = (agency(own), own.split_once('〔')?.1);
    let other = paper.cites.iter().find(|cited| {
        let theirs = agency(cited);
        let differ = mine.chars().zip(theirs.chars()).filter(|(left, right)| left != right).count();
        theirs != mine
            && length(&theirs) == length(&mine)
            && length(&mine) >= 3
            && differ == 1
            && cited.split_once('〔').is_some_and(|(_, tail)| tail == rest)
    })?;
    Some(finding(Code::MetaConflict, Level::Warning, paper.number.place, format!("发文字号一处写“{own}”，一处写“{other}”")))
}
