//! Predicates: the declared vocabulary of what can be claimed.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::{
    ClaimKind, Dimension, EntityKind, Handle, Lists, Pairs, PredicateId, Table, TextId, Word,
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
    pub domain: Box<[EntityKind]>,
    /// The kinds an object may be of; empty when there is no object.
    pub range: Box<[EntityKind]>,
    /// What its quantities measure.
    pub unit: Option<Dimension>,
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

impl Predicate {
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
    symmetric: u8,
    functional: u8,
    once: u8,
    unused: [u8; 3],
}

pub(super) fn save<W: Write + Seek>(
    predicates: &Table<PredicateId, Predicate>,
    out: &mut Sections<W>,
) -> io::Result<()> {
    let mut rows = Column::default();
    let mut kinds = [Lists::<PredicateId, u8>::default(), Lists::default()];
    let mut opposes = Lists::<PredicateId, PredicateId>::default();
    for (_, predicate) in predicates.iter() {
        rows.push(Row {
            id: predicate.id,
            labels: predicate.labels,
            inverse: predicate.inverse,
            note: Maybe::of(predicate.note),
            kind: predicate.kind.number(),
            unit: predicate.unit.map_or(0, |unit| unit.number() + 1),
            symmetric: predicate.symmetric.into(),
            functional: predicate.functional.into(),
            once: predicate.once.into(),
            unused: [0; 3],
        });
        for (kept, kinds) in kinds.iter_mut().zip([&predicate.domain, &predicate.range]) {
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
    let domains = Lists::<PredicateId, u8>::load("predicates.domain", image, rows.len())?;
    let ranges = Lists::<PredicateId, u8>::load("predicates.range", image, rows.len())?;
    let opposes = Lists::<PredicateId, PredicateId>::load("predicates.opposes", image, rows.len())?;
    let kinds = |numbers: &[u8]| {
        numbers
            .iter()
            .map(|kind| EntityKind::of_number(*kind))
            .collect()
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
            range: kinds(ranges.get(id)),
            unit: row.unit.checked_sub(1).map(Dimension::of_number),
            symmetric: row.symmetric != 0,
            functional: row.functional != 0,
            once: row.once != 0,
            opposes: opposes.get(id).into(),
            note: row.note.get(),
        });
    }
    Ok(predicates)
}
