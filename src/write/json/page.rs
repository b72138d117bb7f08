//! An answer on its way into JSON, and what long ones say of it again and again, put in words once.

use std::sync::OnceLock;

use super::text::Json;
use crate::model::{Case, Handle as _, SourceId, TextId, Thing};
use crate::write::Options;

/// How an answer is to be written, and what is in words already.
pub(super) struct Page<'o, 'g> {
    /// How it is to be written.
    pub options: &'o Options<'g>,
    /// Whether things are written by their ids and labels where they could be written whole.
    pub is_brief: bool,
    /// Entities as they are referred to; only in long answers.
    entities: Words,
    /// The sources of claims that were said when their source was, each with those it is reported in; only in long
    /// answers.
    chains: Words,
}

/// The JSON of each record of a table, as far as it was asked for.
type Words = OnceLock<Vec<OnceLock<Box<[u8]>>>>;

impl<'o, 'g> Page<'o, 'g> {
    /// Returns a page on which nothing is written.
    pub fn new(options: &'o Options<'g>) -> Self {
        Self {
            options,
            is_brief: false,
            entities: OnceLock::new(),
            chains: OnceLock::new(),
        }
    }

    /// Returns a page on which things are written by their ids and labels.
    pub fn brief(options: &'o Options<'g>) -> Self {
        Self {
            is_brief: true,
            ..Self::new(options)
        }
    }

    /// Has what is put in words kept from now on, since there is more to come than is worth doing anew each time.
    pub fn goes_on(&self) {
        let words = |count| {
            let mut words = Vec::new();
            words.resize_with(count, OnceLock::new);
            words
        };
        self.entities
            .get_or_init(|| words(self.case().entities.len()));
        self.chains.get_or_init(|| words(self.case().sources.len()));
    }

    /// Returns the records of the answer's handles.
    pub fn case(&self) -> &'g Case {
        self.options.graph.case()
    }

    /// Writes a text of the case.
    pub fn text(&self, text: TextId, json: &mut Json<'_>) {
        json.text_of(self.case().bytes(text), || self.case().text(text));
    }

    /// Writes a thing's id.
    pub fn id(&self, thing: Thing, json: &mut Json<'_>) {
        let case = self.case();
        let id = match thing {
            Thing::Entity(id) => case.entities.get(id).id,
            Thing::Source(id) => case.sources.get(id).id,
            Thing::Predicate(id) => case.predicates[id].id,
            Thing::Claim(id) => case.claims.id(id),
        };
        self.text(id, json);
    }

    /// Writes a thing's id and label.
    pub fn reference(&self, thing: Thing, json: &mut Json<'_>) {
        let write = |json: &mut Json<'_>| {
            json.object(|json| {
                self.id(thing, json.key("id"));
                json.key("label").text(self.options.label(thing));
            });
        };
        match thing {
            Thing::Entity(id) => once(&self.entities, id.index(), write, json),
            _ => write(json),
        }
    }

    /// Writes a source and those it is reported in as `write` does, which depends on the source alone.
    pub fn chain(&self, source: SourceId, write: impl Fn(&mut Json<'_>), json: &mut Json<'_>) {
        once(&self.chains, source.index(), write, json);
    }
}

/// Writes what is in words, and puts it in words first if it is not.
fn once(words: &Words, index: usize, write: impl Fn(&mut Json<'_>), json: &mut Json<'_>) {
    let Some(words) = words.get() else {
        return write(json);
    };
    json.value(words[index].get_or_init(|| {
        let mut out = Vec::new();
        write(&mut Json::new(&mut out));
        out.into_boxed_slice()
    }));
}
