//! Entities: the people, organisations and things that claims speak of.

use super::words::words;
use super::{Labels, TextId, WhenId};

words! {
    /// What kind of thing an entity is.
    EntityKind {
        /// A human being.
        Person = "person",
        /// People taken together, with or without a common name.
        Group = "group",
        /// A business.
        Company = "company",
        /// An organisation that does not distribute profit.
        Nonprofit = "nonprofit",
        /// An authority of a state or of states.
        PublicBody = "public-body",
        /// A court of law.
        Court = "court",
        /// Something made and offered.
        Product = "product",
        /// An artificial-intelligence model.
        AiModel = "ai-model",
        /// An operating system.
        OperatingSystem = "operating-system",
        /// A written work.
        Document = "document",
        /// Something that happened.
        Event = "event",
        /// A subject, a field or a way of doing things.
        Topic = "topic",
        /// A place on the map.
        Place = "place",
    }
}

impl EntityKind {
    /// Returns the FollowTheMoney schema that an entity of this kind is exported as.
    pub fn ftm_schema(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Group | Self::Nonprofit => "Organization",
            Self::Company => "Company",
            Self::PublicBody | Self::Court => "PublicBody",
            Self::Product | Self::AiModel | Self::OperatingSystem => "Asset",
            Self::Document => "Document",
            Self::Event => "Event",
            Self::Topic => "Thing",
            Self::Place => "Address",
        }
    }
}

/// A person, organisation or thing, with what it is called.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its id, unique among entities.
    pub id: TextId,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// What it is called, in several languages.
    pub labels: Labels,
    /// What else it is called, in any language.
    pub aliases: Box<[TextId]>,
    /// Its ids elsewhere, as pairs of register and id.
    pub ids: Box<[(TextId, TextId)]>,
    /// When it came to exist.
    pub began: Option<WhenId>,
    /// When it ceased to exist.
    pub ended: Option<WhenId>,
    /// Which fields were worked out rather than read, as pairs of field and reason.
    pub derived: Box<[(TextId, TextId)]>,
    /// A remark for readers of the data.
    pub note: Option<TextId>,
}
