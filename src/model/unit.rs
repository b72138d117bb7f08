//! Units: what a quantity counts.

use std::fmt;
use std::sync::LazyLock;

use super::words::words;
use super::{Pool, TextId};

words! {
    /// What sort of unit a predicate's quantities have.
    Dimension {
        /// An amount of money.
        Currency = "currency",
        /// A share of a hundred.
        Percent = "percent",
        /// A number of things.
        Count = "count",
        /// A length of time.
        Duration = "duration",
    }
}

words! {
    /// A unit of time, in the plural.
    Duration {
        /// Calendar years.
        Years = "years",
        /// Calendar months.
        Months = "months",
        /// Weeks.
        Weeks = "weeks",
        /// Days.
        Days = "days",
        /// Hours.
        Hours = "hours",
        /// Minutes.
        Minutes = "minutes",
        /// Seconds.
        Seconds = "seconds",
    }
}

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Money of one currency.
    Currency(Currency),
    /// Hundredths of a whole.
    Percent,
    /// Units of time.
    Duration(Duration),
    /// Things, by their name.
    Count(TextId),
}

impl Unit {
    /// Returns what sort of unit it is.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Currency(_) => Dimension::Currency,
            Self::Percent => Dimension::Percent,
            Self::Duration(_) => Dimension::Duration,
            Self::Count(_) => Dimension::Count,
        }
    }

    /// Returns the unit's word: a currency code, `%`, a unit of time or the name of what is counted.
    pub fn word(self, pool: &Pool) -> &str {
        match self {
            Self::Currency(currency) => currency.code(),
            Self::Percent => "%",
            Self::Duration(duration) => super::Word::as_str(duration),
            Self::Count(noun) => pool.get(noun),
        }
    }
}

/// A currency: one of ISO 4217, or one of the common ones that no state issues.
///
/// Kept as the letters of its code, which are four at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 4]);

/// Currencies without a state that reporters meet.
const CRYPTO: &[&str] = &["BTC", "ETH", "USDT", "USDC", "XRP", "DOGE"];

/// Ways of writing a currency's code that are in use beside the standard's.
const ALIASES: &[(&str, &str)] = &[
    ("RMB", "CNY"),
    ("CNH", "CNY"),
    ("US$", "USD"),
    ("NTD", "TWD"),
    ("STG", "GBP"),
    ("XBT", "BTC"),
];

/// Every currency that is known, with its code, in the order of codes.
static KNOWN: LazyLock<Vec<(Currency, &'static str)>> = LazyLock::new(|| {
    let known = Currency::codes().map(|code| {
        let mut letters = [0; 4];
        letters[..code.len()].copy_from_slice(code.as_bytes());
        (Currency(letters), code)
    });
    let mut known: Vec<_> = known.collect();
    known.sort_unstable();
    known
});

impl Currency {
    /// Returns the currency of a code in any case, or of an alias such as `RMB`.
    ///
    /// ```
    /// use claimgraph::model::Currency;
    /// assert_eq!(Currency::from_code("rmb"), Currency::from_code("CNY"));
    /// assert_eq!(Currency::from_code("USX"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(currency) = Self::standard(code) {
            return Some(currency);
        }
        let code = code.to_ascii_uppercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == code);
        Self::standard(alias.map_or(code.as_str(), |(_, standard)| standard))
    }

    /// Returns the currency of a code as the standard writes it.
    fn standard(code: &str) -> Option<Self> {
        let mut letters = [0; 4];
        letters
            .get_mut(..code.len())?
            .copy_from_slice(code.as_bytes());
        let currency = Self(letters);
        currency.place().map(|_| currency)
    }

    /// Returns where it stands among the known ones.
    fn place(self) -> Option<usize> {
        KNOWN.binary_search_by_key(&self, |(known, _)| *known).ok()
    }

    /// Returns the standard code.
    pub fn code(self) -> &'static str {
        // ISO 4217 calls a currency that is none XXX.
        self.place().map_or("XXX", |place| KNOWN[place].1)
    }

    pub(super) fn letters(self) -> u32 {
        u32::from_be_bytes(self.0)
    }

    #[inline]
    pub(super) fn of_letters(letters: u32) -> Self {
        Self(letters.to_be_bytes())
    }

    /// Returns every code that is known, for suggestions.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        use iso_currency::IntoEnumIterator as _;
        iso_currency::Currency::iter()
            .map(|currency| currency.code())
            .chain(CRYPTO.iter().copied())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_that_of_its_currency_and_no_alias_is_one() {
        for code in Currency::codes() {
            let currency = Currency::from_code(code).expect("a code");
            assert_eq!(currency.code(), code);
            assert_eq!(Currency::from_code(&code.to_lowercase()), Some(currency));
        }
        for (alias, standard) in ALIASES {
            assert_eq!(Currency::standard(alias), None);
            let currency = Currency::from_code(alias).expect("an alias");
            assert_eq!(currency.code(), *standard);
        }
        for wrong in ["", "US", "USDX", "DOLLAR", "ÜSD"] {
            assert_eq!(Currency::from_code(wrong), None, "{wrong}");
        }
    }
}
