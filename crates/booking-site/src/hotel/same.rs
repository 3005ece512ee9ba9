//! Which guests have an e-mail address: to suppose that a new booking is of somebody who is known already.
//!
//! Hashes of addresses are kept in memory and follow the log; that a record is found by one says only that it had the address once, so what is
//! found is looked up before it counts. Nothing about a person is stored for this.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use innkeeper_domain::contact::email;
use innkeeper_domain::{Entity, Value, guest};
use innkeeper_sync::id::{RootId, Seq};
use innkeeper_sync::op::Kind;
use innkeeper_sync::state::Record;
use tokio::sync::Mutex;

use crate::store::{Store, StoreError, Tx, log};

/// Roots, or rows, read at a time.
const AT_ONCE: u32 = 1_024;

/// The addresses of all guests.
#[derive(Debug, Default)]
pub(crate) struct Addresses(Mutex<Known>);

/// What was read so far.
#[derive(Debug, Default)]
struct Known {
    epoch: u64,
    seq: Seq,
    roots: HashMap<u64, BTreeSet<RootId>>,
}

impl Addresses {
    /// Reads what is new, all of it the first time: done when the server starts, so that no booking waits for it.
    pub(crate) async fn follow(&self, store: &Store) -> Result<(), StoreError> {
        let mut known = self.0.lock().await;
        known.catch_up(&mut store.read().await?).await
    }

    /// The guest who has had this address longest, among those who have it now.
    pub(crate) async fn find(&self, tx: &mut Tx, address: &str) -> Result<Option<RootId>, StoreError> {
        let mut known = self.0.lock().await;
        known.catch_up(tx).await?;
        let roots: Vec<RootId> = known.roots.get(&hash(address)).into_iter().flatten().copied().collect();
        drop(known);
        let states = log::states_of(tx, &roots).await?;
        let has = |record: &Record| !record.is_archived() && addresses_of(record).any(|known| folded(&known) == folded(address));
        let found =
            states.into_values().filter_map(|at| at.state.own(at.root).filter(|own| has(own)).map(|own| (own.created.eff, at.root)));
        Ok(found.min().map(|(_, root)| root))
    }
}

impl Known {
    async fn catch_up(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let head = log::head_in(tx).await?.head;
        if self.epoch != head.epoch {
            *self = Self { epoch: head.epoch, seq: head.seq, roots: HashMap::new() };
            return self.read_all(tx).await;
        }
        while self.seq < head.seq {
            let rows = log::rows_after(tx, self.seq, AT_ONCE as usize).await?;
            let Some(last) = rows.last() else { break };
            self.seq = last.row.seq;
            for row in rows.iter().filter(|row| row.row.status.is_ok() && row.entity == Some(Entity::Guest)) {
                for address in written_by(&row.row.op.kind) {
                    self.add(address, row.row.op.root);
                }
            }
        }
        Ok(())
    }

    async fn read_all(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let roots = log::states_after(tx, after, AT_ONCE).await?;
            let Some(last) = roots.last() else { return Ok(()) };
            after = Some(last.root);
            for at in &roots {
                let own = at.state.own(at.root).filter(|own| own.entity == Entity::Guest.code());
                for address in own.into_iter().flat_map(addresses_of) {
                    self.add(&address, at.root);
                }
            }
            tokio::task::yield_now().await;
        }
    }

    fn add(&mut self, address: &str, root: RootId) {
        self.roots.entry(hash(address)).or_default().insert(root);
    }
}

/// The addresses of a guest's record.
fn addresses_of(record: &Record) -> impl Iterator<Item = String> {
    let first = record.value(guest::EMAIL.name());
    let more = record.sets.get(guest::MORE_EMAILS.name()).into_iter().flat_map(|members| members.keys());
    first.into_iter().chain(more).filter_map(Value::as_text).map(str::to_owned)
}

/// Addresses that an op writes.
fn written_by(kind: &Kind) -> Vec<&str> {
    let (email, more) = (guest::EMAIL.name(), guest::MORE_EMAILS.name());
    let values: Vec<&Value> = match kind {
        Kind::New { fields, sets, .. } => fields.get(email).into_iter().chain(sets.get(more).into_iter().flatten()).collect(),
        Kind::Set { fields } => fields.get(email).map(|set| &set.0).into_iter().collect(),
        Kind::Add { set, elem, .. } if set == more => vec![elem],
        _ => Vec::new(),
    };
    values.into_iter().filter_map(Value::as_text).collect()
}

/// The form in which two addresses are the same. What stands before the @ may differ by its case in theory alone.
fn folded(address: &str) -> String {
    email::normalise(address).0.value.to_lowercase()
}

fn hash(address: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    folded(address).hash(&mut hasher);
    hasher.finish()
}
