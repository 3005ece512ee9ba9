//! Long work over many files: batch by batch, each in one transaction, with a pause after each in which the tab answers and work can be stopped.

use innkeeper_domain::field::field;
use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, order};
use innkeeper_sync::client::OutboxValue;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{ActionId, DeviceId, Dot, RootId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::rules;
use innkeeper_sync::state::{Record, RootState};
use uuid::Uuid;

use crate::columns::NO_PAGE;
use crate::conflicts::decision;
use crate::deeds::{encode, problem};
use crate::engine::{Engine, World, storage_problem};
use crate::history::{Leaf, Step};
use crate::ports::{Clock, Store, StoreError, StoreName, TabNews, Tabs, Write, WriteBatch};
use crate::protocol::{BulkChange, EngineProblem, GuestsQuery, GuestsSort, Outcome, Phase, Query, Selection, Side, WorkEnd, WorkView};
use crate::states::States;
use crate::undo::take_all_back;

/// Files in one batch and one transaction: four pages' worth.
const BATCH: usize = 256;
/// Pause between batches, milliseconds: long enough for the tab to hear what was said to it.
const PAUSE: u32 = 1;
/// Everything that is watched is shown again this often while work goes on, microseconds; its progress after each batch.
const SHOW_ALL: u64 = 1_000_000;

/// What is done to one file.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// A change.
    Change(BulkChange),
    /// These steps are taken back.
    TakeBack(Vec<(Step, Dot)>),
    /// A field of two values gets the one of this side; the device says which is its own.
    Decide(String, Side, DeviceId),
}

/// Work to be done.
#[derive(Debug)]
pub(crate) struct Job {
    action: ActionId,
    undoes: Option<ActionId>,
    tasks: Vec<(RootId, Task)>,
}

impl Job {
    pub(crate) fn new(action: ActionId, undoes: Option<ActionId>, tasks: Vec<(RootId, Task)>) -> Self {
        Self { action, undoes, tasks }
    }
}

/// The long work of this tab.
#[derive(Debug, Default)]
pub(crate) struct Labour {
    /// How far it is, or how the last one ended.
    pub(crate) view: Option<WorkView>,
    waiting: Option<Job>,
    stop: bool,
}

/// What a batch came to.
struct Batch {
    done: u32,
    left: u32,
    /// What was stored of it, and under which number.
    leaf: Option<(u64, Leaf)>,
}

impl<W: World> Engine<W> {
    /// Begins a bulk change.
    pub(crate) fn bulk(&self, selection: Selection, change: BulkChange) -> Result<Outcome, EngineProblem> {
        check(&change)?;
        if !self.memory.borrow().may_write(Entity::Guest) {
            return Err(problem("problem-not-allowed", false));
        }
        let roots = self.selected(selection)?;
        let tasks = roots.into_iter().map(|root| (root, Task::Change(change.clone()))).collect();
        self.begin(Job::new(ActionId(self.new_id()), None, tasks))
    }

    fn selected(&self, selection: Selection) -> Result<Vec<RootId>, EngineProblem> {
        let (search, rule, but) = match selection {
            Selection::These(roots) => return Ok(roots),
            Selection::Matching { search, rule, but } => (search, rule, but),
        };
        let query = GuestsQuery { search, rule, sort: GuestsSort::default(), descending: false, offset: 0, limit: 0 };
        let asked = self.asked();
        let mut memory = self.memory.borrow_mut();
        let (found, problems) = memory.found(&query, asked);
        // A list leaves a rule out that it cannot read; a change must not.
        if !problems.is_empty() {
            return Err(problem("problem-value-not-taken", false));
        }
        let but = order::set(but);
        let found = found.to_vec();
        Ok(found.into_iter().map(|row| memory.columns.root(row as usize)).filter(|root| !but.contains(root)).collect())
    }

    /// Hands work over to [`Engine::labour`]. There is one at a time.
    pub(crate) fn begin(&self, mut job: Job) -> Result<Outcome, EngineProblem> {
        let mut memory = self.memory.borrow_mut();
        let memory = &mut *memory;
        if memory.labour.waiting.is_some() || memory.labour.view.as_ref().is_some_and(|view| view.ended.is_none()) {
            return Err(problem("problem-work-going-on", true));
        }
        // In the order of the pages each is read once.
        order::sort_by_key(&mut job.tasks, |(root, _)| (memory.columns.page_of(*root).unwrap_or(NO_PAGE), *root));
        job.tasks.dedup_by_key(|(root, _)| *root);
        let action = job.action;
        let of = job.tasks.len() as u32;
        memory.labour.view = Some(WorkView { action, undoes: job.undoes.is_some(), done: 0, of, left: 0, ended: None });
        memory.labour.waiting = Some(job);
        memory.labour.stop = false;
        self.hands.ring();
        Ok(Outcome::Action(action))
    }

