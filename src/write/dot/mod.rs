//! Any answer as a picture, in Graphviz's DOT language.
//!
//! A picture shows the entities and claims that the rows of an answer rest on. Claims about the same subject, predicate,
//! object and occasion are the versions of one fact: they share a line, which lists each version with its speaker.
//! Facts about one entity alone, its figures and states, stand in its node. Shape and colour tell the kind of an entity,
//! dashes and the arrow's head how a claim is put, and thickness how much was paid; a legend explains those that occur.
//! Tooltips hold every version with its claim's id and the words it rests on.
//!
//! How much is written depends on how much there is, so that every picture can be read and none is slow to write:
//!
//! | entities and lines | layout | what is written |
//! |---|---|---|
//! | up to 40 and 40 | `dot`, from left to right | everything |
//! | up to 2,000 each | `sfdp` | everything, in shorter lists; plain relations without their speaker |
//! | more | `sfdp` | names and lines |
//!
//! Entities without any line stand in rows. The layout is named in the file itself: `dot -Tsvg FILE` draws each as it
//! should be. No more than some thousand lines can be laid out in reasonable time, however they are drawn.
//!
//! Knows no verb, and does not run Graphviz: that is [`svg`](super::svg)'s part.

mod attributes;
mod facts;
mod label;
mod legend;
mod nodes;
mod repeats;
mod stroke;
mod style;
mod text;
mod words;

use std::io::{self, Write};
use std::ops::Range;

use super::Options;
use super::parts::write_parts;
use crate::answer::Answer;
use crate::model::{ClaimKind, EntityId, Thing};
use attributes::Attributes;
use facts::{Fact, Facts};
use label::Labels;
use nodes::{NodeId, NodeIds};
use stroke::{Look, Strokes};
use style::{Corners, FONTS, OUTLINE};
use text::Html;

/// How many nodes or lines are written at a time.
const RUN: usize = 2_048;

/// How many lines are looked up together.
const TOGETHER: usize = 64;

/// How much there is in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many entities.
    pub entities: usize,
    /// How many lines between them.
    pub lines: usize,
}

/// Draws an answer as DOT and returns how many rows it had.
///
/// # Errors
///
/// Those of `out`.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    draw(answer, options, out).map(|(rows, _)| rows)
}

/// Draws an answer as DOT and returns how many rows it had and how much there is in the picture.
pub(super) fn draw(
    answer: Answer<'_>,
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<(usize, Size)> {
    let about = match answer.about {
        Some(Thing::Entity(entity)) => Some(entity),
        _ => None,
    };
    let notes = answer.notes.clone();
    let sides = answer.sides;
    let mut facts = Facts::of(answer, options.graph);
    if Detail::of(&facts) != Detail::Bare {
        facts.tell(options.standing, sides);
    }
    let picture = Picture {
        ids: NodeIds::of(options.graph, &facts.entities),
        labels: Labels {
            graph: options.graph,
            lang: &options.lang,
            detail: Detail::of(&facts),
        },
        strokes: Strokes::new(),
        about,
        sides,
        facts,
    };
    picture.write(&notes, out)?;
    let size = Size {
        entities: picture.facts.entities.len(),
        lines: picture.facts.edge_count(),
    };
    Ok((picture.facts.rows, size))
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let entities = if self.entities == 1 {
            "entity"
        } else {
            "entities"
        };
        let lines = if self.lines == 1 { "line" } else { "lines" };
        write!(f, "{} {entities} and {} {lines}", self.entities, self.lines)
    }
}

/// How much a picture has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Everything.
    Full,
    /// Everything in short.
    Dense,
    /// Names and lines.
    Bare,
}

impl Detail {
    fn of(facts: &Facts<'_>) -> Self {
        match facts.entities.len().max(facts.edge_count()) {
            0..=40 => Self::Full,
            41..=2_000 => Self::Dense,
            _ => Self::Bare,
        }
    }

    /// Returns how many figures and states a node lists.
    fn notes(self) -> usize {
        match self {
            Self::Full => 8,
            Self::Dense => 4,
            Self::Bare => 0,
        }
    }

