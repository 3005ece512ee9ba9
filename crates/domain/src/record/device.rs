//! A browser that was enrolled for work and holds a copy of what its role may see.

use crate::codes::codes;
use crate::field::{Entity, FieldKind, declare};
use crate::{Instant, Uuid};

codes! {
    /// What kind of device.
    pub enum DeviceKind {
        /// At a desk.
        Desktop = "desktop",
        /// A tablet.
        Tablet = "tablet",
        /// A telephone.
        Phone = "phone",
    }
}

declare! { Device "device" {
    /// What people call it.
    NAME: String = "name", FieldKind::Text, Open, [house];
    /// The number its edits carry.
    NUMBER: i64 = "number", FieldKind::Int, Open, [house];
    /// What kind.
    KIND: DeviceKind = "kind", FieldKind::Code(DeviceKind::CODES), Open, [house];
    /// When it was enrolled.
    ENROLLED_AT: Instant = "enrolled_at", FieldKind::Instant, Open, [house];
    /// By whom.
    ENROLLED_BY: Uuid = "enrolled_by", FieldKind::Ref(Entity::Staff), Open, [house];
    /// No longer let in.
    REVOKED: bool = "revoked", FieldKind::Bool, Open, [house];
}}
