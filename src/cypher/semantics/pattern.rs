//! Patterns: from what is written to nodes, relationships and paths over slots.

use open_cypher::ast::{
    self, ExprKind as Ast, PathFactorKind, PathSelector, QuantifierKind, RelationshipDirection,
};

use super::Resolver;
use crate::cypher::error::{Class, Error, Fault, Kind, Span};
use crate::cypher::expression::{Expr, PropertyKey, Slot};
use crate::cypher::graph::{Direction, Types};
use crate::cypher::query::{
    Length, NodePattern, PathPattern, Pattern, RelationshipPattern, Shortest,
};
use crate::cypher::types::{Kinds, Type};

/// How many nodes and relationships one pattern may have.
const MAX_PATTERN: usize = 500;

/// A pattern, and the conditions written inside it.
#[derive(Default)]
pub(super) struct Found {
    pub pattern: Pattern,
    pub predicates: Vec<Expr>,
    /// Variables of relationships, each of which may be named once.
    relationships: Vec<String>,
    /// Whether variables that are not known are an error.
    closed: bool,
    /// How many slots there were before: those below were bound by earlier clauses.
    first_own_slot: Slot,
    /// Properties and conditions, resolved once every variable of the pattern is known.
    pending: Vec<Pending>,
}

enum Pending {
    NodeProperties(usize, ast::Expr),
    RelationshipProperties(usize, ast::Expr),
    Condition(ast::Expr),
}

