//! Clauses one after the other, each making a table of the table before it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::ast::{Clause, Expr, Projection, Query, Single};
use crate::naive::{Naive, Row, TooMuch, with};
use crate::value::{Val, order};

/// What a query yields: rows, in groups of which only the order is certain.
pub struct Expected {
    /// Rows that sort alike stand in one group; without `ORDER BY` all do.
    pub groups: Vec<Vec<Vec<Val>>>,
    pub skip: usize,
    pub limit: usize,
}

/// A projected row with the values it is sorted by.
struct Sorted {
    keys: Vec<Val>,
    row: Row,
}

impl Naive<'_> {
    pub fn query(&self, query: &Query) -> Result<Expected, TooMuch> {
        let first = self.single(&query.first)?;
        if query.rest.is_empty() {
            return Ok(first);
        }
        let mut rows = first.groups.concat();
        for next in &query.rest {
            rows.extend(self.single(next)?.groups.concat());
        }
        if !query.all {
            let mut seen = BTreeSet::new();
            rows.retain(|row| seen.insert(crate::value::keys(row)));
        }
        Ok(Expected {
            groups: vec![rows],
            skip: 0,
            limit: usize::MAX,
        })
    }

    fn single(&self, single: &Single) -> Result<Expected, TooMuch> {
        let mut rows = vec![Row::new()];
        for clause in &single.clauses {
            let mut next = Vec::new();
            match clause {
                Clause::Match { optional, pattern } => {
                    for row in &rows {
                        let found = self.matches(pattern, row)?;
                        if found.is_empty() && *optional {
                            let mut missed = row.clone();
                            for name in names(pattern) {
                                missed.entry(name).or_insert(Val::Null);
                            }
                            next.push(missed);
                        }
                        next.extend(found);
                    }
                }
                Clause::Unwind(list, name) => {
                    for row in &rows {
                        if let Val::List(items) = self.value(list, row)? {
                            next.extend(items.into_iter().map(|item| with(row, name, item)));
                        }
                    }
                }
                Clause::With(projection, filter) => {
                    // Where rows are cut off, they are sorted by all there is, so that no tie decides.
                    let sorted = self.project(projection, &rows)?;
                    let skip = projection.skip.unwrap_or(0);
                    let limit = projection.limit.unwrap_or(usize::MAX);
                    for sorted in sorted.into_iter().skip(skip).take(limit) {
                        let fits = match filter {
                            Some(filter) => self.value(filter, &sorted.row)? == Val::Bool(true),
                            None => true,
                        };
                        if fits {
                            next.push(sorted.row);
                        }
                    }
                }
            }
            rows = next;
            for _ in &rows {
                self.spend()?;
            }
        }
        let result = &single.result;
        let sorted = self.project(result, &rows)?;
        let mut groups: Vec<Vec<Vec<Val>>> = Vec::new();
        let mut last: Option<Vec<Val>> = None;
        for Sorted { keys, row } in sorted {
            let values = result
                .items
                .iter()
                .map(|(_, name)| row[name].clone())
                .collect();
            match (&last, groups.last_mut()) {
                (Some(last), Some(group)) if ordering(&result.order, last, &keys).is_eq() => {
                    group.push(values);
                }
                _ => groups.push(vec![values]),
            }
            last = Some(keys);
        }
        Ok(Expected {
            groups,
            skip: result.skip.unwrap_or(0),
            limit: result.limit.unwrap_or(usize::MAX),
        })
    }

    fn project(&self, projection: &Projection, rows: &[Row]) -> Result<Vec<Sorted>, TooMuch> {
        // Each projected row with the row it came from, whose variables the sorting may still see.
        let mut projected: Vec<(Row, Row)> = Vec::new();
        if projection.items.iter().any(|(item, _)| item.aggregates()) {
            for group in self.groups(projection, rows)? {
                projected.push((self.aggregated(projection, &group)?, Row::new()));
            }
        } else {
            for row in rows {
                let mut out = Row::new();
                for (item, name) in &projection.items {
                    out.insert(name.clone(), self.value(item, row)?);
                }
                projected.push((out, row.clone()));
            }
        }
        if projection.distinct {
            let mut seen = BTreeSet::new();
            projected
                .retain(|(row, _)| seen.insert(row.values().map(Val::key).collect::<Vec<_>>()));
        }
        let mut sorted = Vec::new();
        for (row, before) in projected {
            let mut scope = before;
            scope.extend(row.clone());
            let keys = projection.order.iter();
            let keys = keys.map(|(key, _)| self.value(key, &scope));
            sorted.push(Sorted {
                keys: keys.collect::<Result<_, _>>()?,
                row,
            });
        }
        sorted.sort_by(|a, b| ordering(&projection.order, &a.keys, &b.keys));
        Ok(sorted)
    }

    /// The rows in groups of the same values for what is not aggregated.
    fn groups(&self, projection: &Projection, rows: &[Row]) -> Result<Vec<Vec<Row>>, TooMuch> {
        let keys: Vec<&Expr> = projection
            .items
            .iter()
            .map(|(item, _)| item)
            .filter(|item| !item.aggregates())
            .collect();
        if keys.is_empty() {
            return Ok(vec![rows.to_vec()]);
        }
        let mut groups: BTreeMap<Vec<String>, Vec<Row>> = BTreeMap::new();
        for row in rows {
            let mut key = Vec::new();
            for expr in &keys {
                key.push(self.value(expr, row)?.key());
            }
            groups.entry(key).or_default().push(row.clone());
        }
        Ok(groups.into_values().collect())
    }

    fn aggregated(&self, projection: &Projection, group: &[Row]) -> Result<Row, TooMuch> {
        let mut out = Row::new();
        for (item, name) in &projection.items {
            let value = if item.aggregates() {
                self.aggregate(item, group)?
            } else {
                self.value(item, &group[0])?
            };
            out.insert(name.clone(), value);
        }
        Ok(out)
    }

    /// An aggregate, or an expression around one and literals.
    fn aggregate(&self, expr: &Expr, group: &[Row]) -> Result<Val, TooMuch> {
        let Expr::Aggregate(name, distinct, of) = expr else {
            // What stands around aggregates sees them as variables.
            let mut scope = Row::new();
            let mut outer = expr.clone();
            let inner: Vec<&mut Expr> = match &mut outer {
                Expr::Call(_, arguments) => arguments.iter_mut().collect(),
                Expr::Infix(a, _, b) => vec![a, b],
                _ => Vec::new(),
            };
            for (place, inner) in inner.into_iter().enumerate() {
                if inner.aggregates() {
                    let name = format!("aggregate{place}");
                    scope.insert(name.clone(), self.aggregate(inner, group)?);
                    *inner = Expr::Var(name);
                }
            }
            return self.value(&outer, &scope);
        };
        let integer = |count: usize| Val::Int(i64::try_from(count).expect("few rows"));
        let Some(of) = of else {
            return Ok(integer(group.len()));
        };
        let mut values = Vec::new();
        for row in group {
            values.push(self.value(of, row)?);
        }
        values.retain(|value| !value.is_null());
        if *distinct {
            let mut seen = BTreeSet::new();
            values.retain(|value| seen.insert(value.key()));
        }
        let sum = || {
            let number = |value: &Val| match value {
                Val::Int(number) => *number,
                other => panic!("sum of {other:?} is outside the subset"),
            };
            values.iter().map(number).sum::<i64>()
        };
        Ok(match *name {
            "count" => integer(values.len()),
            "sum" => Val::Int(sum()),
            "avg" if values.is_empty() => Val::Null,
            "avg" => Val::Float(sum() as f64 / values.len() as f64),
            "min" => values.into_iter().min_by(order).unwrap_or(Val::Null),
            "max" => values.into_iter().max_by(order).unwrap_or(Val::Null),
            _ => Val::List(values),
        })
    }
}

fn ordering(order_by: &[(Expr, bool)], a: &[Val], b: &[Val]) -> Ordering {
    let pairs = order_by.iter().zip(a.iter().zip(b));
    let mut orderings = pairs.map(|((_, descends), (a, b))| {
        let ordering = order(a, b);
        if *descends {
            ordering.reverse()
        } else {
            ordering
        }
    });
    let first = orderings.find(|ordering| ordering.is_ne());
    first.unwrap_or(Ordering::Equal)
}

/// The variables of a pattern.
fn names(pattern: &crate::ast::Pattern) -> Vec<String> {
    let mut names = Vec::new();
    for part in &pattern.parts {
        names.extend(part.path.clone());
        names.extend(part.start.var.clone());
        for (relationship, node) in &part.hops {
            names.extend(relationship.var.clone());
            names.extend(node.var.clone());
        }
    }
    names
}
