//! Cells and evidence in words, for the formats that people read.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Options;
use super::json::brief;
use crate::answer::{Cell, Edge};
use crate::model::{Case, ClaimId, Pairs, PredicateId, SourceId, TextId, Thing};
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
        let mut words = String::new();
        self.push_words(cell, &mut words);
        words
    }

    /// Adds a cell in words, in the language asked for.
    pub(super) fn push_words(&self, cell: &Cell, out: &mut String) {
        let case = self.graph.case();
        // Writing to a string cannot fail.
        let _ = match cell {
            Cell::Absent => Ok(()),
            Cell::Word(word) => out.write_str(word),
            Cell::Text(text) => out.write_str(&self.shown(case.text(*text))),
            Cell::Written(text) => out.write_str(&self.shown(text)),
            Cell::Number(number) => write!(out, "{number}"),
            Cell::Integer(number) => write!(out, "{number}"),
            Cell::Float(number) => write!(out, "{number}"),
            Cell::Decimal(number) => write!(out, "{number}"),
            Cell::Boolean(truth) => write!(out, "{truth}"),
            Cell::Quantity(quantity) => {
                out.write_str(&self.shown(&quantity.display(&case.pool).to_string()))
            }
            Cell::When(when) => out.write_str(case.whens[*when].as_str()),
            Cell::Thing(thing) | Cell::Whole(thing) => {
                out.write_str(&self.shown(self.label(*thing)))
            }
            Cell::Inverse(predicate) => out.write_str(&self.inverse(*predicate)),
            Cell::List(cells) => {
                for (place, cell) in cells.iter().enumerate() {
                    out.push_str(if place > 0 { ", " } else { "" });
                    self.push_inner(cell, out);
                }
                Ok(())
            }
            Cell::Map(entries) => {
                out.push('{');
                for (place, (key, cell)) in entries.iter().enumerate() {
                    out.push_str(if place > 0 { ", " } else { "" });
                    out.extend([&*self.shown(key), ": "]);
                    self.push_inner(cell, out);
                }
                out.write_char('}')
            }
            Cell::Edge(edge) => {
                let (start, end) = (self.label(edge.start), self.label(edge.end));
                let arrow = self.arrow(edge, true);
                write!(out, "{} {arrow} {}", self.shown(start), self.shown(end))
            }
            Cell::Path(path) => {
                out.push_str(&self.shown(self.label(path.start)));
                for step in &path.steps {
                    let arrow = self.arrow(&step.edge, step.forwards);
                    out.extend([" ", &arrow, " ", &self.shown(self.label(step.to))]);
                }
                Ok(())
            }
        };
    }

    /// Returns a relationship as a query writes it, named by its claim.
    fn arrow(&self, edge: &Edge, forwards: bool) -> String {
        let claim = edge
            .claim
            .map_or("", |claim| self.label(Thing::Claim(claim)));
        let (before, after) = if forwards { ("-", "->") } else { ("<-", "-") };
        format!(
            "{before}[{}:{}]{after}",
            self.shown(claim),
            self.shown(&edge.kind)
        )
    }

    /// Adds a cell of a column that someone asked for, whose lists are told apart from their items.
    pub(super) fn push_asked(&self, cell: &Cell, out: &mut String) {
        match cell {
            Cell::List(cells) => {
                out.push('[');
                for (place, cell) in cells.iter().enumerate() {
                    out.push_str(if place > 0 { ", " } else { "" });
                    self.push_item(cell, out);
                }
                out.push(']');
            }
            Cell::Map(entries) => {
                out.push('{');
                for (place, (key, cell)) in entries.iter().enumerate() {
                    out.push_str(if place > 0 { ", " } else { "" });
                    out.extend([&*self.shown(key), ": "]);
                    self.push_item(cell, out);
                }
                out.push('}');
            }
            _ => self.push_words(cell, out),
        }
    }

    /// Adds an item of a list or map; a text in quotation marks where it could be taken for something else.
    fn push_item(&self, cell: &Cell, out: &mut String) {
        match cell {
            Cell::Absent => out.push_str("null"),
            Cell::Written(text) if !is_plain(text) => out.push_str(&brief(cell, self)),
            _ => self.push_asked(cell, out),
        }
    }

    /// Adds a cell that lies within another: what would be told apart by its column alone is told apart by signs.
    fn push_inner(&self, cell: &Cell, out: &mut String) {
        match cell {
            Cell::Absent => out.push_str("null"),
            Cell::List(_) => {
                out.push('[');
                self.push_words(cell, out);
                out.push(']');
            }
            _ => self.push_words(cell, out),
        }
    }

    /// Returns what a thing is called in the language asked for; a claim is called by its id.
    pub(super) fn label(&self, thing: Thing) -> &str {
        let case = self.graph.case();
        match thing {
            Thing::Entity(id) => {
                let entity = case.entities.get(id);
                self.labelled(entity.labels, entity.id)
            }
            Thing::Source(id) => {
                let source = case.sources.get(id);
                self.labelled(source.labels, source.id)
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
        label(self.graph.case(), labels, id, &self.lang)
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

/// Returns whether a text among others can be taken for nothing but one text.
fn is_plain(text: &str) -> bool {
    let is_word = !matches!(text, "" | "null" | "true" | "false") && text.parse::<f64>().is_err();
    is_word && text.trim() == text && !text.contains([',', '[', ']', '{', '}', '"', ':'])
}

/// Returns a thing's label in a language, else in English, else the first, else its id.
pub(super) fn label<'g>(case: &'g Case, labels: Pairs, id: TextId, lang: &str) -> &'g str {
    // The only label is the one whatever its language, which most things need not be asked for.
    match case.spans.pairs(labels).next() {
        Some((_, only)) if labels.len() == 1 => case.text(only),
        _ => case.label(labels, id, lang),
    }
}
