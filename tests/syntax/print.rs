//! Writes expressions of a syntax tree as text, with no more brackets than precedence asks for.

use claimgraph::cypher::syntax::tree::{
    Case, Comparator, Expr, ExprKind, FunctionCall, LabelExpr, LabelExprKind, Literal, MapItem,
    Quantifier, SubqueryKind, TextTest, When,
};
use claimgraph::cypher::value::Arithmetic;

use crate::print_query::{part, query};

/// How much an expression binds; one that binds less than its place asks for gets brackets.
const TEST: u8 = 5;
const SIGN: u8 = 10;
const POSTFIX: u8 = 11;
const ATOM: u8 = 12;

pub fn expr(expr: &Expr) -> String {
    bound(expr, 0)
}

fn bound(expr: &Expr, least: u8) -> String {
    let text = plain(expr);
    match strength(expr) < least {
        true => format!("({text})"),
        false => text,
    }
}

fn strength(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Or(_) => 0,
        ExprKind::Xor(_) => 1,
        ExprKind::And(_) => 2,
        ExprKind::Not(_) => 3,
        // What follows a pattern could go on with it.
        ExprKind::Comparison(..) | ExprKind::Pattern(_) => 4,
        ExprKind::Text(..) | ExprKind::In(..) | ExprKind::IsNull { .. } | ExprKind::IsTyped(_) => {
            TEST
        }
        ExprKind::Arithmetic(_, rest) => arithmetic(rest[0].0),
        ExprKind::Negate(_) | ExprKind::Plus(_) => SIGN,
        ExprKind::Literal(Literal::Integer(number)) if *number < 0 => SIGN,
        ExprKind::Literal(Literal::Float(number)) if number.is_sign_negative() => SIGN,
        // Nothing follows labels.
        ExprKind::HasLabels(..) => SIGN,
        ExprKind::Property(..) | ExprKind::Index(..) | ExprKind::Slice(..) => POSTFIX,
        _ => ATOM,
    }
}

fn arithmetic(sign: Arithmetic) -> u8 {
    match sign {
        Arithmetic::Add | Arithmetic::Subtract => 7,
        Arithmetic::Multiply | Arithmetic::Divide | Arithmetic::Remainder => 8,
        Arithmetic::Power => 9,
    }
}

fn joined(parts: &[Expr], word: &str, least: u8) -> String {
    let parts: Vec<String> = parts.iter().map(|part| bound(part, least)).collect();
    parts.join(word)
}

