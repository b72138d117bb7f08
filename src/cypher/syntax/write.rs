//! Clauses that write. They are parsed completely, so that a syntax error in one is reported as such; the tree keeps only
//! the parts that later steps read.

use super::cursor::{Parsed, Parser};
use super::operators::Strength;
use super::tree::{Clause, ClauseKind, Expr, ExprKind, Spanned};

impl Parser<'_> {
    /// Parses a clause that writes, if one begins here.
    pub fn write_clause(&mut self) -> Parsed<Option<ClauseKind>> {
        if self.take_word("CREATE") {
            return Ok(Some(ClauseKind::Create(self.pattern()?)));
        }
        if self.take_word("INSERT") {
            self.pattern()?;
            return Ok(Some(ClauseKind::Write("INSERT")));
        }
        if self.take_word("MERGE") {
            self.part()?;
            while self.take_word("ON") {
                if !self.take_word("CREATE") && !self.take_word("MATCH") {
                    return Err(self.unexpected("`CREATE` or `MATCH`"));
                }
                self.expect_word("SET")?;
                self.set_items()?;
            }
            return Ok(Some(ClauseKind::Write("MERGE")));
        }
        if self.take_word("SET") {
            self.set_items()?;
            return Ok(Some(ClauseKind::Write("SET")));
        }
        if self.take_word("REMOVE") {
            self.target()?;
            while self.take_sign(",") {
                self.target()?;
            }
            return Ok(Some(ClauseKind::Write("REMOVE")));
        }
        if self.is_word("DETACH") || self.is_word("NODETACH") || self.is_word("DELETE") {
            if !self.is_word("DELETE") {
                self.advance();
            }
            self.expect_word("DELETE")?;
            let mut deleted = vec![self.expression()?];
            while self.take_sign(",") {
                deleted.push(self.expression()?);
            }
            return Ok(Some(ClauseKind::Delete(deleted)));
        }
        if self.is_word("FOREACH") && self.is_sign_at(self.position() + 1, "(") {
            return self.foreach().map(Some);
        }
        if self.are_words(&["LOAD", "CSV"]) {
            return self.load_csv().map(Some);
        }
        Ok(None)
    }

    fn set_items(&mut self) -> Parsed<()> {
        loop {
            let target = self.target()?;
            if self.take_sign("=") || self.take_sign("+=") {
                self.expression()?;
            } else if !matches!(target.kind, ExprKind::HasLabels(..)) {
                return Err(self.unexpected("`=`, `+=` or `:Label`"));
            }
            if !self.take_sign(",") {
                return Ok(());
            }
        }
    }

    /// Parses what is set or removed: a variable, a property or labels.
    fn target(&mut self) -> Parsed<Expr> {
        self.enter(1)?;
        let target = self.operand(Strength::Sign)?;
        self.leave(1);
        if self.is_word("IS") {
            let start = target.span.start;
            self.advance();
            let kind = self.is(target)?;
            return Ok(Spanned::new(kind, self.since(start)));
        }
        Ok(target)
    }

    fn foreach(&mut self) -> Parsed<ClauseKind> {
        self.advance();
        let opening = self.position();
        self.expect("(")?;
        self.name("a variable")?;
        self.expect_word("IN")?;
        self.before_bar(opening, Self::expression)?;
        self.expect("|")?;
        self.enter(8)?;
        let mut clauses: Vec<Clause> = Vec::new();
        loop {
            let start = self.start();
            let Some(clause) = self.clause()? else {
                break;
            };
            clauses.push(Spanned::new(clause, self.since(start)));
        }
        self.leave(8);
        if clauses.is_empty() {
            return Err(self.unexpected("a clause that writes"));
        }
        self.expect(")")?;
        Ok(ClauseKind::Write("FOREACH"))
    }

    fn load_csv(&mut self) -> Parsed<ClauseKind> {
        self.advance();
        self.advance();
        if self.take_word("WITH") {
            self.expect_word("HEADERS")?;
        }
        self.expect_word("FROM")?;
        self.expression()?;
        self.expect_word("AS")?;
        self.name("a variable")?;
        if self.take_word("FIELDTERMINATOR") {
            self.expression()?;
        }
        Ok(ClauseKind::Write("LOAD CSV"))
    }
}
