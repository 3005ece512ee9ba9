//! Messages of `/sync/v1`, as JSON. The names are short where they repeat and are never changed.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::hex;
use crate::id::{DeviceId, Dot, Epoch, RootId, Seq, UserId};
use crate::op::{Op, from_text};
use crate::projection::Projection;
use crate::row::{Chain, Row, Status};

/// What this build of the app reads. A build that an older one would misread has the next number; each request says it (`Innkeeper-App`).
pub const APP: u32 = 2;
/// The oldest app that the server gives anything to read, as long as it is not told otherwise. One that says nothing is 0. What an older one has saved is
/// taken all the same.
pub const MIN_APP: u32 = 0;
/// Most ops in a push.
pub const PUSH_OPS: usize = 500;
/// Most bytes of a push, compressed.
pub const PUSH_BYTES: usize = 512 * 1024;
/// Most bytes of a push, unpacked.
pub const PUSH_BYTES_UNPACKED: usize = 4 * 1024 * 1024;
/// Most rows in an answer to a pull.
pub const PULL_ROWS: usize = 2_000;
/// Bytes after which an answer to a pull is cut at the next group end.
pub const PULL_BYTES: usize = 1024 * 1024;
/// A device further behind than this takes a snapshot.
pub const SNAPSHOT_BEHIND: Seq = 20_000;
/// Most pages asked for at once.
pub const PAGES_AT_ONCE: usize = 64;

/// `POST /sync/v1/enrol`: a signed-in person makes this browser a device of the hotel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// What people call it, e.g. "Fair tablet 3".
    pub name: String,
    /// Somebody who may manage devices, when the person signed in may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<Approver>,
    /// The device this browser was until its storage was thrown away, as far as it remembers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

/// A device whose storage is gone: what it had not sent is lost, and that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Its number.
    pub dev: DeviceId,
    /// Changes it had not sent when it was last looked at.
    pub pending: u64,
}

/// Sign-in of the approving manager, for this one request.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    /// E-mail address of the account.
    pub email: String,
    /// Its password.
    pub password: String,
}

impl core::fmt::Debug for Approver {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Approver").field("email", &self.email).field("password", &"(hidden)").finish()
    }
}

/// Answer to [`Enrol`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The device's number.
    pub dev: DeviceId,
    /// Device certificate: opaque, sent with each sync request in `Innkeeper-Device`.
    pub certificate: String,
    /// Generation of the log.
    pub epoch: Epoch,
    /// What this person's replica holds.
    pub projection: Projection,
    /// The author signed in.
    pub user: UserId,
    /// Their key for signing runs, 64 hex digits; valid until the lease ends.
    pub author_key: String,
    /// End of the lease, milliseconds since 1970.
    pub lease_until: i64,
    /// Server time, milliseconds since 1970.
    pub now: i64,
}

/// `POST /sync/v1/push`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Push {
    /// Generation of the log the device knows.
    pub epoch: Epoch,
    /// The device.
    pub dev: DeviceId,
    /// Its corrected clock at sending, milliseconds since 1970.
    pub now: i64,
    /// Runs of ops, one author each; the numbers are contiguous over all runs.
    pub runs: Vec<Run>,
}

/// Contiguous ops of one author.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    /// The author.
    pub by: UserId,
    /// HMAC-SHA-256 over the bytes of `ops` under the author's key, first 16 bytes as hex.
    pub mac: String,
    /// JSON array of [`Op`], kept as sent so that the MAC is over the very bytes.
    pub ops: Box<RawValue>,
}

impl Run {
    /// Signs the ops of one author.
    #[must_use]
    pub fn signed(by: UserId, ops: &[Op], key: &[u8]) -> Self {
        let ops = serde_json::value::to_raw_value(ops).expect("ops are maps with text keys");
        Self { by, mac: mac(key, ops.get().as_bytes()), ops }
    }

    /// Whether the MAC fits the key.
    #[must_use]
    pub fn is_signed_by(&self, key: &[u8]) -> bool {
        same(&mac(key, self.ops.get().as_bytes()), &self.mac)
    }

