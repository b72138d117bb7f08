//! Patterns out of a list of choices.

use crate::ast::{Clause, Expr, NodePattern, Part, Pattern, RelPattern, Way};
use crate::choose::{Kind, Maker, Scope};

impl Maker<'_> {
    /// The shortest ways between two different nodes that are known.
    pub fn shortest(&mut self, scope: &mut Scope) -> Option<Clause> {
        let known = |name: String| NodePattern {
            var: Some(name),
            ..NodePattern::default()
        };
        let (from, to) = (
            self.var(scope, &[Kind::Node])?,
            self.var(scope, &[Kind::Node])?,
        );
        if from == to {
            return None;
        }
        let mut hop = self.rel(scope, false);
        hop.length = Some((1, 1 + self.pick(4)));
        hop.var = Some(self.name("r"));
        let path = self.name("p");
        scope.push((path.clone(), Kind::Path));
        scope.extend(hop.var.clone().map(|name| (name, Kind::Rels)));
        let part = Part {
            path: Some(path),
            shortest: true,
            start: known(from),
            hops: vec![(hop, known(to))],
        };
        let pattern = Pattern {
            parts: vec![part],
            filter: None,
        };
        let optional = self.chance(40);
        Some(Clause::Match { optional, pattern })
    }

    /// A pattern, whose variables come into scope.
    pub fn pattern(&mut self, scope: &mut Scope, depth: usize) -> Pattern {
        let before = scope.clone();
        self.taken.clear();
        let parts = (0..1 + usize::from(self.chance(25)))
            .map(|_| {
                let hops = self.pick(3);
                self.part(&before, scope, hops)
            })
            .collect();
        let filter = self.chance(50).then(|| self.filter(scope, depth));
        Pattern { parts, filter }
    }

    /// A condition on rows, which alone may have patterns for truths.
    pub fn filter(&mut self, scope: &Scope, depth: usize) -> Expr {
        let truth = self.truth(scope, depth);
        if self.chance(20)
            && let Some((property, values)) = self.sought(scope)
        {
            let any = match self.pick(3) {
                0 => any_of(property, values),
                _ => Expr::Infix(Box::new(property), "IN", Box::new(Expr::List(values))),
            };
            return match self.pick(3) {
                0 => Expr::Infix(Box::new(any), self.of(&["AND", "OR"]), Box::new(truth)),
                _ => any,
            };
        }
        if !self.chance(25) {
            return truth;
        }
        let Some(part) = self.predicate(scope) else {
            return truth;
        };
        let predicate = Box::new(Expr::Predicate(Box::new(part)));
        match self.pick(4) {
            0 => *predicate,
            1 => Expr::Not(predicate),
            2 => Expr::Infix(predicate, "AND", Box::new(truth)),
            _ => Expr::Infix(Box::new(truth), "OR", predicate),
        }
    }

    /// A pattern inside an expression.
    pub fn small_pattern(&mut self, scope: &Scope, depth: usize) -> Pattern {
        let mut inner = scope.clone();
        let hops = self.pick(2);
        self.taken.clear();
        let part = self.part(scope, &mut inner, hops);
        let filter = self.chance(40).then(|| self.filter(&inner, depth - 1));
        Pattern {
            parts: vec![part],
            filter,
        }
    }

    /// A pattern that is an expression itself: from a known node on, with no new variables.
    fn predicate(&mut self, scope: &Scope) -> Option<Part> {
        let start = NodePattern {
            var: Some(self.var(scope, &[Kind::Node])?),
            ..NodePattern::default()
        };
        let mut hop = self.rel(scope, false);
        hop.var = None;
        let end = NodePattern {
            var: self.var(scope, &[Kind::Node]).filter(|_| self.chance(30)),
            ..NodePattern::default()
        };
        Some(Part {
            path: None,
            shortest: false,
            start,
            hops: vec![(hop, end)],
        })
    }

    fn part(&mut self, before: &Scope, scope: &mut Scope, hops: usize) -> Part {
        let start = self.node(before, scope);
        let mut part = Part {
            path: None,
            shortest: false,
            start,
            hops: Vec::new(),
        };
        for _ in 0..hops {
            let mut relationship = self.rel(before, true);
            if relationship.var.is_none() && self.chance(50) {
                let name = self.name("r");
                let kind = relationship.length.map_or(Kind::Rel, |_| Kind::Rels);
                scope.push((name.clone(), kind));
                relationship.var = Some(name);
            }
            let node = self.node(before, scope);
            part.hops.push((relationship, node));
        }
        if self.chance(15) {
            let name = self.name("p");
            part.path = Some(name.clone());
            scope.push((name, Kind::Path));
        }
        part
    }

    fn node(&mut self, before: &Scope, scope: &mut Scope) -> NodePattern {
        // Properties may look at what the same pattern names to the left.
        let left = if self.chance(25) {
            scope.clone()
        } else {
            before.clone()
        };
        let known = self.var(scope, &[Kind::Node]);
        let var = match (self.pick(4), known) {
            (0 | 1, _) => {
                let name = self.name("n");
                scope.push((name.clone(), Kind::Node));
                Some(name)
            }
            (2, known) => known,
            _ => None,
        };
        let labels = if self.chance(25) {
            vec![self.of(self.words.labels)]
        } else {
            Vec::new()
        };
        let props = if self.chance(10) {
            vec![(self.words.num, self.int(&left, 0))]
        } else if self.chance(5) {
            vec![(self.of(self.words.names), self.text(&left, 0))]
        } else {
            Vec::new()
        };
        NodePattern { var, labels, props }
    }

    fn rel(&mut self, before: &Scope, reuses: bool) -> RelPattern {
        let types = match self.pick(4) {
            0 => Vec::new(),
            1 | 2 => vec![self.of(self.words.types)],
            _ => vec![self.of(self.words.types), self.of(self.words.types)],
        };
        let way = self.of(&[Way::Out, Way::In, Way::Any]);
        let length = if self.chance(25) {
            let least = self.pick(3);
            Some((least, least + self.pick(3)))
        } else {
            None
        };
        let props = if self.chance(8) {
            vec![(self.words.num, self.int(before, 0))]
        } else {
            Vec::new()
        };
        let var = match length {
            None if reuses && self.chance(15) => self.var(before, &[Kind::Rel]),
            Some(_) if reuses && self.chance(15) => self.var(before, &[Kind::Rels]),
            _ => None,
        };
        let var = var.filter(|name| !self.taken.contains(name));
        self.taken.extend(var.clone());
        RelPattern {
            var,
            types,
            way,
            length,
            props,
        }
    }
}

/// `property IN values` as equalities; false where there are none.
pub fn any_of(property: Expr, values: Vec<Expr>) -> Expr {
    let equal = |value| Expr::Compare(Box::new(property.clone()), vec![("=", value)]);
    let either = |a, b| Expr::Infix(Box::new(a), "OR", Box::new(b));
    let values = values.into_iter().map(equal);
    values.reduce(either).unwrap_or(Expr::Bool(false))
}
