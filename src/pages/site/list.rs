//! A card with a list of what is sold, each line with what can be done to it, and the dialogs in which one is written.

use innkeeper_domain::offer::{Offer, Part};
use innkeeper_engine::protocol::EngineProblem;
use innkeeper_texts::Key;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::faults::Faults;
use super::{Desk, problems};
use crate::frame::SaveButton;
use crate::pages::asked::act_on;
use crate::ui::{Button, Card, Dialog, Glyph, Icon, IconButton, Weight};

/// What is written in a dialog: its place in the list, none inside for a new one.
pub(super) type Written = RwSignal<Option<Option<usize>>>;

/// A kind of thing that is sold.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    pub(super) title: Key,
    /// Said where there are none yet.
    pub(super) none: Key,
    pub(super) add: Key,
    pub(super) change: Key,
    /// The lines of all of them.
    pub(super) lines: fn(Desk, &Offer, Written) -> Vec<AnyView>,
    /// The form of the one at a place, or of a new one.
    pub(super) form: fn(Desk, Option<usize>, Written) -> AnyView,
}

/// The card.
pub(super) fn card(desk: Desk, listing: Listing) -> AnyView {
    let texts = desk.services.texts;
    let written = Written::new(None);
    let list = move || {
        let lines = (listing.lines)(desk, &desk.offer(), written);
        if lines.is_empty() {
            return view! { <p class="note">{texts.text(listing.none)}</p> }.into_any();
        }
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    let add = move || {
        desk.editable().then(|| {
            view! {
                <p class="acts">
                    <Button icon=Icon::Plus on_press=move |()| written.set(Some(None))>{texts.text(listing.add)}</Button>
                </p>
            }
        })
    };
    let form = move || written.get().map(|place| (listing.form)(desk, place, written));
    let dialog = move |title: Key, is_new: bool| {
        let open = Signal::derive(move || written.with(|written| written.is_some_and(|place| place.is_none() == is_new)));
        view! { <Dialog open=open on_close=move |()| written.set(None) title=texts.text(title)>{form}</Dialog> }
    };
    view! {
        <Card title=texts.text(listing.title)>
            {list}
            {add}
            {dialog(listing.add, true)}
            {dialog(listing.change, false)}
        </Card>
    }
    .into_any()
}

/// What can be done to a line.
pub(super) struct Acts {
    /// One place up, where it can go up.
    pub(super) raise: Option<Callback<()>>,
    /// Another like it.
    pub(super) again: Option<Callback<()>>,
    /// Its form.
    pub(super) change: Callback<()>,
    /// Away with it; the message offers the way back.
    pub(super) remove: Callback<()>,
}

/// One line: what it is called, what it is, and what can be done to it.
pub(super) fn row(desk: Desk, name: String, about: String, acts: Acts) -> AnyView {
    let called = name.clone();
    let on = move |act: Key| act_on(desk.services, act, &called);
    let Acts { raise, again, change, remove } = acts;
    let buttons = desk.editable().then(|| {
        view! {
            <span class="line-acts">
                {raise.map(|raise| view! { <IconButton icon=Icon::ArrowUp label=on(Key::SiteRaise) weight=Weight::Quiet on_press=raise /> })}
                {again.map(|again| view! { <IconButton icon=Icon::Copy label=on(Key::SiteSeasonAgain) weight=Weight::Quiet on_press=again /> })}
                <IconButton icon=Icon::Pencil label=on(Key::SiteChange) weight=Weight::Quiet on_press=change />
                <IconButton icon=Icon::X label=on(Key::SiteRemove) weight=Weight::Quiet on_press=remove />
            </span>
        }
    });
    view! {
        <li>
            <span class="who">
                <b>{name}</b>
                <small>{about}</small>
            </span>
            {buttons}
        </li>
    }
    .into_any()
}

/// A form on its way to the server: what cannot be kept is told in the form, which keeps what was typed.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    desk: Desk,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
}

impl Sending {
    /// Not sent yet.
    pub(super) fn new(desk: Desk) -> Self {
        Self { desk, busy: RwSignal::new(false), trouble: RwSignal::new(None) }
    }

    /// On its way: sending it again does nothing.
    pub(super) fn is_busy(self) -> bool {
        self.busy.get_untracked()
    }

    /// Sends what a form made; `kept` is done once it is kept.
    pub(super) fn send(self, sent: impl Future<Output = Result<(), EngineProblem>> + 'static, kept: impl FnOnce() + 'static) {
        self.busy.set(true);
        self.trouble.set(None);
        leptos::task::spawn_local(async move {
            let answer = sent.await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => kept(),
                Err(problem) => {
                    self.trouble.try_set(Some(self.desk.services.texts.trouble(&problem)));
                }
            }
        });
    }

    /// What a form does when it is sent. What it made of the offer is kept where nothing is wrong with the part it is about; then its dialog, if
    /// it is in one, is closed.
    pub(super) fn on_submit(
        self,
        faults: Faults,
        done: Key,
        written: Option<Written>,
        made: impl Fn() -> (Offer, Part) + 'static,
    ) -> impl Fn(SubmitEvent) {
        move |event| {
            event.prevent_default();
            if self.is_busy() {
                return;
            }
            let (changed, part) = untrack(&made);
            if faults.show(problems(&changed, &part)) {
                self.send(self.desk.keep(changed, done), move || {
                    written.map(|written| written.try_set(None));
                });
            }
        }
    }

    /// The end of a form: what went wrong; the way out of its dialog, if it is in one; saved.
    pub(super) fn ends(self, written: Option<Written>) -> AnyView {
        let texts = self.desk.services.texts;
        let out = written.map(|written| {
            view! { <Button weight=Weight::Quiet on_press=move |()| written.set(None)>{texts.text(Key::AppCancel)}</Button> }
        });
        view! {
            {move || self.trouble.get().map(|words| view! { <p class="err full" role="alert"><Glyph of=Icon::CircleAlert />{words}</p> })}
            <p class="acts full">
                {out}
                <SaveButton busy=self.busy />
            </p>
        }
        .into_any()
    }
}
