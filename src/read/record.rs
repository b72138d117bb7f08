//! The records of the data files, as they are written: what the readers decode and the JSON Schemas describe.
//!
//! Every key is optional here, so that a record with several faults can tell them all; the readers ask for the keys
//! that are needed, and the schemas mark them.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::object::Object;
use super::schema::{Edtf, KindWord, MapOfText, Words, Written};
use super::texts::{Pairs, Text};
use crate::model::{ClaimKind, Dimension, EntityKind, Modality, Polarity, SourceKind, ValueKind};

/// A record left as it stands in the file.
pub(super) type Raw<'a> = &'a RawValue;

/// `kinds.json`: the kinds of entities and sources that a case adds to the built-in ones.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KindsFile<R> {
    /// Where the schema of this file lies, for editors.
    #[serde(rename = "$schema")]
    #[allow(dead_code, reason = "read by editors only")]
    schema: Option<String>,
    /// One record a kind, in any order.
    #[schemars(required)]
    pub kinds: Option<Vec<R>>,
}

/// `entities.json`: the people, organisations and things that claims speak of.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntitiesFile<R> {
    /// Where the schema of this file lies, for editors.
    #[serde(rename = "$schema")]
    #[allow(dead_code, reason = "read by editors only")]
    schema: Option<String>,
    /// One record an entity, sorted by kind and id.
    #[schemars(required)]
    pub entities: Option<Vec<R>>,
}

/// `predicates.json`: the vocabulary of what can be claimed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PredicatesFile<R> {
    /// Where the schema of this file lies, for editors.
    #[serde(rename = "$schema")]
    #[allow(dead_code, reason = "read by editors only")]
    schema: Option<String>,
    /// One record a predicate, sorted by kind and id.
    #[schemars(required)]
    pub predicates: Option<Vec<R>>,
}

/// `sources.json`: the texts and utterances in which claims are made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcesFile<R> {
    /// Where the schema of this file lies, for editors.
    #[serde(rename = "$schema")]
    #[allow(dead_code, reason = "read by editors only")]
    schema: Option<String>,
    /// One record a source, sorted by id.
    #[schemars(required)]
    pub sources: Option<Vec<R>>,
}

/// `claims/<source>.json`: the claims that one source makes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimsFile<R, S> {
    /// Where the schema of this file lies, for editors.
    #[serde(rename = "$schema")]
    #[allow(dead_code, reason = "read by editors only")]
    schema: Option<String>,
    /// The id of the source whose maker speaks; a claim may name another.
    pub source: Option<S>,
    /// One record a claim, in the order of the text.
    #[schemars(required)]
    pub claims: Option<Vec<R>>,
}

/// A kind of entities or of sources.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRecord<'a> {
    /// The id, unique among kinds, the built-in ones included.
    #[serde(borrow)]
    #[schemars(required)]
    pub id: Option<Text<'a>>,
    /// The kind that it is a special case of: a built-in one, or another that is declared.
    #[serde(borrow)]
    #[schemars(required, with = "Option<KindWord>")]
    pub under: Option<Text<'a>>,
    /// What it is called, by language (`en`, `zh`); its id when left out.
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub labels: Option<Pairs<'a>>,
    /// A remark for readers of the data.
    #[serde(borrow)]
    pub note: Option<Text<'a>>,
}

/// A person, organisation or thing.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityRecord<'a> {
    /// The id, unique among entities: lower-case letters, digits and hyphens by custom.
    #[serde(borrow)]
    #[schemars(required)]
    pub id: Option<Text<'a>>,
    /// What kind of thing it is.
    #[serde(borrow)]
    #[schemars(with = "KindWord<EntityKind>")]
    pub kind: Option<Text<'a>>,
    /// What it is called, by language (`en`, `zh`).
    #[serde(borrow)]
    #[schemars(with = "MapOfText")]
    pub labels: Option<Pairs<'a>>,
    /// What else it is called, in any language.
    #[serde(borrow)]
    pub aliases: Option<Vec<Text<'a>>>,
    /// Its ids elsewhere, by register (`wikidata`).
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub ids: Option<Pairs<'a>>,
    /// When it came to exist.
    #[serde(borrow)]
    #[schemars(with = "Option<Edtf>")]
    pub began: Option<Text<'a>>,
    /// When it ceased to exist.
    #[serde(borrow)]
    #[schemars(with = "Option<Edtf>")]
    pub ended: Option<Text<'a>>,
    /// Which keys were worked out rather than read, each with the reason.
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub derived: Option<Pairs<'a>>,
    /// A remark for readers of the data.
    #[serde(borrow)]
    pub note: Option<Text<'a>>,
}

