//! The engine of one tab: what is in memory, how it is read, and how changes reach the pages that watch.
//!
//! Memory follows the store: a change is taken up after its commit, then shown. Sending and fetching are in [`crate::driver`], first copies and
//! checkpoints in [`crate::copy`], what people do in [`crate::deeds`].

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use innkeeper_domain::{Entity, access};
use innkeeper_sync::client::{Meta as ReplicaMeta, OutboxValue, Replica};
use innkeeper_sync::hlc::OFFSET_WARNING_MS;
use innkeeper_sync::id::{Dot, RootId};
use innkeeper_sync::page::Page;
use innkeeper_sync::row::Status;
use innkeeper_sync::sealed;
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::Pulled;
use serde::{Deserialize, Serialize};

use crate::columns::{Columns, NO_PAGE};
use crate::directory::Directory;
use crate::facts::GuestFacts;
use crate::guest_view::{Context, guest_view};
use crate::list::{GuestList, WINDOW_MAX};
use crate::outbox_view::{Sending, outbox_view};
use crate::ports::{Clock, Meta, Storage, Store, StoreError, StoreName, Tabs, Transport};
use crate::protocol::{
    Ask, EngineProblem, FromEngine, GuestsQuery, GuestsView, Outcome, Phase, Pill, Query, StatusView, ToEngine, Told, View,
};
use crate::session::{Session, SignedIn};
use crate::signal::Bell;

/// The world an engine lives in.
pub trait World {
    /// Opens stores.
    type Storage: Storage;
    /// The way to the server.
    type Transport: Transport;
    /// Time and chance.
    type Clock: Clock;
    /// Other tabs.
    type Tabs: Tabs;
}

type StoreOf<W> = <<W as World>::Storage as Storage>::Store;

/// What `meta` holds of the replica.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its own picture.
    pub replica: ReplicaMeta,
    /// Key of its first page: a new copy is written beside the old one.
    pub page_base: u64,
    /// Number of pages.
    pub pages: u32,
}

/// An open replica.
pub struct Opened<S> {
    /// Its store.
    pub store: Rc<S>,
    /// Who works here.
    pub session: Session,
    /// The replica, once the first copy is whole.
    pub replica: Option<Replica>,
    /// Key of its first page.
    pub page_base: u64,
    /// Number of its pages.
    pub pages: u32,
    /// Last journal key read.
    pub journal_key: u64,
    /// Fencing generation this tab took when it began to lead; 0 while it follows.
    pub generation: u64,
}

/// Decoded pages that were read last.
const PAGES_KEPT: usize = 48;

/// Everything in memory.
pub struct Memory<S> {
    pub(crate) phase: Phase,
    pub(crate) opened: Option<Opened<S>>,
    pub(crate) columns: Columns,
    pub(crate) directory: Directory,
    pub(crate) list: GuestList,
    pub(crate) sending: Sending,
    pub(crate) last_contact: Option<i64>,
    pub(crate) next_try: Option<i64>,
    pub(crate) sign_in_needed: bool,
    pub(crate) trouble: Option<EngineProblem>,
    pub(crate) signed_in: Option<SignedIn>,
    watched: BTreeMap<u32, Watched>,
    pages: Vec<(u64, Rc<Page>)>,
}

struct Watched {
    query: Query,
    last: Option<View>,
}

/// The engine.
pub struct Engine<W: World> {
    pub(crate) storage: W::Storage,
    pub(crate) transport: W::Transport,
    pub(crate) clock: W::Clock,
    pub(crate) tabs: W::Tabs,
    pub(crate) memory: RefCell<Memory<StoreOf<W>>>,
    /// Rung when there is something to send or fetch.
    pub(crate) work: Bell,
    outlet: Box<dyn Fn(FromEngine)>,
}

