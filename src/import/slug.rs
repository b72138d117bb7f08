//! Ids for names that are none: readable, made of the name alone, and never the same for two names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Sha256;
use crate::read::is_id;
use crate::text::fold;

/// What ids are of; the same id may stand in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Space {
    Entities,
    Sources,
    Predicates,
}

/// Returns the id of a name that nothing declares. It follows from the name alone, so that no other row changes it.
///
/// Names that are the same [folded](fold) have the same id. One that is written as ids are is its own id, in lower case;
/// of another it is the slug where that tells all of the name, else the slug with a digest.
pub(super) fn id_of(name: &str, space: Space) -> String {
    let folded = fold(name);
    if is_id(&folded) {
        return folded;
    }
    let slug = slug(&folded, space);
    let spaced = slug.replace(joint(space), " ");
    match !slug.is_empty() && spaced == folded {
        true => slug,
        false => digested(&folded, space),
    }
}

/// Returns an id made of a name and a digest of it, which no other name has.
pub(super) fn digested(name: &str, space: Space) -> String {
    const DIGITS: usize = 12;
    let mut id = slug(name, space);
    if !id.is_empty() {
        id.push(joint(space));
    }
    id.push_str(&Sha256::of(name.as_bytes()).to_string()[..DIGITS]);
    id
}

/// Returns the ASCII letters and digits of a name in lower case, without accents and with what lies between them as one
/// joint.
fn slug(name: &str, space: Space) -> String {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            if slug.len() == LONGEST {
                break;
            }
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with(joint(space)) {
            slug.push(joint(space));
        }
    }
    let trimmed = slug.trim_end_matches(joint(space)).len();
    slug.truncate(trimmed);
    slug
}

fn joint(space: Space) -> char {
    match space {
        Space::Predicates => '_',
        _ => '-',
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn id(name: &str) -> String {
        id_of(name, Space::Entities)
    }

    #[test]
    fn ids_are_readable_where_they_are_sure() {
        assert_eq!(id("Harbour Foods Ltd"), "harbour-foods-ltd");
        assert_eq!(id("acme"), "acme");
        assert_eq!(id("c:1"), "c:1");
        assert!(id("Société Générale").starts_with("societe-generale-"));
        assert!(id("Smith & Sons, Ltd.").starts_with("smith-sons-ltd-"));
    }

    #[test]
    fn names_that_are_one_have_one_id_and_others_have_another() {
        for (a, b) in [
            ("Acme Ltd", "ACME  LTD"),
            ("Acme", "ACME"),
            ("Société", "SOCIE\u{301}TE\u{301}"),
        ] {
            assert_eq!(id(a), id(b), "{a} {b}");
        }
        let long = "Harbour ".repeat(20);
        let names = [
            "Acme Ltd",
            "Acme Ltd.",
            "Acme, Ltd",
            "银行",
            "华为 2",
            "中兴 2",
            "Société",
            "Societe",
            "B & C",
            "B C",
            "Fund 1.5 x",
            "Fund 15 x",
            &long,
            &format!("{long}Ltd"),
            "…",
            "?",
        ];
        let ids: BTreeSet<String> = names.iter().map(|name| id(name)).collect();
        assert_eq!(ids.len(), names.len(), "{ids:?}");
        assert!(ids.iter().all(|id| is_id(id)));
    }

    #[test]
    fn predicates_are_joined_by_underscores() {
        assert_eq!(id_of("Cash donation", Space::Predicates), "cash_donation");
    }
}
