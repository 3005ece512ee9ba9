//! What a rule may ask for: the segmentable fields of the field table, and what is worked out from them.

use std::sync::OnceLock;

use innkeeper_domain::consent::{ConsentLight, Standing};
use innkeeper_domain::{Entity, Field, FieldKind, Shape, consent_event};

use crate::operator::Operator;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A guest.
    Guest,
    /// One reservation of a guest.
    Stay,
    /// Where a guest stands on one purpose and channel they were asked about.
    Consent,
    /// A call, a mail, a meeting, a note about a guest.
    Interaction,
}

/// The type of what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, compared by its folded form.
    Text,
    /// A set of texts: tags.
    Words,
    /// A whole number.
    Whole,
    /// Minor units.
    Money,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// One of these wire names.
    Code(&'static [&'static str]),
    /// ISO 3166-1 alpha-2.
    Country,
    /// BCP 47; a language holds for its regional forms too.
    Language,
    /// A member of staff, by id.
    Person,
    /// Things with fields of their own, asked one at a time.
    Each(About),
    /// Saved segments, by id.
    Segment,
}

/// What is worked out from the guest's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// Number of stays behind us.
    StayCount,
    /// Their nights; of one stay, its nights.
    Nights,
    /// What was spent on them.
    Spend,
    /// Departure of the last one.
    LastStay,
    /// Arrival of the stay going on, or of the next.
    NextStay,
    /// Days since the departure of the last one.
    DaysSinceStay,
    /// How recently the guest stayed, as a fifth of all who did: 5 is best.
    Recency,
    /// How often.
    Frequency,
    /// For how much.
    Monetary,
    /// All three as the digits of one number: 555 is best.
    RfmCell,
    /// May we write?
    Light,
    /// Whether the guest's birthday is within a stay, the day of departure included.
    Birthday,
    /// The reservations themselves.
    Stays,
    /// Where the guest stands on each purpose and channel.
    Consents,
    /// Calls, mails, meetings, notes.
    Interactions,
    /// Where the guest stands on one purpose and channel.
    Standing,
    /// Membership of saved segments.
    Segment,
}

/// Where the answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A field of the record.
    Declared(&'static Field),
    /// Worked out.
    Derived(Derived),
}

/// A field that a rule may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in rules.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Key of its label in the text catalogue.
    pub label: &'static str,
    /// Where the answer comes from.
    pub source: Source,
    /// Its place among everything that is about the same: what is worked out, then the fields of the record.
    pub(crate) place: usize,
}

const fn derived(name: &'static str, kind: Kind, label: &'static str, source: Derived) -> Question {
    Question { name, kind, label, source: Source::Derived(source), place: 0 }
}

const OF_GUEST: &[Question] = &[
    derived("stays", Kind::Each(About::Stay), "segment-field-stays", Derived::Stays),
    derived("stay_count", Kind::Whole, "segment-field-stay-count", Derived::StayCount),
    derived("nights", Kind::Whole, "segment-field-nights", Derived::Nights),
    derived("spend", Kind::Money, "segment-field-spend", Derived::Spend),
    derived("last_stay", Kind::Day, "segment-field-last-stay", Derived::LastStay),
    derived("days_since_stay", Kind::Whole, "segment-field-days-since-stay", Derived::DaysSinceStay),
    derived("next_stay", Kind::Day, "segment-field-next-stay", Derived::NextStay),
    derived("recency", Kind::Whole, "segment-field-recency", Derived::Recency),
    derived("frequency", Kind::Whole, "segment-field-frequency", Derived::Frequency),
    derived("monetary", Kind::Whole, "segment-field-monetary", Derived::Monetary),
    derived("rfm", Kind::Whole, "segment-field-rfm", Derived::RfmCell),
    derived("light", Kind::Code(ConsentLight::CODES), "segment-field-light", Derived::Light),
    derived("consents", Kind::Each(About::Consent), "segment-field-consents", Derived::Consents),
    derived("interactions", Kind::Each(About::Interaction), "segment-field-interactions", Derived::Interactions),
    derived("segment", Kind::Segment, "segment-field-segment", Derived::Segment),
];
const OF_STAY: &[Question] = &[
    derived("nights", Kind::Whole, "segment-field-nights", Derived::Nights),
    derived("birthday", Kind::Flag, "segment-field-birthday", Derived::Birthday),
];
const OF_CONSENT: &[Question] = &[derived("standing", Kind::Code(Standing::CODES), "segment-field-standing", Derived::Standing)];

