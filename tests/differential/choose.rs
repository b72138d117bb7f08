//! Queries and graphs out of a list of choices: the shorter the list and the smaller its numbers, the simpler they are.

use crate::ast::Expr;
use crate::graph::{Graph, Props, Rel};
use crate::value::Val;

/// The names that queries may use of a graph, and texts that are likely to be found in it.
#[derive(Debug)]
pub struct Words {
    pub labels: &'static [&'static str],
    pub types: &'static [&'static str],
    pub texts: &'static [&'static str],
    /// Keys of properties: of numbers, texts, truths, anything, and lists.
    pub num: &'static str,
    pub names: &'static [&'static str],
    pub flag: &'static str,
    pub mix: &'static str,
    pub list: &'static str,
}

/// The names of graphs out of a list of choices.
pub const ABSTRACT: Words = Words {
    labels: &["A", "B"],
    types: &["T", "U"],
    texts: &["a", "ab", "b", ""],
    num: "num",
    names: &["name"],
    flag: "flag",
    mix: "mix",
    list: "list",
};

/// What is known of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Node,
    Rel,
    /// A list of relationships.
    Rels,
    Path,
    Int,
    Str,
    Bool,
    /// Any scalar.
    Any,
    /// A list of scalars.
    List,
    /// A list of scalars in no certain order.
    Bag,
    /// A list of nodes in no certain order.
    Nodes,
}

pub type Scope = Vec<(String, Kind)>;

pub struct Maker<'c> {
    choices: &'c [u16],
    pub words: &'static Words,
    names: usize,
    /// Known relationships that the pattern in the making has named; each may stand in one place of it.
    pub taken: Vec<String>,
}

impl<'c> Maker<'c> {
    pub fn new(choices: &'c [u16]) -> Self {
        Maker::with(choices, &ABSTRACT)
    }

    /// Makes queries of a graph that has other names.
    pub fn with(choices: &'c [u16], words: &'static Words) -> Self {
        Maker {
            choices,
            words,
            names: 0,
            taken: Vec::new(),
        }
    }

    /// A number below `count`; 0 when there is nothing left to choose by.
    pub fn pick(&mut self, count: usize) -> usize {
        match self.choices.split_first() {
            Some((first, rest)) => {
                self.choices = rest;
                usize::from(*first) % count
            }
            None => 0,
        }
    }

    pub fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.pick(items.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.pick(100) >= 100 - percent
    }

