//! One line of a guest's loyalty ledger: points that came or went, why, and what they are about.

use crate::codes::codes;
use crate::field::{FieldKind, declare};

codes! {
    /// Why points come or go.
    pub enum PointsReason {
        /// For a stay, a stay's spend, a birthday.
        Earned = "earned",
        /// Given for a night, a dinner, an upgrade.
        Redeemed = "redeemed",
        /// Put right by hand, up or down.
        Adjusted = "adjusted",
        /// Nobody asked for them in time.
        Expired = "expired",
        /// Set aside so that one device may redeem them without asking, or given back by it. They stay the guest's: no part of the balance moves.
        Allowance = "allowance",
    }
}

declare! { LoyaltyLine "loyalty" {
    /// How many: above zero when they come (for an allowance: to the device), below when they go. Never zero.
    POINTS: i64 = "points", FieldKind::Int, Financial, [];
    /// Why.
    REASON: PointsReason = "reason", FieldKind::Code(PointsReason::CODES), Open, [];
    /// What it is about: a reservation's number, a voucher, a word.
    REFERENCE: String = "reference", FieldKind::Text, Personal, [];
    /// The number of the device whose allowance it grants, gives back or draws on.
    DEVICE: i64 = "device", FieldKind::Int, Open, [];
}}
