//! The house's own words and rules, its address, its hours, and who its mails are from.

use innkeeper_domain::country::Country;
use innkeeper_domain::offer::{Address, LateFee, Offer, Part, Policies};
use innkeeper_texts::Key;
use innkeeper_view::offer::number;
use leptos::prelude::*;

use super::Desk;
use super::faults::Faults;
use super::list::Sending;
use super::said::Said;
use crate::platform::page;
use crate::ui::{Card, Choice, Kind, NOTHING, TextField};

/// A line that is typed.
type Line = RwSignal<String>;

/// The fields of the form.
#[derive(Clone, Copy)]
struct Form {
    headline: Said,
    tagline: Said,
    rooms_heading: Said,
    rules: Said,
    taxes: Said,
    privacy: Said,
    street: Line,
    postal_code: Line,
    city: Line,
    country: Line,
    phone: Line,
    email: Line,
    sender: Line,
    check_in: Line,
    check_out: Line,
    late_fee: Line,
    max_nights: Line,
    days_ahead: Line,
}

impl Form {
    fn new(now: &Policies) -> Self {
        let line = |text: &str| RwSignal::new(text.to_owned());
        let Policies { address, .. } = now;
        Self {
            headline: Said::new(&now.headline),
            tagline: Said::new(&now.tagline),
            rooms_heading: Said::new(&now.rooms_heading),
            rules: Said::new(&now.rules),
            taxes: Said::new(&now.taxes),
            privacy: Said::new(&now.privacy),
            street: line(&address.street),
            postal_code: line(&address.postal_code),
            city: line(&address.city),
            country: line(&address.country),
            phone: line(&now.phone),
            email: line(&now.email),
            sender: line(&now.sender),
            check_in: line(&now.check_in),
            check_out: line(&now.check_out),
            late_fee: line(fee_code(now.late_fee)),
            max_nights: line(&now.max_nights.to_string()),
            days_ahead: line(&now.days_ahead.to_string()),
        }
    }

    /// What the fields say now.
    fn policies(self) -> Policies {
        let line = |typed: Line| typed.with(|typed| typed.trim().to_owned());
        Policies {
            headline: self.headline.words(),
            tagline: self.tagline.words(),
            rooms_heading: self.rooms_heading.words(),
            rules: self.rules.words(),
            taxes: self.taxes.words(),
            privacy: self.privacy.words(),
            address: Address {
                street: line(self.street),
                postal_code: line(self.postal_code),
                city: line(self.city),
                country: line(self.country),
            },
            phone: line(self.phone),
            email: line(self.email),
            sender: line(self.sender),
            check_in: line(self.check_in),
            check_out: line(self.check_out),
            late_fee: FEES.into_iter().find(|fee| fee_code(*fee) == self.late_fee.get()).unwrap_or_default(),
            max_nights: self.max_nights.with(|typed| number(typed)),
            days_ahead: self.days_ahead.with(|typed| number(typed)),
        }
    }
}

const FEES: [LateFee; 2] = [LateFee::FirstNight, LateFee::Whole];

const fn fee_code(fee: LateFee) -> &'static str {
    match fee {
        LateFee::FirstNight => "first-night",
        LateFee::Whole => "whole",
    }
}

/// The card.
#[component]
pub(super) fn House(desk: Desk) -> impl IntoView {
    let texts = desk.services.texts;
    // Drawn anew only when these words change, so that nothing typed here is lost to a change of a room.
    let policies = Memo::new(move |_| desk.offer().policies);
    let inside = move || {
        let now = policies.get();
        if desk.editable() {
            return form(desk, now);
        }
        let lines = [
            (Key::SiteHeadline, desk.language.with(|tag| now.headline.said(tag).to_owned())),
            (Key::SitePhone, now.phone),
            (Key::SiteEmail, now.email),
        ];
        let lines = lines.map(|(label, fact)| {
            let fact = if fact.is_empty() { NOTHING.to_owned() } else { fact };
            view! { <div><dt>{texts.text(label)}</dt><dd>{fact}</dd></div> }
        });
        view! { <dl class="facts-list">{lines.collect_view()}</dl> }.into_any()
    };
    view! { <Card title=texts.text(Key::SiteHouse)>{inside}</Card> }
}

