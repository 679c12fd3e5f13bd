//! Leaflets written out for a hall: what its settings know stands where the text names it, and only what leads somewhere can be chosen.

use super::{
    para::{Bullet, Para},
    way::Way,
};
use crate::{
    config::Config,
    policy::{self, Contact, Door, LeafletLine, Placeholder, RecordId, Table},
    takeaway::{AllowList, Payload, Slip, Takeaway},
};

/// A page of plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaflet {
    /// Its name.
    pub title: String,
    /// What it says.
    pub paras: Vec<Para>,
    /// What can be chosen at its end, and where that leads.
    pub choices: Vec<(String, Way)>,
}

/// Writes a leaflet out; `way` says where a door leads.
pub(super) fn written_out(page: &policy::Leaflet, config: &Config, way: impl Fn(&Door) -> Option<Way>) -> Leaflet {
    Leaflet {
        title: page.title.clone(),
        paras: page.lines.iter().map(|line| para(line, config)).collect(),
        choices: page.doors.iter().filter_map(|door| Some((door.title.clone(), way(door)?))).collect(),
    }
}

fn para(line: &LeafletLine, config: &Config) -> Para {
    let filled = |text: &String| Placeholder::fill(text, |placeholder| known(placeholder, config));
    match line {
        LeafletLine::Heading(depth, text) => Para::Heading(*depth, filled(text)),
        LeafletLine::Paragraph(text) => Para::Text(filled(text)),
        LeafletLine::Item(mark, text) => Para::Item(bullet(mark), filled(text)),
        LeafletLine::Field(name, value) => Para::Field(name.clone(), filled(value)),
        LeafletLine::Table(table) => Para::Table(Table {
            head: table.head.iter().map(filled).collect(),
            rows: table.rows.iter().map(|row| row.iter().map(filled).collect()).collect(),
        }),
    }
}

fn bullet(mark: &str) -> Bullet {
    match mark {
        "·" => Bullet::Dot,
        _ => mark.strip_suffix('.').and_then(|number| number.parse().ok()).map_or_else(|| Bullet::Words(mark.to_owned()), Bullet::Step),
    }
}

/// What the settings of a hall say.
fn known(placeholder: Placeholder, config: &Config) -> &str {
    let (hall, office) = (&config.hall, &config.application);
    match placeholder {
        Placeholder::Hall => &hall.name,
        Placeholder::Zone => &hall.zone,
        Placeholder::HelpDesk => &hall.help_desk,
        Placeholder::HelpPhone => &hall.help_phone,
        Placeholder::ComplaintPhone => &hall.complaint_phone,
        Placeholder::Unit => &office.unit,
        Placeholder::UnitPhone => &office.phone,
        Placeholder::UnitAddress => &office.address,
        Placeholder::UnitHours => &office.hours,
    }
}

/// The page on which an application begins, for a phone: of this record, where the unit's page knows records. None where no code may lead there.
/// Ids of records stand in the address, and nothing else.
pub fn application_page(config: &Config, record: Option<&RecordId>) -> Option<Takeaway> {
    let office = &config.application;
    let hosts = AllowList::new(&config.links.hosts);
    let of_record = record.filter(|_| !office.item_page.is_empty()).and_then(|id| {
        let id: String = url::form_urlencoded::byte_serialize(id.as_str().as_bytes()).collect();
        hosts.check(&office.item_page.replace("{编号}", &id)).ok()
    });
    let link = of_record.or_else(|| hosts.check(&office.page).ok())?;
    Some(unit(config, Payload::Link(link)))
}

fn unit(config: &Config, payload: Payload) -> Takeaway {
    let office = &config.application;
    Takeaway {
        bring: Vec::new(),
        short: None,
        title: format!("向{}申请公开", office.unit),
        number: None,
        contact: vec![office.unit.clone(), format!("电话 {}", office.phone), office.address.clone(), office.hours.clone()],
        payload,
    }
}

/// The way to what is taken along of the unit that takes applications; none to a page that no code may lead to.
pub(super) fn contact(config: &Config, contact: Contact) -> Option<Way> {
    let office = &config.application;
    let takeaway = |payload| Box::new(unit(config, payload));
    let slip = || Payload::Slip(Slip::new("办事", "依申请公开", &[&office.unit, &office.phone, &office.address]));
    Some(match contact {
        Contact::Page => Way::Code(Box::new(application_page(config, None)?)),
        Contact::Slip => Way::Code(takeaway(slip())),
        Contact::Paper => Way::WriteDown(takeaway(slip())),
    })
}
