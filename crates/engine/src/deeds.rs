//! What people do: each command becomes one group of ops, stored strictly before it is said to be saved.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, consent_event, interaction};
use innkeeper_sync::client::OutboxValue;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntryId, RootId};
use innkeeper_sync::op::{Fields, Kind, SetField};
use innkeeper_sync::rules;
use innkeeper_sync::sealed;
use innkeeper_sync::state::Record;
use uuid::Uuid;

use crate::engine::{DONE, Engine, World, read_outbox, storage_problem};
use crate::facts::{CONSENTS, INTERACTIONS};
use crate::ports::{Clock, Store, StoreError, StoreName, TabNews, Tabs, Write, WriteBatch};
use crate::protocol::{Command, ConsentGiven, EngineProblem, Outcome, SetChange};

impl<W: World> Engine<W> {
    /// Does what a person asks.
    ///
    /// # Errors
    /// In words: what happened, what was kept, what to do.
    pub(crate) async fn perform(&self, command: Command) -> Result<Outcome, EngineProblem> {
        match command {
            Command::Enrol { name, approver } => return self.enrol(name, approver).await,
            Command::SignOut => return self.sign_out().await,
            Command::SyncNow | Command::Wake => {
                self.memory.borrow_mut().next_try = None;
                self.work.ring();
            }
            Command::NewGuest { fields } => {
                let root = RootId(self.new_id());
                let kind = Kind::New { entity: Entity::Guest.code().to_owned(), fields, sets: BTreeMap::new() };
                self.save(vec![Draft::of(root, kind)]).await?;
                return Ok(Outcome::Root(root));
            }
            Command::EditGuest { root, fields, sets } => {
                let record = self.record(root).await?;
                let mut drafts = Vec::new();
                if !fields.is_empty() {
                    let fields = fields.into_iter().map(|(name, value, seen)| (name, SetField(value, seen))).collect();
                    drafts.push(Draft::of(root, Kind::Set { fields }));
                }
                drafts.extend(sets.into_iter().map(|change| Draft::of(root, set_change(&record, change))));
                if !drafts.is_empty() {
                    self.save(drafts).await?;
                }
            }
            Command::Record { root, note, consent } => {
                let mut drafts = Vec::new();
                drafts.extend(note.map(|body| Draft::of(root, self.note(body))));
                if let Some(consent) = consent {
                    drafts.push(Draft::of(root, self.consent(root, consent)?));
                }
                self.save(drafts).await?;
            }
            Command::AmendNote { root, entry, body } => {
                let fields = Fields::from([(interaction::BODY.name().to_owned(), Value::Text(body))]);
                self.save(vec![Draft::of(root, Kind::Amend { stream: INTERACTIONS.to_owned(), entry, fields })]).await?;
            }
            Command::RetractNote { root, entry, reason } => {
                let reason = Value::Text(reason);
                self.save(vec![Draft::of(root, Kind::Retract { stream: INTERACTIONS.to_owned(), entry, reason })]).await?;
            }
            Command::Choose { root, field, value } => {
                let seen = self.record(root).await?.seen(&field);
                let fields = BTreeMap::from([(field, SetField(value, seen))]);
                self.save(vec![Draft::of(root, Kind::Set { fields })]).await?;
            }
            Command::Archive { root, archived } => {
                let seen = self.record(root).await?.archived.seen();
                let kind = if archived { Kind::Archive { seen } } else { Kind::Restore { seen } };
                self.save(vec![Draft::of(root, kind)]).await?;
            }
        }
        Ok(DONE)
    }

    async fn record(&self, root: RootId) -> Result<Record, EngineProblem> {
        let state = self.root_state(root).await.map_err(|e| storage_problem(&e))?;
        state.own(root).cloned().ok_or_else(|| problem("problem-guest-not-here", false))
    }

    fn note(&self, body: String) -> Kind {
        let fields = Fields::from([
            (interaction::TYPE.name().to_owned(), Value::Text("note".to_owned())),
            (interaction::BODY.name().to_owned(), Value::Text(body)),
            (interaction::AT.name().to_owned(), Value::Int(self.clock.wall())),
        ]);
        Kind::Append { stream: INTERACTIONS.to_owned(), entry: EntryId(self.new_id()), fields }
    }

    fn consent(&self, root: RootId, given: ConsentGiven) -> Result<Kind, EngineProblem> {
        let memory = self.memory.borrow();
        let text = memory.directory.text(given.text).ok_or_else(|| problem("problem-consent-text-unknown", false))?;
        let collector = memory.opened.as_ref().map(|o| o.session.person.user.0);
        let mut fields = Fields::from([
            (consent_event::GUEST.name().to_owned(), Value::Ref(root.0)),
            (consent_event::PURPOSE.name().to_owned(), given.purpose.into()),
            (consent_event::CHANNEL.name().to_owned(), given.channel.into()),
            (consent_event::DECISION.name().to_owned(), given.decision.into()),
            (consent_event::LAWFUL_BASIS.name().to_owned(), Value::Text("consent".to_owned())),
            (consent_event::TEXT.name().to_owned(), Value::Ref(text.id)),
            (consent_event::TEXT_ID.name().to_owned(), Value::Text(text.name)),
            (consent_event::TEXT_VERSION.name().to_owned(), Value::Int(text.version)),
            (consent_event::TEXT_LOCALE.name().to_owned(), Value::Text(text.locale)),
            (consent_event::TEXT_SHA256.name().to_owned(), Value::Text(text.sha256)),
            (consent_event::SOURCE.name().to_owned(), Value::Text("staff".to_owned())),
            (consent_event::METHOD.name().to_owned(), Value::Text(given.method)),
            (consent_event::OCCURRED_AT.name().to_owned(), Value::Int(self.clock.wall())),
        ]);
        fields.extend(collector.map(|user| (consent_event::COLLECTOR.name().to_owned(), Value::Ref(user))));
        Ok(Kind::Append { stream: CONSENTS.to_owned(), entry: EntryId(self.new_id()), fields })
    }

