//! Who is in: a few of those the rule holds for; one of them is explained.

use innkeeper_engine::protocol::{AudienceView, GuestRow};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::editor::Editor;
use super::why;
use crate::platform::intl::DayForm;
use crate::services::Services;
use crate::ui::Card;

/// The column beside the rule. `explain` is the guest who is explained.
pub fn side(editor: Editor, explain: RwSignal<Option<RootId>>) -> impl IntoView {
    let texts = editor.lexicon.services.texts;
    let people = move || {
        editor.audience.with(|audience| {
            let AudienceView { rows, total, .. } = audience.as_ref()?;
            if rows.is_empty() {
                return Some(view! { <p class="note">{texts.text(Key::SegmentNobody)}</p> }.into_any());
            }
            let list: Vec<_> = rows.iter().map(|row| person(editor.lexicon.services, row, explain)).collect();
            let words = texts.with(Key::SegmentSeeAll, &[("count", (*total).into())]);
            // The list holds no more than the rule does: what is typed here goes with the link.
            let href = move || address::guests_of(&editor.rule());
            Some(view! { <ul class="people">{list}</ul><p class="acts"><a class="link" href=href>{words}</a></p> }.into_any())
        })
    };
    view! {
        <aside class="sside" aria-label=texts.text(Key::SegmentWho)>
            <Card title=texts.text(Key::SegmentWho)>{people}</Card>
            {why::panel(editor, explain)}
        </aside>
    }
}

fn person(services: Services, row: &GuestRow, explain: RwSignal<Option<RootId>>) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let root = row.root;
    let name = name_of(services, row);
    let letters: String = name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    let country = (!row.country.is_empty()).then(|| formats.country(&row.country));
    let stays = (row.stays > 0).then(|| texts.with(Key::SegmentStayCount, &[("count", row.stays.into())]));
    let last = row.last_stay.map(|day| texts.with(Key::SegmentLastStay, &[("day", formats.day(day, DayForm::Full).into())]));
    let about = [country, stays, last].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let pressed = move || if explain.get() == Some(root) { "true" } else { "false" };
    let press = move |_| explain.update(|now| *now = (*now != Some(root)).then_some(root));
    view! {
        <li>
            <button type="button" aria-pressed=pressed on:click=press>
                <span class="monogram" aria-hidden="true">{letters}</span>
                <span class="who"><b>{name}</b><small>{about}</small></span>
            </button>
        </li>
    }
}

/// The name to show for a guest.
pub fn name_of(services: Services, row: &GuestRow) -> String {
    if row.name.is_empty() { services.texts.text(Key::GuestsNameless) } else { row.name.clone() }
}