const CONSENT_FIELDS: &[&str] = &[consent_event::PURPOSE.name(), consent_event::CHANNEL.name()];

fn tables(about: About) -> (&'static [Question], Entity) {
    match about {
        About::Guest => (OF_GUEST, Entity::Guest),
        About::Stay => (OF_STAY, Entity::Stay),
        About::Consent => (OF_CONSENT, Entity::ConsentEvent),
        About::Interaction => (&[], Entity::Interaction),
    }
}

/// What a field of the record is asked as; none where rules do not ask for it.
pub(crate) fn declared(about: About, field: &'static Field) -> Option<Question> {
    let at_hand = match about {
        About::Guest | About::Stay | About::Interaction => field.segmentable,
        About::Consent => CONSENT_FIELDS.contains(&field.name),
    };
    let kind = match field.kind {
        _ if field.shape == Shape::Set => Kind::Words,
        FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::Phone => Kind::Text,
        FieldKind::Int => Kind::Whole,
        FieldKind::Money => Kind::Money,
        // A moment is asked for by its day, in UTC: what a record says must not depend on where it is asked.
        FieldKind::Date | FieldKind::Instant => Kind::Day,
        FieldKind::Bool => Kind::Flag,
        FieldKind::Code(codes) => Kind::Code(codes),
        FieldKind::Country => Kind::Country,
        FieldKind::Language => Kind::Language,
        FieldKind::Ref(Entity::Staff) => Kind::Person,
        FieldKind::Decimal | FieldKind::Ref(_) => return None,
    };
    let place = tables(about).0.len() + field.position;
    at_hand.then_some(Question { name: field.name, kind, label: field.label, source: Source::Declared(field), place })
}

/// Everything that can be asked about a guest or a thing of a guest's: what is worked out first, then the fields in the order of forms.
pub fn fields(about: About) -> impl Iterator<Item = Question> {
    // Put together once: a guest who changes is asked for all of it.
    static KNOWN: [OnceLock<Vec<Question>>; 4] = [const { OnceLock::new() }; 4];
    let of_record = || innkeeper_domain::fields(tables(about).1).iter().filter_map(move |field| declared(about, field));
    KNOWN[about as usize].get_or_init(|| worked_out(about).chain(of_record()).collect()).iter().copied()
}

/// The field of this name.
#[must_use]
pub fn field(about: About, name: &str) -> Option<Question> {
    let known = worked_out(about).find(|question| question.name == name);
    known.or_else(|| declared(about, innkeeper_domain::field(tables(about).1, name)?))
}

/// How many places there are: [`Question::place`] is below it.
pub(crate) fn places(about: About) -> usize {
    let (worked_out, entity) = tables(about);
    worked_out.len() + innkeeper_domain::fields(entity).len()
}

fn worked_out(about: About) -> impl Iterator<Item = Question> {
    tables(about).0.iter().enumerate().map(|(place, question)| Question { place, ..*question })
}

impl Question {
    /// Whether it tells how a guest compares with the others, so that a change of one may change it for all.
    pub(crate) fn is_rank(&self) -> bool {
        matches!(self.source, Source::Derived(Derived::Recency | Derived::Frequency | Derived::Monetary | Derived::RfmCell))
    }

    /// The operators that go with it, in the order of menus; none for things, which have a [`crate::Match`] instead.
    pub fn operators(&self) -> impl Iterator<Item = Operator> {
        let kind = self.kind;
        Operator::ALL.iter().copied().filter(move |operator| operator.takes(kind))
    }

    /// The wire names it is chosen from; empty when it is not chosen from a list.
    #[must_use]
    pub fn codes(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Code(codes) => codes,
            _ => &[],
        }
    }

    /// Key of a wire name's word in the text catalogue.
    #[must_use]
    pub fn code_label(&self, code: &str) -> String {
        match self.source {
            Source::Declared(field) => field.code_label(code),
            Source::Derived(Derived::Light) => format!("consent-light-{code}"),
            Source::Derived(_) => format!("consent-standing-{code}"),
        }
    }
}
