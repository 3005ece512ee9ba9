//! What matters today: who arrives, who waits for an answer, what was captured last, what waits here, what needs a choice.

use std::time::Duration;

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Arrival, GuestRow, LeadRow, PersonView, Pill, Query, StatusView, TodayView, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::today::{self, Saying};
use leptos::prelude::*;

use crate::frame::{PageHead, new_lead};
use crate::pages::guests::row::light;
use crate::pages::leads::row::{badge, title};
use crate::platform::clock;
use crate::platform::intl::{DayForm, MomentForm};
use crate::services::{Services, services};
use crate::ui::{Card, Empty, Glyph, Icon, Loading, State, StateMark};

/// Arrivals on the page; the sheet has them all.
const ARRIVALS_SHOWN: usize = 8;
const MINUTE: Duration = Duration::from_secs(60);
/// Leads to be answered, guests with two answers on the page.
const LINES_SHOWN: usize = 5;
/// Preferences of an arrival on the page.
const PREFERENCES_SHOWN: usize = 3;

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    let services = services();
    let Services { texts, formats, .. } = services;
    let watched = services.engine.watch(Query::Today, |view| match view {
        View::Today(today) => Some(today),
        _ => None,
    });
    let person = Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.person.clone())));
    let may = move |what: fn(&PersonView) -> bool| Memo::new(move |_| person.with(|person| person.as_ref().is_some_and(what)));
    let (sees, leads) = (may(|person| person.sees_guests), may(|person| person.edits_leads));
    let title = move || {
        let name = person.with(|person| person.as_ref().map(|person| first_name(&person.name).to_owned()));
        match name {
            Some(name) => texts.with_label(today::greeting(clock::hour()), &[("name", name.into())]),
            None => texts.text(Key::TodayTitle),
        }
    };
    let known = Memo::new(move |_| watched.view.with(Option::is_some));
    // What is left of the time for a reply is said anew every minute.
    let minute = RwSignal::new(0_u32);
    if let Ok(clock) = set_interval_with_handle(move || minute.update(|minute| *minute = minute.wrapping_add(1)), MINUTE) {
        on_cleanup(move || clock.clear());
    }
    let part = move |draw: fn(Services, &TodayView) -> AnyView| {
        move || watched.view.with(|today| today.as_deref().map(|today| draw(services, today)))
    };
    let ticking = move |draw: fn(Services, &TodayView) -> AnyView| {
        let draw = part(draw);
        move || {
            minute.track();
            draw()
        }
    };
    let count = move |number: fn(&TodayView) -> usize| {
        let number = watched.view.with(|today| today.as_deref().map_or(0, number));
        (number > 0).then(|| formats.number(i64::try_from(number).unwrap_or(i64::MAX)))
    };
    let arriving_count = move || count(|today| today.arrivals.len());
    let due_count = move || count(|today| today.replies_due as usize);
    // Nothing is said about what does not wait for anybody.
    let disagree = Memo::new(move |_| watched.view.with(|today| today.as_deref().is_some_and(|today| !today.two_values.is_empty())));
    let inside = move || {
        if !known.get() {
            return view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any();
        }
        if !sees.get() {
            return view! {
                <Empty icon=Icon::Lock title=texts.text(Key::GuestsRefusedTitle)>
                    <p>{texts.text(Key::GuestsRefusedText)}</p>
                </Empty>
            }
            .into_any();
        }
        view! {
            <p class="lede">{ticking(opening)}</p>
            <div class="cols">
                <div class="stack">
                    <Card title=texts.text(Key::TodayArriving) count=Signal::derive(arriving_count) aside=move || aside(address::ARRIVALS, texts.text(Key::TodayArrivalsSheet))>
                        {part(arrivals)}
                    </Card>
                    {move || disagree.get().then(|| view! { <Card title=texts.text(Key::TodayTwoValues) aside=move || aside(address::CONFLICTS, texts.text(Key::ConflictsDecide))>{part(two_values)}</Card> })}
                </div>
                <div class="stack">
                    <Card title=texts.text(Key::TodayReplies) count=Signal::derive(due_count) aside=move || aside(address::LEADS, texts.text(Key::TodayAllLeads))>
                        {ticking(replies)}
                    </Card>
                    <Card title=texts.text(Key::TodayCaptured)>{part(captured)}</Card>
                    <Card title=texts.text(Key::TodayWaiting) aside=move || aside(address::SYNC, texts.text(Key::TodayOpenOutbox))>
                        {move || services.status.with(|status| status.as_ref().map(|status| waiting(services, status)))}
                    </Card>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <main class="page today" id="main" tabindex="-1">
            <PageHead
                title=Signal::derive(title)
                sub=formats.day(clock::today(), DayForm::Whole)
                actions=move || leads.get().then(new_lead)
            />
            {inside}
        </main>
    }
}

