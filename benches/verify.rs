//! How long `verify` takes to find fragments in texts: those in their place, and those with a word changed.

mod texts;

use claimgraph::text::Index;
use claimgraph::verify::{Astray, Fragment, find};
use divan::Bencher;
use texts::{Changed, Language, changed, words};

fn main() {
    divan::main();
}

/// 300 fragments of 6 to 20 words with one digit or word changed, their place unknown, in a text of 1.5 MB.
#[divan::bench(sample_count = 5)]
fn altered_in_1_5_mb(bencher: Bencher) {
    let language = Language::new(20_000);
    let text = language.text(1_500_000, 1);
    let changed = changed(&text, &language, 300, 2);
    let index = Index::new(&text);
    let fragments: Vec<Fragment<'_>> = changed.iter().map(|one| fragment(0, &one.quote)).collect();
    let found = find(&index, &fragments);
    let is_right = |(one, astray): &(&Changed, &Option<Astray>)| matches!(astray, Some(Astray::Altered(altered)) if altered.words == one.words);
    let right = changed
        .iter()
        .zip(&found.fragments)
        .filter(is_right)
        .count();
    eprintln!("{right} of {} right", changed.len());
    bencher.bench_local(|| find(&index, &fragments));
}

/// The same of one fragment, which is mostly the time to index the text.
#[divan::bench(sample_count = 5)]
fn one_altered_in_1_5_mb(bencher: Bencher) {
    let language = Language::new(20_000);
    let text = language.text(1_500_000, 1);
    let changed = changed(&text, &language, 1, 2);
    let index = Index::new(&text);
    bencher.bench_local(|| find(&index, &[fragment(0, &changed[0].quote)]));
}

/// 20,000 fragments of 11 MB, of which none, or every tenth, was changed.
#[divan::bench(args = [0, 10], sample_count = 2)]
fn twenty_thousand_in_11_mb(bencher: Bencher, every: usize) {
    let language = Language::new(20_000);
    let text = language.text(11_000_000, 1);
    let index = Index::new(&text);
    let all = words(&text);
    let lost = changed(
        &text,
        &language,
        20_000_usize.checked_div(every).unwrap_or(0),
        2,
    );
    let step = all.len() / (20_000 - lost.len()) - 1;
    let kept = (0..20_000 - lost.len()).map(|number| {
        let bytes = all[number * step].start..all[number * step + 3 + number % 6].end;
        fragment(point(&index, bytes.start), &text[bytes])
    });
    let mut fragments: Vec<Fragment<'_>> = kept.collect();
    fragments.extend(
        lost.iter()
            .map(|one| fragment(point(&index, one.start), &one.quote)),
    );
    bencher.bench_local(|| find(&index, &fragments));
}

fn fragment(start: u32, quote: &str) -> Fragment<'_> {
    Fragment {
        start,
        quote,
        ..Fragment::default()
    }
}

fn point(index: &Index<'_>, byte: usize) -> u32 {
    u32::try_from(index.point_of(byte)).expect("a text of less than 4 GiB")
}
