//! Messages between a page and its engine: plain data in the hotel's words.
//!
//! A page sends [`ToEngine`], the engine answers with [`FromEngine`]. Both cross as bytes ([`encode`], [`decode`]): page and worker are of one build, and
//! bytes need less program than named values. Times are milliseconds since 1970 in UTC, dates are civil dates.

use std::collections::BTreeMap;

use innkeeper_domain::consent::{Channel, Decision, Purpose};
use innkeeper_domain::value::Value;
use innkeeper_sync::id::{ActionId, DeviceId, Dot, EntryId, RootId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod audience;
mod conflicts;
mod lead;
mod lock;
mod view;
mod work;

pub use audience::*;
pub use conflicts::*;
pub use lead::*;
pub use lock::*;
pub use view::*;
pub use work::*;

/// A message as bytes (postcard).
///
/// # Panics
/// Never: messages are plain data.
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).expect("messages are plain data")
}

/// The message in these bytes; none if they are of another build.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// From the page. `id` is the page's own number; answers carry it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ToEngine {
    /// Number of the request.
    pub id: u32,
    /// What is asked.
    pub ask: Ask,
}

/// What a page can ask.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Subscribes to a view. Each change sends a new [`Told::View`] under the same id until [`Ask::Close`].
    Watch(Query),
    /// Changes the query of a subscription (scrolling, typing): `id` is the subscription's.
    Rewatch(Query),
    /// Ends the subscription of this id.
    Close,
    /// Does something; answered by [`Told::Done`] or [`Told::Failed`].
    Do(Command),
}

/// A view that can be watched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Query {
    /// Where we are: enrolment, first sync, ready; who; the pill.
    Status,
    /// A window of the list of guests.
    Guests(GuestsQuery),
    /// One guest.
    Guest(RootId),
    /// Own changes and where they stand.
    Outbox(OutboxQuery),
    /// What matters today.
    Today,
    /// A window of the leads.
    Leads(LeadsQuery),
    /// One lead.
    Lead(RootId),
    /// What was typed into a form and not saved, by the form's name.
    Draft(String),
    /// Guests that may be the visitor: e-mail address and phone number as typed.
    Known(String, String),
    /// A rule, counted.
    Audience(AudienceQuery),
    /// The values of a field, with how many guests have each.
    Values(ValuesQuery),
    /// The hotel's numbers of the guests a rule holds for.
    Numbers(String),
    /// Two segments side by side.
    Compare(CompareQuery),
    /// Saved segments.
    Segments,
    /// What a segment asks and asked before, the newest first.
    Versions(RootId),
    /// Saved views of the list of guests: one's own and the shared ones, by name.
    ListViews,
    /// The hotel.
    Property,
    /// Anything by its name.
    Find(FindQuery),
    /// Fields with two values, of all guests.
    Conflicts(ConflictsQuery),
    /// What was done on this device.
    History,
    /// The long work that goes on or ended last.
    Work,
    /// What this browser stores.
    Storage,
    /// Wordings of consents, those of a language first (a BCP 47 tag).
    Wordings(String),
    /// The people of the house, by name.
    Colleagues,
    /// How what is stored here is protected.
    Protection,
}

/// Which guests, in which order, from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestsQuery {
    /// Words; all must occur in name, other script, e-mail, phone or number. Empty: all guests.
    pub search: String,
    /// A rule that must hold too: react-querybuilder's JSON. Empty: none.
    pub rule: String,
    /// Column to sort by.
    pub sort: GuestsSort,
    /// Greatest first.
    pub descending: bool,
    /// First row of the window.
    pub offset: u32,
    /// Rows in the window, at most 200.
    pub limit: u32,
}

/// Columns a list of guests is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuestsSort {
    /// Last changed.
    #[default]
    Changed,
    /// Family name, given name.
    Name,
    /// E-mail address.
    Email,
    /// Country code.
    Country,
    /// Day of departure of the last stay.
    LastStay,
    /// Day of arrival of the next stay.
    NextStay,
    /// Number of stays.
    Stays,
    /// Nights.
    Nights,
    /// Lifetime spend.
    Value,
}

