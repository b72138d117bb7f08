//! What the readers of the several files share: the case as it grows, the ids, and the faults.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use super::decode::{Fault, decode};
use super::fields::{Fields, Step, part};
use super::places::{Origin, Places};
use super::record::{Pairs, Raw, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Case, ClaimId, EntityId, Labels, PredicateId, Quantity, QuantityError, QuantityId, SourceId,
    TextId, When, WhenError, WhenId, Word,
};
use crate::text::{File, nearest};

/// Reads files into one case.
pub(super) struct Reader<'f> {
    files: &'f [File],
    file: usize,
    pub case: Case,
    pub places: Places,
    diagnostics: Vec<Diagnostic>,
    pub entities: Ids<EntityId>,
    pub predicates: Ids<PredicateId>,
    pub sources: Ids<SourceId>,
    pub claims: Ids<ClaimId>,
    whens: HashMap<Box<str>, WhenId>,
    /// The claims with links, resolved once all claims are read.
    pub linked: Vec<(Record<'f>, ClaimId)>,
}

/// The ids of one kind of record. One that was declared by a faulty record has no handle.
pub(super) struct Ids<H> {
    handles: HashMap<TextId, Option<H>>,
    /// Whether every record of the kind could be looked at.
    complete: bool,
    what: &'static str,
    unknown: Code,
}

impl<H: Copy> Ids<H> {
    fn new(what: &'static str, unknown: Code) -> Self {
        Self {
            handles: HashMap::new(),
            complete: true,
            what,
            unknown,
        }
    }

    /// Binds a declared id to the record it stands for.
    pub fn bind(&mut self, id: TextId, handle: H) {
        self.handles.insert(id, Some(handle));
    }

    /// Notes that not every record of the kind could be looked at.
    pub fn mark_incomplete(&mut self) {
        self.complete = false;
    }
}

/// A record as it stands in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'f> {
    file: usize,
    pub raw: &'f str,
}

/// The kinds of ids, for methods that serve them all.
pub(super) trait Referred: Copy {
    fn ids<'r>(reader: &'r mut Reader<'_>) -> &'r mut Ids<Self>;
}

macro_rules! referred {
    ($($handle:ident = $field:ident,)*) => {
        $(impl Referred for $handle {
            fn ids<'r>(reader: &'r mut Reader<'_>) -> &'r mut Ids<Self> {
                &mut reader.$field
            }
        })*
    };
}

referred! {
    EntityId = entities,
    PredicateId = predicates,
    SourceId = sources,
    ClaimId = claims,
}

impl<'f> Reader<'f> {
    pub fn new(files: &'f [File], faults: Vec<Diagnostic>) -> Self {
        let mut reader = Self {
            files,
            file: 0,
            case: Case::default(),
            places: Places::default(),
            diagnostics: faults,
            entities: Ids::new("entity", Code::UnknownEntity),
            predicates: Ids::new("predicate", Code::UnknownPredicate),
            sources: Ids::new("source", Code::UnknownSource),
            claims: Ids::new("claim", Code::UnknownClaim),
            whens: HashMap::new(),
            linked: Vec::new(),
        };
        reader.mark_unusable_files();
        reader
    }

    /// Marks the kinds whose file could not be loaded, since what refers to them would be reported in vain.
    fn mark_unusable_files(&mut self) {
        for diagnostic in &self.diagnostics {
            if diagnostic.code == Code::ByteOrderMark {
                continue;
            }
            let path = self.files[diagnostic.file].path();
            match path.file_name().and_then(|name| name.to_str()) {
                Some("entities.json") => self.entities.complete = false,
                Some("predicates.json") => self.predicates.complete = false,
                Some("sources.json") => self.sources.complete = false,
                _ => self.claims.complete = false,
            }
        }
    }

    pub fn begin(&mut self, file: usize) {
        self.file = file;
    }

    pub fn finish(self) -> (Case, Places, Vec<Diagnostic>) {
        (self.case, self.places, self.diagnostics)
    }

