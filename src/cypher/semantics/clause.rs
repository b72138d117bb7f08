//! Clauses other than projections.

use super::expression::item_type;
use super::{Ending, Resolver};
use crate::cypher::error::{Class, Error, Fault, Kind};
use crate::cypher::query::{Clause, Match};
use crate::cypher::syntax::tree::{self, ClauseKind};

impl Resolver<'_> {
    pub(super) fn clause(
        &mut self,
        clause: &tree::Clause,
        ending: Ending,
        clauses: &mut Vec<Clause>,
    ) -> Result<(), Error> {
        match &clause.kind {
            ClauseKind::Match(found) => {
                let found = self.match_clause(found)?;
                clauses.push(Clause::Match(found));
            }
            ClauseKind::Unwind { list, variable } => {
                let (list, ty) = self.expression(list)?;
                self.check_new(variable)?;
                let slot = self.declare(&variable.kind, item_type(&ty));
                clauses.push(Clause::Unwind { list, slot });
            }
            ClauseKind::With(with) => {
                let (projection, _) =
                    self.projection(&with.projection, Some(with.condition.as_ref()))?;
                clauses.push(Clause::Project(Box::new(projection)));
            }
            ClauseKind::Subquery(subquery) => {
                let called = self.inline(subquery)?;
                clauses.push(called);
            }
            ClauseKind::Create(_) => return Err(refusal("CREATE", clause, ending)),
            ClauseKind::Delete(_) => return Err(refusal("DELETE", clause, ending)),
            ClauseKind::Write(name) => return Err(refusal(name, clause, ending)),
            // The others belong to the query around them.
            ClauseKind::Return(_) | ClauseKind::Call(_) => {}
        }
        Ok(())
    }

    /// Fails when a variable that a clause makes is known already.
    pub(super) fn check_new(&self, name: &tree::Name) -> Result<(), Error> {
        if self.scope.find(&name.kind).is_none() {
            return Ok(());
        }
        Err(Error::syntax(
            Kind::VariableAlreadyBound,
            name.span,
            format!("`{}` is already the name of something", name.kind),
        ))
    }

    fn match_clause(&mut self, clause: &tree::Match) -> Result<Match, Error> {
        let pattern = self.pattern(&clause.pattern)?;
        let mut predicates = pattern.predicates;
        if let Some(condition) = &clause.condition {
            predicates.extend(self.condition(condition)?);
        }
        Ok(Match {
            optional: clause.optional,
            pattern: pattern.pattern,
            predicates,
        })
    }
}

/// Why a clause that writes is not taken.
fn refusal(name: &str, clause: &tree::Clause, ending: Ending) -> Error {
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
    .at(clause.span)
    .at_compile_time()
}
