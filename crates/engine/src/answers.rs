//! Views as they are now: each question a page watches, answered from memory or, for one file, from its page.

use innkeeper_domain::{Entity, access};
use innkeeper_sync::hlc::OFFSET_WARNING_MS;
use innkeeper_sync::id::{Dot, RootId};

use crate::engine::{Engine, World};
use crate::guest_view::{Context, guest_view};
use crate::list::WINDOW_MAX;
use crate::outbox_view::{Reading, outbox_view};
use crate::ports::{Clock, Storage, StoreError};
use crate::protocol::{self, GuestsQuery, GuestsView, OutboxQuery, OutboxView, Phase, Query, StatusView, StorageView, View};

impl<W: World> Engine<W> {
    /// The view; none while it cannot be told yet.
    pub(crate) async fn answer(&self, query: &Query) -> Option<View> {
        let loading = matches!(self.memory.borrow().phase, Phase::Loading | Phase::Locked(_) | Phase::LeaseOver { .. } | Phase::Wiped);
        match query {
            Query::Status => Some(View::Status(self.status())),
            Query::Guests(query) => (!loading).then(|| View::Guests(self.guests(query))),
            Query::Guest(root) => self.guest(*root).await.ok().map(View::Guest),
            Query::Outbox(query) => Some(View::Outbox(self.outbox(*query))),
            Query::Leads(query) => (!loading).then(|| View::Leads(self.leads(query))),
            Query::Lead(root) => self.lead_view(*root).await.ok().map(View::Lead),
            Query::Draft(name) => self.draft(name).await.ok().filter(|_| !loading).map(View::Draft),
            Query::Known(email, phone) => Some(View::Known(self.known(email, phone))),
            Query::Today => {
                if loading {
                    None
                } else {
                    self.today().await.ok().map(|today| View::Today(Box::new(today)))
                }
            }
            Query::Find(query) => (!loading).then(|| View::Find(self.find(query))),
            Query::Storage => Some(View::Storage(self.stored().await)),
            Query::Conflicts(query) => {
                if loading {
                    None
                } else {
                    self.conflicts(query).await.ok().map(View::Conflicts)
                }
            }
            Query::History => self.history().await.ok().filter(|_| !loading).map(View::History),
            Query::Work => Some(View::Work(self.memory.borrow().labour.view.clone())),
            Query::Wordings(language) => Some(View::Wordings(self.memory.borrow().directory.texts_for(Some(language)))),
            Query::Colleagues => Some(View::Colleagues(self.memory.borrow().directory.colleagues())),
            Query::Audience(query) => (!loading).then(|| View::Audience(Box::new(self.audience(query)))),
            Query::Values(query) => (!loading).then(|| View::Values(self.memory.borrow_mut().values(query))),
            Query::Numbers(rule) => (!loading).then(|| View::Numbers(self.memory.borrow_mut().numbers(rule, self.asked()))),
            Query::Compare(query) => (!loading).then(|| View::Compare(self.memory.borrow_mut().compare(query, self.asked()).map(Box::new))),
            Query::Versions(root) => self.versions(*root).await.ok().map(View::Versions),
            Query::Segments => (!loading).then(|| View::Segments(self.memory.borrow_mut().segments(self.asked()))),
            Query::ListViews => (!loading).then(|| View::ListViews(self.memory.borrow_mut().list_views(self.asked()))),
            Query::Protection => Some(View::Protection(self.protection().await)),
            Query::Property => (!loading).then(|| View::Property(self.memory.borrow().property())),
        }
    }

    async fn stored(&self) -> StorageView {
        let (persisted, used, quota) = self.storage.estimate().await;
        let memory = self.memory.borrow();
        StorageView { persisted, used, quota, guests: memory.columns.len() as u32, leads: memory.leads.len() as u32 }
    }

    fn status(&self) -> StatusView {
        let memory = self.memory.borrow();
        let replica = memory.replica();
        let off = replica.map(|r| r.meta.clock.offset_ms).filter(|off| off.abs() > OFFSET_WARNING_MS);
        StatusView {
            phase: memory.phase.clone(),
            person: memory.opened.as_ref().filter(|o| !o.session.signed_out).map(|o| o.session.view(memory.hotel_name())),
            device: memory.opened.as_ref().map(|o| o.session.dev),
            unsent: memory.unsent_changes(),
            pill: memory.pill(),
            last_contact: memory.last_contact,
            next_try: memory.next_try,
            sign_in_needed: memory.sign_in_needed,
            outdated: memory.outdated,
            clock_off: off,
            rest: memory.rest,
            storage_trouble: memory.trouble.clone(),
        }
    }

    fn guests(&self, query: &GuestsQuery) -> GuestsView {
        let start = self.clock.micros();
        let asked = self.asked();
        let mut memory = self.memory.borrow_mut();
        let unsent = memory.unsent();
        let (rows, problems) = memory.found(query, asked);
        let total = rows.len() as u32;
        let window = rows.iter().skip(query.offset as usize).take(query.limit.min(WINDOW_MAX) as usize);
        let window: Vec<usize> = window.map(|row| *row as usize).collect();
        let columns = &memory.columns;
        let rows = window.into_iter().map(|row| columns.view(row, unsent.contains(&columns.root(row)))).collect();
        let took_us = u32::try_from(self.clock.micros().saturating_sub(start)).unwrap_or(u32::MAX);
        GuestsView { query: query.clone(), total, all: columns.active(), problems, rows, took_us }
    }

    async fn guest(&self, root: RootId) -> Result<Option<Box<protocol::GuestView>>, StoreError> {
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

    fn outbox(&self, query: OutboxQuery) -> OutboxView {
        let memory = self.memory.borrow();
        let Some(replica) = memory.replica() else {
            return OutboxView { query, items: Vec::new(), found: 0, needs: 0, waiting: 0, sent_today: 0, bytes: 0 };
        };
        let reading = Reading {
            sending: memory.sending,
            let_go: &memory.let_go,
            midnight: self.clock.midnight(),
            title: &|root| memory.title(root),
            person: &|user| memory.directory.person(user),
        };
        outbox_view(query, replica, &reading)
    }
}

/// A view in bytes, as it is to a person: how long the question took is not among them. What is compared so needs no code for each type of view.
pub(crate) fn as_seen(view: &mut View) -> Vec<u8> {
    let took = took_us(view).map(std::mem::take);
    let seen = protocol::encode(view);
    if let (Some(place), Some(took)) = (took_us(view), took) {
        *place = took;
    }
    seen
}

fn took_us(view: &mut View) -> Option<&mut u32> {
    match view {
        View::Guests(view) => Some(&mut view.took_us),
        View::Audience(view) => Some(&mut view.took_us),
        _ => None,
    }
}
