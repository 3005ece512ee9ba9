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
    /// Id of the button, for those who give it the focus.
    #[prop(optional, into)]
    id: Option<String>,
    /// Shows the words beside the icon.
    #[prop(optional)]
    words: bool,
    /// Whether it is open, for panels that close themselves.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
    /// The panel's inside.
    children: ChildrenFn,
) -> impl IntoView {
    let button_id = id;
    let id = unique("panel");
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let inside = StoredValue::new(children);
    let icon_words = (!words).then(|| label.clone());
    // What is pressed in the panel may take the popover away, and the browser then still tells that the focus left.
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let within = whole.try_get_untracked().flatten().is_some_and(|whole| whole.contains(next.as_ref()));
        // Without a next element the window lost the focus, or the panel's own ground was pressed: neither closes it.
        if next.is_some() && !within {
            open.try_set(false);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.try_get_untracked() == Some(true) {
            event.stop_propagation();
            open.try_set(false);
            if let Some(button) = button.try_get_untracked().flatten() {
                let _focusable = button.focus();
            }
        }
    };
    // A menu closes with what was chosen in it; a panel of ticks stays.
    let chosen = move |event: leptos::ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.and_then(|target| target.closest("[data-closes]").ok().flatten()).is_some() {
            open.try_set(false);
            if let Some(button) = button.try_get_untracked().flatten() {
                let _focusable = button.focus();
            }
        }
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let within = whole.try_get_untracked().flatten().is_some_and(|whole| whole.contains(target.as_ref()));
        if !within && open.try_get_untracked() == Some(true) {
            open.try_set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let panel_id = id.clone();
    view! {
        <div class="pop" node_ref=whole on:focusout=leave on:keydown=key>
            <button
                node_ref=button
                id=button_id
                type="button"
                class="btn quiet"
                class:icon=!words
                aria-label=icon_words.clone()
                title=icon_words
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=id
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Glyph of=icon />
                {words.then_some(label)}
            </button>
            <div class="panel" id=panel_id on:click=chosen hidden=move || !open.get()>{inside.with_value(|children| children())}</div>
        </div>
    }
}
