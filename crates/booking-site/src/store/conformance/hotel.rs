//! What every engine must do with rooms, bookings and mails.

use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Currency, Date, Entity, Fields, guest};
use innkeeper_sync::state::{Record, RootState};
use innkeeper_texts::Locale;

use super::{Store, temp_dir};
use crate::hotel::book::{Details, Order, Outcome, book};
use crate::hotel::cancel::{Cancelled, cancel};
use crate::hotel::link::Form;
use crate::hotel::quote::{Wanted, quote};
use crate::hotel::same::Addresses;
use crate::hotel::{demo, house, post};
use crate::keys::Keys;
use crate::store::mail::State;
use crate::store::{hotel, settings};
use crate::writer::Writer;
use crate::{property, roster};

/// Sunday 22 November 2026, noon.
const NOW: i64 = 1_795_348_800_000;

struct House {
    store: Store,
    keys: Keys,
    known: Addresses,
}

impl House {
    async fn open(store: Store) -> Self {
        let dir = temp_dir();
        std::fs::create_dir(&dir).expect("a new directory");
        let keys = Keys::open(&dir).expect("a key");
        std::fs::remove_dir_all(dir).expect("the test's own directory");
        let made = vec![property::made("Casa", "Europe/Madrid", Currency::EUR)];
        Writer::new(store.clone()).append_groups(made, roster::HOUSE).await.expect("made");
        store.set_setting(settings::HOTEL, "Casa").await.expect("named");
        store.replace_offer(&demo::offer(day("2026-11-22"))).await.expect("sold");
        Self { store, keys, known: Addresses::default() }
    }

    fn form(&self) -> Form {
        Form::new(&self.keys, NOW)
    }

    async fn books(&self, form: &Form, address: &str) -> Outcome {
        self.books_at(form, address, 0).await
    }

    /// Two nights in the room of which there is one; `more` is how far the price that was seen is off.
    async fn books_at(&self, form: &Form, address: &str, more: i64) -> Outcome {
        let house = house::read(&self.store, NOW).await.expect("read");
        let (room, plan) = (house.offer.room("ATT").expect("is sold"), house.offer.plan("FLEX").expect("is sold"));
        let seen = quote(&house.offer, room, plan, wanted(), house.currency).expect("is sold").total.minor + more;
        let details =
            Details { given_name: "Anna".to_owned(), surname: "Berg".to_owned(), email: address.to_owned(), ..Details::default() };
        let order = Order {
            form,
            room: "ATT",
            plan: "FLEX",
            wanted: wanted(),
            seen_total: seen,
            details: &details,
            locale: Locale::En,
            site: "https://casa.example",
        };
        book(&self.store, &self.keys, &self.known, &order, NOW).await.expect("the database answers")
    }

    async fn files(&self) -> Vec<RootState> {
        let roots = Writer::new(self.store.clone()).read_roots(None, 1_000).await.expect("read");
        let is_guest = |state: &RootState| state.records.values().any(|record| record.entity == Entity::Guest.code());
        roots.into_iter().map(|at| at.state).filter(is_guest).collect()
    }

    async fn taken(&self) -> Vec<u32> {
        let mut tx = self.store.read().await.expect("tx");
        let nights = hotel::nights(&mut tx, wanted().arrival, wanted().departure).await.expect("read");
        nights.iter().map(|night| night.taken).collect()
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("written strictly")
}

fn wanted() -> Wanted {
    Wanted { arrival: day("2026-12-10"), departure: day("2026-12-12"), adults: 2, children: 0 }
}

fn record(state: &RootState, entity: Entity) -> &Record {
    state.records.values().find(|record| record.entity == entity.code()).expect("is in the file")
}

pub(super) async fn what_is_sold_is_read_back_as_it_was_stored(store: Store) {
    let mut offer = demo::offer(day("2026-11-22"));
    store.replace_offer(&offer).await.expect("stored");
    offer.rooms.swap(0, 2);
    offer.plans.remove(0);
    offer.seasons.iter_mut().for_each(|season| season.rates.retain(|rate| rate.plan == offer.plans[0].code));
    store.replace_offer(&offer).await.expect("stored again");
    let mut read = store.offer().await.expect("read");
    for season in read.seasons.iter_mut().chain(&mut offer.seasons) {
        season.rates.sort_by(|one, other| (&one.room, &one.plan).cmp(&(&other.room, &other.plan)));
    }
    assert_eq!(read, offer);
}

pub(super) async fn of_many_who_want_the_last_room_one_gets_it(store: Store) {
    let house = House::open(store).await;
    let forms: Vec<Form> = (0..8).map(|_| house.form()).collect();
    let tries = forms.iter().enumerate().map(|(at, form)| {
        let address = format!("anna{at}@example.com");
        let house = &house;
        async move { house.books(form, &address).await }
    });
    let outcomes = futures::future::join_all(tries).await;
    let booked = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Booked(_))).count();
    let sold_out = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::SoldOut)).count();
    assert_eq!((booked, sold_out), (1, 7), "{outcomes:?}");
    assert_eq!((house.taken().await, house.files().await.len()), (vec![1, 1], 1));
}

pub(super) async fn a_form_sent_many_times_at_once_books_once(store: Store) {
    let house = House::open(store).await;
    let form = house.form();
    let outcomes = futures::future::join_all((0..8).map(|_| house.books(&form, "anna@example.com"))).await;
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Booked(form.link(&house.keys))), "{outcomes:?}");
    assert_eq!((house.taken().await, house.files().await.len()), (vec![1, 1], 1));
    assert_eq!(house.store.mails(10).await.expect("read").len(), 1);
}

