//! What must hold of every text: verification says what was done to a fragment, mending is right and done once, and
//! scanning keeps to the text.

use claimgraph::scan::{Kind, Lexicon, Spelling, scan};
use claimgraph::text::Index;
use claimgraph::verify::{Astray, Fix, Fragment, Texts, find, fix, verify};
use proptest::prelude::*;

use crate::case::Case;

/// Text that shares no character with fragments.
fn filler() -> impl Strategy<Value = String> {
    "[a-e的了是，。 \r\n]{0,40}"
}

/// Words of which no part stands twice in them.
fn fragment() -> impl Strategy<Value = String> {
    let characters: Vec<char> = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳".chars().collect();
    (Just(characters).prop_shuffle(), 8_usize..16)
        .prop_map(|(characters, length)| characters.into_iter().take(length).collect())
}

fn points(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap()
}

fn one(text: &str, start: u32, quote: &str) -> Option<Astray> {
    let fragment = Fragment {
        start,
        quote,
        ..Fragment::default()
    };
    find(&Index::new(text), &[fragment]).fragments.remove(0)
}

proptest! {
    #[test]
    fn a_fragment_is_exact_exactly_where_it_stands(before in filler(), quote in fragment(), after in filler(), start in 0_u32..60) {
        let text = format!("{before}{quote}{after}");
        let found = one(&text, start, &quote);
        if start == points(&before) {
            prop_assert_eq!(found, None);
        } else {
            prop_assert_eq!(found, Some(Astray::Moved(points(&before))));
        }
    }

    #[test]
    fn a_changed_fragment_is_altered_and_the_change_is_shown(
        before in filler(), quote in fragment(), after in filler(), at in 0_usize..8, start in 0_u32..60,
    ) {
        let changed: String = quote
            .chars()
            .enumerate()
            .map(|(number, c)| if number == at { '错' } else { c })
            .collect();
        let text = format!("{before}{changed}{after}");
        let Some(Astray::Altered(altered)) = one(&text, start, &quote) else {
            return Err(TestCaseError::fail("it is altered"));
        };
        let of = quote.chars().nth(at).unwrap().to_string();
        prop_assert_eq!(altered.differing, [(of, "错".to_owned())]);
        prop_assert_eq!((altered.start, altered.words), (points(&before), changed));
    }

    #[test]
    fn a_fragment_taken_out_is_missing_and_one_doubled_is_ambiguous(
        before in filler(), quote in fragment(), after in filler(),
    ) {
        prop_assert_eq!(one(&format!("{before}{after}"), 0, &quote), Some(Astray::Missing));
        let places = vec![points(&before) + 1, points(&before) + 1 + points(&quote)];
        let text = format!("x{before}{quote}{quote}{after}");
        prop_assert_eq!(one(&text, 0, &quote), Some(Astray::Ambiguous { places, number: 2 }));
    }

    #[test]
    fn normalising_never_passes_a_fragment(before in filler(), quote in "[A-Z]{4,8}", start in 0_u32..60) {
        let wide: String = quote.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
        let text = format!("{before}{wide}");
        let found = one(&text, start, &quote);
        let Some(Astray::Form(form)) = found else {
            return Err(TestCaseError::fail("it is a form, not exact"));
        };
        prop_assert_eq!(form.words, wide);
    }

    #[test]
    fn scanning_keeps_to_the_text(text in "[0-9一二两十百千万亿几数多余点第年月日个美元$%+.,: \\-a-zA-Z好意思客岁去]{0,60}") {
        keeps_to_the_text(&text)?;
    }

    #[test]
    fn scanning_survives_any_text(text in "\\PC{0,80}") {
        keeps_to_the_text(&text)?;
    }
}

fn keeps_to_the_text(text: &str) -> Result<(), TestCaseError> {
    let spelling = Spelling::parse("spun,meaning\n好意思元,美元\n客岁,去年\n".as_bytes()).unwrap();
    let mentions = scan(text, &Lexicon::default(), &spelling, None);
    let mut end = 0;
    for mention in mentions {
        prop_assert!(mention.kind != Kind::Name);
        prop_assert!(mention.bytes.start >= end && mention.bytes.end > mention.bytes.start);
        prop_assert!(text.get(mention.bytes.clone()).is_some());
        end = mention.bytes.end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn mending_makes_all_exact_and_a_second_time_changes_nothing(
        before in filler(), quotes in fragment().prop_map(|all| vec![all[..9].to_owned(), all[9..].to_owned()]),
        starts in prop::collection::vec(0_usize..200, 2),
    ) {
        let text = format!("{before}{}x{}", quotes[0], quotes[1]);
        let evidence = [(starts[0], quotes[0].as_str()), (starts[1], quotes[1].as_str())];
        let case = Case::new(400, None, &evidence);
        case.hold(&text);
        let texts = Texts { named: Vec::new(), folder: Some(case.path("texts")), is_own: true };
        let run = || {
            let opened = claimgraph::open_for_verify(&case.path("")).unwrap();
            let verification = verify(opened.graph.case(), &texts);
            let mended = fix(&case.path(""), opened.graph.case(), &opened.files, &opened.places, &verification, Fix::Moved).unwrap();
            (verification.exact, mended.files, verification.findings.len())
        };
        run();
        prop_assert_eq!(run(), (2, 0, 0));
        prop_assert!(claimgraph::open(&case.path("")).is_ok());
    }
}
