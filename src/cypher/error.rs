//! What can be wrong with a query: one error type, its place in the text, and the words openCypher has for it.
//!
//! Values and functions know no text, so they fail with a [`Fault`]; whoever evaluates an expression
//! knows where it stands and turns the fault into an [`Error`] with [`Fault::at`].

use std::fmt;

/// A half-open range of bytes in the query text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Span {
            start: range.start,
            end: range.end,
        }
    }
}

/// When an error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Before any row was read: the text itself is wrong.
    CompileTime,
    /// While rows were read: the values did not fit.
    Runtime,
}

/// The family of an error, in openCypher's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The text is not a query, or not one that makes sense.
    SyntaxError,
    /// A value has a type that the operation does not take.
    TypeError,
    /// A value has the right type and cannot be used.
    ArgumentError,
    /// A number went out of its range.
    ArithmeticError,
    /// A `$parameter` has no value.
    ParameterMissing,
    /// The query wants something this engine does not do.
    NotSupported,
    /// The query ran into a bound that was set for it.
    LimitExceeded,
}

/// What exactly is wrong, in openCypher's words where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An expression mixes aggregates with values that are not grouped by.
    AmbiguousAggregationExpression,
    /// Someone stopped the query.
    Cancelled,
    /// Two columns have one name.
    ColumnNameConflict,
    /// The parts of a union have different columns.
    DifferentColumnsInUnion,
    /// A whole number is divided by zero.
    DivisionByZero,
    /// A number is too large for a float.
    FloatingPointOverflow,
    /// A number is too large for an integer.
    IntegerOverflow,
    /// An aggregate stands where none may.
    InvalidAggregation,
    /// A value is of a type that does not fit.
    InvalidArgumentType,
    /// A value fits by type but not by what it is.
    InvalidArgumentValue,
    /// Clauses follow one another in an order that means nothing.
    InvalidClauseComposition,
    /// A number is not written as numbers are.
    InvalidNumberLiteral,
    /// A function has too few or too many arguments.
    InvalidNumberOfArguments,
    /// A parameter stands where none may.
    InvalidParameterUse,
    /// A relationship's pattern cannot be matched.
    InvalidRelationshipPattern,
    /// A character stands where none of its sort may.
    InvalidUnicodeCharacter,
    /// An escape names no character.
    InvalidUnicodeLiteral,
    /// A list is asked for an item by something else than an integer.
    ListElementAccessByNonInteger,
    /// A map is asked for a value by something else than a text.
    MapElementAccessByNonString,
    /// A parameter has no value.
    MissingParameter,
    /// A number that counts something is below zero.
    NegativeIntegerArgument,
    /// An aggregate stands inside another.
    NestedAggregation,
    /// An expression needs a name and has none.
    NoExpressionAlias,
    /// An expression depends on rows where it may not.
    NonConstantExpression,
    /// There is no variable to return.
    NoVariablesInScope,
    /// A number is outside the range that it is taken from.
    NumberOutOfRange,
    /// The query would write.
    ReadOnly,
    /// One relationship is named twice in a pattern.
    RelationshipUniquenessViolation,
    /// The text is nested or chained further than is allowed.
    TooDeep,
    /// There are more rows than is allowed.
    TooManyRows,
    /// More would have to be kept than is allowed.
    TooMuchMemory,
    /// The graph has no such label, type or key.
    UndefinedName,
    /// A variable is used and nowhere defined.
    UndefinedVariable,
    /// The text is not a query.
    UnexpectedSyntax,
    /// There is no such function.
    UnknownFunction,
    /// The language has it, this engine does not.
    UnsupportedSyntax,
    /// The query took longer than is allowed.
    Timeout,
    /// A variable is defined twice.
    VariableAlreadyBound,
    /// A variable is used as two sorts of things.
    VariableTypeConflict,
}

/// What is wrong, without the place: what values and functions fail with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The family.
    pub class: Class,
    /// What exactly.
    pub kind: Kind,
    /// Lower case, no full stop.
    pub message: String,
    /// What to write instead, when it is known.
    pub hint: Option<String>,
}

impl Fault {
    /// Something wrong, of a family and kind.
    pub fn new(class: Class, kind: Kind, message: impl Into<String>) -> Self {
        Fault {
            class,
            kind,
            message: message.into(),
            hint: None,
        }
    }

    /// The same fault with a suggestion.
    pub fn with_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// A value of a type that does not fit.
    pub fn wrong_type(message: impl Into<String>) -> Self {
        Fault::new(Class::TypeError, Kind::InvalidArgumentType, message)
    }

    /// A value that the function cannot use.
    pub fn bad_value(message: impl Into<String>) -> Self {
        Fault::new(Class::TypeError, Kind::InvalidArgumentValue, message)
    }

    /// An argument that does not denote anything, such as the date 2021-02-30.
    pub fn bad_argument(message: impl Into<String>) -> Self {
        Fault::new(Class::ArgumentError, Kind::InvalidArgumentValue, message)
    }

    /// A number out of range.
    pub fn out_of_range(message: impl Into<String>) -> Self {
        Fault::new(Class::ArgumentError, Kind::NumberOutOfRange, message)
    }

    /// An integer that needs more than 64 bits.
    pub fn overflow() -> Self {
        Fault::new(
            Class::ArithmeticError,
            Kind::IntegerOverflow,
            "the result does not fit in a 64-bit integer",
        )
    }

    /// A value or an intermediate result larger than the query may hold.
    pub fn too_large(message: impl Into<String>) -> Self {
        Fault::new(Class::LimitExceeded, Kind::TooMuchMemory, message)
    }

    /// Gives the fault its place, as an error found while running.
    pub fn at(self, span: Span) -> Error {
        Error {
            class: self.class,
            kind: self.kind,
            phase: Phase::Runtime,
            span,
            message: self.message,
            hint: self.hint,
        }
    }
}

/// A query that could not be answered: what is wrong, where, and what might be meant instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The family.
    pub class: Class,
    /// What exactly.
    pub kind: Kind,
    /// When it was found.
    pub phase: Phase,
    /// Where in the query text.
    pub span: Span,
    /// Lower case, no full stop.
    pub message: String,
    /// What to write instead, when it is known.
    pub hint: Option<String>,
}

impl Error {
    /// A query text that is wrong in itself.
    pub fn syntax(kind: Kind, span: impl Into<Span>, message: impl Into<String>) -> Self {
        Fault::new(Class::SyntaxError, kind, message)
            .at(span.into())
            .at_compile_time()
    }

    /// The same error, found before any row was read.
    pub fn at_compile_time(mut self) -> Self {
        self.phase = Phase::CompileTime;
        self
    }

    /// The same error with a suggestion.
    pub fn with_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({:?}): {}", self.class, self.kind, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// Returns "did you mean `x`?" for the known name nearest to `name`, when one is near enough.
pub fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted = name.to_lowercase();
    known
        .map(|candidate| {
            let likeness = strsim::jaro_winkler(&wanted, &candidate.to_lowercase());
            (candidate, likeness)
        })
        .filter(|(candidate, likeness)| *likeness > 0.8 && *candidate != name)
        .max_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| b.cmp(a)))
        .map(|(candidate, _)| format!("did you mean `{candidate}`?"))
}
