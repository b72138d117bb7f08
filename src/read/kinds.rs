//! `kinds.json` to kinds of entities and sources, and the kinds that other records name.

use hashbrown::HashMap;

use super::decode::{Decoded, decode};
use super::fields::Step;
use super::ids::is_id;
use super::limits;
use super::reader::{Reader, Record, key};
use super::record::{KindRecord, KindsFile, Raw};
use super::texts::Text;
use crate::diagnostic::Code;
use crate::model::{
    BuiltIn, Case, DeclaredKind, EntityKind, KindId, Kinds, Pairs, SourceKind, TextId, label_of,
};
use crate::text::nearest;

/// A kind of either set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Entity(KindId<EntityKind>),
    Source(KindId<SourceKind>),
}

/// The kinds by id: `None` for one whose declaration has a fault.
pub(super) struct KnownKinds<'f> {
    kinds: HashMap<Box<str>, Option<Kind>>,
    /// The labels that queries know them by, each with the id of the kind that has it.
    labels: HashMap<String, Box<str>>,
    declared: Vec<Declared<'f>>,
    /// Where each kind that is not built in was first declared.
    first: HashMap<Box<str>, Record<'f>>,
    /// Whether every declaration could be looked at.
    pub complete: bool,
}

/// A declaration whose parent is not resolved yet.
struct Declared<'f> {
    record: Record<'f>,
    id: TextId,
    under: Text<'f>,
    labels: Pairs,
    note: Option<TextId>,
}

/// The labels of nodes that are no kinds, and what has them.
const OTHER_LABELS: [(&str, &str); 3] = [
    ("Entity", "entities"),
    ("Claim", "claims"),
    ("Source", "sources"),
];

impl KnownKinds<'_> {
    pub fn built_in() -> Self {
        let entities = Kinds::<EntityKind>::default();
        let sources = Kinds::<SourceKind>::default();
        let pool = crate::model::Pool::default();
        let mut known = Self {
            kinds: HashMap::new(),
            labels: HashMap::new(),
            declared: Vec::new(),
            first: HashMap::new(),
            complete: true,
        };
        for kind in entities.all() {
            known.add(entities.word(kind, &pool), Kind::Entity(kind));
        }
        for kind in sources.all() {
            known.add(sources.word(kind, &pool), Kind::Source(kind));
        }
        known
    }

    fn add(&mut self, word: &str, kind: Kind) {
        self.kinds.insert(word.into(), Some(kind));
        self.labels.insert(label_of(word), word.into());
    }

    /// Returns the kinds of one set, sorted by their words.
    fn words<K: OfKind>(&self) -> Vec<&str> {
        let of_set = self.kinds.iter();
        let of_set = of_set.filter(|(_, kind)| kind.is_some_and(|kind| K::of(kind).is_some()));
        let mut words: Vec<&str> = of_set.map(|(word, _)| &**word).collect();
        words.sort_unstable();
        words
    }
}

/// The set of kinds that a built-in kind belongs to.
pub(super) trait OfKind: BuiltIn {
    /// What it is the kind of, in the plural.
    const WHAT: &'static str;

    fn of(kind: Kind) -> Option<KindId<Self>>;
    fn kind(kind: KindId<Self>) -> Kind;
    fn kinds(case: &mut Case) -> &mut Kinds<Self>;
}

impl OfKind for EntityKind {
    const WHAT: &'static str = "entities";

    fn of(kind: Kind) -> Option<KindId<Self>> {
        match kind {
            Kind::Entity(kind) => Some(kind),
            Kind::Source(_) => None,
        }
    }

    fn kind(kind: KindId<Self>) -> Kind {
        Kind::Entity(kind)
    }

    fn kinds(case: &mut Case) -> &mut Kinds<Self> {
        &mut case.entity_kinds
    }
}

impl OfKind for SourceKind {
    const WHAT: &'static str = "sources";

    fn of(kind: Kind) -> Option<KindId<Self>> {
        match kind {
            Kind::Source(kind) => Some(kind),
            Kind::Entity(_) => None,
        }
    }

    fn kind(kind: KindId<Self>) -> Kind {
        Kind::Source(kind)
    }

    fn kinds(case: &mut Case) -> &mut Kinds<Self> {
        &mut case.source_kinds
    }
}

