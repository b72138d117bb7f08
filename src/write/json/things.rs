//! Entities, sources, predicates and claims as JSON objects.

use super::text::Json;
use super::{quantity, reference};
use crate::model::{
    Claim, ClaimId, EntityId, EntityKind, LinkKind, PredicateId, SourceId, TextId, Thing, WhenId,
    Word,
};
use crate::write::Options;

/// Writes a thing as an object, whole.
pub(super) fn thing(thing: Thing, options: &Options<'_>, json: &mut Json<'_>) {
    match thing {
        Thing::Claim(id) => claim(id, options, json),
        Thing::Entity(id) => json.object(|json| entity(id, options, json)),
        Thing::Source(id) => json.object(|json| source(id, options, json)),
        Thing::Predicate(id) => json.object(|json| predicate(id, options, json)),
    }
}

fn entity(id: EntityId, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    let entity = case.entities.get(id);
    json.key("id").text(case.text(entity.id));
    json.key("kind").text(entity.kind.as_str());
    let labels = case.spans.pairs(entity.labels);
    pairs(labels, options, json.key("labels"));
    let aliases = case.spans.texts(entity.aliases).iter();
    json.key("aliases")
        .texts(aliases.map(|alias| case.text(*alias)));
    pairs(case.spans.pairs(entity.ids), options, json.key("ids"));
    json.key("schema").text(entity.kind.ftm_schema());
    when(entity.began, options, json.key("began"));
    when(entity.ended, options, json.key("ended"));
    let derived = case.spans.pairs(entity.derived);
    pairs(derived, options, json.key("derived"));
    text(entity.note, options, json.key("note"));
}

fn source(id: SourceId, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    let source = case.sources.get(id);
    json.key("id").text(case.text(source.id));
    json.key("kind").text(source.kind.as_str());
    let labels = case.spans.pairs(source.labels);
    pairs(labels, options, json.key("labels"));
    reference(Thing::Entity(source.maker), options, json.key("maker"));
    when(source.said_on, options, json.key("said_on"));
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
    pairs(derived, options, json.key("derived"));
    text(source.note, options, json.key("note"));
}

fn predicate(id: PredicateId, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    let predicate = &case.predicates[id];
    let words = |kinds: &[EntityKind], json: &mut Json<'_>| {
        json.texts(kinds.iter().map(|kind| kind.as_str()));
    };
    json.key("id").text(case.text(predicate.id));
    json.key("kind").text(predicate.kind.as_str());
    let labels = case.spans.pairs(predicate.labels);
    pairs(labels, options, json.key("labels"));
    let inverse = case.spans.pairs(predicate.inverse);
    pairs(inverse, options, json.key("inverse"));
    words(&predicate.domain, json.key("domain"));
    words(&predicate.range, json.key("range"));
    json.key("unit").optional(predicate.unit.map(Word::as_str));
    json.key("money").truth(predicate.is_money());
    json.key("symmetric").truth(predicate.symmetric);
    json.key("functional").truth(predicate.functional);
    let opposes = predicate.opposes.iter();
    json.key("opposes")
        .texts(opposes.map(|id| case.id_of(Thing::Predicate(*id))));
    text(predicate.note, options, json.key("note"));
}

/// Writes a claim as the object that claims always are.
pub(super) fn claim(id: ClaimId, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    let claim = case.claims.get(id);
    let entity = |id, json: &mut Json<'_>| reference(Thing::Entity(id), options, json);
    json.object(|json| {
        json.key("id").text(case.text(case.claims.id(id)));
        json.key("kind").text(case.predicate(&claim).kind.as_str());
        entity(claim.subject, json.key("subject"));
        let predicate = Thing::Predicate(claim.predicate);
        json.key("predicate").text(case.id_of(predicate));
        json.key("object");
        match claim.object {
            Some(object) => entity(object, json),
            None => json.null(),
        }
        json.key("quantity");
        match case.quantity(&claim) {
            Some(amount) => quantity(&amount, options, json),
            None => json.null(),
        }
        when(claim.when, options, json.key("when"));
        json.key("modality").text(claim.modality.as_str());
        json.key("polarity").text(claim.polarity.as_str());
        attribution(id, &claim, options, json.key("attribution"));
        entity(case.speaker(&claim), json.key("speaker"));
        evidence(id, &claim, options, json.key("evidence"));
        let standing = options.standing;
        json.key("status").text(standing.status(id).as_str());
        let disputed_by = standing.disputed_by(id).into_iter();
        json.key("disputed_by")
            .texts(disputed_by.map(|other| case.id_of(Thing::Claim(other))));
        text(claim.occasion, options, json.key("occasion"));
        let tags = case.claims.tags(id).iter();
        json.key("tags").texts(tags.map(|tag| case.text(*tag)));
        links(id, options, json.key("links"));
        let derived = case.claims.derived(id).iter();
        let derived = derived.map(|derived| (derived.field, derived.reason));
        pairs(derived, options, json.key("derived"));
        text(case.claims.summary(id), options, json.key("summary"));
    });
}

/// Writes the sources that a claim came down, the document that is held first.
fn attribution(id: ClaimId, claim: &Claim, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    json.list(|json| {
        for source in case.attribution(claim) {
            let of_source = case.sources.get(source);
            let said_on = if source == claim.source {
                case.said_on(id)
            } else {
                of_source.said_on
            };
            json.item().object(|json| {
                json.key("source").text(case.text(of_source.id));
                reference(Thing::Entity(of_source.maker), options, json.key("maker"));
                when(said_on, options, json.key("said_on"));
            });
        }
    });
}

/// Writes the words a claim rests on, those whose place is known first.
fn evidence(id: ClaimId, claim: &Claim, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    json.list(|json| {
        for one in case.claims.evidence(id) {
            json.item().object(|json| {
                let source = Thing::Source(one.source());
                json.key("source").text(case.id_of(source));
                json.key("start").number(one.start());
                json.key("end").number(one.end());
                json.key("quote").text(case.text(one.quote()));
            });
        }
        if let Some(quote) = case.claims.quote(id) {
            json.item().object(|json| {
                let source = Thing::Source(claim.source);
                json.key("source").text(case.id_of(source));
                json.key("start").null();
                json.key("end").null();
                json.key("quote").text(case.text(quote));
            });
        }
    });
}

fn links(id: ClaimId, options: &Options<'_>, json: &mut Json<'_>) {
    let case = options.graph.case();
    let links = case.claims.links(id);
    json.object(|json| {
        for kind in LinkKind::ALL {
            let of_kind = || links.iter().filter(|link| link.kind() == *kind);
            if of_kind().next().is_some() {
                json.key(kind.as_str())
                    .texts(of_kind().map(|link| case.id_of(Thing::Claim(link.target))));
            }
        }
    });
}

fn pairs(
    pairs: impl Iterator<Item = (TextId, TextId)>,
    options: &Options<'_>,
    json: &mut Json<'_>,
) {
    let case = options.graph.case();
    json.object(|json| {
        for (key, value) in pairs {
            json.named(case.text(key)).text(case.text(value));
        }
    });
}

fn text(text: Option<TextId>, options: &Options<'_>, json: &mut Json<'_>) {
    json.optional(text.map(|text| options.graph.case().text(text)));
}

fn when(when: Option<WhenId>, options: &Options<'_>, json: &mut Json<'_>) {
    json.optional(when.map(|when| options.graph.case().whens[when].as_str()));
}
