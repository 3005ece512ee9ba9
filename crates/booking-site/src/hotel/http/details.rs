//! The form of a booking: who comes, what they wish, what they agree to.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Form as Sent, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use innkeeper_domain::contact::{email, phone};
use innkeeper_domain::country::Country;
use innkeeper_texts::Key;
use maud::{Markup, html};
use serde::Deserialize;

use super::fields::{Line, Wrong, summary};
use super::page::Page;
use super::rooms::stay_line;
use super::search::Asked;
use super::{Fault, Front, count, sold_out, tongue};
use crate::hotel::book::{Details, Order, Outcome, book};
use crate::hotel::countries;
use crate::hotel::house::{self, House};
use crate::hotel::ledger::{self, Wording};
use crate::hotel::letter::cancel_terms;
use crate::hotel::link::{Form, Refused};
use crate::hotel::quote::{Quote, Wanted, quote};
use crate::hotel::written::Tongue;
use crate::limits::Network;
use innkeeper_domain::offer::{Plan, Room};

/// Longest name, in characters.
pub(super) const NAME_MAX: usize = 200;
/// Longest address, in characters (RFC 5321).
const EMAIL_MAX: usize = 254;
/// Longest telephone number, with spaces and signs.
const PHONE_MAX: usize = 40;
/// Longest wish, in characters.
pub(super) const WISHES_MAX: usize = 2_000;

/// What is chosen, and what was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) room: String,
    #[serde(default)]
    pub(super) plan: String,
    #[serde(flatten)]
    pub(super) asked: Asked,
    #[serde(default)]
    pub(super) form: String,
    #[serde(default)]
    pub(super) total: String,
    #[serde(default)]
    pub(super) given_name: String,
    #[serde(default)]
    pub(super) surname: String,
    #[serde(default)]
    pub(super) email: String,
    #[serde(default)]
    pub(super) phone: String,
    #[serde(default)]
    pub(super) country: String,
    #[serde(default)]
    pub(super) wishes: String,
    /// The wording that was shown.
    #[serde(default)]
    pub(super) wording: String,
    /// Whether its box was ticked.
    #[serde(default)]
    pub(super) agree: String,
    /// Not to be booked yet: another room was chosen for what was typed.
    #[serde(default)]
    pub(super) look: String,
}

impl Typed {
    /// What was typed, if it can be booked with; else what is wrong with it.
    fn read(&self, tongue: Tongue) -> Result<Details, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut text = |field: &'static str, text: &str, max: usize, missing: Option<Key>| {
            let text = text.trim();
            let words = match missing {
                Some(key) if text.is_empty() => Some(tongue.say(key)),
                _ if text.chars().count() > max => Some(tongue.with(Key::HotelTooMuchText, &[("count", max.into())])),
                _ => None,
            };
            wrong.extend(words.map(|words| Wrong { field, words }));
            text.to_owned()
        };
        let given_name = text("given_name", &self.given_name, NAME_MAX, Some(Key::HotelGivenNameMissing));
        let surname = text("surname", &self.surname, NAME_MAX, Some(Key::HotelSurnameMissing));
        let address = text("email", &self.email, EMAIL_MAX, Some(Key::HotelEmailMissing));
        let number = text("phone", &self.phone, PHONE_MAX, None);
        // Browsers send lines with CR LF.
        let wishes = text("wishes", &self.wishes.replace("\r\n", "\n"), WISHES_MAX, None);
        let country = Country::from_code(self.country.trim()).map(|country| country.alpha2().to_owned()).unwrap_or_default();
        if country.is_empty() {
            wrong.push(Wrong { field: "country", words: tongue.say(Key::HotelCountryMissing) });
        }
        let (email, _) = email::normalise(&address);
        if !email.usable && !wrong.iter().any(|wrong| wrong.field == "email") {
            wrong.push(Wrong { field: "email", words: tongue.say(Key::HotelEmailWrong) });
        }
        let (read, _) = phone::normalise(&number, Some(country.as_str()).filter(|country| !country.is_empty()));
        // A number that cannot be read is kept as it was typed: people read what programs cannot.
        let phone = read.e164().map_or(number, str::to_owned);
        let agreed_to = Some(&self.wording).filter(|_| !self.agree.is_empty()).and_then(|id| id.parse().ok());
        let order = ["given_name", "surname", "email", "phone", "country", "wishes"];
        wrong.sort_by_key(|wrong| order.iter().position(|field| *field == wrong.field));
        if wrong.is_empty() {
            Ok(Details { given_name, surname, email: email.value, phone, country, wishes, agreed_to })
        } else {
            Err(wrong)
        }
    }
}

