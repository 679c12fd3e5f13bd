//! Settings that travel with a signed release: what visitors are told of the hall and of the office, and which addresses may be drawn as codes. They
//! lie over `kiosk.toml` as long as that release answers. Nothing else can travel: whatever opens a door, names a terminal or says whom it believes
//! stands in `kiosk.toml` alone.

use serde::Deserialize;

use super::{Config, settings::is_host};
use crate::text::clean;

/// The file of the content source.
pub const TRAVELLING: &str = "terminal.toml";
/// Longest value, in characters.
const LONGEST: usize = 120;
/// Most hosts.
const MOST_HOSTS: usize = 40;

/// Settings that travel; what is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Travelling {
    hall: HallTold,
    application: ApplicationTold,
    links: LinksTold,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct HallTold {
    help_desk: Option<String>,
    help_phone: Option<String>,
    complaint_phone: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ApplicationTold {
    unit: Option<String>,
    page: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    hours: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LinksTold {
    hosts: Option<Vec<String>>,
}

/// A text that travels: its name, where a release says it, where a terminal holds it.
struct Text {
    name: &'static str,
    said: fn(&Travelling) -> Option<&str>,
    held: fn(&Config) -> &str,
    place: fn(&mut Config) -> &mut String,
}

/// One text of the same name in what is told and in the settings.
macro_rules! text {
    ($table:ident.$name:ident) => {
        Text {
            name: stringify!($name),
            said: |told| told.$table.$name.as_deref(),
            held: |config| &config.$table.$name,
            place: |config| &mut config.$table.$name,
        }
    };
}

/// All of them; beside them only the hosts travel.
const TEXTS: [Text; 8] = [
    text!(hall.help_desk),
    text!(hall.help_phone),
    text!(hall.complaint_phone),
    text!(application.unit),
    text!(application.page),
    text!(application.phone),
    text!(application.address),
    text!(application.hours),
];

/// Why such a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTravelling {
    /// It is no TOML, or names what cannot travel; the line.
    Line(usize),
    /// A value that no screen shows: empty, too long, or of several lines.
    Text(&'static str),
    /// The page is no official address.
    Page,
    /// A host is none, or there are too many.
    Hosts,
}

impl Travelling {
    /// Reads the file. What is not among the settings that travel is a fault, never passed over.
    pub fn read(text: &str) -> Result<Self, NotTravelling> {
        let read: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().map_or(0, |span| span.start);
            NotTravelling::Line(text.bytes().take(before).filter(|byte| *byte == b'\n').count() + 1)
        })?;
        let is_shown =
            |value: &str| !value.trim().is_empty() && value.chars().count() <= LONGEST && clean(value) == value && !value.contains('\n');
        if let Some(text) = TEXTS.iter().find(|text| (text.said)(&read).is_some_and(|value| !is_shown(value))) {
            return Err(NotTravelling::Text(text.name));
        }
        if read.application.page.as_ref().is_some_and(|page| !page.starts_with("https://")) {
            return Err(NotTravelling::Page);
        }
        let is_bad = |hosts: &Vec<String>| hosts.is_empty() || hosts.len() > MOST_HOSTS || !hosts.iter().all(|host| is_host(host));
        if read.links.hosts.as_ref().is_some_and(is_bad) {
            return Err(NotTravelling::Hosts);
        }
        Ok(read)
    }

    /// These settings over those of the terminal.
    #[must_use]
    pub fn over(&self, own: &Config) -> Config {
        let mut config = own.clone();
        for text in &TEXTS {
            if let Some(said) = (text.said)(self) {
                said.clone_into((text.place)(&mut config));
            }
        }
        if let Some(hosts) = &self.links.hosts {
            config.links.hosts.clone_from(hosts);
        }
        config
    }

    /// What differs of the settings that travel: where it stands, what it was, what it is.
    pub fn differences(before: &Config, after: &Config) -> Vec<(&'static str, String, String)> {
        let texts = TEXTS.iter().map(|text| (text.name, (text.held)(before).to_owned(), (text.held)(after).to_owned()));
        let hosts = |config: &Config| config.links.hosts.join("、");
        let all = texts.chain([("hosts", hosts(before), hosts(after))]);
        all.filter(|(_, before, after)| before != after).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str =
        "[hall]\nhelp_phone = \"0000-5600999\"\n[application]\nhours = \"9:00—17:00\"\n[links]\nhosts = [\"www.qingxi.example\"]\n";

    #[test]
    fn what_travels_lies_over_the_settings_and_what_is_not_said_stays() {
        let own = Config::demonstration().unwrap();
        let after = Travelling::read(TOLD).unwrap().over(&own);
        assert_eq!(after.hall.help_phone, "0000-5600999");
        assert_eq!(
            (&after.hall.help_desk, &after.staff, &after.sync, &after.library),
            (&own.hall.help_desk, &own.staff, &own.sync, &own.library)
        );
        let told: Vec<&str> = Travelling::differences(&own, &after).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(told, ["help_phone", "hours", "hosts"]);
        assert_eq!(Travelling::default().over(&own), own);
    }

    #[test]
    fn nothing_that_opens_a_door_or_names_a_terminal_can_travel() {
        for wrong in [
            "[staff]\npin_hash = \"x\"",
            "[[staff.people]]\nname = \"甲\"",
            "[sync]\nterminal = \"YC-02\"",
            "[sync]\nroot = \"/tmp/root.json\"",
            "[library]\npath = \"/tmp\"",
            "[display]\nrotation = 90",
            "[print]\nprinter = \"x\"",
            "[idle]\nwarn_after = 1",
            "[hall]\nname = \"甲\"",
            "[hall]\ntime_zone = \"UTC\"",
            "[application]\nidentity_here = true",
            "[application]\nitem_page = \"https://x.example\"",
            "[outbox]\nkey = \"x\"",
            "help_phone = \"1\"",
        ] {
            assert!(matches!(Travelling::read(wrong), Err(NotTravelling::Line(1 | 2))), "{wrong}");
        }
        for (wrong, why) in [
            ("[hall]\nhelp_desk = \"\"", NotTravelling::Text("help_desk")),
            ("[hall]\nhelp_phone = \"a\\nb\"", NotTravelling::Text("help_phone")),
            ("[application]\npage = \"http://www.qingxi.example\"", NotTravelling::Page),
            ("[links]\nhosts = []", NotTravelling::Hosts),
            ("[links]\nhosts = [\"https://www.qingxi.example\"]", NotTravelling::Hosts),
            ("[hall\n", NotTravelling::Line(1)),
        ] {
            assert_eq!(Travelling::read(wrong), Err(why), "{wrong}");
        }
    }
}
