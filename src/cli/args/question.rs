//! The verbs that ask something of the graph, and their flags.

use clap::Subcommand;

use super::{date, word};
use crate::dispute::Rule;
use crate::model::{ClaimKind, Modality, When};
use crate::query::By;

/// The verbs that ask something of the graph.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Question {
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
        /// Only entities of this kind or of one under it; may be given again.
        #[arg(long, value_name = "KIND")]
        kind: Vec<String>,
    },

    /// List sources, with their makers, dates and number of claims.
    #[command(after_help = "Examples:\n  claimgraph sources\n  claimgraph sources --format json")]
    Sources,

    /// List predicates, with what they take and how many claims are made under each.
    #[command(after_help = "Examples:\n  claimgraph predicates\n  claimgraph predicates --lang zh")]
    Predicates,

    /// List what accounts differ about: each matter with why, and the camps of those that can hold together.
    #[command(
        after_help = "Examples:\n  claimgraph disputes openai --certain\n  claimgraph disputes --rule sum --format json\n  claimgraph disputes --pairs"
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
        /// List the claims that contradict each other two at a time, not by matter.
        #[arg(long, conflicts_with = "uncompared")]
        pairs: bool,
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

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ClaimsArgs {
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
pub(in crate::cli) struct FlowsArgs {
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
