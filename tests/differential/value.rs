//! Values of the naive evaluator: equality with three truths, order, and being the same.

use std::cmp::Ordering;

use claimgraph::cypher::Value;

#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    List(Vec<Val>),
    Node(usize),
    Rel(usize),
    Path(Vec<usize>, Vec<usize>),
}

impl Val {
    pub fn is_null(&self) -> bool {
        *self == Val::Null
    }

    pub fn truth(&self) -> Option<bool> {
        match self {
            Val::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    pub fn of_truth(truth: Option<bool>) -> Val {
        truth.map_or(Val::Null, Val::Bool)
    }

    fn number(&self) -> Option<f64> {
        match self {
            Val::Int(number) => Some(*number as f64),
            Val::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// What makes two values one to `DISTINCT` and to grouping; `null` is the same as `null`.
    pub fn key(&self) -> String {
        match self {
            Val::Null => "null".to_owned(),
            Val::Bool(truth) => truth.to_string(),
            Val::Int(number) => format!("{:.9}", *number as f64),
            Val::Float(number) => format!("{number:.9}"),
            Val::Str(text) => format!("{text:?}"),
            Val::List(items) => format!("[{}]", keys(items).join(",")),
            Val::Node(node) => format!("({node})"),
            Val::Rel(relationship) => format!("-{relationship}-"),
            Val::Path(nodes, relationships) => format!("<{nodes:?}{relationships:?}>"),
        }
    }

    /// The same value with all lists sorted, for those whose order nothing determines.
    pub fn unordered(&self) -> Val {
        match self {
            Val::List(items) => {
                let mut items: Vec<Val> = items.iter().map(Val::unordered).collect();
                items.sort_by_key(Val::key);
                Val::List(items)
            }
            other => other.clone(),
        }
    }
}

pub fn keys(values: &[Val]) -> Vec<String> {
    values.iter().map(Val::key).collect()
}

/// `a = b`, where nothing is known of what is null.
pub fn equal(a: &Val, b: &Val) -> Option<bool> {
    match (a, b) {
        (Val::Null, _) | (_, Val::Null) => None,
        (Val::List(a), Val::List(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            let pairs: Vec<_> = a.iter().zip(b).map(|(a, b)| equal(a, b)).collect();
            if pairs.contains(&Some(false)) {
                Some(false)
            } else if pairs.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        _ => match (a.number(), b.number()) {
            (Some(a), Some(b)) => Some(a == b),
            _ => Some(a == b),
        },
    }
}

/// How scalars compare for `<` and its kin; nothing is known of what is null or of another type.
pub fn compare(a: &Val, b: &Val) -> Option<Ordering> {
    match (a, b) {
        (Val::Bool(a), Val::Bool(b)) => Some(a.cmp(b)),
        (Val::Str(a), Val::Str(b)) => Some(a.cmp(b)),
        _ => a.number()?.partial_cmp(&b.number()?),
    }
}

/// How values are sorted: every one has its place.
pub fn order(a: &Val, b: &Val) -> Ordering {
    let rank = |value: &Val| match value {
        Val::Node(_) => 1,
        Val::Rel(_) => 2,
        Val::List(_) => 3,
        Val::Path(..) => 4,
        Val::Str(_) => 5,
        Val::Bool(_) => 6,
        Val::Int(_) | Val::Float(_) => 7,
        Val::Null => 8,
    };
    rank(a).cmp(&rank(b)).then_with(|| match (a, b) {
        (Val::Node(a), Val::Node(b)) | (Val::Rel(a), Val::Rel(b)) => a.cmp(b),
        (Val::List(a), Val::List(b)) => {
            let pairs = a.iter().zip(b).map(|(a, b)| order(a, b));
            let first = pairs.into_iter().find(|ordering| ordering.is_ne());
            first.unwrap_or(a.len().cmp(&b.len()))
        }
        _ => compare(a, b).unwrap_or(Ordering::Equal),
    })
}

/// What the engine returned, as a value here.
pub fn from_engine(value: &Value) -> Val {
    match value {
        Value::Null => Val::Null,
        Value::Boolean(truth) => Val::Bool(*truth),
        Value::Integer(number) => Val::Int(*number),
        Value::Float(number) => Val::Float(*number),
        Value::String(text) => Val::Str(text.to_string()),
        Value::List(list) => Val::List(list.items().iter().map(from_engine).collect()),
        Value::Node(node) => Val::Node(node.0 as usize),
        Value::Relationship(relationship) => Val::Rel(relationship.0 as usize),
        Value::Path(path) => {
            let mut nodes = vec![path.start.0 as usize];
            nodes.extend(path.hops.iter().map(|hop| hop.node.0 as usize));
            let hops = path.hops.iter();
            Val::Path(nodes, hops.map(|hop| hop.relationship.0 as usize).collect())
        }
        other => panic!("{other} is outside the subset"),
    }
}