/// What is being booked.
struct Chosen<'a> {
    room: &'a Room,
    plan: &'a Plan,
    wanted: Wanted,
    quote: Quote,
}

fn chosen<'a>(house: &'a House, typed: &Typed, tongue: Tongue) -> Option<Chosen<'a>> {
    let wanted = typed.asked.read(tongue, house).ok()?;
    let (room, plan) = (house.offer.room(&typed.room)?, house.offer.plan(&typed.plan)?);
    Some(Chosen { room, plan, wanted, quote: quote(&house.offer, room, plan, wanted, house.currency)? })
}

/// `GET /{lang}/book?room=…&plan=…&arrival=…`.
pub(super) async fn show(State(front): State<Arc<Front>>, Path(lang): Path<String>, Query(typed): Query<Typed>) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    // Nothing about a person is taken from an address.
    let typed = Typed { room: typed.room, plan: typed.plan, asked: typed.asked, ..Typed::default() };
    let house = house::read(&front.app.store, front.app.clock.now()).await?;
    asking(&front, tongue, &house, &typed, &[], None).await
}

/// `POST /{lang}/book`: 303 to the booking; else the form again, with what was typed.
pub(super) async fn send(
    State(front): State<Arc<Front>>,
    Path(lang): Path<String>,
    Extension(network): Extension<Network>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Fault> {
    let tongue = tongue(&lang)?;
    let now = front.app.clock.now();
    let house = house::read(&front.app.store, now).await?;
    if !typed.look.is_empty() {
        return asking(&front, tongue, &house, &typed, &[], None).await;
    }
    let form = match Form::read(&front.app.keys, &typed.form, now) {
        Ok(form) => form,
        Err(Refused::Stale) => return asking(&front, tongue, &house, &typed, &[], Some(Key::HotelFormStale)).await,
        Err(Refused::Forged) => return Err(Fault::new(StatusCode::BAD_REQUEST)),
    };
    let Some(chosen) = chosen(&house, &typed, tongue) else { return asking(&front, tongue, &house, &typed, &[], None).await };
    let details = match typed.read(tongue) {
        Ok(details) => details,
        Err(wrong) => return asking(&front, tongue, &house, &typed, &wrong, None).await,
    };
    count(&front, network)?;
    let order = Order {
        form: &form,
        room: &typed.room,
        plan: &typed.plan,
        wanted: chosen.wanted,
        seen_total: typed.total.parse().unwrap_or(-1),
        details: &details,
        locale: tongue.locale(),
        site: &front.url,
    };
    match book(&front.app.store, &front.app.keys, &front.known, &order, now).await? {
        Outcome::Booked(link) => {
            front.app.mail_due.notify_one();
            let path = HeaderValue::from_str(&format!("/{lang}/booking/{link}")).expect("tags and hexadecimal digits are plain");
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response())
        }
        Outcome::Changed => asking(&front, tongue, &house, &typed, &[], Some(Key::HotelPriceChanged)).await,
        Outcome::SoldOut => sold_out::page(&front, tongue, &typed, chosen.wanted).await,
    }
}

