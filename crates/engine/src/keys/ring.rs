//! The ring: which keys a replica has and how one gets at them. Its bytes are not secret; every key in it is wrapped.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::map::Map;
use crate::ports::{Hold, KeptRing, Key, KeyPlace, NoKeys, StoreError};
use crate::protocol::{ProtectionView, Rest, Secret, WayIn, WayKind};

/// The form of the ring's bytes.
const VERSION: u8 = 1;
/// What is said beside a wrapped master key and a wrapped data key, so that one never passes for the other.
const MASTER: &[u8] = b"innkeeper master key 1";
/// Wrong tries that cost nothing but the derivation.
const FREE_TRIES: u32 = 5;
/// The wait after the first try too many, milliseconds; each further one doubles it.
const WAIT_MS: i64 = 30_000;
/// The longest wait, milliseconds.
const WAIT_MAX_MS: i64 = 15 * 60_000;
/// Argon2id for passphrases: memory in KiB, passes, lanes.
const ARGON: (u32, u32, u32) = (64 * 1024, 3, 1);

/// How a person gets at the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Way {
    /// The tablet's own key, kept by the browser: no secret is asked for.
    Tablet,
    /// A passphrase.
    Passphrase,
    /// A passkey that answers with a secret of its own (WebAuthn `prf`).
    Passkey {
        /// Its id.
        credential: Vec<u8>,
    },
}

/// One way in, with the master key wrapped for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    id: u32,
    way: Way,
    /// When it was set up, milliseconds since 1970.
    since: i64,
    /// The master key under it.
    wrapped: Vec<u8>,
}

/// The ring as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ring {
    /// Id of the key that new values are sealed under.
    current: u32,
    /// Data keys by id, under the master key. None is ever dropped: a tab that has not heard of a new one goes on with the old.
    keys: Map<u32, Vec<u8>>,
    slots: Vec<Slot>,
    /// Beside a person's secret in every derivation, and what a passkey is asked with.
    salt: Vec<u8>,
    /// Values may be left that are not sealed, from before there were keys.
    pub plain: bool,
    /// Values may be left that are not sealed under the current key.
    pub stale: bool,
    /// Wrong tries since the last right one, and when the last was.
    tries: u32,
    tried: i64,
    rest: Rest,
}

/// The keys of an unlocked replica.
#[derive(Clone)]
pub struct Keys<K> {
    /// Id of the key that values are sealed under.
    pub(super) current: u32,
    /// All of them.
    pub(super) by_id: Map<u32, K>,
    /// Values that are not sealed are taken as they are.
    pub(super) plain: bool,
}

impl<K> Keys<K> {
    /// Whether the key of this id is here.
    #[must_use]
    pub fn has(&self, id: u32) -> bool {
        self.by_id.contains_key(&id)
    }
}

/// What is found where a replica keeps its keys.
pub enum Found<K> {
    /// The keys: no secret is asked for.
    Open(Ring, Keys<K>),
    /// A person's secret is needed.
    Locked(Ring),
}

fn beside(id: u32) -> Vec<u8> {
    [b"innkeeper data key ".as_slice(), &id.to_be_bytes()].concat()
}

impl Ring {
    /// Reads the ring of a replica and, where no secret is asked for, its keys. A replica without a ring gets one; `plain` says whether it has values
    /// from before.
    ///
    /// # Errors
    /// When the store or the browser's keys fail, or the ring is of a newer build or damaged.
    pub async fn find<S: KeyPlace>(store: &S, salt: [u8; 32], plain: bool) -> Result<Found<S::Key>, StoreError> {
        let kept = match store.ring().await? {
            Some(kept) => kept,
            None => {
                let made = Self::make(salt, plain).await?;
                // Another tab may have made one meanwhile: that one counts.
                store.keep_ring(None, &made).await?;
                store.ring().await?.ok_or_else(damaged)?
            }
        };
        let ring = Self::decode(&kept.bytes)?;
        if ring.is_protected() {
            return Ok(Found::Locked(ring));
        }
        let master = ring.master(None, kept.tablet.as_ref(), Hold::Fixed).await.ok_or_else(damaged)?;
        let keys = ring.keys(&master).await.ok_or_else(damaged)?;
        Ok(Found::Open(ring, keys))
    }

