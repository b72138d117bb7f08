//! The values of fields: words, dates, quantities, labels and texts, each read or reported.

use super::fields::Step;
use super::reader::{Reader, Record, key};
use super::texts::{Pairs, Text};
use crate::diagnostic::Code;
use crate::model::{
    Currency, Pairs as Kept, Quantity, QuantityError, QuantityId, TextId, Value, ValueId, ValueKey,
    ValueKind, When, WhenError, WhenId, Word,
};
use crate::text::nearest;

impl<'f> Reader<'f> {
    /// Returns the arm of a word; reports a word that is none of the vocabulary.
    pub fn word<W: Word>(
        &mut self,
        record: Record<'f>,
        path: &[Step<'_>],
        word: &str,
    ) -> Option<W> {
        let arm = W::from_word(word);
        if arm.is_none() {
            let words: Vec<&str> = W::ALL.iter().map(|arm| arm.as_str()).collect();
            let hint = match nearest(word, words.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("one of {}", words.join(", ")),
            };
            self.fault(
                record,
                path,
                Code::UnknownValue,
                format!("\"{word}\" is not one of the words taken here"),
                Some(&hint),
            );
        }
        arm
    }

    /// Returns the arm of an optional word, or the one that stands for its absence.
    pub fn word_or<W: Word>(
        &mut self,
        record: Record<'f>,
        name: &str,
        word: Option<&Text<'f>>,
        absent: W,
    ) -> Option<W> {
        match word {
            Some(word) => self.word(record, &[key(name)], word),
            None => Some(absent),
        }
    }

    /// Returns the date of an optional text; reports one that is none.
    pub fn when(
        &mut self,
        record: Record<'f>,
        name: &str,
        text: Option<&Text<'f>>,
    ) -> Option<WhenId> {
        let text = text?;
        if let Some(known) = self.whens.get(text) {
            return Some(known);
        }
        match When::parse(self.filled(record, &[key(name)], text)?) {
            Ok(when) => Some(self.keep_when(text, when)),
            Err(error) => {
                let (code, hint) = match error {
                    WhenError::Reversed => (Code::ReversedInterval, "swap its ends"),
                    _ => (
                        Code::InvalidDate,
                        "dates are EDTF level 1, such as 2018, 2023-01, 2019~, 2023/2024, ../2015",
                    ),
                };
                self.fault(
                    record,
                    &[key(name)],
                    code,
                    format!("\"{}\": {error}", &**text),
                    Some(hint),
                );
                None
            }
        }
    }

    /// Keeps a date that a text writes, under one handle however it is written.
    pub fn keep_when(&mut self, text: &str, when: When) -> WhenId {
        let known = self.whens.get(when.as_str());
        let id = known.unwrap_or_else(|| {
            let written = when.as_str().to_owned();
            let id = self.case.whens.push(when);
            self.whens.insert(&written, id);
            id
        });
        self.whens.insert(text, id);
        id
    }

    /// Returns the value of an attribute; reports one that is not of the kind.
    pub fn value(
        &mut self,
        record: Record<'f>,
        text: &Text<'f>,
        kind: ValueKind,
    ) -> Option<ValueId> {
        let written = self.filled(record, &[key("value")], text)?;
        let key = match kind.fold(written) {
            Some(folded) => ValueKey::Text(self.case.pool.intern(&folded)),
            None => ValueKey::Date(self.when(record, "value", Some(text))?),
        };
        let text = self.case.pool.intern(written);
        Some(self.case.values.push(Value { text, key }))
    }

    /// Returns the quantity of an optional text; reports one that is none.
    pub fn quantity(&mut self, record: Record<'f>, text: Option<&Text<'f>>) -> Option<QuantityId> {
        let text = self.filled(record, &[key("quantity")], text?)?;
        match Quantity::parse(text, &mut self.case.pool) {
            Ok(quantity) => Some(self.case.quantities.push(quantity)),
            Err(error) => {
                let (code, hint) = match &error {
                    QuantityError::UnknownCurrency(currency) => {
                        let near = nearest(currency, Currency::codes());
                        let hint = near.map_or_else(
                            || "a currency is an ISO 4217 code before a number in digits, as in USD 44M".to_owned(),
                            |near| format!("did you mean {near}?"),
                        );
                        (Code::UnknownCurrency, hint)
                    }
                    QuantityError::Reversed => (Code::ReversedQuantity, "swap its ends".to_owned()),
                    QuantityError::Syntax(_) | QuantityError::TooLong => {
                        let hint = "written as USD 44M, ~USD 100M, <USD 45M, USD 10M..100M, >80%, 6 months or unknown USD";
                        (Code::InvalidQuantity, hint.to_owned())
                    }
                };
                self.fault(
                    record,
                    &[key("quantity")],
                    code,
                    format!("\"{text}\": {error}"),
                    Some(&hint),
                );
                None
            }
        }
    }

    /// Returns labels; reports missing and empty ones when they are needed.
    pub fn labels(
        &mut self,
        record: Record<'f>,
        name: &str,
        pairs: Option<&Pairs<'f>>,
    ) -> Option<Kept> {
        let Some(pairs) = pairs else {
            self.missing(record, &[], name);
            return None;
        };
        if pairs.0.is_empty() {
            let hint = "give it at least one, such as {\"en\": \"…\"}";
            self.fault(
                record,
                &[key(name)],
                Code::EmptyValue,
                "there is no label",
                Some(hint),
            );
            return None;
        }
        let labels = self.pairs(record, name, Some(pairs));
        (labels.len() == pairs.0.len()).then(|| self.case.spans.keep_pairs(labels))
    }

    /// Stores pairs of texts; reports those of which one is empty.
    pub fn pairs(
        &mut self,
        record: Record<'f>,
        name: &str,
        pairs: Option<&Pairs<'f>>,
    ) -> Vec<(TextId, TextId)> {
        let mut stored = Vec::new();
        for (left, right) in pairs.iter().flat_map(|pairs| &pairs.0) {
            let path = [key(name), key(left)];
            let left = self.filled(record, &path, left);
            if let Some((left, right)) = left.zip(self.filled(record, &path, right)) {
                let pool = &mut self.case.pool;
                stored.push((pool.intern(left), pool.intern(right)));
            }
        }
        stored
    }

    /// Stores an optional text; reports an empty one.
    pub fn text(
        &mut self,
        record: Record<'f>,
        name: &str,
        text: Option<&Text<'f>>,
    ) -> Option<TextId> {
        let text = self.filled(record, &[key(name)], text?)?;
        Some(self.case.pool.intern(text))
    }

    /// Stores a list of texts; reports empty ones.
    pub fn texts(
        &mut self,
        record: Record<'f>,
        name: &str,
        texts: Option<&Vec<Text<'f>>>,
    ) -> Vec<TextId> {
        let mut stored = Vec::new();
        for (index, text) in texts.into_iter().flatten().enumerate() {
            if let Some(text) = self.filled(record, &[key(name), Step::Item(index)], text) {
                stored.push(self.case.pool.intern(text));
            }
        }
        stored
    }
}
