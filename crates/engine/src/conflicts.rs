//! Fields of two values: listed over all guests from an index of the columns, and decided alike where a person asks for it.

use std::collections::BTreeMap;

use innkeeper_domain::field::{FieldKind, Writer, field};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, access, order};
use innkeeper_sync::id::{ActionId, DeviceId, RootId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::state::{Record, Register, Sibling};

use crate::deeds::problem;
use crate::engine::{Engine, World, storage_problem};
use crate::guest_view::{Context, field_views};
use crate::labour::{Job, Task};
use crate::ports::{Clock, StoreError};
use crate::protocol::{Conflict, ConflictsQuery, ConflictsView, EngineProblem, Outcome, Side};

/// Most fields that are told at once.
const TOLD_MAX: u32 = 500;

impl<W: World> Engine<W> {
    /// The fields that wait for a choice.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) async fn conflicts(&self, query: &ConflictsQuery) -> Result<ConflictsView, StoreError> {
        let asked = |name: &str| query.field.is_empty() || query.field == name;
        let mut view = ConflictsView { query: query.clone(), guests: 0, fields: BTreeMap::new(), items: Vec::new(), found: 0 };
        let mut wanted: Vec<(String, RootId, Vec<String>)> = Vec::new();
        {
            let memory = self.memory.borrow();
            for (row, fields) in memory.columns.disputed() {
                view.guests += 1;
                for name in fields {
                    *view.fields.entry(name.clone()).or_default() += 1;
                }
                let fields: Vec<String> = fields.iter().filter(|name| asked(name)).cloned().collect();
                view.found += fields.len() as u32;
                if !fields.is_empty() {
                    wanted.push((memory.columns.sort_key(row).to_owned(), memory.columns.root(row), fields));
                }
            }
        }
        order::sort_by(&mut wanted, Ord::cmp);
        let mut left = query.limit.min(TOLD_MAX) as usize;
        wanted.retain(|(_, _, fields)| {
            let take = left > 0;
            left = left.saturating_sub(fields.len());
            take
        });
        let roots: Vec<RootId> = wanted.iter().map(|(_, root, _)| *root).collect();
        let states = self.root_states(&roots).await?;
        let memory = self.memory.borrow();
        let Some(opened) = &memory.opened else { return Ok(view) };
        let context = Context {
            directory: &memory.directory,
            own: opened.session.dev,
            unsent: &|_| false,
            today: self.clock.today(),
            now: self.clock.wall(),
            editable: access::may_write(opened.session.roles(), Entity::Guest),
            can_consent: false,
        };
        for (_, root, fields) in &wanted {
            let Some(record) = states.get(root).and_then(|state| state.own(*root)) else { continue };
            let views = field_views(Entity::Guest, record, &context).into_iter();
            let views = views.filter(|view| view.choices.len() > 1 && fields.contains(&view.name));
            view.items.extend(views.map(|field| Conflict { root: *root, title: memory.title(*root), field }));
        }
        Ok(view)
    }

    /// Begins to decide a field alike for all guests where it has two values.
    pub(crate) async fn choose_all(&self, name: String, side: Side) -> Result<Outcome, EngineProblem> {
        let declared = field(Entity::Guest, &name).filter(|field| field.writer == Writer::Anyone);
        let fits = declared.is_some_and(|field| side != Side::Both || matches!(field.kind, FieldKind::LongText));
        if !fits || !self.memory.borrow().may_write(Entity::Guest) {
            return Err(problem("problem-not-allowed", false));
        }
        let (own, roots) = {
            let memory = self.memory.borrow();
            let Some(opened) = &memory.opened else { return Err(problem("problem-not-enrolled", false)) };
            let rows = memory.columns.disputed().filter(|(_, fields)| fields.contains(&name));
            (opened.session.dev, rows.map(|(row, _)| memory.columns.root(row)).collect::<Vec<_>>())
        };
        let states = self.root_states(&roots).await.map_err(|e| storage_problem(&e))?;
        let decided =
            |root: &RootId| states.get(root).and_then(|state| state.own(*root)).and_then(|record| decision(record, &name, side, own));
        let tasks: Vec<_> =
            roots.into_iter().filter(|root| decided(root).is_some()).map(|root| (root, Task::Decide(name.clone(), side, own))).collect();
        if tasks.is_empty() {
            return Err(problem("problem-nothing-to-choose", false));
        }
        self.begin(Job::new(ActionId(self.new_id()), None, tasks))
    }
}

/// The op that decides a field of a guest; none where there is nothing to decide, or this side has no value.
pub(crate) fn decision(record: &Record, name: &str, side: Side, own: DeviceId) -> Option<Kind> {
    let register = record.registers.get(name).filter(|register| register.choices().len() > 1)?;
    let value = chosen(register, side, own)?;
    (value != Value::Hidden).then(|| Kind::Set { fields: order::map([(name.to_owned(), SetField(value, register.seen()))]) })
}

fn chosen(register: &Register, side: Side, own: DeviceId) -> Option<Value> {
    let choices = register.choices();
    let mine = |sibling: &&&Sibling| sibling.stamp.dot.dev() == own;
    let value = |sibling: &&Sibling| sibling.value.clone();
    match side {
        Side::Mine => choices.iter().find(mine).map(value),
        Side::Theirs => choices.iter().find(|sibling| !mine(sibling)).map(value),
        Side::Latest => choices.first().map(value),
        Side::Both => together(choices.iter().rev().map(|sibling| &sibling.value)),
    }
}

/// Texts one after the other, the oldest first.
fn together<'a>(values: impl Iterator<Item = &'a Value>) -> Option<Value> {
    let texts: Option<Vec<&str>> = values.filter(|value| !value.is_empty()).map(Value::as_text).collect();
    Some(Value::Text(texts?.join("\n\n")))
}
