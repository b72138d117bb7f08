//! Snapshots: the same answers as from the data, and never one from a snapshot that is not what was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use claimgraph::snapshot::{self, Inputs, NAME, Unusable};

mod common;

use common::Workplace;

/// Questions that together look at everything a snapshot holds.
const QUESTIONS: &[&[&str]] = &[
    &["flows", "openai", "--evidence"],
    &["flows", "--total"],
    &["show", "马斯克"],
    &["show", "openai-answer"],
    &["claims", "--format", "json"],
    &["claims", "--denied", "--format", "csv"],
    &["entities", "--format", "jsonl"],
    &["sources", "--format", "jsonl"],
    &["predicates", "--format", "jsonl"],
    &["path", "musk", "meta", "--all"],
    &["timeline"],
    &["trail", "microsoft"],
    &["disputes"],
    &["who", "musk"],
    &["compare", "musk", "openai"],
    &["stats"],
    &["export", "dot"],
    &[
        "query",
        "MATCH (a)-[r]->(b) RETURN a.label, type(r), b.label, r.min LIMIT 20",
    ],
    &["--according-to", "musk", "claims", "--lang", "zh"],
];

fn with_snapshot() -> (Workplace, PathBuf) {
    let place = Workplace::with_data();
    // Files that were changed a moment ago are noted as such, which a moment later they are not.
    let data = place.path().join("graph-data");
    for path in claimgraph::read::files(&data).unwrap() {
        let file = fs::File::options()
            .write(true)
            .open(data.join(path))
            .unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600))
            .unwrap();
    }
    // The system's own note of the change cannot be set back.
    std::thread::sleep(Duration::from_millis(100));
    let made = place.run(&["snapshot"]);
    assert_eq!((made.status(), made.err()), (0, String::new()));
    let path = PathBuf::from(made.out().trim_end());
    assert!(path.starts_with(place.path().join("cache")), "{path:?}");
    (place, path)
}

/// Returns what every question prints, with what is said beside it.
fn answers(place: &Workplace) -> (Vec<String>, String) {
    let mut said = String::new();
    let answers = QUESTIONS.iter().map(|question| {
        let ran = place.run(question);
        said.push_str(&ran.err());
        format!("{}\n{}", ran.status(), ran.out())
    });
    (answers.collect(), said)
}

#[test]
fn every_question_is_answered_as_from_the_data() {
    let place = Workplace::with_data();
    let (from_data, _) = answers(&place);
    let (place, path) = with_snapshot();
    let (from_snapshot, said) = answers(&place);
    assert_eq!(from_data, from_snapshot);
    assert!(!said.contains("snapshot"), "{said}");
    assert_eq!(place.run(&["check", "--snapshot"]).status(), 0);

    // Alone, in another folder, it answers too.
    let alone = tempfile::tempdir().unwrap();
    fs::copy(&path, alone.path().join("openai.claimgraph")).unwrap();
    let ran = place
        .command()
        .args(["--data", "openai.claimgraph", "flows", "openai"])
        .current_dir(alone.path())
        .output()
        .unwrap();
    let expected = place.run(&["flows", "openai"]).out();
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected);
}

#[test]
fn a_snapshot_is_the_same_bytes_each_time() {
    let (place, path) = with_snapshot();
    let first = fs::read(&path).unwrap();
    assert_eq!(place.run(&["snapshot", "--threads", "1"]).status(), 0);
    assert!(first == fs::read(&path).unwrap());
}

#[test]
fn changed_data_is_read_and_not_the_snapshot() {
    let (place, path) = with_snapshot();
    let data = place.path().join("graph-data");
    let claims = data.join("claims/article.json");
    let text = fs::read_to_string(&claims).unwrap();
    let says = |place: &Workplace, what: &str| {
        let ran = place.run(&["flows", "openai"]);
        assert_eq!(ran.status(), 0);
        assert!(ran.err().contains(what), "{}", ran.err());
        let check = place.run(&["check", "--snapshot"]);
        assert_eq!(check.status(), 2);
        assert!(check.err().contains(what), "{}", check.err());
        ran.out()
    };

    // As many bytes as before.
    fs::write(&claims, text.replace("USD 44M", "USD 43M")).unwrap();
    let out = says(&place, "claims/article.json has been changed since");
    assert!(out.contains("USD 43M") && !out.contains("USD 44M"));
    let set = |time: SystemTime| {
        let file = fs::File::options().write(true).open(&claims).unwrap();
        file.set_modified(time).unwrap();
    };

    // The same bytes at another time are the same data.
    fs::write(&claims, &text).unwrap();
    set(SystemTime::now() - Duration::from_secs(3600));
    assert_eq!(place.run(&["flows", "openai"]).err(), "");
    assert_eq!(place.run(&["check", "--snapshot"]).err(), "");

    let more = data.join("claims/more.json");
    fs::write(&more, "{\"claims\": []}").unwrap();
    says(&place, "claims/more.json has been added since");
    fs::remove_file(&more).unwrap();
    let moved = place.path().join("article.json");
    fs::rename(&claims, &moved).unwrap();
    let ran = place.run(&["flows", "openai"]);
    assert!(
        ran.err()
            .contains("claims/article.json has been removed since"),
        "{}",
        ran.err()
    );
    fs::rename(&moved, &claims).unwrap();

    // Made anew, it is used again.
    fs::write(&claims, text.replace("USD 44M", "USD 42M")).unwrap();
    assert_eq!(place.run(&["snapshot"]).status(), 0);
    let ran = place.run(&["flows", "openai"]);
    assert_eq!(ran.err(), "");
    assert!(ran.out().contains("USD 42M"));
    assert!(path.is_file());
}

