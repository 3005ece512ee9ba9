//! From rows to ops: what is new is made, what changed is set, what is the same is left alone.

use std::collections::{BTreeMap, HashSet};

use innkeeper_domain::consent::Decision;
use innkeeper_domain::consent_event::{self, LawfulBasis, Method, Source};
use innkeeper_domain::{Entity, Field, Instant, Shape, Value, guest, stay};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{ActionId, EntId, EntryId, RootId};
use innkeeper_sync::op::{GROUP_MAX, Kind, SetField};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::finding::{Code, Finding};
use super::guests::Guests;
use super::high::{HiRow, StayDraft};
use super::low::{LowConsent, Typed};
use super::map::{Map, Reference};
use super::memory::{Imported, Memory};

/// What was done with the records of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Done {
    /// Made.
    pub made: u64,
    /// Brought up to date.
    pub changed: u64,
    /// Already as the file has them.
    pub unchanged: u64,
}

impl Done {
    fn count(&mut self, known: bool, wrote: bool) {
        match (known, wrote) {
            (false, _) => self.made += 1,
            (true, true) => self.changed += 1,
            (true, false) => self.unchanged += 1,
        }
    }
}

/// What was done with the records of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Guests.
    pub guests: Done,
    /// Stays.
    pub stays: Done,
    /// Entries of the consent ledger.
    pub consents: Done,
}

/// Turns the rows of one import into groups of ops.
pub struct Drafter<'a> {
    map: &'a Map,
    memory: &'a Memory,
    guests: &'a Guests,
    /// The root of each guest once its row has been.
    roots: Vec<Option<RootId>>,
    entries: HashSet<EntryId>,
    action: ActionId,
    origin: String,
    now: i64,
    next_id: Box<dyn FnMut() -> uuid::Uuid + Send + 'a>,
    /// What was done so far.
    pub totals: Totals,
    /// What was found only now.
    pub findings: Vec<Finding>,
}

impl<'a> Drafter<'a> {
    /// `origin` is the file's name, for the ledger of consents; `now` in milliseconds UTC; `next_id` gives the ids of
    /// new records.
    pub fn new(
        map: &'a Map,
        memory: &'a Memory,
        guests: &'a Guests,
        origin: &str,
        now: i64,
        mut next_id: impl FnMut() -> uuid::Uuid + Send + 'a,
    ) -> Self {
        let action = ActionId(next_id());
        Self {
            map,
            memory,
            guests,
            roots: vec![None; guests.len()],
            entries: HashSet::new(),
            action,
            origin: origin.to_owned(),
            now,
            next_id: Box::new(next_id),
            totals: Totals::default(),
            findings: Vec::new(),
        }
    }

    /// The groups of one row; none if everything is there already. `keeps_stay` is false where a later row has the same
    /// reservation.
    pub fn row(&mut self, row: HiRow, keeps_stay: bool) -> Vec<Vec<Draft>> {
        let Some((at, values)) = self.guests.get(&row.guest.reference) else { return Vec::new() };
        let mut ops = Vec::new();
        let root = match self.roots[at] {
            Some(root) => root,
            None => {
                let root = self.guest(&row.guest.reference, values, &mut ops);
                self.roots[at] = Some(root);
                root
            }
        };
        if let Some(stay) = row.stay.filter(|_| keeps_stay) {
            self.stay(root, row.number, stay, &mut ops);
        }
        for consent in &row.consents {
            self.consent(root, &row.guest.reference, row.number, consent, &mut ops);
        }
        let mut groups = Vec::new();
        while !ops.is_empty() {
            let rest = ops.split_off(ops.len().min(GROUP_MAX));
            groups.push(std::mem::replace(&mut ops, rest));
        }
        groups
    }

    fn external_ref(&self, reference: &str) -> String {
        external_ref(&self.map.system, reference)
    }

    fn guest(&mut self, reference: &str, mut values: Vec<Typed>, ops: &mut Vec<Draft>) -> RootId {
        let external = self.external_ref(reference);
        let lacks = |values: &[Typed], field: &Field| values.iter().all(|(known, _)| *known != field);
        if self.map.guest.reference != Reference::Content && lacks(&values, guest::NUMBER.field()) {
            values.push((guest::NUMBER.field(), reference.into()));
        }
        if lacks(&values, guest::SOURCE.field()) {
            values.push((guest::SOURCE.field(), author(&self.map.system).into()));
        }
        let memory = self.memory;
        let known = memory.guest(&external);
        let root = known.map_or_else(|| RootId((self.next_id)()), |known| known.root);
        values.push((guest::EXTERNAL_REF.field(), external.into()));
        let before = ops.len();
        match known {
            Some(known) => self.changes(known, &values, ops),
            None => ops.push(self.stamped(Draft::of(root, made(Entity::Guest, values)))),
        }
        self.totals.guests.count(known.is_some(), ops.len() > before);
        root
    }

