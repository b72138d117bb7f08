//! Amounts: a number with the currency before it and the unit after it, and two of them that are the ends of a range.

use std::ops::Range as Bytes;

use rust_decimal::Decimal;

use super::digits::Style;
use super::numeral::{Form, Numeral, Range, Scale};
use super::phrase::{clause, ends, gap, starts, without_gap, word};
use super::unit::Measure;
use super::{chinese, currency, english, unit};

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// Its bytes, with currency and unit.
    pub bytes: Bytes<usize>,
    /// The bytes of the number alone.
    pub number: Bytes<usize>,
    pub form: Form,
    pub measure: Option<Measure>,
    /// What it may be; `None` when it is not understood whole.
    pub range: Option<Range>,
    /// Whether a word before it is a currency only beside long numbers.
    pub weak: bool,
    /// The number before its round number, and by what that multiplies it.
    bare: Option<Range>,
    factor: Option<Decimal>,
    /// What its round number asks of the unit.
    asks: Scale,
    /// Whether a currency stands before it.
    pub prefixed: bool,
    /// Whether it was joined of two.
    pub joined: bool,
}

/// Returns the amount whose number starts at a byte of a text.
pub(super) fn read(text: &str, at: usize) -> Option<Amount> {
    let rest = &text[at..];
    let numeral = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        // Whichever reads further: 44m and 44万 begin with the same digits.
        let both = [chinese::read(rest), english::read(rest)];
        both.into_iter()
            .flatten()
            .max_by_key(|numeral| numeral.len)?
    } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        english::read(rest)?
    } else {
        chinese::read(rest)?
    };
    let end = at + numeral.len;
    let rest = &text[end..];
    let large = numeral
        .range
        .is_some_and(|range| range.max.value >= Decimal::ONE_THOUSAND);
    let long = numeral.form == Form::Scaled || large;
    let minus = text[..at].strip_suffix('-');
    let written = currency::before(text, at).or_else(|| currency::before(text, minus?.len()));
    let before = written.filter(|written| long || !written.weak);
    let after = unit::after(rest, long);
    let mut fits = true;
    let (measure, after) = match (&before, after) {
        (Some(before), Some(after)) => match after.measure {
            Measure::Money(currency) => {
                let same = currency == before.currency;
                let dollar = before.dollar && currency.is_some_and(currency::is_dollar);
                fits &= same || dollar;
                (
                    Some(Measure::Money(currency.filter(|_| same || dollar))),
                    Some(after),
                )
            }
            Measure::Percent => {
                fits = false;
                (Some(Measure::Money(None)), Some(after))
            }
            _ => {
                fits &= !rest.starts_with('-');
                (Some(Measure::Money(before.currency)), None)
            }
        },
        (Some(before), None) => {
            let other = before.dollar.then(|| currency::dollars_of(rest)).flatten();
            fits &= !english_goes_on(rest);
            (Some(Measure::Money(other.unwrap_or(before.currency))), None)
        }
        (None, Some(after)) => (Some(after.measure.clone()), Some(after)),
        (None, None) => (None, None),
    };
    fits &= measure != Some(Measure::Money(None));
    fits &= is_written_well(&text[at..end], &numeral, measure.as_ref());
    fits &= !is_long_scale(&text[at..end], rest);
    let (factor, more, len) = after.map_or((Decimal::ONE, Decimal::ZERO, 0), |after| {
        (after.factor, after.more, after.len)
    });
    let range = numeral
        .range
        .filter(|_| fits)
        .and_then(|range| range.plus(Range::exact(more))?.times(factor));
    let scaled = numeral
        .bare
        .zip(numeral.range)
        .and_then(|(bare, range)| range.min.value.checked_div(bare.min.value));
    Some(Amount {
        bytes: before.map_or(at, |before| before.at)..end + len,
        number: at..end,
        form: numeral.form,
        measure,
        range,
        weak: written.is_some_and(|written| written.weak) && before.is_none(),
        bare: numeral.bare.filter(|_| more.is_zero()),
        factor: scaled,
        asks: numeral.scale,
        prefixed: before.is_some(),
        joined: false,
    })
}

/// Returns whether a text goes on with a word like a round number, or one of a script that no reader knows.
fn english_goes_on(rest: &str) -> bool {
    let next = word(&rest[gap(rest)..]);
    let unknown = next
        .chars()
        .any(|c| c.is_alphabetic() && !c.is_ascii() && !('\u{c0}'..='\u{24f}').contains(&c));
    english::is_number_word(next) && next != "or" || unknown
}

/// Returns whether the groups, decimals and round number of a numeral are those of its unit.
fn is_written_well(written: &str, numeral: &Numeral, measure: Option<&Measure>) -> bool {
    let money = matches!(measure, Some(Measure::Money(_)));
    let foreign = numeral.scale == Scale::Foreign;
    let scaled = numeral.form == Form::Scaled;
    let euro = matches!(measure, Some(Measure::Money(Some(currency))) if !matches!(currency.code(), "USD" | "GBP" | "CNY" | "JPY" | "INR" | "HKD" | "TWD"));
    match numeral.style {
        Style::Plain | Style::Groups => true,
        Style::Comma => !foreign,
        Style::Point => match measure {
            Some(Measure::Money(_)) => !foreign && (scaled || !euro),
            Some(Measure::Percent) => true,
            _ => scaled && !foreign,
        },
        Style::DecimalComma => match measure {
            None => foreign,
            Some(Measure::Count(_)) => scaled,
            Some(_) => true,
        },
        Style::OtherGroups => money || (measure.is_some() && !written.contains('.')),
    }
}

