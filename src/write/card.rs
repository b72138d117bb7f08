//! A thing as a card: what is known of it, a line each.

use super::Options;
use crate::answer::Cell;
use crate::model::{
    ClaimId, EntityId, EntityKind, KindId, PredicateId, Range, SourceId, TextId, Thing, Word,
};

/// Returns the lines of a thing's card, as pairs of what and how.
pub(super) fn lines(thing: Thing, options: &Options<'_>) -> Vec<(&'static str, String)> {
    let mut card = Card {
        options,
        lines: Vec::new(),
    };
    card.line(
        "id",
        options
            .shown(options.graph.case().id_of(thing))
            .into_owned(),
    );
    match thing {
        Thing::Entity(id) => card.entity(id),
        Thing::Source(id) => card.source(id),
        Thing::Predicate(id) => card.predicate(id),
        Thing::Claim(id) => card.claim(id),
    }
    card.lines
}

struct Card<'o, 'g> {
    options: &'o Options<'g>,
    lines: Vec<(&'static str, String)>,
}

impl Card<'_, '_> {
    fn line(&mut self, key: &'static str, value: String) {
        if !value.is_empty() {
            self.lines.push((key, value));
        }
    }

    fn cell(&mut self, key: &'static str, cell: impl Into<Cell>) {
        let words = self.options.words(&cell.into());
        self.line(key, words);
    }

    fn texts(&mut self, key: &'static str, texts: impl IntoIterator<Item = TextId>) {
        self.cell(key, Cell::List(texts.into_iter().map(Cell::Text).collect()));
    }

    fn pairs(&mut self, key: &'static str, pairs: impl IntoIterator<Item = (TextId, TextId)>) {
        let words: Vec<String> = pairs
            .into_iter()
            .map(|(of, text)| {
                let case = self.options.graph.case();
                format!(
                    "{} {}",
                    self.options.shown(case.text(of)),
                    self.options.shown(case.text(text))
                )
            })
            .collect();
        self.line(key, words.join(", "));
    }

    fn derived(&mut self, derived: impl IntoIterator<Item = (TextId, TextId)>) {
        for (field, reason) in derived {
            let case = self.options.graph.case();
            let (field, reason) = (
                self.options.shown(case.text(field)),
                self.options.shown(case.text(reason)),
            );
            let line = format!("{field}: {reason}");
            self.line("worked out", line);
        }
    }

    fn entity(&mut self, id: EntityId) {
        let case = self.options.graph.case();
        let entity = case.entities.get(id);
        self.cell("kind", Cell::kind(&case.entity_kinds, entity.kind));
        self.pairs("labels", case.spans.pairs(entity.labels));
        self.texts("aliases", case.spans.texts(entity.aliases).iter().copied());
        self.pairs("ids", case.spans.pairs(entity.ids));
        self.cell("began", Cell::of(entity.began));
        self.cell("ended", Cell::of(entity.ended));
        self.derived(case.spans.pairs(entity.derived));
        self.cell("note", Cell::of(entity.note));
    }

    fn source(&mut self, id: SourceId) {
        let case = self.options.graph.case();
        let source = case.sources.get(id);
        self.cell("kind", Cell::kind(&case.source_kinds, source.kind));
        self.pairs("labels", case.spans.pairs(source.labels));
        self.cell("maker", source.maker);
        self.cell("said on", Cell::of(source.said_on));
        let outer: Vec<SourceId> = case.chain(id).into_iter().skip(1).collect();
        self.line("reported in", self.options.chain(&outer));
        if let Some(text) = source.text {
            self.line("text", format!("{} code points", text.code_points));
            self.line(
                "sha-256",
                text.sha256
                    .map_or_else(String::new, |digest| digest.to_string()),
            );
        }
        self.derived(case.spans.pairs(source.derived));
        self.cell("note", Cell::of(source.note));
    }

    fn predicate(&mut self, id: PredicateId) {
        let case = self.options.graph.case();
        let predicate = &case.predicates[id];
        self.line("kind", predicate.kind.to_string());
        self.pairs("labels", case.spans.pairs(predicate.labels));
        self.pairs("inverse", case.spans.pairs(predicate.inverse));
        let words = |kinds: &[KindId<EntityKind>]| {
            let kinds = kinds.iter();
            let words = kinds.map(|kind| Cell::kind(&case.entity_kinds, *kind));
            Cell::List(words.collect())
        };
        self.cell("domain", words(&predicate.domain));
        match &predicate.range {
            Range::Anything => self.line("range", "any".to_owned()),
            range => self.cell("range", words(range.kinds())),
        }
        self.line(
            "unit",
            predicate
                .unit
                .map_or_else(String::new, |unit| unit.to_string()),
        );
        let value = predicate.value.map(|value| value.to_string());
        self.line("value", value.unwrap_or_default());
        let flags = [
            ("symmetric", predicate.symmetric),
            ("functional", predicate.functional),
            ("once", predicate.once),
        ];
        let flags: Vec<&str> = flags
            .iter()
            .filter(|(_, set)| *set)
            .map(|(flag, _)| *flag)
            .collect();
        self.line("flags", flags.join(", "));
        self.cell(
            "opposes",
            Cell::List(predicate.opposes.iter().map(|id| (*id).into()).collect()),
        );
        self.cell("note", Cell::of(predicate.note));
    }

    fn claim(&mut self, id: ClaimId) {
        let case = self.options.graph.case();
        let claim = case.claims.get(id);
        self.cell("summary", Cell::of(case.claims.summary(id)));
        self.line("kind", case.predicate(&claim).kind.to_string());
        self.cell("subject", claim.subject);
        self.cell("predicate", claim.predicate);
        self.cell("object", Cell::of(claim.object));
        self.cell("value", Cell::of(case.value(id)));
        self.cell("quantity", Cell::of(case.quantity(&claim)));
        self.cell("when", Cell::of(claim.when));
        self.line("modality", claim.modality.to_string());
        self.line("polarity", claim.polarity.to_string());
        self.cell("speaker", case.speaker(&claim));
        self.line("attribution", self.options.chain(&case.attribution(&claim)));
        self.cell("said on", Cell::of(case.said_on(id)));
        self.cell("occasion", Cell::of(claim.occasion));
        self.texts("tags", case.claims.tags(id).iter().copied());
        self.derived(
            case.claims
                .derived(id)
                .iter()
                .map(|derived| (derived.field, derived.reason)),
        );
        self.pairs("ids", case.claims.ids_in_source(id));
        self.cell("note", Cell::of(case.claims.note(id)));
        for link in case.claims.links(id) {
            self.cell(link.kind().as_str(), link.target);
        }
        for line in self.options.evidence(id) {
            self.line("evidence", line);
        }
    }
}
