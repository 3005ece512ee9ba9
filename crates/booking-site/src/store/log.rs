//! The log, its head row and the folded state per root.

mod placed;

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::field::Entity;
use innkeeper_sync::body::{self, Stored};
use innkeeper_sync::fold::fold;
use innkeeper_sync::hlc::Hlc;
use innkeeper_sync::id::{ActionId, DeviceId, Dot, EntId, Epoch, RootId, Seq, UserId};
use innkeeper_sync::op::Op;
use innkeeper_sync::page::{Page, encode_root};
use innkeeper_sync::row::{Chain, Reason, Row as LogEntry, Status};
use innkeeper_sync::sealed;
use innkeeper_sync::server::{Accepted, Head};
use innkeeper_sync::state::{RootAt, RootState};
use innkeeper_sync::wire::NotOk;

pub(crate) use self::placed::{as_they_were, last_placed, placed, written_by};
use super::row::insert_many;
use super::vault::{KeyNo, Part, Vault, key_of};
use super::{Arg, Row, Sql, Store, StoreError, TENANT, Tx, settings};

/// Past the end of every log.
pub(crate) const EVERY_ROW: Seq = i64::MAX.cast_unsigned();

/// The tenant's head row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadRow {
    /// The end of the log.
    pub head: Head,
    /// Rows up to this one survive the loss of the server.
    pub durable: Seq,
    /// The server's own device of this epoch.
    pub server_dev: DeviceId,
    /// Its last number.
    pub server_last_n: u64,
}

/// A row of the log with what is stored beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct LogRow {
    /// The row as devices pull it, before redaction.
    pub row: LogEntry,
    /// Type of the record it writes, where known.
    pub entity: Option<Entity>,
    /// Chain after it.
    pub chain: Chain,
}

const HEAD_COLUMNS: &str = "epoch, seq, chain, durable, server_dev, server_last_n";

fn head_row(row: &Row) -> Result<HeadRow, StoreError> {
    Ok(HeadRow {
        head: Head { epoch: row.bits(0)?, seq: row.bits(1)?, chain: Chain(row.bits(2)?) },
        durable: row.bits(3)?,
        server_dev: DeviceId(row.short(4)?),
        server_last_n: row.bits(5)?,
    })
}

/// Makes the head row of a new log, and gives this process a server device of its own. A database file that was copied back by hand cannot be told
/// from the one it replaces; under the old device the server would give numbers again that tablets have seen with other content. Neither can it be
/// told whether the device had written nothing, or nothing yet when the copy was made.
pub(super) async fn ensure_head(store: &Store) -> Result<(), StoreError> {
    let dev = DeviceId::server(crate::random::short());
    let insert = Sql::new(
        "INSERT INTO head (tenant, epoch, seq, chain, durable, server_dev, server_last_n) VALUES ($1, 1, 0, 0, 0, $2, 0) ON CONFLICT (tenant) DO NOTHING",
    );
    store.execute(insert.bind(TENANT).bind(dev.0)).await?;
    let renew = Sql::new("UPDATE head SET server_dev = $1, server_last_n = 0 WHERE tenant = $2");
    store.execute(renew.bind(dev.0).bind(TENANT)).await?;
    Ok(())
}

/// Empties the log and begins its next generation, under a new device of the server.
pub(crate) async fn begin_anew(tx: &mut Tx) -> Result<(), StoreError> {
    for sql in ["DELETE FROM log WHERE tenant = $1", "DELETE FROM root_state WHERE tenant = $1", "DELETE FROM head_mark WHERE tenant = $1"]
    {
        tx.execute(Sql::new(sql).bind(TENANT)).await?;
    }
    let dev = DeviceId::server(crate::random::short());
    let begin = Sql::new(
        "UPDATE head SET epoch = epoch + 1, seq = 0, chain = 0, durable = 0, server_dev = $1, server_last_n = 0 WHERE tenant = $2",
    );
    tx.execute(begin.bind(dev.0).bind(TENANT)).await?;
    let epoch = head_in(tx).await?.head.epoch;
    settings::set_in(tx, BEGUN_IN, &epoch.to_string()).await
}

