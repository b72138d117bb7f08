//! The program as people meet it: help, exit status, streams, and what it leaves on the disk.

mod common;

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use common::Workplace;

#[test]
fn every_example_in_the_help_runs() {
    let place = Workplace::with_data();
    let mut ran = 0;
    for verb in verbs(&place) {
        let help = place.run(&[&verb, "--help"]).out();
        let (_, examples) = help
            .split_once("Examples:\n")
            .unwrap_or_else(|| panic!("`{verb} --help` shows no examples"));
        let examples: Vec<&str> = examples
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        assert!(
            examples.len() >= 2,
            "`{verb} --help` shows fewer than two examples"
        );
        for example in examples {
            if example.contains("svg") && !graphviz_is_installed() {
                eprintln!("skipped, for Graphviz is not installed: {example}");
                continue;
            }
            let words = words(example);
            let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            let outcome = place.run(&args);
            assert_eq!(outcome.status(), 0, "{example}\n{}", outcome.err());
            ran += 1;
        }
    }
    assert!(ran >= 20, "only {ran} examples");
}

fn graphviz_is_installed() -> bool {
    let version = Command::new("dot").arg("-V").stderr(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

/// Returns the verbs that the help lists.
fn verbs(place: &Workplace) -> Vec<String> {
    let help = place.run(&["--help"]).out();
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = commands.lines().take_while(|line| !line.trim().is_empty());
    let named = lines
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with(' '));
    let names = named.filter_map(|line| line.split_whitespace().next());
    let verbs: Vec<String> = names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(verbs.len() > 10, "{verbs:?}");
    verbs
}

/// Splits a command at spaces that no quotes hold together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = None;
    for c in command.chars() {
        match (c, quoted) {
            (_, Some(quote)) if c == quote => quoted = None,
            ('"' | '\'', None) => quoted = Some(c),
            (' ', None) => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words
}

#[test]
fn answers_are_the_same_on_every_run() {
    let place = Workplace::with_data();
    for args in [
        &["flows"][..],
        &["claims", "--format", "json"],
        &["disputes", "--format", "jsonl"],
        &["compare", "musk", "openai"],
        &["path", "musk", "google", "--all"],
        &["stats"],
    ] {
        let first = place.run(args).out();
        assert!(!first.is_empty(), "{args:?}");
        assert_eq!(first, place.run(args).out(), "{args:?}");
    }
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let place = Workplace::with_data();
    assert_eq!(place.run(&["flows", "openai"]).status(), 0);
    assert_eq!(
        place
            .run(&["claims", "--from", "hegel", "--min", "USD 1"])
            .status(),
        1
    );
    assert_eq!(place.run(&["show", "nobody at all"]).status(), 2);
    assert_eq!(place.run(&["claims", "--since", "last year"]).status(), 2);
    assert_eq!(place.run(&["--data", "nowhere", "stats"]).status(), 2);
    assert_eq!(place.run(&["no-such-verb"]).status(), 2);
}

#[test]
fn languages_compare_without_case() {
    let place = Workplace::with_data();
    let lower = place.run(&["flows", "openai", "--lang", "zh"]);
    let upper = place.run(&["flows", "openai", "--lang", "ZH"]);
    assert_eq!((upper.status(), upper.out()), (0, lower.out()));
    assert!(upper.out().contains("微软"), "{}", upper.out());
}

#[test]
fn a_wrong_name_is_met_with_a_better_one() {
    let place = Workplace::with_data();
    let ran = place.run(&["show", "opnai"]);
    assert_eq!(
        ran.err(),
        "error: nothing is called \"opnai\"; did you mean \"OpenAI\"?\n"
    );
    let ran = place.run(&["claims", "--predicate", "donate_to"]);
    assert!(
        ran.err().contains("did you mean \"donated to\"?"),
        "{}",
        ran.err()
    );
    let ran = place.run(&["claims", "--tag", "fundin"]);
    assert!(
        ran.err().contains("did you mean \"funding\"?"),
        "{}",
        ran.err()
    );
}

#[test]
fn a_name_that_several_things_have_lists_them() {
    let place = Workplace::with_data();
    let path = place.path().join("graph-data/entities.json");
    let text = fs::read_to_string(&path).expect("entities");
    let twin =
        r#"{"id": "musk-2", "kind": "person", "labels": {"en": "Elon Musk", "zh": "另一个"}},"#;
    fs::write(
        &path,
        text.replacen("\"entities\": [", &format!("\"entities\": [{twin}"), 1),
    )
    .expect("written");
    let ran = place.run(&["show", "Elon Musk"]);
    assert_eq!(ran.status(), 2);
    assert!(ran.err().contains("may be musk-2 or musk"), "{}", ran.err());
    assert_eq!(place.run(&["show", "musk"]).status(), 0);
}

#[test]
fn a_viewpoint_holds_only_its_speakers_claims() {
    let place = Workplace::with_data();
    let out = place
        .run(&["claims", "--according-to", "openai", "--format", "jsonl"])
        .out();
    assert!(out.lines().count() >= 5, "{out}");
    for line in out.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).expect("an object");
        assert_eq!(claim["speaker"]["id"], "openai");
    }
    let dot = place
        .run(&[
            "export",
            "dot",
            "--according-to",
            "openai",
            "--only",
            "money",
        ])
        .out();
    assert!(dot.contains("45M") && !dot.contains("100M"), "{dot}");
    let refused = place.run(&["verify", "--according-to", "openai"]);
    assert_eq!(refused.status(), 2);
}

