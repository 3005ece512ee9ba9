//! What the house keeps beside its guests: saved segments, saved views of lists, and the hotel's own record.

use std::collections::BTreeMap;

use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::value::Value;
use innkeeper_domain::{Currency, Entity, Fields as _, Key, Uuid, access, list_view, order, property, segment};
use innkeeper_segment::{Group, Segments, parse};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{RootId, UserId};
use innkeeper_sync::op::{Fields, Kind, SetField};
use innkeeper_sync::state::Record;
use serde::{Deserialize, Serialize};

use crate::audience::Asked;
use crate::deeds::problem;
use crate::engine::{Engine, Memory, World};
use crate::facts::last_change;
use crate::map::Map;
use crate::protocol::{EngineProblem, ListViewDraft, ListViewRow, Outcome, PropertyView, SegmentRow, SegmentsView};
use crate::versions;

/// A saved segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedSegment {
    name: String,
    description: String,
    rule: String,
    changed: i64,
    by: UserId,
    archived: bool,
}

/// A saved view of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedView {
    view: ListViewDraft,
    owner: UserId,
    archived: bool,
}

/// The hotel's own record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Hotel {
    name: String,
    zone: String,
    currency: String,
}

/// Segments, views and the hotel, in memory and cached with the columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Library {
    segments: Map<RootId, SavedSegment>,
    views: Map<RootId, SavedView>,
    hotel: Option<Hotel>,
}

/// The one root of the hotel's own record: whoever writes it first, it is the same.
#[must_use]
pub fn hotel_root() -> RootId {
    RootId(UserId::of_source("property").0)
}

impl Library {
    /// Segments that are not put away: root, name, what it is for.
    pub(crate) fn named(&self) -> impl Iterator<Item = (RootId, &str, &str)> {
        let kept = self.segments.iter().filter(|(_, segment)| !segment.archived);
        kept.map(|(root, segment)| (*root, segment.name.as_str(), segment.description.as_str()))
    }

    /// Takes up a file of these kinds. Gives whether something people see has changed.
    pub fn put(&mut self, root: RootId, record: &Record) -> bool {
        let text = |key| record.get(key).unwrap_or_default();
        match Entity::from_code(&record.entity) {
            Some(Entity::Segment) => {
                let saved = SavedSegment {
                    name: text(segment::NAME),
                    description: text(segment::DESCRIPTION),
                    rule: text(segment::RULE),
                    changed: last_change(record),
                    by: last_author(record),
                    archived: record.is_archived(),
                };
                self.segments.insert(root, saved.clone()) != Some(saved)
            }
            Some(Entity::ListView) => {
                let columns = text(list_view::COLUMNS);
                let view = ListViewDraft {
                    name: text(list_view::NAME),
                    rule: text(list_view::RULE),
                    sort: text(list_view::SORT),
                    columns: columns.split(',').filter(|column| !column.is_empty()).map(str::to_owned).collect(),
                    shared: record.get(list_view::SHARED).unwrap_or_default(),
                };
                let owner = record.get(list_view::OWNER).map_or(record.created_by, UserId);
                let saved = SavedView { view, owner, archived: record.is_archived() };
                self.views.insert(root, saved.clone()) != Some(saved)
            }
            Some(Entity::Property) if root == hotel_root() => {
                let currency = record.get(property::CURRENCY).map_or_else(String::new, |c: Currency| c.code().to_owned());
                let hotel = Hotel { name: text(property::NAME), zone: text(property::ZONE), currency };
                self.hotel.replace(hotel.clone()) != Some(hotel)
            }
            _ => false,
        }
    }

    /// What people call a segment, a view, the hotel.
    #[must_use]
    pub fn title(&self, root: RootId) -> Option<&str> {
        let segment = self.segments.get(&root).map(|segment| segment.name.as_str());
        let view = || self.views.get(&root).map(|saved| saved.view.name.as_str());
        let hotel = || self.hotel.as_ref().filter(|_| root == hotel_root()).map(|hotel| hotel.name.as_str());
        segment.or_else(view).or_else(hotel)
    }
}

