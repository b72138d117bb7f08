//! The mapping: which field of a table feeds which key of our records, as it is written.

use std::collections::BTreeMap;

use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::load::Encoding;
use super::rule::{DateRule, ListRule, QuantityRule, RefRule, Rule, Short, SourceRule};
use crate::model::{ClaimKind, Dimension, EntityKind, SourceKind};
use crate::read::{EntityShape, Object, PredicateShape, Schema, SourceShape, Words};

/// The schema of a mapping.
pub const SCHEMA: Schema = Schema::of::<Mapping>("mapping");

/// How tables become a case: for entities, sources, predicates and claims, which field feeds which key.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Mapping {
    /// Where the schema of this file lies, for editors.
    #[serde(rename = "$schema")]
    #[allow(dead_code, reason = "read by editors only")]
    schema: Option<String>,
    /// The language of labels that are made of names (`en` when left out).
    pub language: Option<String>,
    /// What says nothing when it stands in a cell, besides the empty text: `N/A`, `-`.
    pub empty: Option<Vec<String>>,
    /// The people, organisations and things.
    #[schemars(with = "Option<Entities>")]
    pub entities: Option<Object<Entities>>,
    /// The texts and utterances in which claims are made.
    #[schemars(with = "Option<Sources>")]
    pub sources: Option<Object<Sources>>,
    /// What can be claimed.
    #[schemars(with = "Option<Predicates>")]
    pub predicates: Option<Object<Predicates>>,
    /// The claims.
    #[schemars(required, with = "Claims")]
    pub claims: Option<Object<Claims>>,
}

/// Which files are tables of a sort, and how they are written.
macro_rules! section {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            /// The names of its tables, in which `*` stands for anything.
            pub files: Option<Vec<String>>,
            /// How its tables are written, where that does not follow from their names.
            #[schemars(with = "Option<FormatWord>")]
            pub format: Option<String>,
            /// What parts the cells of a row, where that is neither a comma (CSV) nor a tab (TSV).
            pub delimiter: Option<String>,
            /// The names of the columns, in their order, where the table has no header.
            pub header: Option<Vec<String>>,
            /// How many lines come before the header, or before the first row where there is none.
            pub skip: Option<u32>,
            /// What ends each line of JSON Lines, such as `,`.
            pub ending: Option<String>,
            /// The keys that lead to the array of rows in a JSON file, joined by dots: `data.rows`.
            pub rows: Option<String>,
            /// How the file's characters are encoded: `utf-8` when left out, `utf-16`, `windows-1252`.
            #[schemars(with = "Option<EncodingWord>")]
            pub encoding: Option<String>,
            $($(#[$field_meta])* pub $field: $type,)*
        }
    };
}

section! {
    /// Entities: tables of them, records of your own, and what becomes of those that only claims name.
    Entities {
        /// Which field of a table feeds which key.
        #[schemars(with = "Option<EntityKeys>")]
        keys: Option<Object<EntityKeys>>,
        /// Entities as `entities.json` has them.
        #[schemars(with = "Option<Vec<EntityShape>>")]
        records: Option<Vec<Box<RawValue>>>,
        /// What an entity is that nothing declares; a fault when left out.
        #[schemars(with = "Option<UndeclaredEntity>")]
        undeclared: Option<Object<UndeclaredEntity>>,
    }
}

section! {
    /// Sources: tables of them, records of your own, and what becomes of those that only claims name.
    Sources {
        /// Which field of a table feeds which key.
        #[schemars(with = "Option<SourceKeys>")]
        keys: Option<Object<SourceKeys>>,
        /// Sources as `sources.json` has them.
        #[schemars(with = "Option<Vec<SourceShape>>")]
        records: Option<Vec<Box<RawValue>>>,
        /// What a source is that nothing declares; a fault when left out.
        #[schemars(with = "Option<UndeclaredSource>")]
        undeclared: Option<Object<UndeclaredSource>>,
    }
}

/// Predicates: records of your own, and what becomes of those that only claims name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Predicates {
    /// Predicates as `predicates.json` has them. Left out, `range` is any kind for payments and relations and none for
    /// figures, events and attributes, and `labels` is the id.
    #[schemars(with = "Option<Vec<OpenPredicate>>")]
    pub records: Option<Vec<Box<RawValue>>>,
    /// What a predicate is that nothing declares; a fault when left out.
    #[schemars(with = "Option<UndeclaredPredicate>")]
    pub undeclared: Option<Object<UndeclaredPredicate>>,
}

section! {
    /// Claims: a row, a claim.
    Claims {
        /// Which field of a table feeds which key.
        #[schemars(required, with = "ClaimKeys")]
        keys: Option<Object<ClaimKeys>>,
    }
}

