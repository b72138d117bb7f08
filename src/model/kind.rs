//! Kinds: what an entity or a source is. A core set is built in; a case may declare others under them.

use std::io::{self, Seek, Write};
use std::marker::PhantomData;
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::{Pairs, Pool, TextId, Word};
use crate::column::{Column, Image, Refusal, Sections};

/// A set of built-in kinds.
pub trait BuiltIn: Word + Ord + std::fmt::Debug {
    /// Returns the built-in kind that this one is a special case of.
    fn under(self) -> Option<Self>;
}

/// The handle of a kind: built in, or declared by the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId<K> {
    /// The number of a built-in kind; the declared ones follow in the order of their declaration.
    number: u32,
    of: PhantomData<K>,
}

impl<K: BuiltIn> From<K> for KindId<K> {
    fn from(kind: K) -> Self {
        Self::of_number(kind.number().into())
    }
}

impl<K: BuiltIn> KindId<K> {
    /// Returns its place among all kinds, the built-in ones first.
    #[inline]
    pub fn index(self) -> usize {
        self.number as usize
    }

    #[inline]
    pub(super) fn number(self) -> u32 {
        self.number
    }

    #[inline]
    pub(super) fn of_number(number: u32) -> Self {
        Self {
            number,
            of: PhantomData,
        }
    }

    fn built_in(self) -> Option<K> {
        K::ALL.get(self.index()).copied()
    }
}

/// A kind that a case declares.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredKind<K> {
    /// Its id, unique among kinds.
    pub id: TextId,
    /// The kind that it is a special case of.
    pub under: KindId<K>,
    /// What it is called, by language.
    pub labels: Pairs,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}

/// All kinds of a case, of entities or of sources.
#[derive(Debug, Clone)]
pub struct Kinds<K> {
    /// Each comes after the kind that it is under, so that no kind is under itself.
    declared: Vec<DeclaredKind<K>>,
}

impl<K> Default for Kinds<K> {
    fn default() -> Self {
        Self {
            declared: Vec::new(),
        }
    }
}

impl<K: BuiltIn> Kinds<K> {
    /// Adds a kind and returns its handle.
    ///
    /// # Panics
    ///
    /// When it is under a kind that is not there yet.
    pub fn declare(&mut self, kind: DeclaredKind<K>) -> KindId<K> {
        let index = self.len();
        assert!(kind.under.index() < index, "a kind comes after its parent");
        self.declared.push(kind);
        KindId::of_number(u32::try_from(index).expect("a case has fewer than 2^32 kinds"))
    }

    /// Returns how many kinds there are, built in and declared.
    #[allow(clippy::len_without_is_empty, reason = "some are built in")]
    pub fn len(&self) -> usize {
        K::ALL.len() + self.declared.len()
    }

