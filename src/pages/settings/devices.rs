//! The tablets and computers of the hotel: when each was seen last, what it has not sent, taking one out of use.

use innkeeper_domain::Instant;
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::pages::asked::{Asked, act_on};
use crate::platform::intl::MomentForm;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Dialog, Weight};

const PATH: &str = "/api/devices";

/// The card.
#[component]
pub fn Devices() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let listed = Asked::new(PATH);
    let leaving = RwSignal::new(None::<(String, String)>);
    let revoke = move |()| {
        if let Some((dev, _)) = leaving.get_untracked() {
            let path = format!("{PATH}/{dev}/revoke");
            listed.change(services, async move { server::post(&path, &[]).await });
        }
        leaving.set(None);
    };
    let ask = move || {
        leaving.get().map(|(_, name)| {
            view! {
                <p><b>{texts.with(Key::SettingsDeviceRevokeAsk, &[("name", name.into())])}</b></p>
                <p>{texts.text(Key::SettingsDeviceRevokeText)}</p>
                <p class="acts">
                    <Button weight=Weight::Quiet on_press=move |()| leaving.set(None)>{texts.text(Key::SettingsDeviceKeep)}</Button>
                    <Button weight=Weight::Danger on_press=revoke>{texts.text(Key::SettingsDeviceRevoke)}</Button>
                </p>
            }
        })
    };
    view! {
        <Card title=texts.text(Key::SettingsDevices)>
            {move || listed.list(services, Some(Key::SettingsNoDevices), |device| line(services, device, leaving))}
            <Dialog
                open=Signal::derive(move || leaving.with(Option::is_some))
                on_close=move |()| leaving.set(None)
                title=texts.text(Key::SettingsDeviceRevoke)
            >
                {ask}
            </Dialog>
        </Card>
    }
}

fn line(services: Services, device: &Record, leaving: RwSignal<Option<(String, String)>>) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (dev, name) = (device.text("dev"), device.text("name"));
    let seen = match device.number("last_seen") {
        Some(at) if at > 0 => texts.with(Key::SettingsDeviceSeen, &[("time", formats.moment(Instant(at), MomentForm::Full).into())]),
        _ => texts.text(Key::SettingsDeviceNever),
    };
    let unsent = device.inside("status").number("pending").filter(|count| *count > 0);
    let unsent = unsent.map(|count| texts.with(Key::SettingsDeviceUnsent, &[("count", count.into())]));
    let about: Vec<_> = [seen].into_iter().chain(unsent).collect();
    let end = if device.number("revoked_at").is_some() {
        view! { <span class="note">{texts.text(Key::SettingsDeviceRevoked)}</span> }.into_any()
    } else {
        let asked = name.clone();
        let press = move |()| leaving.set(Some((dev.clone(), asked.clone())));
        let label = act_on(services, Key::SettingsDeviceRevoke, &name);
        view! { <Button attr:aria-label=label on_press=press>{texts.text(Key::SettingsDeviceRevoke)}</Button> }.into_any()
    };
    view! {
        <li>
            <span class="who">
                <b>{name}</b>
                <small>{about.join(" · ")}</small>
            </span>
            {end}
        </li>
    }
    .into_any()
}
