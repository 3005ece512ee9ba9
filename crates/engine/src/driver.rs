//! Signing in, sending and fetching: one leading tab talks to the server, the others follow what it stores.

use futures::FutureExt;
use futures::future::{Either, select};
use innkeeper_sync::client::Take;
use innkeeper_sync::id::{DeviceId, RootId, Seq};
use innkeeper_sync::wire::{Approver, Before, Enrol, Enrolled, Pulled, Pushed, Refused, StatusReport};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::pin::pin;

use crate::deeds::problem;
use crate::engine::{DONE, Engine, Opened, World, read_journal, storage_problem};
use crate::ports::{
    Clock, HttpAnswer, HttpRequest, JSON, Meta, Storage, Store, StoreError, StoreName, TabNews, Tabs, Transport, Write, WriteBatch,
};
use crate::protocol::{EngineProblem, Outcome, Phase};
use crate::session::{Session, SignedIn};

/// First pause after the server was not reached, milliseconds; doubles up to [`PAUSE_MAX`].
const PAUSE_MIN: u32 = 2_000;
/// Longest pause, milliseconds.
const PAUSE_MAX: u32 = 5 * 60_000;
/// With changes waiting, or without pokes, look at least this often, milliseconds.
const LOOK: u32 = 30_000;
/// Pause between a save and its push, milliseconds: several quick saves go together.
const GATHER: u32 = 250;

/// Pause before what is stored is asked for again, milliseconds.
const REOPEN: u32 = 1_000;

/// A change this old is reported before it is sent, milliseconds.
const WAITED: i64 = 60_000;

/// Why a call to the server gave nothing.
#[derive(Clone, Debug)]
pub(crate) enum CallError {
    /// Not reached, or a fault on the way: try again later.
    Later(Option<u32>),
    /// A refusal the protocol knows.
    Refused(Refused),
    /// A refusal for people.
    Said(EngineProblem),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for CallError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What somebody who looks after the tablets wants to know at once; the rest of a report may be a minute old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    dev: DeviceId,
    pending: u64,
    oldest: Option<i64>,
    persisted: bool,
}

/// A report that says nothing new is sent this long after the last, milliseconds: requests of a device are counted.
const SAME_AGAIN: i64 = 60_000;

/// What the engine reads of a problem document.
#[derive(Deserialize)]
struct ProblemBody {
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    sync: Option<Refused>,
}

impl<W: World> Engine<W> {
    pub(crate) async fn call<T: DeserializeOwned>(&self, method: &'static str, path: &str, body: Vec<u8>) -> Result<T, CallError> {
        let answer = self.send(method, path, body).await?;
        serde_json::from_slice(&answer.body).map_err(|_| CallError::Later(None))
    }

    pub(crate) async fn send(&self, method: &'static str, path: &str, body: Vec<u8>) -> Result<HttpAnswer, CallError> {
        let device = self.with_opened(|o| o.session.certificate.clone());
        let request = HttpRequest { method, path: path.to_owned(), device, kind: JSON, body };
        let answer = self.transport.send(request).await.map_err(|_| CallError::Later(None))?;
        if (200..300).contains(&answer.status) {
            let mut memory = self.memory.borrow_mut();
            memory.last_contact = Some(self.clock.wall());
            return Ok(answer);
        }
        let said: Option<ProblemBody> = serde_json::from_slice(&answer.body).ok();
        Err(match (answer.status, said) {
            (_, Some(ProblemBody { sync: Some(refused), .. })) => CallError::Refused(refused),
            (401, _) => CallError::Refused(Refused::SignIn),
            (429 | 500..=599, _) => CallError::Later(answer.retry_after),
            (_, Some(ProblemBody { key: Some(key), .. })) => CallError::Said(problem(&key, false)),
            _ => CallError::Later(None),
        })
    }