impl<W: World> Engine<W> {
    /// An engine that tells pages through `outlet`. Nothing happens before [`Engine::run`].
    pub fn new(storage: W::Storage, transport: W::Transport, clock: W::Clock, tabs: W::Tabs, outlet: Box<dyn Fn(FromEngine)>) -> Self {
        let memory = Memory {
            phase: Phase::Loading,
            opened: None,
            columns: Columns::default(),
            directory: Directory::default(),
            list: GuestList::default(),
            sending: None,
            last_contact: None,
            next_try: None,
            sign_in_needed: false,
            trouble: None,
            signed_in: None,
            watched: BTreeMap::new(),
            pages: Vec::new(),
        };
        Self { storage, transport, clock, tabs, memory: RefCell::new(memory), work: Bell::default(), outlet }
    }

    /// Takes a message from a page.
    pub async fn handle(&self, message: ToEngine) {
        let ToEngine { id, ask } = message;
        match ask {
            Ask::Watch(query) | Ask::Rewatch(query) => {
                let watched = Watched { query, last: None };
                self.memory.borrow_mut().watched.insert(id, watched);
                self.show(id).await;
            }
            Ask::Close => {
                self.memory.borrow_mut().watched.remove(&id);
            }
            Ask::Do(command) => {
                let told = match self.perform(command).await {
                    Ok(outcome) => Told::Done(outcome),
                    Err(problem) => Told::Failed(problem),
                };
                (self.outlet)(FromEngine { id, told });
            }
        }
    }

    /// Reads what is stored, then sends, fetches and listens to other tabs until the tab ends.
    pub async fn run(&self) {
        self.load().await;
        futures::future::join3(self.drive(), self.listen(), self.new_days()).await;
    }

    async fn load(&self) {
        let name = self.storage.current().await;
        if let Ok(Some(name)) = &name
            && let Err(error) = self.open(name).await
        {
            self.memory.borrow_mut().trouble = Some(storage_problem(&error));
        }
        if let Err(error) = name {
            self.memory.borrow_mut().trouble = Some(storage_problem(&error));
        }
        if matches!(self.memory.borrow().phase, Phase::Loading) {
            self.greet().await;
        }
        self.show_all().await;
    }

    /// Opens a replica's store and reads what it holds into memory.
    ///
    /// # Errors
    /// When the store cannot be opened or read.
    pub(crate) async fn open(&self, name: &str) -> Result<(), StoreError> {
        let store = Rc::new(self.storage.open(name).await?);
        let Some(session) = read_json::<Session>(&*store, Meta::Session).await? else { return Ok(()) };
        let stored = read_json::<Stored>(&*store, Meta::Replica).await?;
        let mut opened = Opened { store: store.clone(), session, replica: None, page_base: 0, pages: 0, journal_key: 0, generation: 0 };
        let mut cache = None;
        if let Some(stored) = stored {
            opened.page_base = stored.page_base;
            opened.pages = stored.pages;
            let checkpoint = stored.replica.checkpoint;
            let journal = read_journal(&*store, 0).await?;
            opened.journal_key = journal.last().map_or(0, |(key, ..)| *key);
            let journal = journal.into_iter().map(|(_, pulled, bytes)| (pulled, bytes)).collect();
            let outbox = read_outbox(&*store, 0).await?.into_iter().collect();
            opened.replica = Some(Replica::load(stored.replica, journal, outbox));
            cache = self.read_columns(&*store, checkpoint).await?;
        }
        let ready = opened.replica.is_some() && !opened.session.signed_out;
        let rebuild = opened.replica.is_some() && cache.is_none();
        {
            let mut memory = self.memory.borrow_mut();
            memory.pages.clear();
            memory.list.forget();
            memory.opened = Some(opened);
            if let Some((mut columns, directory)) = cache {
                columns.derive(self.clock.today(), self.clock.wall());
                memory.columns = columns;
                memory.directory = directory;
            }
        }
        if rebuild {
            self.rebuild_columns().await?;
        }
        let fresh = self.fresh_roots();
        self.refresh(&fresh).await?;
        if ready {
            self.memory.borrow_mut().phase = Phase::Ready;
        }
        self.recover_rescued().await;
        Ok(())
    }

