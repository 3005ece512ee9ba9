//! All segments with their counts, and rules to begin with.

use innkeeper_domain::Instant;
use innkeeper_engine::protocol::{Query, SegmentRow, View};
use innkeeper_segment::parse;
use innkeeper_texts::Key;
use innkeeper_view::address;
use innkeeper_view::rule::begin::BEGINNINGS;
use innkeeper_view::rule::frozen;
use leptos::prelude::*;

use crate::frame::PageHead;
use crate::pages::segment::{bar, percent};
use crate::platform::intl::MomentForm;
use crate::services::{Services, services};
use crate::ui::{Empty, Glyph, Icon, Loading};

/// The page.
#[component]
pub fn Segments() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let watched = services.engine.watch(Query::Segments, |view| match view {
        View::Segments(view) => Some(view),
        _ => None,
    });
    let count = move || watched.view.with(|view| view.as_ref().map(|view| services.formats.number(view.segments.len() as i64)));
    let editable = Memo::new(move |_| watched.view.with(|view| view.as_ref().is_some_and(|view| view.editable)));
    let several = Memo::new(move |_| watched.view.with(|view| view.as_ref().is_some_and(|view| view.segments.len() > 1)));
    let new = move || {
        editable
            .get()
            .then(|| view! { <a class="btn primary" href=address::NEW_SEGMENT><Glyph of=Icon::Plus />{texts.text(Key::SegmentsNew)}</a> })
    };
    let compare = move || {
        let link = || view! { <a class="btn" href=address::COMPARE><Glyph of=Icon::Columns3 />{texts.text(Key::SegmentsCompare)}</a> };
        several.get().then(|| view! { <p class="beside">{link()}</p> })
    };
    let list = move || {
        watched.view.with(|view| {
            let Some(view) = view else { return view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any() };
            if view.segments.is_empty() {
                return view! {
                    <Empty icon=Icon::Filter title=texts.text(Key::SegmentsEmptyTitle)>
                        <p>{texts.text(Key::SegmentsEmptyText)}</p>
                    </Empty>
                }
                .into_any();
            }
            let rows: Vec<_> = view.segments.iter().map(|row| line(services, row, view.all)).collect();
            view! { <ul class="segments-list" aria-label=texts.text(Key::SegmentsList)>{rows}</ul> }.into_any()
        })
    };
    view! {
        <main class="page segments" id="main" tabindex="-1">
            <PageHead title=texts.text(Key::SegmentsTitle) count=Signal::derive(count) actions=new />
            {list}
            {compare}
            {move || editable.get().then(|| beginnings(services))}
        </main>
    }
}

fn line(services: Services, row: &SegmentRow, all: u32) -> impl IntoView + use<> {
    let Services { texts, formats, .. } = services;
    let at = formats.moment(Instant(row.changed), MomentForm::Full);
    let changed = texts.with(Key::SegmentsChanged, &[("name", texts.author(&row.by).into()), ("at", at.into())]);
    let share = texts.with(Key::SegmentShare, &[("share", percent(texts, row.count, all).into())]);
    let broken = row.broken.then(|| view! { <span class="broken"><Glyph of=Icon::CircleAlert />{texts.text(Key::SegmentsBroken)}</span> });
    let fixed = parse(&row.rule).ok().and_then(|rule| frozen::of(&rule));
    let fixed = fixed.map(|_| view! { <span class="fixed"><Glyph of=Icon::Lock />{texts.text(Key::SegmentsFixed)}</span> });
    let about = (!row.description.is_empty()).then(|| view! { <p>{row.description.clone()}</p> });
    view! {
        <li>
            <div class="who">
                <a href=address::segment(row.root)>{row.name.clone()}</a>
                {about}
                <small>{changed}</small>
                {fixed}
                {broken}
            </div>
            <div class="count">
                <b>{formats.number(i64::from(row.count))}</b>
                {bar(row.count.into(), all.into())}
                <small>{share}</small>
            </div>
        </li>
    }
}

/// What hotels ask most often, each as the beginning of a segment.
fn beginnings(services: Services) -> impl IntoView {
    let texts = services.texts;
    let one = |beginning: innkeeper_view::rule::begin::Beginning| {
        let href = format!("{}?begin={}", address::NEW_SEGMENT, beginning.name);
        let words = texts.label(&format!("{}-text", beginning.label));
        view! { <li><a href=href><b>{texts.label(beginning.label)}</b><span>{words}</span></a></li> }
    };
    view! {
        <h2 class="begin-head">{texts.text(Key::SegmentsBegin)}</h2>
        <ul class="beginnings">{BEGINNINGS.into_iter().map(one).collect::<Vec<_>>()}</ul>
    }
}
