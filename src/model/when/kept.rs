//! Dates as they are kept in a snapshot.

use std::io::{self, Seek, Write};
use std::sync::Arc;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::reach::Reach;
use super::{Day, When};
use crate::column::{Column, Image, Refusal, Sections};
use crate::model::{Handle, Lists, Table, WhenId};

/// A date as it is kept, without the way it is written.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Row {
    earliest: KeptDay,
    latest: KeptDay,
    reach: [KeptDay; 2],
    /// 0 where there is none.
    instant: i64,
    has_instant: u8,
    approximate: u8,
    uncertain: u8,
    seasons: [u8; 2],
    unused: [u8; 3],
}

/// A day as it is kept: month 0 for none.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct KeptDay {
    year: i16,
    month: i8,
    day: i8,
}

impl KeptDay {
    fn of(day: Option<Day>) -> Self {
        let (year, month, day) = day.map_or((0, 0, 0), |day| (day.year(), day.month(), day.day()));
        Self { year, month, day }
    }

    fn get(self) -> Option<Day> {
        Day::new(self.year, self.month, self.day).ok()
    }
}

/// Dates are few and the same ones over and over, so that they are saved with their texts and made anew on the way in.
pub(in crate::model) fn save<W: Write + Seek>(
    whens: &Table<WhenId, When>,
    out: &mut Sections<W>,
) -> io::Result<()> {
    let rows: Vec<Row> = whens
        .iter()
        .map(|(_, when)| Row {
            earliest: KeptDay::of(when.earliest),
            latest: KeptDay::of(when.latest),
            reach: when.reach.days.map(KeptDay::of),
            instant: when.reach.instant.unwrap_or_default(),
            has_instant: when.reach.instant.is_some().into(),
            approximate: when.approximate.into(),
            uncertain: when.uncertain.into(),
            seasons: when.reach.seasons.map(u8::from),
            unused: [0; 3],
        })
        .collect();
    let mut written = Lists::<WhenId, u8>::default();
    for (_, when) in whens.iter() {
        written.push(when.written.bytes());
    }
    out.put("whens", &Column::from(rows))?;
    written.save("whens.written", out)
}

pub(in crate::model) fn load(image: &Arc<Image>) -> Result<Table<WhenId, When>, Refusal> {
    let rows: Column<Row> = image.column("whens")?;
    let written = Lists::<WhenId, u8>::load("whens.written", image, rows.len())?;
    let mut whens = Table::default();
    for (index, row) in rows.all().iter().enumerate() {
        let text = written.get(Handle::from_index(index));
        whens.push(When {
            written: String::from_utf8_lossy(text).into(),
            earliest: row.earliest.get(),
            latest: row.latest.get(),
            approximate: row.approximate != 0,
            uncertain: row.uncertain != 0,
            reach: Reach {
                days: row.reach.map(KeptDay::get),
                seasons: row.seasons.map(|season| season != 0),
                instant: (row.has_instant != 0).then_some(row.instant),
            },
        });
    }
    Ok(whens)
}
