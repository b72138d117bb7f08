//! What a text holds: names of entities, money, numbers, percentages, durations and dates, in English and Chinese.
//!
//! Knows the [model](crate::model) and texts; neither how they were read nor how answers look. Recognition is by rule,
//! never by guess: what a rule cannot read as a value is reported without one. Offsets are always those of the text as
//! it stands, whatever was respelled to read it.

mod amount;
mod bounds;
mod chinese;
mod coverage;
mod currency;
mod date;
mod digits;
mod edges;
mod english;
mod exclusions;
mod figure;
mod fold;
mod idiom;
mod names;
mod numeral;
mod phrase;
mod scale;
mod share;
mod spelling;
mod table;
mod unit;

pub use coverage::{Cover, Coverage, Tally, coverage, tallied};
pub use exclusions::{Exclusion, Exclusions};
pub use names::Lexicon;
pub use spelling::Spelling;
pub use table::TableFault;

use std::ops::Range;

use crate::model::{EntityId, When, words};
use spelling::Respelled;

words! {
    /// What a mention is a mention of.
    Kind {
        /// An entity.
        Name = "name",
        /// An amount of money.
        Money = "money",
        /// A number of things.
        Number = "number",
        /// A share of a hundred.
        Percent = "percent",
        /// A length of time.
        Duration = "duration",
        /// A time on the calendar.
        Date = "date",
    }
}

/// Words of a text that name an entity or give a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the text.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// The entities it may name; of several that share a name, all.
    pub entities: Vec<EntityId>,
    /// The bytes of shorter names of the same entities within it.
    pub within: Vec<Range<usize>>,
    /// The value of a figure in the notation of the data files, where it can be read.
    pub value: Option<String>,
}

/// Returns the mentions in a text, in order of place.
///
/// Years such as "last year" are reckoned from `said_on`, and are without a value when that is not within one year.
///
/// ```
/// use claimgraph::scan::{Lexicon, Spelling, scan};
/// let text = "OpenAI raised $44 million in March 2023.";
/// let mentions = scan(text, &Lexicon::default(), &Spelling::default(), None);
/// let values: Vec<_> = mentions.iter().map(|m| m.value.as_deref().unwrap()).collect();
/// assert_eq!(values, ["USD 44M", "2023-03"]);
/// ```
pub fn scan(
    text: &str,
    lexicon: &Lexicon,
    spelling: &Spelling,
    said_on: Option<&When>,
) -> Vec<Mention> {
    let respelled = spelling.apply(text);
    let mut names: Vec<Mention> = lexicon.find(text);
    if respelled.is_changed() {
        names.extend(
            lexicon
                .find(respelled.text())
                .into_iter()
                .map(|mention| Mention {
                    bytes: respelled.original(mention.bytes.clone()),
                    ..mention
                }),
        );
    }
    let names = longest(names);
    let mut mentions = figures(&respelled, &names, said_on);
    mentions.extend(names);
    mentions.sort_by_key(|mention| (mention.bytes.start, mention.bytes.end, mention.kind));
    mentions
}

/// Returns the mentions of which none overlaps another: the first, of those that start together the longest.
fn longest(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by(|a, b| {
        let key = |m: &Mention| (m.bytes.start, std::cmp::Reverse(m.bytes.end));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.entities.cmp(&b.entities))
    });
    let mut kept: Vec<Mention> = Vec::new();
    for mention in mentions {
        match kept.last_mut() {
            Some(last) if mention.bytes.start < last.bytes.end => {
                let inside = mention.bytes.end <= last.bytes.end && mention.bytes != last.bytes;
                if inside && mention.entities == last.entities {
                    last.within.push(mention.bytes);
                }
            }
            _ => kept.push(mention),
        }
    }
    kept
}

/// Returns the figures whose digits are not part of a name.
fn figures(respelled: &Respelled<'_>, names: &[Mention], said_on: Option<&When>) -> Vec<Mention> {
    let year = said_on.and_then(date::year_of);
    let part_of_name = |digits: &Range<usize>| {
        let after = names.partition_point(|name| name.bytes.end <= digits.start);
        names
            .get(after)
            .is_some_and(|name| name.bytes.start < digits.end)
    };
    let folded = fold::fold(respelled.text());
    let original = |range: Range<usize>| respelled.original(folded.original(range));
    figure::find(folded.text(), year)
        .into_iter()
        .filter(|figure| !part_of_name(&original(figure.digits.clone())))
        .map(|figure| Mention {
            bytes: original(figure.bytes),
            kind: figure.kind,
            entities: Vec::new(),
            within: Vec::new(),
            value: figure.value,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_text_as_it_stands() {
        let table = "spun,meaning\n好意思元,美元\n客岁,去年\n";
        let spelling = Spelling::parse(table.as_bytes()).unwrap();
        let text = "客岁1月投资1.28亿好意思元的";
        let said_on = When::parse("2024-03").unwrap();
        let mentions = scan(text, &Lexicon::default(), &spelling, Some(&said_on));
        let found: Vec<(&str, Option<&str>)> = mentions
            .iter()
            .map(|mention| (&text[mention.bytes.clone()], mention.value.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("客岁1月", Some("2023-01")),
                ("1.28亿好意思元", Some("USD 128M"))
            ]
        );
    }
}
