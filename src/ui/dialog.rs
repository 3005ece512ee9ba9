//! A native dialog: the title is the question or the task; Esc and the way out close it, and the focus returns.

use leptos::html;
use leptos::prelude::*;

use super::unique;

/// Shows its children while `open` is true.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// It was closed, by Esc too.
    #[prop(into)]
    on_close: Callback<()>,
    /// The title.
    #[prop(into)]
    title: String,
    /// A sheet at the side of the window, in place of a box in its middle.
    #[prop(optional)]
    sheet: bool,
    /// The inside; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let id = unique("dialog");
    Effect::new(move || {
        let shown = open.get();
        // After the inside has been made, so that its first field gets the focus.
        request_animation_frame(move || {
            // None where the page was left meanwhile.
            let Some(dialog) = dialog.try_get_untracked().flatten() else { return };
            if shown && !dialog.open() {
                // Fails only for a dialog that is not in the document; then there is nothing to show.
                let _shown = dialog.show_modal();
            } else if !shown && dialog.open() {
                dialog.close();
            }
        });
    });
    let inside = StoredValue::new(children);
    let named_by = id.clone();
    let closed = move |_| {
        if open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
    };
    view! {
        <dialog class="dialog" class:sheet=sheet node_ref=dialog aria-labelledby=named_by on:close=closed>
            <h2 id=id>{title}</h2>
            <Show when=move || open.get()>{inside.with_value(|children| children())}</Show>
        </dialog>
    }
}
