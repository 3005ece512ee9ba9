//! The leads at hand: what lists, the page of today and a search need of each, kept in memory and cached with the columns.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::lead::{Grade, LeadStatus};
use innkeeper_domain::name::PersonName;
use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Entity, Fields, lead, order};
use innkeeper_sync::id::{DeviceId, RootId, UserId};
use innkeeper_sync::state::{Record, RootState};
use serde::{Deserialize, Serialize};

use crate::list::Needle;

/// Format of the stored cache; another number means building it again from the pages.
const FORMAT: u16 = 1;
/// An hour in milliseconds.
const HOUR: i64 = 3_600_000;

/// A lead as lists know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFacts {
    /// Name as people of their language write it; empty when none was given.
    pub name: String,
    /// The company.
    pub company: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// How warm.
    pub grade: Option<Grade>,
    /// How far it has come.
    pub status: Option<LeadStatus>,
    /// The fair or page.
    pub place: String,
    /// Met at, milliseconds since 1970.
    pub at: i64,
    /// Who met them.
    pub by: UserId,
    /// The device it was made on.
    pub dev: DeviceId,
    /// Somebody has written or called.
    pub followed_up: bool,
    /// Put away.
    pub archived: bool,
    haystack: String,
}

impl LeadFacts {
    /// The facts of a root that is a lead; `None` for any other root.
    #[must_use]
    pub fn of(root: RootId, state: &RootState) -> Option<Self> {
        let record = state.own(root)?;
        if record.entity != Entity::Lead.code() {
            return None;
        }
        let text = |key| record.get(key).unwrap_or_default();
        let mut facts = Self {
            name: name_of(record),
            company: text(lead::COMPANY_NAME),
            email: text(lead::EMAIL),
            phone: text(lead::PHONE),
            grade: record.get(lead::GRADE),
            status: record.get(lead::STATUS),
            place: text(lead::SOURCE_DETAIL),
            at: record.get(lead::CAPTURED_AT).map_or(record.created.eff.ms(), |at| at.0),
            by: record.get(lead::CAPTURED_BY).map_or(record.created_by, UserId),
            dev: record.created.dot.dev(),
            followed_up: record.get(lead::FIRST_FOLLOWUP_AT).is_some(),
            archived: record.is_archived(),
            haystack: String::new(),
        };
        let native = text(lead::NATIVE_NAME);
        let words = [facts.name.as_str(), &native, &facts.company, &facts.email, &facts.place];
        facts.haystack = fold_for_search(&words.join(" "));
        facts.haystack.push(' ');
        facts.haystack.extend(facts.phone.chars().filter(char::is_ascii_digit));
        Some(facts)
    }

    /// To be answered until then: a day for an A, two for a B, while it is new or in talks and nobody has answered.
    #[must_use]
    pub fn reply_due(&self) -> Option<i64> {
        let open = !self.followed_up && matches!(self.status, None | Some(LeadStatus::New | LeadStatus::Working));
        let hours = match self.grade {
            Some(Grade::A) if open => 24,
            Some(Grade::B) if open => 48,
            _ => return None,
        };
        Some(self.at + hours * HOUR)
    }

    /// Something worth having is missing: a name, or every way to write to them.
    #[must_use]
    pub fn to_finish(&self) -> bool {
        self.name.is_empty() || (self.email.is_empty() && self.phone.is_empty())
    }

    /// What a search looks in: folded, words apart.
    #[must_use]
    pub fn haystack(&self) -> &str {
        &self.haystack
    }
}

/// The name in the order of its language; the one in the other script when there is no other.
fn name_of(record: &Record) -> String {
    let text = |key| record.get(key).unwrap_or_default();
    let person = PersonName { given: text(lead::GIVEN_NAME), surname: text(lead::SURNAME), ..PersonName::default() };
    if person.is_empty() { text(lead::NATIVE_NAME) } else { person.display(record.get(lead::LANGUAGE).as_deref()) }
}

/// All leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    facts: BTreeMap<RootId, LeadFacts>,
    /// Those that are not put away, by the time they were met.
    by_time: BTreeSet<(i64, RootId)>,
}

impl Leads {
    /// Takes up a root. Gives whether it is a lead.
    pub fn put(&mut self, root: RootId, state: &RootState) -> bool {
        let Some(facts) = LeadFacts::of(root, state) else { return false };
        if let Some(old) = self.facts.get(&root) {
            self.by_time.remove(&(old.at, root));
        }
        if !facts.archived {
            self.by_time.insert((facts.at, root));
        }
        self.facts.insert(root, facts);
        true
    }

    /// A lead's facts.
    #[must_use]
    pub fn get(&self, root: RootId) -> Option<&LeadFacts> {
        self.facts.get(&root)
    }

    /// Leads that are not put away.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_time.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_time.is_empty()
    }

    /// Those that are not put away, newest first.
    pub fn newest(&self) -> impl Iterator<Item = (RootId, &LeadFacts)> {
        self.by_time.iter().rev().filter_map(|(_, root)| Some((*root, self.facts.get(root)?)))
    }

    /// Those in which every word occurs, newest first.
    pub fn find(&self, search: &str) -> Vec<(RootId, &LeadFacts)> {
        let search = fold_for_search(search);
        let needles: Vec<Needle<'_>> = search.split_whitespace().map(Needle::new).collect();
        self.newest().filter(|(_, facts)| needles.iter().all(|needle| needle.is_in(&facts.haystack))).collect()
    }

    /// Those met since then at the place of the newest.
    #[must_use]
    pub fn met_since(&self, since: i64) -> u32 {
        let place = self.newest().next().map(|(_, facts)| &facts.place);
        let today = self.newest().take_while(|(_, facts)| facts.at >= since);
        today.filter(|(_, facts)| Some(&facts.place) == place).count() as u32
    }

    /// The cache as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(&(FORMAT, &self.facts)).expect("a vector takes every byte")
    }

    /// The cache read back, if it is of this format.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (format, facts): (u16, BTreeMap<RootId, LeadFacts>) = postcard::from_bytes(bytes).ok()?;
        let by_time = order::set(facts.iter().filter(|(_, facts)| !facts.archived).map(|(root, facts)| (facts.at, *root)));
        (format == FORMAT).then_some(Self { facts, by_time })
    }
}
