//! From dates to a confirmation, what it writes into the log, and cancelling.

use axum::http::StatusCode;
use innkeeper_booking_site::lost;
use innkeeper_booking_site::writer::Writer;
use innkeeper_domain::consent::Decision;
use innkeeper_domain::stay::{self, StayStatus};
use innkeeper_domain::{Entity, Fields, Uuid, consent_event, consent_text, guest, interaction};
use innkeeper_sync::state::{Record, RootState};

use super::{Hotel, URL, Visitor, WORDING, WORDING_ID, linked};

const DAY: i64 = 24 * 60 * 60 * 1000;

async fn files(hotel: &Hotel) -> Vec<RootState> {
    let roots = Writer::new(hotel.app.site.store.clone()).read_roots(None, 1_000).await.expect("read");
    let is_guest = |state: &RootState| state.records.values().any(|record| record.entity == Entity::Guest.code());
    roots.into_iter().map(|at| at.state).filter(is_guest).collect()
}

fn record(file: &RootState, entity: Entity) -> &Record {
    file.records.values().find(|record| record.entity == entity.code()).expect("is in the file")
}

async fn cancels(visitor: &Visitor<'_>, path: &str) {
    let answer = visitor.post(&format!("{path}/cancel"), &super::Typed(Vec::new())).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some(path)), "{}", answer.text());
}

#[tokio::test]
async fn a_booking_makes_a_guest_and_a_stay_in_one_group_of_the_servers_device() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await.and("phone", "070 123 45 67").and("wishes", "A cot.\r\nThank you <3").and("agree", "yes");
    let before = hotel.app.site.store.head().await.expect("read").head.seq;
    visitor.books(&typed).await;
    let files = files(&hotel).await;
    let (file, stay) = (record(&files[0], Entity::Guest), record(&files[0], Entity::Stay));
    let text = |key| file.get(key).unwrap_or_default();
    assert_eq!(
        (text(guest::GIVEN_NAME), text(guest::SURNAME), text(guest::EMAIL)),
        ("Anna".into(), "Berg".into(), "anna@example.com".into())
    );
    assert_eq!((text(guest::PHONE), text(guest::COUNTRY), text(guest::LANGUAGE)), ("+46701234567".into(), "SE".into(), "en".into()));
    assert_eq!(stay.get(stay::STATUS), Some(StayStatus::Confirmed));
    assert_eq!((stay.get(stay::TOTAL), stay.get(stay::RATE_PER_NIGHT), stay.get(stay::ADULTS)), (Some(73_500), Some(24_500), Some(2)));
    assert_eq!((stay.get(stay::ROOM_TYPE_BOOKED), stay.get(stay::RATE_PLAN)), (Some("SEA".to_owned()), Some("FLEX".to_owned())));
    let wish = file.entries("interactions")[0].current();
    assert_eq!(Fields::get(&wish, interaction::BODY).as_deref(), Some("A cot.\nThank you <3"));
    let rows = Writer::new(hotel.app.site.store.clone()).read_rows(before, 100).await.expect("read");
    let of_booking = rows.iter().filter(|row| row.row.op.grp == rows[0].row.op.grp).count();
    assert_eq!(of_booking, 4, "guest, stay, consent and wish are one group; the number comes after it");
    assert!(rows.iter().all(|row| row.row.dev.is_server() && row.row.status.is_ok()));
}

#[tokio::test]
async fn a_tick_is_recorded_with_the_words_that_were_shown_and_no_tick_is_no_entry() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    visitor.books(&typed).await;
    assert!(record(&files(&hotel).await[0], Entity::Guest).entries("consents").is_empty());
    let typed = visitor.fills_in("SEA").await.and("email", "other@example.com").and("agree", "yes");
    visitor.books(&typed).await;
    let files = files(&hotel).await;
    let entries: Vec<_> = files.iter().flat_map(|file| record(file, Entity::Guest).entries("consents")).collect();
    let entry = entries[0].current();
    assert_eq!(entries.len(), 1);
    assert_eq!(Fields::get(&entry, consent_event::DECISION), Some(Decision::Granted));
    assert_eq!((Fields::get(&entry, consent_event::TEXT), Fields::get(&entry, consent_event::TEXT_VERSION)), (Some(WORDING_ID), Some(3)));
    assert_eq!(Fields::get(&entry, consent_event::TEXT_LOCALE).as_deref(), Some("en"));
    assert_eq!(Fields::get(&entry, consent_event::TEXT_SHA256), Some(consent_text::sha256_of(WORDING)));
    assert_eq!(Fields::get(&entry, consent_event::SOURCE_DETAIL), Some(format!("{URL}/en/book")));
}

