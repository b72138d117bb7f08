//! Numbers as tables have them: with signs, symbols, groups of digits and decimal marks, each exactly as it is written.

use rust_decimal::Decimal;

/// How numbers are written.
#[derive(Debug, Default)]
pub(super) struct Style {
    pub thousands: Option<String>,
    pub decimal: Option<String>,
    pub symbol: Option<String>,
    /// Whether `(5)` and `5-` are numbers below zero, as `-5` always is.
    pub any_negative: bool,
}

/// A number as it goes into a quantity, and its value.
pub(super) type Number = (String, Decimal);

impl Style {
    /// Returns the number of a text, with every digit it is written with.
    pub fn number(&self, text: &str) -> Result<Number, String> {
        let (minus, unsigned) = self.unsigned(text)?;
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, Some(exponent)),
            None => (unsigned, None),
        };
        let (whole, fraction) = match number.split_once(self.decimal()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let mark = self.thousands.as_deref().filter(|mark| !mark.is_empty());
        let whole = match mark.and_then(|mark| groups(whole, mark)) {
            Some((_, mark)) if exponent.is_some() => {
                return Err(format!(
                    "no number: \"{mark}\" groups digits beside an exponent"
                ));
            }
            Some((groups, mark)) => ungrouped(&groups, mark)?,
            None => whole.to_owned(),
        };
        if !is_digits(&whole) || !fraction.is_none_or(is_digits) {
            return Err(self.shape(text));
        }
        let minus = if minus { "-" } else { "" };
        let written = match fraction {
            Some(fraction) => format!("{minus}{whole}.{fraction}"),
            None => format!("{minus}{whole}"),
        };
        let too_long = || "a number has at most 28 digits".to_owned();
        let value = Decimal::from_str_exact(&written).map_err(|_| too_long())?;
        let Some(exponent) = exponent else {
            return Ok((written, value));
        };
        let exponent: i32 = exponent.parse().map_err(|_| self.shape(text))?;
        let value = shifted(value, exponent).ok_or_else(too_long)?;
        Ok((value.to_string(), value))
    }

    fn decimal(&self) -> &str {
        let decimal = self.decimal.as_deref().filter(|mark| !mark.is_empty());
        decimal.unwrap_or(".")
    }

    /// Returns whether a number is below zero, and the rest of it without sign and symbol.
    fn unsigned<'t>(&self, text: &'t str) -> Result<(bool, &'t str), String> {
        let text = text.trim();
        let bracketed = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let trailing = text.strip_suffix(MINUS);
        if bracketed.or(trailing).is_some() && !self.any_negative {
            return Err(
                "no number; where it is one below zero, say so by \"negative\": \"any\"".to_owned(),
            );
        }
        let inside = bracketed.or(trailing).unwrap_or(text).trim();
        let (mut rest, mut sign, mut symbols) = (inside, None, 0);
        // A sign may stand before the symbol or after it.
        loop {
            if let Some(after) = rest.strip_prefix(SIGNS) {
                if sign.is_some() {
                    return Err(self.shape(text));
                }
                sign = Some(!rest.starts_with('+'));
                rest = after.trim_start();
            } else if let Some(after) = self.symbol().and_then(|symbol| rest.strip_prefix(symbol)) {
                symbols += 1;
                rest = after.trim_start();
            } else {
                break;
            }
        }
        if let Some(before) = self.symbol().and_then(|symbol| rest.strip_suffix(symbol)) {
            symbols += 1;
            rest = before.trim_end();
        }
        let signs = usize::from(sign.is_some()) + usize::from(inside.len() < text.len());
        if symbols > 1 || signs > 1 {
            return Err(self.shape(text));
        }
        Ok((sign.unwrap_or(inside.len() < text.len()), rest))
    }

    fn symbol(&self) -> Option<&str> {
        self.symbol.as_deref().filter(|symbol| !symbol.is_empty())
    }

    /// Words what is wrong with a text that is no number, as far as it can be told.
    fn shape(&self, text: &str) -> String {
        let decimal = self.decimal();
        if text.matches(decimal).count() > 1 {
            return format!("no number: it has more than one decimal mark \"{decimal}\"");
        }
        "no number".to_owned()
    }
}

const MINUS: [char; 2] = ['-', '−'];
const SIGNS: [char; 3] = ['-', '−', '+'];

/// Returns the groups of digits that a mark parts, and the mark, if it parts any.
///
/// Any white space stands for any other, and a straight apostrophe for a curved one.
fn groups<'t>(digits: &'t str, mark: &'t str) -> Option<(Vec<&'t str>, &'t str)> {
    let only = |is: fn(char) -> bool| mark.chars().all(is);
    let groups: Vec<&str> = if only(char::is_whitespace) {
        digits.split(char::is_whitespace).collect()
    } else if only(is_apostrophe) {
        digits.split(is_apostrophe).collect()
    } else {
        digits.split(mark).collect()
    };
    (groups.len() > 1).then_some((groups, mark))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns grouped digits without the mark between them.
