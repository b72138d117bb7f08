//! Chinese numerals, and digits with Chinese round numbers: 一点二亿, 1.28亿, 2个亿, 几千万, 十几亿, 一亿多, 两三百, 两千六.

use rust_decimal::Decimal;

use super::digits::{self, Style};
use super::numeral::{Form, Numeral, Range, Scale, last_place};
use super::phrase::gap;

/// The most characters that are looked at for one number.
const LONGEST: usize = 48;

/// Returns the number at the start of a text, if one is written there in Chinese or in digits.
pub(super) fn read(text: &str) -> Option<Numeral> {
    let end = text
        .char_indices()
        .nth(LONGEST)
        .map_or(text.len(), |(byte, _)| byte);
    let mut reader = Reader {
        text: &text[..end],
        at: 0,
        fits: true,
        scale: Scale::Free,
        style: Style::Plain,
        bare: None,
    };
    let (range, form) = reader.number()?;
    let rest = run(&reader.text[reader.at..]);
    reader.at += rest;
    let fits = reader.fits && rest == 0 && reader.at < LONGEST * 3;
    Some(Numeral {
        len: reader.at,
        range: range.filter(|_| fits),
        form,
        bare: reader.bare.or(range),
        style: reader.style,
        scale: reader.scale,
    })
}

/// Returns the digit that a character writes.
pub(super) fn digit(c: char) -> Option<u32> {
    let digit = match c {
        '零' | '〇' => 0,
        '两' => 2,
        _ => "一二三四五六七八九".chars().position(|digit| digit == c)? + 1,
    };
    u32::try_from(digit).ok()
}

/// Returns whether a character is one of numerals.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || "十百千万亿兆几".contains(c)
}

