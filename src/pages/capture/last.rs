//! The last leads, one press away for correction: the one just saved slides in.

use innkeeper_engine::protocol::{LeadRow, LeadsView};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::pages::leads::row;
use crate::services::Services;
use crate::ui::{Glyph, Icon};

/// The list, and the button that shows it where it has no room of its own.
pub fn last(services: Services, leads: ReadSignal<Option<LeadsView>>) -> AnyView {
    let texts = services.texts;
    let open = RwSignal::new(false);
    let shown = StoredValue::new(false);
    let rows = move || leads.with(|leads| leads.as_ref().map(|leads| leads.rows.clone()).unwrap_or_default());
    let item = move |first: LeadRow| {
        // What is there when the page opens does not move.
        let is_new = shown.get_value().then_some("");
        let root = first.root;
        let row = Memo::new(move |_| rows().into_iter().find(|row| row.root == root).unwrap_or_else(|| first.clone()));
        view! { <li data-new=is_new>{move || row.with(|row| card(services, row))}</li> }
    };
    Effect::new(move || shown.set_value(leads.with(Option::is_some)));
    let none = move || leads.with(|leads| leads.as_ref().is_some_and(|leads| leads.rows.is_empty()));
    view! {
        <section class="last" id="last-five" aria-labelledby="last-title" data-open=move || open.get().then_some("")>
            <h2 id="last-title">{texts.text(Key::CaptureLast)}</h2>
            {move || none().then(|| view! { <p class="note">{texts.text(Key::CaptureNoneYet)}</p> })}
            <ul><For each=rows key=|row| row.root children=item /></ul>
        </section>
        <button
            type="button"
            class="btn big last-btn"
            aria-label=texts.text(Key::CaptureLast)
            aria-controls="last-five"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Glyph of=Icon::Undo2 />
        </button>
    }
    .into_any()
}

fn card(services: Services, row: &LeadRow) -> impl IntoView + use<> {
    let title = row::title(services, row);
    let whole = title.clone();
    let (icon, words) = row::state(row);
    view! {
        <a href=address::lead(row.root) title=whole>
            {row::badge(services, row.grade)}
            <span class="lt">
                <b>{title}</b>
                <small><Glyph of=icon />{services.texts.text(words)}</small>
            </span>
        </a>
    }
}
