//! JSON Schemas of the data files, from the types that read them.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, SchemaGenerator, json_schema};

use super::record::{
    ClaimRecord, ClaimsFile, EntitiesFile, EntityRecord, KindRecord, KindsFile, PredicateRecord,
    PredicatesFile, SourceRecord, SourcesFile,
};
use super::texts::Text;
use crate::model::{EntityKind, SourceKind, Word};

/// The schema of one sort of data file.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// What the file holds, which is the schema's name.
    pub name: &'static str,
    generate: fn() -> schemars::Schema,
}

/// A schema for each sort of data file.
pub const SCHEMAS: &[Schema] = &[
    Schema {
        name: "kinds",
        generate: generate::<KindsFile<KindRecord<'static>>>,
    },
    Schema {
        name: "entities",
        generate: generate::<EntitiesFile<EntityRecord<'static>>>,
    },
    Schema {
        name: "predicates",
        generate: generate::<PredicatesFile<PredicateRecord<'static>>>,
    },
    Schema {
        name: "sources",
        generate: generate::<SourcesFile<SourceRecord<'static>>>,
    },
    Schema {
        name: "claims",
        generate: generate::<ClaimsFile<ClaimRecord<'static>, Text<'static>>>,
    },
];

impl Schema {
    /// Returns the schema of a file that a type reads.
    pub(crate) const fn of<T: JsonSchema>(name: &'static str) -> Self {
        Self {
            name,
            generate: generate::<T>,
        }
    }

    /// Returns the name of the file the schema is kept in.
    pub fn file_name(self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// Returns the schema as JSON text (draft 2020-12), with a final newline.
    pub fn text(self) -> String {
        let mut schema = (self.generate)();
        schema.insert("title".to_owned(), self.name.into());
        let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        text.push('\n');
        text
    }
}

fn generate<T: JsonSchema>() -> schemars::Schema {
    SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(without_null))
        .into_generator()
        .into_root_schema_for::<T>()
}

/// Takes `null` out of what a value may be: a key without a value is left out.
fn without_null(schema: &mut schemars::Schema) {
    if let Some(types) = schema
        .get_mut("type")
        .and_then(|types| types.as_array_mut())
    {
        types.retain(|of| of != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let only = schema
        .get_mut("anyOf")
        .and_then(|any| any.as_array_mut())
        .and_then(|any| {
            any.retain(|of| of.get("type").is_none_or(|of| of != "null"));
            (any.len() == 1).then(|| any.remove(0))
        });
    if let Some(serde_json::Value::Object(only)) = only {
        schema.remove("anyOf");
        only.into_iter().for_each(|(key, value)| {
            schema.insert(key, value);
        });
    }
}

/// A string that takes another schema than its type's.
macro_rules! described {
    ($($(#[$meta:meta])* $name:ident => $schema:tt,)*) => {
        $($(#[$meta])*
        pub(super) struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
                json_schema!($schema)
            }
        })*
    };
}

described! {
    /// An object of texts.
    MapOfText => { "type": "object", "additionalProperties": { "type": "string", "minLength": 1 } },
    /// A date of EDTF level 1.
    Edtf => { "type": "string", "examples": ["2018", "2023-01", "2019~", "2023/2024", "../2015"] },
    /// A quantity as it is written.
    Written => {
        "type": "string",
        "examples": ["USD 44M", "~USD 100M", "<USD 45M", "USD 10M..<100M", ">80%", "6 months", "unknown USD"]
    },
}

/// The words of a vocabulary.
pub(crate) struct Words<W>(PhantomData<W>);

impl<W: Word> JsonSchema for Words<W> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        let words: Vec<&str> = W::ALL.iter().map(|arm| arm.as_str()).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// A kind: a built-in one of a set, or of either, or one that the case declares.
pub(crate) struct KindWord<K = ()>(PhantomData<K>);

impl<K: BuiltInWords> JsonSchema for KindWord<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "enum": K::words() },
                { "type": "string", "description": "The id of a kind that kinds.json declares." }
            ]
        })
    }
}

/// The words of the built-in kinds.
pub(crate) trait BuiltInWords {
    fn words() -> Vec<&'static str>;
}

impl BuiltInWords for EntityKind {
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|arm| arm.as_str()).collect()
    }
}

impl BuiltInWords for SourceKind {
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|arm| arm.as_str()).collect()
    }
}

impl BuiltInWords for () {
    fn words() -> Vec<&'static str> {
        [EntityKind::words(), SourceKind::words()].concat()
    }
}

/// The shape of a record, for schemas of files that hold such records as they are.
macro_rules! shapes {
    ($($(#[$meta:meta])* $name:ident = $record:ident,)*) => {$(
        $(#[$meta])*
        pub(crate) struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                <$record<'static>>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
                <$record<'static>>::json_schema(generator)
            }
        }
    )*};
}

shapes! {
    /// That of an entity.
    EntityShape = EntityRecord,
    /// That of a predicate.
    PredicateShape = PredicateRecord,
    /// That of a source.
    SourceShape = SourceRecord,
}
