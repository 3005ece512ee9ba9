//! What people and the house do in a run: drafts made from what is on the screen, with notes of what was seen and what must be seen afterwards.

use std::collections::BTreeMap;

use innkeeper_domain::value::Value;

use super::rng::Rng;
use super::server::house_user;
use super::tab::Tab;
use crate::draft::Draft;
use crate::id::{EntId, EntryId, RootId};
use crate::ledger::{LEDGER, Line};
use crate::op::{Fields, Kind, RawBody, SetField};
use crate::projection::{HOTEL, Projection};
use crate::state::{Record, RootState};

/// A tag that nobody may add.
pub(super) const FORBIDDEN_TAG: &str = "forbidden";

/// Fields that people fight about: kept, kept, kept and hidden from some, last writer wins.
const FIELDS: [&str; 4] = ["vip", "surname", "allergies", "language"];
const TAGS: [&str; 3] = ["early riser", "feather-free", FORBIDDEN_TAG];

/// Something that must be seen once it is saved.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// The record is there.
    Made,
    /// The field has the value among its siblings.
    Field(String, Value),
    /// The set has the member.
    Member(String, Value),
    /// The stream has the entry.
    Entry(String, EntryId),
}

/// A part of an action that never goes away again: all parts are shown, or none.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub root: RootId,
    pub ent: EntId,
    pub entry: Option<(String, EntryId)>,
}

/// One action.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub drafts: Vec<Draft>,
    /// Per draft: values of its fields that were shown.
    pub saw: Vec<BTreeMap<String, Vec<Value>>>,
    /// Draft, and what must be seen.
    pub claims: Vec<(usize, What)>,
    pub marks: Vec<Mark>,
}

impl Plan {
    fn op(&mut self, root: RootId, ent: EntId, kind: Kind) -> usize {
        self.drafts.push(Draft::of_record(root, ent, kind));
        self.saw.push(BTreeMap::new());
        self.drafts.len() - 1
    }

    /// A guest whom somebody makes who does not read the hotel's own space is in theirs, from the first.
    fn own_guest(&mut self, rng: &mut Rng, words: &mut u64, projection: &Projection) -> RootId {
        let root = self.guest(rng, words);
        if !projection.spaces.iter().any(|space| space == HOTEL) {
            for (space, inside) in projection.spaces.iter().map(|space| (space.as_str(), true)).chain([(HOTEL, false)]) {
                self.op(root, root.ent(), Kind::Place { space: space.to_owned(), inside });
            }
        }
        root
    }

    fn guest(&mut self, rng: &mut Rng, words: &mut u64) -> RootId {
        let root = RootId(rng.uuid());
        let surname = word(words);
        let mut fields = Fields::from([("surname".to_owned(), surname.clone())]);
        if rng.chance(500) {
            fields.insert("vip".to_owned(), word(words));
        }
        let tags = TAGS[..2].iter().map(|tag| Value::from(*tag)).collect();
        let sets = if rng.chance(400) { BTreeMap::from([("tags".to_owned(), tags)]) } else { BTreeMap::new() };
        let at = self.op(root, root.ent(), Kind::New { entity: "guest".to_owned(), fields, sets });
        self.claims.push((at, What::Made));
        self.claims.push((at, What::Field("surname".to_owned(), surname)));
        self.marks.push(Mark { root, ent: root.ent(), entry: None });
        root
    }

    fn entry(&mut self, rng: &mut Rng, words: &mut u64, root: RootId, stream: &str) {
        let entry = EntryId(rng.uuid());
        let fields = match stream {
            "consents" => [("purpose".to_owned(), Value::from("marketing")), ("witness".to_owned(), word(words))],
            _ => [("type".to_owned(), Value::from("note")), ("body".to_owned(), word(words))],
        };
        let at = self.op(root, root.ent(), Kind::Append { stream: stream.to_owned(), entry, fields: fields.into() });
        self.claims.push((at, What::Entry(stream.to_owned(), entry)));
        self.marks.push(Mark { root, ent: root.ent(), entry: Some((stream.to_owned(), entry)) });
    }

