//! Papers that end or change others, as a whole source shows them: which record is meant by a name in a text, what cannot be told for certain, and
//! papers that end each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use jiff::{ToSpan, civil::Date};

use crate::{
    policy::{KindTable, LinkKind, Record, RecordId, Target, effect_on},
    text::squeeze,
};

use super::{Fault, Names, Tied, fault::Faults, names::Named, touching::Touched};

/// Days between the passing of a change and its start, after which a text is taken to be without it.
const SOON: i64 = 90;

/// What may have been added to a name, or left out of it, since a paper was first called so.
const TRIALS: [&str; 3] = ["试行", "暂行", "修订"];

/// A paper that touches others.
#[derive(Debug)]
struct Touching {
    file: Arc<Path>,
    line: Option<usize>,
    id: RecordId,
    title: String,
    region: Option<String>,
    national: bool,
    issuers: Vec<String>,
    /// From when it does what it says.
    effect: Option<Date>,
    made_on: Option<Date>,
    /// What its text says.
    said: Vec<Touched>,
    /// What its fields say.
    written: Vec<(LinkKind, String)>,
}

/// All papers of a source that touch others.
#[derive(Debug, Default)]
pub(super) struct Touches(Vec<Touching>);

/// What a name in a text leads to.
enum Meant<'n> {
    /// These, for certain: several only where they are versions of one law.
    These(Vec<&'n Named>),
    /// One of these, or none.
    Perhaps(Vec<&'n Named>),
}

impl Touches {
    /// Notes what a record does to others by its fields and by its text.
    pub(super) fn enter(&mut self, file: &Arc<Path>, line: Option<usize>, record: Option<&Record>, said: Vec<Touched>) {
        let Some((record, document)) = record.and_then(|record| Some((record, record.document()?))) else { return };
        let touching = record.links.iter().filter(|link| link.kind.touches());
        let written: Vec<_> = touching.map(|link| (link.kind, words(&link.target))).collect();
        if said.is_empty() && written.is_empty() {
            return;
        }
        self.0.push(Touching {
            file: file.clone(),
            line,
            id: record.id.clone(),
            title: record.title.clone(),
            region: document.region.clone(),
            national: KindTable::shipped().is_national(&document.kind),
            issuers: document.issuers.clone(),
            effect: effect_on(document.effective_on, document.published_on, record.dated()),
            made_on: record.dated(),
            said,
            written,
        });
    }

    /// The ties that texts make, and what is wrong or unclear.
    pub(super) fn close(self, names: &Names) -> (Vec<Tied>, Vec<Fault>) {
        let (mut ties, mut faults) = (Vec::new(), Vec::new());
        let mut ends: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        for touching in &self.0 {
            let mut told = Faults::new(&*touching.file);
            let known: BTreeSet<RecordId> = touching.written.iter().filter_map(|(_, words)| names.resolve(words)).collect();
            let tied = touching.ties(names, &known, &mut told);
            let written = touching.written.iter().filter(|(kind, _)| is_end(*kind)).filter_map(|(_, words)| names.resolve(words));
            let said = tied.iter().filter(|tied| is_end(tied.kind)).map(|tied| tied.target.clone());
            ends.entry(touching.id.clone()).or_default().extend(written.chain(said));
            ties.extend(tied);
            faults.extend(told.found);
        }
        faults.extend(self.mutual(&ends));
        (ties, faults)
    }

    /// Papers that end each other: nobody can tell which of them holds.
    fn mutual(&self, ends: &BTreeMap<RecordId, BTreeSet<RecordId>>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let place = |id: &RecordId| self.0.iter().find(|touching| touching.id == *id);
        for touching in &self.0 {
            let back = |other: &&RecordId| **other != touching.id && ends.get(*other).is_some_and(|theirs| theirs.contains(&touching.id));
            for other in ends.get(&touching.id).into_iter().flatten().filter(back) {
                let Some(other) = place(other) else { continue };
                let mut told = Faults::new(&*touching.file);
                let line = other.said.iter().chain(&touching.said).find(|said| said.title == other.title).and_then(|said| said.line);
                told.error(
                    line.or(touching.line),
                    format!("它和 {}（编号 {}）互相废止", other.file.display(), other.id),
                    "请核对两份文件的 repeals、replaces 和正文，后出的一份才能废止先出的。",
                );
                faults.extend(told.found);
            }
        }
        faults
    }
}

fn is_end(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::Repeals | LinkKind::Replaces)
}

