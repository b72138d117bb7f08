//! Queries and patterns at random, such as the parser makes them.

use claimgraph::cypher::syntax::tree::{
    Call, ClauseKind, Expr, ExprKind, Match, Mode, NodePattern, Part, Path, PathElement, PathGroup,
    PathSelector, Pattern, Projection, ProjectionItem, Query, Range, RelationshipDirection,
    RelationshipLength, RelationshipPattern, SingleQuery, SortItem, Statement, Subquery,
    SubqueryScope, Union, With, Yield,
};

use crate::dice::Dice;
use crate::trees::{at, expr, labels, name, variable};

pub fn statement(dice: &mut Dice, depth: usize) -> Statement {
    Statement {
        mode: dice.one_of(&[Mode::Run, Mode::Explain, Mode::Profile]),
        query: query(dice, depth),
    }
}

pub fn query(dice: &mut Dice, depth: usize) -> Query {
    Query {
        head: single(dice, depth),
        unions: dice.several(0, 1, |dice| Union {
            distinct: at(dice.once_in(2)),
            query: single(dice, depth),
        }),
    }
}

fn single(dice: &mut Dice, depth: usize) -> SingleQuery {
    let mut clauses = dice.several(0, 2, |dice| at(clause(dice, depth)));
    clauses.push(at(ClauseKind::Return(projection(dice, depth))));
    at(clauses)
}

fn clause(dice: &mut Dice, depth: usize) -> ClauseKind {
    let below = depth.saturating_sub(1);
    match dice.below(9) {
        0..=2 => ClauseKind::Match(Match {
            optional: dice.once_in(3),
            pattern: at(dice.several(1, 2, |dice| at(part(dice, below, true)))),
            condition: dice.some(2, |dice| expr(dice, below)),
        }),
        3 => ClauseKind::Unwind {
            list: expr(dice, below),
            variable: variable(dice),
        },
        4 => ClauseKind::With(With {
            projection: projection(dice, below),
            condition: dice.some(2, |dice| expr(dice, below)),
        }),
        5 => ClauseKind::Call(Call {
            optional: dice.once_in(3),
            procedure: at("db.labels".to_owned()),
            arguments: dice.some(2, |dice| dice.several(0, 2, |dice| expr(dice, below))),
            yields: dice.some(2, |dice| Yield {
                items: dice.several(0, 2, |dice| (name(dice), dice.some(2, name))),
                condition: dice.some(2, |dice| expr(dice, below)),
            }),
        }),
        6 if depth > 0 => ClauseKind::Subquery(Box::new(Subquery {
            optional: dice.once_in(3),
            scope: dice.some(2, |dice| match dice.once_in(2) {
                true => SubqueryScope::All,
                false => SubqueryScope::Only(dice.several(0, 2, variable)),
            }),
            query: query(dice, below),
        })),
        7 => ClauseKind::Create(at(dice.several(1, 2, |dice| at(part(dice, below, true))))),
        _ => ClauseKind::Delete(dice.several(1, 2, |dice| expr(dice, below))),
    }
}

fn projection(dice: &mut Dice, depth: usize) -> Projection {
    let below = depth.saturating_sub(1);
    let all = dice.some(4, |_| at(()));
    let least = usize::from(all.is_none());
    Projection {
        distinct: dice.once_in(3),
        all,
        items: dice.several(least, 2, |dice| {
            at(ProjectionItem {
                expression: expr(dice, below),
                alias: dice.some(2, name),
            })
        }),
        order: dice.several(0, 1, |dice| SortItem {
            expression: expr(dice, below),
            descending: dice.once_in(2),
            nulls_first: dice.some(3, |dice| dice.once_in(2)),
        }),
        skip: dice.some(4, |dice| expr(dice, below)),
        limit: dice.some(4, |dice| expr(dice, below)),
    }
}

/// A path with a relationship as a whole pattern, as expressions have it.
pub fn one_path(dice: &mut Dice, depth: usize, may_bind: bool) -> Pattern {
    let part = Part {
        binding: dice.some(3, variable).filter(|_| may_bind),
        selector: None,
        path: path(dice, depth, 1),
    };
    at(vec![at(part)])
}

fn part(dice: &mut Dice, depth: usize, may_group: bool) -> Part {
    let selectors = [
        PathSelector::ShortestPath,
        PathSelector::AllShortestPaths,
        PathSelector::All,
        PathSelector::Any(None),
        PathSelector::Any(Some(2)),
        PathSelector::AnyShortest,
        PathSelector::AllShortest,
        PathSelector::Shortest(3),
        PathSelector::ShortestGroups(2),
    ];
    let selector = dice.some(4, |dice| at(selectors[dice.below(selectors.len())].clone()));
    let mut path = path(dice, depth, 0);
    if may_group && dice.once_in(4) {
        path.push(at(PathElement::Group(group(dice, depth))));
    }
    Part {
        binding: dice.some(3, variable),
        selector,
        path,
    }
}

fn group(dice: &mut Dice, depth: usize) -> PathGroup {
    PathGroup {
        binding: dice.some(3, variable),
        path: path(dice, depth, 0),
        condition: dice.some(3, |dice| expr(dice, depth.saturating_sub(1))),
        range: dice.some(2, range),
    }
}

fn path(dice: &mut Dice, depth: usize, least: usize) -> Path {
    let mut path = vec![at(PathElement::Node(node(dice, depth)))];
    for _ in 0..least + dice.below(2) {
        path.push(at(PathElement::Relationship(relationship(dice, depth))));
        path.push(at(PathElement::Node(node(dice, depth))));
    }
    path
}

fn node(dice: &mut Dice, depth: usize) -> NodePattern {
    let variable = dice.some(2, variable);
    let may_be_parameter = variable.is_some();
    NodePattern {
        variable,
        labels: dice.some(3, |dice| labels(dice, 2)),
        properties: dice.some(5, |dice| properties(dice, depth, may_be_parameter)),
        condition: dice.some(6, |dice| expr(dice, depth.saturating_sub(1))),
    }
}

fn properties(dice: &mut Dice, depth: usize, may_be_parameter: bool) -> Expr {
    let below = depth.saturating_sub(1);
    match may_be_parameter && dice.once_in(3) {
        true => at(ExprKind::Parameter("x1".to_owned())),
        false => at(ExprKind::Map(
            dice.several(0, 2, |dice| (name(dice), expr(dice, below))),
        )),
    }
}

fn relationship(dice: &mut Dice, depth: usize) -> RelationshipPattern {
    let direction = dice.one_of(&[
        RelationshipDirection::Left,
        RelationshipDirection::Right,
        RelationshipDirection::Both,
    ]);
    let length = dice.some(3, |dice| {
        let inside = direction != RelationshipDirection::Right || dice.once_in(2);
        at(match inside {
            true => RelationshipLength::Inside(range(dice)),
            false => RelationshipLength::After(range(dice)),
        })
    });
    RelationshipPattern {
        direction,
        variable: dice.some(2, variable),
        types: dice.some(2, |dice| labels(dice, 2)),
        length,
        properties: dice.some(5, |dice| properties(dice, depth, true)),
        condition: dice.some(6, |dice| expr(dice, depth.saturating_sub(1))),
    }
}

fn range(dice: &mut Dice) -> Range {
    Range {
        min: dice.some(2, |dice| dice.below(4) as u64),
        max: dice.some(2, |dice| dice.below(9) as u64),
    }
}
