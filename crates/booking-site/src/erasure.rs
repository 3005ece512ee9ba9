//! Erasure: what is personal in a guest's file goes for good, here and in every copy, and stays gone after a restore.
//!
//! It is noted first, in the ledger beside the keys; then the log says so, which makes every device forget the file; then what the house holds
//! beside the log goes (mails, held enquiries), the envelopes of the file are emptied, and its key is lost, with which every older copy says
//! nothing any more. A server that stops in the middle goes on at its next start, and so does one that was restored from a backup.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::contact::email;
use innkeeper_domain::{Entity, Value, guest, lead};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, Seq, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_sync::server::append;
use innkeeper_sync::state::{Record, RootState};

use crate::enquiry::{self, Sent};
use crate::store::vault::ledger::Erasure;
use crate::store::{Depth, Sql, Store, StoreError, TENANT, Tx, log, mail, settings};

/// What was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The files: the guest's, and those linked to it.
    pub roots: Vec<RootId>,
    /// End of the log after it.
    pub head: Seq,
}

/// Erases a guest or a lead with every file that is known to be the same person's: duplicates linked to it, leads it was made of. `None` when there
/// is no such file, or it is nobody's.
///
/// # Errors
/// When a database fails. Once it was noted, every start of the server goes on with it.
pub async fn erase(store: &Store, root: RootId, by: UserId, now: i64) -> Result<Option<Erased>, StoreError> {
    let roots = note(store, root, by, now).await?;
    if roots.is_empty() {
        return Ok(None);
    }
    let mut head = 0;
    for root in &roots {
        head = store.retrying(|| carry_out(store, Erasure { root: *root, at: now, by })).await?;
    }
    store.vault().lose_doomed().await?;
    store.scrub(Depth::Light).await?;
    store.announce(head);
    tracing::info!(files = roots.len(), user = %by, "erased what is personal");
    Ok(Some(Erased { roots, head }))
}

/// Notes that a person is to be erased, in the ledger, and gives their files. From here on nothing but erasing them is possible.
///
/// # Errors
/// When a database fails; nothing is noted then.
pub async fn note(store: &Store, root: RootId, by: UserId, now: i64) -> Result<Vec<RootId>, StoreError> {
    let files = same_person(store, root).await?;
    let marks: BTreeSet<String> = files.values().flat_map(marks_of).collect();
    let erasures: Vec<Erasure> = files.keys().map(|root| Erasure { root: *root, at: now, by }).collect();
    store.vault().note_erasures(&erasures, &marks.iter().cloned().collect::<Vec<_>>()).await?;
    discard_held(store, &marks).await?;
    Ok(files.into_keys().collect())
}

/// Carries out what the ledger says and the database does not: after a restore, or a stop in the middle. Gives how many files that were.
///
/// # Errors
/// When a database fails.
pub async fn go_on(store: &Store) -> Result<usize, StoreError> {
    let mut done = 0;
    for erasure in store.vault().erasures().await? {
        let mut tx = store.read().await?;
        let due = !log::is_erased(&mut tx, erasure.root).await?;
        drop(tx);
        if due {
            store.retrying(|| carry_out(store, erasure)).await?;
            done += 1;
        }
    }
    store.vault().lose_doomed().await?;
    if done > 0 {
        store.scrub(Depth::Light).await?;
        tracing::warn!(files = done, "erased again what had been erased before");
    }
    Ok(done)
}

/// Leaves what was erased out of a database that was just restored, so that its states are what its log says; [`go_on`] does the rest.
pub(crate) async fn leave_out(tx: &mut Tx, store: &Store) -> Result<(), StoreError> {
    let head = log::head_in(tx).await?.head;
    for erasure in store.vault().erasures().await? {
        if let Some(state) = log::state_or_what_is_left(tx, erasure.root).await? {
            log::store_states(tx, head.seq, std::iter::once((erasure.root, &state))).await?;
        }
    }
    Ok(())
}