/// Reads the declarations of a file; what they are under is resolved by [`link`].
pub(super) fn read<'f>(reader: &mut Reader<'f>) {
    let records = match reader.is_lines() {
        true => Some(reader.line_records()),
        false => {
            let file = reader.file::<KindsFile<Raw<'f>>>();
            let items = file.and_then(|(file, fields)| reader.records(file, "kinds", fields.kinds));
            items.map(|items| items.into_iter().map(|raw| reader.record(raw)).collect())
        }
    };
    let Some(records) = records else {
        reader.kinds.complete = false;
        return;
    };
    for record in records {
        read_one(reader, record);
    }
}

fn read_one<'f>(reader: &mut Reader<'f>, record: Record<'f>) {
    let decoded = decode(record.raw).filter(|_| record.raw.len() <= limits::LINE);
    let decoded: Option<Decoded<KindRecord<'f>>> = decoded.or_else(|| {
        let is_json = !reader.is_lines() || reader.line(record.raw).is_some();
        is_json.then(|| reader.decode(record)).flatten()
    });
    let Some(Decoded { fields, whole }) = decoded else {
        reader.kinds.complete = false;
        return;
    };
    let id = reader.need(record, "id", fields.id.as_ref());
    let id = id.filter(|id| is_id_of_kind(reader, record, id));
    if id.is_none() {
        // Whatever names this kind by the id it should have is not at fault.
        reader.kinds.complete = false;
    }
    let id = id.and_then(|id| declare(reader, record, id));
    let under = reader.need(record, "under", fields.under.as_ref());
    let under = under.map(|_| fields.under.clone());
    let labels = match &fields.labels {
        Some(labels) => reader.labels(record, "labels", Some(labels)),
        None => Some(Pairs::default()),
    };
    let note = reader.text(record, "note", fields.note.as_ref());
    if let (true, Some(id), Some(Some(under)), Some(labels)) = (whole, id, under, labels) {
        reader.kinds.declared.push(Declared {
            record,
            id,
            under,
            labels,
            note,
        });
    }
}

/// Returns whether a text is written as ids are; reports one that is not.
fn is_id_of_kind<'f>(reader: &mut Reader<'f>, record: Record<'f>, id: &str) -> bool {
    if !is_id(id) {
        let hint = "ids have ASCII letters, digits, and - _ . : only";
        let message = format!("\"{id}\" is no id");
        reader.fault(record, &[key("id")], Code::InvalidId, message, Some(hint));
    }
    is_id(id)
}

/// Declares the id of a kind, so that others may name it even if its declaration has faults.
fn declare<'f>(reader: &mut Reader<'f>, record: Record<'f>, id: &str) -> Option<TextId> {
    let path = [key("id")];
    match reader.kinds.kinds.get(id) {
        Some(Some(kind)) => {
            let what = match kind {
                Kind::Entity(_) => EntityKind::WHAT,
                Kind::Source(_) => SourceKind::WHAT,
            };
            let message = format!("\"{id}\" is a built-in kind of {what}");
            let hint = "leave the declaration out, or give your kind another id";
            reader.fault(record, &path, Code::BuiltInKind, message, Some(hint));
            return None;
        }
        Some(None) => {
            let message = format!("there is already a kind \"{id}\"");
            let first = reader.kinds.first.get(id).copied().unwrap_or(record);
            let (file, place) = reader.place_of(first);
            let (line, column) = (place.line, place.column);
            let hint =
                format!("the first is at {file}:{line}:{column}; give one of them another id");
            reader.fault(record, &path, Code::DuplicateId, message, Some(&hint));
            return None;
        }
        None => {}
    }
    let label = label_of(id);
    let other = match reader.kinds.labels.get(&label) {
        Some(other) => Some(format!("that of the kind \"{other}\"")),
        None => {
            let other = OTHER_LABELS.iter().find(|(other, _)| *other == label);
            other.map(|(_, what)| format!("that of all {what}"))
        }
    };
    reader.kinds.kinds.insert(id.into(), None);
    reader.kinds.first.insert(id.into(), record);
    if label.is_empty() || other.is_some() {
        let message = match other {
            Some(other) => {
                format!("queries would know \"{id}\" by the label `{label}`, which is {other}")
            }
            None => format!("\"{id}\" makes no label that queries could know it by"),
        };
        let hint =
            "labels are ids without - _ . and :, each part with a capital: give it another id";
        reader.fault(record, &path, Code::KindLabel, message, Some(hint));
        return None;
    }
    reader.kinds.labels.insert(label, id.into());
    Some(reader.case.pool.intern(id))
}

