//! Files beside the data that are one record each, such as the mapping of an import.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::decode::{decode, take_apart};
use super::{limits, syntax};
use crate::diagnostic::Diagnostic;
use crate::text::File;

/// Returns the record that a file is; `index` is the file's in the report.
///
/// # Errors
///
/// Every fault that keeps it from being one.
pub(crate) fn whole<'f, R: Deserialize<'f>>(
    file: &'f File,
    index: usize,
) -> Result<R, Vec<Diagnostic>> {
    let text = file.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let over = limits::check(body, index, text.len() - body.len());
    if !over.is_empty() {
        return Err(over);
    }
    if let Some(decoded) = decode(body) {
        return Ok(decoded.fields);
    }
    let faults = match serde_json::from_str::<IgnoredAny>(body) {
        Err(error) => vec![syntax::fault(file, body, &error)],
        Ok(_) => take_apart::<R>(body.trim()).1,
    };
    let faults = faults.into_iter().map(|fault| Diagnostic {
        code: fault.code,
        file: index,
        span: file.range_of(fault.at),
        message: fault.message,
        hint: fault.hint,
    });
    Err(faults.collect())
}
