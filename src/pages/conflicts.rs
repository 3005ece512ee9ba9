//! All fields of two values in one place: side by side, with who wrote what, when and where; one choice each, or one for all of a field.

use innkeeper_engine::protocol::{Command, ConflictsQuery, ConflictsView, Outcome, Query, Side, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::asked::{may, refused};
use super::guest::label;
use crate::frame::{PageHead, Panel, back_to, panels};
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Button, Card, Dialog, Empty, Icon, Loading, Weight};

mod one;

/// Drawn at first, and with each wish for more.
const SHOWN: u32 = 20;

/// The page.
#[component]
pub fn Conflicts() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let sees = may(|person| person.sees_guests);
    let inside = move || match sees.get() {
        None => ().into_any(),
        Some(false) => refused(services, Key::GuestsRefusedTitle, Key::GuestsRefusedText),
        Some(true) => all(services),
    };
    view! {
        <main class="page conflicts" id="main" tabindex="-1">
            {back_to(address::TODAY, Key::TodayTitle)}
            <PageHead title=texts.text(Key::ConflictsTitle) sub=texts.text(Key::ConflictsLede) />
            {inside}
        </main>
    }
}

fn all(services: Services) -> AnyView {
    let texts = services.texts;
    let first = ConflictsQuery { field: String::new(), limit: SHOWN };
    let asked = RwSignal::new(first.clone());
    let watched = services.engine.watch(Query::Conflicts(first), |view| match view {
        View::Conflicts(view) => Some(view),
        _ => None,
    });
    Effect::new(move |before: Option<ConflictsQuery>| {
        let query = asked.get();
        if before.is_some_and(|before| before != query) {
            watched.ask(Query::Conflicts(query.clone()));
        }
        query
    });
    let deciding = RwSignal::new(None::<(String, u32)>);
    let list = move || {
        watched.view.with(|view| match view {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some(view) if view.guests == 0 => {
                view! { <Empty icon=Icon::Check title=texts.text(Key::ConflictsNone)><p>{texts.text(Key::ConflictsNoneText)}</p></Empty> }
                    .into_any()
            }
            Some(view) => {
                let sections: Vec<_> = view.items.iter().map(|conflict| one::conflict(services, conflict)).collect();
                let more = (view.found > view.query.limit).then(|| {
                    let press = move |()| asked.update(|query| query.limit += SHOWN);
                    view! { <p class="acts"><Button on_press=press>{texts.text(Key::SyncMore)}</Button></p> }
                });
                view! {
                    {fields(services, view, deciding)}
                    <p class="note">{texts.text(Key::ConflictsKeys)}</p>
                    <div class="stack" on:keydown=step>{sections}</div>
                    {more}
                }
                .into_any()
            }
        })
    };
    view! { {list}{decide(services, deciding)} }.into_any()
}

/// How many there are by field, each with one choice for all of them.
fn fields(services: Services, view: &ConflictsView, deciding: RwSignal<Option<(String, u32)>>) -> AnyView {
    let texts = services.texts;
    let line = |(name, count): (&String, &u32)| {
        let (name, count) = (name.clone(), *count);
        let title = label(services, &name);
        let words = texts.with(Key::ConflictsAllOf, &[("field", title.clone().into())]);
        let press = move |()| deciding.set(Some((name.clone(), count)));
        view! {
            <li>
                <span class="who">
                    <b>{title}</b>
                    <small>{texts.with(Key::ConflictsGuests, &[("count", count.into())])}</small>
                </span>
                {(count > 1).then(|| view! { <Button on_press=press>{words}</Button> })}
            </li>
        }
        .into_any()
    };
    let lines: Vec<_> = view.fields.iter().map(line).collect();
    let count = Some(services.formats.number(view.guests.into()));
    view! { <Card title=texts.text(Key::ConflictsByField) count=Signal::stored(count)><ul class="list">{lines}</ul></Card> }.into_any()
}

/// One choice for all guests whose field has two values.
fn decide(services: Services, deciding: RwSignal<Option<(String, u32)>>) -> impl IntoView {
    let texts = services.texts;
    let panels = panels();
    let choose = move |side: Side| {
        let Some((field, _)) = deciding.get_untracked() else { return };
        deciding.set(None);
        leptos::task::spawn_local(async move {
            match services.engine.run(Command::ChooseAll { field, side }).await {
                // It goes on behind: the history shows how far it is, and takes it back.
                Ok(_) => {
                    let show = Callback::new(move |()| panels.show(Panel::History));
                    services.toasts.offer(texts.text(Key::ConflictsBegun), texts.text(Key::HistoryTitle), show);
                    page::focus(page::TITLE_ID);
                }
                Err(problem) => services.toasts.warn(texts.trouble(&problem)),
            }
        });
    };
    let inside = move || {
        deciding.get().map(|(name, count)| {
            let both = one::joins(&name)
                .then(|| view! { <Button on_press=move |()| choose(Side::Both)>{texts.text(Key::ConflictsAllBoth)}</Button> });
            view! {
                <p>{texts.with(Key::ConflictsAllText, &[("field", label(services, &name).into()), ("count", count.into())])}</p>
                <p class="acts">
                    <Button on_press=move |()| choose(Side::Latest)>{texts.text(Key::ConflictsAllLatest)}</Button>
                    <Button on_press=move |()| choose(Side::Mine)>{texts.text(Key::ConflictsAllMine)}</Button>
                    <Button on_press=move |()| choose(Side::Theirs)>{texts.text(Key::ConflictsAllTheirs)}</Button>
                    {both}
                    <Button weight=Weight::Quiet on_press=move |()| deciding.set(None)>{texts.text(Key::AppCancel)}</Button>
                </p>
            }
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || deciding.with(Option::is_some))
            on_close=move |()| deciding.set(None)
            title=texts.text(Key::ConflictsAllTitle)
        >
            {inside}
        </Dialog>
    }
}

/// The arrow keys go from one question to the next.
fn step(event: KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let here = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(section) = here.and_then(|element| element.closest("section.conflict").ok().flatten()) else { return };
    let next = if down { section.next_element_sibling() } else { section.previous_element_sibling() };
    let button = next.and_then(|next| next.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _focusable = button.focus();
    }
}

/// Makes a choice, offers it back, and goes on to the question that is in its place then.
fn choose(services: Services, command: Command, section: String) {
    let Services { texts, toasts, engine, .. } = services;
    let after = page::next_section(&section);
    leptos::task::spawn_local(async move {
        match engine.run(command).await {
            Ok(outcome) => {
                let said = texts.text(Key::AppSavedHere);
                match outcome {
                    Outcome::Action(action) => {
                        let undo = Callback::new(move |()| engine.tell(Command::Undo(action)));
                        toasts.offer(said, texts.text(Key::AppUndo), undo);
                    }
                    _ => toasts.say(said),
                }
                match after {
                    Some(after) => page::focus_within(&after),
                    None => page::focus(page::TITLE_ID),
                }
            }
            Err(problem) => toasts.warn(texts.trouble(&problem)),
        }
    });
}