/// The part of a name people are greeted with; a name without spaces is greeted whole.
fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn aside(href: &'static str, words: String) -> impl IntoView {
    view! { <a href=href>{words}</a> }
}

/// The sentence the page opens with, made of what is true.
fn opening(services: Services, today: &TodayView) -> AnyView {
    let Services { texts, formats, .. } = services;
    let said: Vec<String> = today::opening(today, clock::now().0, clock::midnight().0)
        .into_iter()
        .map(|saying| match saying {
            Saying::Arrivals(count) => texts.with(Key::TodaySayArrivals, &[("count", count.into())]),
            Saying::Late(count) => texts.with(Key::TodaySayLate, &[("count", count.into())]),
            Saying::Due(count, by) => {
                let by = formats.moment(Instant(by), MomentForm::Time);
                texts.with(Key::TodaySayDue, &[("count", count.into()), ("time", by.into())])
            }
            Saying::TwoValues(count) => texts.with(Key::TodaySayTwoValues, &[("count", count.into())]),
        })
        .collect();
    if said.is_empty() {
        return texts.text(Key::TodayQuiet).into_any();
    }
    let sentence = texts.with(Key::TodayOpening, &[("list", formats.list(said).into())]);
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect::<String>().into_any()
}

fn note(words: String) -> AnyView {
    view! { <p class="note">{words}</p> }.into_any()
}

fn arrivals(services: Services, today: &TodayView) -> AnyView {
    let Services { texts, formats, .. } = services;
    let house = (today.in_house > 0 || today.departures > 0).then(|| {
        let number = |count: u32| formats.number(i64::from(count));
        let args = [("house", number(today.in_house).into()), ("departures", number(today.departures).into())];
        note(texts.with(Key::TodayHouse, &args))
    });
    if today.arrivals.is_empty() {
        return view! { {note(texts.text(Key::TodayNoArrivals))}{house} }.into_any();
    }
    let lines = today.arrivals.iter().take(ARRIVALS_SHOWN).map(|arrival| arriving(services, arrival)).collect::<Vec<_>>();
    let more = today.arrivals.len().saturating_sub(ARRIVALS_SHOWN);
    let more = (more > 0).then(|| {
        let words = texts.with(Key::TodayMoreArrivals, &[("count", more.into())]);
        view! { <a class="more" href=address::ARRIVALS>{words}</a> }
    });
    view! {
        <ul class="list arrivals">{lines}</ul>
        {more}
        {house}
    }
    .into_any()
}

