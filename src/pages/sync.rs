//! On this tablet: what waits, what was sent, what needs a person; and the connection.

use innkeeper_engine::protocol::{Command, OutboxOnly, OutboxQuery, Pill, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::services::{Services, services};
use crate::ui::{Button, Card, Icon, Loading, Progress, Segmented, Weight};

mod carry;
mod connection;
mod line;

/// Changes that are drawn at first, and with each wish for more.
const SHOWN: u32 = 100;
const FIRST: OutboxQuery = OutboxQuery { only: OutboxOnly::All, limit: SHOWN };

/// The page.
#[component]
pub fn Sync() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let asked = RwSignal::new(FIRST);
    let outbox = services.engine.watch(Query::Outbox(FIRST), |view| match view {
        View::Outbox(outbox) => Some(outbox),
        _ => None,
    });
    Effect::new(move |before: Option<OutboxQuery>| {
        let query = asked.get();
        if before.is_some_and(|before| before != query) {
            outbox.ask(Query::Outbox(query));
        }
        query
    });
    let known = Memo::new(move |_| outbox.view.with(Option::is_some));
    let lede = move || {
        outbox.view.with(|outbox| {
            outbox.as_ref().map(|outbox| match outbox.waiting {
                0 => texts.text(Key::SyncNothingWaits),
                count => texts.with(Key::SyncWaiting, &[("count", count.into())]),
            })
        })
    };
    let try_now = Action::new_local(move |(): &()| async move {
        if let Err(problem) = services.engine.run(Command::SyncNow).await {
            services.toasts.warn(services.texts.trouble(&problem));
        }
    });
    let trying = try_now.pending();
    let count = move |part: fn(&innkeeper_engine::protocol::OutboxView) -> u32| outbox.view.with(|outbox| outbox.as_ref().map_or(0, part));
    let disputed = services.engine.watch(line::none_disputed(), |view| match view {
        View::Conflicts(view) => Some(view.guests),
        _ => None,
    });
    let conflicts = move || {
        disputed.view.get().filter(|guests| *guests > 0).map(|guests| {
            let words = texts.with(Key::ConflictsGuests, &[("count", guests.into())]);
            view! { <p><a class="link" href=address::CONFLICTS>{words}</a></p> }
        })
    };
    let filter = move || {
        let (waiting, needs) = (count(|outbox| outbox.waiting), count(|outbox| outbox.needs));
        let words = |key, count: u32| texts.with(key, &[("count", count.into())]);
        vec![
            ("all".to_owned(), texts.text(Key::SyncOnlyAll)),
            ("waiting".to_owned(), words(Key::SyncOnlyWaiting, waiting)),
            ("needs".to_owned(), words(Key::SyncOnlyNeeds, needs)),
        ]
    };
    let options = Memo::new(move |_| filter());
    let chosen = Memo::new(move |_| name_of(asked.with(|query| query.only)).to_owned());
    let choose = move |name: String| asked.set(OutboxQuery { only: only_of(&name), limit: SHOWN });
    let inside = move || {
        if !known.get() {
            return view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any();
        }
        view! {
            <div class="ycols">
                <div class="stack">
                    {conflicts}
                    <Card title=texts.text(Key::SyncOutbox) aside=move || sending(services)>
                        {move || view! { <Segmented label=texts.text(Key::SyncOnly) options=options.get() value=chosen on_change=choose /> }}
                        {move || outbox.view.with(|outbox| outbox.as_ref().map(|outbox| line::list(services, outbox)))}
                        {move || {
                            let more = outbox.view.with(|outbox| outbox.as_ref().is_some_and(|outbox| outbox.found > outbox.query.limit));
                            more.then(|| {
                                let press = move |()| asked.update(|query| query.limit += SHOWN);
                                view! { <p class="acts"><Button on_press=press>{texts.text(Key::SyncMore)}</Button></p> }
                            })
                        }}
                    </Card>
                </div>
                <div class="stack">
                    <connection::Connection />
                    <carry::Carry waiting=Signal::derive(move || count(|outbox| outbox.waiting)) />
                    <p class="note">{texts.text(Key::SyncSignOutText)}" "<a href=address::SETTINGS>{texts.text(Key::SettingsTitle)}</a></p>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead
                title=texts.text(Key::SyncTitle)
                actions=move || view! {
                    <Button weight=Weight::Filled icon=Icon::RefreshCw busy=trying on_press=move |()| { try_now.dispatch_local(()); }>
                        {texts.text(Key::SyncTryNow)}
                    </Button>
                }
            />
            <p class="lede">{lede}</p>
            {inside}
        </main>
    }
}

const fn name_of(only: OutboxOnly) -> &'static str {
    match only {
        OutboxOnly::All => "all",
        OutboxOnly::Waiting => "waiting",
        OutboxOnly::NeedsYou => "needs",
    }
}

fn only_of(name: &str) -> OutboxOnly {
    match name {
        "waiting" => OutboxOnly::Waiting,
        "needs" => OutboxOnly::NeedsYou,
        _ => OutboxOnly::All,
    }
}

/// How far the batch that is on its way has come.
fn sending(services: Services) -> AnyView {
    let texts = services.texts;
    let batch = Memo::new(move |_| {
        services.status.with(|status| match status.as_ref().map(|status| status.pill) {
            Some(Pill::Sending { done, of }) => Some((done, of)),
            _ => None,
        })
    });
    (move || {
        batch.get().map(|(done, of)| {
            let label = texts.with(Key::SyncPillSending, &[("done", done.into()), ("of", of.into())]);
            let part = (u64::from(done) * 1000).checked_div(u64::from(of)).and_then(|part| u32::try_from(part).ok()).unwrap_or(0);
            view! { <Progress label=label thousandths=part /> }
        })
    })
    .into_any()
}
