//! Signing out: nothing that is saved goes with it, and whoever does it while something waits is told what becomes of that.

use innkeeper_engine::protocol::Command;
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::panels::{Panel, Panels, panels};
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Button, Dialog, Weight};

/// Signs out; asks first where changes wait or the hotel is not reached.
pub fn sign_out(services: Services, panels: Panels) {
    let ask = services.status.with_untracked(|status| status.as_ref().is_some_and(|status| status.unsent > 0 || status.next_try.is_some()));
    if ask {
        panels.show(Panel::SignOut);
    } else {
        go(services);
    }
}

/// What is saved stays on the device; without a connection the session ends when the server is reached.
fn go(services: Services) {
    leptos::task::spawn_local(async move {
        match services.engine.run(Command::SignOut).await {
            Ok(_) => page::reload(),
            Err(problem) => services.toasts.warn(services.texts.trouble(&problem)),
        }
    });
}

/// The question.
#[component]
pub fn SignOut() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let panels = panels();
    let close = move |()| panels.close(Panel::SignOut);
    let of_status =
        move |what: fn(&innkeeper_engine::protocol::StatusView) -> u32| services.status.with(|status| status.as_ref().map_or(0, what));
    let unsent = Memo::new(move |_| of_status(|status| status.unsent));
    let away = Memo::new(move |_| of_status(|status| u32::from(status.next_try.is_some())) > 0);
    let waiting = move || {
        let count = unsent.get();
        let words =
            if count > 0 { texts.with(Key::AppSignOutUnsent, &[("count", count.into())]) } else { texts.text(Key::SyncNothingWaits) };
        view! { <p>{words}</p> }
    };
    view! {
        <Dialog open=Signal::derive(move || panels.is_open(Panel::SignOut)) on_close=close title=texts.text(Key::AppSignOutAsk)>
            {waiting}
            {move || (unsent.get() > 0).then(|| view! { <p>{texts.text(Key::AppSignOutThen)}</p> })}
            {move || away.get().then(|| view! { <p>{texts.text(Key::AppSignOutAway)}</p> })}
            <p class="acts">
                <Button weight=Weight::Quiet on_press=close>{texts.text(Key::AppSignOutStay)}</Button>
                <Button weight=Weight::Filled on_press=move |()| { close(()); go(services); }>{texts.text(Key::AppSignOut)}</Button>
            </p>
        </Dialog>
    }
}
