//! The guest profile.

use crate::codes::codes;
use crate::field::{Entity, FieldKind, declare};
use crate::{Date, Uuid};

codes! {
    /// Where a guest is in their life with the hotel.
    pub enum LifecycleStage {
        /// Known, has not stayed.
        Potential = "potential",
        /// Stayed, or is booked, for the first time.
        FirstTime = "first-time",
        /// Likely to come again.
        Opportunity = "opportunity",
        /// Comes again and again.
        LongTerm = "long-term",
        /// Comes here rather than elsewhere.
        Loyal = "loyal",
        /// Away for longer than usual.
        Dormant = "dormant",
        /// Will not come back.
        Lost = "lost",
    }
}

codes! {
    /// As the guest states it.
    pub enum Gender {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Neither, or another word.
        Other = "other",
    }
}

declare! { Guest "guest" {
    /// The hotel's number for the guest: the external one, else `G-` and a sequence.
    NUMBER: String = "number", FieldKind::Text, Open, [house, segmentable];
    /// Title before the name: Mr, Dr, Prof.
    NAME_PREFIX: String = "name_prefix", FieldKind::Text, Personal, [];
    /// Given name.
    GIVEN_NAME: String = "given_name", FieldKind::Text, Personal, [segmentable];
    /// Middle names.
    MIDDLE_NAME: String = "middle_name", FieldKind::Text, Personal, [];
    /// Family name.
    SURNAME: String = "surname", FieldKind::Text, Personal, [segmentable];
    /// Second family name, as in Spanish and Portuguese use.
    SURNAME2: String = "surname2", FieldKind::Text, Personal, [segmentable];
    /// Jr, III, PhD.
    NAME_SUFFIX: String = "name_suffix", FieldKind::Text, Personal, [];
    /// The whole name in the guest's other script, or its transliteration.
    NATIVE_NAME: String = "native_name", FieldKind::Text, Personal, [];
    /// Gender, as the guest states it.
    GENDER: Gender = "gender", FieldKind::Code(Gender::CODES), Personal, [segmentable];
    /// Date of birth.
    BIRTH_DATE: Date = "birth_date", FieldKind::Date, Personal, [segmentable];
    /// Citizenship.
    NATIONALITY: String = "nationality", FieldKind::Country, Open, [segmentable];
    /// The language to write in.
    LANGUAGE: String = "language", FieldKind::Language, Open, [segmentable, lww];
    /// Profession.
    PROFESSION: String = "profession", FieldKind::Text, Personal, [segmentable];
    /// The e-mail address to write to.
    EMAIL: String = "email", FieldKind::Email, Personal, [segmentable];
    /// The telephone number to call.
    PHONE: String = "phone", FieldKind::Phone, Personal, [segmentable];
    /// Further e-mail addresses.
    MORE_EMAILS: String = "more_emails", FieldKind::Email, Personal, [set];
    /// Further telephone numbers.
    MORE_PHONES: String = "more_phones", FieldKind::Phone, Personal, [set];
    /// Street and house.
    ADDRESS_LINE1: String = "address_line1", FieldKind::Text, Personal, [];
    /// Flat, building, care of.
    ADDRESS_LINE2: String = "address_line2", FieldKind::Text, Personal, [];
    /// City.
    CITY: String = "city", FieldKind::Text, Personal, [segmentable];
    /// Postal code.
    POSTAL_CODE: String = "postal_code", FieldKind::Text, Personal, [segmentable];
    /// Country of residence.
    COUNTRY: String = "country", FieldKind::Country, Open, [segmentable];
    /// The hotel's VIP code.
    VIP: String = "vip", FieldKind::Text, Open, [segmentable];
    /// The company the guest travels for.
    COMPANY_NAME: String = "company_name", FieldKind::Text, Personal, [segmentable];
    /// What the guest eats and does not.
    DIETARY: String = "dietary", FieldKind::LongText, Sensitive, [];
    /// Allergies: shown first and in red.
    ALLERGIES: String = "allergies", FieldKind::LongText, Sensitive, [];
    /// What the guest needs to get about.
    ACCESSIBILITY: String = "accessibility", FieldKind::LongText, Sensitive, [];
    /// Wishes and habits: high floor, feather-free, the morning paper.
    PREFERENCES: String = "preferences", FieldKind::Text, Personal, [set, segmentable];
    /// Words the hotel puts on the profile.
    TAGS: String = "tags", FieldKind::Text, Personal, [set, segmentable];
    /// Licence plate.
    CAR_REGISTRATION: String = "car_registration", FieldKind::Text, Personal, [];
    /// Who looks after the guest.
    OWNER: Uuid = "owner", FieldKind::Ref(Entity::Staff), Open, [segmentable];
    /// Not to be booked without asking.
    RESTRICTED: bool = "restricted", FieldKind::Bool, Open, [segmentable];
    /// Why not.
    RESTRICTION_REASON: String = "restriction_reason", FieldKind::LongText, Sensitive, [];
    /// Where the guest is in their life with the hotel.
    STAGE: LifecycleStage = "stage", FieldKind::Code(LifecycleStage::CODES), Open, [segmentable, lww];
    /// How the profile came here: an import, a fair, the desk.
    SOURCE: String = "source", FieldKind::Text, Open, [segmentable, lww];
    /// The profile's number in another system, `system:id`.
    EXTERNAL_REF: String = "external_ref", FieldKind::Text, Personal, [house];
    /// Another profile that may be of the same person, as the house's systems suppose: staff decide, nothing is merged by itself.
    MAY_BE: Uuid = "may_be", FieldKind::Ref(Entity::Guest), Open, [house];
    /// Profiles that staff said are of other people.
    NOT_DUPLICATE_OF: Uuid = "not_duplicate_of", FieldKind::Ref(Entity::Guest), Open, [set];
}}
