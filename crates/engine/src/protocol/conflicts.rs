//! Fields of two values, of all guests in one place.

use std::collections::BTreeMap;

use innkeeper_sync::id::RootId;
use serde::{Deserialize, Serialize};

use super::FieldView;

/// Which of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictsQuery {
    /// Only this field; empty for all.
    pub field: String,
    /// Most that are told, by name of the guest.
    pub limit: u32,
}

/// The fields that wait for a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConflictsView {
    /// The query it answers.
    pub query: ConflictsQuery,
    /// Guests with two values somewhere.
    pub guests: u32,
    /// Fields by wire name, and how many guests have two values there.
    pub fields: BTreeMap<String, u32>,
    /// As many as were asked for.
    pub items: Vec<Conflict>,
    /// How many there are of those asked for.
    pub found: u32,
}

/// One field of one guest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The guest.
    pub root: RootId,
    /// Their name.
    pub title: String,
    /// The field with its values.
    pub field: FieldView,
}

/// Which of two values is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The one that was written on this device.
    Mine,
    /// The latest that was written on another.
    Theirs,
    /// The latest.
    Latest,
    /// All of them, one after the other: long texts only.
    Both,
}
