//! Settings read: which key nobody asked for, and what is wrong with a line, told from where the reader of TOML stumbled and from what the
//! example has there.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    error::{ConfigError, ValueKind, Wrong},
    settings::{Config, Display, LibrarySettings, PrintSettings, SyncSettings},
    staff::Staff,
};
use crate::text::Typo;

/// The settings of the demonstration, which are also the worked example for administrators.
const EXAMPLE: &str = include_str!("../../kiosk-config/kiosk.toml");

impl Config {
    /// Reads settings from a file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text, path)
    }

    /// The settings of the demonstration on the embedded sample: the shipped example without what belongs to an installation.
    pub fn demonstration() -> Result<Self, ConfigError> {
        let mut config = Self::parse(EXAMPLE, Path::new("kiosk.toml"))?;
        config.library = LibrarySettings::default();
        config.display = Display::default();
        config.staff = Staff::default();
        config.sync = SyncSettings::default();
        config.print = PrintSettings::default();
        Ok(config)
    }

    /// Names of the values that visitors see and that are still those of the fictional county.
    pub fn left_of_the_example(&self) -> Vec<&'static str> {
        let Ok(example) = Self::demonstration() else { return Vec::new() };
        let seen = |config: &Self| {
            let (hall, application) = (&config.hall, &config.application);
            [
                ("hall.name", hall.name.clone()),
                ("hall.zone", hall.zone.clone()),
                ("hall.help_phone", hall.help_phone.clone()),
                ("hall.complaint_phone", hall.complaint_phone.clone()),
                ("application.unit", application.unit.clone()),
                ("application.page", application.page.clone()),
                ("application.phone", application.phone.clone()),
                ("application.address", application.address.clone()),
                ("links.hosts", config.links.hosts.first().cloned().unwrap_or_default()),
            ]
        };
        seen(self).into_iter().zip(seen(&example)).filter(|(ours, example)| ours == example).map(|((name, _), _)| name).collect()
    }

    /// Reads settings from a text; `path` is where it is said to stand.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let config = read(text, path)?;
        config.check(path)?;
        Ok(config)
    }
}

/// Reads settings; whether their values can work is not looked at yet.
fn read(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let line_at = |offset: usize| text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
    let invalid = |error: &toml::de::Error, wrong| ConfigError::Invalid {
        path: path.to_owned(),
        line: error.span().map_or(1, |span| line_at(span.start)),
        wrong,
    };
    let typo = |error: toml::de::Error| invalid(&error, Wrong::typo(&error));
    let settings = DeValue::Table(DeTable::parse(text).map_err(typo)?.into_inner());
    let mut unknown = Vec::new();
    let read = serde_ignored::deserialize(toml::Deserializer::parse(text).map_err(typo)?, |key| unknown.push(steps(&key)));
    // A name that was mistyped is missing where it belongs: that it is unknown says more.
    let first = unknown.into_iter().filter_map(|steps| Some((place_of(&settings, &steps)?, steps))).min();
    if let Some((offset, steps)) = first {
        let (key, known) = (named(&steps), known_keys());
        let likeness = |known: &String| strsim::jaro_winkler(known, &key);
        let nearest = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b))).cloned();
        return Err(ConfigError::UnknownKey { path: path.to_owned(), line: line_at(offset), key, nearest });
    }
    read.map_err(|error| invalid(&error, Wrong::of(&error, &settings)))
}

/// The settings with every key that there is, from a value of [`Config`] itself, so that no list can fall behind.
fn example() -> Option<toml::Table> {
    toml::from_str::<Config>(EXAMPLE).ok().and_then(|config| toml::Table::try_from(config).ok())
}

