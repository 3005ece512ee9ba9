//! The door: a sign-in form, or, while the hotel's server knows nobody yet, the form that opens the hotel.

use std::time::Duration;

use innkeeper_engine::protocol::EngineProblem;
use innkeeper_texts::{Key, Locale};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::later;
use super::settings::{currencies, zones};
use super::sign_in::SignIn;
use crate::frame::Gate;
use crate::platform::{intl, page, prefs, server};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Choice, Kind, Loading, Segmented, TextField, Tone, Weight};

/// A server that does not answer within this time is taken for one that has staff: whoever knows their password can go on.
const PATIENCE: Duration = Duration::from_millis(1500);
/// The least a password is long, as the server asks.
const PASSWORD_MIN: usize = 12;

/// Which of the two forms.
#[component]
pub fn Door() -> impl IntoView {
    let texts = services().texts;
    let answer = RwSignal::new(None::<bool>);
    leptos::task::spawn_local(async move {
        let session = server::exchange("GET", "/api/session", None).await;
        answer.try_set(Some(session.is_ok_and(|(_, answer)| answer.flag("first_run"))));
    });
    set_timeout(
        move || {
            answer.try_update(|answer| *answer = answer.or(Some(false)));
        },
        PATIENCE,
    );
    // Drawn anew only when it is the other form: what is being typed must stay.
    let first = Memo::new(move |_| answer.get());
    move || match first.get() {
        None => view! { <main class="gate"><Loading label=texts.text(Key::AppLoading) /></main> }.into_any(),
        Some(true) => later::first_run(),
        Some(false) => SignIn().into_any(),
    }
}

/// The form that opens the hotel.
#[component]
pub fn FirstRun() -> impl IntoView {
    let services = services();
    let Services { texts, formats, .. } = services;
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned())).to_vec();
    let beginnings =
        [("", Key::FirstRunEmpty), ("demo", Key::FirstRunDemoHotel)].map(|(code, words)| (code.to_owned(), texts.text(words))).to_vec();
    let [hotel, name, email, password, beginning] = [(); 5].map(|()| RwSignal::new(String::new()));
    let (zone, currency) = (RwSignal::new(intl::own_zone()), RwSignal::new("EUR".to_owned()));
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<EngineProblem>);
    // From another computer than its own the server asks for the code in the address that it showed when it started.
    let code = use_query_map().with_untracked(|query| query.get("setup")).unwrap_or_default();
    // What is missing is said after the first try, not while it is being typed.
    let missing = move |field: RwSignal<String>, words: Key| {
        Signal::derive(move || (tried.get() && field.with(|text| text.trim().is_empty())).then(|| texts.text(words)))
    };
    let short = move || password.with(|password| password.chars().count() < PASSWORD_MIN);
    let short_words = Signal::derive(move || (tried.get() && short()).then(|| texts.text(Key::ProblemPasswordShort)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let whole = [hotel, name, email].iter().all(|field| field.with_untracked(|text| !text.trim().is_empty()));
        if !whole || untrack(short) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let code = code.clone();
        leptos::task::spawn_local(async move {
            let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned().into();
            let members = [
                ("hotel", text(hotel)),
                ("name", text(name)),
                ("email", text(email)),
                ("password", password.get_untracked().into()),
                ("locale", texts.locale().tag().into()),
                ("zone", text(zone)),
                ("currency", text(currency)),
                ("setup", code.into()),
                ("demo", beginning.with_untracked(|beginning| !beginning.is_empty()).into()),
            ];
            match server::post("/api/first-run", &members).await {
                // The cookie is set: the page begins anew as that of a person.
                Ok(_) => page::begin(),
                Err(refused) => {
                    busy.set(false);
                    problem.set(Some(refused));
                }
            }
        });
    };
    view! {
        <Gate title=Key::FirstRunTitle wide=true>
            <p class="note">{texts.text(Key::FirstRunText)}</p>
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Warns title=texts.trouble(&problem) /> })}
            <form on:submit=submit>
                <Segmented label=texts.text(Key::AppLanguage) options=languages value=texts.locale().tag().to_owned() on_change=prefs::speak />
                <div class="fields">
                    <TextField
                        label=texts.text(Key::FirstRunHotel)
                        value=hotel
                        full=true
                        autocomplete="organization"
                        error=missing(hotel, Key::FirstRunHotelMissing)
                    />
                    <Choice label=texts.text(Key::SettingsZone) value=zone options=zones(&zone.get_untracked()) />
                    <Choice label=texts.text(Key::SettingsCurrency) value=currency options=currencies(formats, "EUR") />
                    <TextField
                        label=texts.text(Key::FirstRunName)
                        value=name
                        autocomplete="name"
                        error=missing(name, Key::FirstRunNameMissing)
                    />
                    <TextField
                        label=texts.text(Key::FirstRunEmail)
                        value=email
                        kind=Kind::Email
                        autocomplete="username"
                        error=missing(email, Key::FirstRunEmailMissing)
                    />
                    <TextField
                        label=texts.text(Key::FirstRunPassword)
                        value=password
                        kind=Kind::Password
                        full=true
                        autocomplete="new-password"
                        hint=texts.text(Key::FirstRunPasswordHint)
                        error=short_words
                    />
                </div>
                <Segmented
                    label=texts.text(Key::FirstRunDemo)
                    options=beginnings
                    value=beginning
                    on_change=move |chosen| beginning.set(chosen)
                />
                <p class="note">{texts.text(Key::FirstRunDemoText)}</p>
                <Button weight=Weight::Filled submit=true busy=busy>{texts.text(Key::FirstRunGo)}</Button>
            </form>
        </Gate>
    }
}
