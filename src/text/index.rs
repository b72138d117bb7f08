//! Where the code points and the lines of a text stand, found without counting from its start each time.

use super::Place;

/// How many code points lie from one mark to the next.
const STRIDE: usize = 64;

/// The places of a text's code points and lines.
///
/// ```
/// let index = claimgraph::text::Index::new("银\n行x");
/// assert_eq!(index.code_points(), 4);
/// assert_eq!(index.byte_of(3), Some(7));
/// assert_eq!(index.point_of(7), 3);
/// assert_eq!((index.place(7).line, index.place(7).column), (2, 2));
/// ```
#[derive(Debug, Clone)]
pub struct Index<'t> {
    text: &'t str,
    /// The byte of every [`STRIDE`]th code point.
    marks: Vec<usize>,
    code_points: usize,
    /// The byte at which each line starts.
    lines: Vec<usize>,
}

impl<'t> Index<'t> {
    /// Returns the index of a text.
    pub fn new(text: &'t str) -> Self {
        let mut index = Self {
            text,
            marks: Vec::new(),
            code_points: 0,
            lines: vec![0],
        };
        for (byte, c) in text.char_indices() {
            if index.code_points.is_multiple_of(STRIDE) {
                index.marks.push(byte);
            }
            index.code_points += 1;
            if c == '\n' {
                index.lines.push(byte + 1);
            }
        }
        index
    }

    /// Returns the text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the number of code points.
    pub fn code_points(&self) -> usize {
        self.code_points
    }

    /// Returns the byte at which a code point starts, that of the end for the one after the last, `None` beyond it.
    pub fn byte_of(&self, point: usize) -> Option<usize> {
        if point >= self.code_points {
            return (point == self.code_points).then_some(self.text.len());
        }
        let mark = self.marks[point / STRIDE];
        let (byte, _) = self.text[mark..].char_indices().nth(point % STRIDE)?;
        Some(mark + byte)
    }

    /// Returns how many code points start before a byte of the text.
    pub fn point_of(&self, byte: usize) -> usize {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        match self.marks.partition_point(|mark| *mark <= byte) {
            0 => 0,
            after => {
                let mark = after - 1;
                mark * STRIDE + self.text[self.marks[mark]..byte].chars().count()
            }
        }
    }

    /// Returns the place of a byte for people and editors.
    pub fn place(&self, byte: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines[line.saturating_sub(1)];
        Place {
            line: line.max(1),
            column: self.point_of(byte) - self.point_of(start) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_point_is_found_both_ways() {
        let text = "马斯克 and OpenAI\r\n".repeat(30);
        let index = Index::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.byte_of(point), Some(byte));
            assert_eq!(index.point_of(byte), point);
        }
        assert_eq!(index.byte_of(index.code_points()), Some(text.len()));
        assert_eq!(index.byte_of(index.code_points() + 1), None);
        assert_eq!(index.place(text.len()).line, 31);
    }

    #[test]
    fn an_empty_text_has_one_place() {
        let index = Index::new("");
        assert_eq!(index.byte_of(0), Some(0));
        assert_eq!((index.place(0).line, index.place(0).column), (1, 1));
    }
}
