//! The data folder in the making: every table converted into it, and what it is made of.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::Stage;
use super::convert::{Batch, Converter};
use super::lexicon::{Lexicon, Meant};
use super::line::Line;
use super::names::{Declared, Names, Used};
use super::plan::Plan;
use super::records::{Records, is_without_object};
use super::section::Section;
use super::slug::Space;
use super::table::{Stretch, Table};
use super::tally::Tally;
use crate::diagnostic::Diagnostic;
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
    /// The faults of each table.
    pub faults: Vec<Tally>,
    /// Empty cells of each table where a record needs a text.
    pub lacking: Vec<Tally>,
    /// What keeps rows from being told apart.
    pub unparted: Vec<Diagnostic>,
    /// How many rows each table has.
    pub rows: Vec<usize>,
    /// Which fields of each table hold something.
    pub seen: Vec<Vec<bool>>,
    pub names: Names,
    /// What the records and the rows declare.
    pub declared: Declared,
    /// The lines of entities and sources, as digests, by id.
    lines: HashMap<(Space, String), u64>,
    /// How many rows of entities and sources say what an earlier one says.
    pub repeated: usize,
    /// The names that stand for declared records, otherwise than by their ids.
    pub matched: BTreeSet<(Space, String)>,
    /// The names in each file that were declared for being used, in the order of its last lines.
    pub added: HashMap<Space, Vec<Used>>,
}

/// Converts every table into a folder.
pub(super) fn make(setting: &Setting<'_>, dir: &Path) -> io::Result<Made> {
    let mut made = Made {
        declared: setting.declared.clone(),
        ..Made::default()
    };
    fs::create_dir_all(dir.join("claims"))?;
    let mut files = Vec::new();
    for (space, records) in setting.records {
        let path = dir.join(format!("{}.json", file_name(*space)));
        fs::write(&path, &records.text)?;
        files.push((*space, path));
    }
    let mut entities = create(&dir.join("entities.jsonl"))?;
    let mut sources = create(&dir.join("sources.jsonl"))?;
    convert_all(
        setting,
        Section::Entities,
        &files,
        dir,
        &mut entities,
        &mut made,
    )?;
    entities.flush()?;
    files.push((Space::Entities, dir.join("entities.jsonl")));
    if reports(setting) {
        // A source may be reported in one of a later row.
        let mut first = Made {
            declared: made.declared.clone(),
            ..Made::default()
        };
        let path = dir.join("sources.jsonl.first");
        let mut out = create(&path)?;
        convert_all(setting, Section::Sources, &files, dir, &mut out, &mut first)?;
        out.flush()?;
        fs::rename(path, dir.join("sources.jsonl"))?;
        files.push((Space::Sources, dir.join("sources.jsonl")));
        made.declared = first.declared;
        let path = dir.join("sources.jsonl.last");
        sources = create(&path)?;
        convert_all(
            setting,
            Section::Sources,
            &files,
            dir,
            &mut sources,
            &mut made,
        )?;
        sources.flush()?;
        fs::rename(path, dir.join("sources.jsonl"))?;
    } else {
        convert_all(
            setting,
            Section::Sources,
            &files,
            dir,
            &mut sources,
            &mut made,
        )?;
        sources.flush()?;
        files.push((Space::Sources, dir.join("sources.jsonl")));
    }
    convert_all(
        setting,
        Section::Claims,
        &files,
        dir,
        &mut io::sink(),
        &mut made,
    )?;
    add_sources(setting, &files, &mut sources, &mut made)?;
    add_entities(setting, &mut entities, &mut made)?;
    add_predicates(setting, dir, &mut made)?;
    finish(entities)?;
    finish(sources)?;
    Ok(made)
}

/// Returns whether rows of sources say where those are reported.
fn reports(setting: &Setting<'_>) -> bool {
    let mut sources = setting
        .tables
        .iter()
        .filter(|(table, _)| table.section == Section::Sources);
    sources.any(|(_, plan)| plan.keys.iter().any(|key| key.name == "reported_in"))
}

