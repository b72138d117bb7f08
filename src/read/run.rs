//! Plain claims that follow one another, as a part of a case with handles of its own.

use super::ids::{hash, is_id};
use super::lookup::Lookup;
use super::plain::Plain;
use super::texts::Text;
use crate::model::{
    Claim, Claims, EntityId, Handle, Modality, Particulars, Polarity, Pool, PredicateId, Quantity,
    QuantityId, Rows, SourceId, TextId, Unit, Value, ValueId, ValueKey, ValueKind, When, WhenId,
    Word,
};

/// Plain claims that follow one another, with handles of their own for texts, quantities and dates.
#[derive(Default)]
pub(super) struct Run<'f> {
    pub lines: Vec<&'f str>,
    pub claims: Claims,
    /// Texts that are stored, end to end.
    pub texts: String,
    pub ends: Vec<u32>,
    pub quantities: Rows<QuantityId, Quantity>,
    pub values: Rows<ValueId, Value>,
    /// The hashes of the ids.
    pub hashes: Vec<u64>,
    /// Texts that are interned.
    pub interned: Distinct<'f, TextId>,
    pub whens: Distinct<'f, WhenId>,
}

/// Texts without repetition, each with a handle.
pub(super) struct Distinct<'f, H> {
    handles: Lookup<H>,
    pub texts: Vec<Text<'f>>,
}

impl<H> Default for Distinct<'_, H> {
    fn default() -> Self {
        Self {
            handles: Lookup::default(),
            texts: Vec::new(),
        }
    }
}

impl<'f, H: Handle> Distinct<'f, H> {
    fn add(&mut self, text: Text<'f>) -> H {
        if let Some(known) = self.handles.get(&text) {
            return known;
        }
        let handle = H::from_index(self.texts.len());
        self.handles.insert(&text, handle);
        self.texts.push(text);
        handle
    }
}

/// The records that a claim names.
pub(super) struct Named {
    pub subject: EntityId,
    pub object: Option<EntityId>,
    pub speaker: Option<EntityId>,
    pub source: SourceId,
    pub predicate: PredicateId,
    /// What the values of the predicate are.
    pub value: Option<ValueKind>,
}

impl<'f> Run<'f> {
    /// Adds the claim of a line, if all is right that it says.
    pub fn add(&mut self, line: &'f str, fields: Plain<'f>, named: Named) -> Option<()> {
        let tags = fields.tags.unwrap_or_default();
        let id = fields.id.filter(|id| is_id(id))?;
        if tags.iter().any(is_empty) {
            return None;
        }
        let occasion = each(fields.occasion, filled)?;
        let summary = each(fields.summary, filled)?;
        let quote = each(fields.quote, filled)?;
        let note = each(fields.note, filled)?;
        let ids = fields.ids.unwrap_or_default();
        if ids.iter().any(|(name, id)| is_empty(name) || is_empty(id)) {
            return None;
        }
        // Nothing is added to the run before all is known to be right, but what another claim may use as well.
        let claim = Claim {
            source: named.source,
            speaker: named.speaker,
            subject: named.subject,
            predicate: named.predicate,
            object: named.object,
            modality: word(fields.modality, Modality::Asserted)?,
            polarity: word(fields.polarity, Polarity::Affirmed)?,
            when: each(fields.when, |text| self.when(text))?,
            quantity: each(fields.quantity, |text| self.quantity(&text))?,
            occasion: occasion.map(|text| self.interned.add(text)),
        };
        let said_on = each(fields.said_on, |text| self.when(text))?;
        let value = each(fields.value, |text| self.value(text, named.value?))?;
        let ids = ids.into_iter();
        let ids = ids.map(|(name, id)| (self.interned.add(name), self.store(&id)));
        let ids: Vec<(TextId, TextId)> = ids.collect();
        self.hashes.push(hash(&id));
        let more = Particulars {
            id: self.store(&id),
            said_on,
            summary: summary.map(|text| self.store(&text)),
            quote: quote.map(|text| self.store(&text)),
            evidence: Vec::new(),
            contexts: Vec::new(),
            tags: tags.into_iter().map(|tag| self.interned.add(tag)).collect(),
            derived: Vec::new(),
            value,
            ids,
            note: note.map(|text| self.store(&text)),
        };
        self.claims.push(claim, more);
        self.lines.push(line);
        Some(())
    }

    fn store(&mut self, text: &str) -> TextId {
        self.texts.push_str(text);
        // A run is at most a stretch of lines long.
        self.ends.push(self.texts.len() as u32);
        TextId::from_index(self.ends.len() - 1)
    }

    /// Returns the handle of a date, if it is one.
    fn when(&mut self, text: Text<'f>) -> Option<WhenId> {
        if let Some(known) = self.whens.handles.get(&text) {
            return Some(known);
        }
        When::parse(&text).ok()?;
        Some(self.whens.add(text))
    }

    /// Returns the handle of a value, if it is one of the kind.
    fn value(&mut self, text: Text<'f>, kind: ValueKind) -> Option<ValueId> {
        let text = filled(text)?;
        let key = match kind.fold(&text) {
            Some(folded) if *folded == *text => None,
            Some(folded) => {
                let folded = Text::from(folded.into_owned());
                Some(ValueKey::Text(self.interned.add(folded)))
            }
            None => Some(ValueKey::Date(self.when(text.clone())?)),
        };
        let text = self.interned.add(text);
        let key = key.unwrap_or(ValueKey::Text(text));
        Some(self.values.push(Value { text, key }))
    }

    /// Returns the handle of a quantity, if it is one.
    fn quantity(&mut self, text: &str) -> Option<QuantityId> {
        let mut pool = Pool::default();
        let mut quantity = Quantity::parse(text, &mut pool).ok()?;
        if let Unit::Count(noun) = quantity.unit {
            let noun = Text::from(pool.get(noun).to_owned());
            quantity.unit = Unit::Count(self.interned.add(noun));
        }
        Some(self.quantities.push(quantity))
    }
}

/// Returns what becomes of a value that is there, `None` if nothing does.
fn each<T, U>(value: Option<T>, to: impl FnOnce(T) -> Option<U>) -> Option<Option<U>> {
    match value {
        Some(value) => to(value).map(Some),
        None => Some(None),
    }
}

fn word<W: Word>(word: Option<Text<'_>>, absent: W) -> Option<W> {
    word.map_or(Some(absent), |word| W::from_word(&word))
}

fn is_empty(text: &Text<'_>) -> bool {
    text.trim().is_empty()
}

fn filled(text: Text<'_>) -> Option<Text<'_>> {
    (!is_empty(&text)).then_some(text)
}
