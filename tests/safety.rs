//! Folders that come from anybody: nothing in them leads a verb to write or to read elsewhere, and no verb leaves behind
//! what it did not finish.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

mod common;

use common::Workplace;

/// A file outside the case that nobody may touch.
fn with_key(place: &Workplace) -> std::path::PathBuf {
    let key = place.path().join("key");
    fs::write(&key, "secret\n").unwrap();
    key
}

#[test]
fn no_file_of_a_verbs_own_is_written_through_a_link() {
    let place = Workplace::with_data();
    let key = with_key(&place);
    let link = |at: &str| {
        let at = place.path().join(at);
        let _ = fs::remove_file(&at);
        symlink(&key, at).unwrap();
    };
    link("graph-data/.claimgraph");
    fs::create_dir_all(place.path().join("pages")).unwrap();
    link("graph-data/schema/claims.schema.json");
    link("pages/claimgraph.1");
    let verbs: [&[&str]; 3] = [
        &["snapshot", "--beside"],
        &["schema", "--into", "graph-data/schema"],
        &["man", "--into", "pages"],
    ];
    for verb in verbs {
        let ran = place.run(verb);
        assert_eq!(ran.status(), 2, "{verb:?}");
        assert!(ran.err().contains("symbolic link"), "{}", ran.err());
        assert_eq!(fs::read_to_string(&key).unwrap(), "secret\n", "{verb:?}");
    }
    // A file that the user names is written where it leads.
    fs::remove_file(place.path().join("graph-data/.claimgraph")).unwrap();
    link("named");
    assert_eq!(place.run(&["stats", "--output", "named"]).status(), 0);
    assert!(place.path().join("named").is_symlink());
    assert_ne!(fs::read_to_string(&key).unwrap(), "secret\n");
}

