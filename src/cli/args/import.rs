//! What may be typed after `import`.

use std::path::PathBuf;

pub(super) const HELP: &str = "\
A mapping says which field of a table feeds which key; docs/import.md shows one, `claimgraph schema mapping` describes all.
A table's name tells what it holds, or is put as entities=FILE, sources=FILE or claims=FILE.
Exit status: 0 the folder is there and has no fault, 2 something is at fault and nothing was written.

Examples:
  claimgraph import docs/import.in/donations.json docs/import.in/donations.csv --into donations
  claimgraph import docs/import.in/donations.json claims=docs/import.in/donations.csv --into gifts";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportArgs {
    /// The mapping, a JSON file.
    pub mapping: PathBuf,
    /// The tables: .csv and .tsv with a header, or .jsonl with an object a line.
    #[arg(value_name = "FILE", required = true)]
    pub tables: Vec<PathBuf>,
    /// The data folder to make; it must not exist, or be empty.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}
