//! Writes queries and patterns of a syntax tree as text.

use claimgraph::cypher::syntax::tree::{
    Call, ClauseKind, Expr, Mode, NodePattern, Part, Path, PathElement, PathSelector, Pattern,
    Projection, Query, Range, RelationshipDirection, RelationshipLength, RelationshipPattern,
    SingleQuery, Statement, SubqueryScope,
};

use crate::print::{any_name, expr, label, name, optional};

pub fn statement(statement: &Statement) -> String {
    let mode = match statement.mode {
        Mode::Run => "",
        Mode::Explain => "EXPLAIN ",
        Mode::Profile => "profile ",
    };
    format!("{mode}{};", query(&statement.query))
}

pub fn query(query: &Query) -> String {
    let mut text = single(&query.head);
    for union in &query.unions {
        let all = if union.distinct.kind { "" } else { " ALL" };
        text += &format!(" UNION{all} {}", single(&union.query));
    }
    text
}

fn single(query: &SingleQuery) -> String {
    let clauses = query.kind.iter().map(|it| clause(&it.kind));
    clauses.collect::<Vec<_>>().join("\n")
}

fn clause(clause: &ClauseKind) -> String {
    match clause {
        ClauseKind::Match(it) => {
            let word = if it.optional {
                "OPTIONAL MATCH"
            } else {
                "MATCH"
            };
            let condition = optional(" WHERE ", &it.condition);
            format!("{word} {}{condition}", pattern(&it.pattern))
        }
        ClauseKind::Unwind { list, variable } => {
            format!("UNWIND {} AS {}", expr(list), any_name(&variable.kind))
        }
        ClauseKind::With(it) => {
            let condition = optional(" WHERE ", &it.condition);
            format!("WITH {}{condition}", projection(&it.projection))
        }
        ClauseKind::Return(it) => format!("RETURN {}", projection(it)),
        ClauseKind::Call(it) => call(it),
        ClauseKind::Subquery(it) => {
            let word = if it.optional { "OPTIONAL CALL" } else { "CALL" };
            let scope = match &it.scope {
                None => String::new(),
                Some(SubqueryScope::All) => "(*) ".to_owned(),
                Some(SubqueryScope::Only(names)) => {
                    let names: Vec<_> = names.iter().map(|it| any_name(&it.kind)).collect();
                    format!("({}) ", names.join(", "))
                }
            };
            format!("{word} {scope}{{ {} }}", query(&it.query))
        }
        ClauseKind::Create(it) => format!("CREATE {}", pattern(it)),
        ClauseKind::Delete(it) => {
            let deleted: Vec<_> = it.iter().map(expr).collect();
            format!("DELETE {}", deleted.join(", "))
        }
        ClauseKind::Write(word) => unreachable!("{word} is not generated"),
    }
}

fn call(call: &Call) -> String {
    let word = if call.optional {
        "OPTIONAL CALL"
    } else {
        "CALL"
    };
    let mut text = format!("{word} {}", call.procedure.kind);
    if let Some(arguments) = &call.arguments {
        let arguments: Vec<_> = arguments.iter().map(expr).collect();
        text += &format!("({})", arguments.join(", "));
    }
    if let Some(yields) = &call.yields {
        let items = yields.items.iter().map(|(column, alias)| match alias {
            Some(alias) => format!("{} AS {}", any_name(&column.kind), any_name(&alias.kind)),
            None => any_name(&column.kind),
        });
        let items = items.collect::<Vec<_>>().join(", ");
        let items = if items.is_empty() { "*" } else { &items };
        text += &format!(" YIELD {items}{}", optional(" WHERE ", &yields.condition));
    }
    text
}

fn projection(it: &Projection) -> String {
    let mut items: Vec<String> = it.all.iter().map(|_| "*".to_owned()).collect();
    items.extend(it.items.iter().map(|item| {
        let alias = item.kind.alias.as_ref();
        let alias = alias.map(|alias| format!(" AS {}", any_name(&alias.kind)));
        format!(
            "{}{}",
            expr(&item.kind.expression),
            alias.unwrap_or_default()
        )
    }));
    let distinct = if it.distinct { "DISTINCT " } else { "" };
    let mut text = format!("{distinct}{}", items.join(", "));
    for (index, key) in it.order.iter().enumerate() {
        let before = if index == 0 { " ORDER BY " } else { ", " };
        let direction = if key.descending { " DESC" } else { "" };
        let nulls = match key.nulls_first {
            None => "",
            Some(true) => " NULLS FIRST",
            Some(false) => " nulls last",
        };
        text += &format!("{before}{}{direction}{nulls}", expr(&key.expression));
    }
    text + &optional(" SKIP ", &it.skip) + &optional(" LIMIT ", &it.limit)
}