/// Returns how many bytes of numerals go on at the start of a text, so that what was read before is not the whole.
fn run(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or('\0', |(_, next)| *next);
        let joins = match c {
            '.' | ',' => next.is_ascii_digit() && at > 0,
            '点' | '多' | '余' => true,
            _ => is_numeral(c) || (c.is_ascii_digit() && at > 0),
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Whether all that was read is understood.
    fits: bool,
    scale: Scale,
    style: Style,
    /// The first group without what follows it.
    bare: Option<Range>,
}

/// A number below ten thousand, or one in digits.
struct Group {
    range: Range,
    form: Form,
    /// By less than how much "more" is more.
    step: Decimal,
}

impl Reader<'_> {
    /// Reads groups, each but the last followed by 万 or 亿 and smaller than the one before.
    fn number(&mut self) -> Option<(Option<Range>, Form)> {
        let (first, mut form, mut scale) = self.scaled()?;
        let Some(mut total) = first else {
            return Some((None, form));
        };
        while let Some(above) = scale.filter(|_| !total.is_vague()) {
            let before = self.at;
            self.space();
            let filled = self.text[self.at..].starts_with(['零', '〇']);
            let Some((Some(range), next_form, next_scale)) = self.scaled() else {
                self.at = before;
                break;
            };
            let tail =
                matches!(next_form, Form::One | Form::Small) && range.max.value < Decimal::TEN;
            if tail && !filled && above >= Decimal::ONE_HUNDRED && !range.is_vague() {
                // 三万五: a last digit is one of the next lower place. So one speaks of money only.
                total = total.plus(range.times(above.checked_div(Decimal::TEN)?)?)?;
                self.scale = Scale::OfMoney;
                form = Form::Scaled;
                break;
            }
            let fits = range.max.value < above
                && (next_form != Form::Digits || above > range.max.value * Decimal::TEN);
            if !fits || (next_form == Form::Digits && self.at - before < 4) {
                self.at = before;
                break;
            }
            total = total.plus(range)?;
            form = Form::Scaled;
            scale = next_scale;
        }
        Some((Some(total), form))
    }

    /// Reads one group with its 万 and 亿, and returns what it is and what it is a multiple of.
    fn scaled(&mut self) -> Option<(Option<Range>, Form, Option<Decimal>)> {
        let start = self.at;
        let Some(group) = self.group() else {
            if self.at > start {
                return Some((None, Form::Digits, None));
            }
            // 万 alone is ten thousand.
            let scale = self.scale()?;
            return Some((Some(Range::exact(scale)), Form::Round, Some(scale)));
        };
        self.bare = self.bare.or(Some(group.range));
        let before_more = self.at;
        let more = self.more();
        let whole = group.range.min.value.fract().is_zero();
        let Some(scale) = self.scale() else {
            if more && !matches!(group.form, Form::Vague | Form::Round) {
                let range = group.range.and_more(group.step).filter(|_| whole);
                return Some((range, group.form, None));
            }
            if more {
                self.at = before_more;
            }
            let scale = (group.form == Form::Scaled).then_some(group.step);
            return Some((Some(group.range), group.form, scale));
        };
        let range = if more {
            group.range.and_more(group.step)?
        } else {
            group.range
        };
        let mut range = range.times(scale)?;
        let more_after = !more && self.more();
        if more_after {
            range = range.and_more(scale)?;
        }
        let form = match group.form {
            Form::Round => Form::Round,
            _ => Form::Scaled,
        };
        // Of 1.2亿多 nobody knows of which digit it is more.
        let known = whole || !(more || more_after);
        Some((known.then_some(range), form, Some(scale)))
    }

    fn group(&mut self) -> Option<Group> {
        if let Some(digits) = digits::read(&self.text[self.at..]) {
            self.at += digits.len;
            if self.bare.is_none() {
                self.style = digits.style;
            } else {
                self.fits &= digits.style == Style::Plain;
            }
            return self.digits(digits.value?);
        }
        let start = self.at;
        let mut total: Option<Range> = None;
        let mut form = None;
        let mut step = Decimal::ONE;
        let mut least = Decimal::from(10_000);
        loop {
            let before = self.at;
            let filled = self.text[before..].starts_with(['零', '〇']);
            let coefficient = self.coefficient();
            let unit = self.unit().filter(|unit| *unit < least);
            let Some(unit) = unit else {
                match coefficient {
                    Some((range, of))
                        if total.is_none_or(|_| {
                            !range.is_vague() || of == Form::Vague || step == Decimal::TEN
                        }) =>
                    {
                        let Some(sum) = total else {
                            return Some(Group {
                                range,
                                form: of,
                                step,
                            });
                        };
                        // After a round number, 几 is a digit like others: 十几 is from eleven to nineteen.
                        let last = if of == Form::Vague {
                            self.fits &= step == Decimal::TEN;
                            Range::between(1, 9)
                        } else if step > Decimal::TEN && !filled {
                            // 两千六 is two thousand six hundred. So one speaks of money only.
                            self.scale = Scale::OfMoney;
                            range.times(step.checked_div(Decimal::TEN)?)?
                        } else {
                            range
                        };
                        self.fits &= last.max.value < step;
                        total = sum.plus(last);
                        form = Some(Form::Scaled);
                        step = Decimal::ONE;
                    }
                    _ => self.at = before,
                }
                break;
            };
            let (range, of) = coefficient.unwrap_or((Range::exact(1), Form::Round));
            let part = range.times(unit)?;
            form = Some(match (total, of) {
                (None, Form::Round) if unit > Decimal::TEN => Form::Round,
                _ => Form::Scaled,
            });
            self.fits &= range.max.value <= Decimal::TEN;
            total = Some(total.map_or(Some(part), |total| total.plus(part))?);
            (step, least) = (unit, unit);
        }
        match (total, form) {
            (Some(mut range), Some(form)) => {
                if let Some((fraction, characters)) = fraction(&self.text[self.at..]) {
                    // 五百点三.
                    let len: usize = self.text[self.at..]
                        .chars()
                        .take(characters)
                        .map(char::len_utf8)
                        .sum();
                    self.at += len;
                    let part = Decimal::from_str_exact(&format!("0.{fraction}")).ok()?;
                    range = range.plus(Range::exact(part))?;
                }
                Some(Group { range, form, step })
            }
            _ => {
                self.at = start;
                None
            }
        }
    }

    /// Finishes a group that began with digits, which 十, 百 or 千 may follow.
    fn digits(&mut self, value: Decimal) -> Option<Group> {
        let before = self.at;
        self.space();
        let Some(unit) = self.unit() else {
            self.at = before;
            return Some(Group {
                range: Range::exact(value),
                form: Form::Digits,
                step: last_place(value),
            });
        };
        Some(Group {
            range: Range::exact(value).times(unit)?,
            form: Form::Scaled,
            step: unit,
        })
    }

    /// Reads what may stand before a round number: a digit, two neighbouring ones, a decimal, 几 or 数.
    fn coefficient(&mut self) -> Option<(Range, Form)> {
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        if matches!(first, '几' | '数') {
            self.at += first.len_utf8();
            return Some((Range::a_few(), Form::Vague));
        }
        let row: Vec<u32> = rest.chars().map_while(digit).take(28).collect();
        let len = |number: usize| rest.chars().take(number).map(char::len_utf8).sum::<usize>();
        if row.is_empty() {
            return None;
        }
        if let Some((fraction, characters)) = fraction(&rest[len(row.len())..]) {
            self.at += len(row.len() + characters);
            self.fits &= row.len() == 1;
            let value = Decimal::from_str_exact(&format!("{}.{fraction}", row[0])).ok()?;
            return Some((Range::exact(value), Form::Small));
        }
        // In 一百零五 the 零 only fills a place.
        let filler = usize::from(row[0] == 0 && row.len() > 1);
        self.at += len(row.len());
        Some(match row[filler..] {
            [a, b] if b == a + 1 && a > 0 => (Range::between(a, b), Form::Small),
            [0] => {
                // The 零 of 两千零十二.
                (Range::exact(u32::from(self.unit_follows())), Form::Small)
            }
            [one] => {
                let form = if one == 1 { Form::One } else { Form::Small };
                (Range::exact(one), form)
            }
            ref row => {
                // A row of digits is a year or a name.
                self.fits = false;
                (Range::exact(row[0]), Form::Small)
            }
        })
    }

    fn unit(&mut self) -> Option<Decimal> {
        let unit = match self.text[self.at..].chars().next()? {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => return None,
        };
        self.at += '十'.len_utf8();
        Some(unit.into())
    }

    fn unit_follows(&self) -> bool {
        self.text[self.at..].starts_with('十')
    }

    /// Reads 万, 亿, 万亿 and so on, after a space or 个 too.
    fn scale(&mut self) -> Option<Decimal> {
        let before = self.at;
        self.space();
        if self.at > 0 && self.text[self.at..].starts_with("个亿") {
            self.at += '个'.len_utf8();
        }
        let mut scale = Decimal::ONE;
        loop {
            let factor: u64 = match self.text[self.at..].chars().next() {
                Some('万') => 10_000,
                Some('亿') => 100_000_000,
                Some('兆') => 1_000_000_000_000,
                _ => break,
            };
            if factor == 1_000_000_000_000 {
                // 兆 is a million too: of megawatts, not of money.
                self.scale = Scale::OfMoney;
            }
            self.fits &=
                scale == Decimal::ONE || (scale == Decimal::from(10_000) && factor == 100_000_000);
            scale = scale.checked_mul(factor.into())?;
            self.at += '万'.len_utf8();
        }
        if scale == Decimal::ONE {
            self.at = before;
            return None;
        }
        Some(scale)
    }

    fn more(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let more = rest.starts_with(['多', '余']);
        // 十来个 is about ten: more or less than it.
        let about = rest.starts_with('来')
            && !["来自", "来到", "来了", "来看", "来说"]
                .iter()
                .any(|word| rest.starts_with(word));
        let after_round = self.text[..self.at].ends_with(['十', '百', '千', '万', '亿']);
        if more {
            self.at += '多'.len_utf8();
        } else if about && after_round {
            self.at += '来'.len_utf8();
            self.fits = false;
        }
        more
    }

    fn space(&mut self) {
        self.at += gap(&self.text[self.at..]);
    }
}

