//! A small panel under its button: choices that need no dialog.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Glyph, Icon, unique};

/// Opens and closes by its button; also closes by Esc and when the focus leaves.
#[component]
pub fn Popover(
    /// The button's icon.
    icon: Icon,
    /// The button's words.
    #[prop(into)]
    label: String,
    /// The panel's inside.
    children: ChildrenFn,
) -> impl IntoView {
    let (open, set_open) = signal(false);
    let id = unique("panel");
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let inside = StoredValue::new(children);
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let within = whole.get_untracked().is_some_and(|whole| whole.contains(next.as_ref()));
        // Without a next element the window lost the focus, or the panel's own ground was pressed: neither closes it.
        if next.is_some() && !within {
            set_open.set(false);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            set_open.set(false);
            if let Some(button) = button.get_untracked() {
                let _focusable = button.focus();
            }
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let within = whole.get_untracked().is_some_and(|whole| whole.contains(target.as_ref()));
        if !within && open.get_untracked() {
            set_open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let panel_id = id.clone();
    view! {
        <div class="pop" node_ref=whole on:focusout=leave on:keydown=key>
            <button
                node_ref=button
                type="button"
                class="btn icon quiet"
                aria-label=label.clone()
                title=label
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=id
                on:click=move |_| set_open.update(|open| *open = !*open)
            >
                <Glyph of=icon />
            </button>
            <div class="panel" id=panel_id hidden=move || !open.get()>{inside.with_value(|children| children())}</div>
        </div>
    }
}
