//! Where this tablet cannot send: what waits as a file for another one; and the file of another one on its way to the hotel.

use innkeeper_engine::protocol::{Command, EngineProblem, Outcome};
use innkeeper_texts::Key;
use innkeeper_view::carry::{ENDING, file_name};
use leptos::ev::{DragEvent, Event};
use leptos::html;
use leptos::prelude::*;
use web_sys::File;

use crate::platform::{clock, files};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Glyph, Icon};

/// What came of it, a line for each file.
type Said = RwSignal<Vec<Result<String, String>>>;

/// The card.
#[component]
pub fn Carry(
    /// Changes that wait here.
    #[prop(into)]
    waiting: Signal<u32>,
) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let said: Said = RwSignal::new(Vec::new());
    let under_way = RwSignal::new(None::<String>);
    let busy = Signal::derive(move || under_way.with(Option::is_some));
    let chooser = NodeRef::<html::Input>::new();
    let bring = move |files: Vec<File>| {
        if !files.is_empty() && !busy.get_untracked() {
            leptos::task::spawn_local(carry(services, files, under_way, said));
        }
    };
    let chosen = move |_: Event| {
        let Some(input) = chooser.get_untracked() else { return };
        let files = files::listed(input.files());
        // The same file may be chosen again.
        input.set_value("");
        bring(files);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        bring(files::listed(event.data_transfer().and_then(|dropped| dropped.files())));
    };
    let choose = move |()| {
        if let Some(input) = chooser.get_untracked() {
            input.click();
        }
    };
    let keep = move |()| leptos::task::spawn_local(save(services, said));
    let nothing = Memo::new(move |_| waiting.get() == 0);
    let reason = move || nothing.get().then(|| view! { <p class="note" id="carry-why">{texts.text(Key::SyncCarryNothing)}</p> });
    let lines = move || said.get().into_iter().map(line).collect_view();
    let going =
        move || under_way.get().map(|name| view! { <p class="note">{texts.with(Key::SyncCarryGoing, &[("name", name.into())])}</p> });
    view! {
        <Card title=texts.text(Key::SyncCarry)>
            <div class="carry" on:dragover=move |event: DragEvent| event.prevent_default() on:drop=dropped>
                <p class="note">{texts.text(Key::SyncCarryText)}</p>
                <input node_ref=chooser type="file" accept=ENDING multiple=true hidden=true aria-label=texts.text(Key::SyncCarryBring) on:change=chosen />
                <p class="acts">
                    <Button
                        icon=Icon::Tablet
                        attr:disabled=move || nothing.get()
                        attr:aria-describedby=move || nothing.get().then_some("carry-why")
                        on_press=keep
                    >
                        {texts.text(Key::SyncCarrySave)}
                    </Button>
                    <Button icon=Icon::CloudUpload busy=busy on_press=choose>{texts.text(Key::SyncCarryBring)}</Button>
                </p>
                {reason}
                <p class="note drops">{texts.text(Key::SyncCarryDrop)}</p>
                <div role="status">{going}{lines}</div>
            </div>
        </Card>
    }
}

fn line(said: Result<String, String>) -> impl IntoView {
    let (icon, class, words) = match said {
        Ok(words) => (Icon::Check, "note", words),
        Err(words) => (Icon::CircleAlert, "why", words),
    };
    view! { <p class=class><Glyph of=icon />{words}</p> }
}

/// Saves what waits here in as many files as it takes.
async fn save(services: Services, said: Said) {
    let texts = services.texts;
    said.set(Vec::new());
    let (mut after, mut part) = (0, 1);
    loop {
        let file = match services.engine.run(Command::SaveUnsent(after)).await {
            Ok(Outcome::Unsent(file)) => file,
            Ok(_) => return,
            Err(problem) => return say(services, said, Err(problem)),
        };
        let name = file_name(&file.tablet, clock::today(), part);
        if !files::save(&name, &file.bytes) {
            return say(services, said, Err(unread()));
        }
        say(services, said, Ok(texts.with(Key::SyncCarrySaved, &[("count", file.changes.into()), ("name", name.into())])));
        if !file.more {
            return;
        }
        (after, part) = (file.last, part + 1);
    }
}

/// Brings files to the hotel, one after the other.
async fn carry(services: Services, files: Vec<File>, under_way: RwSignal<Option<String>>, said: Said) {
    let texts = services.texts;
    said.set(Vec::new());
    for file in files {
        under_way.set(Some(file.name()));
        let answer = match files::read(&file).await {
            Some(bytes) => services.engine.run(Command::Carry(bytes)).await,
            None => Err(unread()),
        };
        match answer {
            Ok(Outcome::Carried(changes, tablet)) => {
                say(services, said, Ok(texts.with(Key::SyncCarryDone, &[("count", changes.into()), ("tablet", tablet.into())])));
            }
            Ok(_) => {}
            Err(problem) => say(services, said, Err(problem)),
        }
    }
    under_way.set(None);
}

fn say(services: Services, said: Said, what: Result<String, EngineProblem>) {
    said.update(|said| said.push(what.map_err(|problem| services.texts.trouble(&problem))));
}

/// The browser did not hand over a file, or take one.
fn unread() -> EngineProblem {
    EngineProblem { text: "problem-file-not-taken".to_owned(), args: std::collections::BTreeMap::new(), retry: true }
}
