//! The prompt of `query`, on a pseudo-terminal that `script` of util-linux opens; skipped where there is none.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";

/// A terminal at which the prompt is open.
struct Terminal {
    script: Child,
    keys: ChildStdin,
    screen: Receiver<Vec<u8>>,
    /// What was shown and not yet looked for.
    unread: String,
}

impl Terminal {
    /// Opens the prompt; `None` where there is no `script`.
    fn open(state: &Path) -> Option<Self> {
        let version = Command::new("script").arg("--version").output();
        let is_there = version
            .is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains("util-linux"));
        if !is_there {
            eprintln!("skipped, for `script` of util-linux is not installed");
            return None;
        }
        let mut script = Command::new("script")
            .args(["--quiet", "--return", "--command"])
            // A shell that stayed in between would die of the ctrl-c that is meant for the prompt.
            .arg(format!("exec '{}' query", env!("CARGO_BIN_EXE_claimgraph")))
            .arg("/dev/null")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("SHELL", "/bin/sh")
            .env("XDG_STATE_HOME", state)
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("script starts");
        let keys = script.stdin.take().expect("its input");
        let mut shown = script.stdout.take().expect("its output");
        let (send, screen) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = shown.read(&mut bytes) {
                if send.send(bytes[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut terminal = Self {
            script,
            keys,
            screen,
            unread: String::new(),
        };
        terminal.expect(":help helps");
        terminal.expect("claimgraph> ");
        Some(terminal)
    }

    fn press(&mut self, keys: &str) {
        self.keys
            .write_all(keys.as_bytes())
            .expect("keys are taken");
        self.keys.flush().expect("keys are taken");
    }

    /// Types a line, and checks that the answer holds some text.
    fn ask(&mut self, line: &str, answer: &str) {
        self.press(line);
        self.press("\r");
        self.expect(answer);
        self.expect("claimgraph> ");
    }

    /// Waits until some text is shown.
    fn expect(&mut self, text: &str) {
        let begun = Instant::now();
        loop {
            if let Some(place) = self.unread.find(text) {
                self.unread.drain(..place + text.len());
                return;
            }
            match self.screen.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.unread.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Timeout) if begun.elapsed() < PATIENCE => {}
                Err(_) => panic!("no {text:?} in {:?}", self.unread),
            }
        }
    }

    /// Leaves, and checks that the program ends well.
    fn leave(mut self, keys: &str) {
        self.press(keys);
        let status = self.script.wait().expect("it ends");
        assert!(status.success(), "{status}");
    }
}

#[test]
fn queries_are_answered_and_errors_shown_until_one_leaves() {
    let state = tempfile::tempdir().expect("a folder");
    let Some(mut terminal) = Terminal::open(state.path()) else {
        return;
    };
    terminal.ask("RETURN 6 * 7 AS answer;", "42");
    terminal.ask("MATCH (e:Person)\rRETURN count(e) > 3 AS many;", "true");
    terminal.ask("RETURN persn;", "`persn` is not defined");
    terminal.ask(":param who => 'mu' + 'sk'", "");
    terminal.ask("MATCH (e {id: $who}) RETURN e.label;", "Elon Musk");
    terminal.ask(":explain MATCH (e:Person) RETURN e;", "scan :Person");
    terminal.ask(":nonsense", "there is no command :nonsense");
    terminal.ask("RETURN 1 AS a; RETURN 'tw' + 'o' AS b;", "two");
    terminal.leave("exit\r");
}

#[test]
fn what_is_typed_ahead_or_pasted_is_answered_in_turn() {
    let state = tempfile::tempdir().expect("a folder");
    let Some(mut terminal) = Terminal::open(state.path()) else {
        return;
    };
    // As from a terminal that does not mark what is pasted, and as from one that does.
    terminal.press("RETURN 6 * 7 AS a;\r:param x => 40 + 3\rRETURN $x AS b;\r");
    terminal.expect("42");
    terminal.expect("43");
    terminal.press("\x1b[200~:param y => 40 + 4\rRETURN $y AS c;\rRETURN 45 AS d;\x1b[201~\r");
    terminal.expect("44");
    terminal.expect("45");
    terminal.leave("exit\r");
}

#[test]
fn ctrl_c_stops_a_query_and_drops_a_line() {
    let state = tempfile::tempdir().expect("a folder");
    let Some(mut terminal) = Terminal::open(state.path()) else {
        return;
    };
    terminal
        .press("UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN count(*);\r");
    thread::sleep(Duration::from_millis(500));
    let pressed = Instant::now();
    terminal.press(CTRL_C);
    terminal.expect("stopped");
    assert!(
        pressed.elapsed() < Duration::from_secs(5),
        "{:?}",
        pressed.elapsed()
    );
    terminal.expect("claimgraph> ");
    terminal.press("RETURN 'half");
    terminal.expect("half");
    terminal.press(CTRL_C);
    terminal.expect("claimgraph> ");
    terminal.ask("RETURN 6 * 7 AS answer;", "42");
    terminal.leave(CTRL_D);
}

#[test]
fn names_are_completed() {
    let state = tempfile::tempdir().expect("a folder");
    let Some(mut terminal) = Terminal::open(state.path()) else {
        return;
    };
    terminal.press("MATCH (p:Pers\t");
    terminal.expect("Person");
    terminal.ask(") RETURN count(p) > 3 AS many;", "true");
    terminal.leave(CTRL_D);
}

#[test]
fn what_was_typed_is_kept() {
    let state = tempfile::tempdir().expect("a folder");
    let Some(mut terminal) = Terminal::open(state.path()) else {
        return;
    };
    terminal.ask("RETURN 6 * 7 AS answer;", "42");
    terminal.leave(CTRL_D);
    let Some(mut terminal) = Terminal::open(state.path()) else {
        return;
    };
    terminal.press(UP);
    terminal.expect("RETURN 6 * 7 AS answer;");
    terminal.ask("", "42");
    terminal.leave(CTRL_D);
}

#[test]
fn a_history_that_cannot_be_kept_is_no_hindrance() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("no-folder");
    fs::write(&file, "").expect("a file");
    let Some(mut terminal) = Terminal::open(&file) else {
        return;
    };
    terminal.press("RETURN 6 * 7 AS answer;\r");
    terminal.expect("cannot be kept");
    terminal.expect("42");
    terminal.expect("claimgraph> ");
    terminal.ask("RETURN 6 * 8 AS answer;", "48");
    terminal.leave(CTRL_D);
}
