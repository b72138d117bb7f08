//! What stands in a picture's nodes, on its lines and in its tooltips.

use super::Detail;
use super::facts::{Fact, Facts};
use super::style::{QUIET, Tone};
use super::text::{Html, balance, shorten, wrap};
use super::words::Language;
use crate::graph::Graph;
use crate::model::{
    Case, Claim, ClaimId, ClaimKind, EntityId, EntityKind, KindId, Modality, Polarity,
};
use crate::write::words::label;

/// The columns at which names are broken.
const NAME: usize = 20;
/// The columns at which predicates are broken.
const PREDICATE: usize = 30;
/// The columns at which names and predicates are cut.
const WHOLE_NAME: usize = 72;
/// The columns at which a speaker's name is cut.
const SPEAKER: usize = 30;
/// The columns at which a line in a node is broken.
const NOTE: usize = 44;
/// The columns at which a line of a list is cut.
const LINE: usize = 88;
/// The columns at which a quotation in a tooltip is cut.
const QUOTE: usize = 240;

/// Writes labels in one language, with so much in them as the picture has room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels<'g> {
    /// The graph.
    pub graph: &'g Graph,
    /// The language of labels.
    pub lang: &'g str,
    /// How much there is room for.
    pub detail: Detail,
}

impl<'g> Labels<'g> {
    /// Returns the language of words that are not in the data.
    pub fn language(self) -> Language {
        Language::of(self.lang)
    }

