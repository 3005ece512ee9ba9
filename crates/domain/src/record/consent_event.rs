//! One entry of the consent ledger: who decided what, about which purpose and channel, shown which words, how it is known.

use crate::codes::codes;
use crate::consent::{Channel, Decision, Purpose};
use crate::field::{Entity, FieldKind, declare};
use crate::{Instant, Uuid};

codes! {
    /// Why the hotel may do it (GDPR Article 6).
    pub enum LawfulBasis {
        /// The person agreed.
        Consent = "consent",
        /// Needed for the stay.
        Contract = "contract",
        /// A law demands it.
        LegalObligation = "legal-obligation",
        /// The hotel's interest, weighed against the person's.
        LegitimateInterest = "legitimate-interest",
    }
}

codes! {
    /// How the person let it be known.
    pub enum Method {
        /// A box ticked by the person.
        Tick = "tick",
        /// A signature.
        Signature = "signature",
        /// A link in a mail, opened.
        DoubleOptIn = "double-opt-in",
        /// Said, with a witness.
        Verbal = "verbal",
        /// A link or answer to stop.
        Unsubscribe = "unsubscribe",
        /// Brought by an import.
        Import = "import",
    }
}

codes! {
    /// Where it was collected.
    pub enum Source {
        /// A form on a website.
        Widget = "widget",
        /// A trade fair.
        Fair = "fair",
        /// A member of staff.
        Staff = "staff",
        /// A file.
        Import = "import",
    }
}

declare! { ConsentEvent "consent" {
    /// Whose decision, if a guest's.
    GUEST: Uuid = "guest", FieldKind::Ref(Entity::Guest), Open, [];
    /// Whose decision, if a lead's.
    LEAD: Uuid = "lead", FieldKind::Ref(Entity::Lead), Open, [];
    /// What for.
    PURPOSE: Purpose = "purpose", FieldKind::Code(Purpose::CODES), Open, [segmentable];
    /// By which way.
    CHANNEL: Channel = "channel", FieldKind::Code(Channel::CODES), Open, [segmentable];
    /// What was decided.
    DECISION: Decision = "decision", FieldKind::Code(Decision::CODES), Open, [segmentable];
    /// Lawful basis.
    LAWFUL_BASIS: LawfulBasis = "lawful_basis", FieldKind::Code(LawfulBasis::CODES), Open, [];
    /// The wording shown.
    TEXT: Uuid = "text", FieldKind::Ref(Entity::ConsentText), Open, [];
    /// Its name.
    TEXT_ID: String = "text_id", FieldKind::Text, Open, [];
    /// Its version.
    TEXT_VERSION: i64 = "text_version", FieldKind::Int, Open, [];
    /// Its language.
    TEXT_LOCALE: String = "text_locale", FieldKind::Language, Open, [];
    /// SHA-256 of its words, hexadecimal: proof against a later change.
    TEXT_SHA256: String = "text_sha256", FieldKind::Text, Open, [];
    /// The company that answers for it.
    CONTROLLER: String = "controller", FieldKind::Text, Open, [];
    /// Where it was collected.
    SOURCE: Source = "source", FieldKind::Code(Source::CODES), Open, [segmentable];
    /// The site and page, the fair, the file and row.
    SOURCE_DETAIL: String = "source_detail", FieldKind::Text, Personal, [];
    /// Who of the staff collected it.
    COLLECTOR: Uuid = "collector", FieldKind::Ref(Entity::Staff), Open, [];
    /// On which device.
    DEVICE: Uuid = "device", FieldKind::Ref(Entity::Device), Open, [];
    /// How the person let it be known.
    METHOD: Method = "method", FieldKind::Code(Method::CODES), Open, [];
    /// Who heard it, if it was said.
    WITNESS: String = "witness", FieldKind::Text, Personal, [];
    /// When, by the device's clock.
    OCCURRED_AT: Instant = "occurred_at", FieldKind::Instant, Open, [segmentable];
    /// When the server had it.
    RECORDED_AT: Instant = "recorded_at", FieldKind::Instant, Open, [house];
    /// Where the proof lies.
    EVIDENCE: String = "evidence", FieldKind::Text, Personal, [];
    /// Whose law.
    JURISDICTION: String = "jurisdiction", FieldKind::Text, Open, [];
    /// Until when it holds.
    EXPIRES_AT: Instant = "expires_at", FieldKind::Instant, Open, [];
    /// The entry before, of the same purpose and channel.
    PREVIOUS: Uuid = "previous", FieldKind::Ref(Entity::ConsentEvent), Open, [];
}}