fn words(target: &Target) -> String {
    match target {
        Target::Cited(words) => words.clone(),
        Target::Held(id) => id.to_string(),
    }
}

impl Touching {
    fn ties(&self, names: &Names, known: &BTreeSet<RecordId>, faults: &mut Faults) -> Vec<Tied> {
        let mut ties: Vec<Tied> = Vec::new();
        for said in &self.said {
            let tied = |named: &Named, kind| Tied { source: self.id.clone(), kind, target: named.id.clone(), on: said.on };
            match self.meant(said, names) {
                Meant::These(all) => {
                    let kind = if said.does_it { said.kind } else { LinkKind::MayEnd };
                    for named in all.into_iter().filter(|named| !known.contains(&named.id)) {
                        if !said.does_it {
                            self.warn(said, &[named], faults);
                        }
                        ties.push(tied(named, kind));
                    }
                }
                Meant::Perhaps(all) if !all.is_empty() && !all.iter().any(|named| known.contains(&named.id)) => {
                    self.warn(said, &all, faults);
                    if said.kind == LinkKind::Repeals {
                        ties.extend(all.into_iter().map(|named| tied(named, LinkKind::MayEnd)));
                    }
                }
                Meant::Perhaps(_) => {}
            }
        }
        // Who ends a paper as a whole does not change it besides.
        let ended: BTreeSet<RecordId> = ties.iter().filter(|tied| is_end(tied.kind)).map(|tied| tied.target.clone()).collect();
        ties.retain(|tied| is_end(tied.kind) || !ended.contains(&tied.target));
        ties
    }

    fn warn(&self, said: &Touched, all: &[&Named], faults: &mut Faults) {
        let name = if said.title.is_empty() {
            said.number.as_ref().map_or_else(String::new, ToString::to_string)
        } else {
            format!("《{}》", said.title)
        };
        let deed = if said.kind == LinkKind::Amends { "修改" } else { "不再有效" };
        let ids = all.iter().map(|named| named.id.as_str()).collect::<Vec<_>>().join("、");
        let what = format!("正文说{name}{deed}，分不清说的是不是 {ids}");
        let mend = "是的，请在这份文件的 repeals（或 amends）里写明编号；不是的，请在那一份里写明 validity。";
        faults.warning(said.line.or(self.line), what, mend);
    }

