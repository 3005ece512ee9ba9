//! Where this person is signed in.

use innkeeper_domain::Instant;
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::pages::asked::{Asked, act_on};
use crate::platform::intl::MomentForm;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Button, Card};

/// Browsers by what they call themselves, the more particular first; and systems.
const BROWSERS: [(&str, &str); 4] = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// The card.
#[component]
pub fn Sessions() -> impl IntoView {
    let services = services();
    let listed = Asked::new("/api/sessions");
    view! {
        <Card title=services.texts.text(Key::SettingsSessions)>
            {move || listed.list(services, None, |session| line(services, listed, session))}
        </Card>
    }
}

fn named(agent: &str, names: &[(&str, &'static str)]) -> Option<&'static str> {
    names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
}

fn line(services: Services, listed: Asked, session: &Record) -> AnyView {
    let Services { texts, formats, .. } = services;
    let agent = session.text("agent");
    let words: Vec<_> = named(&agent, &BROWSERS).into_iter().chain(named(&agent, &SYSTEMS)).collect();
    let title = if words.is_empty() { texts.text(Key::SettingsOtherAgent) } else { words.join(" · ") };
    let seen = session.number("last_seen").map(|at| formats.moment(Instant(at), MomentForm::Full));
    let seen = seen.map(|at| texts.with(Key::SettingsSessionSeen, &[("time", at.into())]));
    let end = if session.flag("this") {
        view! { <span class="note">{texts.text(Key::SettingsSessionThis)}</span> }.into_any()
    } else {
        let path = format!("/api/sessions/{}", session.text("name"));
        let end = move |()| {
            let path = path.clone();
            listed.change(services, async move { server::delete(&path).await });
        };
        let label = act_on(services, Key::SettingsSessionEnd, &title);
        view! { <Button attr:aria-label=label on_press=end>{texts.text(Key::SettingsSessionEnd)}</Button> }.into_any()
    };
    view! { <li><span class="who"><b>{title}</b><small>{seen}</small></span>{end}</li> }.into_any()
}
