//! Patterns: paths, their selectors and variables, and patterns in expressions.

use super::cursor::{Parsed, Parser};
use super::mistake::unsupported;
use super::token::TokenKind;
use super::tree::{ExprKind, Part, Path, PathElement, PathGroup, PathSelector, Pattern, Spanned};
use crate::cypher::error::{Error, Kind};

impl Parser<'_> {
    /// Parses paths separated by commas.
    pub fn pattern(&mut self) -> Parsed<Pattern> {
        let start = self.start();
        self.refuse_mode()?;
        let mut parts = vec![self.part()?];
        while self.take_sign(",") {
            parts.push(self.part()?);
        }
        Ok(Spanned::new(parts, self.since(start)))
    }

    /// Parses one path as a whole pattern.
    pub fn one_path(&mut self) -> Parsed<Pattern> {
        let start = self.start();
        let part = self.part()?;
        Ok(Spanned::new(vec![part], self.since(start)))
    }

    /// Tells whether a pattern begins here, where a query may begin too.
    pub fn begins_pattern(&self) -> bool {
        let after = self.position() + 1;
        let selects = ["ALL", "ANY", "SHORTEST", "SHORTESTPATH", "ALLSHORTESTPATHS"];
        self.is_sign("(")
            || (self.is_name_at(self.position()) && self.is_sign_at(after, "="))
            || selects.iter().any(|word| self.is_word(word))
    }

    pub fn part(&mut self) -> Parsed<Spanned<Part>> {
        let start = self.start();
        let named = self.is_name_at(self.position()) && self.is_sign_at(self.position() + 1, "=");
        let binding = match named {
            true => {
                let name = self.name("the variable of a path")?;
                self.advance();
                Some(name)
            }
            false => None,
        };
        let selected = self.start();
        let legacy = [
            ("SHORTESTPATH", PathSelector::ShortestPath),
            ("ALLSHORTESTPATHS", PathSelector::AllShortestPaths),
        ];
        let legacy = legacy.into_iter().find(|(word, _)| self.is_word(word));
        let (selector, path) = match legacy {
            Some((_, selector)) => {
                self.advance();
                self.expect("(")?;
                let path = self.path()?;
                self.expect(")")?;
                (Some(selector), path)
            }
            None => (self.selector()?, {
                self.refuse_mode()?;
                self.path()?
            }),
        };
        let selector = selector.map(|selector| Spanned::new(selector, self.since(selected)));
        let part = Part {
            binding,
            selector,
            path,
        };
        Ok(Spanned::new(part, self.since(start)))
    }

    fn selector(&mut self) -> Parsed<Option<PathSelector>> {
        let selector = if self.take_word("ALL") {
            match self.take_word("SHORTEST") {
                true => PathSelector::AllShortest,
                false => PathSelector::All,
            }
        } else if self.take_word("ANY") {
            match self.take_word("SHORTEST") {
                true => PathSelector::AnyShortest,
                false => PathSelector::Any(self.count()?),
            }
        } else if self.take_word("SHORTEST") {
            PathSelector::Shortest(self.count()?.unwrap_or(1))
        } else {
            return Ok(None);
        };
        let _ = self.take_word("PATH") || self.take_word("PATHS");
        match selector {
            PathSelector::Shortest(count)
                if self.take_word("GROUP") || self.take_word("GROUPS") =>
            {
                Ok(Some(PathSelector::ShortestGroups(count)))
            }
            other => Ok(Some(other)),
        }
    }

    fn count(&mut self) -> Parsed<Option<u64>> {
        if self.next() != TokenKind::Integer {
            return Ok(None);
        }
        let count = self.whole_number()?;
        if count == 0 {
            let span = self.token(self.position() - 1).span;
            let message = "a number of paths must be 1 or more";
            return Err(Error::syntax(Kind::NegativeIntegerArgument, span, message).into());
        }
        Ok(Some(count))
    }

    fn refuse_mode(&self) -> Parsed<()> {
        let modes = ["WALK", "TRAIL", "SIMPLE", "ACYCLIC"];
        if modes.iter().any(|mode| self.is_word(mode)) && !self.is_sign_at(self.position() + 1, "=")
        {
            let span = self.token(self.position()).span;
            let instead = "leave it out: no relationship comes twice in a path (`TRAIL`)";
            return Err(unsupported("a path mode", span, instead));
        }
        Ok(())
    }

    /// Parses nodes and relationships in turn, and groups of them.
    pub fn path(&mut self) -> Parsed<Path> {
        let mut path = Path::new();
        loop {
            let start = self.start();
            let element = if self.begins_group() {
                PathElement::Group(self.group()?)
            } else {
                PathElement::Node(self.node()?)
            };
            let is_node = matches!(element, PathElement::Node(_));
            path.push(Spanned::new(element, self.since(start)));
            if self.is_sign("-") || self.is_sign("<") {
                if !is_node {
                    return Err(
                        self.unexpected("a node, `(...)`, between the group and a relationship")
                    );
                }
                let start = self.start();
                let relationship = PathElement::Relationship(self.relationship()?);
                path.push(Spanned::new(relationship, self.since(start)));
                if !self.is_sign("(") {
                    return Err(self.unexpected("a node, such as `(n)`"));
                }
            } else if !self.is_sign("(") {
                return Ok(path);
            } else if is_node && !self.begins_group() {
                return Err(self.unexpected("a relationship, such as `-[r]->`, between two nodes"));
            }
        }
    }

    /// Tells whether a path in brackets begins here.
    fn begins_group(&self) -> bool {
        let first = self.position() + 1;
        let named = self.is_name_at(first) && self.is_sign_at(first + 1, "=");
        self.is_sign("(") && self.is_sign_at(if named { first + 2 } else { first }, "(")
    }

    fn group(&mut self) -> Parsed<PathGroup> {
        self.enter(4)?;
        self.expect("(")?;
        let binding = match self.is_sign_at(self.position() + 1, "=") {
            true => {
                let name = self.name("the variable of a path")?;
                self.advance();
                Some(name)
            }
            false => None,
        };
        let path = self.path()?;
        let condition = self.optional_condition()?;
        self.expect(")")?;
        self.leave(4);
        Ok(PathGroup {
            binding,
            path,
            condition,
            range: self.quantifier()?,
        })
    }

    /// Parses a pattern in an expression: a path, or `shortestPath(...)`.
    pub fn pattern_expression(&mut self) -> Parsed<ExprKind> {
        self.enter(4)?;
        let pattern = self.one_path()?;
        self.leave(4);
        Ok(ExprKind::Pattern(Box::new(pattern)))
    }
}
