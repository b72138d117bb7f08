//! Totals hold the truth: payments are made up, told by tellers who know only some of it and say so, and added up again.
//!
//! `CLAIMGRAPH_CASES` sets how many truths are tried.

mod common {
    pub mod story;
}

use std::fmt::Write as _;

use claimgraph::answer::Cell;
use claimgraph::dispute::{Settings, Standing};
use claimgraph::graph::Graph;
use claimgraph::model::{Interval, Pool};
use claimgraph::query::{self, By, Totals};
use common::story::told;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A payment that was made, in one or in several parts.
#[derive(Debug, Clone)]
struct Paid {
    predicate: &'static str,
    has_occasion: bool,
    /// The amount of each part in thousands, and its day as a number of days from the start of 2018.
    parts: Vec<(u32, u32)>,
    /// Whether the first of several parts is paid by someone else.
    by_another: bool,
    tellings: Vec<Telling>,
}

/// How one teller tells it.
#[derive(Debug, Clone)]
struct Telling {
    teller: &'static str,
    what: What,
    amount: Amount,
    date: Date,
    names_occasion: bool,
    is_turned: bool,
    is_alleged: bool,
    /// In prose: it is told once more, with this date.
    again: Option<Date>,
}

/// What of a payment in several parts is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Whole,
    /// The whole and all of its parts.
    WithParts,
    /// The whole and all but the last of its parts.
    WithSome,
    /// Each part, and no whole.
    Instalments,
    /// The first part alone.
    First,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    Exact,
    Rounded,
    About,
    Below,
    AtLeast,
    Between,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Date {
    Day,
    Month,
    Year,
    Years,
    About,
    None,
}

/// Which truths are made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    /// Every telling names its occasion and is exact.
    Closed,
}

fn telling(kind: Kind) -> impl Strategy<Value = Telling> {
    let teller = prop_oneof![
        3 => Just("ann"), 3 => Just("bob"), 2 => Just("cat"), 1 => Just("ann-later"),
        2 => Just("register"), 1 => Just("register-2"), 2 => Just("ledger"),
    ];
    let what = prop_oneof![
        3 => Just(What::Whole), 2 => Just(What::WithParts), 1 => Just(What::WithSome),
        2 => Just(What::Instalments), 1 => Just(What::First),
    ];
    let amount = prop_oneof![
        6 => Just(Amount::Exact), 2 => Just(Amount::Rounded), 1 => Just(Amount::About), 1 => Just(Amount::Below),
        1 => Just(Amount::AtLeast), 1 => Just(Amount::Between), 1 => Just(Amount::Unknown),
    ];
    let date = prop_oneof![
        4 => Just(Date::Day), 2 => Just(Date::Month), 2 => Just(Date::Year), 1 => Just(Date::Years),
        1 => Just(Date::About), 2 => Just(Date::None),
    ];
    let again = proptest::option::weighted(0.2, date.clone());
    let flags = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.1));
    (teller, what, amount, date, again, flags).prop_map(move |told| {
        let (teller, what, amount, date, again, (names_occasion, is_turned, is_alleged)) = told;
        let is_closed = kind == Kind::Closed;
        Telling {
            teller,
            what,
            amount: if is_closed { Amount::Exact } else { amount },
            date,
            names_occasion: names_occasion || is_closed,
            is_turned,
            is_alleged: is_alleged && !is_closed,
            again: again.filter(|_| !is_closed),
        }
    })
}

fn paid(kind: Kind) -> impl Strategy<Value = Paid> {
    let amount = prop_oneof![Just(5_000), Just(10_000), Just(20_000), 1_000_u32..30_000];
    let part = (amount, prop_oneof![Just(100), 0_u32..900]);
    let parts = prop_oneof![
        3 => proptest::collection::vec(part.clone(), 1),
        2 => proptest::collection::vec(part, 2..4),
    ];
    let predicate = prop_oneof![3 => Just("paid"), 1 => Just("swapped")];
    let tellings = proptest::collection::vec(telling(kind), 1..5);
    (
        predicate,
        any::<bool>(),
        parts,
        prop::bool::weighted(0.2),
        tellings,
    )
        .prop_map(
            move |(predicate, has_occasion, parts, by_another, tellings)| Paid {
                predicate,
                has_occasion: has_occasion || kind == Kind::Closed,
                by_another: by_another && parts.len() > 1 && predicate == "paid",
                parts,
                tellings: match kind {
                    Kind::Any => truthful(tellings),
                    Kind::Closed => closed(truthful(tellings)),
                },
            },
        )
}