fn plain(it: &Expr) -> String {
    let own = strength(it);
    match &it.kind {
        ExprKind::Literal(value) => literal(value),
        ExprKind::Variable(text) => name(text),
        ExprKind::Parameter(text) => format!("${}", name(text)),
        ExprKind::List(items) => list(items),
        ExprKind::Map(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|(key, value)| format!("{}: {}", any_name(&key.kind), expr(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        ExprKind::MapProjection(projection) => {
            let items = projection.items.iter().map(|item| match &item.kind {
                MapItem::All => ".*".to_owned(),
                MapItem::Property(key) => format!(".{}", any_name(&key.kind)),
                MapItem::Variable(variable) => name(&variable.kind),
                MapItem::Entry(key, value) => format!("{}: {}", any_name(&key.kind), expr(value)),
            });
            let items = items.collect::<Vec<_>>().join(", ");
            format!("{} {{{items}}}", name(&projection.base.kind))
        }
        ExprKind::Or(parts) => joined(parts, " OR ", own + 1),
        ExprKind::Xor(parts) => joined(parts, " xor ", own + 1),
        ExprKind::And(parts) => joined(parts, " AND ", own + 1),
        ExprKind::Not(operand) => format!("NOT {}", bound(operand, own)),
        ExprKind::Comparison(first, rest) => {
            let mut text = bound(first, own + 1);
            for (comparator, operand) in rest {
                text += &format!(" {} {}", comparison(*comparator), bound(operand, own + 1));
            }
            text
        }
        ExprKind::Arithmetic(first, rest) => {
            let mut text = bound(first, own + 1);
            for (sign, operand) in rest {
                text += &format!(" {} {}", operator(*sign), bound(operand, own + 1));
            }
            text
        }
        ExprKind::Negate(operand) => match bound(operand, own) {
            // A sign before a number belongs to it.
            text if text.starts_with(|c: char| c.is_ascii_digit()) => format!("-({text})"),
            text => format!("- {text}"),
        },
        ExprKind::Plus(operand) => format!("+ {}", bound(operand, own)),
        ExprKind::Text(test, left, right) => {
            let word = match test {
                TextTest::StartsWith => "STARTS WITH",
                TextTest::EndsWith => "ends with",
                TextTest::Contains => "CONTAINS",
                TextTest::Matches => "=~",
            };
            format!("{} {word} {}", bound(left, own), bound(right, own + 1))
        }
        ExprKind::In(item, list) => format!("{} IN {}", bound(item, own), bound(list, own + 1)),
        ExprKind::IsNull { operand, negated } => {
            format!("{} IS {}NULL", bound(operand, own), not(*negated))
        }
        ExprKind::IsTyped(test) => {
            let wanted = &test.wanted.kind;
            let null = if wanted.not_null { " NOT NULL" } else { "" };
            let operand = bound(&test.operand, own);
            format!("{operand} IS {}:: {}{null}", not(test.negated), wanted.name)
        }
        ExprKind::HasLabels(operand, labels) => {
            // A bar could end a condition.
            format!("{}:({})", bound(operand, POSTFIX), label(labels))
        }
        ExprKind::Property(base, key) => format!("{}.{}", bound(base, own), any_name(&key.kind)),
        ExprKind::Index(list, index) => format!("{}[{}]", bound(list, own), expr(index)),
        ExprKind::Slice(list, from, to) => {
            let end = |end: &Option<Box<Expr>>| end.as_deref().map(expr).unwrap_or_default();
            format!("{}[{} .. {}]", bound(list, own), end(from), end(to))
        }
        ExprKind::Call(call) => function(call),
        ExprKind::CountAll => "count(*)".to_owned(),
        ExprKind::Case(it) => case(it),
        ExprKind::CaseOperand => String::new(),
        ExprKind::ListComprehension(it) => format!(
            "[{} IN {}{}{}]",
            name(&it.variable.kind),
            expr(&it.list),
            optional(" WHERE ", &it.condition),
            optional(" | ", &it.value)
        ),
        ExprKind::PatternComprehension(it) => format!(
            "[{}{} | {}]",
            part(&it.pattern.kind[0].kind),
            optional(" WHERE ", &it.condition),
            expr(&it.value)
        ),
        ExprKind::Quantified(it) => {
            let word = match it.quantifier {
                Quantifier::All => "all",
                Quantifier::Any => "ANY",
                Quantifier::None => "none",
                Quantifier::Single => "single",
            };
            let variable = name(&it.variable.kind);
            format!(
                "{word}({variable} IN {} WHERE {})",
                expr(&it.list),
                expr(&it.condition)
            )
        }
        ExprKind::Reduce(it) => format!(
            "reduce({} = {}, {} IN {} | {})",
            name(&it.accumulator.kind),
            expr(&it.initial),
            name(&it.variable.kind),
            expr(&it.list),
            expr(&it.step)
        ),
        ExprKind::Subquery(kind, inner) => {
            let word = match kind {
                SubqueryKind::Exists => "EXISTS",
                SubqueryKind::Count => "count",
                SubqueryKind::Collect => "COLLECT",
            };
            format!("{word} {{ {} }}", query(inner))
        }
        ExprKind::Pattern(pattern) => part(&pattern.kind[0].kind),
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(truth) => truth.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Float(number) => format!("{number:?}"),
        Literal::Text(text) => {
            let text = text
                .replace('\\', "\\\\")
                .replace('\'', "\\'")
                .replace('\n', "\\u000A");
            format!("'{text}'")
        }
    }
}

/// A list whose first item is not taken for the variable of a comprehension.
fn list(items: &[Expr]) -> String {
    let mut items: Vec<String> = items.iter().map(expr).collect();
    if let Some(first) = items.first_mut()
        && first.contains(" IN ")
    {
        *first = format!("({first})");
    }
    format!("[{}]", items.join(", "))
}

fn function(call: &FunctionCall) -> String {
    let arguments: Vec<String> = call.arguments.iter().map(expr).collect();
    let distinct = if call.distinct { "DISTINCT " } else { "" };
    format!("{}({distinct}{})", call.name.kind, arguments.join(", "))
}

fn case(case: &Case) -> String {
    let mut text = "CASE".to_owned();
    if let Some(operand) = &case.operand {
        text += &format!(" {}", expr(operand));
    }
    for (whens, then) in &case.branches {
        let whens = whens
            .iter()
            .map(|(When::Value(when) | When::Test(when))| expr(when));
        let whens = whens.collect::<Vec<_>>().join(", ");
        text += &format!(" WHEN {whens} THEN {}", expr(then));
    }
    text + &optional(" ELSE ", &case.otherwise) + " END"
}

pub fn optional(before: &str, it: &Option<Expr>) -> String {
    it.as_ref()
        .map(|it| format!("{before}{}", expr(it)))
        .unwrap_or_default()
}

fn not(negated: bool) -> &'static str {
    if negated { "NOT " } else { "" }
}

fn comparison(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "=",
        Comparator::NotEqual => "<>",
        Comparator::Less => "<",
        Comparator::LessEqual => "<=",
        Comparator::Greater => ">",
        Comparator::GreaterEqual => ">=",
    }
}

fn operator(sign: Arithmetic) -> &'static str {
    match sign {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
        Arithmetic::Remainder => "%",
        Arithmetic::Power => "^",
    }
}

pub fn label(labels: &LabelExpr) -> String {
    let parts = |parts: &[LabelExpr], sign: &str| {
        let parts = parts.iter().map(|part| match part.kind {
            LabelExprKind::And(_) | LabelExprKind::Or(_) => format!("({})", label(part)),
            _ => label(part),
        });
        parts.collect::<Vec<_>>().join(sign)
    };
    match &labels.kind {
        LabelExprKind::Name(text) => any_name(text),
        LabelExprKind::Any => "%".to_owned(),
        LabelExprKind::Not(inner) => format!("!({})", label(inner)),
        LabelExprKind::And(all) => parts(all, "&"),
        LabelExprKind::Or(any) => parts(any, "|"),
    }
}

/// A variable, in backticks where it is a word of the language.
pub fn name(text: &str) -> String {
    let plain = [
        "a", "b", "n", "x1", "größe", "日本", "count", "type", "filter",
    ];
    match plain.contains(&text) {
        true => text.to_owned(),
        false => format!("`{}`", text.replace('`', "``")),
    }
}

/// A label, key or column, which may be any word.
pub fn any_name(text: &str) -> String {
    match text.chars().all(char::is_alphanumeric) {
        true => text.to_owned(),
        false => name(text),
    }
}
