//! The engine of one tab: what is in memory, how it is read, and how changes reach the pages that watch.
//!
//! Memory follows the store: a change is taken up after its commit, then shown. Sending and fetching are in [`crate::driver`], first copies and
//! checkpoints in [`crate::copy`], what people do in [`crate::deeds`].

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use innkeeper_domain::order;
use innkeeper_sync::carry;
use innkeeper_sync::client::{Meta as ReplicaMeta, OutboxValue, Pending, Replica};
use innkeeper_sync::id::RootId;
use innkeeper_sync::page::Page;
use innkeeper_sync::row::Status;
use innkeeper_sync::state::RootState;
use innkeeper_sync::wire::Pulled;
use serde::{Deserialize, Serialize};

use crate::answers::as_seen;
use crate::audience::{Asked, Audiences};
use crate::columns::{Columns, NO_PAGE};
use crate::directory::Directory;
use crate::drafts::Kept;
use crate::driver::Condition;
use crate::facts::GuestFacts;
use crate::history::History;
use crate::keys::Sealed;
use crate::labour::Labour;
use crate::leads::Leads;
use crate::lease::Lease;
use crate::list::GuestList;
use crate::map::Map;
use crate::outbox_view::Sending;
use crate::ports::{Clock, Meta, Storage, Store, StoreError, StoreName, Tabs, Transport};
use crate::protocol::{Ask, EngineProblem, FromEngine, Outcome, Phase, Pill, Query, Rest, ToEngine, Told};
use crate::session::{Session, SignedIn};
use crate::signal::Bell;
use crate::today::Day;

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

pub(crate) type StoreOf<W> = Sealed<<<W as World>::Storage as Storage>::Store>;

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

/// Pages read at once: opened together, they take the browser less time.
const PAGES_READ: usize = 64;
/// Files that are brought up to date at once.
const AT_ONCE: usize = 256;

/// Everything in memory.
pub struct Memory<S> {
    pub(crate) phase: Phase,
    pub(crate) opened: Option<Opened<S>>,
    pub(crate) columns: Columns,
    pub(crate) directory: Directory,
    pub(crate) leads: Leads,
    pub(crate) drafts: Map<String, Kept>,
    pub(crate) history: History,
    /// Groups kept aside that a person has let go, by their first number.
    pub(crate) let_go: BTreeSet<u64>,
    pub(crate) labour: Labour,
    pub(crate) day: Day,
    /// Files opened last, the latest first.
    pub(crate) recent: Vec<RootId>,
    /// Another number whenever a guest is another.
    pub(crate) revision: u64,
    pub(crate) list: GuestList,
    pub(crate) audiences: Audiences,
    pub(crate) sending: Sending,
    pub(crate) last_contact: Option<i64>,
    pub(crate) next_try: Option<i64>,
    /// What the server was told last of how this device is, and when, milliseconds since 1970.
    pub(crate) reported: Option<(Condition, i64)>,
    pub(crate) sign_in_needed: bool,
    /// The server gives this version of the app nothing more to read.
    pub(crate) outdated: bool,
    /// Another tab has said that it leads since this one asked.
    pub(crate) somebody_leads: bool,
    /// What is stored of the session may be out of date: roles, the hotel, whether it is a demo.
    pub(crate) session_due: bool,
    pub(crate) trouble: Option<EngineProblem>,
    pub(crate) signed_in: Option<SignedIn>,
    /// When the tablet locks itself; none where no secret is asked for.
    pub(crate) rest: Option<Rest>,
    pub(crate) lease: Option<Lease>,
    /// How much of the lease is on the disk.
    pub(crate) lease_noted: i64,
    /// When it was looked at last, on the clock that only goes forward, microseconds.
    pub(crate) lease_at: u64,
    pub(crate) watched: Map<u32, Watched>,
    pub(crate) pages: Vec<(u64, Rc<Page>)>,
}

pub(crate) struct Watched {
    query: Query,
    seen: Vec<u8>,
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
    /// Rung when there is long work to be done.
    pub(crate) hands: Bell,
    /// Rung when values are to be sealed again.
    pub(crate) sealing: Bell,
    outlet: Box<dyn Fn(FromEngine)>,
}

