//! What may be typed: the verbs, their flags and their help.

mod import;
mod query;
mod question;
mod texts;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;

use crate::model::{When, Word};

pub(super) use import::ImportArgs;
pub(super) use query::QueryArgs;
pub(super) use question::{ClaimsArgs, Question};
use texts::{SCAN_HELP, VERIFY_HELP};
pub(super) use texts::{ScanArgs, VerifyArgs};

/// A claim-tracking knowledge graph: who said what about whom, how much, when, resting on which words.
#[derive(Debug, Parser)]
#[command(name = "claimgraph", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The folder of the case, or a snapshot of one.
    #[arg(
        long,
        global = true, help_heading = EVERYWHERE,
        env = "CLAIMGRAPH_DATA",
        value_name = "DIR",
        default_value = "graph-data"
    )]
    pub data: PathBuf,

    /// The language of labels, such as `en` or `zh`.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "LANG", default_value = "en")]
    pub lang: String,

    /// How the answer is written.
    #[arg(
        long,
        short,
        global = true, help_heading = EVERYWHERE,
        value_name = "FORMAT",
        default_value = "table"
    )]
    pub format: Format,

    /// Write under each row who said it, where, and in which words.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub evidence: bool,

    /// Write texts as they are, without protection for terminals and spreadsheets.
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub raw: bool,

    /// Answer from the claims of one speaker only.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "NAME")]
    pub according_to: Option<String>,

    /// How far about (`~`) reaches to either side, such as `10%`.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "PERCENT", default_value = "10%", value_parser = percent)]
    pub tolerance: Decimal,

    /// By how much rounded amounts may differ and still be the same, such as `2.5%`.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "PERCENT", default_value = "2.5%", value_parser = percent)]
    pub rounding: Decimal,

    /// How many threads work at a time; one for each core when left out. The answer does not depend on it.
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,

    /// Write to a file, which appears whole or not at all.
    #[arg(long, short, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Whether a snapshot turned out to be damaged, so that the data is read.
    #[arg(skip)]
    pub ignores_snapshot: bool,

    #[command(subcommand)]
    pub verb: Verb,
}

/// The heading under which flags that every verb takes are listed.
const EVERYWHERE: &str = "Options of every verb";

