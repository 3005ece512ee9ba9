//! What rules ask of a guest, taken from the guest's records.

use std::collections::BTreeMap;

use innkeeper_domain::consent::ConsentFact;
use innkeeper_domain::stay::{self, StayFact};
use innkeeper_domain::{Date, Entity, Field, FieldKind, Fields, Instant, Shape, Uuid, Value, fields, guest, interaction};

use crate::ask::Held;
use crate::day::day;

/// A guest: the own fields, the stays, the answers about consent, the interactions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The guest's own fields.
    pub own: Asked,
    /// Stays in no order.
    pub stays: Vec<StayAsked>,
    /// Consent decisions in the order they were made in.
    pub consents: Vec<ConsentFact>,
    /// Calls, mails, meetings and notes in no order, those that were taken back left out.
    pub interactions: Vec<Asked>,
}

impl Facts {
    /// Whether the guest's birthday is within these days, both included. Who was born on a 29 February has it on the 28th in other years. Nobody knows
    /// without all three days.
    pub(crate) fn has_birthday(&self, arrival: Option<Date>, departure: Option<Date>) -> Option<bool> {
        let (arrival, departure) = (arrival?, departure?);
        let Some(Value::Date(born)) = self.own.value(guest::BIRTH_DATE.field()) else { return None };
        let in_year = |year| Date::new(year, born.month(), born.day()).or_else(|| Date::new(year, 2, 28));
        Some((arrival.year()..=departure.year()).filter_map(in_year).any(|day| (arrival..=departure).contains(&day)))
    }
}

/// Values of a record's fields that rules ask for, by the field's place in its table; only those that are there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Single values.
    pub values: Vec<(usize, Value)>,
    /// Members of sets, each followed by a line break.
    pub sets: Vec<(usize, String)>,
}

impl Asked {
    /// What a record holds.
    #[must_use]
    pub fn of(entity: Entity, record: &impl Fields) -> Self {
        let mut asked = Self::default();
        for field in fields(entity).iter().filter(|field| field.segmentable) {
            if field.shape == Shape::Set {
                let words = record.members(field.name).into_iter().filter_map(Value::as_text);
                let words: String = words.flat_map(|word| [word, "\n"]).collect();
                asked.sets.extend((!words.is_empty()).then_some((field.position, words)));
            } else {
                let value = record.value(field.name).filter(|value| !matches!(value, Value::Empty | Value::Hidden));
                asked.values.extend(value.map(|value| (field.position, value.clone())));
            }
        }
        asked
    }

    /// What an entry of the timeline holds. Who wrote it is who it was, unless it says otherwise.
    #[must_use]
    pub fn of_interaction(mut fields: BTreeMap<String, Value>, by: Uuid) -> Self {
        fields.entry(interaction::USER.name().to_owned()).or_insert(Value::Ref(by));
        Self::of(Entity::Interaction, &fields)
    }

    fn value(&self, field: &Field) -> Option<&Value> {
        self.values.iter().find(|(at, _)| *at == field.position).map(|(_, value)| value)
    }

    /// A text; empty where there is none.
    #[must_use]
    pub fn text(&self, field: &Field) -> &str {
        self.value(field).and_then(Value::as_text).unwrap_or_default()
    }

    /// What a rule sees in a field. The members of a set that nobody wrote are known to be none.
    pub(crate) fn held(&self, field: &Field) -> Held<'_> {
        if field.shape == Shape::Set {
            let words = self.sets.iter().find(|(at, _)| *at == field.position);
            return Held::Words(words.map_or("", |(_, words)| words).into());
        }
        match self.value(field) {
            Some(Value::Text(text)) => Held::text(text.trim_end()),
            Some(Value::Ref(id)) => Held::Text(id.to_string().into()),
            Some(Value::Int(at)) if field.kind == FieldKind::Instant => day(Instant(*at).day_in_utc()),
            Some(Value::Int(number)) => Held::Number(*number),
            Some(Value::Date(day)) => Held::Day(day.days_since_epoch()),
            Some(Value::Bool(flag)) => Held::Flag(*flag),
            Some(Value::Empty | Value::Hidden | Value::Decimal(_)) | None => Held::Missing,
        }
    }
}

/// A stay as lists and rules know it.
#[derive(Clone, Debug, PartialEq)]
pub struct StayAsked {
    /// What its place in the guest's life follows from.
    pub fact: StayFact,
    /// What rules ask of it.
    pub asked: Asked,
}

impl StayAsked {
    /// What a stay's record holds; none without a known status.
    #[must_use]
    pub fn of(record: &impl Fields) -> Option<Self> {
        Some(Self { fact: StayFact::of(record)?, asked: Asked::of(Entity::Stay, record) })
    }
}

/// A stay of which nothing else is known.
impl From<StayFact> for StayAsked {
    fn from(fact: StayFact) -> Self {
        let values = [
            Some((stay::STATUS.field(), fact.status.into())),
            fact.arrival.map(|day| (stay::ARRIVAL.field(), Value::Date(day))),
            fact.departure.map(|day| (stay::DEPARTURE.field(), Value::Date(day))),
            fact.total.map(|total| (stay::TOTAL.field(), Value::Int(total.minor))),
            fact.total.map(|total| (stay::CURRENCY.field(), Value::Text(total.currency.code().to_owned()))),
        ];
        let values = values.into_iter().flatten().map(|(field, value)| (field.position, value)).collect();
        Self { fact, asked: Asked { values, sets: Vec::new() } }
    }
}