impl Resolver<'_> {
    /// Resolves a pattern that may name new things.
    pub(super) fn pattern(&mut self, pattern: &ast::Pattern) -> Result<Found, Error> {
        self.whole_pattern(pattern, false)
    }

    /// Resolves a pattern that may only name what is known.
    pub(super) fn known_pattern(&mut self, pattern: &ast::Pattern) -> Result<Found, Error> {
        self.whole_pattern(pattern, true)
    }

    fn whole_pattern(&mut self, pattern: &ast::Pattern, closed: bool) -> Result<Found, Error> {
        let mut found = Found {
            closed,
            first_own_slot: self.width,
            ..Found::default()
        };
        for part in &pattern.parts {
            self.part(part, &mut found)?;
            let size = found.pattern.nodes.len() + found.pattern.relationships.len();
            if size > MAX_PATTERN {
                let message = format!("a pattern of more than {MAX_PATTERN} parts");
                let fault = Fault::new(Class::LimitExceeded, Kind::TooDeep, message);
                return Err(fault.at(part.span.into()).at_compile_time());
            }
        }
        for pending in std::mem::take(&mut found.pending) {
            match pending {
                Pending::NodeProperties(index, properties) => {
                    let properties = self.properties(&properties)?;
                    found.pattern.nodes[index].properties.extend(properties);
                }
                Pending::RelationshipProperties(index, properties) => {
                    let properties = self.properties(&properties)?;
                    found.pattern.relationships[index]
                        .properties
                        .extend(properties);
                }
                Pending::Condition(condition) => {
                    let condition = self.condition(&condition)?;
                    found.predicates.extend(condition);
                }
            }
        }
        Ok(found)
    }

    fn part(&mut self, part: &ast::PatternPart, found: &mut Found) -> Result<(), Error> {
        let mut shortest = match part.kind.selector.as_ref().map(|s| (&s.kind, s.span)) {
            None | Some((PathSelector::All, _)) => None,
            Some((PathSelector::AnyShortest, _)) => Some(Shortest::One),
            Some((PathSelector::AllShortest, _)) => Some(Shortest::All),
            Some((_, span)) => return Err(unsupported(span.into(), "this path selector")),
        };
        let mut factors = &part.kind.path.kind.factors;
        if let [only] = factors.as_slice()
            && let PathFactorKind::LegacyShortest { all, pattern } = &only.kind
        {
            shortest = Some(if *all { Shortest::All } else { Shortest::One });
            factors = &pattern.kind.factors;
        }
        let path = self.path(factors, shortest, part.span.into(), found)?;
        let Some(name) = &part.kind.binding else {
            return Ok(());
        };
        let text = &name.kind.text;
        if self.scope.find(text).is_some() {
            return Err(Error::syntax(
                Kind::VariableAlreadyBound,
                name.span,
                format!("`{text}` is already the name of something"),
            ));
        }
        let slot = self.declare(text, Type::of(Kinds::PATH));
        found.pattern.paths.push(PathPattern { slot, ..path });
        Ok(())
    }

    /// Resolves nodes and relationships in turn.
    fn path(
        &mut self,
        factors: &[ast::PathFactor],
        shortest: Option<Shortest>,
        span: Span,
        found: &mut Found,
    ) -> Result<PathPattern, Error> {
        if shortest.is_some() && factors.len() != 3 {
            return Err(Error::syntax(
                Kind::InvalidRelationshipPattern,
                span,
                "a shortest path takes one relationship between two nodes",
            ));
        }
        let mut factors = factors.iter();
        let start = match factors.next() {
            Some(first) => self.node(first, found)?,
            None => return Err(unsupported(span, "an empty pattern")),
        };
        let mut relationships = Vec::new();
        let mut from = start;
        while let (Some(between), Some(next)) = (factors.next(), factors.next()) {
            let PathFactorKind::Relationship(pattern) = &between.kind else {
                return Err(unsupported(
                    between.span.into(),
                    "this kind of path pattern",
                ));
            };
            let to = self.node(next, found)?;
            let span = Span::from(between.span);
            let relationship = self.relationship(pattern, (from, to), shortest, span, found)?;
            relationships.push(relationship);
            from = to;
        }
        Ok(PathPattern {
            slot: 0,
            start,
            relationships,
        })
    }

    /// Resolves a node; returns its place in the pattern, where each variable stands once.
    fn node(&mut self, factor: &ast::PathFactor, found: &mut Found) -> Result<usize, Error> {
        let PathFactorKind::Node(pattern) = &factor.kind else {
            return Err(unsupported(factor.span.into(), "this kind of path pattern"));
        };
        let slot = match &pattern.variable {
            None => self.new_slot(),
            Some(name) => match self.known(name, Kinds::NODE, found)? {
                Some((slot, _)) => slot,
                None => self.declare(&name.kind.text, Type::of(Kinds::NODE)),
            },
        };
        let nodes = &mut found.pattern.nodes;
        let index = nodes
            .iter()
            .position(|node| node.slot == slot)
            .unwrap_or(nodes.len());
        if index == nodes.len() {
            nodes.push(NodePattern {
                slot,
                bound: slot < found.first_own_slot,
                labels: Vec::new(),
                properties: Vec::new(),
            });
        }
        if let Some(labels) = &pattern.labels {
            let labels = self.labels(labels)?;
            found.pattern.nodes[index].labels.push(labels);
        }
        if let Some(properties) = pattern.properties.as_deref() {
            found
                .pending
                .push(Pending::NodeProperties(index, properties.clone()));
        }
        if let Some(condition) = pattern.where_clause.as_deref() {
            found.pending.push(Pending::Condition(condition.clone()));
        }
        Ok(index)
    }

    fn relationship(
        &mut self,
        pattern: &ast::RelationshipPattern,
        (from, to): (usize, usize),
        shortest: Option<Shortest>,
        span: Span,
        found: &mut Found,
    ) -> Result<usize, Error> {
        let quantifier = pattern
            .legacy_quantifier
            .as_ref()
            .or(pattern.graph_quantifier.as_ref());
        let mut length = match quantifier {
            None => None,
            Some(quantifier) => {
                let legacy = pattern.legacy_quantifier.is_some();
                Some(length(quantifier, legacy)?)
            }
        };
        if shortest.is_some() {
            length = length.or(Some(Length { min: 1, max: 1 }));
        }
        let kinds = if length.is_some() {
            Kinds::LIST
        } else {
            Kinds::RELATIONSHIP
        };
        let slot = match &pattern.variable {
            None => self.new_slot(),
            Some(name) => self.relationship_variable(name, kinds, found)?,
        };
        let direction = match pattern.direction.kind {
            RelationshipDirection::Right => Direction::Outgoing,
            RelationshipDirection::Left => Direction::Incoming,
            _ => Direction::Both,
        };
        let types = match &pattern.labels {
            Some(labels) => self.types(labels)?,
            None => Types::Any,
        };
        let index = found.pattern.relationships.len();
        if let Some(properties) = pattern.properties.as_deref() {
            found
                .pending
                .push(Pending::RelationshipProperties(index, properties.clone()));
        }
        if let Some(condition) = pattern.where_clause.as_deref() {
            found.pending.push(Pending::Condition(condition.clone()));
        }
        found.pattern.relationships.push(RelationshipPattern {
            slot,
            bound: slot < found.first_own_slot,
            from,
            to,
            direction,
            types,
            length,
            properties: Vec::new(),
            shortest,
            span,
        });
        Ok(index)
    }

    fn relationship_variable(
        &mut self,
        name: &ast::Name,
        kinds: Kinds,
        found: &mut Found,
    ) -> Result<Slot, Error> {
        let text = &name.kind.text;
        if found.relationships.contains(text) && kinds == Kinds::RELATIONSHIP {
            return Err(Error::syntax(
                Kind::RelationshipUniquenessViolation,
                name.span,
                format!("`{text}` cannot be two relationships of one pattern"),
            ));
        }
        let slot = match self.known(name, kinds, found)? {
            Some((slot, ty)) => {
                if kinds == Kinds::LIST && !ty.items().may_be(Kinds::RELATIONSHIP) {
                    return Err(conflict(name));
                }
                slot
            }
            None => {
                let relationship = Type::of(Kinds::RELATIONSHIP);
                let ty = if kinds == Kinds::LIST {
                    Type::list(relationship)
                } else {
                    relationship
                };
                self.declare(text, ty)
            }
        };
        found.relationships.push(text.clone());
        Ok(slot)
    }

    /// Looks up a variable that a pattern names; it must be able to be of the given kinds.
    fn known(
        &mut self,
        name: &ast::Name,
        kinds: Kinds,
        found: &Found,
    ) -> Result<Option<(Slot, Type)>, Error> {
        match self.scope.find(&name.kind.text) {
            Some(variable) if variable.ty.may_be(kinds) => {
                self.touched.push(variable.slot);
                Ok(Some((variable.slot, variable.ty.clone())))
            }
            Some(_) => Err(conflict(name)),
            None if found.closed => Err(Error::syntax(
                Kind::UndefinedVariable,
                name.span,
                format!("`{}` is not defined", name.kind.text),
            )),
            None => Ok(None),
        }
    }

    fn properties(&mut self, properties: &ast::Expr) -> Result<Vec<(PropertyKey, Expr)>, Error> {
        match &properties.kind {
            Ast::Map(entries) => entries
                .iter()
                .map(|entry| {
                    let (value, _) = self.expression(&entry.value)?;
                    Ok((self.key(&entry.key, &Type::of(Kinds::ENTITY)), value))
                })
                .collect(),
            Ast::Parameter(_) => Err(Error::syntax(
                Kind::InvalidParameterUse,
                properties.span,
                "a parameter cannot stand for the properties of a pattern",
            )),
            _ => Err(Error::syntax(
                Kind::UnexpectedSyntax,
                properties.span,
                "the properties of a pattern have to be a map",
            )),
        }
    }
}

