//! Copies of the whole: the first one (and any later snapshot) from the server, and checkpoints of the journal into the pages.

use innkeeper_domain::order;
use innkeeper_sync::client::{Replica, Turn, fold_rows};
use innkeeper_sync::hex;
use innkeeper_sync::id::RootId;
use innkeeper_sync::page::{PAGE_ROOTS, Page};
use innkeeper_sync::row::Row;
use innkeeper_sync::wire::{Manifest, PAGES_AT_ONCE, PageRef, PagesQuery};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

use crate::columns::Columns;
use crate::directory::Directory;
use crate::driver::{CallError, put_json};
use crate::engine::{COLUMNS, DIRECTORY, Engine, Files, LEADS, Opened, Stored, World, read_outbox, read_page};
use crate::kept::turned;
use crate::leads::Leads;
use crate::ports::{Clock, Meta, Store, StoreError, StoreName, TabNews, Tabs, Write, WriteBatch};
use crate::protocol::Phase;

/// Room for the keys of one copy's pages. A copy that was cut short goes on under the same keys.
const BASE_STEP: u64 = 1 << 24;
/// Pages in one transaction.
const PAGES_WRITTEN: usize = 64;

impl<W: World> Engine<W> {
    /// Takes a snapshot: pages beside the old ones, then everything switches in one transaction. The outbox stays.
    pub(crate) async fn copy_all(&self) -> Result<(), CallError> {
        let manifest: Manifest = self.call("GET", "/sync/v1/snapshot", Vec::new()).await?;
        let Some((store, generation, old_base)) = self.with_opened(|o| (o.store.clone(), o.generation, o.page_base)) else {
            return Ok(());
        };
        let base = old_base + BASE_STEP;
        let (today, now) = (self.clock.today(), self.clock.wall());
        let mut files = Files::default();
        self.progress(0, manifest.roots).await;
        let mut erased = BTreeSet::new();
        let mut done = 0;
        let mut number = 0;
        let mut chunks = (base..).step_by(PAGES_AT_ONCE).zip(manifest.pages.chunks(PAGES_AT_ONCE));
        let mut coming = match chunks.next() {
            Some((first, chunk)) => Some(self.pages_of(&*store, first, chunk).await?),
            None => None,
        };
        while let Some(pages) = coming.take() {
            let mut writes = Vec::with_capacity(pages.len());
            for bytes in &pages {
                let page = Page::decode(bytes).map_err(|_| CallError::Later(None))?;
                files.take_page(&page, number, today, now);
                erased.extend(page.roots.iter().filter(|(_, state)| state.erased.is_some()).map(|(root, _)| *root));
                writes.push(Write::Put(StoreName::Pages, base + u64::from(number), bytes.clone()));
                number += 1;
                done += page.roots.len() as u64;
            }
            // The next pages come while these are written.
            let next = async {
                match chunks.next() {
                    Some((first, chunk)) => self.pages_of(&*store, first, chunk).await.map(Some),
                    None => Ok(None),
                }
            };
            let (written, next) = futures::future::join(store.commit(WriteBatch::of(writes).fenced(generation)), next).await;
            written?;
            coming = next?;
            self.progress(done, manifest.roots).await;
        }
        self.switch(&manifest, base, number, files, erased).await
    }

    async fn progress(&self, done: u64, total: u64) {
        // People who already have their guests go on with them.
        if self.memory.borrow().replica().is_none() {
            self.enter(Phase::FirstSync { done, total }).await;
        }
    }

    /// Pages by hash: those that a copy which was cut short has left under these keys, else from the server.
    async fn pages_of(&self, store: &impl Store, first: u64, refs: &[PageRef]) -> Result<Vec<Vec<u8>>, CallError> {
        let left = store.range(StoreName::Pages, first, refs.len()).await?;
        let is_it = |((key, page), (place, page_ref)): ((&u64, &Vec<u8>), (u64, &PageRef))| {
            *key == place && hex::encode(&Sha256::digest(page)) == page_ref.hash
        };
        let here = left.len() == refs.len() && left.iter().map(|(key, page)| (key, page)).zip((first..).zip(refs)).all(is_it);
        if here { Ok(left.into_iter().map(|(_, page)| page).collect()) } else { self.fetch_pages(refs).await }
    }

