//! Forms that begin with a word and a bracket: calls, quantifiers, `reduce`, subqueries and shortest paths.

use super::cursor::{Parsed, Parser};
use super::tree::{
    ExprKind, FunctionCall, MapItem, MapProjection, Name, Quantified, Quantifier, Reduce, Spanned,
    SubqueryKind,
};

/// How a form is parsed.
type Form<'s> = fn(&mut Parser<'s>) -> Parsed<ExprKind>;

impl<'s> Parser<'s> {
    /// Tells which form comes next by its first word and bracket, if it is one.
    pub fn special_form(&self) -> Option<Form<'s>> {
        let bracket = self.position() + 1;
        if self.is_sign_at(bracket, "{") {
            // What begins a map projection begins no query.
            let item = bracket + 1;
            let is_sign = |signs: &[&str], at| signs.iter().any(|sign| self.is_sign_at(at, sign));
            let projects = is_sign(&[".", "}"], item)
                || self.is_name_at(item) && is_sign(&[":", ",", "}"], item + 1);
            return match () {
                () if projects => None,
                () if self.is_word("EXISTS") => Some(|it| it.subquery(SubqueryKind::Exists)),
                () if self.is_word("COUNT") => Some(|it| it.subquery(SubqueryKind::Count)),
                () if self.is_word("COLLECT") => Some(|it| it.subquery(SubqueryKind::Collect)),
                () => None,
            };
        }
        if !self.is_sign_at(bracket, "(") {
            return None;
        }
        if self.is_word("COUNT") && self.is_sign_at(bracket + 1, "*") {
            return Some(Parser::count_all);
        }
        if self.is_word("SHORTESTPATH") || self.is_word("ALLSHORTESTPATHS") {
            return Some(Parser::pattern_expression);
        }
        let named = self.is_name_at(bracket + 1);
        if self.is_word("REDUCE") && named && self.is_sign_at(bracket + 2, "=") {
            return Some(Parser::reduce);
        }
        if !named || !self.is_word_at(bracket + 2, "IN") {
            return None;
        }
        match () {
            () if self.is_word("ALL") => Some(|it| it.quantified(Quantifier::All)),
            () if self.is_word("ANY") => Some(|it| it.quantified(Quantifier::Any)),
            () if self.is_word("NONE") => Some(|it| it.quantified(Quantifier::None)),
            () if self.is_word("SINGLE") => Some(|it| it.quantified(Quantifier::Single)),
            () => None,
        }
    }

    /// Parses `count(*)`.
    fn count_all(&mut self) -> Parsed<ExprKind> {
        self.advance();
        self.expect("(")?;
        self.expect("*")?;
        self.expect(")")?;
        Ok(ExprKind::CountAll)
    }

    /// Parses the arguments of a call.
    pub fn call(&mut self, name: Name) -> Parsed<ExprKind> {
        self.expect("(")?;
        let plain = self.position() + 1;
        let is_argument = self.is_sign_at(plain, ")")
            || self.is_sign_at(plain, ",")
            || self.is_sign_at(plain, ".");
        let distinct = !is_argument && self.take_word("DISTINCT");
        if !is_argument && !distinct && self.is_word("ALL") && !self.is_sign_at(plain, "(") {
            self.advance();
        }
        let arguments = self.expressions_until(")")?;
        Ok(ExprKind::Call(Box::new(FunctionCall {
            name,
            distinct,
            arguments,
        })))
    }

    /// Parses `{.key, .*, variable, key: value}` after a variable.
    pub fn map_projection(&mut self, base: Name) -> Parsed<ExprKind> {
        self.expect("{")?;
        let mut items = Vec::new();
        while !self.take_sign("}") {
            if !items.is_empty() {
                self.expect_one_of(",", "`,` or `}`")?;
            }
            let start = self.start();
            let item = if self.take_sign(".") {
                match self.take_sign("*") {
                    true => MapItem::All,
                    false => MapItem::Property(self.name("the name of a property, or `*`")?),
                }
            } else {
                let name = self.name("`.key`, `.*`, `key: value` or a variable")?;
                match self.take_sign(":") {
                    true => MapItem::Entry(name, self.expression()?),
                    false => MapItem::Variable(name),
                }
            };
            items.push(Spanned::new(item, self.since(start)));
        }
        Ok(ExprKind::MapProjection(Box::new(MapProjection {
            base,
            items,
        })))
    }

    fn quantified(&mut self, quantifier: Quantifier) -> Parsed<ExprKind> {
        self.advance();
        self.expect("(")?;
        let variable = self.name("a variable")?;
        self.expect_word("IN")?;
        let list = self.expression()?;
        self.expect_word("WHERE")?;
        let condition = self.expression()?;
        self.expect(")")?;
        Ok(ExprKind::Quantified(Box::new(Quantified {
            quantifier,
            variable,
            list,
            condition,
        })))
    }

    fn reduce(&mut self) -> Parsed<ExprKind> {
        self.advance();
        let opening = self.position();
        self.expect("(")?;
        let accumulator = self.name("a variable")?;
        self.expect("=")?;
        let initial = self.expression()?;
        self.expect(",")?;
        let variable = self.name("a variable")?;
        self.expect_word("IN")?;
        let list = self.before_bar(opening, Self::expression)?;
        self.expect("|")?;
        let step = self.expression()?;
        self.expect(")")?;
        Ok(ExprKind::Reduce(Box::new(Reduce {
            accumulator,
            initial,
            variable,
            list,
            step,
        })))
    }
}
