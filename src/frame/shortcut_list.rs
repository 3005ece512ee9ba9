//! The list of shortcuts: those of every page, and those of the page it was opened on.

use innkeeper_texts::Key;
use innkeeper_view::shortcuts::{Press, Shortcut, of_page};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::panels::{Panel, panels};
use crate::platform::keyboard;
use crate::services::services;
use crate::ui::Dialog;

/// The list.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let texts = services().texts;
    let panels = panels();
    let path = use_location().pathname;
    let keys = move |press: Press| {
        let between = matches!(press, Press::AfterG(_)).then(|| texts.text(Key::ShortcutsThen));
        let keys = press.keys(keyboard::command_key()).into_iter().enumerate();
        keys.map(|(at, key)| {
            let between = between.clone().filter(|_| at > 0).map(|words| view! { <span>{words}</span> });
            view! { {between}<kbd>{key}</kbd> }
        })
        .collect_view()
    };
    let line =
        move |shortcut: &'static Shortcut| view! { <div><dt>{texts.label(shortcut.label)}</dt><dd>{keys(shortcut.press)}</dd></div> };
    let singles = panels.singles();
    let off = move || (!singles.get()).then(|| view! { <p class="note">{texts.text(Key::ShortcutsOff)}</p> });
    view! {
        <Dialog
            open=Signal::derive(move || panels.is_open(Panel::Shortcuts))
            on_close=move |()| panels.close(Panel::Shortcuts)
            title=texts.text(Key::ShortcutsTitle)
        >
            {off}
            <dl class="keys">{of_page(&path.get_untracked()).map(line).collect_view()}</dl>
            <p class="acts">
                <button type="button" class="btn" on:click=move |_| panels.close(Panel::Shortcuts)>{texts.text(Key::AppClose)}</button>
            </p>
        </Dialog>
    }
}