#[test]
fn graphviz_accepts_every_answer() {
    if !graphviz_is_installed() {
        eprintln!("skipped: Graphviz is not installed");
        return;
    }
    let place = Workplace::with_data();
    for args in [
        &["show", "openai"][..],
        &["claims", "--said-by", "musk"],
        &["flows"],
        &["trail", "microsoft"],
        &["path", "musk", "microsoft"],
        &["timeline", "meta"],
        &["entities", "--kind", "ai-model"],
        &["sources"],
        &["predicates"],
        &["stats"],
        &["disputes"],
        &["compare", "musk", "openai"],
        &["who", "musk"],
        &["query", "MATCH (a)-[c:RELEASED]->(b) RETURN c"],
        &["claims", "--lang", "zh", "--tag", "race"],
    ] {
        let ran = place.run(&[args, &["--format", "svg"]].concat());
        assert_eq!(ran.status(), 0, "{args:?}: {}", ran.err());
        assert!(ran.out().trim_end().ends_with("</svg>"), "{args:?}");
    }
    let whole = place.run(&["export", "svg"]);
    assert!(whole.out().contains("OpenAI"), "{}", whole.err());
}

#[test]
fn json_is_one_array_and_json_lines_one_object_a_line() {
    let place = Workplace::with_data();
    for verb in [
        "claims",
        "flows",
        "entities",
        "sources",
        "predicates",
        "stats",
        "timeline",
        "disputes",
    ] {
        let array: serde_json::Value =
            serde_json::from_str(&place.run(&[verb, "--format", "json"]).out()).expect(verb);
        let array = array.as_array().expect("an array");
        let lines = place.run(&[verb, "--format", "jsonl"]).out();
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect(verb))
            .collect();
        assert_eq!(*array, lines, "{verb}");
        assert!(!array.is_empty(), "{verb}");
    }
}

#[test]
fn a_claim_is_always_the_same_object() {
    let place = Workplace::with_data();
    let out = place.run(&["claims", "--format", "jsonl"]).out();
    let always = [
        "id",
        "kind",
        "subject",
        "predicate",
        "object",
        "value",
        "quantity",
        "when",
        "modality",
        "polarity",
        "attribution",
        "speaker",
        "evidence",
        "status",
        "disputed_by",
    ];
    let where_present = [
        "occasion", "tags", "parts", "includes", "supports", "rebuts", "restates", "explains",
        "derived", "ids", "note", "summary",
    ];
    for line in out.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).expect("an object");
        let keys = claim.as_object().expect("an object").keys();
        let keys: Vec<&str> = keys.map(String::as_str).collect();
        let (first, rest) = keys.split_at(always.len());
        assert_eq!(first, always);
        let in_order = where_present.iter().filter(|key| rest.contains(key));
        assert!(rest.iter().eq(in_order), "{rest:?}");
        assert!(rest.iter().all(|key| !claim[key].is_null()));
        let chain = claim["attribution"].as_array().expect("a chain");
        assert_eq!(chain[0]["source"], "article");
        assert_eq!(chain[chain.len() - 1]["maker"], claim["speaker"]);
    }
}

#[test]
fn a_closed_pipe_is_a_success() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimgraph"))
        .args(["claims", "--evidence"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut out = child.stdout.take().expect("a pipe");
    let mut some = [0; 64];
    out.read_exact(&mut some).expect("the first bytes");
    drop(out);
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut err)
        .expect("UTF-8");
    assert_eq!(
        (child.wait().expect("an end").code(), err.as_str()),
        (Some(0), "")
    );
}

