//! The virtual grid: any number of rows of one height, of which only those in sight are in the document.
//!
//! The list asks for a window of rows and shows what has come. A fixed set of row elements goes round: scrolling by a row
//! moves one element and writes its texts anew, so the document keeps its size. In one frame only so many elements go: a slow
//! tablet scrolls on and shows the rest a frame later. The focus stays on the grid itself and the active
//! row is pointed at (`aria-activedescendant`), because a row that had the focus could scroll out of the document.

use std::sync::Arc;

use innkeeper_view::window;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::{Glyph, Icon, unique};

mod cell;
mod row;

pub use cell::{Cell, Link, NOTHING, Piece, table_cell};
use row::{Row, row_id};

/// Row elements that go to another place in one frame at most: what a notch of a wheel brings, as each frame has a price of its own.
const MOST_PER_FRAME: usize = 8;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Small to large, A to Z.
    Ascending,
    /// Large to small, new to old.
    Descending,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in addresses and preferences.
    pub id: &'static str,
    /// Its head.
    pub label: String,
    /// Its width as a CSS grid track.
    pub width: &'static str,
    /// Class of its cells: `num` for figures.
    pub class: &'static str,
    /// Whether its head sorts.
    pub sorts: bool,
    /// Whether its cells name their rows.
    pub names: bool,
}

/// The rows that have come.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows<R> {
    /// Position of the first.
    pub start: usize,
    /// The rows from there on.
    pub rows: Vec<R>,
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self { start: 0, rows: Vec::new() }
    }
}

impl<R> Rows<R> {
    /// The row at a position, if it is among them.
    pub fn get(&self, position: usize) -> Option<&R> {
        self.rows.get(position.checked_sub(self.start)?)
    }
}

/// Where a person is in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridPlace {
    /// Pixels scrolled.
    pub scroll: i32,
    /// Position of the active row.
    pub active: Option<usize>,
}

/// A question about a row.
pub type OfRow<R, T> = Arc<dyn Fn(&R) -> T + Send + Sync>;

/// Boxes before the rows, by which several are chosen.
pub struct Ticks<R> {
    /// Whether a row is ticked.
    pub ticked: OfRow<R, bool>,
    /// Words of a row's box.
    pub label: OfRow<R, String>,
    /// Words of the box in the head.
    pub label_all: String,
    /// Every row, no row, or else some.
    pub all: Signal<Option<bool>>,
    /// A row was ticked or unticked; `true` for all from the last one to this.
    pub on_tick: Callback<(usize, bool)>,
    /// Every row was chosen, or none.
    pub on_all: Callback<bool>,
}

impl<R> Clone for Ticks<R> {
    fn clone(&self) -> Self {
        let Self { ticked, label, label_all, all, on_tick, on_all } = self;
        Self { ticked: ticked.clone(), label: label.clone(), label_all: label_all.clone(), all: *all, on_tick: *on_tick, on_all: *on_all }
    }
}

/// Width of the column of boxes.
const TICK_TRACK: &str = "var(--tick-track) ";

