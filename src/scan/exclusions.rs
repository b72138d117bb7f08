//! What a curator has set apart as saying nothing of the story, with the reason.

use super::table::{TableFault, rows};
use crate::model::{Case, SourceId};
use crate::text::Index;

/// Words of a text that are left out of account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The id of the source.
    pub source: String,
    /// The first code point.
    pub start: usize,
    /// Exactly what stands there.
    pub quote: String,
    /// Why it is left out.
    pub reason: String,
}

/// The exclusions of a case.
#[derive(Debug, Clone, Default)]
pub struct Exclusions(Vec<Exclusion>);

impl Exclusions {
    /// Returns the table in a CSV file with the header `source,start,end,quote,reason`.
    ///
    /// # Errors
    ///
    /// [`TableFault`] for another header, for offsets that are no numbers or do not span the quotation, for a row
    /// without a reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, TableFault> {
        let header = ["source", "start", "end", "quote", "reason"];
        let mut exclusions = Vec::new();
        for (line, row) in rows(bytes, &header)? {
            let fault = |message: &str| TableFault {
                line,
                message: message.to_owned(),
            };
            let [source, start, end, quote, reason] =
                <[String; 5]>::try_from(row).map_err(|_| fault("a row has five cells"))?;
            let offset = |text: &str| text.parse().map_err(|_| fault("offsets are whole numbers"));
            let (start, end): (usize, usize) = (offset(&start)?, offset(&end)?);
            if end.checked_sub(start) != Some(quote.chars().count()) {
                return Err(fault(
                    "the offsets do not span as many code points as are quoted",
                ));
            }
            if reason.is_empty() {
                return Err(fault("an exclusion needs a reason"));
            }
            exclusions.push(Exclusion {
                source,
                start,
                quote,
                reason,
            });
        }
        Ok(Self(exclusions))
    }

    /// Returns the exclusions from a source's text that stand in it, as bytes, and how many do not.
    pub(super) fn within(
        &self,
        case: &Case,
        source: SourceId,
        index: &Index<'_>,
    ) -> (Vec<std::ops::Range<usize>>, usize) {
        let id = case.text(case.sources.get(source).id);
        let (mut ranges, mut astray) = (Vec::new(), 0);
        for exclusion in self.0.iter().filter(|exclusion| exclusion.source == id) {
            match index.byte_of(exclusion.start) {
                Some(start) if index.text()[start..].starts_with(&exclusion.quote) => {
                    ranges.push(start..start + exclusion.quote.len());
                }
                _ => astray += 1,
            }
        }
        (ranges, astray)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_and_why() {
        let table = |row: &str| {
            Exclusions::parse(format!("source,start,end,quote,reason\n{row}\n").as_bytes())
        };
        assert_eq!(table("article,3,5,广告,advertising").unwrap().0.len(), 1);
        let fault = |row: &str| table(row).unwrap_err().message;
        assert_eq!(fault("a,3,5,广告,"), "an exclusion needs a reason");
        assert_eq!(
            fault("a,5,3,广告,ad"),
            "the offsets do not span as many code points as are quoted"
        );
        assert_eq!(fault("a,x,3,广告,ad"), "offsets are whole numbers");
    }
}
