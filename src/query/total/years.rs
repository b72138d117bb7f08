//! The years that a payment's date covers.

use std::fmt;

use crate::model::{Day, When};

/// From the first to the last year that a date may cover; in order of the first, then of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Years {
    first: i16,
    last: i16,
}

impl Years {
    /// Returns the years that some of the dates cover, if there are dates.
    pub fn of<'w>(whens: impl Iterator<Item = &'w When>) -> Option<Self> {
        let years = whens.map(|when| {
            let (first, last) = when.sort_key();
            Self {
                first: first.year(),
                last: last.year(),
            }
        });
        years.reduce(Self::hull)
    }

    /// Returns the years from the first to the last of both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

impl fmt::Display for Years {
    /// Writes the years as EDTF does: `2019`, `2015/2018`, `../2022`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = |year: i16| match year {
            year if year == Day::MIN.year() || year == Day::MAX.year() => "..".to_owned(),
            year if year < 0 => format!("-{:04}", year.unsigned_abs()),
            year => format!("{year:04}"),
        };
        if self.first == self.last {
            return f.write_str(&year(self.first));
        }
        write!(f, "{}/{}", year(self.first), year(self.last))
    }
}
