//! Clauses that read, and those that this language does not have.

use super::cursor::{Parsed, Parser};
use super::mistake::unsupported;
use super::token::TokenKind;
use super::tree::{Call, ClauseKind, Match, Name, Subquery, SubqueryScope, With, Yield};
use crate::cypher::error::{Class, Fault, Kind};

/// Clauses and commands of other dialects, and what to write instead.
const UNSUPPORTED: [(&str, &str); 9] = [
    (
        "SHOW",
        "write `CALL db.labels()`, `CALL db.relationshipTypes()` or `CALL db.propertyKeys()`",
    ),
    ("USE", "leave it out: there is one graph, that of `--data`"),
    ("LET", "write `WITH *, ... AS name`"),
    ("FILTER", "write `WITH * WHERE ...`"),
    ("FINISH", "end with `RETURN`"),
    ("NEXT", "write `WITH`"),
    ("START", "write `MATCH (n) WHERE n.id = ...`"),
    ("TERMINATE", "ctrl-c stops a query"),
    ("SELECT", "write `MATCH ... RETURN ...`"),
];

/// Commands that change what a graph may hold, who may read it, or how it is looked up.
const COMMANDS: [&str; 8] = [
    "DROP", "ALTER", "GRANT", "DENY", "REVOKE", "RENAME", "BEGIN", "COMMIT",
];

impl Parser<'_> {
    /// Parses a clause, if one begins here.
    pub fn clause(&mut self) -> Parsed<Option<ClauseKind>> {
        if self.next() != TokenKind::Word {
            return Ok(None);
        }
        let optional = self.is_word("OPTIONAL");
        if self.is_word("MATCH") || optional && self.is_word_at(self.position() + 1, "MATCH") {
            return self.match_clause().map(Some);
        }
        if self.is_word("CALL") || optional && self.is_word_at(self.position() + 1, "CALL") {
            return self.call_clause().map(Some);
        }
        if optional {
            self.advance();
            return Err(self.unexpected("`MATCH` or `CALL`"));
        }
        if self.take_word("UNWIND") {
            let list = self.expression()?;
            self.expect_word("AS")?;
            let variable = self.name("a variable")?;
            return Ok(Some(ClauseKind::Unwind { list, variable }));
        }
        if self.take_word("WITH") {
            let with = With {
                projection: self.projection()?,
                condition: self.optional_condition()?,
            };
            return Ok(Some(ClauseKind::With(with)));
        }
        if self.take_word("RETURN") {
            return Ok(Some(ClauseKind::Return(self.projection()?)));
        }
        self.refuse()?;
        self.write_clause()
    }

    fn match_clause(&mut self) -> Parsed<ClauseKind> {
        let optional = self.take_word("OPTIONAL");
        self.expect_word("MATCH")?;
        let pattern = self.pattern()?;
        self.skip_hints()?;
        Ok(ClauseKind::Match(Match {
            optional,
            pattern,
            condition: self.optional_condition()?,
        }))
    }

    /// Takes `USING INDEX`, `USING SCAN` and `USING JOIN`, which say how to search and never what to find.
    fn skip_hints(&mut self) -> Parsed<()> {
        while self.take_word("USING") {
            let position = self.position();
            while self.is_name_at(self.position()) && !self.is_sign_at(self.position() + 1, ":") {
                if self.take_word("ON") {
                    self.name("a variable")?;
                    while self.take_sign(",") {
                        self.name("a variable")?;
                    }
                    break;
                }
                self.advance();
            }
            if self.is_sign_at(self.position() + 1, ":") {
                self.name("a variable")?;
                self.prefixed_labels()?;
                if self.take_sign("(") {
                    self.expressions_until(")")?;
                }
            }
            if self.position() == position {
                return Err(self.unexpected("`INDEX`, `SCAN` or `JOIN`"));
            }
        }
        Ok(())
    }

    fn call_clause(&mut self) -> Parsed<ClauseKind> {
        let optional = self.take_word("OPTIONAL");
        self.expect_word("CALL")?;
        if self.is_sign("{") || self.is_sign("(") {
            return self.subquery_clause(optional);
        }
        let procedure = self.dotted_name("the name of a procedure, or `{`")?;
        let arguments = match self.take_sign("(") {
            true => Some(self.expressions_until(")")?),
            false => None,
        };
        let yields = match self.take_word("YIELD") {
            true => Some(self.yields()?),
            false => None,
        };
        Ok(ClauseKind::Call(Call {
            optional,
            procedure,
            arguments,
            yields,
        }))
    }

    fn yields(&mut self) -> Parsed<Yield> {
        let mut items = Vec::new();
        if !self.take_sign("*") {
            items.push(self.yield_item()?);
            while self.take_sign(",") {
                items.push(self.yield_item()?);
            }
        }
        Ok(Yield {
            items,
            condition: self.optional_condition()?,
        })
    }

    fn yield_item(&mut self) -> Parsed<(Name, Option<Name>)> {
        let column = self.name("the name of a column, or `*`")?;
        let alias = match self.take_word("AS") {
            true => Some(self.name("a name for the column")?),
            false => None,
        };
        Ok((column, alias))
    }

    fn subquery_clause(&mut self, optional: bool) -> Parsed<ClauseKind> {
        let scope = match self.take_sign("(") {
            true => Some(self.subquery_scope()?),
            false => None,
        };
        let query = self.braced_query(false)?;
        if self.are_words(&["IN", "TRANSACTIONS"]) {
            let span = self.token(self.position()).span;
            let instead = "leave it out: a query here only reads";
            return Err(unsupported("`IN TRANSACTIONS`", span, instead));
        }
        Ok(ClauseKind::Subquery(Box::new(Subquery {
            optional,
            scope,
            query,
        })))
    }

    fn subquery_scope(&mut self) -> Parsed<SubqueryScope> {
        if self.take_sign("*") {
            self.expect(")")?;
            return Ok(SubqueryScope::All);
        }
        let mut names = Vec::new();
        while !self.take_sign(")") {
            if !names.is_empty() {
                self.expect_one_of(",", "`,` or `)`")?;
            }
            names.push(self.name("a variable, `*` or `)`")?);
        }
        Ok(SubqueryScope::Only(names))
    }

    /// Fails for a clause or command that this language does not have.
    fn refuse(&self) -> Parsed<()> {
        let span = self.token(self.position()).span;
        let after = self.position() + 1;
        // A word that something odd follows is no clause of another dialect but a slip.
        if self.token(after).kind != TokenKind::Word && !self.is_word("FINISH") {
            return Ok(());
        }
        if let Some((word, instead)) = UNSUPPORTED.iter().find(|(word, _)| self.is_word(word)) {
            return Err(unsupported(&format!("`{word}`"), span, instead));
        }
        let things = [
            "INDEX",
            "CONSTRAINT",
            "DATABASE",
            "USER",
            "ROLE",
            "ALIAS",
            "RANGE",
            "TEXT",
            "FULLTEXT",
        ];
        let creates =
            self.is_word("CREATE") && things.iter().any(|thing| self.is_word_at(after, thing));
        if creates || COMMANDS.iter().any(|word| self.is_word(word)) {
            let words = format!("{} {}", self.text(self.position()), self.text(after));
            let message = format!(
                "`{}` is not available: queries here are read-only",
                words.to_ascii_uppercase()
            );
            let fault = Fault::new(Class::NotSupported, Kind::ReadOnly, message);
            return Err(fault.at(span).at_compile_time().into());
        }
        Ok(())
    }
}
