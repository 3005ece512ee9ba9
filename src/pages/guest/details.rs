//! All other values with where they come from, and putting the guest away.

use innkeeper_domain::{Entity, Instant, Value, field};
use innkeeper_engine::protocol::{Command, FieldView};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use leptos::prelude::*;

use super::conflict::{label, readable};
use super::{Shared, act};
use crate::platform::intl::MomentForm;
use crate::services::{Services, services};
use crate::ui::{Button, Card, Weight};

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
                .filter(|(_, members)| !members.is_empty())
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
    let archive = move || {
        let (editable, archived) = guest.with(|guest| (guest.editable, guest.row.archived));
        editable.then(|| {
            let words = texts.text(if archived { Key::GuestRestore } else { Key::GuestArchive });
            view! { <p class="acts"><Button weight=Weight::Quiet on_press=move |()| put_away(services, root, !archived)>{words}</Button></p> }
        })
    };
    view! {
        <Card title=texts.text(Key::GuestDetails)>
            <dl class="details">{values}</dl>
            <p class="note">{made}</p>
            {archive}
        </Card>
    }
}

fn put_away(services: Services, root: RootId, archived: bool) {
    let texts = services.texts;
    leptos::task::spawn_local(async move {
        match services.engine.run(Command::Archive { root, archived }).await {
            Ok(_) => {
                let words = texts.text(if archived { Key::GuestArchivedNow } else { Key::GuestRestoredNow });
                let back = move |()| act(services, Command::Archive { root, archived: !archived }, || ());
                services.toasts.offer(words, texts.text(Key::AppUndo), Callback::new(back));
            }
            Err(problem) => services.toasts.warn(texts.trouble(&problem)),
        }
    });
}

/// A line for a value: what it is, and who wrote it when. Names of records that are not here, such as staff, are left to
/// the parts of the page that know them.
fn line(services: Services, view: &FieldView) -> Option<AnyView> {
    let Services { texts, formats, .. } = services;
    let choice = view.choices.first().filter(|choice| !choice.value.is_empty() && !matches!(choice.value, Value::Ref(_)))?;
    let declared = field(Entity::Guest, &view.name)?;
    let at = formats.moment(Instant(choice.at), MomentForm::Full);
    let told = texts.with(Key::GuestTold, &[("at", at.into()), ("name", texts.author(&choice.by).into())]);
    let two = (view.choices.len() > 1).then(|| view! { <small class="needs">{texts.text(Key::GuestTwoAbove)}</small> });
    let value = readable(services, &view.name, &choice.value);
    Some(
        view! {
            <div>
                <dt>{texts.label(declared.label)}</dt>
                <dd>{value}<small>{told}</small>{two}</dd>
            </div>
        }
        .into_any(),
    )
}