    /// Decodes the whole file, which names its records' kind by the type; reports one that is no JSON of that shape.
    pub fn file<T: Deserialize<'f>>(&mut self) -> Option<T> {
        let text = self.files[self.file].text();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
            let offset = self.files[self.file].offset(error.line(), error.column());
            let message = error.to_string();
            let message = message
                .split(" at line ")
                .next()
                .unwrap_or(&message)
                .to_owned();
            self.report(
                Code::Syntax,
                offset..offset + 1,
                message,
                Some("the file must be one JSON object"),
            );
            return None;
        }
        match decode(text.trim()) {
            Ok(file) => Some(file),
            Err(faults) => {
                self.faults(faults);
                None
            }
        }
    }

    /// Returns a record of the file being read.
    pub fn record(&self, raw: Raw<'f>) -> Record<'f> {
        Record {
            file: self.file,
            raw: raw.get(),
        }
    }

    /// Decodes a record, reporting every fault of one that fails.
    pub fn decode<R: Deserialize<'f>>(&mut self, record: Record<'f>) -> Option<R> {
        match decode(record.raw) {
            Ok(decoded) => Some(decoded),
            Err(faults) => {
                self.faults(faults);
                None
            }
        }
    }

    /// Returns where a record stands.
    pub fn origin(&self, record: Record<'f>) -> Origin {
        Origin {
            file: u32::try_from(record.file).expect("fewer than 2^32 files"),
            start: self.files[record.file].range_of(record.raw).start,
            len: u32::try_from(record.raw.len())
                .expect("a record is shorter than its longest lines allow"),
        }
    }

    /// Reports a fault at a path of keys in a record; at the record itself where the path ends early.
    pub fn fault(
        &mut self,
        record: Record<'f>,
        path: &[Step],
        code: Code,
        message: impl Into<String>,
        hint: Option<&str>,
    ) {
        self.file = record.file;
        let span = self.files[record.file].range_of(part(record.raw, path));
        self.report(code, span, message.into(), hint);
    }

    /// Declares the id of a record, so that others may refer to it even if it has faults.
    pub fn declare<H: Referred>(&mut self, record: Record<'f>) -> Option<TextId> {
        let what = H::ids(self).what;
        // The id is taken from the raw record, which may not decode as a whole.
        let raw = Fields::of(record.raw)?.value("id")?;
        let id: String = serde_json::from_str(raw.get()).ok()?;
        let path = [key("id")];
        if id.is_empty()
            || !id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c))
        {
            let hint = "ids have ASCII letters, digits, and - _ . : only";
            self.fault(
                record,
                &path,
                Code::InvalidId,
                format!("\"{id}\" is no id"),
                Some(hint),
            );
            return None;
        }
        let text = self.case.pool.intern(&id);
        if H::ids(self).handles.contains_key(&text) {
            let message =
                format!("there is already a {what} \"{id}\"").replace("a entity", "an entity");
            self.fault(
                record,
                &path,
                Code::DuplicateId,
                message,
                Some("give one of them another id"),
            );
            return None;
        }
        H::ids(self).handles.insert(text, None);
        Some(text)
    }

    /// Returns the record that an id refers to; reports an id that nothing declares.
    pub fn refer<H: Referred>(&mut self, record: Record<'f>, path: &[Step], id: &str) -> Option<H> {
        let found = self.case.pool.find(id);
        let ids = H::ids(self);
        if let Some(handle) = found.and_then(|text| ids.handles.get(&text)) {
            return *handle;
        }
        if !ids.complete {
            return None;
        }
        let (what, unknown) = (ids.what, ids.unknown);
        let mut known: Vec<TextId> = ids.handles.keys().copied().collect();
        known.sort();
        let near = nearest(id, known.iter().map(|text| self.case.pool.get(*text)));
        let hint = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("declare it in {}", declared_in(unknown)),
        };
        self.fault(
            record,
            path,
            unknown,
            format!("no {what} \"{id}\""),
            Some(&hint),
        );
        None
    }

    /// Returns the value of a key that a record needs; reports one that is absent or empty.
    pub fn need<'t>(
        &mut self,
        record: Record<'f>,
        name: &str,
        text: Option<&'t Text<'f>>,
    ) -> Option<&'t str> {
        match text {
            None => {
                let message = format!("the key `{name}` is missing");
                self.fault(record, &[], Code::MissingKey, message, None);
                None
            }
            Some(text) => self.filled(record, &[key(name)], text),
        }
    }

    /// Returns a text that must say something; reports an empty one.
    pub fn filled<'t>(
        &mut self,
        record: Record<'f>,
        path: &[Step],
        text: &'t str,
    ) -> Option<&'t str> {
        if text.trim().is_empty() {
            self.fault(
                record,
                path,
                Code::EmptyValue,
                "the text is empty",
                Some("fill it or leave the key out"),
            );
            return None;
        }
        Some(text)
    }

    /// Returns the arm of a word; reports a word that is none of the vocabulary.
    pub fn word<W: Word>(&mut self, record: Record<'f>, path: &[Step], word: &str) -> Option<W> {
        let arm = W::from_word(word);
        if arm.is_none() {
            let words: Vec<&str> = W::ALL.iter().map(|arm| arm.as_str()).collect();
            let hint = match nearest(word, words.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("one of {}", words.join(", ")),
            };
            self.fault(
                record,
                path,
                Code::UnknownValue,
                format!("\"{word}\" is not one of the words taken here"),
                Some(&hint),
            );
        }
        arm
    }

    /// Returns the arm of an optional word, or the one that stands for its absence.
    pub fn word_or<W: Word>(
        &mut self,
        record: Record<'f>,
        name: &str,
        word: Option<&Text<'f>>,
        absent: W,
    ) -> Option<W> {
        match word {
            Some(word) => self.word(record, &[key(name)], word),
            None => Some(absent),
        }
    }

    /// Returns the date of an optional text; reports one that is none.
    pub fn when(
        &mut self,
        record: Record<'f>,
        name: &str,
        text: Option<&Text<'f>>,
    ) -> Option<WhenId> {
        let text = text?;
        if let Some(known) = self.whens.get(&**text) {
            return Some(*known);
        }
        match When::parse(text) {
            Ok(when) => {
                let id = self.case.whens.push(when);
                self.whens.insert((**text).into(), id);
                Some(id)
            }
            Err(error) => {
                let code = match error {
                    WhenError::Reversed => Code::ReversedInterval,
                    _ => Code::InvalidDate,
                };
                let hint =
                    "dates are EDTF level 1, such as 2018, 2023-01, 2019~, 2023/2024, ../2015";
                self.fault(
                    record,
                    &[key(name)],
                    code,
                    format!("\"{}\": {error}", &**text),
                    Some(hint),
                );
                None
            }
        }
    }

    /// Returns the quantity of an optional text; reports one that is none.
    pub fn quantity(&mut self, record: Record<'f>, text: Option<&Text<'f>>) -> Option<QuantityId> {
        let text = text?;
        match Quantity::parse(text, &mut self.case.pool) {
            Ok(quantity) => Some(self.case.quantities.push(quantity)),
            Err(error) => {
                let (code, hint) = match &error {
                    QuantityError::UnknownCurrency(currency) => {
                        let near = nearest(currency, crate::model::Currency::codes());
                        let hint = near.map_or_else(
                            || "currencies are ISO 4217 codes, such as USD".to_owned(),
                            |near| format!("did you mean {near}?"),
                        );
                        (Code::UnknownCurrency, hint)
                    }
                    QuantityError::Reversed => (Code::ReversedQuantity, "swap its ends".to_owned()),
                    QuantityError::Syntax(_) | QuantityError::TooLong => {
                        let hint = "written as USD 44M, ~USD 100M, <USD 45M, USD 10M..100M, >80%, 6 months or unknown USD";
                        (Code::InvalidQuantity, hint.to_owned())
                    }
                };
                self.fault(
                    record,
                    &[key("quantity")],
                    code,
                    format!("\"{}\": {error}", &**text),
                    Some(&hint),
                );
                None
            }
        }
    }

    /// Returns labels; reports missing and empty ones when they are needed.
    pub fn labels(
        &mut self,
        record: Record<'f>,
        name: &str,
        pairs: Option<&Pairs<'f>>,
    ) -> Option<Labels> {
        let Some(pairs) = pairs else {
            self.fault(
                record,
                &[],
                Code::MissingKey,
                format!("the key `{name}` is missing"),
                None,
            );
            return None;
        };
        if pairs.0.is_empty() {
            let hint = "give it at least one, such as {\"en\": \"…\"}";
            self.fault(
                record,
                &[key(name)],
                Code::EmptyValue,
                "there is no label",
                Some(hint),
            );
            return None;
        }
        for (lang, label) in &pairs.0 {
            self.filled(record, &[key(name), Step::Key((**lang).to_owned())], label)?;
        }
        Some(Labels::new(self.pairs(Some(pairs)).into_vec()))
    }

    /// Stores pairs of texts.
    pub fn pairs(&mut self, pairs: Option<&Pairs<'f>>) -> Box<[(TextId, TextId)]> {
        let pool = &mut self.case.pool;
        let pairs = pairs.iter().flat_map(|pairs| &pairs.0);
        pairs
            .map(|(key, value)| (pool.intern(key), pool.intern(value)))
            .collect()
    }

    /// Stores an optional text.
    pub fn text(&mut self, text: Option<&Text<'f>>) -> Option<TextId> {
        text.map(|text| self.case.pool.intern(text))
    }

    /// Stores a list of texts; reports empty ones.
    pub fn texts(
        &mut self,
        record: Record<'f>,
        name: &str,
        texts: Option<&Vec<Text<'f>>>,
    ) -> Box<[TextId]> {
        let mut stored = Vec::new();
        for (index, text) in texts.into_iter().flatten().enumerate() {
            if let Some(text) = self.filled(record, &[key(name), Step::Item(index)], text) {
                stored.push(self.case.pool.intern(text));
            }
        }
        stored.into_boxed_slice()
    }

    fn faults(&mut self, faults: Vec<Fault<'f>>) {
        for fault in faults {
            let span = self.files[self.file].range_of(fault.at);
            self.report(fault.code, span, fault.message, fault.hint.as_deref());
        }
    }

    fn report(&mut self, code: Code, span: Range<usize>, message: String, hint: Option<&str>) {
        self.diagnostics.push(Diagnostic {
            code,
            file: self.file,
            span,
            message,
            hint: hint.map(str::to_owned),
        });
    }
}

/// Returns the step to the value of a key.
pub(super) fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn declared_in(unknown: Code) -> &'static str {
    match unknown {
        Code::UnknownEntity => "entities.json",
        Code::UnknownPredicate => "predicates.json",
        Code::UnknownSource => "sources.json",
        _ => "a file of claims",
    }
}
