//! Dragging a part of the rule by its handle: at once with a mouse, after a long press with a finger. A mark shows where it would go; Esc leaves all
//! as it was. Everything that dragging does, the menu behind the handle does too.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use innkeeper_view::rule::edit::{self, Path};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AddEventListenerOptions, Element, EventTarget};

use super::editor::{Editor, id_of};

/// A mouse that has moved this far drags; what moves less is a press. CSS pixels.
const FAR: i32 = 6;
/// A finger that rests this long drags.
const LONG: Duration = Duration::from_millis(350);
/// So near the edge of the window the page scrolls along.
const EDGE: i32 = 56;
/// By so much with each move.
const ALONG: i32 = 12;
/// What is said of an element while a part is dragged over it, or away from it.
const MARK: &str = "data-drop";

/// Where a part would go: into this group, before this one of its parts.
type Goal = (Path, u32);

/// A press on a handle, and the drag it becomes.
struct Drag {
    editor: Editor,
    from: Path,
    pointer: i32,
    start: (i32, i32),
    going: bool,
    goal: Option<Goal>,
    timer: Option<TimeoutHandle>,
    ears: Vec<Ear>,
}

type Shared = Rc<RefCell<Option<Drag>>>;

/// A listener for as long as a press lasts.
struct Ear {
    name: &'static str,
    hear: Closure<dyn FnMut(web_sys::Event)>,
}

impl Ear {
    /// On the window, before anybody else, and able to keep the page from scrolling.
    fn new(name: &'static str, hear: impl FnMut(web_sys::Event) + 'static) -> Self {
        let hear = Closure::new(hear);
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(false);
        let target: &EventTarget = &window();
        // Fails for no listener that is a function.
        let _added = target.add_event_listener_with_callback_and_add_event_listener_options(name, Self::function(&hear), &options);
        Self { name, hear }
    }

    fn function(hear: &Closure<dyn FnMut(web_sys::Event)>) -> &js_sys::Function {
        let hear: &JsValue = hear.as_ref();
        hear.unchecked_ref()
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let target: &EventTarget = &window();
        let _removed = target.remove_event_listener_with_callback_and_bool(self.name, Self::function(&self.hear), true);
    }
}

/// A press on the handle of a part.
pub fn press(editor: Editor, from: Path, event: &PointerEvent) {
    let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    // What is in the menu behind the handle is pressed, not dragged.
    let in_menu = on.is_some_and(|on| on.closest(".panel").ok().flatten().is_some());
    if event.button() != 0 || !event.is_primary() || in_menu {
        return;
    }
    let is_mouse = event.pointer_type() == "mouse";
    let drag: Shared = Rc::default();
    let ears = ears(&drag, is_mouse);
    let timer = (!is_mouse).then(|| {
        let drag = drag.clone();
        set_timeout_with_handle(move || begin(&drag), LONG).ok()
    });
    *drag.borrow_mut() = Some(Drag {
        editor,
        from,
        pointer: event.pointer_id(),
        start: (event.client_x(), event.client_y()),
        going: false,
        goal: None,
        timer: timer.flatten(),
        ears,
    });
}

fn ears(drag: &Shared, is_mouse: bool) -> Vec<Ear> {
    let with = |drag: &Shared, hear: fn(&Shared, &PointerEvent, bool)| {
        let drag = drag.clone();
        move |event: web_sys::Event| {
            let event: PointerEvent = event.unchecked_into();
            let ours = drag.borrow().as_ref().is_some_and(|drag| drag.pointer == event.pointer_id());
            if ours {
                hear(&drag, &event, is_mouse);
            }
        }
    };
    let held = drag.clone();
    let key = move |event: web_sys::Event| {
        let going = held.borrow().as_ref().is_some_and(|drag| drag.going);
        if going && event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            event.stop_propagation();
            event.prevent_default();
            end(&held, false);
        }
    };
    let held = drag.clone();
    // A finger that drags must not scroll the page.
    let touch = move |event: web_sys::Event| {
        if held.borrow().as_ref().is_some_and(|drag| drag.going) {
            event.prevent_default();
        }
    };
    let held = drag.clone();
    // A long press would open the browser's own menu.
    let menu = move |event: web_sys::Event| {
        if held.borrow().is_some() {
            event.prevent_default();
        }
    };
    vec![
        Ear::new("pointermove", with(drag, moved)),
        Ear::new("pointerup", with(drag, |drag, _, _| end(drag, true))),
        Ear::new("pointercancel", with(drag, |drag, _, _| end(drag, false))),
        Ear::new("keydown", key),
        Ear::new("touchmove", touch),
        Ear::new("contextmenu", menu),
    ]
}

