//! How the server keeps an op's body: open values in clear, personal and sensitive ones apart, to be sealed under the key of their file.
//!
//! Erasing a file loses that key; dates, room types, channels and amounts of stays stay for statistics. The open part holds a hidden value wherever
//! one was moved; the other holds the moved values in the order of [`Kind::values_mut`].

use innkeeper_domain::field::Entity;
use innkeeper_domain::value::Value;
use serde_json::value::RawValue;
use thiserror::Error;

use crate::fold::is_personal;
use crate::op::Kind;

/// A stored body that cannot be read back.
#[derive(Debug, Error)]
pub enum BodyError {
    /// The JSON is damaged.
    #[error("the stored change is damaged: {0}")]
    Json(#[from] serde_json::Error),
    /// More hidden places than values, or fewer.
    #[error("the stored change and its personal part do not fit")]
    Mismatch,
}

/// A body in two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// JSON of the body with personal values hidden.
    pub open: String,
    /// JSON array of the personal values, if there are any.
    pub personal: Option<Vec<u8>>,
}

/// Splits a kind's body by class. `entity` is the type of the record written.
#[must_use]
pub fn split(kind: &Kind, entity: Option<Entity>) -> Stored {
    // What this build does not know might be personal, all of it.
    if let Kind::Unknown { body, .. } = kind {
        return Stored { open: "{}".to_owned(), personal: Some(body.0.get().as_bytes().to_vec()) };
    }
    let mut open = kind.clone();
    let mut moved = Vec::new();
    open.values_mut(entity, &mut |class, value| {
        if is_personal(class) {
            moved.push(std::mem::replace(value, Value::Hidden));
        }
    });
    let personal = (!moved.is_empty()).then(|| serde_json::to_vec(&moved).expect("values are plain JSON"));
    Stored { open: open.into_body().map_or_else(|| "{}".to_owned(), |b| b.get().to_owned()), personal }
}

/// Joins the parts again. `entity` must be what [`split`] was given. Without the personal part, which may be lost, its values stay hidden.
///
/// # Errors
/// [`BodyError`] when a part is damaged.
pub fn join(name: &str, open: &str, personal: Option<&[u8]>, entity: Option<Entity>) -> Result<Kind, BodyError> {
    let mut kind = Kind::parse(name.to_owned(), Some(RawValue::from_string(open.to_owned())?))?;
    let Some(personal) = personal else {
        // Of what this build does not know nothing is left.
        return Ok(if matches!(kind, Kind::Unknown { .. }) { Kind::Noop {} } else { kind });
    };
    if let Kind::Unknown { body, .. } = &mut kind {
        body.0 = serde_json::from_slice(personal)?;
        return Ok(kind);
    }
    let mut moved = serde_json::from_slice::<Vec<Value>>(personal)?.into_iter();
    let mut missing = false;
    kind.values_mut(entity, &mut |class, value| {
        if is_personal(class) {
            match moved.next() {
                Some(original) => *value = original,
                None => missing = true,
            }
        }
    });
    if missing || moved.next().is_some() { Err(BodyError::Mismatch) } else { Ok(kind) }
}
