//! How the server keeps an op's body: open values in clear, personal and sensitive ones in an envelope of their own.
//!
//! Erasing a root destroys the key of its envelopes; dates, room types, channels and amounts of stays stay for statistics. The open part holds a
//! hidden value wherever one was moved; the envelope holds the moved values in the order of [`Kind::values_mut`].

use innkeeper_domain::field::Entity;
use innkeeper_domain::value::Value;
use serde_json::value::RawValue;
use thiserror::Error;

use crate::fold::is_personal;
use crate::op::Kind;
use crate::sealed::{self, SealedError};

/// A stored body that cannot be read back.
#[derive(Debug, Error)]
pub enum BodyError {
    /// The envelope cannot be opened.
    #[error(transparent)]
    Sealed(#[from] SealedError),
    /// The JSON is damaged.
    #[error("the stored change is damaged: {0}")]
    Json(#[from] serde_json::Error),
    /// More hidden places than values, or fewer.
    #[error("the stored change and its sealed part do not fit")]
    Mismatch,
}

/// A body in two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// JSON of the body with sealed values hidden.
    pub open: String,
    /// Envelope of the JSON array of the sealed values, if there are any.
    pub sealed: Option<Vec<u8>>,
}

/// Splits a kind's body by class. `entity` is the type of the record written.
#[must_use]
pub fn split(kind: &Kind, entity: Option<Entity>) -> Stored {
    // What this build does not know might be personal: the whole body goes into the envelope.
    if let Kind::Unknown { body, .. } = kind {
        return Stored { open: "{}".to_owned(), sealed: Some(sealed::wrap(body.0.get().as_bytes())) };
    }
    let mut open = kind.clone();
    let mut moved = Vec::new();
    open.values_mut(entity, &mut |class, value| {
        if is_personal(class) {
            moved.push(std::mem::replace(value, Value::Hidden));
        }
    });
    let sealed = (!moved.is_empty()).then(|| sealed::wrap(&serde_json::to_vec(&moved).expect("values are plain JSON")));
    Stored { open: open.into_body().map_or_else(|| "{}".to_owned(), |b| b.get().to_owned()), sealed }
}

/// Joins the parts again. `entity` must be what [`split`] was given.
///
/// # Errors
/// [`BodyError`] when a part is damaged or sealed under a key that is not here.
pub fn join(name: &str, open: &str, sealed: Option<&[u8]>, entity: Option<Entity>) -> Result<Kind, BodyError> {
    let mut kind = Kind::parse(name.to_owned(), Some(RawValue::from_string(open.to_owned())?))?;
    let Some(sealed) = sealed else { return Ok(kind) };
    if let Kind::Unknown { body, .. } = &mut kind {
        body.0 = serde_json::from_slice(sealed::open(sealed)?)?;
        return Ok(kind);
    }
    let mut moved = serde_json::from_slice::<Vec<Value>>(sealed::open(sealed)?)?.into_iter();
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
