//! What is kept to be handed back to a server that was restored from an older backup, and what is made to forget when a file is erased or goes out
//! of sight.

use std::collections::BTreeSet;

use innkeeper_sync::client::{OutboxValue, Replica, Turn, without};
use innkeeper_sync::id::RootId;
use innkeeper_sync::op::Kind;
use innkeeper_sync::wire::HandedBack;

use crate::drafts;
use crate::driver::{CallError, put_json};
use crate::engine::{Engine, Stored, World};
use crate::history::Leaf;
use crate::ports::{Meta, Store, StoreError, StoreName, Write, WriteBatch};

impl<W: World> Engine<W> {
    /// Hands back what the log may have lost, before anything is pushed: what people wrote since may build on it.
    pub(crate) async fn hand_back_all(&self) -> Result<(), CallError> {
        loop {
            let due = self.memory.borrow().replica().and_then(Replica::due);
            let Some(key) = due else { return Ok(()) };
            let Some((store, generation, base, pages)) = self.with_opened(|o| (o.store.clone(), o.generation, o.page_base, o.pages)) else {
                return Ok(());
            };
            let value = store.get(StoreName::Kept, key).await?.unwrap_or_default();
            // A value that cannot be read is worth nothing any more, and must not hold up what waits.
            let requests =
                self.memory.borrow().replica().map(|replica| replica.hand_back(&value).unwrap_or_else(|_| replica.nothing_back()));
            let mut answer: Option<HandedBack> = None;
            let mut erased = BTreeSet::new();
            for request in requests.unwrap_or_default() {
                let body = serde_json::to_vec(&request).expect("plain data");
                let said: HandedBack = self.call("POST", "/sync/v1/hand-back", body).await?;
                erased.extend(said.erased.iter().copied());
                answer = Some(said);
            }
            let meta = self.memory.borrow().replica().zip(answer).and_then(|(replica, answer)| replica.handed(key, &answer));
            // The log has changed meanwhile: the next pull says so.
            let Some(meta) = meta else { return Err(CallError::Later(None)) };
            let mut writes = vec![put_json(Meta::Replica, &Stored { replica: meta.clone(), page_base: base, pages })];
            writes.extend(forgotten(&*store, &erased).await?);
            store.commit(WriteBatch { writes, strict: true, generation: Some(generation) }).await?;
            if let Some(replica) = self.memory.borrow_mut().replica_mut() {
                replica.meta.kept = meta.kept;
            }
            // Due again: another log took it than the one that is followed here. Only a pull brings that to an end.
            if self.memory.borrow().replica().and_then(Replica::due) == Some(key) {
                return Ok(());
            }
        }
    }
}

/// What is stored beside the replica's own value when the journal goes into the pages, or a snapshot takes their place.
pub(crate) async fn turned(store: &impl Store, turn: &Turn) -> Result<Vec<Write>, StoreError> {
    let mut writes = forgotten(store, &turn.gone).await?;
    writes.extend(drafts::forgotten(&turn.gone));
    if !turn.gone.is_empty() {
        // How a file was before one's own changes says much about it.
        for (key, value) in store.range(StoreName::History, 0, usize::MAX).await? {
            writes.extend(Leaf::without(&value, &turn.gone).map(|leaf| Write::Put(StoreName::History, key, leaf)));
        }
    }
    writes.extend(turn.keep.iter().map(|(key, value)| Write::Put(StoreName::Kept, *key, value.clone())));
    writes.extend(turn.forget.iter().map(|key| Write::Delete(StoreName::Kept, *key)));
    for n in &turn.blank {
        let stored = store.get(StoreName::Outbox, *n).await?;
        if let Some(mut value) = stored.and_then(|bytes| serde_json::from_slice::<OutboxValue>(&bytes).ok()) {
            value.op.kind = Kind::Noop {};
            writes.push(Write::Put(StoreName::Outbox, *n, serde_json::to_vec(&value).expect("plain data")));
        }
    }
    Ok(writes)
}

/// Kept values without these files.
async fn forgotten(store: &impl Store, gone: &BTreeSet<RootId>) -> Result<Vec<Write>, StoreError> {
    let mut writes = Vec::new();
    if !gone.is_empty() {
        for (key, value) in store.range(StoreName::Kept, 0, usize::MAX).await? {
            match without(&value, gone) {
                Ok(Some(value)) => writes.push(Write::Put(StoreName::Kept, key, value)),
                Ok(None) => {}
                Err(_) => writes.push(Write::Delete(StoreName::Kept, key)),
            }
        }
    }
    Ok(writes)
}
