//! Rooms that are not for sale on the site on some nights: sold elsewhere, or out of order.

use innkeeper_domain::Date;
use innkeeper_domain::offer::{Fault, HeldNight, Part, Unsound};
use innkeeper_engine::protocol::EngineProblem;
use innkeeper_texts::Key;
use innkeeper_view::offer::{Span, nights, number, spans};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::faults::Faults;
use super::list::{Sending, Written};
use super::{Desk, days};
use crate::pages::asked::act_on;
use crate::platform::clock::today;
use crate::platform::server;
use crate::services::Services;
use crate::ui::{Button, Card, Choice, Dialog, Icon, IconButton, Kind, Loading, TextField, Weight};

const PATH: &str = "/api/hotel/held";
/// How far ahead is looked, in days; what the site sells is never further.
const AHEAD: i32 = 1_000;

/// The nights of which the server has something to say.
#[derive(Clone, Copy)]
struct Ledger {
    desk: Desk,
    known: RwSignal<Option<Result<Vec<HeldNight>, EngineProblem>>, LocalStorage>,
}

impl Ledger {
    fn ask(self) {
        let from = today();
        let to = from.plus_days(AHEAD).unwrap_or(from);
        leptos::task::spawn_local(async move {
            let answer = server::read(&format!("{PATH}?from={from}&to={to}")).await;
            self.known.try_set(Some(answer));
        });
    }

    /// Holds so many rooms on the nights of a span; the message offers to hold as many as before.
    async fn hold(self, span: Span, done: Key) -> Result<(), EngineProblem> {
        let Services { texts, toasts, .. } = self.desk.services;
        let held = nights(&span);
        let before = self.before(&held);
        server::put(PATH, &server::written(&held).into()).await?;
        self.ask();
        let undo = move |()| {
            let body = server::written(&before);
            self.warned(async move { server::put(PATH, &body.into()).await.inspect(|()| self.ask()) });
        };
        toasts.offer(texts.text(done), texts.text(Key::AppUndo), Callback::new(undo));
        Ok(())
    }

    /// Does what a button outside a form asks for; says what went wrong.
    fn warned(self, work: impl Future<Output = Result<(), EngineProblem>> + 'static) {
        leptos::task::spawn_local(async move {
            if let Err(problem) = work.await {
                self.desk.services.toasts.warn(self.desk.services.texts.trouble(&problem));
            }
        });
    }

    /// The same nights as they were.
    fn before(self, nights: &[HeldNight]) -> Vec<HeldNight> {
        self.known.with_untracked(|known| {
            let known = known.as_ref().and_then(|known| known.as_ref().ok());
            let was = |night: &HeldNight| {
                let same = |known: &&HeldNight| known.room == night.room && known.day == night.day;
                known.and_then(|known| known.iter().find(same)).map_or(0, |known| known.held)
            };
            nights.iter().map(|night| HeldNight { held: was(night), ..night.clone() }).collect()
        })
    }
}

/// The card.
#[component]
pub(super) fn Held(desk: Desk) -> impl IntoView {
    let texts = desk.services.texts;
    let ledger = Ledger { desk, known: RwSignal::new_local(None) };
    ledger.ask();
    let written = Written::new(None);
    let list = move || {
        ledger.known.with(|known| match known {
            None => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
            Some(Err(problem)) => view! { <p class="note">{texts.unanswered(problem)}</p> }.into_any(),
            Some(Ok(nights)) => {
                let spans = spans(nights);
                if spans.is_empty() {
                    return view! { <p class="note">{texts.text(Key::SiteHeldNone)}</p> }.into_any();
                }
                view! { <ul class="list">{spans.into_iter().map(|span| line(ledger, span)).collect::<Vec<_>>()}</ul> }.into_any()
            }
        })
    };
    let add = move || {
        (desk.editable() && !desk.offer().rooms.is_empty()).then(|| {
            view! {
                <p class="acts"><Button icon=Icon::Plus on_press=move |()| written.set(Some(None))>{texts.text(Key::SiteHeldAdd)}</Button></p>
            }
        })
    };
    view! {
        <Card title=texts.text(Key::SiteHeld)>
            <p class="note">{texts.text(Key::SiteHeldText)}</p>
            {list}
            {add}
            <Dialog
                open=Signal::derive(move || written.with(Option::is_some))
                on_close=move |()| written.set(None)
                title=texts.text(Key::SiteHeldAdd)
            >
                {move || form(ledger, written)}
            </Dialog>
        </Card>
    }
}