    /// The papers that are meant by a name in the text of this one.
    fn meant<'n>(&self, said: &Touched, names: &'n Names) -> Meant<'n> {
        let bearers: &[RecordId] = said.number.as_ref().map_or(&[], |number| names.bearers(number));
        let key = said.number.as_ref().map(crate::policy::DocumentNumber::query_key);
        // 《关于……的解释》 of the court whose name stands before it.
        let made_by = self.title.split_once("关于").map_or("", |(before, _)| before);
        let full = [said.title.clone(), format!("{made_by}{}", said.title)];
        let may_mean = |named: &&Named| self.may_mean(said, named);
        if said.title.is_empty() {
            return Meant::These(if bearers.is_empty() { Vec::new() } else { names.of_ids(bearers).filter(may_mean).collect() });
        }
        let mut found: Vec<&Named> = full.iter().flat_map(|name| names.documents(name)).filter(may_mean).collect();
        found.dedup_by(|next, first| next.id == first.id);
        if found.is_empty() {
            found = names.documents_within(&said.title).into_iter().filter(may_mean).collect();
        }
        let by_number: Vec<&Named> = found.iter().copied().filter(|named| bearers.contains(&named.id)).collect();
        if !by_number.is_empty() {
            return Meant::These(by_number);
        }
        if said.kind == LinkKind::Amends && found.iter().any(|named| named.dated.is_none()) {
            // Whether a text without a day has the change in it, nobody can tell.
            return Meant::Perhaps(Vec::new());
        }
        let contradicted = |named: &&Named| key.is_some() && named.number.is_some() && named.number != key;
        let (other_number, fitting): (Vec<&Named>, Vec<&Named>) = found.into_iter().partition(contradicted);
        match fitting.as_slice() {
            [one, rest @ ..] if rest.iter().all(|next| next.is_version_of(one)) => Meant::These(fitting),
            [_, ..] => Meant::Perhaps(fitting),
            [] if !other_number.is_empty() => Meant::Perhaps(other_number),
            [] => Meant::Perhaps(TRIALS.iter().flat_map(|trial| self.nearly(said, trial, names)).collect()),
        }
    }

    /// Papers of the same name but for a word that comes and goes: 《…办法（试行）》.
    fn nearly<'n>(&self, said: &Touched, trial: &str, names: &'n Names) -> Vec<&'n Named> {
        let without = said.title.replace(trial, "");
        let other = if without == said.title { format!("{}{trial}", said.title) } else { without };
        // Its own earlier texts are of its own name.
        let is_own = squeeze(&other) == squeeze(&self.title);
        names.documents(&other).into_iter().filter(|named| !is_own && said.number.is_none() && self.may_mean(said, named)).collect()
    }

    /// Whether a paper of that name can be what this one speaks of: another paper, not later than it, of a place over which it has a say.
    fn may_mean(&self, said: &Touched, named: &Named) -> bool {
        let effect = said.on.or(self.effect);
        // A text without a day of its own is as young as what it says of its start: the trial rules of 2013 do not end the rules of 2019.
        let later = named.dated.or(named.effective_on).zip(effect).is_some_and(|(made, effect)| made > effect);
        // A text as late as the change has it already; one that is a little older was made by it, and bears the day on which it was passed.
        let made_by = self.made_on.and_then(|made| made.checked_sub(SOON.days()).ok());
        let has_it = said.kind == LinkKind::Amends && named.dated.zip(made_by).is_some_and(|(dated, made)| dated >= made);
        let region = match (&self.region, &named.region) {
            (Some(own), Some(other)) => own == other,
            (Some(_), None) => !named.is_national(),
            (None, Some(_)) => !self.national,
            (None, None) => true,
        };
        named.id != self.id
            && !later
            && !has_it
            && region
            && (self.same_place(named) || said.title.starts_with(place(named).unwrap_or("\0")))
    }

    /// Whether both are of one place, as far as their issuers say of which they are.
    fn same_place(&self, named: &Named) -> bool {
        let places = |issuers: &[String]| issuers.iter().filter_map(|issuer| place_of(issuer).map(str::to_owned)).collect::<Vec<_>>();
        let (own, other) = (places(&self.issuers), places(&named.issuers));
        own.is_empty()
            || other.is_empty()
            || own.iter().any(|own| other.iter().any(|other| own.contains(other.as_str()) || other.contains(own.as_str())))
    }
}

fn place(named: &Named) -> Option<&str> {
    named.issuers.iter().find_map(|issuer| place_of(issuer))
}

/// The place with which the name of a body begins: 云川县 of 云川县民政局. Bodies of the state have none.
fn place_of(issuer: &str) -> Option<&str> {
    let ends = |(at, c): (usize, char)| (at >= 2 && "省市县区旗州盟".contains(c)).then_some(at);
    let at = (0..).zip(issuer.chars()).find_map(ends)?;
    let length: usize = issuer.chars().take(at + 1).map(char::len_utf8).sum();
    let (place, rest) = issuer.split_at_checked(length)?;
    // 国家市场监督管理总局 is of no 国家市.
    (!rest.starts_with('场')).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_says_of_which_place_it_is() {
        for (issuer, expected) in [
            ("云川县民政局", Some("云川县")),
            ("河南省郑州市人民政府", Some("河南省")),
            ("国家市场监督管理总局", None),
            ("市场监督管理局", None),
            ("县民政局", None),
            ("国务院", None),
        ] {
            assert_eq!(place_of(issuer), expected, "{issuer}");
        }
    }
}
