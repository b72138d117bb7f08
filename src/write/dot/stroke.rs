//! How the lines of facts are drawn, in Graphviz's words: put once for all lines that are drawn alike.

use super::attributes::Attributes;
use super::style::{Line, Tone};

/// What decides how a fact's line is drawn, amounts aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// What its colour tells.
    pub tone: Tone,
    /// How it is put.
    pub line: Line,
    /// Whether it says the same in both directions.
    pub symmetric: bool,
}

/// The attributes of every look.
#[derive(Debug)]
pub(super) struct Strokes(Vec<Stroke>);

/// The attributes of one look.
#[derive(Debug, Default)]
pub(super) struct Stroke {
    /// Those of the line, as a list that has begun.
    pub line: String,
    /// Those of its head, to the end of the list.
    pub head: String,
}

impl Strokes {
    /// Puts every look in words.
    pub fn new() -> Self {
        let mut strokes = Vec::new();
        strokes.resize_with(Look::COUNT, Stroke::default);
        for look in Look::all() {
            let stroke = &mut strokes[look.index()];
            look.line(Attributes::new(&mut stroke.line));
            look.head(Attributes::more(&mut stroke.head)).end();
        }
        Self(strokes)
    }

    /// Returns the attributes of a look.
    pub fn get(&self, look: Look) -> &Stroke {
        &self.0[look.index()]
    }
}

impl Look {
    const COUNT: usize = Tone::ALL.len() * Line::ALL.len() * 2;

    fn all() -> impl Iterator<Item = Self> {
        let lines = || {
            let tones = Tone::ALL.into_iter();
            tones.flat_map(|tone| Line::ALL.map(|line| (tone, line)))
        };
        [false, true].into_iter().flat_map(move |symmetric| {
            lines().map(move |(tone, line)| Self {
                tone,
                line,
                symmetric,
            })
        })
    }

    fn index(self) -> usize {
        let drawn = self.tone as usize * Line::ALL.len() + self.line as usize;
        2 * drawn + usize::from(self.symmetric)
    }

    /// Adds how the line is drawn, but for its ends.
    pub fn line(self, attributes: Attributes<'_>) -> Attributes<'_> {
        attributes
            .word("color", self.tone.colour())
            .word("style", self.line.dashes())
    }

    /// Adds the head of the line; none where it says the same in both directions.
    pub fn head(self, attributes: Attributes<'_>) -> Attributes<'_> {
        match self.symmetric {
            true => attributes.word("dir", "none"),
            false => attributes.word("arrowhead", self.line.head()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_looks_share_a_place() {
        let mut places: Vec<usize> = Look::all().map(Look::index).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..Look::COUNT));
    }

    #[test]
    fn looks_are_drawn_as_they_are_put_in_words() {
        let strokes = Strokes::new();
        for look in Look::all() {
            let mut whole = String::new();
            look.head(look.line(Attributes::new(&mut whole))).end();
            let stroke = strokes.get(look);
            assert_eq!([&*stroke.line, &stroke.head].concat(), whole);
        }
    }
}
