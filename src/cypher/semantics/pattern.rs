//! Patterns: from what is written to nodes, relationships and paths over slots.

use super::Resolver;
use crate::cypher::error::{Class, Error, Fault, Kind, Span};
use crate::cypher::expression::{Expr, PropertyKey, Slot};
use crate::cypher::graph::{Direction, Types};
use crate::cypher::query::{
    Length, NodePattern, PathPattern, Pattern, RelationshipPattern, Shortest,
};
use crate::cypher::syntax::tree::{
    self, ExprKind as Tree, Name, PathElement, PathSelector, Range, RelationshipDirection,
    RelationshipLength, Spanned,
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
    NodeProperties(usize, tree::Expr),
    RelationshipProperties(usize, tree::Expr),
    Condition(tree::Expr),
}

impl Resolver<'_> {
    /// Resolves a pattern that may name new things.
    pub(super) fn pattern(&mut self, pattern: &tree::Pattern) -> Result<Found, Error> {
        self.whole_pattern(pattern, false)
    }

    /// Resolves a pattern that may only name what is known.
    pub(super) fn known_pattern(&mut self, pattern: &tree::Pattern) -> Result<Found, Error> {
        self.whole_pattern(pattern, true)
    }

    fn whole_pattern(&mut self, pattern: &tree::Pattern, closed: bool) -> Result<Found, Error> {
        let mut found = Found {
            closed,
            first_own_slot: self.width,
            ..Found::default()
        };
        for part in &pattern.kind {
            self.part(part, &mut found)?;
            let size = found.pattern.nodes.len() + found.pattern.relationships.len();
            if size > MAX_PATTERN {
                let message = format!("a pattern of more than {MAX_PATTERN} parts");
                let fault = Fault::new(Class::LimitExceeded, Kind::TooDeep, message);
                return Err(fault.at(part.span).at_compile_time());
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

    fn part(&mut self, part: &Spanned<tree::Part>, found: &mut Found) -> Result<(), Error> {
        let selector = part.kind.selector.as_ref();
        let shortest = match selector.map(|selector| &selector.kind) {
            None | Some(PathSelector::All) => None,
            Some(PathSelector::ShortestPath | PathSelector::AnyShortest) => Some(Shortest::One),
            Some(PathSelector::Shortest(1)) => Some(Shortest::One),
            Some(PathSelector::AllShortestPaths | PathSelector::AllShortest) => Some(Shortest::All),
            Some(PathSelector::ShortestGroups(1)) => Some(Shortest::All),
            Some(_) => {
                let span = selector.map_or(part.span, |selector| selector.span);
                let hint =
                    "write `ANY SHORTEST`, `ALL SHORTEST`, or `ORDER BY length(path) LIMIT k`";
                return Err(unsupported(span, "this path selector", hint));
            }
        };
        let path = self.path(&part.kind.path, shortest, part.span, found)?;
        let Some(name) = &part.kind.binding else {
            return Ok(());
        };
        self.check_new(name)?;
        let slot = self.declare(&name.kind, Type::of(Kinds::PATH));
        found.pattern.paths.push(PathPattern { slot, ..path });
        Ok(())
    }

    /// Resolves nodes and relationships in turn.
    fn path(
        &mut self,
        path: &tree::Path,
        shortest: Option<Shortest>,
        span: Span,
        found: &mut Found,
    ) -> Result<PathPattern, Error> {
        if shortest.is_some() && path.len() != 3 {
            return Err(Error::syntax(
                Kind::InvalidRelationshipPattern,
                span,
                "a shortest path takes one relationship between two nodes",
            ));
        }
        let mut start = None;
        let mut from = 0;
        let mut relationships = Vec::new();
        let mut between: Option<(&tree::RelationshipPattern, Span)> = None;
        for element in path {
            match &element.kind {
                PathElement::Relationship(pattern) => between = Some((pattern, element.span)),
                PathElement::Group(_) => {
                    let hint = "write `-[:TYPE*1..3]->` for one relationship again and again";
                    return Err(unsupported(element.span, "a repeated part of a path", hint));
                }
                PathElement::Node(pattern) => {
                    let to = self.node(pattern, found)?;
                    if let Some((pattern, span)) = between.take() {
                        let ends = (from, to);
                        let relationship =
                            self.relationship(pattern, ends, shortest, span, found)?;
                        relationships.push(relationship);
                    }
                    start.get_or_insert(to);
                    from = to;
                }
            }
        }
        Ok(PathPattern {
            slot: 0,
            start: start.unwrap_or_default(),
            relationships,
        })
    }

    /// Resolves a node; returns its place in the pattern, where each variable stands once.
    fn node(&mut self, pattern: &tree::NodePattern, found: &mut Found) -> Result<usize, Error> {
        let slot = match &pattern.variable {
            None => self.new_slot(),
            Some(name) => match self.known(name, Kinds::NODE, found)? {
                Some((slot, _)) => slot,
                None => self.declare(&name.kind, Type::of(Kinds::NODE)),
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
            let labels = self.labels(labels);
            found.pattern.nodes[index].labels.push(labels);
        }
        if let Some(properties) = pattern.properties.as_ref() {
            found
                .pending
                .push(Pending::NodeProperties(index, properties.clone()));
        }
        if let Some(condition) = pattern.condition.as_ref() {
            found.pending.push(Pending::Condition(condition.clone()));
        }
        Ok(index)
    }

    fn relationship(
        &mut self,
        pattern: &tree::RelationshipPattern,
        (from, to): (usize, usize),
        shortest: Option<Shortest>,
        span: Span,
        found: &mut Found,
    ) -> Result<usize, Error> {
        let mut length = pattern.length.as_ref().map(|length| bounds(length.kind));
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
        let direction = match pattern.direction {
            RelationshipDirection::Right => Direction::Outgoing,
            RelationshipDirection::Left => Direction::Incoming,
            RelationshipDirection::Both => Direction::Both,
        };
        let types = match &pattern.types {
            Some(types) => self.types(types),
            None => Types::Any,
        };
        let index = found.pattern.relationships.len();
        if let Some(properties) = pattern.properties.as_ref() {
            found
                .pending
                .push(Pending::RelationshipProperties(index, properties.clone()));
        }
        if let Some(condition) = pattern.condition.as_ref() {
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
        name: &Name,
        kinds: Kinds,
        found: &mut Found,
    ) -> Result<Slot, Error> {
        let text = &name.kind;
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
        name: &Name,
        kinds: Kinds,
        found: &Found,
    ) -> Result<Option<(Slot, Type)>, Error> {
        match self.scope.find(&name.kind) {
            Some(variable) if variable.ty.may_be(kinds) => {
                self.touched.push(variable.slot);
                Ok(Some((variable.slot, variable.ty.clone())))
            }
            Some(_) => Err(conflict(name)),
            None if found.closed => Err(Error::syntax(
                Kind::UndefinedVariable,
                name.span,
                format!("`{}` is not defined", name.kind),
            )),
            None => Ok(None),
        }
    }

    fn properties(&mut self, properties: &tree::Expr) -> Result<Vec<(PropertyKey, Expr)>, Error> {
        match &properties.kind {
            Tree::Map(entries) => entries
                .iter()
                .map(|(key, value)| {
                    let (value, _) = self.expression(value)?;
                    Ok((self.key(key, &Type::of(Kinds::ENTITY)), value))
                })
                .collect(),
            Tree::Parameter(_) => Err(Error::syntax(
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
fn bounds(length: RelationshipLength) -> Length {
    let (Range { min, max }, least) = match length {
        RelationshipLength::Inside(range) => (range, 1),
        RelationshipLength::After(range) => (range, 0),
    };
    Length {
        min: min.unwrap_or(least),
        max: max.unwrap_or(u64::MAX),
    }
}

fn conflict(name: &Name) -> Error {
    Error::syntax(
        Kind::VariableTypeConflict,
        name.span,
        format!("`{}` is already something else", name.kind),
    )
}

fn unsupported(span: Span, what: &str, instead: &str) -> Error {
    let message = format!("{what} is not supported");
    Error::syntax(Kind::UnsupportedSyntax, span, message).with_hint(Some(instead.to_owned()))
}
