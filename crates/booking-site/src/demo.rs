//! The demo hotel: Casa Alondra, a made-up house above a bay, with guests, three years of stays around a day, notes,
//! consents and leads of two fairs. The same wherever it is made, but for the day and the staff's ids.

use innkeeper_domain::consent::{Decision, Purpose};
use innkeeper_domain::consent_event::{Method, Source};
use innkeeper_domain::guest::{self, LifecycleStage};
use innkeeper_domain::lead::{self, Grade, Interest, LeadSource, LeadStatus};
use innkeeper_domain::stay::StayStatus;
use innkeeper_domain::{Date, Entity, Instant, Uuid, interaction};
use innkeeper_sync::draft::Draft;
use innkeeper_sync::id::{EntId, EntryId, RootId, UserId};
use innkeeper_sync::op::Kind;

mod booking;
mod chance;
pub mod fill;
pub(crate) mod ledger;
mod names;
mod person;
pub mod remove;
pub(crate) mod sheet;
mod words;

use booking::{Booking, bookings};
use chance::Chance;
use ledger::{DAY, Occasion, Subject, Wordings};
use names::ORIGINS;
use person::{Name, Person, phone};
use sheet::Sheet;

/// The house.
pub const HOTEL: &str = "Casa Alondra";

/// How many guests it knows, unless it is made with fewer.
pub const GUESTS: u32 = 5_000;
/// The time in its ids: the same whatever the day it is made, so that a guest keeps its address (1 January 2023).
const IDS_FROM: u64 = 1_672_531_200_000;

/// Guests that certainly arrive today.
const ARRIVALS: u32 = 12;

/// How many leads its fairs brought.
const LEADS: u32 = 64;

/// Where the sequence of chance begins.
const SEED: u64 = 0x0a10_0d2a;

/// Groups by their author.
#[derive(Clone, Debug, PartialEq)]
pub struct Hotel {
    /// Wordings, guests, stays and consents: written by the house.
    pub house: Vec<Vec<Draft>>,
    /// Notes and leads: written by members of staff.
    pub staff: Vec<(UserId, Vec<Vec<Draft>>)>,
}

/// Who works there.
#[derive(Clone, Copy, Debug)]
pub struct Team {
    /// Runs the house.
    pub owner: UserId,
    /// Sells.
    pub sales: UserId,
    /// Looks after guests.
    pub service: UserId,
}

/// Makes the hotel as it is on the morning of `today`, with the first `guests` of its guests.
pub fn hotel(today: Date, team: Team, guests: u32) -> Hotel {
    let wordings = Wordings::new(&mut Chance::new(SEED));
    let mut house = wordings.groups();
    let mut staff = vec![(team.owner, Vec::new()), (team.sales, Vec::new()), (team.service, Vec::new())];
    let mut reservation = 0;
    for count in 1..=guests {
        // Luck of their own: how often others stayed until today changes nothing about who this is.
        let mut chance = Chance::new(SEED + u64::from(count));
        let root = chance.uuid(IDS_FROM);
        let mut person = Person::new(count, root, today, &mut chance);
        let stays = bookings(&person, today, count <= ARRIVALS, &mut chance);
        person.sheet.put(guest::STAGE, stage(&stays, today));
        if chance.percent(4) {
            person.sheet.put(guest::OWNER, chance.pick(&staff).0.0);
        }
        let mut group = Vec::new();
        let mut records = Vec::new();
        for stay in &stays {
            reservation += 1;
            let sheet = stay.sheet(&person, reservation, &mut chance);
            records.push(Draft::of_record(RootId(root), EntId(chance.uuid(IDS_FROM)), sheet.made(Entity::Stay)));
        }
        let first = stays.iter().map(|stay| stay.booked_on).min().unwrap_or(today);
        let consents = if person.has_email {
            wordings.of_guest(root, person.origin.language, morning(first), morning(today), &mut chance)
        } else {
            Vec::new()
        };
        group.push(Draft::of(RootId(root), person.sheet.made(Entity::Guest)));
        group.extend(records);
        group.extend(consents);
        house.push(group);
        for _ in 0..contacts(&stays, &mut chance) {
            let at = chance.below(3) as usize;
            let author = staff[at].0;
            staff[at].1.push(vec![contact(root, author, &stays, today, &mut chance)]);
        }
    }
    for count in 1..=LEADS {
        let group = lead(&wordings, today, team, &mut Chance::new(SEED + u64::from(GUESTS + count)));
        staff[1].1.push(group);
    }
    Hotel { house, staff }
}

/// Eight in the morning, UTC.
fn morning(day: Date) -> Instant {
    Instant(i64::from(day.days_since_epoch()) * DAY + 8 * 3_600_000)
}