/// The form as a page: 200 when it is asked for, 422 where something is wrong with it, 409 where something has changed.
async fn asking(
    front: &Front,
    tongue: Tongue,
    house: &House,
    typed: &Typed,
    wrong: &[Wrong],
    changed: Option<Key>,
) -> Result<Response, Fault> {
    let Some(chosen) = chosen(house, typed, tongue) else {
        let query = [("arrival", &typed.asked.arrival), ("departure", &typed.asked.departure), ("adults", &typed.asked.adults)];
        let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
        let path = format!("/{}/rooms?{}", tongue.locale().tag(), query.join("&"));
        let path = HeaderValue::from_str(&path).map_err(|_| Fault::not_found())?;
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response());
    };
    let wording = ledger::shown(&front.app.store, tongue.locale()).await?;
    let form = Form::new(&front.app.keys, front.app.clock.now());
    let status = match (wrong.is_empty(), changed) {
        (true, None) => StatusCode::OK,
        (true, Some(_)) => StatusCode::CONFLICT,
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let query = format!("/book?room={}&plan={}&{}", chosen.room.code, chosen.plan.code, Asked::query(chosen.wanted));
    let main = html! {
        section.details {
            div.details-h {
                h1 { (tongue.say(Key::HotelDetailsTitle)) }
                @if let Some(key) = changed { div.errors role="alert" tabindex="-1" autofocus { p { (tongue.say(key)) } } }
                (summary(tongue, wrong))
            }
            (aside(tongue, house, &chosen))
            div.details-f { (form_html(tongue, typed, wrong, wording.as_ref(), &form, &chosen)) }
        }
    };
    let title = tongue.say(Key::HotelDetailsTitle);
    // After a form was sent the other languages would show an empty one.
    let path = (typed.form.is_empty() && typed.look.is_empty()).then_some(query);
    let page = Page { tongue, house: Some(house), title, path, is_public: false, linked: None, main };
    Ok(page.with_status(front, status))
}

/// A value that goes back into an address: digits and dashes, nothing else.
fn plain(value: &str) -> String {
    value.chars().filter(|letter| letter.is_ascii_digit() || *letter == '-').take(12).collect()
}

fn form_html(tongue: Tongue, typed: &Typed, wrong: &[Wrong], wording: Option<&Wording>, form: &Form, chosen: &Chosen<'_>) -> Markup {
    let line = |id, key, kind, autocomplete, value, max, required, hint: Option<Key>| {
        let hint = hint.map(|key| tongue.say(key));
        Line { id, label: tongue.say(key), kind, autocomplete, value, max, required, hint }.html(tongue, wrong)
    };
    let given = line("given_name", Key::HotelGivenName, "text", "given-name", typed.given_name.as_str(), NAME_MAX, true, None);
    let surname = line("surname", Key::HotelSurname, "text", "family-name", typed.surname.as_str(), NAME_MAX, true, None);
    let family_first = tongue.locale() == innkeeper_texts::Locale::ZhCn;
    html! {
        form method="post" action={ "/" (tongue.locale().tag()) "/book" } novalidate {
            (hidden(typed, chosen.wanted))
            input type="hidden" name="form" value=(form.text());
            input type="hidden" name="total" value=(chosen.quote.total.minor);
            div.pair { @if family_first { (surname) (given) } @else { (given) (surname) } }
            div.pair {
                (line("email", Key::HotelEmail, "email", "email", typed.email.as_str(), EMAIL_MAX, true, Some(Key::HotelEmailHint)))
                (line("phone", Key::HotelPhone, "tel", "tel", typed.phone.as_str(), PHONE_MAX, false, Some(Key::HotelPhoneHint)))
            }
            (country(tongue, typed, wrong))
            (wishes(tongue, typed, wrong))
            @if let Some(wording) = wording {
                input type="hidden" name="wording" value=(wording.id);
                div.consent {
                    input type="checkbox" id="agree" name="agree" value="yes" checked[!typed.agree.is_empty()];
                    label for="agree" lang=(wording.locale) { (wording.text) }
                }
            }
            p.small { (tongue.say(Key::HotelDataNote)) " " a href={ "/" (tongue.locale().tag()) "/privacy" } { (tongue.say(Key::HotelDataLink)) } }
            button.button type="submit" { (tongue.with(Key::HotelBook, &[("amount", tongue.money(chosen.quote.total).into())])) }
            p.small { (tongue.say(Key::HotelPayLater)) }
        }
    }
}

