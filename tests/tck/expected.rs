//! Results as the TCK writes them, and the engine's values in the same form.

use std::collections::{BTreeMap, BTreeSet};

use claimgraph::cypher::graph::{NodeId, RelId};
use claimgraph::cypher::{PropertyGraph, Value};

use crate::memory::Memory;

/// A value as it stands in a table of results.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum Cell {
    Null,
    Boolean(bool),
    Integer(i64),
    /// As its bits, so that NaN equals itself.
    Float(u64),
    Text(String),
    List(Vec<Cell>),
    Map(BTreeMap<String, Cell>),
    Node(BTreeSet<String>, BTreeMap<String, Cell>),
    Relationship(String, BTreeMap<String, Cell>),
    /// A node, then relationships with whether they point forward, and the nodes that follow.
    Path(Vec<Cell>),
}

impl Cell {
    fn float(number: f64) -> Cell {
        let number = if number.is_nan() {
            f64::NAN
        } else {
            number + 0.0
        };
        Cell::Float(number.to_bits())
    }

    /// The same value with all lists in one order.
    pub fn unordered(self) -> Cell {
        match self {
            Cell::List(items) => {
                let mut items: Vec<Cell> = items.into_iter().map(Cell::unordered).collect();
                items.sort_by_key(|item| format!("{item:?}"));
                Cell::List(items)
            }
            other => other,
        }
    }

    pub fn of(value: &Value, graph: &Memory) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Boolean(truth) => Cell::Boolean(*truth),
            Value::Integer(number) => Cell::Integer(*number),
            Value::Float(number) => Cell::float(*number),
            Value::List(list) => Cell::List(
                list.items()
                    .iter()
                    .map(|item| Cell::of(item, graph))
                    .collect(),
            ),
            Value::Map(map) => {
                let entries = map.entries().iter();
                let cells = entries.map(|(key, value)| (key.to_string(), Cell::of(value, graph)));
                Cell::Map(cells.collect())
            }
            Value::Node(node) => node_cell(*node, graph),
            Value::Relationship(relationship) => relationship_cell(*relationship, graph),
            Value::Path(path) => {
                let mut cells = vec![node_cell(path.start, graph)];
                let mut from = path.start;
                for hop in &path.hops {
                    let forward = graph.relationship(hop.relationship).start == from;
                    cells.push(relationship_cell(hop.relationship, graph));
                    cells.push(Cell::Boolean(forward));
                    cells.push(node_cell(hop.node, graph));
                    from = hop.node;
                }
                Cell::Path(cells)
            }
            other => Cell::Text(other.to_string()),
        }
    }
}

fn node_cell(node: NodeId, graph: &Memory) -> Cell {
    let (mut labels, mut keys) = (Vec::new(), Vec::new());
    graph.node_labels(node, &mut labels);
    graph.node_keys(node, &mut keys);
    let labels = labels
        .into_iter()
        .map(|label| graph.label_name(label).to_owned());
    let property = |key| {
        let value = Cell::of(&graph.node_property(node, key), graph);
        (graph.key_name(key).to_owned(), value)
    };
    Cell::Node(labels.collect(), keys.into_iter().map(property).collect())
}

fn relationship_cell(id: RelId, graph: &Memory) -> Cell {
    let mut keys = Vec::new();
    graph.relationship_keys(id, &mut keys);
    let property = |key| {
        let value = Cell::of(&graph.relationship_property(id, key), graph);
        (graph.key_name(key).to_owned(), value)
    };
    let kind = graph.relationship(id).kind;
    Cell::Relationship(
        graph.relationship_type_name(kind).to_owned(),
        keys.into_iter().map(property).collect(),
    )
}

/// Reads a value as the TCK writes it.
pub fn parse(text: &str) -> Result<Cell, String> {
    let mut reader = Reader { rest: text.trim() };
    let cell = reader.value()?;
    match reader.rest {
        "" => Ok(cell),
        rest => Err(format!("`{rest}` follows a value in `{text}`")),
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Cell, String> {
        self.space();
        match self.rest.chars().next() {
            Some('\'') => self.text().map(Cell::Text),
            Some('[') if self.rest.starts_with("[:") => self.relationship(),
            Some('[') => self.list(),
            Some('{') => self.map().map(Cell::Map),
            Some('(') => self.node(),
            Some('<') => self.path(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Cell, String> {
        let end = self
            .rest
            .find([',', ']', '}', ')', ' '])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(match word {
            "null" => Cell::Null,
            "true" => Cell::Boolean(true),
            "false" => Cell::Boolean(false),
            "Inf" => Cell::float(f64::INFINITY),
            "-Inf" => Cell::float(f64::NEG_INFINITY),
            _ => match (word.parse::<i64>(), word.parse::<f64>()) {
                (Ok(number), _) => Cell::Integer(number),
                (_, Ok(number)) => Cell::float(number),
                _ => return Err(format!("`{word}` is not a value")),
            },
        })
    }

    fn text(&mut self) -> Result<String, String> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\'' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(text);
                }
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                _ => text.push(character),
            }
        }
        Err(format!("the text {} does not end", self.rest))
    }

    fn list(&mut self) -> Result<Cell, String> {
        let mut items = Vec::new();
        self.expect("[")?;
        while !self.takes("]") {
            items.push(self.value()?);
            self.takes(",");
        }
        Ok(Cell::List(items))
    }

    fn map(&mut self) -> Result<BTreeMap<String, Cell>, String> {
        let mut entries = BTreeMap::new();
        self.expect("{")?;
        while !self.takes("}") {
            let key = self.name();
            self.expect(":")?;
            entries.insert(key, self.value()?);
            self.takes(",");
        }
        Ok(entries)
    }

    fn node(&mut self) -> Result<Cell, String> {
        let mut labels = BTreeSet::new();
        self.expect("(")?;
        while self.takes(":") {
            labels.insert(self.name());
        }
        self.space();
        let properties = match self.rest.starts_with('{') {
            true => self.map()?,
            false => BTreeMap::new(),
        };
        self.expect(")")?;
        Ok(Cell::Node(labels, properties))
    }

    fn relationship(&mut self) -> Result<Cell, String> {
        self.expect("[")?;
        self.expect(":")?;
        let kind = self.name();
        self.space();
        let properties = match self.rest.starts_with('{') {
            true => self.map()?,
            false => BTreeMap::new(),
        };
        self.expect("]")?;
        Ok(Cell::Relationship(kind, properties))
    }

    fn path(&mut self) -> Result<Cell, String> {
        self.expect("<")?;
        let mut cells = vec![self.node()?];
        while !self.takes(">") {
            let backward = self.takes("<-");
            if !backward {
                self.expect("-")?;
            }
            cells.push(self.relationship()?);
            if !self.takes("->") {
                self.expect("-")?;
            }
            cells.push(Cell::Boolean(!backward));
            cells.push(self.node()?);
        }
        Ok(Cell::Path(cells))
    }

    fn name(&mut self) -> String {
        self.space();
        let end = self
            .rest
            .find([':', ' ', ')', ']', '{', '}', ','])
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name.to_owned()
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        match self.takes(sign) {
            true => Ok(()),
            false => Err(format!("`{sign}` is missing before `{}`", self.rest)),
        }
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}
