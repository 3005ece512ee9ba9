//! Rooms and prices for a stay.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use innkeeper_domain::Money;
use innkeeper_texts::Key;
use maud::{Markup, html};

use super::fields::Wrong;
use super::page::Page;
use super::search::{Asked, form};
use super::{Fault, Front, drawings, tongue};
use crate::hotel::house::{self, House};
use crate::hotel::letter::{cancel_terms, guests};
use crate::hotel::quote::{Quote, Wanted};
use crate::hotel::stock::{Choice, Stock, choices, look, other_dates};
use crate::hotel::written::Tongue;
use innkeeper_domain::offer::Plan;

/// Fewer free rooms than this are said.
const FEW: u32 = 3;

/// `GET /{lang}/rooms?arrival=…&departure=…&adults=…&children=…`.
pub(super) async fn show(State(front): State<Arc<Front>>, Path(lang): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    let now = front.app.clock.now();
    let house = house::read(&front.app.store, now).await?;
    if !house.offer.is_open() {
        return Err(Fault::not_found());
    }
    let (status, path, main) = match asked.read(tongue, &house) {
        Err(wrong) => (StatusCode::UNPROCESSABLE_ENTITY, None, again(tongue, &house, &asked, &wrong)),
        Ok(wanted) => {
            let (house, stock) = look(&front.app.store, wanted, now).await?;
            (StatusCode::OK, Some(format!("/rooms?{}", Asked::query(wanted))), offered(tongue, &house, &stock, wanted))
        }
    };
    let title = tongue.say(Key::HotelRoomsTitle);
    let page = Page { tongue, house: Some(&house), title, path, is_public: false, linked: None, main };
    Ok(page.with_status(&front, status))
}

fn again(tongue: Tongue, house: &House, asked: &Asked, wrong: &[Wrong]) -> Markup {
    html! {
        section.narrow.wide {
            h1 { (tongue.say(Key::HotelFindRoom)) }
            (form(tongue, house, asked, wrong, "book"))
        }
    }
}

fn offered(tongue: Tongue, house: &House, stock: &Stock, wanted: Wanted) -> Markup {
    let choices = choices(house, stock, wanted);
    let (free, gone): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice.is_free());
    html! {
        section.results {
            h1 { (tongue.say(Key::HotelRoomsTitle)) }
            p.lead { (stay_line(tongue, wanted)) }
            (form(tongue, house, &Asked::of(wanted), &[], "book"))
            @if free.is_empty() {
                div.note {
                    h2 { (tongue.say(Key::HotelNothingTitle)) }
                    p { (tongue.say(Key::HotelNothingText)) }
                    (dates(tongue, &other_dates(house, stock, None, wanted)))
                }
            }
            div.choices {
                @for choice in free { (article(tongue, house, choice, wanted)) }
                @for choice in gone { (sold_out(tongue, house, stock, choice, wanted)) }
            }
            p.small { (house.offer.policies.taxes.said(tongue.locale().tag())) }
        }
    }
}

/// `Friday 12 March 2027 – Monday 15 March 2027 · 3 nights · 2 adults`.
pub(super) fn stay_line(tongue: Tongue, wanted: Wanted) -> String {
    let args = [("from", tongue.day(wanted.arrival).into()), ("to", tongue.day(wanted.departure).into())];
    let nights = tongue.with(Key::HotelNights, &[("count", wanted.length().into())]);
    [tongue.with(Key::HotelFromTo, &args), nights, guests(tongue, wanted.adults, wanted.children)].join(" · ")
}

/// Other dates as links to their rooms.
pub(super) fn dates(tongue: Tongue, dates: &[Wanted]) -> Markup {
    html! {
        @if !dates.is_empty() {
            h3 { (tongue.say(Key::HotelOtherDates)) }
            ul.dates {
                @for wanted in dates {
                    li { a href={ "/" (tongue.locale().tag()) "/rooms?" (Asked::query(*wanted)) } {
                        (tongue.with(Key::HotelFromTo, &[("from", tongue.day(wanted.arrival).into()), ("to", tongue.day(wanted.departure).into())]))
                    } }
                }
            }
        }
    }
}

fn article(tongue: Tongue, house: &House, choice: &Choice<'_>, wanted: Wanted) -> Markup {
    let (room, locale) = (choice.room, tongue.locale());
    let name = room.name.said(locale.tag());
    html! {
        article.choice aria-labelledby={ "room-" (room.code) } {
            (drawings::room(room.picture, &tongue.with(Key::HotelDrawingOf, &[("room", name.into())])))
            div.choice-b {
                h2 id={ "room-" (room.code) } { (name) }
                p { (room.about.said(locale.tag())) }
                ul.comforts {
                    li { (tongue.with(Key::HotelSize, &[("metres", room.square_metres.into())])) }
                    li { (tongue.with(Key::HotelSleeps, &[("count", room.sleeps.into())])) }
                    @for line in room.comforts.said(locale.tag()).lines() { li { (line) } }
                }
                @if choice.free < FEW && room.rooms > 1 { p.few { (tongue.with(Key::HotelFewLeft, &[("count", choice.free.into())])) } }
                ul.plans { @for (plan, quote) in &choice.plans { (offer(tongue, house, choice, plan, quote, wanted)) } }
            }
        }
    }
}

fn offer(tongue: Tongue, house: &House, choice: &Choice<'_>, plan: &Plan, quote: &Quote, wanted: Wanted) -> Markup {
    let locale = tongue.locale();
    let query = format!("room={}&plan={}&{}", choice.room.code, plan.code, Asked::query(wanted));
    let nights = wanted.length();
    let each = Money::new(quote.total.minor / i64::from(nights.max(1)), house.currency);
    let all_same = quote.nights.iter().all(|(_, price)| *price == each);
    let args = [("room", choice.room.name.said(locale.tag()).into()), ("plan", plan.name.said(locale.tag()).into())];
    html! {
        li.plan {
            div {
                h3 { (plan.name.said(locale.tag())) }
                p { (plan.about.said(locale.tag())) }
                p { (cancel_terms(tongue, quote.free_until, quote.late_fee)) }
            }
            div.sum {
                p { b { (tongue.round(quote.total)) } }
                p { (tongue.with(Key::HotelForNights, &[("count", nights.into())]))
                    @if all_same && nights > 1 { br; (tongue.with(Key::HotelEachNight, &[("amount", tongue.round(each).into())])) } }
                a.button href={ "/" (locale.tag()) "/book?" (query) } {
                    (tongue.say(Key::HotelChoose)) span.vh { " " (tongue.with(Key::HotelChooseWhat, &args)) }
                }
            }
        }
    }
}

fn sold_out(tongue: Tongue, house: &House, stock: &Stock, choice: &Choice<'_>, wanted: Wanted) -> Markup {
    let room = choice.room;
    let name = room.name.said(tongue.locale().tag());
    let too_small = wanted.adults + wanted.children > room.sleeps;
    html! {
        article.choice.gone aria-labelledby={ "room-" (room.code) } {
            (drawings::room(room.picture, &tongue.with(Key::HotelDrawingOf, &[("room", name.into())])))
            div.choice-b {
                h2 id={ "room-" (room.code) } { (name) }
                @if too_small {
                    p { (tongue.with(Key::HotelTooSmall, &[("count", room.sleeps.into())])) }
                } @else {
                    p { (tongue.say(if choice.free == 0 { Key::HotelSoldOut } else { Key::HotelNotSold })) }
                    (dates(tongue, &other_dates(house, stock, Some(room), wanted)))
                }
            }
        }
    }
}
