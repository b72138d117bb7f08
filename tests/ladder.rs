//! The architecture, as a test: each room of the library uses only those below it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rungs from the lowest up; rooms on one rung do not use one another.
const LADDER: &[&[&str]] = &[
    &["stop"],
    &["text", "cypher"],
    &["diagnostic", "column"],
    &["model"],
    &["read", "check", "graph", "scan"],
    &["dispute", "verify", "snapshot"],
    &["answer"],
    &["query", "write"],
    &["open"],
    &["import"],
    &["cli"],
];

/// Libraries that one room alone may know, since the others must not come to depend on their types.
const PRIVATE: &[(&str, &[&str])] = &[
    ("petgraph", &["graph"]),
    ("clap", &["cli"]),
    ("schemars", &["read", "import"]),
    ("serde", &["read", "import"]),
    ("comfy_table", &["write"]),
    ("csv::", &["write", "scan", "import"]),
    ("aho_corasick", &["scan", "verify"]),
    ("hanconv", &["verify"]),
    ("html_escape", &["verify"]),
    ("sha2", &["model"]),
    ("annotate_snippets", &["diagnostic"]),
    ("rustyline", &["cli"]),
    ("signal_hook", &["cli"]),
];

#[test]
fn each_room_uses_only_rooms_below_it() {
    let mut faults = Vec::new();
    for (file, room, line) in lines() {
        let Some(here) = rung(&room) else {
            faults.push(format!("{file}: the room `{room}` has no rung"));
            continue;
        };
        for used in rooms_named(&line) {
            let Some(there) = rung(&used) else { continue };
            if used != room && there >= here {
                faults.push(format!("{file}: `{room}` uses `{used}`: {}", line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for (file, room, line) in lines() {
        for (library, rooms) in PRIVATE {
            let word = format!(
                "{library}{}",
                if library.ends_with(':') { "" } else { "::" }
            );
            let named = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
            if named.into_iter().any(|name| name.starts_with(&word))
                && !rooms.contains(&room.as_str())
            {
                faults.push(format!("{file}: `{room}` uses {library}: {}", line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_ladder_names_every_room() {
    let mut rooms: BTreeMap<String, usize> = BTreeMap::new();
    for (_, room, _) in lines() {
        *rooms.entry(room).or_default() += 1;
    }
    for room in LADDER.iter().flat_map(|rung| *rung) {
        assert!(rooms.contains_key(*room), "there is no room `{room}`");
    }
}

fn rung(room: &str) -> Option<usize> {
    LADDER.iter().position(|rooms| rooms.contains(&room))
}

/// Returns every line of code of the library that is no comment, with its file and room.
fn lines() -> Vec<(String, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = Vec::new();
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).expect("a file of src");
        let room = inside.iter().next().expect("a name").to_string_lossy();
        let room = room.trim_end_matches(".rs").to_owned();
        if room == "lib" || room == "main" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file is text");
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            lines.push((inside.display().to_string(), room.clone(), line.to_owned()));
        }
    }
    assert!(lines.len() > 1000, "the source was not found");
    lines
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder of source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Returns the rooms that a line names by `crate::room`, or in a list `use crate::{room, ..}`.
fn rooms_named(line: &str) -> Vec<String> {
    line.split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let list = rest
                .strip_prefix('{')
                .and_then(|rest| rest.split('}').next());
            let names: Vec<&str> =
                list.map_or_else(|| vec![rest], |list| list.split(',').collect());
            names.into_iter().map(|name| {
                let name = name.trim();
                let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
                name[..end.unwrap_or(name.len())].to_owned()
            })
        })
        .collect()
}
