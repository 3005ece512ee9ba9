//! Two segments side by side: who is in both, who in one alone. The address holds which two.

use innkeeper_engine::protocol::{CompareQuery, CompareView, GuestRow, Query, SegmentRow, SegmentsView, SetView, View};
use innkeeper_sync::id::RootId;
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::frame::PageHead;
use crate::pages::segment::{percent, portrait};
use crate::services::{Services, services};
use crate::ui::{Button, Card, Choice, Empty, Glyph, Icon, Loading};

/// Guests shown of each set.
const SAMPLE: u32 = 5;

/// The page.
#[component]
pub fn Compare() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let query = use_query_map();
    let segments = services.engine.watch(Query::Segments, |view| match view {
        View::Segments(view) => Some(view),
        _ => None,
    });
    let side =
        move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).and_then(|root| root.parse::<RootId>().ok())));
    let (left, right) = (side("left"), side("right"));
    let navigate = use_navigate();
    let go = Callback::new(move |(left, right): (Option<RootId>, Option<RootId>)| {
        navigate(&address::compare(left, right), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let found = move |root: Memo<Option<RootId>>| {
        Memo::new(move |_| {
            let root = root.get()?;
            segments.view.with(|view| view.as_ref()?.segments.iter().find(|row| row.root == root).cloned())
        })
    };
    let (one, other) = (found(left), found(right));
    // Only which two they are draws the sets anew, not their counts.
    let pair = Memo::new(move |_| one.with(|one| other.with(|other| Some((one.as_ref()?.root, other.as_ref()?.root)))));
    let inside = move || match pair.get() {
        Some((left, right)) if left == right => hint(services, Key::CompareSame).into_any(),
        Some((left, right)) => sets(services, [(left, one), (right, other)]).into_any(),
        None if segments.view.with(Option::is_none) => view! { <Loading label=texts.text(Key::AppLoading) /> }.into_any(),
        None if segments.view.with(|view| view.as_ref().is_some_and(|view| view.segments.len() < 2)) => {
            hint(services, Key::CompareFew).into_any()
        }
        None => hint(services, Key::CompareEmpty).into_any(),
    };
    let menu = move |label: Key, now: Memo<Option<RootId>>, choose: Callback<RootId>| {
        choice(texts.text(label), texts.text(Key::CompareChoose), segments.view, now, choose)
    };
    let choose_left = Callback::new(move |root| go.run((Some(root), right.get_untracked())));
    let choose_right = Callback::new(move |root| go.run((left.get_untracked(), Some(root))));
    view! {
        <main class="page compare" id="main" tabindex="-1">
            <a class="back" href=address::SEGMENTS><Glyph of=Icon::ChevronRight flip=true />{texts.text(Key::SegmentsTitle)}</a>
            <PageHead title=texts.text(Key::CompareTitle) />
            <div class="two">
                {menu(Key::CompareLeft, left, choose_left)}
                <Button icon=Icon::ArrowUpDown on_press=move |()| go.run((right.get_untracked(), left.get_untracked()))>
                    {texts.text(Key::CompareSwap)}
                </Button>
                {menu(Key::CompareRight, right, choose_right)}
            </div>
            {inside}
        </main>
    }
}

fn hint(services: Services, words: Key) -> impl IntoView {
    view! { <Empty icon=Icon::Columns3 title=services.texts.text(words)>{""}</Empty> }
}

/// The menu of one of the two.
fn choice(
    label: String,
    nothing: String,
    segments: ReadSignal<Option<SegmentsView>>,
    now: Memo<Option<RootId>>,
    choose: Callback<RootId>,
) -> impl IntoView {
    let text = move || now.get().map_or_else(String::new, |root| root.to_string());
    let value: RwSignal<String> = RwSignal::new(untrack(text));
    Effect::new(move || value.set(text()));
    Effect::new(move || {
        let chosen = value.get().parse::<RootId>().ok();
        if let Some(root) = chosen.filter(|_| chosen != now.get_untracked()) {
            choose.run(root);
        }
    });
    let options = Signal::derive(move || {
        let named = segments.with(|view| {
            view.iter().flat_map(|view| &view.segments).map(|row| (row.root.to_string(), row.name.clone())).collect::<Vec<_>>()
        });
        [(String::new(), nothing.clone())].into_iter().chain(named).collect::<Vec<_>>()
    });
    view! { <Choice label=label value=value options=options /> }
}

/// A segment of the two.
type Side = (RootId, Memo<Option<SegmentRow>>);

fn sets(services: Services, [(left, one), (right, other)]: [Side; 2]) -> impl IntoView {
    let texts = services.texts;
    let watched = services.engine.watch(Query::Compare(CompareQuery { left, right, sample: SAMPLE }), |view| match view {
        View::Compare(view) => view,
        _ => None,
    });
    let view = watched.view;
    let name = |side: Memo<Option<SegmentRow>>| side.with(|row| row.as_ref().map_or_else(String::new, |row| row.name.clone()));
    let share = move |set: &SetView, side: Memo<Option<SegmentRow>>| {
        let of = side.with(|row| row.as_ref().map_or(0, |row| row.count));
        texts.with(Key::CompareShare, &[("share", percent(texts, set.total, of).into()), ("name", name(side).into())])
    };
    let only = move |side: Memo<Option<SegmentRow>>| texts.with(Key::CompareOnly, &[("name", name(side).into())]);
    move || {
        view.with(|view| {
            let CompareView { only_left, both, only_right, .. } = view.as_deref()?;
            Some(view! {
                {picture(services, [only_left, both, only_right])}
                <div class="three">
                    {card(services, only_left, only(one), vec![share(only_left, one)])}
                    {card(services, both, texts.text(Key::CompareBoth), vec![share(both, one), share(both, other)])}
                    {card(services, only_right, only(other), vec![share(only_right, other)])}
                </div>
            })
        })
    }
}

/// The three sets as parts of one bar.
fn picture(services: Services, sets: [&SetView; 3]) -> AnyView {
    let all: u64 = sets.iter().map(|set| u64::from(set.total)).sum();
    let mut from = 0;
    let pieces = sets.into_iter().zip(["s1", "s2", "s3"]).map(|(set, class)| {
        let (x, width) = (from, u64::from(set.total) * 1000 / all.max(1));
        from += width;
        view! { <rect class=class x=x.to_string() width=width.to_string() height="12"></rect> }.into_any()
    });
    let pieces: Vec<AnyView> = pieces.collect();
    let label = services.texts.text(Key::ComparePicture);
    view! { <svg class="stackbar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label=label>{pieces}</svg> }.into_any()
}

fn card(services: Services, set: &SetView, title: String, shares: Vec<String>) -> AnyView {
    let Services { texts, formats, .. } = services;
    let guest = |row: &GuestRow| {
        let shown = portrait(services, Signal::stored(Some(row.clone())));
        view! { <li><a href=address::guest(row.root)>{shown}</a></li> }.into_any()
    };
    let rows: Vec<AnyView> = set.rows.iter().map(guest).collect();
    let link = (set.total > 0).then(|| {
        let words = texts.with(Key::SegmentSeeAll, &[("count", set.total.into())]);
        view! { <p class="acts"><a class="link" href=address::guests_of(&set.rule)>{words}</a></p> }
    });
    let total = formats.number(i64::from(set.total));
    let nobody = rows.is_empty().then(|| view! { <p class="note">{texts.text(Key::CompareNobody)}</p> });
    let shares = shares.into_iter().map(|words| view! { <small>{words}</small> }).collect_view();
    view! {
        <Card title=title>
            <p class="big">{total}</p>
            <p class="shares">{shares}</p>
            {nobody}
            <ul class="people">{rows}</ul>
            {link}
        </Card>
    }
    .into_any()
}
