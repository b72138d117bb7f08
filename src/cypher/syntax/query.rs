//! Statements and queries: clauses in a row, `UNION`, and queries in expressions.

use super::cursor::{Parsed, Parser, too_complex};
use super::token::TokenKind;
use super::tree::{
    Clause, ClauseKind, ExprKind, Match, Mode, Query, SingleQuery, Spanned, Statement,
    SubqueryKind, Union,
};
use crate::cypher::error::{Error, Kind};

/// How many clauses a query may have.
const MAX_CLAUSES: usize = 500;

impl Parser<'_> {
    /// Parses a whole text.
    pub fn statement(&mut self) -> Parsed<Statement> {
        let after = self.token(self.position() + 1).kind;
        let mode = if after == TokenKind::Word && self.take_word("EXPLAIN") {
            Mode::Explain
        } else if after == TokenKind::Word && self.take_word("PROFILE") {
            Mode::Profile
        } else {
            Mode::Run
        };
        if self.next() == TokenKind::End {
            let span = self.token(self.position()).span;
            let message = "the query is empty";
            return Err(Error::syntax(Kind::UnexpectedSyntax, span, message).into());
        }
        let query = self.query()?;
        let ended = self.is_sign(";");
        while self.take_sign(";") {}
        if self.next() == TokenKind::End {
            return Ok(Statement { mode, query });
        }
        if ended {
            let span = self.token(self.position()).span;
            let message = "more than one query stands here";
            return Err(Error::syntax(Kind::UnexpectedSyntax, span, message).into());
        }
        Err(self.no_clause(""))
    }

    /// Parses single queries joined by `UNION`.
    pub fn query(&mut self) -> Parsed<Query> {
        let head = self.single_query()?;
        let mut unions = Vec::new();
        while self.is_word("UNION") {
            let start = self.start();
            self.advance();
            let distinct = !self.take_word("ALL");
            if distinct {
                self.take_word("DISTINCT");
            }
            let distinct = Spanned::new(distinct, self.since(start));
            let query = self.single_query()?;
            unions.push(Union { distinct, query });
            self.check_clauses(unions.len())?;
        }
        Ok(Query { head, unions })
    }

    fn single_query(&mut self) -> Parsed<SingleQuery> {
        let start = self.start();
        let mut clauses: Vec<Clause> = Vec::new();
        loop {
            let start = self.start();
            let Some(clause) = self.clause()? else {
                break;
            };
            clauses.push(Spanned::new(clause, self.since(start)));
            self.check_clauses(clauses.len())?;
        }
        let ends = match self.next() {
            TokenKind::End => true,
            TokenKind::Sign(sign) => matches!(sign, ";" | "}" | ")"),
            _ => self.is_word("UNION"),
        };
        match clauses.last() {
            Some(_) if ends => Ok(Spanned::new(clauses, self.since(start))),
            Some(last) => Err(self.no_clause(also(&last.kind))),
            None => Err(self.no_clause("")),
        }
    }

    fn check_clauses(&self, count: usize) -> Parsed<()> {
        if count <= MAX_CLAUSES {
            return Ok(());
        }
        let message = format!("the query has more than {MAX_CLAUSES} clauses");
        Err(too_complex(self.token(self.position()).span, message))
    }

    /// Parses the query, or the pattern, in the braces after `EXISTS`, `COUNT` or `COLLECT`.
    pub fn subquery(&mut self, kind: SubqueryKind) -> Parsed<ExprKind> {
        self.advance();
        let query = self.braced_query(kind != SubqueryKind::Collect)?;
        Ok(ExprKind::Subquery(kind, Box::new(query)))
    }

    /// Parses a query in braces, which may be a pattern alone where that is allowed.
    pub fn braced_query(&mut self, may_be_pattern: bool) -> Parsed<Query> {
        self.expect("{")?;
        self.enter(8)?;
        let outer = self.bar.take();
        let query = match may_be_pattern && self.begins_pattern() {
            true => self.pattern_query()?,
            false => self.query()?,
        };
        self.bar = outer;
        self.leave(8);
        self.expect("}")?;
        Ok(query)
    }

    fn pattern_query(&mut self) -> Parsed<Query> {
        let start = self.start();
        let found = Match {
            optional: false,
            pattern: self.pattern()?,
            condition: self.optional_condition()?,
        };
        if !self.is_sign("}") {
            let expected = match found.condition {
                Some(_) => "`}`",
                None => "`,`, `WHERE` or `}`",
            };
            return Err(self.unexpected(expected));
        }
        let span = self.since(start);
        let clause = Spanned::new(ClauseKind::Match(found), span);
        Ok(Query {
            head: Spanned::new(vec![clause], span),
            unions: Vec::new(),
        })
    }
}

/// What may follow a clause, besides another.
fn also(clause: &ClauseKind) -> &'static str {
    match clause {
        ClauseKind::Match(found) if found.condition.is_none() => "`,`, `WHERE` or ",
        ClauseKind::With(with) if with.condition.is_none() => {
            "`,`, `AS`, `ORDER BY`, `LIMIT`, `WHERE` or "
        }
        ClauseKind::Return(_) => "`,`, `AS`, `ORDER BY`, `LIMIT` or ",
        _ => "",
    }
}
