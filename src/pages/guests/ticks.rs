//! The boxes before the rows: ticking one, many in a row, or all that match.

use std::sync::Arc;

use innkeeper_engine::protocol::{GuestRow, GuestsQuery, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::selection::{Chosen, Share};
use leptos::prelude::*;

use super::{Screen, question};
use crate::ui::{Rows, Ticks};

/// Rows that are ticked in one go at most; more are reached by ticking all.
const RANGE_MOST: usize = 5_000;
/// Rows the engine gives at once.
const STEP: usize = 200;

/// The boxes.
pub fn ticks(screen: Screen, rows: Memo<Rows<GuestRow>>) -> Ticks<GuestRow> {
    let texts = screen.services.texts;
    let chosen = screen.chosen;
    let last = StoredValue::new(None::<usize>);
    let tick = move |(position, range): (usize, bool)| {
        let Some(root) = rows.with_untracked(|rows| rows.get(position).map(|row| row.root)) else { return };
        let from = last.get_value();
        last.set_value(Some(position));
        match from.filter(|from| range && *from != position) {
            Some(from) => tick_range(screen, rows, from.min(position), from.max(position)),
            None => chosen.update(|chosen| chosen.set(root, !chosen.has(root))),
        }
    };
    let all = Signal::derive(move || match chosen.with(|chosen| chosen.share(screen.total.get())) {
        Share::None => Some(false),
        Share::Some => None,
        Share::All => Some(true),
    });
    let name = move |row: &GuestRow| {
        let name = if row.name.is_empty() { texts.text(Key::GuestsNameless) } else { row.name.clone() };
        texts.with(Key::GuestsPick, &[("name", name.into())])
    };
    Ticks {
        ticked: Arc::new(move |row: &GuestRow| chosen.with(|chosen| chosen.has(row.root))),
        label: Arc::new(name),
        label_all: texts.text(Key::GuestsPickList),
        all,
        on_tick: Callback::new(tick),
        on_all: Callback::new(move |all: bool| {
            last.set_value(None);
            chosen.set(if all { Chosen::all() } else { Chosen::default() });
        }),
    }
}

/// Ticks all rows from one position to another, those included that are not on the screen any more.
fn tick_range(screen: Screen, rows: Memo<Rows<GuestRow>>, from: usize, to: usize) {
    let at_hand = rows.with_untracked(|rows| (from..=to).map(|at| rows.get(at).map(|row| row.root)).collect::<Option<Vec<_>>>());
    if let Some(roots) = at_hand {
        screen.chosen.update(|chosen| roots.into_iter().for_each(|root| chosen.set(root, true)));
        return;
    }
    let texts = screen.services.texts;
    if to - from >= RANGE_MOST {
        screen.services.toasts.say(texts.with(Key::GuestsPickFar, &[("count", RANGE_MOST.into())]));
        return;
    }
    let list = screen.list.get_untracked();
    leptos::task::spawn_local(async move {
        for start in (from..=to).step_by(STEP) {
            let query = question(&list, (start, STEP.min(to + 1 - start)));
            let Some(found) = rows_of(screen, query).await else { return };
            // Another list is shown by now: its rows are others.
            if screen.list.try_get_untracked().as_ref() != Some(&list) {
                return;
            }
            screen.chosen.update(|chosen| found.iter().for_each(|row| chosen.set(row.root, true)));
        }
    });
}

/// The rows of a window, asked for once.
pub async fn rows_of(screen: Screen, query: GuestsQuery) -> Option<Vec<GuestRow>> {
    match screen.services.engine.once(Query::Guests(query)).await {
        Some(View::Guests(view)) => Some(view.rows),
        _ => None,
    }
}