/// The setting that holds the generation in which the log was begun anew; none for the first.
const BEGUN_IN: &str = "log-begun-in";

/// The generation in which the log was begun: nothing written before it is wanted any more.
pub(crate) async fn begun_in(tx: &mut Tx) -> Result<Epoch, StoreError> {
    Ok(settings::setting_in(tx, BEGUN_IN).await?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Goes on with the log as it is in a generation above its own and above `above`, under a new device of the server. Gives the generation.
pub(crate) async fn begin_generation(tx: &mut Tx, above: Epoch) -> Result<Epoch, StoreError> {
    let epoch = lock_head(tx).await?.head.epoch.max(above) + 1;
    let dev = DeviceId::server(crate::random::short());
    let begin = Sql::new("UPDATE head SET epoch = $1, server_dev = $2, server_last_n = 0 WHERE tenant = $3");
    tx.execute(begin.bind(epoch).bind(dev.0).bind(TENANT)).await?;
    // Where the log stood is told of rows that may not be these.
    tx.execute(Sql::new("DELETE FROM head_mark WHERE tenant = $1").bind(TENANT)).await?;
    Ok(epoch)
}

/// Locks the head row until the transaction ends, and reads it.
pub(crate) async fn lock_head(tx: &mut Tx) -> Result<HeadRow, StoreError> {
    let sql = Sql::new("UPDATE head SET seq = seq WHERE tenant = $1 RETURNING epoch, seq, chain, durable, server_dev, server_last_n");
    one_head(&tx.rows(sql.bind(TENANT)).await?)
}

/// The head row as this transaction sees it.
pub(crate) async fn head_in(tx: &mut Tx) -> Result<HeadRow, StoreError> {
    one_head(&tx.rows(select_head()).await?)
}

fn select_head() -> Sql {
    Sql::text(format!("SELECT {HEAD_COLUMNS} FROM head WHERE tenant = $1")).bind(TENANT)
}

fn one_head(rows: &[Row]) -> Result<HeadRow, StoreError> {
    head_row(rows.first().ok_or_else(|| StoreError::Damaged("the head row is missing".to_owned()))?)
}

/// Stores what was accepted: rows, states, the head. `server_last_n` is given when the server itself wrote.
pub(crate) async fn store_accepted(
    tx: &mut Tx,
    before: &HeadRow,
    accepted: &Accepted,
    states: &BTreeMap<RootId, RootState>,
    server_last_n: Option<u64>,
) -> Result<(), StoreError> {
    let mut chain = before.head.chain;
    let mut rows = Vec::with_capacity(accepted.rows.len());
    for (row, entity) in accepted.rows.iter().zip(&accepted.entities) {
        chain = chain.next(row.dot(), row.eff);
        let Stored { open, personal } = body::split(&row.op.kind, *entity);
        let sealed = match personal {
            Some(personal) => Some(seal(tx, Part::Row, row.op.root, &personal).await?),
            None => None,
        };
        rows.push(columns(row, *entity, open, sealed, chain));
    }
    for sql in insert_many(LOG_TARGET, "", rows) {
        tx.execute(sql).await?;
    }
    let at = accepted.head.seq;
    store_states(tx, at, accepted.touched.iter().filter_map(|root| Some((*root, states.get(root)?)))).await?;
    let update = Sql::new("UPDATE head SET seq = $1, chain = $2, server_last_n = $3 WHERE tenant = $4");
    let last_n = server_last_n.unwrap_or(before.server_last_n);
    tx.execute(update.bind(at).bind(accepted.head.chain.0).bind(last_n).bind(TENANT)).await?;
    Ok(())
}

/// Stores states as they are after row `at`. That of an erased file says nothing personal, and is not sealed: its key is lost.
pub(crate) async fn store_states(tx: &mut Tx, at: Seq, states: impl Iterator<Item = (RootId, &RootState)>) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (root, state) in states {
        let page = encode_root(root, at, state);
        let kept = if state.erased.is_some() { sealed::wrap(&page) } else { seal(tx, Part::State, root, &page).await? };
        rows.push([Arg::from(TENANT), root.0.into(), at.into(), kept.into()]);
    }
    for sql in insert_many("root_state (tenant, root, as_of, state)", STATE_UPSERT, rows) {
        tx.execute(sql).await?;
    }
    Ok(())
}

async fn seal(tx: &mut Tx, part: Part, root: RootId, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let no = tx.key_of(root).await?;
    tx.vault.seal(no, part, root.0, plain)
}

const STATE_UPSERT: &str = " ON CONFLICT (tenant, root) DO UPDATE SET as_of = excluded.as_of, state = excluded.state";

const LOG_TARGET: &str =
    "log (tenant, seq, epoch, dev, n, grp, fin, usr, eff, orig_hlc, root, ent, type, schema, kind, action, body, sealed, status, chain)";

fn columns(row: &LogEntry, entity: Option<Entity>, open: String, sealed: Option<Vec<u8>>, chain: Chain) -> [Arg; 20] {
    let op = &row.op;
    [
        TENANT.into(),
        row.seq.into(),
        row.epoch.into(),
        row.dev.0.into(),
        op.n.into(),
        op.grp.into(),
        i64::from(op.end).into(),
        row.by.0.into(),
        row.eff.0.into(),
        op.hlc.0.into(),
        op.root.0.into(),
        op.ent().0.into(),
        entity.map_or("", Entity::code).into(),
        i64::from(op.schema).into(),
        op.kind.name().into(),
        op.action.map(|a| a.0).into(),
        open.into(),
        sealed.into(),
        status_text(&row.status).into(),
        chain.0.into(),
    ]
}

const QUARANTINED: &str = "quarantined";
const RELEASED: &str = "released";

/// `ok`, `void`, or `quarantined` or `released` and the reason.
fn status_text(status: &Status) -> String {
    let with = |word: &str, reason: &Reason| match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(code)) => format!("{word} {code}"),
        _ => word.to_owned(),
    };
    match status {
        Status::Ok => "ok".to_owned(),
        Status::Void => "void".to_owned(),
        Status::Quarantined(reason) => with(QUARANTINED, reason),
        Status::Released(reason) => with(RELEASED, reason),
    }
}

