//! "Did you mean": the known name nearest to an unknown one.

use super::loose;

/// Returns the candidate most like a name, or `None` when none is like it.
///
/// Names are compared folded, and once more with their words sorted, so that `musk elon` finds `elon-musk`. Names of
/// more than a hundred bytes are like nothing.
///
/// ```
/// use claimgraph::text::nearest;
/// assert_eq!(nearest("openia", ["musk", "openai"]), Some("openai"));
/// assert_eq!(nearest("musk elon", ["elon-musk", "tesla"]), Some("elon-musk"));
/// assert_eq!(nearest("zebra", ["musk", "openai"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ENOUGH: f64 = 0.72;
    if name.len() > LONGEST {
        return None;
    }
    let (plain, sorted) = (loose(name), sorted_words(name));
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
    {
        let likeness = strsim::normalized_damerau_levenshtein(&plain, &loose(candidate)).max(
            strsim::normalized_damerau_levenshtein(&sorted, &sorted_words(candidate)),
        );
        if likeness >= ENOUGH && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The most bytes of a name that is compared, since the work grows with the square of them.
const LONGEST: usize = 100;

fn sorted_words(name: &str) -> String {
    let mut words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .map(loose)
        .filter(|word| !word.is_empty())
        .collect();
    words.sort();
    words.concat()
}
