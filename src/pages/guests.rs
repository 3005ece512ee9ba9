//! All guests: search as you type, filter, sort, choose columns, tick and change many; the address holds what is listed.

use std::time::Duration;

use innkeeper_engine::protocol::{GuestRow, GuestsQuery, GuestsView, PersonView, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::address::{self, List};
use innkeeper_view::selection::Chosen;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::frame::{PageHead, is_protected};
use crate::pages::rule::Lexicon;
use crate::platform::history::{self, Place};
use crate::platform::page;
use crate::services::services;
use crate::ui::{Direction, Empty, Glyph, Grid, GridPlace, Icon, Rows, SearchBox};

mod bulk;
mod columns;
mod filters;
mod print;
pub mod row;
mod screen;
mod sort;
mod ticks;
mod views;
mod work;

use screen::Screen;

/// The address follows the typing after this pause: browsers count changes of the address.
const ADDRESS_PAUSE: Duration = Duration::from_millis(300);
/// How many match is said to those who hear the page after this pause.
const SPEECH_PAUSE: Duration = Duration::from_millis(800);
/// Rows asked for before the size of the list on the screen is known.
const FIRST_WINDOW: (usize, usize) = (0, 96);

fn question(list: &List, (offset, limit): (usize, usize)) -> GuestsQuery {
    GuestsQuery {
        search: list.search.clone(),
        rule: list.rule.clone(),
        sort: list.sort,
        descending: list.descending,
        offset: u32::try_from(offset).unwrap_or(u32::MAX),
        limit: u32::try_from(limit).unwrap_or(u32::MAX),
    }
}

/// The page.
#[component]
pub fn Guests() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let returning = history::take_return();
    let parameters = use_query_map();
    let navigate = use_navigate();
    let in_address = Memo::new(move |_| parameters.with(|parameters| List::read(|name| parameters.get(name))));
    let list = RwSignal::new(in_address.get_untracked());
    let addressed = StoredValue::new(list.get_untracked());
    let chosen = RwSignal::new(Chosen::default());

    // Back, Forward and links change the address from outside; what was typed here comes back as it was sent.
    Effect::new(move || {
        let outside = in_address.get();
        if addressed.with_value(|own| *own != outside) {
            addressed.set_value(outside.clone());
            chosen.set(Chosen::default());
            list.set(outside);
        }
    });
    let write_address = StoredValue::new(debounce(ADDRESS_PAUSE, move || {
        let mut now = list.get_untracked();
        if untrack(|| is_protected(services)) {
            // The browser keeps addresses: on a protected tablet what was searched for stays out of them.
            (now.search, now.rule) = (String::new(), String::new());
        }
        if addressed.with_value(|own| *own != now) {
            addressed.set_value(now.clone());
            navigate(&now.path(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    }));
    let window = RwSignal::new(FIRST_WINDOW);
    let change = move |changed: List| {
        // Another question is answered from its beginning.
        window.set(FIRST_WINDOW);
        // What is not in the list any more must not be changed with it.
        if list.with_untracked(|list| (&list.search, &list.rule) != (&changed.search, &changed.rule)) {
            chosen.set(Chosen::default());
        }
        list.set(changed);
        write_address.with_value(|write| write());
    };

    let place = StoredValue::new(if returning { kept_place(&list.get_untracked()) } else { GridPlace::default() });
    on_cleanup(move || {
        let (list, place) = (list.get_untracked(), place.get_value());
        history::keep_list(list.path());
        history::keep_place(list.path(), Place { scroll: place.scroll, row: place.active });
    });

    let watched = services.engine.watch(Query::Guests(question(&list.get_untracked(), FIRST_WINDOW)), |view| match view {
        View::Guests(view) => Some(view),
        _ => None,
    });
    Effect::new(move |asked: Option<Query>| {
        let wanted = Query::Guests(list.with(|list| question(list, window.get())));
        if asked.as_ref().is_some_and(|asked| *asked != wanted) {
            watched.ask(wanted.clone());
        }
        wanted
    });
    let of_view = move |part: fn(&GuestsView) -> u32| Memo::new(move |_| watched.view.with(|view| view.as_ref().map_or(0, part)));
    let total = of_view(|view| view.total);
    let all = of_view(|view| view.all);
    let rows = Memo::new(move |_| {
        watched.view.with(|view| {
            view.as_ref().map_or_else(Rows::default, |view| Rows { start: view.query.offset as usize, rows: view.rows.clone() })
        })
    });
    let known = Memo::new(move |_| watched.view.with(Option::is_some));
    let may = move |what: fn(&PersonView) -> bool| {
        Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).is_some_and(what)))
    };
    let (sees, edits) = (may(|person| person.sees_guests), may(|person| person.edits_guests));

    let speak = StoredValue::new(debounce(SPEECH_PAUSE, move || {
        services.announcer.say(texts.with(Key::GuestsMatch, &[("count", total.get_untracked().into())]));
    }));
    Effect::new(move |before: Option<String>| {
        let search = list.with(|list| list.search.clone());
        if before.is_some_and(|before| before != search) {
            speak.with_value(|speak| speak());
        }
        search
    });

    let views = services.engine.watch(Query::ListViews, |view| match view {
        View::ListViews(views) => Some(views),
        _ => None,
    });
    let screen = Screen {
        services,
        lexicon: Lexicon::new(services),
        list,
        change: Callback::new(change),
        columns: RwSignal::new(Vec::new()),
        views: Signal::derive(move || views.view.get().unwrap_or_default()),
        total,
        all,
        chosen,
    };
    let own_columns = Memo::new(move |_| screen.own_columns());
    screen.columns.set(own_columns.get_untracked());
    Effect::new(move || screen.columns.set(own_columns.get()));
    let printed = RwSignal::new(Vec::new());
    let work = work::Work::follow(screen);
    let ticks = StoredValue::new(ticks::ticks(screen, rows));
    let width = page::width();
    let shown = Memo::new(move |_| screen.columns.with(|chosen| columns::columns(texts, width.get(), chosen)));
    let sort = Memo::new(move |_| {
        list.with(|list| {
            let direction = if list.descending { Direction::Descending } else { Direction::Ascending };
            (address::sort_name(list.sort), direction)
        })
    });
    let go = use_navigate();
    let open = StoredValue::new(move |row: GuestRow| go(&address::guest(row.root), NavigateOptions::default()));
    let nobody = Memo::new(move |_| known.get() && total.get() == 0);
    let grid = move || {
        (!nobody.get()).then(|| {
            view! {
                <Grid
                    label=texts.text(Key::GuestsTitle)
                    total=Signal::derive(move || total.get() as usize)
                    columns=shown
                    sort=sort
                    on_sort=move |id| {
                        if let Some(sort) = address::sort_of(id) {
                            change(list.with_untracked(|list| list.sorted_by(sort)));
                        }
                    }
                    query=Signal::derive(move || list.with(List::path))
                    rows=rows
                    on_window=move |asked| window.set(asked)
                    on_open=move |row| open.with_value(|open| open(row))
                    place=place
                    focused=returning
                    ticks=edits.get().then(|| ticks.get_value())
                    cell=move |row: &GuestRow, column| row::cell(services, row, column)
                />
            }
        })
    };
    let empty = move || {
        nobody.get().then(|| {
            let (search, filtered) = list.with(|list| (list.search.clone(), !list.rule.is_empty()));
            let may_add = edits.get();
            if !sees.get() {
                view! {
                    <Empty icon=Icon::Lock title=texts.text(Key::GuestsRefusedTitle)>
                        <p>{texts.text(Key::GuestsRefusedText)}</p>
                    </Empty>
                }
                .into_any()
            } else if filtered {
                let clear = move |_| screen.refine(|list| list.rule.clear());
                view! {
                    <Empty icon=Icon::Filter title=texts.text(Key::GuestsNoFit)>
                        <p>{texts.text(Key::GuestsNoFitText)}</p>
                        <p class="acts"><button type="button" class="btn" on:click=clear>{texts.text(Key::GuestsFiltersClear)}</button></p>
                    </Empty>
                }
                .into_any()
            } else if search.is_empty() {
                view! {
                    <Empty icon=Icon::Users title=texts.text(Key::GuestsEmptyTitle)>
                        <p>{texts.text(Key::GuestsEmptyText)}</p>
                        {may_add.then(new_guest)}
                    </Empty>
                }
                .into_any()
            } else {
                let clear = move |_| change(list.with_untracked(|list| List { search: String::new(), ..list.clone() }));
                view! {
                    <Empty icon=Icon::Search title=texts.with(Key::GuestsNoMatch, &[("search", search.into())])>
                        <p>{texts.text(Key::GuestsNoMatchText)}</p>
                        <p class="acts"><button type="button" class="btn" on:click=clear>{texts.text(Key::GuestsClearSearch)}</button></p>
                    </Empty>
                }
                .into_any()
            }
        })
    };
    // While the engine thinks, the rows are still those of the question before.
    let answered = move || {
        let same = list.with(|list| {
            watched.view.with(|view| {
                view.as_ref().is_some_and(|GuestsView { query, .. }| {
                    query.search == list.search && query.rule == list.rule && query.sort == list.sort && query.descending == list.descending
                })
            })
        });
        if same { "true" } else { "false" }
    };
    let found = move || texts.with(Key::GuestsMatch, &[("count", total.get().into())]);
    let took = move || {
        // Rounded up: "in 0 ms" is what nobody believes.
        let milliseconds = watched.view.with(|view| view.as_ref().map_or(0, |view| view.took_us.div_ceil(1000).max(1)));
        texts.with(Key::GuestsTook, &[("milliseconds", milliseconds.into())])
    };

    let problems = move || {
        watched.view.with(|view| {
            let problem = view.as_ref()?.problems.first()?;
            let words = texts.with_label(&problem.text, &[("about", problem.about.as_str().into())]);
            Some(view! { <p class="err" role="alert">{words}</p> })
        })
    };

    view! {
        <main class="page guests" id="main" tabindex="-1">
            <PageHead
                title=texts.text(Key::GuestsTitle)
                count=Signal::derive(move || known.get().then(|| services.formats.number(i64::from(all.get()))))
                keep_focus=returning
                actions=move || edits.get().then(|| view! {
                    <a class="btn primary" href=address::NEW_GUEST><Glyph of=Icon::Plus />{texts.text(Key::GuestsNew)}</a>
                })
            />
            {views::tabs(screen)}
            <div class="filterbar" role="search" aria-label=texts.text(Key::GuestsTitle)>
                <SearchBox
                    label=texts.text(Key::GuestsSearch)
                    example=texts.text(Key::GuestsSearchExample)
                    value=Signal::derive(move || list.with(|list| list.search.clone()))
                    on_search=move |search| change(list.with_untracked(|list| List { search, ..list.clone() }))
                />
                {filters::filters(screen)}
                {views::changed(screen)}
                <div class="tools">
                    {sort::sort(screen)}
                    {columns::panel(screen)}
                    {print::button(screen, printed)}
                </div>
            </div>
            {problems}
            {grid}
            {move || empty().map(|empty| view! { <div class="gridempty">{empty}</div> })}
            <p class="gridfoot" data-answered=answered>
                <span>{found}</span>
                <span>{took}</span>
            </p>
            {print::table(screen, printed, shown)}
            {bulk::bar(screen, work, edits)}
        </main>
    }
}

fn new_guest() -> impl IntoView {
    let texts = services().texts;
    view! { <p class="acts"><a class="btn primary" href=address::NEW_GUEST>{texts.text(Key::GuestsNew)}</a></p> }
}

fn kept_place(list: &List) -> GridPlace {
    history::place(&list.path()).map_or_else(GridPlace::default, |place| GridPlace { scroll: place.scroll, active: place.row })
}

/// Calls `act` once after `pause` without a further call.
fn debounce(pause: Duration, act: impl Fn() + Send + Sync + Clone + 'static) -> impl Fn() + Send + Sync + 'static {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    on_cleanup(move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    });
    move || {
        let act = act.clone();
        let next = set_timeout_with_handle(act, pause).ok();
        if let Some(before) = timer.try_update_value(|timer| std::mem::replace(timer, next)).flatten() {
            before.clear();
        }
    }
}