/// Returns those tellings that one who tells the truth and no more than once would make.
fn truthful(tellings: Vec<Telling>) -> Vec<Telling> {
    let mut kept: Vec<Telling> = Vec::new();
    for mut telling in tellings {
        let maker = maker(telling.teller);
        if kept.iter().any(|other| self::maker(other.teller) == maker) {
            continue;
        }
        if is_table(telling.teller) {
            telling.again = None;
            // A table has a row for each payment, and none for what they come to.
            if matches!(telling.what, What::WithParts | What::WithSome) {
                telling.what = What::Instalments;
            }
        }
        kept.push(telling);
    }
    kept
}

/// Returns tellings of which one who tells the whole lists all parts, if some tell these.
fn closed(mut tellings: Vec<Telling>) -> Vec<Telling> {
    let is_whole =
        |telling: &Telling| matches!(telling.what, What::Whole | What::WithParts | What::WithSome);
    if !tellings.iter().any(is_whole) {
        return tellings;
    }
    let lister = |telling: &&mut Telling| is_whole(telling) && !is_table(telling.teller);
    match tellings.iter_mut().find(lister) {
        Some(lister) => lister.what = What::WithParts,
        None => tellings
            .iter_mut()
            .for_each(|telling| telling.what = What::Whole),
    }
    tellings
}

fn maker(teller: &str) -> &str {
    match teller {
        "register" | "register-2" => "firm",
        other => other,
    }
}

fn is_table(teller: &str) -> bool {
    ["register", "register-2", "ledger"].contains(&teller)
}

/// What is told of payments, and what it comes to.
#[derive(Debug, Default)]
struct Story {
    /// One line a claim, without its id.
    claims: Vec<String>,
    truth: u64,
    /// How far rounding may lead away from it.
    rounding: u64,
}

impl Story {
    fn of(payments: &[Paid]) -> Self {
        let mut story = Self::default();
        for (number, paid) in payments.iter().enumerate() {
            story.tell(number, paid);
        }
        story
    }

    fn tell(&mut self, number: usize, paid: &Paid) {
        let several = paid.parts.len() > 1;
        let lists_parts = |telling: &&Telling| several && telling.what == What::WithParts;
        let tells_whole = |telling: &&Telling| {
            !several || matches!(telling.what, What::Whole | What::WithParts | What::WithSome)
        };
        let lists_all = paid
            .tellings
            .iter()
            .any(|telling| lists_parts(&telling) && (telling.names_occasion || !paid.has_occasion));
        let any_whole = paid.tellings.iter().any(|telling| tells_whole(&telling));
        // Who names the occasion of a part lets it be found in the whole that lists it, if there is a whole.
        let parts_named = paid.has_occasion && (lists_all || !any_whole);
        // That a payment under other ends is part of a whole is known from the whole alone.
        let shows_parts = |telling: &Telling| {
            let counts = !telling.is_alleged && telling.amount != Amount::Unknown;
            !tells_whole(&telling) || (counts && telling.what == What::WithParts)
        };
        let by_another =
            paid.by_another && (lists_all || !any_whole) && paid.tellings.iter().all(shows_parts);
        let mut told_parts = vec![false; paid.parts.len()];
        let mut told_whole = false;
        for telling in &paid.tellings {
            let counts = !telling.is_alleged && telling.amount != Amount::Unknown;
            let (whole, parts): (bool, Vec<usize>) = match telling.what {
                _ if !several => (true, Vec::new()),
                What::Whole => (true, Vec::new()),
                What::WithParts => (true, (0..paid.parts.len()).collect()),
                What::WithSome => (true, (0..paid.parts.len() - 1).collect()),
                What::Instalments => (false, (0..paid.parts.len()).collect()),
                What::First => (false, vec![0]),
            };
            let of_parts: Vec<usize> = parts
                .iter()
                .map(|part| {
                    told_parts[*part] |= counts;
                    let giver = if by_another && *part == 0 {
                        "dan"
                    } else {
                        "ann"
                    };
                    let occasion = (parts_named && telling.names_occasion)
                        .then(|| format!("o{number}-{part}"));
                    let (amount, day) = paid.parts[*part];
                    self.claim(
                        paid,
                        telling,
                        giver,
                        amount,
                        [day; 2],
                        occasion,
                        telling.date,
                    )
                })
                .collect();
            if whole {
                told_whole |= counts;
                let amount = paid.parts.iter().map(|(amount, _)| amount).sum();
                let days = paid.parts.iter().map(|(_, day)| *day);
                let days = [days.clone().min(), days.max()].map(|day| day.expect("a part"));
                let occasion =
                    (paid.has_occasion && telling.names_occasion).then(|| format!("o{number}"));
                let place = self.claim(
                    paid,
                    telling,
                    "ann",
                    amount,
                    days,
                    occasion.clone(),
                    telling.date,
                );
                if !of_parts.is_empty() {
                    let ids: Vec<String> =
                        of_parts.iter().map(|part| format!("@{part}@")).collect();
                    let key = match telling.what {
                        What::WithParts => "parts",
                        _ => "includes",
                    };
                    let _ = write!(self.claims[place], "; {key}: {}", ids.join(" "));
                } else if let Some(date) = telling.again {
                    self.claim(paid, telling, "ann", amount, days, None, date);
                }
            }
        }
        self.truth += match told_whole {
            true => paid
                .parts
                .iter()
                .map(|(amount, _)| u64::from(*amount))
                .sum::<u64>(),
            false => {
                let parts = paid.parts.iter().zip(told_parts);
                let told = parts.filter(|(_, is_told)| *is_told);
                told.map(|((amount, _), _)| u64::from(*amount)).sum()
            }
        };
    }