    /// What cannot be read is never taken for nothing: a tablet made anew would leave behind what waits in it.
    pub(crate) async fn load(&self) {
        while let Err(error) = self.open_current().await {
            let mut said = storage_problem(&error);
            if matches!(error, StoreError::Stalled | StoreError::Lost { .. }) {
                "problem-storage-unread".clone_into(&mut said.text);
            }
            self.memory.borrow_mut().trouble = Some(said);
            self.show_all().await;
            self.clock.sleep(REOPEN).await;
        }
        self.memory.borrow_mut().trouble = None;
        if matches!(self.memory.borrow().phase, Phase::Loading) {
            self.greet().await;
        }
        self.show_all().await;
    }

    async fn open_current(&self) -> Result<(), StoreError> {
        if let Some(name) = self.storage.current().await? { self.open(&name).await } else { Ok(()) }
    }

    /// Asks who is signed in and sets the phase by it. A replica that is here is used, reached or not.
    pub(crate) async fn greet(&self) {
        let asked = self.call::<SignedIn>("GET", "/api/session", Vec::new()).await;
        let session = self.with_opened(|o| (o.session.clone(), o.replica.is_some()));
        let ready = |session: &Session, whole: bool| match whole {
            true if !session.signed_out => self.ready(),
            true => Phase::SignedOut,
            false => Phase::FirstSync { done: 0, total: 0 },
        };
        let phase = match (asked, session) {
            (Ok(person), Some((session, whole))) => match self.resume(person, session, whole).await {
                Ok(phase) => phase,
                Err(_) => Phase::SignedOut,
            },
            (Ok(person), None) => Phase::Enrol { may_approve: person.may_manage_devices, name: person.name.clone() }
                .also(|| self.memory.borrow_mut().signed_in = Some(person)),
            (Err(CallError::Refused(_) | CallError::Said(_)), Some((session, whole))) => {
                {
                    let mut memory = self.memory.borrow_mut();
                    (memory.sign_in_needed, memory.session_due) = (true, false);
                }
                ready(&session, whole)
            }
            (Err(_), Some((session, whole))) => ready(&session, whole),
            (Err(_), None) => Phase::SignedOut,
        };
        self.enter(phase).await;
    }

    /// Somebody is signed in and a device is here: the same person goes on; another one with the same projection gets a key of their own.
    async fn resume(&self, person: SignedIn, mut session: Session, whole: bool) -> Result<Phase, CallError> {
        if session.signed_out && person.session == session.person.session {
            // Signed out without a network: the server has not heard of it yet, and the cookie must let nobody in.
            let _ = self.send("POST", "/logout", Vec::new()).await;
            return Ok(Phase::SignedOut);
        }
        let known = session.keys.contains_key(&person.user);
        if !known {
            let answer = self.enrol_again().await?;
            if answer.dev != session.dev || answer.projection != session.projection {
                // Another projection is another replica. What waits in this one goes out first, under its authors' keys; what cannot stays in it.
                let _ = self.push_all().await;
                let _ = self.report().await;
                let length = answer.lease_until - answer.now;
                self.adopt(Session::enrolled(person, answer), length).await?;
                return Ok(Phase::FirstSync { done: 0, total: 0 });
            }
            session.keys.insert(answer.user, answer.author_key);
            session.lease_until = answer.lease_until;
        }
        if session.person != person || session.signed_out || !known {
            session.person = person;
            session.signed_out = false;
            self.keep_session(session).await?;
        }
        {
            let mut memory = self.memory.borrow_mut();
            (memory.sign_in_needed, memory.session_due) = (false, false);
        }
        Ok(if whole { self.ready() } else { Phase::FirstSync { done: 0, total: 0 } })
    }

    /// What the server gives this device for the person who is signed in: keys of theirs, and a number of its own where what may be held changed.
    pub(crate) async fn enrol_again(&self) -> Result<Enrolled, CallError> {
        let enrol = Enrol { name: String::new(), approver: None, before: None };
        self.call("POST", "/sync/v1/enrol", serde_json::to_vec(&enrol).expect("plain data")).await
    }

