//! What may be typed after `query`.

use std::path::PathBuf;

pub(super) const HELP: &str = "\
Entities are nodes labelled by kind (:Person, :Company, :Entity), sources :Source and claims :Claim. A claim is also a
relationship from subject to object, its type the predicate (:DONATED_TO). A claim's node leads on by :SUBJECT, :OBJECT,
:SAID_BY, :IN (its source), :DISPUTES and :SUPPORTS. The README lists the properties.

Examples:
  claimgraph query 'MATCH (a)-[c:DONATED_TO]->(b) RETURN a.label, c.quantity, c.speaker'
  claimgraph query 'MATCH (a {id: $who})-[c]->(b) RETURN type(c), b.label LIMIT 5' --param who=musk";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct QueryArgs {
    /// The query; `-` reads it from standard input. Without one, a terminal gets a prompt that queries are typed at.
    pub text: Option<String>,
    /// Read the query from a file.
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub file: Option<PathBuf>,
    /// Give a $parameter its value: a number, true, false, null, JSON, `@file.json`, or a text; may be given again.
    #[arg(long, value_name = "NAME=VALUE")]
    pub param: Vec<String>,
    /// How many seconds it may run.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,
    /// How many rows it may return.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub max_rows: usize,
    /// Show the plan instead of the result, with the rows that were expected and those that came.
    #[arg(long)]
    pub explain: bool,
}
