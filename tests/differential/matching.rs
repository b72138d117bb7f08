//! Patterns by brute force: every node and every relationship is tried in every place.

use crate::ast::{NodePattern, Part, Pattern, RelPattern, Way};
use crate::graph::Graph;
use crate::naive::{Naive, Row, TooMuch};
use crate::value::{Val, equal};

/// A match in the making: the row, and the relationships that the pattern has used up.
#[derive(Clone)]
struct Partial {
    row: Row,
    used: Vec<usize>,
}

impl Naive<'_> {
    /// All rows that a pattern makes of a row.
    pub fn matches(&self, pattern: &Pattern, row: &Row) -> Result<Vec<Row>, TooMuch> {
        let mut found = vec![Partial {
            row: row.clone(),
            used: Vec::new(),
        }];
        for part in &pattern.parts {
            let mut next = Vec::new();
            for partial in &found {
                self.part(part, partial, &mut next)?;
            }
            found = next;
        }
        let mut rows = Vec::new();
        for partial in found {
            let fits = match &pattern.filter {
                Some(filter) => self.value(filter, &partial.row)? == Val::Bool(true),
                None => true,
            };
            if fits {
                rows.push(partial.row);
            }
        }
        Ok(rows)
    }

    fn part(&self, part: &Part, from: &Partial, found: &mut Vec<Partial>) -> Result<(), TooMuch> {
        let first = found.len();
        for node in 0..self.graph.nodes.len() {
            if let Some(partial) = self.bind_node(&part.start, node, from)? {
                self.hops(part, 0, (vec![node], Vec::new()), &partial, found)?;
            }
        }
        if part.shortest {
            // Both ends are known, so that all ways found lead between the same two nodes.
            let ways = found.split_off(first);
            let least = ways.iter().map(|way| way.used.len()).min();
            found.extend(ways.into_iter().filter(|way| Some(way.used.len()) == least));
        }
        Ok(())
    }

    /// Goes on with a part from its hop number `at`, the path so far being given.
    fn hops(
        &self,
        part: &Part,
        at: usize,
        path: (Vec<usize>, Vec<usize>),
        from: &Partial,
        found: &mut Vec<Partial>,
    ) -> Result<(), TooMuch> {
        self.spend()?;
        let Some((relationship, node)) = part.hops.get(at) else {
            let mut partial = from.clone();
            if let Some(name) = &part.path {
                partial.row.insert(name.clone(), Val::Path(path.0, path.1));
            }
            found.push(partial);
            return Ok(());
        };
        let (least, most) = relationship.length.unwrap_or((1, 1));
        let mut walks = vec![(path.0.clone(), path.1.clone())];
        for length in 0..=most {
            if length >= least {
                for walk in &walks {
                    let taken = &walk.1[path.1.len()..];
                    let Some(bound) = bind_rels(relationship, taken, from) else {
                        continue;
                    };
                    let end = walk.0[walk.0.len() - 1];
                    if let Some(bound) = self.bind_node(node, end, &bound)? {
                        self.hops(part, at + 1, walk.clone(), &bound, found)?;
                    }
                }
            }
            let mut longer = Vec::new();
            for walk in &walks {
                for rel in 0..self.graph.rels.len() {
                    self.spend()?;
                    if from.used.contains(&rel)
                        || walk.1[path.1.len()..].contains(&rel)
                        || !self.rel_fits(relationship, rel, &from.row)?
                    {
                        continue;
                    }
                    let here = walk.0[walk.0.len() - 1];
                    for end in ends(self.graph, relationship.way, rel, here) {
                        let mut walk = walk.clone();
                        walk.0.push(end);
                        walk.1.push(rel);
                        longer.push(walk);
                    }
                }
            }
            walks = longer;
        }
        Ok(())
    }

    fn bind_node(
        &self,
        pattern: &NodePattern,
        node: usize,
        from: &Partial,
    ) -> Result<Option<Partial>, TooMuch> {
        let (labels, _) = &self.graph.nodes[node];
        if !pattern.labels.iter().all(|label| labels.contains(label)) {
            return Ok(None);
        }
        for (key, wanted) in &pattern.props {
            let wanted = self.value(wanted, &from.row)?;
            if equal(&self.graph.prop(&Val::Node(node), key), &wanted) != Some(true) {
                return Ok(None);
            }
        }
        Ok(bind(&pattern.var, Val::Node(node), from))
    }

    fn rel_fits(&self, pattern: &RelPattern, rel: usize, row: &Row) -> Result<bool, TooMuch> {
        let kind = self.graph.rels[rel].kind;
        if !pattern.types.is_empty() && !pattern.types.contains(&kind) {
            return Ok(false);
        }
        for (key, wanted) in &pattern.props {
            let wanted = self.value(wanted, row)?;
            if equal(&self.graph.prop(&Val::Rel(rel), key), &wanted) != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Where a relationship leads from a node; a loop leads back in one way only.
fn ends(graph: &Graph, way: Way, rel: usize, here: usize) -> Vec<usize> {
    let rel = &graph.rels[rel];
    let mut ends = Vec::new();
    if way != Way::In && rel.start == here {
        ends.push(rel.end);
    }
    if way != Way::Out && rel.end == here && !(way == Way::Any && rel.start == rel.end) {
        ends.push(rel.start);
    }
    ends
}

fn bind_rels(pattern: &RelPattern, taken: &[usize], from: &Partial) -> Option<Partial> {
    let value = match pattern.length {
        Some(_) => Val::List(taken.iter().map(|rel| Val::Rel(*rel)).collect()),
        None => Val::Rel(taken[0]),
    };
    let mut partial = bind(&pattern.var, value, from)?;
    partial.used.extend(taken);
    Some(partial)
}

/// The match with a variable bound; nothing when it stands for something else already.
fn bind(var: &Option<String>, value: Val, from: &Partial) -> Option<Partial> {
    let mut partial = from.clone();
    if let Some(name) = var {
        if from.row.get(name).is_some_and(|known| *known != value) {
            return None;
        }
        partial.row.insert(name.clone(), value);
    }
    Some(partial)
}
