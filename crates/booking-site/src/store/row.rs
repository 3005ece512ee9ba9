//! Statements and rows, the same for every engine: whole numbers, texts and bytes are all there is.

use std::borrow::Cow;

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::StoreError;

/// An argument of a statement. Each carries its type even when it is null, as PostgreSQL wants to know it.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A whole number.
    Int(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// Bytes.
    Blob(Option<Vec<u8>>),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Arg {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Arg {
    /// Bit for bit: chains and clock readings use all 64.
    fn from(value: u64) -> Self {
        Self::Int(Some(value.cast_signed()))
    }
}

impl From<u32> for Arg {
    fn from(value: u32) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Vec<u8>> for Arg {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(Some(value))
    }
}

impl From<Option<Vec<u8>>> for Arg {
    fn from(value: Option<Vec<u8>>) -> Self {
        Self::Blob(value)
    }
}

impl From<Uuid> for Arg {
    fn from(value: Uuid) -> Self {
        Self::Blob(Some(value.as_bytes().to_vec()))
    }
}

impl From<Option<Uuid>> for Arg {
    fn from(value: Option<Uuid>) -> Self {
        Self::Blob(value.map(|id| id.as_bytes().to_vec()))
    }
}

/// A statement with `$1`, `$2`, … and its arguments.
#[derive(Clone, Debug)]
pub struct Sql {
    pub(super) text: Cow<'static, str>,
    pub(super) args: Vec<Arg>,
}

impl Sql {
    /// A statement without arguments yet.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), args: Vec::new() }
    }

    /// A statement put together from constants.
    pub(super) fn text(text: String) -> Self {
        Self { text: Cow::Owned(text), args: Vec::new() }
    }

    /// Adds the next argument.
    #[must_use]
    pub fn bind(mut self, arg: impl Into<Arg>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// `prefix ($n, $n+1, …) suffix` with one place per item: lists for `IN`.
    #[must_use]
    pub fn bind_list(mut self, items: impl IntoIterator<Item = impl Into<Arg>>, suffix: &str) -> Self {
        let start = self.args.len();
        self.args.extend(items.into_iter().map(Into::into));
        let places: Vec<String> = (start + 1..=self.args.len()).map(|n| format!("${n}")).collect();
        self.text = Cow::Owned(format!("{} ({}){suffix}", self.text, places.join(", ")));
        self
    }
}

/// Multi-row inserts of `rows` into `target` (`table (column, …)`), at most [`MANY`] rows each; `suffix` is an `ON CONFLICT` clause or empty.
///
/// Rows are cut into powers of two, so that an engine sees few different statements and keeps them all prepared.
pub(super) fn insert_many<const N: usize>(target: &str, suffix: &str, rows: Vec<[Arg; N]>) -> Vec<Sql> {
    insert_rows(target, suffix, N, rows)
}

/// The same for rows of `width` columns that are counted only when the program runs.
pub(super) fn insert_rows(target: &str, suffix: &str, width: usize, rows: Vec<impl IntoIterator<Item = Arg>>) -> Vec<Sql> {
    let mut statements = Vec::new();
    let mut rows = rows.into_iter();
    let mut left = rows.len();
    while left > 0 {
        let take = if left >= MANY { MANY } else { 1 << left.ilog2() };
        let args: Vec<Arg> = rows.by_ref().take(take).flatten().collect();
        let values: Vec<String> = (0..take)
            .map(|row| {
                let places: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
                format!("({})", places.join(","))
            })
            .collect();
        statements.push(Sql { text: Cow::Owned(format!("INSERT INTO {target} VALUES {}{suffix}", values.join(","))), args });
        left -= take;
    }
    statements
}

/// Most rows of one insert: far below every engine's limit of arguments, and enough to make the round trip cheap.
const MANY: usize = 64;

/// PostgreSQL keeps every character in a text but NUL. It stands as this one and `0` there, and this one as itself and `1`; both come back.
const MARK: char = '\u{1a}';

/// A text as PostgreSQL takes it. Different texts stay different, so that keys and comparisons are as they were.
pub(super) fn with_marks(text: String) -> String {
    if text.contains(['\0', MARK]) { text.replace(MARK, "\u{1a}1").replace('\0', "\u{1a}0") } else { text }
}

fn without_marks(text: String) -> String {
    if text.contains(MARK) { text.replace("\u{1a}0", "\0").replace("\u{1a}1", "\u{1a}") } else { text }
}

/// A row of an answer.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

macro_rules! column {
    ($(#[$doc:meta])* $name:ident: $type:ty) => {
        $(#[$doc])*
        pub fn $name(&self, column: usize) -> Result<$type, StoreError> {
            let read = match self {
                Self::Sqlite(row) => row.try_get::<$type, _>(column),
                Self::Postgres(row) => row.try_get::<$type, _>(column),
            };
            read.map_err(StoreError::from)
        }
    };
}

/// Columns by place, from 0. Each fails when the column is not of that type.
#[expect(clippy::missing_errors_doc, reason = "said once for all above")]
impl Row {
    column!(
        /// A whole number.
        int: i64
    );
    column!(
        /// A whole number or null.
        opt_int: Option<i64>
    );
    column!(
        /// A text as the engine has it.
        stored_text: Option<String>
    );
    column!(
        /// Bytes.
        blob: Vec<u8>
    );
    column!(
        /// Bytes or null.
        opt_blob: Option<Vec<u8>>
    );

    /// A text or null.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>, StoreError> {
        let stored = self.stored_text(column)?;
        Ok(match self {
            Self::Sqlite(_) => stored,
            Self::Postgres(_) => stored.map(without_marks),
        })
    }

    /// A text.
    pub fn text(&self, column: usize) -> Result<String, StoreError> {
        self.opt_text(column)?.ok_or_else(|| StoreError::Damaged("a text is missing".to_owned()))
    }

    /// A number kept bit for bit.
    pub fn bits(&self, column: usize) -> Result<u64, StoreError> {
        self.int(column).map(i64::cast_unsigned)
    }

    /// A device's number.
    pub fn short(&self, column: usize) -> Result<u32, StoreError> {
        u32::try_from(self.int(column)?).map_err(|_| StoreError::Damaged("a number beyond 32 bits".to_owned()))
    }

    /// An id.
    pub fn id(&self, column: usize) -> Result<Uuid, StoreError> {
        Uuid::from_slice(&self.blob(column)?).map_err(|e| StoreError::Damaged(e.to_string()))
    }

    /// An id or null.
    pub fn opt_id(&self, column: usize) -> Result<Option<Uuid>, StoreError> {
        let bytes = self.opt_blob(column)?;
        bytes.map(|b| Uuid::from_slice(&b).map_err(|e| StoreError::Damaged(e.to_string()))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_comes_back_from_postgresql() {
        for text in ["plain", "\0", "\u{1a}", "\u{1a}0", "\u{1a}1\0\u{1a}", "欧\0阳"] {
            let stored = with_marks(text.to_owned());
            assert!(!stored.contains('\0'));
            assert_eq!(without_marks(stored), text);
        }
        assert_ne!(with_marks("\0".to_owned()), with_marks("\u{1a}0".to_owned()));
    }
}
