//! A data folder made for a test, and the program run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A data folder with one source, `letter`, and one claim on each quotation.
pub struct Case {
    folder: TempDir,
}

/// What the program printed and how it ended.
pub struct Outcome {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Case {
    /// Makes a case whose source declares this length, with evidence at these starts.
    pub fn new(code_points: usize, sha256: Option<&str>, evidence: &[(usize, &str)]) -> Self {
        let case = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        case.put(
            "entities.json",
            r#"{"entities": [
    {"id": "ada", "kind": "person", "labels": {"en": "Ada Example", "zh": "艾达"}, "aliases": ["Ada"]},
    {"id": "fund", "kind": "nonprofit", "labels": {"en": "Example Fund"}},
    {"id": "model-4", "kind": "ai-model", "labels": {"en": "Model 4"}}]}"#,
        );
        case.put(
            "predicates.json",
            r#"{"predicates": [{"id": "led", "kind": "relation", "labels": {"en": "led"}, "domain": ["person"], "range": ["nonprofit"]}]}"#,
        );
        let digest = sha256.map_or_else(String::new, |hex| format!(", \"sha256\": \"{hex}\""));
        case.put(
            "sources.json",
            format!(
                r#"{{"sources": [
    {{"id": "letter", "kind": "letter", "labels": {{"en": "a letter"}}, "maker": "ada", "said_on": "2024-03",
     "text": {{"code_points": {code_points}{digest}}}}}]}}"#
            ),
        );
        let claims: Vec<String> = evidence
            .iter()
            .enumerate()
            .map(|(number, (start, quote))| {
                let end = start + quote.chars().count();
                let quote = serde_json::Value::from(*quote);
                format!(
                    "  {{\"id\": \"c{number}\",\t\"subject\": \"ada\", \"predicate\": \"led\", \"object\": \"fund\",\n   \
                     \"evidence\": [ {{\"quote\": {quote},  \"end\":{end} , \"start\" : {start}}} ]}}"
                )
            })
            .collect();
        let claims = claims.join(",\n");
        case.put(
            "claims/letter.json",
            format!("{{\"source\": \"letter\", \"claims\": [\n{claims}\n]}}\n"),
        );
        case
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn get(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Lays down the text where it is looked for by default.
    pub fn hold(&self, text: impl AsRef<[u8]>) -> PathBuf {
        self.put("texts/letter.txt", text)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        command(self.folder.path(), arguments)
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs the program and returns its exit status and the rows it prints as JSON.
    pub fn rows(&self, arguments: &[&str]) -> (i32, Vec<serde_json::Value>) {
        let outcome = self.run(&[arguments, &["--format", "json"]].concat());
        let rows = serde_json::from_str(&outcome.out);
        (
            outcome.status,
            rows.unwrap_or_else(|error| panic!("{error}: {}{}", outcome.out, outcome.err)),
        )
    }
}

/// Returns a command that runs the program on a data folder.
pub fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimgraph"));
    command.arg("--data").arg(data).args(arguments);
    command.env_remove("CLAIMGRAPH_DATA");
    command
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
