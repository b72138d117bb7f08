//! Data folders, mappings and tables.

use std::fs;
use std::path::{Path, PathBuf};

use claimgraph::import::{ImportError, import};

/// Reads a folder whose files are the parts of a text, split at NUL; those that are missing are the valid ones.
pub fn records(bytes: &[u8]) {
    const FILES: [&str; 4] = [
        "claims/letter.json",
        "entities.json",
        "sources.json",
        "predicates.json",
    ];
    let mut parts = bytes.split(|byte| *byte == 0);
    let folder = folder();
    for name in FILES {
        let valid = crate::repository("tests/errors/valid").join(name);
        let written = match parts.next().filter(|part| !part.is_empty()) {
            Some(part) => part.to_vec(),
            None => fs::read(valid).expect("a valid file"),
        };
        fs::write(folder.path().join(name), written).expect("a file");
    }
    open(folder.path());
}

/// Reads claims by the line, beside valid records.
pub fn claims_by_line(bytes: &[u8]) {
    let folder = folder();
    for name in ["entities.json", "sources.json", "predicates.json"] {
        let valid = crate::repository("tests/errors/valid").join(name);
        fs::copy(valid, folder.path().join(name)).expect("a file");
    }
    fs::write(folder.path().join("claims/letter.jsonl"), bytes).expect("a file");
    open(folder.path());
}

/// Imports the table of the documentation by any mapping.
pub fn mapping(bytes: &[u8]) {
    let folder = folder();
    let mapping = folder.path().join("mapping.json");
    fs::write(&mapping, bytes).expect("a file");
    make(&mapping, crate::repository("docs/import.in/donations.csv"));
}

/// Imports any table by the mapping of the documentation.
pub fn table(bytes: &[u8]) {
    let folder = folder();
    let table = folder.path().join("donations.csv");
    fs::write(&table, bytes).expect("a file");
    make(&crate::repository("docs/import.in/donations.json"), table);
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("claims")).expect("a folder");
    folder
}

/// Opens a folder; every fault can be shown.
fn open(folder: &Path) {
    if let Err(report) = claimgraph::open(folder) {
        assert!(!report.is_empty());
        assert_eq!(report.to_json().len(), report.diagnostics().len());
        let _ = report.to_text(false);
    }
}

fn make(mapping: &Path, table: PathBuf) {
    let place = tempfile::tempdir().expect("a folder");
    let into = place.path().join("made");
    match import(mapping, &[table], &into, &|_, _, _| {}) {
        // What was made is a valid case.
        Ok(_) => assert!(claimgraph::open(&into).is_ok()),
        Err(ImportError::Faults(report)) => {
            let _ = report.to_text(false);
            assert!(!into.exists());
        }
        Err(_) => assert!(!into.exists()),
    }
}
