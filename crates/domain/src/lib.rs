//! The hotel's records and their fields, declared once, and the pure rules about them: values, money, dates, names,
//! contacts, consents, stays and who may see what. No I/O, no clock, no randomness: `now` and `today` are arguments.

pub mod access;
pub mod codes;
pub mod consent;
pub mod contact;
pub mod country;
pub mod date;
pub mod decimal;
pub mod field;
pub mod keys;
pub mod money;
pub mod name;
pub mod offer;
pub mod order;
pub mod origin;
pub mod problem;
pub mod record;
pub mod stay;
pub mod text;
pub mod value;

pub use access::{Role, Roles};
pub use date::{Date, Instant};
pub use decimal::Decimal;
pub use field::{Class, ClassSet, Entity, Field, FieldKind, Fields, Key, Merge, Shape, Writer, field, fields};
pub use money::{Currency, Money};
pub use problem::Problem;
pub use record::{consent_event, consent_text, device, guest, interaction, lead, list_view, loyalty_line, property, segment, staff};
pub use uuid::Uuid;
pub use value::{FromValue, Value};

/// What cannot be built from the text or number given. Input typed by a person or read from a file never meets this
/// type: it goes through the functions that return a value and its problems.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not a strict ISO 8601 calendar date (`2026-11-21`).
    #[error("not a calendar date: {0}")]
    Date(String),
    /// The text is not a plain decimal number.
    #[error("not a decimal number: {0}")]
    Decimal(String),
    /// The text is not a current ISO 4217 code.
    #[error("not a currency: {0}")]
    Currency(String),
    /// Amounts of two currencies were added.
    #[error("{0} and {1} cannot be added")]
    MixedCurrencies(Currency, Currency),
    /// The amount does not fit into 64 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
}
