//! The head of a guest's page: name, where they stand, the stay that matters now, and what to mind.

use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::{Fields, Money, Value, guest};
use innkeeper_engine::protocol::{Colleague, GuestView, Query, StayView, View};
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::{Shared, name_of};
use crate::pages::guests::row::{light, money};
use crate::platform::clock;
use crate::platform::intl::{DayForm, Precision};
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Glyph, Icon, NOTHING, Stat};

/// Chips in the preference strip at most.
const MOST_CHIPS: usize = 8;

/// A guest's shown values, by the keys of the field table.
struct Shown<'a>(&'a GuestView);

impl Fields for Shown<'_> {
    fn value(&self, name: &str) -> Option<&Value> {
        self.0.fields.iter().find(|field| field.name == name).and_then(|field| field.choices.first()).map(|choice| &choice.value)
    }
}

/// The head.
#[component]
pub fn Head(guest: Memo<Shared>) -> impl IntoView {
    let services = services();
    let colleagues = services.engine.watch(Query::Colleagues, |view| match view {
        View::Colleagues(colleagues) => Some(colleagues),
        _ => None,
    });
    let every_chip = RwSignal::new(false);
    view! {
        <div class="ghead">
            <section class="who-card" aria-label=services.texts.text(Key::EntityGuest)>
                <span class="monogram lg" aria-hidden="true">{move || guest.with(|guest| guest.monogram.clone())}</span>
                <div>
                    // Drawn once: what is drawn anew would lose the focus, which is here after navigation.
                    <h1 id=page::TITLE_ID tabindex="-1">{move || guest.with(|guest| name_of(services, guest))}{move || guest.with(native)}</h1>
                    {move || colleagues.view.with(|colleagues| guest.with(|guest| who(services, guest, colleagues.as_deref().unwrap_or_default())))}
                </div>
                <dl class="stats">{figures(services, guest)}</dl>
            </section>
            {move || guest.with(|guest| stay(services, guest))}
        </div>
        {move || guest.with(|guest| strip(services, guest, every_chip))}
    }
}

/// The name in the other script, which is that of the guest's own language.
fn native(guest: &Shared) -> impl IntoView + use<> {
    let own_language = Shown(guest).get::<String>(guest::LANGUAGE).filter(|text| !text.is_empty());
    (!guest.row.native.is_empty()).then(|| view! { " "<span class="alt" lang=own_language>{guest.row.native.clone()}</span> })
}

fn who(services: Services, guest: &GuestView, colleagues: &[Colleague]) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let shown = Shown(guest);
    let text = |key| shown.get::<String>(key).filter(|text| !text.is_empty());
    let fact = |icon, words: String| view! { <span><Glyph of=icon />{words}</span> };
    let writes =
        text(guest::LANGUAGE).map(|tag| fact(Icon::Globe, texts.with(Key::GuestWritesIn, &[("language", formats.language(&tag).into())])));
    let from: Vec<_> = text(guest::CITY).into_iter().chain(text(guest::COUNTRY).map(|code| formats.country(&code))).collect();
    let from = (!from.is_empty()).then(|| fact(Icon::MapPin, from.join(", ")));
    let works = text(guest::COMPANY_NAME).map(|company| fact(Icon::Building, company));
    let owner = shown.get(guest::OWNER).and_then(|owner| colleagues.iter().find(|colleague| colleague.user.0 == owner));
    let owner = owner.map(|owner| fact(Icon::User, texts.with(Key::GuestOwner, &[("name", (&owner.name).into())])));
    let stage = guest.row.stage.as_ref().map(|stage| texts.label(&guest::STAGE.field().code_label(stage)));
    let number = text(guest::NUMBER).map(|number| texts.with(Key::GuestNumber, &[("number", number.into())]));
    // "No" alone would not say to what.
    let asked = (guest.row.light != ConsentLight::Yes).then(|| view! { <span class="note">{texts.text(Key::GuestsMayWeWrite)}</span> });
    view! {
        <p class="facts">{writes}{from}{works}{owner}</p>
        <p class="marks">
            {asked}
            {light(services, guest.row.light, true)}
            {stage.map(|stage| view! { <span>{stage}</span> })}
            {number.map(|number| view! { <span class="note">{number}</span> })}
        </p>
    }
}

fn figures(services: Services, guest: Memo<Shared>) -> impl IntoView {
    let Services { texts, formats, .. } = services;
    let spend = move |per_night: bool| {
        guest
            .with(|guest| {
                let all = guest.row.value.as_ref().and_then(money)?;
                let minor = if per_night { all.minor.checked_div(i64::from(guest.row.nights))? } else { all.minor };
                Some(formats.money(Money::new(minor, all.currency), Precision::Whole))
            })
            .unwrap_or_else(|| NOTHING.to_owned())
    };
    let count = move |part: fn(&GuestView) -> u32| Signal::derive(move || formats.number(i64::from(guest.with(|guest| part(guest)))));
    view! {
        <Stat label=texts.text(Key::GuestStays) value=count(|guest| guest.row.stays) />
        <Stat label=texts.text(Key::GuestsNights) value=count(|guest| guest.row.nights) />
        <Stat label=texts.text(Key::GuestANight) value=Signal::derive(move || spend(true)) />
        <Stat label=texts.text(Key::GuestInAll) value=Signal::derive(move || spend(false)) />
    }
}

