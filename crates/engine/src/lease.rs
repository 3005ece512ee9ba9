//! The lease: how long a tablet works that has not met its server. A rule the app keeps, no cryptography: whoever has the secret and edits the browser's
//! files can lengthen it. It is not sealed, because a locked tablet must know when to throw its copy away.

use serde::{Deserialize, Serialize};

use crate::engine::{Engine, StoreOf, World};
use crate::ports::{Clock, Meta, Store, StoreError, StoreName, Write, WriteBatch};
use crate::protocol::Phase;

/// The lease of a replica from before leases, milliseconds.
pub(crate) const LENGTH_MS: i64 = 72 * 3_600_000;
/// Without contact for so long the copy of the guests is thrown away, milliseconds; what is not sent stays.
const KEPT_MS: i64 = 14 * 86_400_000;
/// Time that is noted on the disk, milliseconds: written no more often.
const NOTED_MS: i64 = 10 * 60_000;

/// As it is stored, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lease {
    /// The server was met last.
    contact: i64,
    /// The latest time that is certain to have been: a clock that is moved back does not take it back.
    seen: i64,
    /// How long it lasts.
    length: i64,
}

impl Lease {
    /// One that begins now.
    pub(crate) fn begin(now: i64, length: i64) -> Self {
        Self { contact: now, seen: now, length }
    }

    /// After the server was met.
    fn met(self, now: i64) -> Self {
        Self::begin(now, self.length)
    }

    /// After `passed` milliseconds in which the clock may have been moved.
    fn later(self, now: i64, passed: i64) -> Self {
        Self { seen: self.seen.saturating_add(passed).max(now), ..self }
    }

    /// Whether it has ended.
    pub(crate) fn is_over(&self) -> bool {
        self.seen - self.contact > self.length
    }

    /// Whether the copy of the guests is to be thrown away.
    fn is_long_over(&self) -> bool {
        self.seen - self.contact > KEPT_MS
    }

    pub(crate) fn put(&self) -> Write {
        Write::Put(StoreName::Meta, Meta::Lease as u64, serde_json::to_vec(self).expect("plain data"))
    }
}

impl<W: World> Engine<W> {
    /// Reads the lease of a replica, which may be locked; one without begins one. Long after its end the copy of the guests is thrown away: pages, journal,
    /// columns, history. The outbox and what is typed stay, sealed: they are nowhere else.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn read_lease(&self, store: &impl Store) -> Result<(), StoreError> {
        let now = self.clock.wall();
        let stored = store.get(StoreName::Meta, Meta::Lease as u64).await?;
        let known = stored.and_then(|bytes| serde_json::from_slice::<Lease>(&bytes).ok());
        let lease = known.unwrap_or_else(|| Lease::begin(now, LENGTH_MS)).later(now, 0);
        let mut writes = vec![lease.put()];
        if lease.is_long_over() {
            writes
                .extend([StoreName::Pages, StoreName::Journal, StoreName::Columns, StoreName::History, StoreName::Kept].map(Write::Clear));
            writes.extend([Meta::Replica, Meta::Recent].map(|key| Write::Delete(StoreName::Meta, key as u64)));
        }
        store.commit(WriteBatch::of(writes)).await?;
        let mut memory = self.memory.borrow_mut();
        memory.lease = Some(lease);
        (memory.lease_noted, memory.lease_at) = (now, self.clock.micros());
        Ok(())
    }

    /// The server has answered this device.
    pub(crate) async fn met_server(&self) -> Result<(), StoreError> {
        let now = self.clock.wall();
        let was_over = self.lease_is_over();
        {
            let mut memory = self.memory.borrow_mut();
            let Some(lease) = &mut memory.lease else { return Ok(()) };
            *lease = lease.met(now);
            memory.lease_at = self.clock.micros();
        }
        self.note_lease(was_over).await?;
        if matches!(self.memory.borrow().phase, Phase::LeaseOver { .. }) {
            self.enter(Phase::Ready).await;
        }
        Ok(())
    }

    /// Time passes, by the device's clock or by the one that only goes forward.
    pub(crate) async fn lease_runs(&self) -> Result<(), StoreError> {
        let now = self.clock.wall();
        let before = self.lease_is_over();
        {
            let mut memory = self.memory.borrow_mut();
            let at = self.clock.micros();
            let passed = at.saturating_sub(std::mem::replace(&mut memory.lease_at, at)) / 1000;
            let Some(lease) = &mut memory.lease else { return Ok(()) };
            *lease = lease.later(now, i64::try_from(passed).unwrap_or(0));
        }
        let over = self.lease_is_over();
        self.note_lease(over != before).await?;
        if over && matches!(self.memory.borrow().phase, Phase::Ready) {
            let phase = self.ready();
            self.enter(phase).await;
        }
        Ok(())
    }

    async fn note_lease(&self, at_once: bool) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        let due = {
            let mut memory = self.memory.borrow_mut();
            let noted = memory.lease_noted;
            let due = memory.lease.filter(|lease| at_once || lease.seen.saturating_sub(noted).saturating_abs() > NOTED_MS);
            if let Some(lease) = due {
                memory.lease_noted = lease.seen;
            }
            due
        };
        if let Some(lease) = due {
            store.commit(WriteBatch::of(vec![lease.put()])).await?;
        }
        Ok(())
    }

    /// Whether the tablet has to meet its server first.
    pub(crate) fn lease_is_over(&self) -> bool {
        self.memory.borrow().lease.is_some_and(|lease| lease.is_over())
    }

    /// The phase of a replica that is whole and has somebody working on it.
    pub(crate) fn ready(&self) -> Phase {
        let lease = self.memory.borrow().lease.filter(Lease::is_over);
        lease.map_or(Phase::Ready, |lease| Phase::LeaseOver { contact: lease.contact })
    }

    /// Begins the lease of a new device.
    pub(crate) async fn begin_lease(&self, store: &StoreOf<W>, length: i64) -> Result<(), StoreError> {
        let lease = Lease::begin(self.clock.wall(), length);
        store.commit(WriteBatch::of(vec![lease.put()])).await?;
        Ok(())
    }
}
