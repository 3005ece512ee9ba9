//! The page of today: who comes, who leaves, who waits for an answer. What is costly is kept: the days of all stays until a guest changes, the
//! files of the arrivals until they change.

use innkeeper_domain::stay::{self, StayFact, StayStatus};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Date, Entity, Fields, guest, order};
use innkeeper_sync::id::RootId;
use innkeeper_sync::state::RootState;

use crate::columns::Columns;
use crate::engine::{Engine, Memory, World};
use crate::lead_views::Rows;
use crate::map::Map;
use crate::ports::{Clock, StoreError};
use crate::protocol::{Arrival, LeadRow, TodayView};

/// Leads to be answered, and guests with two values, that are shown.
const SHOWN: usize = 20;
/// Latest leads that are shown.
const LATEST: usize = 5;

/// What is known of a day.
#[derive(Debug, Default)]
pub(crate) struct Day {
    /// The state of the guests it was counted from, and the day.
    of: Option<(u64, Date)>,
    house: House,
    files: Map<RootId, Vec<Coming>>,
}

/// The house on a day.
#[derive(Clone, Debug, Default)]
struct House {
    arriving: Vec<RootId>,
    two_values: Vec<RootId>,
    departures: u32,
    in_house: u32,
}

/// What only an arriving guest's file tells, a stay each.
#[derive(Clone, Debug)]
struct Coming {
    room: String,
    departure: Option<Date>,
    party: (i64, i64),
    allergies: String,
    preferences: Vec<String>,
    birthday: Option<Date>,
}

impl Day {
    /// A guest has changed: their file is read again.
    pub(crate) fn forget(&mut self, root: RootId) {
        self.files.remove(&root);
    }

    /// All guests are others.
    pub(crate) fn forget_all(&mut self) {
        *self = Self::default();
    }
}

impl House {
    fn on(today: Date, columns: &Columns) -> Self {
        let mut house = Self::default();
        for row in (0..columns.len()).filter(|row| !columns.is_archived(*row)) {
            let mut arrives = false;
            for StayFact { status, arrival, departure, .. } in columns.stays(row) {
                let here = matches!(status, StayStatus::Confirmed | StayStatus::InHouse);
                let (Some(arrival), Some(departure)) = (arrival, departure) else { continue };
                arrives |= here && arrival == today;
                house.in_house += u32::from(here && arrival <= today && today < departure);
                house.departures += u32::from((here || status == StayStatus::CheckedOut) && arrival < today && departure == today);
            }
            let root = columns.root(row);
            house.arriving.extend(arrives.then_some(root));
        }
        house.two_values.extend(columns.disputed().map(|(row, _)| columns.root(row)));
        let by_name = |root: &RootId| columns.row_of(*root).map(|row| (columns.sort_key(row).is_empty(), columns.sort_key(row)));
        order::sort_by_key(&mut house.arriving, by_name);
        order::sort_by_key(&mut house.two_values, by_name);
        house
    }
}

impl<W: World> Engine<W> {
    /// The page of today.
    ///
    /// # Errors
    /// When a file of an arrival cannot be read.
    pub(crate) async fn today(&self) -> Result<TodayView, StoreError> {
        let today = self.clock.today();
        loop {
            let (revision, missing) = {
                let mut memory = self.memory.borrow_mut();
                let Memory { day, columns, revision, .. } = &mut *memory;
                if day.of != Some((*revision, today)) {
                    if day.of.is_some_and(|(_, of)| of != today) {
                        day.files.clear();
                    }
                    day.house = House::on(today, columns);
                    day.of = Some((*revision, today));
                }
                let missing = day.house.arriving.iter().filter(|root| !day.files.contains_key(root));
                (*revision, missing.copied().collect::<Vec<_>>())
            };
            if missing.is_empty() {
                return Ok(self.told(today));
            }
            let states = self.root_states(&missing).await?;
            let mut memory = self.memory.borrow_mut();
            // Somebody has changed meanwhile: perhaps one of these.
            if memory.revision == revision {
                let comings = states.iter().map(|(root, state)| (*root, comings(*root, state, today)));
                comings.for_each(|(root, comings)| drop(memory.day.files.insert(root, comings)));
            }
        }
    }

