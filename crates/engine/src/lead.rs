//! Leading and following: who leads, the fencing generation, holes in the outbox, and what other tabs store.

use std::pin::pin;

use futures::future::{Either, select};
use innkeeper_sync::id::DeviceId;

use crate::engine::{Engine, Stored, World, read_json, read_outbox, storage_problem};
use crate::ports::{Clock, Meta, Storage, Store, StoreError, StoreName, TabNews, Tabs, Write, WriteBatch};

/// A tab that waits for its turn to lead asks this often whether somebody does, milliseconds.
const ASKED_EVERY: u32 = 10_000;
/// Who leads answers within this time, milliseconds.
const ANSWERED_IN: u32 = 2_000;

impl<W: World> Engine<W> {
    /// Waits until this tab leads: until it is its turn, or until nobody answers who leads. A page that was left keeps its turn for long in some
    /// browsers, and sends nothing; leading beside it does no harm.
    pub(crate) async fn await_lead(&self, name: &str, dev: DeviceId) {
        let mut turn = pin!(self.tabs.lead(name));
        loop {
            let Either::Right(((), waiting)) = select(turn, pin!(self.clock.sleep(ASKED_EVERY))).await else { return };
            self.memory.borrow_mut().somebody_leads = false;
            self.tabs.tell(TabNews::WhoLeads(dev));
            let Either::Right(((), waiting)) = select(waiting, pin!(self.clock.sleep(ANSWERED_IN))).await else { return };
            if !self.memory.borrow().somebody_leads {
                return;
            }
            turn = waiting;
        }
    }

    /// Whether this tab leads the replica of this device.
    fn is_leader_of(&self, dev: DeviceId) -> bool {
        self.with_opened(|o| o.session.dev == dev && o.generation > 0) == Some(true)
    }

    /// A tab that begins to lead takes the next fencing generation: an older leader's fenced writes fail from here on. Only then it reads what that
    /// leader has stored and not told yet.
    pub(crate) async fn take_generation(&self) {
        if let Err(error) = self.begin_to_lead().await {
            self.memory.borrow_mut().trouble = Some(storage_problem(&error));
        }
    }

    async fn begin_to_lead(&self) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        let stored = store.get(StoreName::Meta, Meta::Generation as u64).await?;
        let next = stored.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes) + 1;
        let write = Write::Put(StoreName::Meta, Meta::Generation as u64, next.to_be_bytes().to_vec());
        store.commit(WriteBatch::of(vec![write])).await?;
        self.lead_as(next);
        let stored = read_json::<Stored>(&*store, Meta::Replica).await?.map(|s| (s.page_base, s.replica.checkpoint));
        let known = self.with_opened(|o| o.replica.as_ref().map(|r| (o.page_base, r.meta.checkpoint))).flatten();
        if stored != known {
            return self.reload().await;
        }
        self.catch_up_outbox().await?;
        self.catch_up_journal().await
    }

    fn lead_as(&self, generation: u64) {
        if let Some(opened) = &mut self.memory.borrow_mut().opened {
            opened.generation = generation;
        }
    }

    /// Reads the current replica anew; a leader goes on leading it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn reload(&self) -> Result<(), StoreError> {
        let Some(name) = self.storage.current().await? else { return Ok(()) };
        let led = self.with_opened(|o| (o.session.database(), o.generation)).filter(|(database, _)| *database == name);
        self.open(&name).await?;
        if let Some((_, generation)) = led {
            self.lead_as(generation);
        }
        Ok(())
    }

    /// An own op that waits behind a number this tab does not know: another tab saved it untold, or it was lost with an old backup of the server.
    /// Reading the outbox again finds the first; loading anew lets a no-op go out in the place of the second.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn fill_holes(&self) -> Result<(), StoreError> {
        let has_hole = || self.memory.borrow().replica().is_some_and(innkeeper_sync::client::Replica::has_hole);
        if !has_hole() {
            return Ok(());
        }
        let acked = self.memory.borrow().replica().map_or(0, |r| r.acked);
        if let Some(store) = self.store() {
            let values = read_outbox(&*store, acked).await?;
            if let Some(replica) = self.memory.borrow_mut().replica_mut() {
                replica.saved(values);
            }
        }
        if has_hole() { self.reload().await } else { Ok(()) }
    }

    /// Follows what other tabs store.
    pub(crate) async fn listen(&self) {
        loop {
            let done = match self.tabs.heard().await {
                TabNews::Outbox(_) => self.catch_up_outbox().await,
                TabNews::Journal => self.catch_up_journal().await,
                TabNews::Reload => self.reload().await,
                TabNews::Lock => self.lock_too().await,
                TabNews::WhoLeads(dev) => {
                    if self.is_leader_of(dev) {
                        self.tabs.tell(TabNews::Leads(dev));
                    }
                    continue;
                }
                TabNews::Leads(dev) => {
                    let asked = self.with_opened(|o| o.session.dev == dev) == Some(true);
                    self.memory.borrow_mut().somebody_leads |= asked;
                    continue;
                }
                TabNews::Wiped => {
                    self.forget_all().await;
                    Ok(())
                }
            };
            if let Err(error) = done {
                self.memory.borrow_mut().trouble = Some(storage_problem(&error));
            }
            self.work.ring();
            self.show_all().await;
        }
    }
}