    pub fn name(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}{}", self.names)
    }

    /// Returns a variable of one of some kinds, if there is one.
    pub fn var(&mut self, scope: &Scope, kinds: &[Kind]) -> Option<String> {
        let fitting: Vec<&String> = scope
            .iter()
            .filter(|(_, kind)| kinds.contains(kind))
            .map(|(name, _)| name)
            .collect();
        if fitting.is_empty() {
            return None;
        }
        Some(fitting[self.pick(fitting.len())].clone())
    }

    pub fn graph(&mut self) -> Graph {
        let mut graph = Graph::default();
        for _ in 0..1 + self.pick(6) {
            let labels = (ABSTRACT.labels.iter().copied())
                .filter(|_| self.chance(55))
                .collect();
            let props = self.props(&["num", "name", "flag", "mix", "list"]);
            graph.nodes.push((labels, props));
        }
        for _ in 0..self.pick(13) {
            let rel = Rel {
                kind: self.of(self.words.types),
                start: self.pick(graph.nodes.len()),
                end: self.pick(graph.nodes.len()),
                props: self.props(&["num", "name"]),
            };
            graph.rels.push(rel);
        }
        graph
    }

    fn props(&mut self, keys: &[&'static str]) -> Props {
        let mut props = Props::new();
        for key in keys {
            if self.chance(70) {
                props.insert(key, self.prop(key));
            }
        }
        props
    }

    fn prop(&mut self, key: &str) -> Val {
        let integer = |maker: &mut Self| Val::Int(maker.pick(4) as i64 - 1);
        match key {
            "num" => integer(self),
            "name" => Val::Str(self.of(self.words.texts).to_owned()),
            "flag" => Val::Bool(self.pick(2) == 1),
            "list" => {
                let length = self.pick(4);
                Val::List((0..length).map(|_| integer(self)).collect())
            }
            _ => match self.pick(4) {
                0 => integer(self),
                1 => Val::Str(self.of(self.words.texts).to_owned()),
                2 => Val::Bool(self.pick(2) == 1),
                _ => Val::Float(self.pick(5) as f64 / 2.0),
            },
        }
    }

    /// A property of a variable in scope, or something else.
    fn prop_or(&mut self, scope: &Scope, key: &'static str, kind: Kind, other: Expr) -> Expr {
        let holders: &[Kind] = match key == self.words.num || self.words.names.contains(&key) {
            true => &[Kind::Node, Kind::Rel],
            false => &[Kind::Node],
        };
        let own = self.var(scope, &[kind]);
        let holder = self.var(scope, holders);
        match (self.pick(4), own, holder) {
            (1, Some(name), _) => Expr::Var(name),
            (2 | 3, _, Some(name)) => Expr::Prop(name, key),
            _ => other,
        }
    }

    pub fn int(&mut self, scope: &Scope, depth: usize) -> Expr {
        let literal = Expr::Int(self.pick(4) as i64 - 1);
        match if depth == 0 { 0 } else { self.pick(8) } {
            5 => {
                let (a, b) = (self.int(scope, depth - 1), self.int(scope, depth - 1));
                Expr::Infix(Box::new(a), self.of(&["+", "-", "*"]), Box::new(b))
            }
            6 => Expr::Call("size", vec![self.list(scope, depth - 1)]),
            7 => match self.var(scope, &[Kind::Path]) {
                Some(path) => Expr::Call("length", vec![Expr::Var(path)]),
                None => Expr::Call("size", vec![self.text(scope, depth - 1)]),
            },
            4 => {
                let pattern = self.small_pattern(scope, depth);
                Expr::Count(Box::new(pattern))
            }
            _ => self.prop_or(scope, self.words.num, Kind::Int, literal),
        }
    }

    pub fn text(&mut self, scope: &Scope, depth: usize) -> Expr {
        let literal = Expr::Str(self.of(self.words.texts));
        match if depth == 0 { 0 } else { self.pick(6) } {
            4 => {
                let (a, b) = (self.text(scope, depth - 1), self.text(scope, depth - 1));
                Expr::Infix(Box::new(a), "+", Box::new(b))
            }
            5 => match self.var(scope, &[Kind::Rel]) {
                Some(name) => Expr::Call("type", vec![Expr::Var(name)]),
                None => literal,
            },
            _ => {
                let key = self.of(self.words.names);
                self.prop_or(scope, key, Kind::Str, literal)
            }
        }
    }

    /// Any scalar.
    pub fn any(&mut self, scope: &Scope, depth: usize) -> Expr {
        match if depth == 0 {
            self.pick(3)
        } else {
            self.pick(9)
        } {
            0 => self.int(scope, depth),
            1 => self.prop_or(scope, self.words.mix, Kind::Any, Expr::Null),
            2 => self.text(scope, depth),
            3 => self.truth(scope, depth - 1),
            4 => {
                let arguments = (0..2).map(|_| self.any(scope, depth - 1)).collect();
                Expr::Call("coalesce", arguments)
            }
            5 => {
                let cases = (0..1 + self.pick(2))
                    .map(|_| (self.truth(scope, depth - 1), self.any(scope, depth - 1)))
                    .collect();
                let otherwise = self.chance(50).then(|| self.any(scope, depth - 1));
                Expr::Case(cases, otherwise.map(Box::new))
            }
            6 => {
                let list = self.list(scope, depth - 1);
                let index = Expr::Int(self.pick(5) as i64 - 2);
                Expr::Index(Box::new(list), Box::new(index))
            }
            7 => {
                let list = self.list(scope, depth - 1);
                Expr::Call(self.of(&["head", "last"]), vec![list])
            }
            _ => Expr::Null,
        }
    }

    /// A list of scalars.
    pub fn list(&mut self, scope: &Scope, depth: usize) -> Expr {
        match if depth == 0 {
            self.pick(2)
        } else {
            self.pick(4)
        } {
            1 => {
                let length = self.pick(4);
                Expr::List((0..length).map(|_| self.any(scope, 0)).collect())
            }
            3 => {
                let var = self.name("i");
                let list = self.list(scope, depth - 1);
                let mut inner = scope.clone();
                inner.push((var.clone(), Kind::Any));
                let condition = self.chance(60).then(|| self.truth(&inner, depth - 1));
                let kept = self.any(&inner, depth - 1);
                Expr::Comprehension(var, Box::new(list), condition.map(Box::new), Box::new(kept))
            }
            _ => {
                let literal = Expr::List(vec![Expr::Int(1), Expr::Int(2)]);
                self.prop_or(scope, self.words.list, Kind::List, literal)
            }
        }
    }

    pub fn truth(&mut self, scope: &Scope, depth: usize) -> Expr {
        if depth == 0 {
            let literal = self.of(&[Some(true), Some(false), None]);
            let literal = literal.map_or(Expr::Null, Expr::Bool);
            return self.prop_or(scope, self.words.flag, Kind::Bool, literal);
        }
        match self.pick(13) {
            0 | 1 => self.comparison(scope, depth),
            2 => Expr::Not(Box::new(self.truth(scope, depth - 1))),
            3..=5 => {
                let (a, b) = (self.truth(scope, depth - 1), self.truth(scope, depth - 1));
                Expr::Infix(Box::new(a), self.of(&["AND", "OR", "XOR"]), Box::new(b))
            }
            6 => {
                let of = self.any(scope, depth - 1);
                Expr::IsNull(Box::new(of), self.pick(2) == 0)
            }
            7 => {
                let (item, list) = (self.any(scope, depth - 1), self.list(scope, depth - 1));
                Expr::Infix(Box::new(item), "IN", Box::new(list))
            }
            8 => {
                let sign = self.of(&["STARTS WITH", "ENDS WITH", "CONTAINS"]);
                let (a, b) = (self.text(scope, depth - 1), self.text(scope, depth - 1));
                Expr::Infix(Box::new(a), sign, Box::new(b))
            }
            9 => match self.var(scope, &[Kind::Node]) {
                Some(name) => Expr::HasLabel(name, self.of(self.words.labels)),
                None => self.comparison(scope, depth),
            },
            10 => self.quantifier(scope, depth),
            11 => {
                let pattern = self.small_pattern(scope, depth);
                Expr::Exists(Box::new(pattern))
            }
            _ => self.truth(scope, 0),
        }
    }

    /// A property of a known node and the values it may have, which an index may be asked for; some twice, some null.
    pub fn sought(&mut self, scope: &Scope) -> Option<(Expr, Vec<Expr>)> {
        let node = self.var(scope, &[Kind::Node])?;
        let key = self.of(self.words.names);
        let values = (0..self.pick(6)).map(|_| match self.pick(8) {
            0 => Expr::Null,
            1 => Expr::Int(self.pick(3) as i64),
            _ => Expr::Str(self.of(self.words.texts)),
        });
        let values = values.collect();
        Some((Expr::Prop(node, key), values))
    }

    fn comparison(&mut self, scope: &Scope, depth: usize) -> Expr {
        let same = self.of(&["=", "<>"]);
        let things = [Kind::Node, Kind::Rel];
        match self.pick(6) {
            0 => {
                let first = self.int(scope, depth - 1);
                let count = 1 + usize::from(self.chance(25));
                let signs = ["<", "<=", ">", ">=", "=", "<>"];
                let rest = (0..count).map(|_| (self.of(&signs), self.int(scope, depth - 1)));
                Expr::Compare(Box::new(first), rest.collect())
            }
            1 => {
                let (a, b) = (self.list(scope, depth - 1), self.list(scope, depth - 1));
                Expr::Compare(Box::new(a), vec![(same, b)])
            }
            2 => match (self.var(scope, &things), self.var(scope, &things)) {
                (Some(a), Some(b)) => {
                    Expr::Compare(Box::new(Expr::Var(a)), vec![(same, Expr::Var(b))])
                }
                _ => Expr::Bool(true),
            },
            3 => {
                let (a, b) = (self.any(scope, depth - 1), self.any(scope, depth - 1));
                Expr::Compare(Box::new(a), vec![(same, b)])
            }
            _ => {
                let sign = self.of(&["<", "<=", ">", ">="]);
                let (a, b) = (self.any(scope, depth - 1), self.any(scope, depth - 1));
                Expr::Compare(Box::new(a), vec![(sign, b)])
            }
        }
    }

    fn quantifier(&mut self, scope: &Scope, depth: usize) -> Expr {
        let name = self.of(&["all", "any", "none", "single"]);
        let var = self.name("i");
        let path = self.var(scope, &[Kind::Path]);
        let known = self.var(scope, &[Kind::Rels, Kind::Nodes, Kind::Bag]);
        let (list, kind) = match (self.pick(4), path, known) {
            (1, Some(path), _) => (Expr::Call("nodes", vec![Expr::Var(path)]), Kind::Node),
            (2, Some(path), _) => (
                Expr::Call("relationships", vec![Expr::Var(path)]),
                Kind::Rel,
            ),
            (1..=3, _, Some(known)) => {
                let found = scope.iter().find(|(name, _)| *name == known);
                let kind = match found.map(|(_, kind)| *kind) {
                    Some(Kind::Rels) => Kind::Rel,
                    Some(Kind::Nodes) => Kind::Node,
                    _ => Kind::Any,
                };
                (Expr::Var(known), kind)
            }
            _ => (self.list(scope, depth - 1), Kind::Any),
        };
        let mut inner = scope.clone();
        inner.push((var.clone(), kind));
        let condition = self.truth(&inner, depth - 1);
        Expr::Quantifier(name, var, Box::new(list), Box::new(condition))
    }
}
