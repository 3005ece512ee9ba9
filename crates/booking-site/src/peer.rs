//! Reservations that another system tells: a booking engine by the webhook, a channel manager by its messages in a file.
//!
//! The ids of the guest and the stay are made from the numbers they have there, so the same reservation told twice is here once, whoever tells it.
//! A later word changes what it says and nothing else; a detail of the guest that staff have corrected since stays as they left it.

use std::collections::BTreeMap;

use innkeeper_domain::stay::StayStatus;
use innkeeper_domain::{Currency, Date, Entity, Field, FromValue, Value, Writer, field, guest, stay};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntId, RootId, UserId};
use innkeeper_sync::op::{Kind, SetField};
use innkeeper_sync::state::{Record, RootState};
use innkeeper_texts::Key;
use serde::Serialize;
use utoipa::ToSchema;

use crate::import::cell::{self, Around};
use crate::import::map::{Reading, Separator, Source};
use crate::store::{Store, StoreError, Tx, log};
use crate::writer;

pub mod opentravel;
pub mod secret;

/// Most characters of a number.
const NUMBER_MAX: usize = 100;

/// A field and what is written for it.
pub type Word = (&'static Field, String);

/// A reservation as another system tells it; every value still as it is written there. What is empty is not told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reservation {
    /// Its number there.
    pub number: String,
    /// The guest's number there; empty where the system has none, then the guest is this reservation's own.
    pub guest_number: String,
    /// Fields of the guest.
    pub guest: Vec<Word>,
    /// Fields of the stay.
    pub stay: Vec<Word>,
}

/// What became of a reservation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Done {
    /// It is new.
    Made,
    /// It was here, and says something else now.
    Changed,
    /// All of it was here.
    Unchanged,
}

/// A value that was not taken as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Flaw {
    /// The field.
    pub field: &'static str,
    /// What is wrong: a code of the import's findings, or of the domain's problems.
    pub code: String,
}

/// A reservation that is here now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Taken {
    /// The guest.
    #[schema(value_type = uuid::Uuid)]
    pub guest: RootId,
    /// The stay, a record of the guest's file.
    #[schema(value_type = uuid::Uuid)]
    pub stay: EntId,
    /// What was done.
    pub done: Done,
    /// What was left out or read by a guess.
    pub flaws: Vec<Flaw>,
}

/// Why nothing of a reservation is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Without a number the next word about it would make another.
    #[error("the reservation has no number, or one of more than {NUMBER_MAX} characters")]
    NoNumber,
    /// New, and without days in their order.
    #[error("a new reservation needs an arrival and a departure after it")]
    NoDays,
    /// New, and nobody's.
    #[error("a new reservation needs a guest with a name, an e-mail address or a phone number")]
    Nobody,
    /// A cancellation of what never came.
    #[error("there is no such reservation here to cancel")]
    Unknown,
}

impl Refusal {
    /// The sentence.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::NoNumber => Key::ProblemReservationNumber,
            Self::NoDays => Key::ProblemReservationDays,
            Self::Nobody => Key::ProblemReservationNobody,
            Self::Unknown => Key::ProblemReservationUnknown,
        }
    }
}

/// The author of what a system tells.
fn author(system: &str) -> UserId {
    UserId::of_source(&format!("peer:{system}"))
}

/// Takes a reservation that `system` tells, at `now` (milliseconds UTC).
///
/// # Errors
/// When the database fails; nothing is written then.
pub async fn take(store: &Store, system: &str, told: &Reservation, now: i64) -> Result<Result<Taken, Refusal>, StoreError> {
    let (answer, head) = store
        .retrying(|| async {
            let mut tx = store.write().await?;
            let draft = match draft_in(&mut tx, system, told).await? {
                Ok(draft) => draft,
                Err(refusal) => return Ok::<_, StoreError>((Err(refusal), None)),
            };
            if draft.group.is_empty() {
                return Ok((Ok(draft.taken), None));
            }
            let head = writer::append_in(&mut tx, vec![draft.group], author(system), now).await?.head;
            tx.commit().await?;
            Ok((Ok(draft.taken), Some(head)))
        })
        .await?;
    store.announce(head.unwrap_or_default());
    Ok(answer)
}

/// What would become of it; nothing is written.
///
/// # Errors
/// When the database fails.
pub async fn check(store: &Store, system: &str, told: &Reservation) -> Result<Result<Taken, Refusal>, StoreError> {
    Ok(draft_in(&mut store.write().await?, system, told).await?.map(|draft| draft.taken))
}

/// What would be written, and said.
struct Drafted {
    group: Vec<Draft>,
    taken: Taken,
}

async fn draft_in(tx: &mut Tx, system: &str, told: &Reservation) -> Result<Result<Drafted, Refusal>, StoreError> {
    let number = told.number.trim();
    if number.is_empty() || number.chars().count() > NUMBER_MAX {
        return Ok(Err(Refusal::NoNumber));
    }
    // Two deliveries at once: the second one sees what the first has written.
    log::lock_head(tx).await?;
    let stay = EntId(UserId::of_source(&format!("peer:{system}:stay:{number}")).0);
    let guest = match told.guest_number.trim() {
        "" => format!("of {number}"),
        named => named.to_owned(),
    };
    let root = RootId(UserId::of_source(&format!("peer:{system}:guest:{guest}")).0);
    let states = log::states_of(tx, &[root]).await?;
    let state = states.get(&root).map(|at| &at.state);
    Ok(draft(system, told, number, root, stay, state))
}

