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
    /// What follows `Given`, `When`, `Then` or `And`.
    pub text: String,
    /// The text between `"""`.
    pub docstring: String,
    pub table: Table,
}

pub type Table = Vec<Vec<String>>;

const STEPS: [&str; 5] = ["Given ", "When ", "Then ", "And ", "But "];
const SCENARIOS: [&str; 2] = ["Scenario Outline:", "Scenario:"];

/// Where the next table row or docstring belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Background,
    Steps,
    Examples,
}

/// Reads a feature file.
pub fn parse(text: &str) -> Feature {
    let mut feature = Feature::default();
    let mut place = Place::Background;
    let mut lines = text.lines();
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
        } else if after(&["Examples:"]).is_some() {
            place = Place::Examples;
            if let Some(outline) = feature.scenarios.last_mut() {
                outline.examples.push(Table::new());
            }
        } else if let Some(text) = after(&STEPS) {
            feature.steps(place).push(Step {
                text,
                ..Step::default()
            });
        } else if trimmed == "\"\"\"" {
            let margin = line.len() - line.trim_start().len();
            let body = lines.by_ref().take_while(|line| line.trim() != "\"\"\"");
            let body = body.map(|line| line.get(margin..).unwrap_or(line.trim_start()));
            let docstring = body.collect::<Vec<_>>().join("\n");
            if let Some(step) = feature.steps(place).last_mut() {
                step.docstring = docstring;
            }
        } else if trimmed.starts_with('|') {
            feature.table(place).push(cells(trimmed));
        }
    }
    feature
}

impl Feature {
    fn steps(&mut self, place: Place) -> &mut Vec<Step> {
        match (place, self.scenarios.last_mut()) {
            (Place::Background, _) | (_, None) => &mut self.background,
            (_, Some(outline)) => &mut outline.steps,
        }
    }

    /// The table that a row belongs to: of the last examples, or of the last step.
    fn table(&mut self, place: Place) -> &mut Table {
        if place == Place::Examples {
            let outline = self
                .scenarios
                .last_mut()
                .expect("examples follow a scenario");
            return outline
                .examples
                .last_mut()
                .expect("examples were announced");
        }
        let step = self.steps(place).last_mut();
        &mut step.expect("a table follows a step").table
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