    fn stay(&mut self, root: RootId, row: u64, stay: StayDraft, ops: &mut Vec<Draft>) {
        let external = self.external_ref(&stay.reference);
        let memory = self.memory;
        let known = memory.stay(&external);
        let mut values = stay.values;
        let owner = known.map_or(root, |known| known.root);
        if owner != root {
            let code = Code::OtherGuest;
            self.findings.push(Finding {
                row,
                line: 0,
                column: String::new(),
                code: code.name().into(),
                effect: code.effect(),
                given: stay.reference,
                kept: String::new(),
            });
        }
        values.push((stay::GUEST.field(), Value::Ref(owner.0)));
        values.push((stay::EXTERNAL_REF.field(), external.into()));
        let before = ops.len();
        match known {
            Some(known) => self.changes(known, &values, ops),
            None => {
                let ent = EntId((self.next_id)());
                ops.push(self.stamped(Draft::of_record(root, ent, made(Entity::Stay, values))));
            }
        }
        self.totals.stays.count(known.is_some(), ops.len() > before);
    }

    /// The ops that bring a record up to date. They name as seen only what imports wrote themselves, so a value that
    /// staff typed stays beside the new one until somebody chooses.
    fn changes(&self, known: &Imported, values: &[Typed], ops: &mut Vec<Draft>) {
        let mut set = BTreeMap::new();
        for (field, value) in values.iter().filter(|(field, value)| !known.has(field, value)) {
            if field.shape == Shape::Set {
                let add = Kind::Add { set: field.name.to_owned(), elem: value.clone(), seen: Vec::new() };
                ops.push(self.stamped(Draft::of_record(known.root, known.ent, add)));
            } else {
                let seen = known.last_write(field).into_iter().collect();
                set.insert(field.name.to_owned(), SetField(value.clone(), seen));
            }
        }
        if !set.is_empty() {
            ops.push(self.stamped(Draft::of_record(known.root, known.ent, Kind::Set { fields: set })));
        }
    }

    fn consent(&mut self, root: RootId, reference: &str, row: u64, consent: &LowConsent, ops: &mut Vec<Draft>) {
        let map = &self.map.consents[consent.at];
        let entry = entry_id(&self.external_ref(reference), map.purpose.code(), map.channel.code(), consent);
        // The same answer stands in every row of a guest; it is one entry.
        if !self.entries.insert(entry) {
            return;
        }
        if self.memory.has_consent(entry) {
            self.totals.consents.unchanged += 1;
            return;
        }
        let mut fields: BTreeMap<String, Value> = BTreeMap::new();
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        put(consent_event::GUEST.name(), Value::Ref(root.0));
        put(consent_event::PURPOSE.name(), map.purpose.into());
        put(consent_event::CHANNEL.name(), map.channel.into());
        put(consent_event::DECISION.name(), consent.decision.into());
        put(consent_event::SOURCE.name(), Source::Import.into());
        put(consent_event::SOURCE_DETAIL.name(), format!("{}, row {row}", self.origin).into());
        put(consent_event::METHOD.name(), Method::Import.into());
        put(consent_event::RECORDED_AT.name(), Instant(self.now).into());
        if consent.decision == Decision::Granted {
            put(consent_event::LAWFUL_BASIS.name(), LawfulBasis::Consent.into());
        }
        if !consent.evidence.is_empty() {
            put(consent_event::EVIDENCE.name(), consent.evidence.as_str().into());
        }
        if let Some(day) = consent.on {
            put(consent_event::OCCURRED_AT.name(), Instant(i64::from(day.days_since_epoch()) * 86_400_000).into());
        }
        ops.push(self.stamped(Draft::of(root, Kind::Append { stream: "consents".to_owned(), entry, fields })));
        self.totals.consents.made += 1;
    }

    fn stamped(&self, draft: Draft) -> Draft {
        Draft { action: Some(self.action), ..draft }
    }
}

/// How a record is called that a system calls `reference`.
pub(super) fn external_ref(system: &str, reference: &str) -> String {
    format!("{system}:{reference}")
}

/// The author of what imports of a system write.
pub fn author(system: &str) -> String {
    format!("import:{system}")
}

fn made(entity: Entity, values: Vec<Typed>) -> Kind {
    let mut fields = BTreeMap::new();
    let mut sets: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (field, value) in values {
        match field.shape {
            Shape::Set => sets.entry(field.name.to_owned()).or_default().push(value),
            Shape::Register => {
                fields.insert(field.name.to_owned(), value);
            }
        }
    }
    Kind::New { entity: entity.code().to_owned(), fields, sets }
}

/// The same decision in the same file again is the same entry: a version 8 UUID of its content.
fn entry_id(external_ref: &str, purpose: &str, channel: &str, consent: &LowConsent) -> EntryId {
    let mut hash = Sha256::new();
    let on = consent.on.map(|day| day.to_string()).unwrap_or_default();
    for part in [external_ref, purpose, channel, consent.decision.code(), &consent.evidence, &on] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    EntryId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
