//! Signals that end the program: what it has written and not finished is removed first.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether an interrupt (ctrl-c) ends the program.
static INTERRUPT_ENDS: AtomicBool = AtomicBool::new(true);

/// Leaves interrupts to whoever else listens to them: at the prompt, ctrl-c ends a query and not the program.
pub(super) fn survive_interrupts() {
    INTERRUPT_ENDS.store(false, Ordering::Relaxed);
}

/// Removes drafts before the program ends by an interrupt, a request to terminate or the end of its terminal.
///
/// Signals that the program was started to ignore, as by `nohup`, stay ignored.
#[cfg(unix)]
pub(super) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let ignored = ignored();
    let wanted = [SIGHUP, SIGINT, SIGTERM];
    let heeded = wanted.into_iter().filter(|s| ignored >> (s - 1) & 1 == 0);
    // Where it fails, signals end the program as they always do, and the next one to write removes the drafts.
    let Ok(mut signals) = Signals::new(heeded) else {
        return;
    };
    let listen = move || {
        for signal in signals.forever() {
            if signal != SIGINT || INTERRUPT_ENDS.load(Ordering::Relaxed) {
                crate::text::remove_drafts();
                let _ = emulate_default_handler(signal);
            }
        }
    };
    let thread = std::thread::Builder::new().name("signals".to_owned());
    let _ = thread.spawn(listen);
}

/// Does nothing: elsewhere the next process to write removes the drafts.
#[cfg(not(unix))]
pub(super) fn watch() {}

/// Returns the signals that the process ignores, a bit each from the lowest; none where the system does not tell.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.unwrap_or(0)
}
