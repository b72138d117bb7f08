//! The data folder in the making: every table converted into it, and what it is made of.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;

use super::Stage;
use super::convert::{Batch, Converter};
use super::line::Line;
use super::names::{Declared, Names, Used};
use super::plan::Plan;
use super::records::{Records, is_without_object};
use super::section::Section;
use super::slug::{Slugs, Space};
use super::table::{Stretch, Table};
use crate::diagnostic::{Capped, Diagnostic};
use crate::model::{ClaimKind, Word};

/// What tables are converted with.
pub(super) struct Setting<'s> {
    pub tables: &'s [(Table<'s>, Plan)],
    /// The name of each table's file of claims.
    pub names: &'s [String],
    pub language: &'s str,
    /// The texts that say nothing.
    pub empty: &'s HashSet<String>,
    pub records: &'s HashMap<Space, Records>,
    /// What the records declare.
    pub declared: &'s Declared,
    pub defaults: Defaults<'s>,
    pub watch: &'s (dyn Fn(Stage, u64, u64) + Sync),
}

/// What things are that nothing declares.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Defaults<'s> {
    pub entity: Option<&'s str>,
    pub source: Option<&'s str>,
    pub maker: Option<&'s str>,
    pub predicate: Option<ClaimKind>,
    pub unit: Option<&'s str>,
}

/// What became of the tables.
#[derive(Default)]
pub(super) struct Made {
    pub faults: Capped<Diagnostic>,
    /// Empty cells where a record needs a text, by table and field.
    pub lacking: Capped<(usize, usize, Diagnostic)>,
    /// How many rows each table has.
    pub rows: Vec<usize>,
    /// Which fields of each table hold something.
    pub seen: Vec<Vec<bool>>,
    pub names: Names,
    /// What the records and the rows declare.
    pub declared: Declared,
    /// The names that are no ids.
    pub foreign: BTreeSet<(Space, String)>,
    /// The names in each file that were declared for being used, in the order of its last lines.
    pub added: HashMap<Space, Vec<Used>>,
}

/// Converts every table into a folder.
pub(super) fn make(setting: &Setting<'_>, slugs: &Slugs, dir: &Path) -> io::Result<Made> {
    let mut made = Made {
        declared: setting.declared.clone(),
        ..Made::default()
    };
    fs::create_dir_all(dir.join("claims"))?;
    for (space, records) in setting.records {
        fs::write(
            dir.join(format!("{}.json", file_name(*space))),
            &records.text,
        )?;
    }
    let mut entities = create(&dir.join("entities.jsonl"))?;
    let mut sources = create(&dir.join("sources.jsonl"))?;
    let total: u64 = setting
        .tables
        .iter()
        .map(|(table, _)| table.file.text().len() as u64)
        .sum();
    let mut before = 0;
    for (index, (table, _)) in setting.tables.iter().enumerate() {
        let watch = |bytes: u64| (setting.watch)(Stage::Converting, before + bytes, total);
        match table.section {
            Section::Entities => convert(setting, slugs, index, &mut entities, &mut made, &watch)?,
            Section::Sources => convert(setting, slugs, index, &mut sources, &mut made, &watch)?,
            Section::Claims => {
                let name = format!("claims/{}.jsonl", setting.names[index]);
                let mut claims = create(&dir.join(name))?;
                convert(setting, slugs, index, &mut claims, &mut made, &watch)?;
                finish(claims)?;
            }
        }
        before += table.file.text().len() as u64;
    }
    add_sources(setting, slugs, &mut sources, &mut made)?;
    add_entities(setting, &mut entities, &mut made)?;
    add_predicates(setting, dir, &mut made)?;
    finish(entities)?;
    finish(sources)?;
    Ok(made)
}

/// Converts a table, stretch by stretch on every core, and writes its lines in order.
fn convert(
    setting: &Setting<'_>,
    slugs: &Slugs,
    index: usize,
    out: &mut (impl Write + Send),
    made: &mut Made,
    watch: &dyn Fn(u64),
) -> io::Result<()> {
    let (table, plan) = &setting.tables[index];
    let mut faults = Vec::new();
    let stretches = table.stretches(&mut faults);
    made.faults.extend(faults);
    made.rows.push(0);
    // In a table with a header it is the header that tells which fields there are.
    made.seen
        .push(vec![table.header.is_some(); plan.fields.names.len()]);
    let declared = std::mem::take(&mut made.declared);
    let converter = Converter {
        table,
        plan,
        name: &setting.names[index],
        language: setting.language,
        empty: setting.empty,
        slugs,
        declared: &declared,
    };
    let together = 4 * rayon::current_num_threads();
    let mut last: Vec<Batch> = Vec::new();
    let rounds = stretches.chunks(together).map(Some).chain([None]);
    for round in rounds {
        let round: &[Stretch] = round.unwrap_or_default();
        let before = std::mem::take(&mut last);
        // The next are converted while the last are written.
        let (batches, written) = rayon::join(
            || {
                round
                    .par_iter()
                    .map(|stretch| converter.convert(stretch))
                    .collect()
            },
            || {
                before
                    .into_iter()
                    .try_for_each(|batch| take(batch, table.section, index, out, made))
            },
        );
        written?;
        last = batches;
        watch(round.last().map_or(0, |stretch| stretch.bytes.end as u64));
    }
    made.declared.append(declared);
    Ok(())
}

