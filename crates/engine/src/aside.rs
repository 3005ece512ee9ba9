//! What the hotel's server keeps aside, and what its author does about it: saves it anew, or lets it go.

use innkeeper_domain::order;
use innkeeper_sync::draft::Draft;
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::state::Record;

use crate::deeds::problem;
use crate::driver::put_json;
use crate::engine::{Engine, World, storage_problem};
use crate::outbox_view::groups_of;
use crate::ports::{Meta, Store, TabNews, Tabs, Write, WriteBatch};
use crate::protocol::{EngineProblem, Outcome};

impl<W: World> Engine<W> {
    /// Makes a change that is kept aside once more, in the same transaction that lets the old one go. What it replaces is what is there now.
    pub(crate) async fn save_anew(&self, n: u64) -> Result<Outcome, EngineProblem> {
        let groups = self.aside(n);
        if groups.is_empty() {
            return Err(problem("problem-change-not-aside", false));
        }
        let mut outcome = Outcome::Ok;
        for (first, ops) in groups {
            let mut drafts = Vec::new();
            for mut draft in ops {
                let record = self.record(draft.root).await.ok().filter(|_| draft.other_ent.is_none());
                draft.kind = with_open_eyes(draft.kind, record.as_ref());
                drafts.push(draft);
            }
            let settled = self.settled(&[first], true);
            let saved = self.act(drafts, vec![settled], None).await?;
            outcome = Outcome::Action(saved.action);
        }
        Ok(outcome)
    }

    /// Lets a change that is kept aside go, or takes that back. The hotel keeps it all the same.
    pub(crate) async fn let_go(&self, n: u64, gone: bool) -> Result<(), EngineProblem> {
        let firsts: Vec<u64> = self.aside(n).into_iter().map(|(first, _)| first).collect();
        let Some(store) = self.store().filter(|_| !firsts.is_empty()) else { return Err(problem("problem-change-not-aside", false)) };
        let write = self.settled(&firsts, gone);
        store.commit(WriteBatch::strict(vec![write])).await.map_err(|e| storage_problem(&e))?;
        self.catch_up_outbox().await.map_err(|e| storage_problem(&e))?;
        self.tabs.tell(TabNews::Outbox(n));
        Ok(())
    }

    /// The groups of a change that is kept aside: their first numbers, and what they do.
    fn aside(&self, n: u64) -> Vec<(u64, Vec<Draft>)> {
        let memory = self.memory.borrow();
        let groups = memory.replica().map(|replica| groups_of(replica, n)).unwrap_or_default();
        let draft =
            |op: &innkeeper_sync::op::Op| Draft { other_ent: op.other_ent, action: op.action, ..Draft::of(op.root, op.kind.clone()) };
        groups.into_iter().map(|group| (group[0].op.grp, group.iter().map(|p| draft(&p.op)).collect())).collect()
    }

    fn settled(&self, firsts: &[u64], gone: bool) -> Write {
        let mut let_go = self.memory.borrow().let_go.clone();
        for first in firsts {
            if gone {
                let_go.insert(*first);
            } else {
                let_go.remove(first);
            }
        }
        put_json(Meta::LetGo, &let_go)
    }
}

/// The same change, having seen what the record holds now.
fn with_open_eyes(kind: Kind, record: Option<&Record>) -> Kind {
    let Some(record) = record else { return kind };
    let held = |set: &str, elem| record.sets.get(set).and_then(|members| members.get(elem)).cloned().unwrap_or_default();
    match kind {
        Kind::Set { fields } => {
            let seen = |(name, SetField(value, _)): (String, SetField)| {
                let seen = record.seen(&name);
                (name, SetField(value, seen))
            };
            Kind::Set { fields: order::map(fields.into_iter().map(seen)) }
        }
        Kind::Add { set, elem, .. } => Kind::Add { seen: held(&set, &elem), set, elem },
        Kind::Rem { set, elem, .. } => Kind::Rem { seen: held(&set, &elem), set, elem },
        Kind::Archive { .. } => Kind::Archive { seen: record.archived.seen() },
        Kind::Restore { .. } => Kind::Restore { seen: record.archived.seen() },
        kind => kind,
    }
}
