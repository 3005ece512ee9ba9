//! An entry of the timeline: a call, a mail, a meeting, a note.

use crate::codes::codes;
use crate::field::{Entity, FieldKind, declare};
use crate::{Instant, Uuid};

codes! {
    /// What kind of contact it was.
    pub enum InteractionType {
        /// A telephone call.
        Call = "call",
        /// An e-mail.
        Email = "email",
        /// A text message.
        Sms = "sms",
        /// A WhatsApp message.
        Whatsapp = "whatsapp",
        /// A meeting.
        Meeting = "meeting",
        /// A visit to the hotel without a stay.
        Visit = "visit",
        /// A note of staff.
        Note = "note",
        /// Social media.
        Social = "social",
        /// The website.
        Web = "web",
        /// A survey.
        Survey = "survey",
        /// A campaign's message.
        Campaign = "campaign",
        /// Something during a stay.
        Stay = "stay",
    }
}

codes! {
    /// Who began it.
    pub enum Direction {
        /// The guest.
        Inbound = "inbound",
        /// The hotel.
        Outbound = "outbound",
        /// Staff among themselves.
        Internal = "internal",
    }
}

declare! { Interaction "interaction" {
    /// What kind of contact it was.
    TYPE: InteractionType = "type", FieldKind::Code(InteractionType::CODES), Open, [segmentable];
    /// Who began it.
    DIRECTION: Direction = "direction", FieldKind::Code(Direction::CODES), Open, [segmentable];
    /// The line, account or site it came through.
    CHANNEL: String = "channel", FieldKind::Text, Open, [segmentable];
    /// One line.
    SUBJECT: String = "subject", FieldKind::Text, Personal, [];
    /// What was said.
    BODY: String = "body", FieldKind::LongText, Personal, [];
    /// When it happened.
    AT: Instant = "at", FieldKind::Instant, Open, [segmentable];
    /// Who of the staff.
    USER: Uuid = "user", FieldKind::Ref(Entity::Staff), Open, [segmentable];
    /// Which department.
    DEPARTMENT: String = "department", FieldKind::Text, Open, [segmentable];
    /// What came of it.
    OUTCOME: String = "outcome", FieldKind::Text, Personal, [];
    /// When to come back to it.
    FOLLOWUP_AT: Instant = "followup_at", FieldKind::Instant, Open, [];
    /// Marked by its author as not for everyone.
    PRIVATE: bool = "private", FieldKind::Bool, Open, [];
}}
