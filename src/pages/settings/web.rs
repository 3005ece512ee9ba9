//! Where the hotel meets strangers: its booking site, the websites with its form, and the mails it writes.

use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::pages::asked::may;
use crate::services::services;
use crate::ui::{Card, Glyph, Icon};

/// The card: only what this person may change.
#[component]
pub fn Web() -> impl IntoView {
    let texts = services().texts;
    let (sells, manages) = (may(|person| person.edits_hotel), may(|person| person.manages_devices));
    let way = move |allowed: Memo<Option<bool>>, href: &'static str, icon: Icon, title: Key, text: Key| {
        (allowed.get() == Some(true)).then(|| {
            view! {
                <li>
                    <a class="row-link" href=href>
                        <Glyph of=icon />
                        <span class="who">
                            <b>{texts.text(title)}</b>
                            <small>{texts.text(text)}</small>
                        </span>
                        <Glyph of=Icon::ChevronRight />
                    </a>
                </li>
            }
        })
    };
    view! {
        <Card title=texts.text(Key::SettingsWeb)>
            <ul class="list">
                {move || way(sells, address::SITE, Icon::BedDouble, Key::SettingsWebSite, Key::SettingsWebSiteText)}
                {move || way(manages, address::WEBSITES, Icon::Globe, Key::WebsitesTitle, Key::SettingsWebWebsitesText)}
                {move || way(sells, address::MAIL, Icon::Mail, Key::MailTitle, Key::MailText)}
            </ul>
        </Card>
    }
}
