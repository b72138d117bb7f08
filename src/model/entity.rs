//! Entities: the people, organisations and things that claims speak of.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::words::words;
use super::{BuiltIn, KindId, Pairs, Record, TextId, Texts, WhenId};

words! {
    /// What kind of thing an entity is.
    EntityKind {
        /// A human being.
        Person = "person",
        /// People taken together, with or without a common name.
        Group = "group",
        /// A business.
        Company = "company",
        /// A company that takes deposits, lends and moves money.
        Bank = "bank",
        /// A company or pool that invests money for others.
        Fund = "fund",
        /// A publisher of news: a paper, a broadcaster, an agency.
        Media = "media",
        /// An organisation that does not distribute profit.
        Nonprofit = "nonprofit",
        /// An authority of a state or of states.
        PublicBody = "public-body",
        /// A court of law.
        Court = "court",
        /// Someone, of whom it is not known whether it is a person or an organisation.
        UnknownParty = "unknown-party",
        /// Something made and offered.
        Product = "product",
        /// An artificial-intelligence model.
        AiModel = "ai-model",
        /// An operating system.
        OperatingSystem = "operating-system",
        /// A ship or boat.
        Vessel = "vessel",
        /// An aeroplane, helicopter or other flying machine.
        Aircraft = "aircraft",
        /// A written work.
        Document = "document",
        /// Something that happened.
        Event = "event",
        /// A subject, a field or a way of doing things.
        Topic = "topic",
        /// A place on the map.
        Place = "place",
        /// A place that has a postal address.
        Address = "address",
    }
}

impl BuiltIn for EntityKind {
    fn under(self) -> Option<Self> {
        match self {
            Self::Bank | Self::Fund | Self::Media => Some(Self::Company),
            Self::Vessel | Self::Aircraft => Some(Self::Product),
            Self::Address => Some(Self::Place),
            _ => None,
        }
    }
}

impl EntityKind {
    /// Returns whether it is someone who can act: a person, an organisation, or one of them unknown.
    pub fn is_party(self) -> bool {
        match self {
            Self::Person
            | Self::Group
            | Self::Company
            | Self::Bank
            | Self::Fund
            | Self::Media
            | Self::Nonprofit
            | Self::PublicBody
            | Self::Court
            | Self::UnknownParty => true,
            Self::Product
            | Self::AiModel
            | Self::OperatingSystem
            | Self::Vessel
            | Self::Aircraft
            | Self::Document
            | Self::Event
            | Self::Topic
            | Self::Place
            | Self::Address => false,
        }
    }

    /// Returns the FollowTheMoney schema that an entity of this kind is exported as.
    pub fn ftm_schema(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Group | Self::Nonprofit => "Organization",
            Self::Company | Self::Bank | Self::Fund | Self::Media => "Company",
            Self::UnknownParty => "LegalEntity",
            Self::Vessel => "Vessel",
            Self::Aircraft => "Airplane",
            Self::PublicBody | Self::Court => "PublicBody",
            Self::Product | Self::AiModel | Self::OperatingSystem => "Asset",
            Self::Document => "Document",
            Self::Event => "Event",
            Self::Topic => "Thing",
            Self::Place | Self::Address => "Address",
        }
    }
}

/// A person, organisation or thing, with what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Entity {
    /// Its id, unique among entities.
    pub id: TextId,
    /// What kind of thing it is.
    pub kind: KindId<EntityKind>,
    /// What it is called, by language.
    pub labels: Pairs,
    /// What else it is called, in any language.
    pub aliases: Texts,
    /// Its ids elsewhere, by register.
    pub ids: Pairs,
    /// When it came to exist.
    pub began: Option<WhenId>,
    /// When it ceased to exist.
    pub ended: Option<WhenId>,
    /// Which fields were worked out rather than read, with the reasons.
    pub derived: Pairs,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}

/// An entity as it is kept.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct EntityRow {
    id: TextId,
    kind: u32,
    labels: Pairs,
    aliases: Texts,
    ids: Pairs,
    derived: Pairs,
    began: Maybe,
    ended: Maybe,
    note: Maybe,
}

impl Record for Entity {
    type Row = EntityRow;

    fn to_row(self) -> EntityRow {
        EntityRow {
            id: self.id,
            kind: self.kind.number(),
            labels: self.labels,
            aliases: self.aliases,
            ids: self.ids,
            derived: self.derived,
            began: Maybe::of(self.began),
            ended: Maybe::of(self.ended),
            note: Maybe::of(self.note),
        }
    }

    #[inline]
    fn from_row(row: EntityRow) -> Self {
        Self {
            id: row.id,
            kind: KindId::of_number(row.kind),
            labels: row.labels,
            aliases: row.aliases,
            ids: row.ids,
            began: row.began.get(),
            ended: row.ended.get(),
            derived: row.derived,
            note: row.note.get(),
        }
    }
}