/// Converts the tables of a section; those of claims each into a file of its own.
fn convert_all(
    setting: &Setting<'_>,
    section: Section,
    files: &[(Space, PathBuf)],
    dir: &Path,
    out: &mut (impl Write + Send),
    made: &mut Made,
) -> io::Result<()> {
    let declared = std::mem::take(&mut made.declared);
    let lexicon = Lexicon::new(&declared, files.to_vec());
    let bytes = |(table, _): &(Table<'_>, Plan)| table.file.text().len() as u64;
    let total: u64 = setting.tables.iter().map(bytes).sum();
    for (index, (table, _)) in setting.tables.iter().enumerate() {
        if table.section != section {
            continue;
        }
        let before: u64 = setting.tables[..index].iter().map(bytes).sum();
        let watch = |bytes: u64| (setting.watch)(Stage::Converting, before + bytes, total);
        if section == Section::Claims {
            let name = format!("claims/{}.jsonl", setting.names[index]);
            let mut claims = create(&dir.join(name))?;
            convert(setting, &lexicon, index, &mut claims, made, &watch)?;
            finish(claims)?;
        } else {
            convert(setting, &lexicon, index, out, made, &watch)?;
        }
    }
    made.declared.append(declared);
    Ok(())
}

/// Converts a table, stretch by stretch on every core, and writes its lines in order.
fn convert(
    setting: &Setting<'_>,
    lexicon: &Lexicon<'_>,
    index: usize,
    out: &mut (impl Write + Send),
    made: &mut Made,
    watch: &dyn Fn(u64),
) -> io::Result<()> {
    let (table, plan) = &setting.tables[index];
    let stretches = table.stretches(&mut made.unparted);
    made.rows.push(0);
    made.faults.push(Tally::default());
    made.lacking.push(Tally::default());
    // In a table with a header it is the header that tells which fields there are.
    made.seen
        .push(vec![table.header.is_some(); plan.fields.names.len()]);
    let converter = Converter {
        table,
        plan,
        name: &setting.names[index],
        language: setting.language,
        empty: setting.empty,
        lexicon,
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
                    .try_for_each(|batch| take(batch, table.section, out, made))
            },
        );
        written?;
        last = batches;
        watch(round.last().map_or(0, |stretch| stretch.bytes.end as u64));
    }
    Ok(())
}

/// Writes the lines of a stretch of the last table, and keeps what else was found in it.
fn take(batch: Batch, section: Section, out: &mut impl Write, made: &mut Made) -> io::Result<()> {
    let matched = batch.matched();
    let matched = matched.map(|(space, name)| (space, name.to_owned()));
    made.matched.extend(matched);
    let space = match section {
        Section::Entities => Some(Space::Entities),
        Section::Sources => Some(Space::Sources),
        Section::Claims => None,
    };
    let mut written = 0;
    for (id, line) in batch.own {
        let Some(space) = space else { break };
        let digest = xxh3_64(&batch.lines[line.clone()]);
        if made.lines.get(&(space, id.clone())) == Some(&digest) && !line.is_empty() {
            // The line stays as an empty one, since it is by their numbers that rows are found again.
            out.write_all(&batch.lines[written..line.start])?;
            out.write_all(b"\n")?;
            written = line.end;
            made.repeated += 1;
        }
        made.lines.entry((space, id.clone())).or_insert(digest);
        made.declared.add(space, id);
    }
    out.write_all(&batch.lines[written..])?;
    let index = made.rows.len() - 1;
    made.rows[index] += batch.rows;
    made.faults[index].append(batch.faults);
    made.lacking[index].append(batch.lacking);
    for (seen, here) in made.seen[index].iter_mut().zip(batch.seen) {
        *seen |= here;
    }
    made.names.append(batch.names);
    Ok(())
}

/// Declares the sources that are used and not declared, if it is known what they are.
fn add_sources(
    setting: &Setting<'_>,
    files: &[(Space, PathBuf)],
    out: &mut impl Write,
    made: &mut Made,
) -> io::Result<()> {
    let mut lines = Vec::new();
    let default = setting.defaults.maker.map(|maker| {
        let meant = Lexicon::new(&made.declared, files.to_vec()).meant(Space::Entities, maker);
        match meant {
            Meant::Declared(id) | Meant::New(id) => id,
            // Its faults are those of what it names, which stands in no row.
            Meant::Several(_) => maker.to_owned(),
        }
    });
    let mut added = Vec::new();
    let mut uses_default = false;
    for used in made.names.undeclared(Space::Sources, &made.declared) {
        let kind = used.kind.as_ref().map(|kind| kind.word.as_str());
        let kind = kind.or(setting.defaults.source);
        uses_default |= used.maker.is_none() && default.is_some();
        let maker = used.maker.as_deref().or(default.as_deref());
        let (Some(kind), Some(maker)) = (kind, maker) else {
            continue;
        };
        let mut line = Line::begin(&mut lines);
        line.text("id", &used.id);
        line.text("kind", kind);
        line.pairs("labels", [(setting.language, used.label().0)]);
        line.text("maker", maker);
        if let Some(said_on) = &used.said_on {
            line.text("said_on", said_on);
        }
        line.end();
        added.push(used.clone());
    }
    if let (true, Some(id), Some(maker)) = (uses_default, default, setting.defaults.maker) {
        // The mapping itself names it.
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
        let kind = used.kind.as_ref().map(|kind| kind.word.as_str());
        let Some(kind) = kind.or(setting.defaults.entity) else {
            continue;
        };
        let (label, others) = used.label();
        let mut line = Line::begin(&mut lines);
        line.text("id", &used.id);
        line.text("kind", kind);
        line.pairs("labels", [(setting.language, label)]);
        if !others.is_empty() {
            line.list("aliases", others.iter().map(String::as_str));
        }
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

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path)?))
}

fn finish(out: BufWriter<File>) -> io::Result<()> {
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()
}
