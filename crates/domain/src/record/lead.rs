//! Someone met at a fair, on the telephone or on the website, who may become a guest.

use crate::codes::codes;
use crate::field::{Entity, FieldKind, declare};
use crate::{Currency, Instant, Uuid};

codes! {
    /// Where the lead was met.
    pub enum LeadSource {
        /// A trade fair.
        TradeShow = "trade-show",
        /// The website.
        Website = "website",
        /// Sent by someone.
        Referral = "referral",
        /// A travel agent.
        Agent = "agent",
        /// Walked in.
        WalkIn = "walk-in",
        /// Called.
        Phone = "phone",
        /// A file.
        Import = "import",
        /// Answered a campaign.
        Campaign = "campaign",
    }
}

codes! {
    /// How far the lead has come.
    pub enum LeadStatus {
        /// Nobody has written yet.
        New = "new",
        /// In talks.
        Working = "working",
        /// Worth an offer.
        Qualified = "qualified",
        /// Not for us.
        Unqualified = "unqualified",
        /// Became a guest.
        Converted = "converted",
    }
}

codes! {
    /// How warm, from A, to be called within a day, to D.
    pub enum Grade {
        /// Within 24 hours.
        A = "a",
        /// Within 48 hours.
        B = "b",
        /// This month.
        C = "c",
        /// Only to be kept.
        D = "d",
    }
}

codes! {
    /// What the lead asks for.
    pub enum Interest {
        /// Groups.
        Group = "group",
        /// Meetings, incentives, conferences, exhibitions.
        Mice = "mice",
        /// Individual travellers.
        Fit = "fit",
        /// Company rates.
        Corporate = "corporate",
        /// Weddings.
        Wedding = "wedding",
        /// Holidays.
        Leisure = "leisure",
    }
}

declare! { Lead "lead" {
    /// Title before the name.
    NAME_PREFIX: String = "name_prefix", FieldKind::Text, Personal, [];
    /// Given name.
    GIVEN_NAME: String = "given_name", FieldKind::Text, Personal, [segmentable];
    /// Family name.
    SURNAME: String = "surname", FieldKind::Text, Personal, [segmentable];
    /// The whole name in the other script.
    NATIVE_NAME: String = "native_name", FieldKind::Text, Personal, [];
    /// The company.
    COMPANY_NAME: String = "company_name", FieldKind::Text, Personal, [segmentable];
    /// What they do there.
    JOB_TITLE: String = "job_title", FieldKind::Text, Personal, [];
    /// The e-mail address.
    EMAIL: String = "email", FieldKind::Email, Personal, [segmentable];
    /// The telephone number.
    PHONE: String = "phone", FieldKind::Phone, Personal, [];
    /// City.
    CITY: String = "city", FieldKind::Text, Personal, [segmentable];
    /// Country.
    COUNTRY: String = "country", FieldKind::Country, Open, [segmentable];
    /// The language to write in.
    LANGUAGE: String = "language", FieldKind::Language, Open, [segmentable, lww];
    /// Where the lead was met.
    SOURCE: LeadSource = "source", FieldKind::Code(LeadSource::CODES), Open, [segmentable];
    /// The fair, the page, the campaign.
    SOURCE_DETAIL: String = "source_detail", FieldKind::Text, Open, [segmentable];
    /// When.
    CAPTURED_AT: Instant = "captured_at", FieldKind::Instant, Open, [segmentable];
    /// By whom.
    CAPTURED_BY: Uuid = "captured_by", FieldKind::Ref(Entity::Staff), Open, [segmentable];
    /// What they ask for.
    INTERESTS: Interest = "interests", FieldKind::Code(Interest::CODES), Open, [set, segmentable];
    /// When they would travel, in their words.
    TRAVEL_PERIOD: String = "travel_period", FieldKind::Text, Open, [];
    /// How many room nights.
    ROOM_NIGHTS: i64 = "room_nights", FieldKind::Int, Open, [segmentable];
    /// What they would spend.
    BUDGET: i64 = "budget", FieldKind::Money, Financial, [segmentable];
    /// Currency of the amounts of this record, ISO 4217.
    CURRENCY: Currency = "currency", FieldKind::Text, Open, [];
    /// How warm.
    GRADE: Grade = "grade", FieldKind::Code(Grade::CODES), Open, [segmentable];
    /// How far it has come.
    STATUS: LeadStatus = "status", FieldKind::Code(LeadStatus::CODES), Open, [segmentable];
    /// What is to be done next.
    NEXT_STEP: String = "next_step", FieldKind::Text, Personal, [];
    /// When it was first followed up.
    FIRST_FOLLOWUP_AT: Instant = "first_followup_at", FieldKind::Instant, Open, [segmentable];
    /// Who looks after it.
    OWNER: Uuid = "owner", FieldKind::Ref(Entity::Staff), Open, [segmentable];
    /// The lead this one repeats.
    DUPLICATE_OF: Uuid = "duplicate_of", FieldKind::Ref(Entity::Lead), Open, [];
    /// The guest it became.
    CONVERTED_TO: Uuid = "converted_to", FieldKind::Ref(Entity::Guest), Open, [];
    /// Words the hotel puts on it.
    TAGS: String = "tags", FieldKind::Text, Personal, [set, segmentable];
    /// What else was said.
    NOTES: String = "notes", FieldKind::LongText, Personal, [];
}}