/// Every valid key with the tables it stands in.
fn known_keys() -> Vec<String> {
    fn keys(value: &toml::Value, above: &str, found: &mut Vec<String>) {
        match value {
            toml::Value::Table(table) => table.iter().for_each(|(key, value)| {
                let name = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
                keys(value, &name, found);
                found.push(name);
            }),
            toml::Value::Array(items) => items.first().into_iter().for_each(|item| keys(item, above, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    keys(&toml::Value::Table(example().unwrap_or_default()), "", &mut found);
    found
}

/// A step from a table to a value in it, or from a list to one of its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Hop {
    Key(String),
    Item(usize),
}

/// The way to a key that nobody asked for.
fn steps(path: &serde_ignored::Path<'_>) -> Vec<Hop> {
    use serde_ignored::Path;
    let (parent, step) = match path {
        Path::Root => return Vec::new(),
        Path::Seq { parent, index } => (parent, Some(Hop::Item(*index))),
        Path::Map { parent, key } => (parent, Some(Hop::Key(key.clone()))),
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => (parent, None),
    };
    steps(parent).into_iter().chain(step).collect()
}

/// `idle.warn_after`
fn named(steps: &[Hop]) -> String {
    let keys = steps.iter().filter_map(|step| if let Hop::Key(key) = step { Some(key.as_str()) } else { None });
    keys.collect::<Vec<_>>().join(".")
}

/// Where the key at the end of a way stands.
fn place_of(value: &DeValue<'_>, steps: &[Hop]) -> Option<usize> {
    let (step, rest) = steps.split_first()?;
    let (place, next) = match (value, step) {
        (DeValue::Table(table), Hop::Key(key)) => {
            let (written, value) = table.iter().find(|(written, _)| written.get_ref() == key)?;
            (written.span().start, value)
        }
        (DeValue::Array(items), Hop::Item(index)) => {
            let item = items.get(*index)?;
            (item.span().start, item)
        }
        _ => return None,
    };
    if rest.is_empty() { Some(place) } else { place_of(next.get_ref(), rest) }
}

/// The innermost value that begins at a place, with the way to it.
fn value_at<'v>(value: &'v DeValue<'v>, place: usize, way: &[Hop]) -> Option<(Vec<Hop>, &'v DeValue<'v>)> {
    let look = |(step, inner): (Hop, &'v Spanned<DeValue<'v>>)| {
        let way: Vec<Hop> = way.iter().cloned().chain([step]).collect();
        value_at(inner.get_ref(), place, &way).or_else(|| (inner.span().start == place).then(|| (way, inner.get_ref())))
    };
    match value {
        DeValue::Table(table) => table.iter().map(|(key, inner)| (Hop::Key(key.get_ref().to_string()), inner)).find_map(look),
        DeValue::Array(items) => items.iter().enumerate().map(|(index, inner)| (Hop::Item(index), inner)).find_map(look),
        _ => None,
    }
}

/// The kind that the example has there; of a list's values, that of its first.
fn kind_in(value: &toml::Value, steps: &[Hop]) -> Option<ValueKind> {
    let Some((step, rest)) = steps.split_first() else { return ValueKind::named(value.type_str()) };
    let next = match (value, step) {
        (toml::Value::Table(table), Hop::Key(key)) => table.get(key),
        (toml::Value::Array(items), Hop::Item(_)) => items.first(),
        _ => None,
    };
    kind_in(next?, rest)
}

impl Wrong {
    fn typo(error: &toml::de::Error) -> Self {
        Self::Typo { typo: Typo::of(error.message()), says: error.message().to_owned() }
    }

    /// The mistake in settings that are sound TOML: from where the reader stumbled, and from what the example has there.
    fn of(error: &toml::de::Error, settings: &DeValue<'_>) -> Self {
        let found = error.span().and_then(|span| value_at(settings, span.start, &[]));
        if let Some(key) = error.message().strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            let mut steps = found.map_or_else(Vec::new, |(steps, _)| steps);
            steps.push(Hop::Key(key.to_owned()));
            return Self::Missing { key: named(&steps) };
        }
        let Some((steps, value)) = found else { return Self::typo(error) };
        let wanted = example().and_then(|example| kind_in(&toml::Value::Table(example), &steps));
        match (ValueKind::named(value.type_str()), wanted) {
            (Some(found), Some(wanted)) if found != wanted => Self::Kind { key: named(&steps), found, wanted },
            (Some(ValueKind::Number), _) => Self::Range { key: named(&steps) },
            _ => Self::typo(error),
        }
    }
}

impl ValueKind {
    /// As the reader of TOML calls it.
    fn named(kind: &str) -> Option<Self> {
        Some(match kind {
            "string" => Self::Text,
            "integer" => Self::Number,
            "float" => Self::Fraction,
            "boolean" => Self::Switch,
            "datetime" => Self::Moment,
            "array" => Self::List,
            "table" => Self::Table,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::config::Demand;

    #[test]
    fn the_shipped_example_is_valid() {
        let config = Config::parse(EXAMPLE, Path::new("kiosk.toml")).unwrap();
        assert!(config.links.hosts.contains(&"www.yunchuan.example".to_owned()));
        assert!(Config::demonstration().unwrap().library.path.as_os_str().is_empty());
    }

    #[test]
    fn a_mistyped_key_is_named_with_its_line_and_the_right_one() {
        let text = EXAMPLE.replacen("warn_after", "warn_afer", 1);
        let line = text.lines().position(|line| line.contains("warn_afer")).unwrap() + 1;
        match Config::parse(&text, Path::new("k.toml")).unwrap_err() {
            ConfigError::UnknownKey { line: found, key, nearest, .. } => {
                assert_eq!((found, key.as_str(), nearest.as_deref()), (line, "idle.warn_afer", Some("idle.warn_after")));
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn values_that_cannot_work_are_refused() {
        let text = EXAMPLE.replacen("countdown = 30", "countdown = 5", 1);
        assert_ne!(text, EXAMPLE);
        assert!(matches!(Config::parse(&text, Path::new("k.toml")), Err(ConfigError::Impossible { demand: Demand::Countdown, .. })));
    }

    #[test]
    fn a_screen_that_is_turned_is_named_and_turned_by_quarters() {
        let read = |rotation: &str, output: &str| {
            let turned = EXAMPLE.replacen("rotation = 0", &format!("rotation = {rotation}"), 1);
            Config::parse(&turned.replacen("scale_output = \"HDMI-A-1\"", &format!("scale_output = \"{output}\""), 1), Path::new("k.toml"))
        };
        assert_eq!(read("270", "DP-1").unwrap().display.rotation, 270);
        for (rotation, output) in [("45", "DP-1"), ("360", "DP-1"), ("90", "")] {
            assert!(matches!(read(rotation, output), Err(ConfigError::Impossible { demand: Demand::Rotation, .. })), "{rotation}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told_kind_by_kind() {
        let text = |key: &str| Hop::Key(key.to_owned());
        assert_eq!(named(&[text("a"), Hop::Item(1), text("b")]), "a.b");
        let key = || "idle.warn_after".to_owned();
        for (was, is, wrong) in [
            ("warn_after = 60", "warn_after = \"60\"", Wrong::Kind { key: key(), found: ValueKind::Text, wanted: ValueKind::Number }),
            ("warn_after = 60", "warn_after = -1", Wrong::Range { key: key() }),
            ("warn_after = 60", "warn_after = [60]", Wrong::Kind { key: key(), found: ValueKind::List, wanted: ValueKind::Number }),
        ] {
            let changed = EXAMPLE.replacen(was, is, 1);
            assert_ne!(changed, EXAMPLE, "{was}");
            let line = changed.lines().position(|line| line.starts_with("warn_after")).unwrap() + 1;
            match Config::parse(&changed, Path::new("k.toml")).unwrap_err() {
                ConfigError::Invalid { line: found, wrong: told, .. } => assert_eq!((found, told), (line, wrong)),
                other => panic!("{other}"),
            }
        }
    }

    #[test]
    fn a_setting_that_is_missing_and_a_line_that_is_no_toml_are_told_where_they_are() {
        let wrong = |text: &str| match Config::parse(text, Path::new("k.toml")).unwrap_err() {
            ConfigError::Invalid { line, wrong, .. } => (line, wrong),
            other => panic!("{other}"),
        };
        let name = EXAMPLE.lines().find(|line| line.starts_with("name = ")).unwrap();
        let hall = EXAMPLE.lines().position(|line| line == "[hall]").unwrap() + 1;
        assert_eq!(wrong(&EXAMPLE.replacen(name, "", 1)), (hall, Wrong::Missing { key: "hall.name".to_owned() }));
        assert_eq!(wrong("").1, Wrong::Missing { key: "hall".to_owned() });
        for (text, typo) in [
            ("a = 1\na = 2\n", Typo::Twice),
            ("[hall]\nname = 云川县\n", Typo::Unquoted),
            ("[hall]\nname = \"云川县\n", Typo::Unclosed),
            ("[links]\nhosts = [\"a\" \"b\"]\n", Typo::NoComma),
            ("[hall]\nname\n", Typo::NoEquals),
            ("[hall]\nname =\n", Typo::Unquoted),
            ("[hall]\nname = \"a\" b\n", Typo::TooMuch),
            ("[hall]\nna me = \"a\"\n", Typo::NoEquals),
            ("名称 = \"a\"\n", Typo::Name),
            ("[idle]\nwarn_after = 060\n", Typo::Number),
            ("[idle]\nday = 2023-13-40\n", Typo::Number),
        ] {
            assert!(matches!(wrong(text), (_, Wrong::Typo { typo: told, .. }) if told == typo), "{text}: {:?}", wrong(text));
        }
    }

    #[test]
    fn a_host_is_a_name_and_no_address() {
        let with = |host: &str| EXAMPLE.replacen("\"www.yunchuan.example\"", &format!("{host:?}"), 1);
        let read = |host: &str| Config::parse(&with(host), Path::new("k.toml"));
        for host in [
            "https://www.a.gov.cn",
            "www.a.gov.cn/",
            "www.a.gov.cn:443",
            "*.a.gov.cn",
            "a b.gov.cn",
            "",
            "10.0.0.1",
            "政务.中国",
            ".gov.cn",
            "localhost",
        ] {
            assert!(matches!(read(host), Err(ConfigError::Impossible { demand: Demand::Hosts, .. })), "{host}");
        }
        for host in ["www.a.gov.cn", "WWW.A.GOV.CN", "xn--fiq228c.xn--fiqs8s"] {
            assert!(read(host).is_ok(), "{host}");
        }
    }

    #[test]
    fn a_mistyped_key_is_found_however_deep_it_stands() {
        #[derive(Debug, Deserialize)]
        struct Deep {
            #[serde(rename = "recipients")]
            _recipients: Vec<Recipient>,
        }
        #[derive(Debug, Deserialize)]
        struct Recipient {
            #[serde(rename = "name")]
            _name: String,
        }
        let text = "[[recipients]]\nname = \"甲\"\n[[recipients]]\nname = \"乙\"\nphonne = \"1\"\n";
        let mut unknown = Vec::new();
        let read: Result<Deep, _> = serde_ignored::deserialize(toml::Deserializer::parse(text).unwrap(), |path| unknown.push(steps(&path)));
        read.unwrap();
        let settings = DeValue::Table(DeTable::parse(text).unwrap().into_inner());
        assert_eq!(unknown.iter().map(|steps| named(steps)).collect::<Vec<_>>(), ["recipients.phonne"]);
        let place = place_of(&settings, &unknown[0]).unwrap();
        assert!(text.get(place..).unwrap().starts_with("phonne"));
    }
}