/// Things to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Makes this browser a device of the hotel for the person signed in by cookie, and starts the first sync.
    Enrol {
        /// What people call the device.
        name: String,
        /// E-mail and password of somebody who may manage devices, when the person signed in may not.
        approver: Option<(String, String)>,
        /// The device this browser was before its storage was thrown away, and how many changes it had not sent.
        before: Option<(DeviceId, u64)>,
    },
    /// Makes a guest. Answered with the new root.
    NewGuest {
        /// First values by wire name.
        fields: BTreeMap<String, Value>,
    },
    /// Saves a form: one op, whatever the number of fields.
    EditGuest {
        /// The guest.
        root: RootId,
        /// Field, new value and the stamps the form was opened with ([`FieldView::seen`]).
        fields: Vec<(String, Value, Vec<Dot>)>,
        /// Members to add to or take from sets, in the same action.
        sets: Vec<SetChange>,
    },
    /// Adds a note, a consent decision, or both as one action that never arrives in part.
    Record {
        /// The guest.
        root: RootId,
        /// The note, if any.
        note: Option<String>,
        /// The decision, if any.
        consent: Option<ConsentGiven>,
    },
    /// Corrects a note; its first text stays in its history.
    AmendNote {
        /// The guest.
        root: RootId,
        /// The note.
        entry: EntryId,
        /// New text.
        body: String,
    },
    /// Takes a note back.
    RetractNote {
        /// The guest.
        root: RootId,
        /// The note.
        entry: EntryId,
        /// Why.
        reason: String,
    },
    /// Makes a change that is kept aside once more, as the person who asks: with what is there now in sight. `n` is [`OutboxItem::n`].
    SaveAnew(u64),
    /// Lets a change that is kept aside go: it waits for nobody any more. Or takes that back.
    LetGo {
        /// [`OutboxItem::n`].
        n: u64,
        /// Let go, or taken back.
        gone: bool,
    },
    /// Chooses between two values of a field: writes the value having seen all.
    Choose {
        /// The guest.
        root: RootId,
        /// The field.
        field: String,
        /// The value that is right.
        value: Value,
    },
    /// Makes the same choice for all guests whose field has two values; those where it cannot be made are left alone. Answered when it has begun.
    ChooseAll {
        /// The field.
        field: String,
        /// Which value is right.
        side: Side,
    },
    /// Puts a guest away or brings them back.
    Archive {
        /// The guest.
        root: RootId,
        /// Away, or back.
        archived: bool,
    },
    /// Captures a lead with its consents. Answered with the new root.
    CaptureLead(LeadCapture),
    /// Keeps what is typed into a form, by the form's name; an empty text drops it.
    KeepDraft {
        /// The form.
        name: String,
        /// What is in it.
        text: String,
    },
    /// Makes or changes a segment. Answered with its root.
    SaveSegment {
        /// The segment to change; a new one otherwise.
        root: Option<RootId>,
        /// What people call it.
        name: String,
        /// What it is for.
        description: String,
        /// Its rule as JSON.
        rule: String,
    },
    /// Makes or changes a saved view. Answered with its root.
    SaveListView {
        /// The view to change; a new one otherwise.
        root: Option<RootId>,
        /// What it is.
        view: ListViewDraft,
    },
    /// Changes the hotel's own record.
    SaveProperty {
        /// Its name.
        name: String,
        /// IANA name of its time zone.
        zone: String,
        /// ISO 4217.
        currency: String,
    },
    /// Changes many guests as one action; [`Query::Work`] shows how far it is. Answered when it has begun.
    Bulk {
        /// Which.
        selection: Selection,
        /// What.
        change: BulkChange,
    },
    /// Stops the long work.
    StopWork,
    /// Takes an action back: puts a field back only where its value is still the one the action wrote. Many guests are long work.
    Undo(ActionId),
    /// Makes a file of what is not sent, from after an edit's number on (0: from the first), for another tablet to carry. Answered with it.
    SaveUnsent(u64),
    /// Brings such a file of another tablet to the hotel. Answered with what came of it.
    Carry(Vec<u8>),
    /// Sends and fetches now.
    SyncNow,
    /// The page is looked at again, or the network is said to be back.
    Wake,
    /// Drops the keys and everything that was read with them, in all tabs.
    Lock,
    /// Opens a locked tablet.
    Unlock(Secret),
    /// Sets up a way in.
    Protect {
        /// A secret that opens it now; none where none is asked for.
        proof: Option<Secret>,
        /// The new one.
        secret: Secret,
        /// The way whose place it takes.
        instead: Option<u32>,
    },
    /// Takes a way in away; with the last, nothing is asked for any more.
    Unprotect {
        /// A secret that opens it now.
        proof: Secret,
        /// The way.
        way: u32,
    },
    /// Sets when the tablet locks itself.
    RestAfter(Rest),
    /// Signs out. Saved changes stay on the device and are sent after the next sign-in.
    SignOut,
}