    /// Returns how many versions a line lists.
    fn versions(self) -> usize {
        match self {
            Self::Full => 6,
            Self::Dense => 3,
            Self::Bare => 0,
        }
    }

    /// Adds what the layout is to be.
    fn layout<'o>(self, facts: &Facts<'_>, attributes: Attributes<'o>) -> Attributes<'o> {
        let all = attributes
            .word("fontname", FONTS)
            .number("fontsize", 11.0)
            .word("labelloc", "b")
            .word("labeljust", "l")
            .word("bgcolor", "white")
            .number("pad", 0.2);
        match self {
            _ if facts.edge_count() == 0 => all.number("pack", 12.0).word("packmode", "array"),
            Self::Full => all
                .word("rankdir", "LR")
                .number("nodesep", 0.3)
                .number("ranksep", 0.5),
            // Lines are drawn first, so that where they must pass a name, the name stays whole. They are straight, which
            // is the layout's own way; every other takes minutes from a hundred entities on.
            Self::Dense => all
                .word("layout", "sfdp")
                .word("overlap", "prism")
                .number("overlap_scaling", -3.0)
                .number("K", 0.8)
                .word("sep", "+6")
                .word("outputorder", "edgesfirst"),
            Self::Bare => all
                .word("layout", "sfdp")
                .word("overlap", "prism")
                .word("outputorder", "edgesfirst"),
        }
    }
}

/// An answer on its way to paper.
struct Picture<'g> {
    labels: Labels<'g>,
    strokes: Strokes,
    about: Option<EntityId>,
    sides: Option<(EntityId, EntityId)>,
    ids: NodeIds,
    facts: Facts<'g>,
}

/// Nodes or lines that are written together.
enum Part {
    Nodes(Range<usize>),
    Lines(Range<usize>),
}

