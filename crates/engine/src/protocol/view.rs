//! What a page shows, ready to be drawn: plain data in the hotel's words.

use std::collections::BTreeMap;

use innkeeper_domain::Date;
use innkeeper_domain::consent::{Channel, ConsentLight, Decision, Purpose, Standing as ConsentStanding};
use innkeeper_domain::value::Value;
use innkeeper_sync::id::{ActionId, DeviceId, Dot, EntryId, RootId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{EngineProblem, GuestsQuery};

/// Where we are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatusView {
    /// What the app can do now.
    pub phase: Phase,
    /// Who works here, once known.
    pub person: Option<PersonView>,
    /// The number of this device, once it has one.
    pub device: Option<DeviceId>,
    /// Changes that are on this device only.
    pub unsent: u32,
    /// The pill.
    pub pill: Pill,
    /// The server answered last at this time.
    pub last_contact: Option<i64>,
    /// The next attempt is at this time, when there is something to send and the server is not reached.
    pub next_try: Option<i64>,
    /// The cookie is gone: people must sign in again to send. Everything else works.
    pub sign_in_needed: bool,
    /// This version of the app is too old for the server: what is saved is sent, nothing is fetched.
    pub outdated: bool,
    /// The clock of this device is this many milliseconds off, when it is too many.
    pub clock_off: Option<i64>,
    /// When the tablet locks itself; none where no secret is asked for.
    pub rest: Option<super::Rest>,
    /// The last change could not be stored in the database and is kept in the rescue file or in memory only.
    pub storage_trouble: Option<EngineProblem>,
}

/// What the app can do now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// The engine reads what is stored.
    Loading,
    /// Nobody is signed in and nothing is stored: show the sign-in page.
    SignedOut,
    /// Signed in by cookie; the device is not enrolled yet.
    Enrol {
        /// Whether this person approves their own device.
        may_approve: bool,
        /// Who is signed in.
        name: String,
    },
    /// The first copy of the guests comes in.
    FirstSync {
        /// Guests' files here.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// The list is there.
    Ready,
    /// The tablet must meet its server first.
    LeaseOver {
        /// It met it last then, milliseconds since 1970.
        contact: i64,
    },
    /// The device was locked out: nothing is stored any more, and what was not sent is with the server.
    Wiped,
    /// A person must unlock first.
    Locked(Box<super::ProtectionView>),
}

/// The person who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Their id.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// The hotel's name.
    pub hotel: String,
    /// May see guests at all, if only in part.
    pub sees_guests: bool,
    /// May change guests.
    pub edits_guests: bool,
    /// May record consent decisions.
    pub adds_consents: bool,
    /// May capture and change leads.
    pub edits_leads: bool,
    /// May make and change segments.
    pub edits_segments: bool,
    /// May add and lock out staff and devices.
    pub manages_devices: bool,
    /// May change the hotel itself: its name, and what it sells.
    pub edits_hotel: bool,
    /// May erase what is personal of a guest.
    pub erases: bool,
    /// May take guests out of the house in a file.
    pub exports: bool,
    /// A demo hotel, not a real one.
    pub demo: bool,
}

/// The pill on every page, by its most important word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pill {
    /// Everything is in the log.
    AllSent,
    /// So many changes are saved on this device only.
    OnThisDevice(u32),
    /// Being sent.
    Sending {
        /// Sent of this batch.
        done: u32,
        /// Of so many.
        of: u32,
    },
    /// So many changes need a person.
    NeedsYou(u32),
}

/// A window of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuestsView {
    /// The query it answers.
    pub query: GuestsQuery,
    /// Guests found.
    pub total: u32,
    /// Guests in all.
    pub all: u32,
    /// What is wrong with the rule of the query; it is left out then.
    pub problems: Vec<super::RuleProblem>,
    /// Rows from `query.offset` on.
    pub rows: Vec<GuestRow>,
    /// How long the question took on this device, microseconds.
    pub took_us: u32,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuestRow {
    /// The guest.
    pub root: RootId,
    /// Name as people of their language write it; empty when hidden or not given.
    pub name: String,
    /// Name in the other script.
    pub native: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// May we write?
    pub light: ConsentLight,
    /// Wire name of the life-cycle stage.
    pub stage: Option<String>,
    /// Departure of the last stay.
    pub last_stay: Option<Date>,
    /// Arrival of the next stay, or of the one going on.
    pub next_stay: Option<Date>,
    /// Stays behind us.
    pub stays: u32,
    /// Nights of these.
    pub nights: u32,
    /// Lifetime spend in the currency most spent in: minor units and ISO 4217 code. `None` when nothing was spent or it is hidden.
    pub value: Option<(i64, String)>,
    /// Last changed.
    pub changed: i64,
    /// Has changes that are not sent.
    pub unsent: bool,
    /// Has a field with two values.
    pub two_values: bool,
    /// Put away.
    pub archived: bool,
}

/// One guest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GuestView {
    /// The guest's row.
    pub row: GuestRow,
    /// Letters for the portrait.
    pub monogram: String,
    /// The stay going on, or else the next.
    pub next: Option<StayView>,
    /// The last stay behind us.
    pub last: Option<StayView>,
    /// Cancelled bookings.
    pub cancelled: u32,
    /// No-shows.
    pub no_shows: u32,
    /// Fields that have or had a value, and all that may be edited, in the order of the field table.
    pub fields: Vec<FieldView>,
    /// Members of sets by wire name (`preferences`, `tags`, …).
    pub sets: BTreeMap<String, Vec<Value>>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
    /// Consent by purpose and channel, where asked.
    pub consents: Vec<ConsentView>,
    /// Wordings that may be shown, of the guest's language first.
    pub texts: Vec<ConsentTextView>,
    /// Made at.
    pub created: i64,
    /// Made by.
    pub created_by: String,
    /// This device's part of the current person's rights: may change the guest.
    pub editable: bool,
    /// May record consent decisions.
    pub can_consent: bool,
    /// When what is personal was erased, milliseconds since 1970.
    pub erased: Option<i64>,
}

