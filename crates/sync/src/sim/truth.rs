//! What really happened in a run, as nobody in it knows it: every row of every log there was, every change a person was told is saved, and what its
//! author had before their eyes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use innkeeper_domain::field::{self, Entity, Merge};
use innkeeper_domain::value::Value;

use super::Wrong;
use super::people::{Mark, What};
use super::server::{LogRow, Store};
use crate::fold::{is_personal, place};
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, EntId, RootId};
use crate::op::{Kind, Op, SetField};
use crate::projection::Projection;
use crate::row::{Chain, Row, Status};
use crate::wire::Pulled;

/// A change somebody made, whether or not its commit came through.
#[derive(Debug)]
pub(super) struct Attempt {
    pub kind: Kind,
    pub root: RootId,
    pub ent: EntId,
    /// Values of the written fields that were shown.
    pub saw: BTreeMap<String, Vec<Value>>,
}

/// What a device was told is saved, and must always show from then on.
#[derive(Debug)]
pub(super) struct Claim {
    pub dot: Dot,
    pub root: RootId,
    pub ent: EntId,
    pub what: What,
}

#[derive(Debug, Default)]
pub(super) struct Truth {
    /// Every row ever committed, by the chain after it.
    lineage: BTreeMap<u64, Rc<LogRow>>,
    /// What was first committed under each number.
    content: BTreeMap<Dot, Rc<LogRow>>,
    attempts: BTreeMap<(DeviceId, Hlc), Vec<Attempt>>,
    /// Changes reported as saved.
    pub saved: BTreeSet<Dot>,
    /// Values that somebody replaced with open eyes. Each value is written by one action only.
    replaced: BTreeSet<Value>,
    /// Members that somebody took out or replaced: record, set, op.
    removed: BTreeSet<(EntId, String, Dot)>,
    /// Actions of several parts.
    pub groups: Vec<Vec<Mark>>,
    /// Numbers lost because an older backup was put back than the server had promised.
    pub lost: BTreeSet<Dot>,
    /// What each device pulled whole, with its seal.
    held: BTreeMap<DeviceId, BTreeSet<Dot>>,
    /// Of that, what a log that was put back did not hold, and nobody had promised.
    owed: BTreeMap<DeviceId, BTreeSet<Dot>>,
    /// Files that were erased, with the words about a person that were ever written to them.
    pub erased: BTreeMap<RootId, BTreeSet<String>>,
    /// Devices whose storage was thrown away.
    pub evicted: BTreeSet<DeviceId>,
    /// Kept aside in some log.
    aside: BTreeSet<Dot>,
    /// Counted in some log.
    counted: BTreeSet<Dot>,
    /// Where files are that were placed, by the chain after each row.
    spaces: BTreeMap<u64, Rc<Spaces>>,
    /// Files that the house ever placed.
    pub moved: BTreeSet<RootId>,
}

type Spaces = BTreeMap<RootId, Option<BTreeSet<String>>>;

/// A no-op that stands for a number whose op is nowhere any more.
fn is_filler(row: &Row) -> bool {
    !row.dev.is_server() && row.status.is_ok() && matches!(row.op.kind, Kind::Noop {})
}

/// Words of a change.
fn all_words(attempt: &Attempt) -> Vec<String> {
    let mut words = Vec::new();
    attempt
        .kind
        .clone()
        .values_mut(None, &mut |_, value| words.extend(value.as_text().filter(|text| text.starts_with('w')).map(str::to_owned)));
    words
}

/// Words that say something about a person.
fn personal_words(attempt: &Attempt) -> BTreeSet<String> {
    let entity = if attempt.ent == attempt.root.ent() { Entity::Guest } else { Entity::Stay };
    let mut words = BTreeSet::new();
    attempt.kind.clone().values_mut(Some(entity), &mut |class, value| {
        // Tags are the same for everybody.
        words.extend(value.as_text().filter(|text| is_personal(class) && text.starts_with('w')).map(str::to_owned));
    });
    words
}

/// The op that a row folds, under its own number.
pub(super) fn folded_op(row: &Row) -> (Dot, &Op) {
    match &row.op.kind {
        Kind::Release { dot, was: Some(was) } => (*dot, &was.op),
        _ => (row.dot(), &row.op),
    }
}

