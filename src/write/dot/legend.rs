//! What stands under a picture: its title, what its shapes, colours and lines mean, and remarks.

use super::Picture;
use super::facts::Facts;
use super::label::Labels;
use super::style::{self, Line, OUTLINE, QUIET, Tone};
use super::text::{Html, shorten};
use crate::model::{ClaimKind, EntityId};

/// How many kinds and lines one row of the legend holds.
const ROW: usize = 6;
/// A table that only arranges.
const PLAIN: &[(&str, &str)] = &[("BORDER", "0"), ("CELLSPACING", "0")];
/// A table whose cells keep off one another.
const SPACED: &[(&str, &str)] = &[("BORDER", "0"), ("CELLSPACING", "6"), ("CELLPADDING", "3")];
/// The columns at which a speaker's name is cut.
const NAME: usize = 30;
/// The columns at which a remark is cut.
const NOTE: usize = 110;

/// Returns the legend of a picture: the kinds and lines that occur in it, and no others.
pub(super) fn legend(picture: &Picture<'_>, notes: &[String]) -> Option<Html> {
    let Picture { labels, about, .. } = picture;
    let title = about.map(|entity| {
        let name = shorten(labels.name(entity), NOTE);
        Html::text(&name)
            .within("B", &[])
            .within("FONT", &[("POINT-SIZE", "16")])
    });
    let notes = notes
        .iter()
        .map(|note| Html::text(&shorten(note, NOTE)).within("FONT", &[("COLOR", QUIET)]));
    let rows = title.into_iter().chain(key(picture)).chain(notes);
    let rows: Vec<Html> = rows
        .map(|row| row.within("TD", &[("ALIGN", "LEFT")]).within("TR", &[]))
        .collect();
    (!rows.is_empty()).then(|| Html::all(rows).within("TABLE", PLAIN))
}

/// Returns the kinds beside the lines, both in so many rows, since Graphviz stretches the lesser of two to the greater.
fn key(picture: &Picture<'_>) -> Option<Html> {
    let (kinds, lines) = (kinds(picture.labels, &picture.facts), lines(picture));
    let rows = (kinds.len() + lines.len()).div_ceil(ROW);
    let table = |cells: Vec<Html>| {
        let row = cells.len().div_ceil(rows);
        let rows = cells
            .chunks(row)
            .map(|row| Html::all(row.iter().cloned()).within("TR", &[]));
        let table = Html::all(rows).within("TABLE", SPACED);
        table.within("TD", &[("ALIGN", "LEFT")])
    };
    let tables = [kinds, lines].into_iter().filter(|cells| !cells.is_empty());
    (rows > 0).then(|| {
        Html::all(tables.map(table))
            .within("TR", &[])
            .within("TABLE", PLAIN)
    })
}

/// Returns cells with the kinds, each as its entities look.
fn kinds(labels: Labels<'_>, facts: &Facts<'_>) -> Vec<Html> {
    let case = labels.graph.case();
    let mut present = vec![false; case.entity_kinds.len()];
    for entity in &facts.entities {
        present[case.entities.get(*entity).kind.index()] = true;
    }
    let kinds = case.entity_kinds.all();
    kinds
        .filter(|kind| present[kind.index()])
        .map(|kind| {
            let look = style::look(case.entity_kinds.built_in(kind));
            Html::text(&shorten(labels.kind(kind), NAME)).within(
                "TD",
                &[
                    ("BORDER", "1"),
                    ("COLOR", OUTLINE),
                    ("BGCOLOR", look.fill),
                    ("STYLE", look.corners.cell()),
                ],
            )
        })
        .collect()
}

/// Returns cells with samples of the lines, each with what it means.
fn lines(picture: &Picture<'_>) -> Vec<Html> {
    let labels = picture.labels;
    let language = labels.language();
    let edges = || picture.facts.edges();
    let tones = Tone::ALL
        .into_iter()
        .filter(|tone| edges().any(|fact| fact.tone == *tone) || picture.facts.any_note_is(*tone));
    let tones = tones.map(|tone| {
        let side = |of: fn((EntityId, EntityId)) -> EntityId| {
            let name = picture
                .sides
                .map(|sides| shorten(labels.name(of(sides)), NAME).into_owned());
            name.unwrap_or_default()
        };
        let meaning = match tone {
            Tone::Payment => language.edge(ClaimKind::Payment).to_owned(),
            Tone::Plain => language.edge(ClaimKind::Relation).to_owned(),
            Tone::First => language.only(&side(|sides| sides.0)),
            Tone::Second => language.only(&side(|sides| sides.1)),
            Tone::Disputed => language.disputed().to_owned(),
        };
        let sample = if tone == Tone::Payment {
            "━━▶"
        } else {
            Line::Plain.sample()
        };
        (sample, tone.colour(), meaning)
    });
    let put = Line::ALL
        .iter()
        .skip(1)
        .filter(|line| edges().any(|fact| fact.line(labels.graph) == **line));
    let put = put.map(|line| (line.sample(), OUTLINE, language.line(*line).to_owned()));
    tones
        .chain(put)
        .map(|(sample, colour, meaning)| {
            let sample = Html::text(sample).within("FONT", &[("COLOR", colour)]);
            let meaning = Html::text(&format!(" {meaning}"));
            Html::all([sample, meaning]).within("TD", &[("ALIGN", "LEFT")])
        })
        .collect()
}
