//! The one thing worth doing next: a sentence with its reason, and a button. Nothing where nothing is worth it.

use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::worth::{Worth, worth_doing};
use leptos::prelude::*;

use super::conflict::label;
use super::{Shared, consent};
use crate::platform::{clock, page};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Icon, Weight};

/// The card, when there is something.
#[component]
pub fn WorthDoing(
    /// About whom.
    root: RootId,
    /// The guest.
    guest: Memo<Shared>,
    /// Set to ask for a consent.
    asking: RwSignal<Option<consent::Asked>>,
    /// Set to write a note.
    noting: RwSignal<bool>,
) -> impl IntoView {
    let services = services();
    let worth = Memo::new(move |_| guest.with(|guest| worth_doing(guest, clock::today(), clock::day_of)));
    move || {
        worth.get().map(|worth| {
            let texts = services.texts;
            let stay = |days: i32| [("stay", arrives(services, days).into())];
            let go =
                |words: Key, act: Callback<()>| view! { <Button weight=Weight::Plain on_press=act>{texts.text(words)}</Button> }.into_any();
            let to =
                |words: Key, field: &str| view! { <a class="btn" href=address::edit_field(root, field)>{texts.text(words)}</a> }.into_any();
            let (reason, button) = match worth {
                Worth::Choose(field) => {
                    let reason = texts.with(Key::GuestWorthChoose, &[("field", label(services, &field).into())]);
                    (reason, go(Key::GuestWorthChooseGo, Callback::new(move |()| page::focus_within(&format!("conflict-{field}")))))
                }
                Worth::Contact(days) => (texts.with(Key::GuestWorthContact, &stay(days)), to(Key::GuestWorthContactGo, "email")),
                Worth::Allergies(days) => (texts.with(Key::GuestWorthAllergies, &stay(days)), to(Key::GuestWorthAllergiesGo, "allergies")),
                Worth::Consent(days) => {
                    let ask = Callback::new(move |()| asking.set(Some(consent::Asked::default())));
                    (texts.with(Key::GuestWorthConsent, &stay(days)), go(Key::GuestConsentAsk, ask))
                }
                Worth::Impression(days) => {
                    let when = services.formats.days_from_now(-days);
                    let reason = texts.with(Key::GuestWorthImpression, &[("when", when.into())]);
                    (reason, go(Key::GuestAddNote, Callback::new(move |()| noting.set(true))))
                }
            };
            view! {
                <Card title=texts.text(Key::GuestWorth) icon=Icon::Sparkles>
                    <p>{reason}</p>
                    <p class="acts">{button}</p>
                </Card>
            }
        })
    }
}

fn arrives(services: Services, days: i32) -> String {
    if days == 0 {
        return services.texts.text(Key::GuestStaysNow);
    }
    services.texts.with(Key::GuestArrives, &[("when", services.formats.days_from_now(days).into())])
}