impl Truth {
    pub(super) fn attempted(&mut self, dev: DeviceId, hlc: Hlc, attempt: Attempt) {
        match &attempt.kind {
            Kind::Set { .. } => self.replaced.extend(attempt.saw.values().flatten().filter(|value| **value != Value::Hidden).cloned()),
            Kind::Add { set, seen, .. } | Kind::Rem { set, seen, .. } => {
                self.removed.extend(seen.iter().map(|dot| (attempt.ent, set.clone(), *dot)));
            }
            _ => {}
        }
        if let Some(words) = self.erased.get_mut(&attempt.root) {
            words.extend(personal_words(&attempt));
        }
        self.attempts.entry((dev, hlc)).or_default().push(attempt);
    }

    /// Nothing personal of the file may be found any more, wherever and whenever it was written.
    pub(super) fn erase(&mut self, root: RootId) {
        let words = self.attempts.values().flatten().filter(|attempt| attempt.root == root).flat_map(personal_words).collect();
        self.erased.insert(root, words);
    }

    /// After an erasure no store holds a word of it.
    pub(super) fn is_clean(&self, whose: &str, text: &str) -> Result<(), Wrong> {
        let found: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        match self.erased.values().flatten().find(|word| found.contains(word.as_str())) {
            Some(word) => Err(Wrong::new("nothing is left of an erased file", format!("{word} at {whose}"))),
            None => Ok(()),
        }
    }

    /// Whether all files of an action are still there.
    pub(super) fn is_whole(&self, group: &[Mark]) -> bool {
        group.iter().all(|mark| !self.erased.contains_key(&mark.root))
    }

    /// Whether a device is freed from showing what it saved: somebody replaced it, the server kept it aside, or it is lost and reported.
    pub(super) fn is_settled(&self, claim: &Claim) -> bool {
        let replaced = match &claim.what {
            What::Field(_, value) => self.replaced.contains(value),
            What::Member(set, _) => self.removed.contains(&(claim.ent, set.clone(), claim.dot)),
            What::Made | What::Entry(..) => false,
        };
        replaced || self.erased.contains_key(&claim.root) || self.aside.contains(&claim.dot) || self.lost.contains(&claim.dot)
    }

    /// Whether a reader sees a file after the row with this chain.
    pub(super) fn sees(&self, chain: Chain, root: RootId, projection: &Projection) -> bool {
        let spaces = self.spaces.get(&chain.0).and_then(|spaces| spaces.get(&root)).and_then(Option::as_ref);
        projection.sees(Some(Entity::Guest), spaces)
    }

    /// Words of all that was ever written to files this reader does not see after the row with this chain.
    pub(super) fn hidden_words(&self, chain: Chain, projection: &Projection) -> BTreeSet<String> {
        let hidden = self.attempts.values().flatten().filter(|attempt| !self.sees(chain, attempt.root, projection));
        hidden.flat_map(all_words).collect()
    }

    /// Words of all that was ever written to files that nothing makes in the log with this end: it went back to before they were.
    pub(super) fn lost_words(&self, chain: Chain) -> BTreeSet<String> {
        let rows = self.rows(chain).unwrap_or_default();
        let makes = |row: &&&Row| row.status.is_ok() && matches!(row.op.kind, Kind::New { .. });
        let there: BTreeSet<RootId> = rows.iter().filter(makes).map(|row| row.op.root).collect();
        let lost = self.attempts.values().flatten().filter(|attempt| !there.contains(&attempt.root));
        lost.flat_map(all_words).collect()
    }

