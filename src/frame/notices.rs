//! What concerns every page: the connection needs a person, storage fails, the clock is off, a new version waits, a demo.

use innkeeper_engine::protocol::{PersonView, Pill, StatusView};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::platform::{page, server, update};
use crate::services::services;
use crate::ui::{Banner, Button, Dialog, Tone, Weight};

/// The notices, above the page. While the frame stands aside only what endangers the work is told.
#[component]
pub fn Notices(
    /// The frame stands aside.
    alone: Memo<bool>,
) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let of_status =
        move |part: fn(&StatusView) -> bool| Memo::new(move |_| services.status.with(|status| status.as_ref().is_some_and(part)));
    let sign_in = of_status(|status| status.sign_in_needed);
    let outdated = of_status(|status| status.outdated);
    let trouble = Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.storage_trouble.clone())));
    let clock = Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.clock_off)));
    let demo = of_status(|status| status.person.as_ref().is_some_and(|person| person.demo));
    // A restart in the middle of something would be felt: it is offered when all is sent and no form holds anything.
    let unsent = of_status(|status| matches!(status.pill, Pill::OnThisDevice(_) | Pill::Sending { .. }));
    let new_version = update::waiting();
    let offered = Memo::new(move |_| new_version.get() && !outdated.get() && !unsent.get() && !alone.get() && !page::holds_unsaved());
    let location = use_location();
    let sign_in_href = move || format!("{}?next={}", address::SIGN_IN, location.pathname.get());
    view! {
        <aside class="notices" aria-label=texts.text(Key::AppNotices)>
            {move || (sign_in.get() && !alone.get()).then(|| view! {
                <Banner title=texts.text(Key::AppSignInTitle)>
                    <p>{texts.text(Key::AppSignInText)}</p>
                    <p class="acts"><a class="btn" href=sign_in_href>{texts.text(Key::SignInGo)}</a></p>
                </Banner>
            })}
            {move || trouble.get().map(|trouble| view! {
                <Banner tone=Tone::Warns title=texts.text(Key::AppStorageTitle)>
                    <p>{texts.trouble(&trouble)}</p>
                </Banner>
            })}
            {move || clock.get().map(|off| view! {
                <Banner title=texts.text(Key::AppClockTitle)>
                    <p>{texts.with(Key::AppClockText, &[("minutes", (off.abs() / 60_000).into())])}</p>
                </Banner>
            })}
            {move || (outdated.get() && !alone.get()).then(|| view! {
                <Banner tone=Tone::Warns title=texts.text(Key::AppOutdatedTitle)>
                    <p>{texts.text(Key::AppOutdatedText)}</p>
                    <p class="acts"><Button on_press=|()| update::take()>{texts.text(Key::AppUpdateGo)}</Button></p>
                </Banner>
            })}
            {move || offered.get().then(|| view! {
                <Banner tone=Tone::Calm title=texts.text(Key::AppUpdateTitle)>
                    <p>{texts.text(Key::AppUpdateText)}</p>
                    <p class="acts"><Button on_press=|()| update::take()>{texts.text(Key::AppUpdateGo)}</Button></p>
                </Banner>
            })}
            {move || (demo.get() && !alone.get()).then(Demo)}
        </aside>
    }
}

/// Says that the hotel is a demo, and removes it for those who look after the tablets.
#[component]
fn Demo() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let may = Memo::new(move |_| services.status.with(|status| of_person(status.as_ref()).is_some_and(|person| person.manages_devices)));
    let asked = RwSignal::new(false);
    let remove = Action::new_local(move |(): &()| async move {
        match server::post("/api/demo/remove", &[]).await {
            Ok(_) => page::reload(),
            Err(problem) => {
                asked.set(false);
                services.toasts.warn(texts.trouble(&problem));
            }
        }
    });
    let pending = remove.pending();
    view! {
        <p class="demo-note">
            <span>{texts.text(Key::AppDemo)}</span>
            {move || may.get().then(|| view! {
                <button type="button" class="link" on:click=move |_| asked.set(true)>{texts.text(Key::AppDemoRemove)}</button>
            })}
        </p>
        <Dialog open=asked on_close=move |()| asked.set(false) title=texts.text(Key::AppDemoAsk)>
            <p>{texts.text(Key::AppDemoAskText)}</p>
            <p class="acts">
                <Button weight=Weight::Quiet on_press=move |()| asked.set(false)>{texts.text(Key::AppDemoKeep)}</Button>
                <Button weight=Weight::Danger busy=pending on_press=move |()| { remove.dispatch_local(()); }>{texts.text(Key::AppDemoRemove)}</Button>
            </p>
        </Dialog>
    }
}

fn of_person(status: Option<&StatusView>) -> Option<&PersonView> {
    status.and_then(|status| status.person.as_ref())
}
