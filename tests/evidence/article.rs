//! The article of the project, which is not in it: these tests run where the text lies beside the project.

use std::path::{Path, PathBuf};

use crate::case::{Outcome, command};

fn article() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/article.txt");
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

fn run(arguments: &[&str]) -> Outcome {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-data");
    command(&data, arguments).output().unwrap().into()
}

#[test]
fn every_fragment_stands_in_the_article() {
    let Some(article) = article() else { return };
    let outcome = run(&["verify", &format!("article={}", article.display())]);
    assert_eq!(outcome.status, 0, "{}{}", outcome.out, outcome.err);
}

#[test]
fn every_figure_and_every_entity_of_the_article_is_covered() {
    let Some(article) = article() else { return };
    let spelling = Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-data/spelling.csv");
    let outcome = run(&[
        "scan",
        article.to_str().unwrap(),
        "--spelling",
        spelling.to_str().unwrap(),
        "--coverage",
        "--require",
        "figures=100,names=100",
    ]);
    assert_eq!(outcome.status, 0, "{}{}", outcome.out, outcome.err);
    assert!(
        !outcome.out.contains("that do not stand"),
        "{}",
        outcome.out
    );
}