pub fn pattern(pattern: &Pattern) -> String {
    let parts: Vec<String> = pattern.kind.iter().map(|it| part(&it.kind)).collect();
    parts.join(", ")
}

pub fn part(part: &Part) -> String {
    let binding = part.binding.as_ref();
    let binding = binding
        .map(|it| format!("{} = ", name(&it.kind)))
        .unwrap_or_default();
    let inner = path(&part.path);
    let selected = match part.selector.as_ref().map(|selector| &selector.kind) {
        None => inner,
        Some(PathSelector::ShortestPath) => format!("shortestPath({inner})"),
        Some(PathSelector::AllShortestPaths) => format!("allShortestPaths({inner})"),
        Some(PathSelector::All) => format!("ALL {inner}"),
        Some(PathSelector::Any(None)) => format!("ANY {inner}"),
        Some(PathSelector::Any(Some(count))) => format!("ANY {count} PATHS {inner}"),
        Some(PathSelector::AnyShortest) => format!("ANY SHORTEST {inner}"),
        Some(PathSelector::AllShortest) => format!("all shortest {inner}"),
        Some(PathSelector::Shortest(count)) => format!("SHORTEST {count} {inner}"),
        Some(PathSelector::ShortestGroups(count)) => format!("SHORTEST {count} GROUPS {inner}"),
    };
    format!("{binding}{selected}")
}

fn path(path: &Path) -> String {
    let elements = path.iter().map(|element| match &element.kind {
        PathElement::Node(it) => node(it),
        PathElement::Relationship(it) => relationship(it),
        PathElement::Group(it) => {
            let binding = it.binding.as_ref();
            let binding = binding
                .map(|it| format!("{} = ", name(&it.kind)))
                .unwrap_or_default();
            let inner = self::path(&it.path);
            let condition = optional(" WHERE ", &it.condition);
            let range = it.range.map(|it| repeated(&it)).unwrap_or_default();
            format!("({binding}{inner}{condition}){range}")
        }
    });
    elements.collect()
}

fn node(it: &NodePattern) -> String {
    let variable = it
        .variable
        .as_ref()
        .map(|it| name(&it.kind))
        .unwrap_or_default();
    let labels = it
        .labels
        .as_ref()
        .map(|it| format!(":{}", label(it)))
        .unwrap_or_default();
    let properties = optional(" ", &it.properties);
    let condition = filter(&it.condition);
    format!("({variable}{labels}{properties}{condition})")
}

fn relationship(it: &RelationshipPattern) -> String {
    let variable = it
        .variable
        .as_ref()
        .map(|it| name(&it.kind))
        .unwrap_or_default();
    let types = it
        .types
        .as_ref()
        .map(|it| format!(":{}", label(it)))
        .unwrap_or_default();
    let (inside, after) = match it.length.as_ref().map(|length| length.kind) {
        None => (String::new(), String::new()),
        Some(RelationshipLength::Inside(range)) => (starred(&range), String::new()),
        Some(RelationshipLength::After(range)) => (String::new(), repeated(&range)),
    };
    let properties = optional(" ", &it.properties);
    let condition = filter(&it.condition);
    let (left, right) = match it.direction {
        RelationshipDirection::Left => ("<-", "-"),
        RelationshipDirection::Right => ("-", "->"),
        RelationshipDirection::Both => ("-", "-"),
    };
    format!("{left}[{variable}{types}{inside}{properties}{condition}]{right}{after}")
}

fn starred(range: &Range) -> String {
    let number = |number: Option<u64>| number.map(|it| it.to_string()).unwrap_or_default();
    match (range.min, range.max) {
        (None, None) => "*".to_owned(),
        (Some(min), Some(max)) if min == max => format!("*{min}"),
        (min, max) => format!("*{}..{}", number(min), number(max)),
    }
}

fn repeated(range: &Range) -> String {
    let number = |number: Option<u64>| number.map(|it| it.to_string()).unwrap_or_default();
    match (range.min, range.max) {
        (Some(0), None) => "*".to_owned(),
        (Some(1), None) => "+".to_owned(),
        (Some(0), Some(1)) => "?".to_owned(),
        (min, max) => format!("{{{},{}}}", number(min), number(max)),
    }
}

/// A condition in an element, where a map after `WHERE` would be the properties of a variable of that name.
fn filter(condition: &Option<Expr>) -> String {
    let condition = condition.as_ref().map(expr);
    condition
        .map(|it| format!(" WHERE ({it})"))
        .unwrap_or_default()
}
