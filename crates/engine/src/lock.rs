//! Locking and unlocking, and the ways in. A locked engine has no key and no guest in memory; the page throws its worker away besides.

use crate::deeds::problem;
use crate::engine::{DONE, Engine, Memory, StoreOf, World, storage_problem};
use crate::keys::{Found, Keys, Ring, Sealed};
use crate::ports::{Clock, KeptRing, KeyPlace, Meta, Storage, Store, StoreError, StoreName, TabNews, Tabs};
use crate::protocol::{EngineProblem, Outcome, PASSPHRASE_LEAST, Phase, ProtectionView, Rest, Secret};

/// Pause while something else has to be done first, milliseconds.
const PAUSE: u32 = 20;

type RawOf<W> = <<W as World>::Storage as Storage>::Store;
type KeyOf<W> = <RawOf<W> as KeyPlace>::Key;

impl<W: World> Engine<W> {
    /// A replica's store and its keys; none, and the phase says so, where a person's secret is needed.
    ///
    /// # Errors
    /// When the store cannot be opened, or its keys not be used.
    pub(crate) async fn sealed(&self, name: &str) -> Result<Option<StoreOf<W>>, StoreError> {
        let store = self.storage.open(name).await?;
        // Whatever has a session was written before there were keys.
        let plain = store.get(StoreName::Meta, Meta::Session as u64).await?.is_some();
        self.read_lease(&store).await?;
        let salt = [self.clock.random(), self.clock.random()].concat();
        let found = Ring::find(&store, salt.try_into().expect("twice sixteen bytes"), plain).await?;
        // A replica that is open stays open when it is read anew.
        let at_hand = self.with_opened(|o| (o.session.database() == name).then(|| o.store.keys())).flatten();
        let (ring, keys) = match (found, at_hand) {
            (Found::Open(ring, keys), _) => (ring, keys),
            (Found::Locked(ring), Some(keys)) if keys.has(ring.current()) => (ring, keys),
            (Found::Locked(ring), _) => {
                self.memory.borrow_mut().phase = Phase::Locked(Box::new(ring.view(self.clock.wall())));
                return Ok(None);
            }
        };
        self.memory.borrow_mut().rest = ring.rest();
        Ok(Some(Sealed::new(store, keys)))
    }

    /// Where the keys of the current replica are, open or locked.
    async fn ring(&self) -> Result<Option<(RawOf<W>, KeptRing<KeyOf<W>>, Ring)>, StoreError> {
        let Some(name) = self.storage.current().await? else { return Ok(None) };
        let store = self.storage.open(&name).await?;
        let Some(kept) = store.ring().await? else { return Ok(None) };
        let ring = Ring::decode(&kept.bytes)?;
        Ok(Some((store, kept, ring)))
    }

    async fn known_ring(&self) -> Result<(RawOf<W>, KeptRing<KeyOf<W>>, Ring), EngineProblem> {
        let ring = self.ring().await.map_err(|error| storage_problem(&error))?;
        ring.ok_or_else(|| problem("problem-not-enrolled", false))
    }

    /// How what is stored here is protected.
    pub(crate) async fn protection(&self) -> ProtectionView {
        let ring = self.ring().await.ok().flatten();
        ring.map(|(_, _, ring)| ring.view(self.clock.wall())).unwrap_or_default()
    }

    /// Locks, here and in the other tabs.
    pub(crate) async fn lock(&self) -> Result<Outcome, EngineProblem> {
        let (_, _, ring) = self.known_ring().await?;
        if !ring.is_protected() {
            // Without a secret a lock would keep nobody out.
            return Err(problem("problem-lock-open", false));
        }
        self.tabs.tell(TabNews::Lock);
        self.shut(&ring).await;
        Ok(DONE)
    }

    /// Another tab has locked the tablet.
    pub(crate) async fn lock_too(&self) -> Result<(), StoreError> {
        if let Some((_, _, ring)) = self.ring().await?
            && ring.is_protected()
        {
            self.shut(&ring).await;
        }
        Ok(())
    }

    /// Drops the keys and everything that was read with them, after what is saved and typed has been stored.
    async fn shut(&self, ring: &Ring) {
        let writing = || {
            let memory = self.memory.borrow();
            memory.drafts.values().any(crate::drafts::Kept::is_busy) || memory.opened.as_ref().is_some_and(|o| o.store.is_writing())
        };
        while writing() {
            self.clock.sleep(PAUSE).await;
        }
        {
            let mut memory = self.memory.borrow_mut();
            let watched = std::mem::take(&mut memory.watched);
            *memory = Memory { watched, phase: Phase::Locked(Box::new(ring.view(self.clock.wall()))), ..Memory::new() };
        }
        self.show_all().await;
    }

