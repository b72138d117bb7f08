//! The parser: what it takes, what it makes of it, and where it says that a text is wrong.

mod answers;
mod calls;
mod dice;
#[allow(dead_code)]
#[path = "../tck/memory.rs"]
mod memory;
mod mistakes;
mod precedence;
mod print;
mod print_query;
mod robust;
mod round_trip;
mod small;
mod tree_queries;
mod trees;
mod walks;

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
