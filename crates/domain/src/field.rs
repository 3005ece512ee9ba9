//! What a field is: its type, its label, who may read and write it and how two writings of it meet. Each record's
//! module declares its fields with these words, once.

use core::fmt;
use core::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::record;
use crate::value::{FromValue, Value};

codes! {
    /// The kinds of record.
    pub enum Entity {
        /// A guest profile.
        Guest = "guest",
        /// A reservation and, once it began, the stay.
        Stay = "stay",
        /// A call, mail, meeting or note: an entry of a guest's or lead's timeline.
        Interaction = "interaction",
        /// A consent given, refused or withdrawn: an entry that is only ever followed by others.
        ConsentEvent = "consent",
        /// A wording of a consent, never changed once used.
        ConsentText = "consent-text",
        /// Points of a guest that came or went: an entry that is only ever followed by others.
        LoyaltyLine = "loyalty",
        /// Someone met, who is not a guest yet.
        Lead = "lead",
        /// A person who works here.
        Staff = "staff",
        /// A browser enrolled for work.
        Device = "device",
        /// A named question over all guests.
        Segment = "segment",
        /// A saved view of the list of guests.
        ListView = "list-view",
        /// The hotel itself.
        Property = "property",
    }
}

impl Entity {
    /// Key of the entity's name in the text catalogue.
    pub fn label(self) -> String {
        format!("entity-{}", self.code())
    }
}

