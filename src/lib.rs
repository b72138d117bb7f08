//! claimgraph
pub mod answer;
pub mod check;
pub mod diagnostic;
pub mod graph;
pub mod model;
pub mod read;
pub mod text;
pub mod write;
