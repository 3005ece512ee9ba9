//! What a field holds, and its two written forms: readable JSON on the wire, compact binary in caches and pages.

use core::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use uuid::Uuid;

use crate::{Currency, Date, Decimal, Instant};

/// The value of one field of one record. There are no floating-point numbers: they do not compare or add exactly.
///
/// JSON: `null`, `"text"`, `12`, `true`, `{"date":"2026-11-21"}`, `{"dec":"12.50"}`, `{"ref":"…uuid…"}`,
/// `{"hidden":true}`. Money is `Int` in minor units, a moment is `Int` in milliseconds UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Cleared by someone; a field never written has no value at all.
    #[default]
    Empty,
    /// Text, or the wire name of a code.
    Text(String),
    /// A whole number, money in minor units, or a moment in milliseconds UTC.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Date),
    /// An exact decimal number.
    Decimal(Decimal),
    /// Another record.
    Ref(Uuid),
    /// There is a value, and this reader may not see it.
    Hidden,
}

impl Value {
    /// The text of a `Text`.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of an `Int`.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether the field was cleared.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// The compact form: serde's own enum numbering, a day as its number.
#[derive(serde::Serialize)]
enum CompactRef<'a> {
    Empty,
    Text(&'a str),
    Int(i64),
    Bool(bool),
    Date(Date),
    Decimal(&'a str),
    Ref(Uuid),
    Hidden,
}

/// The variants of [`CompactRef`] in the same order.
#[derive(serde::Deserialize)]
enum Compact {
    Empty,
    Text(String),
    Int(i64),
    Bool(bool),
    Date(Date),
    Decimal(Decimal),
    Ref(Uuid),
    Hidden,
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return match self {
                Self::Empty => CompactRef::Empty,
                Self::Text(text) => CompactRef::Text(text),
                Self::Int(number) => CompactRef::Int(*number),
                Self::Bool(flag) => CompactRef::Bool(*flag),
                Self::Date(date) => CompactRef::Date(*date),
                Self::Decimal(decimal) => CompactRef::Decimal(decimal.as_str()),
                Self::Ref(id) => CompactRef::Ref(*id),
                Self::Hidden => CompactRef::Hidden,
            }
            .serialize(serializer);
        }
        match self {
            Self::Empty => return serializer.serialize_unit(),
            Self::Text(text) => return serializer.serialize_str(text),
            Self::Int(number) => return serializer.serialize_i64(*number),
            Self::Bool(flag) => return serializer.serialize_bool(*flag),
            Self::Date(_) | Self::Decimal(_) | Self::Ref(_) | Self::Hidden => {}
        }
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Date(date) => map.serialize_entry("date", date)?,
            Self::Decimal(decimal) => map.serialize_entry("dec", decimal)?,
            Self::Ref(id) => map.serialize_entry("ref", id)?,
            _ => map.serialize_entry("hidden", &true)?,
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(ReadableVisitor);
        }
        Ok(match Compact::deserialize(deserializer)? {
            Compact::Empty => Self::Empty,
            Compact::Text(text) => Self::Text(text),
            Compact::Int(number) => Self::Int(number),
            Compact::Bool(flag) => Self::Bool(flag),
            Compact::Date(date) => Self::Date(date),
            Compact::Decimal(decimal) => Self::Decimal(decimal),
            Compact::Ref(id) => Self::Ref(id),
            Compact::Hidden => Self::Hidden,
        })
    }
}

struct ReadableVisitor;

impl<'de> Visitor<'de> for ReadableVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a text, a whole number, a flag, or an object with one of date, dec, ref, hidden")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Empty)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::Int).map_err(|_| E::custom("a whole number beyond 64 bits with sign"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let kind: String = map.next_key()?.ok_or_else(|| de::Error::custom("an empty object"))?;
        let value = match kind.as_str() {
            "date" => Value::Date(map.next_value()?),
            "dec" => Value::Decimal(map.next_value()?),
            "ref" => Value::Ref(map.next_value()?),
            "hidden" if map.next_value::<bool>()? => Value::Hidden,
            _ => {
                return Err(de::Error::custom("an object that is neither date, dec, ref nor hidden"));
            }
        };
        match map.next_key::<String>()? {
            None => Ok(value),
            Some(_) => Err(de::Error::custom("an object with more than one key")),
        }
    }
}

/// A type that a field can be read as.
pub trait FromValue: Sized {
    /// The value as this type; none if it is of another kind, cleared or hidden.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! reads_and_writes {
    ($($type:ty: $pattern:pat => $out:expr, $from:ident => $value:expr;)+) => {$(
        impl FromValue for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    $pattern => $out,
                    _ => None,
                }
            }
        }

        impl From<$type> for Value {
            fn from($from: $type) -> Self {
                $value
            }
        }
    )+};
}

reads_and_writes! {
    String: Value::Text(text) => Some(text.clone()), text => Self::Text(text);
    i64: Value::Int(number) => Some(*number), number => Self::Int(number);
    bool: Value::Bool(flag) => Some(*flag), flag => Self::Bool(flag);
    Date: Value::Date(date) => Some(*date), date => Self::Date(date);
    Instant: Value::Int(at) => Some(Instant(*at)), at => Self::Int(at.0);
    Decimal: Value::Decimal(decimal) => Some(decimal.clone()), decimal => Self::Decimal(decimal);
    Uuid: Value::Ref(id) => Some(*id), id => Self::Ref(id);
    Currency: Value::Text(code) => code.parse().ok(), currency => Self::Text(currency.code().to_owned());
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