    /// Pages by hash, each checked against it.
    async fn fetch_pages(&self, refs: &[PageRef]) -> Result<Vec<Vec<u8>>, CallError> {
        let query = PagesQuery { hashes: refs.iter().map(|r| r.hash.clone()).collect() };
        let answer = self.send("POST", "/sync/v1/snapshot/pages", serde_json::to_vec(&query).expect("plain data")).await?;
        let mut rest = answer.body.as_slice();
        let mut pages = Vec::with_capacity(refs.len());
        for page_ref in refs {
            let damaged = || CallError::Later(None);
            let (length, tail) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
            let (page, tail) = tail.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or_else(damaged)?;
            if hex::encode(&Sha256::digest(page)) != page_ref.hash {
                return Err(damaged());
            }
            pages.push(page.to_vec());
            rest = tail;
        }
        Ok(pages)
    }

    async fn switch(&self, manifest: &Manifest, base: u64, pages: u32, files: Files, erased: BTreeSet<RootId>) -> Result<(), CallError> {
        let opened = self.with_opened(|o| (o.store.clone(), o.generation, o.session.clone(), o.journal_key));
        let Some((store, generation, session, journal_key)) = opened else {
            return Ok(());
        };
        let wall = self.clock.wall();
        let known = self.memory.borrow().replica().cloned();
        let replica = known.unwrap_or_else(|| Replica::load(session.blank(), Vec::new(), BTreeMap::new()));
        let turn = replica.from_snapshot(manifest, erased, wall);
        let turned = turned(&*store, &turn).await?;
        let Turn { meta, blank, .. } = turn;
        let stored = Stored { replica: meta.clone(), page_base: base, pages };
        // What another tab has added to the journal meanwhile stays, and is looked at when it is next read.
        let mut writes = vec![put_json(Meta::Replica, &stored), Write::DeleteTo(StoreName::Journal, journal_key)];
        writes.extend(turned);
        writes.extend(cache(&files.columns, &files.directory, &files.leads, meta.checkpoint));
        store.commit(WriteBatch { writes, strict: true, generation: Some(generation) }).await?;
        let outbox = order::map(read_outbox(&*store, 0).await?);
        self.forget_pages();
        self.met_server().await?;
        let phase = self.ready();
        let fresh = {
            let mut memory = self.memory.borrow_mut();
            memory.take(files);
            let Some(opened) = &mut memory.opened else { return Ok(()) };
            (opened.page_base, opened.pages) = (base, pages);
            match &mut opened.replica {
                Some(replica) => {
                    // Another tab may have saved what this one was not told of.
                    replica.saved(outbox);
                    replica.restarted(meta);
                    replica.blanked(&blank);
                }
                None => opened.replica = Some(Replica::load(meta, Vec::new(), outbox)),
            }
            memory.phase = phase;
            order::set(memory.replica().into_iter().flat_map(Replica::overlay).map(|p| p.op.root))
        };
        self.refresh(&fresh).await?;
        store.commit(WriteBatch::of(vec![Write::DeleteTo(StoreName::Pages, base - 1)])).await?;
        self.tabs.tell(TabNews::Reload);
        Ok(())
    }

    /// Works the journal into the pages when it has grown.
    pub(crate) async fn checkpoint_if_due(&self) -> Result<(), CallError> {
        let due = self.memory.borrow().replica().is_some_and(Replica::checkpoint_due);
        if due { self.checkpoint().await.map_err(CallError::from) } else { Ok(()) }
    }

