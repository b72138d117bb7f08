//! Quantified path patterns: `((x)-[r:TYPE]->(y) WHERE condition){1,3}`.
//!
//! A group of one relationship becomes a relationship of variable length. What is asked of each repetition becomes a
//! condition on all its relationships, and the nodes, which are lists outside the group, are taken from their ends.

use super::Resolver;
use super::pattern::{Found, Pending, unsupported};
use crate::cypher::error::{Error, Span};
use crate::cypher::query::Shortest;
use crate::cypher::syntax::tree::{
    Comparator, Expr, ExprKind, FunctionCall, ListComprehension, Name, NodePattern, PathElement,
    PathGroup, Quantified, Quantifier, RelationshipDirection, RelationshipLength,
    RelationshipPattern, Spanned,
};
use crate::cypher::types::{Kinds, Type};

/// The names of what a group leaves nameless; no text can have them.
const STEP: &str = "\0step";
const FIRST: &str = "\0first";
const LAST: &str = "\0last";

const INSTEAD: &str = "repeat one relationship between two nodes, `((x)-[r:TYPE]->(y) WHERE ...){1,3}`, \
    or write `-[:TYPE*1..3]->`";

/// A node of a group, by the function that takes it from a relationship.
struct End<'t> {
    node: &'t NodePattern,
    name: Name,
    function: &'static str,
}

impl<'t> End<'t> {
    fn new(node: &'t NodePattern, hidden: &str, function: &'static str, span: Span) -> Self {
        let name = node.variable.clone();
        End {
            node,
            name: name.unwrap_or_else(|| named(hidden, span)),
            function,
        }
    }
}

impl Resolver<'_> {
    /// Resolves a group between two nodes as a relationship of variable length.
    pub(super) fn repeated(
        &mut self,
        group: &PathGroup,
        ends: (usize, usize),
        shortest: Option<Shortest>,
        span: Span,
        found: &mut Found,
    ) -> Result<usize, Error> {
        let (first, step, last) = parts(group, span)?;
        let (towards_last, towards_first) = match step.direction {
            RelationshipDirection::Left => ("startNode", "endNode"),
            _ => ("endNode", "startNode"),
        };
        let first = End::new(first, FIRST, towards_first, span);
        let last = End::new(last, LAST, towards_last, span);
        let variable = step.variable.clone();
        let variable = variable.unwrap_or_else(|| named(&format!("{STEP}{}", self.width), span));
        for name in [&first.name, &last.name, &variable] {
            self.check_new(name)?;
        }
        let condition = condition(group, step, [&first, &last], &variable, span);
        let names_nodes = first.node.variable.is_some() || last.node.variable.is_some();
        let undirected = step.direction == RelationshipDirection::Both;
        if undirected && (condition.is_some() || names_nodes) || first.name == last.name {
            let hint = "give the relationship a direction, and the nodes names of their own";
            return Err(unsupported(
                span,
                "a repeated part of a path that leads both ways",
                hint,
            ));
        }
        let range = group.range.unwrap_or_default();
        let length = RelationshipLength::After(range);
        let pattern = RelationshipPattern {
            direction: step.direction,
            variable: Some(variable.clone()),
            types: step.types.clone(),
            length: Some(Spanned::new(length, span)),
            properties: step.properties.clone(),
            condition: None,
        };
        let index = self.relationship(&pattern, ends, shortest, span, found)?;
        for end in [&first, &last] {
            if end.node.variable.is_some() {
                self.list_of_ends(end, &variable, found)?;
            }
        }
        found.pending.extend(condition.map(Pending::Condition));
        Ok(index)
    }

    /// Makes the list of nodes known that a node of a group is outside of it.
    fn list_of_ends(
        &mut self,
        end: &End<'_>,
        relationships: &Name,
        found: &mut Found,
    ) -> Result<(), Error> {
        let span = end.name.span;
        let nodes = ListComprehension {
            variable: named(STEP, span),
            list: variable(relationships),
            condition: None,
            value: Some(taken(end, &named(STEP, span))),
        };
        let nodes = ExprKind::ListComprehension(Box::new(nodes));
        let (nodes, _) = self.expression(&Spanned::new(nodes, span))?;
        let slot = self.declare(&end.name.kind, Type::list(Type::of(Kinds::NODE)));
        found.pattern.lists.push((nodes, slot));
        Ok(())
    }
}

/// Returns the two nodes of a group and the relationship between them.
fn parts(
    group: &PathGroup,
    span: Span,
) -> Result<(&NodePattern, &RelationshipPattern, &NodePattern), Error> {
    if let [first, step, last] = group.path.as_slice()
        && let PathElement::Node(first) = &first.kind
        && let PathElement::Relationship(step) = &step.kind
        && let PathElement::Node(last) = &last.kind
        && step.length.is_none()
        && group.binding.is_none()
        && group.range.is_some()
    {
        return Ok((first, step, last));
    }
    Err(unsupported(span, "this repeated part of a path", INSTEAD))
}

/// Returns what is asked of each repetition, as a condition on all relationships.
fn condition(
    group: &PathGroup,
    step: &RelationshipPattern,
    ends: [&End<'_>; 2],
    relationships: &Name,
    span: Span,
) -> Option<Expr> {
    let mut asked: Vec<Expr> = ends.iter().flat_map(|end| asked_of(end)).collect();
    asked.extend(step.condition.clone());
    asked.extend(group.condition.clone());
    if asked.is_empty() {
        return None;
    }
    let mut whole = Spanned::new(ExprKind::And(asked), span);
    for end in ends {
        let only = Spanned::new(ExprKind::List(vec![taken(end, relationships)]), span);
        whole = all(&end.name, only, whole);
    }
    Some(all(relationships, variable(relationships), whole))
}

/// Returns what the pattern of a node asks of it.
fn asked_of(end: &End<'_>) -> Vec<Expr> {
    let node = || Box::new(variable(&end.name));
    let mut asked = Vec::new();
    if let Some(labels) = &end.node.labels {
        let kind = ExprKind::HasLabels(node(), Box::new(labels.clone()));
        asked.push(Spanned::new(kind, labels.span));
    }
    if let Some(properties) = &end.node.properties
        && let ExprKind::Map(entries) = &properties.kind
    {
        asked.extend(entries.iter().map(|(key, value)| {
            let property = ExprKind::Property(node(), Box::new(key.clone()));
            let property = Box::new(Spanned::new(property, key.span));
            let rest = vec![(Comparator::Equal, value.clone())];
            Spanned::new(ExprKind::Comparison(property, rest), value.span)
        }));
    }
    asked.extend(end.node.condition.clone());
    asked
}

fn all(variable: &Name, list: Expr, condition: Expr) -> Expr {
    let span = condition.span;
    let quantified = Quantified {
        quantifier: Quantifier::All,
        variable: variable.clone(),
        list,
        condition,
    };
    Spanned::new(ExprKind::Quantified(Box::new(quantified)), span)
}

/// The end of a relationship that a node of a group is.
fn taken(end: &End<'_>, relationship: &Name) -> Expr {
    let span = end.name.span;
    let call = FunctionCall {
        name: named(end.function, span),
        distinct: false,
        arguments: vec![variable(relationship)],
    };
    Spanned::new(ExprKind::Call(Box::new(call)), span)
}

fn variable(name: &Name) -> Expr {
    Spanned::new(ExprKind::Variable(name.kind.clone()), name.span)
}

fn named(text: &str, span: Span) -> Name {
    Name::new(text.to_owned(), span)
}
