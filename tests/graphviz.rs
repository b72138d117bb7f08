//! Graphviz as a child process: it ends with the program, and when its time is up.
#![cfg(target_os = "linux")]

#[allow(dead_code)]
mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use common::Workplace;

/// Puts a `dot` into a folder that notes its process number and never ends, and returns where the number will be.
fn endless_dot(folder: &Path) -> PathBuf {
    let (dot, number) = (folder.join("dot"), folder.join("number"));
    let script = format!(
        "#!/bin/sh\necho $$ > {0}.new\nmv {0}.new {0}\nexec sleep 600\n",
        number.display()
    );
    fs::write(&dot, script).expect("a script");
    fs::set_permissions(&dot, fs::Permissions::from_mode(0o755)).expect("a script that runs");
    number
}

/// Returns the program, to draw with the `dot` of a folder.
fn drawing(place: &Workplace, folder: &Path) -> Command {
    let mut command = place.command();
    command
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .args(["export", "svg"])
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

fn is_running(number: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{number}/stat"));
    // One that has ended and that nobody waits for is a zombie.
    status.is_ok_and(|status| !status.contains(") Z "))
}

fn wait_until(met: impl Fn() -> bool, what: &str) {
    for _ in 0..6_000 {
        if met() {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("{what}");
}

#[test]
fn it_ends_with_the_program_that_started_it() {
    let place = Workplace::with_data();
    let folder = tempfile::tempdir().expect("a folder");
    let number = endless_dot(folder.path());
    let mut program = drawing(&place, folder.path()).spawn().expect("it runs");
    wait_until(|| number.exists(), "it draws");
    let number = fs::read_to_string(&number).expect("a number");
    let number = number.trim();
    assert!(is_running(number));
    // SIGKILL, which leaves the program no time for anything.
    program.kill().expect("it runs still");
    program.wait().expect("it ended");
    wait_until(|| !is_running(number), "it runs on");
}

#[test]
fn it_ends_when_its_time_is_up() {
    let place = Workplace::with_data();
    let folder = tempfile::tempdir().expect("a folder");
    let number = endless_dot(folder.path());
    let ran = drawing(&place, folder.path())
        .args(["--timeout", "1"])
        .output();
    let ran = ran.expect("it runs");
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).expect("UTF-8");
    assert!(
        said.contains("in 1 s;") && said.contains("--timeout"),
        "{said}"
    );
    let number = fs::read_to_string(&number).expect("a number");
    wait_until(|| !is_running(number.trim()), "it runs on");
}
