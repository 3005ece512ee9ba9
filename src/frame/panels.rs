//! What can lie over any page: the search over everything, the list of shortcuts, the history; and the keys that open them.

use innkeeper_engine::protocol::{Command, HistoryItem, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::shortcuts::{Act, Ears};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::deeds;
use crate::platform::{clock, keyboard, page, prefs};
use crate::services::{Services, services};

/// A panel over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Search over everything.
    Find,
    /// The shortcuts.
    Shortcuts,
    /// What was done here.
    History,
    /// Whether to sign out.
    SignOut,
}

/// Which panel is open, and whether single letters are shortcuts.
#[derive(Clone, Copy)]
pub struct Panels {
    open: RwSignal<Option<Panel>>,
    singles: RwSignal<bool>,
}

impl Panels {
    /// None open.
    pub fn new() -> Self {
        let off = prefs::recall::<bool>(prefs::key::SINGLES_OFF).unwrap_or_default();
        Self { open: RwSignal::new(None), singles: RwSignal::new(!off) }
    }

    /// Whether this one is open.
    pub fn is_open(self, panel: Panel) -> bool {
        self.open.get() == Some(panel)
    }

    /// Opens one, in place of another.
    pub fn show(self, panel: Panel) {
        self.open.set(Some(panel));
    }

    /// Closes it, if it is this one that is open.
    pub fn close(self, panel: Panel) {
        self.open.update(|open| *open = open.filter(|open| *open != panel));
    }

    /// Whether single letters are shortcuts.
    pub fn singles(self) -> Signal<bool> {
        self.singles.into()
    }

    /// Switches them, on this device.
    pub fn switch_singles(self, on: bool) {
        self.singles.set(on);
        prefs::remember(prefs::key::SINGLES_OFF, !on);
    }
}

/// The panels of this page.
pub fn panels() -> Panels {
    expect_context()
}

/// Hears the shortcuts of every page.
pub fn listen() {
    let (services, panels) = (services(), panels());
    let navigate = use_navigate();
    let go = move |path: &str| navigate(path, NavigateOptions::default());
    let ears = StoredValue::new(Ears::default());
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.repeat() || event.default_prevented() {
            return;
        }
        let singles = panels.singles.get_untracked();
        let heard = keyboard::with_key(&event, |key| ears.try_update_value(|ears| ears.hear(key, singles, clock::now().0)).flatten());
        let Some(act) = heard else { return };
        event.prevent_default();
        match act {
            Act::Find => panels.show(Panel::Find),
            Act::List => panels.show(Panel::Shortcuts),
            Act::Undo => undo_last(services, panels),
            Act::NewLead => go(address::CAPTURE),
            Act::Search => keyboard::focus_search(),
            Act::Lock => {
                if !super::lock(services) {
                    go(address::SETTINGS);
                }
            }
            Act::Go(path) => go(path),
        }
    });
    on_cleanup(move || handle.remove());
}

/// Takes the last action of this device back, and says which that was.
fn undo_last(services: Services, panels: Panels) {
    if untrack(page::holds_unsaved) {
        // What is being typed is not saved and so not an action; the one before it would be a surprise.
        return;
    }
    leptos::task::spawn_local(async move {
        let Some(View::History(history)) = services.engine.once(Query::History).await else { return };
        match history.items.iter().find(|item| item.undoable && !item.undone) {
            Some(item) => undo(services, panels, item).await,
            None => services.toasts.say(services.texts.text(Key::AppNothingToUndo)),
        }
    });
}

/// Takes an action back and says so. Over many guests it is long work, which the history shows.
pub async fn undo(services: Services, panels: Panels, item: &HistoryItem) {
    let Services { texts, toasts, .. } = services;
    match services.engine.run(Command::Undo(item.action)).await {
        // Over several files it is work that goes on behind; of one it is done.
        Ok(_) if item.root.is_none() && item.count > 1 => {
            let show = Callback::new(move |()| panels.show(Panel::History));
            toasts.offer(texts.text(Key::AppUndoBegun), texts.text(Key::HistoryTitle), show);
        }
        Ok(_) => {
            let what = format!("{} · {}", deeds::about(services, item), deeds::in_words(services, &item.deeds));
            toasts.say(texts.with(Key::AppUndone, &[("what", what.into())]));
        }
        Err(problem) => toasts.warn(texts.trouble(&problem)),
    }
}
