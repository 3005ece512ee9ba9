//! One line of JSON per guest, lead or consent wording. docs/cli.md has the shape.

use innkeeper_domain::{Currency, Entity, Field, FieldKind, Instant, Money, Value, field, stay};
use innkeeper_sync::id::EntId;
use innkeeper_sync::ledger::LEDGER;
use innkeeper_sync::state::{Entry, Record, RootAt};
use serde_json::{Map, Value as Json, json};

/// The line of a root; none for roots that are nobody's file (staff, devices).
pub fn line(at: &RootAt) -> Option<Json> {
    let own = at.state.own(at.root)?;
    let entity = Entity::from_code(&own.entity)?;
    if !matches!(entity, Entity::Guest | Entity::Lead | Entity::ConsentText) {
        return None;
    }
    let mut line = record(at.root.ent(), own, entity);
    line.insert("type".to_owned(), entity.code().into());
    if entity != Entity::ConsentText {
        line.insert("consents".to_owned(), entries(own, "consents", Entity::ConsentEvent));
        line.insert("interactions".to_owned(), entries(own, "interactions", Entity::Interaction));
    }
    if entity == Entity::Guest {
        line.insert("points".to_owned(), entries(own, LEDGER, Entity::LoyaltyLine));
        line.insert("stays".to_owned(), stays(at));
    }
    Some(Json::Object(line))
}

fn stays(at: &RootAt) -> Json {
    let of_stay =
        |(ent, stay): (&EntId, &Record)| (stay.entity == Entity::Stay.code()).then(|| Json::Object(record(*ent, stay, Entity::Stay)));
    let mut stays: Vec<Json> = at.state.records.iter().filter_map(of_stay).collect();
    stays.sort_by(|a, b| arrival(a).cmp(arrival(b)));
    Json::Array(stays)
}

fn arrival(stay: &Json) -> &str {
    stay["fields"][stay::ARRIVAL.name()].as_str().unwrap_or_default()
}

/// `id`, `fields`, and where they are needed `also` (values that nobody has chosen between) and `archived`.
fn record(ent: EntId, record: &Record, entity: Entity) -> Map<String, Json> {
    let currency = record.value(stay::CURRENCY.name()).and_then(Value::as_text).and_then(|code| code.parse().ok());
    let mut fields = Map::new();
    let mut also = Map::new();
    for (name, register) in &record.registers {
        let write = |value: &Value| written(field(entity, name), value, currency);
        let mut choices = register.choices().into_iter().map(|sibling| write(&sibling.value));
        if let Some(shown) = choices.next().filter(|shown| !shown.is_null()) {
            fields.insert(name.clone(), shown);
        }
        let others: Vec<Json> = choices.collect();
        if !others.is_empty() {
            also.insert(name.clone(), Json::Array(others));
        }
    }
    for (name, members) in record.sets.iter().filter(|(_, members)| !members.is_empty()) {
        let members = members.keys().map(|member| written(field(entity, name), member, currency)).collect();
        fields.insert(name.clone(), Json::Array(members));
    }
    let mut out = Map::new();
    out.insert("id".to_owned(), ent.to_string().into());
    out.insert("fields".to_owned(), Json::Object(fields));
    if !also.is_empty() {
        out.insert("also".to_owned(), Json::Object(also));
    }
    if record.is_archived() {
        out.insert("archived".to_owned(), true.into());
    }
    out
}

fn entries(record: &Record, stream: &str, entity: Entity) -> Json {
    let entry = |entry: &Entry| {
        let fields: Map<String, Json> =
            entry.current().iter().map(|(name, value)| (name.clone(), written(field(entity, name), value, None))).collect();
        let mut out = json!({ "id": entry.id.to_string(), "fields": fields });
        if let Some(reason) = entry.retracted() {
            out["retracted"] = written(None, reason, None);
        }
        out
    };
    Json::Array(record.entries(stream).iter().map(entry).collect())
}

/// A value for other programs: days and moments in ISO 8601, amounts as decimal text in the record's currency.
fn written(field: Option<&Field>, value: &Value, currency: Option<Currency>) -> Json {
    match (value, field.map(|field| field.kind)) {
        (Value::Empty | Value::Hidden, _) => Json::Null,
        (Value::Int(minor), Some(FieldKind::Money)) => amount(*minor, currency).into(),
        (Value::Int(ms), Some(FieldKind::Instant)) => moment(Instant(*ms)).into(),
        (Value::Int(number), _) => (*number).into(),
        (Value::Text(text), _) => text.as_str().into(),
        (Value::Bool(flag), _) => (*flag).into(),
        (Value::Date(day), _) => day.to_string().into(),
        (Value::Decimal(number), _) => number.as_str().into(),
        (Value::Ref(id), _) => id.to_string().into(),
    }
}

/// `-12.50`; euros where the record names no currency.
pub(super) fn amount(minor: i64, currency: Option<Currency>) -> String {
    let text = Money::new(minor, currency.unwrap_or(Currency::EUR)).to_string();
    text.split_once(' ').map_or(text.clone(), |(number, _)| number.to_owned())
}

/// `2026-11-21T08:30:00Z`.
pub(super) fn moment(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.milliseconds()).map_or_else(|_| at.milliseconds().to_string(), |at| at.to_string())
}
