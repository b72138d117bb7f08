//! Predicates: the declared vocabulary of what can be claimed.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::{
    ClaimKind, Dimension, EntityKind, Handle, KindId, Lists, Pairs, PredicateId, Table, TextId,
    ValueKind, Word,
};
use crate::column::{Column, Image, Refusal, Sections};

/// A predicate and what the rules need to know of it.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// Its id, unique among predicates.
    pub id: TextId,
    /// What kind of claim it makes.
    pub kind: ClaimKind,
    /// How it reads from subject to object.
    pub labels: Pairs,
    /// How it reads from object to subject.
    pub inverse: Pairs,
    /// The kinds a subject may be of; empty for any.
    pub domain: Box<[KindId<EntityKind>]>,
    /// What its objects may be.
    pub range: Range,
    /// What its quantities measure.
    pub unit: Option<Dimension>,
    /// What its values are, if it is an attribute.
    pub value: Option<ValueKind>,
    /// Whether it says the same in both directions.
    pub symmetric: bool,
    /// Whether a subject has one object or value at a time.
    pub functional: bool,
    /// Whether it happens once to a subject, so that it has one date.
    pub once: bool,
    /// The predicates that cannot hold together with it.
    pub opposes: Box<[PredicateId]>,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}

/// What the objects of claims under a predicate may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// Claims have no object.
    Nothing,
    /// An entity of any kind. Claims of a relation or a payment have an object, others may have one.
    Anything,
    /// An entity of one of these kinds, of which there is one at least; every claim has an object.
    Kinds(Box<[KindId<EntityKind>]>),
}

impl Range {
    /// Returns the kinds an object may be of; none where there is no object or it may be of any kind.
    pub fn kinds(&self) -> &[KindId<EntityKind>] {
        match self {
            Self::Nothing | Self::Anything => &[],
            Self::Kinds(kinds) => kinds,
        }
    }
}

impl Predicate {
    /// Returns whether its claims may have an object.
    pub fn takes_object(&self) -> bool {
        self.range != Range::Nothing
    }

    /// Returns whether its claims give their subject an object or a literal value.
    pub fn gives_one(&self) -> bool {
        self.takes_object() || self.kind == ClaimKind::Attribute
    }

    /// Returns whether each of its claims has an object.
    pub fn needs_object(&self) -> bool {
        match self.range {
            Range::Nothing => false,
            Range::Anything => matches!(self.kind, ClaimKind::Relation | ClaimKind::Payment),
            Range::Kinds(_) => true,
        }
    }

    /// Returns whether claims under it move money, or speak of moving it.
    pub fn is_money(&self) -> bool {
        self.kind == ClaimKind::Payment
    }
}

/// A predicate as it is kept, without its lists.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Row {
    id: TextId,
    labels: Pairs,
    inverse: Pairs,
    note: Maybe,
    kind: u8,
    /// One more than the number of the dimension, 0 for none.
    unit: u8,
    /// One more than the number of the kind of values, 0 for none.
    value: u8,
    /// Whether objects may be of any kind.
    any_range: u8,
    symmetric: u8,
    functional: u8,
    once: u8,
    unused: u8,
}

pub(super) fn save<W: Write + Seek>(
    predicates: &Table<PredicateId, Predicate>,
    out: &mut Sections<W>,
) -> io::Result<()> {
    let mut rows = Column::default();
    let mut kinds = [Lists::<PredicateId, u32>::default(), Lists::default()];
    let mut opposes = Lists::<PredicateId, PredicateId>::default();
    for (_, predicate) in predicates.iter() {
        rows.push(Row {
            id: predicate.id,
            labels: predicate.labels,
            inverse: predicate.inverse,
            note: Maybe::of(predicate.note),
            kind: predicate.kind.number(),
            unit: predicate.unit.map_or(0, |unit| unit.number() + 1),
            value: predicate.value.map_or(0, |value| value.number() + 1),
            any_range: (predicate.range == Range::Anything).into(),
            symmetric: predicate.symmetric.into(),
            functional: predicate.functional.into(),
            once: predicate.once.into(),
            unused: 0,
        });
        let lists = [&*predicate.domain, predicate.range.kinds()];
        for (kept, kinds) in kinds.iter_mut().zip(lists) {
            kept.push(kinds.iter().map(|kind| kind.number()));
        }
        opposes.push(predicate.opposes.iter().copied());
    }
    out.put("predicates", &rows)?;
    kinds[0].save("predicates.domain", out)?;
    kinds[1].save("predicates.range", out)?;
    opposes.save("predicates.opposes", out)
}

pub(super) fn load(image: &Arc<Image>) -> Result<Table<PredicateId, Predicate>, Refusal> {
    let rows: Column<Row> = image.column("predicates")?;
    let domains = Lists::<PredicateId, u32>::load("predicates.domain", image, rows.len())?;
    let ranges = Lists::<PredicateId, u32>::load("predicates.range", image, rows.len())?;
    let opposes = Lists::<PredicateId, PredicateId>::load("predicates.opposes", image, rows.len())?;
    let kinds = |numbers: &[u32]| -> Box<[KindId<EntityKind>]> {
        let kinds = numbers.iter();
        kinds.map(|kind| KindId::of_number(*kind)).collect()
    };
    let mut predicates = Table::default();
    for (index, row) in rows.all().iter().enumerate() {
        let id = PredicateId::from_index(index);
        predicates.push(Predicate {
            id: row.id,
            kind: ClaimKind::of_number(row.kind),
            labels: row.labels,
            inverse: row.inverse,
            domain: kinds(domains.get(id)),
            range: match ranges.get(id) {
                [] if row.any_range != 0 => Range::Anything,
                [] => Range::Nothing,
                numbers => Range::Kinds(kinds(numbers)),
            },
            unit: row.unit.checked_sub(1).map(Dimension::of_number),
            value: row.value.checked_sub(1).map(ValueKind::of_number),
            symmetric: row.symmetric != 0,
            functional: row.functional != 0,
            once: row.once != 0,
            opposes: opposes.get(id).into(),
            note: row.note.get(),
        });
    }
    Ok(predicates)
}
