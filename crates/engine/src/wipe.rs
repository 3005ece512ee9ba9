//! The end of a database: of a device that was locked out, or whose reader may hold something else by now. Once its unsent changes are with the server the
//! keys go first and then everything else.

use crate::driver::CallError;
use crate::engine::{Engine, Memory, World, read_outbox};
use crate::ports::{KeyPlace, Storage, StoreError, TabNews, Tabs};
use crate::protocol::Phase;
use crate::session::Session;

impl<W: World> Engine<W> {
    /// The server says that this device is locked out. Gives whether it was wiped: not while changes are left that the server does not have.
    ///
    /// # Errors
    /// When the keys could not be destroyed.
    pub(crate) async fn locked_out(&self) -> Result<bool, StoreError> {
        let unsent = self.memory.borrow().unsent_changes();
        let Some((store, name)) = self.with_opened(|o| (o.store.clone(), o.session.database())) else { return Ok(false) };
        if unsent > 0 {
            return Ok(false);
        }
        store.inner().drop_ring().await?;
        drop(store);
        self.forget_all().await;
        self.tabs.tell(TabNews::Wiped);
        // Without its keys it is noise; what the browser does not delete now says nothing.
        let _ = self.storage.forget(&name).await;
        Ok(true)
    }

    /// The person's rights or houses changed: what they may hold now is another database, and this one goes. Gives whether it did: not while changes
    /// are left that the server does not have.
    ///
    /// # Errors
    /// When the server is not reached, or a store fails.
    pub(crate) async fn reproject(&self) -> Result<bool, CallError> {
        let unsent = self.memory.borrow().unsent_changes();
        let Some((store, session)) = self.with_opened(|o| (o.store.clone(), o.session.clone())) else { return Ok(false) };
        let last = self.memory.borrow().replica().and_then(|replica| replica.outbox.keys().next_back().copied()).unwrap_or(0);
        if unsent > 0 {
            return Ok(false);
        }
        let answer = self.enrol_again().await?;
        if answer.dev == session.dev {
            return Ok(false);
        }
        let (old, length) = (session.database(), answer.lease_until - answer.now);
        self.adopt(Session::enrolled(session.person, answer), length).await?;
        // Somebody has saved something meanwhile: it goes out first.
        if !read_outbox(&*store, last).await?.is_empty() {
            self.storage.set_current(&old).await?;
            self.open(&old).await?;
            return Ok(false);
        }
        store.inner().drop_ring().await?;
        drop(store);
        self.memory.borrow_mut().session_due = true;
        self.enter(Phase::FirstSync { done: 0, total: 0 }).await;
        self.tabs.tell(TabNews::Reload);
        // Without its keys it is noise.
        let _ = self.storage.forget(&old).await;
        Ok(true)
    }

    /// Drops everything from memory: another tab, or this one, has wiped the device.
    pub(crate) async fn forget_all(&self) {
        {
            let mut memory = self.memory.borrow_mut();
            let watched = std::mem::take(&mut memory.watched);
            *memory = Memory { watched, phase: Phase::Wiped, ..Memory::new() };
        }
        self.show_all().await;
    }
}
