//! All claims of a case, in columns.
//!
//! What nearly every question asks of a claim lies together in a row of 32 bytes, two to a line of the processor's
//! cache, since questions follow claims from entity to entity and look at each once: a column for every field would
//! have the processor wait for each of them. Everything else has a column of its own, and one that no claim uses takes
//! no room.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::handle::Maybe;
use super::{
    Claim, ClaimId, Context, Derived, EntityId, Evidence, Handle, Link, Lists, Particulars,
    SourceId, Terms, TextId, ValueId, WhenId,
};
use crate::column::{Column, Image, Refusal, Sections};

/// All claims of a case, with their lists.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    rows: Column<Row>,
    ids: Column<TextId>,
    said_on: Sparse,
    summaries: Sparse,
    quotes: Sparse,
    values: Sparse,
    notes: Sparse,
    ids_in_source: Lists<ClaimId, [TextId; 2]>,
    evidence: Lists<ClaimId, Evidence>,
    contexts: Lists<ClaimId, Context>,
    tags: Lists<ClaimId, TextId>,
    derived: Lists<ClaimId, Derived>,
    links: Lists<ClaimId, Link>,
}

/// A claim as it is kept.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Row {
    subject: EntityId,
    object: Maybe,
    terms: Terms,
    source: SourceId,
    speaker: Maybe,
    occasion: Maybe,
}

/// Handles that few claims have; absent beyond the last that has one.
#[derive(Debug, Clone, Default)]
struct Sparse(Column<Maybe>);

impl Sparse {
    fn get<H: Handle>(&self, index: usize) -> Option<H> {
        (index < self.0.len()).then(|| self.0.get(index).get())?
    }

    fn put<H: Handle>(&mut self, index: usize, handle: Option<H>) {
        if handle.is_some() {
            let gap = index - self.0.len();
            self.0.extend(std::iter::repeat_n(Maybe::NONE, gap));
            self.0.push(Maybe::of(handle));
        }
    }

    /// Adds the handles of a part after so many claims.
    fn append(&mut self, before: usize, part: &Self, to: impl Fn(Maybe) -> Maybe) {
        if !part.0.is_empty() {
            let gap = before - self.0.len();
            self.0.extend(std::iter::repeat_n(Maybe::NONE, gap));
            self.0.extend(part.0.all().iter().map(|handle| to(*handle)));
        }
    }
}

/// Where a part of a case was appended: what its own handles have become.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Appended<'a> {
    /// How many texts stood before its stored ones.
    pub texts: usize,
    /// How many quantities stood before its own.
    pub quantities: usize,
    /// How many values stood before its own.
    pub values: usize,
    /// Its dates.
    pub whens: &'a [WhenId],
    /// Its interned texts.
    pub interned: &'a [TextId],
}

impl Claims {
    /// Adds a claim and returns its handle.
    pub fn push(&mut self, claim: Claim, more: Particulars) -> ClaimId {
        let index = self.rows.len();
        self.rows.push(Row {
            subject: claim.subject,
            object: Maybe::of(claim.object),
            terms: Terms::of(&claim),
            source: claim.source,
            speaker: Maybe::of(claim.speaker),
            occasion: Maybe::of(claim.occasion),
        });
        self.ids.push(more.id);
        self.said_on.put(index, more.said_on);
        self.summaries.put(index, more.summary);
        self.quotes.put(index, more.quote);
        self.values.put(index, more.value);
        self.notes.put(index, more.note);
        let ids = more.ids.into_iter();
        self.ids_in_source.push(ids.map(|(name, id)| [name, id]));
        self.evidence.push(more.evidence);
        self.contexts.push(more.contexts);
        self.tags.push(more.tags);
        self.derived.push(more.derived);
        ClaimId::from_index(index)
    }

    /// Adds the links of the first claim that was given none yet.
    ///
    /// They come after all claims, since a claim may link to a later one.
    pub fn push_links(&mut self, links: impl IntoIterator<Item = Link>) {
        self.links.push(links);
    }

    /// Adds no links to so many claims that were given none yet.
    pub(crate) fn skip_links(&mut self, claims: usize) {
        self.links.skip(claims);
    }

