//! Where the parts of a record stand in its file.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// The keys and values of a JSON object as they stand, in order.
pub(super) struct Fields<'a>(pub Vec<(&'a RawValue, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// Returns the fields of a JSON object, or `None` for another value.
    pub fn of(raw: &'a str) -> Option<Self> {
        serde_json::from_str(raw).ok()
    }

    /// Returns the value of a key.
    pub fn value(&self, key: &str) -> Option<&'a RawValue> {
        let mut fields = self.0.iter();
        fields
            .find(|(written, _)| unquoted(written) == key)
            .map(|(_, value)| *value)
    }
}

/// Returns the text of a key.
pub(super) fn unquoted(key: &RawValue) -> String {
    serde_json::from_str(key.get()).unwrap_or_default()
}

/// Returns the part of a record that a path of keys and indices leads to, as far as it leads.
pub(super) fn part<'a>(raw: &'a str, path: &[Step<'_>]) -> &'a str {
    let Some((step, rest)) = path.split_first() else {
        return raw;
    };
    let inner = match step {
        Step::Key(key) => Fields::of(raw).and_then(|fields| fields.value(key)),
        Step::Item(index) => serde_json::from_str::<Vec<&RawValue>>(raw)
            .ok()
            .and_then(|items| items.get(*index).copied()),
    };
    inner.map_or(raw, |inner| part(inner.get(), rest))
}

/// One step into a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step<'s> {
    /// To the value of a key.
    Key(Cow<'s, str>),
    /// To an item of an array, counted from 0.
    Item(usize),
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Pairs<'a> {
            type Value = Fields<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry::<&RawValue, &RawValue>()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Pairs(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_slices_of_the_text() {
        let raw = r#"{"id": "a", "evidence": [{"start": 1}, {"start": "x"}]}"#;
        let fields = Fields::of(raw).unwrap();
        assert_eq!(fields.0[1].0.get(), r#""evidence""#);
        let path = [
            Step::Key("evidence".into()),
            Step::Item(1),
            Step::Key("start".into()),
        ];
        assert_eq!(part(raw, &path), r#""x""#);
        assert!(Fields::of("[1]").is_none());
    }
}
