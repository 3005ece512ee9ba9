//! One guest: who they are, their next or last stay, what to mind, what happened, what they allow, and the forms.

use std::sync::Arc;

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Command, EngineProblem, GuestView, Query, View};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::engine::Watched;
use crate::frame::{BackToGuests, SyncPill, use_name, use_title};
use crate::pages::NotFound;
use crate::platform::intl::MomentForm;
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Button, Empty, Icon, Loading, Weight};

mod conflict;
pub use conflict::{label, origin, readable};
mod consent;
mod details;
mod edit;
mod erase;
mod head;
mod menu;
mod note;
mod same;
mod timeline;
mod worth;

pub use edit::{EditGuest, NewGuest};
pub use erase::EraseGuest;

/// A guest as the page holds it.
type Shared = Arc<GuestView>;

/// Whether the guest of the address is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Waiting,
    Missing,
    There,
}

/// The guest named in the address; none if the address names none.
fn root_in_address() -> Memo<Option<RootId>> {
    let parameters = use_params_map();
    Memo::new(move |_| parameters.with(|parameters| parameters.get("root")).and_then(|root| root.parse().ok()))
}

fn watch(services: Services, root: RootId) -> Watched<Option<Shared>> {
    services.engine.watch(Query::Guest(root), |view| match view {
        View::Guest(guest) => Some(guest.map(Shared::from)),
        _ => None,
    })
}

/// Shows `inside` once the guest is here; until then that it is being looked for, or that it is not here.
fn once_there(
    services: Services,
    watched: Watched<Option<Shared>>,
    inside: impl Fn(Memo<Shared>) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let texts = services.texts;
    let presence = Memo::new(move |_| {
        watched.view.with(|view| match view {
            None => Presence::Waiting,
            Some(None) => Presence::Missing,
            Some(Some(_)) => Presence::There,
        })
    });
    move || match presence.get() {
        Presence::Waiting => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Presence::Missing => {
            use_title(texts.text(Key::GuestMissingTitle).into());
            view! {
                <Empty icon=Icon::User title=texts.text(Key::GuestMissingTitle)>
                    <p>{texts.text(Key::GuestMissingText)}</p>
                    <p class="acts"><a class="btn" href=address::GUESTS>{texts.text(Key::AppNotFoundGo)}</a></p>
                </Empty>
            }
            .into_any()
        }
        Presence::There => {
            let guest = Memo::new(move |before: Option<&Shared>| {
                watched
                    .view
                    .with(|view| view.clone().flatten())
                    .or_else(|| before.cloned())
                    .expect("the page is shown only once there is a guest, and then keeps the last one")
            });
            inside(guest)
        }
    }
}

/// The name to show for a guest.
fn name_of(services: Services, guest: &GuestView) -> String {
    if guest.row.name.is_empty() { services.texts.text(Key::GuestsNameless) } else { guest.row.name.clone() }
}

/// Does something to the guest and says that it is kept; what went wrong is said until it is closed.
fn act(services: Services, command: Command, done: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        match services.engine.run(command).await {
            Ok(_) => {
                services.toasts.say(services.texts.text(Key::AppSavedHere));
                done();
            }
            Err(problem) => services.toasts.warn(services.texts.trouble(&problem)),
        }
    });
}

/// Saving a short form: what it sends, and what went wrong.
#[derive(Clone, Copy)]
struct Saving {
    send: Action<Command, ()>,
    failed: RwSignal<Option<EngineProblem>>,
}

impl Saving {
    /// Whether it is at work.
    fn pending(self) -> Memo<bool> {
        self.send.pending()
    }

    /// Sends a command, unless one is on its way.
    fn save(self, command: Command) {
        if !self.pending().get_untracked() {
            self.send.dispatch_local(command);
        }
    }
}

/// Saves what a dialog is about, says that it is kept, and closes it.
fn saving(services: Services, on_close: Callback<()>) -> Saving {
    let failed = RwSignal::new(None::<EngineProblem>);
    let send = Action::new_local(move |command: &Command| {
        let command = command.clone();
        async move {
            match services.engine.run(command).await {
                Ok(_) => {
                    services.toasts.say(services.texts.text(Key::AppSavedHere));
                    on_close.try_run(());
                }
                Err(problem) => {
                    failed.try_set(Some(problem));
                }
            }
        }
    });
    Saving { send, failed }
}

/// What a form shows when saving failed.
fn failure(services: Services, problem: Option<EngineProblem>) -> impl IntoView {
    problem.map(|problem| view! { <p class="err" role="alert">{services.texts.trouble(&problem)}</p> })
}

/// The page.
#[component]
pub fn Guest() -> impl IntoView {
    let root = root_in_address();
    // Another guest is another page: nothing of the one before may stay.
    move || match root.get() {
        Some(root) => view! { <Profile root=root /> }.into_any(),
        None => NotFound().into_any(),
    }
}

#[component]
fn Profile(root: RootId) -> impl IntoView {
    let services = services();
    let watched = watch(services, root);
    view! {
        <main class="page guest" id="main" tabindex="-1">{once_there(services, watched, move |guest| profile(services, root, guest))}</main>
    }
}

fn profile(services: Services, root: RootId, guest: Memo<Shared>) -> AnyView {
    let erased = Memo::new(move |_| guest.with(|guest| guest.erased));
    (move || match erased.get() {
        None => whole(services, root, guest),
        Some(at) => gone(services, at),
    })
    .into_any()
}

/// What is left of a guest who was erased: that they were.
fn gone(services: Services, at: i64) -> AnyView {
    let texts = services.texts;
    use_title(texts.text(Key::GuestErasedTitle).into());
    let at = services.formats.moment(Instant(at), MomentForm::Full);
    view! {
        <Empty icon=Icon::User title=texts.text(Key::GuestErasedTitle)>
            <p>{texts.with(Key::GuestErasedText, &[("at", at.into())])}</p>
            <p class="acts"><a class="btn" href=address::GUESTS>{texts.text(Key::AppNotFoundGo)}</a></p>
        </Empty>
    }
    .into_any()
}

fn whole(services: Services, root: RootId, guest: Memo<Shared>) -> AnyView {
    let texts = services.texts;
    use_name(Signal::derive(move || guest.with(|guest| name_of(services, guest))), Key::LockGuest);
    page::arrive();
    let noting = RwSignal::new(false);
    let asking = RwSignal::new(None::<consent::Asked>);
    let editable = Memo::new(move |_| guest.with(|guest| guest.editable));
    let actions = move || {
        editable.get().then(|| {
            view! {
                <a class="btn" href=address::edit_guest(root)>{texts.text(Key::GuestEdit)}</a>
                <Button weight=Weight::Filled icon=Icon::Plus on_press=move |()| noting.set(true)>{texts.text(Key::GuestAddNote)}</Button>
            }
        })
    };
    view! {
        <header class="head slim">
            <div class="head-t"><BackToGuests /></div>
            <div class="head-a">
                <SyncPill />
                {actions}
                <menu::Menu root=root guest=guest />
            </div>
        </header>
        <head::Head guest=guest />
        <conflict::Conflicts root=root guest=guest />
        <same::SamePerson root=root guest=guest />
        <div class="gcols">
            <timeline::Timeline root=root guest=guest />
            <div class="side-col stack">
                <worth::WorthDoing root=root guest=guest asking=asking noting=noting />
                <consent::Consents guest=guest asking=asking />
                <details::Details root=root guest=guest />
            </div>
        </div>
        <note::NewNote root=root open=noting />
        <consent::Ask root=root guest=guest asking=asking />
    }
    .into_any()
}
