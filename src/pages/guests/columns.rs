//! The columns of the list: which there are, which fit on the page, and the panel where a person chooses and orders them.

use std::collections::BTreeMap;

use innkeeper_texts::Key;
use innkeeper_view::{address, order};
use leptos::prelude::*;

use super::Screen;
use crate::platform::{page, prefs};
use crate::texts::Texts;
use crate::ui::{Column, Icon, IconButton, Popover, Tick, Weight};

/// A column as it is declared.
struct Declared {
    id: &'static str,
    label: Key,
    track: &'static str,
    class: &'static str,
    /// Width of the page, in units of 16 pixels, from which on it is shown.
    from: i32,
    /// Shown until a person chooses otherwise.
    first: bool,
}

/// The rail takes so many units of the window, from this width of the window on.
const RAIL: (i32, i32) = (13, 64);
/// Below this width of the page the e-mail address stands under the name and the light loses its words.
const NARROW: i32 = 54;
/// The column that is always there, before all others.
const NAME: &str = "name";

const fn column(id: &'static str, label: Key, track: &'static str, class: &'static str, from: i32) -> Declared {
    Declared { id, label, track, class, from, first: true }
}

const fn extra(column: Declared) -> Declared {
    Declared { first: false, ..column }
}

/// In the order of the screen. As the page narrows they leave in the order of what a person at the desk needs least.
const DECLARED: [Declared; 12] = [
    column(NAME, Key::GuestsName, "minmax(11rem, 9fr)", "name", 0),
    column("email", Key::FieldGuestEmail, "minmax(8rem, 10fr)", "soft", NARROW),
    column("light", Key::GuestsMayWeWrite, "8.5rem", "light", 0),
    column("stage", Key::FieldGuestStage, "7rem", "", 60),
    column("country", Key::FieldGuestCountry, "8rem", "", 82),
    column("last-stay", Key::GuestsLastStay, "8.25rem", "", NARROW),
    column("next-stay", Key::GuestsNextStay, "8.25rem", "", 36),
    column("nights", Key::GuestsNights, "5rem", "num", 74),
    column("value", Key::GuestsValue, "6.5rem", "num strong", 0),
    extra(column("phone", Key::FieldGuestPhone, "10rem", "", NARROW)),
    extra(column("stays", Key::GuestsStays, "5rem", "num", NARROW)),
    extra(column("changed", Key::GuestsChanged, "8.75rem", "", NARROW)),
];

fn declared(id: &str) -> Option<&'static Declared> {
    DECLARED.iter().find(|column| column.id == id)
}

/// What a person may choose: every column but the name.
fn choices() -> Vec<&'static str> {
    DECLARED.iter().map(|column| column.id).filter(|id| *id != NAME).collect()
}

/// The columns shown before anybody chose.
pub fn first() -> Vec<String> {
    DECLARED.iter().filter(|column| column.first && column.id != NAME).map(|column| column.id.to_owned()).collect()
}

/// The words of a column's head.
pub fn label(texts: Texts, id: &str) -> String {
    declared(id).map_or_else(String::new, |column| texts.text(column.label))
}

/// The chosen columns that fit into a window so many units wide.
pub fn columns(texts: Texts, window: i32, chosen: &[String]) -> Vec<Column> {
    let page = if window >= RAIL.1 { window - RAIL.0 } else { window };
    let narrow = page < NARROW;
    let ids = choices();
    std::iter::once(NAME)
        .chain(order::known(chosen, &ids))
        .filter_map(declared)
        .filter(|column| page >= column.from)
        .map(|column| Column {
            id: column.id,
            label: texts.text(column.label),
            width: match column.id {
                "light" if narrow => "2.5rem",
                NAME if narrow => "minmax(8rem, 2fr)",
                "value" if narrow => "5.5rem",
                _ => column.track,
            },
            class: column.class,
            sorts: address::sort_of(column.id).is_some(),
            names: column.id == NAME,
        })
        .collect()
}

/// The columns this browser remembers for a view; the list of all guests is the one without a name.
pub fn remembered(view: &str) -> Option<Vec<String>> {
    prefs::recall::<BTreeMap<String, Vec<String>>>(prefs::key::GUEST_COLUMNS)?.remove(view)
}

/// Remembers the columns of a view, or forgets them.
pub fn remember(view: &str, chosen: Option<Vec<String>>) {
    let mut all: BTreeMap<String, Vec<String>> = prefs::recall(prefs::key::GUEST_COLUMNS).unwrap_or_default();
    match chosen {
        Some(chosen) => all.insert(view.to_owned(), chosen),
        None => all.remove(view),
    };
    prefs::remember(prefs::key::GUEST_COLUMNS, all);
}

/// The panel: a tick and two steps for each column. The order is changed by buttons, so that it needs no dragging.
pub fn panel(screen: Screen) -> impl IntoView {
    let texts = screen.services.texts;
    let line = move |id: &'static str| {
        let chosen = screen.columns;
        let shown = Signal::derive(move || chosen.with(|chosen| chosen.iter().any(|known| known == id)));
        let step = move |back: bool| {
            let (icon, key) = if back { (Icon::ArrowDown, Key::GuestsColumnBack) } else { (Icon::ArrowUp, Key::GuestsColumnFront) };
            let go = move |()| {
                if let Some(after) = chosen.with_untracked(|chosen| order::moved(chosen, id, back)) {
                    page::keep_focus();
                    screen.show_columns(after);
                }
            };
            let label = texts.with(key, &[("column", label(texts, id).into())]);
            view! { <IconButton icon=icon label=label weight=Weight::Quiet on_press=go /> }
        };
        let steps = (step(false), step(true));
        view! {
            <li>
                <Tick
                    label=label(texts, id)
                    checked=shown
                    on_change=move |on| screen.show_columns(chosen.with_untracked(|chosen| order::ticked(chosen, id, on)))
                />
                <span class="steps" class:off=move || !shown.get()>{steps}</span>
            </li>
        }
    };
    let ids = move || {
        screen
            .columns
            .with(|chosen| order::menu(chosen, &choices()).into_iter().filter_map(declared).map(|column| column.id).collect::<Vec<_>>())
    };
    view! {
        <Popover icon=Icon::Columns3 label=texts.text(Key::GuestsColumns)>
            <fieldset class="columns">
                <legend>{texts.text(Key::GuestsColumns)}</legend>
                <ul><For each=ids key=|id| *id children=line /></ul>
                <button type="button" class="link" on:click=move |_| screen.reset_columns()>{texts.text(Key::GuestsColumnsReset)}</button>
            </fieldset>
        </Popover>
    }
}
