//! Where a person stands on being written to: the fold of the consent ledger, per purpose and channel.

use crate::Instant;
use crate::codes::codes;

codes! {
    /// What a consent is for.
    pub enum Purpose {
        /// News and offers.
        Marketing = "marketing",
        /// The loyalty programme.
        Loyalty = "loyalty",
        /// Surveys.
        Survey = "survey",
        /// Following what a visitor does on the website.
        Tracking = "tracking",
        /// Drawing conclusions from what is known.
        Profiling = "profiling",
        /// Passing on to partners.
        Partner = "partner",
        /// Messages about a stay.
        Transactional = "transactional",
    }
}

codes! {
    /// The way a message takes.
    pub enum Channel {
        /// E-mail.
        Email = "email",
        /// Text message.
        Sms = "sms",
        /// Telephone.
        Phone = "phone",
        /// Letter.
        Post = "post",
        /// WhatsApp.
        Whatsapp = "whatsapp",
        /// Push message.
        Push = "push",
        /// The website itself.
        Web = "web",
    }
}

codes! {
    /// What one entry of the ledger says.
    pub enum Decision {
        /// Yes.
        Granted = "granted",
        /// No.
        Refused = "refused",
        /// Not any more.
        Withdrawn = "withdrawn",
        /// Asked, and not confirmed yet (double opt-in).
        Pending = "pending",
        /// Ran out.
        Expired = "expired",
    }
}

codes! {
    /// Where someone stands now.
    pub enum Standing {
        /// May be contacted.
        Granted = "granted",
        /// Said no.
        Refused = "refused",
        /// Took a yes back.
        Withdrawn = "withdrawn",
        /// Asked, and not confirmed yet: not to be contacted.
        Pending = "pending",
        /// A yes that ran out.
        Expired = "expired",
        /// Never asked.
        NotAsked = "not-asked",
    }
}

codes! {
    /// The light beside a name: may we write offers by e-mail?
    pub enum ConsentLight {
        /// Yes.
        Yes = "yes",
        /// Only about stays.
        StaysOnly = "stays-only",
        /// No.
        No = "no",
        /// Not asked yet.
        NotAsked = "not-asked",
    }
}

impl Standing {
    /// Whether the hotel may write for that purpose by that channel.
    pub const fn may_contact(self) -> bool {
        matches!(self, Self::Granted)
    }

    /// Key of its word in the text catalogue.
    pub fn label(self) -> String {
        format!("consent-standing-{}", self.code())
    }
}

impl ConsentLight {
    /// Key of its word in the text catalogue.
    pub fn label(self) -> String {
        format!("consent-light-{}", self.code())
    }
}

impl Decision {
    /// The stricter, the higher: of two decisions of the same moment the stricter one stands.
    const fn strictness(self) -> u8 {
        match self {
            Self::Granted => 0,
            Self::Pending => 1,
            Self::Expired => 2,
            Self::Refused => 3,
            Self::Withdrawn => 4,
        }
    }
}

/// What the fold needs of one entry of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentFact {
    /// What for.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
    /// What was decided.
    pub decision: Decision,
    /// When, corrected for the device's clock.
    pub at: Instant,
    /// Until when a yes holds.
    pub expires_at: Option<Instant>,
}

impl ConsentFact {
    /// The fact told by an entry of the ledger; none if purpose, channel or decision is missing or unknown. An entry
    /// without a time counts as made at the beginning of time, so that any dated entry stands above it.
    pub fn of(entry: &impl crate::Fields) -> Option<Self> {
        use crate::consent_event as entry_fields;
        Some(Self {
            purpose: entry.get(entry_fields::PURPOSE)?,
            channel: entry.get(entry_fields::CHANNEL)?,
            decision: entry.get(entry_fields::DECISION)?,
            at: entry.get(entry_fields::OCCURRED_AT).unwrap_or(Instant(i64::MIN)),
            expires_at: entry.get(entry_fields::EXPIRES_AT),
        })
    }
}

/// Where someone stands for a purpose and channel: the latest decision, the strictest where several are of one moment,
/// in whatever order the facts come. A yes past its end is expired.
pub fn standing(facts: &[ConsentFact], purpose: Purpose, channel: Channel, now: Instant) -> Standing {
    let about = facts.iter().filter(|fact| fact.purpose == purpose && fact.channel == channel);
    // Two yeses of one moment: the one that ends sooner is the stricter.
    let soonest_end_last = |fact: &ConsentFact| core::cmp::Reverse(fact.expires_at.unwrap_or(Instant(i64::MAX)));
    let Some(last) = about.max_by_key(|fact| (fact.at, fact.decision.strictness(), soonest_end_last(fact))) else {
        return Standing::NotAsked;
    };
    match last.decision {
        Decision::Granted if last.expires_at.is_some_and(|end| end <= now) => Standing::Expired,
        Decision::Granted => Standing::Granted,
        Decision::Refused => Standing::Refused,
        Decision::Withdrawn => Standing::Withdrawn,
        Decision::Pending => Standing::Pending,
        Decision::Expired => Standing::Expired,
    }
}

/// The light beside a name, about marketing by e-mail: lit by a yes to it; half lit where offers are not wanted (or were
/// not asked about) and messages about stays are; a question nobody answered yet, pending ones too, counts as not asked.
pub fn light(facts: &[ConsentFact], now: Instant) -> ConsentLight {
    let stays = standing(facts, Purpose::Transactional, Channel::Email, now).may_contact();
    match standing(facts, Purpose::Marketing, Channel::Email, now) {
        Standing::Granted => ConsentLight::Yes,
        _ if stays => ConsentLight::StaysOnly,
        Standing::NotAsked | Standing::Pending => ConsentLight::NotAsked,
        Standing::Refused | Standing::Withdrawn | Standing::Expired => ConsentLight::No,
    }
}