pub(super) async fn a_cancelled_room_is_sold_again_and_the_file_says_so(store: Store) {
    let house = House::open(store).await;
    let Outcome::Booked(link) = house.books(&house.form(), "anna@example.com").await else { panic!("is free") };
    for _ in 0..2 {
        assert_eq!(cancel(&house.store, &link, "https://casa.example", NOW + 1).await.expect("read"), Cancelled::Yes);
    }
    assert_eq!(house.taken().await, [0, 0]);
    let files = house.files().await;
    let stay = record(&files[0], Entity::Stay);
    assert_eq!((stay.get(stay::STATUS), stay.get(stay::CANCELLED_ON)), (Some(StayStatus::Cancelled), Some(day("2026-11-22"))));
    assert!(stay.registers.values().all(|register| register.siblings.len() == 1), "it was seen before it was changed");
    let abouts: Vec<String> = house.store.mails(10).await.expect("read").into_iter().map(|mail| mail.about).collect();
    assert_eq!(abouts, ["cancellation", "confirmation"]);
    assert!(matches!(house.books(&house.form(), "other@example.com").await, Outcome::Booked(_)));
    assert_eq!(cancel(&house.store, "no such link", "https://casa.example", NOW).await.expect("read"), Cancelled::Unknown);
}

pub(super) async fn a_held_room_is_not_sold(store: Store) {
    let house = House::open(store).await;
    let mut tx = house.store.write().await.expect("tx");
    hotel::hold_night(&mut tx, "ATT", day("2026-12-11"), 1).await.expect("held");
    tx.commit().await.expect("commit");
    assert_eq!(house.books(&house.form(), "anna@example.com").await, Outcome::SoldOut);
    assert_eq!(house.taken().await, [0], "the night before was given back");
}

pub(super) async fn an_equal_address_is_supposed_and_the_other_file_untouched(store: Store) {
    let house = House::open(store).await;
    let Outcome::Booked(first) = house.books(&house.form(), "Anna@Example.COM").await else { panic!("is free") };
    let before = house.files().await;
    cancel(&house.store, &first, "https://casa.example", NOW).await.expect("cancelled");
    let known = house.files().await;
    assert!(matches!(house.books(&house.form(), "anna@example.com").await, Outcome::Booked(_)));
    let after = house.files().await;
    assert_eq!((before.len(), after.len()), (1, 2));
    assert_eq!(after.iter().filter(|file| known.contains(file)).count(), 1, "the first file is as it was");
    let supposed: Vec<_> = after.iter().filter_map(|file| record(file, Entity::Guest).get(guest::MAY_BE)).collect();
    let first = after.iter().find(|file| record(file, Entity::Guest).get(guest::MAY_BE).is_none()).expect("the first one");
    assert_eq!(supposed, [first.records.keys().find(|ent| first.records[ent].entity == "guest").expect("its own record").0]);
}

pub(super) async fn a_booking_of_a_price_that_was_not_seen_takes_nothing(store: Store) {
    let house = House::open(store).await;
    assert_eq!(house.books_at(&house.form(), "anna@example.com", -1).await, Outcome::Changed);
    assert_eq!((house.taken().await, house.files().await.len()), (vec![], 0));
}

pub(super) async fn a_mail_is_tried_by_one(store: Store) {
    let house = House::open(store).await;
    house.books(&house.form(), "anna@example.com").await;
    let due = house.store.mails_due(NOW, 10).await.expect("read");
    let claims = futures::future::join_all((0..4).map(|_| house.store.claim_mail(&due[0], NOW + 1))).await;
    assert_eq!(claims.into_iter().filter(|claim| matches!(claim, Ok(true))).count(), 1);
    assert!(house.store.mails_due(NOW, 10).await.expect("read").is_empty());
    house.store.mail_sent(&due[0], NOW).await.expect("sent");
    let mail = house.store.mails(10).await.expect("read").remove(0);
    assert_eq!((mail.state, mail.tries, mail.content.text.as_str()), (State::Sent, 1, ""), "what it said is forgotten");
}

pub(super) async fn a_mail_that_was_given_up_is_due_again_when_asked(store: Store) {
    let house = House::open(store).await;
    house.books(&house.form(), "anna@example.com").await;
    let mail = house.store.mails_due(NOW, 10).await.expect("read").remove(0);
    assert!(!house.store.retry_mail(mail.id, NOW).await.expect("read"), "one that waits may be on its way this moment");
    assert!(house.store.claim_mail(&mail, NOW + 1).await.expect("claimed"));
    house.store.mail_failed(mail.id, "nobody", None, NOW + 2).await.expect("noted");
    assert!(house.store.mails_due(NOW + 9, 10).await.expect("read").is_empty());
    assert!(house.store.retry_mail(mail.id, NOW + 3).await.expect("written"));
    let due = house.store.mails_due(NOW + 3, 10).await.expect("read").remove(0);
    assert_eq!((due.state, due.tries, due.done_at, due.error.as_str()), (State::Waiting, 1, None, "nobody"));
    assert_eq!(due.content, mail.content, "what it says was kept");
    house.store.mail_sent(&mail, NOW + 4).await.expect("sent");
    assert!(!house.store.retry_mail(mail.id, NOW + 5).await.expect("read"), "nobody gets it twice");
}

pub(super) async fn an_address_gets_three_mails_a_day(store: Store) {
    let house = House::open(store).await;
    for _ in 0..2 {
        let Outcome::Booked(link) = house.books(&house.form(), "anna@example.com").await else { panic!("is free") };
        cancel(&house.store, &link, "https://casa.example", NOW).await.expect("cancelled");
    }
    let states: Vec<State> = house.store.mails(10).await.expect("read").iter().map(|mail| mail.state).collect();
    assert_eq!(states.iter().filter(|state| **state == State::Waiting).count() as u64, post::A_DAY);
    assert_eq!(states.iter().filter(|state| **state == State::Held).count(), 1);
}
