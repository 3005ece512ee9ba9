//! Long work over many guests, the history of what was done here, finding anything, and what this browser stores.

use innkeeper_domain::value::Value;
use innkeeper_sync::id::{ActionId, RootId};
use serde::{Deserialize, Serialize};

use super::{Deed, EngineProblem};

/// Which guests a bulk change is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// These.
    These(Vec<RootId>),
    /// All that match, but for some.
    Matching {
        /// Words, as in a search.
        search: String,
        /// Rule, as in a filter; empty for none.
        rule: String,
        /// Taken out by hand.
        but: Vec<RootId>,
    },
}

/// What is done to each of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BulkChange {
    /// Sets a field, or clears it with [`Value::Empty`].
    Set {
        /// Wire name.
        field: String,
        /// The new value.
        value: Value,
    },
    /// Adds a member to a set, where it is missing.
    Add {
        /// The set.
        set: String,
        /// The member.
        elem: Value,
    },
    /// Takes a member from a set, where it is.
    Remove {
        /// The set.
        set: String,
        /// The member.
        elem: Value,
    },
    /// Puts them away.
    Archive,
}

/// A bulk change or its undoing, at work or just ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkView {
    /// The action.
    pub action: ActionId,
    /// It takes back an earlier action.
    pub undoes: bool,
    /// Guests done.
    pub done: u32,
    /// Of so many.
    pub of: u32,
    /// Left alone, because it was so already or somebody else has changed it since.
    pub left: u32,
    /// Ended: whole, cancelled, or failed.
    pub ended: Option<WorkEnd>,
}

/// How long work ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkEnd {
    /// All done.
    Whole,
    /// Stopped by the person; what was done until then stays and can be undone.
    Cancelled,
    /// Stopped by a fault; what was done until then stays and can be undone.
    Failed(EngineProblem),
}

/// What was done on this device in the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    /// Newest first, at most 200.
    pub items: Vec<HistoryItem>,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryItem {
    /// The action.
    pub action: ActionId,
    /// When.
    pub at: i64,
    /// Who.
    pub by: String,
    /// What was done, in order.
    pub deeds: Vec<Deed>,
    /// To whom, when it was one record.
    pub root: Option<RootId>,
    /// Their name as it is now.
    pub title: String,
    /// Records changed.
    pub count: u32,
    /// Can be taken back: it was not yet, and it is of a kind that can be (a consent decision cannot: a new decision is taken).
    pub undoable: bool,
    /// Was taken back.
    pub undone: bool,
}

/// Finds anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindQuery {
    /// Words: names, e-mail, phone digits, confirmation and guest numbers, pinyin initials. Empty: what was opened last.
    pub text: String,
    /// Most of each kind.
    pub limit: u32,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindView {
    /// The query it answers.
    pub query: FindQuery,
    /// Found, best first.
    pub found: Vec<Found>,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What kind.
    pub kind: FoundKind,
    /// Which.
    pub root: RootId,
    /// Its name.
    pub title: String,
    /// What tells it from others of that name: e-mail, company, place.
    pub detail: String,
}

/// Kinds of things that are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FoundKind {
    /// A guest.
    Guest,
    /// A lead.
    Lead,
    /// A segment.
    Segment,
}

/// What this browser stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorageView {
    /// The browser promised to keep it.
    pub persisted: bool,
    /// Bytes used.
    pub used: u64,
    /// Bytes allowed.
    pub quota: u64,
    /// Guests' files here.
    pub guests: u32,
    /// Leads here.
    pub leads: u32,
}
