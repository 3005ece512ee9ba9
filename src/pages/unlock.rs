//! A locked tablet: the passkey, the passphrase, and nothing of what is stored.

use innkeeper_engine::protocol::{Command, EngineProblem, Phase, ProtectionView, Secret, WayKind};
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::frame::Gate;
use crate::platform::page;
use crate::platform::passkey::{self, Without};
use crate::services::services;
use crate::ui::{Banner, Button, Icon, Kind, TextField, Tone, Weight};

/// The page.
#[component]
pub fn Unlock() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    // While another worker starts, what the last one said holds.
    let locked = Memo::new(move |before: Option<&Option<ProtectionView>>| {
        services.status.with(|status| match status.as_ref().map(|status| &status.phase) {
            Some(Phase::Locked(view)) => Some((**view).clone()),
            _ => before.cloned().flatten(),
        })
    });
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let tell = move |answer: Result<(), EngineProblem>| problem.set(answer.err().map(|problem| texts.trouble(&problem)));
    let by_passphrase = Action::new_local(move |text: &String| {
        let secret = Secret::Passphrase(page::composed(text));
        async move { tell(services.engine.run(Command::Unlock(secret)).await.map(drop)) }
    });
    let by_passkey = Action::new_local(move |(): &()| async move {
        let (salt, passkeys) = locked.get_untracked().map(|view| (view.salt.clone(), passkeys(&view))).unwrap_or_default();
        match passkey::ask(&salt, &passkeys).await {
            Ok(secret) => tell(services.engine.run(Command::Unlock(secret)).await.map(drop)),
            Err(without) => problem.set(Some(texts.text(words_for(without)))),
        }
    });
    let busy = Signal::derive(move || by_passphrase.pending().get() || by_passkey.pending().get());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked();
        if !text.is_empty() && !busy.get_untracked() {
            typed.set(String::new());
            by_passphrase.dispatch_local(text);
        }
    };
    let has = move |what: fn(&WayKind) -> bool| {
        Memo::new(move |_| locked.with(|view| view.iter().flat_map(|view| &view.ways).any(|way| what(&way.kind))))
    };
    let (has_passkey, has_passphrase) = (has(|kind| matches!(kind, WayKind::Passkey(_))), has(|kind| *kind == WayKind::Passphrase));
    let waits = move || {
        let minutes = locked.with(|view| view.as_ref().map_or(0, |view| view.wait_ms.max(0).cast_unsigned().div_ceil(60_000)));
        (minutes > 0).then(|| texts.with(Key::LockWait, &[("minutes", minutes.into())]))
    };
    view! {
        <Gate title=Key::LockTitle>
            <p class="note">{texts.text(Key::LockText)}</p>
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Warns title=problem /> })}
            <p class="note" role="status">{waits}</p>
            {move || {
                has_passkey.get().then(|| {
                    view! {
                        <Button weight=Weight::Filled icon=Icon::ShieldCheck busy=by_passkey.pending() on_press=move |()| { by_passkey.dispatch_local(()); }>
                            {texts.text(Key::LockPasskey)}
                        </Button>
                    }
                })
            }}
            {move || {
                let weight = if has_passkey.get() { Weight::Plain } else { Weight::Filled };
                has_passphrase.get().then(|| {
                    view! {
                        <form on:submit=submit>
                            <TextField
                                label=texts.text(Key::LockPassphrase)
                                value=typed
                                kind=Kind::Password
                                autocomplete="current-password"
                                autofocus=true
                            />
                            <Button weight=weight submit=true busy=by_passphrase.pending()>{texts.text(Key::LockUnlock)}</Button>
                        </form>
                    }
                })
            }}
            <p class="note">{texts.text(Key::LockKept)}</p>
        </Gate>
    }
}

/// The passkeys among the ways in.
pub fn passkeys(view: &ProtectionView) -> Vec<Vec<u8>> {
    let of = |kind: &WayKind| match kind {
        WayKind::Passkey(id) => Some(id.clone()),
        WayKind::Passphrase => None,
    };
    view.ways.iter().filter_map(|way| of(&way.kind)).collect()
}

/// Why a passkey gave nothing.
pub const fn words_for(without: Without) -> Key {
    match without {
        Without::Given => Key::LockPasskeyLeft,
        Without::Able => Key::LockPasskeyUnable,
    }
}