    async fn keep_session(&self, session: Session) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        store.commit(WriteBatch::strict(vec![put_json(Meta::Session, &session)])).await?;
        if let Some(opened) = &mut self.memory.borrow_mut().opened {
            opened.session = session;
        }
        Ok(())
    }

    /// Makes a store for a new device number and makes it the current one.
    pub(crate) async fn adopt(&self, session: Session, lease: i64) -> Result<(), StoreError> {
        let name = session.database();
        let Some(store) = self.sealed(&name).await? else { return Ok(()) };
        self.begin_lease(&store, lease).await?;
        store.commit(WriteBatch::strict(vec![put_json(Meta::Session, &session)])).await?;
        drop(store);
        self.storage.set_current(&name).await?;
        self.open(&name).await
    }

    pub(crate) async fn enrol(
        &self,
        name: String,
        approver: Option<(String, String)>,
        before: Option<(DeviceId, u64)>,
    ) -> Result<Outcome, EngineProblem> {
        let approver = approver.map(|(email, password)| Approver { email, password });
        let before = before.map(|(dev, pending)| Before { dev, pending });
        let body = serde_json::to_vec(&Enrol { name, approver, before }).expect("plain data");
        let person = self.memory.borrow().signed_in.clone().ok_or_else(|| problem("problem-sign-in-first", false))?;
        let answer: Enrolled = self.call("POST", "/sync/v1/enrol", body).await.map_err(|e| said(&e))?;
        let length = answer.lease_until - answer.now;
        self.adopt(Session::enrolled(person, answer), length).await.map_err(|e| storage_problem(&e))?;
        self.enter(Phase::FirstSync { done: 0, total: 0 }).await;
        self.work.ring();
        Ok(DONE)
    }

    pub(crate) async fn sign_out(&self) -> Result<Outcome, EngineProblem> {
        if let Some(mut session) = self.with_opened(|o| o.session.clone()) {
            session.signed_out = true;
            self.keep_session(session).await.map_err(|e| storage_problem(&e))?;
        }
        // Without a network the cookie stays; the app is locked all the same.
        let _ = self.send("POST", "/logout", Vec::new()).await;
        self.enter(Phase::SignedOut).await;
        Ok(DONE)
    }

    /// Sends and fetches while this tab leads.
    pub(crate) async fn drive(&self) {
        let mut pause = PAUSE_MIN;
        let mut leading: Option<String> = None;
        loop {
            let opened = self.with_opened(|o| (o.session.database(), o.session.dev));
            let database = opened.as_ref().map(|(name, _)| name.clone());
            if let Some((name, dev)) = &opened
                && leading.as_ref() != Some(name)
            {
                self.await_lead(name, *dev).await;
                self.take_generation().await;
                leading = database.clone();
            } else if database.is_some() && self.with_opened(|o| o.generation) == Some(0) {
                // Locked and unlocked meanwhile.
                self.take_generation().await;
            }
            let signed_in = self.memory.borrow().signed_in();
            let wait = match database {
                Some(_) if signed_in => match self.work_once().await {
                    Ok(()) => {
                        pause = PAUSE_MIN;
                        LOOK
                    }
                    Err(error) => {
                        let wait = self.failed(error, pause).await;
                        pause = (pause * 2).min(PAUSE_MAX);
                        wait
                    }
                },
                _ => PAUSE_MAX,
            };
            self.pause(wait, signed_in).await;
        }
    }

    /// Waits for work, a poke of the server, or the time to be over.
    async fn pause(&self, wait: u32, listens: bool) {
        let jitter = u32::from(self.clock.random()[0]) * wait / 1024;
        let work = self.work.wait();
        let time = self.clock.sleep(wait + jitter);
        if listens {
            let poked = self.news();
            futures::select_biased! {
                () = pin!(work.fuse()) => self.clock.sleep(GATHER).await,
                () = pin!(poked.fuse()) => {},
                () = pin!(time.fuse()) => {},
            }
        } else if let Either::Left(_) = select(pin!(work), pin!(time)).await {
            // Enrolled or signed in: go on at once.
        }
    }

    /// Resolves at a poke that may mean work. That the log ends where the cursor is means none: so does each own push.
    async fn news(&self) {
        while let Some(head) = self.transport.poked().await {
            if !self.is_at_end(head) {
                return;
            }
        }
    }

    /// Whether all of a log that ends at `head` is here, the last try went well, and nothing waits to be sent.
    fn is_at_end(&self, head: Seq) -> bool {
        let memory = self.memory.borrow();
        memory.next_try.is_none() && memory.replica().is_some_and(|r| r.cursor == head && r.outbox.range(r.acked + 1..).next().is_none())
    }

    async fn work_once(&self) -> Result<(), CallError> {
        self.recover_rescued().await;
        let asks = {
            let memory = self.memory.borrow();
            memory.sign_in_needed || memory.session_due
        };
        if asks {
            self.greet().await;
        }
        if self.memory.borrow().replica().is_none() {
            self.copy_all().await?;
        }
        if self.waits_long() {
            // What cannot be reported is sent all the same.
            let _ = self.report().await;
        }
        self.hand_back_all().await?;
        let pushed = self.push_all().await?;
        let pulled = self.pull_all().await?;
        self.drop_spent().await?;
        self.checkpoint_if_due().await?;
        self.memory.borrow_mut().next_try = None;
        if pushed || pulled {
            self.report().await?;
        }
        self.show_all().await;
        Ok(())
    }

    /// Whether a change has waited so long that whoever looks after the tablets should hear of it, whatever becomes of the push.
    fn waits_long(&self) -> bool {
        let memory = self.memory.borrow();
        let oldest = memory.replica().and_then(|r| r.outbox.range(r.acked + 1..).next().map(|(_, p)| p.op.hlc.ms()));
        oldest.is_some_and(|at| self.clock.wall() - at > WAITED)
    }

    /// What to do after a failure; gives the pause.
    async fn failed(&self, error: CallError, pause: u32) -> u32 {
        let mut wait = pause;
        match error {
            CallError::Later(after) => wait = after.map_or(pause, |s| s.saturating_mul(1000).min(PAUSE_MAX)),
            CallError::Refused(Refused::Wipe) if self.locked_out().await.unwrap_or(false) => return PAUSE_MAX,
            CallError::Refused(Refused::SignIn | Refused::Wipe) => {
                self.memory.borrow_mut().sign_in_needed = true;
                // The device is still known: whoever looks after the tablets hears how much waits.
                let _ = self.report().await;
            }
            CallError::Refused(Refused::Epoch { .. } | Refused::Snapshot) => {
                self.memory.borrow_mut().session_due = true;
                if self.copy_all().await.is_ok() {
                    wait = GATHER;
                }
            }
            CallError::Refused(Refused::Reproject) => {
                if self.reproject().await.unwrap_or(false) {
                    wait = GATHER;
                }
            }
            // What waits has been pushed before anything was asked for.
            CallError::Refused(Refused::Upgrade) => self.memory.borrow_mut().outdated = true,
            CallError::Refused(_) => {}
            CallError::Said(said) => self.memory.borrow_mut().trouble = Some(said),
            // Another tab leads now; this one goes on following.
            CallError::Store(StoreError::Fenced) => self.take_generation().await,
            CallError::Store(error) => {
                // A write that stalled may be there or not: what is in memory is only good again after it was read.
                let read = self.reload().await;
                self.memory.borrow_mut().trouble = Some(storage_problem(&read.err().unwrap_or(error)));
            }
        }
        self.memory.borrow_mut().next_try = Some(self.clock.wall() + i64::from(wait));
        self.show_all().await;
        wait
    }

    /// Pushes whole groups until all are in the log. Gives whether anything was pushed.
    async fn push_all(&self) -> Result<bool, CallError> {
        let mut any = false;
        loop {
            self.fill_holes().await?;
            let push = {
                let mut memory = self.memory.borrow_mut();
                let wall = self.clock.wall();
                let Some(opened) = &memory.opened else { return Ok(any) };
                let Some(replica) = &opened.replica else { return Ok(any) };
                let session = &opened.session;
                let push = replica.next_push(wall, &|by| session.key(by));
                let from = replica.acked + 1;
                let ops: usize = push.iter().flat_map(|p| &p.runs).filter_map(|r| r.parse().ok()).map(|ops| ops.len()).sum();
                memory.sending = push.as_ref().map(|_| (from, from + ops as u64 - 1));
                push
            };
            let Some(push) = push else { return Ok(any) };
            self.show_all().await;
            let body = serde_json::to_vec(&push).expect("plain data");
            let answer = self.call::<Pushed>("POST", "/sync/v1/push", body).await;
            self.memory.borrow_mut().sending = None;
            match answer {
                Ok(answer) => {
                    let wall = self.clock.wall();
                    if let Some(replica) = self.memory.borrow_mut().replica_mut() {
                        replica.pushed(&answer, wall);
                    }
                    any = true;
                }
                Err(CallError::Refused(refused @ Refused::Gap { .. })) => {
                    let known = |m: &mut crate::engine::Memory<_>| m.replica_mut().is_some_and(|r| r.refused(refused));
                    known(&mut self.memory.borrow_mut());
                    if any {
                        return Err(CallError::Later(None));
                    }
                    any = true;
                }
                Err(error) => return Err(error),
            }
            self.show_all().await;
        }
    }

    /// Pulls until there is no more. Gives whether anything came.
    async fn pull_all(&self) -> Result<bool, CallError> {
        let mut any = false;
        loop {
            let Some(query) = self.memory.borrow().replica().map(innkeeper_sync::client::Replica::pull) else { return Ok(any) };
            let path = format!(
                "/sync/v1/pull?epoch={}&cursor={}&chain={}&projection={}",
                query.epoch,
                query.cursor,
                query.chain,
                // Between the names of spaces it would be read as a blank.
                query.projection.replace('+', "%2B")
            );
            let answer = self.send("GET", &path, Vec::new()).await?;
            let pulled: Pulled = serde_json::from_slice(&answer.body).map_err(|_| CallError::Later(None))?;
            self.memory.borrow_mut().outdated = false;
            self.met_server().await?;
            let wall = self.clock.wall();
            let take = {
                let mut memory = self.memory.borrow_mut();
                let Some(replica) = memory.replica_mut() else { return Ok(any) };
                let take = replica.take(&pulled);
                if take != Take::Snapshot {
                    replica.heard(&pulled, wall);
                }
                take
            };
            match take {
                Take::Ignore => return Ok(any),
                Take::Snapshot => {
                    self.copy_all().await?;
                    any = true;
                }
                Take::Journal => {
                    self.append_journal(&answer.body).await?;
                    any = true;
                    if !pulled.more {
                        return Ok(any);
                    }
                }
            }
        }
    }

    /// Stores an answer to a pull as it came, cursor and rows in one value, then takes it up.
    async fn append_journal(&self, body: &[u8]) -> Result<(), CallError> {
        let Some((store, generation)) = self.with_opened(|o| (o.store.clone(), o.generation)) else { return Ok(()) };
        let write = Write::Append(StoreName::Journal, body.to_vec());
        store.commit(WriteBatch::of(vec![write]).fenced(generation)).await?;
        self.catch_up_journal().await?;
        self.tabs.tell(TabNews::Journal);
        Ok(())
    }

    /// Reads what is new in the journal, this tab's or the leader's, and shows it.
    pub(crate) async fn catch_up_journal(&self) -> Result<(), StoreError> {
        let Some((store, after)) = self.with_opened(|o| (o.store.clone(), o.journal_key)) else { return Ok(()) };
        let values = read_journal(&*store, after).await?;
        let mut roots: BTreeSet<RootId> = BTreeSet::new();
        {
            let mut memory = self.memory.borrow_mut();
            let Some(opened) = &mut memory.opened else { return Ok(()) };
            for (key, pulled, bytes) in values {
                if key <= opened.journal_key {
                    continue;
                }
                opened.journal_key = key;
                let Some(replica) = &mut opened.replica else { continue };
                if replica.continues(&pulled) {
                    let start = replica.journaled(pulled, bytes);
                    roots.extend(replica.journal[start..].iter().map(|row| row.op.root));
                } else {
                    replica.passed_over(pulled);
                }
            }
        }
        self.refresh(&roots).await
    }

    /// Own ops that are safe on the server's second disk leave the outbox.
    async fn drop_spent(&self) -> Result<(), CallError> {
        let spent = self.memory.borrow().replica().map(innkeeper_sync::client::Replica::spent).unwrap_or_default();
        let place = self.with_opened(|o| (o.store.clone(), o.generation)).filter(|_| !spent.is_empty());
        let Some((store, generation)) = place else { return Ok(()) };
        let writes = spent.iter().map(|n| Write::Delete(StoreName::Outbox, *n)).collect();
        store.commit(WriteBatch::of(writes).fenced(generation)).await?;
        if let Some(replica) = self.memory.borrow_mut().replica_mut() {
            replica.dropped(&spent);
        }
        Ok(())
    }

    /// Tells the server how this device is.
    async fn report(&self) -> Result<(), CallError> {
        let (persisted, usage, quota) = self.storage.estimate().await;
        let wall = self.clock.wall();
        let (condition, clock_off) = {
            let memory = self.memory.borrow();
            let Some(Opened { session, replica: Some(replica), .. }) = &memory.opened else { return Ok(()) };
            let oldest = replica.outbox.range(replica.acked + 1..).next().map(|(_, p)| p.op.hlc.ms());
            let condition = Condition { dev: session.dev, pending: u64::from(memory.unsent_changes()), oldest, persisted };
            if memory.reported.is_some_and(|(told, at)| told == condition && (at..at + SAME_AGAIN).contains(&wall)) {
                return Ok(());
            }
            // The server's clock is this device's with the offset added.
            (condition, Some(-replica.meta.clock.offset_ms))
        };
        let Condition { pending, oldest, .. } = condition;
        let app = env!("CARGO_PKG_VERSION").to_owned();
        let report = StatusReport { pending, oldest, persisted, usage, quota, app, clock_off };
        self.send("POST", "/sync/v1/status", serde_json::to_vec(&report).expect("plain data")).await?;
        self.memory.borrow_mut().reported = Some((condition, wall));
        Ok(())
    }
}

impl<S> crate::engine::Memory<S> {
    /// Somebody works here: the phase has a replica, or one on its way.
    fn signed_in(&self) -> bool {
        matches!(self.phase, Phase::Ready | Phase::LeaseOver { .. } | Phase::FirstSync { .. })
    }
}

impl Phase {
    fn also(self, f: impl FnOnce()) -> Self {
        f();
        self
    }
}

/// A JSON value for `meta`.
pub(crate) fn put_json(key: Meta, value: &impl serde::Serialize) -> Write {
    let json = serde_json::to_vec(value).expect("plain data");
    Write::Put(StoreName::Meta, key as u64, json)
}

fn said(error: &CallError) -> EngineProblem {
    match error {
        CallError::Later(_) => problem("problem-server-not-reached", true),
        CallError::Refused(Refused::SignIn) => problem("problem-sign-in-first", false),
        CallError::Refused(_) => problem("problem-server-refused", false),
        CallError::Said(said) => said.clone(),
        CallError::Store(error) => storage_problem(error),
    }
}
