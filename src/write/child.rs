//! A program that runs as long as it is waited for: it has so much time, and ends with this process.
//!
//! One of the two places of the library with `unsafe` code: what a new process does before it becomes the program.
#![allow(unsafe_code)]

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a program that came to its end had to say.
#[derive(Debug)]
pub(super) struct Finished {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// How often a running program is looked at.
const MOMENT: Duration = Duration::from_millis(5);

/// Runs a program on an input; `None` when the time is up, and then the program has been ended.
///
/// # Errors
///
/// When it cannot be started, or read from.
pub(super) fn run(
    command: &mut Command,
    input: &[u8],
    time: Duration,
) -> io::Result<Option<Finished>> {
    end_with_us(command);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        // Written beside the reading, since any pipe may be full. Should the program close its end early, its status and
        // words say more than the broken pipe.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let stdout = scope.spawn(move || all(stdout));
        let stderr = scope.spawn(move || all(stderr));
        let status = ended(&mut child, time);
        if !matches!(status, Ok(Some(_))) {
            end(&mut child)?;
        }
        let Some(status) = status? else {
            return Ok(None);
        };
        let [stdout, stderr] =
            [stdout, stderr].map(|pipe| pipe.join().unwrap_or_else(|_| Ok(Vec::new())));
        Ok(Some(Finished {
            status,
            stdout: stdout?,
            stderr: stderr?,
        }))
    })
}

/// Waits for a program; `None` when the time is up first.
fn ended(child: &mut Child, time: Duration) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if begun.elapsed() < time => thread::sleep(MOMENT),
            None => return Ok(None),
        }
    }
}

/// Ends a program, and on Linux whatever it started, which may hold its pipes open.
fn end(child: &mut Child) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        // A group that is gone needs no end.
        let _ = rustix::process::kill_process_group(
            rustix::process::Pid::from_child(child),
            rustix::process::Signal::KILL,
        );
    }
    child.kill()?;
    child.wait().map(|_| ())
}

fn all(pipe: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Has the system end the program as soon as the thread that starts it is gone, however that went. The thread waits for
/// the program, so that it goes only when the process does.
#[cfg(target_os = "linux")]
fn end_with_us(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;

    use rustix::process::{Signal, getppid, set_parent_process_death_signal};

    let parent = rustix::process::getpid();
    let before = move || {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        // Whoever was gone before the wish was known sends no signal.
        match getppid() == Some(parent) {
            true => Ok(()),
            false => Err(io::ErrorKind::Interrupted.into()),
        }
    };
    command.process_group(0);
    // SAFETY: between fork and exec, memory is a copy in which other threads' locks may be held for ever, so that only
    // what takes no lock and no memory may run. The closure makes two system calls, by `rustix` directly and not through
    // the C library, and builds errors that are plain numbers.
    unsafe {
        command.pre_exec(before);
    }
}

/// Other systems have no such wish: a program there ends with its terminal, or at the latest when its time is up by the
/// clock of whoever waits.
#[cfg(not(target_os = "linux"))]
fn end_with_us(_: &mut Command) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_has_its_input_and_its_output_whatever_their_length() {
        let input = "a line\n".repeat(100_000);
        let finished = run(
            &mut Command::new("cat"),
            input.as_bytes(),
            Duration::from_secs(60),
        );
        let finished = finished.expect("it runs").expect("it ends");
        assert!(finished.status.success() && finished.stderr.is_empty());
        assert_eq!(finished.stdout, input.as_bytes());
    }

    #[test]
    fn a_program_that_takes_longer_is_ended() {
        let mut command = Command::new("sleep");
        command.arg("600");
        let finished = run(&mut command, b"", Duration::from_millis(50)).expect("it runs");
        assert!(finished.is_none());
    }
}
