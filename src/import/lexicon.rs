//! What declared records are called, so that rows may name them by label and alias as questions do.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Deserialize;

use super::names::Declared;
use super::slug::{Space, id_of};
use crate::text::fold;

/// The labels, aliases and ids of declared records. They are gathered when a row first names something otherwise than by
/// its id.
pub(super) struct Lexicon<'l> {
    declared: &'l Declared,
    files: Vec<(Space, PathBuf)>,
    spaces: [OnceLock<Called>; 3],
}

/// What things are called, by the form in which names are compared.
type Called = HashMap<String, Vec<(Box<str>, Box<str>)>>;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// The declared record of an id.
    Declared(String),
    /// Something that nothing declares, by the id that is made of the name.
    New(String),
    /// Several declared records, by their ids.
    Several(Vec<String>),
}

impl<'l> Lexicon<'l> {
    /// Returns the lexicon of what is declared, by the records of files.
    pub fn new(declared: &'l Declared, files: Vec<(Space, PathBuf)>) -> Self {
        Self {
            declared,
            files,
            spaces: Default::default(),
        }
    }

    /// Returns whether an id is declared.
    pub fn has(&self, space: Space, id: &str) -> bool {
        self.declared.has(space, id)
    }

    /// Returns what a name stands for: an id before a label, and what has the name before what has it in another form.
    pub fn meant(&self, space: Space, name: &str) -> Meant {
        if self.has(space, name) {
            return Meant::Declared(name.to_owned());
        }
        let called = self.called(space).get(&fold(name));
        let called = called.map_or(&[][..], Vec::as_slice);
        let exact = called.iter().filter(|(text, _)| **text == *name);
        let exact = distinct(exact);
        let found = match exact.is_empty() {
            true => distinct(called.iter()),
            false => exact,
        };
        match found.as_slice() {
            [only] => return Meant::Declared(only.clone()),
            [] => {}
            _ => return Meant::Several(found),
        }
        let id = id_of(name, space);
        match self.has(space, &id) {
            true => Meant::Declared(id),
            false => Meant::New(id),
        }
    }

    fn called(&self, space: Space) -> &Called {
        let index = match space {
            Space::Entities => 0,
            Space::Sources => 1,
            Space::Predicates => 2,
        };
        self.spaces[index].get_or_init(|| {
            let mut called = Called::new();
            for (_, path) in self.files.iter().filter(|(of, _)| *of == space) {
                // A file that cannot be read is told of when the folder is.
                let text = fs::read_to_string(path).unwrap_or_default();
                match path
                    .extension()
                    .is_some_and(|extension| extension == "json")
                {
                    true => {
                        let file: File<'_> = serde_json::from_str(&text).unwrap_or_default();
                        let records = file.0.into_values().flatten();
                        records.for_each(|record| add(&mut called, &record));
                    }
                    false => {
                        let lines = text.lines();
                        let records = lines.filter_map(|line| serde_json::from_str(line).ok());
                        records.for_each(|record| add(&mut called, &record));
                    }
                }
            }
            called
        })
    }
}

fn add(called: &mut Called, record: &Record<'_>) {
    let Some(id) = &record.id else { return };
    let labels = record.labels.values().chain(&record.aliases);
    for name in labels.chain([id]) {
        let known = called.entry(fold(name)).or_default();
        let is_known = |(text, of): &(Box<str>, Box<str>)| **text == **name && **of == **id;
        if !known.iter().any(is_known) {
            known.push((name.trim().into(), (&**id).into()));
        }
    }
}

fn distinct<'c>(called: impl Iterator<Item = &'c (Box<str>, Box<str>)>) -> Vec<String> {
    let mut ids: Vec<String> = called.map(|(_, id)| id.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A file of records, by the name of their section.
#[derive(Deserialize, Default)]
struct File<'a>(#[serde(borrow)] HashMap<Cow<'a, str>, Vec<Record<'a>>>);

/// What a record is called.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    labels: HashMap<Cow<'a, str>, Cow<'a, str>>,
    #[serde(borrow, default)]
    aliases: Vec<Cow<'a, str>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_questions_find_them() {
        let folder = tempfile::tempdir().unwrap();
        let (records, table) = (
            folder.path().join("entities.json"),
            folder.path().join("entities.jsonl"),
        );
        fs::write(&records, r#"{"entities": [{"id": "ada", "labels": {"en": "Ada Example"}, "aliases": ["A. Example"]},
            {"id": "b-c", "labels": {"en": "Other"}}, {"id": "E1", "labels": {"en": "Mercury"}}]}"#).unwrap();
        fs::write(&table, "{\"id\":\"x\",\"labels\":{\"en\":\"MERCURY\"}}\n\n{\"id\":\"y\",\"labels\":{\"en\":\"other\",\"zh\":\"银行\"}}\n").unwrap();
        let mut declared = Declared::default();
        for id in ["ada", "b-c", "E1", "x", "y"] {
            declared.add(Space::Entities, id);
        }
        let files = vec![(Space::Entities, records), (Space::Entities, table)];
        let lexicon = Lexicon::new(&declared, files);
        let meant = |name: &str| lexicon.meant(Space::Entities, name);
        let is = |id: &str| Meant::Declared(id.to_owned());
        for name in ["ada", "Ada Example", "ada  EXAMPLE", "a. example", "ADA"] {
            assert_eq!(meant(name), is("ada"), "{name}");
        }
        assert_eq!(meant("B C"), is("b-c"));
        assert_eq!(meant("e1"), is("E1"));
        assert_eq!(meant("银行"), is("y"));
        // What has the very name wins over what has it in another case.
        assert_eq!(meant("Mercury"), is("E1"));
        assert_eq!(meant("MERCURY"), is("x"));
        let several = Meant::Several(vec!["E1".to_owned(), "x".to_owned()]);
        assert_eq!(meant("mercury"), several);
        assert_eq!(meant("New Co"), Meant::New("new-co".to_owned()));
    }
}
