//! Lists in messages, which name ten things at most.

use std::fmt::Display;

/// How many things a list in a message names.
pub const LISTED: usize = 10;

/// Returns things joined by commas, ten at most, and how many more there are.
///
/// ```
/// use claimgraph::text::listed;
/// assert_eq!(listed(["a", "b"]), "a, b");
/// assert_eq!(listed(1..=12), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
/// ```
pub fn listed(things: impl IntoIterator<Item = impl Display>) -> String {
    let mut things = things.into_iter();
    let first: Vec<String> = things
        .by_ref()
        .take(LISTED)
        .map(|thing| thing.to_string())
        .collect();
    match things.count() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
