//! The mails that a guest gets, in the guest's language: plain words, the same as HTML, and a calendar file.

use innkeeper_domain::Money;
use innkeeper_domain::name::PersonName;
use innkeeper_texts::{Key, Locale};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::book::{Details, Terms};
use super::calendar::{self, Event};
use super::house::House;
use super::written::Tongue;
use crate::store::hotel::BookingRow;
use crate::store::mail::Content;

/// A mail before it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// `confirmation` or `cancellation`.
    pub(crate) about: &'static str,
    /// Who gets it.
    pub(crate) recipient: String,
    /// Its subject.
    pub(crate) subject: String,
    /// What it says.
    pub(crate) content: Content,
}

/// "You are expected."
pub(crate) fn confirmation(house: &House, row: &BookingRow, terms: &Terms, details: &Details, url: &str) -> Letter {
    let tongue = tongue(row);
    let args = [("number", row.number.as_str().into()), ("hotel", house.name.as_str().into())];
    let subject = tongue.with(Key::HotelMailSubject, &args);
    let mut body = Body::begin(tongue, house, details);
    body.paragraphs.push(tongue.with(Key::HotelMailBooked, &[("hotel", house.name.as_str().into())]));
    body.facts = facts(tongue, house, row, terms);
    body.after.push(cancelling(tongue, row, terms));
    if !house.offer.policies.taxes.said(tongue.locale().tag()).is_empty() {
        body.after.push(house.offer.policies.taxes.said(tongue.locale().tag()).to_owned());
    }
    body.link = Some((tongue.say(Key::HotelMailLink), url.to_owned()));
    letter("confirmation", details, subject, &body, house, Some(event(house, row, terms, url, false)))
}

/// "Your booking is cancelled."
pub(crate) fn cancellation(house: &House, row: &BookingRow, terms: &Terms, details: &Details, url: &str) -> Letter {
    let tongue = tongue(row);
    let args = [("number", row.number.as_str().into()), ("hotel", house.name.as_str().into())];
    let subject = tongue.with(Key::HotelMailCancelledSubject, &args);
    let mut body = Body::begin(tongue, house, details);
    body.paragraphs.push(tongue.with(Key::HotelMailCancelled, &args));
    let fee = terms.fee(house.today, row.total);
    body.after.push(if fee.minor == 0 {
        tongue.say(Key::HotelCancelledFree)
    } else {
        tongue.with(Key::HotelCancelledFee, &[("amount", tongue.money(fee).into())])
    });
    body.link = Some((tongue.say(Key::HotelMailLink), url.to_owned()));
    letter("cancellation", details, subject, &body, house, Some(event(house, row, terms, url, true)))
}

/// The stay as a calendar file.
pub(crate) fn event(house: &House, row: &BookingRow, terms: &Terms, url: &str, is_cancelled: bool) -> String {
    let tongue = tongue(row);
    let place = address(house).join(", ");
    let summary = format!("{}: {}", house.name, terms.room.said(tongue.locale().tag()));
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("hotel");
    let uid = format!("{}@{host}", row.number);
    let now = row.cancelled_at.unwrap_or(row.created_at);
    let (first, end) = (row.arrival, row.departure);
    calendar::file(&Event { uid: &uid, first, end, summary: &summary, place: &place, url, is_cancelled, now })
}