fn status_of(text: &str) -> Result<Status, StoreError> {
    let reason = |code: &str| serde_json::from_value::<Reason>(code.into()).map_err(|e| StoreError::Damaged(e.to_string()));
    match text.split_once(' ') {
        None if text == "ok" => Ok(Status::Ok),
        None if text == "void" => Ok(Status::Void),
        Some((QUARANTINED, code)) => reason(code).map(Status::Quarantined),
        Some((RELEASED, code)) => reason(code).map(Status::Released),
        _ => Err(StoreError::Damaged(format!("status {text}"))),
    }
}

/// Empties the envelopes of a file's rows; the keys they and its state are sealed under are lost with this transaction.
pub(crate) async fn lose_keys(tx: &mut Tx, root: RootId) -> Result<(), StoreError> {
    let rows = Sql::new("SELECT sealed FROM log WHERE tenant = $1 AND root = $2 AND sealed IS NOT NULL");
    let mut envelopes = tx.rows(rows.bind(TENANT).bind(root.0)).await?;
    envelopes.extend(tx.rows(Sql::new(STATE).bind(TENANT).bind(root.0)).await?);
    let envelopes = envelopes.iter().map(|row| row.blob(0)).collect::<Result<Vec<_>, _>>()?;
    let keys: BTreeSet<KeyNo> = keys_of(envelopes.iter())?.into_iter().collect();
    tx.doomed.extend(keys);
    tx.keys.remove(&root);
    let empty = Sql::new("UPDATE log SET sealed = NULL WHERE tenant = $1 AND root = $2 AND sealed IS NOT NULL");
    tx.execute(empty.bind(TENANT).bind(root.0)).await?;
    Ok(())
}

const STATE: &str = "SELECT state FROM root_state WHERE tenant = $1 AND root = $2";

