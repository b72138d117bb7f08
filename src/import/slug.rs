//! Ids for names that are none: readable, the same in every run, and never the same for two names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Sha256;
use crate::read::is_id;

/// What ids are of; the same id may stand in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Space {
    Entities,
    Sources,
    Predicates,
}

/// The ids of names that are no ids.
#[derive(Debug, Default)]
pub(super) struct Slugs(HashMap<Space, HashMap<String, String>>);

impl Slugs {
    /// Returns the ids of names, given the ids that are in use as they stand.
    ///
    /// A name's id is its slug where that tells all of the name and no other name or id has it, else the slug
    /// with a digest of the name.
    pub fn of(
        names: &BTreeSet<(Space, String)>,
        in_use: impl Fn(Space) -> HashSet<String>,
    ) -> Self {
        let mut by_slug: BTreeMap<(Space, String), Vec<&str>> = BTreeMap::new();
        for (space, name) in names {
            let (slug, _) = slug(name, *space);
            by_slug.entry((*space, slug)).or_default().push(name);
        }
        let mut slugs: HashMap<Space, HashMap<String, String>> = HashMap::new();
        let spaces = [Space::Entities, Space::Sources, Space::Predicates];
        let in_use = spaces.map(|space| (space, in_use(space)));
        let is_used = |space: Space, id: &str| {
            let of_space = in_use.iter().find(|(of, _)| *of == space);
            of_space.is_some_and(|(_, ids)| ids.contains(id))
        };
        for ((space, slug_of_all), names) in by_slug {
            let alone = names.len() == 1 && !is_used(space, &slug_of_all);
            for name in names {
                let id = match alone && slug(name, space).1 {
                    true => slug_of_all.clone(),
                    false => digested(name, space),
                };
                slugs.entry(space).or_default().insert(name.to_owned(), id);
            }
        }
        Self(slugs)
    }

    /// Returns the id of a name.
    pub fn id<'a>(&'a self, space: Space, name: &'a str) -> Cow<'a, str> {
        if is_id(name) {
            return Cow::Borrowed(name);
        }
        match self.0.get(&space).and_then(|ids| ids.get(name)) {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(digested(name, space)),
        }
    }
}

/// Returns an id made of a name and a digest of it, which no other name has.
pub(super) fn digested(name: &str, space: Space) -> String {
    const DIGITS: usize = 12;
    let (mut id, _) = slug(name, space);
    if !id.is_empty() {
        id.push(joint(space));
    }
    id.push_str(&Sha256::of(name.as_bytes()).to_string()[..DIGITS]);
    id
}

/// Returns the ASCII letters and digits of a name in lower case, without accents and with what lies between them as one
/// joint, and whether they are all it says.
fn slug(name: &str, space: Space) -> (String, bool) {
    const LONGEST: usize = 60;
    let (mut slug, mut whole) = (String::new(), true);
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            if slug.len() == LONGEST {
                whole = false;
                break;
            }
            slug.push(c.to_ascii_lowercase());
        } else {
            whole &= !c.is_alphanumeric();
            if !slug.is_empty() && !slug.ends_with(joint(space)) {
                slug.push(joint(space));
            }
        }
    }
    let trimmed = slug.trim_end_matches(joint(space)).len();
    slug.truncate(trimmed);
    (slug, whole && trimmed > 0)
}

fn joint(space: Space) -> char {
    match space {
        Space::Predicates => '_',
        _ => '-',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str], in_use: &[&str]) -> Vec<String> {
        let set = names
            .iter()
            .map(|name| (Space::Entities, (*name).to_owned()));
        let slugs = Slugs::of(&set.collect(), |_| {
            in_use.iter().map(|id| (*id).to_owned()).collect()
        });
        let ids = names.iter().map(|name| slugs.id(Space::Entities, name));
        ids.map(Cow::into_owned).collect()
    }

    #[test]
    fn ids_are_readable_where_they_are_sure() {
        assert_eq!(ids(&["Société Générale"], &[]), ["societe-generale"]);
        assert_eq!(ids(&["Smith & Sons, Ltd."], &[]), ["smith-sons-ltd"]);
        assert_eq!(ids(&["acme", "c:1"], &[]), ["acme", "c:1"]);
    }

    #[test]
    fn no_two_names_have_one_id() {
        let ids = ids(
            &["Acme Ltd", "ACME Ltd.", "银行", "华为 2", "中兴 2", "B C"],
            &["b-c"],
        );
        let distinct: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{ids:?}");
        assert!(ids[0].starts_with("acme-ltd-") && ids[1].starts_with("acme-ltd-"));
        assert!(ids[5].starts_with("b-c-"));
        assert!(ids.iter().all(|id| is_id(id)));
    }

    #[test]
    fn predicates_are_joined_by_underscores() {
        let name = [(Space::Predicates, "Cash donation".to_owned())];
        let slugs = Slugs::of(&name.into(), |_| HashSet::new());
        assert_eq!(
            slugs.id(Space::Predicates, "Cash donation"),
            "cash_donation"
        );
    }
}
