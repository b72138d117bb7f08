//! Expressions as the definition of the language has them, evaluated by walking the tree.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::ast::{Expr, Pattern};
use crate::graph::Graph;
use crate::value::{Val, compare, equal};

pub type Row = BTreeMap<String, Val>;

/// The query takes more work than the comparison is worth.
#[derive(Clone, Copy, Debug)]
pub struct TooMuch;

pub struct Naive<'g> {
    pub graph: &'g Graph,
    pub fuel: Cell<u32>,
}

impl Naive<'_> {
    /// Uses up a little of the work allowed.
    pub fn spend(&self) -> Result<(), TooMuch> {
        let left = self.fuel.get().checked_sub(1).ok_or(TooMuch)?;
        self.fuel.set(left);
        Ok(())
    }

    pub fn value(&self, expr: &Expr, row: &Row) -> Result<Val, TooMuch> {
        self.spend()?;
        let value = |expr: &Expr| self.value(expr, row);
        let truth = |expr: &Expr| Ok::<_, TooMuch>(self.value(expr, row)?.truth());
        Ok(match expr {
            Expr::Null => Val::Null,
            Expr::Bool(truth) => Val::Bool(*truth),
            Expr::Int(number) => Val::Int(*number),
            Expr::Str(text) => Val::Str((*text).to_owned()),
            Expr::List(items) => Val::List(items.iter().map(value).collect::<Result<_, _>>()?),
            Expr::Var(name) => row.get(name).cloned().expect("a variable in scope"),
            Expr::Prop(name, key) => self.graph.prop(&row[name], key),
            Expr::Not(inner) => Val::of_truth(truth(inner)?.map(|truth| !truth)),
            Expr::Infix(a, sign @ ("AND" | "OR" | "XOR"), b) => {
                Val::of_truth(logic(sign, truth(a)?, truth(b)?))
            }
            Expr::Infix(a, sign, b) => infix(sign, value(a)?, value(b)?),
            Expr::Compare(first, rest) => {
                let mut left = value(first)?;
                let mut all = Some(true);
                for (sign, next) in rest {
                    let right = value(next)?;
                    all = logic("AND", all, comparison(sign, &left, &right));
                    left = right;
                }
                Val::of_truth(all)
            }
            Expr::IsNull(inner, wanted) => Val::Bool(value(inner)?.is_null() == *wanted),
            Expr::HasLabel(name, label) => match row[name] {
                Val::Node(node) => Val::Bool(self.graph.nodes[node].0.contains(label)),
                _ => Val::Null,
            },
            Expr::Call(name, arguments) => {
                let arguments: Vec<Val> = arguments.iter().map(value).collect::<Result<_, _>>()?;
                self.call(name, &arguments)
            }
            Expr::Index(list, index) => match (value(list)?, value(index)?) {
                (Val::List(items), Val::Int(index)) => {
                    let length = i64::try_from(items.len()).expect("a short list");
                    let place = if index < 0 { index + length } else { index };
                    let item = usize::try_from(place)
                        .ok()
                        .and_then(|place| items.get(place));
                    item.cloned().unwrap_or(Val::Null)
                }
                _ => Val::Null,
            },
            Expr::Case(cases, otherwise) => {
                for (when, then) in cases {
                    if truth(when)? == Some(true) {
                        return value(then);
                    }
                }
                otherwise.as_deref().map_or(Ok(Val::Null), value)?
            }
            Expr::Quantifier(name, var, list, condition) => {
                let Val::List(items) = value(list)? else {
                    return Ok(Val::Null);
                };
                let mut truths = Vec::new();
                for item in items {
                    let inner = with(row, var, item);
                    truths.push(self.value(condition, &inner)?.truth());
                }
                Val::of_truth(quantified(name, &truths))
            }
            Expr::Comprehension(var, list, condition, kept) => {
                let Val::List(items) = value(list)? else {
                    return Ok(Val::Null);
                };
                let mut out = Vec::new();
                for item in items {
                    let inner = with(row, var, item);
                    let fits = match condition {
                        Some(condition) => self.value(condition, &inner)? == Val::Bool(true),
                        None => true,
                    };
                    if fits {
                        out.push(self.value(kept, &inner)?);
                    }
                }
                Val::List(out)
            }
            Expr::Predicate(part) => {
                let pattern = Pattern {
                    parts: vec![(**part).clone()],
                    filter: None,
                };
                Val::Bool(!self.matches(&pattern, row)?.is_empty())
            }
            Expr::Exists(pattern) => Val::Bool(!self.matches(pattern, row)?.is_empty()),
            Expr::Count(pattern) => {
                let count = self.matches(pattern, row)?.len();
                Val::Int(i64::try_from(count).expect("few rows"))
            }
            Expr::Aggregate(..) => panic!("an aggregate outside a projection: {expr}"),
        })
    }

    fn call(&self, name: &str, arguments: &[Val]) -> Val {
        let count = |count: usize| Val::Int(i64::try_from(count).expect("few things"));
        match (name, arguments) {
            ("coalesce", all) => {
                let found = all.iter().find(|value| !value.is_null());
                found.cloned().unwrap_or(Val::Null)
            }
            ("size", [Val::List(items)]) => count(items.len()),
            ("size", [Val::Str(text)]) => count(text.chars().count()),
            ("head", [Val::List(items)]) => items.first().cloned().unwrap_or(Val::Null),
            ("last", [Val::List(items)]) => items.last().cloned().unwrap_or(Val::Null),
            ("length", [Val::Path(_, rels)]) => count(rels.len()),
            ("nodes", [Val::Path(nodes, _)]) => {
                Val::List(nodes.iter().map(|node| Val::Node(*node)).collect())
            }
            ("relationships", [Val::Path(_, rels)]) => {
                Val::List(rels.iter().map(|rel| Val::Rel(*rel)).collect())
            }
            ("type", [Val::Rel(rel)]) => Val::Str(self.graph.rels[*rel].kind.to_owned()),
            ("startNode", [Val::Rel(rel)]) => Val::Node(self.graph.rels[*rel].start),
            ("endNode", [Val::Rel(rel)]) => Val::Node(self.graph.rels[*rel].end),
            (_, [Val::Null]) => Val::Null,
            _ => panic!("{name}({arguments:?}) is outside the subset"),
        }
    }
}

