//! A graph as plain lists, and the same graph for the engine.

use std::collections::BTreeMap;

use claimgraph::cypher::Value;
use claimgraph::cypher::graph::NodeId;

use crate::memory::{Memory, Properties};
use crate::value::Val;

pub type Props = BTreeMap<&'static str, Val>;

#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub nodes: Vec<(Vec<&'static str>, Props)>,
    pub rels: Vec<Rel>,
}

#[derive(Clone, Debug)]
pub struct Rel {
    pub kind: &'static str,
    pub start: usize,
    pub end: usize,
    pub props: Props,
}

impl Graph {
    pub fn to_memory(&self, indexed: bool) -> Memory {
        let mut memory = Memory::new(indexed);
        for (labels, props) in &self.nodes {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            memory.add_node(&labels, properties(props));
        }
        for rel in &self.rels {
            let node = |index: usize| NodeId(u32::try_from(index).expect("a small graph"));
            let (start, end) = (node(rel.start), node(rel.end));
            memory.add_relationship(rel.kind, start, end, properties(&rel.props));
        }
        memory
    }

    pub fn prop(&self, of: &Val, key: &str) -> Val {
        let props = match of {
            Val::Node(node) => &self.nodes[*node].1,
            Val::Rel(rel) => &self.rels[*rel].props,
            _ => return Val::Null,
        };
        props.get(key).cloned().unwrap_or(Val::Null)
    }
}

fn properties(props: &Props) -> Properties {
    let props = props.iter();
    let entries = props.map(|(key, value)| ((*key).to_owned(), to_engine(value)));
    entries.collect()
}

fn to_engine(value: &Val) -> Value {
    match value {
        Val::Bool(truth) => (*truth).into(),
        Val::Int(number) => (*number).into(),
        Val::Float(number) => (*number).into(),
        Val::Str(text) => text.as_str().into(),
        Val::List(items) => Value::list(items.iter().map(to_engine).collect()).expect("a list"),
        other => panic!("{other:?} is no property"),
    }
}