    /// The ops.
    ///
    /// # Errors
    /// When the bytes are not an array of ops.
    pub fn parse(&self) -> Result<Vec<Op>, serde_json::Error> {
        from_text(self.ops.get())
    }
}

/// Compares without leaking where they differ.
fn same(expected: &str, found: &str) -> bool {
    expected.len() == found.len() && expected.bytes().zip(found.bytes()).fold(0, |acc, (a, b)| acc | (a ^ b)) == 0
}

fn mac(key: &[u8], bytes: &[u8]) -> String {
    use hmac::{KeyInit, Mac};
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(bytes);
    hex::encode(&mac.finalize().into_bytes()[..16])
}

/// A group of rows as the server gave them out, with its seal. Replicas keep what is not durable yet and hand it back to a server that was restored
/// from an older backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    /// The group's rows, all of them.
    pub rows: Vec<Row>,
    /// HMAC-SHA-256 over the JSON of `rows` under the server's key, first 16 bytes as hex.
    pub mac: String,
}

impl Handed {
    /// The seal of a group.
    #[must_use]
    pub fn seal(rows: &[Row], key: &[u8]) -> String {
        mac(key, &serde_json::to_vec(rows).expect("rows are maps with text keys"))
    }

    /// Whether this server sealed it.
    #[must_use]
    pub fn is_sealed_by(&self, key: &[u8]) -> bool {
        same(&Self::seal(&self.rows, key), &self.mac)
    }

    /// The first op, if the rows are a whole group of one device.
    #[must_use]
    pub fn first(&self) -> Option<Dot> {
        let first = self.rows.first()?.dot();
        let dense = (0..).zip(&self.rows).all(|(at, row)| {
            let next = first.n().checked_add(at).map(|n| Dot(first.dev(), n));
            next == Some(row.dot()) && row.op.grp == first.n()
        });
        (dense && self.rows.last()?.op.end).then_some(first)
    }
}

/// `POST /sync/v1/hand-back`: what a restored log may have lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandBack {
    /// Generation of the log the device follows now.
    pub epoch: Epoch,
    /// Groups in the order of the log they come from; at most [`PUSH_OPS`] rows.
    pub groups: Vec<Handed>,
}

/// Answer to [`HandBack`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedBack {
    /// Generation of the log that holds them now.
    pub epoch: Epoch,
    /// End of the log.
    pub head: Seq,
    /// Chain after it.
    pub chain: Chain,
    /// Rows that were taken; the others were there, or could not be taken.
    pub taken: u64,
    /// Files among them of which nothing may be kept: they were erased, or are out of their reader's sight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<RootId>,
}

/// Answer to a push, read inside the commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// Every op of the device up to this number is in the log.
    pub last_n: u64,
    /// Those of this push that are there but do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_ok: Vec<NotOk>,
    /// End of the log.
    pub head: Seq,
    /// Rows up to this one survive the loss of the server.
    pub durable: Seq,
    /// Server time, milliseconds since 1970.
    pub now: i64,
}

/// An op in the log that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotOk {
    /// Its number.
    pub n: u64,
    /// What became of it.
    pub status: Status,
}

/// Body of a refused sync request (`application/problem+json`, member `sync`): what the device must do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Refused {
    /// 409: numbers are missing; send from `expected`.
    Gap {
        /// The next number the server takes.
        expected: u64,
    },
    /// 409: the log was restored or rebuilt; take a snapshot, then push again.
    Epoch {
        /// The generation now.
        epoch: Epoch,
    },
    /// 409: the person's projection changed; open another database.
    Reproject,
    /// 410: the place asked for is folded away; take a snapshot.
    Snapshot,
    /// 409: the app is too old to read what comes; it goes on sending, and wants to be updated.
    Upgrade,
    /// 403: the device was revoked.
    Wipe,
    /// 401: sign in again; pending changes stay.
    SignIn,
    /// 400: the request cannot be read; a newer app is needed or there is a fault.
    Malformed,
}