    /// Stops the work at the end of the batch it is at.
    pub(crate) fn stop_work(&self) {
        self.memory.borrow_mut().labour.stop = true;
    }

    /// Does what is handed over until the tab ends.
    pub(crate) async fn labour(&self) {
        loop {
            let job = self.memory.borrow_mut().labour.waiting.take();
            let Some(job) = job else {
                self.hands.wait().await;
                continue;
            };
            let end = self.work_off(&job).await;
            if let Some(view) = &mut self.memory.borrow_mut().labour.view {
                view.ended = Some(end);
            }
            self.show_all().await;
            self.work.ring();
        }
    }

    async fn work_off(&self, job: &Job) -> WorkEnd {
        let mut shown = self.clock.micros();
        let mut latest = None;
        let mut batches = job.tasks.chunks(BATCH).peekable();
        while let Some(tasks) = batches.next() {
            let stopped = {
                let memory = self.memory.borrow();
                memory.labour.stop || !matches!(memory.phase, Phase::Ready)
            };
            if stopped {
                return WorkEnd::Cancelled;
            }
            match self.batch(job, tasks, batches.peek().is_none()).await {
                Ok(batch) => {
                    latest = batch.leaf.or(latest);
                    if let Some(view) = &mut self.memory.borrow_mut().labour.view {
                        view.done += batch.done;
                        view.left += batch.left;
                    }
                }
                Err(problem) => return WorkEnd::Failed(problem),
            }
            if self.clock.micros().saturating_sub(shown) >= SHOW_ALL {
                shown = self.clock.micros();
                self.show_all().await;
            } else {
                self.show_those(&|query| matches!(query, Query::Work)).await;
            }
            self.clock.sleep(PAUSE).await;
        }
        match self.conclude(latest).await {
            Ok(()) => WorkEnd::Whole,
            Err(error) => WorkEnd::Failed(storage_problem(&error)),
        }
    }

    /// When the last batch had nothing to write, the one before it says that the action is whole.
    async fn conclude(&self, latest: Option<(u64, Leaf)>) -> Result<(), StoreError> {
        let Some((key, mut leaf)) = latest.filter(|(_, leaf)| !leaf.ended) else { return Ok(()) };
        let Some(store) = self.store() else { return Ok(()) };
        leaf.ended = true;
        store.commit(WriteBatch::strict(vec![Write::Put(StoreName::History, key, leaf.encode())])).await?;
        self.catch_up_history().await?;
        self.memory.borrow_mut().history.conclude(leaf.action);
        Ok(())
    }

    /// Does one batch: the ops and what is needed to take them back in one transaction, then the columns.
    async fn batch(&self, job: &Job, tasks: &[(RootId, Task)], last: bool) -> Result<Batch, EngineProblem> {
        let roots: Vec<RootId> = tasks.iter().map(|(root, _)| *root).collect();
        let states = self.root_states(&roots).await.map_err(|e| storage_problem(&e))?;
        let mut left = 0;
        let mut groups: Vec<Vec<Draft>> = Vec::new();
        for (root, task) in tasks {
            let (kinds, alone) = states.get(root).map_or((Vec::new(), 1), |state| kinds(task, *root, state));
            left += u32::from(alone > 0);
            let of_action = |kind| Draft { action: Some(job.action), ..Draft::of(*root, kind) };
            groups.extend((!kinds.is_empty()).then(|| kinds.into_iter().map(of_action).collect()));
        }
        let done = tasks.len() as u32;
        let drafts: Vec<&Draft> = groups.iter().flatten().collect();
        let kinds = drafts.iter().map(|draft| &draft.kind);
        let deeds = Leaf::deeds_of(kinds);
        let steps: Vec<Step> = drafts.iter().map(|draft| Step::of(draft, states.get(&draft.root))).collect();
        if groups.is_empty() {
            return Ok(Batch { done, left, leaf: None });
        }
        let (store, by, values) = {
            let mut memory = self.memory.borrow_mut();
            let Some(opened) = &mut memory.opened else { return Err(problem("problem-not-enrolled", false)) };
            let Some(replica) = &mut opened.replica else { return Err(problem("problem-not-enrolled", true)) };
            let (by, wall) = (opened.session.person.user, self.clock.wall());
            let local = || Uuid::from_bytes(self.clock.random());
            let values: Vec<OutboxValue> = groups.into_iter().flat_map(|group| replica.compose(group, by, local(), wall)).collect();
            (opened.store.clone(), by, values)
        };
        if values.iter().any(|value| rules::check(&value.op, Some(Entity::Guest), rules::Author::Person).is_err()) {
            return Err(problem("problem-value-not-taken", false));
        }
        let leaf = Leaf { action: job.action, at: self.clock.wall(), by, undoes: job.undoes, ended: last, deeds, steps };
        let mut writes: Vec<Write> = values.iter().map(|value| Write::Append(StoreName::Outbox, encode(value))).collect();
        writes.push(Write::Beside(StoreName::History, leaf.encode()));
        let keys = store.commit(WriteBatch::strict(writes)).await.map_err(|e| storage_problem(&e))?;
        let leaf = keys.first().map(|key| (*key, leaf));
        self.take_batch(states, keys, values).await?;
        Ok(Batch { done, left, leaf })
    }

