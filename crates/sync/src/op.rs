//! Ops: what a person or a source did to one record, in the form that is kept and sent for ever.
//!
//! Do **not** change a name, a type or the meaning of a part of these: they are in every log and every outbox. Add; snapshots in
//! `tests/it/wire.rs` guard the form.

use std::collections::BTreeMap;

use innkeeper_domain::field::{self, Class, Entity};
use innkeeper_domain::value::Value;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::hlc::Hlc;
use crate::id::{ActionId, Dot, EntId, EntryId, RootId, UserId};
use crate::ledger::LEDGER;

/// Version of the field table an op was written with. The server takes N-2..N for edits and any for pending ops.
pub const SCHEMA: u16 = 1;

/// At most this many ops in a group; bulk work is many groups.
pub const GROUP_MAX: usize = 64;

/// One op as its author wrote it. JSON: `{"n":7,"g":6,"z":true,"h":…,"r":"…","e":"…","s":1,"k":"set","b":{…}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WireOp", into = "WireOp")]
pub struct Op {
    /// Number on its device, dense from 1. `n`
    pub n: u64,
    /// Number of the first op of the group (one action of one person). `g`
    pub grp: u64,
    /// Whether it is the last op of its group. `z`
    pub end: bool,
    /// The author's clock. `h`
    pub hlc: Hlc,
    /// The file it belongs to. `r`
    pub root: RootId,
    /// The record, unless it is the root's own. `e`
    pub other_ent: Option<EntId>,
    /// Field table version. `s`
    pub schema: u16,
    /// Bulk action, if part of one. `a`
    pub action: Option<ActionId>,
    /// What was done. `k`, `b`
    pub kind: Kind,
}

/// An op as it stands in JSON: `k` names the kind, `b` holds its body.
#[derive(Clone, Serialize, Deserialize)]
struct WireOp {
    n: u64,
    g: u64,
    #[serde(default, skip_serializing_if = "is_false")]
    z: bool,
    h: Hlc,
    r: RootId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    e: Option<EntId>,
    s: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<ActionId>,
    k: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    b: Option<Box<RawValue>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(b: &bool) -> bool {
    !*b
}

impl TryFrom<WireOp> for Op {
    type Error = serde_json::Error;

    fn try_from(wire: WireOp) -> Result<Self, Self::Error> {
        let kind = Kind::parse(wire.k, wire.b)?;
        Ok(Self { n: wire.n, grp: wire.g, end: wire.z, hlc: wire.h, root: wire.r, other_ent: wire.e, schema: wire.s, action: wire.a, kind })
    }
}

impl From<Op> for WireOp {
    fn from(op: Op) -> Self {
        let k = op.kind.name().to_owned();
        Self {
            n: op.n,
            g: op.grp,
            z: op.end,
            h: op.hlc,
            r: op.root,
            e: op.other_ent,
            s: op.schema,
            a: op.action,
            k,
            b: op.kind.into_body(),
        }
    }
}

impl Op {
    /// The op that was kept aside and that it lets in.
    #[must_use]
    pub fn lets_in(&self) -> Option<Dot> {
        match self.kind {
            Kind::Release { dot, .. } => Some(dot),
            _ => None,
        }
    }

    /// The space it puts its root into (`true`) or takes it out of, also where it lets in an op that does.
    #[must_use]
    pub fn places(&self) -> Option<(&str, bool)> {
        match &self.kind {
            Kind::Place { space, inside } => Some((space, *inside)),
            Kind::Release { was: Some(was), .. } => was.op.places(),
            _ => None,
        }
    }

