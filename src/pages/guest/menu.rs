//! What is done rarely: putting the guest away, printing the page, copying its link.

use innkeeper_engine::protocol::{Command, Outcome};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::{Shared, act};
use crate::pages::asked::may;
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Glyph, Icon, Popover};

/// The menu at the end of the head.
#[component]
pub fn Menu(root: RootId, guest: Memo<Shared>) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let state = Memo::new(move |_| guest.with(|guest| (guest.editable, guest.row.archived)));
    let erases = may(|person| person.erases);
    let item = move |icon, words: Key, press: fn(Services, RootId)| {
        view! {
            <li>
                <button type="button" data-closes="" on:click=move |_| press(services, root)>
                    <Glyph of=icon />
                    {texts.text(words)}
                </button>
            </li>
        }
    };
    let archive = move || match state.get() {
        (false, _) => None,
        (true, false) => Some(item(Icon::Inbox, Key::GuestArchive, |services, root| put_away(services, root, true))),
        (true, true) => Some(item(Icon::Undo2, Key::GuestRestore, |services, root| put_away(services, root, false))),
    };
    view! {
        <Popover icon=Icon::Ellipsis label=texts.text(Key::GuestMore)>
            <ul class="menu">
                {archive}
                {item(Icon::Printer, Key::GuestPrint, |_, _| page::print())}
                {item(Icon::Copy, Key::GuestCopyLink, |services, _| copy_link(services))}
                {move || erases.get().unwrap_or_default().then(|| view! {
                    <li><a href=address::erase_guest(root) data-closes=""><Glyph of=Icon::X />{texts.text(Key::GuestErase)}</a></li>
                })}
            </ul>
        </Popover>
    }
}

/// Puts a guest away or brings them back, and offers the way back.
fn put_away(services: Services, root: RootId, archived: bool) {
    let texts = services.texts;
    leptos::task::spawn_local(async move {
        match services.engine.run(Command::Archive { root, archived }).await {
            Ok(outcome) => {
                let words = texts.text(if archived { Key::GuestArchivedNow } else { Key::GuestRestoredNow });
                let undo = match outcome {
                    Outcome::Action(action) => Command::Undo(action),
                    _ => Command::Archive { root, archived: !archived },
                };
                let back = move |()| act(services, undo.clone(), || ());
                services.toasts.offer(words, texts.text(Key::AppUndo), Callback::new(back));
            }
            Err(problem) => services.toasts.warn(texts.trouble(&problem)),
        }
    });
}

fn copy_link(services: Services) {
    leptos::task::spawn_local(async move {
        let texts = services.texts;
        if page::copy(&page::link()).await {
            services.toasts.say(texts.text(Key::GuestLinkCopied));
        } else {
            services.toasts.warn(texts.text(Key::GuestLinkNotCopied));
        }
    });
}
