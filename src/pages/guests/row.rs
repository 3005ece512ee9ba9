//! The cells of a guest's row.

use innkeeper_domain::consent::ConsentLight;
use innkeeper_domain::{Instant, Money, guest};
use innkeeper_engine::protocol::GuestRow;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::platform::intl::{DayForm, MomentForm, Precision};
use crate::services::Services;
use crate::ui::{Glyph, Icon, Light, LightMark};

/// What an empty cell shows.
pub const NONE: &str = "–";

/// The inside of a cell.
pub fn cell(services: Services, row: &GuestRow, column: &str) -> AnyView {
    let Services { texts, formats, .. } = services;
    let words = |words: &str| if words.is_empty() { none() } else { words.to_owned().into_any() };
    match column {
        "name" => name(services, row),
        "email" => words(&row.email),
        "light" => light(services, row.light, false),
        "stage" => row.stage.as_ref().map_or_else(none, |stage| texts.label(&guest::STAGE.field().code_label(stage)).into_any()),
        "country" if row.country.is_empty() => none(),
        "country" => formats.country(&row.country).into_any(),
        "last-stay" => row.last_stay.map_or_else(none, |day| formats.day(day, DayForm::Full).into_any()),
        "next-stay" => {
            row.next_stay.map_or_else(none, |day| view! { <span class="soon">{formats.day(day, DayForm::Full)}</span> }.into_any())
        }
        "phone" => words(&row.phone),
        "stays" if row.stays == 0 => none(),
        "stays" => formats.number(i64::from(row.stays)).into_any(),
        "changed" => formats.moment(Instant(row.changed), MomentForm::DayTime).into_any(),
        "nights" if row.nights == 0 => none(),
        "nights" => formats.number(i64::from(row.nights)).into_any(),
        "value" => row.value.as_ref().and_then(money).map_or_else(none, |money| formats.money(money, Precision::Whole).into_any()),
        _ => none(),
    }
}

fn none() -> AnyView {
    view! { <span class="nil">{NONE}</span> }.into_any()
}

/// An amount as it comes from the engine; none for a currency that no longer exists.
pub fn money((minor, currency): &(i64, String)) -> Option<Money> {
    currency.parse().ok().map(|currency| Money::new(*minor, currency))
}

/// The consent light with its words.
pub fn light(services: Services, light: ConsentLight, strong: bool) -> AnyView {
    let shape = match light {
        ConsentLight::Yes => Light::Yes,
        ConsentLight::StaysOnly => Light::Part,
        ConsentLight::No => Light::No,
        ConsentLight::NotAsked => Light::Unknown,
    };
    view! { <LightMark light=shape label=services.texts.label(&light.label()) strong=strong /> }.into_any()
}

fn name(services: Services, row: &GuestRow) -> AnyView {
    let texts = services.texts;
    let shown = if row.name.is_empty() { texts.text(Key::GuestsNameless) } else { row.name.clone() };
    let whole_name = shown.clone();
    let mark = |icon, needs: bool, words: String| {
        let title = words.clone();
        view! { <span class="mark" title=title data-needs=needs.then_some("")><Glyph of=icon /><span class="vh">{words}</span></span> }
    };
    view! {
        <a href=address::guest(row.root) tabindex="-1" title=whole_name>
            <span class="line">
            <b>{shown}</b>
            {(!row.native.is_empty()).then(|| view! { <i>{row.native.clone()}</i> })}
            {row.two_values.then(|| mark(Icon::CircleAlert, true, texts.text(Key::GuestsTwoValues)))}
            {row.unsent.then(|| mark(Icon::Tablet, false, texts.text(Key::AppSavedHere)))}
            {row.archived.then(|| view! { <i>{texts.text(Key::GuestsArchived)}</i> })}
            </span>
            <small>{row.email.clone()}</small>
        </a>
    }
    .into_any()
}