/// The keys of an entity.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityKeys {
    /// The id.
    #[schemars(required)]
    pub id: Option<Short<Rule>>,
    /// What kind of thing it is; that of `undeclared` when left out.
    pub kind: Option<Short<Rule>>,
    /// What it is called, by language; the id when left out.
    pub labels: Option<BTreeMap<String, Short<Rule>>>,
    /// What else it is called.
    pub aliases: Option<Short<ListRule>>,
    /// Its ids elsewhere, by register.
    pub ids: Option<BTreeMap<String, Short<Rule>>>,
    /// When it came to exist.
    pub began: Option<Short<DateRule>>,
    /// When it ceased to exist.
    pub ended: Option<Short<DateRule>>,
    /// A remark.
    pub note: Option<Short<Rule>>,
}

/// The keys of a source.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceKeys {
    /// The id.
    #[schemars(required)]
    pub id: Option<Short<Rule>>,
    /// What kind of text it is; that of `undeclared` when left out.
    pub kind: Option<Short<Rule>>,
    /// What it is called, by language; the id when left out.
    pub labels: Option<BTreeMap<String, Short<Rule>>>,
    /// The entity whose words it holds; that of `undeclared` when left out.
    pub maker: Option<Short<RefRule>>,
    /// When it was said, sent or published.
    pub said_on: Option<Short<DateRule>>,
    /// The source that reports it.
    pub reported_in: Option<Short<SourceRule>>,
    /// A remark.
    pub note: Option<Short<Rule>>,
}

/// The keys of a claim.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimKeys {
    /// The id; the file's name and the number of the row when left out.
    pub id: Option<Short<Rule>>,
    /// The source whose maker speaks, or that reports the speaker.
    #[schemars(required)]
    pub source: Option<Short<SourceRule>>,
    /// The entity that speaks, where that is not the source's maker.
    pub speaker: Option<Short<RefRule>>,
    /// The entity it is about; the giver of a payment.
    #[schemars(required)]
    pub subject: Option<Short<RefRule>>,
    /// The predicate.
    #[schemars(required)]
    pub predicate: Option<Short<Rule>>,
    /// The entity it relates the subject to; the receiver of a payment.
    pub object: Option<Short<RefRule>>,
    /// The literal that an attribute gives its subject; `pattern` is for dates.
    pub value: Option<Short<DateRule>>,
    /// How much.
    pub quantity: Option<Short<QuantityRule>>,
    /// When it holds.
    pub when: Option<Short<DateRule>>,
    /// How the speaker puts it.
    pub modality: Option<Short<Rule>>,
    /// Whether the speaker says that it is so.
    pub polarity: Option<Short<Rule>>,
    /// When it was said, where that is not the source's date.
    pub said_on: Option<Short<DateRule>>,
    /// A name shared by claims that tell of the same event.
    pub occasion: Option<Short<Rule>>,
    /// Words to filter by.
    pub tags: Option<Short<ListRule>>,
    /// Words of the source.
    pub quote: Option<Short<Rule>>,
    /// What it says, in a sentence.
    pub summary: Option<Short<Rule>>,
    /// The source's own ids of the claim, by what they are called there, such as the number of a row.
    pub ids: Option<BTreeMap<String, Short<Rule>>>,
    /// A remark.
    pub note: Option<Short<Rule>>,
}

/// What an entity is that only claims name; its label is the name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UndeclaredEntity {
    /// What kind of thing it is.
    #[schemars(required, with = "Words<EntityKind>")]
    pub kind: Option<String>,
}

/// What a source is that only claims name; its label is the name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UndeclaredSource {
    /// What kind of text it is.
    #[schemars(required, with = "Words<SourceKind>")]
    pub kind: Option<String>,
    /// The entity whose words it holds.
    #[schemars(required)]
    pub maker: Option<String>,
}

/// What a predicate is that only claims name; its label is the name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UndeclaredPredicate {
    /// What its claims state.
    #[schemars(required, with = "Words<ClaimKind>")]
    pub kind: Option<String>,
    /// What its quantities measure.
    #[schemars(with = "Option<Words<Dimension>>")]
    pub unit: Option<String>,
}

/// A predicate's record, of which what can be filled in may be left out.
struct OpenPredicate;

impl JsonSchema for OpenPredicate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OpenPredicate".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        let mut schema = PredicateShape::json_schema(generator);
        let required = schema.get_mut("required");
        if let Some(required) = required.and_then(|required| required.as_array_mut()) {
            required.retain(|key| key != "range" && key != "labels");
        }
        schema
    }
}

/// How a table may be written.
struct FormatWord;

impl JsonSchema for FormatWord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FormatWord".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["csv", "tsv", "jsonl", "json"] })
    }
}

/// How the characters of a table may be encoded.
struct EncodingWord;

impl JsonSchema for EncodingWord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EncodingWord".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        let words = Encoding::WORDS.map(|(word, _)| word);
        schemars::json_schema!({ "type": "string", "enum": words })
    }
}