#[test]
fn faulty_data_makes_no_snapshot() {
    let (place, path) = with_snapshot();
    let before = fs::read(&path).unwrap();
    let claims = place.path().join("graph-data/claims/article.json");
    fs::write(&claims, "{").unwrap();
    let ran = place.run(&["snapshot"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.err().contains("error[syntax]"), "{}", ran.err());
    assert!(before == fs::read(&path).unwrap());
}

#[test]
fn a_cut_snapshot_is_never_used() {
    let (place, path) = with_snapshot();
    let whole = fs::read(&path).unwrap();
    let expected = place.run(&["flows", "openai"]).out();
    let mut lengths: Vec<usize> = (0..80).step_by(9).collect();
    lengths.extend([whole.len() - 1, whole.len() + 7]);
    lengths.extend((1..20).map(|part| whole.len() * part / 20));
    for length in lengths {
        let mut cut = whole.clone();
        cut.resize(length, 0);
        fs::write(&path, cut).unwrap();
        let ran = place.run(&["flows", "openai"]);
        assert_eq!(
            (ran.status(), &ran.out()),
            (0, &expected),
            "cut to {length}"
        );
        assert!(
            ran.err().starts_with("warning: the snapshot"),
            "cut to {length}: {}",
            ran.err()
        );
        assert_eq!(place.run(&["check", "--snapshot"]).status(), 2);
    }
}

#[test]
fn a_flipped_bit_changes_no_answer() {
    let (place, path) = with_snapshot();
    let whole = fs::read(&path).unwrap();
    let dir = place.path().join("graph-data");
    let graph = claimgraph::open(&dir).unwrap();
    let expected = place.run(&["claims", "--format", "json"]).out();
    let step = whole.len() / 150;
    for (round, at) in (0..whole.len()).step_by(step).chain(0..72).enumerate() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (round % 8);
        fs::write(&path, flipped).unwrap();
        let found = snapshot::check(&path, &dir, &graph);
        assert!(
            matches!(found, Err(Unusable::Refused(_))),
            "flipped at {at}: {found:?}"
        );
        if round % 6 == 0 {
            let ran = place.run(&["claims", "--format", "json"]);
            assert_eq!(
                (ran.status(), &ran.out()),
                (0, &expected),
                "flipped at {at}"
            );
        }
    }
}

