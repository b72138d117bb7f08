//! Calls of functions and aggregates.

use open_cypher::ast::{self, ExprKind as Ast, SetQuantifier};

use super::expression::{Typed, require};
use super::{Aggregation, Resolver};
use crate::cypher::error::{Error, Kind, Span, suggestion};
use crate::cypher::expression::{AggregateCall, Expr, ExprKind};
use crate::cypher::functions::{self, Aggregate};
use crate::cypher::types::{Kinds, Type};

impl Resolver<'_> {
    pub(super) fn call(
        &mut self,
        call: &ast::FunctionInvocation,
        span: Span,
    ) -> Result<Typed, Error> {
        let name = self.function_name(&call.name);
        if let Some(aggregate) = Aggregate::find(&name) {
            return self.aggregate(aggregate, call, span);
        }
        if name.eq_ignore_ascii_case("exists")
            && let [argument] = call.arguments.as_slice()
            && let Ast::Pattern(pattern) = &argument.kind
        {
            let occurs = self.occurs(pattern, span)?;
            return Ok((occurs, Type::of(Kinds::BOOLEAN)));
        }
        let Some(function) = functions::find(&name) else {
            let message = format!("no function `{name}`");
            let hint = suggestion(&name, functions::names());
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

    /// The name as the text has it: the parser may have seen a stand-in.
    fn function_name(&self, name: &ast::QualifiedName) -> String {
        let part = |part: &ast::Name| match part.kind.escaped {
            true => part.kind.text.clone(),
            false => self.text(part.span.into()).to_owned(),
        };
        let parts: Vec<String> = name.parts.iter().map(part).collect();
        parts.join(".")
    }

    fn aggregate(
        &mut self,
        function: Aggregate,
        call: &ast::FunctionInvocation,
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
        let counts_rows = function == Aggregate::Count
            && matches!(call.arguments.as_slice(), [only] if matches!(only.kind, Ast::Wildcard));
        let mut arguments = Vec::new();
        let mut ty = Type::ANY;
        if !counts_rows {
            if call.arguments.len() != function.arity() {
                return Err(wrong_count(function.name(), function.arity(), span));
            }
            let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Nested);
            let resolved = call
                .arguments
                .iter()
                .map(|argument| self.expression(argument));
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
            distinct: call
                .quantifier
                .as_ref()
                .is_some_and(|q| q.kind == SetQuantifier::Distinct),
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