/// Query of `GET /sync/v1/pull`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullQuery {
    /// Generation of the log the device knows.
    pub epoch: Epoch,
    /// Last row it has.
    pub cursor: Seq,
    /// Chain after that row.
    pub chain: Chain,
    /// Its projection's key.
    pub projection: String,
}

/// Answer to a pull: one journal value. Cut at group ends only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pulled {
    /// The cursor it continues.
    pub from: Seq,
    /// Rows `from + 1 ..= next`.
    pub rows: Vec<Row>,
    /// The cursor after it.
    pub next: Seq,
    /// Chain after row `next`.
    pub chain: Chain,
    /// End of the log.
    pub head: Seq,
    /// The asking device's last number in the log.
    pub last_n: u64,
    /// Rows up to this one survive the loss of the server.
    pub durable: Seq,
    /// Whether there is more to pull at once.
    pub more: bool,
    /// The device is so far behind that a snapshot is better; `rows` is empty.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub snapshot: bool,
    /// Server time, milliseconds since 1970.
    pub now: i64,
    /// Seals of the groups that are not durable yet and that this reader sees whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seals: Vec<Seal>,
}

/// The seal of a group in an answer to a pull.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The group's last row.
    #[serde(rename = "q")]
    pub seq: Seq,
    /// See [`Handed::mac`].
    #[serde(rename = "m")]
    pub mac: String,
}

/// Answer to `GET /sync/v1/snapshot`: the pages of a projection at one row, which is never before a durable one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Generation of the log.
    pub epoch: Epoch,
    /// The row the pages are at.
    pub at: Seq,
    /// Chain after that row.
    pub chain: Chain,
    /// The asking device's last number at that row.
    pub last_n: u64,
    /// The asking device's ops up to that number that do not count: it will not see their rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_ok: Vec<NotOk>,
    /// Pages in order of their roots.
    pub pages: Vec<PageRef>,
    /// Roots in all.
    pub roots: u64,
    /// Bytes in all, unpacked.
    pub bytes: u64,
    /// Rows up to this one survive the loss of the server.
    pub durable: Seq,
    /// Files out of the reader's sight that were erased, of those to which the asking device wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<RootId>,
    /// Server time, milliseconds since 1970.
    pub now: i64,
}

/// One page of a snapshot. Asked for by hash: `POST /sync/v1/snapshot/pages` with [`PagesQuery`]; the answer holds, for each, a big-endian
/// 32-bit length and the page's bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRef {
    /// SHA-256 of its bytes, 64 hex digits.
    pub hash: String,
    /// Roots in it.
    pub roots: u32,
}

/// Body of `POST /sync/v1/snapshot/pages`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagesQuery {
    /// At most [`PAGES_AT_ONCE`] hashes.
    pub hashes: Vec<String>,
}

/// `POST /sync/v1/status`: what a device says of itself, for the page of tablets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReport {
    /// Changes not yet in the log, as people count them: what was done at once is one.
    pub pending: u64,
    /// When the oldest of them was made, milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<i64>,
    /// Whether the browser promised to keep the storage.
    pub persisted: bool,
    /// Bytes used and allowed, as the browser says.
    pub usage: u64,
    /// Bytes allowed.
    pub quota: u64,
    /// Version of the app.
    pub app: String,
    /// How far its clock is from the server's, milliseconds; below zero where it is behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_off: Option<i64>,
}

/// `POST /sync/v1/allowance`: points of a guest that the device wants to be able to redeem without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// The guest's file.
    pub root: RootId,
    /// How many it wants to have in all; what it has already counts. So a request that comes twice is granted once.
    pub points: i64,
}

/// Answer to [`Allow`]. The lines come by the next pull; until then the device redeems by what it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// Points set aside for the device by this request.
    pub granted: i64,
    /// What it may redeem in all, as the log has it.
    pub left: i64,
}

/// Data of a server-sent event of `GET /sync/v1/live`. Only a poke: data always comes by pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Poke {
    /// The log ends here now.
    Head(Seq),
    /// The device was revoked.
    Wipe,
    /// A newer app is needed.
    Upgrade,
}