    fn line(&mut self, rng: &mut Rng, words: &mut u64, root: RootId, line: Line) {
        let entry = EntryId(rng.uuid());
        let at = self.op(root, root.ent(), line.appended(entry, Some(word(words))));
        self.claims.push((at, What::Entry(LEDGER.to_owned(), entry)));
        self.marks.push(Mark { root, ent: root.ent(), entry: Some((LEDGER.to_owned(), entry)) });
    }

    fn set(&mut self, words: &mut u64, root: RootId, ent: EntId, record: &Record, names: &[&str]) {
        let mut fields = BTreeMap::new();
        let mut saw = BTreeMap::new();
        for name in names {
            let siblings = record.registers.get(*name).map_or(&[][..], |register| register.siblings.as_slice());
            saw.insert((*name).to_owned(), siblings.iter().map(|s| s.value.clone()).collect());
            fields.insert((*name).to_owned(), SetField(word(words), record.seen(name)));
        }
        let kept = fields.iter().filter(|(name, _)| *name != "language");
        let claims: Vec<What> = kept.map(|(name, SetField(value, _))| What::Field(name.clone(), value.clone())).collect();
        let at = self.op(root, ent, Kind::Set { fields });
        self.saw[at] = saw;
        self.claims.extend(claims.into_iter().map(|what| (at, what)));
    }

    fn tag(&mut self, rng: &mut Rng, root: RootId, record: &Record) {
        let set = "tags".to_owned();
        let members = record.sets.get(&set);
        let present: Vec<&Value> = members.iter().flat_map(|m| m.keys()).collect();
        let elem = match rng.pick(&present) {
            Some(elem) if rng.chance(400) => {
                let elem = Value::clone(elem);
                let seen = members.and_then(|m| m.get(&elem)).cloned().unwrap_or_default();
                self.op(root, root.ent(), Kind::Rem { set, elem, seen });
                return;
            }
            _ => Value::from(TAGS[rng.index(TAGS.len())]),
        };
        let seen = members.and_then(|m| m.get(&elem)).cloned().unwrap_or_default();
        let at = self.op(root, root.ent(), Kind::Add { set: set.clone(), elem: elem.clone(), seen });
        self.claims.push((at, What::Member(set, elem)));
    }

    fn correct(&mut self, rng: &mut Rng, words: &mut u64, root: RootId, record: &Record) {
        // A correction of a consent is kept aside, whole group and all.
        let stream = if rng.chance(850) { "interactions" } else { "consents" };
        let Some(entry) = rng.pick(record.entries(stream)) else { return };
        let (stream, entry) = (stream.to_owned(), entry.id);
        let kind = if rng.chance(500) {
            Kind::Amend { stream, entry, fields: Fields::from([("body".to_owned(), word(words))]) }
        } else {
            Kind::Retract { stream, entry, reason: word(words) }
        };
        self.op(root, root.ent(), kind);
    }
}

fn word(words: &mut u64) -> Value {
    *words += 1;
    Value::Text(format!("w{words}"))
}

/// Something a person does on this tab; an empty plan when there is nothing to do it to.
pub(super) fn act(rng: &mut Rng, words: &mut u64, tab: &Tab, projection: &Projection) -> Plan {
    let mut plan = Plan::default();
    let roots = tab.roots();
    let known = rng.pick(&roots).map(|root| (*root, tab.view(*root).into_owned()));
    let own = known.as_ref().and_then(|(root, state)| Some((*root, state.own(*root)?)));
    let Some((root, record)) = own.filter(|_| !rng.chance(120)) else {
        let root = plan.own_guest(rng, words, projection);
        if rng.chance(500) {
            plan.entry(rng, words, root, "consents");
        }
        return plan;
    };
    match rng.below(20) {
        0..=8 => {
            let readable = |name: &&&str| projection.reads(innkeeper_domain::field(innkeeper_domain::Entity::Guest, name).map(|f| f.class));
            let fields: Vec<&str> = FIELDS.iter().filter(readable).copied().collect();
            let first = rng.index(fields.len());
            plan.set(words, root, root.ent(), record, &fields[first..fields.len().min(first + 1 + rng.index(2))]);
        }
        9..=10 if projection.personal => plan.tag(rng, root, record),
        9..=12 => plan.entry(rng, words, root, "interactions"),
        13..=14 => {
            plan.entry(rng, words, root, "interactions");
            plan.entry(rng, words, root, "consents");
            if rng.chance(200) {
                plan.correct(rng, words, root, record);
            }
        }
        15 => {
            // One action on two files.
            plan.entry(rng, words, root, "interactions");
            let other = plan.own_guest(rng, words, projection);
            plan.entry(rng, words, other, "consents");
        }
        16 => plan.correct(rng, words, root, record),
        17 => {
            let seen = record.archived.seen();
            plan.op(root, root.ent(), if record.is_archived() { Kind::Restore { seen } } else { Kind::Archive { seen } });
        }
        18 => stay(&mut plan, rng, words, root, known.as_ref().map(|(_, state)| state)),
        _ => refused(&mut plan, rng, root),
    }
    plan
}