    async fn read_columns(&self, store: &StoreOf<W>, at: u64) -> Result<Option<(Columns, Directory)>, StoreError> {
        let columns = store.get(StoreName::Columns, COLUMNS).await?;
        let directory = store.get(StoreName::Columns, DIRECTORY).await?;
        let read = || {
            let columns = Columns::decode(sealed::open(columns.as_deref()?).ok()?, at)?;
            let directory = serde_json::from_slice(sealed::open(directory.as_deref()?).ok()?).ok()?;
            Some((columns, directory))
        };
        Ok(read())
    }

    /// Columns from the pages, when the cache is of another place or format.
    async fn rebuild_columns(&self) -> Result<(), StoreError> {
        let Some((store, base, count)) = self.with_opened(|o| (o.store.clone(), o.page_base, o.pages)) else { return Ok(()) };
        let mut columns = Columns::default();
        let mut directory = Directory::default();
        let (today, now) = (self.clock.today(), self.clock.wall());
        for number in 0..count {
            if let Some(page) = read_page(&*store, base + u64::from(number)).await? {
                take_page(&page, number, &mut columns, &mut directory, today, now);
            }
        }
        let mut memory = self.memory.borrow_mut();
        memory.columns = columns;
        memory.directory = directory;
        memory.list.forget();
        Ok(())
    }

    /// Roots whose rows in the columns may differ from the pages: those in the journal and in the outbox.
    fn fresh_roots(&self) -> BTreeSet<RootId> {
        let memory = self.memory.borrow();
        let Some(replica) = memory.replica() else { return BTreeSet::new() };
        let journal = replica.journal.iter().map(|row| row.op.root);
        journal.chain(replica.overlay().map(|p| p.op.root)).collect()
    }

    pub(crate) fn with_opened<T>(&self, f: impl FnOnce(&Opened<StoreOf<W>>) -> T) -> Option<T> {
        self.memory.borrow().opened.as_ref().map(f)
    }

    pub(crate) fn store(&self) -> Option<Rc<StoreOf<W>>> {
        self.with_opened(|o| o.store.clone())
    }

    /// A root with everything this device knows of it: page, journal, own changes.
    ///
    /// # Errors
    /// When its page cannot be read.
    pub(crate) async fn root_state(&self, root: RootId) -> Result<RootState, StoreError> {
        loop {
            let (key, place) = {
                let memory = self.memory.borrow();
                let Some(opened) = &memory.opened else { return Ok(RootState::default()) };
                let number = memory.columns.page_of(root).or_else(|| memory.directory.page_of(root));
                (number.map(|n| opened.page_base + u64::from(n)), opened.place())
            };
            let page = match key {
                Some(key) => self.page(key).await?,
                None => None,
            };
            let memory = self.memory.borrow();
            let Some(opened) = &memory.opened else { return Ok(RootState::default()) };
            // A checkpoint in between has moved rows from the journal into a newer page: read that one.
            if opened.place() != place {
                continue;
            }
            let found = page.as_ref().and_then(|p| {
                let at = p.roots.binary_search_by_key(&root, |(id, _)| *id).ok()?;
                Some(p.roots[at].1.clone())
            });
            let mut state = found.unwrap_or_default();
            if let Some(replica) = &opened.replica {
                replica.journal_root(root, page.map_or(0, |p| p.as_of), &mut state);
                replica.overlay_root(root, &mut state);
            }
            return Ok(state);
        }
    }

