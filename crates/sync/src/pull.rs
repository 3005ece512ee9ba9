//! Answering a pull: whether the device follows this log, and where the answer is cut.

use crate::id::Seq;
use crate::projection::Projection;
use crate::row::{Chain, Row};
use crate::server::Head;
use crate::wire::{Handed, PULL_BYTES, PULL_ROWS, PullQuery, Pulled, Refused, SNAPSHOT_BEHIND, Seal};

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

/// A row that an answer may hold.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The row, redacted.
    pub row: Row,
    /// Size of its JSON.
    pub bytes: usize,
    /// Whether the reader sees all of it.
    pub whole: bool,
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

/// The answer to a query that passed [`check`]. `rows` are those after the cursor in order; load [`Limits::rows`] and
/// [`GROUP_MAX`](crate::op::GROUP_MAX) more, so that the end of the last group is among them. `key` seals what a replica may have to hand back.
#[must_use]
pub fn answer(query: &PullQuery, place: &Place, limits: Limits, rows: impl IntoIterator<Item = Candidate>, key: &[u8], now: i64) -> Pulled {
    let Place { head, durable, last_n, .. } = *place;
    let snapshot = head.seq.saturating_sub(query.cursor) > limits.behind;
    let (rows, seals) = if snapshot { Default::default() } else { cut(limits, rows, durable, key) };
    let next = rows.last().map_or(query.cursor, |row| row.seq);
    let chain = rows.iter().fold(query.chain, |chain, row| chain.next(row.dot(), row.eff));
    Pulled { from: query.cursor, rows, next, chain, head: head.seq, last_n, durable, more: next < head.seq, snapshot, now, seals }
}

/// The rows up to the first group end at or after a limit, and the seals of their groups.
fn cut(limits: Limits, rows: impl IntoIterator<Item = Candidate>, durable: Seq, key: &[u8]) -> (Vec<Row>, Vec<Seal>) {
    let (mut out, mut seals): (Vec<Row>, Vec<Seal>) = Default::default();
    let (mut ended, mut size, mut sealable) = (0, 0, true);
    for Candidate { row, bytes, whole } in rows {
        size += bytes;
        sealable &= whole;
        let (end, seq) = (row.op.end, row.seq);
        out.push(row);
        if end {
            if sealable && seq > durable {
                seals.push(Seal { seq, mac: Handed::seal(&out[ended..], key) });
            }
            ended = out.len();
            sealable = true;
            if ended >= limits.rows || size >= limits.bytes {
                break;
            }
        }
    }
    out.truncate(ended);
    (out, seals)
}
