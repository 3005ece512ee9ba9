//! The first copy of the guests comes in: how far it is, and that it may be interrupted.

use innkeeper_engine::protocol::Phase;
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::frame::Gate;
use crate::services::services;
use crate::ui::Progress;

/// The progress.
#[component]
pub fn FirstCopy() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let counts = Memo::new(move |_| {
        services.status.with(|status| match status.as_ref().map(|status| &status.phase) {
            Some(Phase::FirstSync { done, total }) => (*done, *total),
            _ => (0, 0),
        })
    });
    let label = Signal::derive(move || match counts.get() {
        (_, 0) => texts.text(Key::EnrolCopyStart),
        (done, total) => texts.with(Key::EnrolCopyProgress, &[("done", done.into()), ("total", total.into())]),
    });
    let thousandths = Signal::derive(move || {
        let (done, total) = counts.get();
        (done * 1000).checked_div(total).and_then(|part| u32::try_from(part).ok()).unwrap_or(0)
    });
    view! {
        <Gate title=Key::EnrolCopyTitle>
            <Progress label=label thousandths=thousandths />
            <p>{move || label.get()}</p>
            <p class="note">{texts.text(Key::EnrolCopyText)}</p>
        </Gate>
    }
}
