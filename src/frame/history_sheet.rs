//! What was done on this device, each with the way back: as a sheet over any page, and as a page of its own.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Command, HistoryItem, Query, View, WorkView};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::deeds;
use super::panels::{Panel, Panels, panels, undo};
use crate::platform::intl::MomentForm;
use crate::services::{Services, services};
use crate::ui::{Button, Dialog, Empty, Icon, Loading, Progress, Weight};

/// The sheet.
#[component]
pub fn HistorySheet() -> impl IntoView {
    let texts = services().texts;
    let panels = panels();
    let close = move |()| panels.close(Panel::History);
    view! {
        <Dialog sheet=true open=Signal::derive(move || panels.is_open(Panel::History)) on_close=close title=texts.text(Key::HistoryTitle)>
            <p>{texts.text(Key::HistoryText)}</p>
            <HistoryList />
            <p class="acts">
                <a class="btn quiet" href=address::HISTORY on:click=move |_| close(())>{texts.text(Key::HistoryAll)}</a>
                <Button on_press=close>{texts.text(Key::AppClose)}</Button>
            </p>
        </Dialog>
    }
}

/// The list.
#[component]
pub fn HistoryList() -> impl IntoView {
    let services = services();
    let panels = panels();
    let texts = services.texts;
    let history = services.engine.watch(Query::History, |view| match view {
        View::History(history) => Some(history),
        _ => None,
    });
    let work = services.engine.watch(Query::Work, |view| match view {
        View::Work(work) => Some(work),
        _ => None,
    });
    let at_work = move || {
        work.view
            .with(|work| work.as_ref().and_then(Option::as_ref).filter(|work| work.ended.is_none()).map(|work| progress(services, work)))
    };
    let list = move || {
        history.view.with(|history| match history {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some(history) if history.items.is_empty() => view! {
                <Empty icon=Icon::History title=texts.text(Key::HistoryEmpty)>
                    <p>{texts.text(Key::HistoryEmptyText)}</p>
                </Empty>
            }
            .into_any(),
            Some(history) => {
                let items = history.items.iter().map(|item| line(services, panels, item)).collect_view();
                view! { <ul class="list history">{items}</ul> }.into_any()
            }
        })
    };
    view! { {at_work}{list} }
}

fn progress(services: Services, work: &WorkView) -> AnyView {
    let texts = services.texts;
    let key = if work.undoes { Key::HistoryAtWork } else { Key::HistoryWork };
    let words = texts.with(key, &[("done", work.done.into()), ("of", work.of.into())]);
    let part = (u64::from(work.done) * 1000).checked_div(u64::from(work.of)).and_then(|part| u32::try_from(part).ok()).unwrap_or(0);
    let stop = move |()| services.engine.tell(Command::StopWork);
    view! {
        <div class="work">
            <p>{words.clone()}</p>
            <Progress label=words thousandths=part />
            <Button on_press=stop>{texts.text(Key::HistoryStop)}</Button>
        </div>
    }
    .into_any()
}

fn line(services: Services, panels: Panels, item: &HistoryItem) -> AnyView {
    let Services { texts, formats, .. } = services;
    let (about, what) = (deeds::about(services, item), deeds::in_words(services, &item.deeds));
    let named = texts.with(Key::HistoryUndoOf, &[("what", format!("{about} · {what}").into())]);
    let when = format!("{} · {}", formats.moment(Instant(item.at), MomentForm::DayTime), item.by);
    let end = if item.undone {
        view! { <span class="note">{texts.text(Key::HistoryUndone)}</span> }.into_any()
    } else if item.undoable {
        let item = item.clone();
        let press = move |_| {
            let item = item.clone();
            leptos::task::spawn_local(async move { undo(services, panels, &item).await });
        };
        view! { <button type="button" class=Weight::Plain.class() aria-label=named on:click=press>{texts.text(Key::AppUndo)}</button> }
            .into_any()
    } else {
        view! { <span class="note">{texts.text(Key::HistoryFinal)}</span> }.into_any()
    };
    view! {
        <li>
            <span class="who">
                <b>{about}</b>
                <small>{what}</small>
                <small>{when}</small>
            </span>
            {end}
        </li>
    }
    .into_any()
}