    async fn page(&self, key: u64) -> Result<Option<Rc<Page>>, StoreError> {
        {
            let mut memory = self.memory.borrow_mut();
            if let Some(at) = memory.pages.iter().position(|(k, _)| *k == key) {
                let hit = memory.pages.remove(at);
                let page = hit.1.clone();
                memory.pages.push(hit);
                return Ok(Some(page));
            }
        }
        let Some((store, place)) = self.with_opened(|o| (o.store.clone(), o.place())) else { return Ok(None) };
        let page = read_page(&*store, key).await?.map(Rc::new);
        let mut memory = self.memory.borrow_mut();
        let still = memory.opened.as_ref().is_some_and(|o| o.place() == place);
        if let Some(page) = &page
            && still
            && memory.pages.iter().all(|(k, _)| *k != key)
        {
            if memory.pages.len() == PAGES_KEPT {
                memory.pages.remove(0);
            }
            memory.pages.push((key, page.clone()));
        }
        Ok(page)
    }

    /// Brings the columns up to date for these roots and shows what changed.
    ///
    /// # Errors
    /// When a page cannot be read.
    pub(crate) async fn refresh(&self, roots: &BTreeSet<RootId>) -> Result<(), StoreError> {
        for root in roots {
            let state = self.root_state(*root).await?;
            let facts = GuestFacts::of(*root, &state);
            let mut memory = self.memory.borrow_mut();
            match facts {
                Some(facts) => {
                    let page = memory.columns.page_of(*root).unwrap_or(NO_PAGE);
                    memory.columns.put(*root, page, &facts, self.clock.today(), self.clock.wall());
                }
                None => {
                    memory.directory.put(*root, &state);
                }
            }
        }
        if !roots.is_empty() {
            self.memory.borrow_mut().list.forget();
        }
        self.show_all().await;
        Ok(())
    }

    /// Forgets decoded pages after they were rewritten.
    pub(crate) fn forget_pages(&self) {
        self.memory.borrow_mut().pages.clear();
    }

    /// Shows every watched view again; a view that is the same as before is not told.
    pub(crate) async fn show_all(&self) {
        let ids: Vec<u32> = self.memory.borrow().watched.keys().copied().collect();
        for id in ids {
            self.show(id).await;
        }
    }

    async fn show(&self, id: u32) {
        let Some(query) = self.memory.borrow().watched.get(&id).map(|w| w.query.clone()) else { return };
        let view = match &query {
            Query::Status => View::Status(self.status()),
            Query::Guests(query) => {
                if matches!(self.memory.borrow().phase, Phase::Loading) {
                    return;
                }
                View::Guests(self.guests(query))
            }
            Query::Guest(root) => match self.guest(*root).await {
                Ok(view) => View::Guest(view),
                Err(_) => return,
            },
            Query::Outbox => View::Outbox(self.outbox()),
        };
        {
            let mut memory = self.memory.borrow_mut();
            let Some(watched) = memory.watched.get_mut(&id) else { return };
            if watched.query != query || watched.last.as_ref().is_some_and(|last| same(last, &view)) {
                return;
            }
            watched.last = Some(view.clone());
        }
        (self.outlet)(FromEngine { id, told: Told::View(view) });
    }

    fn status(&self) -> StatusView {
        let memory = self.memory.borrow();
        let replica = memory.replica();
        let off = replica.map(|r| r.meta.clock.offset_ms).filter(|off| off.abs() > OFFSET_WARNING_MS);
        StatusView {
            phase: memory.phase.clone(),
            person: memory.opened.as_ref().filter(|o| !o.session.signed_out).map(|o| o.session.view()),
            pill: memory.pill(),
            last_contact: memory.last_contact,
            next_try: memory.next_try,
            sign_in_needed: memory.sign_in_needed,
            clock_off: off,
            storage_trouble: memory.trouble.clone(),
        }
    }

    fn guests(&self, query: &GuestsQuery) -> GuestsView {
        let start = self.clock.micros();
        let mut memory = self.memory.borrow_mut();
        let Memory { list, columns, opened, .. } = &mut *memory;
        let unsent: BTreeSet<RootId> = match opened.as_ref().and_then(|o| o.replica.as_ref()) {
            Some(replica) => replica.overlay().filter(|p| p.op.n > replica.acked).map(|p| p.op.root).collect(),
            None => BTreeSet::new(),
        };
        let rows = list.find(columns, query);
        let total = rows.len() as u32;
        let window = rows.iter().skip(query.offset as usize).take(query.limit.min(WINDOW_MAX) as usize);
        let rows = window.map(|row| columns.view(*row as usize, unsent.contains(&columns.root(*row as usize)))).collect();
        let took_us = u32::try_from(self.clock.micros().saturating_sub(start)).unwrap_or(u32::MAX);
        GuestsView { query: query.clone(), total, all: columns.active(), rows, took_us }
    }

