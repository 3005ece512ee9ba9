//! What people do: each command becomes one group of ops, stored strictly before it is said to be saved.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, consent_event, interaction, order};
use innkeeper_sync::client::OutboxValue;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{ActionId, EntryId, RootId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::projection::HOTEL;
use innkeeper_sync::rules;
use innkeeper_sync::state::Record;
use uuid::Uuid;

use crate::engine::{DONE, Engine, World, read_json, read_outbox, storage_problem};
use crate::facts::{CONSENTS, INTERACTIONS};
use crate::history::{Leaf, Step};
use crate::ports::{Clock, Meta, Store, StoreError, StoreName, TabNews, Tabs, Write, WriteBatch};
use crate::protocol::{Command, ConsentGiven, EngineProblem, Outcome, SetChange};

/// Whose decision a consent is.
pub(crate) struct Subject {
    /// A guest or a lead.
    pub(crate) entity: Entity,
    /// Which.
    pub(crate) root: RootId,
    /// The fair it was taken at, if at one; its name may be empty.
    pub(crate) fair: Option<String>,
}

/// An action that is stored.
pub(crate) struct Saved {
    pub(crate) action: ActionId,
    undoable: bool,
}

impl Saved {
    /// For the page: the action, when it can be taken back.
    fn outcome(self) -> Outcome {
        if self.undoable { Outcome::Action(self.action) } else { DONE }
    }
}

impl<W: World> Engine<W> {
    /// Does what a person asks.
    ///
    /// # Errors
    /// In words: what happened, what was kept, what to do.
    pub(crate) async fn perform(&self, command: Command) -> Result<Outcome, EngineProblem> {
        match command {
            Command::Enrol { name, approver, before } => return self.enrol(name, approver, before).await,
            Command::SignOut => return self.sign_out().await,
            Command::Lock => return self.lock().await,
            Command::Unlock(secret) => return self.unlock(secret).await,
            Command::Protect { proof, secret, instead } => return self.protect(proof, secret, instead).await,
            Command::Unprotect { proof, way } => return self.unprotect(proof, way).await,
            Command::SaveUnsent(after) => return self.save_unsent(after).await,
            Command::Carry(file) => return self.carry(file).await,
            Command::RestAfter(rest) => return self.rest_after(rest).await,
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
            Command::CaptureLead(lead) => return self.capture(lead).await,
            Command::SaveSegment { root, name, description, rule } => return self.save_segment(root, &name, &description, rule).await,
            Command::SaveListView { root, view } => return self.save_list_view(root, view).await,
            Command::SaveProperty { name, zone, currency } => return self.save_property(&name, &zone, &currency).await,
            Command::KeepDraft { name, text } => self.keep_draft(name, text).await?,
            Command::EditGuest { root, fields, sets } => {
                let record = self.record(root).await?;
                let mut drafts = Vec::new();
                if !fields.is_empty() {
                    let fields = order::map(fields.into_iter().map(|(name, value, seen)| (name, SetField(value, seen))));
                    drafts.push(Draft::of(root, Kind::Set { fields }));
                }
                drafts.extend(sets.into_iter().map(|change| Draft::of(root, set_change(&record, change))));
                if !drafts.is_empty() {
                    return self.save(drafts).await;
                }
            }
            Command::Record { root, note, consent } => {
                let mut drafts = Vec::new();
                drafts.extend(note.map(|body| Draft::of(root, self.note(body))));
                if let Some(consent) = consent {
                    let entity = self.entity(root).await?;
                    drafts.push(Draft::of(root, self.consent(&Subject { entity, root, fair: None }, consent)?));
                }
                return self.save(drafts).await;
            }
            Command::AmendNote { root, entry, body } => {
                let fields = order::map([(interaction::BODY.name().to_owned(), Value::Text(body))]);
                return self.save(vec![Draft::of(root, Kind::Amend { stream: INTERACTIONS.to_owned(), entry, fields })]).await;
            }
            Command::RetractNote { root, entry, reason } => {
                let reason = Value::Text(reason);
                return self.save(vec![Draft::of(root, Kind::Retract { stream: INTERACTIONS.to_owned(), entry, reason })]).await;
            }
            Command::SaveAnew(n) => return self.save_anew(n).await,
            Command::LetGo { n, gone } => self.let_go(n, gone).await?,
            Command::Choose { root, field, value } => {
                let seen = self.record(root).await?.seen(&field);
                let fields = order::map([(field, SetField(value, seen))]);
                return self.save(vec![Draft::of(root, Kind::Set { fields })]).await;
            }
            Command::ChooseAll { field, side } => return self.choose_all(field, side).await,
            Command::Bulk { selection, change } => return self.bulk(selection, change),
            Command::StopWork => self.stop_work(),
            Command::Undo(action) => return self.undo(action).await,
            Command::Archive { root, archived } => {
                let seen = self.record(root).await?.archived.seen();
                let kind = if archived { Kind::Archive { seen } } else { Kind::Restore { seen } };
                return self.save(vec![Draft::of(root, kind)]).await;
            }
        }
        Ok(DONE)
    }

    pub(crate) async fn record(&self, root: RootId) -> Result<Record, EngineProblem> {
        let state = self.root_state(root).await.map_err(|e| storage_problem(&e))?;
        state.own(root).cloned().ok_or_else(|| problem("problem-guest-not-here", false))
    }

    /// What kind of file a root is.
    async fn entity(&self, root: RootId) -> Result<Entity, EngineProblem> {
        {
            let memory = self.memory.borrow();
            if memory.columns.row_of(root).is_some() {
                return Ok(Entity::Guest);
            }
            if memory.leads.get(root).is_some() {
                return Ok(Entity::Lead);
            }
        }
        let record = self.record(root).await?;
        Entity::from_code(&record.entity).ok_or_else(|| problem("problem-guest-not-here", false))
    }

    fn note(&self, body: String) -> Kind {
        let fields = order::map([
            (interaction::TYPE.name().to_owned(), Value::Text("note".to_owned())),
            (interaction::BODY.name().to_owned(), Value::Text(body)),
            (interaction::AT.name().to_owned(), Value::Int(self.clock.wall())),
        ]);
        Kind::Append { stream: INTERACTIONS.to_owned(), entry: EntryId(self.new_id()), fields }
    }

    pub(crate) fn consent(&self, subject: &Subject, given: ConsentGiven) -> Result<Kind, EngineProblem> {
        let memory = self.memory.borrow();
        let text = memory.directory.text(given.text).ok_or_else(|| problem("problem-consent-text-unknown", false))?;
        let collector = memory.opened.as_ref().map(|o| o.session.person.user.0);
        let whose = if subject.entity == Entity::Lead { consent_event::LEAD } else { consent_event::GUEST };
        let source = if subject.fair.is_some() { consent_event::Source::Fair } else { consent_event::Source::Staff };
        let mut fields = order::map([
            (whose.name().to_owned(), Value::Ref(subject.root.0)),
            (consent_event::PURPOSE.name().to_owned(), given.purpose.into()),
            (consent_event::CHANNEL.name().to_owned(), given.channel.into()),
            (consent_event::DECISION.name().to_owned(), given.decision.into()),
            (consent_event::LAWFUL_BASIS.name().to_owned(), Value::Text("consent".to_owned())),
            (consent_event::TEXT.name().to_owned(), Value::Ref(text.id)),
            (consent_event::TEXT_ID.name().to_owned(), Value::Text(text.name)),
            (consent_event::TEXT_VERSION.name().to_owned(), Value::Int(text.version)),
            (consent_event::TEXT_LOCALE.name().to_owned(), Value::Text(text.locale)),
            (consent_event::TEXT_SHA256.name().to_owned(), Value::Text(text.sha256)),
            (consent_event::SOURCE.name().to_owned(), source.into()),
            (consent_event::METHOD.name().to_owned(), Value::Text(given.method)),
            (consent_event::OCCURRED_AT.name().to_owned(), Value::Int(self.clock.wall())),
        ]);
        let fair = subject.fair.clone().filter(|fair| !fair.is_empty());
        fields.extend(fair.map(|fair| (consent_event::SOURCE_DETAIL.name().to_owned(), Value::Text(fair))));
        fields.extend(collector.map(|user| (consent_event::COLLECTOR.name().to_owned(), Value::Ref(user))));
        Ok(Kind::Append { stream: CONSENTS.to_owned(), entry: EntryId(self.new_id()), fields })
    }

    /// A fresh UUIDv7.
    pub(crate) fn new_id(&self) -> Uuid {
        let random = self.clock.random();
        let mut tail = [0; 10];
        tail.copy_from_slice(&random[..10]);
        uuid::Builder::from_unix_timestamp_millis(self.clock.wall().max(0).cast_unsigned(), &tail).into_uuid()
    }

    /// Stores one action of a person.
    pub(crate) async fn save(&self, drafts: Vec<Draft>) -> Result<Outcome, EngineProblem> {
        Ok(self.act(drafts, Vec::new(), None).await?.outcome())
    }

    /// Stores one action, what is needed to take it back, and what else belongs in its transaction; only then is it shown and sent.
    pub(crate) async fn act(&self, mut drafts: Vec<Draft>, besides: Vec<Write>, undoes: Option<ActionId>) -> Result<Saved, EngineProblem> {
        let made = order::set(drafts.iter().filter(|d| matches!(d.kind, Kind::New { .. })).map(|d| d.root));
        let known = order::set(drafts.iter().map(|d| d.root).filter(|root| !made.contains(root)));
        let known: Vec<RootId> = known.into_iter().collect();
        let states = self.root_states(&known).await.map_err(|e| storage_problem(&e))?;
        let entity = |root: RootId| states.get(&root).and_then(|state| Entity::from_code(&state.own(root)?.entity));
        let steps: Vec<Step> = drafts.iter().map(|draft| Step::of(draft, states.get(&draft.root))).collect();
        let deeds = Leaf::deeds_of(drafts.iter().map(|draft| &draft.kind));
        let (store, by, values) = {
            let mut memory = self.memory.borrow_mut();
            let Some(opened) = &mut memory.opened else { return Err(problem("problem-not-enrolled", false)) };
            let Some(replica) = &mut opened.replica else { return Err(problem("problem-not-enrolled", true)) };
            let by = opened.session.person.user;
            placed(&mut drafts, &replica.meta.projection.spaces);
            let values = replica.compose(drafts, by, Uuid::from_bytes(self.clock.random()), self.clock.wall());
            (opened.store.clone(), by, values)
        };
        if values.iter().any(|value| rules::check(&value.op, entity(value.op.root), rules::Author::Person).is_err()) {
            return Err(problem("problem-value-not-taken", false));
        }
        let action = ActionId(self.new_id());
        let leaf = Leaf { action, at: self.clock.wall(), by, undoes, ended: true, deeds, steps };
        let saved = Saved { action, undoable: leaf.is_undoable() };
        let bytes: Vec<Vec<u8>> = values.iter().map(encode).collect();
        let mut writes: Vec<Write> = bytes.iter().map(|b| Write::Append(StoreName::Outbox, b.clone())).collect();
        writes.push(Write::Beside(StoreName::History, leaf.encode()));
        writes.extend(besides);
        match store.commit(WriteBatch::strict(writes)).await {
            Ok(keys) => {
                self.catch_up_outbox().await.map_err(|e| storage_problem(&e))?;
                self.tabs.tell(TabNews::Outbox(keys.first().copied().unwrap_or(1)));
                self.work.ring();
                Ok(saved)
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
        if let Some(let_go) = read_json::<BTreeSet<u64>>(&*store, Meta::LetGo).await? {
            self.memory.borrow_mut().let_go = let_go;
        }
        let roots = order::set(values.iter().map(|(_, v)| v.op.root));
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
        let present = order::set(present.into_iter().map(|(_, v)| (v.local, v.i)));
        let missing = rescued.into_iter().filter(|bytes| {
            let value = serde_json::from_slice::<OutboxValue>(bytes).ok();
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

/// As it is stored.
pub(crate) fn encode(value: &OutboxValue) -> Vec<u8> {
    serde_json::to_vec(value).expect("ops are maps with text keys")
}

/// Texts of these keys need no arguments.
pub(crate) fn problem(text: &str, retry: bool) -> EngineProblem {
    EngineProblem { text: text.to_owned(), args: BTreeMap::new(), retry }
}

/// Whoever does not read the hotel's own space makes guests and leads in theirs.
fn placed(drafts: &mut Vec<Draft>, spaces: &[String]) {
    if spaces.iter().any(|space| space == HOTEL) {
        return;
    }
    let is_file = |draft: &&Draft| matches!(&draft.kind, Kind::New { entity, .. } if entity == "guest" || entity == "lead");
    let made: Vec<RootId> = drafts.iter().filter(is_file).map(|draft| draft.root).collect();
    for root in made {
        for (space, inside) in spaces.iter().map(|space| (space.as_str(), true)).chain([(HOTEL, false)]) {
            drafts.push(Draft::of(root, Kind::Place { space: space.to_owned(), inside }));
        }
    }
}

fn set_change(record: &Record, change: SetChange) -> Kind {
    let SetChange { set, elem, add } = change;
    let seen = record.sets.get(&set).and_then(|members| members.get(&elem)).cloned().unwrap_or_default();
    if add { Kind::Add { set, elem, seen } } else { Kind::Rem { set, elem, seen } }
}