pub fn with(row: &Row, name: &str, value: Val) -> Row {
    let mut row = row.clone();
    row.insert(name.to_owned(), value);
    row
}

fn logic(sign: &str, a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (sign, a, b) {
        ("AND", Some(false), _) | ("AND", _, Some(false)) => Some(false),
        ("OR", Some(true), _) | ("OR", _, Some(true)) => Some(true),
        (_, None, _) | (_, _, None) => None,
        ("AND", Some(a), Some(b)) => Some(a && b),
        ("OR", Some(a), Some(b)) => Some(a || b),
        (_, Some(a), Some(b)) => Some(a != b),
    }
}

fn infix(sign: &str, a: Val, b: Val) -> Val {
    match (sign, a, b) {
        ("IN", a, Val::List(items)) => {
            let equals: Vec<_> = items.iter().map(|item| equal(&a, item)).collect();
            Val::of_truth(quantified("any", &equals))
        }
        (_, Val::Null, _) | (_, _, Val::Null) => Val::Null,
        ("+", Val::Str(a), Val::Str(b)) => Val::Str(a + &b),
        ("+", Val::Int(a), Val::Int(b)) => Val::Int(a + b),
        ("-", Val::Int(a), Val::Int(b)) => Val::Int(a - b),
        ("*", Val::Int(a), Val::Int(b)) => Val::Int(a * b),
        ("STARTS WITH", Val::Str(a), Val::Str(b)) => Val::Bool(a.starts_with(&b)),
        ("ENDS WITH", Val::Str(a), Val::Str(b)) => Val::Bool(a.ends_with(&b)),
        ("CONTAINS", Val::Str(a), Val::Str(b)) => Val::Bool(a.contains(&b)),
        (_, a, b) => panic!("{a:?} {sign} {b:?} is outside the subset"),
    }
}

fn comparison(sign: &str, a: &Val, b: &Val) -> Option<bool> {
    match sign {
        "=" => equal(a, b),
        "<>" => equal(a, b).map(|equal| !equal),
        "<" => compare(a, b).map(Ordering::is_lt),
        "<=" => compare(a, b).map(Ordering::is_le),
        ">" => compare(a, b).map(Ordering::is_gt),
        _ => compare(a, b).map(Ordering::is_ge),
    }
}

fn quantified(name: &str, truths: &[Option<bool>]) -> Option<bool> {
    let some = |wanted| truths.contains(&wanted);
    let any = match (some(Some(true)), some(None)) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    };
    match name {
        "any" => any,
        "none" => any.map(|any| !any),
        "all" if some(Some(false)) => Some(false),
        "all" if some(None) => None,
        "all" => Some(true),
        _ => {
            let count = truths.iter().filter(|truth| **truth == Some(true)).count();
            match (count, some(None)) {
                (2.., _) => Some(false),
                (_, true) => None,
                (count, false) => Some(count == 1),
            }
        }
    }
}
