//! Calls of functions and aggregates.

use super::expression::{Typed, require};
use super::{Aggregation, Resolver};
use crate::cypher::error::{Error, Kind, Span, suggestion};
use crate::cypher::expression::{AggregateCall, Expr, ExprKind, SubqueryKind};
use crate::cypher::functions::{self, Aggregate};
use crate::cypher::syntax::tree::{self, ExprKind as Tree, FunctionCall};
use crate::cypher::types::{Kinds, Type};

impl Resolver<'_> {
    pub(super) fn call(&mut self, call: &FunctionCall, span: Span) -> Result<Typed, Error> {
        let name = call.name.kind.as_str();
        if let Some(aggregate) = Aggregate::find(name) {
            return self.aggregate(aggregate, call.distinct, Some(&call.arguments), span);
        }
        if name.eq_ignore_ascii_case("exists")
            && let [argument] = call.arguments.as_slice()
            && let Tree::Pattern(pattern) = &argument.kind
        {
            let occurs = self.occurs(pattern, span)?;
            return Ok((occurs, Type::of(Kinds::BOOLEAN)));
        }
        if name.eq_ignore_ascii_case("size")
            && self.graph.sizes_patterns()
            && let [argument] = call.arguments.as_slice()
            && let Tree::Pattern(pattern) = &argument.kind
        {
            let count = self.matches(pattern, SubqueryKind::Count, span)?;
            return Ok((count, Type::of(Kinds::INTEGER)));
        }
        let Some(function) = functions::find(name) else {
            let message = format!("no function `{name}`");
            let hint = instead(name).or_else(|| suggestion(name, functions::names()));
            return Err(
                Error::syntax(Kind::UnknownFunction, call.name.span, message).with_hint(hint),
            );
        };
        let count = call.arguments.len();
        if count < function.at_least || count > function.at_most {
            return Err(wrong_count(function.name, function.at_least, span));
        }
        let mut arguments = Vec::new();
        let mut types = Vec::new();
        for argument in &call.arguments {
            let (argument, ty) = self.expression(argument)?;
            let takes = function.takes.get(types.len()).or(function.takes.last());
            let takes = takes.copied().unwrap_or(Kinds::ANY);
            require(
                &ty,
                takes,
                argument.span,
                &format!("an argument of `{}`", function.name),
            )?;
            arguments.push(argument);
            types.push(ty);
        }
        let ty = function.gives.result(&types);
        Ok((Expr::new(ExprKind::Call(function, arguments), span), ty))
    }

    /// `count(*)`
    pub(super) fn count_all(&mut self, span: Span) -> Result<Typed, Error> {
        self.aggregate(Aggregate::Count, false, None, span)
    }

    /// Resolves an aggregate of some arguments, or `count(*)`.
    fn aggregate(
        &mut self,
        function: Aggregate,
        distinct: bool,
        given: Option<&[tree::Expr]>,
        span: Span,
    ) -> Result<Typed, Error> {
        match self.aggregation {
            Aggregation::Allowed(_) => {}
            Aggregation::Nested => {
                return Err(Error::syntax(
                    Kind::NestedAggregation,
                    span,
                    "an aggregate cannot stand inside another",
                ));
            }
            Aggregation::Forbidden => {
                return Err(Error::syntax(
                    Kind::InvalidAggregation,
                    span,
                    format!("`{}` cannot stand here", function.name()),
                ));
            }
        }
        let mut arguments = Vec::new();
        let mut ty = Type::ANY;
        if let Some(counted) = given {
            if counted.len() != function.arity() {
                return Err(wrong_count(function.name(), function.arity(), span));
            }
            let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Nested);
            let resolved = counted.iter().map(|argument| self.expression(argument));
            let resolved = resolved.collect::<Result<Vec<_>, _>>();
            self.aggregation = aggregation;
            for (index, (argument, argument_type)) in resolved?.into_iter().enumerate() {
                if !argument.is_constant() {
                    return Err(Error::syntax(
                        Kind::NonConstantExpression,
                        argument.span,
                        "an aggregate cannot take what changes with every call",
                    ));
                }
                if index == 0 {
                    ty = argument_type;
                }
                arguments.push(argument);
            }
        }
        let call = AggregateCall {
            function,
            distinct,
            arguments,
            span,
        };
        let index = self.add_aggregate(call);
        Ok((
            Expr::new(ExprKind::Aggregate(index), span),
            function.gives(ty),
        ))
    }

    /// Returns the place of an aggregate among those of the projection; the same one twice is one.
    fn add_aggregate(&mut self, call: AggregateCall) -> usize {
        let slot = self.new_slot();
        let Aggregation::Allowed(calls) = &mut self.aggregation else {
            return 0;
        };
        let same = |known: &AggregateCall| {
            known.function == call.function
                && known.distinct == call.distinct
                && known.arguments == call.arguments
        };
        if let Some(known) = calls.iter().position(|(known, _)| same(known)) {
            return known;
        }
        calls.push((call, slot));
        calls.len() - 1
    }
}

fn wrong_count(function: &str, wanted: usize, span: Span) -> Error {
    let plural = if wanted == 1 { "" } else { "s" };
    Error::syntax(
        Kind::InvalidNumberOfArguments,
        span,
        format!("`{function}` takes {wanted} argument{plural}"),
    )
}

/// What to write for a function of other dialects.
fn instead(name: &str) -> Option<String> {
    let known = [
        (
            "randomuuid",
            "every node has an `id` already; `rand()` gives a number",
        ),
        ("elementid", "write `id(n)`, or `n.id`"),
        (
            "exists",
            "write `x.key IS NOT NULL`, or `EXISTS { pattern }`",
        ),
        ("length", "write `size(...)`"),
        ("len", "write `size(...)`"),
        ("ifnull", "write `coalesce(...)`"),
        ("isnull", "write `x IS NULL`"),
        ("concat", "write `a + b`"),
        ("lcase", "write `toLower(...)`"),
        ("ucase", "write `toUpper(...)`"),
        ("rels", "write `relationships(...)`"),
        ("filter", "write `[x IN list WHERE ...]`"),
        ("extract", "write `[x IN list | ...]`"),
        ("now", "write `datetime()`"),
        ("group_concat", "write `collect(...)`"),
        ("string_agg", "write `collect(...)`"),
        ("array_agg", "write `collect(...)`"),
    ];
    let mut known = known.into_iter();
    let found = known.find(|(function, _)| function.eq_ignore_ascii_case(name));
    found.map(|(_, hint)| hint.to_owned()).or_else(|| {
        name.to_ascii_lowercase().starts_with("apoc.").then(|| {
            "there are no APOC procedures and functions; `help` lists what there is".to_owned()
        })
    })
}
