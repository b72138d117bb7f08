//! Setting the stage: running the queries with `CREATE` that scenarios begin with.
//!
//! Each `CREATE` is carried out here; whatever reads (`MATCH`, `UNWIND`, `WITH`) goes through the
//! engine, which gets the variables known so far as a parameter.

use std::collections::{BTreeMap, BTreeSet};

use claimgraph::cypher::graph::{NodeId, RelId};
use claimgraph::cypher::syntax::parse;
use claimgraph::cypher::syntax::tree::{
    Clause, ClauseKind, Expr, ExprKind, LabelExpr, LabelExprKind, Part, PathElement,
    RelationshipDirection, Spanned,
};
use claimgraph::cypher::{Answer, Limits, Parameters, Span, Value, run};

use crate::memory::{Memory, Properties};

/// The variables of a row.
type Bindings = BTreeMap<String, Value>;

/// Runs a setup query.
pub fn execute(graph: &mut Memory, text: &str, parameters: &Parameters) -> Result<(), String> {
    let statement = parse(text).map_err(|error| format!("{error} in `{text}`"))?;
    let mut rows = vec![Bindings::new()];
    for clause in statement.query.head.kind {
        let mut stage = Stage {
            graph,
            text,
            parameters,
        };
        rows = stage.clause(&clause, rows)?;
    }
    Ok(())
}

struct Stage<'a> {
    graph: &'a mut Memory,
    text: &'a str,
    parameters: &'a Parameters,
}

impl Stage<'_> {
    fn clause(
        &mut self,
        clause: &Clause,
        mut rows: Vec<Bindings>,
    ) -> Result<Vec<Bindings>, String> {
        match &clause.kind {
            ClauseKind::Create(create) => {
                for row in &mut rows {
                    for part in &create.kind {
                        self.create(part, row)?;
                    }
                }
                Ok(rows)
            }
            ClauseKind::Match(_) | ClauseKind::Unwind { .. } | ClauseKind::With(_) => {
                self.read(clause.span, &rows)
            }
            ClauseKind::Delete(delete) => {
                for row in &rows {
                    for target in delete {
                        let name = self.said(target.span);
                        match row.get(name) {
                            Some(Value::Relationship(id)) => self.graph.remove_relationship(*id),
                            _ => {
                                return Err("a setup step may only delete relationships".to_owned());
                            }
                        }
                    }
                }
                Ok(rows)
            }
            ClauseKind::Return(_) => Ok(Vec::new()),
            _ => Err("a setup step may only create".to_owned()),
        }
    }

    /// The text at a place.
    fn said(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// Runs a reading clause on all rows at once: it may group them.
    fn read(&self, clause: Span, rows: &[Bindings]) -> Result<Vec<Bindings>, String> {
        let clause = self.said(clause);
        let answer = self.ask(rows, &format!("{clause} RETURN *"))?;
        let bind = |values: Vec<Value>| answer.columns.iter().cloned().zip(values).collect();
        let rows: Vec<Bindings> = answer.rows.clone().into_iter().map(bind).collect();
        Ok(rows)
    }

    /// Runs a query that sees the variables of the rows.
    fn ask(&self, rows: &[Bindings], text: &str) -> Result<Answer, String> {
        let names = rows
            .iter()
            .flat_map(Bindings::keys)
            .collect::<BTreeSet<_>>();
        let row = |row: &Bindings| {
            let entries = row
                .iter()
                .map(|(name, value)| (name.as_str().into(), value.clone()));
            Value::map(entries.collect())
        };
        let maps = rows.iter().map(row).collect::<Result<Vec<_>, _>>();
        let maps = maps.and_then(Value::list).map_err(|fault| fault.message)?;
        let mut parameters = self.parameters.clone();
        parameters.insert("rows".to_owned(), maps);
        let carried: Vec<String> = names
            .iter()
            .map(|name| format!("row.`{name}` AS `{name}`"))
            .collect();
        let before = match carried.is_empty() {
            true => String::new(),
            false => format!("UNWIND $rows AS row WITH {} ", carried.join(", ")),
        };
        let text = format!("{before}{text}");
        run(self.graph, &text, &parameters, &Limits::default())
            .map_err(|error| format!("{error} in setup `{text}`"))
    }

    fn create(&mut self, part: &Spanned<Part>, row: &mut Bindings) -> Result<(), String> {
        let path = &part.kind.path;
        let mut left = self.node(&path[0], row)?;
        for pair in path[1..].chunks(2) {
            let right = self.node(&pair[1], row)?;
            self.relationship(&pair[0], left, right, row)?;
            left = right;
        }
        Ok(())
    }

    fn node(
        &mut self,
        element: &Spanned<PathElement>,
        row: &mut Bindings,
    ) -> Result<NodeId, String> {
        let PathElement::Node(pattern) = &element.kind else {
            return Err("not a node".to_owned());
        };
        let name = pattern.variable.as_ref().map(|name| name.kind.clone());
        if let Some(Value::Node(known)) = name.as_ref().and_then(|name| row.get(name)) {
            return Ok(*known);
        }
        let labels = pattern.labels.as_ref().map(names).unwrap_or_default();
        let properties = self.properties(pattern.properties.as_ref(), row)?;
        let node = self.graph.add_node(&labels, properties);
        if let Some(name) = name {
            row.insert(name, Value::Node(node));
        }
        Ok(node)
    }

    fn relationship(
        &mut self,
        element: &Spanned<PathElement>,
        left: NodeId,
        right: NodeId,
        row: &mut Bindings,
    ) -> Result<RelId, String> {
        let PathElement::Relationship(pattern) = &element.kind else {
            return Err("not a relationship".to_owned());
        };
        let kinds = pattern.types.as_ref().map(names).unwrap_or_default();
        let kind = kinds.first().ok_or("a relationship needs a type")?;
        let properties = self.properties(pattern.properties.as_ref(), row)?;
        let (start, end) = match pattern.direction {
            RelationshipDirection::Left => (right, left),
            _ => (left, right),
        };
        let relationship = self.graph.add_relationship(kind, start, end, properties);
        if let Some(name) = &pattern.variable {
            row.insert(name.kind.clone(), Value::Relationship(relationship));
        }
        Ok(relationship)
    }

    fn properties(&self, map: Option<&Expr>, row: &Bindings) -> Result<Properties, String> {
        let Some(map) = map else {
            return Ok(Properties::new());
        };
        let text = self.said(map.span);
        let needed = mentions(map, row);
        let answer = self.ask(&[needed], &format!("RETURN {text} AS properties"))?;
        match answer
            .rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next())
        {
            Some(Value::Map(map)) => {
                let entries = map.entries().iter();
                Ok(entries
                    .map(|(key, value)| (key.to_string(), value.clone()))
                    .collect())
            }
            _ => Err(format!("`{text}` is not a map")),
        }
    }
}

/// The bindings that an expression may need: none when it holds nothing but literals.
fn mentions(map: &Expr, row: &Bindings) -> Bindings {
    let literal = match &map.kind {
        ExprKind::Map(entries) => entries
            .iter()
            .all(|(_, value)| matches!(value.kind, ExprKind::Literal(_))),
        _ => false,
    };
    if literal {
        Bindings::new()
    } else {
        row.clone()
    }
}

fn names(labels: &LabelExpr) -> Vec<String> {
    match &labels.kind {
        LabelExprKind::Name(name) => vec![name.clone()],
        LabelExprKind::And(parts) => parts.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}
