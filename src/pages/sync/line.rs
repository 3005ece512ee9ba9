//! One change in words: what was done to whom, how large it is, where it stands, and what can be done about it.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Command, ConflictsQuery, OutboxItem, OutboxOnly, OutboxState, OutboxView, Query};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::frame::deeds;
use crate::pages::asked::act_on;
use crate::platform::intl::MomentForm;
use crate::platform::page;
use crate::services::Services;
use crate::ui::{Button, Glyph, Icon, State, StateMark, Weight};

/// Asks for how many guests have two values, and for none of them.
pub fn none_disputed() -> Query {
    Query::Conflicts(ConflictsQuery { field: String::new(), limit: 0 })
}

/// The changes asked for.
pub fn list(services: Services, outbox: &OutboxView) -> AnyView {
    let Services { texts, formats, .. } = services;
    if outbox.items.is_empty() {
        let empty = match outbox.query.only {
            OutboxOnly::All => Key::SyncEmpty,
            OutboxOnly::Waiting => Key::SyncNothingWaits,
            OutboxOnly::NeedsYou => Key::SyncNothingNeeds,
        };
        return view! { <p class="note">{texts.text(empty)}</p> }.into_any();
    }
    let items = outbox.items.iter().map(|item| line(services, item)).collect_view();
    let sent = texts.with(Key::SyncSentToday, &[("count", outbox.sent_today.into())]);
    let size = texts.with(Key::SyncSize, &[("kilobytes", formats.number(i64::from(outbox.bytes.div_ceil(1024))).into())]);
    view! {
        <ul class="outbox">{items}</ul>
        <p class="note">{sent}" "{(outbox.bytes > 0).then_some(size)}</p>
    }
    .into_any()
}

fn title(services: Services, item: &OutboxItem) -> String {
    if item.title.is_empty() { services.texts.text(Key::GuestsNameless) } else { item.title.clone() }
}

fn line(services: Services, item: &OutboxItem) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let (state, words) = match &item.state {
        OutboxState::Saved => (State::Here, Key::AppSavedHere),
        OutboxState::Sending => (State::Sending, Key::SyncSending),
        OutboxState::Sent => (State::Sent, Key::SyncSent),
        OutboxState::NeedsYou(_) => (State::Needs, Key::SyncNeeds),
        OutboxState::LetGo(_) => (State::Sent, Key::SyncLetGoDone),
    };
    let more = (item.records > 1).then(|| texts.with(Key::HistoryMany, &[("count", item.records.into())]));
    let done: Vec<String> = more.into_iter().chain([deeds::in_words(services, &item.deeds)]).collect();
    let size = texts.with(Key::SyncItemSize, &[("kilobytes", formats.number(i64::from(item.bytes.div_ceil(1024))).into())]);
    view! {
        <li>
            <span class="who">
                <a href=address::guest(item.root)>{title(services, item)}</a>
                <small>{done.join(" · ")}</small>
            </span>
            <span class="age">
                {formats.moment(Instant(item.at), MomentForm::DayTime)}
                <small>{item.by.clone()}" · "{size}</small>
            </span>
            <StateMark state=state label=texts.text(words) />
            {aside(services, item)}
        </li>
    }
}

/// Why a change is kept aside, and what its author can do.
fn aside(services: Services, item: &OutboxItem) -> Option<AnyView> {
    let texts = services.texts;
    let (why, gone) = match &item.state {
        OutboxState::NeedsYou(why) => (why, false),
        OutboxState::LetGo(why) => (why, true),
        _ => return None,
    };
    let (n, name) = (item.n, title(services, item));
    let press = move |command: Command, said: Key, back: Option<Command>| {
        move |()| {
            let (command, back) = (command.clone(), back.clone());
            leptos::task::spawn_local(decide(services, command, said, back));
        }
    };
    let go = move |gone| Command::LetGo { n, gone };
    let button = |words: Key, weight: Weight, on_press: Callback<()>| {
        let label = act_on(services, words, &name);
        view! { <Button weight=weight attr:aria-label=label on_press=on_press>{texts.text(words)}</Button> }.into_any()
    };
    let buttons = if gone {
        vec![button(Key::SyncTakeUp, Weight::Quiet, Callback::new(press(go(false), Key::SyncTakenUp, Some(go(true)))))]
    } else {
        vec![
            button(Key::SyncSaveAnew, Weight::Plain, Callback::new(press(Command::SaveAnew(n), Key::AppSavedHere, None))),
            button(Key::SyncLetGo, Weight::Quiet, Callback::new(press(go(true), Key::SyncLetGoDone, Some(go(false))))),
        ]
    };
    let inside = view! {
        <p class="why"><Glyph of=Icon::CircleAlert />{texts.label(why)}" "{texts.text(Key::SyncNeedsKept)}</p>
        <p class="acts">{buttons}</p>
    };
    Some(inside.into_any())
}

/// Does it, says so with a way back where there is one, and leaves the focus at the head of the page: the button has gone.
async fn decide(services: Services, command: Command, said: Key, back: Option<Command>) {
    let Services { texts, toasts, engine, .. } = services;
    match engine.run(command).await {
        Ok(_) => {
            match back {
                Some(back) => {
                    let undo = Callback::new(move |()| engine.tell(back.clone()));
                    toasts.offer(texts.text(said), texts.text(Key::AppUndo), undo);
                }
                None => toasts.say(texts.text(said)),
            }
            page::focus(page::TITLE_ID);
        }
        Err(problem) => toasts.warn(texts.trouble(&problem)),
    }
}
