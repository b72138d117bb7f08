//! Texts that are made up, with the frequencies of words that texts have, and fragments of them that were changed.
#![allow(dead_code, reason = "each that uses it uses a part")]

/// A source of numbers that are the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below another.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap_or(0) % most.max(1)
    }

    fn share(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }
}

/// A language of made-up words, of which the `n`th is `n` times as rare as the first.
pub struct Language {
    words: Vec<String>,
    sums: Vec<f64>,
}

impl Language {
    pub fn new(words: usize) -> Self {
        let (starts, middles, ends) = (
            [
                "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr",
            ],
            ["a", "e", "i", "o", "u", "ai", "ea"],
            ["", "n", "r", "s", "t", "l"],
        );
        let mut random = Random::new(7);
        let mut syllable = || {
            let parts = [
                starts[random.below(15)],
                middles[random.below(7)],
                ends[random.below(6)],
            ];
            parts.concat()
        };
        let mut made: Vec<String> = Vec::new();
        let mut known = std::collections::HashSet::new();
        while made.len() < words {
            let length = 1 + made.len().min(2000) / 700;
            let word: String = (0..=length / 2).map(|_| syllable()).collect();
            if known.insert(word.clone()) {
                made.push(word);
            } else {
                let word = word + &syllable();
                if known.insert(word.clone()) {
                    made.push(word);
                }
            }
        }
        let mut sum = 0.0;
        let sums = (1..=words).map(|rank| {
            sum += 1.0 / rank as f64;
            sum
        });
        Self {
            sums: sums.collect(),
            words: made,
        }
    }

    /// Returns a word, common ones more often.
    pub fn word(&self, random: &mut Random) -> &str {
        let wanted = random.share() * self.sums[self.sums.len() - 1];
        &self.words[self
            .sums
            .partition_point(|sum| *sum < wanted)
            .min(self.words.len() - 1)]
    }

    /// Returns a text of about the given number of bytes: paragraphs of sentences, one in twelve a repetition.
    pub fn text(&self, bytes: usize, seed: u64) -> String {
        let mut random = Random::new(seed);
        let (mut text, mut said): (String, Vec<String>) = (String::new(), Vec::new());
        while text.len() < bytes {
            for _ in 0..3 + random.below(6) {
                let sentence = match said.len() {
                    known if known > 20 && random.below(12) == 0 => {
                        said[random.below(known)].clone()
                    }
                    _ => self.sentence(&mut random),
                };
                text.push_str(&sentence);
                text.push(' ');
                said.push(sentence);
            }
            text.pop();
            text.push_str("\n\n");
        }
        text
    }

    fn sentence(&self, random: &mut Random) -> String {
        let number = 5 + random.below(20);
        let words = (0..number).map(|at| {
            let word = match random.below(24) {
                0 => format!("{}", 1 + random.below(999)),
                1 => format!("{}", 1950 + random.below(75)),
                2 => format!("{},{:03}", 1 + random.below(99), random.below(1000)),
                3 => capital(self.word(random)),
                _ => self.word(random).to_owned(),
            };
            let word = if at == 0 { capital(&word) } else { word };
            if at + 1 < number && random.below(9) == 0 {
                word + ","
            } else {
                word
            }
        });
        words.collect::<Vec<_>>().join(" ") + "."
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    first + chars.as_str()
}

/// Returns the bytes of the words of a text, without the marks around them.
pub fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_word = c.is_alphanumeric()
            || (c == ',' && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
        match (is_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Words of a text, and the same with one of them changed.
pub struct Changed {
    /// The first byte.
    pub start: usize,
    pub words: String,
    pub quote: String,
    /// What was done: `digit`, `replaced` or `dropped`.
    pub how: &'static str,
}

/// Returns fragments of 6 to 20 words of a text, each with one digit or one word replaced, or one word left out.
pub fn changed(text: &str, language: &Language, number: usize, seed: u64) -> Vec<Changed> {
    let mut random = Random::new(seed);
    let all = words(text);
    let mut changed = Vec::new();
    while changed.len() < number {
        let length = 6 + random.below(15);
        let first = random.below(all.len() - length);
        let span = &all[first..first + length];
        let bytes = span[0].start..span[length - 1].end;
        let how = ["digit", "replaced", "dropped"][changed.len() % 3];
        let with_digit = |word: &&std::ops::Range<usize>| {
            text[(*word).clone()]
                .bytes()
                .any(|byte| byte.is_ascii_digit())
        };
        let (cut, put) = match how {
            "digit" => {
                let Some(word) = span.iter().find(with_digit) else {
                    continue;
                };
                let at = word.start
                    + text[word.clone()]
                        .find(|c: char| c.is_ascii_digit())
                        .unwrap_or(0);
                let digit =
                    (text.as_bytes()[at] - b'0' + 1 + u8::try_from(random.below(8)).unwrap_or(0))
                        % 10;
                (at..at + 1, digit.to_string())
            }
            "replaced" => {
                let word = &span[random.below(length)];
                let other = language.word(&mut random);
                if text[word.clone()].eq_ignore_ascii_case(other) {
                    continue;
                }
                (word.clone(), other.to_owned())
            }
            _ => {
                let at = 1 + random.below(length - 2);
                (span[at].start..span[at + 1].start, String::new())
            }
        };
        let quote = [
            &text[bytes.start..cut.start],
            &put,
            &text[cut.end..bytes.end],
        ]
        .concat();
        // What stands elsewhere as it was made is not changed.
        if !text.contains(&quote) {
            changed.push(Changed {
                start: bytes.start,
                words: text[bytes].to_owned(),
                quote,
                how,
            });
        }
    }
    changed
}
