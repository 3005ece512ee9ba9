//! Import: a file of another system becomes guests and stays, every row accounted for.
//!
//! A file is read twice. The first reading decides about every row, merges the rows of one guest and counts; only then
//! does the second one write, so a dry run and a real one say the same, and progress knows the number of rows. Rows
//! are decoded on one thread while another writes.

pub mod bind;
pub mod cell;
pub mod day;
pub mod draft;
pub mod encoding;
pub mod finding;
#[cfg(feature = "fuzz")]
pub mod fuzz;
pub mod guests;
pub mod high;
pub mod low;
pub mod map;
pub mod memory;
pub mod packing;
pub mod problems;
pub mod progress;
pub mod report;
pub mod run;
pub mod shift;
pub mod survey;
pub mod table;

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it lies on the disk.
    pub packed_bytes: u64,
    /// Bytes after unpacking.
    pub unpacked_bytes: u64,
    /// Unpacked to packed size, from 32 MiB on.
    pub ratio: u64,
    /// Rows.
    pub rows: u64,
    /// Columns.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { packed_bytes: 50_000_000, unpacked_bytes: 1 << 30, ratio: 250, rows: 200_000, columns: 2_000 }
    }
}

/// Why a file is not imported at all. Nothing is written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Larger than the limit.
    #[error("the file has {bytes} bytes; at most {limit} are read (see --max-bytes)")]
    TooLarge {
        /// Its size, as far as it was unpacked.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// It unpacks to so many times its size that it is no table.
    #[error("the file unpacks to more than {ratio} times its size; a table unpacks to at most {limit} times")]
    Bomb {
        /// Found.
        ratio: u64,
        /// The limit.
        limit: u64,
    },
    /// The archive is damaged.
    #[error("the file cannot be unpacked: {0}")]
    Packing(String),
    /// It is something else than a table of text.
    #[error("the file is {0}")]
    NotText(&'static str),
    /// An encoding that nobody knows.
    #[error("`{0}` is no encoding; names are those of the WHATWG list, such as utf-8, windows-1252, gb18030")]
    UnknownEncoding(String),
    /// Nothing to read.
    #[error("there is no row in the file")]
    NoRows,
    /// More rows than the limit.
    #[error("the file has more than {limit} rows (see --max-rows)")]
    TooManyRows {
        /// The limit.
        limit: u64,
    },
    /// More columns than the limit.
    #[error("the file has {columns} columns; at most {limit} are read")]
    TooManyColumns {
        /// Found in the first line.
        columns: usize,
        /// The limit.
        limit: usize,
    },
    /// The map is not sound.
    #[error("the map file is not taken:\n{}", .0.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n"))]
    Map(Vec<map::MapProblem>),
    /// The map names columns that the file lacks.
    #[error("the file lacks columns that the map names: {}", .0.join(", "))]
    ColumnsMissing(Vec<String>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The problems file cannot be written.
    #[error("the problems file cannot be written")]
    Problems(#[source] std::io::Error),
    /// The log kept ops aside, which it never does with ops made by the field table.
    #[error("the log did not take {0} of the changes; `innkeeper verify` says which")]
    KeptAside(u64),
    /// A worker thread ended before its work.
    #[error("the import was stopped before its end")]
    Stopped,
}