    /// Adds the claims of a part of the case, without evidence, worked-out fields and links.
    pub(crate) fn append(&mut self, part: &Self, to: &Appended<'_>) {
        let before = self.rows.len();
        let rows = part.rows.all().iter();
        self.rows.extend(rows.map(|row| Row {
            terms: row.terms.appended(to),
            occasion: row.occasion.among(to.interned),
            ..*row
        }));
        let ids = part.ids.all().iter();
        self.ids
            .extend(ids.map(|id| TextId::from_index(id.index() + to.texts)));
        let stored = |handle: Maybe| handle.moved(to.texts);
        self.said_on
            .append(before, &part.said_on, |when| when.among(to.whens));
        self.summaries.append(before, &part.summaries, stored);
        self.quotes.append(before, &part.quotes, stored);
        self.values
            .append(before, &part.values, |value| value.moved(to.values));
        self.notes.append(before, &part.notes, stored);
        self.ids_in_source
            .append(part.len(), &part.ids_in_source, |[name, id]| {
                [
                    to.interned[name.index()],
                    TextId::from_index(id.index() + to.texts),
                ]
            });
        self.tags
            .append(part.len(), &part.tags, |tag| to.interned[tag.index()]);
        self.evidence.skip(part.len());
        self.contexts.skip(part.len());
        self.derived.skip(part.len());
    }

    /// Returns the claims that `keep` accepts, in the same order; links to others are dropped.
    pub fn kept(&self, keep: impl Fn(ClaimId, &Claim) -> bool) -> Self {
        let old: Vec<ClaimId> = self
            .iter()
            .filter(|(id, claim)| keep(*id, claim))
            .map(|(id, _)| id)
            .collect();
        let mut kept = Self::default();
        for id in &old {
            let more = Particulars {
                id: self.id(*id),
                said_on: self.said_on(*id),
                summary: self.summary(*id),
                quote: self.quote(*id),
                evidence: self.evidence(*id).to_vec(),
                contexts: self.contexts.get(*id).to_vec(),
                tags: self.tags(*id).to_vec(),
                derived: self.derived(*id).to_vec(),
                value: self.value(*id),
                ids: self.ids_in_source(*id).collect(),
                note: self.note(*id),
            };
            kept.push(self.get(*id), more);
        }
        for id in &old {
            let links = self.links(*id).iter().filter_map(|link| {
                let place = old.binary_search(&link.target).ok()?;
                Some(Link::new(link.kind(), ClaimId::from_index(place)))
            });
            kept.push_links(links);
        }
        kept
    }