/// The stay going on or the next one; else the last.
fn stay(services: Services, guest: &GuestView) -> AnyView {
    let Services { texts, formats, .. } = services;
    let today = clock::today();
    let (stay, past) = match (&guest.next, &guest.last) {
        (Some(next), _) => (next, false),
        (None, Some(last)) => (last, true),
        (None, None) => return view! { <section class="next past"><h2>{texts.text(Key::GuestNoStay)}</h2></section> }.into_any(),
    };
    let heading = match (stay.arrival, stay.departure) {
        (_, Some(departure)) if past => {
            texts.with(Key::GuestLastStay, &[("when", formats.days_from_now(today.days_until(departure)).into())])
        }
        (Some(arrival), _) if arrival <= today => texts.text(Key::GuestHereNow),
        (Some(arrival), _) => texts.with(Key::GuestNextStay, &[("when", formats.days_from_now(today.days_until(arrival)).into())]),
        _ => texts.text(Key::EntityStay),
    };
    let day = |day: Option<innkeeper_domain::Date>| {
        let form = if past { DayForm::Full } else { DayForm::Weekday };
        day.map_or_else(|| NOTHING.to_owned(), |day| formats.day(day, form))
    };
    view! {
        <section class="next" class:past=past>
            <h2>{heading}</h2>
            <p class="dates">
                <b>{day(stay.arrival)}</b>
                <Glyph of=Icon::ArrowRight />
                <b>{day(stay.departure)}</b>
                <span>{texts.with(Key::GuestNights, &[("count", stay.nights.into())])}</span>
            </p>
            <dl>{lines(services, stay)}</dl>
        </section>
    }
    .into_any()
}

fn lines(services: Services, stay: &StayView) -> impl IntoView + use<> {
    let texts = services.texts;
    let line = |label: Key, words: String| (!words.is_empty()).then(|| view! { <div><dt>{texts.text(label)}</dt><dd>{words}</dd></div> });
    view! {
        {line(Key::FieldStayRoomNumber, stay.room.clone())}
        {line(Key::GuestParty, party(services, stay))}
        {line(Key::GuestRate, rate(services, stay))}
        {line(Key::FieldStayConfirmationNumber, stay.number.clone())}
    }
}

/// Who travels, in words; empty if the reservation does not say.
pub fn party(services: Services, stay: &StayView) -> String {
    let texts = services.texts;
    match stay.party {
        (0, 0) => String::new(),
        (adults, 0) => texts.with(Key::GuestAdults, &[("count", adults.into())]),
        (adults, children) => {
            [texts.with(Key::GuestAdults, &[("count", adults.into())]), texts.with(Key::GuestChildren, &[("count", children.into())])]
                .join(", ")
        }
    }
}

/// Price, meals and channel, as far as they are known.
pub fn rate(services: Services, stay: &StayView) -> String {
    let total = stay.total.as_ref().and_then(money).map(|money| services.formats.money(money, Precision::Exact));
    let words = [total.unwrap_or_default(), stay.board.clone(), stay.channel.clone()];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What to mind: allergies first and in red, a birthday during the stay, then care and wishes.
fn strip(services: Services, guest: &GuestView, every: RwSignal<bool>) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let shown = Shown(guest);
    let text = |key| shown.get::<String>(key).filter(|text| !text.trim().is_empty());
    let mut chips: Vec<(&'static str, Icon, String)> = Vec::new();
    if shown.get(guest::RESTRICTED) == Some(true) {
        chips.push(("pref alert", Icon::Lock, texts.text(Key::FieldGuestRestricted)));
    }
    if let Some(allergies) = text(guest::ALLERGIES) {
        chips.push(("pref alert", Icon::TriangleAlert, texts.with(Key::GuestAllergy, &[("what", allergies.into())])));
    }
    let birthday = shown.get(guest::BIRTH_DATE).and_then(|born| {
        let stay = guest.next.as_ref()?;
        let (arrival, departure) = (stay.arrival?, stay.departure?);
        let years = arrival.year()..=departure.year();
        years.filter_map(|year| innkeeper_domain::Date::new(year, born.month(), born.day())).find(|day| (arrival..=departure).contains(day))
    });
    if let Some(day) = birthday {
        chips.push(("pref day", Icon::Cake, texts.with(Key::GuestBirthday, &[("day", formats.day(day, DayForm::Short).into())])));
    }
    chips.extend(text(guest::DIETARY).map(|diet| ("pref", Icon::Leaf, diet)));
    chips.extend(text(guest::ACCESSIBILITY).map(|need| ("pref", Icon::User, need)));
    for set in [guest::PREFERENCES.name(), guest::TAGS.name()] {
        let icon = if set == guest::TAGS.name() { Icon::Tag } else { Icon::Heart };
        let members = guest.sets.get(set).into_iter().flatten().filter_map(Value::as_text);
        chips.extend(members.map(|member| ("pref", icon, member.to_owned())));
    }
    let rest = chips.len().saturating_sub(MOST_CHIPS);
    if !every.get() {
        chips.truncate(MOST_CHIPS);
    }
    let more = (rest > 0).then(|| {
        let words = if every.get() { texts.text(Key::GuestFewerChips) } else { texts.with(Key::GuestMoreChips, &[("count", rest.into())]) };
        let on = if every.get() { "true" } else { "false" };
        view! { <li><button type="button" class="pref" aria-expanded=on on:click=move |_| every.update(|every| *every = !*every)>{words}</button></li> }
    });
    (!chips.is_empty()).then(|| {
        let chips = chips.into_iter().map(|(class, icon, words)| view! { <li class=class><Glyph of=icon />{words}</li> }).collect_view();
        view! {
            <section class="prefs" aria-label=texts.text(Key::FieldGuestPreferences)>
                <ul>{chips}{more}</ul>
            </section>
        }
    })
}
