//! Clauses other than projections.

use open_cypher::ast::{self, ClauseKind};

use super::{Ending, Resolver};
use crate::cypher::error::{Class, Error, Fault, Kind};
use crate::cypher::query::{Clause, Match};
use crate::cypher::types::Kinds;

impl Resolver<'_> {
    pub(super) fn clause(
        &mut self,
        clause: &ast::Clause,
        ending: Ending,
        clauses: &mut Vec<Clause>,
    ) -> Result<(), Error> {
        match &clause.kind {
            ClauseKind::Match(found) => {
                let found = self.match_clause(found)?;
                clauses.push(Clause::Match(found));
            }
            ClauseKind::Unwind(unwind) => {
                let (list, ty) = self.expression(&unwind.expression)?;
                let name = &unwind.variable;
                if self.scope.find(&name.kind.text).is_some() {
                    return Err(Error::syntax(
                        Kind::VariableAlreadyBound,
                        name.span,
                        format!("`{}` is already the name of something", name.kind.text),
                    ));
                }
                let item = if ty.kinds.within(Kinds::LIST) {
                    ty.items()
                } else {
                    super::Type::ANY
                };
                let slot = self.declare(&name.kind.text, item);
                clauses.push(Clause::Unwind { list, slot });
            }
            ClauseKind::With(with) => {
                let (projection, _) =
                    self.projection(&with.projection, Some(with.where_clause.as_ref()))?;
                clauses.push(Clause::Project(Box::new(projection)));
            }
            other => return Err(refusal(other, clause, ending)),
        }
        Ok(())
    }

    fn match_clause(&mut self, clause: &ast::MatchClause) -> Result<Match, Error> {
        if let Some(mode) = &clause.mode {
            return Err(Error::syntax(
                Kind::UnsupportedSyntax,
                mode.span,
                "path modes are not supported",
            ));
        }
        let pattern = self.pattern(&clause.pattern)?;
        let mut predicates = pattern.predicates;
        if let Some(condition) = &clause.where_clause {
            predicates.extend(self.condition(condition)?);
        }
        Ok(Match {
            optional: clause.optional,
            pattern: pattern.pattern,
            predicates,
        })
    }
}

/// Why a clause is not taken: it writes, calls, or is not of this language.
fn refusal(kind: &ClauseKind, clause: &ast::Clause, ending: Ending) -> Error {
    let name = match kind {
        ClauseKind::Create(_) => "CREATE",
        ClauseKind::Insert(_) => "INSERT",
        ClauseKind::Merge(_) => "MERGE",
        ClauseKind::Delete(_) => "DELETE",
        ClauseKind::Set(_) => "SET",
        ClauseKind::Remove(_) => "REMOVE",
        ClauseKind::Foreach(_) => "FOREACH",
        ClauseKind::LoadCsv(_) => "LOAD CSV",
        ClauseKind::Call(_) => "CALL",
        _ => {
            return Error::syntax(
                Kind::UnsupportedSyntax,
                clause.span,
                "this clause is not supported",
            );
        }
    };
    if ending == Ending::Anything {
        return Error::syntax(
            Kind::InvalidClauseComposition,
            clause.span,
            format!("`{name}` cannot stand in a query inside an expression"),
        );
    }
    Fault::new(
        Class::NotSupported,
        Kind::ReadOnly,
        format!("`{name}` is not available: queries here are read-only"),
    )
    .at(clause.span.into())
    .at_compile_time()
}
