//! Entities, sources, predicates and claims as JSON objects.

use super::cell::quantity;
use super::page::Page;
use super::text::Json;
use crate::model::{
    Claim, ClaimId, Context, EntityId, EntityKind, KindId, LinkKind, PredicateId, Range, SourceId,
    TextId, Thing, WhenId, Word,
};

/// Writes a thing as an object, whole.
pub(super) fn thing(thing: Thing, page: &Page<'_, '_>, json: &mut Json<'_>) {
    match thing {
        Thing::Claim(id) => claim(id, page, json),
        Thing::Entity(id) => json.object(|json| entity(id, page, json)),
        Thing::Source(id) => json.object(|json| source(id, page, json)),
        Thing::Predicate(id) => json.object(|json| predicate(id, page, json)),
    }
}

fn entity(id: EntityId, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    let entity = case.entities.get(id);
    page.text(entity.id, json.key("id"));
    json.key("kind").text(case.kind_of_entity(id));
    let labels = case.spans.pairs(entity.labels);
    pairs(labels, page, json.key("labels"));
    let aliases = case.spans.texts(entity.aliases).iter();
    json.key("aliases")
        .texts(aliases.map(|alias| case.text(*alias)));
    pairs(case.spans.pairs(entity.ids), page, json.key("ids"));
    let built_in = case.entity_kinds.built_in(entity.kind);
    json.key("schema").text(built_in.ftm_schema());
    when(entity.began, page, json.key("began"));
    when(entity.ended, page, json.key("ended"));
    let derived = case.spans.pairs(entity.derived);
    pairs(derived, page, json.key("derived"));
    text(entity.note, page, json.key("note"));
}

fn source(id: SourceId, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    let source = case.sources.get(id);
    page.text(source.id, json.key("id"));
    json.key("kind").text(case.kind_of_source(id));
    let labels = case.spans.pairs(source.labels);
    pairs(labels, page, json.key("labels"));
    page.reference(Thing::Entity(source.maker), json.key("maker"));
    when(source.said_on, page, json.key("said_on"));
    let outer = source.reported_in.map(Thing::Source);
    json.key("reported_in")
        .optional(outer.map(|outer| case.id_of(outer)));
    json.key("text");
    match source.text {
        Some(text) => json.object(|json| {
            json.key("code_points").number(text.code_points);
            let digest = text.sha256.map(|digest| digest.to_string());
            json.key("sha256").optional(digest.as_deref());
        }),
        None => json.null(),
    }
    let derived = case.spans.pairs(source.derived);
    pairs(derived, page, json.key("derived"));
    text(source.note, page, json.key("note"));
}

fn predicate(id: PredicateId, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    let predicate = &case.predicates[id];
    let words = |kinds: &[KindId<EntityKind>], json: &mut Json<'_>| {
        let kinds = kinds.iter();
        json.texts(kinds.map(|kind| case.entity_kinds.word(*kind, &case.pool)));
    };
    page.text(predicate.id, json.key("id"));
    json.key("kind").text(predicate.kind.as_str());
    let labels = case.spans.pairs(predicate.labels);
    pairs(labels, page, json.key("labels"));
    let inverse = case.spans.pairs(predicate.inverse);
    pairs(inverse, page, json.key("inverse"));
    // A list that is left out takes any kind; an empty one takes nothing.
    json.key("domain");
    match &*predicate.domain {
        [] => json.null(),
        kinds => words(kinds, json),
    }
    json.key("range");
    match &predicate.range {
        Range::Anything => json.null(),
        range => words(range.kinds(), json),
    }
    json.key("unit").optional(predicate.unit.map(Word::as_str));
    json.key("value")
        .optional(predicate.value.map(Word::as_str));
    json.key("money").truth(predicate.is_money());
    json.key("symmetric").truth(predicate.symmetric);
    json.key("functional").truth(predicate.functional);
    json.key("once").truth(predicate.once);
    let opposes = predicate.opposes.iter();
    json.key("opposes")
        .texts(opposes.map(|id| case.id_of(Thing::Predicate(*id))));
    text(predicate.note, page, json.key("note"));
}

/// Writes a claim as the object that claims always are.
pub(super) fn claim(id: ClaimId, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    let claim = case.claims.get(id);
    let entity = |id, json: &mut Json<'_>| page.reference(Thing::Entity(id), json);
    json.object(|json| {
        page.text(case.claims.id(id), json.key("id"));
        json.key("kind").text(case.predicate(&claim).kind.as_str());
        entity(claim.subject, json.key("subject"));
        let predicate = Thing::Predicate(claim.predicate);
        page.id(predicate, json.key("predicate"));
        json.key("object");
        match claim.object {
            Some(object) => entity(object, json),
            None => json.null(),
        }
        text(
            case.value(id).map(|value| value.text),
            page,
            json.key("value"),
        );
        json.key("quantity");
        match case.quantity(&claim) {
            Some(amount) => quantity(&amount, page, json),
            None => json.null(),
        }
        when(claim.when, page, json.key("when"));
        json.key("modality").text(claim.modality.as_str());
        json.key("polarity").text(claim.polarity.as_str());
        attribution(id, &claim, page, json.key("attribution"));
        entity(case.speaker(&claim), json.key("speaker"));
        evidence(id, &claim, page, json.key("evidence"));
        let standing = page.options.standing;
        json.key("status").text(standing.status(id).as_str());
        disputed_by(id, page, json);
        where_present(id, &claim, page, json);
    });
}

