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
    pub(super) pending: Vec<Pending>,
}

pub(super) enum Pending {
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
        let shortest = selector.and_then(|selector| match selector.kind {
            PathSelector::All => None,
            PathSelector::ShortestPath => Some(Shortest::One),
            PathSelector::AllShortestPaths => Some(Shortest::All),
            PathSelector::AnyShortest => Some(Shortest::Paths(1)),
            PathSelector::AllShortest => Some(Shortest::Groups(1)),
            // Any paths will do, so that the shortest do.
            PathSelector::Any(count) => Some(Shortest::Paths(count.unwrap_or(1))),
            PathSelector::Shortest(count) => Some(Shortest::Paths(count)),
            PathSelector::ShortestGroups(count) => Some(Shortest::Groups(count)),
        });
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
        if let [only] = path.as_slice()
            && let PathElement::Group(group) = &only.kind
            && group.range.is_none()
            && group.binding.is_none()
        {
            let inner = self.path(&group.path, shortest, span, found)?;
            let condition = group.condition.clone();
            found.pending.extend(condition.map(Pending::Condition));
            return Ok(inner);
        }
        let is_node = |element: &Spanned<PathElement>| matches!(element.kind, PathElement::Node(_));
        if shortest.is_some() && path.iter().filter(|element| !is_node(element)).count() != 1 {
            return Err(Error::syntax(
                Kind::InvalidRelationshipPattern,
                span,
                "a shortest path takes one relationship between two nodes",
            ));
        }
        let nameless = tree::NodePattern::default();
        let mut start = None;
        let mut from = 0;
        let mut relationships = Vec::new();
        let mut between: Option<&Spanned<PathElement>> = None;
        // A group at the end of a path, and one beside another, has a nameless node there.
        let ends_open = path.last().is_some_and(|last| !is_node(last));
        let closing = ends_open.then(|| Spanned::new(PathElement::Node(nameless.clone()), span));
        for element in path.iter().chain(&closing) {
            let node = match &element.kind {
                PathElement::Node(node) => node,
                PathElement::Group(_) if start.is_none() || between.is_some() => &nameless,
                _ => {
                    between = Some(element);
                    continue;
                }
            };
            let to = self.node(node, found)?;
            if let Some(between) = between.take() {
                let ends = (from, to);
                let index = self.between(between, ends, shortest, found)?;
                relationships.push(index);
            }
            start.get_or_insert(to);
            from = to;
            if !is_node(element) {
                between = Some(element);
            }
        }
        Ok(PathPattern {
            slot: 0,
            start: start.unwrap_or_default(),
            relationships,
        })
    }

    /// Resolves what leads from one node to the next.
    fn between(
        &mut self,
        element: &Spanned<PathElement>,
        ends: (usize, usize),
        shortest: Option<Shortest>,
        found: &mut Found,
    ) -> Result<usize, Error> {
        let span = element.span;
        match &element.kind {
            PathElement::Relationship(pattern) => {
                self.relationship(pattern, ends, shortest, span, found)
            }
            PathElement::Group(group) => self.repeated(group, ends, shortest, span, found),
            PathElement::Node(_) => Err(unsupported(
                span,
                "a node after a node",
                "write a relationship between them",
            )),
        }
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

    pub(super) fn relationship(
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

pub(super) fn unsupported(span: Span, what: &str, instead: &str) -> Error {
    let message = format!("{what} is not supported");
    Error::syntax(Kind::UnsupportedSyntax, span, message).with_hint(Some(instead.to_owned()))
}
