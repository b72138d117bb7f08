//! What sort of word was changed: the changes that turn a statement into another one.

use super::vocabulary::{
    DATES, NEGATIONS, NT, NUMBERS, UNITS, UNSPACED_NEGATIONS, UNSPACED_NUMBERS, UNSPACED_UNITS,
};
use crate::verify::form::fold;

/// A change that a reader must see first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A "not" put in or left out.
    Negation,
    /// An amount of money, or one with a scale or a percent sign.
    Amount,
    /// A year.
    Year,
    /// Another number.
    Number,
    /// A month or a day of the week.
    Date,
    /// A currency, scale or measure.
    Unit,
    /// A name.
    Name,
}

impl Change {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Amount => "amount",
            Self::Year => "year",
            Self::Number => "number",
            Self::Date => "date",
            Self::Unit => "unit",
            Self::Name => "name",
        }
    }
}

/// Returns whether a word, which is folded, is a number.
fn is_number(word: &str) -> bool {
    word.chars().any(char::is_numeric)
        || NUMBERS.contains(&word)
        || is_one_of(word, UNSPACED_NUMBERS)
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&word) || is_one_of(word, UNSPACED_UNITS)
}

fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word)
        || word.ends_with("nt") && NT.contains(&word)
        || is_one_of(word, UNSPACED_NEGATIONS)
}

fn is_one_of(word: &str, characters: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    first.is_some_and(|c| chars.next().is_none() && characters.contains(c))
}

/// Words of a quotation or a text that differ, with what stands around them.
#[derive(Debug, Clone, Copy)]
pub(in crate::verify) struct Side<'a> {
    /// The words that differ.
    pub words: &'a [String],
    /// The word before them and the word after.
    pub around: [Option<&'a str>; 2],
    /// Whether a sentence starts with them.
    pub starts_sentence: bool,
}

/// Returns what sorts of change make the words of one side those of the other, each once.
pub(in crate::verify) fn kinds(quote: Side<'_>, text: Side<'_>) -> Vec<Change> {
    let mut kinds = Vec::new();
    let folded = |side: Side<'_>| -> Vec<String> {
        side.words
            .iter()
            .map(|word| fold(word))
            .map(signed)
            .collect()
    };
    let (quoted, there) = (folded(quote), folded(text));
    let only = |what: &dyn Fn(&str) -> bool| -> bool {
        let of = |words: &[String]| -> Vec<String> {
            words.iter().filter(|word| what(word)).cloned().collect()
        };
        of(&quoted) != of(&there)
    };
    if only(&is_negation) {
        kinds.push(Change::Negation);
    }
    if only(&|word| is_number(word) || word == "-") {
        let around = [quote.around, text.around].into_iter().flatten().flatten();
        let mut near: Vec<String> = around.map(fold_sign).collect();
        near.extend(quoted.iter().chain(&there).cloned());
        let is_year = |word: &String| {
            word.len() == 4
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(word.as_bytes()[0], b'1' | b'2')
        };
        let numbers = |words: &[String]| -> Vec<String> {
            words
                .iter()
                .filter(|word| is_number(word))
                .cloned()
                .collect()
        };
        let all = [numbers(&quoted), numbers(&there)].concat();
        let is_money = near.iter().any(|word| is_unit(word) && !is_span(word));
        kinds.push(if is_money {
            Change::Amount
        } else if !all.is_empty() && all.iter().all(is_year) {
            Change::Year
        } else {
            Change::Number
        });
    }
    if only(&is_unit) {
        kinds.push(Change::Unit);
    }
    if only(&|word| DATES.contains(&word)) {
        kinds.push(Change::Date);
    }
    let names = |side: Side<'_>| -> Vec<String> {
        let words = side.words.iter().enumerate();
        let named = words.filter(|(at, word)| {
            let starts = *at == 0 && side.starts_sentence;
            looks_like_a_name(word) && (!starts || is_shouted(word))
        });
        named
            .map(|(_, word)| fold(word))
            .filter(|word| !DATES.contains(&word.as_str()))
            .collect()
    };
    if names(quote) != names(text) {
        kinds.push(Change::Name);
    }
    kinds
}

/// Returns whether a unit measures time, which makes no amount of a number.
fn is_span(word: &str) -> bool {
    word.starts_with("day")
        || word.starts_with("month")
        || word.starts_with("year")
        || is_one_of(word, "年月日天周时秒次")
}

/// Signs have no solid form of their own.
fn signed(word: String) -> String {
    if word.is_empty() {
        "-".to_owned()
    } else {
        word
    }
}

fn fold_sign(word: &str) -> String {
    signed(fold(word))
}

fn looks_like_a_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && word != "I"
}

fn is_shouted(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(quote: &str, text: &str, around: [&str; 2]) -> String {
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let (quoted, there) = (words(quote), words(text));
        let side = |words| Side {
            words,
            around: around.map(|word| (!word.is_empty()).then_some(word)),
            starts_sentence: false,
        };
        let kinds = kinds(side(&quoted), side(&there));
        kinds
            .iter()
            .map(|kind| kind.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn what_changes_a_statement_is_told() {
        for (quote, text, around, expected) in [
            ("44", "45", ["paid", "million"], "amount"),
            ("44", "45", ["", "people"], "number"),
            ("2018", "2019", ["in", "the"], "year"),
            ("5", "7", ["", "months"], "number"),
            ("million", "billion", ["44", ""], "unit"),
            ("$", "€", ["", "44"], "unit"),
            ("5", "- 5", ["", "%"], "amount"),
            ("did", "did not", ["", ""], "negation"),
            ("don’t", "do", ["", ""], "negation"),
            ("Smith", "Jones", ["Mr", "said"], "name"),
            ("May", "June", ["in", ""], "date name"),
            ("house", "home", ["the", ""], ""),
            ("四", "五", ["了", "千"], "amount"),
            ("有", "没 有", ["", ""], "negation"),
            ("two", "three", ["", "dogs"], "number"),
        ] {
            assert_eq!(told(quote, text, around), expected, "{quote} {text}");
        }
    }
}
