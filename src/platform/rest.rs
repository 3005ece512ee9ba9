//! Noticing that nobody is at the tablet: no input, or out of sight, over all tabs of the browser.

use std::time::Duration;

use leptos::prelude::*;

use super::{clock, prefs};

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(5);
/// Input is noted for the other tabs this often at most, milliseconds.
const NOTE_MS: i64 = 2_000;
/// What counts as input.
const INPUT: [&str; 4] = ["pointerdown", "keydown", "wheel", "touchstart"];

/// Calls `over` when there was no input for as long as `limits` allow: milliseconds in sight, and out of sight; none where it does not matter. Looks when
/// the page comes back too: a tablet that slept has no timers.
pub fn watch(limits: Signal<Option<(i64, i64)>>, over: Callback<()>) {
    let last = StoredValue::new(clock::now().0);
    note(last);
    let look = move || {
        let Some((seen, hidden)) = limits.get_untracked() else { return };
        let limit = if document().hidden() { hidden } else { seen };
        // Whoever types in another tab is here.
        let elsewhere = prefs::recall::<i64>(prefs::key::INPUT).unwrap_or(0);
        let now = clock::now().0;
        // A clock that was moved back makes nobody stay unlocked for longer.
        let latest = [last.get_value(), elsewhere].into_iter().filter(|at| *at <= now).max();
        if limit > 0 && latest.is_none_or(|at| now - at >= limit) {
            over.run(());
        }
    };
    let timer = set_interval_with_handle(look, LOOK);
    let ears = INPUT.map(|event| window_event_listener_untyped(event, move |_| note_later(last)));
    let sight = window_event_listener_untyped("visibilitychange", move |_| {
        look();
        note(last);
    });
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
        ears.into_iter().for_each(WindowListenerHandle::remove);
        sight.remove();
    });
}

fn note_later(last: StoredValue<i64>) {
    let due = last.try_with_value(|last| (clock::now().0 - last).abs() >= NOTE_MS);
    if due == Some(true) {
        note(last);
    }
}

fn note(last: StoredValue<i64>) {
    let now = clock::now().0;
    last.try_update_value(|last| *last = now);
    prefs::remember(prefs::key::INPUT, now);
}
