//! Pages: up to 64 roots in one binary value, for snapshots, for the server's state rows and for the browser's store.
//!
//! A page names every field, device and author once. A register written by the op that made its record is stored as the bare value
//! ("default stamp"); anything else carries its stamps ("exceptions"). Encoding is postcard 1 behind one version byte.

use std::collections::{BTreeMap, BTreeSet};

use innkeeper_domain::value::Value;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::hex;
use crate::hlc::Hlc;
use crate::id::{DeviceId, Dot, EntId, EntryId, RootId, Seq, Stamp, UserId};
use crate::op::Fields;
use crate::state::{Amendment, AmendmentChange, Entry, Record, Register, RootState, Sibling};

/// Roots in a full page.
pub const PAGE_ROOTS: usize = 64;

const VERSION: u8 = 1;
/// A page with marks behind its roots.
const MARKED: u8 = 2;

/// A page that cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PageError {
    /// Written by a newer build.
    #[error("page version {0} is not known to this build")]
    Version(u8),
    /// Not a page, or a damaged one.
    #[error("the page is damaged")]
    Damaged,
}

/// Roots as they are at one place of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// All rows up to this one are in.
    pub as_of: Seq,
    /// The roots, ascending by id.
    pub roots: Vec<(RootId, RootState)>,
}

#[derive(Serialize, Deserialize)]
struct PageV1 {
    as_of: Seq,
    names: Vec<String>,
    devs: Vec<DeviceId>,
    users: Vec<Uuid>,
    roots: Vec<(Uuid, Vec<RecordV1>)>,
}

/// What a root has beside its records, where it has any of it.
#[derive(Serialize, Deserialize)]
struct MarkV2 {
    /// Place of the root in the page.
    root: u32,
    links: Vec<Uuid>,
    spaces: Option<Vec<String>>,
    erased: Option<StampV1>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct StampV1(u64, u32, u64);

#[derive(Serialize, Deserialize)]
struct DotV1(u32, u64);

#[derive(Serialize, Deserialize)]
struct RecordV1 {
    ent: Option<Uuid>,
    entity: u32,
    created: StampV1,
    by: u32,
    registers: Vec<(u32, RegisterV1)>,
    sets: Vec<(u32, MembersV1)>,
    streams: Vec<(u32, Vec<EntryV1>)>,
    archived: Vec<SiblingV1>,
}

type MembersV1 = Vec<(Value, Vec<DotV1>)>;

#[derive(Serialize, Deserialize)]
enum RegisterV1 {
    Default(Value),
    Siblings(Vec<SiblingV1>),
}

#[derive(Serialize, Deserialize)]
struct SiblingV1(StampV1, u32, Value);

#[derive(Serialize, Deserialize)]
struct EntryV1 {
    id: Uuid,
    stamp: StampV1,
    by: u32,
    fields: Vec<(u32, Value)>,
    amendments: Vec<(StampV1, u32, ChangeV1)>,
}

#[derive(Serialize, Deserialize)]
enum ChangeV1 {
    Fields(Vec<(u32, Value)>),
    Retracted(Value),
}

impl Page {
    /// The page as bytes. Equal pages give equal bytes, so that their hash names their content.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut tables = Tables::default();
        let roots = self.roots.iter().map(|(root, state)| (root.0, tables.records(*root, state))).collect();
        let marks: Vec<MarkV2> = (0..).zip(&self.roots).filter_map(|(place, (_, state))| tables.mark(place, state)).collect();
        let page = PageV1 { as_of: self.as_of, names: tables.names.list, devs: tables.devs.list, users: tables.users.list, roots };
        let start = vec![if marks.is_empty() { VERSION } else { MARKED }];
        let bytes = postcard::to_extend(&page, start).expect("a vector takes every byte");
        if marks.is_empty() { bytes } else { postcard::to_extend(&marks, bytes).expect("a vector takes every byte") }
    }

    /// Reads a page.
    ///
    /// # Errors
    /// [`PageError`] when the bytes are of a newer version or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, PageError> {
        let (version, rest) = bytes.split_first().ok_or(PageError::Damaged)?;
        if ![VERSION, MARKED].contains(version) {
            return Err(PageError::Version(*version));
        }
        let (page, mut after) = postcard::take_from_bytes::<PageV1>(rest).map_err(|_| PageError::Damaged)?;
        let mut marks = Vec::new();
        if *version == MARKED {
            (marks, after) = postcard::take_from_bytes::<Vec<MarkV2>>(after).map_err(|_| PageError::Damaged)?;
        }
        if !after.is_empty() {
            return Err(PageError::Damaged);
        }
        let reader = Reader { names: &page.names, devs: &page.devs, users: &page.users };
        let mut roots = Vec::with_capacity(page.roots.len());
        for (root, records) in page.roots {
            roots.push((RootId(root), reader.root(root, records).ok_or(PageError::Damaged)?));
        }
        for mark in marks {
            let (_, state) = roots.get_mut(mark.root as usize).ok_or(PageError::Damaged)?;
            state.links = set_of(mark.links.into_iter().map(RootId));
            state.spaces = mark.spaces.map(|spaces| set_of(spaces.into_iter()));
            state.erased = mark.erased.map(|stamp| reader.stamp(stamp).ok_or(PageError::Damaged)).transpose()?;
        }
        Ok(Self { as_of: page.as_of, roots })
    }
}

