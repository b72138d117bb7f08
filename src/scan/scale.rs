//! Round numbers as words and letters after a number: million, bn, mm, crore, Mrd., milliards, k.

use super::numeral::Scale;
use super::phrase::{gap, starts, word};

/// A round number after another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    pub zeroes: u32,
    pub asks: Scale,
    /// How many bytes it takes, with the gap before it.
    pub len: usize,
}

const ENGLISH: &[(&str, u32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("quadrillion", 15),
    ("lakh", 5),
    ("lac", 5),
    ("crore", 7),
    ("thousands", 3),
    ("millions", 6),
    ("billions", 9),
    ("trillions", 12),
    ("lakhs", 5),
    ("lacs", 5),
    ("crores", 7),
    ("mn", 6),
    ("mln", 6),
    ("bn", 9),
    ("bln", 9),
    ("tn", 12),
    ("trn", 12),
    ("tln", 12),
];

const OF_MONEY: &[(&str, u32)] = &[("mm", 6), ("cr", 7), ("bil", 9), ("mill", 6)];

/// Words of other languages; those that stand for several round numbers (mil, billions) are left out.
const FOREIGN: &[(&str, u32)] = &[
    ("tausend", 3),
    ("tsd", 3),
    ("mio", 6),
    ("millionen", 6),
    ("mrd", 9),
    ("mia", 9),
    ("milliarde", 9),
    ("milliarden", 9),
    ("milliard", 9),
    ("milliards", 9),
    ("md", 9),
    ("mds", 9),
    ("billionen", 12),
    ("millón", 6),
    ("millones", 6),
    ("mil millones", 9),
    ("milhão", 6),
    ("milhões", 6),
    ("bilhão", 9),
    ("bilhões", 9),
    ("milione", 6),
    ("milioni", 6),
    ("miliardo", 9),
    ("miliardi", 9),
    ("miljoen", 6),
    ("miljard", 9),
    ("miljoner", 6),
    ("miljarder", 9),
    ("millioner", 6),
    ("milliarder", 9),
    ("млн", 6),
    ("млрд", 9),
    ("тыс", 3),
    ("миллиона", 6),
    ("миллионов", 6),
    ("миллиарда", 9),
    ("миллиардов", 9),
];

/// Abbreviations after which a full stop belongs to them.
const STOPPED: &[&str] = &[
    "mio", "mrd", "mia", "tsd", "mn", "mln", "bn", "bln", "tn", "млн", "млрд", "тыс",
];

const LETTERS: &[(char, u32)] = &[
    ('k', 3),
    ('K', 3),
    ('m', 6),
    ('M', 6),
    ('b', 9),
    ('B', 9),
    ('T', 12),
];

/// What words that are like round numbers start with.
const LIKE_ROUND: &[&str] = &[
    "mil",
    "mio",
    "mld",
    "mlj",
    "mrd",
    "mia",
    "mln",
    "bil",
    "bln",
    "bio",
    "tril",
    "trl",
    "trn",
    "thous",
    "tsd",
    "hundr",
    "crore",
    "lakh",
    "lac",
    "doz",
    "quad",
    "zillion",
    "gazillion",
    "myriad",
];

/// Words that start like round numbers and are none.
const NOT_ROUND: &[&str] = &[
    "mile",
    "miles",
    "military",
    "milk",
    "mild",
    "militants",
    "militia",
    "militiamen",
    "bill",
    "bills",
    "billed",
    "bilateral",
    "bilingual",
    "mileage",
    "milestone",
    "militant",
    "billionaire",
    "billionaires",
    "millionaire",
    "millionaires",
    "lack",
    "lacked",
    "lacking",
    "quadruple",
];

/// Returns the round number at the start of a text that follows digits (letters may be glued to them) or words.
pub(super) fn after(text: &str, digits: bool) -> Option<Round> {
    let gap = if text.starts_with('-') { 1 } else { gap(text) };
    let rest = &text[gap..];
    let of = |table: &[(&str, u32)], asks: Scale| {
        let found = table.iter().filter_map(|(word, zeroes)| {
            let len = starts(rest, word)?;
            let stop = STOPPED.contains(word) && rest[len..].starts_with('.');
            let goes_on = rest[len..].trim_start_matches('.').starts_with([' ', '\n']);
            Some((len + usize::from(stop && goes_on), *zeroes))
        });
        found.max().map(|(len, zeroes)| Round {
            zeroes,
            asks,
            len: gap + len,
        })
    };
    if gap == 0 && !digits {
        return None;
    }
    let known = of(ENGLISH, Scale::Free)
        .or_else(|| of(FOREIGN, Scale::Foreign))
        .or_else(|| of(OF_MONEY, Scale::OfMoney).filter(|_| digits));
    known.or_else(|| {
        let letter = rest
            .chars()
            .next()
            .filter(|_| digits && !text.starts_with('-'))?;
        let (_, zeroes) = LETTERS.iter().find(|(known, _)| *known == letter)?;
        (word(rest).len() == 1).then_some(Round {
            zeroes: *zeroes,
            asks: if gap == 0 {
                Scale::Letter
            } else {
                Scale::OfMoney
            },
            len: gap + 1,
        })
    })
}

/// Returns whether a word is, or is like, a round number, so that a number before it is not the whole.
pub(super) fn is_like_round(word: &str) -> bool {
    let word = word.to_lowercase();
    let known = [ENGLISH, OF_MONEY, FOREIGN]
        .iter()
        .any(|table| table.iter().any(|(round, _)| *round == word));
    known
        || (LIKE_ROUND.iter().any(|start| word.starts_with(start))
            && !NOT_ROUND.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_are_words_or_letters() {
        let read =
            |text: &str| after(text, true).map(|round| (round.zeroes, round.asks, round.len));
        assert_eq!(read(" million"), Some((6, Scale::Free, 8)));
        assert_eq!(read("bn,"), Some((9, Scale::Free, 2)));
        assert_eq!(read("-billion"), Some((9, Scale::Free, 8)));
        assert_eq!(read("mm "), Some((6, Scale::OfMoney, 2)));
        assert_eq!(read("m "), Some((6, Scale::Letter, 1)));
        assert_eq!(read(" m "), Some((6, Scale::OfMoney, 2)));
        assert_eq!(read(" Mrd. Euro"), Some((9, Scale::Foreign, 5)));
        assert_eq!(read(" bn."), Some((9, Scale::Free, 3)));
        assert_eq!(read(" metres"), None);
        assert_eq!(after("million", false), None);
        assert!(is_like_round("Miljarde") && !is_like_round("miles"));
    }
}