/// A field of a guest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldView {
    /// Wire name.
    pub name: String,
    /// Different values, the shown one first; empty when there is none. More than one: a person must choose.
    pub choices: Vec<ChoiceView>,
    /// What a change must name as seen.
    pub seen: Vec<Dot>,
    /// May be changed by this person (house fields may not).
    pub editable: bool,
}

/// One value of a field with its origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceView {
    /// The value.
    pub value: Value,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: i64,
    /// Name of the device, when it is not this one.
    pub device: Option<String>,
    /// Written on this device.
    pub mine: bool,
}

/// A stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StayView {
    /// Wire name of its status.
    pub status: String,
    /// Arrival.
    pub arrival: Option<Date>,
    /// Departure.
    pub departure: Option<Date>,
    /// Nights.
    pub nights: u32,
    /// Room: number if given, else type.
    pub room: String,
    /// Adults and children.
    pub party: (i64, i64),
    /// Total, minor units and ISO 4217 code; `None` when hidden or not given.
    pub total: Option<(i64, String)>,
    /// Board or rate plan.
    pub board: String,
    /// How it was booked.
    pub channel: String,
    /// The property.
    pub property: String,
    /// Confirmation number.
    pub number: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineItem {
    /// When: of a stay, its arrival at noon.
    pub at: i64,
    /// Who told it.
    pub by: String,
    /// Saved on this device only.
    pub unsent: bool,
    /// What.
    pub what: Happening,
}

/// Kinds of things that happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Happening {
    /// A stay or booking.
    Stay(StayView),
    /// A note, call, mail.
    Interaction {
        /// The entry.
        entry: EntryId,
        /// Wire name of its type: `note`, `call`, …
        kind: String,
        /// Subject line.
        subject: String,
        /// Text as it is now.
        body: String,
        /// Corrected since.
        amended: bool,
        /// Taken back, and why.
        retracted: Option<String>,
    },
    /// A consent decision.
    Consent {
        /// For what.
        purpose: Purpose,
        /// By which channel.
        channel: Channel,
        /// Granted, refused, withdrawn.
        decision: Decision,
        /// The very words shown, when the wording is known here.
        text: Option<ConsentTextView>,
    },
}

/// A standing consent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentView {
    /// For what.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: Channel,
    /// Where it stands.
    pub standing: ConsentStanding,
    /// Decided at.
    pub at: i64,
    /// Recorded by.
    pub by: String,
}

/// A wording of a consent, exactly as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentTextView {
    /// Its root.
    pub id: Uuid,
    /// Name of the wording, the same in all versions and languages.
    pub name: String,
    /// What it asks for.
    pub purpose: Purpose,
    /// Version.
    pub version: i64,
    /// BCP 47.
    pub locale: String,
    /// The words.
    pub text: String,
    /// SHA-256 of the words, hex.
    pub sha256: String,
}

/// Which own changes, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxQuery {
    /// Which.
    pub only: OutboxOnly,
    /// Most items, the newest ones.
    pub limit: u32,
}

/// Which own changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutboxOnly {
    /// All.
    #[default]
    All,
    /// Those that are on this device only.
    Waiting,
    /// Those that are kept aside.
    NeedsYou,
}

/// Own changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutboxView {
    /// The query it answers.
    pub query: OutboxQuery,
    /// Newest first, as many as were asked for. Of those that are sent the latest 50.
    pub items: Vec<OutboxItem>,
    /// How many there are of those asked for.
    pub found: u32,
    /// Kept aside and waiting for a person.
    pub needs: u32,
    /// Not sent.
    pub waiting: u32,
    /// Sent today from this device.
    pub sent_today: u32,
    /// Bytes waiting.
    pub bytes: u32,
}

/// One action: a group of ops, or all groups of a bulk change that stand at the same point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// Number of its first op; of the first of its first group, when there are several.
    pub n: u64,
    /// The bulk change it is part of.
    pub action: Option<ActionId>,
    /// The guest (or other root) it is about.
    pub root: RootId,
    /// The guest's name as it is now; of the first, when there are several.
    pub title: String,
    /// Guests (or other roots) it is about.
    pub records: u32,
    /// What was done, in order.
    pub deeds: Vec<Deed>,
    /// When.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// Where it stands.
    pub state: OutboxState,
    /// Bytes.
    pub bytes: u32,
}

/// What an op did, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Made a guest.
    MadeGuest,
    /// Captured a lead.
    CapturedLead,
    /// Made a segment.
    MadeSegment,
    /// Saved a view.
    MadeListView,
    /// Changed these fields (wire names).
    Changed(Vec<String>),
    /// Added to or took from a set (wire name).
    ChangedSet(String),
    /// Added a note.
    AddedNote,
    /// Corrected a note.
    AmendedNote,
    /// Took a note back.
    RetractedNote,
    /// Recorded a consent decision.
    RecordedConsent(Decision),
    /// Put away.
    Archived,
    /// Brought back.
    Restored,
    /// Something else (wire name).
    Other(String),
}

/// Where an action stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutboxState {
    /// Saved on this device.
    Saved,
    /// Being sent.
    Sending,
    /// In the hotel's log.
    Sent,
    /// The hotel's server keeps it aside; the key says why (`problem-quarantine-…`).
    NeedsYou(String),
    /// The same, and a person has let it go.
    LetGo(String),
}
