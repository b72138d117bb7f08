//! The verbs about the data folder itself: check it, start one, describe its files.

use std::fs;
use std::io;
use std::path::Path;

use super::args::{Args, Format, SchemaName};
use super::{Failure, Outcome, output};
use crate::read::{SCHEMAS, Schema};

/// Reports every fault of the data.
pub(super) fn check(args: &Args, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let dir = dir.unwrap_or(&args.data);
    let report = super::open::read(dir).err();
    let faults = report.iter().flat_map(crate::diagnostic::Report::to_json);
    match args.format {
        Format::Table => {
            if let Some(report) = &report {
                let colour = args.output.is_none() && output::stdout_has_colour();
                let text = report.to_text(colour);
                output::to(args.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
            }
        }
        Format::Json => {
            let faults: serde_json::Value = faults.collect();
            output::to(args.output.as_deref(), |out| writeln!(out, "{faults:#}"))?;
        }
        Format::Jsonl => output::to(args.output.as_deref(), |out| {
            faults
                .into_iter()
                .try_for_each(|fault| writeln!(out, "{fault}"))
        })?,
        Format::Csv | Format::Dot | Format::Svg => {
            return Err(Failure::Question(
                "faults are written as table, json or jsonl".to_owned(),
            ));
        }
    }
    Ok(match report {
        Some(_) => Outcome::Faulty,
        None => Outcome::Answered,
    })
}

/// Prints schemas, or writes each to a file.
pub(super) fn schema(name: Option<SchemaName>, into: Option<&Path>) -> Result<Outcome, Failure> {
    let wanted = |schema: &&Schema| {
        name.is_none_or(|name| {
            schema.name
                == match name {
                    SchemaName::Entities => "entities",
                    SchemaName::Predicates => "predicates",
                    SchemaName::Sources => "sources",
                    SchemaName::Claims => "claims",
                }
        })
    };
    match into {
        Some(folder) => {
            fs::create_dir_all(folder)
                .map_err(Failure::machine(format!("make {}", folder.display())))?;
            for schema in SCHEMAS.iter().filter(wanted) {
                let path = folder.join(schema.file_name());
                output::to(Some(&path), |out| out.write_all(schema.text().as_bytes()))?;
            }
        }
        None => output::to(None, |out| {
            SCHEMAS
                .iter()
                .filter(wanted)
                .try_for_each(|schema| out.write_all(schema.text().as_bytes()))
        })?,
    }
    Ok(Outcome::Answered)
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
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file() {
        return Err(Failure::Question(format!(
            "{} is there already and is not empty",
            dir.display()
        )));
    }
    make(dir).map_err(Failure::machine(format!("make {}", dir.display())))?;
    output::to(None, |out| {
        writeln!(out, "{} is ready. Next:", dir.display())?;
        writeln!(out, "  claimgraph --data {} check", dir.display())?;
        writeln!(
            out,
            "  claimgraph --data {} claims --evidence",
            dir.display()
        )
    })?;
    Ok(Outcome::Answered)
}

fn make(dir: &Path) -> io::Result<()> {
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let draft = tempfile::Builder::new()
        .prefix(".claimgraph-init-")
        .tempdir_in(parent)?;
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
    open_to_others(draft.path())?;
    // An empty folder is replaced by a rename on Unix only when it is removed first elsewhere.
    match fs::remove_dir(dir) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    fs::rename(draft.keep(), dir)
}

/// Gives the folder the permissions a folder made in the ordinary way has; temporary ones are private.
#[cfg(unix)]
fn open_to_others(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let ordinary = fs::metadata(dir.join("schema"))?.permissions().mode();
    fs::set_permissions(dir, fs::Permissions::from_mode(ordinary))
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}
