//! Rules, as a mapping writes them: where a key's value comes from and what becomes of it on the way.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::read::Object;

/// A rule, which may be written as the name of a field alone.
pub(super) struct Short<R>(pub R);

/// A rule that the name of a field makes.
pub(super) trait OfField {
    fn of_field(field: String) -> Self;
}

/// Where a value comes from, in every rule.
#[derive(Clone, Copy)]
pub(super) struct Plain<'r> {
    pub field: Option<&'r str>,
    pub value: Option<&'r str>,
    pub words: Option<&'r BTreeMap<String, Word>>,
    pub otherwise: Option<&'r Word>,
    pub absent: Option<&'r Absent>,
    pub template: Option<&'r str>,
}

macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            /// The field that holds the value.
            pub field: Option<String>,
            /// The value, the same for every row.
            pub value: Option<String>,
            /// What values of the field mean here: a value of the key, several keys with their values, or `null` for none.
            pub words: Option<BTreeMap<String, Word>>,
            /// What a value means that `words` does not list; itself when left out.
            pub otherwise: Option<Word>,
            /// What an empty cell means; `null` says that it means nothing, where that must be said.
            pub absent: Option<Absent>,
            /// Several fields put together, each in braces: `{First} {Last}`.
            pub template: Option<String>,
            $($(#[$field_meta])* pub $field: Option<$type>,)*
        }

        impl OfField for $name {
            fn of_field(field: String) -> Self {
                Self { field: Some(field), ..Self::default() }
            }
        }

        impl $name {
            pub fn plain(&self) -> Plain<'_> {
                Plain {
                    field: self.field.as_deref(),
                    value: self.value.as_deref(),
                    words: self.words.as_ref(),
                    otherwise: self.otherwise.as_ref(),
                    absent: self.absent.as_ref(),
                    template: self.template.as_deref(),
                }
            }
        }
    )*};
}

rules! {
    /// A text.
    Rule {}

    /// An entity, by id or name.
    RefRule {
        /// Its kind, if nothing declares it.
        kind: Short<Rule>,
        /// Its label, if nothing declares it; its name when left out.
        label: Short<Rule>,
    }

    /// A source, by id or name.
    SourceRule {
        /// Its kind, if nothing declares it.
        kind: Short<Rule>,
        /// Its label, if nothing declares it; its name when left out.
        label: Short<Rule>,
        /// Its maker, if nothing declares it.
        maker: Short<RefRule>,
        /// Its date, if nothing declares it.
        said_on: Short<DateRule>,
    }

    /// Several texts.
    ListRule {
        /// What parts them in a cell.
        split: String,
    }

    /// A date, in EDTF unless `pattern` says otherwise.
    DateRule {
        /// How it is written, with `YYYY`, `MM` (or `M`, `MMM`, `MMMM`) and `DD` (or `D`): `DD/MM/YYYY`; several are
        /// tried in their order, of which `EDTF` may be one.
        pattern: Patterns,
        /// The first of the hundred years that two digits (`YY`) may mean.
        first_year: u16,
    }

    /// A quantity as we write it (`USD 44M`), or put together from numbers and a unit.
    QuantityRule {
        /// The number.
        amount: Short<Rule>,
        /// The least number.
        min: Short<Rule>,
        /// The greatest number.
        max: Short<Rule>,
        /// The currency, as an ISO 4217 code.
        currency: Short<Rule>,
        /// The unit, where it is no currency: `%`, `months`, `users`.
        unit: Short<Rule>,
        /// Whether it is only about so much: yes, true or 1.
        about: Short<Rule>,
        /// What parts thousands in numbers, such as `,`.
        thousands: String,
        /// What parts whole numbers from fractions, where that is no point.
        decimal: String,
        /// What may stand before or after a number and is left out, such as `£`.
        symbol: String,
        /// How numbers below zero are written: `minus` (`-5`) when left out, `any` for `(5)` and `5-` too.
        negative: String,
    }
}

/// What an empty cell means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Absent {
    /// Nothing, and that is said.
    Nothing,
    /// A value of the key.
    Value(String),
}

impl Absent {
    /// Returns the value of the key, if it has one.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Nothing => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<'de> Deserialize<'de> for Absent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrNull;

        impl<'de> Visitor<'de> for TextOrNull {
            type Value = Absent;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or null")
            }

            fn visit_unit<E>(self) -> Result<Absent, E> {
                Ok(Absent::Nothing)
            }

            fn visit_str<E>(self, value: &str) -> Result<Absent, E> {
                Ok(Absent::Value(value.to_owned()))
            }
        }

        deserializer.deserialize_any(TextOrNull)
    }
}

impl JsonSchema for Absent {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Absent".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "type": "string" }, { "const": null }] })
    }
}

/// How dates are written: one pattern or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patterns(pub Vec<String>);

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;

        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Patterns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a pattern, or an array of patterns")
            }

            fn visit_str<E>(self, pattern: &str) -> Result<Patterns, E> {
                Ok(Patterns(vec![pattern.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Patterns, A::Error> {
                let mut patterns = Vec::new();
                while let Some(pattern) = items.next_element()? {
                    patterns.push(pattern);
                }
                Ok(Patterns(patterns))
            }
        }

        deserializer.deserialize_any(OneOrMore)
    }
}

impl JsonSchema for Patterns {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Patterns".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" }, "minItems": 1 },
        ] })
    }
}

/// What a value of a field means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing.
    Nothing,
    /// A value of the key.
    Value(String),
    /// Values of several keys.
    Keys(BTreeMap<String, String>),
}

impl<'de, R: OfField + Deserialize<'de>> Deserialize<'de> for Short<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<R>(PhantomData<R>);

        impl<'de, R: OfField + Deserialize<'de>> Visitor<'de> for Either<R> {
            type Value = Short<R>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field, or an object with `field` or `value`")
            }

            fn visit_str<E>(self, field: &str) -> Result<Self::Value, E> {
                Ok(Short(R::of_field(field.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let Object(rule) = Object::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Short(rule))
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Meaning;

        impl<'de> Visitor<'de> for Meaning {
            type Value = Word;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, null, or an object of strings")
            }

            fn visit_unit<E>(self) -> Result<Word, E> {
                Ok(Word::Nothing)
            }

            fn visit_str<E>(self, value: &str) -> Result<Word, E> {
                Ok(Word::Value(value.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Word, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(Word::Keys)
            }
        }

        deserializer.deserialize_any(Meaning)
    }
}

impl<R: JsonSchema> JsonSchema for Short<R> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        R::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let rule = generator.subschema_for::<R>();
        json_schema!({ "oneOf": [{ "type": "string", "description": "The name of a field." }, rule] })
    }
}

impl JsonSchema for Word {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [
            { "type": "string" },
            { "const": null },
            { "type": "object", "additionalProperties": { "type": "string" } },
        ] })
    }
}