fn moved(shared: &Shared, event: &PointerEvent, is_mouse: bool) {
    let (x, y) = (event.client_x(), event.client_y());
    let (going, far) = shared.borrow().as_ref().map_or((false, false), |drag| {
        let (from_x, from_y) = drag.start;
        (drag.going, (x - from_x).abs().max((y - from_y).abs()) > FAR)
    });
    match (going, is_mouse) {
        (false, true) if far => begin(shared),
        // The finger scrolls.
        (false, false) if far => return end(shared, false),
        (false, _) => return,
        (true, _) => {}
    }
    event.prevent_default();
    scroll_along(y);
    let goal = shared.borrow().as_ref().and_then(|drag| goal(drag, x, y));
    clear_marks();
    if let Some((id, side, _)) = &goal
        && let Some(element) = document().get_element_by_id(id)
    {
        let _valid = element.set_attribute(MARK, side);
    }
    if let Some(drag) = shared.borrow_mut().as_mut() {
        drag.goal = goal.map(|(_, _, goal)| goal);
        mark_dragged(&drag.from, true);
    }
}

fn begin(shared: &Shared) {
    if let Some(drag) = shared.borrow_mut().as_mut() {
        drag.going = true;
        mark_dragged(&drag.from, true);
    }
}

fn end(shared: &Shared, let_go: bool) {
    let Some(drag) = shared.borrow_mut().take() else { return };
    let Drag { editor, from, going, goal, timer, ears, .. } = drag;
    if let Some(timer) = timer {
        timer.clear();
    }
    clear_marks();
    mark_dragged(&from, false);
    // A listener must not be dropped while it is heard.
    request_animation_frame(move || drop(ears));
    if going {
        swallow_click();
    }
    if let Some((group, at)) = goal.filter(|_| going && let_go) {
        editor.step(|rule| edit::put(rule, &from, &group, at).map(|place| format!("{}-menu", id_of(&place))));
    }
}

/// What ends a drag is no press of the button it began on.
fn swallow_click() {
    let click = Ear::new("click", |event: web_sys::Event| {
        event.stop_propagation();
        event.prevent_default();
    });
    set_timeout(move || drop(click), Duration::ZERO);
}

/// The element at a place, how it is marked, and where the part would go there; none where it cannot.
fn goal(drag: &Drag, x: i32, y: i32) -> Option<(String, &'static str, Goal)> {
    let under = document().element_from_point(x as f32, y as f32)?;
    // What is added to a group stands at its end, and so do its empty places.
    let (id, side, goal) = match under.closest("[data-end]").ok().flatten() {
        Some(end) => {
            let group = path_of(&end.get_attribute("data-end")?)?;
            let count = drag.editor.edited.with_untracked(|edited| edited.now().group_at(&group).map(|group| group.rules.len()))?;
            (end.id(), "into", (group, u32::try_from(count).ok()?))
        }
        None => {
            let part = under.closest("li[id^='part-']").ok().flatten()?;
            let path = path_of(&part.id())?;
            let (at, group) = path.split_last()?;
            let (side, at) = if y < middle(&part) { ("before", *at) } else { ("after", *at + 1) };
            (part.id(), side, (group.to_vec(), at))
        }
    };
    // Tried on a copy: what cannot go there has no mark.
    let mut copy = drag.editor.edited.with_untracked(|edited| edited.now().clone());
    edit::put(&mut copy, &drag.from, &goal.0, goal.1)?;
    Some((id, side, goal))
}

fn middle(element: &Element) -> i32 {
    let place = element.get_bounding_client_rect();
    i32::midpoint(place.top() as i32, place.bottom() as i32)
}

/// The path in an id of [`id_of`].
fn path_of(id: &str) -> Option<Path> {
    let mut steps = id.split('-');
    (steps.next() == Some("part")).then(|| steps.map(|step| step.parse().ok()).collect::<Option<Path>>()).flatten()
}

fn clear_marks() {
    while let Ok(Some(marked)) = document().query_selector(&format!("[{MARK}]")) {
        let _valid = marked.remove_attribute(MARK);
    }
}

fn mark_dragged(from: &[u32], is_dragged: bool) {
    if let Some(element) = document().get_element_by_id(&id_of(from)) {
        let _valid = if is_dragged { element.set_attribute(MARK, "from") } else { element.remove_attribute(MARK) };
    }
}

fn scroll_along(y: i32) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).map_or(i32::MAX, |height| height as i32);
    let by = if y < EDGE {
        -ALONG
    } else if y > height - EDGE {
        ALONG
    } else {
        return;
    };
    window().scroll_by_with_x_and_y(0.0, f64::from(by));
}
