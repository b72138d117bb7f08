//! Labels and relationship types: from names to handles.

use std::sync::Arc;

use super::Resolver;
use crate::cypher::expression::LabelTest;
use crate::cypher::graph::Types;
use crate::cypher::syntax::tree::{LabelExpr, LabelExprKind, Name};

impl Resolver<'_> {
    /// Resolves a condition on the labels of a node.
    pub(super) fn labels(&mut self, labels: &LabelExpr) -> LabelTest {
        self.label_test(labels, &|resolver, name| {
            let graph = resolver.graph;
            if graph.label(&name.kind).is_none() {
                let known = graph.labels();
                let known: Vec<&str> = known.iter().map(|id| graph.label_name(*id)).collect();
                resolver.notice("node label", name, &known);
            }
        })
    }

    /// Resolves a condition on labels in an expression, which may be about a relationship.
    pub(super) fn labels_or_type(&mut self, labels: &LabelExpr) -> LabelTest {
        self.label_test(labels, &|_, _| {})
    }

    /// Resolves the relationship types that a pattern allows.
    pub(super) fn types(&mut self, labels: &LabelExpr) -> Types {
        let test = self.label_test(labels, &|resolver, name| {
            let graph = resolver.graph;
            if graph.relationship_type(&name.kind).is_none() {
                let known = graph.relationship_types();
                let name_of = |id: &_| graph.relationship_type_name(*id);
                let known: Vec<&str> = known.iter().map(name_of).collect();
                resolver.notice("relationship type", name, &known);
            }
        });
        if test == LabelTest::Any {
            return Types::Any;
        }
        let mut types = self.graph.relationship_types();
        types.retain(|kind| {
            let own = self.graph.relationship_type_name(*kind);
            test.holds(&|name, _| name == own)
        });
        Types::OneOf(types)
    }

    fn label_test(&mut self, labels: &LabelExpr, on_name: &dyn Fn(&mut Self, &Name)) -> LabelTest {
        let mut each = |tests: &[LabelExpr]| -> Vec<LabelTest> {
            let tests = tests.iter();
            tests.map(|test| self.label_test(test, on_name)).collect()
        };
        match &labels.kind {
            LabelExprKind::And(tests) => LabelTest::And(each(tests)),
            LabelExprKind::Or(tests) => LabelTest::Or(each(tests)),
            LabelExprKind::Not(inner) => LabelTest::Not(Box::new(self.label_test(inner, on_name))),
            LabelExprKind::Any => LabelTest::Any,
            LabelExprKind::Name(text) => {
                on_name(self, &Name::new(text.clone(), labels.span));
                LabelTest::Name(Arc::from(text.as_str()), self.graph.label(text))
            }
        }
    }
}