    async fn guest(&self, root: RootId) -> Result<Option<Box<crate::protocol::GuestView>>, StoreError> {
        let state = self.root_state(root).await?;
        let memory = self.memory.borrow();
        let (Some(row), Some(record)) = (memory.columns.row_of(root), state.own(root)) else { return Ok(None) };
        let Some(opened) = &memory.opened else { return Ok(None) };
        let Some(replica) = &opened.replica else { return Ok(None) };
        let unsent = |dot: Dot| dot.dev() == replica.meta.dev && dot.n() > replica.acked;
        let roles = opened.session.roles();
        let context = Context {
            directory: &memory.directory,
            own: replica.meta.dev,
            unsent: &unsent,
            today: self.clock.today(),
            now: self.clock.wall(),
            editable: access::may_write(roles, Entity::Guest),
            can_consent: access::may_add_consent(roles),
        };
        let is_unsent = replica.overlay().any(|p| p.op.root == root && p.op.n > replica.acked);
        let row = memory.columns.view(row, is_unsent);
        Ok(Some(Box::new(guest_view(row, record, &state, &context))))
    }

    fn outbox(&self) -> crate::protocol::OutboxView {
        let memory = self.memory.borrow();
        let Some(replica) = memory.replica() else {
            return crate::protocol::OutboxView { items: Vec::new(), waiting: 0, sent_today: 0, bytes: 0 };
        };
        let midnight = i64::from(self.clock.today().days_since_epoch()) * 86_400_000;
        let title = |root: RootId| memory.columns.row_of(root).map(|row| memory.columns.name(row).to_owned()).unwrap_or_default();
        outbox_view(replica, memory.sending, midnight, &title, &|user| memory.directory.person(user))
    }

    /// Sets the phase and shows it.
    pub(crate) async fn enter(&self, phase: Phase) {
        self.memory.borrow_mut().phase = phase;
        self.show_all().await;
    }

    /// What depends on today is derived again when the day changes.
    async fn new_days(&self) {
        let mut today = self.clock.today();
        loop {
            self.clock.sleep(60_000).await;
            if self.clock.today() != today {
                today = self.clock.today();
                {
                    let mut memory = self.memory.borrow_mut();
                    memory.columns.derive(today, self.clock.wall());
                    memory.list.forget();
                }
                self.show_all().await;
            }
        }
    }
}

/// Key of the cached columns.
pub(crate) const COLUMNS: u64 = 0;
/// Key of the cached directory.
pub(crate) const DIRECTORY: u64 = 1;

impl<S> Opened<S> {
    /// Which pages and journal belong together.
    fn place(&self) -> (u64, u64) {
        (self.page_base, self.replica.as_ref().map_or(0, |r| r.meta.checkpoint))
    }
}

impl<S> Memory<S> {
    /// The replica, once its first copy is whole.
    pub(crate) fn replica(&self) -> Option<&Replica> {
        self.opened.as_ref()?.replica.as_ref()
    }

    /// The same, to change.
    pub(crate) fn replica_mut(&mut self) -> Option<&mut Replica> {
        self.opened.as_mut()?.replica.as_mut()
    }