fn form(desk: Desk, was: Policies) -> AnyView {
    let texts = desk.services.texts;
    let form = Form::new(&was);
    let faults = Faults::new(texts);
    let sending = Sending::new(desk);
    page::guard(Signal::derive(move || form.policies() != was));
    let submit =
        sending.on_submit(faults, Key::SiteHouseSaved, None, move || (Offer { policies: form.policies(), ..desk.offer() }, Part::Policies));
    view! {
        <form class="fields" on:submit=submit>
            {said(desk, form, faults)}
            {reached(desk, form, faults)}
            {rules(desk, form, faults)}
            {sending.ends(None)}
        </form>
    }
    .into_any()
}

/// What the first page says.
fn said(desk: Desk, form: Form, faults: Faults) -> AnyView {
    view! {
        <h3 class="full">{desk.services.texts.text(Key::SiteFirstPage)}</h3>
        {form.headline.field(desk, Key::SiteHeadline, false, faults.of("headline"))}
        {form.headline.gaps(desk)}
        {form.tagline.field(desk, Key::SiteTagline, true, faults.of("tagline"))}
        {form.rooms_heading.field(desk, Key::SiteRoomsHeading, false, faults.of("rooms_heading"))}
    }
    .into_any()
}

/// Where the house is, how it is reached, and who writes for it.
fn reached(desk: Desk, form: Form, faults: Faults) -> AnyView {
    let texts = desk.services.texts;
    let line =
        |label: Key, value: Line, field: &'static str| view! { <TextField label=texts.text(label) value=value error=faults.of(field) /> };
    let countries =
        Country::all().iter().map(|country| (country.alpha2().to_owned(), desk.services.formats.country(country.alpha2()))).collect();
    let mut countries = desk.services.formats.sorted(countries);
    countries.insert(0, (String::new(), NOTHING.to_owned()));
    view! {
        <h3 class="full">{texts.text(Key::SiteReached)}</h3>
        {line(Key::SiteStreet, form.street, "street")}
        {line(Key::SitePostalCode, form.postal_code, "postal_code")}
        {line(Key::SiteCity, form.city, "city")}
        <Choice label=texts.text(Key::SiteCountry) value=form.country options=countries />
        <TextField label=texts.text(Key::SitePhone) value=form.phone kind=Kind::Phone error=faults.of("phone") />
        <TextField label=texts.text(Key::SiteEmail) value=form.email kind=Kind::Email hint=texts.text(Key::SiteEmailHint) error=faults.of("email") />
        <TextField label=texts.text(Key::SiteSender) value=form.sender full=true hint=texts.text(Key::SiteSenderHint) error=faults.of("sender") />
    }
    .into_any()
}

/// Hours and rules.
fn rules(desk: Desk, form: Form, faults: Faults) -> AnyView {
    let texts = desk.services.texts;
    let fees = [Key::SiteFeeFirst, Key::SiteFeeWhole].map(|words| texts.text(words));
    let fees = FEES.into_iter().map(|fee| fee_code(fee).to_owned()).zip(fees).collect::<Vec<_>>();
    let line = |label: Key, hint: Key, value: Line, field: &'static str| {
        view! { <TextField label=texts.text(label) value=value hint=texts.text(hint) error=faults.of(field) /> }
    };
    let number = |label: Key, value: Line, field: &'static str| {
        view! { <TextField label=texts.text(label) value=value kind=Kind::Number error=faults.of(field) /> }
    };
    view! {
        <h3 class="full">{texts.text(Key::SiteHours)}</h3>
        {line(Key::SiteCheckIn, Key::SiteTimeHint, form.check_in, "check_in")}
        {line(Key::SiteCheckOut, Key::SiteTimeHint, form.check_out, "check_out")}
        <Choice label=texts.text(Key::SiteLateFee) value=form.late_fee options=fees />
        {number(Key::SiteMaxNights, form.max_nights, "max_nights")}
        {number(Key::SiteDaysAhead, form.days_ahead, "days_ahead")}
        {form.taxes.field(desk, Key::SiteTaxes, true, faults.of("taxes"))}
        {form.rules.field(desk, Key::SiteRules, true, faults.of("rules"))}
        {form.privacy.field(desk, Key::SitePrivacy, true, faults.of("privacy"))}
        {form.privacy.gaps(desk)}
        <p class="note full">{texts.text(Key::SitePrivacyText)}</p>
    }
    .into_any()
}
