//! Text that is no JSON: what the JSON library found, in plain words, with what to do about it.

use super::decode::Fault;
use crate::diagnostic::Code;
use crate::text::{File, Place};

/// Words the first fault of a text that is no JSON; `body` is the part of the file's text that should be.
pub(super) fn fault<'a>(file: &'a File, body: &'a str, error: &serde_json::Error) -> Fault<'a> {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let offset = offset(body, error.line(), error.column());
    let place_of = |offset: usize| file.place(file.range_of(body).start + offset);
    if message.starts_with("EOF") {
        return at_the_end(body, place_of);
    }
    let rest = &body[offset..];
    let before = body[..offset].trim_end();
    let (at, (message, hint)) = if message.starts_with("control character") {
        // The library stands at one side of the character or the other.
        let at = rest.find(char::is_control).map_or(offset, |at| offset + at);
        (at, of_control(body[at..].chars().next()))
    } else if rest.starts_with([']', '}']) && before.ends_with(',') {
        let words = (
            "a comma stands before a closing bracket",
            "remove the comma",
        );
        (before.len() - 1, own(words))
    } else if rest.starts_with([']', '}']) && before.ends_with(':') {
        let words = ("a key has no value", "give it one, or remove the key");
        (offset, own(words))
    } else if let (true, Some(open)) = (rest.starts_with([']', '}']), last_open(before)) {
        let Place { line, column } = place_of(open);
        let mark = &body[open..=open];
        let message = "a bracket closes here that was not the last to open".to_owned();
        let hint = format!("the {mark} at line {line}, column {column} is still open");
        (offset, (message, Some(hint)))
    } else {
        (offset, at_a_character(message, rest))
    };
    let len = body[at..].chars().next().map_or(0, char::len_utf8);
    Fault {
        code: Code::Syntax,
        at: &body[at..at + len],
        message,
        hint,
    }
}

/// Words a fault inside a string.
pub(super) fn of_string(message: &str) -> (String, Option<String>) {
    if message.contains("surrogate") || message.contains("unicode") || message.contains("hex") {
        own((
            "an escape is no character of Unicode",
            "write the character itself, or both halves of its pair of \\u escapes",
        ))
    } else if message == "invalid escape" {
        own((
            "a backslash is followed by a character that JSON does not escape",
            "write the backslash itself as \\\\",
        ))
    } else {
        (message.to_owned(), None)
    }
}

fn own((message, hint): (&str, &str)) -> (String, Option<String>) {
    (message.to_owned(), Some(hint.to_owned()))
}

/// Returns the byte offset of the character that the library speaks of by line and byte.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let line_start = lines.map(str::len).sum::<usize>();
    text.floor_char_boundary((line_start + column.saturating_sub(1)).min(text.len()))
}

fn at_the_end(body: &str, place_of: impl Fn(usize) -> Place) -> Fault<'_> {
    let end = body.trim_end().len();
    let (message, hint) = if end == 0 {
        let hint = "a file holds one object; `claimgraph init DIR` writes examples";
        ("the file is empty".to_owned(), Some(hint.to_owned()))
    } else {
        let message = "the file ends before everything in it is closed".to_owned();
        let hint = last_open(&body[..end]).map(|open| {
            let Place { line, column } = place_of(open);
            let mark = &body[open..=open];
            format!("the {mark} at line {line}, column {column} is not closed")
        });
        (message, hint)
    };
    Fault {
        code: Code::Syntax,
        at: &body[end..end],
        message,
        hint,
    }
}

/// Returns where the innermost bracket or string that is still open was opened.
fn last_open(text: &str) -> Option<usize> {
    let (mut open, mut string, mut escaped) = (Vec::new(), None, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if string.is_some() => escaped = true,
            b'"' if string.is_some() => string = None,
            _ if string.is_some() => {}
            b'"' => string = Some(offset),
            b'[' | b'{' => open.push(offset),
            b']' | b'}' => {
                open.pop();
            }
            _ => {}
        }
    }
    string.or(open.last().copied())
}

fn of_control(c: Option<char>) -> (String, Option<String>) {
    match c {
        Some('\n' | '\r') => own((
            "a string runs over the end of its line",
            "close it with a quotation mark, or write the line break as \\n",
        )),
        Some('\t') => own(("a string holds a tab", "write it as \\t")),
        c => (
            "a string holds a control character".to_owned(),
            c.map(|c| format!("remove it, or write it as \\u{:04x}", u32::from(c))),
        ),
    }
}

/// Words a fault at the text that begins with the character at fault.
fn at_a_character(message: &str, rest: &str) -> (String, Option<String>) {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    match rest.chars().next() {
        Some('/' | '#') => {
            return own((
                "JSON has no comments",
                "put the remark into a `note` or a `summary`",
            ));
        }
        Some('\'' | '‘' | '’' | '“' | '”') => {
            return own((
                "JSON takes straight double quotation marks only",
                "write \" instead",
            ));
        }
        Some(c) if c.is_control() => {
            return own(("a control character stands between values", "remove it"));
        }
        _ => {}
    }
    match message {
        "expected `,` or `}`" | "expected `,` or `]`" => {
            let hint = if rest.starts_with(['"', '{', '[']) {
                "put a comma before it, or close what comes before it"
            } else {
                "values are parted by commas, and every bracket is closed by its own kind"
            };
            own(("a comma or a closing bracket is missing here", hint))
        }
        "expected `:`" => own((
            "a colon is missing after a key",
            "a key and its value are written as \"key\": \"value\"",
        )),
        "key must be a string" if rest.starts_with('{') => own((
            "an object begins where a key must stand",
            "close the object before it with }",
        )),
        "key must be a string" => own((
            "a key must be a string",
            "write it in double quotation marks, as \"key\"",
        )),
        "trailing characters" => own((
            "something follows the end of the object that the file holds",
            "remove it, or remove the bracket that closes the object too early",
        )),
        "expected value" | "expected ident" => {
            let hint = match word.to_lowercase().as_str() {
                "true" | "false" | "null" => "true, false and null are written in lower case",
                "" => "a value is a string, a number, true, false, an array or an object",
                _ => "write words in double quotation marks",
            };
            own(("a value is missing or misspelt here", hint))
        }
        "invalid number" => own((
            "a number is not written as JSON writes numbers",
            "write it as 44 or 0.5; amounts are strings, such as \"USD 44M\"",
        )),
        other => of_string(other),
    }
}