fn take(
    batch: Batch,
    section: Section,
    index: usize,
    out: &mut impl Write,
    made: &mut Made,
) -> io::Result<()> {
    out.write_all(&batch.lines)?;
    made.rows[index] += batch.rows;
    made.faults.append(batch.faults);
    made.lacking
        .append(batch.lacking.map(|(slot, fault)| (index, slot, fault)));
    for (seen, here) in made.seen[index].iter_mut().zip(batch.seen) {
        *seen |= here;
    }
    let space = match section {
        Section::Entities => Some(Space::Entities),
        Section::Sources => Some(Space::Sources),
        Section::Claims => None,
    };
    for id in batch.ids {
        if let Some(space) = space {
            made.declared.add(space, id);
        }
    }
    made.names.append(batch.names);
    made.foreign.extend(batch.foreign);
    Ok(())
}

/// Declares the sources that are used and not declared, if it is known what they are.
fn add_sources(
    setting: &Setting<'_>,
    slugs: &Slugs,
    out: &mut impl Write,
    made: &mut Made,
) -> io::Result<()> {
    let mut lines = Vec::new();
    let default = setting.defaults.maker;
    let mut added = Vec::new();
    let mut uses_default = false;
    for used in made.names.undeclared(Space::Sources, &made.declared) {
        let kind = used.kind.as_deref().or(setting.defaults.source);
        let maker = used.maker.as_deref().map(|maker| maker.into());
        uses_default |= maker.is_none() && default.is_some();
        let maker = maker.or(default.map(|maker| slugs.id(Space::Entities, maker)));
        let (Some(kind), Some(maker)) = (kind, maker) else {
            continue;
        };
        let mut line = Line::begin(&mut lines);
        line.text("id", &used.id);
        line.text("kind", kind);
        line.pairs("labels", [(setting.language, label(used))]);
        line.text("maker", &maker);
        if let Some(said_on) = &used.said_on {
            line.text("said_on", said_on);
        }
        line.end();
        added.push(used.clone());
    }
    if let (true, Some(maker)) = (uses_default, default) {
        // The mapping itself names it.
        let id = slugs.id(Space::Entities, maker).into_owned();
        if id != maker {
            made.foreign.insert((Space::Entities, maker.to_owned()));
        }
        made.names.add(
            Space::Entities,
            Used {
                id,
                name: maker.to_owned(),
                ..Used::default()
            },
        );
    }
    made.added.insert(Space::Sources, added);
    out.write_all(&lines)
}

fn add_entities(setting: &Setting<'_>, out: &mut impl Write, made: &mut Made) -> io::Result<()> {
    let mut lines = Vec::new();
    let mut added = Vec::new();
    for used in made.names.undeclared(Space::Entities, &made.declared) {
        let Some(kind) = used.kind.as_deref().or(setting.defaults.entity) else {
            continue;
        };
        let mut line = Line::begin(&mut lines);
        line.text("id", &used.id);
        line.text("kind", kind);
        line.pairs("labels", [(setting.language, label(used))]);
        line.end();
        added.push(used.clone());
    }
    made.added.insert(Space::Entities, added);
    out.write_all(&lines)
}

fn add_predicates(setting: &Setting<'_>, dir: &Path, made: &mut Made) -> io::Result<()> {
    let mut lines = Vec::new();
    let mut added = Vec::new();
    if let Some(kind) = setting.defaults.predicate {
        let unit = match (setting.defaults.unit, kind) {
            (None, ClaimKind::Payment) => Some("currency"),
            (unit, _) => unit,
        };
        for used in made.names.undeclared(Space::Predicates, &made.declared) {
            let mut line = Line::begin(&mut lines);
            line.text("id", &used.id);
            line.text("kind", kind.as_str());
            line.pairs(
                "labels",
                [(setting.language, used.name.replace('_', " ").as_str())],
            );
            if is_without_object(kind) {
                line.list("range", Vec::<&str>::new());
            }
            if let Some(unit) = unit {
                line.text("unit", unit);
            }
            line.end();
            added.push(used.clone());
        }
    }
    if !lines.is_empty() {
        fs::write(dir.join("predicates.jsonl"), &lines)?;
    }
    made.added.insert(Space::Predicates, added);
    Ok(())
}

/// Returns the name of a space's files.
pub(super) fn file_name(space: Space) -> &'static str {
    match space {
        Space::Entities => "entities",
        Space::Sources => "sources",
        Space::Predicates => "predicates",
    }
}

fn label(used: &Used) -> &str {
    used.label.as_deref().unwrap_or(&used.name)
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path)?))
}

fn finish(out: BufWriter<File>) -> io::Result<()> {
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()
}
