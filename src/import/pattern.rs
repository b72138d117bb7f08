//! Dates that are not written in EDTF: day, month and year in another order, read by a pattern.

/// How a date is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    written: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    /// A month of two digits, or of one or two.
    Month(bool),
    MonthName,
    /// A day of two digits, or of one or two.
    Day(bool),
    Other(char),
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl Pattern {
    /// Returns the pattern of a text with `YYYY`, and `MM`, `M` or `MMM` and `DD` or `D`; `None` for another.
    pub fn parse(written: &str) -> Option<Self> {
        const WORDS: [(&str, Part); 6] = [
            ("YYYY", Part::Year),
            ("MMM", Part::MonthName),
            ("MM", Part::Month(true)),
            ("M", Part::Month(false)),
            ("DD", Part::Day(true)),
            ("D", Part::Day(false)),
        ];
        let (mut parts, mut rest) = (Vec::new(), written);
        while let Some(c) = rest.chars().next() {
            let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
            let (length, part) = word.map_or((c.len_utf8(), Part::Other(c)), |(word, part)| {
                (word.len(), *part)
            });
            parts.push(part);
            rest = &rest[length..];
        }
        let count = |is: fn(&Part) -> bool| parts.iter().filter(|part| is(part)).count();
        let years = count(|part| *part == Part::Year);
        let months = count(|part| matches!(part, Part::Month(_) | Part::MonthName));
        let days = count(|part| matches!(part, Part::Day(_)));
        (years == 1 && months <= 1 && days <= months).then(|| Self {
            written: written.to_owned(),
            parts,
        })
    }

    /// Returns the pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Returns the date of a text in EDTF, if it is written so; whether there is such a day is not looked at.
    pub fn read(&self, text: &str) -> Option<String> {
        let (mut year, mut month, mut day) = ("", None, None);
        let mut rest = text;
        for part in &self.parts {
            let length = match part {
                Part::Year => digits(rest, 4, 4)?,
                Part::Month(true) | Part::Day(true) => digits(rest, 2, 2)?,
                Part::Month(false) | Part::Day(false) => digits(rest, 1, 2)?,
                Part::MonthName => 3,
                Part::Other(c) => rest.starts_with(*c).then(|| c.len_utf8())?,
            };
            let (here, after) = rest.split_at_checked(length)?;
            rest = after;
            match part {
                Part::Year => year = here,
                Part::Month(_) => month = here.parse::<usize>().ok(),
                Part::MonthName => {
                    let name = here.to_ascii_lowercase();
                    month = Some(MONTHS.iter().position(|month| *month == name)? + 1);
                }
                Part::Day(_) => day = here.parse::<usize>().ok(),
                Part::Other(_) => {}
            }
        }
        if !rest.is_empty() {
            return None;
        }
        Some(match (month, day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year.to_owned(),
        })
    }
}

/// Returns how many digits a text starts with, up to a number and if they are enough.
fn digits(text: &str, least: usize, most: usize) -> Option<usize> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit);
    Some(count.count()).filter(|count| *count >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_by_pattern() {
        let read = |pattern: &str, text: &str| Pattern::parse(pattern).unwrap().read(text);
        assert_eq!(
            read("DD/MM/YYYY", "31/12/2023").as_deref(),
            Some("2023-12-31")
        );
        assert_eq!(read("M/D/YYYY", "1/5/2023").as_deref(), Some("2023-01-05"));
        assert_eq!(
            read("DD-MMM-YYYY", "05-Jan-2023").as_deref(),
            Some("2023-01-05")
        );
        assert_eq!(read("YYYYMM", "202301").as_deref(), Some("2023-01"));
        assert_eq!(read("YYYY年M月", "2023年1月").as_deref(), Some("2023-01"));
        assert_eq!(read("DD/MM/YYYY", "31/12/2023 10:00"), None);
        assert_eq!(read("DD/MM/YYYY", "1/2/2023"), None);
        assert_eq!(read("DD/MM/YYYY", "银行"), None);
        for pattern in ["", "DD/MM", "YYYY YYYY", "DD YYYY"] {
            assert_eq!(Pattern::parse(pattern), None, "{pattern}");
        }
    }
}
