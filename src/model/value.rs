//! Values: the literals that attribute claims give their subjects.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::words::words;
use super::{Appended, Handle as _, Record, Rows, TextId, ValueId, WhenId};
use crate::text::{fold_code, fold_text};

words! {
    /// What the values of an attribute are.
    ValueKind {
        /// Words, such as a name or a street address: compared letter by letter, white space apart.
        Text = "text",
        /// A date of EDTF level 1, such as a date of birth.
        Date = "date",
        /// A number or code, such as that of a register: compared without regard to case.
        Code = "code",
    }
}

impl ValueKind {
    /// Returns the form in which texts of this kind are compared, which of a date is none.
    ///
    /// Values that differ in their Unicode normal form or in white space alone are the same; codes also where they differ
    /// in case.
    pub(crate) fn fold(self, text: &str) -> Option<std::borrow::Cow<'_, str>> {
        match self {
            Self::Text => Some(fold_text(text)),
            Self::Code => Some(fold_code(text)),
            Self::Date => None,
        }
    }
}

/// A value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// The way it is written.
    pub text: TextId,
    /// What it is compared by.
    pub key: ValueKey,
}

/// What a value is compared by: two values of one predicate are the same if their keys are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKey {
    /// A text or code, folded and interned.
    Text(TextId),
    /// A date.
    Date(WhenId),
}

/// A value as it is kept.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct ValueRow {
    text: TextId,
    /// One of the two.
    folded: Maybe,
    date: Maybe,
}

impl Record for Value {
    type Row = ValueRow;

    fn to_row(self) -> ValueRow {
        let (folded, date) = match self.key {
            ValueKey::Text(folded) => (Some(folded), None),
            ValueKey::Date(date) => (None, Some(date)),
        };
        ValueRow {
            text: self.text,
            folded: Maybe::of(folded),
            date: Maybe::of(date),
        }
    }

    #[inline]
    fn from_row(row: ValueRow) -> Self {
        let folded = || ValueKey::Text(row.folded.get().unwrap_or(row.text));
        Self {
            text: row.text,
            key: row.date.get().map_or_else(folded, ValueKey::Date),
        }
    }
}

impl Rows<ValueId, Value> {
    /// Adds the values of a part of the case.
    pub(crate) fn append(&mut self, part: &Self, to: &Appended<'_>) {
        self.extend(part.rows().iter().map(|row| ValueRow {
            text: to.interned[row.text.index()],
            folded: row.folded.among(to.interned),
            date: row.date.among(to.whens),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        for key in [
            ValueKey::Text(TextId::from_index(0)),
            ValueKey::Date(WhenId::from_index(7)),
        ] {
            let value = Value {
                text: TextId::from_index(3),
                key,
            };
            assert_eq!(Value::from_row(value.to_row()), value);
        }
    }

    #[test]
    fn form_matters_not_and_case_only_in_texts() {
        let same = |kind: ValueKind, a: &str, b: &str| kind.fold(a) == kind.fold(b);
        for kind in [ValueKind::Text, ValueKind::Code] {
            assert!(same(kind, "Cafe\u{301} 1", " Café\u{a0} 1\n"));
            assert!(!same(kind, "Café 1", "Cafe 1"));
        }
        assert!(!same(ValueKind::Text, "Ann Lee", "ann lee"));
        assert!(same(ValueKind::Code, "gb-0042 A", "GB-0042 a"));
        assert!(!same(ValueKind::Code, "GB-42", "GB42"));
    }
}