    /// The record it writes.
    #[must_use]
    pub fn ent(&self) -> EntId {
        self.other_ent.unwrap_or(self.root.ent())
    }
}

/// Field values by wire name.
pub type Fields = BTreeMap<String, Value>;

/// A field's new value and the ops whose values its author had seen and meant to replace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetField(pub Value, pub Vec<Dot>);

/// The kinds of op.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Makes a record; every register gets the op's stamp.
    New {
        /// Wire name of the entity.
        entity: String,
        /// First values.
        fields: Fields,
        /// First members of sets.
        sets: BTreeMap<String, Vec<Value>>,
    },
    /// Changes fields of one record: removes the siblings seen, adds its own.
    Set {
        /// Field to new value and seen stamps.
        fields: BTreeMap<String, SetField>,
    },
    /// Adds a member to a set. A concurrent add beats a remove.
    Add {
        /// The set's field name.
        set: String,
        /// The member.
        elem: Value,
        /// Adds of the same member it replaces.
        seen: Vec<Dot>,
    },
    /// Removes a member: the adds seen go.
    Rem {
        /// The set's field name.
        set: String,
        /// The member.
        elem: Value,
        /// Adds seen.
        seen: Vec<Dot>,
    },
    /// Appends an entry (interaction, note, consent event, ledger line).
    Append {
        /// Stream name, e.g. `interactions`.
        stream: String,
        /// The entry's own id.
        entry: EntryId,
        /// Its fields.
        fields: Fields,
    },
    /// Corrects an entry; the first text stays in its history. Not for consents or ledger lines.
    Amend {
        /// Stream name.
        stream: String,
        /// The entry.
        entry: EntryId,
        /// Fields with their new values.
        fields: Fields,
    },
    /// Takes an entry back; it stays in its history. Not for consents or ledger lines.
    Retract {
        /// Stream name.
        stream: String,
        /// The entry.
        entry: EntryId,
        /// Why.
        reason: Value,
    },
    /// Puts a record away.
    Archive {
        /// Stamps of the archive state seen.
        seen: Vec<Dot>,
    },
    /// Brings it back.
    Restore {
        /// Stamps of the archive state seen.
        seen: Vec<Dot>,
    },
    /// Nothing: keeps numbers dense.
    Noop {},
    /// Moves a root into or out of a space.
    Place {
        /// Space name.
        space: String,
        /// In, or out.
        inside: bool,
    },
    /// Says that this root and another are one person.
    Alias {
        /// The other root.
        to: RootId,
    },
    /// Takes an alias back.
    Unalias {
        /// The other root.
        to: RootId,
    },
    /// Erases the root's personal values.
    Erase {},
    /// In an answer to a pull, in the place of the row by which a root comes in sight of its reader: all of it, as it was there. Never in a log.
    Full {
        /// A page of one root, hex digits: see [`root_text`](crate::page::root_text).
        page: String,
    },
    /// In an answer to a pull, in the place of the row by which a root goes out of sight of its reader: nothing of it may stay. Never in a log.
    Evict {
        /// It was out of sight, and is erased now: that goes for own changes too.
        erased: bool,
    },
    /// Folds an op that was kept aside, with its first stamp. Written by the server only.
    Release {
        /// The op let in.
        dot: Dot,
        /// What it was, for replicas that have long forgotten it. Without it there is nothing to fold.
        was: Option<Box<Aside>>,
    },
    /// A kind this build does not know: kept as it came, folded by a later build.
    Unknown {
        /// Its name.
        name: String,
        /// Its body, byte for byte.
        body: RawBody,
    },
}

/// An op that was kept aside, as its row had it. JSON: `{"op":…,"x":…,"u":"…"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// The op.
    pub op: Op,
    /// Its effective time.
    #[serde(rename = "x")]
    pub eff: Hlc,
    /// Its author.
    #[serde(rename = "u")]
    pub by: UserId,
}

/// JSON that is kept as it came.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawBody(pub Box<RawValue>);