    /// A fresh UUIDv7.
    fn new_id(&self) -> Uuid {
        let random = self.clock.random();
        let mut tail = [0; 10];
        tail.copy_from_slice(&random[..10]);
        uuid::Builder::from_unix_timestamp_millis(self.clock.wall().max(0).cast_unsigned(), &tail).into_uuid()
    }

    /// Stores one action; only then is it shown and sent.
    async fn save(&self, drafts: Vec<Draft>) -> Result<(), EngineProblem> {
        let (store, values) = {
            let mut memory = self.memory.borrow_mut();
            let Some(opened) = &mut memory.opened else { return Err(problem("problem-not-enrolled", false)) };
            let Some(replica) = &mut opened.replica else { return Err(problem("problem-not-enrolled", true)) };
            let by = opened.session.person.user;
            let values = replica.compose(drafts, by, Uuid::from_bytes(self.clock.random()), self.clock.wall());
            (opened.store.clone(), values)
        };
        for value in &values {
            // The entity matters for typed fields only; people edit guests.
            if rules::check(&value.op, Some(Entity::Guest), rules::Author::Person).is_err() {
                return Err(problem("problem-value-not-taken", false));
            }
        }
        let bytes: Vec<Vec<u8>> = values.iter().map(encode).collect();
        let writes = bytes.iter().map(|b| Write::Append(StoreName::Outbox, b.clone())).collect();
        match store.commit(WriteBatch::strict(writes)).await {
            Ok(keys) => {
                self.catch_up_outbox().await.map_err(|e| storage_problem(&e))?;
                self.tabs.tell(TabNews::Outbox(keys.first().copied().unwrap_or(1)));
                self.work.ring();
                Ok(())
            }
            Err(error) => Err(self.rescue(&*store, &bytes, &error).await),
        }
    }

    /// Reads what is new in the outbox, this tab's or another's, and shows it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn catch_up_outbox(&self) -> Result<(), StoreError> {
        let known = |m: &crate::engine::Memory<_>| m.replica().and_then(|r| r.outbox.keys().next_back().copied()).unwrap_or(0);
        let Some((store, after)) = ({
            let memory = self.memory.borrow();
            memory.opened.as_ref().map(|o| (o.store.clone(), known(&memory)))
        }) else {
            return Ok(());
        };
        let values = read_outbox(&*store, after).await?;
        let roots: BTreeSet<RootId> = values.iter().map(|(_, v)| v.op.root).collect();
        if let Some(replica) = self.memory.borrow_mut().replica_mut() {
            replica.saved(values);
        }
        self.refresh(&roots).await
    }

    /// The database did not take it: keep it in the rescue file, say so, and try again later.
    async fn rescue(&self, store: &impl Store, values: &[Vec<u8>], error: &StoreError) -> EngineProblem {
        let kept = store.rescue(values).await.is_ok();
        let mut said = storage_problem(error);
        if kept {
            "problem-storage-rescued".clone_into(&mut said.text);
        }
        self.memory.borrow_mut().trouble = Some(said.clone());
        self.show_all().await;
        self.work.ring();
        said
    }

    /// Puts rescued groups into the outbox, unless the stalled commit came through after all: the read waits behind it, so what it wrote is seen.
    pub(crate) async fn recover_rescued(&self) {
        let Some(store) = self.store() else { return };
        let Ok(rescued) = store.rescued().await else { return };
        if rescued.is_empty() {
            return;
        }
        let Ok(present) = read_outbox(&*store, 0).await else { return };
        let present: BTreeSet<(Uuid, u64)> = present.into_iter().map(|(_, v)| (v.local, v.i)).collect();
        let missing = rescued.into_iter().filter(|bytes| {
            let value = sealed::open(bytes).ok().and_then(|json| serde_json::from_slice::<OutboxValue>(json).ok());
            value.is_some_and(|v| !present.contains(&(v.local, v.i)))
        });
        let writes: Vec<Write> = missing.map(|bytes| Write::Append(StoreName::Outbox, bytes)).collect();
        if !writes.is_empty() && store.commit(WriteBatch::strict(writes)).await.is_err() {
            return;
        }
        if store.clear_rescue().await.is_ok() && self.catch_up_outbox().await.is_ok() {
            self.memory.borrow_mut().trouble = None;
            self.show_all().await;
        }
    }
}

fn encode(value: &OutboxValue) -> Vec<u8> {
    sealed::wrap(&serde_json::to_vec(value).expect("ops are maps with text keys"))
}

/// Texts of these keys need no arguments.
pub(crate) fn problem(text: &str, retry: bool) -> EngineProblem {
    EngineProblem { text: text.to_owned(), args: BTreeMap::new(), retry }
}

fn set_change(record: &Record, change: SetChange) -> Kind {
    let SetChange { set, elem, add } = change;
    let seen = record.sets.get(&set).and_then(|members| members.get(&elem)).cloned().unwrap_or_default();
    if add { Kind::Add { set, elem, seen } } else { Kind::Rem { set, elem, seen } }
}
