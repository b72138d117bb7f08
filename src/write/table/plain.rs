//! Tables whose lines are as long as they come: read twice, once for the widths and once to be printed, and never held.

use std::io::{self, Write};
use std::ops::Range;

use rayon::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::{Body, ROW_MARK, beneath, rule};
use crate::answer::{Holds, Maker, Row, Seed};
use crate::write::parts::write_parts;

/// How many rows are made at a time.
const RUN: usize = 512;

/// The columns between two cells.
const GAP: usize = 2;

/// Prints rows as a table with a rule under its head and, under each row, what stands beneath it.
pub(super) fn print(
    body: &Body<'_, '_>,
    seeds: &[Seed],
    maker: &Maker<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heads: Vec<String> = body.heads().collect();
    let mut head = Widths::new(heads.len());
    head.add(body, &heads);
    let widths = runs(seeds.len())
        .par_bridge()
        .map(|run| {
            let mut widths = Widths::new(heads.len());
            each(body, seeds, maker, run, |_, words| widths.add(body, words));
            widths
        })
        .reduce(|| Widths::new(heads.len()), Widths::and)
        .and(head);

    let (bold, dim) = body.styles();
    let mut line = String::new();
    widths.push_line(body, &heads, &mut line);
    writeln!(out, "{bold}{line}{bold:#}")?;
    writeln!(out, "{}", rule(widths.line()))?;
    let make = |run, out: &mut Vec<u8>| {
        let mut line = String::new();
        each(body, seeds, maker, run, |row, words| {
            line.clear();
            widths.push_line(body, words, &mut line);
            if line.contains(ROW_MARK) {
                line = line.replace(ROW_MARK, "");
            }
            line.push('\n');
            out.extend_from_slice(line.as_bytes());
            for line in beneath::lines(row, body.claims, body.options) {
                // Writing to a buffer cannot fail.
                let _ = writeln!(out, "{dim}{line}{dim:#}");
            }
        });
    };
    write_parts(runs(seeds.len()), make, out)
}

/// Returns so many places in runs.
fn runs(count: usize) -> impl Iterator<Item = Range<usize>> + Send {
    (0..count)
        .step_by(RUN)
        .map(move |start| start..count.min(start + RUN))
}

/// Makes the rows of a run, each with its words.
fn each(
    body: &Body<'_, '_>,
    seeds: &[Seed],
    maker: &Maker<'_>,
    run: Range<usize>,
    mut take: impl FnMut(&Row, &[String]),
) {
    let above = run.start.checked_sub(1);
    let mut above = above.map(|above| maker.look(&seeds[above]));
    let mut words = Vec::new();
    for seed in &seeds[run] {
        let row = maker.look(seed);
        body.words(&row, above.as_deref(), &mut words);
        take(&row, &words);
        above = Some(row);
    }
}

/// How wide the cells in each place are.
struct Widths {
    widest: Vec<usize>,
    /// The widest of those after which a line ends, numbers aside.
    last: Vec<usize>,
    /// Whether a line ends after a number.
    ends_in_number: Vec<bool>,
}

impl Widths {
    fn new(places: usize) -> Self {
        Self {
            widest: vec![0; places],
            last: vec![0; places],
            ends_in_number: vec![false; places],
        }
    }

    fn add(&mut self, body: &Body<'_, '_>, words: &[String]) {
        for (widest, words) in self.widest.iter_mut().zip(words) {
            *widest = words.width().max(*widest);
        }
        let mut ends = words.iter().map(|words| words.trim_end()).enumerate();
        if let Some((place, end)) = ends.rfind(|(_, end)| !end.is_empty()) {
            // A number stands at the right of its place, whose width is not known yet.
            match body.columns[body.kept[place]].holds {
                Holds::Number => self.ends_in_number[place] = true,
                _ => self.last[place] = self.last[place].max(end.width()),
            }
        }
    }

    fn and(mut self, other: Self) -> Self {
        for (widest, other) in self.widest.iter_mut().zip(other.widest) {
            *widest = other.max(*widest);
        }
        for (last, other) in self.last.iter_mut().zip(other.last) {
            *last = other.max(*last);
        }
        for (ends, other) in self.ends_in_number.iter_mut().zip(other.ends_in_number) {
            *ends |= other;
        }
        self
    }

    /// Returns how wide the longest line is.
    fn line(&self) -> usize {
        let mut start = 0;
        let mut longest = 0;
        for (place, widest) in self.widest.iter().enumerate() {
            let last = match self.ends_in_number[place] {
                true => *widest,
                false => self.last[place],
            };
            if last > 0 {
                longest = longest.max(start + last);
            }
            start += widest + GAP;
        }
        longest
    }

    /// Adds the line of a row, without spaces at its end.
    fn push_line(&self, body: &Body<'_, '_>, words: &[String], line: &mut String) {
        for ((column, words), widest) in body.kept().zip(words).zip(&self.widest) {
            let space = widest - words.width();
            let (left, right) = match column.holds {
                Holds::Number => (space, 0),
                _ => (0, space),
            };
            line.extend(std::iter::repeat_n(' ', left));
            line.push_str(words);
            line.extend(std::iter::repeat_n(' ', right + GAP));
        }
        line.truncate(line.trim_end().len());
    }
}