fn stage(stays: &[Booking], today: Date) -> LifecycleStage {
    let been = |stay: &&Booking| matches!(stay.status, StayStatus::CheckedOut | StayStatus::InHouse);
    let count = stays.iter().filter(been).count();
    let last = stays.iter().filter(been).map(|stay| stay.departure).max();
    let away = last.map_or(0, |last| last.days_until(today));
    match (count, away) {
        (0, _) => LifecycleStage::Potential,
        (_, 700..) => LifecycleStage::Lost,
        (_, 400..) => LifecycleStage::Dormant,
        (1, _) => LifecycleStage::FirstTime,
        (2..=3, _) => LifecycleStage::Opportunity,
        (4..=7, _) => LifecycleStage::LongTerm,
        _ => LifecycleStage::Loyal,
    }
}

fn contacts(stays: &[Booking], chance: &mut Chance) -> i32 {
    let most = i32::try_from(stays.len()).unwrap_or(0).clamp(1, 4);
    if chance.percent(38) { chance.between(1, most) } else { 0 }
}

/// A call, mail or note around one of the stays.
fn contact(root: Uuid, author: UserId, stays: &[Booking], today: Date, chance: &mut Chance) -> Draft {
    let (kind, direction, subject, body) = *chance.pick(words::CONTACTS);
    let around = if stays.is_empty() { today } else { chance.pick(stays).arrival };
    let day = around.plus_days(chance.between(-12, 6)).unwrap_or(around).min(today);
    let minute = i64::from(chance.between(-60, 540));
    // The morning of today is the latest moment there is.
    let at = Instant((morning(day).0 + minute * 60_000).min(morning(today).0));
    let mut sheet = Sheet::default();
    sheet.put(interaction::TYPE, kind);
    sheet.put(interaction::DIRECTION, direction);
    sheet.text(interaction::SUBJECT, subject);
    sheet.text(interaction::BODY, body);
    sheet.put(interaction::AT, at);
    sheet.put(interaction::USER, author.0);
    sheet.text(interaction::DEPARTMENT, "Front office");
    let entry = EntryId(chance.uuid(at.0.unsigned_abs()));
    Draft::of(RootId(root), Kind::Append { stream: "interactions".to_owned(), entry, fields: sheet.entry() })
}