/// Returns the digits after 点, and how many characters they take with it; none where it is a time of day.
fn fraction(text: &str) -> Option<(String, usize)> {
    let text = text.strip_prefix('点')?;
    let row: Vec<u32> = text.chars().map_while(digit).take(20).collect();
    let fraction: String = row.iter().map(u32::to_string).collect();
    let after = text.chars().nth(row.len());
    let time = matches!(after, Some('十' | '分' | '刻' | '点'));
    (!row.is_empty() && !time).then(|| (fraction, row.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> String {
        let Some(numeral) = read(text) else {
            return "none".into();
        };
        let rest = &text[numeral.len..];
        let Some(Range { min, max }) = numeral.range else {
            return format!("?|{rest}");
        };
        let (above, below) = (
            if min.inclusive { "" } else { ">" },
            if max.inclusive { "" } else { "<" },
        );
        let (min, max) = (min.value.normalize(), max.value.normalize());
        if min == max {
            format!("{min}|{rest}")
        } else {
            format!("{above}{min}..{below}{max}|{rest}")
        }
    }

    #[test]
    fn exact_numbers() {
        for (text, expected) in [
            ("1.28亿美元", "128000000|美元"),
            ("1.4万字", "14000|字"),
            ("1 亿好", "100000000|好"),
            ("300 亿", "30000000000|"),
            ("4400万", "44000000|"),
            ("3千万", "30000000|"),
            ("1亿2000万", "120000000|"),
            ("一点二亿", "120000000|"),
            ("三亿五千万", "350000000|"),
            ("一千二百三十四万五千六百七十八", "12345678|"),
            ("一百零五页", "105|页"),
            ("二十一个", "21|个"),
            ("十二个", "12|个"),
            ("二〇二三年", "?|年"),
            ("2个亿美元", "200000000|美元"),
            ("一万零三元", "10003|元"),
            ("五百点三元", "500.3|元"),
            ("两千零十二元", "2012|元"),
            ("两千六元", "2600|元"),
            ("三万五元", "35000|元"),
            ("十五", "15|"),
            ("1.2万亿", "1200000000000|"),
            ("5亿 3000 万", "530000000|"),
            ("十年", "10|年"),
            ("两万亿", "2000000000000|"),
            ("千人", "1000|人"),
            ("百亿", "10000000000|"),
            ("六年", "6|年"),
            ("46页", "46|页"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn vague_numbers_stay_vague() {
        for (text, expected) in [
            ("几千万", "10000000..<100000000|"),
            ("几亿", "100000000..<1000000000|"),
            ("数十万的", "100000..<1000000|的"),
            ("数百", "100..<1000|"),
            ("十几年", "11..19|年"),
            ("十几亿", "1100000000..1900000000|"),
            ("一亿多的", ">100000000..<200000000|的"),
            ("三百多", ">300..<400|"),
            ("20多万", ">200000..<300000|"),
            ("100余家", ">100..<200|家"),
            ("两三个月", "2..3|个月"),
            ("七八百", "700..800|"),
            ("几个", "1..<10|个"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn what_follows_is_left_alone() {
        for (text, expected) in [
            ("三战三北", "3|战三北"),
            ("2023,2024", "?|"),
            ("1.2.3亿", "?|"),
            ("三点二十分", "?|分"),
            ("1.2亿多", "?|"),
            ("十来个", "?|个"),
            ("第", "none"),
            ("点二", "none"),
            ("一亿一", "110000000|"),
            ("百分之", "100|分之"),
            ("万万万万万万万万万万", "none"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }
}
