//! The verbs about the data folder itself: check it, start one, describe its files.

use std::fs;
use std::io;
use std::path::Path;

use super::args::{Args, Format, SchemaName};
use super::{Failure, Outcome, output};
use crate::diagnostic::Report;
use crate::read::{SCHEMAS, Schema};
use crate::text::{Draft, safe_json, shown};

/// Reports every fault of the data, and what is most often meant otherwise; strictly, that too is a fault.
pub(super) fn check(args: &Args, dir: Option<&Path>, is_strict: bool) -> Result<Outcome, Failure> {
    takes_faults(args.format)?;
    let dir = dir.unwrap_or(&args.data);
    let report = super::open::inspect(dir);
    let report = if is_strict { report.strict() } else { report };
    write_faults(args, Some(&report).filter(|report| !report.is_empty()))?;
    Ok(match report.has_faults() {
        true => Outcome::Faulty,
        false => Outcome::Answered,
    })
}

/// Refuses a format in which faults cannot be written.
pub(super) fn takes_faults(format: Format) -> Result<(), Failure> {
    match format {
        Format::Table | Format::Json | Format::Jsonl => Ok(()),
        Format::Csv | Format::Dot | Format::Svg => Err(Failure::Question(
            "faults are written as table, json or jsonl".to_owned(),
        )),
    }
}

/// Writes the faults of a report, if there are any, in the format asked for.
pub(super) fn write_faults(args: &Args, report: Option<&Report>) -> Result<(), Failure> {
    let faults = report.iter().flat_map(|report| report.to_json());
    let file = args.output.as_deref();
    match (args.format, report) {
        (Format::Json, _) => {
            let faults: serde_json::Value = faults.collect();
            let faults = format!("{faults:#}");
            output::to(file, |out| writeln!(out, "{}", safe_json(&faults)))
        }
        (Format::Jsonl, _) => output::to(file, |out| {
            faults
                .into_iter()
                .try_for_each(|fault| writeln!(out, "{}", safe_json(&fault.to_string())))
        }),
        (_, Some(report)) => {
            let colour = file.is_none() && output::stdout_has_colour();
            let text = report.to_text(colour);
            output::to(file, |out| out.write_all(text.as_bytes()))
        }
        (_, None) => Ok(()),
    }
}

/// Prints schemas, or writes each to a file.
pub(super) fn schema(name: Option<SchemaName>, into: Option<&Path>) -> Result<Outcome, Failure> {
    let wanted = |schema: &&Schema| {
        name.is_none_or(|name| {
            schema.name
                == match name {
                    SchemaName::Kinds => "kinds",
                    SchemaName::Entities => "entities",
                    SchemaName::Predicates => "predicates",
                    SchemaName::Sources => "sources",
                    SchemaName::Claims => "claims",
                    SchemaName::Mapping => "mapping",
                }
        })
    };
    match into {
        Some(folder) => {
            fs::create_dir_all(folder)
                .map_err(Failure::machine(format!("make {}", folder.display())))?;
            for schema in schemas().filter(wanted) {
                let path = folder.join(schema.file_name());
                output::to_own(&path, |out| out.write_all(schema.text().as_bytes()))?;
            }
        }
        None => output::to(None, |out| {
            schemas()
                .filter(wanted)
                .try_for_each(|schema| out.write_all(schema.text().as_bytes()))
        })?,
    }
    Ok(Outcome::Answered)
}

/// Returns the schemas of the data files, and that of a mapping.
fn schemas() -> impl Iterator<Item = &'static Schema> {
    SCHEMAS.iter().chain([&crate::import::SCHEMA])
}

/// The files of a new case: its path in the folder, and its text.
const EXAMPLE: &[(&str, &str)] = &[
    ("README.md", include_str!("example/README.md")),
    ("entities.json", include_str!("example/entities.json")),
    ("predicates.json", include_str!("example/predicates.json")),
    ("sources.json", include_str!("example/sources.json")),
    (
        "claims/interview.json",
        include_str!("example/interview.json"),
    ),
    ("texts/interview.txt", include_str!("example/interview.txt")),
];

/// Makes a folder with the smallest valid case, whole or not at all.
pub(super) fn init(dir: &Path) -> Result<Outcome, Failure> {
    vacant(dir)?;
    make(dir).map_err(Failure::machine(format!("make {}", dir.display())))?;
    output::to(None, |out| {
        writeln!(out, "{} is ready. Next:", shown(dir))?;
        let dir = argument(dir);
        writeln!(out, "  claimgraph --data {dir} check")?;
        writeln!(out, "  claimgraph --data {dir} claims --evidence")
    })?;
    Ok(Outcome::Answered)
}

/// Returns a path as it is typed in a shell.
pub(super) fn argument(path: &Path) -> String {
    let path = shown(path);
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+=:@%".contains(c);
    match !path.is_empty() && path.chars().all(is_plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}

/// Refuses a place that something is at already.
pub(super) fn vacant(dir: &Path) -> Result<(), Failure> {
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file() {
        return Err(Failure::Question(format!(
            "{} is there already and is not empty",
            dir.display()
        )));
    }
    Ok(())
}

fn make(dir: &Path) -> io::Result<()> {
    let draft = Draft::beside(dir)?;
    let put = |path: &str, text: &str| {
        let path = draft.path().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    };
    for (path, text) in EXAMPLE {
        put(path, text)?;
    }
    for schema in SCHEMAS {
        put(&format!("schema/{}", schema.file_name()), &schema.text())?;
    }
    draft.put(dir)
}