impl Segments for Library {
    fn rule(&self, id: Uuid) -> Option<Group> {
        let segment = self.segments.get(&RootId(id)).filter(|segment| !segment.archived)?;
        parse(&segment.rule).ok()
    }
}

fn last_author(record: &Record) -> UserId {
    let shown = record.registers.values().chain([&record.archived]).filter_map(|register| register.shown());
    shown.max_by_key(|sibling| sibling.stamp).map_or(record.created_by, |sibling| sibling.by)
}

impl<S> Memory<S> {
    fn user(&self) -> Option<UserId> {
        self.opened.as_ref().map(|opened| opened.session.person.user)
    }

    pub(crate) fn may_write(&self, entity: Entity) -> bool {
        self.opened.as_ref().is_some_and(|opened| access::may_write(opened.session.roles(), entity))
    }

    /// All segments with their counts.
    pub(crate) fn segments(&mut self, asked: Asked) -> SegmentsView {
        let saved: Vec<(RootId, SavedSegment)> = self.directory.library.segments.clone().into_entries();
        let mut segments = Vec::with_capacity(saved.len());
        for (root, saved) in saved.into_iter().filter(|(_, saved)| !saved.archived) {
            let members = self.members(&saved.rule, asked);
            let (count, broken) = (members.total(), !members.problems().is_empty());
            let SavedSegment { name, description, rule, changed, by, archived } = saved;
            let by = self.directory.person(by);
            segments.push(SegmentRow { root, name, description, rule, count, broken, changed, by, archived });
        }
        order::sort_by_key(&mut segments, |row| (fold_for_search(&row.name), row.root));
        SegmentsView { segments, all: self.columns.active(), editable: self.may_write(Entity::Segment) }
    }

    /// One's own views and the shared ones, with their counts.
    pub(crate) fn list_views(&mut self, asked: Asked) -> Vec<ListViewRow> {
        let user = self.user();
        let saved: Vec<(RootId, SavedView)> = self.directory.library.views.clone().into_entries();
        let mut rows = Vec::with_capacity(saved.len());
        for (root, SavedView { view, owner, archived }) in saved {
            let mine = Some(owner) == user;
            if !archived && (mine || view.shared) {
                let count = self.members(&view.rule, asked).total();
                rows.push(ListViewRow { root, view, count, mine });
            }
        }
        order::sort_by_key(&mut rows, |row| (fold_for_search(&row.view.name), row.root));
        rows
    }

    /// The hotel's name: the server's as long as nobody gave it another.
    pub(crate) fn hotel_name(&self) -> String {
        let given = self.directory.library.hotel.as_ref().map(|hotel| hotel.name.clone()).filter(|name| !name.is_empty());
        given.or_else(|| Some(self.opened.as_ref()?.session.person.hotel.clone())).unwrap_or_default()
    }

    /// The hotel.
    pub(crate) fn property(&self) -> PropertyView {
        let (name, editable) = (self.hotel_name(), self.may_write(Entity::Property));
        match &self.directory.library.hotel {
            Some(Hotel { zone, currency, .. }) => {
                PropertyView { root: Some(hotel_root()), name, zone: zone.clone(), currency: currency.clone(), editable }
            }
            None => PropertyView { name, editable, ..PropertyView::default() },
        }
    }
}

fn entry<T>(key: Key<T>, value: impl Into<Value>) -> (String, Value) {
    (key.name().to_owned(), value.into())
}

impl<W: World> Engine<W> {
    /// Makes or changes a segment.
    pub(crate) async fn save_segment(
        &self,
        root: Option<RootId>,
        name: &str,
        description: &str,
        rule: String,
    ) -> Result<Outcome, EngineProblem> {
        self.checked(Entity::Segment, name, &rule)?;
        let kept = match root {
            Some(root) => versions::keep(&self.record(root).await?, &rule),
            None => Vec::new(),
        };
        let fields =
            order::map([entry(segment::NAME, name.trim()), entry(segment::DESCRIPTION, description.trim()), entry(segment::RULE, rule)]);
        self.save_file(root, Entity::Segment, fields, Fields::new(), kept).await
    }

