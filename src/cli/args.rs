//! What may be typed: the verbs, their flags and their help.

mod import;
mod query;
mod texts;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use rust_decimal::Decimal;

use crate::dispute::Rule;
use crate::model::{ClaimKind, EntityKind, Modality, When, Word};
use crate::query::By;

pub(super) use import::ImportArgs;
pub(super) use query::QueryArgs;
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
        /// Check the folder's snapshot instead of its data: every byte of it, and whether the data is still the same.
        #[arg(long)]
        snapshot: bool,
    },

    /// Keep the case as it is now in one file that opens at once; verbs use it as long as the data stays the same.
    #[command(
        after_help = "Examples:\n  claimgraph snapshot\n  claimgraph snapshot --output openai.claimgraph\n  claimgraph --data openai.claimgraph flows openai"
    )]
    Snapshot,

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
    Entities,
    Predicates,
    Sources,
    Claims,
    /// The mapping of an import.
    Mapping,
}

/// The verbs that ask something of the graph.
#[derive(Debug, Subcommand)]
pub(super) enum Question {
    /// Show an entity, claim, source or predicate, whole, with its claims both ways.
    #[command(
        after_help = "Examples:\n  claimgraph show musk\n  claimgraph show 奥尔特曼 --lang zh"
    )]
    Show {
        /// The id, label or alias of an entity, source or predicate, or the id of a claim.
        name: String,
    },

    /// List the claims that meet every condition given.
    #[command(
        after_help = "Examples:\n  claimgraph claims --between musk openai --evidence\n  claimgraph claims --said-by openai --modality pledged --modality demanded"
    )]
    Claims(Box<ClaimsArgs>),

    /// List money in and out: per pair, every version of each payment with its speaker; or add it up.
    #[command(
        after_help = "Examples:\n  claimgraph flows openai\n  claimgraph flows --format csv\n  claimgraph flows openai --total --explain\n  claimgraph flows --total --by year --include planned,pledged"
    )]
    Flows(FlowsArgs),

    /// Follow money on: someone pays, then who was paid pays on, in order of time.
    #[command(
        after_help = "Examples:\n  claimgraph trail microsoft openai --evidence\n  claimgraph trail musk --include pledged,proposed"
    )]
    Trail {
        /// Who pays first.
        from: String,
        /// Who is paid last; trails are followed as far as they go when left out.
        to: Option<String>,
        /// The most steps a trail may have.
        #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
        max_hops: u8,
        /// The most trails that are listed.
        #[arg(long, value_name = "N", default_value_t = 1_000)]
        most: usize,
        /// Step over money that is put in these ways too, such as planned,pledged.
        #[arg(long, value_name = "MODALITIES", value_delimiter = ',', value_parser = word::<Modality>())]
        include: Vec<Modality>,
    },

    /// Find how two entities hang together: a shortest path, each step with the claims behind it.
    #[command(
        after_help = "Examples:\n  claimgraph path musk microsoft\n  claimgraph path 马斯克 谷歌 --all --max-hops 3"
    )]
    Path {
        /// Where the path starts.
        from: String,
        /// Where the path ends.
        to: String,
        /// List every path, shortest first.
        #[arg(long)]
        all: bool,
        /// The most steps a path may have [default: 8, or 3 with --all].
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=32))]
        max_hops: Option<u8>,
        /// The most paths that --all lists.
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
        /// Step over claims under this predicate only; may be given again.
        #[arg(long, value_name = "PREDICATE")]
        via: Vec<String>,
        /// Step from subject to object only.
        #[arg(long)]
        directed: bool,
    },

    /// List what happened when, as far as the dates allow an order; uncertain places are marked.
    #[command(
        after_help = "Examples:\n  claimgraph timeline openai\n  claimgraph timeline --format jsonl"
    )]
    Timeline {
        /// The entity whose story it is; everyone's when left out.
        name: Option<String>,
    },

    /// List entities, with how many claims are made about and by each.
    #[command(
        after_help = "Examples:\n  claimgraph entities --kind ai-model\n  claimgraph entities --lang zh"
    )]
    Entities {
        /// Only entities of this kind; may be given again.
        #[arg(long, value_name = "KIND", value_parser = word::<EntityKind>())]
        kind: Vec<EntityKind>,
    },

    /// List sources, with their makers, dates and number of claims.
    #[command(after_help = "Examples:\n  claimgraph sources\n  claimgraph sources --format json")]
    Sources,

    /// List predicates, with what they take and how many claims are made under each.
    #[command(after_help = "Examples:\n  claimgraph predicates\n  claimgraph predicates --lang zh")]
    Predicates,

    /// List claims that cannot hold together, with why, and the versions side by side.
    #[command(
        after_help = "Examples:\n  claimgraph disputes openai --certain\n  claimgraph disputes --rule sum --format json"
    )]
    Disputes {
        /// The entity that the dispute is about or that takes part in it; any when left out.
        name: Option<String>,
        /// Only disputes found by this rule; may be given again.
        #[arg(long, value_name = "RULE", value_parser = word::<Rule>())]
        rule: Vec<Rule>,
        /// Only disputes in which this speaker takes part.
        #[arg(long, value_name = "NAME")]
        said_by: Option<String>,
        /// Only disputes that are certain.
        #[arg(long, conflicts_with = "uncompared")]
        certain: bool,
        /// List the comparisons that could not be made instead, with the reason.
        #[arg(long)]
        uncompared: bool,
    },

    /// Compare two speakers: where they dispute, where they agree, and what only one of them says.
    #[command(
        after_help = "Examples:\n  claimgraph compare musk openai\n  claimgraph compare 马斯克 openai --format dot"
    )]
    Compare {
        /// One speaker.
        a: String,
        /// The other speaker.
        b: String,
    },

    /// Tell what a speaker has claimed, about whom, and how much of it others support or dispute.
    #[command(after_help = "Examples:\n  claimgraph who musk\n  claimgraph who openai --evidence")]
    Who {
        /// The speaker.
        name: String,
    },

    /// Count entities, sources, predicates and claims.
    #[command(after_help = "Examples:\n  claimgraph stats\n  claimgraph stats --format csv")]
    Stats,
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
}

