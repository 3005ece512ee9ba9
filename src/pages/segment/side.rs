//! Who is in: a few of those the rule holds for; one of them is explained.

use innkeeper_engine::protocol::{AudienceView, GuestRow};
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
    let people = move || {
        let outside = outside.get();
        editor.audience.with(|audience| {
            let AudienceView { rows, total, query, .. } = audience.as_ref().filter(|audience| audience.query.outside == outside)?;
            if rows.is_empty() {
                let nobody = if query.outside { Key::SegmentOutsideNobody } else { Key::SegmentNobody };
                return Some(view! { <p class="note">{texts.text(nobody)}</p> }.into_any());
            }
            let list: Vec<_> = rows.iter().map(|row| person(services, row, explain)).collect();
            let below = if query.outside {
                view! { <p class="note">{texts.text(Key::SegmentOutsideText)}</p> }.into_any()
            } else {
                let words = texts.with(Key::SegmentSeeAll, &[("count", (*total).into())]);
                // The list holds no more than the rule does: what is typed here goes with the link.
                let href = move || address::guests_of(&editor.rule());
                view! { <p class="acts"><a class="link" href=href>{words}</a></p> }.into_any()
            };
            Some(view! { <ul class="people">{list}</ul>{below} }.into_any())
        })
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

fn person(services: Services, row: &GuestRow, explain: RwSignal<Option<RootId>>) -> impl IntoView + use<> {
    let root = row.root;
    let pressed = move || if explain.get() == Some(root) { "true" } else { "false" };
    let press = move |_| explain.update(|now| *now = (*now != Some(root)).then_some(root));
    view! { <li><button type="button" aria-pressed=pressed on:click=press>{portrait(services, row)}</button></li> }
}

/// A guest in a line: letters, name, what tells them from others.
pub fn portrait(services: Services, row: &GuestRow) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let name = name_of(services, row);
    let letters: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let country = (!row.country.is_empty()).then(|| formats.country(&row.country));
    let stays = (row.stays > 0).then(|| texts.with(Key::SegmentStayCount, &[("count", row.stays.into())]));
    let last = row.last_stay.map(|day| texts.with(Key::SegmentLastStay, &[("day", formats.day(day, DayForm::Full).into())]));
    let about = [country, stays, last].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <span class="monogram" aria-hidden="true">{letters}</span>
        <span class="who"><b>{name}</b><small>{about}</small></span>
    }
}

/// The name to show for a guest.
pub fn name_of(services: Services, row: &GuestRow) -> String {
    if row.name.is_empty() { services.texts.text(Key::GuestsNameless) } else { row.name.clone() }
}
