//! One JSON object as named fields: unlike a map, it notices a name that is written twice.

use std::{cell::RefCell, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fields::{Fields, Value};

/// Reads the object that stands on `line`; with it the first name that one object has twice.
pub(super) fn object(text: &str, line: usize) -> serde_json::Result<(Fields, Option<String>)> {
    let twice = RefCell::new(None);
    let mut input = serde_json::Deserializer::from_str(text);
    let value = Reader { line, twice: &twice }.deserialize(&mut input)?;
    input.end()?;
    match value {
        Value::Table(fields) => Ok((fields, twice.into_inner())),
        _ => Err(serde::de::Error::custom("not an object")),
    }
}

#[derive(Clone, Copy)]
struct Reader<'t> {
    line: usize,
    twice: &'t RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    /// An empty field of an export is absent; so is one that it calls null.
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Text(String::new()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Strange, Value::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Strange)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push((self.line, item));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut names = HashSet::new();
        let mut fields = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self)?;
            if names.insert(name.clone()) {
                fields.push((self.line, name, value));
            } else {
                self.twice.borrow_mut().get_or_insert(name);
            }
        }
        Ok(Value::Table(Fields::new(self.line, fields)))
    }
}
