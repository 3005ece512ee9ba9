//! What was typed into a form and not saved: read when the form opens, kept with every keystroke.

use innkeeper_engine::protocol::{Query, View};
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::services::Services;
use crate::ui::Loading;

/// Shows a form with the draft of that name in it. The draft is read once: what is typed from then on is the form's own.
pub fn once_read(services: Services, name: String, form: impl Fn(&str) -> AnyView + Send + 'static) -> AnyView {
    let text = RwSignal::new(None::<String>);
    let shown = move || {
        if let Some(text) = text.get() {
            return form(&text);
        }
        let watched = services.engine.watch(Query::Draft(name.clone()), |view| match view {
            View::Draft(text) => Some(text),
            _ => None,
        });
        Effect::new(move || {
            if let Some(found) = watched.view.get() {
                text.set(Some(found));
            }
        });
        view! { <Loading label=services.texts.text(Key::AppLoading) /> }.into_any()
    };
    shown.into_any()
}
