//! Sealing again, in the background, what an older build left unsealed or what is under an older key: batch by batch, each value only if nobody has
//! changed it meanwhile. What is not done yet is readable all the while, and a tab that ends leaves the rest to the next.

use crate::engine::{Engine, World, storage_problem};
use crate::keys::Ring;
use crate::ports::{Clock, KeyPlace, StoreError, StoreName};

/// Values looked at in one batch: few, because a page may have a megabyte.
const BATCH: usize = 64;
/// Pause between batches, milliseconds: long enough for the tab to hear what was said to it.
const PAUSE: u32 = 1;

impl<W: World> Engine<W> {
    /// Seals again whenever there is something to seal, until the tab ends.
    pub(crate) async fn reseal(&self) {
        loop {
            self.sealing.wait().await;
            if let Err(error) = self.reseal_all().await {
                // What is left is done at the next start.
                self.memory.borrow_mut().trouble = Some(storage_problem(&error));
            }
        }
    }

    async fn reseal_all(&self) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        if store.inner().ring().await?.is_none_or(|kept| Ring::decode(&kept.bytes).is_ok_and(|ring| !ring.stale)) {
            return Ok(());
        }
        for name in StoreName::ALL {
            let mut first = Some(0);
            while let Some(key) = first {
                first = store.reseal(name, key, BATCH).await?;
                self.clock.sleep(PAUSE).await;
            }
        }
        let Some(kept) = store.inner().ring().await? else { return Ok(()) };
        let ring = Ring::decode(&kept.bytes)?;
        if ring.current() == store.current() {
            // Another tab that was faster has seen to it.
            store.inner().keep_ring(Some(&kept.bytes), &kept.with(&ring.all_sealed())).await?;
        }
        Ok(())
    }
}