/// A file's state; where its key is lost, what its rows add up to without what is personal.
pub(crate) async fn state_or_what_is_left(tx: &mut Tx, root: RootId) -> Result<Option<RootState>, StoreError> {
    let stored = tx.rows(Sql::new(STATE).bind(TENANT).bind(root.0)).await?;
    let Some(envelope) = stored.first().map(|row| row.blob(0)).transpose()? else { return Ok(None) };
    tx.vault.fetch(key_of(&envelope)?).await?;
    if let Some(page) = tx.vault.open_sealed(Part::State, root.0, &envelope)? {
        return state_in(root, &page).map(|at| Some(at.state));
    }
    let sql = Sql::text(format!("{SELECT_ROWS} AND root = $2 ORDER BY seq")).bind(TENANT).bind(root.0);
    let mut state = RootState::default();
    for LogRow { row, .. } in log_rows(tx, sql).await?.iter().filter(|found| found.row.status.is_ok()) {
        // What it added up to was checked when it came.
        let _ = fold(&mut state, row.applied());
    }
    Ok(Some(state))
}

/// Whether a file was erased.
pub(crate) async fn is_erased(tx: &mut Tx, root: RootId) -> Result<bool, StoreError> {
    let stored = tx.rows(Sql::new(STATE).bind(TENANT).bind(root.0)).await?;
    let Some(envelope) = stored.first().map(|row| row.blob(0)).transpose()? else { return Ok(false) };
    // The state of an erased file is not sealed.
    Ok(match sealed::open(&envelope) {
        Ok(page) => state_in(root, page)?.state.erased.is_some(),
        Err(_) => false,
    })
}

/// Which of these files the database has.
pub(crate) async fn there(tx: &mut Tx, roots: &[RootId]) -> Result<BTreeSet<RootId>, StoreError> {
    let mut there = BTreeSet::new();
    for some in roots.chunks(IN_LIST) {
        let sql = Sql::new("SELECT root FROM root_state WHERE tenant = $1 AND root IN").bind(TENANT);
        for row in tx.rows(sql.bind_list(some.iter().map(|root| root.0), "")).await? {
            there.insert(RootId(row.id(0)?));
        }
    }
    Ok(there)
}

/// Files of which a record of this type was ever given an open field.
pub(crate) async fn roots_with(tx: &mut Tx, entity: Entity, field: &str) -> Result<Vec<RootId>, StoreError> {
    let sql = Sql::new("SELECT DISTINCT root FROM log WHERE tenant = $1 AND type = $2 AND body LIKE $3");
    let rows = tx.rows(sql.bind(TENANT).bind(entity.code()).bind(format!("%\"{field}\"%"))).await?;
    rows.iter().map(|row| row.id(0).map(RootId)).collect()
}

/// Rows after `after`, ascending, at most `limit`.
pub(crate) async fn rows_after(tx: &mut Tx, after: Seq, limit: usize) -> Result<Vec<LogRow>, StoreError> {
    let sql = Sql::text(format!("{SELECT_ROWS} AND seq > $2 ORDER BY seq LIMIT $3"));
    log_rows(tx, sql.bind(TENANT).bind(after).bind(limit as u64)).await
}

/// Rows of a statement that selects what [`SELECT_ROWS`] does, opened as far as their keys are there.
async fn log_rows(tx: &mut Tx, sql: Sql) -> Result<Vec<LogRow>, StoreError> {
    let rows = tx.rows(sql).await?;
    let envelopes = rows.iter().map(|row| row.opt_blob(SEALED)).collect::<Result<Vec<_>, _>>()?;
    tx.vault.fetch(keys_of(envelopes.iter().flatten())?).await?;
    rows.iter().zip(&envelopes).map(|(row, envelope)| log_row(&tx.vault, row, envelope.as_deref())).collect()
}

/// The keys these envelopes are sealed under.
fn keys_of<'a>(envelopes: impl Iterator<Item = &'a Vec<u8>>) -> Result<Vec<KeyNo>, StoreError> {
    envelopes.filter_map(|envelope| key_of(envelope).transpose()).collect()
}

/// Place of the envelope among the columns of [`SELECT_ROWS`].
const SEALED: usize = 16;

const SELECT_ROWS: &str = "SELECT seq, epoch, dev, n, grp, fin, usr, eff, orig_hlc, root, ent, type, schema, kind, action, body, sealed, status, chain \
     FROM log WHERE tenant = $1";

