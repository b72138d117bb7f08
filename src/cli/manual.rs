//! Shell completions and manual pages, from the definition of the arguments.

use std::fs;
use std::path::Path;

use clap::CommandFactory;

use super::args::Args;
use super::{Failure, Outcome, output};

/// Prints the completions of a shell.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "claimgraph", &mut script);
    output::to(None, |out| out.write_all(&script))?;
    Ok(Outcome::Answered)
}

/// Writes the pages of a command and of those below it.
fn pages(command: clap::Command, folder: &Path) -> Result<(), Failure> {
    let below = command.get_subcommands().filter(|one| !one.is_hide_set());
    below.cloned().try_for_each(|one| pages(one, folder))?;
    let page = clap_mangen::Man::new(command);
    output::to_own(&folder.join(page.get_filename()), |out| {
        page.render(&mut &mut *out)
    })
}

/// Prints the manual page of the program, or writes it and one for each verb to a folder.
pub(super) fn man(into: Option<&Path>) -> Result<Outcome, Failure> {
    match into {
        Some(folder) => {
            let doing = || Failure::machine(format!("write manual pages to {}", folder.display()));
            fs::create_dir_all(folder).map_err(doing())?;
            let mut command = Args::command();
            command.build();
            pages(command, folder)?;
        }
        None => output::to(None, |out| {
            clap_mangen::Man::new(Args::command()).render(&mut &mut *out)
        })?,
    }
    Ok(Outcome::Answered)
}
