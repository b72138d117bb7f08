//! What may be typed after the verbs that lay texts beside the case.

use std::path::PathBuf;

use super::date;
use crate::model::When;

pub(super) const VERIFY_HELP: &str = "\
Offsets count the Unicode code points of the text as given, a byte order mark and carriage returns included.
Exit status: 0 all is exact, 1 nothing failed but some source has no text here, 2 something failed.

Examples:
  claimgraph --data my-case verify
  claimgraph --data my-case verify interview=my-case/texts/interview.txt --fix";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct VerifyArgs {
    /// The text of a source; the source by id or label.
    #[arg(value_name = "SOURCE=FILE")]
    pub named: Vec<String>,
    /// The folder that holds other texts as <source id>.txt [default: texts in the data folder].
    #[arg(long, value_name = "DIR")]
    pub texts: Option<PathBuf>,
    /// Rewrite the offsets of moved fragments; also length and SHA-256 of a text in which all fragments stand.
    #[arg(long)]
    pub fix: bool,
}

pub(super) const SCAN_HELP: &str = "\
Coverage counts figures by place, and names also by entity: one mention in evidence covers it.
What `excluded.csv` in the data folder leaves out, with its reasons, counts neither way.
Exit status: 0 something is listed, 1 nothing is, 2 coverage is below what is required.

Examples:
  claimgraph --data my-case scan my-case/texts/interview.txt --uncovered
  claimgraph --data my-case scan my-case/texts/interview.txt --require money=100";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ScanArgs {
    /// The text.
    pub file: PathBuf,
    /// The source it is the text of [default: the one that declares its SHA-256, or has its file's name as id].
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// List only what no evidence covers.
    #[arg(long)]
    pub uncovered: bool,
    /// List how much is covered, kind by kind, instead of each mention.
    #[arg(long, conflicts_with = "uncovered")]
    pub coverage: bool,
    /// A CSV table of rewritten words and what they mean, with the header spun,meaning.
    #[arg(long, value_name = "FILE")]
    pub spelling: Option<PathBuf>,
    /// The date (EDTF) from which "last year" counts [default: that of the source].
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<When>,
    /// The least coverage in percent, such as figures=100,names=100; also of a single kind.
    #[arg(long, value_name = "WHAT=PERCENT", value_delimiter = ',')]
    pub require: Vec<String>,
}
