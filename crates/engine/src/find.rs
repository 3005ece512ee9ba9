//! Finding anything by a few letters: guests, leads, segments; with none, what was opened last.

use std::cmp::Reverse;

use innkeeper_domain::order;
use innkeeper_domain::text::fold_for_search;
use innkeeper_sync::id::RootId;

use crate::driver::put_json;
use crate::engine::{Engine, Memory, World};
use crate::list::Needle;
use crate::ports::{Meta, Store, WriteBatch};
use crate::protocol::{FindQuery, FindView, Found, FoundKind};

/// How many of the files opened last are remembered.
const RECENT: usize = 8;
/// Most that are found of each kind.
const LIMIT: usize = 50;

impl<W: World> Engine<W> {
    /// Somebody has opened a file.
    pub(crate) async fn opened_file(&self, root: RootId) {
        let kept = {
            let mut memory = self.memory.borrow_mut();
            if memory.recent.first() == Some(&root) {
                return;
            }
            memory.recent.retain(|known| *known != root);
            memory.recent.insert(0, root);
            memory.recent.truncate(RECENT);
            memory.recent.clone()
        };
        if let Some(store) = self.store() {
            // A convenience: if it is not kept, nothing is lost.
            let _ = store.commit(WriteBatch::of(vec![put_json(Meta::Recent, &kept)])).await;
        }
    }

    pub(crate) fn find(&self, query: &FindQuery) -> FindView {
        let memory = self.memory.borrow();
        let text = fold_for_search(query.text.trim());
        let limit = (query.limit as usize).min(LIMIT);
        let found = if text.is_empty() {
            memory.recent.iter().filter_map(|root| memory.found_file(*root)).take(limit).collect()
        } else {
            let needles: Vec<Needle<'_>> = text.split_whitespace().map(Needle::new).collect();
            memory.named(&needles, limit)
        };
        FindView { query: query.clone(), found }
    }
}

impl<S> Memory<S> {
    /// What is called by all of these words: those that begin a word first, then guests before leads before segments.
    fn named(&self, needles: &[Needle<'_>], limit: usize) -> Vec<Found> {
        let Self { columns, leads, directory, .. } = self;
        let guests = (0..columns.len()).filter(|row| !columns.is_archived(*row));
        let guests: Vec<_> =
            guests.filter_map(|row| Some(((rank(needles, columns.haystack(row))?, Reverse(columns.changed(row))), row))).collect();
        let mut found: Vec<(u8, Found)> = Vec::new();
        for ((rank, _), row) in best(&guests, limit) {
            found.extend(self.found_file(columns.root(*row)).map(|guest| (*rank, guest)));
        }
        let leads = leads.newest().filter_map(|(root, facts)| Some(((rank(needles, facts.haystack())?, Reverse(facts.at)), root)));
        let leads: Vec<_> = leads.collect();
        for ((rank, _), root) in best(&leads, limit) {
            found.extend(self.found_file(*root).map(|lead| (*rank, lead)));
        }
        let segments = directory.library.named();
        let segments = segments.filter_map(|(root, name, about)| Some((rank(needles, &fold_for_search(name))?, root, name, about)));
        found.extend(segments.take(limit).map(|(rank, root, name, about)| {
            (rank, Found { kind: FoundKind::Segment, root, title: name.to_owned(), detail: about.to_owned() })
        }));
        order::sort_by_key(&mut found, |(rank, _)| *rank);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// A guest or a lead by what tells it from others of that name.
    fn found_file(&self, root: RootId) -> Option<Found> {
        let first = |texts: [&String; 3]| texts.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
        if let Some(row) = self.columns.row_of(root).filter(|row| !self.columns.is_archived(*row)) {
            let guest = self.columns.view(row, false);
            let detail = first([&guest.email, &guest.phone, &guest.native]);
            return Some(Found { kind: FoundKind::Guest, root, title: guest.name, detail });
        }
        let lead = self.leads.get(root).filter(|lead| !lead.archived)?;
        let title = first([&lead.name, &lead.company, &lead.email]);
        let detail = [&lead.company, &lead.email, &lead.place].into_iter().find(|text| !text.is_empty() && **text != title);
        Some(Found { kind: FoundKind::Lead, root, detail: detail.cloned().unwrap_or_default(), title })
    }
}

/// 0 when every word begins a word there, 1 when each is somewhere.
fn rank(needles: &[Needle<'_>], haystack: &str) -> Option<u8> {
    if !needles.iter().all(|needle| needle.is_in(haystack)) {
        return None;
    }
    Some(u8::from(!needles.iter().all(|needle| needle.begins_a_word_of(haystack))))
}

/// The first of them in order, without sorting the rest.
fn best<K: Ord, T>(all: &[(K, T)], count: usize) -> impl Iterator<Item = &(K, T)> {
    let first = order::first_rows((0..all.len() as u32).collect(), count, &|a, b| all[a].0.cmp(&all[b].0).then(a.cmp(&b)));
    first.into_iter().map(|at| &all[at as usize])
}
