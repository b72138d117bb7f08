//! Expressions at random, such as the parser makes them.

use claimgraph::cypher::Span;
use claimgraph::cypher::syntax::tree::{
    Case, Comparator, Expr, ExprKind, FunctionCall, IsTyped, LabelExpr, LabelExprKind,
    ListComprehension, Literal, MapItem, MapProjection, Name, PatternComprehension, Quantified,
    Quantifier, Reduce, Spanned, SubqueryKind, TextTest, ValueType, When,
};
use claimgraph::cypher::value::Arithmetic;

use crate::dice::Dice;
use crate::tree_queries::{one_path, query};

const VARIABLES: [&str; 10] = [
    "a",
    "b",
    "n",
    "x1",
    "größe",
    "日本",
    "count",
    "type",
    "end",
    "odd `name`",
];
const NAMES: [&str; 10] = [
    "a", "Person", "end", "MATCH", "in", "null", "größe", "日本", "odd name", "`",
];

pub fn at<T>(kind: T) -> Spanned<T> {
    Spanned::new(kind, Span::default())
}

pub fn variable(dice: &mut Dice) -> Name {
    at(dice.one_of(&VARIABLES).to_owned())
}

/// A label, key or column.
pub fn name(dice: &mut Dice) -> Name {
    at(dice.one_of(&NAMES).to_owned())
}

pub fn expr(dice: &mut Dice, depth: usize) -> Expr {
    at(kind(dice, depth))
}

fn boxed(dice: &mut Dice, depth: usize) -> Box<Expr> {
    Box::new(expr(dice, depth))
}

fn kind(dice: &mut Dice, depth: usize) -> ExprKind {
    let Some(below) = depth.checked_sub(1) else {
        return leaf(dice);
    };
    match dice.below(24) {
        0 => ExprKind::Or(dice.several(2, 3, |dice| expr(dice, below))),
        1 => ExprKind::Xor(dice.several(2, 3, |dice| expr(dice, below))),
        2 => ExprKind::And(dice.several(2, 3, |dice| expr(dice, below))),
        3 => ExprKind::Not(boxed(dice, below)),
        4 => {
            let first = boxed(dice, below);
            ExprKind::Comparison(first, compared(dice, below))
        }
        5 | 6 => arithmetic(dice, below),
        7 => ExprKind::Negate(boxed(dice, below)),
        8 => ExprKind::Plus(boxed(dice, below)),
        9 => {
            let tests = [
                TextTest::StartsWith,
                TextTest::EndsWith,
                TextTest::Contains,
                TextTest::Matches,
            ];
            ExprKind::Text(dice.one_of(&tests), boxed(dice, below), boxed(dice, below))
        }
        10 => ExprKind::In(boxed(dice, below), boxed(dice, below)),
        11 => ExprKind::IsNull {
            operand: boxed(dice, below),
            negated: dice.once_in(2),
        },
        12 => ExprKind::IsTyped(Box::new(IsTyped {
            operand: expr(dice, below),
            negated: dice.once_in(2),
            wanted: at(ValueType {
                name: dice
                    .one_of(&["STRING", "LIST<INTEGER>", "ZONED DATETIME"])
                    .to_owned(),
                not_null: dice.once_in(3),
            }),
        })),
        13 => ExprKind::HasLabels(boxed(dice, below), Box::new(labels(dice, 2))),
        14 => ExprKind::Property(boxed(dice, below), Box::new(name(dice))),
        15 => ExprKind::Index(boxed(dice, below), boxed(dice, below)),
        16 => {
            let list = boxed(dice, below);
            let from = dice.some(2, |dice| boxed(dice, below));
            ExprKind::Slice(list, from, dice.some(2, |dice| boxed(dice, below)))
        }
        17 => ExprKind::List(dice.several(0, 3, |dice| expr(dice, below))),
        18 => ExprKind::Map(dice.several(0, 3, |dice| (name(dice), expr(dice, below)))),
        19 => case(dice, below),
        20 => {
            let distinct = dice.once_in(4);
            let least = usize::from(distinct);
            ExprKind::Call(Box::new(FunctionCall {
                name: at(dice
                    .one_of(&["abs", "size", "date.truncate", "count"])
                    .to_owned()),
                distinct,
                arguments: dice.several(least, 3, |dice| expr(dice, below)),
            }))
        }
        21 => walk(dice, below),
        22 => ExprKind::MapProjection(Box::new(MapProjection {
            base: variable(dice),
            items: dice.several(0, 3, |dice| at(map_item(dice, below))),
        })),
        _ => pattern(dice, below),
    }
}

fn leaf(dice: &mut Dice) -> ExprKind {
    let integers = [0, 7, -3, i64::MAX, i64::MIN];
    let floats = [0.5, 1e300, -2.5e-7, 3.0];
    let texts = [
        "",
        "a",
        "it's \\ \"quoted\"",
        "two\nlines",
        "日本 // no comment",
    ];
    match dice.below(8) {
        0 => ExprKind::Literal(Literal::Null),
        1 => ExprKind::Literal(Literal::Boolean(dice.once_in(2))),
        2 => ExprKind::Literal(Literal::Integer(dice.one_of(&integers))),
        3 => ExprKind::Literal(Literal::Float(dice.one_of(&floats))),
        4 => ExprKind::Literal(Literal::Text(dice.one_of(&texts).to_owned())),
        5 => ExprKind::Parameter(dice.one_of(&["a", "x1", "odd name"]).to_owned()),
        6 => ExprKind::CountAll,
        _ => ExprKind::Variable(variable(dice).kind),
    }
}

