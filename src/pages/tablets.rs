//! The tablets and computers of the hotel: when each was seen, what it has not sent, whether that is safe; and what came from them and is kept aside.

use innkeeper_domain::Instant;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::asked::{Asked, act_on, may, refused};
use crate::frame::{PageHead, back_to};
use crate::platform::clock;
use crate::platform::intl::MomentForm;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Dialog, Empty, Icon, TextField, Weight};

mod aside;
mod line;

const PATH: &str = "/api/devices";

/// The page.
#[component]
pub fn Tablets() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let manages = may(|person| person.manages_devices);
    let inside = move || match manages.get() {
        None => ().into_any(),
        Some(false) => refused(services, Key::TabletsRefusedTitle, Key::TabletsRefusedText),
        Some(true) => fleet(services),
    };
    view! {
        <main class="page settings-page narrow tablets" id="main" tabindex="-1">
            {back_to(address::SETTINGS, Key::SettingsTitle)}
            <PageHead title=texts.text(Key::TabletsTitle) sub=texts.text(Key::TabletsLede) />
            {inside}
        </main>
    }
}

/// What is asked about one device.
#[derive(Clone, PartialEq, Eq)]
struct About {
    dev: String,
    name: String,
    pending: i64,
}

/// What is done with it.
#[derive(Clone, Copy)]
struct Acts {
    renaming: RwSignal<Option<About>>,
    leaving: RwSignal<Option<About>>,
}

fn fleet(services: Services) -> AnyView {
    let listed = Asked::new(PATH.to_owned());
    let acts = Acts { renaming: RwSignal::new(None), leaving: RwSignal::new(None) };
    let inside = move || {
        listed.draw(services, |answer| {
            let all = answer.items();
            if all.is_empty() {
                return view! { <Empty icon=Icon::Tablet title=services.texts.text(Key::TabletsNone)><p>{services.texts.text(Key::TabletsNoneText)}</p></Empty> }
                    .into_any();
            }
            let gone = |device: &Record| device.number("revoked_at").is_some();
            let replaced = |device: &Record| !device.text("replaced_by").is_empty();
            let those = |which: &dyn Fn(&Record) -> bool| all.iter().filter(|device| which(device)).cloned().collect::<Vec<_>>();
            view! {
                {lost(services, &those(&|device| replaced(device) && !gone(device)))}
                {card(services, Key::TabletsInUse, those(&|device| !gone(device) && !replaced(device)), acts)}
                {card(services, Key::TabletsReplaced, those(&|device| replaced(device) && !gone(device)), acts)}
                {card(services, Key::TabletsRevoked, those(&gone), acts)}
            }
            .into_any()
        })
    };
    view! {
        <div class="stack">
            {inside}
            {aside::kept(services)}
        </div>
        {rename(services, listed, acts.renaming)}
        {revoke(services, listed, acts.leaving)}
    }
    .into_any()
}

/// What was never received from browsers that threw their storage away.
fn lost(services: Services, replaced: &[Record]) -> Vec<AnyView> {
    let texts = services.texts;
    let unsent = |device: &Record| device.inside("status").number("pending").filter(|count| *count > 0);
    let banner = |(device, count): (&Record, i64)| {
        let title = texts.with(Key::TabletsLost, &[("count", count.into()), ("name", device.text("name").into())]);
        view! { <Banner title=title><p>{texts.text(Key::TabletsLostText)}</p></Banner> }.into_any()
    };
    replaced.iter().filter_map(|device| Some((device, unsent(device)?))).map(banner).collect()
}

fn card(services: Services, title: Key, devices: Vec<Record>, acts: Acts) -> Option<AnyView> {
    if devices.is_empty() {
        return None;
    }
    let count = services.formats.number(i64::try_from(devices.len()).unwrap_or(i64::MAX));
    let now = clock::now().0;
    let lines = devices.iter().map(|device| line::line(services, device, now, acts)).collect::<Vec<_>>();
    let inside =
        view! { <Card title=services.texts.text(title) count=Signal::stored(Some(count))><ul class="list fleet">{lines}</ul></Card> };
    Some(inside.into_any())
}

fn rename(services: Services, listed: Asked, renaming: RwSignal<Option<About>>) -> impl IntoView {
    let texts = services.texts;
    let inside = move || {
        renaming.get().map(|about| {
            let name = RwSignal::new(about.name.clone());
            let missing = RwSignal::new(false);
            let submit = move |event: SubmitEvent| {
                event.prevent_default();
                let chosen = name.get_untracked().trim().to_owned();
                missing.set(chosen.is_empty());
                if !chosen.is_empty() {
                    let path = format!("{PATH}/{}/name", about.dev);
                    listed.change(services, async move { server::post(&path, &[("name", chosen.into())]).await });
                    renaming.set(None);
                }
            };
            view! {
                <form on:submit=submit>
                    <TextField
                        label=texts.text(Key::EnrolName)
                        value=name
                        hint=texts.text(Key::EnrolNameHint)
                        error=Signal::derive(move || missing.get().then(|| texts.text(Key::EnrolNameMissing)))
                    />
                    <p class="acts">
                        <Button weight=Weight::Quiet on_press=move |()| renaming.set(None)>{texts.text(Key::AppCancel)}</Button>
                        <Button weight=Weight::Filled submit=true>{texts.text(Key::AppSave)}</Button>
                    </p>
                </form>
            }
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || renaming.with(Option::is_some))
            on_close=move |()| renaming.set(None)
            title=texts.text(Key::TabletsRenameTitle)
        >
            {inside}
        </Dialog>
    }
}

fn revoke(services: Services, listed: Asked, leaving: RwSignal<Option<About>>) -> impl IntoView {
    let texts = services.texts;
    let revoke = move |()| {
        if let Some(about) = leaving.get_untracked() {
            let path = format!("{PATH}/{}/revoke", about.dev);
            listed.change(services, async move { server::post(&path, &[]).await });
        }
        leaving.set(None);
    };
    let inside = move || {
        leaving.get().map(|about| {
            let unsent = if about.pending > 0 {
                texts.with(Key::TabletsRevokeUnsent, &[("count", about.pending.into())])
            } else {
                texts.text(Key::TabletsRevokeNothing)
            };
            view! {
                <p><b>{texts.with(Key::TabletsRevokeAsk, &[("name", about.name.into())])}</b></p>
                <p>{texts.text(Key::TabletsRevokeText)}</p>
                <p>{unsent}</p>
                <p class="acts">
                    <Button weight=Weight::Quiet on_press=move |()| leaving.set(None)>{texts.text(Key::TabletsKeep)}</Button>
                    <Button weight=Weight::Danger on_press=revoke>{texts.text(Key::TabletsRevoke)}</Button>
                </p>
            }
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || leaving.with(Option::is_some))
            on_close=move |()| leaving.set(None)
            title=texts.text(Key::TabletsRevoke)
        >
            {inside}
        </Dialog>
    }
}

/// When, in full.
fn at(services: Services, ms: i64) -> String {
    services.formats.moment(Instant(ms), MomentForm::Full)
}

/// A button of a line, named by what it does and to whom.
fn button(services: Services, words: Key, about: About, asked: RwSignal<Option<About>>) -> AnyView {
    let label = act_on(services, words, &about.name);
    let press = move |()| asked.set(Some(about.clone()));
    view! { <Button weight=Weight::Quiet attr:aria-label=label on_press=press>{services.texts.text(words)}</Button> }.into_any()
}
