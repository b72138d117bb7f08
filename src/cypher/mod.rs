//! openCypher over any property graph: read-only, streaming, bounded.
//!
//! # The way of a query
//!
//! | step | room | from | to |
//! |---|---|---|---|
//! | parse | `syntax` | text | syntax tree |
//! | resolve | `semantics` | syntax tree | clauses over slots (`query`, `expression`); every mistake that needs no data |
//! | plan | `plan` | clauses | pipelines of steps, from the cheapest end |
//! | run | `exec` | pipelines | rows of [`Value`]s, pulled one at a time |
//!
//! Values ([`value`], `temporal`) and functions (`functions`) know nothing of queries. The graph is
//! seen through one trait, [`PropertyGraph`]: handles of 32 bits, names looked up once, buffers instead
//! of copies.
//!
//! # What always holds
//!
//! - A variable is a slot of the one row that all steps of a pipeline share; a step writes only its own.
//! - Truth has three values wherever openCypher says so: `Option<bool>`, where `None` is null.
//! - Every loop asks for the time, and so may the graph ([`PropertyGraph::heed`]); what is kept is weighed; texts too deep
//!   or too long are turned away ([`Limits`]). No query panics or exhausts the stack.
//! - The same graph and the same text give the same rows in the same order, `date()` and its kin aside.
//!
//! # Example
//!
//! ```
//! use claimgraph::cypher::{Limits, Parameters, PropertyGraph, Value, run};
//! # use claimgraph::cypher::graph::*;
//! # struct Tiny;
//! # impl PropertyGraph for Tiny {
//! #     fn label(&self, name: &str) -> Option<LabelId> { (name == "Person").then_some(LabelId(0)) }
//! #     fn relationship_type(&self, name: &str) -> Option<TypeId> { (name == "PAID").then_some(TypeId(0)) }
//! #     fn key(&self, name: &str) -> Option<KeyId> { (name == "name").then_some(KeyId(0)) }
//! #     fn label_name(&self, _: LabelId) -> &str { "Person" }
//! #     fn relationship_type_name(&self, _: TypeId) -> &str { "PAID" }
//! #     fn key_name(&self, _: KeyId) -> &str { "name" }
//! #     fn relationship_types(&self) -> Vec<TypeId> { vec![TypeId(0)] }
//! #     fn scan(&self, _: Option<LabelId>, position: &mut u64, batch: &mut Vec<NodeId>) {
//! #         batch.extend((*position as u32..2).map(NodeId));
//! #         *position = 2;
//! #     }
//! #     fn has_label(&self, _: NodeId, _: LabelId) -> bool { true }
//! #     fn node_labels(&self, _: NodeId, labels: &mut Vec<LabelId>) { labels.push(LabelId(0)); }
//! #     fn node_property(&self, node: NodeId, _: KeyId) -> Value { ["Ann", "Bob"][node.0 as usize].into() }
//! #     fn node_keys(&self, _: NodeId, keys: &mut Vec<KeyId>) { keys.push(KeyId(0)); }
//! #     fn relationship(&self, _: RelId) -> Relationship {
//! #         Relationship { kind: TypeId(0), start: NodeId(0), end: NodeId(1) }
//! #     }
//! #     fn relationship_property(&self, _: RelId, _: KeyId) -> Value { Value::Null }
//! #     fn relationship_keys(&self, _: RelId, _: &mut Vec<KeyId>) {}
//! #     fn expand(&self, node: NodeId, direction: Direction, _: &Types, hops: &mut Vec<Hop>) {
//! #         let leads = match direction {
//! #             Direction::Outgoing => node.0 == 0,
//! #             Direction::Incoming => node.0 == 1,
//! #             Direction::Both => true,
//! #         };
//! #         if leads {
//! #             hops.push(Hop { relationship: RelId(0), node: NodeId(1 - node.0) });
//! #         }
//! #     }
//! #     fn node_count(&self, _: Option<LabelId>) -> u64 { 2 }
//! #     fn relationship_count(&self, _: Option<TypeId>) -> u64 { 1 }
//! # }
//! # let graph = Tiny; // (:Person {name: 'Ann'})-[:PAID]->(:Person {name: 'Bob'})
//! let text = "MATCH (a:Person)-[:PAID]->(b) WHERE a.name = $payer RETURN b.name AS payee";
//! let parameters = Parameters::from([("payer".to_owned(), Value::from("Ann"))]);
//! let answer = run(&graph, text, &parameters, &Limits::default())?;
//!
//! assert_eq!(answer.columns, ["payee"]);
//! assert_eq!(answer.rows, [[Value::from("Bob")]]);
//!
//! let error = run(&graph, "MATCH (a) RETURN b", &parameters, &Limits::default()).unwrap_err();
//! assert_eq!(error.message, "`b` is not defined");
//! # Ok::<(), claimgraph::cypher::Error>(())
//! ```

mod error;
mod exec;
mod expression;
mod functions;
pub mod graph;
mod plan;
mod query;
mod run;
mod semantics;
pub mod syntax;
mod temporal;
mod types;
pub mod value;

pub use error::{Class, Error, Fault, Kind, Phase, Span};
pub use exec::Limits;
pub use expression::Parameters;
pub use functions::names as function_names;
pub use graph::PropertyGraph;
pub use plan::{Explanation, Line};
pub use query::Notice;
pub use run::{Answer, Query, Rows, run};
pub use syntax::{Lexeme, lexemes};
pub use temporal::{Duration, OffsetTime};
pub use value::Value;
