//! The list on paper: a plain table, because the grid holds no more rows than the screen shows.

use innkeeper_engine::protocol::GuestRow;
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::{Screen, question, row, ticks};
use crate::ui::{Column, Glyph, Icon, table_cell};

/// Rows that are printed at most: some thirty sheets.
const MOST: usize = 1_000;
/// Rows the engine gives at once.
const STEP: usize = 200;

/// The button that fills the table and prints it.
pub fn button(screen: Screen, rows: RwSignal<Vec<GuestRow>>) -> impl IntoView {
    let texts = screen.services.texts;
    let print = move |_| {
        let list = screen.list.get_untracked();
        let most = MOST.min(screen.total.get_untracked() as usize);
        leptos::task::spawn_local(async move {
            let mut all = Vec::with_capacity(most);
            for start in (0..most).step_by(STEP) {
                let Some(found) = ticks::rows_of(screen, question(&list, (start, STEP.min(most - start)))).await else { return };
                all.extend(found);
            }
            if rows.try_set(all).is_none() {
                // Printing takes the page as it is drawn; the table goes again when the dialog is closed.
                request_animation_frame(move || {
                    // Refused in frames that may not open dialogs; then nothing is printed.
                    let _asked = window().print();
                    rows.try_set(Vec::new());
                });
            }
        });
    };
    let words = texts.text(Key::GuestsPrint);
    view! {
        <button type="button" class="btn icon quiet wide-only" aria-label=words.clone() title=words on:click=print>
            <Glyph of=Icon::Printer />
        </button>
    }
}

/// The table that only paper shows.
pub fn table(screen: Screen, rows: RwSignal<Vec<GuestRow>>, columns: Memo<Vec<Column>>) -> impl IntoView {
    let texts = screen.services.texts;
    let line = move |row: &GuestRow| {
        let cell = |column: &Column| table_cell(column.class, row::cell(screen.services, row, column.id));
        view! { <tr>{columns.with_untracked(|columns| columns.iter().map(cell).collect_view())}</tr> }
    };
    move || {
        rows.with(|rows| {
            (!rows.is_empty()).then(|| {
                let total = screen.total.get_untracked();
                let told = texts.with(Key::GuestsPrintFirst, &[("count", rows.len().into()), ("total", total.into())]);
                let head = |column: &Column| view! { <th scope="col" class=column.class>{column.label.clone()}</th> };
                view! {
                    <table class="paper paper-only" aria-hidden="true">
                        <caption>{told}</caption>
                        <thead><tr>{columns.with_untracked(|columns| columns.iter().map(head).collect_view())}</tr></thead>
                        <tbody>{rows.iter().map(line).collect_view()}</tbody>
                    </table>
                }
            })
        })
    }
}
