//! Putting the form in the place of the plain one so that nothing moves that the visitor sees.

use crate::dom::{El, Page};

/// Pixels from which on a shift is one (Layout Instability API).
const SEEN: i32 = 3;

/// Lower than this the plain form is not there, or the page hides it.
const HIDDEN: i32 = 40;

/// Shows `form` in the root if nothing moves; else `false`, and the plain form is shown as before.
///
/// A form that is lower is made as high as the plain one; one that is higher is set tighter; and where the element is not in view, it may be as
/// high as it wants.
pub fn replace(page: &Page, host: &El, root: &El, form: &El, at_any_price: bool) -> bool {
    // What the element stands in tells what what follows it has its place by.
    let around = || host.parent().map_or(0, |parent| page.height(&parent));
    // In a frame it is as high as what the frame takes the place of.
    let reserved = page.number(host, "reserve") as i32;
    // Where there is no plain form to be seen, or the page around the frame decides, it takes what it needs.
    let free = at_any_price || reserved > 0 || page.height(host) < HIDDEN;
    let before = if reserved > 0 { reserved } else { around() };
    root.replace_children(form);
    if around() - before >= SEEN {
        form.set_class("ik tight");
    }
    let more = around() - before;
    if more < 0 {
        page.reserve(form, page.height(form) - more);
    }
    if more < SEEN || free || !page.seen(host) {
        return true;
    }
    root.replace_children(&page.make("slot", ""));
    false
}
