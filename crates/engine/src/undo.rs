//! Taking actions back, and the list of what was done here.

use std::collections::BTreeMap;

use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{ActionId, Dot, RootId};
use innkeeper_sync::op::GROUP_MAX;

use crate::deeds::problem;
use crate::engine::{Engine, World, storage_problem};
use crate::history::{KEPT_MS, Leaf, Step, take_back};
use crate::labour::{Job, Task};
use crate::ports::{Clock, Store, StoreError, StoreName, Write, WriteBatch};
use crate::protocol::{EngineProblem, HistoryItem, HistoryView, Outcome, WorkEnd, WorkView};

/// Most actions that are shown.
const SHOWN: usize = 200;

impl<W: World> Engine<W> {
    /// Reads what was done here since it was read last, in this tab or another, and forgets what is too old to be taken back.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn catch_up_history(&self) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        let after = self.memory.borrow().history.read();
        let leaves = store.range(StoreName::History, after + 1, usize::MAX).await?;
        let old = {
            let mut memory = self.memory.borrow_mut();
            for (key, bytes) in leaves {
                let leaf = Leaf::decode(&bytes);
                // Read meanwhile for another question.
                if let Some(leaf) = leaf.filter(|_| key > memory.history.read()) {
                    memory.history.take(key, leaf);
                }
            }
            memory.history.forget_before(self.clock.wall() - KEPT_MS)
        };
        if let Some(key) = old {
            store.commit(WriteBatch::of(vec![Write::DeleteTo(StoreName::History, key)])).await?;
        }
        Ok(())
    }

    pub(crate) async fn history(&self) -> Result<HistoryView, StoreError> {
        self.catch_up_history().await?;
        let memory = self.memory.borrow();
        let undone = memory.history.undone();
        let item = |entry: &crate::history::Entry| HistoryItem {
            action: entry.action,
            at: entry.at,
            by: memory.directory.person(entry.by),
            deeds: entry.deeds.clone(),
            root: entry.root,
            title: entry.root.map(|root| memory.title(root)).unwrap_or_default(),
            count: entry.count,
            undoable: memory.history.is_undoable(entry.action),
            undone: undone.contains(&entry.action),
        };
        Ok(HistoryView { items: memory.history.newest().take(SHOWN).map(item).collect() })
    }

    /// Takes an action back: one of few files at once, one of many as long work.
    pub(crate) async fn undo(&self, action: ActionId) -> Result<Outcome, EngineProblem> {
        let steps = self.steps_of(action).await?;
        let mut by_root: BTreeMap<RootId, Vec<(Step, Dot)>> = BTreeMap::new();
        for (step, dot) in steps {
            by_root.entry(step.root).or_default().push((step, dot));
        }
        if by_root.len() > 1 {
            let tasks = by_root.into_iter().map(|(root, steps)| (root, Task::TakeBack(steps))).collect();
            return self.begin(Job::new(ActionId(self.new_id()), Some(action), tasks));
        }
        let roots: Vec<RootId> = by_root.keys().copied().collect();
        let states = self.root_states(&roots).await.map_err(|e| storage_problem(&e))?;
        let mut drafts = Vec::new();
        let mut left = 0;
        for (root, steps) in &by_root {
            let (kinds, alone) = take_all_back(steps, &states[root]);
            left += alone;
            drafts.extend(kinds.into_iter().map(|kind| Draft::of(*root, kind)));
        }
        if drafts.is_empty() || drafts.len() > GROUP_MAX {
            return Err(problem("problem-undo-changed-since", false));
        }
        let saved = self.act(drafts, Vec::new(), Some(action)).await?;
        if left > 0 {
            let ended = Some(WorkEnd::Whole);
            self.memory.borrow_mut().labour.view = Some(WorkView { action: saved.action, undoes: true, done: 1, of: 1, left, ended });
            self.show_all().await;
        }
        Ok(Outcome::Action(saved.action))
    }

    /// The steps of an action with the ops that did them, if it can be taken back.
    async fn steps_of(&self, action: ActionId) -> Result<Vec<(Step, Dot)>, EngineProblem> {
        self.catch_up_history().await.map_err(|e| storage_problem(&e))?;
        let leaves = {
            let memory = self.memory.borrow();
            let entry = memory.history.get(action).filter(|_| memory.history.is_undoable(action));
            entry.map(|entry| entry.leaves.clone()).ok_or_else(|| problem("problem-undo-not-possible", false))?
        };
        let Some((store, dev)) = self.with_opened(|o| (o.store.clone(), o.session.dev)) else {
            return Err(problem("problem-not-enrolled", false));
        };
        let mut steps = Vec::new();
        for key in leaves {
            let bytes = store.get(StoreName::History, key).await.map_err(|e| storage_problem(&e))?;
            let leaf = bytes.as_deref().and_then(Leaf::decode);
            let leaf = leaf.ok_or_else(|| problem("problem-undo-not-possible", false))?;
            steps.extend((key..).zip(leaf.steps).map(|(n, step)| (step, Dot(dev, n))));
        }
        Ok(steps)
    }
}

/// What takes the steps on one file back, the last first.
pub(crate) fn take_all_back(steps: &[(Step, Dot)], state: &innkeeper_sync::state::RootState) -> (Vec<innkeeper_sync::op::Kind>, u32) {
    // A file that is put away takes everything with it that was done to it.
    let made = steps.iter().find(|(step, _)| step.trace == crate::history::Trace::Made);
    let steps = made.map_or(steps, std::slice::from_ref);
    let mut kinds = Vec::new();
    let mut left = 0;
    for (step, dot) in steps.iter().rev() {
        let (back, alone) = take_back(step, *dot, state);
        kinds.extend(back);
        left += alone;
    }
    (kinds, left)
}