#[test]
fn what_is_no_snapshot_is_left_alone() {
    let (place, path) = with_snapshot();
    let expected = place.run(&["flows", "openai"]).out();
    let answers = |what: &str| {
        let ran = place.run(&["flows", "openai"]);
        assert_eq!((ran.status(), &ran.out()), (0, &expected), "{what}");
        assert!(
            ran.err().contains("it is no snapshot"),
            "{what}: {}",
            ran.err()
        );
    };
    let refuses = |what: &str| {
        let ran = place.run(&["snapshot"]);
        assert_eq!(ran.status(), 2, "{what}");
        let said = ran.err();
        assert!(
            said.starts_with("error: cannot write the snapshot"),
            "{said}"
        );
    };
    let foreign: &[&[u8]] = &[b"", b"notes", &[b'x'; 4096], b"claimgraph\n"];
    for bytes in foreign {
        fs::write(&path, bytes).unwrap();
        answers(&format!("{bytes:?}"));
        refuses(&format!("{bytes:?}"));
        assert_eq!(fs::read(&path).unwrap(), *bytes);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refuses("a folder");
    assert_eq!(place.run(&["flows", "openai"]).out(), expected);
    let ran = place.run(&["--data", "graph-data/sources.json", "stats"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.err().contains("it is no snapshot"), "{}", ran.err());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_things_as_they_were() {
    let (place, path) = with_snapshot();
    let before = fs::read(&path).unwrap();
    // Files may grow to 8 blocks of 512 bytes only, and the signal that would end the process is ignored.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" snapshot";
    let ran = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_claimgraph")])
        .current_dir(place.path())
        .env("XDG_CACHE_HOME", place.path().join("cache"))
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(
        said.starts_with("error: cannot write the snapshot"),
        "{said}"
    );
    assert!(before == fs::read(&path).unwrap());
    assert_eq!(drafts(path.parent().unwrap()), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::with_data();
    let data = place.path().join("graph-data");
    fs::set_permissions(&data, fs::Permissions::from_mode(0o555)).unwrap();
    let is_locked = fs::write(data.join("probe"), "").is_err();
    if is_locked {
        let ran = place.run(&["snapshot", "--beside"]);
        assert_eq!(ran.status(), 2);
        assert!(
            ran.err().contains("cannot write the snapshot"),
            "{}",
            ran.err()
        );
        assert_eq!(place.run(&["flows", "openai"]).status(), 0);
        // Elsewhere it can be kept all the same.
        assert_eq!(place.run(&["snapshot"]).status(), 0);
        assert_eq!(place.run(&["snapshot", "--output", "kept"]).status(), 0);
        assert_eq!(
            place.run(&["--data", "kept", "flows", "openai"]).status(),
            0
        );
    } else {
        println!("skipped, since nothing is locked to this user");
    }
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn several_processes_at_once_leave_a_whole_one() {
    let (place, path) = with_snapshot();
    let expected = place.run(&["flows", "openai"]).out();
    let start = |args: &[&str]| {
        place
            .command()
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    for _ in 0..5 {
        let writers: Vec<_> = (0..3).map(|_| start(&["snapshot"])).collect();
        let readers: Vec<_> = (0..3).map(|_| start(&["flows", "openai"])).collect();
        for writer in writers {
            assert!(writer.wait_with_output().unwrap().status.success());
        }
        for reader in readers {
            let output = reader.wait_with_output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        }
    }
    assert_eq!(place.run(&["check", "--snapshot"]).status(), 0);
    assert_eq!(drafts(path.parent().unwrap()), 0);
}

#[test]
fn a_process_that_dies_leaves_the_old_one() {
    let (place, path) = with_snapshot();
    let expected = place.run(&["flows", "openai"]).out();
    for round in 0..12 {
        let mut child = place
            .command()
            .arg("snapshot")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(2 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let ran = place.run(&["flows", "openai"]);
        assert_eq!((ran.out(), ran.err()), (expected.clone(), String::new()));
    }
    assert!(path.is_file());
}

#[test]
fn data_that_changes_meanwhile_is_not_kept() {
    let place = Workplace::with_data();
    let dir = place.path().join("graph-data");
    let graph = claimgraph::open(&dir).unwrap();
    let inputs = Inputs::of(&dir).unwrap();
    let claims = dir.join("claims/article.json");
    let text = fs::read_to_string(&claims).unwrap();
    fs::write(&claims, format!("{text}\n")).unwrap();
    let error = snapshot::save(&graph, &inputs, &dir, &dir.join(NAME)).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ResourceBusy);
    assert!(!dir.join(NAME).exists());
}

#[test]
fn a_folder_brings_no_snapshot_of_its_own() {
    let place = Workplace::with_data();
    let data = place.path().join("graph-data");
    let claims = data.join("claims/article.json");
    let text = fs::read_to_string(&claims).unwrap();
    fs::write(&claims, text.replace("USD 44M", "USD 43M")).unwrap();
    assert_eq!(place.run(&["snapshot", "--beside"]).status(), 0);
    fs::write(&claims, &text).unwrap();
    // What lies beside the data is not used, whatever it says of the data.
    let ran = place.run(&["flows", "openai"]);
    assert!(ran.out().contains("USD 44M") && ran.err().is_empty());
    // Where it is named it is, and says that the data is another.
    let ran = place.run(&["--data", "graph-data/.claimgraph", "flows", "openai"]);
    assert!(ran.out().contains("USD 43M"), "{}", ran.out());
    assert!(
        ran.err().contains("has been changed since"),
        "{}",
        ran.err()
    );
}

#[test]
fn a_snapshot_of_other_data_is_found_out() {
    let (place, path) = with_snapshot();
    let data = place.path().join("graph-data");
    let graph = claimgraph::open(&data).unwrap();
    let other = tempfile::tempdir().unwrap();
    let dir = other.path().join("case");
    let status = place.command().arg("init").arg(&dir).output().unwrap();
    assert!(status.status.success());
    // The inputs are of this data, and the graph of another.
    let forged = claimgraph::open(&dir).unwrap();
    let inputs = Inputs::of(&data).unwrap();
    snapshot::save(&forged, &inputs, &data, &path).unwrap();
    assert_eq!(
        snapshot::check(&path, &data, &graph),
        Err(Unusable::OtherContent)
    );
    let ran = place.run(&["check", "--snapshot"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.err().contains("not made of this data"), "{}", ran.err());
}

/// Returns how many unfinished files lie in a folder.
fn drafts(dir: &Path) -> usize {
    let names = fs::read_dir(dir).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name());
    names
        .filter(|name| name.to_string_lossy().starts_with(".claimgraph-"))
        .count()
}
