//! Pairs of queries that have to find the same, whatever the graph.

use crate::ast::{Clause, Expr, Part, Pattern, Projection, Single, Way};
use crate::choose::{Kind, Maker, Scope};
use crate::patterns::any_of;

/// Queries whose rows, taken together on either side, are the same.
#[derive(Debug)]
pub struct Law {
    pub name: &'static str,
    pub left: Vec<String>,
    pub right: Vec<String>,
}

/// Returns a law about a pattern out of a list of choices.
pub fn law(maker: &mut Maker<'_>) -> Law {
    let mut scope = Scope::new();
    let mut pattern = maker.pattern(&mut scope, 2);
    match maker.pick(5) {
        0 => {
            let first = pattern.filter.take();
            let condition = maker.truth(&scope, 2);
            let with = |third: Expr| {
                let whole = match &first {
                    Some(first) => and(first.clone(), third),
                    None => third,
                };
                query(&pattern, Some(whole), &scope)
            };
            Law {
                name: "a condition, its negation and neither",
                left: vec![query(&pattern, first.clone(), &scope)],
                right: vec![
                    with(condition.clone()),
                    with(Expr::Not(Box::new(condition.clone()))),
                    with(Expr::IsNull(Box::new(condition), true)),
                ],
            }
        }
        1 => {
            let filter = pattern.filter.take();
            pattern.parts.iter_mut().for_each(plain);
            // The order of a path and of its relationships is what is turned round.
            scope.retain(|(_, kind)| *kind != Kind::Path);
            let names: Vec<&String> = scope.iter().map(|(name, _)| name).collect();
            let filter = filter.filter(|filter| !mentions_others(filter, &names));
            let mut turned = pattern.clone();
            turned.parts.iter_mut().for_each(turn);
            turned.parts.reverse();
            Law {
                name: "a pattern from its other end",
                left: vec![query(&pattern, filter.clone(), &scope)],
                right: vec![query(&turned, filter, &scope)],
            }
        }
        2 => {
            let filter = pattern.filter.take().unwrap_or(Expr::Bool(true));
            let whole = query(&pattern, Some(filter.clone()), &scope);
            let split = format!(
                "MATCH {pattern} WITH * WHERE {filter} RETURN {}",
                columns(&scope)
            );
            Law {
                name: "a condition in its match and after it",
                left: vec![whole],
                right: vec![if scope.is_empty() {
                    query(&pattern, Some(filter), &scope)
                } else {
                    split
                }],
            }
        }
        3 => {
            pattern.filter = None;
            let (property, values) = maker
                .sought(&scope)
                .unwrap_or_else(|| (Expr::Int(1), vec![Expr::Int(1), Expr::Null]));
            let list = Expr::List(values.clone());
            let within = Expr::Infix(Box::new(property.clone()), "IN", Box::new(list));
            Law {
                name: "a list and its values one by one",
                left: vec![query(&pattern, Some(within), &scope)],
                right: vec![query(&pattern, Some(any_of(property, values)), &scope)],
            }
        }
        _ => {
            let filter = pattern.filter.take();
            let inner = Box::new(maker.small_pattern(&scope, 2));
            let exists = Expr::Exists(inner.clone());
            let counted = Expr::Compare(Box::new(Expr::Count(inner)), vec![(">", Expr::Int(0))]);
            let with = |value: Expr| {
                let clauses = vec![matching(&pattern, filter.clone())];
                let mut result = returned(&scope);
                result.items.push((value, "some".to_owned()));
                single(clauses, result)
            };
            Law {
                name: "whether there are any and how many there are",
                left: vec![with(exists)],
                right: vec![with(counted)],
            }
        }
    }
}

fn query(pattern: &Pattern, filter: Option<Expr>, scope: &Scope) -> String {
    single(vec![matching(pattern, filter)], returned(scope))
}

fn single(clauses: Vec<Clause>, result: Projection) -> String {
    Single { clauses, result }.to_string()
}

fn matching(pattern: &Pattern, filter: Option<Expr>) -> Clause {
    Clause::Match {
        optional: false,
        pattern: Pattern {
            filter,
            ..pattern.clone()
        },
    }
}

fn returned(scope: &Scope) -> Projection {
    let variables = scope
        .iter()
        .map(|(name, _)| (Expr::Var(name.clone()), name.clone()));
    let mut items: Vec<(Expr, String)> = variables.collect();
    if items.is_empty() {
        items.push((Expr::Int(1), "row".to_owned()));
    }
    Projection {
        distinct: false,
        items,
        order: Vec::new(),
        skip: None,
        limit: None,
    }
}

fn columns(scope: &Scope) -> String {
    returned(scope).to_string()
}

fn and(a: Expr, b: Expr) -> Expr {
    Expr::Infix(Box::new(a), "AND", Box::new(b))
}

/// Takes out what depends on the direction in which a pattern is read.
fn plain(part: &mut Part) {
    part.path = None;
    part.start.props.clear();
    for (relationship, node) in &mut part.hops {
        relationship.props.clear();
        node.props.clear();
    }
}

fn turn(part: &mut Part) {
    let mut nodes = vec![std::mem::take(&mut part.start)];
    let mut relationships = Vec::new();
    for (mut relationship, node) in std::mem::take(&mut part.hops) {
        relationship.way = match relationship.way {
            Way::Out => Way::In,
            Way::In => Way::Out,
            Way::Any => Way::Any,
        };
        relationships.push(relationship);
        nodes.push(node);
    }
    nodes.reverse();
    relationships.reverse();
    let mut nodes = nodes.into_iter();
    part.start = nodes.next().unwrap_or_default();
    part.hops = relationships.into_iter().zip(nodes).collect();
}

/// Tells whether an expression may use a path, or depend on the order of relationships.
fn mentions_others(filter: &Expr, names: &[&String]) -> bool {
    let text = filter.to_string();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let paths = |word: &str| {
        word.strip_prefix('p')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    words
        .into_iter()
        .any(|word| paths(word) && !names.iter().any(|name| *name == word))
}