#[tokio::test]
async fn the_box_is_not_ticked_and_stands_beside_its_exact_words() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let html = visitor.get("/es/book?room=SEA&plan=FLEX&arrival=2026-12-10&departure=2026-12-13&adults=2&children=0").await.text();
    assert!(html.contains(&format!("<label for=\"agree\" lang=\"en\">{WORDING}</label>")), "{html}");
    assert!(html.contains("<input type=\"checkbox\" id=\"agree\" name=\"agree\" value=\"yes\">"), "{html}");
}

#[tokio::test]
async fn the_last_room_is_sold_once_and_the_other_visitor_is_offered_what_is_left() {
    let hotel = Hotel::open().await;
    let (first, second) = (hotel.visitor(), hotel.visitor().from([198, 51, 100, 1]));
    let (one, other) = (first.fills_in("ATT").await, second.fills_in("ATT").await.and("email", "bo@example.com").and("wishes", "Roses"));
    let answers = futures::future::join(first.post("/en/book", &one), second.post("/en/book", &other)).await;
    let mut answers = [answers.0, answers.1];
    answers.sort_by_key(|answer| answer.status);
    assert_eq!((answers[0].status, answers[1].status), (StatusCode::SEE_OTHER, StatusCode::CONFLICT));
    let html = answers[1].text();
    assert!(
        html.contains("Somebody was a moment faster") && html.contains("Garden room") && html.contains("Other days: Attic suite"),
        "{html}"
    );
    assert_eq!(files(&hotel).await.len(), 1);
    assert!(html.contains("name=\"email\" value=\""), "what was typed goes along: {html}");
}

#[tokio::test]
async fn what_was_typed_is_kept_when_another_room_is_taken_instead() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await.and("wishes", "Roses").and("room", "GAR").and("look", "yes");
    let answer = visitor.post("/en/book", &typed).await;
    let html = answer.text();
    assert_eq!(answer.status, StatusCode::OK);
    assert!(html.contains("value=\"anna@example.com\"") && html.contains("Roses</textarea>") && html.contains("Garden room"), "{html}");
    assert!(files(&hotel).await.is_empty());
}

#[tokio::test]
async fn the_same_form_sent_again_leads_to_the_same_booking() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let (one, other) = futures::future::join(visitor.books(&typed), visitor.books(&typed)).await;
    assert_eq!(one, other);
    assert_eq!(one, visitor.books(&typed.and("given_name", "Somebody else")).await);
    assert_eq!(files(&hotel).await.len(), 1);
}

#[tokio::test]
async fn looking_at_a_booking_changes_nothing() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let path = visitor.books(&typed).await;
    let head = hotel.app.site.store.head().await.expect("read").head;
    for path in [path.clone(), path.clone(), path.replace("/en/", "/es/"), format!("{path}/cancel"), format!("{path}/stay.ics")] {
        assert_eq!(visitor.get(&path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(hotel.app.site.store.head().await.expect("read").head, head);
}

#[tokio::test]
async fn a_confirmation_says_to_machines_what_it_says_to_people() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let path = visitor.books(&typed).await;
    let html = visitor.get(&path).await.text();
    let data = linked(&html);
    assert_eq!((data["@context"].as_str(), data["@type"].as_str()), (Some("https://schema.org"), Some("LodgingReservation")));
    assert_eq!(data["reservationStatus"], "https://schema.org/ReservationConfirmed");
    assert_eq!(
        (data["checkinTime"].as_str(), data["checkoutTime"].as_str()),
        (Some("2026-12-10T15:00:00+01:00"), Some("2026-12-13T11:00:00+01:00"))
    );
    assert_eq!((data["checkinDate"].clone(), data["checkoutDate"].clone()), (data["checkinTime"].clone(), data["checkoutTime"].clone()));
    assert_eq!((data["totalPrice"].as_str(), data["priceCurrency"].as_str()), (Some("735.00"), Some("EUR")));
    assert_eq!(data["underName"]["name"], "Anna Berg");
    assert_eq!(data["reservationFor"]["address"]["addressCountry"], "ES");
    assert_eq!(data["url"], format!("{URL}{path}"));
    assert!(html.contains(data["reservationNumber"].as_str().expect("a number")));
}

#[tokio::test]
async fn cancelling_asks_says_what_it_costs_and_frees_the_room() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("ATT").await;
    let path = visitor.books(&typed).await;
    let asks = visitor.get(&format!("{path}/cancel")).await.text();
    assert!(asks.contains("It costs nothing now."), "{asks}");
    assert_eq!(record(&files(&hotel).await[0], Entity::Stay).get(stay::STATUS), Some(StayStatus::Confirmed), "asking is not cancelling");
    cancels(&visitor, &path).await;
    cancels(&visitor, &path).await;
    assert_eq!(record(&files(&hotel).await[0], Entity::Stay).get(stay::STATUS), Some(StayStatus::Cancelled));
    let html = visitor.get(&path).await.text();
    assert!(
        html.contains("Your booking is cancelled") && html.contains("It costs nothing.") && !html.contains("Your room is booked"),
        "{html}"
    );
    assert!(!html.contains("/cancel\""), "{html}");
    assert_eq!(linked(&html)["reservationStatus"], "https://schema.org/ReservationCancelled");
    visitor.fills_in("ATT").await;
}

