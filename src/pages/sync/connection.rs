//! What the connection is doing, and whether what is stored here is safe.

use std::time::Duration;

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Query, StatusView, View};
use innkeeper_texts::Key;
use leptos::prelude::*;

use crate::platform::clock;
use crate::platform::intl::MomentForm;
use crate::services::{Services, services};
use crate::ui::Card;

const SECOND: Duration = Duration::from_secs(1);

/// The card.
#[component]
pub fn Connection() -> impl IntoView {
    let services = services();
    let Services { texts, formats, .. } = services;
    let of_status =
        move |part: fn(&StatusView) -> Option<i64>| Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(part)));
    let (contact, try_at) = (of_status(|status| status.last_contact), of_status(|status| status.next_try));
    let last = move || contact.get().map_or_else(|| texts.text(Key::SyncNever), |at| formats.moment(Instant(at), MomentForm::DayTime));
    let tick = RwSignal::new(0_u32);
    if let Ok(clock) = set_interval_with_handle(move || tick.update(|tick| *tick = tick.wrapping_add(1)), SECOND) {
        on_cleanup(move || clock.clear());
    }
    let next = move || {
        try_at.get().map(|at| {
            // Only the figure is drawn anew each second.
            let left = move || {
                tick.track();
                let seconds = (at - clock::now().0).max(0).div_euclid(1000);
                texts.with(Key::SyncNextIn, &[("seconds", seconds.into())])
            };
            view! { <div><dt>{texts.text(Key::SyncNextTry)}</dt><dd>{left}</dd></div> }
        })
    };
    let stored = services.engine.watch(Query::Storage, |view| match view {
        View::Storage(stored) => Some(stored),
        _ => None,
    });
    let storage = move || {
        stored.view.get().map(|stored| {
            let kept = texts.text(if stored.persisted { Key::SyncStorageKept } else { Key::SyncStorageNotKept });
            let free = i64::try_from(stored.quota.saturating_sub(stored.used) >> 20).unwrap_or(i64::MAX);
            let free = texts.with(Key::TabletsFree, &[("megabytes", formats.number(free).into())]);
            view! { <div><dt>{texts.text(Key::SyncStorage)}</dt><dd>{kept}<br />{free}</dd></div> }
        })
    };
    view! {
        <Card title=texts.text(Key::SyncConnection)>
            <dl class="facts-list">
                <div>
                    <dt>{texts.text(Key::SyncLastContact)}</dt>
                    <dd>{last}</dd>
                </div>
                {next}
                {storage}
            </dl>
            <p class="note">{texts.text(Key::SyncSafe)}</p>
        </Card>
    }
}