/// The bounds of a variable length; `*` alone means at least one in the older notation.
fn length(quantifier: &ast::Quantifier, legacy: bool) -> Result<Length, Error> {
    let number = |digits: &str| {
        digits.parse::<u64>().map_err(|_| {
            Error::syntax(
                Kind::InvalidRelationshipPattern,
                quantifier.span,
                format!("`{digits}` is not a length"),
            )
        })
    };
    let least = u64::from(legacy);
    let (min, max) = match &quantifier.kind {
        QuantifierKind::ZeroOrMore => (least, u64::MAX),
        QuantifierKind::OneOrMore => (1, u64::MAX),
        QuantifierKind::Optional => (0, 1),
        QuantifierKind::Fixed(digits) => (number(digits)?, number(digits)?),
        QuantifierKind::Range { lower, upper } => (
            lower.as_deref().map_or(Ok(least), number)?,
            upper.as_deref().map_or(Ok(u64::MAX), number)?,
        ),
        _ => return Err(unsupported(quantifier.span.into(), "this quantifier")),
    };
    Ok(Length { min, max })
}

fn conflict(name: &ast::Name) -> Error {
    Error::syntax(
        Kind::VariableTypeConflict,
        name.span,
        format!("`{}` is already something else", name.kind.text),
    )
}

fn unsupported(span: Span, what: &str) -> Error {
    Error::syntax(
        Kind::UnsupportedSyntax,
        span,
        format!("{what} is not supported"),
    )
}
