//! On this tablet: what waits, what was sent, what needs a person; and the connection.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Command, OutboxItem, OutboxState, OutboxView, Pill, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;

use crate::frame::{PageHead, deeds};
use crate::platform::intl::MomentForm;
use crate::services::{Services, services};
use crate::ui::{Banner, Button, Card, Icon, Loading, Progress, State, StateMark, Weight};

/// The page.
#[component]
pub fn Sync() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let outbox = services.engine.watch(Query::Outbox, |view| match view {
        View::Outbox(outbox) => Some(outbox),
        _ => None,
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
    let inside = move || {
        if !known.get() {
            return view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any();
        }
        view! {
            <div class="ycols">
                <div class="stack">
                    {move || outbox.view.with(|outbox| outbox.as_ref().map(|outbox| needs(services, outbox)))}
                    <Card title=texts.text(Key::SyncOutbox) aside=move || sending(services)>
                        {move || outbox.view.with(|outbox| outbox.as_ref().map(|outbox| list(services, outbox)))}
                    </Card>
                </div>
                <div class="stack">
                    <Connection />
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

/// What the hotel's server keeps aside, each with its reason.
fn needs(services: Services, outbox: &OutboxView) -> Vec<AnyView> {
    let texts = services.texts;
    outbox
        .items
        .iter()
        .filter_map(|item| match &item.state {
            OutboxState::NeedsYou(why) => Some((item, why)),
            _ => None,
        })
        .map(|(item, why)| {
            let title = texts.with(Key::SyncNeedsTitle, &[("title", title(services, item).into())]);
            let (done, why, href) = (deeds::in_words(services, &item.deeds), texts.label(why), address::guest(item.root));
            view! {
                <Banner title=title>
                    <p>{done}</p>
                    <p>{why}</p>
                    <p>{texts.text(Key::SyncNeedsKept)}</p>
                    <p class="acts"><a class="btn" href=href>{texts.text(Key::SyncOpenGuest)}</a></p>
                </Banner>
            }
            .into_any()
        })
        .collect()
}

fn title(services: Services, item: &OutboxItem) -> String {
    if item.title.is_empty() { services.texts.text(Key::GuestsNameless) } else { item.title.clone() }
}

fn list(services: Services, outbox: &OutboxView) -> AnyView {
    let Services { texts, formats, .. } = services;
    if outbox.items.is_empty() {
        return view! { <p class="note">{texts.text(Key::SyncEmpty)}</p> }.into_any();
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

fn line(services: Services, item: &OutboxItem) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let (state, words) = match &item.state {
        OutboxState::Saved => (State::Here, Key::AppSavedHere),
        OutboxState::Sending => (State::Sending, Key::SyncSending),
        OutboxState::Sent => (State::Sent, Key::SyncSent),
        OutboxState::NeedsYou(_) => (State::Needs, Key::SyncNeeds),
    };
    view! {
        <li>
            <span class="who">
                <a href=address::guest(item.root)>{title(services, item)}</a>
                <small>{deeds::in_words(services, &item.deeds)}</small>
            </span>
            <span class="age">
                {formats.moment(Instant(item.at), MomentForm::DayTime)}
                <small>{item.by.clone()}</small>
            </span>
            <StateMark state=state label=texts.text(words) />
        </li>
    }
}

/// What the connection is doing.
#[component]
fn Connection() -> impl IntoView {
    let services = services();
    let Services { texts, formats, .. } = services;
    let of_status = move |part: fn(&innkeeper_engine::protocol::StatusView) -> Option<i64>| {
        services.status.with(|status| status.as_ref().and_then(part)).map(|at| formats.moment(Instant(at), MomentForm::DayTime))
    };
    let last = move || of_status(|status| status.last_contact).unwrap_or_else(|| texts.text(Key::SyncNever));
    let next =
        move || of_status(|status| status.next_try).map(|at| view! { <div><dt>{texts.text(Key::SyncNextTry)}</dt><dd>{at}</dd></div> });
    view! {
        <Card title=texts.text(Key::SyncConnection)>
            <dl class="facts-list">
                <div>
                    <dt>{texts.text(Key::SyncLastContact)}</dt>
                    <dd>{last}</dd>
                </div>
                {next}
            </dl>
            <p class="note">{texts.text(Key::SyncSafe)}</p>
        </Card>
    }
}
