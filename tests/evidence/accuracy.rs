//! How often `verify` is right on made-up texts: altered fragments whose place is unknown, and short fragments that recur
//! in texts whose parts moved.
//!
//! `CLAIMGRAPH_TEXT` is the size of the texts in bytes, and `CLAIMGRAPH_CASES` the number of fragments.

#[path = "../../benches/texts/mod.rs"]
mod texts;

use std::ops::Range;

use claimgraph::text::Index;
use claimgraph::verify::{Astray, Found, Fragment, find};
use texts::{Language, Random, changed, words};

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(default)
}

fn size() -> usize {
    setting("CLAIMGRAPH_TEXT", 100_000)
}

fn point(index: &Index<'_>, byte: usize) -> u32 {
    u32::try_from(index.point_of(byte)).unwrap()
}

#[test]
fn altered_fragments_are_found_wherever_they_stand() {
    let language = Language::new(6000);
    let text = language.text(size(), 1);
    let number = setting("CLAIMGRAPH_CASES", 120);
    let changed = changed(&text, &language, number, 2);
    let index = Index::new(&text);
    let mut random = Random::new(3);
    let fragments: Vec<Fragment<'_>> = changed
        .iter()
        .map(|one| Fragment {
            start: u32::try_from(random.below(index.code_points())).unwrap(),
            quote: &one.quote,
            ..Fragment::default()
        })
        .collect();
    let found = find(&index, &fragments);
    let mut right = 0;
    for (one, astray) in changed.iter().zip(&found.fragments) {
        match astray {
            Some(Astray::Altered(altered)) if altered.words == one.words => {
                right += 1;
                assert!(altered.bound.is_none(), "{:?}", altered.bound);
            }
            other => eprintln!(
                "{} {:?}\n  of {:?}\n  is {other:?}",
                one.how, one.quote, one.words
            ),
        }
    }
    eprintln!("altered: {right} of {number} right");
    assert!(right * 100 >= number * 99, "{right} of {number}");
}

/// Short fragments of a text, of one to three words, most of which recur.
fn short(text: &str, number: usize, seed: u64) -> Vec<Range<usize>> {
    let mut random = Random::new(seed);
    let all = words(text);
    let mut short: Vec<Range<usize>> = (0..number)
        .map(|_| {
            let length = 1 + random.below(3);
            let first = random.below(all.len() - length);
            all[first].start..all[first + length - 1].end
        })
        .collect();
    short.sort_by_key(|one| one.start);
    short
}

/// Returns how many fragments of a text are found where they stand in another one, and how many somewhere else.
fn moved(
    old: &str,
    new: &str,
    short: &[Range<usize>],
    place: impl Fn(usize) -> usize,
) -> (usize, usize) {
    let (before, after) = (Index::new(old), Index::new(new));
    let fragments: Vec<Fragment<'_>> = short
        .iter()
        .map(|bytes| Fragment {
            start: point(&before, bytes.start),
            quote: &old[bytes.clone()],
            ..Fragment::default()
        })
        .collect();
    let Found {
        fragments: found, ..
    } = find(&after, &fragments);
    let (mut right, mut wrong) = (0, 0);
    for ((bytes, fragment), astray) in short.iter().zip(&fragments).zip(&found) {
        let wanted = point(&after, place(bytes.start));
        let place = match astray {
            None => fragment.start,
            Some(Astray::Moved(start)) => *start,
            Some(_) => continue,
        };
        right += usize::from(place == wanted);
        wrong += usize::from(place != wanted);
    }
    (right, wrong)
}

#[test]
fn a_line_put_in_at_the_head_is_mended() {
    let text = Language::new(6000).text(size(), 11);
    let line = "A line that was put in.\n";
    let new = format!("{line}{text}");
    let number = setting("CLAIMGRAPH_CASES", 200);
    let (right, wrong) = moved(&text, &new, &short(&text, number, 12), |start| {
        start + line.len()
    });
    eprintln!("a line put in: {right} of {number} right, {wrong} wrong");
    assert!(
        right * 100 >= number * 98,
        "{right} of {number}, {wrong} wrong"
    );
}

