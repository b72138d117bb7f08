//! Tables that somebody already has, made a data folder by a mapping.
//!
//! A mapping says which field of a table feeds which key of our records. Each table, CSV, TSV or JSON Lines, is cut into
//! stretches that are converted on every core; rows become lines of the folder in their order, so that nothing depends on
//! how many threads there are. Names that are no ids are given ids once all of them are known. What rows name and nothing
//! declares is declared as the mapping says.
//!
//! The folder is made as a draft and then opened as every verb opens one: whatever is wrong with it is told at the cell or
//! the rule it comes from. Only a draft without fault is put in its place.
//!
//! Knows what a record's keys are called and where their texts come from; what they must be is for
//! [`read`](mod@crate::read) and [`check`](mod@crate::check) to say.

mod amount;
mod convert;
mod draft;
mod given;
mod lexicon;
mod line;
mod load;
mod locate;
mod mapping;
mod names;
mod number;
mod pattern;
mod plan;
mod planner;
mod records;
mod remarks;
mod rule;
mod section;
mod slug;
mod table;
mod tally;
mod trace;
mod value;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

pub use mapping::SCHEMA;

use crate::diagnostic::{Capped, Code, Diagnostic, Report};
use crate::graph::Graph;
use crate::model::{ClaimKind, Word};
use crate::read::{Object, whole};
use crate::text::{Draft, File};
use draft::{Defaults, Made, Setting};
use given::Given;
use load::Encoding;
use locate::{Path as Steps, span};
use mapping::Mapping;
use names::Declared;
use plan::Plan;
use records::Records;
use slug::Space;
use table::Table;

/// What an import is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Making records of rows.
    Converting,
    /// Reading the records as every verb does.
    Checking,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum ImportError {
    /// The arguments do not tell what is meant.
    Question(String),
    /// The mapping or a table has faults.
    Faults(Report),
    /// The folder could not be written.
    Machine(io::Error),
}

/// What was imported.
#[derive(Debug)]
pub struct Imported {
    /// What the folder holds.
    pub graph: Graph,
    /// What became of the names in the tables, and what was taken of rows that say different things: a sentence each.
    pub remarks: Vec<String>,
}

/// Makes a data folder of tables and returns what it holds.
///
/// A table is named as it is, or as `claims=FILE` where its name does not tell what it holds. `watch` is told how far a
/// stage is, in bytes. `into` is written whole or not at all; it must not exist, or be empty.
///
/// # Errors
///
/// [`ImportError`] when the arguments are unclear, when the mapping or a table has faults, all of which are told, and when
/// the folder cannot be written.
pub fn import(
    mapping: &Path,
    tables: &[PathBuf],
    into: &Path,
    watch: &(dyn Fn(Stage, u64, u64) + Sync),
) -> Result<Imported, ImportError> {
    let (file, fault) = load::load(mapping, 0, Encoding::Utf8);
    if let Some(fault) = fault {
        return Err(faults(vec![file], vec![fault]));
    }
    let read = whole::<Mapping>(&file, 0).and_then(|read| match missing(&read, &file) {
        faults if faults.is_empty() => Ok(read),
        faults => Err(faults),
    });
    let read = match read {
        Ok(read) => read,
        Err(found) => return Err(faults(vec![file], found)),
    };
    let given = given::given(&read, tables).map_err(ImportError::Question)?;

    let mut found = Vec::new();
    let mut files = vec![file];
    for (index, given) in given.iter().enumerate() {
        let (file, fault) = load::load(&given.path, index + 1, given.encoding);
        files.push(file);
        found.extend(fault);
    }
    match make(&read, &given, &files, found, into, watch) {
        Ok((draft, imported)) => {
            draft.put(into).map_err(ImportError::Machine)?;
            Ok(imported)
        }
        Err(Failed::Machine(error)) => Err(ImportError::Machine(error)),
        Err(Failed::Faults(found)) => Err(faults(files, found)),
    }
}

/// Why there is no draft.
enum Failed {
    Machine(io::Error),
    Faults(Capped<Diagnostic>),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Machine(error)
    }
}

