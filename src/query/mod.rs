//! Questions to the graph: one file a verb, each yielding an [`Answer`](crate::answer::Answer).
//!
//! Knows what is asked, never how it is printed. Names come in as handles; [`Graph::names`](crate::graph::Graph::names)
//! turns what people type into them.

mod claims;
mod compare;
mod cypher;
mod disputes;
mod entities;
mod export;
mod flows;
mod groups;
mod path;
mod predicates;
mod scan;
mod show;
mod sources;
mod statement;
mod stats;
mod timeline;
mod total;
mod trail;
mod verify;
mod who;

pub use claims::{Filter, claims};
pub use compare::compare;
pub use cypher::{Cypher, Prepared, Question};
pub use disputes::{Wanted, dispute_pairs, disputes, uncompared};
pub use entities::entities;
pub use export::{Only, Picture, export};
pub use flows::flows;
pub use path::{Search, path};
pub use predicates::predicates;
pub use scan::{coverage, scan};
pub use show::show;
pub use sources::sources;
pub use stats::stats;
pub use timeline::timeline;
pub use total::{By, Totals, total};
pub use trail::{Trails, trail};
pub use verify::{Compared, verify};
pub use who::who;
