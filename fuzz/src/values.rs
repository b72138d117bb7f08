//! Amounts and dates: what parses prints, and what is printed parses to the same.

use claimgraph::model::{Pool, Quantity, When};

/// Parses an amount and prints it.
pub fn quantity(text: &str) {
    let mut pool = Pool::default();
    if let Ok(quantity) = Quantity::parse(text, &mut pool) {
        let printed = quantity.display(&pool).to_string();
        let again = Quantity::parse(&printed, &mut pool);
        let again = again.map(|again| again.display(&pool).to_string());
        assert_eq!(again.as_deref(), Ok(printed.as_str()), "{text:?}");
    }
}

/// Parses a date and holds its ends against each other.
pub fn date(text: &str) {
    if let Ok(when) = When::parse(text) {
        assert_eq!(When::parse(when.as_str()).as_ref(), Ok(&when), "{text:?}");
        let (earliest, latest) = when.sort_key();
        assert!(earliest <= latest, "{text:?}");
    }
}
