//! Questions over all guests: rules, segments, saved views, and the hotel they belong to.

use innkeeper_domain::value::Value;
use innkeeper_sync::id::{RootId, UserId};
use serde::{Deserialize, Serialize};

use super::GuestRow;

/// Counts a rule while it is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceQuery {
    /// The rule: react-querybuilder's JSON. Empty: all guests.
    pub rule: String,
    /// Rows of a sample wanted, at most 50.
    pub sample: u32,
    /// A guest to explain, if any.
    pub explain: Option<RootId>,
    /// The sample is of those whom one part alone keeps out.
    pub outside: bool,
}

/// What a rule comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudienceView {
    /// The query it answers.
    pub query: AudienceQuery,
    /// Guests it holds for.
    pub total: u32,
    /// Guests in all.
    pub all: u32,
    /// Of these: may be written to, stays only, no or not asked.
    pub may_write: (u32, u32, u32),
    /// Each group and line of the rule with its own count.
    pub nodes: Vec<NodeCount>,
    /// What is wrong with the rule, with the place; a line that is wrong or not finished counts nobody out.
    pub problems: Vec<RuleProblem>,
    /// Guests whom one part alone keeps out, where the rule wants all of two parts or more.
    pub outside: u32,
    /// The first guests it holds for, or of those just outside, by name.
    pub rows: Vec<GuestRow>,
    /// The guest of [`AudienceQuery::explain`].
    pub explained: Option<GuestRow>,
    /// For [`AudienceQuery::explain`]: each group and line with its truth for that guest and the guest's own value.
    pub why: Vec<NodeTruth>,
    /// How long it took on this device, microseconds.
    pub took_us: u32,
}

/// Place of a group or line in a rule: positions from the root down; empty is the root.
pub type RulePath = Vec<u32>;

/// How many a part of a rule holds for by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeCount {
    /// Which part.
    pub path: RulePath,
    /// Guests it holds for.
    pub count: u32,
    /// Guests it says nothing about, because the value is missing.
    pub unknown: u32,
}

/// What is wrong with a part of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleProblem {
    /// Which part.
    pub path: RulePath,
    /// Key of the text, `rule-problem-…`.
    pub text: String,
    /// The word it is about, as written in the rule.
    pub about: String,
}

/// Why a guest is in or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeTruth {
    /// Which part.
    pub path: RulePath,
    /// Holds, does not, or nobody knows.
    pub truth: Option<bool>,
    /// The guest's own value, for a line.
    pub value: Option<Value>,
}

/// Which values a field of a rule has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesQuery {
    /// The field whose things have it: `stays`, `consents`; empty for a field of the guest.
    pub things: String,
    /// The field.
    pub field: String,
    /// What they contain; empty for all.
    pub search: String,
    /// Most values wanted.
    pub limit: u32,
}

/// Values of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesView {
    /// The query it answers.
    pub query: ValuesQuery,
    /// Those of most guests first; none where a field has no words.
    pub values: Vec<ValueCount>,
}

/// A value that guests have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// As one of them has it written.
    pub value: String,
    /// Guests who have it.
    pub count: u32,
}

/// Which two segments are laid side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareQuery {
    /// The first.
    pub left: RootId,
    /// The second.
    pub right: RootId,
    /// Rows of each set wanted, at most 50.
    pub sample: u32,
}

/// Two segments side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareView {
    /// The query it answers.
    pub query: CompareQuery,
    /// In the first alone.
    pub only_left: SetView,
    /// In both.
    pub both: SetView,
    /// In the second alone.
    pub only_right: SetView,
}

/// Guests that are in segments and not in others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetView {
    /// How many.
    pub total: u32,
    /// The first of them, by name.
    pub rows: Vec<GuestRow>,
    /// The rule that lists them.
    pub rule: String,
}

/// The hotel's numbers of the guests a rule holds for: what a segment is kept as that shall not change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumbersView {
    /// Guests it holds for.
    pub total: u32,
    /// Of these, those the hotel has given no number yet.
    pub without: u32,
    /// The numbers, sorted; at most [`NUMBERS_MAX`].
    pub numbers: Vec<String>,
}

/// Most numbers of a [`NumbersView`].
pub const NUMBERS_MAX: usize = 2_000;

/// What a segment asks, or asked once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVersion {
    /// The rule as JSON.
    pub rule: String,
    /// When it was written.
    pub at: i64,
    /// By whom.
    pub by: String,
}

/// A saved segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRow {
    /// The segment.
    pub root: RootId,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its rule as JSON.
    pub rule: String,
    /// Guests in it now.
    pub count: u32,
    /// The rule has problems in this build.
    pub broken: bool,
    /// Last changed.
    pub changed: i64,
    /// Who changed it last.
    pub by: String,
    /// Put away.
    pub archived: bool,
}

/// All segments, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentsView {
    /// Those that are not put away.
    pub segments: Vec<SegmentRow>,
    /// Guests in all.
    pub all: u32,
    /// May make and change segments.
    pub editable: bool,
}

/// A saved view of the list of guests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListViewRow {
    /// The view.
    pub root: RootId,
    /// What it is.
    pub view: ListViewDraft,
    /// Guests in it now.
    pub count: u32,
    /// Made by the person who works here.
    pub mine: bool,
}

/// What a saved view holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListViewDraft {
    /// What people call it.
    pub name: String,
    /// The filters: a rule as in a segment; empty for none.
    pub rule: String,
    /// Name of the column in addresses, with a leading `-` for the greatest first.
    pub sort: String,
    /// Columns shown, in order.
    pub columns: Vec<String>,
    /// Everybody has it.
    pub shared: bool,
}

/// The hotel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyView {
    /// Its record, once there is one.
    pub root: Option<RootId>,
    /// Its name.
    pub name: String,
    /// IANA name of its time zone; empty when not said.
    pub zone: String,
    /// ISO 4217; empty when not said.
    pub currency: String,
    /// May be changed by this person.
    pub editable: bool,
}

/// Somebody of the house who may look after guests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who: what a field that names staff holds.
    pub user: UserId,
    /// Their name.
    pub name: String,
}