/// A member added to a set, or taken from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetChange {
    /// The set's field name.
    pub set: String,
    /// The member.
    pub elem: Value,
    /// Added, or taken away.
    pub add: bool,
}

/// A consent decision as it is taken at the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// For what.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: Channel,
    /// Granted, refused, withdrawn.
    pub decision: Decision,
    /// The wording shown ([`ConsentTextView::id`]).
    pub text: Uuid,
    /// How it was expressed: a wire name of the field `method`.
    pub method: String,
}

/// From the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FromEngine {
    /// The request's or subscription's number.
    pub id: u32,
    /// The answer.
    pub told: Told,
}

/// What the engine says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// A watched view, as it is now.
    View(View),
    /// A command is done: what a person did is saved on this device.
    Done(Outcome),
    /// A command was not done; what was kept and what to do is in the text the key stands for.
    Failed(EngineProblem),
}

/// What a command gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Nothing to say.
    Ok,
    /// The root that was made.
    Root(RootId),
    /// What was done, so that it can be undone: long work has begun under this action.
    Action(ActionId),
    /// What is not sent.
    Unsent(UnsentFile),
    /// Changes that came to the hotel with a file, and what people call the tablet they are of. None are left that had not come.
    Carried(u32, String),
}

/// What is not sent, sealed to the hotel's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsentFile {
    /// What people call this tablet.
    pub tablet: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Changes in it that are not sent, as people count them.
    pub changes: u32,
    /// Number of its last edit.
    pub last: u64,
    /// It is full: what comes after that edit takes another file.
    pub more: bool,
}

/// A failure in words for people: a key of the text catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineProblem {
    /// Key of the text, `problem-…`.
    pub text: String,
    /// Arguments of the text.
    pub args: BTreeMap<String, String>,
    /// Whether trying again may help.
    pub retry: bool,
}

/// Views by query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum View {
    /// Of [`Query::Status`].
    Status(StatusView),
    /// Of [`Query::Guests`].
    Guests(GuestsView),
    /// Of [`Query::Guest`]; `None` when there is no such guest here.
    Guest(Option<Box<GuestView>>),
    /// Of [`Query::Outbox`].
    Outbox(OutboxView),
    /// Of [`Query::Today`].
    Today(Box<TodayView>),
    /// Of [`Query::Leads`].
    Leads(LeadsView),
    /// Of [`Query::Lead`]; `None` when there is no such lead here.
    Lead(Option<Box<LeadView>>),
    /// Of [`Query::Draft`]; empty when there is none.
    Draft(String),
    /// Of [`Query::Known`].
    Known(Vec<KnownGuest>),
    /// Of [`Query::Audience`].
    Audience(Box<AudienceView>),
    /// Of [`Query::Values`].
    Values(ValuesView),
    /// Of [`Query::Numbers`].
    Numbers(NumbersView),
    /// Of [`Query::Compare`]; `None` when one of the two is not here.
    Compare(Option<Box<CompareView>>),
    /// Of [`Query::Segments`].
    Segments(SegmentsView),
    /// Of [`Query::Versions`]; empty when there is no such segment here.
    Versions(Vec<RuleVersion>),
    /// Of [`Query::ListViews`].
    ListViews(Vec<ListViewRow>),
    /// Of [`Query::Property`].
    Property(PropertyView),
    /// Of [`Query::Find`].
    Find(FindView),
    /// Of [`Query::Conflicts`].
    Conflicts(ConflictsView),
    /// Of [`Query::History`].
    History(HistoryView),
    /// Of [`Query::Work`]; `None` when there was none.
    Work(Option<WorkView>),
    /// Of [`Query::Storage`].
    Storage(StorageView),
    /// Of [`Query::Wordings`].
    Wordings(Vec<ConsentTextView>),
    /// Of [`Query::Colleagues`].
    Colleagues(Vec<Colleague>),
    /// Of [`Query::Protection`].
    Protection(ProtectionView),
}
