//! Enquiries from websites that look like a robot's: each is read by a person, who lets it through or drops it.

use innkeeper_domain::{Date, Instant};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::asked::{Asked, act_on, may, refused};
use crate::frame::{PageHead, back_to};
use crate::platform::intl::{DayForm, MomentForm};
use crate::platform::page;
use crate::platform::server::{self, Record};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Dialog, Empty, Glyph, Icon, Weight};

const PATH: &str = "/api/enquiries";

/// Why an enquiry waits, as the server says it.
const REASONS: [(&str, Key); 5] = [
    ("trap", Key::WaitingTrap),
    ("token", Key::WaitingToken),
    ("too-fast", Key::WaitingTooFast),
    ("too-old", Key::WaitingTooOld),
    ("work", Key::WaitingWork),
];

/// One that something is done with: where it is, and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct One {
    path: String,
    name: String,
}

/// What the page knows besides the list.
#[derive(Clone, Copy)]
struct Deeds {
    listed: Asked,
    dropping: RwSignal<Option<One>>,
    /// Let through since the page was opened: name, and the lead it is.
    released: RwSignal<Vec<(String, RootId)>>,
}

/// The page.
#[component]
pub fn Waiting() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let edits = may(|person| person.edits_leads);
    let inside = move || match edits.get() {
        None => ().into_any(),
        Some(false) => refused(services, Key::WaitingRefusedTitle, Key::WaitingRefusedText),
        Some(true) => enquiries(services),
    };
    view! {
        <main class="page settings-page narrow" id="main" tabindex="-1">
            {back_to(address::LEADS, Key::LeadsTitle)}
            <PageHead title=texts.text(Key::WaitingTitle) sub=texts.text(Key::WaitingLede) />
            {inside}
        </main>
    }
}

fn enquiries(services: Services) -> AnyView {
    let texts = services.texts;
    let deeds = Deeds { listed: Asked::new(PATH.to_owned()), dropping: RwSignal::new(None), released: RwSignal::new(Vec::new()) };
    let list = move || {
        deeds.listed.draw(services, |answer| {
            let items = answer.items();
            if items.is_empty() {
                return view! {
                    <Empty icon=Icon::Inbox title=texts.text(Key::WaitingNoneTitle)>
                        <p>{texts.text(Key::WaitingNoneText)}</p>
                    </Empty>
                }
                .into_any();
            }
            items.iter().map(|item| enquiry(services, item, deeds)).collect_view().into_any()
        })
    };
    let drop = move |()| {
        if let Some(One { path, .. }) = deeds.dropping.get_untracked() {
            page::focus(page::TITLE_ID);
            deeds.listed.change(services, async move { server::post(&format!("{path}/discard"), &[]).await });
        }
        deeds.dropping.set(None);
    };
    let ask = move || {
        deeds.dropping.get().map(|One { name, .. }| {
            view! {
                <p><b>{texts.with(Key::WaitingDiscardAsk, &[("name", name.into())])}</b></p>
                <p>{texts.text(Key::WaitingDiscardText)}</p>
                <p class="acts">
                    <Button weight=Weight::Quiet on_press=move |()| deeds.dropping.set(None)>{texts.text(Key::WaitingKeep)}</Button>
                    <Button weight=Weight::Danger on_press=drop>{texts.text(Key::WaitingDiscard)}</Button>
                </p>
            }
        })
    };
    view! {
        <div class="stack">
            {move || deeds.released.with(|released| (!released.is_empty()).then(|| through(services, released)))}
            {list}
        </div>
        <Dialog
            open=Signal::derive(move || deeds.dropping.with(Option::is_some))
            on_close=move |()| deeds.dropping.set(None)
            title=texts.text(Key::WaitingDiscardTitle)
        >
            {ask}
        </Dialog>
    }
    .into_any()
}

