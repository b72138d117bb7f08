//! Name resolution: from the syntax tree to clauses over slots, with everything checked that can be
//! known before a row is read.
//!
//! It looks the graph's names up and knows nothing of how a query will be run.

mod calls;
mod cases;
mod clause;
mod expression;
mod grouping;
mod inline;
mod labels;
mod literal;
mod operators;
mod pattern;
mod procedures;
mod projection;
mod repeat;
mod scope;
mod subquery;
mod walks;

use std::sync::Arc;

use super::error::{Error, Kind, Span, suggestion};
use super::expression::{AggregateCall, PropertyKey, Slot};
use super::graph::PropertyGraph;
use super::query::{Branch, Column, Notice, Query, Statement};
use super::syntax::tree;
use super::types::{Kinds, Type};
use cases::Operand;
use scope::Scope;

/// Resolves a parsed query against a graph's names.
///
/// # Errors
/// When the query makes no sense: an unknown variable or function, a type that cannot fit,
/// an aggregate where none may stand, or a clause that writes.
pub fn resolve(
    source: &str,
    query: &tree::Query,
    graph: &dyn PropertyGraph,
) -> Result<Statement, Error> {
    let mut resolver = Resolver {
        source,
        graph,
        scope: Scope::default(),
        aggregation: Aggregation::Forbidden,
        width: 0,
        parameters: Vec::new(),
        subqueries: Vec::new(),
        notices: Vec::new(),
        touched: Vec::new(),
        subquery_depth: 0,
        case_operands: Vec::new(),
    };
    let query = resolver.query(query, Ending::Return)?;
    Ok(Statement {
        query,
        subqueries: resolver.subqueries,
        parameters: resolver.parameters,
        width: resolver.width,
        notices: resolver.notices,
    })
}

/// What is known at the place that is being resolved.
struct Resolver<'a> {
    source: &'a str,
    graph: &'a dyn PropertyGraph,
    scope: Scope,
    aggregation: Aggregation,
    width: usize,
    parameters: Vec<(String, Span)>,
    subqueries: Vec<Query>,
    notices: Vec<Notice>,
    /// Every slot that was looked up, so that a subquery learns what it takes from outside.
    touched: Vec<Slot>,
    /// How many subqueries enclose the place that is being resolved.
    subquery_depth: usize,
    /// The operands of the `CASE`s around the place some of whose tests leave them out.
    case_operands: Vec<Operand>,
}

/// Whether an aggregate may stand here.
enum Aggregation {
    Forbidden,
    /// In an item of a projection; here are those found so far.
    Allowed(Vec<(AggregateCall, Slot)>),
    /// In the argument of another aggregate.
    Nested,
}

/// How a single query has to end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Return,
    /// In `EXISTS` and `COUNT`, rows count and not what they return.
    Anything,
}

