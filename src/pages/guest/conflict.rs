//! Two values of one field: both are shown with who wrote them, and a person chooses. Nothing is lost meanwhile.

use innkeeper_domain::{Entity, FieldKind, Instant, Value, field};
use innkeeper_engine::protocol::{ChoiceView, Command, FieldView};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::difference;
use leptos::prelude::*;

use super::{Shared, act};
use crate::platform::intl::{DayForm, MomentForm};
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Glyph, Icon};

/// A banner for each field with more than one value.
#[component]
pub fn Conflicts(root: RootId, guest: Memo<Shared>) -> impl IntoView {
    let services = services();
    let open =
        Memo::new(move |_| guest.with(|guest| guest.fields.iter().filter(|field| field.choices.len() > 1).cloned().collect::<Vec<_>>()));
    move || open.get().into_iter().map(|field| conflict(services, root, &field)).collect_view()
}

/// A value as it is read.
pub fn readable(services: Services, name: &str, value: &Value) -> String {
    let Services { texts, formats, .. } = services;
    let declared = field(Entity::Guest, name);
    match (value, declared.map(|field| field.kind)) {
        (Value::Hidden, _) => texts.text(Key::GuestHidden),
        (Value::Text(code), Some(FieldKind::Code(_))) => {
            declared.map_or_else(|| code.clone(), |field| texts.label(&field.code_label(code)))
        }
        (Value::Text(code), Some(FieldKind::Country)) => formats.country(code),
        (Value::Text(tag), Some(FieldKind::Language)) => formats.language(tag),
        (Value::Date(day), _) => formats.day(*day, DayForm::Long),
        (Value::Bool(flag), _) => texts.text(if *flag { Key::AppYes } else { Key::AppNo }),
        (Value::Int(at), Some(FieldKind::Instant)) => formats.moment(Instant(*at), MomentForm::Full),
        (Value::Int(number), _) => formats.number(*number),
        (value, _) => innkeeper_view::form::written(value),
    }
}

/// The label of a guest's field.
pub fn label(services: Services, name: &str) -> String {
    field(Entity::Guest, name).map_or_else(|| name.to_owned(), |field| services.texts.label(field.label))
}

fn conflict(services: Services, root: RootId, field: &FieldView) -> impl IntoView + use<> {
    let texts = services.texts;
    let title = texts.with(Key::GuestConflictTitle, &[("field", label(services, &field.name).into())]);
    let sides = field
        .choices
        .iter()
        .enumerate()
        .map(|(at, choice)| {
            // Each is compared with the one shown first, and that one with the next.
            let other = &field.choices[usize::from(at == 0)];
            side(services, root, field, choice, other)
        })
        .collect_view();
    let name = title.clone();
    view! {
        <section class="banner conflict" id=format!("conflict-{}", field.name) aria-label=name>
            <div class="b-h">
                <Glyph of=Icon::CircleAlert />
                <div>
                    <h2>{title}</h2>
                    <p>{texts.text(if field.editable { Key::GuestConflictText } else { Key::GuestConflictHouse })}</p>
                </div>
            </div>
            <div class="sides">{sides}</div>
        </section>
    }
}

/// Who wrote a value, when and on which device.
pub fn origin(services: Services, choice: &ChoiceView) -> String {
    let texts = services.texts;
    let at = services.formats.moment(Instant(choice.at), MomentForm::DayTime);
    match (&choice.device, choice.mine) {
        (_, true) => texts.with(Key::GuestConflictMine, &[("at", at.into())]),
        (Some(device), false) => {
            texts.with(Key::GuestConflictTheirs, &[("name", texts.author(&choice.by).into()), ("at", at.into()), ("device", device.into())])
        }
        (None, false) => texts.with(Key::GuestConflictOther, &[("name", texts.author(&choice.by).into()), ("at", at.into())]),
    }
}

/// Chooses a value. Its button goes with the question, so the focus goes back to the guest's name.
fn choose(services: Services, command: Command) {
    act(services, command, || page::focus(page::TITLE_ID));
}

fn side(services: Services, root: RootId, field: &FieldView, choice: &ChoiceView, other: &ChoiceView) -> AnyView {
    let texts = services.texts;
    let origin = origin(services, choice);
    let readable_value =
        if choice.value.is_empty() { texts.text(Key::GuestConflictEmpty) } else { readable(services, &field.name, &choice.value) };
    let cut = difference::cut(&readable_value, &readable(services, &field.name, &other.value));
    let own = (!cut.own.is_empty()).then(|| view! { <mark>{cut.own}</mark> });
    let value = view! { <b>{cut.head}{own}{cut.tail}</b> };
    if !field.editable {
        return view! { <div class="side"><small>{origin}</small>{value}</div> }.into_any();
    }
    let keep = if choice.mine {
        texts.text(Key::GuestConflictKeepMine)
    } else {
        texts.with(Key::GuestConflictKeepTheirs, &[("name", texts.author(&choice.by).into())])
    };
    let command = Command::Choose { root, field: field.name.clone(), value: choice.value.clone() };
    view! {
        <button type="button" class="side" on:click=move |_| choose(services, command.clone())>
            <small>{origin}</small>
            {value}
            <span>{keep}</span>
        </button>
    }
    .into_any()
}
