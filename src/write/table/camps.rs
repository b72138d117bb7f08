//! Matters for people: a block each, with its camps one below the other and who is in which, in which words.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};

use super::Body;
use crate::answer::{Cell, Row};
use crate::model::{ClaimId, Polarity, Thing, Word};
use crate::write::Options;

/// Prints each row as a block: what it is about, the words of its other columns, and the camps that its last column tells.
pub(super) fn print(
    body: &Body<'_, '_>,
    rows: impl Iterator<Item = Row>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (bold, dim) = body.styles();
    let options = body.options;
    for (number, row) in rows.enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let block = Block::of(&row, options);
        for line in wrapped(&block.head, 0, options) {
            writeln!(out, "{bold}{line}{bold:#}")?;
        }
        for line in wrapped(&block.why, 2, options) {
            writeln!(out, "{line}")?;
        }
        for (name, claims) in block.camps {
            writeln!(out, "  {name}")?;
            for claim in claims {
                let [first, rest @ ..] = claim_lines(claim, &block.about, options);
                for line in wrapped(&first, 4, options) {
                    writeln!(out, "{line}")?;
                }
                for line in rest.iter().flat_map(|line| wrapped(line, 6, options)) {
                    writeln!(out, "{dim}{line}{dim:#}")?;
                }
            }
        }
    }
    Ok(())
}

/// A row, taken apart.
struct Block {
    head: String,
    why: String,
    /// What it is about, to be said once.
    about: [Cell; 3],
    /// The name of each group of camps, and the claims in them.
    camps: Vec<(String, Vec<ClaimId>)>,
}

impl Block {
    fn of(row: &Row, options: &Options<'_>) -> Self {
        let [about @ .., rules, certainty, why, camps] = &row.cells[..] else {
            unreachable!("a matter has these columns");
        };
        let words = |cell: &Cell| options.words(cell);
        let statement = about.iter().map(words).filter(|word| !word.is_empty());
        let statement: Vec<String> = statement.collect();
        let places = match camps {
            Cell::List(places) => places.as_slice(),
            _ => &[],
        };
        let (rules, certainty) = (words(rules), words(certainty));
        let how = match rules == certainty {
            true => rules,
            false => format!("{rules}, {certainty}"),
        };
        Self {
            head: format!("{} ({how})", statement.join(" ")),
            why: words(why),
            about: std::array::from_fn(|place| about.get(place).cloned().unwrap_or(Cell::Absent)),
            camps: places.iter().filter_map(place).collect(),
        }
    }
}

/// Returns the name of some camps, and the claims in them.
fn place(place: &Cell) -> Option<(String, Vec<ClaimId>)> {
    let Cell::Map(entries) = place else {
        return None;
    };
    let entry = |name: &str| match entries.iter().find(|(key, _)| key == name) {
        Some((_, Cell::List(cells))) => cells.as_slice(),
        _ => &[],
    };
    let ranges: Vec<[u64; 2]> = entry("ranges")
        .iter()
        .filter_map(|range| match range {
            Cell::List(ends) => match ends[..] {
                [Cell::Number(first), Cell::Number(last)] => Some([first, last]),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let one = matches!(ranges[..], [[first, last]] if first == last);
    let numbers = ranges.iter().map(|[first, last]| match last - first {
        0 => first.to_string(),
        1 => format!("{first} and {last}"),
        _ => format!("{first} to {last}"),
    });
    let numbers: Vec<String> = numbers.collect();
    let noun = if one { "camp" } else { "camps" };
    let claims = entry("claims").iter().filter_map(|cell| match cell {
        Cell::Whole(Thing::Claim(id)) => Some(*id),
        _ => None,
    });
    Some((format!("{noun} {}", numbers.join(", ")), claims.collect()))
}

/// Returns the lines of a claim: what it says and when, who says it in which words, and where.
fn claim_lines(id: ClaimId, about: &[Cell; 3], options: &Options<'_>) -> [String; 3] {
    let case = options.graph.case();
    let claim = case.claims.get(id);
    let words = |cell: Cell| options.words(&cell);
    let statement = [
        claim.subject.into(),
        claim.predicate.into(),
        Cell::of(claim.object),
    ];
    let mut what = Vec::new();
    if statement != *about {
        // What the head says of all is not said again.
        let is_said = |place: usize| statement[place] == about[place];
        let said = (0..3).take_while(|place| is_said(*place)).count();
        let said = if about[1] == Cell::Absent { 0 } else { said };
        let rest = statement.into_iter().skip(said).map(words);
        let rest: Vec<String> = rest.filter(|word| !word.is_empty()).collect();
        what.push(rest.join(" "));
    }
    what.push(words(Cell::of(case.value(id).map(|value| value.text))));
    what.push(words(Cell::of(case.quantity(&claim))));
    if claim.polarity == Polarity::Denied {
        what.push(claim.polarity.as_str().to_owned());
    }
    if claim.modality.as_str() != "asserted" {
        what.push(claim.modality.as_str().to_owned());
    }
    if let Some(when) = claim.when {
        what.push(words(Cell::When(when)));
    }
    what.retain(|word| !word.is_empty());
    if what.is_empty() {
        what.push("affirmed, undated".to_owned());
    }
    let speaker = words(case.speaker(&claim).into());
    let said = case.said_on(id).map(|when| words(Cell::When(when)));
    let said = said.map_or_else(String::new, |said| format!(", {said}"));
    let quotes: Vec<String> = case
        .quotes(id)
        .map(|quote| format!(" “{}”", options.shown(quote)))
        .collect();
    let chain = options.chain(&case.attribution(&claim));
    let name = words(Cell::Thing(Thing::Claim(id)));
    [
        what.join("  "),
        format!("{speaker}{said}:{}", quotes.concat())
            .trim_end_matches(':')
            .to_owned(),
        format!("{chain}  {name}"),
    ]
}

/// Returns a text wrapped to the terminal, if there is one, each line indented by the given number of blanks.
fn wrapped(text: &str, indent: usize, options: &Options<'_>) -> Vec<String> {
    let blanks = " ".repeat(indent);
    let Some(width) = options.width else {
        return vec![format!("{blanks}{text}")];
    };
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_width(width.saturating_sub(indent as u16).max(20));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.add_row([text]);
    for column in table.column_iter_mut() {
        column.set_padding((0, 0));
    }
    table
        .lines()
        .map(|line| format!("{blanks}{}", line.trim_end()))
        .collect()
}