/// Returns whether a billion may be a million millions: in French and German.
fn is_long_scale(number: &str, rest: &str) -> bool {
    let long = ["billion", "billions", "trillion", "trillions"]
        .iter()
        .find(|word| ends(number, word).is_some());
    long.is_some_and(|_| {
        let of = [" d'", " de ", " d’"].iter().any(|of| rest.starts_with(of));
        let capital = number.ends_with("Billion") || number.ends_with("Trillion");
        of || (capital && starts(rest, " euro").is_some())
    })
}

/// Two amounts that may be the ends of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Joined {
    /// They are one.
    Range(Amount),
    /// They are two figures, or the first is alone.
    Apart,
}

const DASHES: &[&str] = &["-", "–", "—", "~", " - ", " – ", " — ", " ~ "];
const WORDS: &[&str] = &[
    "至", "到", " to ", "-to-", " bis ", " à ", " bis zu ", " 至 ", " 到 ",
];
const ANDS: &[&str] = &[" and ", "和", "与", " und ", " et ", " y "];

/// Verbs after which "from ... to ..." tells of two amounts, one after the other.
const CHANGES: &[&str] = &[
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "fell",
    "fall",
    "falls",
    "falling",
    "fallen",
    "grew",
    "grow",
    "grows",
    "growing",
    "grown",
    "increased",
    "increase",
    "increases",
    "increasing",
    "decreased",
    "decrease",
    "decreases",
    "jumped",
    "jump",
    "jumps",
    "climbed",
    "climb",
    "dropped",
    "drop",
    "drops",
    "dropping",
    "went",
    "goes",
    "gone",
    "up",
    "down",
    "cut",
    "cuts",
    "raised",
    "raise",
    "raises",
    "raising",
    "reduced",
    "reduce",
    "lowered",
    "lower",
    "expanded",
    "expand",
    "moved",
    "swelled",
    "soared",
    "surged",
    "plunged",
    "slid",
    "slipped",
    "sank",
    "shrank",
    "shrunk",
    "declined",
    "decline",
    "doubled",
    "tripled",
    "upped",
    "lifted",
    "boosted",
    "trimmed",
    "slashed",
    "changed",
    "change",
    "changes",
    "gained",
    "lost",
    "advanced",
    "narrowed",
    "widened",
    "eased",
    "hiked",
    "hike",
    "increments",
    "ticked",
    "edged",
    "accelerated",
    "slowed",
    "improved",
    "stieg",
    "sank",
    "fiel",
];

/// Words that make a range of what follows.
const RANGING: &[&str] = &["between", "zwischen", "entre", "介于", "在"];
const FROM: &[&str] = &["from", "从", "由", "自", "von", "vom", "de", "od"];
const RANGING_FROM: &[&str] = &[
    "ranging from",
    "ranges from",
    "range from",
    "ranged from",
    "varying from",
    "vary from",
    "varies from",
    "anywhere from",
    "somewhere from",
    "spanning from",
];

/// Reads on from an amount to another one with which it makes a range: 10-20 million, 5–10%, 三至五年.
pub(super) fn join(text: &str, first: &Amount) -> Joined {
    let rest = &text[first.bytes.end..];
    let head = without_gap(&text[..first.bytes.start]);
    let after = |joints: &[&str]| {
        joints
            .iter()
            .filter_map(|joint| starts_joint(rest, joint))
            .max()
    };
    let ranging = RANGING.iter().any(|word| ends(head, word).is_some());
    let dash = after(DASHES);
    let words = after(WORDS);
    let and = after(ANDS).filter(|_| ranging);
    let Some(joint) = dash.or(words).or(and) else {
        return Joined::Apart;
    };
    let Some((start, last)) = last(text, first.bytes.end + joint) else {
        return Joined::Apart;
    };
    let from = FROM.iter().any(|word| ends(head, word).is_some())
        && !RANGING_FROM.iter().any(|words| ends(head, words).is_some());
    let changed = changes(head);
    let same = first.measure == last.measure
        || (first.measure.is_none())
        || (first.prefixed && last.measure.is_none());
    if words.is_some() && dash.is_none() && (!same || (from && first.measure.is_some() && changed))
    {
        return Joined::Apart;
    }
    if and.is_some() && dash.is_none() && words.is_none() && !same {
        return Joined::Apart;
    }
    if dash.is_some() && rest.starts_with(' ') && !same {
        return Joined::Apart;
    }
    let mut range = None;
    let measured = last.measure.is_some() || first.prefixed;
    let chinese = rest.starts_with(['至', '到']) || rest.starts_with(" 至");
    let (verbal, both) = (
        words.is_some() && dash.is_none(),
        first.measure.is_some() && last.measure.is_some(),
    );
    // "From 3 to 5" with a verb of change, and "rose $3 to $5", tell of a change or of a range.
    let unclear = verbal
        && (from && (changed || chinese)
            || changed && both
            || (chinese && both && is_money(first) && chinese_change(head)));
    if same && !unclear {
        range = ends_of_range(first, &last);
    }
    let measure = if last.measure.is_some() {
        last.measure.clone()
    } else {
        first.measure.clone()
    };
    let form = if first.form == Form::Scaled || last.form == Form::Scaled {
        Form::Scaled
    } else {
        last.form
    };
    Joined::Range(Amount {
        bytes: first.bytes.start..last.bytes.end.max(start),
        number: first.number.start..last.number.end,
        form: if measured || form == Form::Scaled {
            form
        } else {
            Form::Digits
        },
        measure,
        range,
        weak: first.weak,
        bare: None,
        factor: None,
        asks: if last.asks == Scale::Free {
            first.asks
        } else {
            last.asks
        },
        prefixed: first.prefixed,
        joined: true,
    })
}

