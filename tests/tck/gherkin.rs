//! The part of Gherkin that the TCK is written in.

/// A feature file.
#[derive(Default)]
pub struct Feature {
    /// Steps that every scenario begins with.
    pub background: Vec<Step>,
    pub scenarios: Vec<Outline>,
}

/// A scenario, with examples when it stands for several.
pub struct Outline {
    pub name: String,
    pub steps: Vec<Step>,
    /// Tables of examples; the first row of each holds the names.
    pub examples: Vec<Table>,
}

#[derive(Clone, Default)]
pub struct Step {
    /// What follows `Given`, `When`, `Then`, `And`, `But` or `*`.
    pub text: String,
    /// The text between `"""` or three backticks.
    pub docstring: String,
    pub table: Table,
}

pub type Table = Vec<Vec<String>>;

const STEPS: [&str; 6] = ["Given ", "When ", "Then ", "And ", "But ", "* "];
const SCENARIOS: [&str; 4] = [
    "Scenario Outline:",
    "Scenario Template:",
    "Scenario:",
    "Example:",
];
const EXAMPLES: [&str; 2] = ["Examples:", "Scenarios:"];
const QUOTES: [&str; 2] = ["\"\"\"", "```"];

/// Where the next step, table row or docstring belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Among the words that tell what a feature is about.
    Description,
    Background,
    Steps,
    Examples,
}

/// Reads a feature file. What belongs nowhere is passed over.
pub fn parse(text: &str) -> Feature {
    let mut feature = Feature::default();
    let mut place = Place::Description;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        let after = |prefixes: &[&str]| {
            let rest = prefixes
                .iter()
                .find_map(|prefix| trimmed.strip_prefix(prefix));
            rest.map(|rest| rest.trim().to_owned())
        };
        if let Some(name) = after(&SCENARIOS) {
            place = Place::Steps;
            feature.scenarios.push(Outline {
                name,
                steps: Vec::new(),
                examples: Vec::new(),
            });
        } else if after(&["Feature:", "Rule:"]).is_some() {
            place = Place::Description;
        } else if after(&["Background:"]).is_some() {
            place = Place::Background;
        } else if after(&EXAMPLES).is_some() {
            place = Place::Examples;
            if let Some(outline) = feature.scenarios.last_mut() {
                outline.examples.push(Table::new());
            }
        } else if let Some(text) = after(&STEPS) {
            if let Some(steps) = feature.steps(place) {
                steps.push(Step {
                    text,
                    ..Step::default()
                });
            }
        } else if let Some(quote) = QUOTES.iter().find(|quote| trimmed.starts_with(**quote)) {
            let margin = line.len() - line.trim_start().len();
            let body = lines.by_ref().take_while(|line| line.trim() != *quote);
            let body = body.map(|line| line.get(margin..).unwrap_or(line.trim_start()));
            let docstring = body.collect::<Vec<_>>().join("\n");
            if let Some(step) = feature.steps(place).and_then(|steps| steps.last_mut()) {
                step.docstring = docstring;
            }
        } else if trimmed.starts_with('|')
            && let Some(table) = feature.table(place)
        {
            table.push(cells(trimmed));
        }
    }
    feature
}

impl Feature {
    fn steps(&mut self, place: Place) -> Option<&mut Vec<Step>> {
        match place {
            Place::Description => None,
            Place::Background => Some(&mut self.background),
            Place::Steps | Place::Examples => Some(&mut self.scenarios.last_mut()?.steps),
        }
    }

    /// The table that a row belongs to: of the last examples, or of the last step.
    fn table(&mut self, place: Place) -> Option<&mut Table> {
        match place {
            Place::Examples => self.scenarios.last_mut()?.examples.last_mut(),
            _ => Some(&mut self.steps(place)?.last_mut()?.table),
        }
    }
}

/// Splits a row at its bars, minding those that are escaped.
fn cells(row: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = row.chars().skip(1);
    while let Some(character) = characters.next() {
        match character {
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            '\\' => match characters.next() {
                Some('n') => cell.push('\n'),
                Some(escaped @ ('|' | '\\')) => cell.push(escaped),
                other => {
                    cell.push('\\');
                    cell.extend(other);
                }
            },
            _ => cell.push(character),
        }
    }
    cells
}
