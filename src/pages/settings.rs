//! How this tablet shows things, what it stores, the hotel, where one is signed in, and who else works here.

use innkeeper_texts::{Key, Locale};
use innkeeper_view::address;
use leptos::prelude::*;

use super::asked::may;
use crate::frame::{PageHead, Panel, THEMES, panels, sign_out};
use crate::platform::prefs;
use crate::services::services;
use crate::ui::{Button, Card, Glyph, Icon, Segmented, Tick};

mod app;
mod backup;
mod hotel;
mod protection;
mod sessions;
mod staff;
mod storage;
mod web;

pub use hotel::{currencies, zones};

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let manages = may(|person| person.manages_devices);
    let sells = may(|person| person.manages_devices || person.edits_hotel);
    let is = |allowed: Memo<Option<bool>>| allowed.get() == Some(true);
    view! {
        <main class="page settings-page" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::SettingsTitle) />
            <div class="cols">
                <div class="stack">
                    <Tablet />
                    <hotel::Hotel />
                    {move || is(sells).then(|| view! { <web::Web /> })}
                    {move || is(manages).then(|| view! { <staff::Staff /> })}
                </div>
                <div class="stack">
                    <storage::Storage />
                    <protection::Protection />
                    <app::App />
                    <sessions::Sessions />
                    {move || is(manages).then(|| view! { <Fleet /><backup::Backup /> })}
                </div>
            </div>
        </main>
    }
}

/// The way to the tablets.
#[component]
fn Fleet() -> impl IntoView {
    let texts = services().texts;
    view! {
        <Card title=texts.text(Key::SettingsDevices)>
            <ul class="list">
                <li>
                    <a class="row-link" href=address::TABLETS>
                        <Glyph of=Icon::Tablet />
                        <span class="who">
                            <b>{texts.text(Key::TabletsTitle)}</b>
                            <small>{texts.text(Key::TabletsText)}</small>
                        </span>
                        <Glyph of=Icon::ChevronRight />
                    </a>
                </li>
            </ul>
        </Card>
    }
}

/// Language, colours, shortcuts; what waits and what was done here; signing out.
#[component]
fn Tablet() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let panels = panels();
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned())).to_vec();
    let themes = THEMES.map(|(name, words)| (name.to_owned(), texts.text(words))).to_vec();
    let theme = RwSignal::new(prefs::theme());
    let colour = move |name: String| {
        prefs::wear(&name);
        theme.set(name);
    };
    view! {
        <Card title=texts.text(Key::SettingsTablet)>
            <div class="settings">
                <Segmented label=texts.text(Key::AppLanguage) options=languages value=texts.locale().tag().to_owned() on_change=prefs::speak />
                <Segmented label=texts.text(Key::AppTheme) options=themes value=theme on_change=colour />
                <div>
                    <Tick label=texts.text(Key::SettingsSingles) checked=panels.singles() on_change=move |on| panels.switch_singles(on) />
                    <p class="note">
                        {texts.text(Key::SettingsSinglesText)}" "
                        <button type="button" class="link" on:click=move |_| panels.show(Panel::Shortcuts)>{texts.text(Key::ShortcutsTitle)}</button>
                    </p>
                </div>
                <p class="links">
                    <a class="link" href=address::SYNC>{texts.text(Key::SettingsOutbox)}</a>
                    <button type="button" class="link" on:click=move |_| panels.show(Panel::History)>{texts.text(Key::SettingsHistory)}</button>
                </p>
            </div>
            <p class="note">{texts.text(Key::SettingsSignOutText)}</p>
            <p class="acts">
                <Button icon=Icon::LogOut on_press=move |()| sign_out(services, panels)>{texts.text(Key::AppSignOut)}</Button>
            </p>
        </Card>
    }
}