fn compared(dice: &mut Dice, depth: usize) -> Vec<(Comparator, Expr)> {
    let comparators = [
        Comparator::Equal,
        Comparator::NotEqual,
        Comparator::Less,
        Comparator::LessEqual,
        Comparator::Greater,
        Comparator::GreaterEqual,
    ];
    dice.several(1, 3, |dice| (dice.one_of(&comparators), expr(dice, depth)))
}

/// A chain of operators of one precedence.
fn arithmetic(dice: &mut Dice, depth: usize) -> ExprKind {
    let strengths: [&[Arithmetic]; 3] = [
        &[Arithmetic::Add, Arithmetic::Subtract],
        &[
            Arithmetic::Multiply,
            Arithmetic::Divide,
            Arithmetic::Remainder,
        ],
        &[Arithmetic::Power],
    ];
    let signs = dice.one_of(&strengths);
    let first = boxed(dice, depth);
    let rest = dice.several(1, 3, |dice| (dice.one_of(signs), expr(dice, depth)));
    ExprKind::Arithmetic(first, rest)
}

fn case(dice: &mut Dice, depth: usize) -> ExprKind {
    let operand = dice.some(2, |dice| expr(dice, depth));
    let has_operand = operand.is_some();
    let mut when = |dice: &mut Dice| match has_operand && dice.once_in(3) {
        true => {
            let operand = Box::new(at(ExprKind::CaseOperand));
            let kind = match dice.below(3) {
                0 => ExprKind::Comparison(operand, compared(dice, depth)),
                1 => ExprKind::In(operand, boxed(dice, depth)),
                _ => ExprKind::IsNull {
                    operand,
                    negated: dice.once_in(2),
                },
            };
            When::Test(at(kind))
        }
        false => When::Value(expr(dice, depth)),
    };
    let branches = dice.several(1, 2, |dice| {
        let whens = dice.several(1, 2, &mut when);
        (whens, expr(dice, depth))
    });
    ExprKind::Case(Box::new(Case {
        operand,
        branches,
        otherwise: dice.some(2, |dice| expr(dice, depth)),
    }))
}

fn map_item(dice: &mut Dice, depth: usize) -> MapItem {
    match dice.below(4) {
        0 => MapItem::All,
        1 => MapItem::Property(name(dice)),
        2 => MapItem::Variable(variable(dice)),
        _ => MapItem::Entry(name(dice), expr(dice, depth)),
    }
}

/// What walks over a list.
fn walk(dice: &mut Dice, depth: usize) -> ExprKind {
    let quantifiers = [
        Quantifier::All,
        Quantifier::Any,
        Quantifier::None,
        Quantifier::Single,
    ];
    match dice.below(3) {
        0 => ExprKind::ListComprehension(Box::new(ListComprehension {
            variable: variable(dice),
            list: expr(dice, depth),
            condition: dice.some(2, |dice| expr(dice, depth)),
            value: dice.some(2, |dice| expr(dice, depth)),
        })),
        1 => ExprKind::Quantified(Box::new(Quantified {
            quantifier: dice.one_of(&quantifiers),
            variable: variable(dice),
            list: expr(dice, depth),
            condition: expr(dice, depth),
        })),
        _ => ExprKind::Reduce(Box::new(Reduce {
            accumulator: variable(dice),
            initial: expr(dice, depth),
            variable: variable(dice),
            list: expr(dice, depth),
            step: expr(dice, depth),
        })),
    }
}

/// What holds a pattern.
fn pattern(dice: &mut Dice, depth: usize) -> ExprKind {
    match dice.below(4) {
        0 => ExprKind::Pattern(Box::new(one_path(dice, depth, false))),
        1 => ExprKind::PatternComprehension(Box::new(PatternComprehension {
            pattern: one_path(dice, depth, true),
            condition: dice.some(2, |dice| expr(dice, depth)),
            value: expr(dice, depth),
        })),
        _ => {
            let kinds = [
                SubqueryKind::Exists,
                SubqueryKind::Count,
                SubqueryKind::Collect,
            ];
            let kind = dice.one_of(&kinds);
            ExprKind::Subquery(kind, Box::new(query(dice, depth)))
        }
    }
}

pub fn labels(dice: &mut Dice, depth: usize) -> LabelExpr {
    let leaf = |dice: &mut Dice| match dice.once_in(6) {
        true => LabelExprKind::Any,
        false => LabelExprKind::Name(name(dice).kind),
    };
    let Some(below) = depth.checked_sub(1) else {
        return at(leaf(dice));
    };
    at(match dice.below(6) {
        0 => LabelExprKind::And(dice.several(2, 3, |dice| labels(dice, below))),
        1 => LabelExprKind::Or(dice.several(2, 3, |dice| labels(dice, below))),
        2 => LabelExprKind::Not(Box::new(labels(dice, below))),
        _ => leaf(dice),
    })
}