#[test]
fn small_edits_and_paragraphs_that_moved_are_mended() {
    let text = Language::new(6000).text(size(), 21);
    let number = setting("CLAIMGRAPH_CASES", 200) * 2;
    let short = short(&text, number, 22);
    // Paragraphs in a new order: the second fifth of them and the fourth change places.
    let paragraphs: Vec<Range<usize>> = text
        .split_inclusive("\n\n")
        .scan(0, |at, paragraph| {
            let start = *at;
            *at += paragraph.len();
            Some(start..*at)
        })
        .collect();
    let fifth = paragraphs.len() / 5;
    let order: Vec<&Range<usize>> = [
        0..fifth,
        3 * fifth..4 * fifth,
        2 * fifth..3 * fifth,
        fifth..2 * fifth,
        4 * fifth..paragraphs.len(),
    ]
    .into_iter()
    .flat_map(|part| &paragraphs[part])
    .collect();
    let mut new = String::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for paragraph in order {
        places.push((paragraph.start, new.len()));
        new.push_str(&text[paragraph.clone()]);
    }
    places.sort_unstable();
    let place = |start: usize| {
        let (old, new) = places[places.partition_point(|(old, _)| *old <= start) - 1];
        new + start - old
    };
    let (right, wrong) = moved(&text, &new, &short, place);
    eprintln!("paragraphs moved: {right} of {number} right, {wrong} wrong");
    assert!(
        right * 100 >= number * 98,
        "{right} of {number}, {wrong} wrong"
    );

    // A word put in here and there.
    let mut random = Random::new(23);
    let mut edits: Vec<usize> = (0..number / 20)
        .map(|_| random.below(paragraphs.len()))
        .map(|at| paragraphs[at].start)
        .collect();
    edits.sort_unstable();
    edits.dedup();
    let mut new = text.clone();
    for at in edits.iter().rev() {
        new.insert_str(*at, "Correction: ");
    }
    let place =
        |start: usize| start + "Correction: ".len() * edits.partition_point(|at| *at <= start);
    let (right, wrong) = moved(&text, &new, &short, place);
    eprintln!("words put in: {right} of {number} right, {wrong} wrong");
    assert!(
        right * 100 >= number * 98,
        "{right} of {number}, {wrong} wrong"
    );
}

#[test]
fn repetitive_texts_are_bounded_and_the_bound_is_named() {
    let text = format!("{}b{}", "a".repeat(6000), "a".repeat(6000));
    let index = Index::new(&text);
    let quotes: Vec<String> = (1..60)
        .map(|number| "a".repeat(4000 - number))
        .chain([format!("{}c", "a".repeat(4000))])
        .collect();
    let fragments: Vec<Fragment<'_>> = quotes
        .iter()
        .map(|quote| Fragment {
            start: 5900,
            quote,
            ..Fragment::default()
        })
        .collect();
    let found = find(&index, &fragments);
    assert!(
        found.fragments[..7]
            .iter()
            .all(|one| matches!(one, Some(Astray::Ambiguous { .. })))
    );

    let sentence = "The bank paid the clerk 44 million and said no more about it. ";
    let text = sentence.repeat(600);
    let index = Index::new(&text);
    let quote = sentence.repeat(30).replacen("44", "45", 1);
    let short = sentence.replace("44", "45");
    let fragments = [quote.trim(), short.trim()].map(|quote| Fragment {
        start: 62 * 300,
        quote,
        ..Fragment::default()
    });
    let found = find(&index, &fragments);
    for astray in &found.fragments {
        let Some(Astray::Altered(altered)) = astray else {
            panic!("{astray:?}")
        };
        assert_eq!(altered.differing, [("45".to_owned(), "44".to_owned())]);
        assert_eq!(altered.start, 62 * 300, "the one in its place");
    }
    let elsewhere = Fragment {
        start: 0,
        ..fragments[1]
    };
    let index = Index::new("Nothing here. ");
    assert_eq!(
        find(&index, &[elsewhere]).fragments,
        [Some(Astray::Missing)]
    );
}
