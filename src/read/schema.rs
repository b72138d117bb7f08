//! JSON Schemas of the data files, from the types that read them.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator, json_schema};

use super::record::{
    ClaimRecord, ClaimsFile, EntitiesFile, EntityRecord, PredicateRecord, PredicatesFile,
    SourceRecord, SourcesFile, Text,
};
use crate::model::Word;

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
        .into_generator()
        .into_root_schema_for::<T>()
}

/// The words of a vocabulary.
pub(super) fn words<W: Word>(_: &mut SchemaGenerator) -> schemars::Schema {
    let words: Vec<&str> = W::ALL.iter().map(|arm| arm.as_str()).collect();
    json_schema!({ "type": "string", "enum": words })
}

/// An object of texts.
pub(super) fn map_of_text(_: &mut SchemaGenerator) -> schemars::Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": "string", "minLength": 1 } })
}

/// A date of EDTF level 1.
pub(super) fn when(_: &mut SchemaGenerator) -> schemars::Schema {
    let examples: Cow<'_, [&str]> =
        Cow::Borrowed(&["2018", "2023-01", "2019~", "2023/2024", "../2015"]);
    json_schema!({ "type": "string", "examples": examples })
}

/// A quantity.
pub(super) fn quantity(_: &mut SchemaGenerator) -> schemars::Schema {
    let examples = [
        "USD 44M",
        "~USD 100M",
        "<USD 45M",
        "USD 10M..<100M",
        ">80%",
        "6 months",
        "unknown USD",
    ];
    json_schema!({ "type": "string", "examples": examples })
}
