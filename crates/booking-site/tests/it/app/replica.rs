//! A tablet that keeps what it holds by the client's own rules: the replica that the app runs, with memory for its store.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_sync::carry::{FORM, Head, PURPOSE, Unsent, key_name};
use innkeeper_sync::client::{Meta, Replica, Standing, Take};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::UserId;
use innkeeper_sync::wire::{Enrolled, HandedBack, Manifest, Pulled, Pushed};
use rustls::crypto::aws_lc_rs::hpke::DH_KEM_P256_HKDF_SHA256_AES_256 as HPKE;
use rustls::crypto::hpke::{Hpke, HpkePublicKey};
use uuid::Uuid;

use super::{Answer, Tablet, TestApp};

/// What a tablet holds, whichever server it talks to.
pub struct Held {
    pub replica: Replica,
    enrolled: Enrolled,
    next: u64,
    /// Values kept to be handed back.
    kept: BTreeMap<u64, Vec<u8>>,
}

impl Held {
    pub fn new(tablet: &Tablet<'_>) -> Self {
        let meta = Meta::enrolled(&tablet.enrolled, tablet.app().now());
        Self {
            replica: Replica::load(meta, Vec::new(), BTreeMap::new()),
            enrolled: tablet.enrolled.clone(),
            next: 1,
            kept: BTreeMap::new(),
        }
    }

    /// One action, saved on the tablet. Gives the number of its first op.
    pub fn saves(&mut self, drafts: Vec<Draft>, now: i64) -> u64 {
        let first = self.next;
        let values = self.replica.compose(drafts, self.enrolled.user, Uuid::new_v4(), now);
        self.next += values.len() as u64;
        self.replica.saved((first..).zip(values));
        first
    }

    /// Where an op stands.
    pub fn standing(&self, n: u64) -> Standing {
        self.replica.standing(n)
    }

    /// Who works on it.
    pub fn user(&self) -> UserId {
        self.enrolled.user
    }

    /// A file of what is here from after an op on (0: from the first that is held), sealed to this key.
    pub fn file(&self, public: &[u8], after: u64, now: i64) -> Vec<u8> {
        let key = innkeeper_booking_site::hex::decode(&self.enrolled.author_key).expect("a key in hex");
        let start = if after == 0 { self.replica.held_from() } else { after };
        let (push, last) = self.replica.push_after(start, now, &|_| Some(key.clone())).expect("something is here");
        let head = Head { form: FORM.to_owned(), hotel: key_name(public), dev: push.dev, changes: 0, first: start + 1, last };
        sealed(public, &head, &Unsent { certificate: self.enrolled.certificate.clone(), pushes: vec![push] })
    }

    /// Loses what it had pulled and keeps what was written on it.
    pub fn forgets(&mut self) {
        let dev = self.replica.meta.dev;
        self.replica.journal.retain(|row| row.dev == dev);
    }

    /// The same tablet at another server, signed in anew there.
    pub async fn at<'a>(&self, app: &'a TestApp, name: &str) -> Tablet<'a> {
        let person = app.sign_in(name).await.and("innkeeper-device", &self.enrolled.certificate);
        Tablet { person, enrolled: self.enrolled.clone(), name: String::new() }
    }

    /// Sends and fetches until nothing is left to do, as the driver does. Gives how many snapshots that took.
    pub async fn syncs(&mut self, tablet: &Tablet<'_>) -> u32 {
        let key = innkeeper_booking_site::hex::decode(&self.enrolled.author_key).expect("a key in hex");
        let mut snapshots = 0;
        loop {
            let now = tablet.app().now();
            if let Some(key) = self.replica.due() {
                snapshots += self.hands_back(tablet, key).await;
                continue;
            }
            if let Some(push) = self.replica.next_push(now, &|_| Some(key.clone())) {
                let answer = tablet.send_push(&push).await;
                match answer.status.is_success() {
                    true => self.replica.pushed(&answer.json::<Pushed>(), now),
                    false => snapshots += self.is_refused(tablet, &answer).await,
                }
                continue;
            }
            let query = self.replica.pull();
            let path = format!(
                "/sync/v1/pull?epoch={}&cursor={}&chain={}&projection={}",
                query.epoch, query.cursor, query.chain, query.projection
            );
            let answer = tablet.get(&path).await;
            if !answer.status.is_success() {
                snapshots += self.is_refused(tablet, &answer).await;
                continue;
            }
            let pulled: Pulled = answer.json();
            match self.replica.take(&pulled) {
                Take::Snapshot => snapshots += self.takes_a_snapshot(tablet).await,
                Take::Ignore => {
                    self.replica.heard(&pulled, now);
                    if self.replica.next_push(now, &|_| Some(key.clone())).is_none() {
                        break;
                    }
                }
                Take::Journal => {
                    self.replica.heard(&pulled, now);
                    self.replica.journaled(pulled, 0);
                }
            }
        }
        let spent = self.replica.spent();
        self.replica.dropped(&spent);
        snapshots
    }

    async fn is_refused(&mut self, tablet: &Tablet<'_>, answer: &Answer) -> u32 {
        match self.replica.refused(answer.refused()) {
            true => self.takes_a_snapshot(tablet).await,
            false => 0,
        }
    }

    async fn takes_a_snapshot(&mut self, tablet: &Tablet<'_>) -> u32 {
        let manifest: Manifest = tablet.get("/sync/v1/snapshot").await.json();
        let turn = self.replica.from_snapshot(&manifest, BTreeSet::new(), tablet.app().now());
        self.kept.extend(turn.keep);
        self.replica.restarted(turn.meta);
        1
    }

    async fn hands_back(&mut self, tablet: &Tablet<'_>, key: u64) -> u32 {
        let requests = self.replica.hand_back(&self.kept[&key]).expect("what was kept");
        for request in &requests {
            let answer = tablet.post("/sync/v1/hand-back", request).await;
            if !answer.status.is_success() {
                return self.is_refused(tablet, &answer).await;
            }
            if let Some(meta) = self.replica.handed(key, &answer.json::<HandedBack>()).filter(|_| Some(request) == requests.last()) {
                self.replica.meta = meta;
            }
        }
        0
    }
}

/// A file of this content, sealed as any program could.
pub fn sealed(public: &[u8], head: &Head, unsent: &Unsent) -> Vec<u8> {
    let (line, plain) = (head.line(), serde_json::to_vec(unsent).expect("plain data"));
    let (share, text) = HPKE.seal(PURPOSE, &line, &plain, &HpkePublicKey(public.to_vec())).expect("a point");
    [line, share.0, text].concat()
}
