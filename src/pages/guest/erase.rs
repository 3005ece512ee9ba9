//! Erasing a guest: what goes, what stays, and the officer's own password. It is done by the server, so it needs the network.

use innkeeper_engine::protocol::EngineProblem;
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{Shared, failure, name_of, once_there, root_in_address, watch};
use crate::frame::PageHead;
use crate::pages::NotFound;
use crate::pages::asked::{may, refused};
use crate::platform::server;
use crate::services::{Services, services};
use crate::ui::{Button, Kind, TextField, Weight};

/// The page.
#[component]
pub fn EraseGuest() -> impl IntoView {
    let services = services();
    let root = root_in_address();
    let may = may(|person| person.erases);
    let inside = move || match (may.get(), root.get()) {
        (None, _) => ().into_any(),
        (Some(false), _) => refused(services, Key::GuestEraseRefusedTitle, Key::GuestEraseRefusedText),
        (Some(true), None) => NotFound().into_any(),
        (Some(true), Some(root)) => once_there(services, watch(services, root), move |guest| asking(services, root, guest)).into_any(),
    };
    view! { <main class="page settings-page narrow" id="main" tabindex="-1">{inside}</main> }
}

fn asking(services: Services, root: RootId, guest: Memo<Shared>) -> AnyView {
    let texts = services.texts;
    // Once they are erased there is no name to ask with.
    let name = guest.with_untracked(|guest| name_of(services, guest));
    let (password, empty, failed) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(None::<EngineProblem>));
    let navigate = use_navigate();
    let erase = Action::new_local(move |password: &String| {
        let (password, navigate) = (password.clone(), navigate.clone());
        async move {
            match server::post(&format!("/api/files/{root}/erase"), &[("password", password.into())]).await {
                Ok(_) => {
                    services.toasts.say(texts.text(Key::GuestErasedNow));
                    navigate(address::GUESTS, Default::default());
                }
                Err(problem) => failed.set(Some(problem)),
            }
        }
    });
    let busy = erase.pending();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = password.get_untracked();
        empty.set(typed.is_empty());
        if !typed.is_empty() && !busy.get_untracked() {
            failed.set(None);
            erase.dispatch_local(typed);
        }
    };
    view! {
        <PageHead title=texts.with(Key::GuestEraseTitle, &[("name", name.into())]) />
        <section class="card stack">
            <p>{texts.text(Key::GuestEraseGoes)}</p>
            <p>{texts.text(Key::GuestEraseStays)}</p>
            <p><strong>{texts.text(Key::GuestEraseNever)}</strong></p>
            <form on:submit=submit>
                <TextField
                    label=texts.text(Key::GuestErasePassword)
                    value=password
                    kind=Kind::Password
                    autocomplete="current-password"
                    error=Signal::derive(move || empty.get().then(|| texts.text(Key::GuestErasePasswordEmpty)))
                />
                {move || failure(services, failed.get())}
                <p class="acts">
                    <a class="btn" href=address::guest(root)>{texts.text(Key::AppCancel)}</a>
                    <Button weight=Weight::Danger submit=true busy=busy>{texts.text(Key::GuestEraseGo)}</Button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