    fn told(&self, today: Date) -> TodayView {
        let memory = self.memory.borrow();
        let Memory { day, columns, leads, .. } = &*memory;
        let rows = Rows::of(&memory);
        let mut due: Vec<_> = leads.newest().filter_map(|(root, facts)| Some((facts.reply_due()?, root, facts))).collect();
        order::sort_by_key(&mut due, |(due, root, _)| (*due, *root));
        let lead = |(root, facts): (RootId, &crate::leads::LeadFacts)| -> LeadRow { rows.row(root, facts) };
        let unsent = memory.unsent();
        let row_of = |root: &RootId| columns.row_of(*root);
        TodayView {
            date: today,
            arrivals: day.house.arriving.iter().flat_map(|root| arrivals(*root, day, columns)).collect(),
            departures: day.house.departures,
            in_house: day.house.in_house,
            replies_due: due.len() as u32,
            replies: due.into_iter().take(SHOWN).map(|(_, root, facts)| lead((root, facts))).collect(),
            leads: leads.newest().take(LATEST).map(lead).collect(),
            two_values: day
                .house
                .two_values
                .iter()
                .filter_map(row_of)
                .take(SHOWN)
                .map(|row| columns.view(row, unsent.contains(&columns.root(row))))
                .collect(),
        }
    }
}

fn arrivals(root: RootId, day: &Day, columns: &Columns) -> Vec<Arrival> {
    let (Some(row), Some(comings)) = (columns.row_of(root), day.files.get(&root)) else { return Vec::new() };
    let shown = columns.view(row, false);
    let arrival = |coming: &Coming| Arrival {
        root,
        name: shown.name.clone(),
        native: shown.native.clone(),
        light: shown.light,
        room: coming.room.clone(),
        departure: coming.departure,
        party: coming.party,
        stay: shown.stays + 1,
        allergies: coming.allergies.clone(),
        preferences: coming.preferences.clone(),
        birthday: coming.birthday,
    };
    comings.iter().map(arrival).collect()
}

/// The stays of a guest that begin today.
fn comings(root: RootId, state: &RootState, today: Date) -> Vec<Coming> {
    let Some(record) = state.own(root) else { return Vec::new() };
    let born = record.get(guest::BIRTH_DATE);
    let members = record.sets.get(guest::PREFERENCES.name());
    let preferences: Vec<String> = members.into_iter().flat_map(|m| m.keys()).filter_map(Value::as_text).map(str::to_owned).collect();
    let stays = state.records.values().filter(|r| r.entity == Entity::Stay.code() && !r.is_archived());
    let stays = stays.filter_map(|r| Some((r, StayFact::of(r)?)));
    let begins = |fact: &StayFact| fact.arrival == Some(today) && matches!(fact.status, StayStatus::Confirmed | StayStatus::InHouse);
    stays
        .filter(|(_, fact)| begins(fact))
        .map(|(stay, fact)| {
            let number = stay.get(stay::ROOM_NUMBER).unwrap_or_default();
            Coming {
                room: if number.is_empty() { stay.get(stay::ROOM_TYPE_BOOKED).unwrap_or_default() } else { number },
                departure: fact.departure,
                party: (stay.get(stay::ADULTS).unwrap_or(0), stay.get(stay::CHILDREN).unwrap_or(0)),
                allergies: record.get(guest::ALLERGIES).unwrap_or_default(),
                preferences: preferences.clone(),
                birthday: born.and_then(|born| birthday(born, today, fact.departure.unwrap_or(today))),
            }
        })
        .collect()
}

/// The birthday from one day to another; who was born on 29 February has it on the 28th in other years.
fn birthday(born: Date, from: Date, to: Date) -> Option<Date> {
    let in_year = |year| Date::new(year, born.month(), born.day()).or_else(|| Date::new(year, born.month(), 28));
    [from.year(), to.year()].into_iter().filter_map(in_year).find(|day| from <= *day && *day <= to)
}
