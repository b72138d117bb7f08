//! claimgraph: a claim-tracking knowledge graph.
//!
//! It keeps people, companies, products and money flows as a graph whose edges are claims: who said what about whom,
//! how much, when, resting on which words of which source. It never decides who is right; it shows who says what.
//!
//! # The flow
//!
//! A data folder is [read](mod@read) into a [case](model::Case), [checked](mod@check), and made a [graph](graph::Graph);
//! [queries](mod@query) ask the graph and yield an [answer](answer::Answer); [writers](mod@write) print it.
//!
//! ```
//! # fn main() -> Result<(), claimgraph::diagnostic::Report> {
//! let graph = claimgraph::open("graph-data".as_ref())?;
//! let case = graph.case();
//! let openai = graph.names().entity(case, "OpenAI").unwrap();
//! let flows = claimgraph::query::flows(&graph, Some(openai));
//! assert!(flows.rows.count() > 0);
//! # Ok(())
//! # }
//! ```
//!
//! # The ladder
//!
//! Each rung uses only those below it, which a test keeps true:
//!
//! [`stop`] < {[`text`], [`cypher`]} < {[`diagnostic`], [`column`](mod@column)} < [`model`] < {[`read`], [`check`], [`graph`], [`scan`]} < {[`dispute`], [`verify`], [`snapshot`]}
//! < [`answer`] < {[`query`], [`write`](mod@write)} < [`open`](fn@open) < [`import`](mod@import) < `cli`
//!
//! # What always holds
//!
//! - A value that exists is valid; a [`Graph`](graph::Graph) is only ever made of data without faults by [`open`](fn@open).
//! - Everything is named by handles of four bytes; names are resolved once, on the way in.
//! - Amounts are exact decimals and dates are EDTF; neither is ever rounded.
//! - The same data gives the same output, byte for byte.

pub mod answer;
pub mod check;
#[doc(hidden)]
pub mod cli;
pub mod column;
pub mod cypher;
pub mod diagnostic;
pub mod dispute;
pub mod graph;
pub mod import;
pub mod model;
mod open;
pub mod query;
pub mod read;
pub mod scan;
pub mod snapshot;
pub mod stop;
pub mod text;
pub mod verify;
pub mod write;

pub use open::{Opened, inspect, open, open_for_verify, open_watched};

/// The README, so that its example is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