/// The latest rows that are kept aside, newest first, at most `limit`.
pub(crate) async fn kept_aside(tx: &mut Tx, limit: usize) -> Result<Vec<LogRow>, StoreError> {
    let looked_at = "SELECT 1 FROM put_away p WHERE p.tenant = log.tenant AND p.dev = log.dev AND p.n = log.grp";
    let sql = Sql::text(format!(
        "{SELECT_ROWS} AND status <> 'ok' AND status LIKE 'quarantined%' AND NOT EXISTS ({looked_at}) ORDER BY seq DESC LIMIT $2"
    ));
    log_rows(tx, sql.bind(TENANT).bind(limit as u64)).await
}

/// A group that is kept aside, by its first number; empty where there is none.
pub(crate) async fn group_aside(tx: &mut Tx, dev: DeviceId, n: u64) -> Result<Vec<LogRow>, StoreError> {
    let sql = Sql::text(format!("{SELECT_ROWS} AND dev = $2 AND grp = $3 AND status LIKE 'quarantined%' ORDER BY seq"));
    log_rows(tx, sql.bind(TENANT).bind(dev.0).bind(n)).await
}

/// Notes that a group which is kept aside was looked at, and is listed no more.
pub(crate) async fn put_away(tx: &mut Tx, dev: DeviceId, n: u64, by: UserId, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO put_away (tenant, dev, n, usr, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, dev, n) DO NOTHING";
    tx.execute(Sql::new(sql).bind(TENANT).bind(dev.0).bind(n).bind(by.0).bind(now)).await?;
    Ok(())
}

