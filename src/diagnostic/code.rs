//! The codes by which faults are known: to people, to tests and to editors.

use std::fmt;

macro_rules! codes {
    ($($name:ident = $slug:literal: $doc:literal,)*) => {
        /// What kind of fault a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $doc] $name,)*
        }

        impl Code {
            /// Every code, in the order of the file.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// Returns the code as it is printed, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => $slug,)*
                }
            }

            /// Returns what the code means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Code::$name => $doc,)*
                }
            }
        }
    };
}

codes! {
    MissingFolder = "missing-folder": "The data folder does not exist or is no folder.",
    EmptyFolder = "empty-folder": "The data folder holds none of the files that make a claim graph.",
    MissingFile = "missing-file": "A file that every claim graph needs is absent.",
    Unreadable = "unreadable": "A file or folder is there but cannot be read.",
    InvalidUtf8 = "invalid-utf8": "A file is not UTF-8 text.",
    ByteOrderMark = "byte-order-mark": "A file begins with a byte order mark.",
    LongLine = "long-line": "A line is longer than a person or an editor can handle.",
    DeepNesting = "deep-nesting": "Brackets are nested deeper than any record needs.",
    Syntax = "syntax": "A file is not JSON.",
    WrongType = "wrong-type": "A value is of another type than its key takes.",
    UnknownKey = "unknown-key": "A key is none that the record knows.",
    DuplicateKey = "duplicate-key": "A key stands twice in one record.",
    MissingKey = "missing-key": "A key that the record needs is absent.",
    EmptyValue = "empty-value": "A text that must say something is empty.",
    InvalidId = "invalid-id": "An id has characters that ids do not have.",
    DuplicateId = "duplicate-id": "Two records of one kind have the same id.",
    UnknownValue = "unknown-value": "A value is none of the words its key takes.",
    UnknownEntity = "unknown-entity": "A record names an entity that no file declares.",
    UnknownPredicate = "unknown-predicate": "A record names a predicate that no file declares.",
    UnknownSource = "unknown-source": "A record names a source that no file declares.",
    UnknownClaim = "unknown-claim": "A record names a claim that no file holds.",
    InvalidQuantity = "invalid-quantity": "A quantity is not written as quantities are.",
    UnknownCurrency = "unknown-currency": "A quantity's currency is none that is known.",
    ReversedQuantity = "reversed-quantity": "A quantity's least value is above its greatest.",
    InvalidDate = "invalid-date": "A date is not EDTF, or is no day of the calendar.",
    ReversedInterval = "reversed-interval": "An interval of time ends before it starts.",
    BuiltInKind = "built-in-kind": "A case declares a kind that is built in.",
    UnknownKind = "unknown-kind": "A kind is declared under one that there is not.",
    KindCycle = "kind-cycle": "Kinds are declared under one another in a circle.",
    KindLabel = "kind-label": "A kind has the same label in queries as another one.",
    InvalidSha256 = "invalid-sha256": "A text's SHA-256 is not 64 hexadecimal digits.",
    EmptyAttribution = "empty-attribution": "A claim or source does not say whose words it holds.",
    ReportedInCycle = "reported-in-cycle": "Sources are reported in one another in a circle.",
    Domain = "domain": "A claim's subject is of a kind its predicate does not take.",
    Range = "range": "A claim's object is of a kind its predicate does not take.",
    MissingObject = "missing-object": "A claim lacks the object its predicate needs.",
    UnexpectedObject = "unexpected-object": "A claim has an object its predicate does not take.",
    MissingValue = "missing-value": "A claim of an attribute does not say its value.",
    UnexpectedValue = "unexpected-value": "A claim has a literal value its predicate does not take.",
    UnexpectedQuantity = "unexpected-quantity": "A claim has a quantity its predicate does not take.",
    MisplacedKey = "misplaced-key": "A predicate has a key that predicates of its kind do not take.",
    MissingAmount = "missing-amount": "A payment does not say how much.",
    MissingQuantity = "missing-quantity": "A figure has no value.",
    UnitMismatch = "unit-mismatch": "A quantity is of another unit than its predicate measures.",
    OneSidedOpposition = "one-sided-opposition": "A predicate opposes one that does not oppose it.",
    EvidenceReversed = "evidence-reversed": "Evidence ends where it starts, or before.",
    EvidenceLength = "evidence-length": "Evidence quotes more or fewer characters than it spans.",
    EvidenceOutside = "evidence-outside": "Evidence lies beyond the end of the text.",
    EvidenceSource = "evidence-source": "Evidence points into a source whose text is not held.",
    UnplacedQuote = "unplaced-quote": "A quote has no place although the text it is from is held.",
    SelfLink = "self-link": "A claim links to itself.",
    PartCycle = "part-cycle": "Claims are parts of one another in a circle.",
    JoinedOccasions = "joined-occasions": "A claim restates another in a way that makes two named occasions one.",
    MissingHeader = "missing-header": "A table to import has no header that names its columns.",
    RaggedRow = "ragged-row": "A row of a table to import has more or fewer cells than its header.",
    AmbiguousName = "ambiguous-name": "A row of a table to import names what several records are called.",
    UnknownField = "unknown-field": "A mapping names a field that the table does not have.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
