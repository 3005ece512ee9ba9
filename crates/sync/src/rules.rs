//! What an op must satisfy before anybody's roles are asked: writer and shape of the field, type and length of the value.

use innkeeper_domain::field::{self, Entity, Field, FieldKind, Shape, Writer};
use innkeeper_domain::value::Value;

use crate::op::{Fields, Kind, Op, SetField, stream_entity};
use crate::row::Reason;

/// Longest text of a short field, in characters.
pub const TEXT_MAX: usize = 200;
/// Longest note, in characters.
pub const NOTE_MAX: usize = 10_000;

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A member of staff on a device.
    Person,
    /// The house: an import, a booking.
    House,
}

/// Checks an op by the field table. Fields the table does not have are kept as they came.
///
/// # Errors
/// The reason the op is kept aside.
pub fn check(op: &Op, entity: Option<Entity>, author: Author) -> Result<(), Reason> {
    let one = |entity: Option<Entity>, name: &str, shape: Shape, value: &Value| match entity.and_then(|e| field::field(e, name)) {
        Some(field) if field.shape != shape => Err(Reason::BadValue),
        Some(field) => check_value(field, value, author),
        None => fits_length(value, NOTE_MAX),
    };
    let all =
        |entity: Option<Entity>, fields: &Fields| fields.iter().try_for_each(|(name, value)| one(entity, name, Shape::Register, value));
    match &op.kind {
        Kind::New { entity, fields, sets } => {
            let entity = Entity::from_code(entity);
            all(entity, fields)?;
            sets.iter().try_for_each(|(name, elems)| elems.iter().try_for_each(|v| one(entity, name, Shape::Set, v)))
        }
        Kind::Set { fields } => fields.iter().try_for_each(|(name, SetField(value, _))| one(entity, name, Shape::Register, value)),
        Kind::Add { set, elem, .. } | Kind::Rem { set, elem, .. } => one(entity, set, Shape::Set, elem),
        Kind::Append { stream, fields, .. } | Kind::Amend { stream, fields, .. } => all(stream_entity(stream), fields),
        Kind::Retract { reason, .. } => fits_length(reason, TEXT_MAX),
        _ => Ok(()),
    }
}

fn check_value(field: &Field, value: &Value, author: Author) -> Result<(), Reason> {
    if field.writer == Writer::House && author == Author::Person {
        return Err(Reason::HouseField);
    }
    let fits = match (value, field.kind) {
        (Value::Empty, _) => true,
        (Value::Hidden, _) => false,
        (Value::Text(_), FieldKind::LongText) => return fits_length(value, NOTE_MAX),
        (Value::Text(_), kind) => {
            let is_text = matches!(
                kind,
                FieldKind::Text | FieldKind::Code(_) | FieldKind::Email | FieldKind::Phone | FieldKind::Country | FieldKind::Language
            );
            return if is_text { fits_length(value, TEXT_MAX) } else { Err(Reason::BadValue) };
        }
        (Value::Int(_), kind) => matches!(kind, FieldKind::Int | FieldKind::Instant | FieldKind::Money),
        (Value::Bool(_), kind) => kind == FieldKind::Bool,
        (Value::Date(_), kind) => kind == FieldKind::Date,
        (Value::Decimal(_), kind) => kind == FieldKind::Decimal,
        (Value::Ref(_), kind) => matches!(kind, FieldKind::Ref(_)),
    };
    if fits { Ok(()) } else { Err(Reason::BadValue) }
}

fn fits_length(value: &Value, max: usize) -> Result<(), Reason> {
    match value {
        // A reader who may not see a value cannot write it either.
        Value::Hidden => Err(Reason::BadValue),
        Value::Text(text) if text.len() > max && text.chars().count() > max => Err(Reason::BadValue),
        _ => Ok(()),
    }
}