/// A sort of claims that a picture may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// Payments.
    Money,
    /// Relations and events.
    Relations,
    /// Figures.
    Figures,
}

#[derive(Debug, clap::Args)]
pub(super) struct ClaimsArgs {
    /// The subject or the object is this entity.
    #[arg(long, value_name = "NAME")]
    pub about: Option<String>,
    /// Subject and object are these two, either way round.
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub between: Option<Vec<String>>,
    /// The subject is this entity.
    #[arg(long, value_name = "NAME")]
    pub from: Option<String>,
    /// The object is this entity.
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// The speaker is this entity.
    #[arg(long, value_name = "NAME")]
    pub said_by: Option<String>,
    /// This source made the claim or reports it.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// The claim is under this predicate; may be given again.
    #[arg(long, value_name = "PREDICATE")]
    pub predicate: Vec<String>,
    /// The claim is of this kind; may be given again.
    #[arg(long, value_name = "KIND", value_parser = word::<ClaimKind>())]
    pub kind: Vec<ClaimKind>,
    /// The claim is put in this way; may be given again.
    #[arg(long, value_name = "MODALITY", value_parser = word::<Modality>())]
    pub modality: Vec<Modality>,
    /// The claim has this tag; may be given again.
    #[arg(long, visible_alias = "story", value_name = "TAG")]
    pub tag: Vec<String>,
    /// The claim is a denial.
    #[arg(long)]
    pub denied: bool,
    /// The claim takes part in a dispute that is certain or stated by the data.
    #[arg(long)]
    pub disputed: bool,
    /// Someone of independent origin says the same, and nobody contradicts it.
    #[arg(long)]
    pub corroborated: bool,
    /// The claim may hold on this date (EDTF) or later.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<When>,
    /// The claim may hold on this date (EDTF) or earlier.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub until: Option<When>,
    /// The quantity may be this much or more, such as "USD 1M".
    #[arg(long, value_name = "QUANTITY")]
    pub min: Option<String>,
    /// The quantity may be this much or less, such as "USD 1B".
    #[arg(long, value_name = "QUANTITY")]
    pub max: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct FlowsArgs {
    /// The entity whose money it is; everyone's when left out.
    pub name: Option<String>,
    /// Add up what moved, each payment once, and tell what was not added.
    #[arg(long)]
    pub total: bool,
    /// Make a total for each giver, receiver, pair of them or year.
    #[arg(long, value_name = "WHAT", requires = "total", value_parser = word::<By>())]
    pub by: Option<By>,
    /// Add money that is put in these ways too, such as planned,pledged.
    #[arg(long, value_name = "MODALITIES", requires = "total", value_delimiter = ',', value_parser = word::<Modality>())]
    pub include: Vec<Modality>,
    /// List the payments behind each total, with the claims that give their least and their most.
    #[arg(long, requires = "total")]
    pub explain: bool,
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
