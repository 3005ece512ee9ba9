//! The pages that only say something: how to reach the house, what is done with data, what went wrong; and the word to robots.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_texts::Key;
use maud::{Markup, html};

use super::page::{Page, SHORTLY, paragraphs};
use super::{Fault, Front, tongue};
use crate::hotel::house::{self, House};
use crate::hotel::letter;
use crate::hotel::written::Tongue;

/// `GET /robots.txt`.
pub(super) async fn robots() -> impl IntoResponse {
    const WORD: &str = "User-agent: *\nDisallow: /*/booking/\nDisallow: /*/book?\nDisallow: /*/rooms?\n";
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=86400")], WORD)
}

async fn page(front: &Front, lang: &str, path: &str, title: Key, main: fn(Tongue, &House) -> Markup) -> Result<Response, Fault> {
    let tongue = tongue(lang)?;
    let house = house::read(&front.app.store, front.app.clock.now()).await?;
    let main = html! { section.narrow { h1 { (tongue.say(title)) } (main(tongue, &house)) } };
    let (title, path) = (tongue.say(title), Some(path.to_owned()));
    let page = Page { tongue, house: Some(&house), title, path, is_public: true, linked: None, main };
    let mut response = page.response(front);
    response.headers_mut().insert(header::CACHE_CONTROL, SHORTLY);
    Ok(response)
}

/// `GET /{lang}/privacy`.
pub(super) async fn privacy(State(front): State<Arc<Front>>, Path(lang): Path<String>) -> Result<Response, Fault> {
    page(&front, &lang, "/privacy", Key::HotelPrivacyTitle, |tongue, house| {
        html! { div.prose { (paragraphs(house.offer.policies.privacy.said(tongue.locale().tag()))) } }
    })
    .await
}

/// `GET /{lang}/contact`.
pub(super) async fn contact(State(front): State<Arc<Front>>, Path(lang): Path<String>) -> Result<Response, Fault> {
    page(&front, &lang, "/contact", Key::HotelContactTitle, |tongue, house| {
        let policies = &house.offer.policies;
        html! {
            p.lead { (tongue.say(Key::HotelContactText)) }
            dl.facts {
                div { dt { (tongue.say(Key::HotelContactAddress)) } dd { @for line in letter::address(house) { (line) br; } } }
                @if !policies.phone.is_empty() {
                    div { dt { (tongue.say(Key::HotelPhone)) } dd { a href={ "tel:" (policies.phone.replace(' ', "")) } { (policies.phone) } } }
                }
                @if !policies.email.is_empty() {
                    div { dt { (tongue.say(Key::HotelEmail)) } dd { a href={ "mailto:" (policies.email) } { (policies.email) } } }
                }
            }
            (embed())
        }
    })
    .await
}

/// The place on the contact page where an element of the house, such as a form for questions, is put.
fn embed() -> Markup {
    html! { div.embed id="embed" {} }
}

/// The page of an error, in the language of its address.
pub(super) async fn fault(front: &Front, tongue: Tongue, status: StatusCode, headers: &HeaderMap) -> Response {
    let wait = headers.get(header::RETRY_AFTER).cloned();
    let seconds: i64 = wait.as_ref().and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(1);
    let (title, words) = match status.as_u16() {
        404 => (Key::HotelErrorLost, tongue.say(Key::HotelErrorLostText)),
        413 => (Key::HotelErrorLarge, tongue.say(Key::HotelErrorLargeText)),
        429 => (Key::HotelErrorOften, tongue.with(Key::HotelErrorOftenText, &[("seconds", seconds.into())])),
        400..500 => (Key::HotelErrorRequest, tongue.say(Key::HotelErrorRequestText)),
        _ => (Key::HotelErrorServer, tongue.say(Key::HotelErrorServerText)),
    };
    // The page must come even where the database does not.
    let house = house::read(&front.app.store, front.app.clock.now()).await.ok();
    let phone = house.as_ref().map(|house| house.offer.policies.phone.clone()).filter(|phone| !phone.is_empty());
    let main = html! {
        section.narrow {
            h1 { (tongue.say(title)) }
            p.lead { (words) }
            @if let Some(phone) = phone { p { (tongue.with(Key::HotelErrorCall, &[("phone", phone.into())])) } }
            p { a.button href={ "/" (tongue.locale().tag()) } { (tongue.say(Key::HotelErrorHome)) } }
        }
    };
    let page = Page { tongue, house: house.as_ref(), title: tongue.say(title), path: None, is_public: false, linked: None, main };
    let mut page = page.with_status(front, status);
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = headers.get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}