    /// Adds a claim, and returns its place.
    #[expect(clippy::too_many_arguments, reason = "one claim has as many fields")]
    fn claim(
        &mut self,
        paid: &Paid,
        telling: &Telling,
        giver: &str,
        amount: u32,
        days: [u32; 2],
        occasion: Option<String>,
        date: Date,
    ) -> usize {
        let quantity = match telling.amount {
            Amount::Exact => format!("USD {amount}k"),
            Amount::Rounded => {
                self.rounding += 500;
                format!("USD {}M", (amount + 500) / 1_000)
            }
            Amount::About => format!("~USD {}k", amount + amount / 25),
            Amount::Below => format!("<USD {}k", amount + 700),
            Amount::AtLeast => format!(">=USD {}k", amount - amount / 3),
            Amount::Between => format!("USD {}k..{}k", amount - amount / 5, amount + amount / 7),
            Amount::Unknown => "unknown USD".to_owned(),
        };
        let [from, to] = match (paid.predicate, telling.is_turned) {
            ("swapped", true) => ["bob", giver],
            _ => [giver, "bob"],
        };
        let mut claim = format!(
            "{} | {from} {} {to} | quantity: {quantity}",
            telling.teller, paid.predicate
        );
        if let Some(when) = written(date, days) {
            let _ = write!(claim, "; when: {when}");
        }
        if let Some(occasion) = occasion {
            let _ = write!(claim, "; occasion: {occasion}");
        }
        if telling.is_alleged {
            claim.push_str("; modality: alleged");
        }
        self.claims.push(claim);
        self.claims.len() - 1
    }

    /// Returns the claims as lines, in an order and with ids made of names.
    fn lines(&self, order: &[usize], name: impl Fn(usize) -> String) -> Vec<String> {
        let line = |place: &usize| {
            let mut line = format!("{} | {}\n", name(*place), self.claims[*place]);
            for other in 0..self.claims.len() {
                line = line.replace(&format!("@{other}@"), &name(other));
            }
            line
        };
        order.iter().map(line).collect()
    }

    fn graph(&self) -> Graph {
        let order: Vec<usize> = (0..self.claims.len()).collect();
        told(&[&self.lines(&order, |place| format!("c{place}")).concat()])
    }
}

/// Returns a date that holds all days from one to another.
fn written(date: Date, [first, last]: [u32; 2]) -> Option<String> {
    let day = |day: u32| {
        let (year, of_year) = (2018 + day / 336, day % 336);
        (year, of_year / 28 + 1, of_year % 28 + 1)
    };
    let (from, to) = (day(first), day(last));
    let between = |from: String, to: String| match from == to {
        true => from,
        false => format!("{from}/{to}"),
    };
    Some(match date {
        Date::Day => {
            let day = |(year, month, day)| format!("{year}-{month:02}-{day:02}");
            between(day(from), day(to))
        }
        Date::Month => {
            let month = |(year, month, _)| format!("{year}-{month:02}");
            between(month(from), month(to))
        }
        Date::Year => between(from.0.to_string(), to.0.to_string()),
        Date::Years => format!("{}/{}", from.0 - 1, to.0 + 1),
        // It may be a year beside what is written.
        Date::About => between(format!("{}~", from.0 + 1), format!("{}~", to.0 + 1)),
        Date::None => return None,
    })
}

