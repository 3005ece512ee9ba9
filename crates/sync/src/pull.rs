//! Answering a pull: whether the device follows this log, where the answer is cut, and what its reader may see of the rows.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::field::Entity;
use uuid::Uuid;

use crate::fold::place;
use crate::id::{RootId, Seq};
use crate::op::Kind;
use crate::page::root_text;
use crate::projection::Projection;
use crate::row::{Chain, Row};
use crate::server::Head;
use crate::state::RootState;
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
    /// The row, as the log has it.
    pub row: Row,
    /// Type of the record it writes, where known.
    pub entity: Option<Entity>,
    /// Size of its JSON.
    pub bytes: usize,
}

/// A file was put into a space, or taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// By this row.
    pub seq: Seq,
    /// The space.
    pub space: String,
    /// In, or out.
    pub inside: bool,
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

/// The rows up to the first group end at or after a limit. `rows` are those after the cursor in order; load [`Limits::rows`] and
/// [`GROUP_MAX`](crate::op::GROUP_MAX) more, so that the end of the last group is among them.
#[must_use]
pub fn cut(limits: Limits, rows: impl IntoIterator<Item = Candidate>) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let (mut ended, mut size) = (0, 0);
    for candidate in rows {
        // A whole file may come in the place of such a row.
        size += candidate.bytes + candidate.row.op.places().map_or(0, |_| FILE_BYTES);
        let end = candidate.row.op.end;
        out.push(candidate);
        if end {
            ended = out.len();
            if ended >= limits.rows || size >= limits.bytes {
                break;
            }
        }
    }
    out.truncate(ended);
    out
}

/// What a large file takes in an answer, in bytes.
const FILE_BYTES: usize = 4096;

/// Rows of an answer, and what its reader may see of them. A row shows what it says if its reader sees the file there and still does at the end of the
/// answer. In the place of a row by which a file comes in sight stands all of it, as it was there, and in the place of one by which it goes
/// out of sight, that it went: so the reader holds, at every row, what those up to it add up to in the files that are in sight there.
#[derive(Debug)]
pub struct Shown<'a> {
    projection: &'a Projection,
    rows: Vec<Candidate>,
    placed: &'a BTreeMap<RootId, Vec<Placed>>,
}

/// What stands in the place of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Itself,
    File,
    Gone,
    Nothing,
}

impl<'a> Shown<'a> {
    /// Rows as [`cut`] gave them. `placed` are all the rows that ever placed one of their files, ascending, also those after the answer.
    #[must_use]
    pub fn new(projection: &'a Projection, rows: Vec<Candidate>, placed: &'a BTreeMap<RootId, Vec<Placed>>) -> Self {
        Self { projection, rows, placed }
    }

    /// Whether the file is in sight after row `seq`.
    fn sees(&self, candidate: &Candidate, seq: Seq) -> bool {
        let mut spaces: Option<BTreeSet<String>> = None;
        for Placed { space, inside, .. } in
            self.placed.get(&candidate.row.op.root).into_iter().flatten().take_while(|placed| placed.seq <= seq)
        {
            place(&mut spaces, space, *inside);
        }
        self.projection.sees(candidate.entity, spaces.as_ref())
    }

    /// Whether the file was ever in sight.
    fn saw(&self, candidate: &Candidate) -> bool {
        let placed = self.placed.get(&candidate.row.op.root).into_iter().flatten();
        self.sees(candidate, 0) || placed.into_iter().any(|placed| self.sees(candidate, placed.seq))
    }

    fn stands(&self, candidate: &Candidate) -> Stands {
        let seq = candidate.row.seq;
        let end = self.rows.last().map_or(seq, |last| last.row.seq);
        let there = self.sees(candidate, seq);
        let turns = candidate.row.status.is_ok() && candidate.row.op.places().is_some() && self.sees(candidate, seq - 1) != there;
        match (turns, there && self.sees(candidate, end)) {
            (true, true) => Stands::File,
            (true, false) => Stands::Gone,
            (false, true) => Stands::Itself,
            (false, false) => Stands::Nothing,
        }
    }

    /// Files that come in sight, and the rows by which they do: the answer needs what they were after those.
    #[must_use]
    pub fn coming(&self) -> BTreeSet<(RootId, Seq)> {
        let coming = self.rows.iter().filter(|candidate| self.stands(candidate) == Stands::File);
        coming.map(|candidate| (candidate.row.op.root, candidate.row.seq)).collect()
    }

    /// Whether something of a file would be shown that has gone out of sight since.
    fn outdated(&self) -> bool {
        let shown = |candidate: &&Candidate| matches!(self.stands(candidate), Stands::Itself | Stands::File);
        self.rows.iter().filter(shown).any(|candidate| !self.sees(candidate, Seq::MAX))
    }
}

/// Says nothing of a row but its place.
fn blank(row: &mut Row) {
    row.op.root = RootId(Uuid::nil());
    row.op.other_ent = None;
    row.op.action = None;
    // Its author hears that an op of theirs was let in.
    row.op.kind = match row.op.lets_in() {
        Some(dot) => Kind::Release { dot, was: None },
        None => Kind::Noop {},
    };
}

/// The answer to a query that passed [`check`]. `files` are the states of those that [come in sight](Shown::coming), as the log has them. `key`
/// seals what a replica may have to hand back. A reader of whom too much would have to be said, or something that is out of sight by now, takes a
/// snapshot.
#[must_use]
pub fn answer(
    query: &PullQuery,
    place: &Place,
    limits: Limits,
    shown: &Shown<'_>,
    files: &BTreeMap<(RootId, Seq), RootState>,
    key: &[u8],
    now: i64,
) -> Pulled {
    let Place { head, durable, last_n, .. } = *place;
    let snapshot = head.seq.saturating_sub(query.cursor) > limits.behind || shown.outdated();
    let (mut rows, mut seals): (Vec<Row>, Vec<Seal>) = Default::default();
    let (mut begun, mut sealable) = (0, true);
    for candidate in shown.rows.iter().take(if snapshot { 0 } else { usize::MAX }) {
        let mut row = candidate.row.clone();
        let (root, seq, end) = (row.op.root, row.seq, row.op.end);
        let whole = match shown.stands(candidate) {
            Stands::Itself => shown.projection.redact_row(&mut row, candidate.entity),
            Stands::File => {
                let mut state = files.get(&(root, seq)).cloned().unwrap_or_default();
                shown.projection.redact_root(&mut state);
                row.op.kind = Kind::Full { page: root_text(root, seq, &state) };
                false
            }
            Stands::Gone => {
                row.op.kind = Kind::Evict { erased: false };
                false
            }
            Stands::Nothing if matches!(row.op.kind, Kind::Erase {}) && row.status.is_ok() && shown.saw(candidate) => {
                row.op.kind = Kind::Evict { erased: true };
                false
            }
            Stands::Nothing => {
                blank(&mut row);
                false
            }
        };
        sealable &= whole;
        rows.push(row);
        if end {
            if sealable && seq > durable {
                seals.push(Seal { seq, mac: Handed::seal(&rows[begun..], key) });
            }
            (begun, sealable) = (rows.len(), true);
        }
    }
    let next = rows.last().map_or(query.cursor, |row| row.seq);
    let chain = rows.iter().fold(query.chain, |chain, row| chain.next(row.dot(), row.eff));
    Pulled { from: query.cursor, rows, next, chain, head: head.seq, last_n, durable, more: next < head.seq, snapshot, now, seals }
}
