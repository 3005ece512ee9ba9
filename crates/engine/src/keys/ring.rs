//! The ring: which keys a replica has and how one gets at them. Its bytes are not secret; every key in it is wrapped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ports::{Hold, KeptRing, Key, KeyPlace, NoKeys, StoreError};

/// The form of the ring's bytes.
const VERSION: u8 = 1;
/// What is said beside a wrapped master key and a wrapped data key, so that one never passes for the other.
const MASTER: &[u8] = b"innkeeper master key 1";

/// How a person gets at the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// The tablet's own key, kept by the browser: no secret is asked for.
    Tablet,
}

/// One way in, with the master key wrapped for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The way.
    pub way: Way,
    /// The master key under it.
    wrapped: Vec<u8>,
}

/// The ring as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ring {
    version: u8,
    /// Id of the key that new values are sealed under.
    current: u32,
    /// Data keys by id, under the master key. None is ever dropped: a tab that has not heard of a new one goes on with the old.
    keys: BTreeMap<u32, Vec<u8>>,
    slots: Vec<Slot>,
    /// Values may be left that are not sealed, from before there were keys.
    pub plain: bool,
    /// Values may be left that are not sealed under the current key.
    pub stale: bool,
}

/// The keys of an unlocked replica.
#[derive(Clone)]
pub struct Keys<K> {
    /// Id of the key that values are sealed under.
    pub(super) current: u32,
    /// All of them.
    pub(super) by_id: BTreeMap<u32, K>,
    /// Values that are not sealed are taken as they are.
    pub(super) plain: bool,
}

fn beside(id: u32) -> Vec<u8> {
    [b"innkeeper data key ".as_slice(), &id.to_be_bytes()].concat()
}

/// What is found where a replica keeps its keys.
pub enum Found<K> {
    /// The keys: no secret is asked for.
    Open(Keys<K>),
}

impl Ring {
    /// Reads the ring of a replica and, where no secret is asked for, its keys. A replica without a ring gets one; `plain` says whether it has values
    /// from before.
    ///
    /// # Errors
    /// When the store or the browser's keys fail, or the ring is of a newer build or damaged.
    pub async fn find<S: KeyPlace>(
        store: &S,
        plain: impl AsyncFnOnce(&S) -> Result<bool, StoreError>,
    ) -> Result<Found<S::Key>, StoreError> {
        let kept = match store.ring().await? {
            Some(kept) => kept,
            None => {
                let made = Self::make(plain(store).await?).await?;
                // Another tab may have made one meanwhile: that one counts.
                store.keep_ring(None, &made).await?;
                store.ring().await?.ok_or_else(damaged)?
            }
        };
        let ring = Self::decode(&kept.bytes)?;
        let keys = ring.open_with_tablet(kept.tablet.as_ref()).await.ok_or_else(damaged)?;
        Ok(Found::Open(keys))
    }

    async fn make<K: Key>(plain: bool) -> Result<KeptRing<K>, NoKeys> {
        let (tablet, master, data) = (K::make(Hold::Fixed).await?, K::make(Hold::Portable).await?, K::make(Hold::Portable).await?);
        let keys = BTreeMap::from([(1, master.wrap(&beside(1), &data).await?)]);
        let slots = vec![Slot { way: Way::Tablet, wrapped: tablet.wrap(MASTER, &master).await? }];
        let ring = Self { version: VERSION, current: 1, keys, slots, plain, stale: plain };
        Ok(KeptRing { bytes: ring.encode(), tablet: Some(tablet) })
    }

    async fn open_with_tablet<K: Key>(&self, tablet: Option<&K>) -> Option<Keys<K>> {
        let slot = self.slots.iter().find(|slot| slot.way == Way::Tablet)?;
        let master = tablet?.unwrap(MASTER, &slot.wrapped, Hold::Fixed).await?;
        self.keys(&master).await
    }

    /// The data keys, by the master key.
    async fn keys<K: Key>(&self, master: &K) -> Option<Keys<K>> {
        let mut by_id = BTreeMap::new();
        for (id, wrapped) in &self.keys {
            by_id.insert(*id, master.unwrap(&beside(*id), wrapped, Hold::Fixed).await?);
        }
        Some(Keys { current: self.current, by_id, plain: self.plain })
    }

    /// Id of the key that values are to be sealed under.
    #[must_use]
    pub fn current(&self) -> u32 {
        self.current
    }

    /// Every value is sealed under the current key: from now on nothing else is believed.
    #[must_use]
    pub fn all_sealed(&self) -> Self {
        Self { plain: false, stale: false, ..self.clone() }
    }

    /// As it is stored.
    ///
    /// # Panics
    /// Never: a ring is plain data.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain data")
    }

    /// The ring in these bytes.
    ///
    /// # Errors
    /// When they are damaged or of a newer build.
    pub fn decode(bytes: &[u8]) -> Result<Self, StoreError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u8,
        }
        let Versioned { version } = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if version != VERSION {
            return Err(StoreError::Newer);
        }
        serde_json::from_slice(bytes).map_err(|_| damaged())
    }
}

fn damaged() -> StoreError {
    StoreError::Lost { name: "NoKeys".to_owned(), message: "the replica's keys are damaged".to_owned() }
}