/// One root alone, as the server stores it.
#[must_use]
pub fn encode_root(root: RootId, as_of: Seq, state: &RootState) -> Vec<u8> {
    Page { as_of, roots: vec![(root, state.clone())] }.encode()
}

/// The same as hex digits, as it stands in an answer to a pull.
#[must_use]
pub fn root_text(root: RootId, as_of: Seq, state: &RootState) -> String {
    hex::encode(&encode_root(root, as_of, state))
}

/// The root that [`root_text`] wrote.
///
/// # Errors
/// [`PageError`] when the text is of a newer version or damaged.
pub fn root_of_text(text: &str) -> Result<RootState, PageError> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0) as u8;
    let bytes: Vec<u8> = text.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | pair.get(1).map_or(0, |low| digit(*low))).collect();
    let page = Page::decode(&bytes)?;
    page.roots.into_iter().next().map(|(_, state)| state).ok_or(PageError::Damaged)
}

/// A list of distinct things and their places in it.
struct Table<T> {
    list: Vec<T>,
    places: BTreeMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { list: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T: Ord + Clone> Table<T> {
    fn place<Q>(&mut self, item: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: Ord + ToOwned<Owned = T> + ?Sized,
    {
        if let Some(place) = self.places.get(item) {
            return *place;
        }
        let place = u32::try_from(self.list.len()).expect("a page has fewer than 2^32 names");
        self.list.push(item.to_owned());
        self.places.insert(item.to_owned(), place);
        place
    }
}

#[derive(Default)]
struct Tables {
    names: Table<String>,
    devs: Table<DeviceId>,
    users: Table<Uuid>,
}

impl Tables {
    fn stamp(&mut self, stamp: Stamp) -> StampV1 {
        StampV1(stamp.eff.0, self.devs.place(&stamp.dot.dev()), stamp.dot.n())
    }

    fn mark(&mut self, root: u32, state: &RootState) -> Option<MarkV2> {
        let RootState { links, spaces, erased, .. } = state;
        if links.is_empty() && spaces.is_none() && erased.is_none() {
            return None;
        }
        let links = links.iter().map(|link| link.0).collect();
        Some(MarkV2 {
            root,
            links,
            spaces: spaces.as_ref().map(|spaces| spaces.iter().cloned().collect()),
            erased: erased.map(|stamp| self.stamp(stamp)),
        })
    }

    fn fields(&mut self, fields: &Fields) -> Vec<(u32, Value)> {
        fields.iter().map(|(name, value)| (self.names.place(name.as_str()), value.clone())).collect()
    }

    fn siblings(&mut self, register: &Register) -> Vec<SiblingV1> {
        register.siblings.iter().map(|s| SiblingV1(self.stamp(s.stamp), self.users.place(&s.by.0), s.value.clone())).collect()
    }

    fn records(&mut self, root: RootId, state: &RootState) -> Vec<RecordV1> {
        state
            .records
            .iter()
            .map(|(ent, record)| RecordV1 {
                ent: (*ent != root.ent()).then_some(ent.0),
                entity: self.names.place(record.entity.as_str()),
                created: self.stamp(record.created),
                by: self.users.place(&record.created_by.0),
                registers: record.registers.iter().map(|(name, r)| (self.names.place(name.as_str()), self.register(record, r))).collect(),
                sets: record
                    .sets
                    .iter()
                    .map(|(name, members)| {
                        let members = members
                            .iter()
                            .map(|(elem, dots)| (elem.clone(), dots.iter().map(|d| DotV1(self.devs.place(&d.dev()), d.n())).collect()));
                        let members = members.collect();
                        (self.names.place(name.as_str()), members)
                    })
                    .collect(),
                streams: record
                    .streams
                    .iter()
                    .map(|(name, entries)| {
                        let entries = entries.iter().map(|e| self.entry(e)).collect();
                        (self.names.place(name.as_str()), entries)
                    })
                    .collect(),
                archived: self.siblings(&record.archived),
            })
            .collect()
    }

    fn register(&mut self, record: &Record, register: &Register) -> RegisterV1 {
        match register.siblings.as_slice() {
            [only] if only.stamp == record.created && only.by == record.created_by => RegisterV1::Default(only.value.clone()),
            _ => RegisterV1::Siblings(self.siblings(register)),
        }
    }

    fn entry(&mut self, entry: &Entry) -> EntryV1 {
        EntryV1 {
            id: entry.id.0,
            stamp: self.stamp(entry.stamp),
            by: self.users.place(&entry.by.0),
            fields: self.fields(&entry.fields),
            amendments: entry
                .amendments
                .iter()
                .map(|a| {
                    let change = match &a.change {
                        AmendmentChange::Fields(fields) => ChangeV1::Fields(self.fields(fields)),
                        AmendmentChange::Retracted(reason) => ChangeV1::Retracted(reason.clone()),
                    };
                    (self.stamp(a.stamp), self.users.place(&a.by.0), change)
                })
                .collect(),
        }
    }
}

/// Collects pair by pair. A map's own `collect` sorts first, and one sorting routine for each of a page's maps is a tenth of this crate in wasm.
fn map_of<K: Ord, V>(pairs: impl Iterator<Item = Option<(K, V)>>) -> Option<BTreeMap<K, V>> {
    let mut map = BTreeMap::new();
    for pair in pairs {
        let (key, value) = pair?;
        map.insert(key, value);
    }
    Some(map)
}

/// As [`map_of`], for sets.
fn set_of<T: Ord>(items: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

struct Reader<'a> {
    names: &'a [String],
    devs: &'a [DeviceId],
    users: &'a [Uuid],
}

impl Reader<'_> {
    fn name(&self, place: u32) -> Option<String> {
        self.names.get(place as usize).cloned()
    }

    fn user(&self, place: u32) -> Option<UserId> {
        self.users.get(place as usize).copied().map(UserId)
    }

    fn dot(&self, dot: &DotV1) -> Option<Dot> {
        Some(Dot(*self.devs.get(dot.0 as usize)?, dot.1))
    }

    fn stamp(&self, stamp: StampV1) -> Option<Stamp> {
        Some(Stamp { eff: Hlc(stamp.0), dot: self.dot(&DotV1(stamp.1, stamp.2))? })
    }

    fn fields(&self, fields: Vec<(u32, Value)>) -> Option<Fields> {
        map_of(fields.into_iter().map(|(name, value)| Some((self.name(name)?, value))))
    }

    fn siblings(&self, siblings: Vec<SiblingV1>) -> Option<Register> {
        let siblings = siblings
            .into_iter()
            .map(|SiblingV1(stamp, by, value)| Some(Sibling { stamp: self.stamp(stamp)?, by: self.user(by)?, value }))
            .collect::<Option<_>>()?;
        Some(Register { siblings })
    }

    fn root(&self, root: Uuid, records: Vec<RecordV1>) -> Option<RootState> {
        let records = map_of(records.into_iter().map(|record| Some((EntId(record.ent.unwrap_or(root)), self.record(record)?))))?;
        Some(RootState { records, ..RootState::default() })
    }

    fn record(&self, record: RecordV1) -> Option<Record> {
        let created = self.stamp(record.created)?;
        let created_by = self.user(record.by)?;
        let registers = record.registers.into_iter().map(|(name, register)| {
            let register = match register {
                RegisterV1::Default(value) => Register { siblings: vec![Sibling { stamp: created, by: created_by, value }] },
                RegisterV1::Siblings(siblings) => self.siblings(siblings)?,
            };
            Some((self.name(name)?, register))
        });
        let sets = record.sets.into_iter().map(|(name, members)| {
            let members = members.into_iter().map(|(elem, dots)| Some((elem, dots.iter().map(|d| self.dot(d)).collect::<Option<_>>()?)));
            Some((self.name(name)?, map_of(members)?))
        });
        let streams = record.streams.into_iter().map(|(name, entries)| {
            let entries = entries.into_iter().map(|e| self.entry(e)).collect::<Option<_>>()?;
            Some((self.name(name)?, entries))
        });
        Some(Record {
            entity: self.name(record.entity)?,
            created,
            created_by,
            registers: map_of(registers)?,
            sets: map_of(sets)?,
            streams: map_of(streams)?,
            archived: self.siblings(record.archived)?,
        })
    }

    fn entry(&self, entry: EntryV1) -> Option<Entry> {
        let amendments = entry.amendments.into_iter().map(|(stamp, by, change)| {
            let change = match change {
                ChangeV1::Fields(fields) => AmendmentChange::Fields(self.fields(fields)?),
                ChangeV1::Retracted(reason) => AmendmentChange::Retracted(reason),
            };
            Some(Amendment { stamp: self.stamp(stamp)?, by: self.user(by)?, change })
        });
        Some(Entry {
            id: EntryId(entry.id),
            stamp: self.stamp(entry.stamp)?,
            by: self.user(entry.by)?,
            fields: self.fields(entry.fields)?,
            amendments: amendments.collect::<Option<_>>()?,
        })
    }
}
