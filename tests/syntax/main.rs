//! The parser: what it takes, what it makes of it, and where it says that a text is wrong.

mod answers;
mod dice;
mod mistakes;
mod precedence;
mod print;
mod print_query;
mod robust;
mod round_trip;
mod tree_queries;
mod trees;

use std::env;

use proptest::prelude::ProptestConfig;

/// How many cases are tried: so many, or as many as `CLAIMGRAPH_CASES` asks for.
fn cases(usual: u32) -> ProptestConfig {
    let asked = env::var("CLAIMGRAPH_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
