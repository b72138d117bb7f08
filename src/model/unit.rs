//! Units: what a quantity counts.

use std::fmt;

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

impl Currency {
    /// Returns the currency of a code in any case, or of an alias such as `RMB`.
    ///
    /// ```
    /// use claimgraph::model::Currency;
    /// assert_eq!(Currency::from_code("rmb"), Currency::from_code("CNY"));
    /// assert_eq!(Currency::from_code("USX"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == code);
        let code = alias.map_or(code.as_str(), |(_, standard)| standard);
        standard(code).map(|code| {
            let mut letters = [0; 4];
            letters[..code.len()].copy_from_slice(code.as_bytes());
            Self(letters)
        })
    }

    /// Returns the standard code.
    pub fn code(self) -> &'static str {
        let len = self.0.iter().position(|letter| *letter == 0).unwrap_or(4);
        let code = std::str::from_utf8(&self.0[..len]).ok();
        // ISO 4217 calls a currency that is none XXX.
        code.and_then(standard).unwrap_or("XXX")
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

/// Returns a code as the program keeps it, if it is one.
fn standard(code: &str) -> Option<&'static str> {
    let mut crypto = CRYPTO.iter().copied();
    let iso = || iso_currency::Currency::from_code(code).map(|currency| currency.code());
    crypto.find(|crypto| *crypto == code).or_else(iso)
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
