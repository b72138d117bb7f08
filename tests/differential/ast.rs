//! The subset of the language that is compared, and how it is written.

use std::fmt::{self, Display, Formatter};

#[derive(Clone, Debug)]
pub enum Expr {
    Null,
    Bool(bool),
    Int(i64),
    Str(&'static str),
    List(Vec<Expr>),
    Var(String),
    Prop(String, &'static str),
    Not(Box<Expr>),
    /// `AND`, `OR`, `XOR`, `+`, `-`, `*`, `IN`, `STARTS WITH`, `ENDS WITH`, `CONTAINS`.
    Infix(Box<Expr>, &'static str, Box<Expr>),
    /// A comparison, or a chain of them: `a < b <= c`.
    Compare(Box<Expr>, Vec<(&'static str, Expr)>),
    IsNull(Box<Expr>, bool),
    HasLabel(String, &'static str),
    Call(&'static str, Vec<Expr>),
    Index(Box<Expr>, Box<Expr>),
    Case(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// `all`, `any`, `none` or `single`, a variable, a list and a condition.
    Quantifier(&'static str, String, Box<Expr>, Box<Expr>),
    /// A variable, a list, a condition and what is kept.
    Comprehension(String, Box<Expr>, Option<Box<Expr>>, Box<Expr>),
    /// A pattern that stands for whether there is a match.
    Predicate(Box<Part>),
    Exists(Box<Pattern>),
    Count(Box<Pattern>),
    /// `count`, `sum`, `min`, `max`, `avg` or `collect`; no argument is `count(*)`.
    Aggregate(&'static str, bool, Option<Box<Expr>>),
}

#[derive(Clone, Debug)]
pub struct Pattern {
    pub parts: Vec<Part>,
    pub filter: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct Part {
    pub path: Option<String>,
    /// Whether only the shortest ways between two known nodes count, of which there may be several.
    pub shortest: bool,
    pub start: NodePattern,
    pub hops: Vec<(RelPattern, NodePattern)>,
}

#[derive(Clone, Debug, Default)]
pub struct NodePattern {
    pub var: Option<String>,
    pub labels: Vec<&'static str>,
    pub props: Vec<(&'static str, Expr)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Out,
    In,
    Any,
}

#[derive(Clone, Debug)]
pub struct RelPattern {
    pub var: Option<String>,
    pub types: Vec<&'static str>,
    pub way: Way,
    pub length: Option<(usize, usize)>,
    pub props: Vec<(&'static str, Expr)>,
}

#[derive(Clone, Debug)]
pub enum Clause {
    Match { optional: bool, pattern: Pattern },
    Unwind(Expr, String),
    With(Projection, Option<Expr>),
}

#[derive(Clone, Debug)]
pub struct Projection {
    pub distinct: bool,
    pub items: Vec<(Expr, String)>,
    /// What is sorted by, and whether the largest comes first.
    pub order: Vec<(Expr, bool)>,
    pub skip: Option<usize>,
    pub limit: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Single {
    pub clauses: Vec<Clause>,
    pub result: Projection,
}

/// One query, or several joined by `UNION` (`false`) or `UNION ALL` (`true`).
#[derive(Clone, Debug)]
pub struct Query {
    pub first: Single,
    pub rest: Vec<Single>,
    pub all: bool,
}

impl Expr {
    pub fn aggregates(&self) -> bool {
        match self {
            Expr::Aggregate(..) => true,
            Expr::Call(_, arguments) => arguments.iter().any(Expr::aggregates),
            Expr::Infix(a, _, b) => a.aggregates() || b.aggregates(),
            _ => false,
        }
    }
}

fn joined<T: Display>(items: &[T], between: &str) -> String {
    let items: Vec<String> = items.iter().map(T::to_string).collect();
    items.join(between)
}

fn props(f: &mut Formatter<'_>, props: &[(&'static str, Expr)]) -> fmt::Result {
    let entries: Vec<String> = props
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    write!(f, " {{{}}}", entries.join(", "))
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Null => f.write_str("null"),
            Expr::Bool(truth) => write!(f, "{truth}"),
            Expr::Int(number) if *number < 0 => write!(f, "({number})"),
            Expr::Int(number) => write!(f, "{number}"),
            Expr::Str(text) => write!(f, "'{text}'"),
            Expr::List(items) => write!(f, "[{}]", joined(items, ", ")),
            Expr::Var(name) => f.write_str(name),
            Expr::Prop(name, key) => write!(f, "{name}.{key}"),
            Expr::Not(inner) => write!(f, "(NOT {inner})"),
            Expr::Infix(a, sign, b) => write!(f, "({a} {sign} {b})"),
            Expr::Compare(first, rest) => {
                write!(f, "({first}")?;
                for (sign, next) in rest {
                    write!(f, " {sign} {next}")?;
                }
                f.write_str(")")
            }
            Expr::IsNull(inner, true) => write!(f, "({inner} IS NULL)"),
            Expr::IsNull(inner, false) => write!(f, "({inner} IS NOT NULL)"),
            Expr::HasLabel(name, label) => write!(f, "({name}:{label})"),
            Expr::Call(name, arguments) => write!(f, "{name}({})", joined(arguments, ", ")),
            Expr::Index(list, index) => write!(f, "{list}[{index}]"),
            Expr::Case(cases, otherwise) => {
                f.write_str("CASE")?;
                for (when, then) in cases {
                    write!(f, " WHEN {when} THEN {then}")?;
                }
                if let Some(otherwise) = otherwise {
                    write!(f, " ELSE {otherwise}")?;
                }
                f.write_str(" END")
            }
            Expr::Quantifier(name, var, list, condition) => {
                write!(f, "{name}({var} IN {list} WHERE {condition})")
            }
            Expr::Comprehension(var, list, condition, kept) => {
                write!(f, "[{var} IN {list}")?;
                if let Some(condition) = condition {
                    write!(f, " WHERE {condition}")?;
                }
                write!(f, " | {kept}]")
            }
            Expr::Predicate(part) => write!(f, "({part})"),
            Expr::Exists(pattern) => write!(f, "EXISTS {{ MATCH {pattern} }}"),
            Expr::Count(pattern) => write!(f, "COUNT {{ MATCH {pattern} }}"),
            Expr::Aggregate(name, _, None) => write!(f, "{name}(*)"),
            Expr::Aggregate(name, true, Some(of)) => write!(f, "{name}(DISTINCT {of})"),
            Expr::Aggregate(name, false, Some(of)) => write!(f, "{name}({of})"),
        }
    }
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&joined(&self.parts, ", "))?;
        match &self.filter {
            Some(filter) => write!(f, " WHERE {filter}"),
            None => Ok(()),
        }
    }
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path} = ")?;
        }
        if self.shortest {
            f.write_str("allShortestPaths(")?;
        }
        write!(f, "{}", self.start)?;
        for (relationship, node) in &self.hops {
            write!(f, "{relationship}{node}")?;
        }
        f.write_str(if self.shortest { ")" } else { "" })
    }
}

impl Display for NodePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "({}", self.var.as_deref().unwrap_or_default())?;
        for label in &self.labels {
            write!(f, ":{label}")?;
        }
        props(f, &self.props)?;
        f.write_str(")")
    }
}

impl Display for RelPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(if self.way == Way::In { "<-[" } else { "-[" })?;
        f.write_str(self.var.as_deref().unwrap_or_default())?;
        if !self.types.is_empty() {
            write!(f, ":{}", self.types.join("|"))?;
        }
        if let Some((least, most)) = self.length {
            write!(f, "*{least}..{most}")?;
        }
        props(f, &self.props)?;
        f.write_str(if self.way == Way::Out { "]->" } else { "]-" })
    }
}

