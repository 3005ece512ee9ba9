//! What came from tablets and does not count until somebody decides: by whom, from where, why.

use innkeeper_engine::protocol::Deed;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::{PATH, at};
use crate::frame::deeds;
use crate::pages::asked::{Asked, act_on, may};
use crate::platform::server::{self, Record};
use crate::services::Services;
use crate::ui::{Button, Card, Glyph, Icon, Weight};

/// Shown at first, and with each wish for more.
const SHOWN: usize = 50;

/// The card; none while nothing is kept aside.
pub fn kept(services: Services) -> AnyView {
    let texts = services.texts;
    let listed = Asked::new(format!("{PATH}/kept-aside"));
    let sees = may(|person| person.sees_guests);
    let shown = RwSignal::new(SHOWN);
    (move || {
        let items = listed.with(Record::items).unwrap_or_default();
        if items.is_empty() {
            return ().into_any();
        }
        let lines = items.iter().take(shown.get()).map(|item| line(services, listed, item, sees.get() == Some(true))).collect::<Vec<_>>();
        let more = (items.len() > shown.get()).then(|| {
            view! { <button type="button" class="link" on:click=move |_| shown.update(|shown| *shown += SHOWN)>{texts.text(Key::TabletsAsideMore)}</button> }
        });
        let count = Some(services.formats.number(i64::try_from(items.len()).unwrap_or(i64::MAX)));
        view! {
            <Card title=texts.text(Key::TabletsAside) count=Signal::stored(count)>
                <p class="note">{texts.text(Key::TabletsAsideText)}</p>
                <ul class="list">{lines}</ul>
                {more}
            </Card>
        }
        .into_any()
    })
    .into_any()
}

fn line(services: Services, listed: Asked, item: &Record, sees: bool) -> AnyView {
    let texts = services.texts;
    let about: Vec<String> = [item.text("person"), item.text("device"), at(services, item.number("at").unwrap_or_default())]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let record = item.text("record");
    let open = (sees && record == "guest").then(|| item.text("root").parse().ok()).flatten();
    let open = open.map(|root| view! { <a class="btn" href=address::guest(root)>{texts.text(Key::SyncOpenGuest)}</a> });
    let what = done(services, item, &record);
    let path = format!("{PATH}/kept-aside/{}/{}", item.text("dev"), item.number("n").unwrap_or_default());
    let decide = |words: Key, done: Key, deed: &str| {
        let (label, path) = (act_on(services, words, &what), format!("{path}/{deed}"));
        let press = move |()| {
            let path = path.clone();
            listed.change(services, async move {
                let answer = server::post(&path, &[]).await;
                if answer.is_ok() {
                    services.toasts.say(services.texts.text(done));
                }
                answer
            });
        };
        view! { <Button weight=Weight::Quiet attr:aria-label=label on_press=press>{texts.text(words)}</Button> }
    };
    let let_in = item.flag("by_word").then(|| decide(Key::TabletsAsideLetIn, Key::TabletsAsideCounts, "let-in"));
    let put_away = decide(Key::TabletsAsidePutAway, Key::TabletsAsideGone, "put-away");
    view! {
        <li>
            <span class="who">
                <b>{what.clone()}</b>
                <small>{about.join(" · ")}</small>
                <small class="why"><Glyph of=Icon::CircleAlert />{texts.label(&format!("problem-quarantine-{}", item.text("reason")))}</small>
            </span>
            <span class="acts">{open}{let_in}{put_away}</span>
        </li>
    }
    .into_any()
}

/// What was done, in words; each once.
fn done(services: Services, item: &Record, record: &str) -> String {
    let texts = services.texts;
    let fields = item.inside("fields").texts();
    let mut words: Vec<String> = Vec::new();
    for kind in item.inside("kinds").texts() {
        let word = match (kind.as_str(), record) {
            ("new", "guest") => texts.text(Key::SyncMadeGuest),
            ("new", "lead") => texts.text(Key::SyncCapturedLead),
            ("new", _) => texts.text(Key::TabletsAsideNew),
            ("set" | "add" | "rem", _) => deeds::in_words(services, &[Deed::Changed(fields.clone())]),
            ("append:interactions", _) => texts.text(Key::SyncAddedNote),
            ("append:consents", _) => texts.text(Key::TabletsAsideConsent),
            ("amend", _) => texts.text(Key::SyncAmendedNote),
            ("retract", _) => texts.text(Key::SyncRetractedNote),
            ("archive", _) => texts.text(Key::SyncArchived),
            ("restore", _) => texts.text(Key::SyncRestored),
            (other, _) => texts.with(Key::SyncOther, &[("kind", other.into())]),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" · ")
}