    /// Returns every kind, the built-in ones first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = KindId<K>> + ExactSizeIterator + use<K> {
        (0..self.len()).map(|index| KindId::of_number(index as u32))
    }

    /// Returns the declaration of a kind, `None` for a built-in one.
    pub fn declared(&self, kind: KindId<K>) -> Option<&DeclaredKind<K>> {
        self.declared.get(kind.index().checked_sub(K::ALL.len())?)
    }

    /// Returns the kind that one is a special case of.
    pub fn under(&self, kind: KindId<K>) -> Option<KindId<K>> {
        match kind.built_in() {
            Some(built_in) => built_in.under().map(KindId::from),
            None => self.declared(kind).map(|declared| declared.under),
        }
    }

    /// Returns a kind, then the one it is under, and so on.
    pub fn lineage(&self, kind: KindId<K>) -> impl Iterator<Item = KindId<K>> + Clone + '_ {
        std::iter::successors(Some(kind), |kind| self.under(*kind))
    }

    /// Returns the built-in kind that a kind is or is declared under, the nearest one.
    #[inline]
    pub fn built_in(&self, kind: KindId<K>) -> K {
        let mut lineage = self.lineage(kind);
        // Whatever is declared is declared under what is there already, and a built-in kind comes first.
        lineage.find_map(KindId::built_in).unwrap_or(K::ALL[0])
    }

    /// Returns whether a kind is another one or a special case of it.
    pub fn is_a(&self, kind: KindId<K>, other: KindId<K>) -> bool {
        kind == other || self.lineage(kind).any(|above| above == other)
    }

    /// Returns the word by which a kind is known in files, flags and output.
    pub fn word<'p>(&self, kind: KindId<K>, pool: &'p Pool) -> &'p str {
        match self.declared(kind) {
            Some(declared) => pool.get(declared.id),
            None => self.built_in(kind).as_str(),
        }
    }

    /// Returns the kind of a word.
    pub fn find(&self, word: &str, pool: &Pool) -> Option<KindId<K>> {
        let built_in = K::from_word(word).map(KindId::from);
        built_in.or_else(|| {
            let declared = || self.all().skip(K::ALL.len());
            declared().find(|kind| self.word(*kind, pool) == word)
        })
    }

    pub(super) fn save<W: Write + Seek>(
        &self,
        name: &str,
        out: &mut Sections<W>,
    ) -> io::Result<()> {
        let rows = self.declared.iter().map(|kind| Row {
            id: kind.id,
            under: kind.under.number(),
            labels: kind.labels,
            note: Maybe::of(kind.note),
        });
        out.put(name, &Column::from(rows.collect::<Vec<Row>>()))
    }

    pub(super) fn load(name: &str, image: &Arc<Image>) -> Result<Self, Refusal> {
        let rows: Column<Row> = image.column(name)?;
        let declared = rows.all().iter().map(|row| DeclaredKind {
            id: row.id,
            under: KindId::of_number(row.under),
            labels: row.labels,
            note: row.note.get(),
        });
        Ok(Self {
            declared: declared.collect(),
        })
    }
}

/// Returns the word of a kind as labels of the query language are written: `public-body` as `PublicBody`.
pub fn label_of(word: &str) -> String {
    let parts = word.split(['-', '_', '.', ':']).map(|part| {
        let (first, rest) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    });
    parts.collect()
}

/// A declared kind as it is kept.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Row {
    id: TextId,
    under: u32,
    labels: Pairs,
    note: Maybe,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityKind, SourceKind};

    fn declare<K: BuiltIn>(
        kinds: &mut Kinds<K>,
        pool: &mut Pool,
        id: &str,
        under: KindId<K>,
    ) -> KindId<K> {
        kinds.declare(DeclaredKind {
            id: pool.intern(id),
            under,
            labels: Pairs::default(),
            note: None,
        })
    }

    #[test]
    fn a_declared_kind_is_what_it_is_under() {
        let (mut kinds, mut pool) = (Kinds::default(), Pool::default());
        let shell = declare(&mut kinds, &mut pool, "shell", EntityKind::Company.into());
        let nested = declare(&mut kinds, &mut pool, "nested-shell", shell);
        assert_eq!(kinds.built_in(nested), EntityKind::Company);
        assert!(kinds.is_a(nested, shell) && !kinds.is_a(shell, nested));
        assert_eq!(kinds.find("nested-shell", &pool), Some(nested));
        assert_eq!(kinds.word(nested, &pool), "nested-shell");
        assert_eq!(kinds.find("shells", &pool), None);
        let bank = EntityKind::Bank.into();
        assert!(kinds.is_a(bank, EntityKind::Company.into()));
        assert!(!kinds.is_a(EntityKind::Company.into(), bank));
    }

    #[test]
    fn no_built_in_kind_is_under_itself() {
        fn each<K: BuiltIn>() {
            let kinds = Kinds::<K>::default();
            for kind in kinds.all() {
                assert!(kinds.lineage(kind).take(K::ALL.len() + 1).count() <= K::ALL.len());
            }
        }
        each::<EntityKind>();
        each::<SourceKind>();
    }
}