    /// Page writes first, each page with the row it is at, all fenced; then one transaction moves the checkpoint and trims the journal. A page that is
    /// ahead of the checkpoint does no harm: rows it holds are not folded again.
    pub(crate) async fn checkpoint(&self) -> Result<(), StoreError> {
        let Some(plan) = self.plan_checkpoint().await? else { return Ok(()) };
        let Plan { turn, evicts, journal_key, by_page, mut pages, base, generation } = plan;
        let Some(store) = self.store() else { return Ok(()) };
        let turned = turned(&*store, &turn).await?;
        let Turn { meta, blank, .. } = turn;
        let mut writes = Vec::new();
        let mut moved: Vec<(RootId, u32)> = Vec::new();
        for (number, rows) in by_page {
            let key = base + u64::from(number);
            let mut page = read_page(&*store, key).await?.unwrap_or_default();
            let at = page.as_of;
            fold_into(&mut page, rows.iter().filter(|row| row.seq > at));
            page.as_of = meta.checkpoint;
            moved.extend(page.roots.iter().map(|(root, _)| (*root, number)));
            pages = pages.max(number + 1);
            writes.push(Write::Put(StoreName::Pages, key, page.encode()));
            if writes.len() == PAGES_WRITTEN {
                store.commit(WriteBatch::of(std::mem::take(&mut writes)).fenced(generation)).await?;
            }
        }
        {
            let mut memory = self.memory.borrow_mut();
            for (root, number) in moved {
                if memory.columns.row_of(root).is_some() {
                    memory.columns.set_page(root, number);
                } else {
                    memory.directory.set_page(root, number);
                }
            }
        }
        let stored = Stored { replica: meta.clone(), page_base: base, pages };
        writes.push(put_json(Meta::Replica, &stored));
        writes.push(Write::DeleteTo(StoreName::Journal, journal_key));
        writes.extend(turned);
        {
            let memory = self.memory.borrow();
            if evicts {
                writes.extend([COLUMNS, DIRECTORY, LEADS].map(|key| Write::Delete(StoreName::Columns, key)));
            } else {
                writes.extend(cache(&memory.columns, &memory.directory, &memory.leads, meta.checkpoint));
            }
        }
        store.commit(WriteBatch { writes, strict: true, generation: Some(generation) }).await?;
        {
            let mut memory = self.memory.borrow_mut();
            if let Some(opened) = &mut memory.opened {
                opened.pages = pages;
                if let Some(replica) = &mut opened.replica {
                    replica.checkpointed(meta);
                    replica.blanked(&blank);
                }
            }
        }
        self.forget_pages();
        if evicts {
            // What memory holds of all files is put together anew from those that are left.
            self.rebuild_columns().await?;
            self.refresh(&self.fresh_roots()).await?;
        }
        self.tabs.tell(TabNews::Reload);
        Ok(())
    }

    /// Which rows go to which page; files that are on none yet go behind the last.
    async fn plan_checkpoint(&self) -> Result<Option<Plan>, StoreError> {
        let Some((store, base, pages, generation)) =
            self.with_opened(|o: &Opened<_>| (o.store.clone(), o.page_base, o.pages, o.generation))
        else {
            return Ok(None);
        };
        let last_page = match pages.checked_sub(1) {
            Some(last) => read_page(&*store, base + u64::from(last)).await?.map_or(0, |p| p.roots.len()),
            None => PAGE_ROOTS,
        };
        let memory = self.memory.borrow();
        let Some(opened) = &memory.opened else { return Ok(None) };
        let Some(replica) = &opened.replica else { return Ok(None) };
        let mut by_page: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
        let mut new: BTreeMap<RootId, u32> = BTreeMap::new();
        let (mut next_page, mut room) = (pages.saturating_sub(1), PAGE_ROOTS.saturating_sub(last_page));
        for row in &replica.journal {
            let root = row.op.root;
            let known = memory.columns.page_of(root).or_else(|| memory.directory.page_of(root)).or_else(|| new.get(&root).copied());
            let number = known.unwrap_or_else(|| {
                if room == 0 {
                    next_page = if pages == 0 && new.is_empty() { 0 } else { next_page + 1 };
                    room = PAGE_ROOTS;
                }
                room -= 1;
                new.insert(root, next_page);
                next_page
            });
            by_page.entry(number).or_default().push(row.clone());
        }
        let evicts = !replica.evicted().is_empty();
        let plan = Plan { turn: replica.checkpoint(), evicts, journal_key: opened.journal_key, by_page, pages, base, generation };
        Ok(Some(plan))
    }
}

struct Plan {
    turn: Turn,
    /// Files go out of sight.
    evicts: bool,
    journal_key: u64,
    by_page: BTreeMap<u32, Vec<Row>>,
    pages: u32,
    base: u64,
    generation: u64,
}

fn fold_into<'a>(page: &mut Page, rows: impl Iterator<Item = &'a Row>) {
    for row in rows {
        let root = row.op.root;
        let at = page.roots.binary_search_by_key(&root, |(id, _)| *id).unwrap_or_else(|at| {
            page.roots.insert(at, (root, Default::default()));
            at
        });
        fold_rows(std::iter::once(row), &mut page.roots[at].1);
    }
    page.roots.retain(|(_, state)| !state.is_empty());
}

/// The cache of all that memory holds of the files, true for the pages at `at`.
fn cache(columns: &Columns, directory: &Directory, leads: &Leads, at: u64) -> [Write; 3] {
    let directory = serde_json::to_vec(directory).expect("keys of the directory are texts");
    [
        Write::Put(StoreName::Columns, COLUMNS, columns.encode(at)),
        Write::Put(StoreName::Columns, DIRECTORY, directory),
        Write::Put(StoreName::Columns, LEADS, leads.encode()),
    ]
}
