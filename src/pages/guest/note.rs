//! Notes: adding one, correcting it, taking it back. The first text always stays in the history.

use innkeeper_engine::protocol::Command;
use innkeeper_sync::id::{EntryId, RootId};
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{failure, saving};
use crate::frame::SaveButton;
use crate::services::services;
use crate::ui::{Button, Dialog, TextArea, Weight};

/// A note that a dialog is about: its entry and its text.
pub type Chosen = (EntryId, String);

/// The inside of the three dialogs: one text, and what becomes of it.
#[component]
fn Writing(
    /// Above the text.
    #[prop(into)]
    label: String,
    /// What stands there at first.
    first: String,
    /// Makes the command for the text.
    #[prop(into)]
    command: Callback<String, Command>,
    /// It was saved, or left.
    on_close: Callback<()>,
) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let text = RwSignal::new(first);
    let empty = RwSignal::new(false);
    let saving = saving(services, on_close);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let written = text.with_untracked(|text| text.trim().to_owned());
        empty.set(written.is_empty());
        if !written.is_empty() {
            saving.save(command.run(written));
        }
    };
    view! {
        <form on:submit=submit>
            <TextArea
                label=label
                value=text
                error=Signal::derive(move || empty.get().then(|| texts.text(Key::GuestNoteEmpty)))
                autofocus=true
            />
            {move || failure(services, saving.failed.get())}
            <p class="acts">
                <Button weight=Weight::Quiet on_press=on_close>{texts.text(Key::AppCancel)}</Button>
                <SaveButton busy=saving.pending() />
            </p>
        </form>
    }
}

/// A new note.
#[component]
pub fn NewNote(
    /// About whom.
    root: RootId,
    /// Whether the dialog is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let texts = services().texts;
    let on_close = Callback::new(move |()| open.set(false));
    let command = Callback::new(move |note| Command::Record { root, note: Some(note), consent: None });
    view! {
        <Dialog open=open on_close=on_close title=texts.text(Key::GuestAddNote)>
            <Writing label=texts.text(Key::GuestNoteLabel) first=String::new() command=command on_close=on_close />
        </Dialog>
    }
}

/// Correcting a note.
#[component]
pub fn CorrectNote(
    /// About whom.
    root: RootId,
    /// The note; the dialog is shown while there is one.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let texts = services().texts;
    let on_close = Callback::new(move |()| chosen.set(None));
    let inside = move || {
        chosen.get_untracked().map(|(entry, body)| {
            let command = Callback::new(move |body| Command::AmendNote { root, entry, body });
            view! { <Writing label=texts.text(Key::GuestNoteLabel) first=body command=command on_close=on_close /> }
        })
    };
    view! {
        <Dialog open=Signal::derive(move || chosen.with(Option::is_some)) on_close=on_close title=texts.text(Key::GuestNoteCorrect)>
            {inside()}
        </Dialog>
    }
}

/// Taking a note back.
#[component]
pub fn RetractNote(
    /// About whom.
    root: RootId,
    /// The note; the dialog is shown while there is one.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let texts = services().texts;
    let on_close = Callback::new(move |()| chosen.set(None));
    let inside = move || {
        chosen.get_untracked().map(|(entry, _)| {
            let command = Callback::new(move |reason| Command::RetractNote { root, entry, reason });
            view! { <Writing label=texts.text(Key::GuestNoteReason) first=String::new() command=command on_close=on_close /> }
        })
    };
    view! {
        <Dialog open=Signal::derive(move || chosen.with(Option::is_some)) on_close=on_close title=texts.text(Key::GuestNoteRetract)>
            {inside()}
        </Dialog>
    }
}
