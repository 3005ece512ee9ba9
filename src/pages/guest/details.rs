//! All other values with where they come from, and how much of what is worth knowing is known.

use innkeeper_domain::{Entity, Instant, Value, field};
use innkeeper_engine::protocol::FieldView;
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::completeness::{Completeness, completeness};
use leptos::prelude::*;

use super::Shared;
use super::conflict::{label, origin, readable};
use crate::platform::clock;
use crate::platform::intl::{DayForm, MomentForm};
use crate::services::{Services, services};
use crate::ui::{Card, Glyph, Icon};

/// The card of values.
#[component]
pub fn Details(root: RootId, guest: Memo<Shared>) -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let values = move || {
        guest.with(|guest| {
            let fields = guest.fields.iter().filter_map(|field| line(services, field)).collect_view();
            let sets = guest
                .sets
                .iter()
                .filter(|(_, members)| members.iter().any(|member| !matches!(member, Value::Ref(_))))
                .map(|(name, members)| {
                    let members: Vec<_> = members.iter().map(|member| readable(services, name, member)).collect();
                    view! { <div><dt>{label(services, name)}</dt><dd>{members.join(", ")}</dd></div> }
                })
                .collect_view();
            view! { {fields}{sets} }
        })
    };
    let made = move || {
        let (at, name) = guest.with(|guest| (guest.created, guest.created_by.clone()));
        let at = services.formats.moment(Instant(at), MomentForm::Full);
        texts.with(Key::GuestMade, &[("at", at.into()), ("name", texts.author(&name).into())])
    };
    let known = Memo::new(move |_| guest.with(|guest| completeness(guest).map(|known| (known, guest.editable))));
    view! {
        <Card title=texts.text(Key::GuestDetails)>
            {move || known.get().map(|(known, editable)| complete(services, root, &known, editable))}
            <dl class="details">{values}</dl>
            <p class="note">{made}</p>
        </Card>
    }
}

/// The share of what is worth knowing that is known; behind it what is missing, each a way into the form.
fn complete(services: Services, root: RootId, known: &Completeness, editable: bool) -> AnyView {
    let texts = services.texts;
    let words = texts.with(Key::GuestComplete, &[("percent", known.percent.into())]);
    let arc = format!("{} 100", known.percent);
    let ring = view! {
        <svg class="ring" viewBox="0 0 20 20" aria-hidden="true">
            <circle class={"b"} cx="10" cy="10" r="8"></circle>
            <circle class="v" cx="10" cy="10" r="8" pathLength="100" stroke-dasharray=arc transform="rotate(-90 10 10)"></circle>
        </svg>
    };
    if known.missing.is_empty() {
        return view! { <p class="complete">{ring}{words}</p> }.into_any();
    }
    let missing = known
        .missing
        .iter()
        .map(|field| {
            let label = texts.label(field.label);
            if editable {
                view! { <li><a href=address::edit_field(root, field.name)>{label}</a></li> }.into_any()
            } else {
                view! { <li>{label}</li> }.into_any()
            }
        })
        .collect_view();
    view! {
        <details class="complete">
            <summary>{ring}{words}<Glyph of=Icon::ChevronDown /></summary>
            <p class="note">{texts.text(Key::GuestMissingFields)}</p>
            <ul>{missing}</ul>
        </details>
    }
    .into_any()
}

/// A line for a value: what it is, who wrote it on which day, and behind that when exactly and on which device. Names of
/// records that are not here, such as staff, are left to the parts of the page that know them.
fn line(services: Services, view: &FieldView) -> Option<AnyView> {
    let Services { texts, formats, .. } = services;
    let choice = view.choices.first().filter(|choice| !choice.value.is_empty() && !matches!(choice.value, Value::Ref(_)))?;
    let declared = field(Entity::Guest, &view.name)?;
    let day = formats.day(clock::day_of(Instant(choice.at)), DayForm::Full);
    let told = texts.with(Key::GuestFrom, &[("name", texts.author(&choice.by).into()), ("day", day.into())]);
    let origins = view
        .choices
        .iter()
        .map(|choice| {
            let value = (view.choices.len() > 1).then(|| view! { <b>{readable(services, &view.name, &choice.value)}" "</b> });
            view! { <li>{value}{origin(services, choice)}</li> }
        })
        .collect_view();
    let two = (view.choices.len() > 1).then(|| view! { <small class="needs">{texts.text(Key::GuestTwoAbove)}</small> });
    let value = readable(services, &view.name, &choice.value);
    Some(
        view! {
            <div>
                <dt>{texts.label(declared.label)}</dt>
                <dd>
                    {value}
                    {two}
                    <details class="from">
                        <summary>{told}</summary>
                        <ul>{origins}</ul>
                    </details>
                </dd>
            </div>
        }
        .into_any(),
    )
}