/// Makes a draft of the folder, and the graph that it is; `found` are the faults of loading.
fn make(
    mapping: &Mapping,
    given: &[Given],
    files: &[File],
    found: Vec<Diagnostic>,
    into: &Path,
    watch: &(dyn Fn(Stage, u64, u64) + Sync),
) -> Result<(Draft, Imported), Failed> {
    // A table that could not be loaded is in the way of those that refer to it.
    let unloaded: HashSet<usize> = found.iter().map(|fault| fault.file).collect();
    let mut faults = found;
    let mut tables: Vec<(Table<'_>, Plan)> = Vec::new();
    for (index, given) in given.iter().enumerate() {
        let index = index + 1;
        if !unloaded.contains(&index) {
            let before = faults.len();
            let table = Table::new(
                given.section,
                index,
                &files[index],
                given.layout.clone(),
                &mut faults,
            );
            if faults.len() > before {
                continue;
            }
            let plan = planner::plan(mapping, &files[0], &table, &mut faults);
            tables.push((table, plan));
        }
    }
    let language = mapping.language.as_deref().unwrap_or("en");
    let (records, declared) = records(mapping, &files[0], language);
    let names = names_of(&tables);
    let setting = Setting {
        tables: &tables,
        names: &names,
        language,
        empty: &mapping.empty.iter().flatten().cloned().collect(),
        records: &records,
        declared: &declared,
        defaults: defaults(mapping),
        watch,
    };
    let draft = Draft::beside(into)?;
    let mut made = draft::make(&setting, draft.path())?;
    let unseen = unseen(&setting, &made, &files[0]);
    let is_sound = faults.is_empty() && unseen.is_empty();
    let mut all = Capped::from(faults);
    all.extend(unseen);
    told(&setting, &mut made, &mut all);
    if !is_sound {
        // Every row would lack what the mapping does not lead to.
        return Err(Failed::Faults(all));
    }
    // The tables are looked at again only where what was made of them has faults.
    files
        .iter()
        .for_each(|file| file.release(0..file.text().len()));
    let opened = crate::open_watched(draft.path(), &|done, total| {
        watch(Stage::Checking, done, total)
    });
    match opened {
        Ok(graph) if all.is_empty() => {
            let remarks = remarks::remarks(&graph, &setting, &made);
            Ok((draft, Imported { graph, remarks }))
        }
        Ok(_) => Err(Failed::Faults(all)),
        Err(report) => {
            let incomplete = !all.is_empty();
            all.append(trace::trace(
                &report,
                draft.path(),
                &files[0],
                &setting,
                &made,
                incomplete,
            ));
            Err(Failed::Faults(all))
        }
    }
}

/// Moves the faults of rows to the others: empty cells only where the field holds something in other rows.
fn told(setting: &Setting<'_>, made: &mut Made, all: &mut Capped<Diagnostic>) {
    all.extend(std::mem::take(&mut made.unparted));
    let faults = std::mem::take(&mut made.faults);
    let lacking = std::mem::take(&mut made.lacking);
    for (index, (faults, lacking)) in faults.into_iter().zip(lacking).enumerate() {
        let (file, seen) = (setting.tables[index].0.file, &made.seen[index]);
        all.append(faults.told(file, |_| true));
        all.append(lacking.told(file, |slot| slot.is_none_or(|slot| seen[slot])));
    }
}

/// Reports fields that are in no row of a table.
fn unseen(setting: &Setting<'_>, made: &Made, mapping: &File) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (index, (table, plan)) in setting.tables.iter().enumerate() {
        if made.rows[index] == 0 {
            continue;
        }
        for (slot, name) in plan.fields.names.iter().enumerate() {
            if made.seen[index][slot] || plan.fields.is_template(slot) {
                continue;
            }
            let names = table.names();
            // A table of which no row can be taken apart has no names, and the faults of its rows say why.
            let is_told = names.is_empty() && !made.faults[index].is_empty();
            if is_told || names.iter().any(|known| known == name) {
                continue;
            }
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (message, hint) = planner::unknown_field(table, name, &names);
            faults.push(Diagnostic {
                code: Code::UnknownField,
                file: 0,
                span: span(mapping, &plan.fields.paths[slot]),
                message,
                hint: Some(hint),
            });
        }
    }
    faults
}