impl Picture<'_> {
    fn write(&self, notes: &[String], out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.head(notes).as_bytes())?;
        let nodes = runs(self.facts.entities.len()).map(Part::Nodes);
        let lines = runs(self.facts.edge_count()).map(Part::Lines);
        let make = |part, out: &mut String| match part {
            Part::Nodes(run) => {
                for entity in &self.facts.entities[run] {
                    self.entity(*entity, out);
                }
            }
            Part::Lines(run) => {
                let mut edges = run.map(|edge| self.facts.edge(edge));
                loop {
                    // The ends of a line lie anywhere in memory: those of some lines are waited for together.
                    let facts: Vec<Fact<'_>> = edges.by_ref().take(TOGETHER).collect();
                    let ends: Vec<[NodeId<'_>; 2]> =
                        facts.iter().map(|fact| self.ends(fact)).collect();
                    if facts.is_empty() {
                        break;
                    }
                    for (fact, ends) in facts.iter().zip(&ends) {
                        self.fact(fact, ends, out);
                    }
                }
            }
        };
        write_parts(nodes.chain(lines), make, out)?;
        out.write_all(b"}\n")
    }

    fn head(&self, notes: &[String]) -> String {
        let mut out = String::from("digraph claims {\n  graph ");
        let mut layout = (self.detail()).layout(&self.facts, Attributes::new(&mut out));
        if self.detail() != Detail::Bare
            && let Some(legend) = legend::legend(self, notes)
        {
            layout = layout.html("label", &legend);
        }
        layout.end();
        out.push_str("  node ");
        Attributes::new(&mut out)
            .word("fontname", FONTS)
            .number("fontsize", 12.0)
            .word("style", Corners::Square.style())
            .word("color", OUTLINE)
            .word("margin", "0.12,0.06")
            .end();
        out.push_str("  edge ");
        Attributes::new(&mut out)
            .word("fontname", FONTS)
            .number("fontsize", 10.0)
            .number("arrowsize", 0.7)
            .end();
        out
    }

    fn detail(&self) -> Detail {
        self.labels.detail
    }

    fn entity(&self, entity: EntityId, out: &mut String) {
        out.extend(["  ", self.ids.get(entity).as_str(), " "]);
        let case = self.labels.graph.case();
        let kind = case.entities.get(entity).kind;
        let look = style::look(case.entity_kinds.built_in(kind));
        let mut attributes = Attributes::new(out)
            .word("shape", look.shape)
            .word("fillcolor", look.fill);
        if look.corners != Corners::Square {
            attributes = attributes.word("style", look.corners.style());
        }
        if look.outlines > 1 {
            attributes = attributes.number("peripheries", f64::from(look.outlines));
        }
        if self.about == Some(entity) {
            attributes = attributes.number("penwidth", 2.5);
        }
        let attributes = attributes.html("label", &self.labels.entity(entity, &self.facts));
        match self.detail() {
            Detail::Bare => attributes,
            _ => attributes.quoted("tooltip", self.labels.entity_tooltip(entity, &self.facts)),
        }
        .end();
    }

    fn ends(&self, fact: &Fact<'_>) -> [NodeId<'_>; 2] {
        let ends = [fact.subject, fact.object.unwrap_or(fact.subject)];
        ends.map(|entity| self.ids.get(entity))
    }

    fn fact(&self, fact: &Fact<'_>, ends: &[NodeId<'_>; 2], out: &mut String) {
        let [subject, object] = [ends[0].as_str(), ends[1].as_str()];
        let look = self.look(fact);
        match self.detail() {
            Detail::Full => {
                let tooltip = self.labels.fact_tooltip(fact);
                out.extend(["  ", subject, " -> ", object, " "]);
                let line = look.line(Attributes::new(out));
                look.head(self.amount(fact, line))
                    .html("label", &self.labels.fact(fact))
                    .quoted("tooltip", &tooltip)
                    .quoted("labeltooltip", &tooltip)
                    .end();
            }
            // The label is a node in the middle of its line, since that layout keeps nodes apart but not labels.
            Detail::Dense => {
                let middle = &self.middle(fact);
                out.extend(["  ", middle, " "]);
                Attributes::new(out)
                    .word("shape", "plain")
                    .word("style", "filled")
                    .word("fillcolor", "#FFFFFFB0")
                    .number("fontsize", 9.0)
                    .html("label", &self.labels.fact(fact))
                    .quoted("tooltip", self.labels.fact_tooltip(fact))
                    .end();
                out.extend(["  ", subject, " -> ", middle, " "]);
                let line = look.line(Attributes::new(out));
                self.amount(fact, line).word("dir", "none").end();
                out.extend(["  ", middle, " -> ", object, " "]);
                let line = look.line(Attributes::new(out));
                look.head(self.amount(fact, line)).end();
            }
            Detail::Bare => {
                let stroke = self.strokes.get(look);
                out.extend(["  ", subject, " -> ", object, " ", &stroke.line]);
                self.amount(fact, Attributes::more(out));
                out.push_str(&stroke.head);
            }
        }
    }

    /// Returns the id of the node in the middle of a fact's line, which is equal to no entity's.
    fn middle(&self, fact: &Fact<'_>) -> String {
        let case = self.labels.graph.case();
        let mut id = String::new();
        Html::text(case.id_of(Thing::Claim(fact.claims[0]))).push(&mut id);
        id
    }

    /// Returns how a fact's line is drawn.
    fn look(&self, fact: &Fact<'_>) -> Look {
        let graph = self.labels.graph;
        Look {
            tone: fact.tone,
            line: fact.line(graph),
            symmetric: graph.case().predicates[fact.predicate].symmetric,
        }
    }

    /// Adds how thick a payment's line is; nothing for other facts.
    fn amount<'o>(&self, fact: &Fact<'_>, line: Attributes<'o>) -> Attributes<'o> {
        let graph = self.labels.graph;
        if fact.kind(graph) != ClaimKind::Payment {
            return line;
        }
        let mut width = style::THINNEST;
        for claim in fact.versions(graph) {
            if let Some(quantity) = graph.case().quantity(&claim) {
                width = width.max(style::width(&quantity));
            }
        }
        line.number("penwidth", width)
            .number("arrowsize", 0.6 + 0.12 * width)
    }
}

/// Returns so many places in runs.
fn runs(count: usize) -> impl Iterator<Item = Range<usize>> {
    (0..count)
        .step_by(RUN)
        .map(move |start| start..count.min(start + RUN))
}
