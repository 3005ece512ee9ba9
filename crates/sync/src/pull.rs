//! Answering a pull: whether the device follows this log, and where the answer is cut.

use crate::id::Seq;
use crate::projection::Projection;
use crate::row::{Chain, Row};
use crate::server::Head;
use crate::wire::{PULL_BYTES, PULL_ROWS, PullQuery, Pulled, Refused, SNAPSHOT_BEHIND};

/// What the store holds around the row a device asks from, read in one transaction.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The end of the log.
    pub head: Head,
    /// The chain after row `cursor` of the query; `None` when the log has no such row. Before the first row it is [`Chain::default`].
    pub chain: Option<Chain>,
    /// Rows up to this one survive the loss of the server.
    pub durable: Seq,
    /// The asking device's last number in the log.
    pub last_n: u64,
}

/// How much one answer holds.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows; a group that began before the limit is still sent whole.
    pub rows: usize,
    /// Bytes, likewise.
    pub bytes: usize,
    /// A device further behind than this takes a snapshot.
    pub behind: Seq,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: PULL_ROWS, bytes: PULL_BYTES, behind: SNAPSHOT_BEHIND }
    }
}

/// Whether the device follows this log under this projection.
///
/// # Errors
/// What it must do first.
pub fn check(query: &PullQuery, projection: &Projection, place: &Place) -> Result<(), Refused> {
    // Another chain at the same row is another log, whatever number its generation has.
    if query.epoch != place.head.epoch || place.chain != Some(query.chain) {
        return Err(Refused::Epoch { epoch: place.head.epoch });
    }
    if query.projection != projection.key() { Err(Refused::Reproject) } else { Ok(()) }
}

/// The answer to a query that passed [`check`]. `rows` are those after the cursor in order, redacted, each with its size in bytes; load
/// [`Limits::rows`] and [`GROUP_MAX`](crate::op::GROUP_MAX) more, so that the end of the last group is among them.
#[must_use]
pub fn answer(query: &PullQuery, place: &Place, limits: Limits, rows: impl IntoIterator<Item = (Row, usize)>, now: i64) -> Pulled {
    let Place { head, durable, last_n, .. } = *place;
    let snapshot = head.seq.saturating_sub(query.cursor) > limits.behind;
    let rows = if snapshot { Vec::new() } else { cut(limits, rows) };
    let next = rows.last().map_or(query.cursor, |row| row.seq);
    let chain = rows.iter().fold(query.chain, |chain, row| chain.next(row.dot(), row.eff));
    Pulled { from: query.cursor, rows, next, chain, head: head.seq, last_n, durable, more: next < head.seq, snapshot, now }
}

/// The rows up to the first group end at or after a limit.
fn cut(limits: Limits, rows: impl IntoIterator<Item = (Row, usize)>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let (mut whole, mut bytes) = (0, 0);
    for (row, size) in rows {
        bytes += size;
        let end = row.op.end;
        out.push(row);
        if end {
            whole = out.len();
            if whole >= limits.rows || bytes >= limits.bytes {
                break;
            }
        }
    }
    out.truncate(whole);
    out
}