/// One file, in one transaction.
async fn carry_out(store: &Store, erasure: Erasure) -> Result<Seq, StoreError> {
    let mut tx = store.write().await?;
    let root = erasure.root;
    let before = log::lock_head(&mut tx).await?;
    let mut head = before.head.seq;
    let mut states = BTreeMap::new();
    if let Some(state) = log::state_or_what_is_left(&mut tx, root).await? {
        states.insert(root, state);
    }
    log::lose_keys(&mut tx, root).await?;
    if states.get(&root).is_none_or(|state| state.erased.is_none()) {
        let group = vec![vec![Draft::of(root, Kind::Erase {})]];
        let accepted = append(group, erasure.by, before.head, before.server_dev, before.server_last_n, &mut states, erasure.at);
        if !accepted.not_ok.is_empty() {
            return Err(StoreError::Damaged(format!("the log did not take the erasure of {root}")));
        }
        log::store_accepted(&mut tx, &before, &accepted, &states, Some(accepted.last_n)).await?;
        head = accepted.head.seq;
    }
    mail::forget(&mut tx, root).await?;
    settings::set_in(&mut tx, LAST, &head.to_string()).await?;
    // Its envelopes are empty then: nobody would find its keys any more.
    tx.doom().await?;
    tx.commit().await?;
    Ok(head)
}

/// The setting that says at which row something was erased last.
const LAST: &str = "last-erased";

/// The row of the last erasure: what was copied from the database before it is not to be given out.
pub(crate) async fn last(store: &Store) -> Result<Seq, StoreError> {
    Ok(store.setting(LAST).await?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Rows are counted from 1 again.
pub(crate) async fn begin_anew(tx: &mut Tx) -> Result<(), StoreError> {
    settings::remove_in(tx, LAST).await
}

/// The file, and those of the same person.
async fn same_person(store: &Store, root: RootId) -> Result<BTreeMap<RootId, RootState>, StoreError> {
    let mut tx = store.read().await?;
    let mut files = BTreeMap::new();
    let (mut wanted, mut seen) = (vec![root], BTreeSet::new());
    while !wanted.is_empty() {
        seen.extend(wanted.iter().copied());
        let found = log::states_of(&mut tx, &wanted).await?;
        let mut next = Vec::new();
        for (root, at) in found {
            if at.state.erased.is_some() || !is_persons(root, &at.state) {
                continue;
            }
            next.extend(at.state.links.iter().copied());
            files.insert(root, at.state);
        }
        for root in next.clone().into_iter().chain(wanted) {
            next.extend(leads_of(&mut tx, root).await?);
            next.extend(linked_to(&mut tx, root).await?);
        }
        next.retain(|root| !seen.contains(root));
        next.sort_unstable();
        next.dedup();
        wanted = if files.is_empty() { Vec::new() } else { next };
    }
    Ok(files)
}

fn is_persons(root: RootId, state: &RootState) -> bool {
    state.own(root).is_some_and(|own| matches!(Entity::from_code(&own.entity), Some(Entity::Guest | Entity::Lead)))
}

/// Leads that became this guest.
async fn leads_of(tx: &mut Tx, guest: RootId) -> Result<Vec<RootId>, StoreError> {
    let leads = log::roots_with(tx, Entity::Lead, lead::CONVERTED_TO.name()).await?;
    let states = log::states_of(tx, &leads).await?;
    let became = |(root, state): (RootId, RootState)| {
        let to = state.own(root)?.value(lead::CONVERTED_TO.name())?;
        (*to == Value::from(guest.0)).then_some(root)
    };
    Ok(states.into_iter().filter_map(|(root, at)| became((root, at.state))).collect())
}

/// Files that say they are the same person as this one.
async fn linked_to(tx: &mut Tx, root: RootId) -> Result<Vec<RootId>, StoreError> {
    let sql = Sql::new("SELECT DISTINCT root FROM log WHERE tenant = $1 AND kind = 'alias'").bind(TENANT);
    let linking = tx.rows(sql).await?.iter().map(|row| row.id(0).map(RootId)).collect::<Result<Vec<_>, _>>()?;
    let states = log::states_of(tx, &linking).await?;
    Ok(states.into_iter().filter(|(_, at)| at.state.links.contains(&root)).map(|(root, _)| root).collect())
}

/// What tells that a row of an import is about this person.
fn marks_of(state: &RootState) -> Vec<String> {
    let mut marks = Vec::new();
    for record in state.records.values() {
        match Entity::from_code(&record.entity) {
            Some(Entity::Guest) => {
                let emails = texts(record, guest::EMAIL.name(), guest::MORE_EMAILS.name());
                let phones = texts(record, guest::PHONE.name(), guest::MORE_PHONES.name());
                marks.extend(emails.map(email_mark).chain(phones.map(phone_mark)));
                let reference = record.value(guest::EXTERNAL_REF.name()).and_then(Value::as_text);
                marks.extend(reference.map(reference_mark));
            }
            Some(Entity::Lead) => {
                let phones = texts(record, lead::PHONE.name(), "");
                marks.extend(texts(record, lead::EMAIL.name(), "").map(email_mark).chain(phones.map(phone_mark)));
            }
            _ => {}
        }
    }
    marks
}

fn texts<'a>(record: &'a Record, field: &'a str, set: &'a str) -> impl Iterator<Item = &'a str> {
    let more = record.sets.get(set).into_iter().flat_map(|members| members.keys());
    record.value(field).into_iter().chain(more).filter_map(Value::as_text)
}

