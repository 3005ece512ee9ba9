//! The hotel itself: what it is called, where its day begins, what it counts in.

use crate::Currency;
use crate::field::{FieldKind, declare};

declare! { Property "property" {
    /// Its name.
    NAME: String = "name", FieldKind::Text, Open, [];
    /// Name of its time zone in the IANA database: `Europe/Madrid`.
    ZONE: String = "zone", FieldKind::Text, Open, [];
    /// The currency it counts in, ISO 4217.
    CURRENCY: Currency = "currency", FieldKind::Text, Open, [];
}}