impl PartialEq for RawBody {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Kind {
    /// The wire name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::New { .. } => "new",
            Self::Set { .. } => "set",
            Self::Add { .. } => "add",
            Self::Rem { .. } => "rem",
            Self::Append { .. } => "append",
            Self::Amend { .. } => "amend",
            Self::Retract { .. } => "retract",
            Self::Archive { .. } => "archive",
            Self::Restore { .. } => "restore",
            Self::Noop {} => "noop",
            Self::Place { .. } => "place",
            Self::Alias { .. } => "alias",
            Self::Unalias { .. } => "unalias",
            Self::Erase {} => "erase",
            Self::Full { .. } => "full",
            Self::Evict { .. } => "evict",
            Self::Release { .. } => "release",
            Self::Unknown { name, .. } => name,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct NewBody {
    #[serde(rename = "t")]
    entity: String,
    #[serde(rename = "f", default, skip_serializing_if = "BTreeMap::is_empty")]
    fields: Fields,
    #[serde(rename = "m", default, skip_serializing_if = "BTreeMap::is_empty")]
    sets: BTreeMap<String, Vec<Value>>,
}

#[derive(Serialize, Deserialize)]
struct ElemBody {
    set: String,
    v: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    seen: Vec<Dot>,
}

#[derive(Serialize, Deserialize)]
struct EntryBody {
    #[serde(rename = "in")]
    stream: String,
    id: EntryId,
    #[serde(rename = "f", default, skip_serializing_if = "BTreeMap::is_empty")]
    fields: Fields,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<Value>,
}

#[derive(Serialize, Deserialize)]
struct SeenBody {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    seen: Vec<Dot>,
}

#[derive(Serialize, Deserialize)]
struct PlaceBody {
    space: String,
    #[serde(rename = "in")]
    inside: bool,
}

#[derive(Serialize, Deserialize)]
struct ToBody {
    to: RootId,
}

#[derive(Serialize, Deserialize)]
struct FullBody {
    page: String,
}

#[derive(Serialize, Deserialize)]
struct EvictBody {
    #[serde(default, skip_serializing_if = "is_false")]
    erased: bool,
}

#[derive(Serialize, Deserialize)]
struct ReleaseBody {
    op: Dot,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<Box<Aside>>,
}

/// How deep the JSON of a `release` may be nested: an op with a value and its seen stamps is six levels deep.
const RELEASE_DEPTH: usize = 12;

/// How deep JSON is nested.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut text, mut escaped) = (0usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            b'[' | b'{' if !text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Reads JSON. As bytes, like everything that comes over the wire: what reads texts would be compiled beside what reads bytes.
pub(crate) fn from_text<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    serde_json::from_slice(json.as_bytes())
}

impl Kind {
    /// Reads a kind from its wire name and body.
    ///
    /// # Errors
    /// When the body is not of the form its name promises. An unknown name is no error.
    pub fn parse(name: String, raw: Option<Box<RawValue>>) -> Result<Self, serde_json::Error> {
        let body = raw.as_ref().map_or("{}", |b| b.get());
        let entry = || from_text::<EntryBody>(body);
        let elem = || from_text::<ElemBody>(body);
        let seen = || from_text::<SeenBody>(body).map(|b| b.seen);
        let to = || from_text::<ToBody>(body).map(|b| b.to);
        Ok(match name.as_str() {
            "new" => {
                let NewBody { entity, fields, sets } = from_text(body)?;
                Self::New { entity, fields, sets }
            }
            "set" => Self::Set { fields: from_text(body)? },
            "add" => elem().map(|b| Self::Add { set: b.set, elem: b.v, seen: b.seen })?,
            "rem" => elem().map(|b| Self::Rem { set: b.set, elem: b.v, seen: b.seen })?,
            "append" => entry().map(|b| Self::Append { stream: b.stream, entry: b.id, fields: b.fields })?,
            "amend" => entry().map(|b| Self::Amend { stream: b.stream, entry: b.id, fields: b.fields })?,
            "retract" => entry().map(|b| Self::Retract { stream: b.stream, entry: b.id, reason: b.why.unwrap_or(Value::Empty) })?,
            "archive" => Self::Archive { seen: seen()? },
            "restore" => Self::Restore { seen: seen()? },
            "noop" => Self::Noop {},
            "place" => {
                let PlaceBody { space, inside } = from_text(body)?;
                Self::Place { space, inside }
            }
            "alias" => Self::Alias { to: to()? },
            "unalias" => Self::Unalias { to: to()? },
            "erase" => Self::Erase {},
            "full" => Self::Full { page: from_text::<FullBody>(body)?.page },
            "evict" => Self::Evict { erased: from_text::<EvictBody>(body)?.erased },
            // An op in an op in an op would be read as deep as it was written.
            "release" if depth(body) > RELEASE_DEPTH => return Err(serde::de::Error::custom("nested too deeply")),
            "release" => {
                let ReleaseBody { op, was } = from_text(body)?;
                Self::Release { dot: op, was }
            }
            _ => {
                let empty = || RawValue::from_string("{}".to_owned());
                Self::Unknown { name, body: RawBody(raw.map_or_else(empty, Ok)?) }
            }
        })
    }
    /// The body as it stands on the wire; `None` when the kind has none.
    #[must_use]
    pub fn into_body(self) -> Option<Box<RawValue>> {
        fn raw<T: Serialize>(body: &T) -> Option<Box<RawValue>> {
            Some(serde_json::value::to_raw_value(body).expect("bodies are maps with text keys"))
        }
        match self {
            Self::New { entity, fields, sets } => raw(&NewBody { entity, fields, sets }),
            Self::Set { fields } => raw(&fields),
            Self::Add { set, elem, seen } | Self::Rem { set, elem, seen } => raw(&ElemBody { set, v: elem, seen }),
            Self::Append { stream, entry, fields } | Self::Amend { stream, entry, fields } => {
                raw(&EntryBody { stream, id: entry, fields, why: None })
            }
            Self::Retract { stream, entry, reason } => raw(&EntryBody { stream, id: entry, fields: Fields::new(), why: Some(reason) }),
            Self::Archive { seen } | Self::Restore { seen } => raw(&SeenBody { seen }),
            Self::Noop {} | Self::Erase {} => None,
            Self::Full { page } => raw(&FullBody { page }),
            Self::Evict { erased } => raw(&EvictBody { erased }),
            Self::Place { space, inside } => raw(&PlaceBody { space, inside }),
            Self::Alias { to } | Self::Unalias { to } => raw(&ToBody { to }),
            Self::Release { dot, was } => raw(&ReleaseBody { op: dot, was }),
            Self::Unknown { body, .. } => Some(body.0),
        }
    }
}

impl Kind {
    /// Visits every value with the class of its field (`None`: not in this build's table), always in the same order. `entity` is the type of
    /// the record written; a `New` and an entry know their own.
    pub fn values_mut(&mut self, entity: Option<Entity>, visit: &mut dyn FnMut(Option<Class>, &mut Value)) {
        let class = |entity: Option<Entity>, name: &str| Some(field::field(entity?, name)?.class);
        match self {
            Self::New { entity, fields, sets } => {
                let entity = Entity::from_code(entity);
                for (name, value) in fields {
                    visit(class(entity, name), value);
                }
                for (name, elems) in sets {
                    for elem in elems {
                        visit(class(entity, name), elem);
                    }
                }
            }
            Self::Set { fields } => {
                for (name, SetField(value, _)) in fields {
                    visit(class(entity, name), value);
                }
            }
            Self::Add { set, elem, .. } | Self::Rem { set, elem, .. } => visit(class(entity, set), elem),
            Self::Append { stream, fields, .. } | Self::Amend { stream, fields, .. } => {
                let entity = stream_entity(stream);
                for (name, value) in fields {
                    visit(class(entity, name), value);
                }
            }
            Self::Retract { reason, .. } => visit(Some(Class::Personal), reason),
            Self::Release { was: Some(was), .. } => was.op.kind.values_mut(entity, visit),
            _ => {}
        }
    }
}

/// The entity whose fields the entries of a stream have.
#[must_use]
pub fn stream_entity(stream: &str) -> Option<Entity> {
    match stream {
        "interactions" => Some(Entity::Interaction),
        "consents" => Some(Entity::ConsentEvent),
        LEDGER => Some(Entity::LoyaltyLine),
        _ => None,
    }
}
