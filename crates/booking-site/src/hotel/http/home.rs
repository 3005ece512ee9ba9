//! The first page: the house, a form for dates, and the rooms.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_domain::Money;
use innkeeper_texts::{Key, Locale};
use maud::{Markup, html};
use serde::Deserialize;

use super::page::{Page, SHORTLY};
use super::search::{Asked, form};
use super::{Fault, Front, drawings, linked, tongue};
use crate::hotel::house::{self, House};
use crate::hotel::written::Tongue;
use crate::http::stranger::language;
use innkeeper_domain::offer::Room;

/// What the address without a language may say.
#[derive(Deserialize)]
pub(super) struct Chosen {
    lang: Option<String>,
}

/// `GET /`: to the page in the visitor's language.
pub(super) async fn choose(headers: HeaderMap, chosen: Query<Chosen>) -> Response {
    let named = chosen.lang.as_deref().and_then(Locale::from_tag);
    let path = format!("/{}", named.unwrap_or_else(|| language(&headers)).tag());
    let path = HeaderValue::from_str(&path).expect("tags are plain");
    let headers = [(header::LOCATION, path), (header::VARY, HeaderValue::from_static("accept-language")), (header::CACHE_CONTROL, SHORTLY)];
    (StatusCode::FOUND, headers).into_response()
}

/// `GET /{lang}`.
pub(super) async fn show(State(front): State<Arc<Front>>, Path(lang): Path<String>) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    let house = house::read(&front.app.store, front.app.clock.now()).await?;
    let page = Page {
        tongue,
        house: Some(&house),
        title: first_said(house.offer.policies.headline.said(tongue.locale().tag()), || tongue.say(Key::HotelHome)),
        path: Some(String::new()),
        is_public: true,
        linked: Some(linked::hotel(&front.url, &house)),
        main: main(tongue, &house),
    };
    let mut response = page.response(&front);
    response.headers_mut().insert(header::CACHE_CONTROL, SHORTLY);
    Ok(response)
}

fn first_said(text: &str, otherwise: impl FnOnce() -> String) -> String {
    if text.is_empty() { otherwise() } else { text.to_owned() }
}

fn main(tongue: Tongue, house: &House) -> Markup {
    let policies = &house.offer.policies;
    let said = |words: &innkeeper_domain::offer::Words| words.said(tongue.locale().tag()).to_owned();
    html! {
        section.hero {
            (drawings::bay())
            div.hero-t {
                h1 { (first_said(&said(&policies.headline), || first_said(&house.name, || tongue.say(Key::HotelHome)))) }
                p { (said(&policies.tagline)) }
            }
        }
        @if house.offer.is_open() {
            (form(tongue, house, &Asked::default(), &[], "book over"))
            section.rooms id="rooms" {
                h2 { (first_said(&said(&policies.rooms_heading), || tongue.say(Key::HotelNavRooms))) }
                div.room-grid { @for room in &house.offer.rooms { (card(tongue, house, room)) } }
            }
            section.rules id="rules" {
                h2 { (tongue.say(Key::HotelGoodToKnow)) }
                div.columns { (super::page::paragraphs(&said(&policies.rules))) (super::page::paragraphs(&said(&policies.taxes))) }
            }
        } @else {
            section.narrow { h2 { (tongue.say(Key::HotelClosedTitle)) } p { (tongue.say(Key::HotelClosedText)) } }
        }
    }
}

fn card(tongue: Tongue, house: &House, room: &Room) -> Markup {
    let name = room.name.said(tongue.locale().tag());
    let lowest = house.offer.lowest(&room.code, house.today).map(|minor| Money::new(minor, house.currency));
    html! {
        article.room {
            (drawings::room(room.picture, &tongue.with(Key::HotelDrawingOf, &[("room", name.into())])))
            div.room-b {
                h3 { (name) }
                p { (room.about.said(tongue.locale().tag())) }
                p.price {
                    span { (tongue.with(Key::HotelSize, &[("metres", room.square_metres.into())])) }
                    @if let Some(lowest) = lowest {
                        span { (tongue.with(Key::HotelFrom, &[("amount", tongue.round(lowest).into())])) }
                    }
                }
                a.cta href="#book" { (tongue.say(Key::HotelSeeDates)) span.vh { " " (tongue.with(Key::HotelForRoom, &[("room", name.into())])) } }
            }
        }
    }
}