/// A list of any length.
#[component]
pub fn Grid<R, C>(
    /// What it lists.
    #[prop(into)]
    label: String,
    /// How many rows there are in all.
    #[prop(into)]
    total: Signal<usize>,
    /// The columns shown.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The column it is sorted by.
    #[prop(into)]
    sort: Signal<(&'static str, Direction)>,
    /// A head was pressed.
    #[prop(into)]
    on_sort: Callback<&'static str>,
    /// What the rows answer; when it changes, the list begins at its top.
    #[prop(into)]
    query: Signal<String>,
    /// The rows that have come.
    #[prop(into)]
    rows: Signal<Rows<R>>,
    /// Asks for rows: first position and number.
    #[prop(into)]
    on_window: Callback<(usize, usize)>,
    /// A row was chosen.
    #[prop(into)]
    on_open: Callback<R>,
    /// Where to begin, and where the person is.
    place: StoredValue<GridPlace>,
    /// Takes the focus at once: the person has come back to it.
    #[prop(optional)]
    focused: bool,
    /// Boxes to choose several rows by.
    #[prop(optional_no_strip)]
    ticks: Option<Ticks<R>>,
    /// What stands in a cell.
    cell: C,
) -> impl IntoView
where
    R: Clone + PartialEq + Send + Sync + 'static,
    C: Fn(&R, &'static str) -> Cell + Copy + Send + Sync + 'static,
{
    let id = unique("grid");
    let with_ticks = ticks.is_some();
    let ticks = StoredValue::new(ticks);
    let tick =
        move |position: usize, range: bool| ticks.with_value(|ticks| ticks.as_ref().map(|ticks| ticks.on_tick.run((position, range))));
    let tick_all = move |all: bool| ticks.with_value(|ticks| ticks.as_ref().map(|ticks| ticks.on_all.run(all)));
    let wrap = NodeRef::<html::Div>::new();
    let grid = NodeRef::<html::Div>::new();
    let probe = NodeRef::<html::Div>::new();
    let first_place = place.get_value();
    let scroll = RwSignal::new(first_place.scroll);
    let active = RwSignal::new(first_place.active);
    let height = RwSignal::new(0);
    let row_height = RwSignal::new(40);
    let shown = Memo::new(move |_| window::slots(scroll.get(), height.get(), row_height.get(), total.get()));

    let measure = move || {
        if let (Some(wrap), Some(probe)) = (wrap.get_untracked(), probe.get_untracked()) {
            height.set(wrap.client_height());
            row_height.set(probe.offset_height().max(1));
        }
    };
    observe_size(wrap, measure);

    // The body has its height only once the total is known; then the person is where they were.
    let restored = StoredValue::new(first_place.scroll == 0);
    Effect::new(move || {
        if total.get() == 0 || restored.get_value() {
            return;
        }
        restored.set_value(true);
        request_animation_frame(move || {
            if let Some(wrap) = wrap.get_untracked() {
                measure();
                wrap.set_scroll_top(first_place.scroll);
            }
        });
    });
    Effect::new(move |before: Option<String>| {
        let query = query.get();
        if before.is_some_and(|before| before != query) {
            active.set(None);
            place.set_value(GridPlace::default());
            if let Some(wrap) = wrap.get_untracked() {
                wrap.set_scroll_top(0);
            }
        }
        query
    });
    Effect::new(move |before: Option<(usize, usize)>| {
        let (start, count) = shown.get();
        let window = window::around(start, count, total.get());
        if before != Some(window) && window.1 > 0 {
            on_window.run(window);
        }
        window
    });
    if focused {
        Effect::new(move || {
            if let Some(grid) = grid.get() {
                request_animation_frame(move || {
                    let _focusable = grid.focus();
                });
            }
        });
    }

    let scrolled = move |_| {
        if let Some(wrap) = wrap.get_untracked() {
            let now = wrap.scroll_top();
            scroll.set(now);
            place.update_value(|place| place.scroll = now);
        }
    };
    let activate = move |position: usize| {
        active.set(Some(position));
        place.update_value(|place| place.active = Some(position));
    };
    let reveal = move |position: usize| {
        let Some(wrap) = wrap.get_untracked() else { return };
        let row = row_height.get_untracked();
        let top = i32::try_from(position).unwrap_or(i32::MAX / row).saturating_mul(row);
        let head = grid.get_untracked().and_then(|grid| grid.first_element_child()).map_or(0, |head| head.client_height());
        let (from, sight) = (wrap.scroll_top(), height.get_untracked() - head);
        if top < from {
            wrap.set_scroll_top(top);
        } else if top + row > from + sight {
            wrap.set_scroll_top(top + row - sight);
        }
    };
    let open = move |position: usize| {
        if let Some(row) = rows.with_untracked(|rows| rows.get(position).cloned()) {
            activate(position);
            on_open.run(row);
        }
    };
    let key = move |event: KeyboardEvent| {
        // Keys of an input method, and keys that press a head, are not ours; a box that was clicked leaves the keys to the list.
        let on_grid = event.target() == event.current_target();
        let total = total.get_untracked();
        if event.is_composing() || !(on_grid || in_tick(event.target())) || total == 0 || event.alt_key() {
            return;
        }
        if with_ticks && (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("a") {
            event.prevent_default();
            tick_all(true);
            return;
        }
        if event.meta_key() {
            return;
        }
        let page = usize::try_from(height.get_untracked() / row_height.get_untracked()).unwrap_or(1).saturating_sub(2).max(1);
        let last = total - 1;
        let here = active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => here.map_or(0, |here| here + 1),
            "ArrowUp" => here.map_or(0, |here| here.saturating_sub(1)),
            "PageDown" => here.map_or(page, |here| here + page),
            "PageUp" => here.map_or(0, |here| here.saturating_sub(page)),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                if let Some(here) = here {
                    event.prevent_default();
                    open(here);
                }
                return;
            }
            // A box that has the focus is ticked by the browser.
            " " if with_ticks && on_grid => {
                event.prevent_default();
                if let Some(here) = here {
                    tick(here, event.shift_key());
                }
                return;
            }
            "Escape" if with_ticks => {
                tick_all(false);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let next = next.min(last);
        activate(next);
        reveal(next);
        if with_ticks && event.shift_key() {
            tick(next, true);
        }
    };
    let focus = move |_| {
        if active.get_untracked().is_none() && total.get_untracked() > 0 {
            activate(shown.get_untracked().0.max(scroll_position(scroll.get_untracked(), row_height.get_untracked())));
        }
    };

    // Which position each row element shows.
    let places = RwSignal::new(Vec::<Option<usize>>::new());
    let settle = move || {
        let sight = {
            let (row, top) = (row_height.get_untracked(), scroll.get_untracked());
            scroll_position(top, row)..scroll_position(top + height.get_untracked(), row) + 1
        };
        let mut now = places.get_untracked();
        let left = rows.with_untracked(|rows| {
            let has = |at| rows.get(at).is_some();
            window::settle(&mut now, shown.get_untracked(), total.get_untracked(), sight, has, MOST_PER_FRAME)
        });
        if places.with_untracked(|places| *places != now) {
            places.set(now);
        }
        left
    };
    let frames = Frames::new(settle);
    Effect::new(move || {
        shown.track();
        total.track();
        rows.track();
        // The first rows wait for no frame.
        if places.with_untracked(Vec::is_empty) {
            settle();
        } else {
            frames.ask();
        }
    });

    let grid_id = id.clone();
    let descendant = move || {
        let active = active.get()?;
        places.with(|places| places.contains(&Some(active))).then(|| row_id(&grid_id, active))
    };
    let slot = move |slot: usize| {
        let at = Memo::new(move |_| places.with(|places| places.get(slot).copied().flatten()).filter(|at| *at < total.get()));
        // What it shows, where. A row that is asked for anew stays until it comes.
        let row = Memo::new(move |kept: Option<&Option<(usize, R)>>| {
            let at = at.get()?;
            let come = rows.with(|rows| rows.get(at).cloned()).map(|row| (at, row));
            come.or_else(|| kept?.clone().filter(|(kept, _)| *kept == at))
        });
        let of_row = move |ask: fn(&Ticks<R>, &R) -> bool| {
            row.with(|row| {
                row.as_ref().is_some_and(|(_, row)| ticks.with_value(|ticks| ticks.as_ref().is_some_and(|ticks| ask(ticks, row))))
            })
        };
        let ticked = Memo::new(move |_| of_row(|ticks, row| (ticks.ticked)(row)));
        let is_active = Memo::new(move |_| at.get().is_some() && at.get() == active.get());
        let hidden = Memo::new(move |_| row.with(Option::is_none));
        let box_label = move || ticks.with_value(|ticks| row.with(|row| Some((ticks.as_ref()?.label)(&row.as_ref()?.1))));
        let box_cell = with_ticks.then(|| {
            view! {
                <div role="gridcell" class="sel">
                    <input type="checkbox" tabindex="-1" aria-label=box_label prop:checked=move || ticked.get() />
                </div>
            }
        });
        let click = move |event: MouseEvent| {
            let on_link = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let on_link = on_link.and_then(|element| element.closest("a").ok().flatten()).is_some();
            let Some(at) = at.get_untracked() else { return };
            let several = !on_link && (event.shift_key() || event.ctrl_key() || event.meta_key());
            if with_ticks && (several || in_tick(event.target())) {
                activate(at);
                tick(at, event.shift_key());
                show_tick(&event, ticked);
                return;
            }
            // A link opens itself, also in a new tab; the place is kept either way.
            if on_link { activate(at) } else { open(at) }
        };
        let element = NodeRef::<html::Div>::new();
        let id = id.clone();
        Effect::new(move |shown: Option<Option<Row>>| {
            let mut shown = shown.flatten().or_else(|| element.get().map(|element| Row::of((*element).clone())))?;
            row.with(|row| {
                if let Some((at, row)) = row {
                    shown.place(&id, *at, row_height.get());
                    columns.with(|columns| shown.fill(columns, |column| cell(row, column)));
                }
            });
            Some(shown)
        });
        view! {
            <div
                role="row"
                class="g-row"
                node_ref=element
                hidden=move || hidden.get()
                aria-selected=move || with_ticks.then(|| if ticked.get() { "true" } else { "false" })
                data-active=move || is_active.get().then_some("")
                on:click=click
                on:mousedown=unmarked
            >
                {box_cell}
            </div>
        }
    };
    let heads = move || columns.with(|columns| columns.iter().map(|column| head_cell(column, sort, on_sort)).collect_view());
    let head_box = ticks.with_value(|ticks| {
        ticks.as_ref().map(|Ticks { all, on_all, label_all, .. }| {
            let (all, on_all) = (*all, *on_all);
            view! {
                <div role="columnheader" class="sel">
                    // All of the cell is pressed, as in the rows.
                    <label>
                        <input
                            type="checkbox"
                            aria-label=label_all.clone()
                            prop:checked=move || all.get() == Some(true)
                            prop:indeterminate=move || all.get().is_none()
                            on:change=move |_| on_all.run(all.get_untracked() == Some(false))
                        />
                    </label>
                </div>
            }
        })
    });
    let extra = usize::from(with_ticks);
    let body_height = move || {
        let rows = i64::try_from(total.get()).unwrap_or(i64::MAX);
        format!("{}px", rows.saturating_mul(i64::from(row_height.get())))
    };

    view! {
        <div class="gridwrap" node_ref=wrap on:scroll=scrolled>
            <div
                class="grid"
                node_ref=grid
                role="grid"
                tabindex="0"
                aria-label=label
                aria-rowcount=move || (total.get() + 1).to_string()
                aria-colcount=move || (columns.with(Vec::len) + extra).to_string()
                aria-multiselectable=with_ticks.then_some("true")
                aria-activedescendant=descendant
                style=("--columns", move || columns.with(|columns| tracks(columns, with_ticks)))
                style=("--row-px", move || format!("{}px", row_height.get()))
                on:keydown=key
                on:focus=focus
            >
                <div role="row" class="g-head" aria-rowindex="1">{head_box} {heads}</div>
                <div role="rowgroup" class="g-body" style:block-size=body_height>
                    <For each=move || 0..shown.get().1 key=|slot| *slot children=slot />
                </div>
                <div class="g-probe" node_ref=probe aria-hidden="true"></div>
            </div>
        </div>
    }
}

fn scroll_position(scroll: i32, row: i32) -> usize {
    usize::try_from(scroll / row.max(1)).unwrap_or(0)
}

fn tracks(columns: &[Column], with_ticks: bool) -> String {
    let tracks = columns.iter().map(|column| column.width).collect::<Vec<_>>().join(" ");
    format!("{}{tracks}", if with_ticks { TICK_TRACK } else { "" })
}

/// Whether something happened in the cell of a box.
fn in_tick(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.and_then(|element| element.closest(".g-row > .sel").ok().flatten()).is_some()
}

/// Shows in a box what holds. The browser has ticked the box that was pressed by itself, also where the row keeps its state.
fn show_tick(event: &MouseEvent, ticked: Memo<bool>) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        request_animation_frame(move || {
            if let Some(ticked) = ticked.try_get_untracked() {
                input.set_checked(ticked);
            }
        });
    }
}

/// Pressing with Shift chooses rows, it does not mark their text.
fn unmarked(event: MouseEvent) {
    if event.shift_key() {
        event.prevent_default();
    }
}

fn head_cell(column: &Column, sort: Signal<(&'static str, Direction)>, on_sort: Callback<&'static str>) -> impl IntoView + use<> {
    let id = column.id;
    let direction = move || Some(sort.get()).filter(|(by, _)| *by == id).map(|(_, direction)| direction);
    let sorted = move || {
        direction().map(|direction| match direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let arrow = move || {
        direction().map(|direction| {
            let icon = if direction == Direction::Ascending { Icon::ArrowUp } else { Icon::ArrowDown };
            view! { <Glyph of=icon /> }
        })
    };
    let label = column.label.clone();
    let inside = if column.sorts {
        view! {
            <button type="button" class="g-sort" data-on=move || sorted().map(|_| "") on:click=move |_| on_sort.run(id)>
                {label}
                {arrow}
            </button>
        }
        .into_any()
    } else {
        label.into_any()
    };
    view! {
        <div role="columnheader" class=column.class aria-sort=sorted>
            {inside}
        </div>
    }
}

/// Work that goes on frame by frame while there is some.
struct Frames<W> {
    work: W,
    asked: StoredValue<bool>,
}

impl<W: Copy> Clone for Frames<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Copy> Copy for Frames<W> {}

impl<W: Fn() -> bool + Copy + 'static> Frames<W> {
    /// `work` does a frame's part and says whether some is left.
    fn new(work: W) -> Self {
        Self { work, asked: StoredValue::new(false) }
    }

    /// Asks for the next frame.
    fn ask(self) {
        // Asked for already, or the list has gone.
        if self.asked.try_get_value() != Some(false) {
            return;
        }
        self.asked.set_value(true);
        request_animation_frame(move || {
            if self.asked.try_set_value(false).is_none() && (self.work)() {
                self.ask();
            }
        });
    }
}

/// Calls `measure` when the element is there and whenever its size changes.
fn observe_size(element: NodeRef<html::Div>, measure: impl Fn() + Copy + 'static) {
    let held = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move || {
        let Some(element) = element.get() else { return };
        measure();
        let changed = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            held.set_value(Some((observer, changed)));
        }
    });
    on_cleanup(move || {
        held.try_update_value(|held| {
            if let Some((observer, _)) = held.take() {
                observer.disconnect();
            }
        });
    });
}
