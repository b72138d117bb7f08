//! Expressions after name resolution: variables are slots of a row, names are handles.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::Span;
use super::functions::{Aggregate, Function};
use super::graph::{KeyId, LabelId};
pub use super::syntax::tree::{Comparator, Quantifier, SubqueryKind, TextTest};
use super::value::{Arithmetic, Value};

/// A place in the row of values that a query works on.
pub type Slot = usize;

/// An expression and where it stands in the text.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

/// Two expressions are equal when they compute the same, wherever they stand.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Constant(Value),
    /// A `$parameter`, by its place among the parameters the query uses.
    Parameter(usize),
    Slot(Slot),
    List(Vec<Expr>),
    Map(Vec<(Arc<str>, Expr)>),
    MapProjection {
        base: Box<Expr>,
        all: bool,
        entries: Vec<(Arc<str>, Expr)>,
    },
    Property(Box<Expr>, PropertyKey),
    Index(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Xor(Vec<Expr>),
    Not(Box<Expr>),
    /// `a < b <= c`: every neighbouring pair holds.
    Comparison(Box<Expr>, Vec<(Comparator, Expr)>),
    /// `a + b - c`, from left to right; a chain is flat so that its length costs no stack.
    Arithmetic(Box<Expr>, Vec<(Arithmetic, Expr)>),
    Negate(Box<Expr>),
    Text(TextTest, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    IsNull(Box<Expr>),
    HasLabels(Box<Expr>, LabelTest),
    Case {
        operand: Option<Box<Expr>>,
        branches: Vec<(Vec<Expr>, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    Comprehension {
        variable: Slot,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
        map: Option<Box<Expr>>,
    },
    Quantified {
        quantifier: Quantifier,
        variable: Slot,
        list: Box<Expr>,
        predicate: Box<Expr>,
    },
    Reduce {
        accumulator: Slot,
        initial: Box<Expr>,
        variable: Slot,
        list: Box<Expr>,
        step: Box<Expr>,
    },
    Call(Function, Vec<Expr>),
    /// An aggregate, by its place among those of the projection it stands in.
    Aggregate(usize),
    Subquery {
        kind: SubqueryKind,
        /// Its place among the subqueries of the statement.
        index: usize,
        /// The outer variables it reads.
        uses: Vec<Slot>,
    },
}

/// A property key: its name for maps and temporal values, its handle for the graph, if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyKey {
    pub name: Arc<str>,
    pub id: Option<KeyId>,
}

/// A condition on the labels of a node or on the type of a relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelTest {
    /// A name; the handle is missing when the graph has no such label.
    Name(Arc<str>, Option<LabelId>),
    Any,
    Not(Box<LabelTest>),
    And(Vec<LabelTest>),
    Or(Vec<LabelTest>),
}

impl LabelTest {
    /// Evaluates the test, given which single names hold.
    pub fn holds(&self, has: &impl Fn(&str, Option<LabelId>) -> bool) -> bool {
        match self {
            LabelTest::Name(name, id) => has(name, *id),
            LabelTest::Any => true,
            LabelTest::Not(inner) => !inner.holds(has),
            LabelTest::And(tests) => tests.iter().all(|test| test.holds(has)),
            LabelTest::Or(tests) => tests.iter().any(|test| test.holds(has)),
        }
    }
}

/// An aggregate of a projection, such as `sum(DISTINCT x)`.
#[derive(Clone, Debug)]
pub struct AggregateCall {
    pub function: Aggregate,
    pub distinct: bool,
    /// Empty for `count(*)`.
    pub arguments: Vec<Expr>,
    pub span: Span,
}

impl Expr {
    pub fn new(kind: ExprKind, span: impl Into<Span>) -> Self {
        Expr {
            kind,
            span: span.into(),
        }
    }

    /// The expressions directly inside this one.
    pub fn children(&self) -> Vec<&Expr> {
        let mut children = Vec::new();
        match &self.kind {
            ExprKind::Constant(_)
            | ExprKind::Parameter(_)
            | ExprKind::Slot(_)
            | ExprKind::Aggregate(_)
            | ExprKind::Subquery { .. } => {}
            ExprKind::List(items)
            | ExprKind::And(items)
            | ExprKind::Or(items)
            | ExprKind::Xor(items)
            | ExprKind::Call(_, items) => children.extend(items),
            ExprKind::Map(entries) => children.extend(entries.iter().map(|(_, value)| value)),
            ExprKind::MapProjection { base, entries, .. } => {
                children.push(base);
                children.extend(entries.iter().map(|(_, value)| value));
            }
            ExprKind::Property(inner, _)
            | ExprKind::Not(inner)
            | ExprKind::Negate(inner)
            | ExprKind::IsNull(inner)
            | ExprKind::HasLabels(inner, _) => children.push(inner),
            ExprKind::Index(a, b) | ExprKind::Text(_, a, b) | ExprKind::In(a, b) => {
                children.extend([a.as_ref(), b.as_ref()]);
            }
            ExprKind::Slice(list, from, to) => {
                children.push(list);
                children.extend(from.as_deref());
                children.extend(to.as_deref());
            }
            ExprKind::Comparison(first, rest) => {
                children.push(first);
                children.extend(rest.iter().map(|(_, operand)| operand));
            }
            ExprKind::Arithmetic(first, rest) => {
                children.push(first);
                children.extend(rest.iter().map(|(_, operand)| operand));
            }
            ExprKind::Case {
                operand,
                branches,
                otherwise,
            } => {
                children.extend(operand.as_deref());
                for (conditions, result) in branches {
                    children.extend(conditions);
                    children.push(result);
                }
                children.extend(otherwise.as_deref());
            }
            ExprKind::Comprehension {
                list, filter, map, ..
            } => {
                children.push(list);
                children.extend(filter.as_deref());
                children.extend(map.as_deref());
            }
            ExprKind::Quantified {
                list, predicate, ..
            } => children.extend([list.as_ref(), predicate.as_ref()]),
            ExprKind::Reduce {
                initial,
                list,
                step,
                ..
            } => children.extend([initial.as_ref(), list.as_ref(), step.as_ref()]),
        }
        children
    }

    /// Rebuilds the expression with `change` applied to each expression directly inside it.
    pub fn try_map_children<E>(
        self,
        change: &mut impl FnMut(Expr) -> Result<Expr, E>,
    ) -> Result<Expr, E> {
        let mut boxed = |inner: Box<Expr>| change(*inner).map(Box::new);
        let kind = match self.kind {
            kind @ (ExprKind::Constant(_)
            | ExprKind::Parameter(_)
            | ExprKind::Slot(_)
            | ExprKind::Aggregate(_)
            | ExprKind::Subquery { .. }) => kind,
            ExprKind::List(items) => ExprKind::List(each(items, change)?),
            ExprKind::And(items) => ExprKind::And(each(items, change)?),
            ExprKind::Or(items) => ExprKind::Or(each(items, change)?),
            ExprKind::Xor(items) => ExprKind::Xor(each(items, change)?),
            ExprKind::Call(function, items) => ExprKind::Call(function, each(items, change)?),
            ExprKind::Map(entries) => ExprKind::Map(each_second(entries, change)?),
            ExprKind::MapProjection { base, all, entries } => ExprKind::MapProjection {
                base: boxed(base)?,
                all,
                entries: each_second(entries, change)?,
            },
            ExprKind::Property(inner, key) => ExprKind::Property(boxed(inner)?, key),
            ExprKind::Not(inner) => ExprKind::Not(boxed(inner)?),
            ExprKind::Negate(inner) => ExprKind::Negate(boxed(inner)?),
            ExprKind::IsNull(inner) => ExprKind::IsNull(boxed(inner)?),
            ExprKind::HasLabels(inner, test) => ExprKind::HasLabels(boxed(inner)?, test),
            ExprKind::Index(a, b) => ExprKind::Index(boxed(a)?, boxed(b)?),
            ExprKind::Text(test, a, b) => ExprKind::Text(test, boxed(a)?, boxed(b)?),
            ExprKind::In(a, b) => ExprKind::In(boxed(a)?, boxed(b)?),
            ExprKind::Slice(list, from, to) => ExprKind::Slice(
                boxed(list)?,
                from.map(&mut boxed).transpose()?,
                to.map(&mut boxed).transpose()?,
            ),
            ExprKind::Comparison(first, rest) => {
                ExprKind::Comparison(boxed(first)?, each_second(rest, change)?)
            }
            ExprKind::Arithmetic(first, rest) => {
                ExprKind::Arithmetic(boxed(first)?, each_second(rest, change)?)
            }
            ExprKind::Case {
                operand,
                branches,
                otherwise,
            } => ExprKind::Case {
                operand: operand.map(&mut boxed).transpose()?,
                otherwise: otherwise.map(&mut boxed).transpose()?,
                branches: branches
                    .into_iter()
                    .map(|(conditions, result)| Ok((each(conditions, change)?, change(result)?)))
                    .collect::<Result<_, E>>()?,
            },
            ExprKind::Comprehension {
                variable,
                list,
                filter,
                map,
            } => ExprKind::Comprehension {
                variable,
                list: boxed(list)?,
                filter: filter.map(&mut boxed).transpose()?,
                map: map.map(&mut boxed).transpose()?,
            },
            ExprKind::Quantified {
                quantifier,
                variable,
                list,
                predicate,
            } => ExprKind::Quantified {
                quantifier,
                variable,
                list: boxed(list)?,
                predicate: boxed(predicate)?,
            },
            ExprKind::Reduce {
                accumulator,
                initial,
                variable,
                list,
                step,
            } => ExprKind::Reduce {
                accumulator,
                initial: boxed(initial)?,
                variable,
                list: boxed(list)?,
                step: boxed(step)?,
            },
        };
        Ok(Expr {
            kind,
            span: self.span,
        })
    }

    /// Appends the slots that the expression reads, those of its own variables included.
    pub fn slots(&self, slots: &mut Vec<Slot>) {
        match &self.kind {
            ExprKind::Slot(slot) => slots.push(*slot),
            ExprKind::Subquery { uses, .. } => slots.extend(uses),
            _ => {}
        }
        for child in self.children() {
            child.slots(slots);
        }
    }

    /// Tells whether the expression reads `slot`.
    pub fn reads(&self, slot: Slot) -> bool {
        let mut slots = Vec::new();
        self.slots(&mut slots);
        slots.contains(&slot)
    }

    /// Tells whether an aggregate stands anywhere inside.
    pub fn has_aggregate(&self) -> bool {
        self.any(&|expr| matches!(expr.kind, ExprKind::Aggregate(_)))
    }

    /// Tells whether the expression gives the same value whenever its variables do.
    pub fn is_constant(&self) -> bool {
        !self.any(&|expr| matches!(&expr.kind, ExprKind::Call(function, _) if !function.constant))
    }

    /// Tells whether evaluating the expression may divide by zero.
    pub fn divides(&self) -> bool {
        let divides =
            |sign: &Arithmetic| matches!(sign, Arithmetic::Divide | Arithmetic::Remainder);
        self.any(&|expr| {
            matches!(&expr.kind, ExprKind::Arithmetic(_, rest) if rest.iter().any(|(sign, _)| divides(sign)))
        })
    }

    fn any(&self, test: &impl Fn(&Expr) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|child| child.any(test))
    }
}

fn each<E>(
    items: Vec<Expr>,
    change: &mut impl FnMut(Expr) -> Result<Expr, E>,
) -> Result<Vec<Expr>, E> {
    items.into_iter().map(change).collect()
}

fn each_second<T, E>(
    entries: Vec<(T, Expr)>,
    change: &mut impl FnMut(Expr) -> Result<Expr, E>,
) -> Result<Vec<(T, Expr)>, E> {
    entries
        .into_iter()
        .map(|(first, second)| Ok((first, change(second)?)))
        .collect()
}

/// Parameters by name.
pub type Parameters = BTreeMap<String, Value>;
