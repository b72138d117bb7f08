//! How complex a text may be.
//!
//! Trees are built, walked and dropped by recursion. Texts whose trees would be too deep are turned
//! away here, by looking at the tokens alone, so that no query can exhaust the stack.

use open_cypher::{Keyword, Token, TokenKind};

use crate::cypher::error::{Class, Error, Fault, Kind, Span};

/// How long a query text may be, in bytes.
const MAX_LENGTH: usize = 1 << 20;
/// How many words and signs a query may have: the parser's time grows with their square.
const MAX_TOKENS: usize = 20_000;
/// How many levels deep the tree of an expression may be.
const MAX_DEPTH: usize = 80;
/// How many operators may follow one another without a comma, a bracket or a clause between them.
const MAX_CHAIN: usize = 2_000;
/// How many clauses a query may have.
const MAX_CLAUSES: usize = 500;

pub(super) fn check_length(source: &str) -> Result<(), Error> {
    if source.len() <= MAX_LENGTH {
        return Ok(());
    }
    let whole = Span {
        start: 0,
        end: source.len(),
    };
    let message = format!("the query is longer than {MAX_LENGTH} bytes");
    Err(too_complex(whole, message))
}

/// What has piled up between an opening bracket and the place that is looked at.
#[derive(Default)]
struct Level {
    /// Signs and postfixes of one operand: `- - x`, `x.a.b[0]`.
    tight: usize,
    /// Tests within one condition: `NOT NOT a`, `a IN b IN c`, `a = b IS NULL`.
    loose: usize,
    /// Operators of any kind.
    chain: usize,
    /// Whether the last token ended an operand, so that a sign after it has two sides.
    operand: bool,
    /// Whether `CASE` opened the level, and not a bracket.
    case: bool,
}

pub(super) fn check(tokens: &[&Token]) -> Result<(), Error> {
    if let Some(beyond) = tokens.get(MAX_TOKENS) {
        let message = format!("the query has more than {MAX_TOKENS} words and signs");
        return Err(too_complex(beyond.span.into(), message));
    }
    let mut outer: Vec<Level> = Vec::new();
    let mut level = Level::default();
    let mut depth_outside = 0;
    let mut clauses = 0;
    for (index, token) in tokens.iter().enumerate() {
        match effect(token.kind) {
            Effect::Open { case } => {
                level.tight += if opens_pattern(tokens, index) { 4 } else { 1 };
                level.operand = true;
                depth_outside += level.depth();
                outer.push(std::mem::take(&mut level));
                level.case = case;
            }
            Effect::Close { case } if case && !level.case => level.operand = true,
            Effect::Close { case } => {
                // A bracket also closes what `case` opened inside it, if that was only a name.
                while let Some(enclosing) = outer.pop() {
                    let closed = std::mem::replace(&mut level, enclosing);
                    depth_outside -= level.depth();
                    if closed.case == case {
                        break;
                    }
                }
                level.operand = true;
            }
            Effect::Sign if !level.operand => level.tight += 1,
            Effect::Sign | Effect::Infix => level.infix(),
            Effect::Test => {
                level.loose += 1;
                level.infix();
            }
            Effect::Connective => {
                level.loose = 0;
                level.infix();
            }
            Effect::Postfix => level.tight += 1,
            Effect::Separator => level.restart(),
            Effect::Clause => {
                level.restart();
                clauses += 1;
            }
            Effect::Operand => level.operand = true,
        }
        let span = Span::from(token.span);
        if depth_outside + level.depth() > MAX_DEPTH {
            let message = format!("the query nests deeper than {MAX_DEPTH} levels");
            return Err(too_complex(span, message));
        }
        if level.chain > MAX_CHAIN {
            let message = format!("more than {MAX_CHAIN} operators in a row");
            return Err(too_complex(span, message));
        }
        if clauses > MAX_CLAUSES {
            let message = format!("the query has more than {MAX_CLAUSES} clauses");
            return Err(too_complex(span, message));
        }
    }
    Ok(())
}

impl Level {
    /// How many levels of the tree it stands for.
    fn depth(&self) -> usize {
        self.tight + self.loose
    }

    fn restart(&mut self) {
        *self = Level {
            case: self.case,
            ..Level::default()
        };
    }

    fn infix(&mut self) {
        self.tight = 0;
        self.chain += 1;
        self.operand = false;
    }
}

/// What a token does to the depth of the tree.
enum Effect {
    Open { case: bool },
    Close { case: bool },
    Sign,
    Infix,
    Test,
    Connective,
    Postfix,
    Separator,
    Clause,
    Operand,
}

fn effect(kind: TokenKind) -> Effect {
    use Keyword as K;
    use TokenKind as T;
    match kind {
        T::LeftParen | T::LeftBracket | T::LeftBrace => Effect::Open { case: false },
        T::RightParen | T::RightBracket | T::RightBrace => Effect::Close { case: false },
        T::Keyword(K::Case) => Effect::Open { case: true },
        T::Keyword(K::End) => Effect::Close { case: true },
        T::Minus | T::Plus => Effect::Sign,
        T::Star | T::Slash | T::Percent | T::Caret | T::DoublePipe => Effect::Infix,
        T::LeftArrow | T::RightArrow => Effect::Infix,
        T::Dot | T::Colon | T::DoubleColon | T::Bang => Effect::Postfix,
        T::Equal
        | T::NotEqual
        | T::Less
        | T::LessEqual
        | T::Greater
        | T::GreaterEqual
        | T::RegexMatch
        | T::Keyword(K::Not | K::In | K::Is | K::Starts | K::Ends | K::Contains) => Effect::Test,
        T::Keyword(K::And | K::Or | K::Xor) => Effect::Connective,
        T::Comma | T::Pipe | T::Semicolon | T::Keyword(K::When | K::Then | K::Else) => {
            Effect::Separator
        }
        T::Keyword(
            K::Match | K::With | K::Return | K::Unwind | K::Union | K::Where | K::Call | K::Order,
        ) => Effect::Clause,
        _ => Effect::Operand,
    }
}

/// Tells whether a bracket begins a part of a pattern: such parts the parser takes in by recursion, which
/// costs more than other levels do.
fn opens_pattern(tokens: &[&Token], index: usize) -> bool {
    use TokenKind as T;
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    let before = before.map(|token| token.kind);
    let after = tokens.get(index + 1).map(|token| token.kind);
    match tokens[index].kind {
        T::LeftBracket => {
            after == Some(T::LeftParen) || matches!(before, Some(T::Minus | T::LeftArrow))
        }
        T::LeftBrace => matches!(
            before,
            Some(T::Identifier | T::EscapedIdentifier | T::LeftParen | T::LeftBracket)
        ),
        _ => false,
    }
}

fn too_complex(span: Span, message: String) -> Error {
    Fault::new(Class::LimitExceeded, Kind::TooDeep, message)
        .at(span)
        .at_compile_time()
}
