//! All leads, newest first: search as you type; pressing one opens it for correction.

use innkeeper_engine::protocol::{LeadRow, LeadsQuery, LeadsView, PersonView, Query, View};
use innkeeper_texts::Key;
use innkeeper_view::address;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::asked::Asked;
use crate::frame::{PageHead, new_lead};
use crate::platform::page;
use crate::services::{Services, services};
use crate::ui::{Button, Column, Direction, Empty, Glyph, Grid, GridPlace, Icon, IconButton, Rows, SearchBox, Weight};

pub mod row;

/// Rows asked for before the size of the list on the screen is known.
const FIRST_WINDOW: (usize, usize) = (0, 96);

/// The columns: name, label, track, class, and the width of the page (in units of 16 pixels) from which on it is shown.
const COLUMNS: [(&str, Key, &str, &str, i32); 8] = [
    ("name", Key::CaptureName, "minmax(10rem, 2fr)", "name", 0),
    ("contact", Key::LeadsContact, "minmax(9rem, 2fr)", "soft", 40),
    ("company", Key::FieldLeadCompanyName, "minmax(8rem, 1.5fr)", "soft", 60),
    ("place", Key::CaptureFair, "minmax(8rem, 1.5fr)", "soft", 76),
    ("at", Key::LeadsWhen, "8.75rem", "", 30),
    ("by", Key::FieldLeadCapturedBy, "8rem", "soft", 88),
    ("reply", Key::LeadsReply, "12rem", "", 0),
    ("state", Key::LeadsState, "7.5rem", "", 50),
];

fn question(search: &str, (offset, limit): (usize, usize)) -> Query {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Query::Leads(LeadsQuery { search: search.to_owned(), offset: number(offset), limit: number(limit) })
}

/// The page.
#[component]
pub fn Leads() -> impl IntoView {
    let services = services();
    let texts = services.texts;
    let search = RwSignal::new(String::new());
    let window = RwSignal::new(FIRST_WINDOW);
    let watched = services.engine.watch(question("", FIRST_WINDOW), |view| match view {
        View::Leads(view) => Some(view),
        _ => None,
    });
    Effect::new(move |asked: Option<Query>| {
        let wanted = search.with(|search| question(search, window.get()));
        if asked.as_ref().is_some_and(|asked| *asked != wanted) {
            watched.ask(wanted.clone());
        }
        wanted
    });
    let total = Memo::new(move |_| watched.view.with(|view| view.as_ref().map(|view| view.total)));
    let rows = Memo::new(move |_| {
        let rows = |view: &LeadsView| Rows { start: view.query.offset as usize, rows: view.rows.clone() };
        watched.view.with(|view| view.as_ref().map_or_else(Rows::default, rows))
    });
    let may = move |what: fn(&PersonView) -> bool| {
        Memo::new(move |_| services.status.with(|status| status.as_ref().and_then(|status| status.person.as_ref()).is_some_and(what)))
    };
    let (edits, sees) = (may(|person| person.edits_leads), may(|person| person.sees_guests || person.edits_leads));
    let width = page::width();
    let columns = Memo::new(move |_| {
        let width = width.get();
        let shown = COLUMNS.iter().filter(|(_, _, _, _, from)| width >= *from);
        shown
            .map(|(id, label, track, class, _)| Column {
                id,
                label: texts.text(*label),
                width: track,
                class,
                sorts: false,
                names: *id == "name",
            })
            .collect::<Vec<_>>()
    });
    let go = use_navigate();
    let open = StoredValue::new(move |row: LeadRow| go(&address::lead(row.root), NavigateOptions::default()));
    let place = StoredValue::new(GridPlace::default());
    let change = move |words: String| {
        window.set(FIRST_WINDOW);
        search.set(words);
    };
    let nobody = Memo::new(move |_| total.get() == Some(0));
    let list = move || {
        if !nobody.get() {
            return view! {
                <Grid
                    label=texts.text(Key::LeadsTitle)
                    total=Signal::derive(move || total.get().unwrap_or(0) as usize)
                    columns=columns
                    sort=Signal::stored(("at", Direction::Descending))
                    on_sort=|_| ()
                    query=search
                    rows=rows
                    on_window=move |asked| window.set(asked)
                    on_open=move |row| open.with_value(|open| open(row))
                    place=place
                    cell=move |row: &LeadRow, column| row::cell(services, row, column)
                />
            }
            .into_any();
        }
        let words = search.get();
        let empty = if !words.is_empty() {
            view! {
                <Empty icon=Icon::Search title=texts.with(Key::LeadsNoMatch, &[("search", words.into())])>
                    <p>{texts.text(Key::LeadsNoMatchText)}</p>
                    <p class="acts"><Button on_press=move |()| change(String::new())>{texts.text(Key::LeadsClearSearch)}</Button></p>
                </Empty>
            }
            .into_any()
        } else if sees.get() {
            view! {
                <Empty icon=Icon::UserPlus title=texts.text(Key::LeadsEmptyTitle)>
                    <p>{texts.text(Key::LeadsEmptyText)}</p>
                    {edits.get().then(|| view! { <p class="acts">{new_lead()}</p> })}
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon=Icon::Lock title=texts.text(Key::LeadsRefusedTitle)>
                    <p>{texts.text(Key::LeadsRefusedText)}</p>
                </Empty>
            }
            .into_any()
        };
        view! { <div class="gridempty">{empty}</div> }.into_any()
    };
    let found = move || texts.with(Key::LeadsMatch, &[("count", total.get().unwrap_or(0).into())]);
    view! {
        <main class="page leads guests" id="main" tabindex="-1">
            <PageHead
                title=texts.text(Key::LeadsTitle)
                count=Signal::derive(move || {
                    total.get().filter(|_| search.with(String::is_empty)).map(|total| services.formats.number(i64::from(total)))
                })
                actions=move || view! {
                    <span class="wide-only">
                        <IconButton icon=Icon::Printer label=texts.text(Key::LeadsPrint) weight=Weight::Quiet on_press=|()| page::print() />
                    </span>
                    {edits.get().then(new_lead)}
                }
            />
            <div class="filterbar" role="search" aria-label=texts.text(Key::LeadsTitle)>
                <SearchBox
                    label=texts.text(Key::LeadsSearch)
                    example=texts.text(Key::LeadsSearchExample)
                    value=search
                    on_search=change
                />
                {move || edits.get().then(|| waiting(services))}
            </div>
            {list}
            <p class="gridfoot"><span role="status">{found}</span></p>
        </main>
    }
}

/// The way to the enquiries that wait, when the server says that there are any.
fn waiting(services: Services) -> AnyView {
    let asked = Asked::new("/api/enquiries/count".to_owned());
    let link = move || {
        let count = asked.with(|answer| answer.number("count").unwrap_or_default()).filter(|count| *count > 0)?;
        let words = services.texts.with(Key::WaitingLink, &[("count", count.into())]);
        Some(view! { <a class="btn" href=address::WAITING><Glyph of=Icon::Inbox />{words}</a> })
    };
    link.into_any()
}
