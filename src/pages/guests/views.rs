//! Saved views of the list: tabs with their counts, and the small forms in which one is saved, renamed, shared, put away.

use innkeeper_engine::protocol::{Command, ListViewDraft, ListViewRow, Outcome};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address::{self, List};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Screen, columns};
use crate::ui::{Icon, Popover, TextField, Tick};

/// The tabs, with what can be done with the view that is open.
pub fn tabs(screen: Screen) -> impl IntoView {
    let texts = screen.services.texts;
    let number = move |count: u32| screen.services.formats.number(i64::from(count));
    let current = Memo::new(move |_| screen.list.with(|list| list.view));
    let mark = move |own: Option<RootId>| move || (current.get() == own).then_some("page");
    let tab = move |row: ListViewRow| {
        let href = List::of_view(row.root, &row.view).path();
        view! {
            <li>
                <a href=href aria-current=mark(Some(row.root))>{row.view.name}<span class="n">{number(row.count)}</span></a>
            </li>
        }
    };
    let tabs = move || screen.views.get().into_iter().map(tab).collect::<Vec<_>>();
    let edit_open = RwSignal::new(false);
    let edit = move || {
        screen.view().filter(|row| row.mine).map(|row| {
            view! {
                <Popover icon=Icon::Ellipsis label=texts.text(Key::GuestsViewMore) open=edit_open>
                    {form(screen, Some(row.clone()), edit_open)}
                </Popover>
            }
        })
    };
    view! {
        <nav class="views" aria-label=texts.text(Key::GuestsViews)>
            <ul>
                <li>
                    <a href=address::GUESTS aria-current=mark(None)>
                        {texts.text(Key::GuestsAll)}
                        <span class="n">{move || number(screen.all.get())}</span>
                    </a>
                </li>
                {tabs}
            </ul>
            {edit}
            {save_as(screen, Key::GuestsViewNew, false)}
        </nav>
    }
}

/// What is offered beside the filters when the list differs from the view it began with.
pub fn changed(screen: Screen) -> impl IntoView {
    let texts = screen.services.texts;
    let differs = Memo::new(move |_| screen.differs());
    let keep = move || {
        screen.view().filter(|row| row.mine).map(|row| {
            let keep = move |_| save(screen, Some(row.root), screen.draft(row.view.name.clone(), row.view.shared));
            view! { <button type="button" class="btn quiet" on:click=keep>{texts.text(Key::GuestsViewKeep)}</button> }
        })
    };
    move || differs.get().then(|| view! { {keep} {save_as(screen, Key::GuestsViewSave, true)} })
}

fn save_as(screen: Screen, label: Key, words: bool) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Popover icon=Icon::Plus label=screen.services.texts.text(label) words=words open=open>
            {form(screen, None, open)}
        </Popover>
    }
}

/// Name and who has it; for a view that exists also the way to put it away.
fn form(screen: Screen, row: Option<ListViewRow>, open: RwSignal<bool>) -> impl IntoView {
    let texts = screen.services.texts;
    let root = row.as_ref().map(|row| row.root);
    let before = row.map(|row| row.view);
    let name = RwSignal::new(before.as_ref().map_or_else(String::new, |view| view.name.clone()));
    let shared = RwSignal::new(before.as_ref().is_some_and(|view| view.shared));
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || missing.get().then(|| texts.text(Key::GuestsViewNameMissing)));
    let put_away = before.clone().zip(root).map(|(view, root)| {
        let put_away = move |_| {
            open.set(false);
            away(screen, root, view.name.clone());
        };
        view! { <button type="button" class="btn quiet" on:click=put_away>{texts.text(Key::GuestsViewPutAway)}</button> }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let called = name.get_untracked().trim().to_owned();
        missing.set(called.is_empty());
        if called.is_empty() {
            return;
        }
        open.set(false);
        let shared = shared.get_untracked();
        // Renaming changes nothing but the name; what else changed is saved by its own button.
        let draft = match &before {
            Some(view) => ListViewDraft { name: called, shared, ..view.clone() },
            None => screen.draft(called, shared),
        };
        save(screen, root, draft);
    };
    view! {
        <form class="view-form" on:submit=submit>
            <TextField label=texts.text(Key::GuestsViewName) value=name error=error />
            <Tick label=texts.text(Key::GuestsViewShared) checked=shared on_change=move |on| shared.set(on) />
            <p class="acts">
                <button type="submit" class="btn primary">{texts.text(Key::AppSave)}</button>
                {put_away}
            </p>
        </form>
    }
}

fn save(screen: Screen, root: Option<RootId>, draft: ListViewDraft) {
    let texts = screen.services.texts;
    let words = texts.with(Key::GuestsViewSaved, &[("name", draft.name.as_str().into())]);
    let columns = draft.columns.clone();
    screen.act(Command::SaveListView { root, view: draft }, move |outcome| {
        let saved = match outcome {
            Outcome::Root(made) => Some(made),
            _ => root,
        };
        if let Some(saved) = saved {
            columns::remember(&saved.to_string(), Some(columns));
        }
        screen.refine(|list| list.view = saved);
        screen.services.toasts.say(words);
    });
}

fn away(screen: Screen, root: RootId, name: String) {
    let texts = screen.services.texts;
    screen.act(Command::Archive { root, archived: true }, move |_| {
        screen.refine(|list| list.view = None);
        let back = Callback::new(move |()| screen.act(Command::Archive { root, archived: false }, |_| ()));
        let words = texts.with(Key::GuestsViewAway, &[("name", name.into())]);
        screen.services.toasts.offer(words, texts.text(Key::AppUndo), back);
    });
}
