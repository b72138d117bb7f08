//! Names of entities in a text: every label and alias, whole words where words have bounds.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::{Kind, Mention};
use crate::model::{Case, EntityId};

/// Every name of every entity of a case, for finding all of them in one pass.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// For each name in lower case, the ways it is written and whose it is.
    names: Vec<Vec<(String, EntityId)>>,
    automaton: Option<AhoCorasick>,
}

impl Lexicon {
    /// Returns the names of a case's entities: labels in all languages, and aliases.
    pub fn of(case: &Case) -> Self {
        let mut names: BTreeMap<String, Vec<(String, EntityId)>> = BTreeMap::new();
        for (id, entity) in case.entities.iter() {
            let labels = case.spans.pairs(entity.labels).map(|(_, label)| label);
            for name in labels.chain(case.spans.texts(entity.aliases).iter().copied()) {
                let name = case.text(name).trim();
                if !name.is_empty() {
                    let of_name = names.entry(lower(name)).or_default();
                    of_name.push((name.to_owned(), id));
                }
            }
        }
        let automaton =
            AhoCorasick::new(names.keys()).expect("the names of a case are fewer than 2^31 bytes");
        Self {
            names: names.into_values().collect(),
            automaton: Some(automaton),
        }
    }

    /// Returns every name in a text, overlapping ones too.
    pub(super) fn find(&self, text: &str) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let mut mentions = Vec::new();
        for found in automaton.find_overlapping_iter(&lower(text)) {
            let range = found.range();
            if is_bound(text, range.start) && is_bound(text, range.end) {
                mentions.push(Mention {
                    entities: self.entities(found.pattern().as_usize(), &text[range.clone()]),
                    bytes: range,
                    kind: Kind::Name,
                    within: Vec::new(),
                    value: None,
                });
            }
        }
        mentions
    }

    /// Returns the entities of a name: those that write it as it stands, else all.
    fn entities(&self, name: usize, words: &str) -> Vec<EntityId> {
        let of_name = &self.names[name];
        let exact = of_name.iter().filter(|(written, _)| written == words);
        let mut entities: Vec<EntityId> = exact.map(|(_, id)| *id).collect();
        if entities.is_empty() {
            entities = of_name.iter().map(|(_, id)| *id).collect();
        }
        entities.sort_unstable();
        entities.dedup();
        entities
    }
}

/// Returns a text in lower case, of which every character takes as many bytes as before.
fn lower(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect()
}

/// Returns whether a name may begin or end at a byte: not within a word or number of a script that parts words.
fn is_bound(text: &str, byte: usize) -> bool {
    let before = text[..byte].chars().next_back();
    let after = text[byte..].chars().next();
    !(before.is_some_and(is_of_word) && after.is_some_and(is_of_word))
}

/// Returns whether a character belongs to a word of a script that parts words by spaces, or to a number.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c,
            '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Handle;

    fn lexicon(names: &[&str]) -> Lexicon {
        let mut by_name: BTreeMap<String, Vec<(String, EntityId)>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            let of_name = by_name.entry(lower(name)).or_default();
            of_name.push(((*name).to_owned(), EntityId::from_index(index)));
        }
        Lexicon {
            automaton: AhoCorasick::new(by_name.keys()).ok(),
            names: by_name.into_values().collect(),
        }
    }

    fn found<'t>(names: &[&str], text: &'t str) -> Vec<&'t str> {
        let mentions = super::super::longest(lexicon(names).find(text));
        mentions
            .iter()
            .map(|mention| &text[mention.bytes.clone()])
            .collect()
    }

    #[test]
    fn the_longest_whole_name_is_found() {
        let names = [
            "Llama",
            "Llama 2",
            "X",
            "xAI",
            "马斯克",
            "埃隆·马斯克",
            "Émile",
        ];
        assert_eq!(
            found(&names, "LLaMA与Llama 2、Llama 23"),
            ["LLaMA", "Llama 2", "Llama"]
        );
        assert_eq!(found(&names, "在X上, Xbox, xAI"), ["X", "xAI"]);
        assert_eq!(
            found(&names, "埃隆·马斯克和马斯克"),
            ["埃隆·马斯克", "马斯克"]
        );
        assert_eq!(found(&names, "émile, smiles"), ["émile"]);
    }

    #[test]
    fn names_that_differ_in_case_are_told_apart_where_they_can_be() {
        let lexicon = lexicon(&["Apple", "apple"]);
        let entities = |text: &str| lexicon.find(text)[0].entities.len();
        assert_eq!(entities("Apple"), 1);
        assert_eq!(entities("APPLE"), 2);
    }
}
