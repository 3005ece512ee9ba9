//! Leads as pages show them, and guests a visitor may be.

use std::collections::BTreeMap;

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Entity, Fields, access, lead};
use innkeeper_sync::id::{DeviceId, RootId};

use crate::columns::Columns;
use crate::directory::Directory;
use crate::engine::{Engine, Memory, World};
use crate::guest_view::{Context, consents, field_views, set_views};
use crate::leads::LeadFacts;
use crate::list::WINDOW_MAX;
use crate::outbox_view::standings;
use crate::ports::{Clock, StoreError};
use crate::protocol::{KnownGuest, LeadRow, LeadView, LeadsQuery, LeadsView, OutboxState};

/// Most guests a visitor may be that are shown.
const KNOWN_MAX: usize = 5;
/// Digits a phone number needs before anybody is recognised by it.
const DIGITS_MIN: usize = 7;

/// What the rows of leads need besides their facts.
pub(crate) struct Rows<'a> {
    directory: &'a Directory,
    own: Option<DeviceId>,
    standings: BTreeMap<RootId, OutboxState>,
}

impl<'a> Rows<'a> {
    pub(crate) fn of<S>(memory: &'a Memory<S>) -> Self {
        let standings = memory.replica().map(|replica| standings(replica, memory.sending, &memory.let_go)).unwrap_or_default();
        Self { directory: &memory.directory, own: memory.replica().map(|r| r.meta.dev), standings }
    }

    pub(crate) fn row(&self, root: RootId, facts: &LeadFacts) -> LeadRow {
        let ours = self.own == Some(facts.dev);
        LeadRow {
            root,
            name: facts.name.clone(),
            company: facts.company.clone(),
            email: facts.email.clone(),
            phone: facts.phone.clone(),
            grade: facts.grade,
            status: facts.status,
            place: facts.place.clone(),
            at: facts.at,
            by: self.directory.person(facts.by),
            reply_due: facts.reply_due(),
            to_finish: facts.to_finish(),
            // What has left the outbox is in the log.
            sent: self.standings.get(&root).cloned().or_else(|| ours.then_some(OutboxState::Sent)),
        }
    }
}

impl<W: World> Engine<W> {
    pub(crate) fn leads(&self, query: &LeadsQuery) -> LeadsView {
        let memory = self.memory.borrow();
        let rows = Rows::of(&memory);
        let found = memory.leads.find(&query.search);
        let total = found.len() as u32;
        let window = found.into_iter().skip(query.offset as usize).take(query.limit.min(WINDOW_MAX) as usize);
        let rows = window.map(|(root, facts)| rows.row(root, facts)).collect();
        LeadsView { query: query.clone(), total, today: memory.leads.met_since(self.clock.midnight()), rows }
    }

    pub(crate) async fn lead_view(&self, root: RootId) -> Result<Option<Box<LeadView>>, StoreError> {
        let state = self.root_state(root).await?;
        let memory = self.memory.borrow();
        let (Some(facts), Some(record)) = (memory.leads.get(root), state.own(root)) else { return Ok(None) };
        let Some((opened, replica)) = memory.opened.as_ref().and_then(|o| Some((o, o.replica.as_ref()?))) else { return Ok(None) };
        let roles = opened.session.roles();
        let unsent = |dot: innkeeper_sync::id::Dot| dot.dev() == replica.meta.dev && dot.n() > replica.acked;
        let context = Context {
            directory: &memory.directory,
            own: replica.meta.dev,
            unsent: &unsent,
            today: self.clock.today(),
            now: self.clock.wall(),
            editable: access::may_write(roles, Entity::Lead),
            can_consent: access::may_add_consent(roles),
        };
        let email: String = record.get(lead::EMAIL).unwrap_or_default();
        let phone: String = record.get(lead::PHONE).unwrap_or_default();
        Ok(Some(Box::new(LeadView {
            row: Rows::of(&memory).row(root, facts),
            fields: field_views(Entity::Lead, record, &context),
            sets: set_views(record),
            consents: consents(record, &context),
            known: known(&memory.columns, &email, &phone),
            editable: context.editable,
        })))
    }

    pub(crate) fn known(&self, email: &str, phone: &str) -> Vec<KnownGuest> {
        known(&self.memory.borrow().columns, email, phone)
    }
}

/// Guests with this e-mail address or phone number, as typed; part of an address recognises nobody.
fn known(columns: &Columns, email: &str, phone: &str) -> Vec<KnownGuest> {
    let email = fold_for_search(email.trim());
    let email = Some(email).filter(|email| email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.')));
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = Some(digits.trim_start_matches('0')).filter(|digits| digits.len() >= DIGITS_MIN);
    if email.is_none() && digits.is_none() {
        return Vec::new();
    }
    let is_known = |row: &usize| {
        let haystack = columns.haystack(*row);
        email.as_ref().is_some_and(|email| haystack.contains(email.as_str()) && haystack.split(' ').any(|word| word == email))
            || digits.is_some_and(|digits| has_number(haystack, digits))
    };
    let rows = (0..columns.len()).filter(|row| !columns.is_archived(*row)).filter(is_known);
    let guest = |row| {
        let derived = columns.derived(row);
        KnownGuest { root: columns.root(row), name: columns.name(row).to_owned(), stays: derived.stays, last_stay: derived.last_stay }
    };
    rows.take(KNOWN_MAX).map(guest).collect()
}

/// Whether a number is there, with or without the code of its country.
fn has_number(haystack: &str, digits: &str) -> bool {
    let tail = &digits[digits.len() - DIGITS_MIN..];
    let same = |word: &str| word.ends_with(digits) || (word.len() >= DIGITS_MIN && digits.ends_with(word));
    haystack.contains(tail) && haystack.split(' ').any(|word| same(word.trim_start_matches(['+', '0'])))
}