fn arriving(services: Services, arrival: &Arrival) -> AnyView {
    let Services { texts, formats, .. } = services;
    let mind = mind(services, arrival, PREFERENCES_SHOWN);
    let until = arrival.departure.map(|day| texts.with(Key::TodayUntil, &[("day", formats.day(day, DayForm::Short).into())]));
    let name = if arrival.name.is_empty() { texts.text(Key::GuestsNameless) } else { arrival.name.clone() };
    let native = (!arrival.native.is_empty()).then(|| view! { " "<span class="alt">{arrival.native.clone()}</span> });
    view! {
        <li>
            <a class="row-link" href=address::guest(arrival.root)>
                <span class="monogram" aria-hidden="true">{today::monogram(&name)}</span>
                <span class="who">
                    <b>{name}{native}</b>
                    <small>{mind}</small>
                </span>
                <span class="room">
                    <b>{arrival.room.clone()}</b>
                    <small>{until}</small>
                </span>
                <span class="bare">{light(services, arrival.light, false)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What to mind about an arrival: the allergy first and in red, which stay it is, a birthday, preferences.
pub fn mind(services: Services, arrival: &Arrival, preferences: usize) -> AnyView {
    let Services { texts, formats, .. } = services;
    let allergy = (!arrival.allergies.is_empty()).then(|| {
        view! { <span class="warn"><Glyph of=Icon::TriangleAlert />{texts.text(Key::FieldGuestAllergies)}": "{arrival.allergies.clone()}</span>" · " }
    });
    let stay = match arrival.stay {
        0 | 1 => texts.text(Key::TodayFirstStay),
        number => texts.with(Key::TodayStay, &[("number", number.into())]),
    };
    let birthday = arrival.birthday.map(|day| texts.with(Key::TodayBirthday, &[("day", formats.day(day, DayForm::Short).into())]));
    let rest: Vec<_> = [stay].into_iter().chain(birthday).chain(arrival.preferences.iter().take(preferences).cloned()).collect();
    view! { {allergy}{rest.join(" · ")} }.into_any()
}

fn replies(services: Services, today: &TodayView) -> AnyView {
    let texts = services.texts;
    if today.replies.is_empty() {
        return note(texts.text(Key::TodayNoReplies));
    }
    let now = clock::now().0;
    let lines = today.replies.iter().take(LINES_SHOWN).map(|row| {
        let timer = row.reply_due.map(|due| {
            let span = today::span(due, now);
            let icon = if span.late { Icon::CircleAlert } else { Icon::Clock };
            let words = texts.with_label(span.label(), &[("amount", span.amount.into())]);
            view! { <span class="timer" data-late=span.late.then_some("")><Glyph of=icon />{words}</span> }.into_any()
        });
        lead(services, row, timer)
    });
    let lines: Vec<_> = lines.collect();
    let more = (today.replies_due as usize).saturating_sub(lines.len());
    let more = (more > 0).then(|| {
        let words = texts.with(Key::TodayMoreReplies, &[("count", more.into())]);
        view! { <a class="more" href=address::LEADS>{words}</a> }
    });
    view! { <ul class="list">{lines}</ul>{more} }.into_any()
}

fn captured(services: Services, today: &TodayView) -> AnyView {
    let Services { texts, formats, .. } = services;
    if today.leads.is_empty() {
        return note(texts.text(Key::TodayNoLeads));
    }
    let lines = today.leads.iter().map(|row| {
        let at = formats.moment(Instant(row.at), MomentForm::DayTime);
        lead(services, row, Some(view! { <span class="timer">{at}</span> }.into_any()))
    });
    view! { <ul class="list">{lines.collect::<Vec<_>>()}</ul> }.into_any()
}

/// A lead in a list: how warm, who, from where, and what the list is about.
fn lead(services: Services, row: &LeadRow, end: Option<AnyView>) -> AnyView {
    let texts = services.texts;
    let name = title(services, row);
    let unfinished = row.to_finish.then(|| texts.text(Key::TodayToFinish));
    let about: Vec<_> =
        [row.company.clone(), row.place.clone()].into_iter().filter(|text| !text.is_empty() && *text != name).chain(unfinished).collect();
    view! {
        <li>
            <a class="row-link" href=address::lead(row.root)>
                {badge(services, row.grade)}
                <span class="who">
                    <b>{name}</b>
                    <small>{about.join(" · ")}</small>
                </span>
                {end}
            </a>
        </li>
    }
    .into_any()
}

fn two_values(services: Services, today: &TodayView) -> AnyView {
    let texts = services.texts;
    let line = |row: &GuestRow| {
        let name = if row.name.is_empty() { texts.text(Key::GuestsNameless) } else { row.name.clone() };
        view! {
            <li>
                <a class="row-link" href=address::guest(row.root)>
                    <span class="care"><Glyph of=Icon::CircleAlert /></span>
                    <span class="who">
                        <b>{name}</b>
                        <small>{row.email.clone()}</small>
                    </span>
                </a>
            </li>
        }
        .into_any()
    };
    view! { <ul class="list">{today.two_values.iter().take(LINES_SHOWN).map(line).collect::<Vec<_>>()}</ul> }.into_any()
}

fn waiting(services: Services, status: &StatusView) -> AnyView {
    let texts = services.texts;
    let (state, words, text) = match status.pill {
        Pill::AllSent => return note(texts.text(Key::SyncNothingWaits)),
        Pill::OnThisDevice(count) => (State::Here, texts.with(Key::SyncPillHere, &[("count", count.into())]), count),
        Pill::Sending { done, of } => {
            (State::Sending, texts.with(Key::SyncPillSending, &[("done", done.into()), ("of", of.into())]), of.saturating_sub(done))
        }
        Pill::NeedsYou(count) => (State::Needs, texts.with(Key::SyncPillNeeds, &[("count", count.into())]), 0),
    };
    let safe = if text > 0 { texts.with(Key::SyncWaiting, &[("count", text.into())]) } else { texts.text(Key::SyncNeedsKept) };
    view! {
        <p><StateMark state=state label=words /></p>
        {note(safe)}
    }
    .into_any()
}
