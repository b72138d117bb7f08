//! The verbs that ask: names and words of the command line become handles, and a query answers.

use std::time::Duration;

use super::args::{Args, ClaimsArgs, Drawing, ExportArgs, Format, Question, Sort};
use super::output::{self, Until};
use super::{Failure, Outcome};
use crate::answer::Answer;
use crate::dispute::{Settings, Standing, Status};
use crate::graph::{Graph, Unresolved};
use crate::model::{
    EntityId, EntityKind, KindId, Polarity, Pool, PredicateId, Quantity, TextId, Unit,
};
use crate::query::{self, Filter, Only, Picture, Search, Totals, Trails, Wanted};
use crate::text::nearest;

/// Answers a question about the case.
pub(super) fn ask(args: &Args, question: &Question) -> Result<Outcome, Failure> {
    respond(args, args.format, Until::default(), |graph, standing| {
        answer(graph, standing, question)
    })
}

/// Draws claims of the case.
pub(super) fn export(args: &Args, export: &ExportArgs) -> Result<Outcome, Failure> {
    let format = match export.drawing {
        Drawing::Dot => Format::Dot,
        Drawing::Svg => Format::Svg,
    };
    let until = Until {
        drawing: Duration::from_secs(export.timeout),
        ..Until::default()
    };
    respond(args, format, until, |graph, _| {
        let picture = Picture {
            focus: optional(graph, export.focus.as_ref())?,
            depth: export.depth,
            only: export.only.map(|sort| match sort {
                Sort::Money => Only::Money,
                Sort::Relations => Only::Relations,
                Sort::Figures => Only::Figures,
            }),
            predicates: predicates(graph, &export.predicate)?,
            tags: tags(graph, &export.tag)?,
        };
        Ok(query::export(graph, &picture))
    })
}

/// Opens the case, has it answer, and writes the answer.
fn respond(
    args: &Args,
    format: Format,
    until: Until<'_>,
    answer: impl for<'g> FnOnce(&'g Graph, &'g Standing<'g>) -> Result<Answer<'g>, Failure>,
) -> Result<Outcome, Failure> {
    with_case(args, |graph, standing| {
        let answer = answer(graph, standing)?;
        let rows = output::answer_until(args, graph, standing, answer, format, until)?;
        Ok(Outcome::of(rows))
    })
}

/// Opens the case as the arguments ask for it, and does something with it.
pub(super) fn with_case<T>(
    args: &Args,
    work: impl for<'g> FnOnce(&'g Graph, &'g Standing<'g>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut graph = super::open::open(args)?;
    if let Some(speaker) = optional(&graph, args.according_to.as_ref())? {
        graph = graph.according_to(speaker);
    }
    check_language(&graph, &args.lang)?;
    let settings = Settings {
        tolerance: args.tolerance,
        rounding: args.rounding,
    };
    let standing = Standing::new(&graph, settings);
    work(&graph, &standing)
}

fn answer<'g>(
    graph: &'g Graph,
    standing: &'g Standing<'g>,
    question: &Question,
) -> Result<Answer<'g>, Failure> {
    let case = graph.case();
    Ok(match question {
        Question::Show { name } => query::show(graph, graph.names().thing(case, name)?),
        Question::Claims(claims) => query::claims(graph, standing, &filter(graph, claims)?),
        Question::Flows(flows) if flows.total => {
            let wanted = Totals {
                entity: optional(graph, flows.name.as_ref())?,
                by: flows.by,
                include: flows.include.clone(),
                explain: flows.explain,
            };
            query::total(graph, standing, &wanted)
        }
        Question::Flows(flows) => query::flows(graph, optional(graph, flows.name.as_ref())?),
        Question::Trail {
            from,
            to,
            max_hops,
            most,
            include,
        } => {
            let wanted = Trails {
                from: entity(graph, from)?,
                to: optional(graph, to.as_ref())?,
                max_hops: (*max_hops).into(),
                most: *most,
                include: include.clone(),
            };
            query::trail(graph, standing, &wanted)
        }
        Question::Path {
            from,
            to,
            all,
            max_hops,
            most,
            via,
            directed,
        } => {
            let search = Search {
                all: *all,
                max_hops: max_hops.unwrap_or(if *all { 3 } else { 8 }).into(),
                most: *most,
                via: predicates(graph, via)?,
                directed: *directed,
            };
            query::path(graph, entity(graph, from)?, entity(graph, to)?, &search)
        }
        Question::Timeline { name } => query::timeline(graph, optional(graph, name.as_ref())?),
        Question::Entities { kind } => query::entities(graph, &entity_kinds(graph, kind)?),
        Question::Sources => query::sources(graph),
        Question::Predicates => query::predicates(graph),
        Question::Disputes {
            name,
            rule,
            said_by,
            certain,
            pairs,
            uncompared,
        } => {
            let wanted = Wanted {
                about: optional(graph, name.as_ref())?,
                rules: rule.clone(),
                said_by: optional(graph, said_by.as_ref())?,
                certain: *certain,
            };
            if *uncompared {
                query::uncompared(graph, standing, &wanted)
            } else if *pairs {
                query::dispute_pairs(graph, standing, &wanted)
            } else {
                query::disputes(graph, standing, &wanted)
            }
        }
        Question::Compare { a, b } => {
            query::compare(graph, standing, entity(graph, a)?, entity(graph, b)?)
        }
        Question::Who { name } => query::who(graph, standing, entity(graph, name)?),
        Question::Stats => query::stats(graph),
    })
}

