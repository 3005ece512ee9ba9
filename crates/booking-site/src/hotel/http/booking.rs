//! A booking by its link: what is booked, its cancellation, and its calendar file.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_domain::Money;
use innkeeper_domain::name::PersonName;
use innkeeper_texts::Key;
use maud::{Markup, html};

use super::details::nights;
use super::page::Page;
use super::{Fault, Front, count, linked, tongue};
use crate::hotel::book::{Details, Terms};
use crate::hotel::cancel::{self, Cancelled};
use crate::hotel::house::{self, House};
use crate::hotel::letter::{cancelling, event, facts};
use crate::hotel::link;
use crate::hotel::written::Tongue;
use crate::limits::Network;
use crate::store::hotel::{BookingRow, by_link};
use crate::store::log;
use crate::store::mail::{Mail, State as Sent, newest_of};

/// A booking and all that its pages say.
struct Booking {
    house: House,
    row: BookingRow,
    terms: Terms,
    details: Details,
    mail: Option<Mail>,
    /// Its page, after the language.
    path: String,
}

impl Booking {
    async fn find(front: &Front, link: &str) -> Result<Self, Fault> {
        let mut tx = front.app.store.read().await?;
        let row = by_link(&mut tx, &link::hash(link)).await?.ok_or(Fault::not_found())?;
        let house = house::read_in(&mut tx, front.app.clock.now()).await?;
        let states = log::states_of(&mut tx, &[row.guest]).await?;
        let details = states.get(&row.guest).map(|at| cancel::details(&row, &at.state)).unwrap_or_default();
        let mail = newest_of(&mut tx, &row.number).await?;
        let terms = Terms::read(&row)?;
        Ok(Self { house, terms, details, mail, path: format!("/booking/{link}"), row })
    }

    fn page<'a>(&'a self, front: &Front, tongue: Tongue, title: String, main: Markup) -> Page<'a> {
        let url = format!("{}/{}{}", front.url, tongue.locale().tag(), self.path);
        let linked = linked::reservation(&self.house, &self.row, &self.terms, &self.details, tongue, &url);
        Page { tongue, house: Some(&self.house), title, path: Some(self.path.clone()), is_public: false, linked: Some(linked), main }
    }

    fn is_cancelled(&self) -> bool {
        self.row.cancelled_at.is_some()
    }

    /// Whether the guest can still cancel it here.
    fn is_ahead(&self) -> bool {
        self.house.today < self.row.arrival
    }

    fn base(&self, tongue: Tongue) -> String {
        format!("/{}{}", tongue.locale().tag(), self.path)
    }
}

/// `GET /{lang}/booking/{link}`.
pub(super) async fn show(State(front): State<Arc<Front>>, Path((lang, link)): Path<(String, String)>) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    let booking = Booking::find(&front, &link).await?;
    let name = PersonName { given: booking.details.given_name.clone(), surname: booking.details.surname.clone(), ..PersonName::default() };
    let name = name.display(Some(tongue.locale().tag()));
    let title = tongue.say(if booking.is_cancelled() { Key::HotelCancelledTitle } else { Key::HotelBookedTitle });
    let main = html! {
        section.booked {
            div.booked-h {
                p.mark aria-hidden="true" { @if booking.is_cancelled() { "×" } @else { "✓" } }
                h1 { @if booking.is_cancelled() { (title) } @else { (tongue.with(Key::HotelExpected, &[("name", name.into())])) } }
                (news(tongue, &front, &booking))
            }
            div.booked-b {
                dl.facts { @for (what, value) in facts(tongue, &booking.house, &booking.row, &booking.terms) { div { dt { (what) } dd { (value) } } } }
                div {
                    (nights(tongue, &prices(&booking), booking.row.total))
                    p.small { (booking.house.offer.policies.taxes.said(tongue.locale().tag())) }
                }
            }
            @if !booking.is_cancelled() { (deeds(tongue, &booking)) }
        }
    };
    Ok(booking.page(&front, tongue, title, main).response(&front))
}

fn prices(booking: &Booking) -> Vec<(innkeeper_domain::Date, Money)> {
    booking.terms.nights.iter().map(|(night, minor)| (*night, Money::new(*minor, booking.row.total.currency))).collect()
}

