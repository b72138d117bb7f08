//! Chinese numerals, and digits with Chinese round numbers: 一点二亿, 1.28亿, 几千万, 十几亿, 一亿多, 两三百.

use rust_decimal::Decimal;

use super::numeral::{Form, Numeral, Range, digits, last_place};

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
    };
    let (range, form) = reader.number()?;
    Some(Numeral {
        len: reader.at,
        range,
        form,
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

struct Reader<'t> {
    text: &'t str,
    at: usize,
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
    fn number(&mut self) -> Option<(Range, Form)> {
        let (first, mut form, mut scale) = self.scaled()?;
        let mut total = first;
        while let Some(above) = scale.filter(|_| !total.is_vague()) {
            let before = self.at;
            let next = self.scaled();
            let fits = |(range, form, _): &(Range, Form, Option<Decimal>)| {
                range.max.value < above && !matches!(form, Form::Digits | Form::One | Form::Small)
            };
            let Some((range, _, next_scale)) = next.filter(fits) else {
                self.at = before;
                break;
            };
            total = total.plus(range)?;
            form = Form::Scaled;
            scale = next_scale;
        }
        Some((total, form))
    }

    /// Reads one group with its 万 and 亿, and returns what it is and what it is a multiple of.
    fn scaled(&mut self) -> Option<(Range, Form, Option<Decimal>)> {
        let Some(group) = self.group() else {
            // 万 alone is ten thousand.
            let scale = self.scale()?;
            return Some((Range::exact(scale), Form::Round, Some(scale)));
        };
        let before_more = self.at;
        let more = self.more();
        let Some(scale) = self.scale() else {
            if more && !matches!(group.form, Form::Vague | Form::Round) {
                return Some((group.range.and_more(group.step)?, group.form, None));
            }
            self.at = before_more;
            let scale = (group.form == Form::Scaled).then_some(group.step);
            return Some((group.range, group.form, scale));
        };
        let range = if more {
            group.range.and_more(group.step)?
        } else {
            group.range
        };
        let mut range = range.times(scale)?;
        if !more && self.more() {
            range = range.and_more(scale)?;
        }
        let form = match group.form {
            Form::Round => Form::Round,
            _ => Form::Scaled,
        };
        Some((range, form, Some(scale)))
    }

    fn group(&mut self) -> Option<Group> {
        if let Some((value, len)) = digits(&self.text[self.at..]) {
            self.at += len;
            return self.digits(value);
        }
        let start = self.at;
        let mut total: Option<Range> = None;
        let mut form = None;
        let mut step = Decimal::ONE;
        let mut least = Decimal::from(10_000);
        loop {
            let before = self.at;
            let coefficient = self.coefficient();
            let unit = self.unit().filter(|unit| *unit < least);
            let Some(unit) = unit else {
                match coefficient {
                    Some((range, of))
                        if total.is_none_or(|_| !range.is_vague() || of == Form::Vague) =>
                    {
                        if total.is_none() {
                            return Some(Group {
                                range,
                                form: of,
                                step,
                            });
                        }
                        // After a round number, 几 is a digit like others: 十几 is from eleven to nineteen.
                        let last = if of == Form::Vague {
                            Range::between(1, 9)
                        } else {
                            range
                        };
                        total = total?.plus(last);
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
                (None, Form::Round) => Form::Round,
                _ => Form::Scaled,
            });
            total = Some(total.map_or(Some(part), |total| total.plus(part))?);
            (step, least) = (unit, unit);
        }
        match (total, form) {
            (Some(range), Some(form)) => Some(Group { range, form, step }),
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

    /// Reads what may stand before a round number: a digit, two neighbouring ones, a row of them, a decimal, 几 or 数.
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
            let written: String = row.iter().map(u32::to_string).collect();
            let value = Decimal::from_str_exact(&format!("{written}.{fraction}")).ok()?;
            return Some((Range::exact(value), Form::Small));
        }
        // In 一百零五 the 零 only fills a place.
        let filler = usize::from(row[0] == 0 && row.len() > 1);
        match row[filler..] {
            [a, b] if b == a + 1 && a > 0 => {
                self.at += len(filler + 2);
                Some((Range::between(a, b), Form::Small))
            }
            [one] => {
                self.at += len(filler + 1);
                let form = if one == 1 { Form::One } else { Form::Small };
                Some((Range::exact(one), form))
            }
            ref row => {
                self.at += len(filler + row.len());
                let written: String = row.iter().map(u32::to_string).collect();
                let value = Decimal::from_str_exact(&written).ok()?;
                Some((Range::exact(value), Form::Small))
            }
        }
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

    /// Reads 万, 亿, 万亿 and so on, after a space too.
    fn scale(&mut self) -> Option<Decimal> {
        let before = self.at;
        self.space();
        let mut scale = Decimal::ONE;
        loop {
            let factor = match self.text[self.at..].chars().next() {
                Some('万') => 10_000,
                Some('亿') => 100_000_000,
                _ => break,
            };
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
        let more = self.text[self.at..].starts_with(['多', '余']);
        if more {
            self.at += '多'.len_utf8();
        }
        more
    }

    fn space(&mut self) {
        if self.text[self.at..].starts_with(' ') {
            self.at += 1;
        }
    }
}

/// Returns the digits after 点, and how many characters they take with it.
fn fraction(text: &str) -> Option<(String, usize)> {
    let text = text.strip_prefix('点')?;
    let row: Vec<u32> = text.chars().map_while(digit).take(20).collect();
    let fraction: String = row.iter().map(u32::to_string).collect();
    (!row.is_empty()).then(|| (fraction, row.len() + 1))
}

impl Range {
    fn is_vague(self) -> bool {
        self.min != self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> String {
        let Some(numeral) = read(text) else {
            return "none".into();
        };
        let Range { min, max } = numeral.range;
        let rest = &text[numeral.len..];
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
            ("二〇二三年", "2023|年"),
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
            ("2023,2024", "2023|,2024"),
            ("第", "none"),
            ("点二", "none"),
            ("一亿一", "100000000|一"),
            ("百分之", "100|分之"),
            ("万万万万万万万万万万", "none"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }
}