/// What can be claimed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PredicateRecord<'a> {
    /// The id, unique among predicates: a verb in lower case, words joined by underscores.
    #[serde(borrow)]
    #[schemars(required)]
    pub id: Option<Text<'a>>,
    /// What its claims state: a relation, a payment (money from subject to object), a figure, an event or an attribute
    /// (a literal value).
    #[serde(borrow)]
    #[schemars(with = "Words<ClaimKind>")]
    pub kind: Option<Text<'a>>,
    /// How it reads from subject to object, by language.
    #[serde(borrow)]
    #[schemars(with = "MapOfText")]
    pub labels: Option<Pairs<'a>>,
    /// How it reads from object to subject, by language.
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub inverse: Option<Pairs<'a>>,
    /// The kinds a subject may be of; left out for any.
    #[serde(borrow)]
    pub domain: Option<Vec<Text<'a>>>,
    /// The kinds an object may be of; left out for any, empty when claims have no object, as those of attributes.
    #[serde(borrow)]
    pub range: Option<Vec<Text<'a>>>,
    /// What its quantities measure.
    #[serde(borrow)]
    #[schemars(with = "Option<Words<Dimension>>")]
    pub unit: Option<Text<'a>>,
    /// What the values of an attribute are; `text` when left out.
    #[serde(borrow)]
    #[schemars(with = "Option<Words<ValueKind>>")]
    pub value: Option<Text<'a>>,
    /// Whether it says the same in both directions.
    pub symmetric: Option<bool>,
    /// Whether a subject has one object or value at a time.
    pub functional: Option<bool>,
    /// Whether it happens once to a subject, so that it has one date.
    pub once: Option<bool>,
    /// The predicates that cannot hold together with it; they name it in turn.
    #[serde(borrow)]
    pub opposes: Option<Vec<Text<'a>>>,
    /// A remark for readers of the data.
    #[serde(borrow)]
    pub note: Option<Text<'a>>,
}

/// A text or utterance.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceRecord<'a> {
    /// The id, unique among sources.
    #[serde(borrow)]
    #[schemars(required)]
    pub id: Option<Text<'a>>,
    /// What kind of text it is.
    #[serde(borrow)]
    #[schemars(with = "KindWord<SourceKind>")]
    pub kind: Option<Text<'a>>,
    /// What it is called, by language.
    #[serde(borrow)]
    #[schemars(with = "MapOfText")]
    pub labels: Option<Pairs<'a>>,
    /// The id of the entity whose words it holds.
    #[serde(borrow)]
    #[schemars(required)]
    pub maker: Option<Text<'a>>,
    /// When it was said, sent or published.
    #[serde(borrow)]
    #[schemars(with = "Option<Edtf>")]
    pub said_on: Option<Text<'a>>,
    /// The id of the source that reports it.
    #[serde(borrow)]
    pub reported_in: Option<Text<'a>>,
    /// The text that is held.
    #[serde(borrow)]
    pub text: Option<Object<TextRecord<'a>>>,
    /// Which keys were worked out rather than read, each with the reason.
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub derived: Option<Pairs<'a>>,
    /// A remark for readers of the data.
    #[serde(borrow)]
    pub note: Option<Text<'a>>,
}

/// A text that is held: its measure, none of its words.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TextRecord<'a> {
    /// Its length in Unicode code points.
    #[schemars(required)]
    pub code_points: Option<u32>,
    /// The SHA-256 of its bytes, in hexadecimal.
    #[serde(borrow)]
    pub sha256: Option<Text<'a>>,
}

