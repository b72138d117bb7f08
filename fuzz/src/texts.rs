//! Texts that are held beside a case.

use std::fs;
use std::sync::LazyLock;

use claimgraph::scan::{Lexicon, Spelling};
use claimgraph::verify::Texts;

/// Lists what a text holds; every mention lies in it.
pub fn scan(text: &str) {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(crate::CASE.case()));
    for mention in claimgraph::scan::scan(text, &LEXICON, &Spelling::default(), None) {
        assert!(text.get(mention.bytes.clone()).is_some(), "{mention:?}");
    }
}

/// Compares the quotations of the case that ships with any text.
pub fn verify(text: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("article.txt");
    fs::write(&path, text).expect("a file");
    let case = crate::CASE.case();
    let names = crate::CASE.names();
    let article = names.source(case, "article").expect("the article");
    let texts = Texts {
        named: vec![(article, path)],
        ..Texts::default()
    };
    let _ = claimgraph::verify::verify(case, &texts);
}