/// Writes the keys that few claims have, of those that this one has.
fn where_present(id: ClaimId, claim: &Claim, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    let one = |name: &'static str, written: Option<TextId>, json: &mut Json<'_>| {
        if written.is_some() {
            text(written, page, json.key(name));
        }
    };
    one("occasion", claim.occasion, json);
    let tags = case.claims.tags(id);
    if !tags.is_empty() {
        let tags = tags.iter();
        json.key("tags").texts(tags.map(|tag| case.text(*tag)));
    }
    links(id, page, json);
    let derived = case.claims.derived(id);
    if !derived.is_empty() {
        let derived = derived.iter();
        let derived = derived.map(|derived| (derived.field, derived.reason));
        pairs(derived, page, json.key("derived"));
    }
    let ids = case.claims.ids_in_source(id);
    if ids.len() > 0 {
        pairs(ids, page, json.key("ids"));
    }
    one("note", case.claims.note(id), json);
    one("summary", case.claims.summary(id), json);
}

/// Writes the claims that one cannot hold together with, each with how sure that is; of very many, how many are left out.
fn disputed_by(id: ClaimId, page: &Page<'_, '_>, json: &mut Json<'_>) {
    const MOST: usize = 1_000;
    let others = page.options.standing.disputed_by(id);
    json.key("disputed_by").list(|json| {
        for (other, certainty) in others.iter().take(MOST) {
            json.item().object(|json| {
                page.id(Thing::Claim(*other), json.key("claim"));
                json.key("certainty").text(certainty.as_str());
            });
        }
    });
    if others.len() > MOST {
        json.key("disputed_by_left_out").number(others.len() - MOST);
    }
}

/// Writes the sources that a claim came down, the document that is held first.
fn attribution(id: ClaimId, claim: &Claim, page: &Page<'_, '_>, json: &mut Json<'_>) {
    match page.case().claims.said_on(id) {
        Some(said_on) => chain(claim, Some(said_on), page, json),
        None => page.chain(claim.source, |json| chain(claim, None, page, json), json),
    }
}

/// Writes the sources that a claim came down, the last of them said on another day than its own if the claim was.
fn chain(claim: &Claim, said_on: Option<WhenId>, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    json.list(|json| {
        for source in case.attribution(claim) {
            let of_source = case.sources.get(source);
            let own = said_on.filter(|_| source == claim.source);
            json.item().object(|json| {
                page.text(of_source.id, json.key("source"));
                page.reference(Thing::Entity(of_source.maker), json.key("maker"));
                when(own.or(of_source.said_on), page, json.key("said_on"));
            });
        }
    });
}

/// Writes the words a claim rests on, those whose place is known first.
fn evidence(id: ClaimId, claim: &Claim, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    json.list(|json| {
        for (item, one) in case.claims.evidence(id).iter().enumerate() {
            json.item().object(|json| {
                let source = Thing::Source(one.source());
                page.id(source, json.key("source"));
                json.key("start").number(one.start());
                json.key("end").number(one.end());
                page.text(one.quote(), json.key("quote"));
                let context = case.claims.context(id, item);
                if let Some(prefix) = context.and_then(Context::prefix) {
                    page.text(prefix, json.key("prefix"));
                }
                if let Some(suffix) = context.and_then(Context::suffix) {
                    page.text(suffix, json.key("suffix"));
                }
            });
        }
        if let Some(quote) = case.claims.quote(id) {
            json.item().object(|json| {
                let source = Thing::Source(claim.source);
                page.id(source, json.key("source"));
                json.key("start").null();
                json.key("end").null();
                page.text(quote, json.key("quote"));
            });
        }
    });
}

/// Writes a key for each kind of link that a claim has.
fn links(id: ClaimId, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    let links = case.claims.links(id);
    for kind in LinkKind::ALL {
        let of_kind = || links.iter().filter(|link| link.kind() == *kind);
        if of_kind().next().is_some() {
            json.key(kind.as_str())
                .texts(of_kind().map(|link| case.id_of(Thing::Claim(link.target))));
        }
    }
}

fn pairs(pairs: impl Iterator<Item = (TextId, TextId)>, page: &Page<'_, '_>, json: &mut Json<'_>) {
    let case = page.case();
    json.object(|json| {
        for (key, value) in pairs {
            json.named(case.text(key)).text(case.text(value));
        }
    });
}

fn text(text: Option<TextId>, page: &Page<'_, '_>, json: &mut Json<'_>) {
    match text {
        Some(text) => page.text(text, json),
        None => json.null(),
    }
}

fn when(when: Option<WhenId>, page: &Page<'_, '_>, json: &mut Json<'_>) {
    json.optional(when.map(|when| page.case().whens[when].as_str()));
}
