//! What must hold of any text and any fragment: no panic, what is told stands in the text, and what is mended is exact.

use claimgraph::text::Index;
use claimgraph::verify::{Astray, Fix, Fragment, Texts, find, fix, verify};
use proptest::prelude::*;

use crate::case::Case;

fn cases(default: u32) -> ProptestConfig {
    let cases = std::env::var("CLAIMGRAPH_CASES").ok();
    ProptestConfig::with_cases(
        cases
            .and_then(|cases| cases.parse().ok())
            .unwrap_or(default),
    )
}

/// Text of characters that are met in forms, alterations and attacks.
fn awkward(most: usize) -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => "[a-cA-C ]{1,4}",
        2 => "[0-9]{1,3}",
        2 => prop::sample::select(vec![
            " ", "\n", "\r\n", "-", "-\n", "\u{ad}", "\u{ad}\n", "'", "’", "“", "\"", "—", "&amp;", "&#8217;", "&", ";",
            "\u{200b}", "\u{feff}", "\u{301}", "\u{323}", "é", "ﬁ", "臺", "台", "后", "ｶﾞ", "ＡＢ", "²", "½", ".", ",", "$", "%",
            "aaaa", "İ", "ß", "😀",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{1,3}",
    ];
    prop::collection::vec(pieces, 0..most).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_is_told_stands_in_the_text(
        text in awkward(24),
        quotes in prop::collection::vec((awkward(6), 0_u32..60, any::<bool>()), 1..5),
        around in awkward(3),
        slices in prop::collection::vec((0_usize..60, 1_usize..20), 0..3),
    ) {
        let index = Index::new(&text);
        let characters: Vec<char> = text.chars().collect();
        let slices = slices.into_iter().filter(|(from, _)| *from < characters.len()).map(|(from, length)| {
            let to = (from + length).min(characters.len());
            (characters[from..to].iter().collect::<String>(), 0, false)
        });
        let quotes: Vec<(String, u32, bool)> = quotes.into_iter().chain(slices).filter(|(quote, ..)| !quote.is_empty()).collect();
        let fragments: Vec<Fragment<'_>> = quotes
            .iter()
            .map(|(quote, start, has_context)| Fragment {
                start: *start,
                quote,
                prefix: has_context.then_some(around.as_str()).filter(|around| !around.is_empty()),
                suffix: None,
            })
            .collect();
        let found = find(&index, &fragments);
        prop_assert_eq!(found.fragments.len(), fragments.len());
        let at = |start: u32| characters.iter().skip(start as usize).collect::<String>();
        for (fragment, astray) in fragments.iter().zip(&found.fragments) {
            match astray {
                None => prop_assert!(at(fragment.start).starts_with(fragment.quote)),
                Some(Astray::Moved(start)) => prop_assert!(at(*start).starts_with(fragment.quote)),
                Some(Astray::Form(form)) => {
                    prop_assert!(at(form.start).starts_with(&form.words) && form.words != fragment.quote);
                    prop_assert!(!form.forms.is_none());
                }
                Some(Astray::Altered(altered)) => {
                    prop_assert!(at(altered.start).starts_with(&altered.words) && altered.words != fragment.quote);
                }
                Some(Astray::Ambiguous { places, number }) => {
                    prop_assert!(places.len() <= *number && !places.is_empty());
                    prop_assert!(places.iter().all(|place| (*place as usize) < characters.len()));
                }
                Some(Astray::Missing) => {}
            }
        }
        prop_assert_eq!(find(&index, &fragments).fragments, found.fragments, "it is the same each time");
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn forms_that_are_mended_are_exact(
        before in "[a-e ]{0,20}",
        words in prop::collection::vec(("[a-z]{2,6}", 0_usize..6), 4..9),
        start in 0_usize..40,
    ) {
        let quote: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        let there: Vec<String> = words
            .iter()
            .map(|(word, form)| match form {
                0 => word.to_uppercase(),
                1 => word.replacen(|c: char| c.is_ascii(), &format!("{}\u{200b}", &word[..1]), 1),
                2 => format!("{}-\n{}", &word[..1], &word[1..]),
                3 => word.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect(),
                4 => format!("&#{};{}", u32::from(word.as_bytes()[0]), &word[1..]),
                _ => word.clone(),
            })
            .collect();
        let (quote, there) = (quote.join(" "), there.join("\n"));
        let text = format!("{before}。{there}。");
        let case = Case::new(text.chars().count() + 100, None, &[(start, &quote)]);
        case.hold(&text);
        let texts = Texts { named: Vec::new(), folder: Some(case.path("texts")), is_own: true };
        let run = || {
            let opened = claimgraph::open_for_verify(&case.path("")).unwrap();
            let verification = verify(opened.graph.case(), &texts);
            fix(&case.path(""), opened.graph.case(), &opened.files, &opened.places, &verification, Fix::Form).unwrap();
            (verification.exact, verification.findings.len())
        };
        run();
        prop_assert_eq!(run(), (1, 0), "{:?} {:?}", quote, text);
        prop_assert!(claimgraph::open(&case.path("")).is_ok());
    }
}