    /// Makes or changes a saved view.
    pub(crate) async fn save_list_view(&self, root: Option<RootId>, view: ListViewDraft) -> Result<Outcome, EngineProblem> {
        self.checked(Entity::ListView, &view.name, &view.rule)?;
        let owner = self.memory.borrow().user().ok_or_else(|| problem("problem-not-enrolled", false))?;
        let fields = order::map([
            entry(list_view::NAME, view.name.trim()),
            entry(list_view::RULE, view.rule),
            entry(list_view::SORT, view.sort),
            entry(list_view::COLUMNS, view.columns.join(",")),
            entry(list_view::SHARED, view.shared),
        ]);
        // Who changes a shared view does not become its owner.
        self.save_file(root, Entity::ListView, fields, order::map([entry(list_view::OWNER, owner.0)]), Vec::new()).await
    }

    /// Makes or changes the hotel's own record.
    pub(crate) async fn save_property(&self, name: &str, zone: &str, currency: &str) -> Result<Outcome, EngineProblem> {
        self.checked(Entity::Property, name, "")?;
        let currency = currency.trim();
        if !currency.is_empty() && currency.parse::<Currency>().is_err() {
            return Err(problem("problem-value-not-taken", false));
        }
        let fields =
            order::map([entry(property::NAME, name.trim()), entry(property::ZONE, zone.trim()), entry(property::CURRENCY, currency)]);
        let known = self.memory.borrow().directory.library.hotel.is_some();
        if known {
            return self.save_file(Some(hotel_root()), Entity::Property, fields, Fields::new(), Vec::new()).await;
        }
        self.make_file(hotel_root(), Entity::Property, fields).await
    }

    /// A name, a rule that can be read, and somebody who may.
    fn checked(&self, entity: Entity, name: &str, rule: &str) -> Result<(), EngineProblem> {
        if !self.memory.borrow().may_write(entity) {
            return Err(problem("problem-not-allowed", false));
        }
        if name.trim().is_empty() || parse(rule).is_err() {
            return Err(problem("problem-value-not-taken", false));
        }
        Ok(())
    }

    /// Writes what differs from what is shown, and `beside` with it; or a new file with what only a new one says.
    async fn save_file(
        &self,
        root: Option<RootId>,
        entity: Entity,
        fields: Fields,
        first: Fields,
        beside: Vec<Kind>,
    ) -> Result<Outcome, EngineProblem> {
        let Some(root) = root else {
            return self.make_file(RootId(self.new_id()), entity, order::map(fields.into_iter().chain(first))).await;
        };
        let record = self.record(root).await?;
        if record.entity != entity.code() {
            return Err(problem("problem-value-not-taken", false));
        }
        let wanted = fields.into_iter().map(|(name, value)| (name, if says_nothing(&value) { Value::Empty } else { value }));
        let changed = wanted.filter(|(name, value)| record.value(name).unwrap_or(&Value::Empty) != value);
        let changed = order::map(changed.map(|(name, value)| (name.clone(), SetField(value, record.seen(&name)))));
        if !changed.is_empty() {
            let all = [Kind::Set { fields: changed }].into_iter().chain(beside);
            self.save(all.map(|kind| Draft::of(root, kind)).collect()).await?;
        }
        Ok(Outcome::Root(root))
    }

    async fn make_file(&self, root: RootId, entity: Entity, fields: Fields) -> Result<Outcome, EngineProblem> {
        let fields = fields.into_iter().filter(|(_, value)| !says_nothing(value)).collect();
        let kind = Kind::New { entity: entity.code().to_owned(), fields, sets: BTreeMap::new() };
        self.save(vec![Draft::of(root, kind)]).await?;
        Ok(Outcome::Root(root))
    }
}

/// An empty text is no value.
fn says_nothing(value: &Value) -> bool {
    matches!(value, Value::Empty) || value.as_text() == Some("")
}