#[test]
fn output_appears_whole_or_not_at_all() {
    let place = Workplace::with_data();
    let ran = place.run(&[
        "flows",
        "openai",
        "--format",
        "csv",
        "--output",
        "flows.csv",
    ]);
    assert_eq!((ran.status(), ran.out().as_str()), (0, ""));
    let written = fs::read_to_string(place.path().join("flows.csv")).expect("the file");
    assert_eq!(
        written,
        place.run(&["flows", "openai", "--format", "csv"]).out()
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt};
        let pipe = place.path().join("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).expect("what is piped")
        });
        let ran = place.run(&["flows", "openai", "--format", "csv", "--output", "pipe"]);
        assert_eq!(ran.status(), 0, "{}", ran.err());
        assert_eq!(reader.join().expect("the reader"), written);
        assert!(fs::metadata(&pipe).expect("the pipe").file_type().is_fifo());
        let mode = |name: &str| {
            fs::metadata(place.path().join(name))
                .expect("a file")
                .permissions()
                .mode()
        };
        fs::write(place.path().join("plain"), "").expect("written");
        assert_eq!(mode("flows.csv"), mode("plain"));
    }
    let ran = place.run(&["flows", "--output", "no/such/folder/flows.csv"]);
    assert_eq!(ran.status(), 2);
    assert!(
        ran.err()
            .starts_with("error: cannot write no/such/folder/flows.csv"),
        "{}",
        ran.err()
    );
}

#[cfg(unix)]
#[test]
fn output_keeps_links_and_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::with_data();
    let (file, link) = (place.path().join("real.csv"), place.path().join("link.csv"));
    fs::write(&file, "old").expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("permissions");
    std::os::unix::fs::symlink("real.csv", &link).expect("a link");
    let asked = ["flows", "openai", "--format", "csv"];
    let ran = place.run(&[&asked[..], &["--output", "link.csv"]].concat());
    assert_eq!(ran.status(), 0, "{}", ran.err());
    assert!(link.is_symlink());
    let written = fs::read_to_string(&file).expect("the file");
    assert_eq!(written, place.run(&asked).out());
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn nothing_in_the_data_steers_a_terminal_or_a_spreadsheet() {
    let place = Workplace::with_data();
    let path = place.path().join("graph-data/entities.json");
    let text = fs::read_to_string(&path).expect("entities");
    let hostile = r#""en": "=cmd()\u202e\u2028OpenAI""#;
    fs::write(&path, text.replacen(r#""en": "OpenAI""#, hostile, 1)).expect("written");
    for format in ["table", "json", "jsonl", "csv"] {
        let ran = place.run(&["flows", "openai", "--evidence", "--format", format]);
        assert_eq!(ran.status(), 0, "{}", ran.err());
        let steering = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.out().contains(steering), "{format}: {:?}", ran.out());
    }
    let csv = place.run(&["flows", "openai", "--format", "csv"]).out();
    assert!(csv.contains(",'=cmd()"), "{csv}");
    let raw = place
        .run(&["flows", "openai", "--format", "csv", "--raw"])
        .out();
    assert!(raw.contains(",=cmd()\u{202e}"), "{raw}");
}

#[test]
fn a_new_case_is_valid_and_is_made_once() {
    let place = Workplace::with_data();
    assert_eq!(place.run(&["init", "mine"]).status(), 0);
    let check = place.run(&["check", "mine"]);
    assert_eq!(
        (check.status(), check.out().as_str()),
        (0, ""),
        "{}",
        check.err()
    );
    let claims = place.run(&["--data", "mine", "claims", "--evidence"]).out();
    assert!(
        ["~USD 2M", "gave the foundation", "1964"]
            .iter()
            .all(|word| claims.contains(word)),
        "{claims}"
    );
    let text = fs::read_to_string(place.path().join("mine/texts/interview.txt")).expect("the text");
    assert_eq!(text.chars().count(), 94);
    assert_eq!(
        text.get(12..57),
        Some("gave the foundation about two million dollars")
    );
    assert_eq!(text.get(76..92), Some("was born in 1964"));
    let again = place.run(&["init", "mine"]);
    assert_eq!(again.status(), 2);
    assert!(again.err().contains("is there already"), "{}", again.err());
}

#[test]
fn completions_and_manual_pages_come_from_the_arguments() {
    let place = Workplace::with_data();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            place
                .run(&["completions", shell])
                .out()
                .contains("disputes"),
            "{shell}"
        );
    }
    assert!(place.run(&["man"]).out().contains(".TH claimgraph"));
    assert_eq!(place.run(&["man", "--into", "man"]).status(), 0);
    assert!(place.path().join("man/claimgraph-flows.1").exists());
}

#[test]
fn faulty_data_gives_no_answer_but_every_fault() {
    let place = Workplace::with_data();
    let path = place.path().join("graph-data/claims/openai-answer.json");
    let text = fs::read_to_string(&path).expect("claims");
    let text = text
        .replace("\"<USD 45M\"", "\"<USX 45M\"")
        .replace("\"subject\": \"musk\"", "\"subject\": \"musc\"");
    fs::write(&path, text).expect("written");
    let ran = place.run(&["flows"]);
    assert_eq!((ran.status(), ran.out().as_str()), (2, ""));
    assert!(
        ran.err().contains("error[unknown-currency]"),
        "{}",
        ran.err()
    );
    assert!(
        ran.err().contains("did you mean \"musk\"?"),
        "{}",
        ran.err()
    );
}