codes! {
    /// How far a field's content may travel.
    pub enum Class {
        /// Says nothing about a person by itself: counts, codes, dates of stay.
        Open = "open",
        /// Identifies a person or describes their life.
        Personal = "personal",
        /// Health, belief, what can hurt: allergies, accessibility, reasons for a restriction.
        Sensitive = "sensitive",
        /// Prices, spend, deposits.
        Financial = "financial",
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassSet(u8);

impl ClassSet {
    /// No class.
    pub const NONE: Self = Self(0);
    /// Every class.
    pub const ALL: Self = Self(0b1111);

    /// The set of these classes.
    pub const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < classes.len() {
            bits |= 1 << classes[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the class is in the set.
    pub const fn contains(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// The classes of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is no class in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes in it.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.iter().copied().filter(move |class| self.contains(*class))
    }
}

codes! {
    /// What happens to a value that someone wrote without having seen another.
    pub enum Merge {
        /// Both are kept and shown until a person chooses.
        Keep = "keep",
        /// The later one stands; for trivia only.
        Lww = "lww",
    }
}

codes! {
    /// Who writes a field.
    pub enum Writer {
        /// Staff on any device, imports and widgets.
        Anyone = "anyone",
        /// Only the hotel's own systems, on the server: import, booking, property management.
        House = "house",
    }
}

codes! {
    /// Whether a field holds one value or a set of them.
    pub enum Shape {
        /// One value.
        Register = "register",
        /// A set of texts.
        Set = "set",
    }
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A whole number.
    Int,
    /// Yes or no.
    Bool,
    /// A day without a zone.
    Date,
    /// A moment; stored as milliseconds UTC.
    Instant,
    /// An exact decimal.
    Decimal,
    /// Minor units; the record's field `currency` names the currency.
    Money,
    /// Another record.
    Ref(Entity),
    /// One of these wire names.
    Code(&'static [&'static str]),
    /// An e-mail address.
    Email,
    /// A telephone number, E.164 where it could be read.
    Phone,
    /// ISO 3166-1 alpha-2.
    Country,
    /// BCP 47.
    Language,
}

impl FieldKind {
    /// Whether a value has this type. Cleared and hidden values have every type; a code must be on the list, while an
    /// e-mail, phone, country or language is any text: what was given is kept, and its problems are said elsewhere.
    pub fn accepts(self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Empty | Value::Hidden) => true,
            (Self::Code(codes), Value::Text(text)) => codes.contains(&text.as_str()),
            (Self::Text | Self::LongText | Self::Email | Self::Phone | Self::Country | Self::Language, Value::Text(_)) => true,
            (Self::Int | Self::Instant | Self::Money, Value::Int(_)) => true,
            (Self::Bool, Value::Bool(_))
            | (Self::Date, Value::Date(_))
            | (Self::Decimal, Value::Decimal(_))
            | (Self::Ref(_), Value::Ref(_)) => true,
            _ => false,
        }
    }
}

/// One declared field.
#[derive(Debug)]
pub struct Field {
    /// The record it belongs to.
    pub entity: Entity,
    /// Wire name, unique within the entity.
    pub name: &'static str,
    /// Its place in the entity's table: dense from 0, stable within one build.
    pub position: usize,
    /// Type of the value, or of each member of a set.
    pub kind: FieldKind,
    /// One value or a set.
    pub shape: Shape,
    /// Key of its label in the text catalogue: `field-guest-given-name`.
    pub label: &'static str,
    /// How far it may travel.
    pub class: Class,
    /// How unseen concurrent writes meet.
    pub merge: Merge,
    /// Who writes it.
    pub writer: Writer,
    /// Whether a segment's rule may ask for it.
    pub segmentable: bool,
}

impl Field {
    /// A register that anyone writes, that keeps what it was given, and that no segment asks for; the other methods change that.
    pub(crate) const fn declare(entity: Entity, name: &'static str, label: &'static str, kind: FieldKind, class: Class) -> Self {
        Self {
            entity,
            name,
            position: 0,
            kind,
            shape: Shape::Register,
            label,
            class,
            merge: Merge::Keep,
            writer: Writer::Anyone,
            segmentable: false,
        }
    }

    pub(crate) const fn set(mut self) -> Self {
        self.shape = Shape::Set;
        self
    }

    pub(crate) const fn lww(mut self) -> Self {
        self.merge = Merge::Lww;
        self
    }

    pub(crate) const fn house(mut self) -> Self {
        self.writer = Writer::House;
        self
    }

    pub(crate) const fn segmentable(mut self) -> Self {
        self.segmentable = true;
        self
    }

    /// Key of a code's label in the text catalogue: `code-stay-status-in-house`.
    pub fn code_label(&self, code: &str) -> String {
        format!("code-{}-{code}", self.label.trim_start_matches("field-"))
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.entity == other.entity && self.position == other.position
    }
}

impl Eq for Field {}

/// A field with the Rust type it is read as: `record.get(guest::BIRTH_DATE)`.
pub struct Key<T> {
    field: &'static Field,
    reads: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    pub(crate) const fn new(field: &'static Field) -> Self {
        Self { field, reads: PhantomData }
    }

    /// The declaration.
    pub const fn field(self) -> &'static Field {
        self.field
    }

    /// The wire name.
    pub const fn name(self) -> &'static str {
        self.field.name
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}.{})", self.field.entity, self.field.name)
    }
}

/// Anything that holds the registers of one record.
pub trait Fields {
    /// The shown value of a register; none if it was never written.
    fn value(&self, name: &str) -> Option<&Value>;

    /// The members of a set.
    fn members(&self, _set: &str) -> Vec<&Value> {
        Vec::new()
    }

    /// The shown value as the key's type; none if never written, cleared, hidden or of another type.
    fn get<T: FromValue>(&self, key: Key<T>) -> Option<T> {
        self.value(key.name()).and_then(T::from_value)
    }
}

impl Fields for std::collections::BTreeMap<String, Value> {
    fn value(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

/// The fields of a record, in the order of their declaration, which is also the order of forms.
pub fn fields(entity: Entity) -> &'static [Field] {
    table(entity).fields
}

/// The field with this wire name. Constant time: it is asked for every value of every record.
pub fn field(entity: Entity, name: &str) -> Option<&'static Field> {
    table(entity).find(name)
}