    async fn make<K: Key>(salt: [u8; 32], plain: bool) -> Result<KeptRing<K>, NoKeys> {
        let (tablet, master, data) = (K::make(Hold::Fixed).await?, K::make(Hold::Portable).await?, K::make(Hold::Portable).await?);
        let mut keys = Map::default();
        keys.insert(1, master.wrap(&beside(1), &data).await?);
        let slots = vec![Slot { id: 1, way: Way::Tablet, since: 0, wrapped: tablet.wrap(MASTER, &master).await? }];
        let salt = salt.to_vec();
        let rest = Rest::default();
        let ring = Self { current: 1, keys, slots, salt, plain, stale: plain, tries: 0, tried: 0, rest };
        Ok(KeptRing { bytes: ring.encode(), tablet: Some(tablet) })
    }

    /// Whether a person's secret is asked for.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        self.slots.iter().all(|slot| slot.way != Way::Tablet)
    }

    /// The master key, by a person's secret or the tablet's own key.
    async fn master<K: Key>(&self, secret: Option<&Secret>, tablet: Option<&K>, hold: Hold) -> Option<K> {
        let by_secret = match secret {
            Some(secret) => Some(self.derived(secret).await.ok()?),
            None => None,
        };
        let fits = |way: &Way| match secret {
            None => *way == Way::Tablet,
            Some(Secret::Passphrase(_)) => *way == Way::Passphrase,
            Some(Secret::Passkey { credential, .. }) => matches!(way, Way::Passkey { credential: own } if own == credential),
        };
        let key: &K = by_secret.as_ref().or(tablet)?;
        for slot in self.slots.iter().filter(|slot| fits(&slot.way)) {
            if let Some(master) = key.unwrap(MASTER, &slot.wrapped, hold).await {
                return Some(master);
            }
        }
        None
    }

    /// The key a secret stands for.
    async fn derived<K: Key>(&self, secret: &Secret) -> Result<K, NoKeys> {
        match secret {
            Secret::Passphrase(text) => {
                let (memory, passes, lanes) = ARGON;
                let params = Params::new(memory, passes, lanes, Some(32)).map_err(|error| NoKeys(error.to_string()))?;
                let mut stretched = Zeroizing::new([0; 32]);
                let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                argon.hash_password_into(text.as_bytes(), &self.salt, &mut *stretched).map_err(|error| NoKeys(error.to_string()))?;
                K::derive(&*stretched, &self.salt, "innkeeper passphrase 1").await
            }
            Secret::Passkey { output, .. } => K::derive(output, &self.salt, "innkeeper passkey 1").await,
        }
    }

    /// The data keys, by the master key.
    async fn keys<K: Key>(&self, master: &K) -> Option<Keys<K>> {
        let mut by_id = Map::default();
        for (id, wrapped) in self.keys.iter() {
            by_id.insert(*id, master.unwrap(&beside(*id), wrapped, Hold::Fixed).await?);
        }
        Some(Keys { current: self.current, by_id, plain: self.plain })
    }

    /// The keys, by a person's secret; none if it is wrong.
    pub async fn unlock<K: Key>(&self, secret: &Secret) -> Option<Keys<K>> {
        let master = self.master(Some(secret), None, Hold::Fixed).await?;
        self.keys(&master).await
    }

    /// The ring with one more way in, and the keys that go with it; none if `proof` opens nothing. The first secret brings keys of its own: the old ones
    /// were open to whoever read the disk. `instead` takes another way's place.
    ///
    /// # Errors
    /// When the browser's keys fail.
    pub async fn with_way<K: Key>(
        &self,
        tablet: Option<&K>,
        proof: Option<&Secret>,
        secret: &Secret,
        instead: Option<u32>,
        now: i64,
    ) -> Result<Option<(KeptRing<K>, Keys<K>)>, NoKeys> {
        let proof = proof.filter(|_| self.is_protected());
        if proof.is_none() && self.is_protected() {
            return Ok(None);
        }
        let Some(mut master) = self.master(proof, tablet, Hold::Portable).await else { return Ok(None) };
        let mut ring = self.clone();
        if !self.is_protected() {
            let fresh = K::make(Hold::Portable).await?;
            for (id, wrapped) in ring.keys.iter_mut() {
                let Some(key) = master.unwrap(&beside(*id), wrapped, Hold::Portable).await else { return Ok(None) };
                *wrapped = fresh.wrap(&beside(*id), &key).await?;
            }
            ring.current += 1;
            ring.keys.insert(ring.current, fresh.wrap(&beside(ring.current), &K::make(Hold::Portable).await?).await?);
            ring.stale = true;
            ring.slots.clear();
            master = fresh;
        }
        ring.slots.retain(|slot| Some(slot.id) != instead);
        let way = match secret {
            Secret::Passphrase(_) => Way::Passphrase,
            Secret::Passkey { credential, .. } => Way::Passkey { credential: credential.clone() },
        };
        let id = self.slots.iter().map(|slot| slot.id).max().unwrap_or(0) + 1;
        let key: K = self.derived(secret).await?;
        ring.slots.push(Slot { id, way, since: now, wrapped: key.wrap(MASTER, &master).await? });
        let keys = ring.keys(&master).await.ok_or_else(|| NoKeys("a key just wrapped does not open".to_owned()))?;
        Ok(Some((KeptRing { bytes: ring.encode(), tablet: None }, keys)))
    }

    /// The ring without a way in; none if `proof` opens nothing. Without any secret the tablet's own key opens it again.
    ///
    /// # Errors
    /// When the browser's keys fail.
    pub async fn without_way<K: Key>(&self, proof: &Secret, slot: u32) -> Result<Option<KeptRing<K>>, NoKeys> {
        let Some(master) = self.master::<K>(Some(proof), None, Hold::Portable).await else { return Ok(None) };
        let mut ring = self.clone();
        ring.slots.retain(|known| known.id != slot);
        let mut tablet = None;
        if ring.slots.is_empty() {
            let own = K::make(Hold::Fixed).await?;
            ring.slots.push(Slot { id: slot + 1, way: Way::Tablet, since: 0, wrapped: own.wrap(MASTER, &master).await? });
            tablet = Some(own);
        }
        Ok(Some(KeptRing { bytes: ring.encode(), tablet }))
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

    /// After a wrong try, or after the right one.
    #[must_use]
    pub fn tried(&self, right: bool, now: i64) -> Self {
        let tries = if right { 0 } else { self.tries.saturating_add(1) };
        Self { tries, tried: now, ..self.clone() }
    }

    /// Milliseconds until the next try is heard. A clock that was moved back makes nobody wait longer than the longest wait.
    #[must_use]
    pub fn wait(&self, now: i64) -> i64 {
        let Some(over) = self.tries.checked_sub(FREE_TRIES) else { return 0 };
        let wait = WAIT_MS.checked_shl(over.min(16)).unwrap_or(WAIT_MAX_MS).min(WAIT_MAX_MS);
        (self.tried + wait - now).clamp(0, wait)
    }

    /// Whether there were wrong tries since the last right one.
    #[must_use]
    pub fn has_tries(&self) -> bool {
        self.tries > 0
    }

    /// With other times of rest.
    #[must_use]
    pub fn resting(&self, rest: Rest) -> Self {
        Self { rest, ..self.clone() }
    }

    /// When it locks itself; nothing where no secret would be asked for.
    #[must_use]
    pub fn rest(&self) -> Option<Rest> {
        self.is_protected().then_some(self.rest)
    }

    /// What pages may know of it.
    #[must_use]
    pub fn view(&self, now: i64) -> ProtectionView {
        let kind = |way: &Way| match way {
            Way::Tablet => None,
            Way::Passphrase => Some(WayKind::Passphrase),
            Way::Passkey { credential } => Some(WayKind::Passkey(credential.clone())),
        };
        let ways = self.slots.iter().filter_map(|slot| Some(WayIn { id: slot.id, kind: kind(&slot.way)?, since: slot.since }));
        ProtectionView { ways: ways.collect(), salt: self.salt.clone(), rest: self.rest, sealing: self.stale, wait_ms: self.wait(now) }
    }

    /// As it is stored.
    ///
    /// # Panics
    /// Never: a ring is plain data.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [[VERSION].as_slice(), &postcard::to_allocvec(self).expect("plain data")].concat()
    }

    /// The ring in these bytes.
    ///
    /// # Errors
    /// When they are damaged or of a newer build.
    pub fn decode(bytes: &[u8]) -> Result<Self, StoreError> {
        let (version, ring) = bytes.split_first().ok_or_else(damaged)?;
        if *version != VERSION {
            return Err(StoreError::Newer);
        }
        postcard::from_bytes(ring).map_err(|_| damaged())
    }
}

fn damaged() -> StoreError {
    StoreError::Lost { name: "NoKeys".to_owned(), message: "the replica's keys are damaged".to_owned() }
}