/// What was chosen, as hidden fields.
pub(super) fn hidden(typed: &Typed, wanted: Wanted) -> Markup {
    html! {
        input type="hidden" name="room" value=(typed.room);
        input type="hidden" name="plan" value=(typed.plan);
        input type="hidden" name="arrival" value=(wanted.arrival);
        input type="hidden" name="departure" value=(wanted.departure);
        input type="hidden" name="adults" value=(wanted.adults);
        input type="hidden" name="children" value=(wanted.children);
    }
}

fn country(tongue: Tongue, typed: &Typed, wrong: &[Wrong]) -> Markup {
    let problem = wrong.iter().find(|wrong| wrong.field == "country");
    html! {
        div.field {
            label for="country" { (tongue.say(Key::HotelCountry)) }
            select id="country" name="country" autocomplete="country" aria-invalid=[problem.map(|_| "true")]
                aria-describedby=[problem.map(|_| "country-wrong")] {
                option value="" { (tongue.say(Key::HotelCountryChoose)) }
                @for (code, name) in countries::all(tongue.locale()) { option value=(code) selected[code == typed.country] { (name) } }
            }
            @if let Some(problem) = problem { p.wrong id="country-wrong" { (problem.words) } }
        }
    }
}

fn wishes(tongue: Tongue, typed: &Typed, wrong: &[Wrong]) -> Markup {
    let problem = wrong.iter().find(|wrong| wrong.field == "wishes");
    let described = if problem.is_some() { "wishes-wrong wishes-hint" } else { "wishes-hint" };
    html! {
        div.field {
            label for="wishes" { (tongue.say(Key::HotelWishes)) " " i { (tongue.say(Key::HotelOptional)) } }
            p.hint id="wishes-hint" { (tongue.say(Key::HotelWishesHint)) }
            // The first line break of a text area is not part of its text.
            textarea id="wishes" name="wishes" rows="3" maxlength=(WISHES_MAX) aria-invalid=[problem.map(|_| "true")]
                aria-describedby=(described) { "\n" (typed.wishes) }
            @if let Some(problem) = problem { p.wrong id="wishes-wrong" { (problem.words) } }
        }
    }
}

fn aside(tongue: Tongue, house: &House, chosen: &Chosen<'_>) -> Markup {
    let locale = tongue.locale();
    let Chosen { room, plan, wanted, quote } = chosen;
    html! {
        aside.stay aria-labelledby="stay" {
            (super::drawings::room(room.picture, ""))
            div.stay-b {
                h2 id="stay" { (room.name.said(locale.tag())) }
                p { (stay_line(tongue, *wanted)) }
                p { (plan.name.said(locale.tag())) }
                (nights(tongue, &quote.nights, quote.total))
                p.small { (cancel_terms(tongue, quote.free_until, quote.late_fee)) }
                p.small { (house.offer.policies.taxes.said(locale.tag())) }
                a.cta href={ "/" (locale.tag()) "/rooms?" (Asked::query(*wanted)) } { (tongue.say(Key::HotelOtherRoom)) }
            }
        }
    }
}

/// The price night by night, and its sum.
pub(super) fn nights(
    tongue: Tongue,
    nights: &[(innkeeper_domain::Date, innkeeper_domain::Money)],
    total: innkeeper_domain::Money,
) -> Markup {
    html! {
        table.nights {
            caption.vh { (tongue.say(Key::HotelNightByNight)) }
            tbody { @for (night, price) in nights { tr { th scope="row" { (tongue.day(*night)) } td { (tongue.money(*price)) } } } }
            tfoot { tr { th scope="row" { (tongue.say(Key::HotelFactTotal)) } td { (tongue.money(total)) } } }
        }
    }
}
