//! What the list needs of a guest, taken from the guest's folded file.

use innkeeper_domain::consent::ConsentFact;
use innkeeper_domain::name::PersonName;
use innkeeper_domain::text::fold_for_search;
use innkeeper_domain::{Entity, Fields, guest, stay};
use innkeeper_segment::{Asked, Facts, StayAsked};
use innkeeper_sync::id::RootId;
use innkeeper_sync::state::{Record, RootState};

/// Stream of consent decisions on a guest's record.
pub const CONSENTS: &str = "consents";
/// Stream of notes, calls and mails on a guest's record.
pub const INTERACTIONS: &str = "interactions";

/// A guest as the list knows them.
#[derive(Clone, Debug, PartialEq)]
pub struct GuestFacts {
    /// Name as people of the guest's language write it.
    pub name: String,
    /// Name in the other script.
    pub native: String,
    /// What names sort by.
    pub sort: String,
    /// What a search looks in: folded, words apart.
    pub haystack: String,
    /// Last changed, milliseconds since 1970.
    pub changed: i64,
    /// Put away, or erased: nobody to be listed.
    pub archived: bool,
    /// Fields that have two values, by wire name.
    pub disputed: Vec<String>,
    /// What rules ask for.
    pub asked: Facts,
}

impl GuestFacts {
    /// The facts of a root that is a guest; `None` for any other root.
    #[must_use]
    pub fn of(root: RootId, state: &RootState) -> Option<Self> {
        let record = state.own(root)?;
        if record.entity != Entity::Guest.code() {
            return None;
        }
        let person = PersonName::of_guest(record);
        let language = record.get(guest::LANGUAGE);
        let mut facts = Self {
            name: person.display(language.as_deref()),
            native: record.get(guest::NATIVE_NAME).unwrap_or_default(),
            sort: person.sort_key(),
            haystack: String::new(),
            changed: state.records.values().map(last_change).max().unwrap_or(0),
            archived: record.is_archived() || state.erased.is_some(),
            disputed: record.registers.iter().filter(|(_, r)| r.choices().len() > 1).map(|(name, _)| name.clone()).collect(),
            asked: Facts {
                own: Asked::of(Entity::Guest, record),
                stays: state.records.values().filter(|r| r.entity == Entity::Stay.code()).filter_map(StayAsked::of).collect(),
                consents: record.entries(CONSENTS).iter().filter_map(|e| ConsentFact::of(&e.fields)).collect(),
                interactions: record
                    .entries(INTERACTIONS)
                    .iter()
                    .filter(|e| e.retracted().is_none())
                    .map(|e| Asked::of_interaction(e.current(), e.by.0))
                    .collect(),
            },
        };
        facts.haystack = facts.searched(record);
        for number in state.records.values().filter_map(|r| r.get(stay::CONFIRMATION_NUMBER)) {
            facts.haystack.push(' ');
            facts.haystack.push_str(&fold_for_search(&number));
        }
        Some(facts)
    }

    fn searched(&self, record: &Record) -> String {
        let more = ["more_emails", "more_phones"].into_iter().filter_map(|set| record.sets.get(set));
        let more = more.flat_map(|members| members.keys()).filter_map(|value| value.as_text());
        let mut text = fold_for_search(
            &[&self.name, &self.native, self.asked.own.text(guest::EMAIL.field()), self.asked.own.text(guest::NUMBER.field())].join(" "),
        );
        for other in more {
            text.push(' ');
            text.push_str(&fold_for_search(other));
        }
        text.push(' ');
        text.extend(self.asked.own.text(guest::PHONE.field()).chars().filter(char::is_ascii_digit));
        text
    }
}

/// The time of the last op that left a trace in a record, milliseconds since 1970.
#[must_use]
pub fn last_change(record: &Record) -> i64 {
    let registers = record.registers.values().filter_map(|r| r.shown()).map(|s| s.stamp.eff);
    let entries = record.streams.values().flatten().map(|e| e.amendments.last().map_or(e.stamp.eff, |a| a.stamp.eff));
    let archived = record.archived.shown().map(|s| s.stamp.eff);
    registers.chain(entries).chain(archived).max().unwrap_or(record.created.eff).max(record.created.eff).ms()
}