fn is_money(amount: &Amount) -> bool {
    matches!(amount.measure, Some(Measure::Money(_)))
}

/// Returns whether the clause before an amount has a verb of change.
fn changes(head: &str) -> bool {
    let clause = clause(head, 60);
    clause
        .split([' ', '\n'])
        .any(|word| CHANGES.contains(&word.to_lowercase().as_str()))
        || chinese_change(head)
}

fn chinese_change(head: &str) -> bool {
    let clause = clause(head, 12);
    clause.contains(['涨', '升', '跌', '降', '减'])
        || clause.contains("增加")
        || clause.contains("提高")
}

fn starts_joint(rest: &str, joint: &str) -> Option<usize> {
    // Unlike words, dashes may be followed by letters.
    let mut characters = rest.chars();
    for wanted in joint.chars() {
        let c = characters.next()?;
        if !(c == wanted || (wanted == ' ' && c == '\n') || c.to_lowercase().eq([wanted])) {
            return None;
        }
    }
    Some(rest.len() - characters.as_str().len())
}

/// Returns the amount that starts at a byte, with its currency, and where its number starts.
fn last(text: &str, at: usize) -> Option<(usize, Amount)> {
    let rest = &text[at..];
    let signs = rest
        .char_indices()
        .take(8)
        .find(|(_, c)| c.is_ascii_digit() || chinese::is_numeral(*c) || c.is_whitespace());
    let mut places = vec![at];
    if let Some((to, c)) = signs {
        let to = at + to + if c.is_whitespace() { c.len_utf8() } else { 0 };
        if to > at && currency::before(text, to).is_some_and(|written| written.at == at) {
            places.insert(0, to);
        }
    }
    places.into_iter().find_map(|place| {
        let amount = read(text, place)
            .filter(|amount| amount.bytes.start == at || amount.number.start == at)?;
        Some((place, amount))
    })
}

/// Returns the numbers between two ends, of which the first may share the round number of the last.
fn ends_of_range(first: &Amount, last: &Amount) -> Option<Range> {
    let (low, high) = (first.range.or(first.bare)?, last.range?);
    let unscaled = first.form != Form::Scaled && first.form != Form::Round;
    let factor = last
        .factor
        .filter(|factor| *factor != Decimal::ONE && is_power(*factor));
    match factor {
        Some(factor) if unscaled => {
            // 500,000 to 1 million says how much it is; 500 to 1 million does not.
            if low.max.value < last.bare?.min.value {
                low.times(factor)?.to(high)
            } else if low.min.value >= Decimal::from(10_000) {
                low.to(high)
            } else {
                None
            }
        }
        None if unscaled
            && last.factor.is_some_and(|factor| factor != Decimal::ONE)
            && low.min.value < Decimal::from(10_000) =>
        {
            None
        }
        _ => {
            let unit = match (&first.measure, &last.measure, last.range, last.bare) {
                // 2 to 3 cents, 20 to 30 basis points: the first end has the unit of the last.
                (None, Some(_), Some(range), Some(bare))
                    if last.factor == Some(Decimal::ONE) && !bare.min.value.is_zero() =>
                {
                    range.min.value.checked_div(bare.min.value)?
                }
                _ => Decimal::ONE,
            };
            low.times(unit)?.to(high)
        }
    }
}

fn is_power(factor: Decimal) -> bool {
    let mut power = Decimal::ONE;
    while power < factor {
        power *= Decimal::TEN;
    }
    power == factor
}

impl Amount {
    /// Returns whether its round number is one with its unit: not the m of 5m, but for money and things that are counted.
    pub fn has_what_it_asks(&self) -> bool {
        let money = matches!(self.measure, Some(Measure::Money(_)));
        match self.asks {
            Scale::Free | Scale::Foreign => true,
            Scale::Letter => money || matches!(self.measure, Some(Measure::Count(_))),
            Scale::OfMoney => money,
        }
    }

    /// Returns whether this is of a short number in digits that no unit follows.
    pub fn is_bare(&self) -> bool {
        self.measure.is_none() && self.form == Form::Digits
    }
}