fn draft(system: &str, told: &Reservation, number: &str, root: RootId, ent: EntId, state: Option<&RootState>) -> Result<Drafted, Refusal> {
    let known = state.and_then(|state| state.own(root));
    let known_stay = state.and_then(|state| state.records.get(&ent));
    let currency = told.word(stay::CURRENCY.field()).and_then(|text| text.to_uppercase().parse().ok());
    let country = told.word(guest::COUNTRY.field());
    let around = Around { currency: currency.unwrap_or(Currency::EUR), country, zone: None };
    let mut flaws = Vec::new();
    let mut guest = read(&told.guest, around, &mut flaws);
    let mut stay = read(&told.stay, around, &mut flaws);
    if known_stay.is_none() {
        new_enough(&guest, &stay, known.is_some())?;
    }
    guest.insert(
        guest::EXTERNAL_REF.name(),
        format!("{system}:{}", if told.guest_number.is_empty() { number } else { &told.guest_number }).into(),
    );
    guest.entry(guest::SOURCE.name()).or_insert_with(|| system.into());
    stay.insert(stay::EXTERNAL_REF.name(), format!("{system}:{number}").into());
    stay.entry(stay::CONFIRMATION_NUMBER.name()).or_insert_with(|| number.into());
    stay.insert(stay::GUEST.name(), Value::Ref(root.0));
    let mut group = Vec::new();
    match known {
        Some(known) => {
            group.extend(changes(known, Entity::Guest, guest, author(system)).map(|kind| Draft::of(root, kind)));
        }
        None => group.push(Draft::of(root, made(Entity::Guest, guest))),
    }
    match known_stay {
        Some(known) => {
            group.extend(changes(known, Entity::Stay, stay, author(system)).map(|kind| Draft::of_record(root, ent, kind)));
        }
        None => group.push(Draft::of_record(root, ent, made(Entity::Stay, stay))),
    }
    let done = match (known_stay, group.is_empty()) {
        (None, _) => Done::Made,
        (Some(_), false) => Done::Changed,
        (Some(_), true) => Done::Unchanged,
    };
    Ok(Drafted { group, taken: Taken { guest: root, stay: ent, done, flaws } })
}

type Values = BTreeMap<&'static str, Value>;

/// What a reservation that is not here yet must say.
fn new_enough(guest: &Values, stay: &Values, guest_known: bool) -> Result<(), Refusal> {
    let status = stay.get(stay::STATUS.name()).and_then(StayStatus::from_value);
    let day = |key: innkeeper_domain::Key<Date>| stay.get(key.name()).and_then(Date::from_value);
    let days = day(stay::ARRIVAL).zip(day(stay::DEPARTURE)).filter(|(arrival, departure)| arrival < departure);
    let named = [guest::GIVEN_NAME, guest::SURNAME, guest::NATIVE_NAME, guest::EMAIL, guest::PHONE];
    match days {
        None if status == Some(StayStatus::Cancelled) => Err(Refusal::Unknown),
        None => Err(Refusal::NoDays),
        Some(_) if guest_known || named.iter().any(|key| guest.contains_key(key.name())) => Ok(()),
        Some(_) => Err(Refusal::Nobody),
    }
}

/// The values of the words that have one.
fn read(words: &[Word], around: Around<'_>, flaws: &mut Vec<Flaw>) -> Values {
    let reading = Reading { decimal: Separator::Point, ..Reading::default() };
    let source = Source { reading, ..Source::default() };
    let mut values = Values::new();
    for (field, text) in words {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let (value, faults) = cell::read(field, text, &source, around);
        flaws.extend(faults.into_iter().map(|fault| Flaw { field: field.name, code: fault.code.into_owned() }));
        values.extend(value.map(|value| (field.name, value)));
    }
    values
}

fn made(entity: Entity, values: Values) -> Kind {
    let fields = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Kind::New { entity: entity.code().to_owned(), fields, sets: BTreeMap::new() }
}

/// The op that makes a record say this, if it does not yet. What staff may write and have written stays: they know the guest better than a form.
fn changes(known: &Record, entity: Entity, values: Values, ours: UserId) -> Option<Kind> {
    let is_open = |name: &str| {
        let is_house = field(entity, name).is_some_and(|field| field.writer == Writer::House);
        is_house || known.registers.get(name).and_then(|register| register.shown()).is_none_or(|shown| shown.by == ours)
    };
    let differs = |(name, value): &(&str, Value)| known.value(name) != Some(value) && is_open(name);
    let set = |(name, value): (&str, Value)| (name.to_owned(), SetField(value, known.seen(name)));
    let fields: BTreeMap<_, _> = values.into_iter().filter(differs).map(set).collect();
    (!fields.is_empty()).then_some(Kind::Set { fields })
}

impl Reservation {
    fn word(&self, field: &Field) -> Option<&str> {
        let word = self.guest.iter().chain(&self.stay).find(|(known, text)| *known == field && !text.trim().is_empty());
        word.map(|(_, text)| text.trim())
    }
}
