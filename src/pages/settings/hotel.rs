//! The hotel: its name, its time zone, its currency.

use innkeeper_engine::protocol::{Command, PropertyView, Query, View};
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::platform::intl::{self, Formats};
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Button, Card, Choice, Loading, NOTHING, TextField};

/// The card.
#[component]
pub fn Hotel() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let hotel = services.engine.watch(Query::Property, |view| match view {
        View::Property(hotel) => Some(hotel),
        _ => None,
    });
    // Drawn anew only when the record changes, so that nothing typed is lost to a view that says the same.
    let known = Memo::new(move |_| hotel.view.get());
    let inside = move || match known.get() {
        None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Some(hotel) if hotel.editable => form(services, hotel),
        Some(hotel) => facts(services, &hotel),
    };
    view! { <Card title=texts.text(Key::SettingsHotel)>{inside}</Card> }
}

/// Time zones the browser knows, and the one that is chosen.
pub fn zones(chosen: &str) -> Vec<(String, String)> {
    let mut zones = intl::known("timeZone");
    if !chosen.is_empty() && !zones.iter().any(|zone| zone == chosen) {
        zones.push(chosen.to_owned());
        zones.sort();
    }
    zones.into_iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect()
}

/// Currencies the browser knows, and the one that is chosen.
pub fn currencies(formats: Formats, chosen: &str) -> Vec<(String, String)> {
    let mut codes = intl::known("currency");
    if !chosen.is_empty() && !codes.iter().any(|code| code == chosen) {
        codes.push(chosen.to_owned());
    }
    codes.into_iter().map(|code| (code.clone(), format!("{code} · {}", formats.currency(&code)))).collect()
}

fn facts(services: Services, hotel: &PropertyView) -> AnyView {
    let texts = services.texts;
    let currency = if hotel.currency.is_empty() { String::new() } else { services.formats.currency(&hotel.currency) };
    let lines = [(Key::SettingsHotelName, &hotel.name), (Key::SettingsZone, &hotel.zone), (Key::SettingsCurrency, &currency)].map(
        |(words, fact)| {
            let fact = if fact.is_empty() { NOTHING.to_owned() } else { fact.clone() };
            view! { <div><dt>{texts.text(words)}</dt><dd>{fact}</dd></div> }
        },
    );
    view! {
        <dl class="facts-list">{lines.collect_view()}</dl>
        <p class="note">{texts.text(Key::SettingsHotelFixed)}</p>
    }
    .into_any()
}

fn form(services: Services, hotel: PropertyView) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (name, zone, currency) =
        (RwSignal::new(hotel.name.clone()), RwSignal::new(hotel.zone.clone()), RwSignal::new(hotel.currency.clone()));
    let missing = RwSignal::new(false);
    let none = || (String::new(), texts.text(Key::SettingsChoose));
    let zones = if hotel.zone.is_empty() { vec![none()] } else { Vec::new() }.into_iter().chain(zones(&hotel.zone)).collect::<Vec<_>>();
    let currencies = if hotel.currency.is_empty() { vec![none()] } else { Vec::new() }
        .into_iter()
        .chain(currencies(formats, &hotel.currency))
        .collect::<Vec<_>>();
    let dirty = Signal::derive(move || {
        name.with(|now| *now != hotel.name) || zone.with(|now| *now != hotel.zone) || currency.with(|now| *now != hotel.currency)
    });
    page::guard(dirty);
    let save = Action::new_local(move |(): &()| {
        let command = Command::SaveProperty {
            name: name.get_untracked().trim().to_owned(),
            zone: zone.get_untracked(),
            currency: currency.get_untracked(),
        };
        async move {
            match services.engine.run(command).await {
                Ok(_) => services.toasts.say(texts.text(Key::AppSavedHere)),
                Err(problem) => services.toasts.warn(texts.trouble(&problem)),
            }
        }
    });
    let pending = save.pending();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(name.with_untracked(|name| name.trim().is_empty()));
        if !missing.get_untracked() && !pending.get_untracked() {
            save.dispatch_local(());
        }
    };
    view! {
        <form class="fields" on:submit=submit>
            <TextField
                label=texts.text(Key::SettingsHotelName)
                value=name
                full=true
                error=Signal::derive(move || missing.get().then(|| texts.text(Key::SettingsHotelMissing)))
            />
            <Choice label=texts.text(Key::SettingsZone) value=zone options=zones />
            <Choice label=texts.text(Key::SettingsCurrency) value=currency options=currencies />
            <p class="acts full"><Button submit=true busy=pending>{texts.text(Key::AppSave)}</Button></p>
        </form>
    }
    .into_any()
}
