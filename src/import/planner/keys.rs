//! The keys of each sort of record, in the order in which they are written.

use super::{Planner, SET_BY_WORDS, Vocabulary, any, key, words};
use crate::import::mapping::{ClaimKeys, EntityKeys, Mapping, SourceKeys};
use crate::import::plan::{Key, Make, Ref};
use crate::import::records;
use crate::import::rule::Short;
use crate::model::{EntityKind, Modality, Polarity, SourceKind};
use crate::read::Object;

impl Planner<'_> {
    pub(super) fn entities(&mut self, mapping: &Mapping) -> Vec<Key> {
        let section = mapping.entities.as_ref().map(|Object(section)| section);
        let keys = section.and_then(|section| section.keys.as_ref());
        let Some(Object(keys)) = keys else {
            return self.no_keys();
        };
        let EntityKeys {
            id,
            kind,
            labels,
            aliases,
            ids,
            began,
            ended,
            note,
        } = keys;
        let undeclared = section.and_then(|section| section.undeclared.as_ref());
        let fallback = undeclared.and_then(|Object(undeclared)| undeclared.kind.as_deref());
        let kind = self.fallback(
            "kind",
            kind.as_ref().map(|Short(rule)| rule.plain()),
            words::<EntityKind>(),
            fallback,
        );
        let id = self.needed("id", id.as_ref().map(|Short(rule)| rule.plain()), any());
        let labels = self.pairs("labels", labels.as_ref());
        let mut made = vec![
            key("id", true, Make::Id(id)),
            key("kind", true, Make::Text(kind)),
            key("labels", false, Make::Labels(labels)),
        ];
        if let Some(Short(rule)) = aliases {
            let value = self.value(&["aliases"], rule.plain(), any());
            made.push(key("aliases", false, Make::List(value, rule.split.clone())));
        }
        if ids.is_some() {
            let ids = self.pairs("ids", ids.as_ref());
            made.push(key("ids", false, Make::Pairs(ids)));
        }
        for (name, rule) in [("began", began), ("ended", ended)] {
            made.extend(
                self.date(&[name], rule.as_ref())
                    .map(|date| key(name, false, Make::Date(date))),
            );
        }
        made.extend(self.text("note", note.as_ref(), any()));
        made
    }

    pub(super) fn sources(&mut self, mapping: &Mapping) -> Vec<Key> {
        let section = mapping.sources.as_ref().map(|Object(section)| section);
        let keys = section.and_then(|section| section.keys.as_ref());
        let Some(Object(keys)) = keys else {
            return self.no_keys();
        };
        let SourceKeys {
            id,
            kind,
            labels,
            maker,
            said_on,
            reported_in,
            note,
        } = keys;
        let undeclared = section.and_then(|section| section.undeclared.as_ref());
        let undeclared = undeclared.map(|Object(undeclared)| undeclared);
        let fallback = undeclared.and_then(|undeclared| undeclared.kind.as_deref());
        let kind = self.fallback(
            "kind",
            kind.as_ref().map(|Short(rule)| rule.plain()),
            words::<SourceKind>(),
            fallback,
        );
        let id = self.needed("id", id.as_ref().map(|Short(rule)| rule.plain()), any());
        let labels = self.pairs("labels", labels.as_ref());
        let default = undeclared.and_then(|undeclared| undeclared.maker.as_deref());
        let value = self.fallback(
            "maker",
            maker.as_ref().map(|Short(rule)| rule.plain()),
            any(),
            default,
        );
        let maker = match maker {
            Some(Short(rule)) => {
                // Whose words a source holds is never a matter of an empty cell.
                let value =
                    self.asking(value, rule.plain(), "then nobody says whose words it holds");
                Ref {
                    value,
                    ..self.entity(&["maker"], rule)
                }
            }
            None => Ref {
                value,
                kind: None,
                label: None,
                maker: None,
                said_on: None,
            },
        };
        let mut made = vec![
            key("id", true, Make::Id(id)),
            key("kind", true, Make::Text(kind)),
            key("labels", false, Make::Labels(labels)),
            key("maker", true, Make::Entity(maker)),
        ];
        let said_on = self.date(&["said_on"], said_on.as_ref());
        made.extend(said_on.map(|date| key("said_on", false, Make::Date(date))));
        if let Some(Short(rule)) = reported_in {
            let source = self.source(&["reported_in"], rule);
            made.push(key("reported_in", false, Make::Source(source)));
        }
        made.extend(self.text("note", note.as_ref(), any()));
        made
    }

    pub(super) fn claims(&mut self, mapping: &Mapping) -> Vec<Key> {
        let section = mapping.claims.as_ref().map(|Object(section)| section);
        let keys = section.and_then(|section| section.keys.as_ref());
        let Some(Object(keys)) = keys else {
            return self.no_keys();
        };
        self.own = own_keys(keys);
        let mut made = vec![match &keys.id {
            Some(Short(rule)) => key(
                "id",
                true,
                Make::Id(self.value(&["id"], rule.plain(), any())),
            ),
            None => key("id", true, Make::Number),
        }];
        match &keys.source {
            Some(Short(rule)) => made.push(key(
                "source",
                true,
                Make::Source(self.source(&["source"], rule)),
            )),
            None => self.lacks("source"),
        }
        let entities = [
            ("speaker", &keys.speaker, false),
            ("subject", &keys.subject, true),
            ("object", &keys.object, false),
        ];
        for (name, rule, is_needed) in entities {
            match rule {
                Some(Short(rule)) => {
                    let mut entity = self.entity(&[name], rule);
                    if name == "speaker" {
                        let otherwise = "then the claim is said by the maker of its source";
                        entity.value = self.asking(entity.value, rule.plain(), otherwise);
                    }
                    made.push(key(name, is_needed, Make::Entity(entity)));
                }
                None if is_needed => self.lacks(name),
                None => {}
            }
            if name == "subject" {
                let predicate = self.needed(
                    "predicate",
                    keys.predicate.as_ref().map(|Short(rule)| rule.plain()),
                    predicates(mapping),
                );
                made.push(key("predicate", true, Make::Predicate(predicate)));
            }
        }
        if let Some(Short(rule)) = &keys.value {
            let make = match (self.date(&["value"], keys.value.as_ref()), &rule.pattern) {
                (Some(date), Some(_)) => Make::Date(date),
                _ => Make::Text(self.value(&["value"], rule.plain(), any())),
            };
            made.push(key("value", false, make));
        }
        if let Some(Short(rule)) = &keys.quantity {
            let make = self.quantity(rule);
            made.push(key("quantity", false, make));
        }
        let when = self.date(&["when"], keys.when.as_ref());
        made.extend(when.map(|date| key("when", false, Make::Date(date))));
        let manners = [
            (
                "modality",
                &keys.modality,
                words::<Modality>(),
                "then the claim is asserted",
            ),
            (
                "polarity",
                &keys.polarity,
                words::<Polarity>(),
                "then the claim is affirmed",
            ),
        ];
        for (name, rule, words, otherwise) in manners {
            if let Some(Short(rule)) = rule {
                let value = self.value(&[name], rule.plain(), words);
                let value = self.asking(value, rule.plain(), otherwise);
                made.push(key(name, false, Make::Text(value)));
            }
        }
        if let (Some(Short(rule)), Some(mut date)) = (
            &keys.said_on,
            self.date(&["said_on"], keys.said_on.as_ref()),
        ) {
            let otherwise = "then the claim is said on the day of its source";
            date.value = self.asking(date.value, rule.plain(), otherwise);
            made.push(key("said_on", false, Make::Date(date)));
        }
        made.extend(self.text("occasion", keys.occasion.as_ref(), any()));
        if let Some(Short(rule)) = &keys.tags {
            let value = self.value(&["tags"], rule.plain(), any());
            made.push(key("tags", false, Make::List(value, rule.split.clone())));
        }
        made.extend(self.text("quote", keys.quote.as_ref(), any()));
        made.extend(self.text("summary", keys.summary.as_ref(), any()));
        if keys.ids.is_some() {
            let ids = self.pairs("ids", keys.ids.as_ref());
            made.push(key("ids", false, Make::Pairs(ids)));
        }
        made.extend(self.text("note", keys.note.as_ref(), any()));
        made
    }
}

/// Returns the predicates that the mapping declares, if rows may name no other.
fn predicates(mapping: &Mapping) -> Vocabulary {
    let section = mapping.predicates.as_ref().map(|Object(section)| section);
    match section {
        Some(section) if section.undeclared.is_none() => {
            records::ids(section.records.as_deref().unwrap_or_default()).collect()
        }
        _ => any(),
    }
}

/// Returns the keys that have rules, of those that words may set.
fn own_keys(keys: &ClaimKeys) -> Vec<&'static str> {
    let ruled = [
        keys.quantity.is_some(),
        keys.when.is_some(),
        keys.modality.is_some(),
        keys.polarity.is_some(),
        keys.said_on.is_some(),
        keys.occasion.is_some(),
        keys.quote.is_some(),
        keys.summary.is_some(),
    ];
    let ruled = SET_BY_WORDS.iter().zip(ruled).filter(|(_, ruled)| *ruled);
    ruled.map(|(name, _)| *name).collect()
}
