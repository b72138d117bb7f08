//! Running text fitted to the terminal, broken between words alone.

use unicode_width::UnicodeWidthStr;

/// Returns a line broken into as many as it takes, those after the first indented; a word that is too long stays whole.
pub(super) fn wrap(line: &str, indent: usize, width: usize) -> String {
    // The words of the first line keep the space between them, which may be what lines columns up.
    let mut wrapped = String::with_capacity(line.len() + 16);
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let needed = word.trim_end().width();
        let is_first = wrapped.trim_end().is_empty();
        if used + needed > width && !is_first {
            wrapped.truncate(wrapped.trim_end().len());
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', indent));
            used = indent;
        }
        wrapped.push_str(word);
        used += word.width();
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrap("one two three", 0, 13), "one two three");
        assert_eq!(wrap("one two three", 2, 9), "one two\n  three");
        assert_eq!(wrap("  :a   one two", 7, 11), "  :a   one\n       two");
        assert_eq!(wrap("incomprehensible", 2, 4), "incomprehensible");
        assert_eq!(wrap("马斯克 说", 0, 8), "马斯克\n说");
    }
}
