//! What follows `WITH` and `RETURN`: columns, order and bounds.

use super::cursor::{Parsed, Parser};
use super::tree::{Projection, ProjectionItem, SortItem, Spanned};

impl Parser<'_> {
    pub fn projection(&mut self) -> Parsed<Projection> {
        let mut projection = Projection::default();
        let after = self.position() + 1;
        // `DISTINCT` and `ALL` may also be variables.
        let is_variable = [",", ".", ")"]
            .iter()
            .any(|sign| self.is_sign_at(after, sign))
            || self.is_word_at(after, "AS");
        if !is_variable {
            projection.distinct = self.take_word("DISTINCT");
            if !projection.distinct && self.is_word("ALL") && self.begins_item(after) {
                self.advance();
            }
        }
        let start = self.start();
        let all = self.take_sign("*");
        if all {
            projection.all = Some(Spanned::new((), self.since(start)));
        } else {
            projection.items.push(self.item()?);
        }
        while self.take_sign(",") {
            projection.items.push(self.item()?);
        }
        if self.are_words(&["ORDER", "BY"]) {
            self.advance();
            self.advance();
            projection.order.push(self.sort_item()?);
            while self.take_sign(",") {
                projection.order.push(self.sort_item()?);
            }
        }
        if self.take_word("SKIP") || self.take_word("OFFSET") {
            projection.skip = Some(self.expression()?);
        }
        if self.take_word("LIMIT") {
            projection.limit = Some(self.expression()?);
            let skips = self.is_word("SKIP") || self.is_word("OFFSET");
            if skips && projection.skip.is_none() {
                let mut error = self.unexpected("");
                error.hint = Some("write `SKIP` before `LIMIT`".to_owned());
                return Err(error);
            }
        }
        Ok(projection)
    }

    /// Tells whether a column begins at a position, after a word that may be one itself.
    fn begins_item(&self, position: usize) -> bool {
        let operators = [
            "AS", "ORDER", "SKIP", "OFFSET", "LIMIT", "IN", "IS", "AND", "OR", "XOR", "STARTS",
            "ENDS", "CONTAINS",
        ];
        self.is_sign_at(position, "*")
            || self.is_name_at(position)
                && !operators.iter().any(|word| self.is_word_at(position, word))
    }

    fn item(&mut self) -> Parsed<Spanned<ProjectionItem>> {
        let start = self.start();
        let item = ProjectionItem {
            expression: self.expression()?,
            alias: match self.take_word("AS") {
                true => Some(self.name("a name for the column")?),
                false => None,
            },
        };
        Ok(Spanned::new(item, self.since(start)))
    }

    fn sort_item(&mut self) -> Parsed<SortItem> {
        let expression = self.expression()?;
        let descending = self.take_word("DESC") || self.take_word("DESCENDING");
        if !descending {
            let _ = self.take_word("ASC") || self.take_word("ASCENDING");
        }
        let nulls_first = match self.take_word("NULLS") {
            true if self.take_word("FIRST") => Some(true),
            true if self.take_word("LAST") => Some(false),
            true => return Err(self.unexpected("`FIRST` or `LAST`")),
            false => None,
        };
        Ok(SortItem {
            expression,
            descending,
            nulls_first,
        })
    }
}
