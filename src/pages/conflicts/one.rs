//! One field of one guest with its values side by side.

use innkeeper_domain::field::FieldKind;
use innkeeper_domain::{Entity, Value, field};
use innkeeper_engine::protocol::{ChoiceView, Command, Conflict};
use innkeeper_texts::Key;
use innkeeper_view::{address, difference};
use leptos::prelude::*;

use super::choose;
use crate::pages::guest::{label, origin, readable};
use crate::services::Services;
use crate::ui::{Glyph, Icon};

/// Whether both values of a field can be kept, one after the other.
pub fn joins(name: &str) -> bool {
    field(Entity::Guest, name).is_some_and(|field| matches!(field.kind, FieldKind::LongText))
}

/// The question.
pub fn conflict(services: Services, conflict: &Conflict) -> AnyView {
    let texts = services.texts;
    let Conflict { root, title, field } = conflict;
    let name = if title.is_empty() { texts.text(Key::GuestsNameless) } else { title.clone() };
    let about = texts.with(Key::ConflictsOf, &[("field", label(services, &field.name).into()), ("name", name.clone().into())]);
    let id = format!("conflict-{root}-{}", field.name);
    let sides: Vec<_> = field
        .choices
        .iter()
        .enumerate()
        .map(|(at, choice)| side(services, conflict, choice, &field.choices[usize::from(at == 0)].value, &id))
        .collect();
    let both = (field.editable && joins(&field.name)).then(|| {
        let texts_of: Vec<&str> =
            field.choices.iter().rev().filter_map(|choice| choice.value.as_text()).filter(|text| !text.is_empty()).collect();
        let command = Command::Choose { root: *root, field: field.name.clone(), value: Value::Text(texts_of.join("\n\n")) };
        let section = id.clone();
        view! {
            <button type="button" class="side" on:click=move |_| choose(services, command.clone(), section.clone())>
                <small>{texts.text(Key::ConflictsBothText)}</small>
                <span>{texts.text(Key::ConflictsBoth)}</span>
            </button>
        }
    });
    view! {
        <section class="banner conflict" id=id aria-label=about>
            <div class="b-h">
                <Glyph of=Icon::CircleAlert />
                <div>
                    <h2><a href=address::guest(*root)>{name}</a></h2>
                    <p>{label(services, &field.name)}</p>
                    {(!field.editable).then(|| view! { <p>{texts.text(Key::GuestConflictHouse)}</p> })}
                </div>
            </div>
            <div class="sides">{sides}{both}</div>
        </section>
    }
    .into_any()
}

fn side(services: Services, conflict: &Conflict, choice: &ChoiceView, other: &Value, id: &str) -> AnyView {
    let texts = services.texts;
    let (root, field) = (conflict.root, &conflict.field);
    let said = if choice.value.is_empty() { texts.text(Key::GuestConflictEmpty) } else { readable(services, &field.name, &choice.value) };
    let cut = difference::cut(&said, &readable(services, &field.name, other));
    let own = (!cut.own.is_empty()).then(|| view! { <mark>{cut.own}</mark> });
    let value = view! { <b>{cut.head}{own}{cut.tail}</b> };
    let origin = origin(services, choice);
    if !field.editable {
        return view! { <div class="side"><small>{origin}</small>{value}</div> }.into_any();
    }
    let keep = if choice.mine {
        texts.text(Key::GuestConflictKeepMine)
    } else {
        texts.with(Key::GuestConflictKeepTheirs, &[("name", texts.author(&choice.by).into())])
    };
    let command = Command::Choose { root, field: field.name.clone(), value: choice.value.clone() };
    let section = id.to_owned();
    view! {
        <button type="button" class="side" on:click=move |_| choose(services, command.clone(), section.clone())>
            <small>{origin}</small>
            {value}
            <span>{keep}</span>
        </button>
    }
    .into_any()
}