    /// A row was committed.
    pub(super) fn logged(&mut self, row: &Rc<LogRow>) -> Result<(), Wrong> {
        let dot = row.row.dot();
        let mut spaces = self.spaces.get(&row.before.0).cloned().unwrap_or_default();
        if let Some((space, inside)) = row.row.op.places()
            && row.row.status.is_ok()
        {
            place(Rc::make_mut(&mut spaces).entry(row.row.op.root).or_default(), space, inside);
        }
        self.spaces.insert(row.after.0, spaces);
        self.lineage.insert(row.after.0, Rc::clone(row));
        if row.row.status.is_ok() {
            self.counted.insert(dot)
        } else {
            self.aside.insert(dot)
        };
        if is_filler(&row.row) || row.row.status == Status::Void || matches!(row.row.op.kind, Kind::Noop {}) {
            return Ok(());
        }
        if !row.row.dev.is_server() && self.attempt(&row.row.op, row.row.dev).is_none() {
            return Err(Wrong::new("nothing is in the log that nobody wrote", format!("{dot:?} {:?}", row.row.op)));
        }
        match self.content.get(&dot) {
            Some(first) if first.row.op != row.row.op => {
                Err(Wrong::new("a number stands for one op", format!("{dot:?} was {:?}, is {:?}", first.row.op.kind, row.row.op.kind)))
            }
            Some(_) => Ok(()),
            None => {
                self.content.insert(dot, Rc::clone(row));
                Ok(())
            }
        }
    }

    fn attempt(&self, op: &Op, dev: DeviceId) -> Option<&Attempt> {
        let same = |a: &&Attempt| a.kind == op.kind && a.root == op.root && a.ent == op.ent();
        self.attempts.get(&(dev, op.hlc))?.iter().find(same)
    }

    /// The rows of the log that ends with this chain, first to last.
    pub(super) fn rows(&self, mut chain: Chain) -> Option<Vec<&Row>> {
        let mut rows = Vec::new();
        while chain != Chain::default() {
            let row = self.lineage.get(&chain.0)?;
            rows.push(&row.row);
            chain = row.before;
        }
        rows.reverse();
        Some(rows)
    }

    /// Every op that was reported saved is in the log once, or void by a loss that was reported.
    pub(super) fn exactly_once(&self, store: &Store) -> Result<(), Wrong> {
        let mut times: BTreeMap<Dot, u32> = BTreeMap::new();
        for row in store.log.iter().filter(|row| !is_filler(&row.row)) {
            *times.entry(row.row.dot()).or_default() += 1;
        }
        if let Some((dot, n)) = times.iter().find(|(_, n)| **n > 1) {
            return Err(Wrong::new("every saved change is in the log once", format!("{dot:?} is there {n} times")));
        }
        let gone = |dot: &&Dot| !times.contains_key(dot) && !self.lost.contains(dot) && !self.evicted.contains(&dot.dev());
        match self.saved.iter().find(gone) {
            Some(dot) => Err(Wrong::new("every saved change is in the log once", format!("{dot:?} is not there"))),
            None => Ok(()),
        }
    }

    /// A device has stored an answer to a pull.
    pub(super) fn holds(&mut self, dev: DeviceId, pulled: &Pulled) {
        let sealed: BTreeSet<u64> = pulled.seals.iter().map(|seal| seal.seq).collect();
        let mut group = Vec::new();
        for row in &pulled.rows {
            group.push(row.dot());
            if row.op.end {
                let group = std::mem::take(&mut group);
                if sealed.contains(&row.seq) {
                    self.held.entry(dev).or_default().extend(group);
                }
            }
        }
    }

    /// The log goes back to what a backup holds; `before` was in it, `after` is.
    pub(super) fn put_back(&mut self, before: &BTreeSet<Dot>, after: &BTreeSet<Dot>) {
        let gone: BTreeSet<Dot> = before.difference(after).filter(|dot| !self.lost.contains(dot)).copied().collect();
        for (dev, held) in &self.held {
            self.owed.entry(*dev).or_default().extend(held.intersection(&gone));
        }
    }

