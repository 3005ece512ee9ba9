//! Another record that may be of the same person, as the house's systems suppose: people look, and decide.

use innkeeper_domain::{Value, guest as keys};
use innkeeper_engine::protocol::{Command, GuestView, SetChange};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::{Shared, act, name_of, watch};
use crate::services::{Services, services};
use crate::ui::{Banner, Button};

/// A banner while a supposition stands: with a way to the other record, and one to say that it is somebody else.
#[component]
pub fn SamePerson(root: RootId, guest: Memo<Shared>) -> impl IntoView {
    let services = services();
    let other = Memo::new(move |_| guest.with(|guest| supposed(guest)));
    move || other.get().map(|other| question(services, root, guest, other))
}

/// The other record; none where nobody supposes one, or staff said that it is of another person.
fn supposed(guest: &GuestView) -> Option<RootId> {
    let field = guest.fields.iter().find(|field| field.name == keys::MAY_BE.name())?;
    let supposed = &field.choices.first()?.value;
    let others = guest.sets.get(keys::NOT_DUPLICATE_OF.name());
    match supposed {
        Value::Ref(id) if !others.is_some_and(|others| others.contains(supposed)) => Some(RootId(*id)),
        _ => None,
    }
}

fn question(services: Services, root: RootId, guest: Memo<Shared>, other: RootId) -> AnyView {
    let texts = services.texts;
    let watched = watch(services, other);
    // A record that is not here, or is put away, is nobody to compare with.
    let name = Memo::new(move |_| watched.view.with(|view| view.as_ref().and_then(Option::as_ref).map(|other| name_of(services, other))));
    let denies = move |()| {
        let others = SetChange { set: keys::NOT_DUPLICATE_OF.name().to_owned(), elem: Value::Ref(other.0), add: true };
        act(services, Command::EditGuest { root, fields: Vec::new(), sets: vec![others] }, || ());
    };
    let banner = move || {
        name.get().map(|name| {
            let title = texts.with(Key::GuestSameTitle, &[("name", name.as_str().into())]);
            let look = texts.with(Key::GuestSameLook, &[("name", name.as_str().into())]);
            let editable = guest.with(|guest| guest.editable);
            view! {
                <Banner title=title>
                    <p>{texts.with(Key::GuestSameText, &[("name", name.into())])}</p>
                    <p class="acts">
                        <a class="btn" href=address::guest(other)>{look}</a>
                        {editable.then(|| view! { <Button on_press=denies>{texts.text(Key::GuestSameNot)}</Button> })}
                    </p>
                </Banner>
            }
        })
    };
    view! { {banner} }.into_any()
}
