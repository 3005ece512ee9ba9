//! Who a rule holds for, of all guests of the hotel: the same engine as on the tablets, over what the database has.

use std::collections::BTreeMap;

use innkeeper_domain::consent::ConsentFact;
use innkeeper_domain::{Date, Entity, Fields as _, Uuid, guest, property, segment};
use innkeeper_segment::{Asked, Bits, Facts, Group, OnDay, Plan, Problem, Segments, StayAsked, Table, Truth, check, parse};
use innkeeper_sync::id::RootId;
use innkeeper_sync::projection::Projection;
use innkeeper_sync::state::{Record, RootAt};
use jiff::tz::TimeZone;

use crate::hotel::house::day;
use crate::project::redact_root;
use crate::store::StoreError;
use crate::writer::Writer;

/// Roots per reading.
const BATCH: u32 = 1_000;

/// All guests that are not put away, and the saved segments, as a reader sees them.
#[derive(Debug)]
pub struct Base {
    table: Table,
    roots: Vec<RootId>,
    /// The hotel's numbers for the guests, by row.
    numbers: Vec<String>,
    /// Rules of the saved segments.
    segments: BTreeMap<Uuid, String>,
    today: Date,
}

/// Who a rule holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The hotel's numbers for the guests, sorted.
    pub numbers: Vec<String>,
    /// How many more there are of whom it cannot be said, for something is not known of them.
    pub unknown: u32,
}

/// What a part of a rule comes to for a guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Positions from the root down.
    pub path: Vec<u32>,
    /// Whether it holds; none when nobody knows.
    pub holds: Truth,
}

impl Segments for Base {
    fn rule(&self, id: Uuid) -> Option<Group> {
        parse(self.segments.get(&id)?).ok()
    }
}

impl Base {
    /// Reads the guests that are in sight of a reader, and of them what the reader may read; without a reader, everything. Without `today` it is the
    /// day where the hotel is. `now` in milliseconds since 1970.
    ///
    /// # Errors
    /// When the database fails or a file is damaged.
    pub async fn read(writer: &Writer, reader: Option<&Projection>, today: Option<Date>, now: i64) -> Result<Self, StoreError> {
        let mut segments = BTreeMap::new();
        let mut guests = Vec::new();
        let mut zone = TimeZone::UTC;
        let mut after = None;
        loop {
            let mut roots = writer.read_roots(after, BATCH).await?;
            let Some(last) = roots.last() else { break };
            after = Some(last.root);
            if let Some(reader) = reader {
                roots.retain_mut(|at| redact_root(reader, at.root, &mut at.state));
            }
            for at in &roots {
                let Some(own) = at.state.own(at.root).filter(|own| !own.is_archived() && at.state.erased.is_none()) else { continue };
                match Entity::from_code(&own.entity) {
                    Some(Entity::Guest) => guests.push((at.root, number_of(at, own), facts(at, own))),
                    Some(Entity::Segment) => {
                        segments.insert(at.root.0, own.get(segment::RULE).unwrap_or_default());
                    }
                    Some(Entity::Property) => {
                        let there = own.get(property::ZONE).and_then(|zone| TimeZone::get(&zone).ok());
                        zone = there.unwrap_or(zone);
                    }
                    _ => {}
                }
            }
        }
        let today = today.unwrap_or_else(|| day(now, zone));
        // It is the work of seconds at a million guests, and others are waiting for their answers.
        let made = tokio::task::spawn_blocking(move || Self::of(guests, segments, today, now));
        made.await.map_err(|error| StoreError::Damaged(error.to_string()))
    }

    fn of(guests: Vec<(RootId, String, Facts)>, segments: BTreeMap<Uuid, String>, today: Date, now: i64) -> Self {
        let room = guests.len();
        let stays = guests.iter().map(|(.., facts)| facts.stays.len()).sum();
        let table = Table::with_room(room, stays);
        let mut base = Self { table, roots: Vec::with_capacity(room), numbers: Vec::with_capacity(room), segments, today };
        for (row, (root, number, facts)) in guests.into_iter().enumerate() {
            base.table.put(row, &OnDay::of(&facts, today, now));
            base.roots.push(root);
            base.numbers.push(number);
        }
        // They were read in the order of their ids.
        let rows: Vec<u32> = (0..base.numbers.len() as u32).collect();
        base.table.rank(today, &rows);
        base
    }

    /// The day that rules are asked on.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// How many guests there are.
    #[must_use]
    pub fn guests(&self) -> usize {
        self.numbers.len()
    }

    /// A rule, ready to be asked, and everything that is wrong with it.
    ///
    /// # Errors
    /// With what is wrong: a rule with a problem is not asked.
    pub fn plan(&self, rule: &str) -> Result<Plan, Vec<Problem>> {
        let group = parse(rule).map_err(|problem| vec![problem])?;
        let (plan, problems) = check(&group, self.today, self);
        if problems.is_empty() { Ok(plan) } else { Err(problems) }
    }

    /// Who a rule holds for.
    #[must_use]
    pub fn audience(&self, plan: &Plan) -> Audience {
        let sure = plan.scan(&self.table);
        let mut numbers: Vec<String> = sure.yes.iter().map(|row| self.numbers[row as usize].clone()).collect();
        numbers.sort_unstable();
        Audience { numbers, unknown: sure.unknown().map_or(0, Bits::count) }
    }

    /// The files of those a rule holds for, in the order of their ids.
    #[must_use]
    pub fn files(&self, plan: &Plan) -> Vec<RootId> {
        plan.scan(&self.table).yes.iter().map(|row| self.roots[row as usize]).collect()
    }

    /// What each part of a rule comes to for a guest, the whole first; none when nobody has the number.
    #[must_use]
    pub fn explain(&self, plan: &Plan, number: &str) -> Option<Vec<Part>> {
        let row = self.numbers.iter().position(|known| known == number)?;
        let mut truths = Vec::new();
        plan.truths(&self.table.guest(row), &mut truths);
        Some(plan.paths().iter().cloned().zip(truths).map(|(path, holds)| Part { path, holds }).collect())
    }
}

/// The hotel's number, or the id where a guest has none.
fn number_of(at: &RootAt, own: &Record) -> String {
    own.get(guest::NUMBER).unwrap_or_else(|| at.root.0.to_string())
}

fn facts(at: &RootAt, own: &Record) -> Facts {
    let stays = at.state.records.values().filter(|record| record.entity == Entity::Stay.code());
    Facts {
        own: Asked::of(Entity::Guest, own),
        stays: stays.filter_map(StayAsked::of).collect(),
        consents: own.entries("consents").iter().filter_map(|entry| ConsentFact::of(&entry.fields)).collect(),
        interactions: own
            .entries("interactions")
            .iter()
            .filter(|entry| entry.retracted().is_none())
            .map(|entry| Asked::of_interaction(entry.current(), entry.by.0))
            .collect(),
    }
}