    /// What a log lost by going back, and a device that is still there had pulled, is in the log again. What follows a number of a tablet that nobody
    /// has any more has no place in the log.
    pub(super) fn came_back(&self, store: &Store) -> Result<(), Wrong> {
        let there: BTreeSet<Dot> = store.log.iter().map(|row| row.row.dot()).collect();
        let owed = self.owed.iter().filter(|(dev, _)| !self.evicted.contains(dev)).flat_map(|(_, dots)| dots);
        let behind = |dot: &Dot| !dot.dev().is_server() && dot.n() > 1 && !there.contains(&Dot(dot.dev(), dot.n() - 1));
        let let_in: BTreeSet<Dot> = store.log.iter().filter_map(|row| row.row.op.lets_in()).collect();
        // Whatever let it in before the log went back: it is in.
        let again = |dot: &Dot| self.content.get(dot).and_then(|row| row.row.op.lets_in()).is_some_and(|target| let_in.contains(&target));
        // Of an erased file nothing is kept, nor of what was done together with it; nor, by whom it went out of sight, of one that was placed.
        let forgotten = |root: &RootId| self.erased.contains_key(root) || self.moved.contains(root);
        let gone = self.content.values().map(|row| &row.row).filter(|row| forgotten(&row.op.root));
        let gone: BTreeSet<(DeviceId, u64)> = gone.map(|row| (row.dev, row.op.grp)).collect();
        let erased = |dot: &Dot| self.content.get(dot).is_none_or(|row| gone.contains(&(row.row.dev, row.row.op.grp)));
        let missing = |dot: &&Dot| !erased(dot) && !there.contains(dot) && !self.lost.contains(dot) && !behind(dot) && !again(dot);
        match owed.into_iter().find(missing) {
            Some(dot) => Err(Wrong::new("what a restored log lost and a device had comes back", format!("{dot:?} is not there"))),
            None => Ok(()),
        }
    }

    /// Each value that counts is a current sibling, or was named by an op whose author had it before their eyes.
    pub(super) fn no_unseen_loss(&self, store: &Store) -> Result<(), Wrong> {
        let mut written: Vec<(EntId, RootId, &str, Dot, &Value)> = Vec::new();
        let mut named: BTreeSet<(EntId, &str, &Value)> = BTreeSet::new();
        let mut by_dot: BTreeMap<(Dot, EntId, &str), &Value> = BTreeMap::new();
        let mut made: BTreeSet<EntId> = BTreeSet::new();
        let counts = store.log.iter().map(|row| &row.row).filter(|row| row.status == Status::Ok);
        for (dot, op) in counts.map(folded_op).filter(|(_, op)| !self.erased.contains_key(&op.root)) {
            let (ent, root) = (op.ent(), op.root);
            match &op.kind {
                Kind::New { fields, .. } if made.insert(ent) => {
                    for (name, value) in fields {
                        by_dot.insert((dot, ent, name), value);
                        written.push((ent, root, name, dot, value));
                    }
                }
                Kind::Set { fields } => {
                    for (name, SetField(value, seen)) in fields {
                        let old = seen.iter().filter_map(|dot| by_dot.get(&(*dot, ent, name.as_str())));
                        for old in old {
                            self.was_seen(dot, op, name, old)?;
                            named.insert((ent, name, old));
                        }
                        by_dot.insert((dot, ent, name), value);
                        written.push((ent, root, name, dot, value));
                    }
                }
                _ => {}
            }
        }
        for (ent, root, name, dot, value) in written {
            let record = store.states.get(&root).and_then(|state| state.records.get(&ent));
            let Some(record) = record else {
                return Err(Wrong::new("no value is lost unseen", format!("{dot:?}: the record is gone")));
            };
            let keeps = Entity::from_code(&record.entity).and_then(|e| field::field(e, name)).is_none_or(|f| f.merge == Merge::Keep);
            let current = record.registers.get(name).is_some_and(|register| register.siblings.iter().any(|s| s.value == *value));
            if keeps && !current && !named.contains(&(ent, name, value)) {
                return Err(Wrong::new("no value is lost unseen", format!("{name} {value:?} of {dot:?}")));
            }
        }
        Ok(())
    }

    fn was_seen(&self, dot: Dot, op: &Op, name: &str, old: &Value) -> Result<(), Wrong> {
        let Some(attempt) = self.attempt(op, dot.dev()) else { return Ok(()) };
        let saw = attempt.saw.get(name).is_some_and(|values| values.contains(old) || values.contains(&Value::Hidden));
        if saw {
            Ok(())
        } else {
            Err(Wrong::new("no value is lost unseen", format!("{dot:?} replaces {old:?}, which its author never saw")))
        }
    }

    /// An op that left the outbox was good once.
    pub(super) fn counted_once(&self, dot: Dot) -> bool {
        self.counted.contains(&dot)
    }
}