impl Resolver<'_> {
    fn query(&mut self, query: &tree::Query, ending: Ending) -> Result<Query, Error> {
        let outer = self.scope.clone();
        let (resolved, _) = self.query_in(query, ending, &|_| outer.clone())?;
        self.scope = outer;
        Ok(resolved)
    }

    /// Resolves a query each of whose branches sees a scope of its own. Returns it with the types of its columns.
    fn query_in(
        &mut self,
        query: &tree::Query,
        ending: Ending,
        scope: &dyn Fn(&tree::SingleQuery) -> Scope,
    ) -> Result<(Query, Vec<Type>), Error> {
        self.scope = scope(&query.head);
        let (first, names) = self.branch(&query.head, ending)?;
        let mut types = self.types_of(&names);
        let mut branches = vec![first];
        let mut distinct = None;
        for union in &query.unions {
            let wanted = union.distinct.kind;
            if *distinct.get_or_insert(wanted) != wanted {
                return Err(Error::syntax(
                    Kind::InvalidClauseComposition,
                    union.distinct.span,
                    "`UNION` and `UNION ALL` cannot be mixed",
                ));
            }
            self.scope = scope(&union.query);
            let (mut branch, others) = self.branch(&union.query, ending)?;
            let places = names
                .iter()
                .map(|name| others.iter().position(|n| n == name));
            match places.collect::<Option<Vec<usize>>>() {
                Some(places) if others.len() == names.len() => {
                    branch.outputs = places.into_iter().map(|at| branch.outputs[at]).collect();
                }
                _ => {
                    return Err(Error::syntax(
                        Kind::DifferentColumnsInUnion,
                        union.query.span,
                        "the parts of a `UNION` must return the same columns",
                    ));
                }
            }
            let others = self.types_of(&names);
            let both = types.into_iter().zip(others);
            types = both.map(|(one, other)| one.or(other)).collect();
            branches.push(branch);
        }
        let slots = match branches.as_slice() {
            [only] => only.outputs.clone(),
            _ => names.iter().map(|_| self.new_slot()).collect(),
        };
        let columns = names.into_iter().zip(slots);
        let query = Query {
            branches,
            distinct: distinct.unwrap_or(false),
            columns: columns.map(|(name, slot)| Column { name, slot }).collect(),
        };
        Ok((query, types))
    }

    /// What is known of the values of variables.
    fn types_of(&self, names: &[String]) -> Vec<Type> {
        let known = names.iter().map(|name| self.scope.find(name));
        known
            .map(|known| known.map_or(Type::ANY, |variable| variable.ty.clone()))
            .collect()
    }

    /// Resolves a single query; returns it with the names of its columns.
    fn branch(
        &mut self,
        query: &tree::SingleQuery,
        ending: Ending,
    ) -> Result<(Branch, Vec<String>), Error> {
        let mut clauses = Vec::new();
        let mut returned = None;
        for clause in &query.kind {
            if returned.is_some() {
                return Err(Error::syntax(
                    Kind::InvalidClauseComposition,
                    clause.span,
                    "nothing can follow `RETURN`",
                ));
            }
            if let tree::ClauseKind::Return(clause) = &clause.kind {
                let (projection, names) = self.projection(clause, None)?;
                let outputs = projection.items.iter().map(|item| item.slot).collect();
                returned = Some((outputs, names));
                clauses.push(super::query::Clause::Project(Box::new(projection)));
            } else if let tree::ClauseKind::Call(call) = &clause.kind {
                let place = (ending, query.kind.len() == 1);
                returned = self.call_clause(call, clause.span, place, &mut clauses)?;
            } else {
                self.clause(clause, ending, &mut clauses)?;
            }
        }
        let (outputs, names) = match returned {
            Some(returned) => returned,
            None if ending == Ending::Anything => (Vec::new(), Vec::new()),
            None => {
                let end = Span {
                    start: query.span.end,
                    end: query.span.end,
                };
                return Err(Error::syntax(
                    Kind::InvalidClauseComposition,
                    end,
                    "a query has to end with `RETURN`",
                ));
            }
        };
        Ok((Branch { clauses, outputs }, names))
    }

    fn new_slot(&mut self) -> Slot {
        self.width += 1;
        self.width - 1
    }

    /// Makes a variable known from here on.
    fn declare(&mut self, name: &str, ty: Type) -> Slot {
        let slot = self.new_slot();
        self.scope.declare(name, slot, ty);
        slot
    }

    /// Resolves a property key of something that is of the given type.
    fn key(&mut self, name: &tree::Name, of: &Type) -> PropertyKey {
        let id = self.graph.key(&name.kind);
        let of_graph = of.kinds != Kinds::NONE && of.kinds.within(Kinds::ENTITY);
        if id.is_none() && of_graph {
            let known = self.graph.keys();
            let known: Vec<&str> = known.iter().map(|id| self.graph.key_name(*id)).collect();
            self.notice("property key", name, &known);
        }
        PropertyKey {
            name: Arc::from(name.kind.as_str()),
            id,
        }
    }

    /// Notes a name that the graph does not know.
    fn notice(&mut self, what: &str, name: &tree::Name, known: &[&str]) {
        let text = &name.kind;
        self.notices.push(Notice {
            span: name.span,
            message: format!("no {what} `{text}`"),
            hint: suggestion(text, known.iter().copied()),
        });
    }
}
