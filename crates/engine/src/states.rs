//! Files as this device knows them: page, journal and own changes together.

use std::collections::BTreeMap;
use std::rc::Rc;

use innkeeper_domain::order;
use innkeeper_sync::id::{RootId, Seq};
use innkeeper_sync::page::Page;
use innkeeper_sync::state::RootState;

use crate::engine::{Engine, Memory, Opened, World, read_page};
use crate::ports::StoreError;

/// Decoded pages that are kept.
const PAGES_KEPT: usize = 48;

/// Files by root.
pub(crate) type States = BTreeMap<RootId, RootState>;

impl<W: World> Engine<W> {
    /// One file with everything this device knows of it.
    ///
    /// # Errors
    /// When its page cannot be read.
    pub(crate) async fn root_state(&self, root: RootId) -> Result<RootState, StoreError> {
        Ok(self.root_states(&[root]).await?.remove(&root).unwrap_or_default())
    }

    /// Several files. In the order of their pages each page is read once.
    ///
    /// # Errors
    /// When a page cannot be read.
    pub(crate) async fn root_states(&self, roots: &[RootId]) -> Result<States, StoreError> {
        loop {
            let Some(place) = self.with_opened(Opened::place) else { return Ok(States::new()) };
            let mut bases: BTreeMap<RootId, (Seq, RootState)> = BTreeMap::new();
            for root in roots {
                bases.insert(*root, self.base(*root).await?);
            }
            let memory = self.memory.borrow();
            let Some(opened) = &memory.opened else { return Ok(States::new()) };
            // A checkpoint in between has moved rows from the journal into newer pages: read those.
            if opened.place() != place {
                continue;
            }
            if let Some(replica) = &opened.replica {
                replica.over(&mut bases);
            }
            return Ok(order::map(bases.into_iter().map(|(root, (_, state))| (root, state))));
        }
    }

    /// A file as its page has it, and the row the page is at.
    async fn base(&self, root: RootId) -> Result<(Seq, RootState), StoreError> {
        let key = {
            let memory = self.memory.borrow();
            memory.page_of(root).zip(memory.opened.as_ref()).map(|(number, opened)| opened.page_base + u64::from(number))
        };
        let Some(key) = key else { return Ok((0, RootState::default())) };
        let Some(page) = self.page(key).await? else { return Ok((0, RootState::default())) };
        let found = page.roots.binary_search_by_key(&root, |(id, _)| *id).ok();
        Ok((page.as_of, found.map(|at| page.roots[at].1.clone()).unwrap_or_default()))
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

    /// Forgets decoded pages after they were rewritten.
    pub(crate) fn forget_pages(&self) {
        self.memory.borrow_mut().pages.clear();
    }
}

impl<S> Memory<S> {
    /// The page a file is on, if on one.
    pub(crate) fn page_of(&self, root: RootId) -> Option<u32> {
        self.columns.page_of(root).or_else(|| self.directory.page_of(root))
    }
}
