//! What the booking site sells and says: rooms, rate plans, seasons with prices, held rooms, the house's words, its logo and its sender.

use innkeeper_domain::offer::{Missing, Offer, Part, Unsound};
use innkeeper_domain::{Currency, Date};
use innkeeper_engine::protocol::{EngineProblem, PropertyView, Query, View};
use innkeeper_texts::{Key, Locale};
use innkeeper_view::{address, offer};
use leptos::prelude::*;

use super::asked::Asked;
use crate::frame::{PageHead, back_to};
use crate::platform::intl::DayForm;
use crate::platform::server;
use crate::services::{Services, services};
use crate::ui::{Button, Card, Glyph, Icon, Loading, Segmented};

mod faults;
mod held;
mod house;
mod list;
mod logo;
mod plans;
mod rooms;
mod said;
mod seasons;

const PATH: &str = "/api/hotel";
/// The flag of the server that serves the site.
const FLAG: &str = "--site-listen";

/// What every part of the page has: the offer as it is known, and the way to change it.
#[derive(Clone, Copy)]
struct Desk {
    services: Services,
    /// The offer; none until the server has answered.
    known: RwSignal<Option<Result<Offer, EngineProblem>>, LocalStorage>,
    /// The hotel's own record.
    hotel: Memo<Option<PropertyView>>,
    /// Where the site is, whether its mails go out, and its logo.
    place: Asked,
    /// The language whose texts are written just now: a tag.
    language: RwSignal<String>,
}

impl Desk {
    fn ask(self) {
        leptos::task::spawn_local(async move {
            let answer = server::read::<Offer>(PATH).await;
            self.known.try_set(Some(answer));
        });
    }

    /// The offer, nothing in it before it is known.
    fn offer(self) -> Offer {
        self.known.with(|known| known.as_ref().and_then(|known| known.as_ref().ok()).cloned()).unwrap_or_default()
    }

    /// May be changed by this person.
    fn editable(self) -> bool {
        self.hotel.with(|hotel| hotel.as_ref().is_some_and(|hotel| hotel.editable))
    }

    fn currency(self) -> Currency {
        let code = self.hotel.with(|hotel| hotel.as_ref().map(|hotel| hotel.currency.clone()));
        code.and_then(|code| code.parse().ok()).unwrap_or(Currency::EUR)
    }

    /// Keeps a changed offer on the server, says so and offers the way back.
    async fn keep(self, changed: Offer, done: Key) -> Result<(), EngineProblem> {
        let Services { texts, toasts, .. } = self.services;
        let before = self.known.with_untracked(|known| known.as_ref().and_then(|known| known.as_ref().ok()).cloned());
        let now = server::replace(PATH, &changed).await?;
        let version = now.version.clone();
        self.known.try_set(Some(Ok(now)));
        let undo = move |()| {
            if let Some(before) = before.clone() {
                self.change(Offer { version: version.clone(), ..before }, Key::SiteUndone);
            }
        };
        toasts.offer(texts.text(done), texts.text(Key::AppUndo), Callback::new(undo));
        Ok(())
    }

    /// The same for a button outside a form.
    fn change(self, changed: Offer, done: Key) {
        leptos::task::spawn_local(async move {
            if let Err(problem) = self.keep(changed, done).await {
                self.services.toasts.warn(self.services.texts.trouble(&problem));
            }
        });
    }
}

/// What is wrong with one part of a changed offer.
fn problems(changed: &Offer, part: &Part) -> Vec<Unsound> {
    changed.problems().into_iter().filter(|unsound| unsound.part == *part).collect()
}

