//! One guest as the page shows them, from the folded file.

use std::collections::BTreeMap;

use innkeeper_domain::consent::{Channel, ConsentFact, Purpose, Standing, standing};
use innkeeper_domain::field::{Shape, Writer};
use innkeeper_domain::name::PersonName;
use innkeeper_domain::stay::{self, StayFact, summarise};
use innkeeper_domain::value::Value;
use innkeeper_domain::{Date, Entity, Fields, Instant, consent_event, fields, guest, interaction, order};
use innkeeper_sync::id::{Dot, UserId};
use innkeeper_sync::state::{Entry, Record, Register, RootState};
use uuid::Uuid;

use crate::directory::Directory;
use crate::facts::{CONSENTS, INTERACTIONS};
use crate::protocol::{ChoiceView, ConsentTextView, ConsentView, FieldView, GuestRow, GuestView, Happening, StayView, TimelineItem};

/// What a guest's page needs besides the file itself.
pub struct Context<'a> {
    /// Names of people and devices, wordings.
    pub directory: &'a Directory,
    /// This device.
    pub own: innkeeper_sync::id::DeviceId,
    /// Own ops that are not in the log.
    pub unsent: &'a dyn Fn(Dot) -> bool,
    /// Today, where the device is.
    pub today: Date,
    /// Now, milliseconds since 1970.
    pub now: i64,
    /// The person may change guests.
    pub editable: bool,
    /// The person may record consent decisions.
    pub can_consent: bool,
}

/// The page of a guest. `row` is the guest's row in the list, `state` the file with own ops folded in.
#[must_use]
pub fn guest_view(row: GuestRow, record: &Record, state: &RootState, context: &Context<'_>) -> GuestView {
    let language = record.get(guest::LANGUAGE);
    let stays: Vec<&Record> =
        state.records.values().filter(|r| r.entity == Entity::Stay.code() && !r.is_archived() && StayFact::of(*r).is_some()).collect();
    let facts: Vec<StayFact> = stays.iter().filter_map(|r| StayFact::of(*r)).collect();
    let summary = summarise(&facts, context.today);
    let shown = |at: usize| stay_view(stays[at], &facts[at]);
    GuestView {
        monogram: PersonName::of_guest(record).monogram(language.as_deref()),
        next: summary.current.or(summary.next).map(shown),
        last: summary.last.map(shown),
        cancelled: summary.cancelled,
        no_shows: summary.no_shows,
        fields: field_views(Entity::Guest, record, context),
        sets: set_views(record),
        timeline: timeline(record, &stays, &facts, context),
        consents: consents(record, context),
        texts: context.directory.texts_for(language.as_deref()),
        created: record.created.eff.ms(),
        created_by: context.directory.person(record.created_by),
        editable: context.editable && state.erased.is_none(),
        can_consent: context.can_consent && state.erased.is_none(),
        erased: state.erased.map(|stamp| stamp.eff.ms()),
        row,
    }
}

/// Members of sets by wire name, where there are any.
pub(crate) fn set_views(record: &Record) -> BTreeMap<String, Vec<Value>> {
    let sets = record.sets.iter().map(|(name, members)| (name.clone(), members.keys().cloned().collect()));
    order::map(sets.filter(|(_, members): &(String, Vec<Value>)| !members.is_empty()))
}

/// Fields that have a value, and all that may be edited, in the order of the field table.
pub(crate) fn field_views(entity: Entity, record: &Record, context: &Context<'_>) -> Vec<FieldView> {
    let nothing = Register::default();
    let registers = fields(entity).iter().filter(|f| f.shape == Shape::Register);
    registers
        .map(|field| {
            let register = record.registers.get(field.name).unwrap_or(&nothing);
            let hidden = register.siblings.iter().any(|s| s.value == Value::Hidden);
            FieldView {
                name: field.name.to_owned(),
                choices: choices(register, context),
                seen: register.seen(),
                editable: context.editable && field.writer == Writer::Anyone && !hidden,
            }
        })
        .filter(|view| view.editable || !view.choices.is_empty())
        .collect()
}

fn choices(register: &Register, context: &Context<'_>) -> Vec<ChoiceView> {
    let choices = register.choices();
    let alone = choices.len() == 1;
    let choices = choices.into_iter().filter(|s| !(alone && s.value == Value::Empty));
    choices
        .map(|sibling| {
            let dev = sibling.stamp.dot.dev();
            let mine = dev == context.own;
            ChoiceView {
                value: sibling.value.clone(),
                by: context.directory.person(sibling.by),
                at: sibling.stamp.eff.ms(),
                device: if mine { None } else { context.directory.device(dev) },
                mine,
            }
        })
        .collect()
}