    /// Returns an entity's name.
    pub fn name(self, entity: EntityId) -> &'g str {
        let entity = self.case().entities.get(entity);
        label(self.case(), entity.labels, entity.id, self.lang)
    }

    /// Returns the name of a kind of entities.
    pub fn kind(self, kind: KindId<EntityKind>) -> &'g str {
        let kinds = &self.case().entity_kinds;
        match kinds.declared(kind) {
            Some(declared) => label(self.case(), declared.labels, declared.id, self.lang),
            None => self.language().kind(kinds.built_in(kind)),
        }
    }

    /// Returns what stands in an entity's node: its name and, under it, its figures and states.
    pub fn entity(self, entity: EntityId, facts: &Facts<'_>) -> Html {
        let name = shorten(self.name(entity), WHOLE_NAME);
        let name = Html::bold(&balance(&name, NAME));
        if self.detail == Detail::Bare {
            return name;
        }
        let lines = facts.notes(entity).flat_map(|note| {
            let predicate = self.predicate(&note);
            let versions = self.versions(&note).into_iter();
            versions.map(move |version| (joined([predicate, &version], ": "), note.tone))
        });
        let (lines, tones): (Vec<String>, Vec<Tone>) = lines.unzip();
        let told = lines.len();
        let lines = self.capped(lines, self.detail.notes());
        if lines.is_empty() {
            return name;
        }
        let head = [name.within("TD", &[]).within("TR", &[])];
        let left_out = lines.len() < told;
        let rows = lines
            .iter()
            .zip(tones)
            .enumerate()
            .map(|(place, (line, tone))| {
                // The last line may say how many are left out.
                let is_count = left_out && place + 1 == lines.len();
                let colour = match tone {
                    Tone::Payment | Tone::Plain => QUIET,
                    _ if is_count => QUIET,
                    tone => tone.colour(),
                };
                let broken = wrap(line, NOTE).into_iter();
                let broken = broken.enumerate().map(|(index, part)| match index {
                    0 => small_in(part, colour),
                    _ => small_in(&format!("\u{a0}\u{a0}{part}"), colour),
                });
                Html::lines(broken)
                    .within("TD", &[("ALIGN", "LEFT"), ("BALIGN", "LEFT")])
                    .within("TR", &[])
            });
        Html::all(head.into_iter().chain(rows)).within(
            "TABLE",
            &[("BORDER", "0"), ("CELLSPACING", "0"), ("CELLPADDING", "1")],
        )
    }

    /// Returns what stands on a fact's line: its predicate and, under it, each version with its speaker.
    pub fn fact(self, fact: &Fact<'_>) -> Html {
        let colour = fact.tone.colour();
        let predicate = shorten(self.predicate(fact), WHOLE_NAME);
        let predicate = balance(&predicate, PREDICATE)
            .into_iter()
            .map(|line| Html::text(line).within("FONT", &[("COLOR", colour)]));
        let versions = self
            .versions(fact)
            .into_iter()
            .filter(|version| !version.is_empty())
            .collect();
        let versions = self.capped(versions, self.detail.versions());
        let rows = predicate.chain(versions.iter().map(|line| small(line)));
        let rows = rows.map(|row| row.within("TD", &[]));
        // Beside its line, the last words would touch it where it slants.
        let beside = self.detail == Detail::Full;
        let space = beside.then(|| Html::default().within("TD", &[("HEIGHT", "3")]));
        Html::all(rows.chain(space).map(|row| row.within("TR", &[]))).within(
            "TABLE",
            &[("BORDER", "0"), ("CELLSPACING", "2"), ("CELLPADDING", "0")],
        )
    }

    /// Returns all that is known of an entity's node, in lines.
    pub fn entity_tooltip(self, entity: EntityId, facts: &Facts<'_>) -> Vec<String> {
        let kind = self.kind(self.case().entities.get(entity).kind);
        let head = format!("{} ({kind})", shorten(self.name(entity), QUOTE));
        let mut above = None;
        let notes = facts.notes(entity).flat_map(move |note| {
            let told = note.claims.iter();
            let told = told.flat_map(move |claim| self.told(*claim));
            let is_new = above.replace(note.predicate) != Some(note.predicate);
            let predicate = is_new.then(|| self.predicate(&note).to_owned());
            predicate.into_iter().chain(told)
        });
        std::iter::once(head).chain(notes).collect()
    }

    /// Returns all that is known of a fact, in lines: who says it, and in which words.
    pub fn fact_tooltip(self, fact: &Fact<'_>) -> Vec<String> {
        let names = [Some(fact.subject), fact.object].into_iter().flatten();
        let mut names = names.map(|entity| shorten(self.name(entity), SPEAKER));
        let subject = names.next().unwrap_or_default();
        let object = names.next().unwrap_or_default();
        let head = format!("{subject} {} {object}", self.predicate(fact));
        let told = fact.claims.iter().flat_map(|claim| self.told(*claim));
        std::iter::once(head).chain(told).collect()
    }

    fn case(self) -> &'g Case {
        self.graph.case()
    }

    fn predicate(self, fact: &Fact<'_>) -> &'g str {
        let predicate = &self.case().predicates[fact.predicate];
        label(self.case(), predicate.labels, predicate.id, self.lang)
    }

    /// Returns one line for each version that differs from those before it, empty for one that needs no words.
    ///
    /// A dense picture leaves the dates to the tooltips, and the speaker too where there is one version only and no
    /// money in it.
    fn versions(self, fact: &Fact<'_>) -> Vec<String> {
        let is_plain = fact.claims.len() == 1 && fact.kind(self.graph) != ClaimKind::Payment;
        let mut versions = Vec::new();
        for id in fact.claims {
            let claim = self.case().claims.get(*id);
            let version = match self.detail {
                Detail::Full => self.version(*id, &claim),
                _ if is_plain => self.said(*id, &claim),
                _ => joined([self.said(*id, &claim), self.speaker(&claim)], " · "),
            };
            if !versions.contains(&version) {
                versions.push(version);
            }
        }
        versions
    }

    /// Returns a version of a fact: how it is put, how much, who says so and when it holds.
    fn version(self, id: ClaimId, claim: &Claim) -> String {
        let case = self.case();
        let said = self.said(id, claim);
        let speaker = self.speaker(claim);
        let when = case.when(claim).map(ToString::to_string);
        joined([said, speaker, when.unwrap_or_default()], " · ")
    }

    fn speaker(self, claim: &Claim) -> String {
        shorten(self.name(self.case().speaker(claim)), SPEAKER).into_owned()
    }

    /// Returns how a claim is put, where it is not plainly stated, and its value or how much.
    fn said(self, id: ClaimId, claim: &Claim) -> String {
        let case = self.case();
        let language = self.language();
        let modality = match claim.modality {
            Modality::Asserted => "",
            modality => language.modality(modality),
        };
        let denied = match claim.polarity {
            Polarity::Affirmed => "",
            Polarity::Denied => language.denied(),
        };
        let quantity = case.quantity(claim);
        let quantity = quantity.map(|quantity| quantity.display(&case.pool).to_string());
        let value = case.value(id).map_or("", |value| case.text(value.text));
        joined(
            [modality, denied, value, &quantity.unwrap_or_default()],
            " ",
        )
    }

    /// Returns a claim for a tooltip: its version and id, then the words it rests on, if some are quoted.
    fn told(self, id: ClaimId) -> impl Iterator<Item = String> {
        let case = self.case();
        let claim = case.claims.get(id);
        let quotes: Vec<&str> = case.quotes(id).collect();
        let version = format!(
            "• {} [{}]",
            self.version(id, &claim),
            case.text(case.claims.id(id))
        );
        let quotes =
            (!quotes.is_empty()).then(|| format!("“{}”", shorten(&quotes.join(" … "), QUOTE)));
        std::iter::once(version).chain(quotes)
    }

    /// Returns the first lines of a list, each cut to size, and a last one that counts those left out.
    fn capped(self, lines: Vec<String>, most: usize) -> Vec<String> {
        let left_out = lines.len().saturating_sub(most);
        // One line more takes no more room than the line that says so.
        let most = if left_out == 1 { most + 1 } else { most };
        let more = (left_out > 1).then(|| self.language().more(left_out));
        let lines = lines.into_iter().take(most);
        lines
            .map(|line| shorten(&line, LINE).into_owned())
            .chain(more)
            .collect()
    }
}

/// Returns those of the texts that are not empty, with a separator between them.
fn joined<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, separator: &str) -> String {
    let mut out = String::new();
    for text in texts {
        let text = text.as_ref();
        if !out.is_empty() && !text.is_empty() {
            out.push_str(separator);
        }
        out.push_str(text);
    }
    out
}

fn small(line: &str) -> Html {
    small_in(line, QUIET)
}

fn small_in(line: &str, colour: &'static str) -> Html {
    Html::text(line).within("FONT", &[("POINT-SIZE", "9"), ("COLOR", colour)])
}
