//! A lead in a list: its grade, its name, where it stands.

use innkeeper_domain::Instant;
use innkeeper_domain::lead::{self, Grade};
use innkeeper_engine::protocol::{LeadRow, OutboxState};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::pages::guests::row::NONE;
use crate::platform::clock;
use crate::platform::intl::{DayForm, MomentForm};
use crate::services::Services;
use crate::ui::{Glyph, Icon};

/// What a lead is called: its name, or else the best that is known of it.
pub fn title(services: Services, row: &LeadRow) -> String {
    let known = [&row.name, &row.company, &row.email, &row.phone].into_iter().find(|known| !known.is_empty()).cloned();
    known.unwrap_or_else(|| {
        let at = services.formats.moment(Instant(row.at), MomentForm::DayTime);
        services.texts.with(Key::CaptureNameless, &[("at", at.into())])
    })
}

/// The grade: fuller ink is warmer. Its meaning is said to those who hear it.
pub fn badge(services: Services, grade: Option<Grade>) -> AnyView {
    let letter = grade.map_or_else(|| NONE.to_owned(), |grade| grade.code().to_ascii_uppercase());
    let words = grade.map(|grade| services.texts.label(&lead::GRADE.field().code_label(grade.code())));
    let whole = words.clone();
    view! {
        <span class="g" data-g=grade.map(Grade::code) title=whole>
            <b aria-hidden="true">{letter}</b>
            {words.map(|words| view! { <span class="vh">{words}</span> })}
        </span>
    }
    .into_any()
}

/// Where it stands: what a person must do comes before what the tablet does by itself.
pub fn state(row: &LeadRow) -> (Icon, Key) {
    match &row.sent {
        Some(OutboxState::NeedsYou(_)) => (Icon::CircleAlert, Key::CaptureNeeds),
        _ if row.to_finish => (Icon::Pencil, Key::CaptureToFinish),
        Some(OutboxState::Saved | OutboxState::Sending) => (Icon::Tablet, Key::CaptureSaved),
        Some(OutboxState::Sent) | None => (Icon::Check, Key::CaptureSent),
    }
}

/// The inside of a cell of the list.
pub fn cell(services: Services, row: &LeadRow, column: &str) -> AnyView {
    let words = |words: &str| if words.is_empty() { none() } else { words.to_owned().into_any() };
    match column {
        "name" => {
            let title = title(services, row);
            let whole = title.clone();
            let under = if row.name.is_empty() { row.place.clone() } else { row.company.clone() };
            view! {
                <a href=address::lead(row.root) tabindex="-1" title=whole>
                    <span class="line">{badge(services, row.grade)}<b>{title}</b></span>
                    <small>{under}</small>
                </a>
            }
            .into_any()
        }
        "contact" => words(if row.email.is_empty() { &row.phone } else { &row.email }),
        "company" => words(&row.company),
        "place" => words(&row.place),
        "at" => services.formats.moment(Instant(row.at), MomentForm::DayTime).into_any(),
        "by" => services.texts.author(&row.by).into_any(),
        "reply" => reply(services, row),
        "state" => {
            let (icon, words) = state(row);
            let name = match icon {
                Icon::Check => "sent",
                Icon::Tablet => "here",
                _ => "needs",
            };
            view! { <span class="st" data-s=name><Glyph of=icon />{services.texts.text(words)}</span> }.into_any()
        }
        _ => none(),
    }
}

fn none() -> AnyView {
    view! { <span class="nil">{NONE}</span> }.into_any()
}

/// Until when it is to be answered; late in red, with a clock.
pub fn reply(services: Services, row: &LeadRow) -> AnyView {
    let Some(due) = row.reply_due else { return none() };
    let late = due < clock::now().0;
    let at = if late {
        services.formats.day(clock::day_of(Instant(due)), DayForm::Short)
    } else {
        services.formats.moment(Instant(due), MomentForm::DayTime)
    };
    let words = services.texts.with(if late { Key::LeadsOverdue } else { Key::LeadsDue }, &[("at", at.into())]);
    view! {
        <span class="due" class:late=late>
            {late.then(|| view! { <Glyph of=Icon::Clock /> })}
            {words}
        </span>
    }
    .into_any()
}
