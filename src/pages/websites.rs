//! The websites that may show the enquiry form: making a key for one, and revoking it.

use innkeeper_domain::Instant;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::asked::{Asked, act_on, may, refused};
use crate::frame::{PageHead, back_to};
use crate::platform::clock;
use crate::platform::intl::DayForm;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Dialog, Empty, Icon, Weight};

mod form;
mod snippet;

pub use snippet::Website;

const PATH: &str = "/api/site-keys";

/// The page.
#[component]
pub fn Websites() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let manages = may(|person| person.manages_devices);
    let adding = RwSignal::new(false);
    let add = move || {
        let add = move |()| adding.set(true);
        (manages.get() == Some(true))
            .then(|| view! { <Button weight=Weight::Filled icon=Icon::Plus on_press=add>{texts.text(Key::WebsitesAdd)}</Button> })
    };
    let inside = move || match manages.get() {
        None => ().into_any(),
        Some(false) => refused(services, Key::WebsitesRefusedTitle, Key::WebsitesRefusedText),
        Some(true) => keys(services, adding),
    };
    view! {
        <main class="page settings-page narrow" id="main" tabindex="-1">
            {back_to(address::SETTINGS, Key::SettingsTitle)}
            <PageHead title=texts.text(Key::WebsitesTitle) sub=texts.text(Key::WebsitesLede) actions=add />
            {inside}
        </main>
    }
}

/// What a website is called: its name, or else where it is.
fn title(site: &Record) -> String {
    let name = site.text("name");
    let first = || site.inside("origins").texts().into_iter().next().unwrap_or_default();
    if name.is_empty() { first() } else { name }
}

fn keys(services: Services, adding: RwSignal<bool>) -> AnyView {
    let texts = services.texts;
    let listed = Asked::new(PATH.to_owned());
    let leaving = RwSignal::new(None::<(String, String)>);
    let revoke = move |()| {
        if let Some((key, _)) = leaving.get_untracked() {
            let path = format!("{PATH}/{key}/revoke");
            listed.change(services, async move { server::post(&path, &[]).await });
        }
        leaving.set(None);
    };
    let ask = move || {
        leaving.get().map(|(_, name)| {
            view! {
                <p><b>{texts.with(Key::WebsitesRevokeAsk, &[("name", name.into())])}</b></p>
                <p>{texts.text(Key::WebsitesRevokeText)}</p>
                <p class="acts">
                    <Button weight=Weight::Quiet on_press=move |()| leaving.set(None)>{texts.text(Key::WebsitesKeep)}</Button>
                    <Button weight=Weight::Danger on_press=revoke>{texts.text(Key::WebsitesRevoke)}</Button>
                </p>
            }
        })
    };
    let list = move || {
        listed.draw(services, |answer| {
            let sites = answer.items();
            if sites.is_empty() {
                return view! {
                    <Empty icon=Icon::Globe title=texts.text(Key::WebsitesNoneTitle)>
                        <p>{texts.text(Key::WebsitesNoneText)}</p>
                    </Empty>
                }
                .into_any();
            }
            let lines = sites.iter().map(|site| line(services, site, leaving)).collect_view();
            view! { <Card title=texts.text(Key::WebsitesList)><ul class="list">{lines}</ul></Card> }.into_any()
        })
    };
    view! {
        {list}
        <Dialog open=adding on_close=move |()| adding.set(false) title=texts.text(Key::WebsitesAdd)>
            {form::new_site(services, adding)}
        </Dialog>
        <Dialog
            open=Signal::derive(move || leaving.with(Option::is_some))
            on_close=move |()| leaving.set(None)
            title=texts.text(Key::WebsitesRevokeTitle)
        >
            {ask}
        </Dialog>
    }
    .into_any()
}

fn line(services: Services, site: &Record, leaving: RwSignal<Option<(String, String)>>) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (key, name) = (site.text("key"), title(site));
    let day = |at: i64| formats.day(clock::day_of(Instant(at)), DayForm::Full);
    let origins = site
        .inside("origins")
        .texts()
        .into_iter()
        .map(|origin| view! { <small class="address" translate="no">{origin}</small> })
        .collect_view();
    let revoked = site.number("revoked_at");
    let (words, at) = revoked.map_or((Key::WebsitesSince, site.number("created_at").unwrap_or_default()), |at| (Key::WebsitesRevoked, at));
    let end = revoked.is_none().then(|| {
        let (asked, label) = ((key.clone(), name.clone()), act_on(services, Key::WebsitesRevoke, &name));
        let press = move |()| leaving.set(Some(asked.clone()));
        let code = act_on(services, Key::WebsitesCode, &name);
        view! {
            <a class="btn" href=address::website(&key) aria-label=code>{texts.text(Key::WebsitesCode)}</a>
            <Button weight=Weight::Quiet attr:aria-label=label on_press=press>{texts.text(Key::WebsitesRevoke)}</Button>
        }
    });
    view! {
        <li>
            <span class="who">
                <b>{name}</b>
                {origins}
                <small>{texts.with(words, &[("date", day(at).into())])}" · "<span translate="no">{key}</span></small>
            </span>
            {end}
        </li>
    }
    .into_any()
}