/// What it costs that it was cancelled, and what became of the mail about that.
fn ended(tongue: Tongue, front: &Front, booking: &Booking, at: i64) -> Markup {
    let fee = booking.terms.fee(house::day(at, booking.house.zone.clone()), booking.row.total);
    let key = booking.mail.as_ref().and_then(|mail| match mail.state {
        Sent::Sent => Some(Key::HotelMailCancelSent),
        Sent::Waiting if front.posts => Some(Key::HotelMailCancelWaiting),
        _ => None,
    });
    let recipient = booking.mail.as_ref().map_or("", |mail| mail.recipient.as_str());
    html! {
        p.lead {
            @if fee.minor == 0 { (tongue.say(Key::HotelCancelledFree)) }
            @else { (tongue.with(Key::HotelCancelledFee, &[("amount", tongue.money(fee).into())])) }
        }
        @if let Some(key) = key { p { (tongue.with(key, &[("email", recipient.into())])) } }
    }
}

/// What became of the mail: told as it is.
fn news(tongue: Tongue, front: &Front, booking: &Booking) -> Markup {
    if let Some(at) = booking.row.cancelled_at {
        return ended(tongue, front, booking, at);
    }
    let Some(mail) = &booking.mail else { return html! { p.lead { (tongue.say(Key::HotelMailNone)) } } };
    let key = match mail.state {
        Sent::Sent => Key::HotelMailSent,
        Sent::Waiting if front.posts => Key::HotelMailWaiting,
        Sent::Waiting | Sent::Held => Key::HotelMailNone,
        Sent::Failed => Key::HotelMailFailed,
    };
    html! {
        p.lead { (tongue.with(key, &[("email", mail.recipient.as_str().into())])) }
        p.keep { (tongue.say(Key::HotelKeepAddress)) }
    }
}

fn deeds(tongue: Tongue, booking: &Booking) -> Markup {
    let policies = &booking.house.offer.policies;
    html! {
        div.deeds {
            p { (cancelling(tongue, &booking.row, &booking.terms)) }
            p.buttons {
                a.button href={ (booking.base(tongue)) "/stay.ics" } { (tongue.say(Key::HotelCalendar)) }
                @if booking.is_ahead() {
                    a.button.plain href={ (booking.base(tongue)) "/cancel" } { (tongue.say(Key::HotelCancel)) }
                }
            }
            @if !booking.is_ahead() { p { (tongue.with(Key::HotelCancelByPhone, &[("phone", policies.phone.as_str().into())])) } }
        }
    }
}

/// `GET /{lang}/booking/{link}/cancel`: asks once more, and says what it costs.
pub(super) async fn ask(State(front): State<Arc<Front>>, Path((lang, link)): Path<(String, String)>) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    let booking = Booking::find(&front, &link).await?;
    if booking.is_cancelled() || !booking.is_ahead() {
        return Ok(see(&booking.base(tongue)));
    }
    let fee = booking.terms.fee(booking.house.today, booking.row.total);
    let title = tongue.say(Key::HotelCancelTitle);
    let main = html! {
        section.narrow {
            h1 { (title) }
            p.lead {
                @if fee.minor == 0 { (tongue.say(Key::HotelCancelFreeNow)) }
                @else { (tongue.with(Key::HotelCancelCosts, &[("amount", tongue.money(fee).into())])) }
            }
            dl.facts { @for (what, value) in facts(tongue, &booking.house, &booking.row, &booking.terms) { div { dt { (what) } dd { (value) } } } }
            form method="post" action={ (booking.base(tongue)) "/cancel" } {
                p.buttons {
                    button.button type="submit" { (tongue.say(Key::HotelCancelYes)) }
                    a.button.plain href=(booking.base(tongue)) { (tongue.say(Key::HotelCancelNo)) }
                }
            }
        }
    };
    let mut page = booking.page(&front, tongue, title, main);
    page.path = Some(format!("{}/cancel", booking.path));
    page.linked = None;
    Ok(page.response(&front))
}

/// `POST /{lang}/booking/{link}/cancel`: 303 to the booking.
pub(super) async fn cancel(
    State(front): State<Arc<Front>>,
    Path((lang, link)): Path<(String, String)>,
    Extension(network): Extension<Network>,
) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    count(&front, network)?;
    match cancel::cancel(&front.app.store, &link, &front.url, front.app.clock.now()).await? {
        Cancelled::Unknown => Err(Fault::not_found()),
        Cancelled::Yes | Cancelled::TooLate => {
            front.app.mail_due.notify_one();
            Ok(see(&format!("/{}/booking/{link}", tongue.locale().tag())))
        }
    }
}

fn see(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => Fault::not_found().into_response(),
    }
}

/// `GET /{lang}/booking/{link}/stay.ics`.
pub(super) async fn calendar(State(front): State<Arc<Front>>, Path((lang, link)): Path<(String, String)>) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    let booking = Booking::find(&front, &link).await?;
    let url = format!("{}{}", front.url, booking.base(tongue));
    let file = event(&booking.house, &booking.row, &booking.terms, &url, booking.is_cancelled());
    let headers =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"stay.ics\"")];
    Ok((headers, file).into_response())
}
