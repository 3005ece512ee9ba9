//! A small panel under its button: choices that need no dialog.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

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
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if open.get()
            && let Some(panel) = panel.get()
        {
            request_animation_frame(move || keep_in_window(&panel));
        }
    });
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
            <div class="panel" id=panel_id node_ref=panel on:click=chosen hidden=move || !open.get()>{inside.with_value(|children| children())}</div>
        </div>
    }
}

/// Between a panel and the edge of the window, in pixels.
const MARGIN: i32 = 8;
/// The app's bar and some air at the lower edge of a narrow window.
const BAR: i32 = 88;
/// A panel is never made lower than this.
const LEAST: i32 = 160;

/// Moves a panel that would stick out at the side, and makes one lower that would go under the bar at the lower edge: where words are long, or the
/// button stands elsewhere than where the panel was made for.
fn keep_in_window(panel: &web_sys::HtmlElement) {
    let size = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64()).map(|side| side as i32);
    let (Some(width), Some(height)) = (size(window().inner_width()), size(window().inner_height())) else { return };
    let style = panel.style();
    let set = |name: &str, value: &str| {
        // Fails only for what is no property.
        let _set = style.set_property(name, value);
    };
    set("translate", "none");
    set("max-block-size", "");
    let place = panel.get_bounding_client_rect();
    let (left, right, top) = (place.left() as i32, place.right() as i32, place.top() as i32);
    let shift = (MARGIN - left).max(0) - (right - (width - MARGIN)).max(0);
    if shift != 0 {
        set("translate", &format!("{shift}px"));
    }
    let room = height - BAR - top;
    if place.height() as i32 > room && room >= LEAST {
        set("max-block-size", &format!("{room}px"));
        set("overflow-y", "auto");
    }
}