    fn pill(&self) -> Pill {
        let Some(replica) = self.replica() else { return Pill::AllSent };
        let groups = |ops: &mut dyn Iterator<Item = u64>| ops.collect::<BTreeSet<u64>>().len() as u32;
        let aside = replica.outbox.values().filter(|p| matches!(p.status, Status::Quarantined(_)));
        let aside = groups(&mut aside.map(|p| p.op.grp));
        if aside > 0 {
            return Pill::NeedsYou(aside);
        }
        let waiting = groups(&mut replica.outbox.range(replica.acked + 1..).map(|(_, p)| p.op.grp));
        match self.sending {
            Some((from, to)) if waiting > 0 => {
                let of = groups(&mut replica.outbox.range(from..=to).map(|(_, p)| p.op.grp));
                Pill::Sending { done: 0, of: of.max(waiting) }
            }
            _ if waiting > 0 => Pill::OnThisDevice(waiting),
            _ => Pill::AllSent,
        }
    }
}

/// Whether two views are the same to a person: how long the question took is not compared.
fn same(a: &View, b: &View) -> bool {
    match (a, b) {
        (View::Guests(a), View::Guests(b)) => a.rows == b.rows && a.total == b.total && a.all == b.all && a.query == b.query,
        _ => a == b,
    }
}

/// Rows of a page into the columns and the directory.
pub(crate) fn take_page(
    page: &Page,
    number: u32,
    columns: &mut Columns,
    directory: &mut Directory,
    today: innkeeper_domain::Date,
    now: i64,
) {
    for (root, state) in &page.roots {
        match GuestFacts::of(*root, state) {
            Some(facts) => columns.put(*root, number, &facts, today, now),
            None => {
                directory.put(*root, state);
                directory.set_page(*root, number);
            }
        }
    }
}

pub(crate) async fn read_json<T: serde::de::DeserializeOwned>(store: &impl Store, key: Meta) -> Result<Option<T>, StoreError> {
    let Some(bytes) = store.get(StoreName::Meta, key as u64).await? else { return Ok(None) };
    Ok(sealed::open(&bytes).ok().and_then(|json| serde_json::from_slice(json).ok()))
}

pub(crate) async fn read_page(store: &impl Store, key: u64) -> Result<Option<Page>, StoreError> {
    let Some(bytes) = store.get(StoreName::Pages, key).await? else { return Ok(None) };
    Ok(sealed::open(&bytes).ok().and_then(|bytes| Page::decode(bytes).ok()))
}

/// Journal values after a key: key, value, stored size.
pub(crate) async fn read_journal(store: &impl Store, after: u64) -> Result<Vec<(u64, Pulled, usize)>, StoreError> {
    let values = store.range(StoreName::Journal, after + 1, usize::MAX).await?;
    let read = |(key, bytes): (u64, Vec<u8>)| {
        let pulled = serde_json::from_slice(sealed::open(&bytes).ok()?).ok()?;
        Some((key, pulled, bytes.len()))
    };
    // What cannot be read ends the list: the cursor stays before it and the rows come again.
    Ok(values.into_iter().map_while(read).collect())
}

/// Outbox values after a number.
pub(crate) async fn read_outbox(store: &impl Store, after: u64) -> Result<Vec<(u64, OutboxValue)>, StoreError> {
    let values = store.range(StoreName::Outbox, after + 1, usize::MAX).await?;
    let read = |(n, bytes): (u64, Vec<u8>)| Some((n, serde_json::from_slice(sealed::open(&bytes).ok()?).ok()?));
    Ok(values.into_iter().filter_map(read).collect())
}

/// The words for a fault of the store.
pub(crate) fn storage_problem(error: &StoreError) -> EngineProblem {
    let text = match error {
        StoreError::Quota => "problem-storage-full",
        StoreError::Stalled => "problem-storage-stalled",
        StoreError::Newer => "problem-storage-newer",
        StoreError::Blocked => "problem-storage-blocked",
        StoreError::Fenced => "problem-storage-other-tab",
        StoreError::Lost { .. } => "problem-storage-lost",
    };
    let retry = !matches!(error, StoreError::Newer);
    EngineProblem { text: text.to_owned(), args: BTreeMap::from([("detail".to_owned(), error.to_string())]), retry }
}

/// A plain success.
pub(crate) const DONE: Outcome = Outcome::Ok;