/// Groups that were kept aside because a record or an entry was not there, and that touch one of these roots, in the order of the log.
pub(crate) async fn waiting(tx: &mut Tx, roots: &BTreeSet<RootId>) -> Result<Vec<Vec<LogEntry>>, StoreError> {
    let sql = Sql::text(format!("{SELECT_ROWS} AND status <> 'ok' AND status IN")).bind(TENANT);
    let reasons = [Reason::UnknownRecord, Reason::UnknownEntry].map(|reason| status_text(&Status::Quarantined(reason)));
    let mut groups: Vec<Vec<LogEntry>> = Vec::new();
    for LogRow { row, .. } in log_rows(tx, sql.bind_list(reasons, " ORDER BY seq")).await? {
        match groups.last_mut().filter(|group| group[0].dev == row.dev && group[0].op.grp == row.op.grp) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups.retain(|group| group.iter().any(|row| roots.contains(&row.op.root)));
    Ok(groups)
}

/// Notes that these rows, which were kept aside, count by a row further on.
pub(crate) async fn mark_released(tx: &mut Tx, dots: &[Dot]) -> Result<(), StoreError> {
    for dot in dots {
        let sql = Sql::new("UPDATE log SET status = REPLACE(status, 'quarantined', 'released') WHERE tenant = $1 AND dev = $2 AND n = $3");
        tx.execute(sql.bind(TENANT).bind(dot.dev().0).bind(dot.n())).await?;
    }
    Ok(())
}

/// Those of these ops of one device that the log holds.
pub(crate) async fn held(tx: &mut Tx, dev: DeviceId, numbers: &[u64]) -> Result<BTreeSet<Dot>, StoreError> {
    let mut held = BTreeSet::new();
    for some in numbers.chunks(IN_LIST) {
        let sql = Sql::new("SELECT n FROM log WHERE tenant = $1 AND dev = $2 AND n IN").bind(TENANT).bind(dev.0);
        for row in tx.rows(sql.bind_list(some.iter().copied(), "")).await? {
            held.insert(Dot(dev, row.bits(0)?));
        }
    }
    Ok(held)
}

/// Whether an op was kept aside and let in since.
pub(crate) async fn is_released(tx: &mut Tx, dot: Dot) -> Result<bool, StoreError> {
    let sql = Sql::new("SELECT 1 FROM log WHERE tenant = $1 AND dev = $2 AND n = $3 AND status LIKE 'released%'");
    Ok(!tx.rows(sql.bind(TENANT).bind(dot.dev().0).bind(dot.n())).await?.is_empty())
}

fn log_row(vault: &Vault, row: &Row, envelope: Option<&[u8]>) -> Result<LogRow, StoreError> {
    let root = RootId(row.id(9)?);
    let ent = EntId(row.id(10)?);
    let entity = Entity::from_code(&row.text(11)?);
    // Without its key a row says what is not personal, and the rest of it is hidden.
    let personal = envelope.map(|envelope| vault.open_sealed(Part::Row, root.0, envelope)).transpose()?.flatten();
    let kind = body::join(&row.text(13)?, &row.text(15)?, personal.as_deref(), entity).map_err(|e| StoreError::Damaged(e.to_string()))?;
    let op = Op {
        n: row.bits(3)?,
        grp: row.bits(4)?,
        end: row.int(5)? == 1,
        hlc: Hlc(row.bits(8)?),
        root,
        other_ent: (ent != root.ent()).then_some(ent),
        schema: u16::try_from(row.int(12)?).unwrap_or(u16::MAX),
        action: row.opt_id(14)?.map(ActionId),
        kind,
    };
    let entry = LogEntry {
        seq: row.bits(0)?,
        epoch: row.bits(1)?,
        dev: DeviceId(row.short(2)?),
        by: UserId(row.id(6)?),
        eff: Hlc(row.bits(7)?),
        status: status_of(&row.text(17)?)?,
        op,
    };
    Ok(LogRow { row: entry, entity, chain: Chain(row.bits(18)?) })
}

/// Rows up to this one survive the loss of the server; the mark never goes back.
pub(crate) async fn durable_up_to(tx: &mut Tx, seq: Seq) -> Result<(), StoreError> {
    let durable = Sql::new("UPDATE head SET durable = $1 WHERE tenant = $2 AND durable < $1");
    tx.execute(durable.bind(seq).bind(TENANT)).await?;
    Ok(())
}

/// Chain after row `seq`; `None` when there is no such row.
pub(crate) async fn chain_at(tx: &mut Tx, seq: Seq) -> Result<Option<Chain>, StoreError> {
    if seq == 0 {
        return Ok(Some(Chain::default()));
    }
    let rows = tx.rows(Sql::new("SELECT chain FROM log WHERE tenant = $1 AND seq = $2").bind(TENANT).bind(seq)).await?;
    rows.first().map(|row| row.bits(0).map(Chain)).transpose()
}

/// The last number of a device in the log up to row `seq`. Numbers and rows of one device grow together, so the first hit from above is it.
pub(crate) async fn last_n_at(tx: &mut Tx, dev: DeviceId, seq: Seq) -> Result<u64, StoreError> {
    let sql = Sql::new("SELECT n FROM log WHERE tenant = $1 AND dev = $2 AND seq <= $3 ORDER BY n DESC LIMIT 1");
    let rows = tx.rows(sql.bind(TENANT).bind(dev.0).bind(seq)).await?;
    rows.first().map_or(Ok(0), |row| row.bits(0))
}

/// What a device wrote up to row `seq` that does not count.
pub(crate) async fn not_ok_of(tx: &mut Tx, dev: DeviceId, seq: Seq) -> Result<Vec<NotOk>, StoreError> {
    let sql = Sql::new(
        "SELECT n, status FROM log WHERE tenant = $1 AND dev = $2 AND seq <= $3 AND status <> 'ok' AND status NOT LIKE 'released%' ORDER BY n",
    );
    let rows = tx.rows(sql.bind(TENANT).bind(dev.0).bind(seq)).await?;
    rows.iter().map(|row| Ok(NotOk { n: row.bits(0)?, status: status_of(&row.text(1)?)? })).collect()
}

/// Most ids in one `IN` list.
const IN_LIST: usize = 500;

/// States of these roots; those that do not exist are left out.
pub(crate) async fn states_of(tx: &mut Tx, roots: &[RootId]) -> Result<BTreeMap<RootId, RootAt>, StoreError> {
    let mut states = BTreeMap::new();
    for some in roots.chunks(IN_LIST) {
        let sql = Sql::new("SELECT root, state FROM root_state WHERE tenant = $1 AND root IN").bind(TENANT);
        let rows = tx.rows(sql.bind_list(some.iter().map(|r| r.0), "")).await?;
        for (root, no) in fetch_keys(&tx.vault, &rows).await? {
            tx.keys.insert(root, no);
        }
        for row in &rows {
            let at = state_row(&tx.vault, row)?;
            states.insert(at.root, at);
        }
    }
    Ok(states)
}

/// States ascending by root, after `after`, at most `limit`.
pub(crate) async fn states_after(tx: &mut Tx, after: Option<RootId>, limit: u32) -> Result<Vec<RootAt>, StoreError> {
    let rows = state_rows_after(tx, after, limit).await?;
    rows.iter().map(|row| state_row(&tx.vault, row)).collect()
}

/// The same, still sealed and encoded, with their keys at hand: decoding many is work for another thread.
pub(crate) async fn state_rows_after(tx: &mut Tx, after: Option<RootId>, limit: u32) -> Result<Vec<Row>, StoreError> {
    let from = after.map_or_else(Vec::new, |root| root.0.as_bytes().to_vec());
    let sql = Sql::new("SELECT root, state FROM root_state WHERE tenant = $1 AND root > $2 ORDER BY root LIMIT $3");
    let rows = tx.rows(sql.bind(TENANT).bind(from).bind(limit)).await?;
    fetch_keys(&tx.vault, &rows).await?;
    Ok(rows)
}

/// Has the keys of rows of `SELECT root, state` at hand, and gives them.
async fn fetch_keys(vault: &Vault, rows: &[Row]) -> Result<Vec<(RootId, KeyNo)>, StoreError> {
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(no) = key_of(&row.blob(1)?)? {
            keys.push((RootId(row.id(0)?), no));
        }
    }
    vault.fetch(keys.iter().map(|(_, no)| *no)).await?;
    Ok(keys)
}