/// Reports what a mapping must have.
fn missing(mapping: &Mapping, file: &File) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut need = |path: &[&str], is_there: bool, hint: &str| {
        if !is_there {
            let (name, path) = path.split_last().unwrap_or((&"", &[]));
            let path: Steps = path.iter().map(|step| (*step).to_owned()).collect();
            let start = span(file, &path).start;
            faults.push(Diagnostic {
                code: Code::MissingKey,
                file: 0,
                span: start..start + 1,
                message: format!("the key `{name}` is missing"),
                hint: Some(hint.to_owned()),
            });
        }
    };
    let claims = mapping.claims.as_ref().map(|Object(claims)| claims);
    need(
        &["claims"],
        claims.is_some(),
        "say which field feeds which key of a claim, as {\"keys\": {…}}",
    );
    if let Some(claims) = claims {
        need(
            &["claims", "keys"],
            claims.keys.is_some(),
            "say which field feeds which key of a claim",
        );
    }
    faults
}

/// Returns the files of the records that stand in the mapping, and the ids they declare.
fn records(mapping: &Mapping, file: &File, language: &str) -> (HashMap<Space, Records>, Declared) {
    let (mut files, mut declared) = (HashMap::new(), Declared::default());
    let nothing = |_: &str| String::new();
    let entities = mapping
        .entities
        .as_ref()
        .and_then(|Object(section)| section.records.as_deref());
    let sources = mapping
        .sources
        .as_ref()
        .and_then(|Object(section)| section.records.as_deref());
    let predicates = mapping
        .predicates
        .as_ref()
        .and_then(|Object(section)| section.records.as_deref());
    for (space, records) in [(Space::Entities, entities), (Space::Sources, sources)] {
        if let Some(records) = records {
            files.insert(
                space,
                Records::of(draft::file_name(space), records, file, nothing),
            );
            records::ids(records).for_each(|id| declared.add(space, id));
        }
    }
    // A folder has its predicates even if they are all in the other file.
    let predicates = predicates.unwrap_or_default();
    let open = |record: &str| records::open_predicate(record, language);
    files.insert(
        Space::Predicates,
        Records::of("predicates", predicates, file, open),
    );
    records::ids(predicates).for_each(|id| declared.add(Space::Predicates, id));
    (files, declared)
}

fn defaults(mapping: &Mapping) -> Defaults<'_> {
    let entity = mapping
        .entities
        .as_ref()
        .and_then(|Object(section)| section.undeclared.as_ref());
    let source = mapping
        .sources
        .as_ref()
        .and_then(|Object(section)| section.undeclared.as_ref());
    let predicate = mapping
        .predicates
        .as_ref()
        .and_then(|Object(section)| section.undeclared.as_ref());
    Defaults {
        entity: entity.and_then(|Object(of)| of.kind.as_deref()),
        source: source.and_then(|Object(of)| of.kind.as_deref()),
        maker: source.and_then(|Object(of)| of.maker.as_deref()),
        predicate: predicate
            .and_then(|Object(of)| of.kind.as_deref())
            .and_then(ClaimKind::from_word),
        unit: predicate.and_then(|Object(of)| of.unit.as_deref()),
    }
}

/// Returns a name for each table that no other has, made of its file's.
fn names_of(tables: &[(Table<'_>, Plan)]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for (table, _) in tables {
        let stem = table.file.path().file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy();
        let name: String = stem
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '_' {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        let name = match name.trim_matches('-') {
            "" => "table",
            name => name,
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut free = std::iter::once(name.to_owned()).chain(numbered);
        let name = free.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

fn faults(files: Vec<File>, faults: impl Into<Capped<Diagnostic>>) -> ImportError {
    ImportError::Faults(Report::new(files, faults))
}
