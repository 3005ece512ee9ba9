//! Who is in: a few of those the rule holds for; one of them is explained.

use std::time::Duration;

use innkeeper_engine::protocol::GuestRow;
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::editor::Editor;
use super::used::{self, User};
use super::why;
use crate::platform::intl::DayForm;
use crate::services::Services;
use crate::ui::{Card, Chip};

/// What of the guests is shown beside the rule.
#[derive(Clone, Copy)]
pub struct Sample {
    /// The guest who is explained.
    pub explain: RwSignal<Option<RootId>>,
    /// Those just outside, in the place of those who are in.
    pub outside: RwSignal<bool>,
}

/// The column beside the rule.
pub fn side(editor: Editor, sample: Sample, users: Memo<Vec<User>>) -> impl IntoView {
    let Sample { explain, outside } = sample;
    let services = editor.lexicon.services;
    let texts = services.texts;
    // What is in sight of the sample; none until it is counted.
    let rows = Memo::new(move |_| {
        let outside = outside.get();
        editor.audience.with(|audience| Some(audience.as_ref().filter(|audience| audience.query.outside == outside)?.rows.clone()))
    });
    let rows = after_the_count(rows);
    let places = Memo::new(move |_| rows.with(|rows| rows.as_ref().map(Vec::len)));
    let total = Memo::new(move |_| editor.audience.with(|audience| audience.as_ref().map_or(0, |audience| audience.total)));
    let people = move || {
        let (places, outside) = (places.get()?, outside.get());
        if places == 0 {
            let nobody = if outside { Key::SegmentOutsideNobody } else { Key::SegmentNobody };
            return Some(view! { <p class="note">{texts.text(nobody)}</p> }.into_any());
        }
        // Each place is filled by itself, so that a key changes the guests that are others and nothing else.
        let at = |place: usize| Memo::new(move |_| rows.with(|rows| rows.as_ref()?.get(place).cloned()));
        let list: Vec<_> = (0..places).map(|place| person(services, at(place).into(), explain)).collect();
        let below = if outside {
            view! { <p class="note">{texts.text(Key::SegmentOutsideText)}</p> }.into_any()
        } else {
            let words = move || texts.with(Key::SegmentSeeAll, &[("count", total.get().into())]);
            // The list holds no more than the rule does: what is typed here goes with the link.
            let href = move || address::guests_of(&editor.rule());
            view! { <p class="acts"><a class="link" href=href>{words}</a></p> }.into_any()
        };
        Some(view! { <ul class="people">{list}</ul>{below} }.into_any())
    };
    let count = Memo::new(move |_| editor.audience.with(|audience| audience.as_ref().map_or(0, |audience| audience.outside)));
    let chips = move || {
        // Where nobody can be just outside, nobody is asked which of the two to see.
        (count.get() > 0 || outside.get()).then(|| {
            let number = Signal::derive(move || services.formats.number(i64::from(count.get())));
            view! {
                <p class="chips">
                    <Chip label=texts.text(Key::SegmentIn) pressed=Signal::derive(move || !outside.get()) on_press=move |()| outside.set(false) />
                    <Chip label=texts.text(Key::SegmentOutside) pressed=outside count=number on_press=move |()| outside.set(true) />
                </p>
            }
        })
    };
    view! {
        <aside class="sside" aria-label=texts.text(Key::SegmentWho)>
            <Card title=texts.text(Key::SegmentWho)>{chips} {people}</Card>
            {why::panel(editor, explain)}
            {used::card(services, users)}
        </aside>
    }
}

/// Rows that follow once the count is painted, which is what whoever types waits for.
fn after_the_count(rows: Memo<Option<Vec<GuestRow>>>) -> ReadSignal<Option<Vec<GuestRow>>> {
    let (shown, show) = signal(None);
    let take = move || {
        show.try_set(rows.try_get_untracked().flatten());
    };
    Effect::new(move || {
        rows.track();
        if shown.with_untracked(Option::is_none) {
            take();
        } else {
            request_animation_frame(move || set_timeout(take, Duration::ZERO));
        }
    });
    shown
}

fn person(services: Services, row: Signal<Option<GuestRow>>, explain: RwSignal<Option<RootId>>) -> impl IntoView {
    let root = move || row.with(|row| row.as_ref().map(|row| row.root));
    let pressed = move || if root().is_some_and(|root| explain.get() == Some(root)) { "true" } else { "false" };
    let press = move |_| {
        let root = untrack(root);
        explain.update(|now| *now = root.filter(|root| *now != Some(*root)));
    };
    view! { <li><button type="button" aria-pressed=pressed on:click=press>{portrait(services, row)}</button></li> }
}

/// A guest in a line: letters, name, what tells them from others.
pub fn portrait(services: Services, row: Signal<Option<GuestRow>>) -> impl IntoView {
    let written = move |write: fn(Services, &GuestRow) -> String| {
        move || row.with(|row| row.as_ref().map_or_else(String::new, |row| write(services, row)))
    };
    view! {
        <span class="monogram" aria-hidden="true">{written(letters_of)}</span>
        <span class="who"><b>{written(name_of)}</b><small>{written(about)}</small></span>
    }
}

fn letters_of(services: Services, row: &GuestRow) -> String {
    name_of(services, row).split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}

/// Country, stays, the last of them.
fn about(services: Services, row: &GuestRow) -> String {
    let Services { texts, formats, .. } = services;
    let country = (!row.country.is_empty()).then(|| formats.country(&row.country));
    let stays = (row.stays > 0).then(|| texts.with(Key::SegmentStayCount, &[("count", row.stays.into())]));
    let last = row.last_stay.map(|day| texts.with(Key::SegmentLastStay, &[("day", formats.day(day, DayForm::Full).into())]));
    [country, stays, last].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The name to show for a guest.
pub fn name_of(services: Services, row: &GuestRow) -> String {
    if row.name.is_empty() { services.texts.text(Key::GuestsNameless) } else { row.name.clone() }
}
