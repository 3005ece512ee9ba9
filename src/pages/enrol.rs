//! Making this browser a device of the hotel: it gets a name, and somebody who may approves it.

use innkeeper_engine::protocol::{Command, EngineProblem, Phase};
use innkeeper_sync::id::DeviceId;
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::frame::Gate;
use crate::platform::prefs;
use crate::services::services;
use crate::ui::{Banner, Button, Kind, TextField, Tone, Weight};

/// The form.
#[component]
pub fn Enrol() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let who = Memo::new(move |_| {
        services.status.with(|status| match status.as_ref().map(|status| &status.phase) {
            Some(Phase::Enrol { may_approve, name }) => Some((*may_approve, name.clone())),
            _ => None,
        })
    });
    let needs_approver = Memo::new(move |_| who.with(|who| who.as_ref().is_some_and(|(may_approve, _)| !may_approve)));
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    // Its marker is here and its records are not: the browser has thrown them away.
    let before = prefs::recall::<(DeviceId, u64)>(prefs::key::DEVICE);
    let lost = before.map(|(_, unsent)| texts.with(Key::EnrolBefore, &[("count", i64::try_from(unsent).unwrap_or(i64::MAX).into())]));
    let enrol = Action::new_local(move |(name, approver): &(String, Option<(String, String)>)| {
        let command = Command::Enrol { name: name.clone(), approver: approver.clone(), before };
        async move { services.engine.run(command).await.map(|_| ()) }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = name.with_untracked(|name| name.trim().to_owned());
        missing.set(chosen.is_empty());
        if !chosen.is_empty() && !enrol.pending().get_untracked() {
            let approver = needs_approver.get_untracked().then(|| (email.get_untracked(), password.get_untracked()));
            enrol.dispatch_local((chosen, approver));
        }
    };
    let failed = move || enrol.value().get().and_then(Result::<(), EngineProblem>::err);
    let approver = move || {
        needs_approver.get().then(|| {
            view! {
                <p>{texts.text(Key::EnrolApprover)}</p>
                <TextField label=texts.text(Key::SignInEmail) value=email kind=Kind::Email required=true />
                <TextField label=texts.text(Key::SignInPassword) value=password kind=Kind::Password required=true />
            }
        })
    };
    view! {
        <Gate title=Key::EnrolTitle>
            <p>
                {move || who.with(|who| {
                    let name = who.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
                    texts.with(Key::EnrolText, &[("name", name.into())])
                })}
            </p>
            {lost.map(|lost| view! { <p>{lost}</p> })}
            {move || failed().map(|problem| view! { <Banner tone=Tone::Warns title=texts.trouble(&problem) /> })}
            <form on:submit=submit>
                <TextField
                    label=texts.text(Key::EnrolName)
                    value=name
                    hint=texts.text(Key::EnrolNameHint)
                    error=Signal::derive(move || missing.get().then(|| texts.text(Key::EnrolNameMissing)))
                />
                {approver}
                <Button weight=Weight::Filled submit=true busy=enrol.pending()>{texts.text(Key::EnrolGo)}</Button>
            </form>
        </Gate>
    }
}