    /// Makes room for so many more claims.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
        self.ids.reserve(more);
    }

    /// Returns a claim.
    #[inline]
    pub fn get(&self, claim: ClaimId) -> Claim {
        let row = self.rows.get(claim.index());
        Claim {
            subject: row.subject,
            predicate: row.terms.predicate(),
            object: row.object.get(),
            quantity: row.terms.quantity(),
            when: row.terms.when(),
            modality: row.terms.modality(),
            polarity: row.terms.polarity(),
            source: row.source,
            speaker: row.speaker.get(),
            occasion: row.occasion.get(),
        }
    }

    /// Returns what a claim says, whoever says it of whom.
    #[inline]
    pub fn terms(&self, claim: ClaimId) -> Terms {
        self.rows.get(claim.index()).terms
    }

    /// Returns a claim's id, unique among claims.
    #[inline]
    pub fn id(&self, claim: ClaimId) -> TextId {
        self.ids.get(claim.index())
    }

    /// Returns when a claim was said, where that differs from its source's date.
    pub fn said_on(&self, claim: ClaimId) -> Option<WhenId> {
        self.said_on.get(claim.index())
    }

    /// Returns what a claim says in a sentence of the curator's.
    pub fn summary(&self, claim: ClaimId) -> Option<TextId> {
        self.summaries.get(claim.index())
    }

    /// Returns words of a claim's source whose place in it is not known, since its text is not held.
    pub fn quote(&self, claim: ClaimId) -> Option<TextId> {
        self.quotes.get(claim.index())
    }

    /// Returns what an attribute claim gives its subject.
    #[inline]
    pub fn value(&self, claim: ClaimId) -> Option<ValueId> {
        self.values.get(claim.index())
    }

    /// Returns a remark on a claim for readers of the data.
    pub fn note(&self, claim: ClaimId) -> Option<TextId> {
        self.notes.get(claim.index())
    }

    /// Returns a claim's ids in its source, by what they are called there.
    pub fn ids_in_source(
        &self,
        claim: ClaimId,
    ) -> impl ExactSizeIterator<Item = (TextId, TextId)> + '_ {
        let ids = self.ids_in_source.get(claim).iter();
        ids.map(|[name, id]| (*name, *id))
    }

    /// Returns the first claims of the case, among which are all that have ids in their source.
    pub fn with_ids_in_source(&self) -> impl ExactSizeIterator<Item = ClaimId> + Clone + use<> {
        (0..self.ids_in_source.given()).map(ClaimId::from_index)
    }

    /// Returns how many claims there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns every handle, in order.
    pub fn handles(&self) -> impl DoubleEndedIterator<Item = ClaimId> + ExactSizeIterator + use<> {
        (0..self.len()).map(ClaimId::from_index)
    }

    /// Returns every handle with its claim, in order.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = (ClaimId, Claim)> + ExactSizeIterator + Clone {
        let handles = (0..self.len()).map(ClaimId::from_index);
        handles.map(|id| (id, self.get(id)))
    }

    /// Returns the words a claim rests on.
    pub fn evidence(&self, claim: ClaimId) -> &[Evidence] {
        self.evidence.get(claim)
    }

    /// Returns the words around a claim's evidence number `item`, where they are given.
    pub fn context(&self, claim: ClaimId, item: usize) -> Option<Context> {
        let mut contexts = self.contexts.get(claim).iter();
        contexts.find(|context| context.item() == item).copied()
    }

    /// Returns a claim's tags.
    pub fn tags(&self, claim: ClaimId) -> &[TextId] {
        self.tags.get(claim)
    }

    /// Returns which of a claim's fields were worked out.
    pub fn derived(&self, claim: ClaimId) -> &[Derived] {
        self.derived.get(claim)
    }

    /// Returns a claim's links to other claims.
    pub fn links(&self, claim: ClaimId) -> &[Link] {
        self.links.get(claim)
    }

    /// Returns the first claims of the case, among which are all that have links.
    pub fn linked(
        &self,
    ) -> impl DoubleEndedIterator<Item = ClaimId> + ExactSizeIterator + Clone + use<> {
        (0..self.links.given()).map(ClaimId::from_index)
    }

    pub(super) fn save<W: Write + Seek>(&self, out: &mut Sections<W>) -> io::Result<()> {
        out.put("claims", &self.rows)?;
        out.put("claims.ids", &self.ids)?;
        out.put("claims.said_on", &self.said_on.0)?;
        out.put("claims.summaries", &self.summaries.0)?;
        out.put("claims.quotes", &self.quotes.0)?;
        out.put("claims.values", &self.values.0)?;
        out.put("claims.notes", &self.notes.0)?;
        self.ids_in_source.save("claims.own_ids", out)?;
        self.evidence.save("claims.evidence", out)?;
        self.contexts.save("claims.contexts", out)?;
        self.tags.save("claims.tags", out)?;
        self.derived.save("claims.derived", out)?;
        self.links.save("claims.links", out)
    }

    pub(super) fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        let rows: Column<Row> = image.column("claims")?;
        let claims = rows.len();
        Ok(Self {
            rows,
            ids: image.column("claims.ids")?,
            said_on: Sparse(image.column("claims.said_on")?),
            summaries: Sparse(image.column("claims.summaries")?),
            quotes: Sparse(image.column("claims.quotes")?),
            values: Sparse(image.column("claims.values")?),
            notes: Sparse(image.column("claims.notes")?),
            ids_in_source: Lists::load("claims.own_ids", image, claims)?,
            evidence: Lists::load("claims.evidence", image, claims)?,
            contexts: Lists::load("claims.contexts", image, claims)?,
            tags: Lists::load("claims.tags", image, claims)?,
            derived: Lists::load("claims.derived", image, claims)?,
            links: Lists::load("claims.links", image, claims)?,
        })
    }
}
