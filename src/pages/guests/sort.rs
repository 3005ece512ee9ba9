//! The menu of the order, for every column and for screens where the heads are not shown.

use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::Screen;
use crate::ui::{Icon, IconButton, Weight};

/// The names of the orders in addresses, with their words.
const ORDERS: [(&str, Key); 9] = [
    ("changed", Key::GuestsSortChanged),
    ("name", Key::GuestsName),
    ("email", Key::FieldGuestEmail),
    ("country", Key::FieldGuestCountry),
    ("last-stay", Key::GuestsLastStay),
    ("next-stay", Key::GuestsNextStay),
    ("stays", Key::GuestsStays),
    ("nights", Key::GuestsNights),
    ("value", Key::GuestsValue),
];

/// The menu, and the button that turns the order round.
pub fn sort(screen: Screen) -> impl IntoView {
    let texts = screen.services.texts;
    let now = Memo::new(move |_| screen.list.with(|list| address::sort_name(list.sort)));
    let choose = move |name: String| {
        if let Some(sort) = address::sort_of(&name).filter(|_| name != now.get_untracked()) {
            screen.refine(|list| *list = list.sorted_by(sort));
        }
    };
    let options = ORDERS.map(|(name, words)| {
        view! { <option value=name prop:selected=move || now.get() == name>{texts.text(words)}</option> }
    });
    let turn = move |()| screen.refine(|list| list.descending = !list.descending);
    view! {
        <select class="btn quiet sort" aria-label=texts.text(Key::GuestsSort) on:change:target=move |event| choose(event.target().value())>
            {options.into_iter().collect_view()}
        </select>
        <IconButton icon=Icon::ArrowUpDown label=texts.text(Key::GuestsSortTurn) weight=Weight::Quiet on_press=turn />
    }
}
