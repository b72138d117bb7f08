//! Which of the files that are given are tables of what.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::load::Encoding;
use super::mapping::Mapping;
use super::section::Section;
use super::table::{Format, Layout};
use crate::read::Object;

/// A file, of which sort and how it is written.
pub(super) struct Given {
    pub section: Section,
    pub path: PathBuf,
    pub layout: Layout,
    pub encoding: Encoding,
}

/// How a section says its tables are named and written.
#[derive(Default)]
struct Said<'m> {
    files: &'m [String],
    format: Option<&'m str>,
    delimiter: Option<&'m str>,
    header: Option<&'m [String]>,
    skip: Option<u32>,
    ending: Option<&'m str>,
    rows: Option<&'m str>,
    encoding: Option<&'m str>,
    has_keys: bool,
}

/// Returns what each argument is: `SECTION=FILE`, or a file that a section's `files` fit or that is named like one.
///
/// # Errors
///
/// What the argument does not tell, for the one who asked.
pub(super) fn given(mapping: &Mapping, arguments: &[PathBuf]) -> Result<Vec<Given>, String> {
    let mut all = Vec::new();
    for argument in arguments {
        let (section, path) = match named(argument) {
            Some((section, path)) => (section, path),
            None => (by_name(mapping, argument)?, argument.clone()),
        };
        let said = said(mapping, section);
        let layout = layout(&said, section, &path)?;
        let encoding = match said.encoding {
            None => Encoding::Utf8,
            Some(word) => Encoding::of_word(word).ok_or_else(|| {
                let words = Encoding::WORDS.map(|(word, _)| word).join(", ");
                format!("the `encoding` of {section} is \"{word}\"; it may be {words}")
            })?,
        };
        all.push(Given {
            section,
            path,
            layout,
            encoding,
        });
    }
    if !all.iter().any(|given| given.section == Section::Claims) {
        return Err("no table of claims is given; name it as claims=FILE".to_owned());
    }
    // What others refer to comes first.
    all.sort_by_key(|given| given.section);
    Ok(all)
}

/// Returns the section and the file of `SECTION=FILE`.
fn named(argument: &Path) -> Option<(Section, PathBuf)> {
    let (name, file) = argument.to_str()?.split_once('=')?;
    Some((Section::of_name(name)?, file.into()))
}

fn by_name(mapping: &Mapping, path: &Path) -> Result<Section, String> {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or("");
    let fits = |section: &Section| {
        let said = said(mapping, *section);
        said.files.iter().any(|pattern| matches(pattern, name))
    };
    let with_keys = |section: &Section| said(mapping, *section).has_keys;
    let like = |section: &Section| name.starts_with(section.name());
    let found: [Vec<Section>; 3] = [
        Section::ALL.into_iter().filter(fits).collect(),
        Section::ALL.into_iter().filter(like).collect(),
        Section::ALL.into_iter().filter(with_keys).collect(),
    ];
    match found.iter().find_map(|found| match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }) {
        Some(section) => Ok(section),
        None => Err(format!(
            "{} may hold entities, sources or claims; name it as claims={}",
            path.display(),
            path.display()
        )),
    }
}

fn layout(said: &Said<'_>, section: Section, path: &Path) -> Result<Layout, String> {
    let format = match said.format {
        Some(word) => Format::of_word(word).ok_or_else(|| {
            format!("the `format` of {section} is \"{word}\"; it may be csv, tsv, jsonl or json")
        })?,
        None => Format::of_name(path).ok_or_else(|| {
            format!(
                "{} ends in none of .csv, .tsv, .jsonl and .json; say how it is written by `format` in the mapping's {section}",
                path.display()
            )
        })?,
    };
    let format = match (format, said.delimiter.map(str::as_bytes)) {
        (format, None) => format,
        (Format::Cells(_), Some([delimiter]))
            if delimiter.is_ascii() && !b"\"\r\n".contains(delimiter) =>
        {
            Format::Cells(*delimiter)
        }
        (Format::Cells(_), Some(_)) => {
            return Err(format!(
                "the `delimiter` of {section} must be one ASCII character, such as \";\""
            ));
        }
        _ => return Err(only(section, "delimiter", "CSV", path)),
    };
    let is_cells = matches!(format, Format::Cells(_));
    let misplaced = [
        (said.header.is_some() && !is_cells, "header", "CSV"),
        (said.skip.is_some() && !is_cells, "skip", "CSV"),
        (
            said.ending.is_some() && format != Format::Lines,
            "ending",
            "JSON Lines",
        ),
        (
            said.rows.is_some() && format != Format::Array,
            "rows",
            "a JSON array",
        ),
    ];
    if let Some((_, key, of)) = misplaced.into_iter().find(|(is_there, ..)| *is_there) {
        return Err(only(section, key, of, path));
    }
    Ok(Layout {
        format,
        header: said.header.map(<[String]>::to_vec),
        skip: said.skip.unwrap_or(0) as usize,
        ending: said.ending.map(str::to_owned),
        rows: said.rows.map(str::to_owned),
    })
}

fn only(section: Section, key: &str, of: &str, path: &Path) -> String {
    format!(
        "the mapping's {section} has `{key}`, which says how {of} is written, and {} is written otherwise",
        path.display()
    )
}

fn said(mapping: &Mapping, section: Section) -> Said<'_> {
    macro_rules! said {
        ($section:expr) => {
            match $section {
                Some(Object(section)) => Said {
                    files: section.files.as_deref().unwrap_or_default(),
                    format: section.format.as_deref(),
                    delimiter: section.delimiter.as_deref(),
                    header: section.header.as_deref(),
                    skip: section.skip,
                    ending: section.ending.as_deref(),
                    rows: section.rows.as_deref(),
                    encoding: section.encoding.as_deref(),
                    has_keys: section.keys.is_some(),
                },
                None => Said::default(),
            }
        };
    }
    match section {
        Section::Entities => said!(&mapping.entities),
        Section::Sources => said!(&mapping.sources),
        Section::Claims => said!(&mapping.claims),
    }
}

/// Returns whether a name fits a pattern in which `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            let mut places = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            places.any(|at| matches(rest, &name[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_patterns() {
        for (pattern, name, fits) in [
            ("claims.csv", "claims.csv", true),
            ("*.csv", "claims.csv", true),
            ("claims*", "claims-2020.csv", true),
            ("*-20*.csv", "gifts-2020.csv", true),
            ("*.csv", "claims.tsv", false),
            ("claims", "claims.csv", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