/// Name, street, postal code and city, of those that are known.
pub(crate) fn address(house: &House) -> Vec<String> {
    let address = &house.offer.policies.address;
    let city = format!("{} {}", address.postal_code, address.city);
    let lines = [house.name.clone(), address.street.clone(), city.trim().to_owned()];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn tongue(row: &BookingRow) -> Tongue {
    Tongue::of(Locale::from_tag(&row.locale).unwrap_or_default())
}

/// The stay, a line each: what and its value.
pub(crate) fn facts(tongue: Tongue, house: &House, row: &BookingRow, terms: &Terms) -> Vec<(String, String)> {
    let locale = tongue.locale();
    let policies = &house.offer.policies;
    vec![
        (tongue.say(Key::HotelFactNumber), row.number.clone()),
        (
            tongue.say(Key::HotelFactArrival),
            tongue
                .with(Key::HotelFactArrivalValue, &[("day", tongue.day(row.arrival).into()), ("time", policies.check_in.as_str().into())]),
        ),
        (
            tongue.say(Key::HotelFactDeparture),
            tongue.with(
                Key::HotelFactDepartureValue,
                &[("day", tongue.day(row.departure).into()), ("time", policies.check_out.as_str().into())],
            ),
        ),
        (tongue.say(Key::HotelFactGuests), guests(tongue, row.adults, row.children)),
        (tongue.say(Key::HotelFactRoom), terms.room.said(locale.tag()).to_owned()),
        (tongue.say(Key::HotelFactPlan), terms.plan.said(locale.tag()).to_owned()),
        (tongue.say(Key::HotelFactTotal), tongue.money(row.total)),
    ]
}

/// `2 adults, 1 child`.
pub(crate) fn guests(tongue: Tongue, adults: u32, children: u32) -> String {
    let mut parts = vec![tongue.with(Key::HotelAdults, &[("count", adults.into())])];
    if children > 0 {
        parts.push(tongue.with(Key::HotelChildren, &[("count", children.into())]));
    }
    parts.join(tongue.say(Key::HotelListComma).trim_matches('|'))
}

/// Until when cancelling is free, and what it costs then.
pub(crate) fn cancelling(tongue: Tongue, row: &BookingRow, terms: &Terms) -> String {
    cancel_terms(tongue, terms.free_until, Money::new(terms.late_fee, row.total.currency))
}

/// The same of a price that is not booked yet.
pub(crate) fn cancel_terms(tongue: Tongue, free_until: Option<innkeeper_domain::Date>, late_fee: Money) -> String {
    match free_until {
        Some(day) => tongue.with(Key::HotelCancelUntil, &[("day", tongue.day(day).into()), ("amount", tongue.money(late_fee).into())]),
        None => tongue.say(Key::HotelCancelNever),
    }
}

/// The parts of a mail, in their order.
struct Body {
    tongue: Tongue,
    paragraphs: Vec<String>,
    facts: Vec<(String, String)>,
    after: Vec<String>,
    link: Option<(String, String)>,
    foot: Vec<String>,
}

impl Body {
    fn begin(tongue: Tongue, house: &House, details: &Details) -> Self {
        let name = PersonName { given: details.given_name.clone(), surname: details.surname.clone(), ..PersonName::default() };
        let name = name.display(Some(tongue.locale().tag()));
        let policies = &house.offer.policies;
        let mut foot = address(house);
        foot.extend([policies.phone.clone(), policies.email.clone()].into_iter().filter(|line| !line.is_empty()));
        let paragraphs = vec![tongue.with(Key::HotelMailHello, &[("name", name.into())])];
        Self { tongue, paragraphs, facts: Vec::new(), after: Vec::new(), link: None, foot }
    }

    fn text(&self) -> String {
        let mut blocks = self.paragraphs.clone();
        if !self.facts.is_empty() {
            blocks.push(self.facts.iter().map(|(what, value)| format!("{what}: {value}")).collect::<Vec<_>>().join("\n"));
        }
        blocks.extend(self.after.clone());
        blocks.extend(self.link.iter().map(|(words, url)| format!("{words}\n{url}")));
        blocks.push(format!("-- \n{}", self.foot.join("\n")));
        blocks.join("\n\n") + "\n"
    }

    fn html(&self, subject: &str) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.tongue.locale().tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    title { (subject) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    @for paragraph in &self.paragraphs { p { (paragraph) } }
                    @if !self.facts.is_empty() {
                        table role="presentation" {
                            @for (what, value) in &self.facts { tr { th align="left" valign="top" { (what) } td { (value) } } }
                        }
                    }
                    @for paragraph in &self.after { p { (paragraph) } }
                    @if let Some((words, url)) = &self.link { p { a href=(url) { (words) } } }
                    hr;
                    p.foot { @for line in &self.foot { (line) br; } }
                }
            }
        }
    }
}

/// What mail programs keep of a style sheet.
const STYLE: &str = "body{font:16px/1.6 Georgia,serif;max-width:36em;margin:0 auto;padding:24px}th{font-weight:400;opacity:.75;\
padding:4px 24px 4px 0}td{padding:4px 0}hr{border:0;border-top:1px solid #999;margin:24px 0}.foot{font-size:14px;opacity:.75}";

fn letter(about: &'static str, details: &Details, subject: String, body: &Body, house: &House, calendar: Option<String>) -> Letter {
    debug_assert!(!house.name.contains('\n'), "a subject is one line");
    let content = Content { text: body.text(), html: body.html(&subject).into_string(), calendar };
    Letter { about, recipient: details.email.clone(), subject, content }
}