fn filter(graph: &Graph, args: &ClaimsArgs) -> Result<Filter, Failure> {
    let between = match args.between.as_deref() {
        Some([a, b]) => Some((entity(graph, a)?, entity(graph, b)?)),
        _ => None,
    };
    let source = match &args.source {
        Some(name) => Some(graph.names().source(graph.case(), name)?),
        None => None,
    };
    Ok(Filter {
        about: optional(graph, args.about.as_ref())?,
        between,
        from: optional(graph, args.from.as_ref())?,
        to: optional(graph, args.to.as_ref())?,
        said_by: optional(graph, args.said_by.as_ref())?,
        source,
        predicates: predicates(graph, &args.predicate)?,
        kinds: args.kind.clone(),
        modalities: args.modality.clone(),
        tags: tags(graph, &args.tag)?,
        polarity: args.denied.then_some(Polarity::Denied),
        statuses: statuses(args),
        since: args.since.clone(),
        until: args.until.clone(),
        min: quantity(graph, args.min.as_deref())?,
        max: quantity(graph, args.max.as_deref())?,
    })
}

fn statuses(args: &ClaimsArgs) -> Vec<Status> {
    let asked = [
        (args.disputed, Status::Disputed),
        (args.corroborated, Status::Corroborated),
    ];
    asked
        .into_iter()
        .filter(|(asked, _)| *asked)
        .map(|(_, status)| status)
        .collect()
}

fn entity(graph: &Graph, name: &str) -> Result<EntityId, Unresolved> {
    graph.names().entity(graph.case(), name)
}

fn optional(graph: &Graph, name: Option<&String>) -> Result<Option<EntityId>, Unresolved> {
    name.map(|name| entity(graph, name)).transpose()
}

fn predicates(graph: &Graph, names: &[String]) -> Result<Vec<PredicateId>, Unresolved> {
    names
        .iter()
        .map(|name| graph.names().predicate(graph.case(), name))
        .collect()
}

/// Returns the kinds of entities of words.
fn entity_kinds(graph: &Graph, words: &[String]) -> Result<Vec<KindId<EntityKind>>, Failure> {
    let case = graph.case();
    let kinds = &case.entity_kinds;
    let of_word = |word: &String| {
        kinds.find(word, &case.pool).ok_or_else(|| {
            let known: Vec<&str> = kinds
                .all()
                .map(|kind| kinds.word(kind, &case.pool))
                .collect();
            let hint = match nearest(word, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("the kinds are {}", known.join(", ")),
            };
            Failure::Question(format!("there is no kind of entities \"{word}\"; {hint}"))
        })
    };
    words.iter().map(of_word).collect()
}

fn tags(graph: &Graph, tags: &[String]) -> Result<Vec<TextId>, Failure> {
    let case = graph.case();
    let used = || case.claims.handles().flat_map(|id| case.claims.tags(id));
    tags.iter()
        .map(|tag| {
            let found = used().find(|used| case.text(**used) == tag).copied();
            found.ok_or_else(|| {
                let near = nearest(tag, used().map(|used| case.text(*used)));
                let hint =
                    near.map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
                Failure::Question(format!("no claim has the tag \"{tag}\"{hint}"))
            })
        })
        .collect()
}

/// Returns the quantity of an argument; its unit must be one that some claim uses.
fn quantity(graph: &Graph, text: Option<&str>) -> Result<Option<Quantity>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let case = graph.case();
    let mut pool = Pool::default();
    let mut quantity = Quantity::parse(text, &mut pool)
        .map_err(|error| Failure::Question(format!("\"{text}\" is no quantity: {error}")))?;
    let word = quantity.unit.word(&pool);
    // Things are counted by nouns of the case, where the same noun has another handle.
    let mut units = case.quantities.iter().map(|(_, used)| used.unit);
    let used = units.find(|used| match (used, quantity.unit) {
        (Unit::Count(_), Unit::Count(_)) => used.word(&case.pool) == word,
        (used, unit) => *used == unit,
    });
    quantity.unit =
        used.ok_or_else(|| Failure::Question(format!("no claim has a quantity in \"{word}\"")))?;
    Ok(Some(quantity))
}

fn check_language(graph: &Graph, lang: &str) -> Result<(), Failure> {
    let case = graph.case();
    let labels = || {
        case.entities
            .iter()
            .flat_map(|(_, entity)| case.spans.pairs(entity.labels))
    };
    if lang.eq_ignore_ascii_case("en")
        || labels().any(|(language, _)| case.text(language).eq_ignore_ascii_case(lang))
    {
        return Ok(());
    }
    let languages: std::collections::BTreeSet<&str> =
        labels().map(|(language, _)| case.text(language)).collect();
    let languages: Vec<&str> = languages.into_iter().collect();
    Err(Failure::Question(format!(
        "nothing has a label in \"{lang}\"; there are labels in {}",
        languages.join(", ")
    )))
}