impl<W: World> Engine<W> {
    /// An engine that tells pages through `outlet`. Nothing happens before [`Engine::run`].
    pub fn new(storage: W::Storage, transport: W::Transport, clock: W::Clock, tabs: W::Tabs, outlet: Box<dyn Fn(FromEngine)>) -> Self {
        let (work, hands, sealing) = (Bell::default(), Bell::default(), Bell::default());
        Self { storage, transport, clock, tabs, memory: RefCell::new(Memory::new()), work, hands, sealing, outlet }
    }

    /// Takes a message from a page.
    pub async fn handle(&self, message: ToEngine) {
        let ToEngine { id, ask } = message;
        match ask {
            Ask::Watch(query) | Ask::Rewatch(query) => {
                let opened = match &query {
                    Query::Guest(root) | Query::Lead(root) => Some(*root),
                    _ => None,
                };
                let watched = Watched { query, seen: Vec::new() };
                self.memory.borrow_mut().watched.insert(id, watched);
                self.show(id).await;
                if let Some(root) = opened {
                    self.opened_file(root).await;
                }
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
        futures::future::join5(self.drive(), self.listen(), self.new_days(), self.labour(), self.reseal()).await;
    }

    /// Opens a replica's store and reads what it holds into memory.
    ///
    /// # Errors
    /// When the store cannot be opened or read.
    pub(crate) async fn open(&self, name: &str) -> Result<(), StoreError> {
        let Some(store) = self.sealed(name).await? else {
            self.memory.borrow_mut().opened = None;
            return Ok(());
        };
        self.open_sealed(store).await
    }

    /// The same with its keys at hand.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn open_sealed(&self, store: StoreOf<W>) -> Result<(), StoreError> {
        let store = Rc::new(store);
        let Some(session) = read_json::<Session>(&*store, Meta::Session).await? else { return Ok(()) };
        let stored = read_json::<Stored>(&*store, Meta::Replica).await?;
        let let_go = read_json::<BTreeSet<u64>>(&*store, Meta::LetGo).await?.unwrap_or_default();
        let recent = read_json::<Vec<RootId>>(&*store, Meta::Recent).await?.unwrap_or_default();
        let mut opened = Opened { store: store.clone(), session, replica: None, page_base: 0, pages: 0, journal_key: 0, generation: 0 };
        let mut cache = None;
        if let Some(stored) = stored {
            opened.page_base = stored.page_base;
            opened.pages = stored.pages;
            let checkpoint = stored.replica.checkpoint;
            let journal = read_journal(&*store, 0).await?;
            opened.journal_key = journal.last().map_or(0, |(key, ..)| *key);
            let journal = journal.into_iter().map(|(_, pulled, bytes)| (pulled, bytes)).collect();
            let outbox = order::map(read_outbox(&*store, 0).await?);
            opened.replica = Some(Replica::load(stored.replica, journal, outbox));
            cache = self.read_columns(&*store, checkpoint).await?;
        }
        let ready = opened.replica.is_some() && !opened.session.signed_out;
        let rebuild = opened.replica.is_some() && cache.is_none();
        {
            let mut memory = self.memory.borrow_mut();
            memory.pages.clear();
            memory.forget_answers();
            memory.opened = Some(opened);
            memory.drafts.retain(Kept::is_busy);
            memory.history = History::default();
            memory.let_go = let_go;
            memory.recent = recent;
            if let Some(mut files) = cache {
                files.columns.derive(self.clock.today(), self.clock.wall());
                memory.take(files);
            }
        }
        if rebuild {
            self.rebuild_columns().await?;
        }
        let fresh = self.fresh_roots();
        self.refresh(&fresh).await?;
        if ready {
            let phase = self.ready();
            let mut memory = self.memory.borrow_mut();
            memory.phase = phase;
            memory.session_due = true;
        }
        self.recover_rescued().await;
        self.sealing.ring();
        Ok(())
    }

    async fn read_columns(&self, store: &StoreOf<W>, at: u64) -> Result<Option<Files>, StoreError> {
        let columns = store.get(StoreName::Columns, COLUMNS).await?;
        let directory = store.get(StoreName::Columns, DIRECTORY).await?;
        let leads = store.get(StoreName::Columns, LEADS).await?;
        let read = || {
            let columns = Columns::decode(columns.as_deref()?, at)?;
            let directory = serde_json::from_slice(directory.as_deref()?).ok()?;
            let leads = Leads::decode(leads.as_deref()?)?;
            Some(Files { columns, directory, leads })
        };
        Ok(read())
    }

    /// Columns from the pages, when the cache is of another place or format.
    pub(crate) async fn rebuild_columns(&self) -> Result<(), StoreError> {
        let Some((store, base, count)) = self.with_opened(|o| (o.store.clone(), o.page_base, o.pages)) else { return Ok(()) };
        let mut files = Files::default();
        let (today, now) = (self.clock.today(), self.clock.wall());
        let (mut from, end) = (base, base + u64::from(count));
        while from < end {
            let pages = store.range(StoreName::Pages, from, PAGES_READ).await?;
            from = pages.last().map_or(end, |(key, _)| key + 1);
            for (key, bytes) in pages.into_iter().filter(|(key, _)| *key < end) {
                if let (Ok(page), Ok(number)) = (Page::decode(&bytes), u32::try_from(key - base)) {
                    files.take_page(&page, number, today, now);
                }
            }
        }
        self.memory.borrow_mut().take(files);
        Ok(())
    }

    /// Roots whose rows in the columns may differ from the pages: those in the journal and in the outbox.
    pub(crate) fn fresh_roots(&self) -> BTreeSet<RootId> {
        let memory = self.memory.borrow();
        let Some(replica) = memory.replica() else { return BTreeSet::new() };
        let journal = replica.journal.iter().map(|row| row.op.root);
        order::set(journal.chain(replica.overlay().map(|p| p.op.root)))
    }

    pub(crate) fn with_opened<T>(&self, f: impl FnOnce(&Opened<StoreOf<W>>) -> T) -> Option<T> {
        self.memory.borrow().opened.as_ref().map(f)
    }

    pub(crate) fn store(&self) -> Option<Rc<StoreOf<W>>> {
        self.with_opened(|o| o.store.clone())
    }

    /// Brings the columns up to date for these roots and shows what changed.
    ///
    /// # Errors
    /// When a page cannot be read.
    pub(crate) async fn refresh(&self, roots: &BTreeSet<RootId>) -> Result<(), StoreError> {
        let mut ordered: Vec<RootId> = roots.iter().copied().collect();
        order::sort_by_key(&mut ordered, |root| self.memory.borrow().page_of(*root));
        for chunk in ordered.chunks(AT_ONCE) {
            let states = self.root_states(chunk).await?;
            let asked = self.asked();
            let mut memory = self.memory.borrow_mut();
            for (root, state) in &states {
                memory.put(*root, state, asked);
            }
        }
        if !roots.is_empty() {
            self.memory.borrow_mut().list.forget();
        }
        self.show_all().await;
        Ok(())
    }

    /// Shows every watched view again; a view that is the same as before is not told.
    pub(crate) async fn show_all(&self) {
        self.show_those(&|_| true).await;
    }

    /// Shows some of them.
    pub(crate) async fn show_those(&self, which: &dyn Fn(&Query) -> bool) {
        let ids: Vec<u32> = self.memory.borrow().watched.iter().filter(|(_, w)| which(&w.query)).map(|(id, _)| *id).collect();
        for id in ids {
            self.show(id).await;
        }
    }

    async fn show(&self, id: u32) {
        let Some(query) = self.memory.borrow().watched.get(&id).map(|w| w.query.clone()) else { return };
        let Some(mut view) = self.answer(&query).await else { return };
        let seen = as_seen(&mut view);
        {
            let mut memory = self.memory.borrow_mut();
            let Some(watched) = memory.watched.get_mut(&id) else { return };
            if watched.query != query || watched.seen == seen {
                return;
            }
            watched.seen = seen;
        }
        (self.outlet)(FromEngine { id, told: Told::View(view) });
    }

    /// Sets the phase and shows it.
    pub(crate) async fn enter(&self, phase: Phase) {
        self.memory.borrow_mut().phase = phase;
        self.show_all().await;
    }

    /// Time passes: the lease runs, and what depends on today is derived again when the day changes.
    async fn new_days(&self) {
        let mut today = self.clock.today();
        loop {
            self.clock.sleep(60_000).await;
            if let Err(error) = self.lease_runs().await {
                self.memory.borrow_mut().trouble = Some(storage_problem(&error));
            }
            if self.clock.today() != today {
                today = self.clock.today();
                {
                    let mut memory = self.memory.borrow_mut();
                    memory.columns.derive(today, self.clock.wall());
                    memory.forget_answers();
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
/// Key of the cached leads.
pub(crate) const LEADS: u64 = 2;

impl<S> Opened<S> {
    /// Which pages and journal belong together.
    pub(crate) fn place(&self) -> (u64, u64) {
        (self.page_base, self.replica.as_ref().map_or(0, |r| r.meta.checkpoint))
    }
}

impl<S> Memory<S> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            phase: Phase::Loading,
            opened: None,
            columns: Columns::default(),
            directory: Directory::default(),
            leads: Leads::default(),
            drafts: Map::default(),
            history: History::default(),
            let_go: BTreeSet::new(),
            labour: Labour::default(),
            day: Day::default(),
            recent: Vec::new(),
            revision: 0,
            list: GuestList::default(),
            audiences: Audiences::default(),
            sending: None,
            last_contact: None,
            next_try: None,
            reported: None,
            sign_in_needed: false,
            outdated: false,
            somebody_leads: false,
            session_due: false,
            trouble: None,
            rest: None,
            lease: None,
            lease_noted: 0,
            lease_at: 0,
            signed_in: None,
            watched: Map::default(),
            pages: Vec::new(),
        }
    }

    /// The replica, once its first copy is whole.
    pub(crate) fn replica(&self) -> Option<&Replica> {
        self.opened.as_ref()?.replica.as_ref()
    }

    /// The same, to change.
    pub(crate) fn replica_mut(&mut self) -> Option<&mut Replica> {
        self.opened.as_mut()?.replica.as_mut()
    }

    /// Puts other files in the place of those in memory.
    pub(crate) fn take(&mut self, files: Files) {
        Files { columns: self.columns, directory: self.directory, leads: self.leads } = files;
        self.forget_answers();
    }

    /// Takes up a file as it is now. The list is to be [forgotten](GuestList::forget) after the last.
    pub(crate) fn put(&mut self, root: RootId, state: &RootState, asked: Asked) {
        self.revision += 1;
        let Self { columns, directory, leads, audiences, day, .. } = self;
        day.forget(root);
        if let Some(facts) = GuestFacts::of(root, state) {
            let page = columns.page_of(root).unwrap_or(NO_PAGE);
            let was_away = columns.row_of(root).is_some_and(|row| columns.is_archived(row));
            let changed = columns.put(root, page, &facts, asked.today, asked.now);
            if let Some(row) = columns.row_of(root) {
                audiences.touch(columns, row as u32, &changed, was_away != facts.archived);
            }
        } else if !leads.put(root, state) && directory.put(root, state) {
            // A segment may name another one.
            audiences.forget();
        }
    }

    /// All columns, the saved segments or the day are others.
    pub(crate) fn forget_answers(&mut self) {
        self.revision += 1;
        self.day.forget_all();
        self.list.forget();
        self.audiences.forget();
    }

    /// Files with changes of this device that are not in the log.
    pub(crate) fn unsent(&self) -> BTreeSet<RootId> {
        let replica = self.replica();
        order::set(replica.into_iter().flat_map(|replica| replica.overlay().filter(|p| p.op.n > replica.acked)).map(|p| p.op.root))
    }

    /// What people call a file: a guest's name, a lead's name or company.
    pub(crate) fn title(&self, root: RootId) -> String {
        if let Some(row) = self.columns.row_of(root) {
            return self.columns.name(row).to_owned();
        }
        if let Some(title) = self.directory.library.title(root) {
            return title.to_owned();
        }
        self.leads.get(root).map(|lead| if lead.name.is_empty() { &lead.company } else { &lead.name }).cloned().unwrap_or_default()
    }

    /// Changes of this device that are not in the log.
    pub(crate) fn unsent_changes(&self) -> u32 {
        self.unsent_between(0, u64::MAX)
    }

    /// The same after one number and up to another.
    pub(crate) fn unsent_between(&self, after: u64, last: u64) -> u32 {
        let unsent = |replica: &Replica| {
            changes(&mut replica.outbox.range(after.max(replica.acked) + 1..).map(|(_, p)| p).take_while(|p| p.op.n <= last))
        };
        self.replica().map_or(0, unsent)
    }

    pub(crate) fn pill(&self) -> Pill {
        let Some(replica) = self.replica() else { return Pill::AllSent };
        let waits = |p: &&Pending| matches!(p.status, Status::Quarantined(_)) && !self.let_go.contains(&p.op.grp);
        let aside = changes(&mut replica.outbox.values().filter(waits));
        if aside > 0 {
            return Pill::NeedsYou(aside);
        }
        let waiting = self.unsent_changes();
        match self.sending {
            Some((from, to)) if waiting > 0 => {
                let of = changes(&mut replica.outbox.range(from..=to).map(|(_, p)| p));
                Pill::Sending { done: 0, of: of.max(waiting) }
            }
            _ if waiting > 0 => Pill::OnThisDevice(waiting),
            _ => Pill::AllSent,
        }
    }
}

/// How many changes these ops are.
fn changes(ops: &mut dyn Iterator<Item = &Pending>) -> u32 {
    carry::changes(&mut ops.map(|pending| &pending.op))
}

/// What memory holds of all files.
#[derive(Default)]
pub(crate) struct Files {
    pub(crate) columns: Columns,
    pub(crate) directory: Directory,
    pub(crate) leads: Leads,
}

impl Files {
    /// Takes up the files of a page.
    pub(crate) fn take_page(&mut self, page: &Page, number: u32, today: innkeeper_domain::Date, now: i64) {
        for (root, state) in &page.roots {
            if let Some(facts) = GuestFacts::of(*root, state) {
                self.columns.put(*root, number, &facts, today, now);
                continue;
            }
            let _ = self.leads.put(*root, state) || self.directory.put(*root, state);
            self.directory.set_page(*root, number);
        }
    }
}

pub(crate) async fn read_json<T: serde::de::DeserializeOwned>(store: &impl Store, key: Meta) -> Result<Option<T>, StoreError> {
    let Some(bytes) = store.get(StoreName::Meta, key as u64).await? else { return Ok(None) };
    Ok(serde_json::from_slice(&bytes).ok())
}

pub(crate) async fn read_page(store: &impl Store, key: u64) -> Result<Option<Page>, StoreError> {
    let Some(bytes) = store.get(StoreName::Pages, key).await? else { return Ok(None) };
    Ok(Page::decode(&bytes).ok())
}

/// Journal values after a key: key, value, stored size.
pub(crate) async fn read_journal(store: &impl Store, after: u64) -> Result<Vec<(u64, Pulled, usize)>, StoreError> {
    let values = store.range(StoreName::Journal, after + 1, usize::MAX).await?;
    let read = |(key, bytes): (u64, Vec<u8>)| {
        let pulled = serde_json::from_slice(&bytes).ok()?;
        Some((key, pulled, bytes.len()))
    };
    // What cannot be read ends the list: the cursor stays before it and the rows come again.
    Ok(values.into_iter().map_while(read).collect())
}

/// Outbox values after a number.
pub(crate) async fn read_outbox(store: &impl Store, after: u64) -> Result<Vec<(u64, OutboxValue)>, StoreError> {
    let values = store.range(StoreName::Outbox, after + 1, usize::MAX).await?;
    let read = |(n, bytes): (u64, Vec<u8>)| Some((n, serde_json::from_slice(&bytes).ok()?));
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
        StoreError::Lost { .. } | StoreError::Sealed(_) => "problem-storage-lost",
    };
    let retry = !matches!(error, StoreError::Newer);
    EngineProblem { text: text.to_owned(), args: order::map([("detail".to_owned(), error.to_string())]), retry }
}

/// A plain success.
pub(crate) const DONE: Outcome = Outcome::Ok;
