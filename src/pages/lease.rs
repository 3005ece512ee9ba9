//! What a tablet says that must meet its server first, and one that was locked out.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Command, Phase};
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::sign_in::SignInForm;
use crate::frame::Gate;
use crate::platform::intl::MomentForm;
use crate::platform::{page, prefs};
use crate::services::services;
use crate::ui::{Button, Weight};

/// The lease is over.
#[component]
pub fn LeaseOver() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let contact = Memo::new(move |_| {
        services.status.with(|status| match status.as_ref().map(|status| &status.phase) {
            Some(Phase::LeaseOver { contact }) => Some(*contact),
            _ => None,
        })
    });
    let unsent = Memo::new(move |_| services.status.with(|status| status.as_ref().map_or(0, |status| status.unsent)));
    let sign_in = Memo::new(move |_| services.status.with(|status| status.as_ref().is_some_and(|status| status.sign_in_needed)));
    let since = move || {
        contact.get().map(|at| texts.with(Key::LeaseText, &[("day", services.formats.moment(Instant(at), MomentForm::DayTime).into())]))
    };
    view! {
        <Gate title=Key::LeaseTitle>
            <p>{since}</p>
            <p class="note">{move || texts.with(Key::LeaseKept, &[("count", unsent.get().into())])}</p>
            {move || match sign_in.get() {
                true => view! { <SignInForm /> }.into_any(),
                false => view! {
                    <Button weight=Weight::Filled on_press=move |()| services.engine.tell(Command::SyncNow)>{texts.text(Key::SyncTryNow)}</Button>
                }
                .into_any(),
            }}
        </Gate>
    }
}

/// The device was locked out and wiped.
#[component]
pub fn Wiped() -> impl IntoView {
    let texts = services().texts;
    // It was no accident of the browser: the next device here is not the old one come back.
    prefs::forget(prefs::key::DEVICE);
    view! {
        <Gate title=Key::WipedTitle>
            <p>{texts.text(Key::WipedText)}</p>
            <p class="note">{texts.text(Key::WipedKept)}</p>
            <Button weight=Weight::Filled on_press=|()| page::reload()>{texts.text(Key::WipedGo)}</Button>
        </Gate>
    }
}
