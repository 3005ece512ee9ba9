//! The hotel's logo: shown, chosen, removed.

use innkeeper_texts::Key;
use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::Desk;
use crate::platform::server;
use crate::ui::{Button, Card, Icon};

const PATH: &str = "/api/hotel/logo";
/// What the server takes.
const KINDS: &str = "image/png,image/jpeg,image/webp";

/// The card.
#[component]
pub(super) fn Logo(desk: Desk) -> impl IntoView {
    let texts = desk.services.texts;
    // It stands in the picture's address, so that no browser shows the one before.
    let hash = move || desk.place.with(|place| place.text("logo")).unwrap_or_default();
    let shown = move || !hash().is_empty();
    let file = NodeRef::<html::Input>::new();
    let say = move |answer: Result<(), _>, done: Key| match answer {
        Ok(()) => {
            desk.place.ask();
            desk.services.toasts.say(texts.text(done));
        }
        Err(problem) => desk.services.toasts.warn(texts.trouble(&problem)),
    };
    let chosen = move |_: Event| {
        let Some(input) = file.get_untracked() else { return };
        let Some(picture) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again after it was refused.
        input.set_value("");
        leptos::task::spawn_local(async move { say(server::put(PATH, &picture).await, Key::SiteLogoSaved) });
    };
    let remove = move |()| leptos::task::spawn_local(async move { say(server::delete(PATH).await.map(drop), Key::SiteLogoRemoved) });
    let picture = move || {
        if !shown() {
            return view! { <p class="note">{texts.text(Key::SiteLogoNone)}</p> }.into_any();
        }
        view! {
            <img class="logo" src=format!("{PATH}?{}", hash()) alt=texts.text(Key::SiteLogo) />
        }
        .into_any()
    };
    let choose = move |()| {
        if let Some(input) = file.get_untracked() {
            input.click();
        }
    };
    let acts = move || {
        desk.editable().then(|| {
            view! {
                <input node_ref=file type="file" accept=KINDS hidden=true aria-label=texts.text(Key::SiteLogoChoose) on:change=chosen />
                <p class="acts">
                    <Button icon=Icon::Sparkles on_press=choose>{texts.text(Key::SiteLogoChoose)}</Button>
                    {move || shown().then(|| view! { <Button on_press=remove>{texts.text(Key::SiteLogoRemove)}</Button> })}
                </p>
            }
        })
    };
    view! {
        <Card title=texts.text(Key::SiteLogo)>
            <p class="note">{texts.text(Key::SiteLogoText)}</p>
            {picture}
            {acts}
        </Card>
    }
}
