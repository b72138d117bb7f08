//! The domain: entities, sources, predicates, claims, quantities and dates, all by small handles.
//!
//! Pure values: no files, no JSON, no graph library. A value that exists is valid in itself; whether records fit one
//! another is for `check`.

mod case;
mod claim;
mod claims;
mod entity;
mod evidence;
mod handle;
mod interval;
mod kind;
mod pool;
mod predicate;
mod quantity;
mod source;
mod span;
mod terms;
mod thing;
mod unit;
mod value;
mod when;
mod words;

pub use case::{Case, LONGEST_CHAIN};
pub use claim::{
    Claim, ClaimKind, Derived, Link, LinkKind, Modality, ModalitySort, Particulars, Polarity,
};
pub(crate) use claims::Appended;
pub use claims::Claims;
pub use entity::{Entity, EntityKind, EntityRow};
pub use evidence::{Context, Evidence, EvidenceError};
pub(crate) use handle::Maybe;
pub use handle::{
    ClaimId, EntityId, Handle, Lists, PredicateId, QuantityId, Record, Rows, SourceId, Table,
    TextId, ValueId, WhenId,
};
pub use interval::{Bound, Interval, ReversedInterval, Sum};
pub use kind::{BuiltIn, DeclaredKind, KindId, Kinds, label_of};
pub use pool::Pool;
pub use predicate::{Predicate, Range};
pub use quantity::{Quantity, QuantityError, QuantityRow};
pub use source::{HeldText, Sha256, Source, SourceKind, SourceRow};
pub use span::{Pairs, Spans, Texts};
pub use terms::Terms;
pub use thing::Thing;
pub use unit::{Currency, Dimension, Duration, Unit};
pub use value::{Value, ValueKey, ValueKind, ValueRow};
pub use when::{Day, Period, When, WhenError};
pub use words::Word;
pub(crate) use words::words;
