//! One device in the list: who set it up, when it was seen, and what somebody should look at.

use innkeeper_texts::Key;
use leptos::prelude::*;

use super::{About, Acts, at, button};
use crate::platform::server::Record;
use crate::services::Services;
use crate::ui::{Glyph, Icon, State, StateMark};

/// A clock off by more than this is said (milliseconds): five minutes.
const CLOCK_OFF: i64 = 5 * 60_000;
const MINUTE: i64 = 60_000;

/// The line.
pub fn line(services: Services, device: &Record, now: i64, acts: Acts) -> AnyView {
    let texts = services.texts;
    let status = device.inside("status");
    let about = About { dev: device.text("dev"), name: device.text("name"), pending: status.number("pending").unwrap_or_default() };
    let revoked = device.number("revoked_at");
    let person = device.text("person");
    let seen = match device.number("last_seen") {
        Some(seen) if seen > 0 => texts.with(Key::TabletsSeen, &[("time", at(services, seen).into())]),
        _ => texts.text(Key::TabletsNever),
    };
    let facts: Vec<String> = [(!person.is_empty()).then_some(person), Some(seen)].into_iter().flatten().collect();
    let replaced = !device.text("replaced_by").is_empty();
    let ends = match revoked {
        Some(revoked) => Some(texts.with(Key::TabletsRevokedAt, &[("time", at(services, revoked).into())])),
        None if replaced => Some(texts.text(Key::TabletsReplacedText)),
        None => lease(services, device, now),
    };
    let buttons = revoked.is_none().then(|| {
        let (renamed, revoked) = (about.clone(), about.clone());
        view! {
            <span class="acts">
                {button(services, Key::TabletsRename, renamed, acts.renaming)}
                {button(services, Key::TabletsRevoke, revoked, acts.leaving)}
            </span>
        }
    });
    view! {
        <li>
            <span class="who">
                <b>{about.name.clone()}</b>
                <small>{facts.join(" · ")}</small>
                <small>{said(services, &status)}</small>
                {ends.map(|ends| view! { <small>{ends}</small> })}
                {worries(services, &status, revoked.is_none() && !replaced)}
            </span>
            {unsent(services, &status, about.pending)}
            {buttons}
        </li>
    }
    .into_any()
}

/// Until when it works alone.
fn lease(services: Services, device: &Record, now: i64) -> Option<String> {
    let until = device.number("lease_until").filter(|until| *until > 0)?;
    let words = if until > now { Key::TabletsLease } else { Key::TabletsLeaseOver };
    Some(services.texts.with(words, &[("time", at(services, until).into())]))
}

/// Its app and its storage, as it said last.
fn said(services: Services, status: &Record) -> String {
    let texts = services.texts;
    let app = status.text("app");
    if app.is_empty() {
        return texts.text(Key::TabletsSilent);
    }
    let free = status.number("quota").unwrap_or_default() - status.number("usage").unwrap_or_default();
    let free = texts.with(Key::TabletsFree, &[("megabytes", services.formats.number(free.max(0) >> 20).into())]);
    [texts.with(Key::TabletsApp, &[("version", app.into())]), free].join(" · ")
}

/// What is not sent from it, and since when.
fn unsent(services: Services, status: &Record, pending: i64) -> AnyView {
    let texts = services.texts;
    if pending == 0 {
        return view! { <StateMark state=State::Sent label=texts.text(Key::SyncPillSent) /> }.into_any();
    }
    let since = status.number("oldest").map(|oldest| texts.with(Key::TabletsOldest, &[("time", at(services, oldest).into())]));
    view! {
        <span>
            <StateMark state=State::Here label=texts.with(Key::TabletsUnsent, &[("count", pending.into())]) />
            <small>{since}</small>
        </span>
    }
    .into_any()
}

/// What may lose something or mislead.
fn worries(services: Services, status: &Record, in_use: bool) -> Vec<AnyView> {
    let texts = services.texts;
    let silent = status.text("app").is_empty();
    let storage = (in_use && !silent && !status.flag("persisted")).then(|| texts.text(Key::TabletsNotKept));
    let clock = status.number("clock_off").filter(|off| in_use && off.abs() > CLOCK_OFF).map(|off| {
        let words = if off > 0 { Key::TabletsClockAhead } else { Key::TabletsClockBehind };
        texts.with(words, &[("minutes", (off.abs() / MINUTE).into())])
    });
    let worry = |words: String| view! { <small class="why"><Glyph of=Icon::CircleAlert />{words}</small> }.into_any();
    [storage, clock].into_iter().flatten().map(worry).collect()
}
