//! What may be typed after the verbs that lay texts beside the case.

use std::path::PathBuf;

use super::date;
use crate::model::{When, Word};
use crate::verify::Fix;

pub(super) const VERIFY_HELP: &str = "\
A fragment is exact; the same in another form (white space, line wraps, quotation marks, dashes, case, full width, HTML
references, simplified characters); moved; altered, changed numbers, units, names and negations first; ambiguous; or missing.
--fix mends what moved, --fix form also takes the words of the text for another form; what is altered is never mended.
Offsets count the Unicode code points of the text as given, a byte order mark and carriage returns included, unless the
text is the declared one but for those. After --fix, what is listed is what is left, then what was mended.
Exit status: 0 all is exact, 1 nothing failed but some source has no text here, 2 something failed.

Examples:
  claimgraph --data my-case verify
  claimgraph --data my-case verify interview=my-case/texts/interview.txt --fix";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct VerifyArgs {
    /// The text of a source; the source by id or label.
    #[arg(value_name = "SOURCE=FILE")]
    named: Vec<String>,
    /// The folder that holds other texts as <source id>.txt [default: texts in the data folder].
    #[arg(long, value_name = "DIR")]
    pub texts: Option<PathBuf>,
    /// Rewrite the offsets of moved fragments, and with `form` the words of those that differ in form only; also length
    /// and SHA-256 of a text in which all fragments stand [default with --fix: moved].
    #[arg(
        long,
        value_name = "moved|form",
        num_args = 0..=1,
        default_missing_value = "moved",
        value_parser = fix
    )]
    fix: Option<AskedFix>,
}

/// What stands after `--fix`.
#[derive(Debug, Clone)]
enum AskedFix {
    Allowed(Fix),
    /// A text in its stead, as in `--fix interview=interview.txt`.
    Named(String),
}

fn fix(written: &str) -> Result<AskedFix, String> {
    match Fix::from_word(written) {
        Some(allowed) => Ok(AskedFix::Allowed(allowed)),
        None if written.contains('=') => Ok(AskedFix::Named(written.to_owned())),
        None => Err("it is moved, form, or SOURCE=FILE".to_owned()),
    }
}

impl VerifyArgs {
    /// Returns what may be mended, if anything.
    pub fn allowed(&self) -> Option<Fix> {
        self.fix.as_ref().map(|asked| match asked {
            AskedFix::Allowed(allowed) => *allowed,
            AskedFix::Named(_) => Fix::Moved,
        })
    }

    /// Returns the texts named one by one.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        let after_fix = self.fix.as_ref().and_then(|asked| match asked {
            AskedFix::Named(named) => Some(named),
            AskedFix::Allowed(_) => None,
        });
        self.named.iter().chain(after_fix).map(String::as_str)
    }
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
