//! A reservation and the stay it becomes. The house's systems write it; staff add notes.

use crate::codes::codes;
use crate::field::{Entity, FieldKind, declare};
use crate::{Currency, Date, Uuid};

codes! {
    /// How far a reservation has come. The same words in OPERA, Mews and schema.org are in the status map of the documentation.
    pub enum StayStatus {
        /// Asked for.
        Inquiry = "inquiry",
        /// Held until a day.
        Optional = "optional",
        /// Booked.
        Confirmed = "confirmed",
        /// Here.
        InHouse = "in-house",
        /// Left.
        CheckedOut = "checked-out",
        /// Cancelled.
        Cancelled = "cancelled",
        /// Did not come.
        NoShow = "no-show",
    }
}

declare! { Stay "stay" {
    /// The number the guest was given.
    CONFIRMATION_NUMBER: String = "confirmation_number", FieldKind::Text, Personal, [house];
    /// The number at the channel it came through.
    CHANNEL_NUMBER: String = "channel_number", FieldKind::Text, Personal, [house];
    /// Who stays.
    GUEST: Uuid = "guest", FieldKind::Ref(Entity::Guest), Open, [house];
    /// The house.
    PROPERTY: String = "property", FieldKind::Text, Open, [house, segmentable];
    /// How far it has come.
    STATUS: StayStatus = "status", FieldKind::Code(StayStatus::CODES), Open, [house, segmentable];
    /// The day it was booked.
    BOOKED_ON: Date = "booked_on", FieldKind::Date, Open, [house, segmentable];
    /// The day it was cancelled.
    CANCELLED_ON: Date = "cancelled_on", FieldKind::Date, Open, [house, segmentable];
    /// First night. Nights are counted from it, not stored.
    ARRIVAL: Date = "arrival", FieldKind::Date, Open, [house, segmentable];
    /// The day of leaving.
    DEPARTURE: Date = "departure", FieldKind::Date, Open, [house, segmentable];
    /// Room type asked for.
    ROOM_TYPE_BOOKED: String = "room_type_booked", FieldKind::Text, Open, [house, segmentable];
    /// Room type paid for.
    ROOM_TYPE_CHARGED: String = "room_type_charged", FieldKind::Text, Open, [house, segmentable];
    /// Room: where a person sleeps, so personal.
    ROOM_NUMBER: String = "room_number", FieldKind::Text, Personal, [house];
    /// Grown-ups.
    ADULTS: i64 = "adults", FieldKind::Int, Open, [house, segmentable];
    /// Children and babies.
    CHILDREN: i64 = "children", FieldKind::Int, Open, [house, segmentable];
    /// Meals: room only, bed and breakfast, half board, full board.
    BOARD: String = "board", FieldKind::Text, Open, [house, segmentable];
    /// Market segment code of the property system.
    MARKET_SEGMENT: String = "market_segment", FieldKind::Text, Open, [house, segmentable];
    /// Channel it was booked through.
    CHANNEL: String = "channel", FieldKind::Text, Open, [house, segmentable];
    /// Travel agent.
    TRAVEL_AGENT: String = "travel_agent", FieldKind::Text, Open, [house, segmentable];
    /// Company that pays or has the contract.
    COMPANY: String = "company", FieldKind::Text, Open, [house, segmentable];
    /// Transient, group, contract.
    CUSTOMER_TYPE: String = "customer_type", FieldKind::Text, Open, [house, segmentable];
    /// Rate plan code.
    RATE_PLAN: String = "rate_plan", FieldKind::Text, Open, [house, segmentable];
    /// Price of a night.
    RATE_PER_NIGHT: i64 = "rate_per_night", FieldKind::Money, Financial, [house, segmentable];
    /// Price of the stay.
    TOTAL: i64 = "total", FieldKind::Money, Financial, [house, segmentable];
    /// Currency of the amounts of this record, ISO 4217.
    CURRENCY: Currency = "currency", FieldKind::Text, Open, [house, segmentable];
    /// What was paid or promised before: no deposit, refundable, non-refundable.
    DEPOSIT: String = "deposit", FieldKind::Text, Financial, [house, segmentable];
    /// How many special requests.
    SPECIAL_REQUESTS_COUNT: i64 = "special_requests_count", FieldKind::Int, Open, [house, segmentable];
    /// Parking places.
    PARKING: i64 = "parking", FieldKind::Int, Open, [house, segmentable];
    /// The reservation's number in another system, `system:id`.
    EXTERNAL_REF: String = "external_ref", FieldKind::Text, Personal, [house];
    /// What staff want to say about this stay.
    NOTES: String = "notes", FieldKind::LongText, Personal, [];
}}
