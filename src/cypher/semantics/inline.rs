//! `CALL { ... }`: a query for each row, which sees what it imports and adds its columns.

use super::scope::Scope;
use super::{Ending, Resolver};
use crate::cypher::error::{Error, Kind};
use crate::cypher::expression::ExprKind;
use crate::cypher::query::{Call, Clause};
use crate::cypher::syntax::tree::{
    ClauseKind, ExprKind as Tree, SingleQuery, Subquery, SubqueryScope, With,
};

impl Resolver<'_> {
    pub(super) fn inline(&mut self, subquery: &Subquery) -> Result<Clause, Error> {
        let outer = self.scope.clone();
        let given = match &subquery.scope {
            None => None,
            Some(SubqueryScope::All) => Some(outer.clone()),
            Some(SubqueryScope::Only(names)) => {
                let mut given = Scope::default();
                for name in names {
                    let (variable, ty) = self.variable(&name.kind, name.span)?;
                    if let ExprKind::Slot(slot) = variable.kind {
                        given.declare(&name.kind, slot, ty);
                    }
                }
                Some(given)
            }
        };
        let scope = |branch: &SingleQuery| match &given {
            Some(given) => given.clone(),
            None if imports(branch) => outer.clone(),
            None => Scope::default(),
        };
        let (query, types) = self.query_in(&subquery.query, Ending::Return, &scope)?;
        self.scope = outer;
        for (column, ty) in query.columns.iter().zip(types) {
            if self.scope.find(&column.name).is_some() {
                let message = format!("`{}` is already the name of something", column.name);
                let span = subquery.query.head.span;
                let hint = format!("write `RETURN ... AS` another name than `{}`", column.name);
                return Err(
                    Error::syntax(Kind::VariableAlreadyBound, span, message).with_hint(Some(hint))
                );
            }
            self.scope.declare(&column.name, column.slot, ty);
        }
        Ok(Clause::Call(Call {
            query,
            optional: subquery.optional,
        }))
    }
}

/// Tells whether a query begins with a `WITH` of nothing but variables, which imports them.
fn imports(query: &SingleQuery) -> bool {
    let Some(ClauseKind::With(With { projection, .. })) = query.kind.first().map(|it| &it.kind)
    else {
        return false;
    };
    projection.items.iter().all(|item| {
        item.kind.alias.is_none() && matches!(item.kind.expression.kind, Tree::Variable(_))
    })
}