/// Reads a row of `SELECT root, state` whose key is at hand.
pub(crate) fn state_row(vault: &Vault, row: &Row) -> Result<RootAt, StoreError> {
    let root = RootId(row.id(0)?);
    let page = vault.open_sealed(Part::State, root.0, &row.blob(1)?)?;
    let page = page.ok_or_else(|| StoreError::Damaged(format!("the key of {root} is lost")))?;
    state_in(root, &page)
}

fn state_in(root: RootId, page: &[u8]) -> Result<RootAt, StoreError> {
    let page = Page::decode(page).map_err(|e| StoreError::Damaged(e.to_string()))?;
    let found = page.roots.into_iter().find(|(id, _)| *id == root);
    let (_, state) = found.ok_or_else(|| StoreError::Damaged(format!("the state of {root} is another's")))?;
    Ok(RootAt { root, as_of: page.as_of, state })
}

impl Store {
    /// The head row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head(&self) -> Result<HeadRow, StoreError> {
        one_head(&self.rows(select_head()).await?)
    }

    /// Notes where the log stands at `now`, and lets what stood there `age` milliseconds ago count as durable.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_durable(&self, now: i64, age: i64) -> Result<(), StoreError> {
        self.retrying(|| async {
            let mut tx = self.write().await?;
            let head = lock_head(&mut tx).await?.head;
            let mark = Sql::new("INSERT INTO head_mark (tenant, at, seq) VALUES ($1, $2, $3) ON CONFLICT (tenant, at) DO NOTHING");
            tx.execute(mark.bind(TENANT).bind(now).bind(head.seq)).await?;
            let old = Sql::new("SELECT at, seq FROM head_mark WHERE tenant = $1 AND at <= $2 ORDER BY at DESC LIMIT 1");
            if let Some(row) = tx.rows(old.bind(TENANT).bind(now - age)).await?.first() {
                let (at, seq) = (row.int(0)?, row.bits(1)?);
                durable_up_to(&mut tx, seq).await?;
                tx.execute(Sql::new("DELETE FROM head_mark WHERE tenant = $1 AND at < $2").bind(TENANT).bind(at)).await?;
            }
            tx.commit().await
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_back_as_written() {
        for status in [Status::Ok, Status::Void, Status::Quarantined(Reason::HouseField), Status::Released(Reason::UnknownEntry)] {
            assert_eq!(status_of(&status_text(&status)).expect("just written"), status);
        }
        assert_eq!(status_text(&Status::Quarantined(Reason::NotAllowed)), "quarantined not-allowed");
    }
}
