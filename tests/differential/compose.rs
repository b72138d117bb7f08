//! Clauses and whole queries out of a list of choices.

use crate::ast::{Clause, Expr, Projection, Query, Single};
use crate::choose::{Kind, Maker, Scope};

/// Kinds whose values are in a certain order and can be sorted by.
const CERTAIN: [Kind; 8] = [
    Kind::Node,
    Kind::Rel,
    Kind::Rels,
    Kind::Int,
    Kind::Str,
    Kind::Bool,
    Kind::Any,
    Kind::List,
];

impl Maker<'_> {
    pub fn query(&mut self) -> Query {
        if !self.chance(10) {
            let first = self.single(None);
            return Query {
                first,
                rest: Vec::new(),
                all: false,
            };
        }
        let columns = 1 + self.pick(2);
        Query {
            first: self.single(Some(columns)),
            rest: vec![self.single(Some(columns))],
            all: self.pick(2) == 1,
        }
    }

    /// A query without `UNION`, or a part of one with so many columns.
    fn single(&mut self, columns: Option<usize>) -> Single {
        let mut scope = Scope::new();
        let mut clauses = Vec::new();
        let matches = !self.chance(15);
        for place in 0..1 + self.pick(4) {
            // Most queries begin with a match, so that the rest has something to work on.
            clauses.push(self.clause(&mut scope, matches && place == 0));
            if self.chance(20) {
                clauses.extend(self.shortest(&mut scope));
            }
        }
        let mut result = self.projection(&scope, columns).0;
        if columns.is_none() {
            if self.chance(30) {
                result.skip = Some(self.pick(4));
            }
            if self.chance(30) {
                result.limit = Some(self.pick(6));
            }
        }
        Single { clauses, result }
    }

    fn clause(&mut self, scope: &mut Scope, matches: bool) -> Clause {
        match if matches { 0 } else { self.pick(8) } {
            0..=3 => {
                let optional = !matches && self.chance(40);
                let pattern = self.pattern(scope, 2);
                Clause::Match { optional, pattern }
            }
            4 => {
                let name = self.name("u");
                let path = self.var(scope, &[Kind::Path]);
                let known = self.var(scope, &[Kind::Rels, Kind::Nodes, Kind::Bag]);
                let kind_of = |wanted: &str| scope.iter().find(|(name, _)| name == wanted);
                let (list, kind) = match (self.pick(3), path, known) {
                    (1, Some(path), _) => (Expr::Call("nodes", vec![Expr::Var(path)]), Kind::Node),
                    (1 | 2, _, Some(known)) => match kind_of(&known).map(|(_, kind)| *kind) {
                        Some(Kind::Rels) => (Expr::Var(known), Kind::Rel),
                        Some(Kind::Nodes) => (Expr::Var(known), Kind::Node),
                        _ => (Expr::Var(known), Kind::Any),
                    },
                    _ => (self.list(scope, 1), Kind::Any),
                };
                scope.push((name.clone(), kind));
                Clause::Unwind(list, name)
            }
            _ => {
                let (mut projection, next) = self.projection(scope, None);
                let all_certain = next.iter().all(|(_, kind)| CERTAIN.contains(kind));
                projection.order.clear();
                if all_certain && self.chance(30) {
                    // Whatever is cut off must not depend on ties.
                    let names = next.iter().map(|(name, _)| Expr::Var(name.clone()));
                    projection.order = names.map(|name| (name, self.pick(2) == 1)).collect();
                    projection.skip = self.chance(50).then(|| self.pick(3));
                    projection.limit = self.chance(50).then(|| 1 + self.pick(4));
                }
                *scope = next;
                let filter = self.chance(40).then(|| self.filter(scope, 2));
                Clause::With(projection, filter)
            }
        }
    }

    fn projection(&mut self, scope: &Scope, columns: Option<usize>) -> (Projection, Scope) {
        let groups = self.chance(35);
        let distinct = self.chance(25);
        let mut items = Vec::new();
        let mut next = Scope::new();
        for column in 0..columns.unwrap_or(1 + self.pick(3)) {
            let fixed = columns.map(|_| format!("c{column}"));
            let aggregates = groups && (column == 0 || self.chance(50));
            let (item, kind) = if aggregates {
                self.aggregate(scope, distinct)
            } else {
                self.item(scope, groups || distinct)
            };
            let same = match &item {
                Expr::Var(name) if next.iter().all(|(taken, _)| taken != name) => {
                    Some(name.clone())
                }
                _ => None,
            };
            let kept = same.filter(|_| self.pick(3) != 2);
            let name = fixed.or(kept).unwrap_or_else(|| self.name("x"));
            next.push((name.clone(), kind));
            items.push((item, name));
        }
        let mut order = Vec::new();
        if columns.is_none() && self.chance(40) {
            for _ in 0..1 + self.pick(2) {
                if let Some(key) = self.key(scope, &next, groups || distinct) {
                    order.push((key, self.pick(2) == 1));
                }
            }
        }
        let projection = Projection {
            distinct,
            items,
            order,
            skip: None,
            limit: None,
        };
        (projection, next)
    }

    /// Something to sort by: a column, a property of one, or what was known before.
    fn key(&mut self, before: &Scope, columns: &Scope, only_columns: bool) -> Option<Expr> {
        let column = self.var(columns, &CERTAIN);
        match self.pick(3) {
            1 => {
                let node = self.var(columns, &[Kind::Node, Kind::Rel]);
                node.or(column.clone().filter(|_| false))
                    .map(|node| Expr::Prop(node, self.words.num))
                    .or(column.map(Expr::Var))
            }
            2 if !only_columns => {
                // A column's name hides what had the name before.
                let hidden = |name: &String| columns.iter().any(|(column, _)| column == name);
                let mut seen: Scope = before
                    .iter()
                    .filter(|(name, _)| !hidden(name))
                    .cloned()
                    .collect();
                seen.extend(columns.iter().cloned());
                Some(self.any(&seen, 1))
            }
            _ => column.map(Expr::Var),
        }
    }

    /// What a column may be, that is not aggregated.
    fn item(&mut self, scope: &Scope, certain: bool) -> (Expr, Kind) {
        let kinds: &[Kind] = if certain {
            &CERTAIN
        } else {
            &[CERTAIN.as_slice(), &[Kind::Path, Kind::Bag, Kind::Nodes]].concat()
        };
        match (self.pick(8), self.var(scope, kinds)) {
            (0..=3, Some(name)) => {
                let kind = scope.iter().find(|(known, _)| *known == name);
                let kind = kind.map_or(Kind::Any, |(_, kind)| *kind);
                (Expr::Var(name), kind)
            }
            (4, _) => (self.truth(scope, 2), Kind::Bool),
            (5, _) => (self.list(scope, 2), Kind::List),
            (6, _) => (self.int(scope, 2), Kind::Int),
            _ => (self.any(scope, 2), Kind::Any),
        }
    }

    fn aggregate(&mut self, scope: &Scope, certain: bool) -> (Expr, Kind) {
        let distinct = self.chance(30);
        let of = |name, of| Expr::Aggregate(name, distinct, Some(Box::new(of)));
        let node = self.var(scope, &[Kind::Node]);
        match self.pick(9) {
            0 => (Expr::Aggregate("count", false, None), Kind::Int),
            1 => match node {
                Some(node) => (of("count", Expr::Var(node)), Kind::Int),
                None => (of("count", self.any(scope, 1)), Kind::Int),
            },
            2 => (of("sum", self.int(scope, 1)), Kind::Int),
            3 => (of("min", self.any(scope, 1)), Kind::Any),
            4 => (of("max", self.any(scope, 1)), Kind::Any),
            5 => (of("avg", self.int(scope, 1)), Kind::Any),
            6 if !certain => match node {
                Some(node) => (of("collect", Expr::Var(node)), Kind::Nodes),
                None => (of("collect", self.any(scope, 1)), Kind::Bag),
            },
            7 => {
                let inner = of("collect", self.any(scope, 1));
                (Expr::Call("size", vec![inner]), Kind::Int)
            }
            _ => {
                let inner = Expr::Aggregate("count", false, None);
                (
                    Expr::Infix(Box::new(inner), "+", Box::new(Expr::Int(1))),
                    Kind::Int,
                )
            }
        }
    }
}
