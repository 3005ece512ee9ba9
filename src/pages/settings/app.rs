//! Installing the app, and which version runs.

use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::platform::install::{self, Way};
use crate::platform::page;
use crate::services::services;
use crate::ui::{Button, Card, Icon};

/// The card.
#[component]
pub fn App() -> impl IntoView {
    let texts = services().texts;
    let way = install::ways();
    let installing = move || {
        let words = match way.get() {
            Way::Installed => Key::SettingsInstalled,
            Way::Offered => {
                let press = |()| install::take_offer();
                return view! { <p class="acts"><Button icon=Icon::Download on_press=press>{texts.text(Key::SettingsInstall)}</Button></p> }.into_any();
            }
            Way::Share => Key::SettingsInstallIos,
            Way::Dock => Key::SettingsInstallMac,
            Way::Menu => Key::SettingsInstallAndroid,
            Way::AddressBar => Key::SettingsInstallDesktop,
        };
        view! { <p>{texts.text(words)}</p> }.into_any()
    };
    view! {
        <Card title=texts.text(Key::SettingsApp)>
            {installing}
            <dl class="facts-list">
                <div><dt>{texts.text(Key::SettingsVersion)}</dt><dd>{env!("CARGO_PKG_VERSION").to_owned()}</dd></div>
                <div><dt>{texts.text(Key::SettingsBuild)}</dt><dd>{page::build()}</dd></div>
            </dl>
            <p class="acts"><Button icon=Icon::RotateCw on_press=|()| page::reload()>{texts.text(Key::SettingsReload)}</Button></p>
        </Card>
    }
}
