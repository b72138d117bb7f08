//! Scenarios: read from feature files, expanded, and played.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::{env, fs};

use claimgraph::cypher::{Answer, Error, Kind, Limits, Parameters, Phase, run as run_query};

use crate::expected::{self, Cell};
use crate::gherkin::{self, Step};
use crate::memory::Memory;
use crate::setup;

/// A scenario with the values of its example filled in.
pub struct Scenario {
    /// Folder, file, title and, where there are examples, the example's number.
    pub name: String,
    pub folder: String,
    pub steps: Vec<Step>,
}

pub enum Outcome {
    Passed,
    Failed(String),
    Unsupported(String),
}

impl Outcome {
    /// Its place in the table that the test prints.
    pub fn column(&self) -> usize {
        match self {
            Outcome::Passed => 0,
            Outcome::Failed(_) => 1,
            Outcome::Unsupported(_) => 2,
        }
    }
}

/// The folder of the TCK: named by `CLAIMGRAPH_TCK`, which must be there, else `../shared/tck`; `None` when there is none.
pub fn folder() -> Option<PathBuf> {
    let folder = match env::var_os("CLAIMGRAPH_TCK") {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            let place = folder.display();
            assert!(
                folder.is_dir(),
                "CLAIMGRAPH_TCK names {place}, which is no folder"
            );
            folder
        }
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tck"),
    };
    folder.is_dir().then_some(folder)
}

/// Reads all features under a folder, or under the `features` in it; files that yield nothing are named.
pub fn read_all(folder: &Path) -> Vec<Scenario> {
    let features = folder.join("features");
    let root = if features.is_dir() { &features } else { folder };
    let mut files = Vec::new();
    collect(root, &mut files);
    files.sort();
    println!("{} feature files in {}", files.len(), root.display());
    let mut scenarios: Vec<Scenario> = Vec::new();
    for file in &files {
        match read(root, file) {
            Ok(found) if found.is_empty() => println!("no scenario in {}", file.display()),
            Ok(found) => scenarios.extend(found),
            Err(error) => println!("cannot read {}: {error}", file.display()),
        }
    }
    // A name that comes again would stand for two.
    let mut met = HashMap::<String, usize>::new();
    for scenario in &mut scenarios {
        let times = met.entry(scenario.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            scenario.name = format!("{} ({times})", scenario.name);
        }
    }
    scenarios
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // A link may lead round in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "feature")
        {
            files.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> std::io::Result<Vec<Scenario>> {
    let text = fs::read_to_string(file)?;
    let feature = gherkin::parse(&text);
    let place = file.strip_prefix(root).unwrap_or(file).with_extension("");
    let folder = place.parent().unwrap_or(&place).display().to_string();
    let mut scenarios = Vec::new();
    for outline in &feature.scenarios {
        let steps = feature.background.iter().chain(&outline.steps);
        let name = format!("{}: {}", place.display(), outline.name);
        if outline.examples.is_empty() {
            scenarios.push(Scenario {
                name,
                folder: folder.clone(),
                steps: steps.cloned().collect(),
            });
            continue;
        }
        let mut number = 0;
        for table in &outline.examples {
            for values in table.iter().skip(1) {
                number += 1;
                let filled = steps.clone().map(|step| fill(step, &table[0], values));
                scenarios.push(Scenario {
                    name: format!("{name} #{number}"),
                    folder: folder.clone(),
                    steps: filled.collect(),
                });
            }
        }
    }
    Ok(scenarios)
}

/// Puts an example's values in the place of their names.
fn fill(step: &Step, names: &[String], values: &[String]) -> Step {
    let fill = |text: &str| {
        let pairs = names.iter().zip(values);
        pairs.fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("<{name}>"), value)
        })
    };
    let rows = step.table.iter();
    Step {
        text: fill(&step.text),
        docstring: fill(&step.docstring),
        table: rows
            .map(|row| row.iter().map(|cell| fill(cell)).collect())
            .collect(),
    }
}

/// Plays a scenario twice, on a graph with indices and on one without: plans differ, results may not.
pub fn run(scenario: &Scenario, folder: &Path) -> Outcome {
    let once = |indexed| {
        let played = catch_unwind(AssertUnwindSafe(|| run_once(scenario, folder, indexed)));
        played.unwrap_or_else(|_| Outcome::Failed("it panicked".to_owned()))
    };
    match once(true) {
        Outcome::Passed => once(false),
        other => other,
    }
}

fn run_once(scenario: &Scenario, folder: &Path, indexed: bool) -> Outcome {
    let mut graph = Memory::new(indexed);
    let mut parameters = Parameters::new();
    let mut result = None;
    for step in &scenario.steps {
        let played = play(step, folder, &mut graph, &mut parameters, &mut result);
        if let Err(outcome) = played {
            return outcome;
        }
    }
    Outcome::Passed
}

