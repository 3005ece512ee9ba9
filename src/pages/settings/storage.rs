//! What this browser stores, and whether it has promised to keep it.

use innkeeper_engine::protocol::{Query, StorageView, View};
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::platform::{install, persistence};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Loading};

/// The card.
#[component]
pub fn Storage() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let stored = services.engine.watch(Query::Storage, |view| match view {
        View::Storage(stored) => Some(stored),
        _ => None,
    });
    let answer = RwSignal::new(None::<Key>);
    let ask = Action::new_local(move |(): &()| async move {
        answer.set(Some(match persistence::ask().await {
            Some(true) => Key::SettingsKeepYes,
            Some(false) => Key::SettingsKeepNo,
            None => Key::SettingsKeepUnknown,
        }));
        // The engine reads what came of it.
        stored.ask(Query::Storage);
    });
    let pending = ask.pending();
    let inside = move || match stored.view.get() {
        None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Some(stored) => {
            let kept = if stored.persisted { Key::SettingsKept } else { Key::SettingsNotKept };
            let forgets =
                (!stored.persisted && install::forgetful()).then(|| view! { <p class="note">{texts.text(Key::SettingsSafari)}</p> });
            let button = (!stored.persisted).then(|| {
                view! {
                    <p class="acts">
                        <Button busy=pending on_press=move |()| { ask.dispatch_local(()); }>{texts.text(Key::SettingsAskKeep)}</Button>
                    </p>
                }
            });
            view! { {figures(services, &stored)}<p>{texts.text(kept)}</p>{forgets}{button} }.into_any()
        }
    };
    view! {
        <Card title=texts.text(Key::SettingsStorage)>
            {inside}
            <p role="status">{move || answer.get().map(|key| texts.text(key))}</p>
        </Card>
    }
}

fn figures(services: Services, stored: &StorageView) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let number = |number: u64| formats.number(i64::try_from(number).unwrap_or(i64::MAX));
    let megabytes = |bytes: u64| number(bytes.div_ceil(1 << 20));
    let used = texts.with(Key::SettingsStorageOf, &[("used", megabytes(stored.used).into()), ("quota", megabytes(stored.quota).into())]);
    let figures = [
        (Key::SettingsStorageGuests, number(stored.guests.into())),
        (Key::SettingsStorageLeads, number(stored.leads.into())),
        (Key::SettingsStorageUsed, used),
    ];
    let lines = figures.map(|(words, figure)| view! { <div><dt>{texts.text(words)}</dt><dd>{figure}</dd></div> }).collect_view();
    view! { <dl class="facts-list">{lines}</dl> }
}
