//! `CALL` of a procedure. Those that there are list the names of the graph.

use super::{Ending, Resolver};
use crate::cypher::error::{Error, Kind, Span, suggestion};
use crate::cypher::expression::{Expr, ExprKind, Slot};
use crate::cypher::query::{Clause, Item, Projection};
use crate::cypher::syntax::tree::{Call, Name};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Value;

/// The slots of columns, and their names.
type Outputs = (Vec<Slot>, Vec<String>);

/// The procedures and their one column each.
const PROCEDURES: [(&str, &str); 3] = [
    ("db.labels", "label"),
    ("db.relationshipTypes", "relationshipType"),
    ("db.propertyKeys", "propertyKey"),
];

impl Resolver<'_> {
    /// Resolves a call to a list that is unwound. A call that is a whole query returns its columns: their slots and
    /// names come back.
    pub(super) fn call_clause(
        &mut self,
        call: &Call,
        span: Span,
        (ending, alone): (Ending, bool),
        clauses: &mut Vec<Clause>,
    ) -> Result<Option<Outputs>, Error> {
        let name = call.procedure.kind.as_str();
        let known = PROCEDURES.iter();
        let found = known
            .clone()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        let Some((procedure, column)) = found else {
            let message = format!("no procedure `{name}`");
            let names = known.map(|(known, _)| *known);
            let hint = suggestion(name, names.clone()).unwrap_or_else(|| {
                let names: Vec<String> = names.map(|name| format!("`{name}()`")).collect();
                format!("the procedures are {}", names.join(", "))
            });
            let error = Error::syntax(Kind::UnknownFunction, call.procedure.span, message);
            return Err(error.with_hint(Some(hint)));
        };
        if call.arguments.iter().any(|arguments| !arguments.is_empty()) {
            let message = format!("`{procedure}` takes no arguments");
            return Err(Error::syntax(Kind::InvalidNumberOfArguments, span, message));
        }
        let variable = self.yielded(call, column, span, alone)?;
        self.check_new(&variable)?;
        let list = self.names_of(procedure, call.optional)?;
        let slot = self.declare(&variable.kind, Type::of(Kinds::STRING));
        clauses.push(Clause::Unwind {
            list: Expr::new(ExprKind::Constant(list), span),
            slot,
        });
        if let Some(condition) = call
            .yields
            .as_ref()
            .and_then(|yields| yields.condition.as_ref())
        {
            let predicates = self.condition(condition)?;
            clauses.push(self.filter(predicates, span));
        }
        let returns = alone && ending == Ending::Return;
        Ok(returns.then(|| (vec![slot], vec![variable.kind])))
    }

    /// Returns the variable that the column of a procedure goes to.
    fn yielded(&self, call: &Call, column: &str, span: Span, alone: bool) -> Result<Name, Error> {
        let whole = Name::new(column.to_owned(), call.procedure.span);
        let error = |span, message: String, hint: String| {
            Error::syntax(Kind::InvalidClauseComposition, span, message).with_hint(Some(hint))
        };
        let Some(yields) = &call.yields else {
            return match alone {
                true => Ok(whole),
                false => Err(error(
                    span,
                    "a call among other clauses has to name its column".to_owned(),
                    format!("write `YIELD {column}`"),
                )),
            };
        };
        match yields.items.as_slice() {
            [] => Ok(whole),
            [(name, _), ..] if name.kind != column => {
                let message = format!("`{}` has no column `{}`", call.procedure.kind, name.kind);
                Err(error(
                    name.span,
                    message,
                    format!("its column is `{column}`"),
                ))
            }
            [(name, alias)] => Ok(alias.as_ref().unwrap_or(name).clone()),
            [_, (again, _), ..] => {
                let message = format!("`{}` has one column", call.procedure.kind);
                Err(error(
                    again.span,
                    message,
                    format!("write `YIELD {column}`"),
                ))
            }
        }
    }

    fn names_of(&self, procedure: &str, optional: bool) -> Result<Value, Error> {
        let graph = self.graph;
        let mut names: Vec<&str> = match procedure {
            "db.labels" => {
                let labels = graph.labels().into_iter();
                labels.map(|label| graph.label_name(label)).collect()
            }
            "db.relationshipTypes" => {
                let types = graph.relationship_types().into_iter();
                types
                    .map(|kind| graph.relationship_type_name(kind))
                    .collect()
            }
            _ => {
                let keys = graph.keys().into_iter();
                keys.map(|key| graph.key_name(key)).collect()
            }
        };
        names.sort_unstable();
        names.dedup();
        let mut values: Vec<Value> = names.into_iter().map(Value::from).collect();
        if optional && values.is_empty() {
            values.push(Value::Null);
        }
        Value::list(values).map_err(|fault| fault.at(Span::default()).at_compile_time())
    }

    /// Keeps the rows for which conditions hold, with all variables.
    fn filter(&self, predicates: Vec<Expr>, span: Span) -> Clause {
        let visible = self.scope.visible().into_iter();
        let items = visible.map(|variable| Item {
            expr: Expr::new(ExprKind::Slot(variable.slot), span),
            slot: variable.slot,
            aggregated: false,
        });
        Clause::Project(Box::new(Projection {
            items: items.collect(),
            predicates,
            ..Projection::default()
        }))
    }
}
