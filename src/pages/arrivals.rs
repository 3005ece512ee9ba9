//! The sheet of today's arrivals: made to be printed, so that it lies at the desk when the screen is elsewhere.

use innkeeper_engine::protocol::{Arrival, Query, TodayView, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use super::today::mind;
use crate::frame::PageHead;
use crate::pages::guests::row::light;
use crate::platform::intl::DayForm;
use crate::platform::{clock, page};
use crate::services::{Services, services};
use crate::ui::{Button, Empty, Icon, Loading, NOTHING, Weight};

/// The page.
#[component]
pub fn Arrivals() -> impl IntoView {
    let services = services();
    let Services { texts, formats, .. } = services;
    let watched = services.engine.watch(Query::Today, |view| match view {
        View::Today(today) => Some(today),
        _ => None,
    });
    let inside = move || {
        watched.view.with(|today| match today.as_deref() {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some(today) if today.arrivals.is_empty() => view! {
                <Empty icon=Icon::BedDouble title=texts.text(Key::TodayNoArrivals)>
                    <p class="acts"><a class="btn" href=address::TODAY>{texts.text(Key::TodayTitle)}</a></p>
                </Empty>
            }
            .into_any(),
            Some(today) => sheet(services, today),
        })
    };
    let hotel =
        move || services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).map(|person| person.hotel.clone()));
    view! {
        <main class="page sheet-page" id="main" tabindex="-1">
            <PageHead
                title=texts.text(Key::TodayArriving)
                sub=formats.day(clock::today(), DayForm::Whole)
                actions=move || view! { <Button weight=Weight::Filled on_press=|()| page::print()>{texts.text(Key::TodayPrint)}</Button> }
            />
            <p class="paper-only">{hotel}</p>
            {inside}
        </main>
    }
}

fn sheet(services: Services, today: &TodayView) -> AnyView {
    let Services { texts, formats, .. } = services;
    let head = [
        Key::FieldStayRoomNumber,
        Key::FieldStayGuest,
        Key::GuestParty,
        Key::FieldStayDeparture,
        Key::FieldGuestPreferences,
        Key::GuestsMayWeWrite,
    ];
    let head = head.map(|words| view! { <th scope="col">{texts.text(words)}</th> }).collect_view();
    let rows = today.arrivals.iter().map(|arrival| row(services, arrival)).collect::<Vec<_>>();
    let number = |count: u32| formats.number(i64::from(count));
    let house = texts.with(Key::TodayHouse, &[("house", number(today.in_house).into()), ("departures", number(today.departures).into())]);
    view! {
        <p class="note">{house}</p>
        <div class="sheet-wrap" role="region" tabindex="0" aria-label=texts.text(Key::TodayArrivalsSheet)>
            <table class="paper">
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(services: Services, arrival: &Arrival) -> AnyView {
    let Services { texts, formats, .. } = services;
    let name = if arrival.name.is_empty() { texts.text(Key::GuestsNameless) } else { arrival.name.clone() };
    let (adults, children) = arrival.party;
    let adults = (adults > 0).then(|| texts.with(Key::GuestAdults, &[("count", adults.into())]));
    let children = (children > 0).then(|| texts.with(Key::GuestChildren, &[("count", children.into())]));
    let party: Vec<_> = adults.into_iter().chain(children).collect();
    let until = arrival.departure.map_or_else(|| NOTHING.to_owned(), |day| formats.day(day, DayForm::Short));
    let room = if arrival.room.is_empty() { NOTHING.to_owned() } else { arrival.room.clone() };
    view! {
        <tr>
            <td class="a-room">{room}</td>
            <th scope="row" class="a-name"><a href=address::guest(arrival.root)>{name}</a>" "<span class="alt">{arrival.native.clone()}</span></th>
            <td class="a-party">{party.join(", ")}</td>
            <td class="a-until">{until}</td>
            <td class="a-mind">{mind(services, arrival, usize::MAX)}</td>
            <td class="a-light">{light(services, arrival.light, false)}</td>
        </tr>
    }
    .into_any()
}