/// What was let through just now, with the way to each.
fn through(services: Services, released: &[(String, RootId)]) -> AnyView {
    let line = |(name, lead): &(String, RootId)| {
        let label = act_on(services, Key::WaitingOpen, name);
        view! {
            <li>
                <span class="who"><b>{name.clone()}</b></span>
                <a class="btn" href=address::lead(*lead) aria-label=label>{services.texts.text(Key::WaitingOpen)}</a>
            </li>
        }
    };
    let lines = released.iter().map(line).collect_view();
    view! { <Card title=services.texts.text(Key::WaitingDone)><ul class="list">{lines}</ul></Card> }.into_any()
}

fn enquiry(services: Services, item: &Record, deeds: Deeds) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (name, reason) = (item.text("name"), item.text("reason"));
    let name = if name.is_empty() { texts.text(Key::WaitingNameless) } else { name };
    let at = formats.moment(Instant(item.number("received_at").unwrap_or_default()), MomentForm::DayTime);
    let contact: Vec<_> = [item.text("email"), item.text("phone")].into_iter().filter(|text| !text.is_empty()).collect();
    let day = |text: String| text.parse::<Date>().map_or(text, |day| formats.day(day, DayForm::Full));
    let days = match (item.text("arrive"), item.text("leave")) {
        (from, to) if from.is_empty() && to.is_empty() => None,
        (from, to) if from.is_empty() || to.is_empty() => Some(day(from + &to)),
        (from, to) => Some(texts.with(Key::WaitingDays, &[("from", day(from).into()), ("to", day(to).into())])),
    };
    let from = texts.with(Key::WaitingFrom, &[("website", item.text("website").into())]);
    let page = Some(item.text("page")).filter(|page| !page.is_empty());
    let page = page.map(|page| view! { " · "<span class="address" translate="no">{page}</span> });
    let why = REASONS.iter().find(|(known, _)| *known == reason).map_or(reason.clone(), |(_, key)| texts.text(*key));
    let one = One { path: format!("{PATH}/{}/{}", item.text("site"), item.text("id")), name: name.clone() };
    let (again, asked) = (one.clone(), one);
    let (drop, let_in) = (act_on(services, Key::WaitingDiscard, &name), act_on(services, Key::WaitingRelease, &name));
    let (contact, message) = (contact.join(" · "), item.text("message"));
    view! {
        <Card title=name aside=move || view! { <span class="note">{at.clone()}</span> }>
            <p class="address" translate="no">{contact}</p>
            {days.map(|days| view! { <p class="note">{days}</p> })}
            <blockquote class="asked">{message}</blockquote>
            <p class="why"><Glyph of=Icon::CircleAlert />{why}</p>
            <p class="note">{from}{page}</p>
            <p class="acts">
                <Button
                    weight=Weight::Quiet
                    attr:aria-label=drop
                    on_press=move |()| deeds.dropping.set(Some(asked.clone()))
                >
                    {texts.text(Key::WaitingDiscard)}
                </Button>
                <Button
                    icon=Icon::UserPlus
                    attr:aria-label=let_in
                    on_press=move |()| release(services, again.clone(), deeds)
                >
                    {texts.text(Key::WaitingRelease)}
                </Button>
            </p>
        </Card>
    }
    .into_any()
}

/// Lets one through; the lead it became is shown, and comes to the tablet by itself.
fn release(services: Services, One { path, name }: One, deeds: Deeds) {
    let texts = services.texts;
    leptos::task::spawn_local(async move {
        match server::post(&format!("{path}/release"), &[]).await {
            Ok(answer) => {
                services.toasts.say(texts.with(Key::WaitingReleased, &[("name", name.as_str().into())]));
                // The button that was pressed goes.
                page::focus(page::TITLE_ID);
                if let Ok(lead) = answer.text("lead").parse() {
                    deeds.released.update(|released| released.push((name, lead)));
                }
            }
            Err(problem) => services.toasts.warn(texts.trouble(&problem)),
        }
        deeds.listed.ask();
    });
}