/// Someone met at one of the fairs.
fn lead(wordings: &Wordings, today: Date, team: Team, chance: &mut Chance) -> Vec<Draft> {
    let (fair, days_ago) = *chance.pick(words::FAIRS);
    let met = today.plus_days(-days_ago).unwrap_or(today);
    let at = Instant(morning(met).0 + i64::from(chance.between(90, 600)) * 60_000);
    let origin = chance.weighted(ORIGINS);
    let name = Name::of(origin, chance);
    let root = chance.uuid(IDS_FROM);
    let mut sheet = Sheet::default();
    sheet.text(lead::NAME_PREFIX, name.prefix);
    sheet.text(lead::GIVEN_NAME, name.given);
    sheet.text(lead::SURNAME, name.surname);
    if let Some(latin) = &name.latin {
        sheet.text(lead::NATIVE_NAME, latin.as_str());
    }
    sheet.text(lead::COMPANY_NAME, *chance.pick(words::COMPANIES));
    let has_email = chance.percent(85);
    if has_email {
        sheet.text(lead::EMAIL, name.email(chance));
    }
    if chance.percent(40) {
        sheet.text(lead::PHONE, phone(origin, chance));
    }
    sheet.text(lead::COUNTRY, origin.country);
    sheet.text(lead::LANGUAGE, origin.language);
    sheet.put(lead::SOURCE, LeadSource::TradeShow);
    sheet.text(lead::SOURCE_DETAIL, fair);
    sheet.put(lead::CAPTURED_AT, at);
    sheet.put(lead::CAPTURED_BY, team.sales.0);
    sheet.put(lead::INTERESTS, *chance.pick(Interest::ALL));
    sheet.put(lead::INTERESTS, *chance.pick(Interest::ALL));
    sheet.put(lead::ROOM_NIGHTS, i64::from(chance.between(2, 60)));
    sheet.put(lead::GRADE, *chance.weighted(&[(15, Grade::A), (30, Grade::B), (40, Grade::C), (15, Grade::D)]));
    let status = if days_ago > 20 { *chance.pick(LeadStatus::ALL) } else { LeadStatus::New };
    // What a lead became is a record of its own, which these do not have.
    sheet.put(lead::STATUS, if status == LeadStatus::Converted { LeadStatus::Qualified } else { status });
    sheet.text(lead::NOTES, *chance.pick(words::LEAD_NOTES));
    sheet.put(lead::OWNER, team.sales.0);
    let mut group = vec![Draft::of(RootId(root), sheet.made(Entity::Lead))];
    if has_email && chance.percent(72) {
        let occasion = Occasion { at, source: Source::Fair, detail: fair, method: Method::Signature, collector: Some(team.sales.0) };
        let decision = *chance.weighted(&[(85, Decision::Granted), (15, Decision::Refused)]);
        group.push(wordings.entry(Subject::Lead(root), Purpose::Marketing, decision, origin.language, occasion, chance));
    }
    group
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use innkeeper_domain::{Value, field, stay};

    use super::*;

    fn team() -> Team {
        let id = |at| UserId(Uuid::from_u128(at));
        Team { owner: id(1), sales: id(2), service: id(3) }
    }

    fn today() -> Date {
        Date::new(2026, 11, 21).expect("is a day")
    }

    fn made(hotel: &Hotel, wanted: Entity) -> Vec<&Draft> {
        let groups = hotel.house.iter().chain(hotel.staff.iter().flat_map(|(_, groups)| groups));
        let of_kind = |draft: &&Draft| matches!(&draft.kind, Kind::New { entity, .. } if entity == wanted.code());
        groups.flatten().filter(of_kind).collect()
    }

    fn value<'a>(draft: &'a Draft, name: &str) -> Option<&'a Value> {
        match &draft.kind {
            Kind::New { fields, .. } => fields.get(name),
            _ => None,
        }
    }

    #[test]
    fn the_hotel_is_the_same_each_time() {
        assert_eq!(hotel(today(), team(), GUESTS), hotel(today(), team(), GUESTS));
    }

    #[test]
    fn its_guests_are_the_same_whatever_the_day() {
        let guests = |today: Date| -> Vec<(RootId, Option<Value>)> {
            made(&hotel(today, team(), GUESTS), Entity::Guest)
                .iter()
                .map(|guest| (guest.root, value(guest, guest::SURNAME.name()).cloned()))
                .collect()
        };
        let later = |days| Date::from_days_since_epoch(today().days_since_epoch() + days).expect("is a day");
        assert_eq!(guests(today()), guests(later(1)));
        assert_eq!(guests(today()), guests(later(100)));
    }

    #[test]
    fn fewer_guests_are_the_first_of_all() {
        let (few, all) = (hotel(today(), team(), 100), hotel(today(), team(), GUESTS));
        let surnames = |hotel: &Hotel| -> Vec<(RootId, Option<Value>)> {
            made(hotel, Entity::Guest).iter().map(|guest| (guest.root, value(guest, guest::SURNAME.name()).cloned())).collect()
        };
        assert_eq!(surnames(&few), surnames(&all)[..100]);
    }

    #[test]
    fn it_has_its_guests_and_three_years_of_stays() {
        let hotel = hotel(today(), team(), GUESTS);
        let stays = made(&hotel, Entity::Stay);
        let days: BTreeSet<Option<&Value>> = stays.iter().map(|stay| value(stay, stay::ARRIVAL.name())).collect();
        assert_eq!(made(&hotel, Entity::Guest).len(), GUESTS as usize);
        assert!(days.len() > 900, "{} days with arrivals, {} stays", days.len(), stays.len());
    }

    #[test]
    fn today_has_arrivals() {
        let hotel = hotel(today(), team(), GUESTS);
        let today: Value = today().into();
        let arrivals = made(&hotel, Entity::Stay).into_iter().filter(|stay| {
            value(stay, stay::ARRIVAL.name()) == Some(&today) && value(stay, stay::STATUS.name()) == Some(&StayStatus::Confirmed.into())
        });
        assert!(arrivals.count() >= 5);
    }

    #[test]
    fn names_come_in_three_scripts() {
        let hotel = hotel(today(), team(), GUESTS);
        let guests = made(&hotel, Entity::Guest);
        let has = |first: char, last: char| {
            guests.iter().any(|guest| {
                let surname = value(guest, guest::SURNAME.name()).and_then(Value::as_text).unwrap_or_default();
                surname.chars().any(|letter| (first..=last).contains(&letter))
            })
        };
        assert!(has('A', 'z') && has('\u{4e00}', '\u{9fff}') && has('\u{400}', '\u{4ff}'));
    }

    #[test]
    fn every_value_fits_its_field() {
        let hotel = hotel(today(), team(), GUESTS);
        for entity in [Entity::Guest, Entity::Stay, Entity::Lead, Entity::ConsentText] {
            for draft in made(&hotel, entity) {
                let Kind::New { fields, sets, .. } = &draft.kind else { continue };
                let members = sets.iter().flat_map(|(name, members)| members.iter().map(move |member| (name, member)));
                for (name, value) in fields.iter().chain(members) {
                    let declared = field(entity, name).expect("is declared");
                    assert!(declared.kind.accepts(value), "{name} {value:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_was_booked_cancelled_or_written_after_today() {
        let hotel = hotel(today(), team(), GUESTS);
        let today: Value = today().into();
        for stay in made(&hotel, Entity::Stay) {
            for name in [stay::BOOKED_ON.name(), stay::CANCELLED_ON.name()] {
                assert!(value(stay, name).is_none_or(|day| *day <= today));
            }
        }
    }

    #[test]
    fn every_consent_names_the_words_that_were_shown() {
        let hotel = hotel(today(), team(), GUESTS);
        let hashes: BTreeSet<&Value> = made(&hotel, Entity::ConsentText).iter().filter_map(|text| value(text, "sha256")).collect();
        let consents = hotel.house.iter().flatten().filter_map(|draft| match &draft.kind {
            Kind::Append { stream, fields, .. } if stream == "consents" => Some(fields),
            _ => None,
        });
        let shown: Vec<_> = consents.map(|fields| &fields["text_sha256"]).collect();
        assert!(shown.len() > 2_000 && shown.iter().all(|hash| hashes.contains(hash)));
    }
}