/// A line of the loyalty ledger, sometimes with a note that counts with it or not at all.
pub(super) fn points(rng: &mut Rng, words: &mut u64, root: RootId, line: Line) -> Plan {
    let mut plan = Plan::default();
    plan.line(rng, words, root, line);
    if rng.chance(200) {
        plan.entry(rng, words, root, "interactions");
    }
    plan
}

/// Notes on a stay are anybody's; its status is the house's, and a person who writes it is kept aside.
fn stay(plan: &mut Plan, rng: &mut Rng, words: &mut u64, root: RootId, state: Option<&RootState>) {
    let stays: Vec<(&EntId, &Record)> = state.iter().flat_map(|s| &s.records).filter(|(ent, _)| **ent != root.ent()).collect();
    let Some((ent, record)) = rng.pick(&stays) else { return };
    let names = if rng.chance(800) { ["parking"] } else { ["status"] };
    if rng.chance(500) {
        plan.set(words, root, **ent, record, &names);
    }
}

/// Kinds the server does not fold today.
fn refused(plan: &mut Plan, rng: &mut Rng, root: RootId) {
    let raw = serde_json::value::RawValue::from_string("{\"x\":1}".to_owned()).expect("this is JSON");
    let kind = match rng.below(4) {
        0 => Kind::Alias { to: root },
        1 => Kind::Place { space: "spa".to_owned(), inside: true },
        2 => Kind::Erase {},
        _ => Kind::Unknown { name: "merge".to_owned(), body: RawBody(raw) },
    };
    plan.op(root, root.ent(), kind);
}

/// Something the house does, from the server's own state: a new profile with a stay, a changed name, a changed stay, a tag.
pub(super) fn house(rng: &mut Rng, words: &mut u64, states: &BTreeMap<RootId, RootState>) -> Plan {
    let mut plan = Plan::default();
    let roots: Vec<RootId> = states.keys().copied().collect();
    let root = match rng.pick(&roots) {
        Some(root) if !rng.chance(300) => *root,
        _ => {
            let root = plan.guest(rng, words);
            let ent = EntId(rng.uuid());
            let fields = Fields::from([("status".to_owned(), word(words)), ("adults".to_owned(), Value::Int(2))]);
            plan.op(root, ent, Kind::New { entity: "stay".to_owned(), fields, sets: BTreeMap::new() });
            plan.marks.push(Mark { root, ent, entry: None });
            return plan;
        }
    };
    let Some(record) = states[&root].own(root) else { return plan };
    let stay = states[&root].records.iter().find(|(ent, _)| **ent != root.ent());
    match (rng.below(4), stay) {
        (0, _) => plan.tag(rng, root, record),
        (1, Some((ent, record))) => plan.set(words, root, *ent, record, &["status"]),
        _ => {
            // An import replaces what the same import brought, never what somebody typed.
            let mut theirs = record.clone();
            let siblings = theirs.registers.entry("surname".to_owned()).or_default();
            siblings.siblings.retain(|sibling| sibling.by == house_user());
            plan.set(words, root, root.ent(), &theirs, &["surname"]);
        }
    }
    plan
}