///
/// The first group has one to three digits, and is not zero; the others have three, or where the mark is a comma two
/// before the last, as in India.
fn ungrouped(groups: &[&str], mark: &str) -> Result<String, String> {
    let (first, rest) = groups.split_first().unwrap_or((&"", &[]));
    let (last, middle) = rest.split_last().unwrap_or((&"", &[]));
    let all_of = |length: usize| middle.iter().all(|group| group.len() == length);
    let fits = matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && last.len() == 3
        && (all_of(3) || (mark == "," && all_of(2)))
        && groups.iter().all(|group| is_digits(group));
    match fits {
        true => Ok(groups.concat()),
        false => Err(format!(
            "its digits are not grouped in threes by \"{mark}\""
        )),
    }
}

/// Returns a number times a power of ten, if exact arithmetic holds it.
fn shifted(value: Decimal, exponent: i32) -> Option<Decimal> {
    let value = value.normalize();
    let scale = i64::from(value.scale()) - i64::from(exponent);
    let zeroes = u32::try_from(-scale.min(0)).ok()?;
    let power = (0..zeroes).try_fold(1_i128, |power, _| power.checked_mul(10))?;
    let mantissa = value.mantissa().checked_mul(power)?;
    let scale = u32::try_from(scale.max(0)).ok()?;
    Decimal::try_from_i128_with_scale(mantissa, scale)
        .ok()
        .map(|shifted| shifted.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(thousands: &str, decimal: &str, symbol: &str) -> Style {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Style {
            thousands: some(thousands),
            decimal: some(decimal),
            symbol: some(symbol),
            any_negative: false,
        }
    }

    fn number(style: &Style, text: &str) -> Result<String, String> {
        style.number(text).map(|(written, _)| written)
    }

    #[test]
    fn numbers_keep_every_digit() {
        let plain = Style::default();
        for text in ["0.1", "12345678901234567890.12345678", "-5", "007.50"] {
            assert_eq!(number(&plain, text).as_deref(), Ok(text));
        }
        assert_eq!(number(&plain, "1.5e6").as_deref(), Ok("1500000"));
        assert_eq!(number(&plain, "25E-3").as_deref(), Ok("0.025"));
        assert_eq!(number(&plain, "+5").as_deref(), Ok("5"));
        for text in [
            "", "1,000", "12.", ".5", "1e", "NaN", "1e400", "1 000", "0x10", "1.2.3", "--5", "+-5",
            "(5)", "5-", "-", "+", "-(5)", "５",
        ] {
            assert!(number(&plain, text).is_err(), "{text}");
        }
        assert!(number(&plain, "12345678901234567890123456789012").is_err());
    }

    #[test]
    fn groups_of_digits_must_fit() {
        let pounds = style(",", "", "£");
        for (text, value) in [
            ("£1,234,567.80", "1234567.80"),
            ("-£5", "-5"),
            ("£-5", "-5"),
            ("5 £", "5"),
            ("1,23,456", "123456"),
            ("12,34,56,789.5", "123456789.5"),
            ("1234567", "1234567"),
            ("999,000", "999000"),
        ] {
            assert_eq!(number(&pounds, text).as_deref(), Ok(value), "{text}");
        }
        for text in [
            "1,5",
            "0,500",
            ",500",
            "1,2345",
            "1234,567",
            "1,23,4567",
            "1,234,56,789",
            "1,23,456,789",
            "1,,234",
            "1,234,",
            "1,234.5,6",
            "1,234.5.6",
            "1.234,567",
            "1,234e3",
            "££5",
            "£5£",
            "$5",
            "-£-5",
            "1, 234",
            "00,123",
        ] {
            assert!(number(&pounds, text).is_err(), "{text}");
        }
        let euros = style(".", ",", "€");
        assert_eq!(number(&euros, "1.234,50 €").as_deref(), Ok("1234.50"));
        assert_eq!(number(&euros, "1.234.567").as_deref(), Ok("1234567"));
        for text in ["0.500", ".500", "1.23.456", "1.234,5,6", "12.34", "1.5"] {
            assert!(number(&euros, text).is_err(), "{text}");
        }
        let spaced = style(" ", ",", "");
        for text in ["1 234,50", "1\u{a0}234,50", "1\u{202f}234,50"] {
            assert_eq!(number(&spaced, text).as_deref(), Ok("1234.50"), "{text}");
        }
        assert_eq!(
            number(&style("'", "", "CHF"), "CHF 1’234'567.05").as_deref(),
            Ok("1234567.05")
        );
    }

    #[test]
    fn numbers_below_zero_are_read_where_that_is_said() {
        let any = Style {
            any_negative: true,
            ..style(",", "", "$")
        };
        for text in ["(5)", "5-", "-5", "$-5", "-$5", "($5)", "$5-", "(5 $)"] {
            assert_eq!(number(&any, text).as_deref(), Ok("-5"), "{text}");
        }
        for text in ["(-5)", "-5-", "(5", "5)", "((5))", "()"] {
            assert!(number(&any, text).is_err(), "{text}");
        }
    }
}
