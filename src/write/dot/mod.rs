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
mod style;
mod text;
mod words;

use std::io::{self, Write};

use super::Options;
use crate::answer::Answer;
use crate::model::{ClaimKind, EntityId, Thing};
use attributes::Attributes;
use facts::{Fact, Facts};
use label::Labels;
use style::{Corners, FONTS, OUTLINE};
use text::{Html, Quoted};

/// Draws an answer as DOT and returns how many rows it had.
///
/// # Errors
///
/// Those of `out`.
pub fn write(answer: Answer<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let about = match answer.about {
        Some(Thing::Entity(entity)) => Some(entity),
        _ => None,
    };
    let notes = answer.notes.clone();
    let sides = answer.sides;
    let mut facts = Facts::of(answer, options.graph);
    if Detail::of(&facts) != Detail::Bare {
        facts.tell(options.standing, options.graph, sides);
    }
    let picture = Picture {
        labels: Labels {
            graph: options.graph,
            lang: &options.lang,
            detail: Detail::of(&facts),
        },
        about,
        sides,
        facts,
    };
    picture.write(&notes, out)?;
    Ok(picture.facts.rows)
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
    fn of(facts: &Facts) -> Self {
        match facts.entities.len().max(facts.edges.len()) {
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

    /// Returns what the layout is to be.
    fn layout(self, facts: &Facts) -> Attributes {
        let all = Attributes::default()
            .word("fontname", FONTS)
            .number("fontsize", 11.0)
            .word("labelloc", "b")
            .word("labeljust", "l")
            .word("bgcolor", "white")
            .number("pad", 0.2);
        match self {
            _ if facts.edges.is_empty() => all.number("pack", 12.0).word("packmode", "array"),
            Self::Full => all
                .word("rankdir", "LR")
                .number("nodesep", 0.3)
                .number("ranksep", 0.5),
            // Lines are drawn first, so that where they must pass a name, the name stays whole.
            Self::Dense => all
                .word("layout", "sfdp")
                .word("overlap", "prism")
                .number("overlap_scaling", -3.0)
                .number("K", 0.8)
                .word("sep", "+6")
                .word("splines", "curved")
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
    about: Option<EntityId>,
    sides: Option<(EntityId, EntityId)>,
    facts: Facts,
}

impl Picture<'_> {
    fn write(&self, notes: &[String], out: &mut dyn Write) -> io::Result<()> {
        let mut layout = self.detail().layout(&self.facts);
        if self.detail() != Detail::Bare
            && let Some(legend) = legend::legend(self, notes)
        {
            layout = layout.html("label", &legend);
        }
        let node = Attributes::default()
            .word("fontname", FONTS)
            .number("fontsize", 12.0)
            .word("style", Corners::Square.style())
            .word("color", OUTLINE)
            .word("margin", "0.12,0.06");
        let edge = Attributes::default()
            .word("fontname", FONTS)
            .number("fontsize", 10.0)
            .number("arrowsize", 0.7);
        writeln!(out, "digraph claims {{")?;
        writeln!(out, "  graph {layout};")?;
        writeln!(out, "  node {node};")?;
        writeln!(out, "  edge {edge};")?;
        for entity in &self.facts.entities {
            self.entity(*entity, out)?;
        }
        for fact in &self.facts.edges {
            self.fact(fact, out)?;
        }
        writeln!(out, "}}")
    }

    fn detail(&self) -> Detail {
        self.labels.detail
    }

    fn id(&self, entity: EntityId) -> Quoted {
        let case = self.labels.graph.case();
        Quoted::new(case.id_of(Thing::Entity(entity)))
    }

    fn entity(&self, entity: EntityId, out: &mut dyn Write) -> io::Result<()> {
        let look = style::look(self.labels.graph.case().entities.get(entity).kind);
        let mut attributes = Attributes::default()
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
        let attributes = match self.detail() {
            Detail::Bare => attributes,
            _ => attributes.quoted("tooltip", &self.labels.entity_tooltip(entity, &self.facts)),
        };
        writeln!(out, "  {} {attributes};", self.id(entity))
    }

    fn fact(&self, fact: &Fact, out: &mut dyn Write) -> io::Result<()> {
        let Some(object) = fact.object else {
            return Ok(());
        };
        let (subject, object) = (self.id(fact.subject), self.id(object));
        let line = self.line(fact);
        match self.detail() {
            Detail::Full => {
                let tooltip = self.labels.fact_tooltip(fact);
                let line = self
                    .headed(fact, line)
                    .html("label", &self.labels.fact(fact))
                    .quoted("tooltip", &tooltip)
                    .quoted("labeltooltip", &tooltip);
                writeln!(out, "  {subject} -> {object} {line};")
            }
            // The label is a node in the middle of its line, since that layout keeps nodes apart but not labels.
            Detail::Dense => {
                let middle = self.middle(fact);
                let label = Attributes::default()
                    .word("shape", "plain")
                    .word("style", "filled")
                    .word("fillcolor", "#FFFFFFB0")
                    .number("fontsize", 9.0)
                    .html("label", &self.labels.fact(fact))
                    .quoted("tooltip", &self.labels.fact_tooltip(fact));
                let tail = line.clone().word("dir", "none");
                let head = self.headed(fact, line);
                writeln!(out, "  {middle} {label};")?;
                writeln!(out, "  {subject} -> {middle} {tail};")?;
                writeln!(out, "  {middle} -> {object} {head};")
            }
            Detail::Bare => writeln!(out, "  {subject} -> {object} {};", self.headed(fact, line)),
        }
    }

    /// Returns the id of the node in the middle of a fact's line, which is equal to no entity's.
    fn middle(&self, fact: &Fact) -> Html {
        let case = self.labels.graph.case();
        Html::text(case.id_of(Thing::Claim(fact.claims[0])))
    }

    /// Returns how a fact's line is drawn, but for its ends.
    fn line(&self, fact: &Fact) -> Attributes {
        let graph = self.labels.graph;
        let kind = fact.kind(graph);
        let line = Attributes::default()
            .word("color", fact.tone.colour())
            .word("style", fact.line(graph).dashes());
        if kind != ClaimKind::Payment {
            return line;
        }
        let case = graph.case();
        let claims = fact.claims.iter().map(|claim| case.claims.get(*claim));
        let widths = claims
            .filter_map(|claim| case.quantity(&claim))
            .map(|quantity| style::width(&quantity));
        let width = widths.fold(style::THINNEST, f64::max);
        line.number("penwidth", width)
            .number("arrowsize", 0.6 + 0.12 * width)
    }

    /// Returns a line with the head that its fact has; none where it says the same in both directions.
    fn headed(&self, fact: &Fact, line: Attributes) -> Attributes {
        let graph = self.labels.graph;
        if graph.case().predicates[fact.predicate].symmetric {
            line.word("dir", "none")
        } else {
            line.word("arrowhead", fact.line(graph).head())
        }
    }
}
