//! The end of a device that was locked out: once its unsent changes are with the server, which keeps them aside, the keys go first and then everything else.

use crate::engine::{Engine, Memory, World};
use crate::ports::{KeyPlace, Storage, StoreError, TabNews, Tabs};
use crate::protocol::Phase;

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