fn name_of(desk: Desk, code: &str) -> String {
    desk.offer().room(code).map_or_else(|| code.to_owned(), |room| desk.language.with(|tag| room.name.said(tag).to_owned()))
}

fn line(ledger: Ledger, span: Span) -> AnyView {
    let desk = ledger.desk;
    let texts = desk.services.texts;
    let name = name_of(desk, &span.room);
    let about = texts.with(Key::SiteHeldLine, &[("count", span.held.into()), ("days", days(desk.services, span.first, span.last).into())]);
    let free = Span { held: 0, ..span };
    let label = act_on(desk.services, Key::SiteHeldFree, &format!("{name}, {about}"));
    let release = move |()| ledger.warned(ledger.hold(free.clone(), Key::SiteHeldFreed));
    view! {
        <li>
            <span class="who">
                <b>{name}</b>
                <small>{about}</small>
            </span>
            {desk.editable().then(|| view! { <IconButton icon=Icon::X label=label weight=Weight::Quiet on_press=Callback::new(release) /> })}
        </li>
    }
    .into_any()
}

fn form(ledger: Ledger, written: Written) -> AnyView {
    let desk = ledger.desk;
    let texts = desk.services.texts;
    let offer = desk.offer();
    let rooms: Vec<_> = offer.rooms.iter().map(|room| (room.code.clone(), name_of(desk, &room.code))).collect();
    let room = RwSignal::new(offer.rooms.first().map(|room| room.code.clone()).unwrap_or_default());
    let first = RwSignal::new(today().to_string());
    let (last, held) = (RwSignal::new(String::new()), RwSignal::new("1".to_owned()));
    let faults = Faults::new(texts);
    let sending = Sending::new(desk);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if sending.is_busy() {
            return;
        }
        let day = |typed: RwSignal<String>| typed.with_untracked(|typed| typed.parse::<Date>().ok());
        let code = room.get_untracked();
        let most = offer.room(&code).map_or(0, |room| room.rooms);
        let held = held.with_untracked(|typed| number(typed));
        let wrong = |field, fault| Unsound { part: Part::Room(code.clone()), field, fault };
        let mut found = Vec::new();
        let begin = day(first);
        let end = day(last).or_else(|| last.with_untracked(String::is_empty).then_some(begin).flatten());
        if begin.is_none() {
            found.push(wrong("first", Fault::Missing));
        }
        if end.is_none() || end < begin || begin.zip(end).is_some_and(|(begin, end)| begin.days_until(end) >= AHEAD) {
            found.push(wrong("last", Fault::Range));
        }
        if held > most {
            found.push(wrong("held", Fault::Range));
        }
        if !faults.show(found) {
            return;
        }
        let Some((first, last)) = begin.zip(end) else { return };
        sending.send(ledger.hold(Span { room: code, first, last, held }, Key::SiteHeldSaved), move || {
            written.try_set(None);
        });
    };
    view! {
        <form class="fields" on:submit=submit>
            <Choice label=texts.text(Key::SiteRoom) value=room options=rooms />
            <TextField label=texts.text(Key::SiteHeldCount) value=held kind=Kind::Number error=faults.of("held") />
            <TextField label=texts.text(Key::SiteFirst) value=first kind=Kind::Date error=faults.of("first") />
            <TextField label=texts.text(Key::SiteLast) value=last kind=Kind::Date hint=texts.text(Key::SiteLastHint) error=faults.of("last") />
            {sending.ends(Some(written))}
        </form>
    }
    .into_any()
}
