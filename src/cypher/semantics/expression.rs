//! Expressions: names become slots, and types are checked as far as they are known.

use std::sync::Arc;

use open_cypher::ast::{self, ExprKind as Ast, IsPredicate, MapProjectionItemKind, UnaryOperator};

use super::{Aggregation, Resolver, literal};
use crate::cypher::error::{Class, Error, Fault, Kind, Span, suggestion};
use crate::cypher::expression::{Expr, ExprKind};
use crate::cypher::types::{Kinds, Type};
use crate::cypher::value::Value;

/// A resolved expression and what is known of its type.
pub(super) type Typed = (Expr, Type);

impl Resolver<'_> {
    /// Resolves a condition into the parts that must all hold.
    pub(super) fn condition(&mut self, condition: &ast::Expr) -> Result<Vec<Expr>, Error> {
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
    pub(super) fn boolean(&mut self, expr: &ast::Expr) -> Result<Expr, Error> {
        match &expr.kind {
            Ast::Parenthesized(inner) => self.boolean(inner),
            Ast::Pattern(pattern) => self.occurs(pattern, expr.span.into()),
            _ => {
                let (resolved, ty) = self.expression(expr)?;
                require(&ty, Kinds::BOOLEAN, resolved.span, "a boolean")?;
                Ok(resolved)
            }
        }
    }

    pub(super) fn expression(&mut self, expr: &ast::Expr) -> Result<Typed, Error> {
        let span = Span::from(expr.span);
        let (kind, ty) = match &expr.kind {
            Ast::Parenthesized(inner) => return self.expression(inner),
            Ast::Literal(found) => {
                let (value, ty) = literal::literal(found, false)?;
                (ExprKind::Constant(value), ty)
            }
            Ast::Variable(name) => return self.variable(name),
            Ast::Parameter(parameter) => (self.parameter(parameter, span), Type::ANY),
            Ast::List(items) => self.list(items)?,
            Ast::Map(entries) => (self.map(entries)?, Type::of(Kinds::MAP)),
            Ast::MapProjection(projection) => {
                (self.map_projection(projection)?, Type::of(Kinds::MAP))
            }
            Ast::Unary { operator, operand } => match (operator.kind, &operand.kind) {
                (UnaryOperator::Minus, Ast::Literal(found)) if is_number(found) => {
                    let (value, ty) = literal::literal(found, true)?;
                    (ExprKind::Constant(value), ty)
                }
                (UnaryOperator::Not, _) => {
                    let operand = self.boolean(operand)?;
                    (ExprKind::Not(Box::new(operand)), Type::of(Kinds::BOOLEAN))
                }
                (sign, _) => {
                    let (operand, ty) = self.expression(operand)?;
                    let takes = Kinds::NUMBER.or(Kinds::DURATION);
                    require(&ty, takes, operand.span, "a number")?;
                    if sign == UnaryOperator::Plus {
                        return Ok((operand, ty));
                    }
                    (ExprKind::Negate(Box::new(operand)), ty)
                }
            },
            Ast::Binary { .. } => return self.operation(expr),
            Ast::Is {
                expression,
                negated,
                predicate,
            } => {
                let test = self.is(expression, predicate, span)?;
                (negated_if(*negated, test), Type::of(Kinds::BOOLEAN))
            }
            Ast::Property { expression, key } => {
                let (base, ty) = self.expression(expression)?;
                check_has_properties(&ty, base.span)?;
                let key = self.key(key, &ty);
                (ExprKind::Property(Box::new(base), key), Type::ANY)
            }
            Ast::Index { expression, index } => {
                let (list, ty) = self.expression(expression)?;
                let (index, _) = self.expression(index)?;
                let item = if ty.kinds.within(Kinds::LIST) {
                    ty.items()
                } else {
                    Type::ANY
                };
                (ExprKind::Index(Box::new(list), Box::new(index)), item)
            }
            Ast::DynamicProperty { expression, key } => {
                let (base, _) = self.expression(expression)?;
                let (key, _) = self.expression(key)?;
                (ExprKind::Index(Box::new(base), Box::new(key)), Type::ANY)
            }
            Ast::Slice {
                expression,
                lower,
                upper,
            } => {
                let (list, ty) = self.expression(expression)?;
                let mut bound = |bound: &Option<Box<ast::Expr>>| {
                    let bound = bound.as_deref().map(|bound| self.expression(bound));
                    Ok(bound.transpose()?.map(|(bound, _)| Box::new(bound)))
                };
                (
                    ExprKind::Slice(Box::new(list), bound(lower)?, bound(upper)?),
                    ty,
                )
            }
            Ast::Function(call) => return self.call(call, span),
            Ast::Case(case) => self.case(case)?,
            Ast::ListComprehension(comprehension) => self.comprehension(comprehension)?,
            Ast::QuantifiedPredicate(predicate) => {
                (self.quantified(predicate)?, Type::of(Kinds::BOOLEAN))
            }
            Ast::Reduce(reduce) => self.reduce(reduce)?,
            Ast::PatternComprehension(comprehension) => {
                return self.pattern_comprehension(comprehension, span);
            }
            Ast::Subquery(subquery) => return self.subquery(subquery, span),
            Ast::Pattern(_) => {
                return Err(Error::syntax(
                    Kind::UnexpectedSyntax,
                    span,
                    "a pattern can only stand where a truth value is wanted",
                ));
            }
            _ => {
                return Err(Error::syntax(
                    Kind::UnexpectedSyntax,
                    span,
                    "not an expression",
                ));
            }
        };
        Ok((Expr::new(kind, span), ty))
    }

    fn variable(&mut self, name: &ast::Name) -> Result<Typed, Error> {
        let text = &name.kind.text;
        let Some(variable) = self.scope.find(text) else {
            let visible = self.scope.visible();
            let hint = suggestion(text, visible.iter().map(|known| known.name.as_str()));
            let message = format!("`{text}` is not defined");
            return Err(Error::syntax(Kind::UndefinedVariable, name.span, message).with_hint(hint));
        };
        self.touched.push(variable.slot);
        let expr = Expr::new(ExprKind::Slot(variable.slot), name.span);
        Ok((expr, variable.ty.clone()))
    }

    fn parameter(&mut self, parameter: &ast::Parameter, span: Span) -> ExprKind {
        let (ast::ParameterName::Named(name) | ast::ParameterName::Positional(name)) =
            &parameter.name
        else {
            return ExprKind::Constant(Value::Null);
        };
        let known = self.parameters.iter().position(|(known, _)| known == name);
        ExprKind::Parameter(known.unwrap_or_else(|| {
            self.parameters.push((name.clone(), span));
            self.parameters.len() - 1
        }))
    }

    fn list(&mut self, items: &[ast::Expr]) -> Result<(ExprKind, Type), Error> {
        let items = items.iter().map(|item| self.expression(item));
        let (items, types): (Vec<_>, Vec<_>) =
            items.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
        let item = types.into_iter().fold(Type::NULL, Type::or);
        Ok((ExprKind::List(items), Type::list(item)))
    }

    fn map(&mut self, entries: &[ast::MapEntry]) -> Result<ExprKind, Error> {
        let entries = entries.iter().map(|entry| self.entry(entry));
        Ok(ExprKind::Map(entries.collect::<Result<_, _>>()?))
    }

    fn entry(&mut self, entry: &ast::MapEntry) -> Result<(Arc<str>, Expr), Error> {
        let (value, _) = self.expression(&entry.value)?;
        Ok((Arc::from(entry.key.kind.text.as_str()), value))
    }

    fn map_projection(&mut self, projection: &ast::MapProjection) -> Result<ExprKind, Error> {
        let (base, ty) = self.expression(&projection.base)?;
        let mut all = false;
        let mut entries = Vec::new();
        for item in &projection.items {
            match &item.kind {
                MapProjectionItemKind::AllProperties => all = true,
                MapProjectionItemKind::Property(name) => {
                    let key = self.key(name, &ty);
                    let kind = ExprKind::Property(Box::new(base.clone()), key.clone());
                    entries.push((key.name, Expr::new(kind, item.span)));
                }
                MapProjectionItemKind::Variable(name) => {
                    let (value, _) = self.variable(name)?;
                    entries.push((Arc::from(name.kind.text.as_str()), value));
                }
                MapProjectionItemKind::Entry(entry) => entries.push(self.entry(entry)?),
                _ => {
                    return Err(Error::syntax(
                        Kind::UnexpectedSyntax,
                        item.span,
                        "not a part of a map",
                    ));
                }
            }
        }
        Ok(ExprKind::MapProjection {
            base: Box::new(base),
            all,
            entries,
        })
    }

    fn is(
        &mut self,
        operand: &ast::Expr,
        predicate: &IsPredicate,
        span: Span,
    ) -> Result<ExprKind, Error> {
        let (operand, ty) = self.expression(operand)?;
        match predicate {
            IsPredicate::Null => Ok(ExprKind::IsNull(Box::new(operand))),
            IsPredicate::Label(labels) => {
                require(&ty, Kinds::ENTITY, operand.span, "a node or relationship")?;
                let test = self.labels_or_type(labels)?;
                Ok(ExprKind::HasLabels(Box::new(operand), test))
            }
            _ => Err(Error::syntax(
                Kind::UnsupportedSyntax,
                span,
                "this test is not supported",
            )),
        }
    }

    fn case(&mut self, case: &ast::CaseExpression) -> Result<(ExprKind, Type), Error> {
        let operand = match &case.operand {
            Some(operand) => Some(Box::new(self.expression(operand)?.0)),
            None => None,
        };
        let mut ty = Type::NULL;
        let mut branches = Vec::new();
        for alternative in &case.alternatives {
            let conditions = alternative.when.iter().map(|when| match operand {
                Some(_) => self.expression(when).map(|(when, _)| when),
                None => self.boolean(when),
            });
            let conditions = conditions.collect::<Result<Vec<_>, _>>()?;
            let (result, result_type) = self.expression(&alternative.then)?;
            ty = ty.or(result_type);
            branches.push((conditions, result));
        }
        let otherwise = match &case.else_expression {
            Some(otherwise) => {
                let (otherwise, otherwise_type) = self.expression(otherwise)?;
                ty = ty.or(otherwise_type);
                Some(Box::new(otherwise))
            }
            None => None,
        };
        let kind = ExprKind::Case {
            operand,
            branches,
            otherwise,
        };
        Ok((kind, ty))
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

fn negated_if(negated: bool, test: ExprKind) -> ExprKind {
    match (negated, test) {
        (false, test) => test,
        (true, test) => ExprKind::Not(Box::new(Expr::new(test, Span::default()))),
    }
}

fn is_number(literal: &ast::Literal) -> bool {
    matches!(
        literal.kind,
        ast::LiteralKind::Integer(_) | ast::LiteralKind::Float(_)
    )
}
