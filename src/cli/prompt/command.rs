//! The commands of the prompt, which begin with a colon as in other query shells.

use super::input::EXPLAIN;
use crate::cli::Failure;
use crate::text::nearest;

/// What a command asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Exit,
    /// Lists labels, relationship types and properties.
    Schema,
    /// Lists the parameters.
    Parameters,
    /// Takes the values of all parameters away.
    Forget,
    /// Shows the plan of a query.
    Explain(String),
    /// Gives a parameter the value that a query returns, or all the names of a map theirs.
    Set {
        name: Option<String>,
        query: String,
    },
}

/// The commands as they are typed.
pub(super) const NAMES: [&str; 7] = [
    ":exit", EXPLAIN, ":help", ":param", ":params", ":quit", ":schema",
];

pub(super) const PARAM_USAGE: &str =
    "write :param name => value, :param {name: value, ..} or :param clear";

/// Where the explanations of the commands begin.
pub(super) const COLUMN: usize = 25;

pub(super) const HELP: &str = "\
A query ends with `;` and may take many lines. Tab completes keywords, functions, labels, types, properties and $parameters.
  :param name => value   give $name a value, which may be any expression; `:param {name: value}` sets several
  :param clear           forget all parameters
  :params                list the parameters
  :schema                list labels, relationship types and properties
  :explain QUERY;        show the plan, with the rows that were expected and those that came
  :help                  show this
  :exit                  leave, as ctrl-d does
Ctrl-c stops the query that runs, or drops the one half typed. The arrow keys and ctrl-r find what was typed before.";

impl Command {
    /// Returns the command that was typed.
    ///
    /// A part that is a query keeps its place in the line, so that an error points at what was typed.
    pub fn parse(typed: &str) -> Result<Self, Failure> {
        let typed = typed.trim_end_matches([';', ' ']);
        let end = typed.find(char::is_whitespace).unwrap_or(typed.len());
        let (name, rest) = typed.split_at(end);
        match (name.trim_start_matches(':'), rest.trim()) {
            ("help", _) => Ok(Self::Help),
            ("exit" | "quit", _) => Ok(Self::Exit),
            ("schema", _) => Ok(Self::Schema),
            ("params", _) | ("param", "" | "list") => Ok(Self::Parameters),
            ("param", "clear") => Ok(Self::Forget),
            ("param", map) if map.starts_with('{') => Ok(Self::Set {
                name: None,
                query: returning(typed, name.len()),
            }),
            ("param", _) => set(typed, name.len()),
            ("explain", _) => Ok(Self::Explain(format!("{:1$}{rest}", "", name.len()))),
            _ => {
                let near = nearest(name, NAMES.iter().copied());
                let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
                let message = format!("there is no command {name}{hint}; :help lists them");
                Err(Failure::Question(message))
            }
        }
    }
}

/// Returns the command that sets one parameter, from `:param name => value`.
fn set(typed: &str, start: usize) -> Result<Command, Failure> {
    let usage = || Failure::Question(PARAM_USAGE.to_owned());
    let arrow = typed.find("=>").ok_or_else(usage)?;
    let name = typed[start..arrow].trim().trim_start_matches('$');
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_name {
        return Err(usage());
    }
    Ok(Command::Set {
        name: Some(name.to_owned()),
        query: returning(typed, arrow + 2),
    })
}

/// Returns a query for the expression that begins at a place of the line, counted in bytes, which it keeps.
fn returning(typed: &str, place: usize) -> String {
    format!("{:place$}{}", "RETURN", &typed[place..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Option<Command> {
        Command::parse(typed).ok()
    }

    #[test]
    fn parameters_are_set_by_expressions_in_their_place() {
        let set = |name: Option<&str>, query: &str| {
            Some(Command::Set {
                name: name.map(str::to_owned),
                query: query.to_owned(),
            })
        };
        assert_eq!(
            parse(":param x => 1 + 2"),
            set(Some("x"), "RETURN      1 + 2")
        );
        assert_eq!(parse(":param $x=>'a'"), set(Some("x"), "RETURN     'a'"));
        assert_eq!(parse(":param {a: 1};"), set(None, "RETURN {a: 1}"));
        assert_eq!(parse(":param clear"), Some(Command::Forget));
        assert_eq!(parse(":param"), Some(Command::Parameters));
        for wrong in [":param x", ":param => 1", ":param a b => 1"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn commands_are_found_and_suggested() {
        assert_eq!(parse("exit;"), Some(Command::Exit));
        let plan = Command::Explain("         RETURN 1".to_owned());
        assert_eq!(parse(":explain RETURN 1;"), Some(plan));
        let error = Command::parse(":halp").expect_err("a misspelt command");
        assert!(
            error.text().contains("did you mean :help?"),
            "{}",
            error.text()
        );
    }
}