fn play(
    step: &Step,
    folder: &Path,
    graph: &mut Memory,
    parameters: &mut Parameters,
    result: &mut Option<Result<Answer, Error>>,
) -> Result<(), Outcome> {
    let text = step.text.trim().trim_end_matches(':');
    match text {
        "an empty graph" | "any graph" | "no side effects" => Ok(()),
        "having executed" => set_up(graph, &step.docstring, parameters),
        "parameters are" => {
            for row in &step.table {
                let [name, value] = row.as_slice() else {
                    return Err(Outcome::Unsupported(format!("the parameter {row:?}")));
                };
                let value = run_query(
                    graph,
                    &format!("RETURN {value}"),
                    &Parameters::new(),
                    &Limits::default(),
                );
                let value = value.map_err(|error| Outcome::Failed(error.to_string()))?;
                parameters.insert(name.clone(), value.rows[0][0].clone());
            }
            Ok(())
        }
        "executing query" | "executing control query" => {
            let answer = run_query(graph, &step.docstring, parameters, &Limits::default());
            if let Err(error) = &answer
                && error.kind == Kind::ReadOnly
            {
                return Err(Outcome::Unsupported(error.message.clone()));
            }
            *result = Some(answer);
            Ok(())
        }
        _ if text.ends_with(" graph") => {
            let name = text.trim_start_matches("the ").trim_end_matches(" graph");
            let script = folder.join(format!("graphs/{name}/{name}.cypher"));
            match fs::read_to_string(&script) {
                Ok(script) => set_up(graph, &script, parameters),
                Err(_) => Err(Outcome::Unsupported(format!("no graph `{name}`"))),
            }
        }
        "the result should be empty" => match answered(result)? {
            answer if answer.rows.is_empty() => Ok(()),
            answer => Err(Outcome::Failed(format!(
                "{} rows, not none",
                answer.rows.len()
            ))),
        },
        _ if text.starts_with("the result should be") => {
            compare(text, &step.table, answered(result)?, graph)
        }
        _ if text.contains(" should be raised at ") => match result {
            Some(Err(error)) => check_error(text, error),
            _ => Err(Outcome::Failed(format!("no error, but {text}"))),
        },
        _ => Err(Outcome::Unsupported(format!("the step `{text}`"))),
    }
}

fn set_up(graph: &mut Memory, script: &str, parameters: &Parameters) -> Result<(), Outcome> {
    setup::execute(graph, script, parameters).map_err(Outcome::Unsupported)
}

fn answered(result: &Option<Result<Answer, Error>>) -> Result<&Answer, Outcome> {
    match result {
        Some(Ok(answer)) => Ok(answer),
        Some(Err(error)) => Err(Outcome::Failed(error.to_string())),
        None => Err(Outcome::Failed("no query was executed".to_owned())),
    }
}

fn compare(
    text: &str,
    table: &[Vec<String>],
    answer: &Answer,
    graph: &Memory,
) -> Result<(), Outcome> {
    let failed = |message: String| Err(Outcome::Failed(message));
    let (columns, rows) = match table.split_first() {
        Some((columns, rows)) => (columns.as_slice(), rows),
        None => (&[] as &[String], table),
    };
    if let Some(row) = rows.iter().find(|row| row.len() != columns.len()) {
        let message = format!("the row {row:?} under the columns {columns:?}");
        return Err(Outcome::Unsupported(message));
    }
    let places = columns
        .iter()
        .map(|name| answer.columns.iter().position(|own| own == name));
    let places = match places.collect::<Option<Vec<usize>>>() {
        Some(places) if places.len() == answer.columns.len() => places,
        _ => return failed(format!("columns {:?}, not {columns:?}", answer.columns)),
    };
    let unordered = text.contains("ignoring element order");
    let arrange = |cell: Cell| if unordered { cell.unordered() } else { cell };
    let mut wanted = Vec::new();
    for row in rows {
        let cells = row.iter().map(|cell| expected::parse(cell).map(arrange));
        let cells = cells.collect::<Result<Vec<Cell>, String>>();
        wanted.push(cells.map_err(Outcome::Unsupported)?);
    }
    let mut found: Vec<Vec<Cell>> = Vec::new();
    for row in &answer.rows {
        let cells = places
            .iter()
            .map(|place| arrange(Cell::of(&row[*place], graph)));
        found.push(cells.collect());
    }
    if !text.contains("in order") {
        wanted.sort_by_key(|row| format!("{row:?}"));
        found.sort_by_key(|row| format!("{row:?}"));
    }
    if wanted == found {
        Ok(())
    } else {
        failed(format!("found  {found:?}\n    wanted {wanted:?}"))
    }
}

/// Compares the class, the phase and the kind of an error; `any time` and `*` match whatever.
fn check_error(text: &str, error: &Error) -> Result<(), Outcome> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let class = words.get(1).copied().unwrap_or_default();
    let kind = words.last().copied().unwrap_or_default();
    let fits = class == format!("{:?}", error.class)
        && (kind == "*" || kind == format!("{:?}", error.kind))
        && match error.phase {
            _ if text.contains("any time") => true,
            Phase::CompileTime => text.contains("compile time"),
            Phase::Runtime => text.contains("runtime"),
        };
    if fits {
        Ok(())
    } else {
        Err(Outcome::Failed(format!(
            "{error} at {:?}, but {text}",
            error.phase
        )))
    }
}