/// The mark of an e-mail address.
pub(crate) fn email_mark(address: &str) -> String {
    format!("email {}", email::normalise(address).0.value.to_lowercase())
}

/// The mark of a phone number in the form it is stored in.
pub(crate) fn phone_mark(number: &str) -> String {
    format!("phone {number}")
}

/// The mark of what another system calls the guest.
pub(crate) fn reference_mark(external: &str) -> String {
    format!("reference {external}")
}

/// Drops enquiries of this person that wait for somebody's look.
async fn discard_held(store: &Store, marks: &BTreeSet<String>) -> Result<(), StoreError> {
    for held in store.held_enquiries().await? {
        let Ok(sent) = serde_json::from_str::<Sent>(&held.body) else { continue };
        let is_theirs = |text: &str, mark: fn(&str) -> String| !text.is_empty() && marks.contains(&mark(text));
        if is_theirs(&sent.email, email_mark) || is_theirs(&sent.phone, phone_mark) {
            enquiry::discard(store, &held.key, held.id).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use innkeeper_sync::op::Fields;

    use super::*;
    use crate::store::vault::key_of;
    use crate::writer::Writer;

    #[tokio::test]
    async fn a_server_that_stops_between_the_log_and_the_keys_loses_them_at_its_next_start() {
        let dir = std::env::temp_dir().join(format!("innkeeper-erasure-{}", uuid::Uuid::new_v4()));
        let store = Store::open(&dir, None).await.expect("a new directory");
        let root = RootId(crate::random::uuid_v7(1));
        let fields = Fields::from([("surname".to_owned(), Value::from("Li"))]);
        let made = Draft::of(root, Kind::New { entity: "guest".to_owned(), fields, sets: BTreeMap::new() });
        Writer::new(store.clone()).append_groups(vec![vec![made]], "test").await.expect("appended");
        let sql = Sql::new("SELECT state FROM root_state WHERE tenant = $1 AND root = $2").bind(TENANT).bind(root.0);
        let envelope = store.rows(sql).await.expect("read")[0].blob(0).expect("a state");
        let no = key_of(&envelope).expect("an envelope").expect("sealed");
        // An erasure has come so far, its envelopes are empty in the database, and then the power goes.
        store.vault().doom(&[no]).await.expect("noted");
        store.close().await;
        let again = Store::open(&dir, None).await.expect("the same");
        go_on(&again).await.expect("gone on");
        again.vault().fetch([no]).await.expect("asked");
        let opened = again.vault().open_sealed(crate::store::vault::Part::State, root.0, &envelope).expect("an envelope");
        assert_eq!(opened, None, "the old envelope opens no more");
        std::fs::remove_dir_all(dir).expect("the test's own directory");
    }
}
