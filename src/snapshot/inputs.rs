//! The data files a snapshot was made of: what they were like then, and whether they still are.

use std::fmt;
use std::fs::{self, Metadata};
use std::io::{self, Seek, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_128;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::column::{Column, Image, Refusal, Sections};
use crate::read;
use crate::text::{Beneath, Map};

/// The data files of a folder, as they were at one moment.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    files: Vec<Input>,
}

/// One data file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Input {
    /// Its path in the folder.
    path: String,
    len: u64,
    /// When its content was changed last, in nanoseconds since 1970; negative before. Programs may set it.
    changed: i64,
    /// When anything about it was changed last, which no program sets; 0 where the system does not tell.
    touched: i64,
    /// The hash of its bytes, once it is taken.
    hash: u128,
    /// Whether it was changed so shortly before it was hashed that a later change may bear the same time.
    recent: bool,
}

/// How data differs from what a snapshot was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A file is there that was not.
    Added(String),
    /// A file that was there is not.
    Gone(String),
    /// A file has other bytes.
    Changed(String),
    /// The folder cannot be looked at.
    Unreadable(String),
}

impl Inputs {
    /// Returns the data files of a folder as they are now.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn of(dir: &Path) -> io::Result<Self> {
        let files = read::files(dir)?.into_iter().map(|path| {
            let metadata = fs::metadata(dir.join(&path))?;
            Ok(Input {
                path,
                len: metadata.len(),
                changed: changed(&metadata),
                touched: touched(&metadata),
                hash: 0,
                recent: false,
            })
        });
        Ok(Self {
            files: files.collect::<io::Result<_>>()?,
        })
    }

    /// Returns the files with the hashes of their bytes, if they are still as they were.
    pub(super) fn sealed(&self, dir: &Path) -> io::Result<Self> {
        let mut now = Self::of(dir)?;
        for input in &mut now.files {
            input.hash = hash(dir, &input.path)?;
            input.recent = is_recent(input.changed.max(input.touched), SystemTime::now());
        }
        let same = |(then, now): (&Input, &Input)| {
            (&then.path, then.len, then.changed, then.touched)
                == (&now.path, now.len, now.changed, now.touched)
        };
        let after = Self::of(dir)?;
        let unchanged = |other: &Self| {
            self.files.len() == other.files.len() && self.files.iter().zip(&other.files).all(same)
        };
        match unchanged(&now) && unchanged(&after) {
            true => Ok(now),
            false => Err(io::Error::new(
                io::ErrorKind::ResourceBusy,
                "the data was changed while it was read",
            )),
        }
    }

    /// Compares sizes and times with those of a folder, and bytes where a time says too little.
    pub(super) fn compare(&self, dir: &Path) -> Result<(), Change> {
        self.compare_where(dir, |then, now| {
            (then.changed, then.touched) != (now.changed, now.touched) || then.recent
        })
    }

    /// Compares sizes and bytes with those of a folder.
    pub(super) fn compare_content(&self, dir: &Path) -> Result<(), Change> {
        self.compare_where(dir, |_, _| true)
    }

    fn compare_where(
        &self,
        dir: &Path,
        is_unsure: impl Fn(&Input, &Input) -> bool,
    ) -> Result<(), Change> {
        let now = Self::of(dir).map_err(|error| Change::Unreadable(error.to_string()))?;
        let has = |inputs: &Self, path: &str| inputs.files.iter().any(|input| input.path == path);
        if let Some(gone) = self.files.iter().find(|then| !has(&now, &then.path)) {
            return Err(Change::Gone(gone.path.clone()));
        }
        if let Some(added) = now.files.iter().find(|now| !has(self, &now.path)) {
            return Err(Change::Added(added.path.clone()));
        }
        for (then, now) in self.files.iter().zip(&now.files) {
            let is_changed = then.len != now.len
                || (is_unsure(then, now)
                    && hash(dir, &now.path).map_or(true, |hash| hash != then.hash));
            if is_changed {
                return Err(Change::Changed(now.path.clone()));
            }
        }
        Ok(())
    }

    pub(super) fn save<W: Write + Seek>(&self, out: &mut Sections<W>) -> io::Result<()> {
        let mut paths = String::new();
        let rows: Vec<Row> = self
            .files
            .iter()
            .map(|input| {
                paths.push_str(&input.path);
                Row {
                    path_end: paths.len() as u64,
                    len: input.len,
                    changed: input.changed,
                    touched: input.touched,
                    recent: input.recent.into(),
                    hash: [(input.hash >> 64) as u64, input.hash as u64],
                }
            })
            .collect();
        out.put("inputs", &Column::from(rows))?;
        out.put_text("inputs.paths", &paths)
    }

    pub(super) fn load(image: &Arc<Image>) -> Result<Self, Refusal> {
        let rows: Column<Row> = image.column("inputs")?;
        let paths: Column<u8> = image.column("inputs.paths")?;
        let paths = String::from_utf8_lossy(paths.all()).into_owned();
        let mut start = 0;
        let files = rows.all().iter().map(|row| {
            let end = row.path_end as usize;
            let path = paths.get(start..end).ok_or(Refusal::Foreign)?.to_owned();
            start = end;
            Ok(Input {
                path,
                len: row.len,
                changed: row.changed,
                touched: row.touched,
                hash: u128::from(row.hash[0]) << 64 | u128::from(row.hash[1]),
                recent: row.recent != 0,
            })
        });
        Ok(Self {
            files: files.collect::<Result<_, _>>()?,
        })
    }
}

/// A data file as it is kept.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
struct Row {
    path_end: u64,
    len: u64,
    changed: i64,
    touched: i64,
    recent: u64,
    hash: [u64; 2],
}

fn hash(dir: &Path, path: &str) -> io::Result<u128> {
    let file = Beneath::of(dir)?.open(Path::new(path))?;
    if file.metadata()?.len() == 0 {
        return Ok(xxh3_128(&[]));
    }
    Map::of(&file).map(|map| xxh3_128(map.bytes()))
}

fn changed(metadata: &Metadata) -> i64 {
    let nanos = |span: Duration| i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
    match metadata.modified() {
        Ok(time) => match time.duration_since(UNIX_EPOCH) {
            Ok(after) => nanos(after),
            Err(before) => -nanos(before.duration()),
        },
        Err(_) => 0,
    }
}

#[cfg(unix)]
fn touched(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    let seconds = metadata.ctime().saturating_mul(1_000_000_000);
    seconds.saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn touched(_: &Metadata) -> i64 {
    0
}

/// Returns whether a file that was changed at one time may be changed at another without a sign of it.
fn is_recent(changed: i64, now: SystemTime) -> bool {
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = i64::try_from(now.as_nanos()).unwrap_or(i64::MAX);
    // Most file systems keep time to some milliseconds, the old ones to two seconds.
    let grain = match changed % 1_000_000_000 {
        0 => Duration::from_secs(2),
        _ => Duration::from_millis(50),
    };
    now.saturating_sub(changed) <= i64::try_from(grain.as_nanos()).unwrap_or(i64::MAX)
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(path) => write!(f, "{path} has been added since"),
            Self::Gone(path) => write!(f, "{path} has been removed since"),
            Self::Changed(path) => write!(f, "{path} has been changed since"),
            Self::Unreadable(reason) => write!(f, "the data cannot be looked at: {reason}"),
        }
    }
}