const AFTER_HELP: &str = "\
Names are ids, labels or aliases in any language: musk, \"Elon Musk\" and 马斯克 are the same.
Exit status: 0 answered, 1 nothing found, 2 the question is wrong, the data has faults or the machine failed.";

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns, for people.
    Table,
    /// One JSON array of objects.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A picture in Graphviz's language.
    Dot,
    /// A picture, drawn by Graphviz.
    Svg,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    #[command(flatten)]
    Ask(Question),

    /// Draw claims: all of them, or those around an entity, of one sort, under predicates or with tags.
    #[command(
        after_help = "Examples:\n  claimgraph export dot --only money\n  claimgraph export svg --focus openai --depth 1 --only money --output openai.svg"
    )]
    Export(Box<ExportArgs>),

    /// Ask in openCypher, read-only: entities, sources and claims are nodes, and claims relationships too.
    #[command(after_help = query::HELP)]
    Query(Box<QueryArgs>),

    /// Check the data: silent when all is well, otherwise every fault of every file.
    #[command(
        after_help = "Examples:\n  claimgraph check\n  claimgraph check graph-data --format json"
    )]
    Check {
        /// The folder to check instead of --data.
        dir: Option<PathBuf>,
        /// Check the snapshot of the case as well: every byte of it, against one made anew of the data.
        #[arg(long)]
        snapshot: bool,
    },

    /// Keep the case as it is now in one file that opens at once, in your cache; verbs use it as long as the data stays
    /// the same.
    #[command(
        after_help = "Examples:\n  claimgraph snapshot\n  claimgraph snapshot --output openai.claimgraph\n  claimgraph --data openai.claimgraph flows openai"
    )]
    Snapshot {
        /// Keep it in the folder of the case, as .claimgraph, to be shared; it is used only where --data names it.
        #[arg(long, conflicts_with = "output")]
        beside: bool,
    },

    /// Start a case of your own: the smallest valid folder, with one example claim.
    #[command(
        after_help = "Examples:\n  claimgraph init my-case\n  claimgraph --data my-case claims"
    )]
    Init {
        /// The folder to make; it must not exist, or be empty.
        dir: PathBuf,
    },

    /// Bring in tables you have, CSV, TSV or JSON Lines, by a mapping: a data folder is made of them, or every fault told.
    #[command(after_help = import::HELP)]
    Import(Box<ImportArgs>),

    /// Compare every quoted fragment with the texts you hold: exact, moved, near, missing or ambiguous.
    #[command(after_help = VERIFY_HELP)]
    Verify(Box<VerifyArgs>),

    /// List what a text holds, names, money, numbers, shares, durations and dates, and what no claim rests on yet.
    #[command(after_help = SCAN_HELP)]
    Scan(Box<ScanArgs>),

    /// Print the JSON Schema of a data file or of a mapping, for editors.
    #[command(
        after_help = "Examples:\n  claimgraph schema claims\n  claimgraph schema --into graph-data/schema"
    )]
    Schema {
        /// Which file's schema to print; all of them when left out.
        name: Option<SchemaName>,
        /// Write each schema to a file of its own in a folder.
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
    },

    /// Print shell completions.
    #[command(
        hide = true,
        after_help = "Examples:\n  claimgraph completions bash\n  claimgraph completions zsh"
    )]
    Completions {
        /// The shell to complete in.
        shell: clap_complete::Shell,
    },

    /// Print the manual page, or write one a verb.
    #[command(
        hide = true,
        after_help = "Examples:\n  claimgraph man\n  claimgraph man --into man"
    )]
    Man {
        /// Write a page for the program and one for each verb to a folder.
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
    },
}

/// The data file a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaName {
    Kinds,
    Entities,
    Predicates,
    Sources,
    Claims,
    /// The mapping of an import.
    Mapping,
}

/// What a picture is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Drawing {
    /// Graphviz's language, for `dot` and `sfdp`.
    Dot,
    /// SVG, drawn by Graphviz.
    Svg,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// What the picture is written as.
    pub drawing: Drawing,
    /// Only what lies around this entity.
    #[arg(long, value_name = "NAME")]
    pub focus: Option<String>,
    /// How many steps around the focus.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub depth: usize,
    /// Only claims of this sort.
    #[arg(long, value_name = "SORT")]
    pub only: Option<Sort>,
    /// Only claims under this predicate; may be given again.
    #[arg(long, value_name = "PREDICATE")]
    pub predicate: Vec<String>,
    /// Only claims with this tag; may be given again.
    #[arg(long, visible_alias = "story", value_name = "TAG")]
    pub tag: Vec<String>,
    /// How many seconds Graphviz may take to lay an SVG out.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub timeout: u64,
}

/// A sort of claims that a picture may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// Payments.
    Money,
    /// Relations and events.
    Relations,
    /// Figures and attributes.
    Figures,
}

/// Returns a parser of the words of a vocabulary.
fn word<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    let words = W::ALL.iter().map(|arm| arm.as_str());
    PossibleValuesParser::new(words).try_map(|word| W::from_word(&word).ok_or("no such word"))
}

/// Returns a part of a hundred, written with or without `%`, as a part of one.
fn percent(text: &str) -> Result<Decimal, String> {
    let number = text.strip_suffix('%').unwrap_or(text).trim();
    match Decimal::from_str_exact(number) {
        Ok(percent) if percent >= Decimal::ZERO && percent < Decimal::ONE_HUNDRED => {
            Ok(percent / Decimal::ONE_HUNDRED)
        }
        _ => Err("give a percentage from 0 to under 100, such as 10%".to_owned()),
    }
}

fn date(text: &str) -> Result<When, String> {
    When::parse(text).map_err(|error| error.to_string())
}
