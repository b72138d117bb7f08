//! Expressions: names become slots, and types are checked as far as they are known.

use std::sync::Arc;

use super::operators::flat;
use super::{Aggregation, Resolver, literal};
use crate::cypher::error::{Class, Error, Fault, Kind, Span, suggestion};
use crate::cypher::expression::{Expr, ExprKind};
use crate::cypher::syntax::tree::{
    self, ExprKind as Tree, LabelExpr, MapItem, MapProjection, Name, Pattern, Spanned, ValueType,
};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Value;

/// A resolved expression and what is known of its type.
pub(super) type Typed = (Expr, Type);

impl Resolver<'_> {
    /// Resolves a condition into the parts that must all hold.
    pub(super) fn condition(&mut self, condition: &tree::Expr) -> Result<Vec<Expr>, Error> {
        let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden);
        let resolved = self.boolean(condition);
        self.aggregation = aggregation;
        Ok(match resolved? {
            Expr {
                kind: ExprKind::And(parts),
                ..
            } => parts,
            whole => vec![whole],
        })
    }

    /// Resolves an expression where a truth value is wanted; there a pattern asks whether it occurs.
    pub(super) fn boolean(&mut self, expr: &tree::Expr) -> Result<Expr, Error> {
        match &expr.kind {
            Tree::Pattern(pattern) => self.occurs(pattern, expr.span),
            _ => {
                let (resolved, ty) = self.expression(expr)?;
                require(&ty, Kinds::BOOLEAN, resolved.span, "a boolean")?;
                Ok(resolved)
            }
        }
    }

    /// Resolves an expression. Each sort has a method of its own, so that the frames of the recursion stay small.
    pub(super) fn expression(&mut self, expr: &tree::Expr) -> Result<Typed, Error> {
        let span = expr.span;
        match &expr.kind {
            Tree::Variable(name) => self.variable(name, span),
            Tree::Arithmetic(first, rest) => self.arithmetic(first, rest, span),
            Tree::Negate(_) | Tree::Plus(_) => self.sign(expr),
            Tree::Call(call) => self.call(call, span),
            Tree::CountAll => self.count_all(span),
            Tree::CaseOperand => self.case_operand(span),
            Tree::Subquery(kind, query) => self.subquery(*kind, query, span),
            Tree::PatternComprehension(comprehension) => {
                self.pattern_comprehension(comprehension, span)
            }
            Tree::Or(_)
            | Tree::Xor(_)
            | Tree::And(_)
            | Tree::Not(_)
            | Tree::Comparison(..)
            | Tree::Text(..)
            | Tree::In(..)
            | Tree::IsNull { .. }
            | Tree::HasLabels(..)
            | Tree::Quantified(_) => self.test(expr),
            _ => self.value(expr),
        }
    }

    /// Resolves what is true or false.
    fn test(&mut self, expr: &tree::Expr) -> Result<Typed, Error> {
        let kind = match &expr.kind {
            Tree::Or(parts) => self.connected(parts).map(ExprKind::Or),
            Tree::Xor(parts) => self.connected(parts).map(ExprKind::Xor),
            Tree::And(parts) => self
                .connected(parts)
                .map(|parts| ExprKind::And(flat(parts))),
            Tree::Not(operand) => {
                let operand = self.boolean(operand);
                operand.map(|operand| ExprKind::Not(Box::new(operand)))
            }
            Tree::Comparison(first, rest) => self.comparison(first, rest),
            Tree::Text(test, left, right) => self.text_test(*test, left, right),
            Tree::In(item, list) => self.is_in(item, list),
            Tree::IsNull { operand, negated } => self.is_null(operand, *negated, expr.span),
            Tree::HasLabels(operand, labels) => self.has_labels(operand, labels),
            Tree::Quantified(quantified) => self.quantified(quantified),
            _ => return self.value(expr),
        };
        Ok((Expr::new(kind?, expr.span), Type::of(Kinds::BOOLEAN)))
    }

    /// Resolves what has a value of any type.
    fn value(&mut self, expr: &tree::Expr) -> Result<Typed, Error> {
        let span = expr.span;
        let resolved = match &expr.kind {
            Tree::Literal(literal) => {
                let (value, ty) = literal::literal(literal);
                Ok((ExprKind::Constant(value), ty))
            }
            Tree::Parameter(name) => Ok((self.parameter(name, span), Type::ANY)),
            Tree::List(items) => self.list(items),
            Tree::Map(entries) => self.map(entries),
            Tree::MapProjection(projection) => self.map_projection(projection),
            Tree::Property(base, key) => self.property(base, key),
            Tree::Index(list, index) => self.index(list, index),
            Tree::Slice(list, from, to) => self.slice(list, from.as_deref(), to.as_deref()),
            Tree::Case(case) => self.case(case),
            Tree::ListComprehension(comprehension) => self.comprehension(comprehension),
            Tree::Reduce(reduce) => self.reduce(reduce),
            Tree::IsTyped(test) => Err(is_typed(&test.wanted)),
            Tree::Pattern(pattern) => Err(misplaced_pattern(pattern, span)),
            _ => Err(Error::syntax(Kind::UnexpectedSyntax, span, "not a value")),
        };
        let (kind, ty) = resolved?;
        Ok((Expr::new(kind, span), ty))
    }

    pub(super) fn variable(&mut self, text: &str, span: Span) -> Result<Typed, Error> {
        let Some(variable) = self.scope.find(text) else {
            if let Some(number) = literal::named_number(text) {
                let constant = ExprKind::Constant(Value::Float(number));
                return Ok((Expr::new(constant, span), Type::of(Kinds::FLOAT)));
            }
            let visible = self.scope.visible();
            let hint = suggestion(text, visible.iter().map(|known| known.name.as_str()));
            let message = format!("`{text}` is not defined");
            return Err(Error::syntax(Kind::UndefinedVariable, span, message).with_hint(hint));
        };
        self.touched.push(variable.slot);
        let expr = Expr::new(ExprKind::Slot(variable.slot), span);
        Ok((expr, variable.ty.clone()))
    }

    fn parameter(&mut self, name: &str, span: Span) -> ExprKind {
        let known = self.parameters.iter().position(|(known, _)| known == name);
        ExprKind::Parameter(known.unwrap_or_else(|| {
            self.parameters.push((name.to_owned(), span));
            self.parameters.len() - 1
        }))
    }

    fn list(&mut self, items: &[tree::Expr]) -> Result<(ExprKind, Type), Error> {
        let items = items.iter().map(|item| self.expression(item));
        let (items, types): (Vec<_>, Vec<_>) =
            items.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
        let item = types.into_iter().fold(Type::NULL, Type::or);
        Ok((ExprKind::List(items), Type::list(item)))
    }

    fn map(&mut self, entries: &[(Name, tree::Expr)]) -> Result<(ExprKind, Type), Error> {
        let entries = entries.iter().map(|(key, value)| self.entry(key, value));
        let entries = entries.collect::<Result<_, _>>()?;
        Ok((ExprKind::Map(entries), Type::of(Kinds::MAP)))
    }

    fn entry(&mut self, key: &Name, value: &tree::Expr) -> Result<(Arc<str>, Expr), Error> {
        let (value, _) = self.expression(value)?;
        Ok((Arc::from(key.kind.as_str()), value))
    }

    fn map_projection(&mut self, projection: &MapProjection) -> Result<(ExprKind, Type), Error> {
        let base = &projection.base;
        let (base, ty) = self.variable(&base.kind, base.span)?;
        let mut all = false;
        let mut entries = Vec::new();
        for item in &projection.items {
            match &item.kind {
                MapItem::All => all = true,
                MapItem::Property(name) => {
                    let key = self.key(name, &ty);
                    let kind = ExprKind::Property(Box::new(base.clone()), key.clone());
                    entries.push((key.name, Expr::new(kind, item.span)));
                }
                MapItem::Variable(name) => {
                    let (value, _) = self.variable(&name.kind, name.span)?;
                    entries.push((Arc::from(name.kind.as_str()), value));
                }
                MapItem::Entry(key, value) => entries.push(self.entry(key, value)?),
            }
        }
        let kind = ExprKind::MapProjection {
            base: Box::new(base),
            all,
            entries,
        };
        Ok((kind, Type::of(Kinds::MAP)))
    }

    fn property(&mut self, base: &tree::Expr, key: &Name) -> Result<(ExprKind, Type), Error> {
        let (base, ty) = self.expression(base)?;
        check_has_properties(&ty, base.span)?;
        let key = self.key(key, &ty);
        Ok((ExprKind::Property(Box::new(base), key), Type::ANY))
    }

    fn index(&mut self, list: &tree::Expr, index: &tree::Expr) -> Result<(ExprKind, Type), Error> {
        let (list, ty) = self.expression(list)?;
        let (index, _) = self.expression(index)?;
        let kind = ExprKind::Index(Box::new(list), Box::new(index));
        Ok((kind, item_type(&ty)))
    }

    fn slice(
        &mut self,
        list: &tree::Expr,
        from: Option<&tree::Expr>,
        to: Option<&tree::Expr>,
    ) -> Result<(ExprKind, Type), Error> {
        let (list, ty) = self.expression(list)?;
        let mut bound = |bound: Option<&tree::Expr>| {
            let bound = bound.map(|bound| self.expression(bound));
            Ok(bound.transpose()?.map(|(bound, _)| Box::new(bound)))
        };
        let kind = ExprKind::Slice(Box::new(list), bound(from)?, bound(to)?);
        Ok((kind, ty))
    }

    fn is_null(
        &mut self,
        operand: &tree::Expr,
        negated: bool,
        span: Span,
    ) -> Result<ExprKind, Error> {
        let (operand, _) = self.expression(operand)?;
        let test = ExprKind::IsNull(Box::new(operand));
        Ok(match negated {
            false => test,
            true => ExprKind::Not(Box::new(Expr::new(test, span))),
        })
    }

    fn has_labels(&mut self, operand: &tree::Expr, labels: &LabelExpr) -> Result<ExprKind, Error> {
        let (operand, ty) = self.expression(operand)?;
        require(&ty, Kinds::ENTITY, operand.span, "a node or relationship")?;
        let test = self.labels_or_type(labels);
        Ok(ExprKind::HasLabels(Box::new(operand), test))
    }
}