impl Display for Projection {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let items: Vec<String> = self
            .items
            .iter()
            .map(|(value, name)| format!("{value} AS {name}"))
            .collect();
        let distinct = if self.distinct { "DISTINCT " } else { "" };
        write!(f, "{distinct}{}", items.join(", "))?;
        let keys: Vec<String> = self
            .order
            .iter()
            .map(|(key, descends)| format!("{key}{}", if *descends { " DESC" } else { "" }))
            .collect();
        if !keys.is_empty() {
            write!(f, " ORDER BY {}", keys.join(", "))?;
        }
        if let Some(skip) = self.skip {
            write!(f, " SKIP {skip}")?;
        }
        match self.limit {
            Some(limit) => write!(f, " LIMIT {limit}"),
            None => Ok(()),
        }
    }
}

impl Display for Single {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for clause in &self.clauses {
            match clause {
                Clause::Match { optional, pattern } => {
                    let word = if *optional { "OPTIONAL MATCH" } else { "MATCH" };
                    write!(f, "{word} {pattern} ")?;
                }
                Clause::Unwind(list, name) => write!(f, "UNWIND {list} AS {name} ")?,
                Clause::With(projection, None) => write!(f, "WITH {projection} ")?,
                Clause::With(projection, Some(filter)) => {
                    write!(f, "WITH {projection} WHERE {filter} ")?;
                }
            }
        }
        write!(f, "RETURN {}", self.result)
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        let word = if self.all { "UNION ALL" } else { "UNION" };
        for next in &self.rest {
            write!(f, " {word} {next}")?;
        }
        Ok(())
    }
}