/// The page.
#[component]
pub fn Site() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let property = services.engine.watch(Query::Property, |view| match view {
        View::Property(hotel) => Some(hotel),
        _ => None,
    });
    let desk = Desk {
        services,
        known: RwSignal::new_local(None),
        hotel: Memo::new(move |_| property.view.get()),
        place: Asked::new("/api/hotel/site".to_owned()),
        language: RwSignal::new(texts.locale().tag().to_owned()),
    };
    desk.ask();
    let answer = Memo::new(move |_| {
        desk.known.with(|known| known.as_ref().map(|known| known.as_ref().err().map(|problem| texts.unanswered(problem))))
    });
    let inside = move || match answer.get() {
        None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        Some(Some(trouble)) => view! {
            <p class="note">{trouble}</p>
            <p class="acts"><Button on_press=move |()| desk.ask()>{texts.text(Key::AppTryAgain)}</Button></p>
        }
        .into_any(),
        Some(None) => whole(desk),
    };
    view! {
        <main class="page site-page" id="main" tabindex="-1">
            {back_to(address::SETTINGS, Key::SettingsTitle)}
            <PageHead title=texts.text(Key::SiteTitle) />
            {inside}
        </main>
    }
}

fn whole(desk: Desk) -> AnyView {
    view! {
        <State desk=desk />
        <Languages desk=desk />
        <div class="cols">
            <div class="stack">
                {list::card(desk, rooms::LISTING)}
                {list::card(desk, plans::LISTING)}
                {list::card(desk, seasons::LISTING)}
                <held::Held desk=desk />
                <logo::Logo desk=desk />
            </div>
            <div class="stack">
                <house::House desk=desk />
            </div>
        </div>
    }
    .into_any()
}

/// The language whose texts are shown and written on this page; every text has its own in each.
#[component]
fn Languages(desk: Desk) -> impl IntoView {
    let texts = desk.services.texts;
    let languages = Locale::ALL.map(|locale| (locale.tag().to_owned(), locale.name().to_owned())).to_vec();
    let choose = move |tag: String| desk.language.set(tag);
    view! {
        <Segmented label=texts.text(Key::SiteLanguage) options=languages value=desk.language on_change=choose />
    }
}

/// Where the site is, and whether it sells.
#[component]
fn State(desk: Desk) -> impl IntoView {
    let Services { texts, formats, .. } = desk.services;
    let sells = move || {
        let offer = desk.offer();
        let missing = offer.missing();
        if missing.is_empty() {
            let until = offer::sold_until(&offer).map(|day| formats.day(day, DayForm::Long)).unwrap_or_default();
            let words = texts.with(Key::SiteSells, &[("until", until.into())]);
            return view! { <p class="says"><Glyph of=Icon::Check />{words}</p> }.into_any();
        }
        let words = missing.into_iter().map(|missing| texts.text(missing_key(missing))).collect();
        let words = texts.with(Key::SiteMissing, &[("missing", formats.list(words).into())]);
        view! { <p class="says"><Glyph of=Icon::TriangleAlert />{words}</p> }.into_any()
    };
    let link = move || {
        desk.place.with(|place| {
            let url = place.text("url");
            if url.is_empty() {
                return view! { <p class="note">{texts.text(Key::SiteNotServed)}" "<code>{FLAG}</code></p> }.into_any();
            }
            let mails = if place.flag("mails") {
                texts.with(Key::SiteMails, &[("sender", place.text("sender").into())])
            } else {
                texts.text(Key::SiteNoMails)
            };
            view! {
                <p class="links">
                    <a class="link" href=url.clone() target="_blank" rel="noopener noreferrer"><Glyph of=Icon::Globe />{url.clone()}</a>
                </p>
                <p class="note">{mails}</p>
            }
            .into_any()
        })
    };
    view! {
        <Card title=texts.text(Key::SiteState)>
            {sells}
            {link}
            {move || (!desk.editable()).then(|| view! { <p class="note">{texts.text(Key::SettingsHotelFixed)}</p> })}
        </Card>
    }
}

const fn missing_key(missing: Missing) -> Key {
    match missing {
        Missing::Rooms => Key::SiteMissingRooms,
        Missing::Plans => Key::SiteMissingPlans,
        Missing::Prices => Key::SiteMissingPrices,
        Missing::Privacy => Key::SiteMissingPrivacy,
    }
}

/// From one day to another, as it is said.
fn days(services: Services, first: Date, last: Date) -> String {
    let day = |day| services.formats.day(day, DayForm::Full);
    if first == last { day(first) } else { services.texts.with(Key::SiteDays, &[("first", day(first).into()), ("last", day(last).into())]) }
}