/// Resolves what kinds are under, and adds them to the case, each after its parent.
pub(super) fn link(reader: &mut Reader<'_>) {
    let declared = std::mem::take(&mut reader.kinds.declared);
    let place_of: HashMap<TextId, usize> = declared
        .iter()
        .enumerate()
        .map(|(place, kind)| (kind.id, place))
        .collect();
    let mut state = vec![State::Waiting; declared.len()];
    for start in 0..declared.len() {
        let mut path = vec![start];
        while let Some(place) = path.last().copied() {
            let kind = &declared[place];
            let parent = reader.case.pool.find(&kind.under);
            let parent = parent.and_then(|id| place_of.get(&id).copied());
            if state[place] != State::Done {
                state[place] = State::OnPath;
                match parent.map(|parent| (parent, state[parent])) {
                    Some((parent, State::Waiting)) => {
                        path.push(parent);
                        continue;
                    }
                    Some((parent, State::OnPath)) => {
                        let from = path.iter().position(|step| *step == parent);
                        let from = from.unwrap_or_default();
                        circle(reader, &declared, &path[from..]);
                        path.drain(from..)
                            .for_each(|step| state[step] = State::Done);
                        continue;
                    }
                    Some((_, State::Done)) | None => add(reader, kind),
                }
                state[place] = State::Done;
            }
            path.pop();
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    OnPath,
    Done,
}

fn circle<'f>(reader: &mut Reader<'f>, declared: &[Declared<'f>], circle: &[usize]) {
    let first = circle.iter().min().copied().unwrap_or_default();
    let start = circle.iter().position(|place| *place == first);
    let (before, after) = circle.split_at(start.unwrap_or_default());
    let in_order = after.iter().chain(before).chain([&first]);
    let names: Vec<&str> = in_order
        .map(|place| reader.case.text(declared[*place].id))
        .collect();
    let message = format!("kinds are under one another: {}", names.join(" > "));
    let hint = "put one of them under a built-in kind";
    let path = [key("under")];
    let record = declared[first].record;
    reader.fault(record, &path, Code::KindCycle, message, Some(hint));
}

/// Adds a kind whose parent, if there is one, has been added.
fn add<'f>(reader: &mut Reader<'f>, kind: &Declared<'f>) {
    let Some(known) = reader.kinds.kinds.get(&*kind.under).copied() else {
        if reader.kinds.complete {
            let words: Vec<&str> = reader.kinds.kinds.keys().map(|word| &**word).collect();
            let hint = hint(&kind.under, words, || {
                "name a built-in kind, or declare this one too".to_owned()
            });
            let message = format!("no kind \"{}\"", &*kind.under);
            let path = [key("under")];
            reader.fault(kind.record, &path, Code::UnknownKind, message, Some(&hint));
        }
        return;
    };
    let added = known.map(|under| match under {
        Kind::Entity(under) => declare_under(reader, kind, under),
        Kind::Source(under) => declare_under(reader, kind, under),
    });
    let id = reader.case.text(kind.id).into();
    reader.kinds.kinds.insert(id, added);
}

fn declare_under<K: OfKind>(
    reader: &mut Reader<'_>,
    kind: &Declared<'_>,
    under: KindId<K>,
) -> Kind {
    let declared = DeclaredKind {
        id: kind.id,
        under,
        labels: kind.labels,
        note: kind.note,
    };
    K::kind(K::kinds(&mut reader.case).declare(declared))
}

impl<'f> Reader<'f> {
    /// Returns the kind of a word; reports a word that is no kind of this set.
    pub fn kind<K: OfKind>(
        &mut self,
        record: Record<'f>,
        path: &[Step<'_>],
        word: &str,
    ) -> Option<KindId<K>> {
        let (message, hint) = match self.kinds.kinds.get(word) {
            Some(Some(kind)) => match K::of(*kind) {
                Some(kind) => return Some(kind),
                None => (
                    format!("\"{word}\" is no kind of {}", K::WHAT),
                    format!("one of {}", self.kinds.words::<K>().join(", ")),
                ),
            },
            // Its declaration was reported, or there may be one that could not be read.
            Some(None) => return None,
            None if !self.kinds.complete => return None,
            None => {
                let words = self.kinds.words::<K>();
                let all = words.join(", ");
                (
                    format!("\"{word}\" is not one of the words taken here"),
                    hint(word, words, || {
                        format!("one of {all}; or declare it in kinds.json")
                    }),
                )
            }
        };
        self.fault(record, path, Code::UnknownValue, message, Some(&hint));
        None
    }
}

fn hint(word: &str, mut known: Vec<&str>, otherwise: impl FnOnce() -> String) -> String {
    known.sort_unstable();
    match nearest(word, known) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => otherwise(),
    }
}