/// Fails when the type is known not to fit.
pub(super) fn require(ty: &Type, kinds: Kinds, span: Span, wanted: &str) -> Result<(), Error> {
    if ty.may_be(kinds) {
        return Ok(());
    }
    Err(Error::syntax(
        Kind::InvalidArgumentType,
        span,
        format!("this cannot be {wanted}"),
    ))
}

fn check_has_properties(ty: &Type, span: Span) -> Result<(), Error> {
    require(
        ty,
        Kinds::ANY.without(Kinds::PATH),
        span,
        "something with properties",
    )?;
    let keyed = Kinds::ENTITY
        .or(Kinds::MAP)
        .or(Kinds::TEMPORAL)
        .or(Kinds::DURATION);
    if ty.may_be(keyed) {
        return Ok(());
    }
    let fault = Fault::new(
        Class::TypeError,
        Kind::InvalidArgumentType,
        "this has no properties",
    );
    Err(fault.at(span).at_compile_time())
}

/// What is known of the items of a value.
pub(super) fn item_type(ty: &Type) -> Type {
    match ty.kinds.within(Kinds::LIST) {
        true => ty.items(),
        false => Type::ANY,
    }
}

fn is_typed(wanted: &Spanned<ValueType>) -> Error {
    let message = "`IS ::` is not supported";
    let hint = format!("write `valueType(x) STARTS WITH '{}'`", wanted.kind.name);
    Error::syntax(Kind::UnsupportedSyntax, wanted.span, message).with_hint(Some(hint))
}

/// Why a pattern cannot stand in an expression, and how its paths are found.
fn misplaced_pattern(pattern: &Pattern, span: Span) -> Error {
    let selects = pattern.kind.iter().any(|part| part.kind.selector.is_some());
    let (message, hint) = match selects {
        true => (
            "a shortest path can only stand in `MATCH`",
            "write `MATCH path = shortestPath(...)`",
        ),
        false => (
            "a pattern can only stand where a truth value is wanted",
            "write `COUNT { ... }` for the number of matches, or `[path = ... | path]` for the paths",
        ),
    };
    Error::syntax(Kind::UnexpectedSyntax, span, message).with_hint(Some(hint.to_owned()))
}