/// One statement, by one speaker, at one place of a source.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimRecord<'a> {
    /// The id, unique among claims.
    #[serde(borrow)]
    #[schemars(required)]
    pub id: Option<Text<'a>>,
    /// The id of the source whose maker speaks, where it is not the file's.
    #[serde(borrow)]
    pub source: Option<Text<'a>>,
    /// The id of the entity that speaks, where that is not the source's maker and the utterance is no source of its own.
    #[serde(borrow)]
    pub speaker: Option<Text<'a>>,
    /// The id of the entity it is about; the giver of a payment.
    #[serde(borrow)]
    #[schemars(required)]
    pub subject: Option<Text<'a>>,
    /// The id of the predicate.
    #[serde(borrow)]
    #[schemars(required)]
    pub predicate: Option<Text<'a>>,
    /// The id of the entity it relates the subject to; the receiver of a payment.
    #[serde(borrow)]
    pub object: Option<Text<'a>>,
    /// The literal that an attribute gives its subject: a text, a date or a code.
    #[serde(borrow)]
    pub value: Option<Text<'a>>,
    /// How much.
    #[serde(borrow)]
    #[schemars(with = "Option<Written>")]
    pub quantity: Option<Text<'a>>,
    /// When it holds.
    #[serde(borrow)]
    #[schemars(with = "Option<Edtf>")]
    pub when: Option<Text<'a>>,
    /// How the speaker puts it; `asserted` when left out.
    #[serde(borrow)]
    #[schemars(with = "Option<Words<Modality>>")]
    pub modality: Option<Text<'a>>,
    /// Whether the speaker says that it is so; `affirmed` when left out.
    #[serde(borrow)]
    #[schemars(with = "Option<Words<Polarity>>")]
    pub polarity: Option<Text<'a>>,
    /// When it was said, where that is not the source's date.
    #[serde(borrow)]
    #[schemars(with = "Option<Edtf>")]
    pub said_on: Option<Text<'a>>,
    /// A name shared by claims that tell of the same event.
    #[serde(borrow)]
    pub occasion: Option<Text<'a>>,
    /// Words to filter by, such as the story line it belongs to.
    #[serde(borrow)]
    pub tags: Option<Vec<Text<'a>>>,
    /// Which keys were worked out rather than read, each with the reason.
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub derived: Option<Pairs<'a>>,
    /// The ids of the claims that are the parts of this total.
    #[serde(borrow)]
    pub parts: Option<Vec<Text<'a>>>,
    /// The ids of claims that are some of the parts of this total, which may have others.
    #[serde(borrow)]
    pub includes: Option<Vec<Text<'a>>>,
    /// The ids of claims it speaks for.
    #[serde(borrow)]
    pub supports: Option<Vec<Text<'a>>>,
    /// The ids of claims it speaks against.
    #[serde(borrow)]
    pub rebuts: Option<Vec<Text<'a>>>,
    /// The ids of claims it says again.
    #[serde(borrow)]
    pub restates: Option<Vec<Text<'a>>>,
    /// The ids of claims it gives a reason for.
    #[serde(borrow)]
    pub explains: Option<Vec<Text<'a>>>,
    /// The words it rests on.
    #[serde(borrow)]
    pub evidence: Option<Vec<Object<EvidenceRecord<'a>>>>,
    /// Words of the source whose place is not known, because its text is not held.
    #[serde(borrow)]
    pub quote: Option<Text<'a>>,
    /// What it says, in a sentence of the curator's.
    #[serde(borrow)]
    pub summary: Option<Text<'a>>,
    /// The source's own ids of the claim, by what they are called there, such as the number of a row.
    #[serde(borrow)]
    #[schemars(with = "Option<MapOfText>")]
    pub ids: Option<Pairs<'a>>,
    /// A remark for readers of the data.
    #[serde(borrow)]
    pub note: Option<Text<'a>>,
}

/// A fragment of a held text, and its place there.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceRecord<'a> {
    /// The id of the source quoted, where it is not the outermost one that reports the claim.
    #[serde(borrow)]
    pub source: Option<Text<'a>>,
    /// The first code point.
    #[schemars(required)]
    pub start: Option<u32>,
    /// The code point after the last.
    #[schemars(required)]
    pub end: Option<u32>,
    /// Exactly what stands there.
    #[serde(borrow)]
    #[schemars(required)]
    pub quote: Option<Text<'a>>,
    /// The words directly before it, where it stands more than once.
    #[serde(borrow)]
    pub prefix: Option<Text<'a>>,
    /// The words directly after it, where it stands more than once.
    #[serde(borrow)]
    pub suffix: Option<Text<'a>>,
}

/// A record that may have an id.
pub(super) trait Identified {
    fn id(&self) -> Option<&str>;
}

macro_rules! identified {
    ($($record:ident,)*) => {
        $(impl Identified for $record<'_> {
            fn id(&self) -> Option<&str> {
                self.id.as_deref()
            }
        })*
    };
}

identified! { EntityRecord, PredicateRecord, SourceRecord, ClaimRecord, }
