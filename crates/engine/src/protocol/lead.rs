//! Leads, drafts of forms, and the page of today.

use std::collections::BTreeMap;

use innkeeper_domain::Date;
use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::lead::{Grade, LeadStatus};
use innkeeper_domain::value::Value;
use innkeeper_sync::id::RootId;
use serde::{Deserialize, Serialize};

use super::{ConsentGiven, FieldView, OutboxState};

/// Which leads: newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadsQuery {
    /// Words; all must occur in name, company, e-mail, phone, fair. Empty: all leads.
    pub search: String,
    /// First row of the window.
    pub offset: u32,
    /// Rows in the window, at most 200.
    pub limit: u32,
}

/// A window of the leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadsView {
    /// The query it answers.
    pub query: LeadsQuery,
    /// Leads found.
    pub total: u32,
    /// Captured today at the same place (`source_detail` of the newest), on every device known here.
    pub today: u32,
    /// Rows from `query.offset` on.
    pub rows: Vec<LeadRow>,
}

/// A lead in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadRow {
    /// The lead.
    pub root: RootId,
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
    /// Met at.
    pub at: i64,
    /// Name of who met them.
    pub by: String,
    /// To be answered until then: 24 hours after capture for an A, 48 for a B; none once answered or converted, and for C and D.
    pub reply_due: Option<i64>,
    /// Something worth having is missing: no name, or neither e-mail nor phone.
    pub to_finish: bool,
    /// Where its latest own change stands; none when it did not come from this device.
    pub sent: Option<OutboxState>,
}

/// One lead, for the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadView {
    /// Its row.
    pub row: LeadRow,
    /// Fields that have a value, and all that may be edited, in the order of the field table.
    pub fields: Vec<FieldView>,
    /// Members of sets by wire name (`interests`, `tags`).
    pub sets: BTreeMap<String, Vec<Value>>,
    /// Consents decided with it, newest first.
    pub consents: Vec<super::ConsentView>,
    /// Guests with the same e-mail address or phone number.
    pub known: Vec<KnownGuest>,
    /// May change it.
    pub editable: bool,
}

/// A guest a visitor may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownGuest {
    /// The guest.
    pub root: RootId,
    /// Their name.
    pub name: String,
    /// Stays behind us.
    pub stays: u32,
    /// Departure of the last one.
    pub last_stay: Option<Date>,
}

/// A lead as it is captured: one group with its consents, so that neither arrives without the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadCapture {
    /// Values by wire name; `captured_at`, `captured_by` and `status` are set by the engine.
    pub fields: BTreeMap<String, Value>,
    /// Wire names of interests.
    pub interests: Vec<String>,
    /// What the visitor decided.
    pub consents: Vec<ConsentGiven>,
    /// The draft it was typed in, dropped in the same transaction.
    pub draft: String,
}

/// The page of today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TodayView {
    /// The day.
    pub date: Date,
    /// Arrivals of the day, by name; all of them.
    pub arrivals: Vec<Arrival>,
    /// Leaving today.
    pub departures: u32,
    /// In the house tonight, arrivals of today included.
    pub in_house: u32,
    /// Leads to be answered, the most urgent first (at most 20).
    pub replies: Vec<LeadRow>,
    /// How many in all.
    pub replies_due: u32,
    /// The last leads captured (at most 5).
    pub leads: Vec<LeadRow>,
    /// Guests of whom a field has two values (at most 20).
    pub two_values: Vec<super::GuestRow>,
}

/// Somebody who comes today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrival {
    /// The guest.
    pub root: RootId,
    /// Their name.
    pub name: String,
    /// Name in the other script.
    pub native: String,
    /// May we write?
    pub light: ConsentLight,
    /// Room number if given, else its type.
    pub room: String,
    /// Departure.
    pub departure: Option<Date>,
    /// Adults and children.
    pub party: (i64, i64),
    /// Which stay it is, counted from 1.
    pub stay: u32,
    /// Allergies: shown first and in red. Hidden ones are not told.
    pub allergies: String,
    /// Wishes and habits.
    pub preferences: Vec<String>,
    /// Birthday during the stay.
    pub birthday: Option<Date>,
}
