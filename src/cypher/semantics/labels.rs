//! Labels and relationship types: from names to handles.

use std::sync::Arc;

use open_cypher::ast::{self, LabelExpressionKind};

use super::Resolver;
use crate::cypher::error::{Error, Kind};
use crate::cypher::expression::LabelTest;
use crate::cypher::graph::Types;

impl Resolver<'_> {
    /// Resolves a condition on the labels of a node.
    pub(super) fn labels(&mut self, labels: &ast::LabelExpression) -> Result<LabelTest, Error> {
        let test = self.label_test(labels, &|resolver, name| {
            let graph = resolver.graph;
            if graph.label(&name.kind.text).is_none() {
                let known = graph.labels();
                let known: Vec<&str> = known.iter().map(|id| graph.label_name(*id)).collect();
                resolver.notice("node label", name, &known);
            }
        })?;
        Ok(test)
    }

    /// Resolves a condition on labels in an expression, which may be about a relationship.
    pub(super) fn labels_or_type(
        &mut self,
        labels: &ast::LabelExpression,
    ) -> Result<LabelTest, Error> {
        self.label_test(labels, &|_, _| {})
    }

    /// Resolves the relationship types that a pattern allows.
    pub(super) fn types(&mut self, labels: &ast::LabelExpression) -> Result<Types, Error> {
        let test = self.label_test(labels, &|resolver, name| {
            let graph = resolver.graph;
            if graph.relationship_type(&name.kind.text).is_none() {
                let known = graph.relationship_types();
                let name_of = |id: &_| graph.relationship_type_name(*id);
                let known: Vec<&str> = known.iter().map(name_of).collect();
                resolver.notice("relationship type", name, &known);
            }
        })?;
        if test == LabelTest::Any {
            return Ok(Types::Any);
        }
        let mut types = self.graph.relationship_types();
        types.retain(|kind| {
            let own = self.graph.relationship_type_name(*kind);
            test.holds(&|name, _| name == own)
        });
        Ok(Types::OneOf(types))
    }

    fn label_test(
        &mut self,
        labels: &ast::LabelExpression,
        on_name: &dyn Fn(&mut Self, &ast::Name),
    ) -> Result<LabelTest, Error> {
        let mut each = |tests: &[ast::LabelExpression]| -> Result<Vec<LabelTest>, Error> {
            tests
                .iter()
                .map(|test| self.label_test(test, on_name))
                .collect()
        };
        Ok(match &labels.kind {
            LabelExpressionKind::And(tests) => LabelTest::And(each(tests)?),
            LabelExpressionKind::Or(tests) => LabelTest::Or(each(tests)?),
            LabelExpressionKind::Not(inner) => {
                LabelTest::Not(Box::new(self.label_test(inner, on_name)?))
            }
            LabelExpressionKind::Parenthesized(inner) => self.label_test(inner, on_name)?,
            LabelExpressionKind::Wildcard => LabelTest::Any,
            LabelExpressionKind::Name(name) => {
                on_name(self, name);
                let text = name.kind.text.as_str();
                LabelTest::Name(Arc::from(text), self.graph.label(text))
            }
            _ => {
                return Err(Error::syntax(
                    Kind::UnexpectedSyntax,
                    labels.span,
                    "not a label",
                ));
            }
        })
    }
}
