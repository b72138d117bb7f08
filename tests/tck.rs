//! Runs the reading part of the openCypher Technology Compatibility Kit.
//!
//! The scenarios are looked for in the folder named by `CLAIMGRAPH_TCK`, else in `../shared/tck`. The
//! test prints what passed, failed and is unsupported by feature folder, and fails when a scenario
//! listed in `tests/tck/passes.txt` no longer passes. With `CLAIMGRAPH_TCK_REWRITE=1` it writes that
//! list anew; with `CLAIMGRAPH_TCK_ONLY=text` it runs the scenarios whose names hold the text.

#[path = "tck/expected.rs"]
mod expected;
#[path = "tck/gherkin.rs"]
mod gherkin;
#[path = "tck/memory.rs"]
mod memory;
#[path = "tck/scenario.rs"]
mod scenario;
#[path = "tck/setup.rs"]
mod setup;

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs};

use scenario::Outcome;

const PASSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tck/passes.txt");

#[test]
fn scenarios_pass() {
    let Some(folder) = scenario::folder() else {
        println!("skipped: no TCK in ../shared/tck, and CLAIMGRAPH_TCK is not set");
        return;
    };
    let scenarios = scenario::read_all(&folder);
    assert!(!scenarios.is_empty(), "no scenario in {}", folder.display());
    let only = env::var("CLAIMGRAPH_TCK_ONLY").unwrap_or_default();
    let mut table: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut passed = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for scenario in scenarios.iter().filter(|each| each.name.contains(&only)) {
        let outcome = scenario::run(scenario, &folder);
        let counts = table.entry(scenario.folder.clone()).or_default();
        counts[outcome.column()] += 1;
        seen.insert(scenario.name.clone());
        match outcome {
            Outcome::Passed => {
                passed.insert(scenario.name.clone());
            }
            Outcome::Failed(why) => println!("FAILED {}\n    {why}", scenario.name),
            Outcome::Unsupported(why) => println!("unsupported {}: {why}", scenario.name),
        }
    }
    print_table(&table);
    if env::var_os("CLAIMGRAPH_TCK_REWRITE").is_some() {
        let lines: String = passed.iter().map(|name| format!("{name}\n")).collect();
        fs::write(PASSES, lines).expect("the list of passes can be written");
        return;
    }
    let listed = fs::read_to_string(PASSES).unwrap_or_default();
    let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let (met, missing): (BTreeSet<_>, BTreeSet<_>) =
        listed.iter().partition(|name| seen.contains(*name));
    println!(
        "of {} listed passes {} are here, {} are not; {} scenarios here are not listed",
        listed.len(),
        met.len(),
        missing.len(),
        seen.difference(&listed).count(),
    );
    let broken: Vec<&String> = met
        .into_iter()
        .filter(|name| !passed.contains(*name))
        .collect();
    assert!(broken.is_empty(), "no longer pass: {broken:#?}");
}

fn print_table(table: &BTreeMap<String, [usize; 3]>) {
    println!(
        "{:<44} {:>7} {:>7} {:>12}",
        "folder", "passed", "failed", "unsupported"
    );
    let mut total = [0; 3];
    for (folder, counts) in table {
        println!(
            "{folder:<44} {:>7} {:>7} {:>12}",
            counts[0], counts[1], counts[2]
        );
        for (sum, count) in total.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    println!(
        "{:<44} {:>7} {:>7} {:>12}",
        "all", total[0], total[1], total[2]
    );
}
