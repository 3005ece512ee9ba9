//! What else can be done with a segment: compared, kept as it is now, taken back to an earlier rule, put away, printed, taken out as a file.

use innkeeper_engine::protocol::Command;
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::rule::{frozen, words};
use leptos::prelude::*;

use super::screen::Form;
use super::used::{self, User};
use super::{export, keep, versions};
use crate::pages::asked::may;
use crate::platform::page;
use crate::services::Services;
use crate::ui::{Button, Dialog, Glyph, Icon, Popover, Weight};

/// The menu.
pub fn menu(form: Form, dialogs: Dialogs) -> AnyView {
    let texts = form.services.texts;
    let Dialogs { keep, export, versions, away, users } = dialogs;
    let exports = may(|person| person.exports);
    let item = move |icon: Icon, words: Key, press: Callback<()>| {
        view! {
            <button type="button" class="btn quiet" data-closes="" on:click=move |_| press.run(())><Glyph of=icon />{texts.text(words)}</button>
        }
        .into_any()
    };
    let opens = |open: RwSignal<bool>| Callback::new(move |()| open.set(true));
    let (root, editable) = (form.root, form.editor.editable);
    let items = move || {
        let kept = editable.then(|| item(Icon::Lock, Key::SegmentKeep, opens(keep)));
        let of_saved = root.map(|root| {
            // A list of those who were in once is laid beside what it is a list of.
            let compare = move || {
                let of = form.editor.edited.with(|edited| frozen::of(edited.now())).and_then(|frozen| frozen.of);
                address::compare(Some(root), of)
            };
            let put_away = Callback::new(move |()| {
                if users.with_untracked(Vec::is_empty) {
                    archive(form, root);
                } else {
                    away.set(true);
                }
            });
            view! {
                <a class="btn quiet" href=compare><Glyph of=Icon::Columns3 />{texts.text(Key::SegmentsCompare)}</a>
                {item(Icon::History, Key::SegmentVersions, opens(versions))}
                {editable.then(|| item(Icon::Inbox, Key::SegmentPutAway, put_away))}
            }
        });
        let file = (exports.get() == Some(true)).then(|| item(Icon::Download, Key::SegmentExport, opens(export)));
        // After the menu is closed, so that it is not on the paper.
        let print = Callback::new(|()| request_animation_frame(page::print));
        let copied = Callback::new(move |()| copy(form));
        view! { <div class="menu">{kept} {of_saved} {item(Icon::Copy, Key::SegmentCopyWords, copied)} {item(Icon::Printer, Key::SegmentPrint, print)} {file}</div> }
    };
    view! { <Popover icon=Icon::Ellipsis label=texts.text(Key::SegmentMore)>{items()}</Popover> }.into_any()
}

/// Puts the rule in words into the clipboard.
fn copy(form: Form) {
    let Services { texts, toasts, .. } = form.services;
    let told = form.editor.edited.with_untracked(|edited| words::text(&words::rule(edited.now(), &form.editor.lexicon)));
    leptos::task::spawn_local(async move {
        if page::copy(&told).await {
            toasts.say(texts.text(Key::SegmentCopied));
        } else {
            toasts.warn(texts.text(Key::SegmentCopyFailed));
        }
    });
}

/// Which of the dialogs are open, and what the one before putting away names.
#[derive(Clone, Copy)]
pub struct Dialogs {
    keep: RwSignal<bool>,
    export: RwSignal<bool>,
    versions: RwSignal<bool>,
    away: RwSignal<bool>,
    users: Memo<Vec<User>>,
}

impl Dialogs {
    /// None open.
    pub fn new(users: Memo<Vec<User>>) -> Self {
        let closed = || RwSignal::new(false);
        Self { keep: closed(), export: closed(), versions: closed(), away: closed(), users }
    }
}

/// The dialogs of the menu.
pub fn dialogs(form: Form, dialogs: Dialogs) -> impl IntoView {
    let Dialogs { keep, export, versions, away, users } = dialogs;
    let of_saved = form.root.map(|root| view! { {versions::sheet(form.editor, root, versions)} {asked(form, root, away, users)} });
    view! { {keep::dialog(form, keep)} {export::dialog(form, export)} {of_saved} }
}

/// Asks before a segment goes that others ask for.
fn asked(form: Form, root: RootId, open: RwSignal<bool>, users: Memo<Vec<User>>) -> impl IntoView {
    let services = form.services;
    let texts = services.texts;
    let name = form.saved.with_untracked(|saved| saved.name.clone());
    let go = move |()| {
        open.set(false);
        archive(form, root);
    };
    view! {
        <Dialog open=open on_close=move |()| open.set(false) title=texts.with(Key::SegmentUsedAway, &[("name", name.into())])>
            <p>{texts.text(Key::SegmentUsedAwayText)}</p>
            {used::list(services, users)}
            <p class="acts">
                <Button on_press=move |()| open.set(false)>{texts.text(Key::AppCancel)}</Button>
                <Button weight=Weight::Filled on_press=go>{texts.text(Key::SegmentPutAway)}</Button>
            </p>
        </Dialog>
    }
}

fn archive(form: Form, root: RootId) {
    let Services { engine, texts, toasts, .. } = form.services;
    let name = form.saved.with_untracked(|saved| saved.name.clone());
    leptos::task::spawn_local(async move {
        match engine.run(Command::Archive { root, archived: true }).await {
            Ok(_) => {
                let words = texts.with(Key::SegmentAway, &[("name", name.into())]);
                let back = Callback::new(move |()| engine.tell(Command::Archive { root, archived: false }));
                toasts.offer(words, texts.text(Key::AppUndo), back);
                form.go.try_run((address::SEGMENTS.to_owned(), false));
            }
            Err(problem) => toasts.warn(texts.trouble(&problem)),
        }
    });
}