#[test]
fn a_file_that_is_no_snapshot_is_not_replaced_by_one() {
    let place = Workplace::with_data();
    let path = place.path().join("graph-data/.claimgraph");
    fs::write(&path, "notes").unwrap();
    let ran = place.run(&["snapshot", "--beside"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.err().contains("no snapshot"), "{}", ran.err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "notes");
    fs::remove_file(&path).unwrap();
    assert_eq!(place.run(&["snapshot", "--beside"]).status(), 0);
    assert_eq!(place.run(&["snapshot", "--beside"]).status(), 0);
}

#[test]
fn data_is_read_through_links_that_stay_inside() {
    let place = Workplace::with_data();
    let data = place.path().join("graph-data");
    let expected = place.run(&["claims", "--format", "csv"]).out();
    let moved = data.join("kept.json");
    fs::rename(data.join("claims/article.json"), &moved).unwrap();
    symlink("../kept.json", data.join("claims/article.json")).unwrap();
    assert_eq!(place.run(&["claims", "--format", "csv"]).out(), expected);

    // One that leads out is a fault, and not a byte of what it leads to is shown.
    fs::rename(&moved, place.path().join("outside.json")).unwrap();
    fs::remove_file(data.join("claims/article.json")).unwrap();
    symlink("../../outside.json", data.join("claims/article.json")).unwrap();
    let ran = place.run(&["check"]);
    assert_eq!(ran.status(), 2);
    assert!(
        ran.out().contains("leads out of the data folder"),
        "{}",
        ran.out()
    );
}

#[test]
fn texts_of_a_case_are_read_through_links_that_stay_inside() {
    let place = Workplace::with_data();
    assert_eq!(place.run(&["init", "case"]).status(), 0);
    let texts = place.path().join("case/texts");
    let exact = |status| {
        let ran = place.run(&["--data", "case", "verify"]);
        assert_eq!(ran.status(), status, "{}{}", ran.out(), ran.err());
        ran.out()
    };
    exact(0);
    fs::rename(texts.join("interview.txt"), place.path().join("case/kept")).unwrap();
    symlink("../kept", texts.join("interview.txt")).unwrap();
    exact(0);
    fs::rename(place.path().join("case/kept"), place.path().join("outside")).unwrap();
    fs::remove_file(texts.join("interview.txt")).unwrap();
    symlink("../../outside", texts.join("interview.txt")).unwrap();
    let ran = place.run(&["--data", "case", "verify"]);
    assert!(
        ran.out().contains("leads out of the data folder"),
        "{}{}",
        ran.out(),
        ran.err()
    );
    // A folder that is named is the user's own choice.
    let named = place.run(&["--data", "case", "verify", "--texts", "case/texts"]);
    assert_eq!(named.status(), 0, "{}", named.err());
}

#[test]
fn an_output_among_the_inputs_is_refused() {
    let place = Workplace::with_data();
    let data = place.path().join("graph-data");
    symlink("graph-data/sources.json", place.path().join("linked")).unwrap();
    fs::hard_link(data.join("entities.json"), place.path().join("same")).unwrap();
    let before = fs::read(data.join("entities.json")).unwrap();
    for output in [
        "graph-data/entities.json",
        "graph-data/claims/../claims/article.json",
        "graph-data/excluded.csv",
        "linked",
        "same",
    ] {
        for verb in ["stats", "snapshot", "check"] {
            let ran = place.run(&[verb, "--output", output]);
            assert_eq!(ran.status(), 2, "{verb} {output}");
            assert!(ran.err().contains("which is read"), "{}", ran.err());
        }
    }
    assert_eq!(fs::read(data.join("entities.json")).unwrap(), before);
    let (map, table) = (
        "docs/import.in/donations.json",
        "docs/import.in/donations.csv",
    );
    for output in [map, table] {
        let ran = place.run(&["import", map, table, "--into", "new", "-o", output]);
        assert_eq!(ran.status(), 2, "{output}");
    }
    assert_eq!(place.run(&["stats", "--output", "new.txt"]).status(), 0);
}

/// Kills a verb in the midst of its work, over and over, and returns how many drafts were left each time.
fn killed(place: &Workplace, verb: &[&str], signal: &str, dirs: &[&Path]) -> Vec<usize> {
    let rounds = (0..16).map(|round| {
        let mut child = place
            .command()
            .args(verb)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(3 * round));
        // A shell has it built in, and a machine may have no other.
        let kill = std::process::Command::new("sh")
            .args(["-c", &format!("kill {signal} {}", child.id())])
            .stderr(Stdio::null())
            .status();
        kill.unwrap();
        child.wait().unwrap();
        let left = dirs.iter().map(|dir| drafts(dir)).sum();
        let _ = fs::remove_dir_all(place.path().join("new"));
        left
    });
    rounds.collect()
}

/// Returns how many unfinished files and folders lie in a folder.
fn drafts(dir: &Path) -> usize {
    let names = fs::read_dir(dir).into_iter().flatten();
    let names = names.map(|entry| entry.unwrap().file_name());
    names
        .filter(|name| name.to_string_lossy().starts_with(".claimgraph-"))
        .count()
}

#[test]
fn a_stopped_verb_leaves_no_draft_and_a_killed_one_none_for_long() {
    let place = Workplace::with_data();
    let cache = place.path().join("cache/claimgraph");
    let dirs = [place.path(), cache.as_path()];
    let (map, table) = (
        "docs/import.in/donations.json",
        "docs/import.in/donations.csv",
    );
    let verbs: [&[&str]; 4] = [
        &["snapshot"],
        &["claims", "--format", "json", "--output", "claims.json"],
        &["import", map, table, "--into", "new"],
        &["init", "new"],
    ];
    for verb in verbs {
        for signal in ["-INT", "-TERM", "-HUP"] {
            let left = killed(&place, verb, signal, &dirs);
            assert_eq!(left.iter().sum::<usize>(), 0, "{verb:?} {signal}: {left:?}");
        }
        killed(&place, verb, "-KILL", &dirs);
        // The next one to write in the same place removes what is left.
        assert_eq!(place.run(verb).status(), 0, "{verb:?}");
        assert_eq!(dirs.map(drafts), [0, 0], "{verb:?}");
        let _ = fs::remove_dir_all(place.path().join("new"));
    }
}
