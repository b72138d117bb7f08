//! Cells and evidence in words, for the formats that people read.

use std::borrow::Cow;

use super::Options;
use crate::answer::Cell;
use crate::model::{ClaimId, Pairs, PredicateId, SourceId, TextId, Thing};
use crate::text::safe;

impl Options<'_> {
    /// Returns a text as it may be shown: protected, unless it is wanted raw.
    pub(super) fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.raw {
            Cow::Borrowed(text)
        } else {
            safe(text)
        }
    }

    /// Returns a cell in words, in the language asked for.
    pub(super) fn words(&self, cell: &Cell) -> String {
        let case = self.graph.case();
        match cell {
            Cell::Absent => String::new(),
            Cell::Word(word) => (*word).to_owned(),
            Cell::Text(text) => self.shown(case.text(*text)).into_owned(),
            Cell::Written(text) => self.shown(text).into_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Integer(number) => number.to_string(),
            Cell::Float(number) => number.to_string(),
            Cell::Decimal(number) => number.to_string(),
            Cell::Boolean(truth) => truth.to_string(),
            Cell::Quantity(quantity) => self
                .shown(&quantity.display(&case.pool).to_string())
                .into_owned(),
            Cell::When(when) => case.whens[*when].to_string(),
            Cell::Thing(thing) | Cell::Whole(thing) => self.shown(self.label(*thing)).into_owned(),
            Cell::Inverse(predicate) => self.inverse(*predicate),
            Cell::List(cells) => {
                let words: Vec<String> = cells.iter().map(|cell| self.words(cell)).collect();
                words.join(", ")
            }
            Cell::Map(entries) => {
                let entries = entries.iter();
                let words: Vec<String> = entries
                    .map(|(key, cell)| format!("{}: {}", self.shown(key), self.words(cell)))
                    .collect();
                format!("{{{}}}", words.join(", "))
            }
        }
    }

    /// Returns what a thing is called in the language asked for; a claim is called by its id.
    pub(super) fn label(&self, thing: Thing) -> &str {
        let case = self.graph.case();
        match thing {
            Thing::Entity(id) => {
                self.labelled(case.entities.get(id).labels, case.entities.get(id).id)
            }
            Thing::Source(id) => {
                self.labelled(case.sources.get(id).labels, case.sources.get(id).id)
            }
            Thing::Predicate(id) => {
                self.labelled(case.predicates[id].labels, case.predicates[id].id)
            }
            Thing::Claim(id) => case.text(case.claims.id(id)),
        }
    }

    /// Returns how a predicate reads from object to subject.
    fn inverse(&self, id: PredicateId) -> String {
        let predicate = &self.graph.case().predicates[id];
        let label = self.label(Thing::Predicate(id));
        let case = self.graph.case();
        match case.spans.label(predicate.inverse, &self.lang, &case.pool) {
            Some(inverse) => self.shown(self.graph.case().text(inverse)).into_owned(),
            None if predicate.symmetric => self.shown(label).into_owned(),
            None => format!("← {}", self.shown(label)),
        }
    }

    fn labelled(&self, labels: Pairs, id: TextId) -> &str {
        self.graph.case().label(labels, id, &self.lang)
    }

    /// Returns, for each fragment a claim rests on, a line with its speaker, the chain it came down, place and words.
    pub(super) fn evidence(&self, id: ClaimId) -> Vec<String> {
        let case = self.graph.case();
        let claim = case.claims.get(id);
        let speaker = self.label(Thing::Entity(case.speaker(&claim)));
        let chain = self.chain(&case.attribution(&claim));
        let speaker = self.shown(speaker);
        let placed = case.claims.evidence(id).iter().map(|one| {
            let quote = self.shown(case.text(one.quote()));
            format!(
                "{speaker}, in {chain} at {}–{}: “{quote}”",
                one.start(),
                one.end()
            )
        });
        let unplaced = case.claims.quote(id).map(|quote| {
            let quote = self.shown(case.text(quote));
            format!("{speaker}, in {chain}, place unknown: “{quote}”")
        });
        let lines: Vec<String> = placed.chain(unplaced).collect();
        if lines.is_empty() {
            return vec![format!("{speaker}, in {chain}: no words are quoted")];
        }
        lines
    }

    /// Returns sources by id, the document that is held first.
    pub(super) fn chain(&self, sources: &[SourceId]) -> String {
        let case = self.graph.case();
        let ids: Vec<&str> = sources
            .iter()
            .map(|source| case.text(case.sources.get(*source).id))
            .collect();
        self.shown(&ids.join(" > ")).into_owned()
    }
}
