//! Canonical JSON: the one spelling of a value over which TUF's signatures are made.

use olpc_cjson::CanonicalFormatter;
use serde::Serialize;

/// A value in canonical JSON. Our metadata has only texts, whole numbers, lists and maps with text keys, all of which can be written.
pub(super) fn canonical(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, CanonicalFormatter::new());
    match value.serialize(&mut serializer) {
        Ok(()) => bytes,
        // An empty message verifies nowhere and parses nowhere.
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_stands_between() {
        let value = serde_json::json!({ "b": [1, true, null], "a": "引\"号\n" });
        assert_eq!(String::from_utf8(canonical(&value)).unwrap(), "{\"a\":\"引\\\"号\n\",\"b\":[1,true,null]}");
    }
}