#[tokio::test]
async fn cancelling_late_costs_what_was_agreed_even_if_the_hotel_changed_its_rules() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let path = visitor.books(&typed).await;
    let mut offer = hotel.app.site.store.offer().await.expect("read");
    offer.plans.iter_mut().for_each(|plan| plan.free_days = None);
    hotel.app.site.store.replace_offer(&offer).await.expect("replaced");
    hotel.app.advance(16 * DAY);
    let last_free_day = visitor.get(&format!("{path}/cancel")).await.text();
    assert!(last_free_day.contains("It costs nothing now."), "{last_free_day}");
    hotel.app.advance(DAY);
    let late = visitor.get(&format!("{path}/cancel")).await.text();
    assert!(late.contains("Cancelling now costs €245.00."), "{late}");
}

#[tokio::test]
async fn from_the_day_of_arrival_on_only_the_house_cancels() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let path = visitor.books(&typed).await;
    hotel.app.advance(19 * DAY);
    cancels(&visitor, &path).await;
    assert_eq!(record(&files(&hotel).await[0], Entity::Stay).get(stay::STATUS), Some(StayStatus::Confirmed));
    let html = visitor.get(&path).await.text();
    assert!(html.contains("please call us") && !html.contains("/cancel\""), "{html}");
}

#[tokio::test]
async fn a_link_that_nobody_was_given_opens_nothing() {
    let hotel = Hotel::open().await;
    let visitor = hotel.visitor();
    let link = Uuid::new_v4().simple();
    for path in [format!("/en/booking/{link}"), format!("/en/booking/{link}/cancel"), format!("/en/booking/{link}/stay.ics")] {
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let post = visitor.post(&format!("/en/booking/{link}/cancel"), &super::Typed(Vec::new())).await;
    assert_eq!(post.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_open_tablet_hears_of_a_booking_with_its_next_pull() {
    let hotel = Hotel::open().await;
    let tablet = hotel.app.tablet("anna", innkeeper_domain::access::Role::Service).await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    let mut moves = hotel.app.site.store.head_moves();
    moves.mark_unchanged();
    visitor.books(&typed).await;
    assert!(moves.has_changed().expect("the store is open"), "streams are told at once");
    let rows = tablet.pulls().await.rows;
    let made =
        |entity: &str| rows.iter().any(|row| matches!(&row.op.kind, innkeeper_sync::op::Kind::New { entity: made, .. } if made == entity));
    assert!(made("guest") && made("stay"));
}

#[tokio::test]
async fn a_booking_that_was_confirmed_and_that_a_restored_database_has_lost_is_listed_by_its_number() {
    let hotel = Hotel::open().await;
    let restored = hotel.app.copied_by_hand().await;
    let visitor = hotel.visitor();
    let typed = visitor.fills_in("SEA").await;
    visitor.books(&typed).await;
    let number = record(&files(&hotel).await[0], Entity::Stay).get(stay::CONFIRMATION_NUMBER).expect("numbered");
    assert_eq!(lost::missing(&hotel.app.site.store).await.expect("read"), []);
    let missing = lost::missing(&restored.site.store).await.expect("read");
    assert_eq!(missing.iter().map(|lost| (lost.kind, lost.number.as_str())).collect::<Vec<_>>(), [("booking", number.as_str())]);
}