fn table(entity: Entity) -> &'static Table {
    match entity {
        Entity::Guest => &record::guest::TABLE,
        Entity::Stay => &record::stay::TABLE,
        Entity::Interaction => &record::interaction::TABLE,
        Entity::ConsentEvent => &record::consent_event::TABLE,
        Entity::ConsentText => &record::consent_text::TABLE,
        Entity::LoyaltyLine => &record::loyalty_line::TABLE,
        Entity::Lead => &record::lead::TABLE,
        Entity::Staff => &record::staff::TABLE,
        Entity::Device => &record::device::TABLE,
        Entity::Segment => &record::segment::TABLE,
        Entity::ListView => &record::list_view::TABLE,
        Entity::Property => &record::property::TABLE,
    }
}

/// The declared fields of an entity with an open-addressed hash of their names, both made at compile time.
pub(crate) struct Table {
    fields: &'static [Field],
    slots: [u8; SLOTS],
}

const SLOTS: usize = 128;
const VACANT: u8 = u8::MAX;

/// FNV-1a, 32 bit.
const fn hash(name: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < name.len() {
        hash = (hash ^ name[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ (hash >> 16)) as usize % SLOTS
}

impl Table {
    pub(crate) const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= SLOTS / 2, "the table stays at most half full, so that probing is short");
        let mut slots = [VACANT; SLOTS];
        let mut at = 0;
        while at < fields.len() {
            let mut slot = hash(fields[at].name.as_bytes());
            while slots[slot] != VACANT {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = at as u8;
            at += 1;
        }
        Self { fields, slots }
    }

    fn find(&self, name: &str) -> Option<&'static Field> {
        let mut slot = hash(name.as_bytes());
        loop {
            // A vacant slot is no position, so the search ends there.
            let field = self.fields.get(usize::from(self.slots[slot]))?;
            if field.name == name {
                return Some(field);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// Gives each field its place in the table.
pub(crate) const fn numbered<const N: usize>(mut fields: [Field; N]) -> [Field; N] {
    let mut at = 0;
    while at < N {
        fields[at].position = at;
        at += 1;
    }
    fields
}

/// The place of the field with this name; a name that is not there does not compile.
pub(crate) const fn position_of(fields: &[Field], name: &str) -> usize {
    let mut at = 0;
    while !same(fields[at].name.as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at
}

const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// `_` to `-`: a wire name as part of a catalogue key.
pub(crate) const fn hyphenated<const N: usize>(label: &str) -> [u8; N] {
    let bytes = label.as_bytes();
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = if bytes[at] == b'_' { b'-' } else { bytes[at] };
        at += 1;
    }
    out
}

/// Declares the fields of one entity under the word its labels have (`guest` in `field-guest-…`): `NAME: ReadAs = "wire_name", Kind, Class, [flags];` where the flags are `set`,
/// `lww`, `house`, `segmentable`. Gives a [`Key`] per field and the table `FIELDS`.
macro_rules! declare {
    ($entity:ident $word:literal { $($(#[$doc:meta])+ $key:ident: $reads:ty = $name:literal, $kind:expr, $class:ident, [$($flag:ident),*];)+ }) => {
        static DECLARED: &[$crate::field::Field] = &$crate::field::numbered([$(
            $crate::field::Field::declare(
                $crate::field::Entity::$entity,
                $name,
                {
                    const RAW: &str = concat!("field-", $word, "-", $name);
                    const LABEL: &[u8] = &$crate::field::hyphenated::<{ RAW.len() }>(RAW);
                    match core::str::from_utf8(LABEL) {
                        Ok(label) => label,
                        Err(_) => panic!("a hyphen for an underscore keeps the text valid"),
                    }
                },
                $kind,
                $crate::field::Class::$class,
            )$(.$flag())*
        ),+]);

        pub(crate) static TABLE: $crate::field::Table = $crate::field::Table::new(DECLARED);

        /// Every field of the record, in the order of forms.
        pub static FIELDS: &[$crate::field::Field] = DECLARED;

        $(
            $(#[$doc])+
            pub const $key: $crate::field::Key<$reads> = $crate::field::Key::new(&DECLARED[$crate::field::position_of(DECLARED, $name)]);
        )+
    };
}
pub(crate) use declare;