/// Returns the total of all that moved, and every line of totals but those of what is disputed: which of several tellings
/// are paired, where they could be paired otherwise, is decided by id.
fn total(graph: &Graph, wanted: &Totals) -> (Option<Interval>, Vec<String>) {
    let standing = Standing::new(graph, Settings::default());
    let answer = query::total(graph, &standing, wanted);
    let mut total = None;
    let mut lines: Vec<String> = answer
        .rows
        .map(|row| {
            let mut line = String::new();
            let mut is_total = false;
            for cell in row.cells {
                match cell {
                    Cell::Word(word) => {
                        is_total = word == "total";
                        let _ = write!(line, "{word} ");
                    }
                    Cell::Quantity(quantity) => {
                        if is_total {
                            total = Some(quantity.interval);
                        }
                        let _ = write!(line, "{} ", quantity.display(&Pool::default()));
                    }
                    Cell::Thing(thing) => {
                        let _ = write!(line, "{} ", graph.case().id_of(thing));
                    }
                    Cell::Written(years) if wanted.by == Some(By::Year) && line.is_empty() => {
                        let _ = write!(line, "{years} ");
                    }
                    _ => {}
                }
            }
            line
        })
        .filter(|line: &String| !line.contains("disputed"))
        .collect();
    lines.sort();
    (total, lines)
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("CLAIMGRAPH_CASES").ok();
    ProptestConfig::with_cases(cases.and_then(|cases| cases.parse().ok()).unwrap_or(200))
}

fn thousands(amount: u64) -> Decimal {
    Decimal::from(amount) * Decimal::from(1_000)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_total_holds_the_truth(payments in proptest::collection::vec(paid(Kind::Any), 1..6)) {
        let story = Story::of(&payments);
        let graph = story.graph();
        let (total, _) = total(&graph, &Totals::default());
        let Some(total) = total else {
            prop_assert_eq!(story.truth, 0, "{:#?}", story.claims);
            return Ok(());
        };
        let slack = thousands(story.rounding);
        let truth = thousands(story.truth);
        let low = total.min().map_or(Decimal::ZERO, |min| min.value);
        prop_assert!(low <= truth + slack, "{truth} is below {low}: {:#?}", story.claims);
        if let Some(high) = total.max() {
            prop_assert!(high.value >= truth - slack, "{truth} is above {}: {:#?}", high.value, story.claims);
        }
    }

    #[test]
    fn named_occasions_with_exact_amounts_make_a_total_exact(
        payments in proptest::collection::vec(paid(Kind::Closed), 1..6)
    ) {
        let story = Story::of(&payments);
        let (total, _) = total(&story.graph(), &Totals::default());
        let total = total.and_then(Interval::value);
        prop_assert_eq!(total, Some(thousands(story.truth)), "{:#?}", story.claims);
    }

    #[test]
    fn no_total_depends_on_the_order_of_files_and_claims_or_on_ids(
        payments in proptest::collection::vec(paid(Kind::Any), 1..6),
        seed in any::<u64>(),
    ) {
        let story = Story::of(&payments);
        let straight = story.graph();
        let mut order: Vec<usize> = (0..story.claims.len()).collect();
        let key = |place: usize| (place as u64 + 1).wrapping_mul(seed | 1).rotate_left(29);
        order.sort_by_key(|place| key(*place));
        let lines = story.lines(&order, |place| format!("x{:x}", key(place + 77)));
        let (one, other) = lines.split_at(lines.len() / 2);
        let turned = told(&[&one.concat(), &other.concat()]);
        for by in [None, Some(By::Giver), Some(By::Receiver), Some(By::Pair), Some(By::Year)] {
            let wanted = Totals { by, ..Totals::default() };
            let (_, straight) = total(&straight, &wanted);
            let (_, turned) = total(&turned, &wanted);
            prop_assert_eq!(straight, turned, "{:#?}", story.claims);
        }
    }
}
