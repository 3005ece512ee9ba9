//! What a segment asked before: each rule goes, with its time and its author, into the segment's file when another takes its place. So every tablet
//! knows it, and it is written in the same action.

use std::cmp::Reverse;

use innkeeper_domain::value::Value;
use innkeeper_domain::{Uuid, order, segment};
use innkeeper_segment::parse;
use innkeeper_sync::id::{RootId, UserId};
use innkeeper_sync::op::Kind;
use innkeeper_sync::rules::NOTE_MAX;
use innkeeper_sync::state::{Record, Register, Sibling};
use serde::{Deserialize, Serialize};

use crate::engine::{Engine, World};
use crate::ports::StoreError;
use crate::protocol::RuleVersion;

/// Rules that are kept of one segment.
const KEPT: usize = 20;

/// A rule as it is kept. Names and types are in every log for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Version {
    at: i64,
    by: Uuid,
    rule: serde_json::Value,
}

impl Version {
    fn of(sibling: &Sibling) -> Self {
        let rule = sibling.value.as_text().and_then(|rule| serde_json::from_slice(rule.as_bytes()).ok()).unwrap_or_default();
        Self { at: sibling.stamp.eff.ms(), by: sibling.by.0, rule }
    }

    /// As the segment's field has it.
    fn text(&self) -> String {
        if self.rule.is_null() { String::new() } else { serde_json::to_string(&self.rule).unwrap_or_default() }
    }
}

/// The kept rules with what they are kept as, the newest first; of those of one moment the one that was written last.
fn kept(record: &Record) -> Vec<(Version, &Value)> {
    let members = record.sets.get(segment::VERSIONS.name()).into_iter().flatten();
    let read = |member: &Value| serde_json::from_slice::<Version>(member.as_text()?.as_bytes()).ok();
    let mut kept: Vec<_> =
        members.filter_map(|(member, dots)| Some((read(member)?, member, dots.iter().map(|dot| dot.n()).max()))).collect();
    order::sort_by_key(&mut kept, |(version, _, n)| Reverse((version.at, *n)));
    kept.into_iter().map(|(version, member, _)| (version, member)).collect()
}

/// Keeps what a segment asks now, before it asks something else, and lets the oldest go. A rule that is too long to be kept is not.
pub(crate) fn keep(record: &Record, rule: &str) -> Vec<Kind> {
    let set = segment::VERSIONS.name();
    let seen = |elem: &Value| record.sets.get(set).and_then(|members| members.get(elem)).cloned().unwrap_or_default();
    let choices = record.registers.get(segment::RULE.name()).into_iter().flat_map(Register::choices);
    let other = choices.filter(|now| !is_same(now.value.as_text().unwrap_or_default(), rule));
    let texts = other.filter_map(|now| serde_json::to_string(&Version::of(now)).ok()).filter(|text| text.chars().count() <= NOTE_MAX);
    let added: Vec<Value> = texts.map(Value::Text).collect();
    let old: Vec<Value> = kept(record).into_iter().skip(KEPT.saturating_sub(added.len())).map(|(_, elem)| elem.clone()).collect();
    // What asks the same as before changes nothing.
    let old = if added.is_empty() { Vec::new() } else { old };
    let added = added.into_iter().map(|elem| Kind::Add { set: set.to_owned(), seen: seen(&elem), elem });
    added.chain(old.into_iter().map(|elem| Kind::Rem { set: set.to_owned(), seen: seen(&elem), elem })).collect()
}

/// Whether two texts ask the same: one written elsewhere may not be the same text.
fn is_same(one: &str, other: &str) -> bool {
    match (parse(one), parse(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

impl<W: World> Engine<W> {
    /// What a segment asks and asked before, the newest first.
    pub(crate) async fn versions(&self, root: RootId) -> Result<Vec<RuleVersion>, StoreError> {
        let state = self.root_state(root).await?;
        let Some(record) = state.own(root) else { return Ok(Vec::new()) };
        let memory = self.memory.borrow();
        let now = record.registers.get(segment::RULE.name()).and_then(|register| register.shown()).map(Version::of);
        let all = now.into_iter().chain(kept(record).into_iter().map(|(version, _)| version));
        Ok(all
            .map(|version| RuleVersion { rule: version.text(), at: version.at, by: memory.directory.person(UserId(version.by)) })
            .collect())
    }
}