fn stay_view(record: &Record, fact: &StayFact) -> StayView {
    let text = |name: &str| record.value(name).and_then(Value::as_text).unwrap_or_default().to_owned();
    let number = text(stay::ROOM_NUMBER.name());
    StayView {
        status: fact.status.code().to_owned(),
        arrival: fact.arrival,
        departure: fact.departure,
        nights: fact.nights().unwrap_or(0),
        room: if number.is_empty() { text(stay::ROOM_TYPE_BOOKED.name()) } else { number },
        party: (record.get(stay::ADULTS).unwrap_or(0), record.get(stay::CHILDREN).unwrap_or(0)),
        total: fact.total.map(|m| (m.minor, m.currency.code().to_owned())),
        board: text(stay::BOARD.name()),
        channel: text(stay::CHANNEL.name()),
        property: text(stay::PROPERTY.name()),
        number: text(stay::CONFIRMATION_NUMBER.name()),
    }
}

fn timeline(record: &Record, stays: &[&Record], facts: &[StayFact], context: &Context<'_>) -> Vec<TimelineItem> {
    let mut items: Vec<TimelineItem> = stays
        .iter()
        .zip(facts)
        .map(|(stay, fact)| TimelineItem {
            at: fact.arrival.map_or(stay.created.eff.ms(), noon),
            by: context.directory.person(stay.created_by),
            unsent: (context.unsent)(stay.created.dot),
            what: Happening::Stay(stay_view(stay, fact)),
        })
        .collect();
    items.extend(record.entries(INTERACTIONS).iter().map(|entry| interaction_item(entry, context)));
    items.extend(record.entries(CONSENTS).iter().filter_map(|entry| consent_item(entry, context)));
    order::sort_by_key(&mut items, |item| std::cmp::Reverse(item.at));
    items
}

fn noon(date: Date) -> i64 {
    (i64::from(date.days_since_epoch()) * 24 + 12) * 3_600_000
}

fn item(entry: &Entry, at: i64, context: &Context<'_>, what: Happening) -> TimelineItem {
    let unsent = (context.unsent)(entry.stamp.dot) || entry.amendments.last().is_some_and(|a| (context.unsent)(a.stamp.dot));
    TimelineItem { at, by: context.directory.person(entry.by), unsent, what }
}

fn interaction_item(entry: &Entry, context: &Context<'_>) -> TimelineItem {
    let current = entry.current();
    let text = |name: &str| current.get(name).and_then(Value::as_text).unwrap_or_default().to_owned();
    let what = Happening::Interaction {
        entry: entry.id,
        kind: text(interaction::TYPE.name()),
        subject: text(interaction::SUBJECT.name()),
        body: text(interaction::BODY.name()),
        amended: entry.retracted().is_none() && !entry.amendments.is_empty(),
        retracted: entry.retracted().map(|reason| reason.as_text().unwrap_or_default().to_owned()),
    };
    let at = Fields::get(&current, interaction::AT).map_or(entry.stamp.eff.ms(), |at| at.0);
    item(entry, at, context, what)
}

fn consent_item(entry: &Entry, context: &Context<'_>) -> Option<TimelineItem> {
    let fact = ConsentFact::of(&entry.fields)?;
    let text = Fields::get(&entry.fields, consent_event::TEXT).and_then(|id| context.directory.text(id));
    let what = Happening::Consent { purpose: fact.purpose, channel: fact.channel, decision: fact.decision, text };
    Some(item(entry, time_of(entry, &fact), context, what))
}

fn time_of(entry: &Entry, fact: &ConsentFact) -> i64 {
    if fact.at.0 == i64::MIN { entry.stamp.eff.ms() } else { fact.at.0 }
}

/// Where each purpose and channel stands.
pub(crate) fn consents(record: &Record, context: &Context<'_>) -> Vec<ConsentView> {
    let entries = record.entries(CONSENTS);
    let facts: Vec<ConsentFact> = entries.iter().filter_map(|e| ConsentFact::of(&e.fields)).collect();
    let mut latest: BTreeMap<(Purpose, Channel), (i64, UserId)> = BTreeMap::new();
    for entry in entries {
        if let Some(fact) = ConsentFact::of(&entry.fields) {
            let at = time_of(entry, &fact);
            let last = latest.entry((fact.purpose, fact.channel)).or_insert((at, entry.by));
            if at >= last.0 {
                *last = (at, entry.by);
            }
        }
    }
    let view = |((purpose, channel), (at, by))| {
        let standing = standing(&facts, purpose, channel, Instant(context.now));
        (standing != Standing::NotAsked).then(|| ConsentView { purpose, channel, standing, at, by: context.directory.person(by) })
    };
    latest.into_iter().filter_map(view).collect()
}

/// A wording as its record holds it.
#[must_use]
pub fn consent_text(id: Uuid, record: &Record) -> Option<ConsentTextView> {
    use innkeeper_domain::consent_text as text;
    Some(ConsentTextView {
        id,
        name: record.get(text::TEXT_ID)?,
        purpose: record.get(text::PURPOSE)?,
        version: record.get(text::VERSION)?,
        locale: record.get(text::LOCALE)?,
        text: record.get(text::TEXT)?,
        sha256: record.get(text::SHA256)?,
    })
}
