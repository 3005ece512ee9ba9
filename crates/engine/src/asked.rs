//! What rules ask of a guest beyond what the list shows, taken from the guest's folded file.

use innkeeper_domain::stay::{self, StayFact};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Entity, Field, Fields, Key, Shape, field};
use innkeeper_sync::state::Record;

/// Values by the field's place in the table of guest fields; only those that are there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GuestAsked {
    /// Single values.
    pub values: Vec<(usize, Value)>,
    /// Members of sets, each followed by a line break.
    pub sets: Vec<(usize, String)>,
}

impl GuestAsked {
    /// What a guest's own record holds.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let asked = |name: &String, shape| field(Entity::Guest, name).filter(|f: &&'static Field| f.segmentable && f.shape == shape);
        let values = record.registers.iter().filter_map(|(name, register)| {
            let value = &register.shown()?.value;
            let known = !matches!(value, Value::Empty | Value::Hidden);
            known.then_some((asked(name, Shape::Register)?.position, value.clone()))
        });
        let sets = record.sets.iter().filter_map(|(name, members)| {
            let words = members.keys().filter_map(Value::as_text).flat_map(|word| [word, "\n"]);
            Some((asked(name, Shape::Set)?.position, words.collect()))
        });
        Self { values: values.collect(), sets: sets.collect() }
    }
}

/// The texts of a stay that rules ask for.
pub const STAY_TEXTS: [Key<String>; 4] = [stay::ROOM_TYPE_BOOKED, stay::BOARD, stay::MARKET_SEGMENT, stay::CHANNEL];

/// A stay as lists and rules know it.
#[derive(Clone, Debug, PartialEq)]
pub struct StayAsked {
    /// What its place in the guest's life follows from.
    pub fact: StayFact,
    /// Values of [`STAY_TEXTS`]; empty where there is none.
    pub texts: [String; STAY_TEXTS.len()],
    /// Grown-ups.
    pub adults: Option<i64>,
    /// Children and babies.
    pub children: Option<i64>,
}

impl StayAsked {
    /// What a stay's record holds; none without a known status.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        Some(Self {
            fact: StayFact::of(record)?,
            texts: STAY_TEXTS.map(|key| record.get(key).unwrap_or_default()),
            adults: record.get(stay::ADULTS),
            children: record.get(stay::CHILDREN),
        })
    }
}

/// A stay of which nothing else is asked.
impl From<StayFact> for StayAsked {
    fn from(fact: StayFact) -> Self {
        Self { fact, texts: Default::default(), adults: None, children: None }
    }
}