    /// Unlocks with a person's secret. Wrong ones cost time, kept with the keys, so that a reload does not shorten it.
    pub(crate) async fn unlock(&self, secret: Secret) -> Result<Outcome, EngineProblem> {
        // A page may ask before it is known what is stored here.
        while matches!(self.memory.borrow().phase, Phase::Loading) {
            self.clock.sleep(PAUSE).await;
        }
        let (store, kept, ring) = self.known_ring().await?;
        let failed = |error: &StoreError| storage_problem(error);
        let now = self.clock.wall();
        if ring.wait(now) > 0 {
            self.enter_locked(&ring).await;
            return Err(problem("problem-unlock-wait", false));
        }
        self.read_lease(&store).await.map_err(|error| failed(&error))?;
        let keys: Option<Keys<KeyOf<W>>> = ring.unlock(&secret).await;
        drop(secret);
        let tried = ring.tried(keys.is_some(), now);
        if keys.is_none() || ring.has_tries() {
            store.keep_ring(Some(&kept.bytes), &kept.with(&tried)).await.map_err(|error| failed(&error))?;
        }
        let Some(keys) = keys else {
            self.enter_locked(&tried).await;
            return Err(problem("problem-unlock-wrong", false));
        };
        self.memory.borrow_mut().rest = tried.rest();
        self.open_sealed(Sealed::new(store, keys)).await.map_err(|error| failed(&error))?;
        if matches!(self.memory.borrow().phase, Phase::Locked(_)) {
            self.greet().await;
        }
        self.show_all().await;
        self.work.ring();
        Ok(DONE)
    }

    async fn enter_locked(&self, ring: &Ring) {
        let view = ring.view(self.clock.wall());
        if self.with_opened(|_| ()).is_none() {
            self.enter(Phase::Locked(Box::new(view))).await;
        }
    }

    /// Sets up a way in, or puts it in another's place.
    pub(crate) async fn protect(&self, proof: Option<Secret>, secret: Secret, instead: Option<u32>) -> Result<Outcome, EngineProblem> {
        if matches!(&secret, Secret::Passphrase(text) if text.chars().count() < PASSPHRASE_LEAST) {
            return Err(problem("problem-passphrase-short", false));
        }
        let (store, kept, ring) = self.known_ring().await?;
        let added = ring.with_way(kept.tablet.as_ref(), proof.as_ref(), &secret, instead, self.clock.wall()).await;
        let added = added.map_err(|error| storage_problem(&error.into()))?;
        let Some((after, keys)) = added else { return Err(problem("problem-unlock-wrong", false)) };
        let first = !ring.is_protected();
        if !store.keep_ring(Some(&kept.bytes), &after).await.map_err(|error| storage_problem(&error))? {
            return Err(problem("problem-storage-other-tab", true));
        }
        if let Some(opened) = self.store() {
            opened.rekey(keys);
        }
        self.memory.borrow_mut().rest = Ring::decode(&after.bytes).ok().and_then(|ring| ring.rest());
        if first {
            // They have only the old keys, and must ask for the secret like anybody.
            self.tabs.tell(TabNews::Lock);
            self.sealing.ring();
        }
        self.show_all().await;
        Ok(DONE)
    }

    /// Takes a way in away.
    pub(crate) async fn unprotect(&self, proof: Secret, way: u32) -> Result<Outcome, EngineProblem> {
        let (store, kept, ring) = self.known_ring().await?;
        let left = ring.without_way(&proof, way).await.map_err(|error| storage_problem(&error.into()))?;
        let Some(after) = left else { return Err(problem("problem-unlock-wrong", false)) };
        self.replace_ring(&store, &kept, &after).await
    }

    /// Sets when the tablet locks itself.
    pub(crate) async fn rest_after(&self, rest: Rest) -> Result<Outcome, EngineProblem> {
        let (store, kept, ring) = self.known_ring().await?;
        let after = kept.with(&ring.resting(rest));
        self.replace_ring(&store, &kept, &after).await
    }

    async fn replace_ring(
        &self,
        store: &RawOf<W>,
        before: &KeptRing<KeyOf<W>>,
        after: &KeptRing<KeyOf<W>>,
    ) -> Result<Outcome, EngineProblem> {
        if !store.keep_ring(Some(&before.bytes), after).await.map_err(|error| storage_problem(&error))? {
            return Err(problem("problem-storage-other-tab", true));
        }
        self.memory.borrow_mut().rest = Ring::decode(&after.bytes).ok().and_then(|ring| ring.rest());
        self.show_all().await;
        Ok(DONE)
    }
}