    /// Takes up what a batch has stored.
    async fn take_batch(&self, mut states: States, keys: Vec<u64>, values: Vec<OutboxValue>) -> Result<(), EngineProblem> {
        let first = keys.first().copied().unwrap_or(1);
        self.tabs.tell(TabNews::Outbox(first));
        {
            let mut memory = self.memory.borrow_mut();
            let memory = &mut *memory;
            let Some(replica) = memory.opened.as_mut().and_then(|o| o.replica.as_mut()) else { return Ok(()) };
            // Before ours there is nothing that this tab does not know.
            if replica.outbox.keys().next_back().is_some_and(|last| last + 1 == first) {
                replica.saved(keys.iter().copied().zip(values));
                for pending in keys.iter().filter_map(|n| replica.outbox.get(n)) {
                    if let Some(state) = states.get_mut(&pending.op.root) {
                        replica.overlay_op(pending, state);
                    }
                }
                let asked = self.asked();
                for (root, state) in &states {
                    memory.put(*root, state, asked);
                }
                memory.list.forget();
                return Ok(());
            }
        }
        self.catch_up_outbox().await.map_err(|e| storage_problem(&e))
    }
}

/// A change that no guest could take is refused before anything is done.
fn check(change: &BulkChange) -> Result<(), EngineProblem> {
    let kind = match change {
        BulkChange::Set { field, value } => Kind::Set { fields: order::map([(field.clone(), SetField(value.clone(), Vec::new()))]) },
        BulkChange::Add { set, elem } | BulkChange::Remove { set, elem } => {
            Kind::Add { set: set.clone(), elem: elem.clone(), seen: Vec::new() }
        }
        BulkChange::Archive => return Ok(()),
    };
    let name = match change {
        BulkChange::Set { field: name, .. } => name,
        BulkChange::Add { set, .. } | BulkChange::Remove { set, .. } => set,
        BulkChange::Archive => return Ok(()),
    };
    let known = field(Entity::Guest, name).is_some();
    let op = Draft::of(RootId(Uuid::nil()), kind).numbered(1, 1, true, innkeeper_sync::hlc::Hlc::at(0));
    let fits = known && rules::check(&op, Some(Entity::Guest), rules::Author::Person).is_ok();
    if fits { Ok(()) } else { Err(problem("problem-value-not-taken", false)) }
}

/// The ops of a task on a file as it is now, and how much is left alone.
fn kinds(task: &Task, root: RootId, state: &RootState) -> (Vec<Kind>, u32) {
    match task {
        Task::TakeBack(steps) => take_all_back(steps, state),
        Task::Decide(name, side, own) => {
            let kind = state.own(root).and_then(|record| decision(record, name, *side, *own));
            let left = u32::from(kind.is_none());
            (kind.into_iter().collect(), left)
        }
        Task::Change(change) => {
            let guest = state.own(root).filter(|record| record.entity == Entity::Guest.code());
            let kind = guest.and_then(|record| changed(record, change));
            let left = u32::from(kind.is_none());
            (kind.into_iter().collect(), left)
        }
    }
}

/// The op that makes a change; none where it is so already.
fn changed(record: &Record, change: &BulkChange) -> Option<Kind> {
    let held = |set: &String, elem: &Value| record.sets.get(set).and_then(|members| members.get(elem)).cloned();
    match change {
        BulkChange::Set { field, value } => {
            let register = record.registers.get(field);
            let hidden = register.is_some_and(|r| r.siblings.iter().any(|s| s.value == Value::Hidden));
            let so = register.map_or(value.is_empty(), |r| matches!(&r.choices()[..], [only] if only.value == *value));
            let fields = || order::map([(field.clone(), SetField(value.clone(), record.seen(field)))]);
            (!hidden && !so).then(|| Kind::Set { fields: fields() })
        }
        BulkChange::Add { set, elem } => {
            held(set, elem).is_none().then(|| Kind::Add { set: set.clone(), elem: elem.clone(), seen: Vec::new() })
        }
        BulkChange::Remove { set, elem } => held(set, elem).map(|seen| Kind::Rem { set: set.clone(), elem: elem.clone(), seen }),
        BulkChange::Archive => (!record.is_archived()).then(|| Kind::Archive { seen: record.archived.seen() }),
    }
}
