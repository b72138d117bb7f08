//! What is known of a value's type before the query runs: the set of kinds it may have.

/// A set of kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    pub const NONE: Kinds = Kinds(0);
    pub const BOOLEAN: Kinds = Kinds(1);
    pub const INTEGER: Kinds = Kinds(1 << 1);
    pub const FLOAT: Kinds = Kinds(1 << 2);
    pub const STRING: Kinds = Kinds(1 << 3);
    pub const LIST: Kinds = Kinds(1 << 4);
    pub const MAP: Kinds = Kinds(1 << 5);
    pub const NODE: Kinds = Kinds(1 << 6);
    pub const RELATIONSHIP: Kinds = Kinds(1 << 7);
    pub const PATH: Kinds = Kinds(1 << 8);
    pub const TEMPORAL: Kinds = Kinds(1 << 9);
    pub const DURATION: Kinds = Kinds(1 << 10);
    pub const NUMBER: Kinds = Kinds::INTEGER.or(Kinds::FLOAT);
    pub const ENTITY: Kinds = Kinds::NODE.or(Kinds::RELATIONSHIP);
    pub const ANY: Kinds = Kinds((1 << 11) - 1);

    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub const fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// Tells whether a value may be of both sets; null is of every set.
    pub fn overlaps(self, other: Kinds) -> bool {
        self == Kinds::NONE || self.0 & other.0 != 0
    }

    /// Tells whether every kind of this set is one of `other`.
    pub fn within(self, other: Kinds) -> bool {
        self.0 & !other.0 == 0
    }
}

/// The kinds a value may have, and those of its items when it is a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    pub kinds: Kinds,
    items: Option<Box<Type>>,
}

impl Type {
    /// Anything at all.
    pub const ANY: Type = Type::of(Kinds::ANY);
    /// Only ever null.
    pub const NULL: Type = Type::of(Kinds::NONE);

    pub const fn of(kinds: Kinds) -> Type {
        Type { kinds, items: None }
    }

    /// A list of values of one type.
    pub fn list(items: Type) -> Type {
        Type {
            kinds: Kinds::LIST,
            items: Some(Box::new(items)),
        }
    }

    /// The type of a list's items.
    pub fn items(&self) -> Type {
        match &self.items {
            Some(items) => (**items).clone(),
            None => Type::ANY,
        }
    }

    /// A value that is of one type or the other.
    pub fn or(self, other: Type) -> Type {
        if self.kinds == Kinds::NONE {
            return other;
        }
        if other.kinds == Kinds::NONE {
            return self;
        }
        let items = match (self.items, other.items) {
            (Some(a), Some(b)) => Some(Box::new(a.or(*b))),
            _ => None,
        };
        Type {
            kinds: self.kinds.or(other.kinds),
            items,
        }
    }

    /// Tells whether the value may be of one of `kinds`, or null.
    pub fn may_be(&self, kinds: Kinds) -> bool {
        self.kinds.overlaps(kinds)
    }
}
