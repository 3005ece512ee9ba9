//! Which rows of a long list are in sight, which elements show them, and which rows to ask for.

use std::ops::Range;

/// Rows kept ready above and below what is in sight.
pub const OVERSCAN: usize = 6;
/// Rows in sight at most: more fit on no screen at a readable size.
pub const MOST_ROWS: usize = 60;
/// Windows are asked for in steps of so many rows, and one step beyond what is needed: rows that come before they are in sight
/// are drawn once, those that come after it twice.
const STEP: usize = 32;

/// The elements that go round: the first position shown, and how many elements there are. Their number depends on the
/// height of the list on the screen, never on its length. All lengths in pixels.
pub fn slots(scroll: i32, height: i32, row: i32, total: usize) -> (usize, usize) {
    let row = row.max(1);
    let in_sight = usize::try_from(height / row + 2).unwrap_or(0).min(MOST_ROWS);
    let count = in_sight + 2 * OVERSCAN;
    let top = usize::try_from(scroll / row).unwrap_or(0).saturating_sub(OVERSCAN);
    (top.min(total.saturating_sub(count)), count)
}

/// The position an element shows now. An element keeps the remainder of its position by the number of elements, so that
/// scrolling by a row changes one of them.
pub fn position(slot: usize, start: usize, count: usize) -> usize {
    start + (slot + count - start % count) % count
}

/// Lets elements go where they are wanted, those in sight first, and at most `most` of those that show something already; true if
/// some have yet to go.
///
/// `places` holds the position each element shows, none for one that shows nothing. An element whose row has not come, by `has`,
/// stays where it was, out of sight: it is filled once, when there is something to fill it with.
pub fn settle(
    places: &mut Vec<Option<usize>>,
    (start, count): (usize, usize),
    total: usize,
    sight: Range<usize>,
    has: impl Fn(usize) -> bool,
    most: usize,
) -> bool {
    if places.len() != count {
        // Each element has another remainder now.
        *places = vec![None; count];
    }
    let end = start + count;
    let (first, last) = (sight.start.clamp(start, end), sight.end.clamp(start, end));
    let mut gone = 0;
    for wanted in (first..last).chain(last..end).chain((start..first).rev()) {
        let place = &mut places[wanted % count];
        if wanted >= total || place.is_some_and(|at| at >= total) {
            *place = None;
        }
        if wanted >= total || *place == Some(wanted) || !has(wanted) {
            continue;
        }
        if place.is_some() {
            if gone == most {
                return true;
            }
            gone += 1;
        }
        *place = Some(wanted);
    }
    false
}

/// The window to ask for, first row and number, in whole steps around what is shown.
pub fn around(start: usize, count: usize, total: usize) -> (usize, usize) {
    let from = start.saturating_sub(STEP) / STEP * STEP;
    let to = ((start + count + STEP).div_ceil(STEP) * STEP).min(total.max(from));
    (from, to - from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_position_in_sight_has_one_element() {
        for start in [0, 1, 7, 99, 102_000] {
            let count = 47;
            let mut positions: Vec<_> = (0..count).map(|slot| position(slot, start, count)).collect();
            positions.sort_unstable();
            assert_eq!(positions, (start..start + count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn scrolling_by_a_row_changes_one_element() {
        let count = 47;
        let changed = (0..count).filter(|slot| position(*slot, 500, count) != position(*slot, 501, count)).count();
        assert_eq!(changed, 1);
    }

    #[test]
    fn the_number_of_elements_depends_on_the_screen_alone() {
        let (_, few) = slots(0, 800, 40, 50);
        let (_, many) = slots(1_000_000, 800, 40, 100_000);
        assert_eq!(few, many);
    }

    #[test]
    fn no_screen_is_so_high_that_the_document_grows_beyond_its_bound() {
        assert_eq!(slots(0, 100_000, 40, 100_000).1, MOST_ROWS + 2 * OVERSCAN);
    }

    #[test]
    fn the_last_rows_are_reached_and_nothing_beyond_them() {
        let (start, count) = slots(40 * 1_000, 800, 40, 1_000);
        assert_eq!(start + count, 1_000);
    }

    #[test]
    fn elements_in_sight_go_first_and_no_more_of_them_than_may() {
        let mut places: Vec<_> = (0..20).map(Some).collect();
        assert!(settle(&mut places, (100, 20), 1_000, 106..114, |_| true, 8));
        let mut gone: Vec<_> = places.iter().flatten().copied().filter(|at| *at >= 100).collect();
        gone.sort_unstable();
        assert_eq!(gone, (106..114).collect::<Vec<_>>());
    }

    #[test]
    fn elements_end_where_they_are_wanted_however_few_may_go_at_once() {
        let mut places: Vec<_> = (0..20).map(Some).collect();
        while settle(&mut places, (107, 20), 1_000, 113..121, |_| true, 3) {}
        assert_eq!(places, (0..20).map(|slot| Some(position(slot, 107, 20))).collect::<Vec<_>>());
    }

    #[test]
    fn an_element_whose_row_has_not_come_stays_where_it_was() {
        let mut places: Vec<_> = (0..20).map(Some).collect();
        assert!(!settle(&mut places, (20, 20), 1_000, 26..34, |at| at < 30, 100));
        assert_eq!(places, (20..30).chain(10..20).map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_shown_beyond_the_end_of_a_list_that_became_shorter() {
        let mut places: Vec<_> = (0..20).map(Some).collect();
        settle(&mut places, (0, 20), 7, 0..8, |_| true, 100);
        assert_eq!(places.iter().flatten().copied().collect::<Vec<_>>(), (0..7).collect::<Vec<_>>());
    }

    #[test]
    fn a_screen_of_another_height_is_filled_at_once() {
        let mut places: Vec<_> = (0..20).map(Some).collect();
        assert!(!settle(&mut places, (40, 30), 1_000, 46..64, |_| true, 3));
        assert!((40..70).all(|at| places[at % 30] == Some(at)));
    }

    #[test]
    fn what_is_asked_for_covers_what_is_shown() {
        for start in 0..960 {
            let (from, length) = around(start, 40, 1_000);
            assert!(from <= start && from + length >= start + 40, "{start}");
        }
    }

    #[test]
    fn nothing_beyond_the_list_is_asked_for() {
        let (from, length) = around(980, 47, 1_000);
        assert_eq!(from + length, 1_000);
        assert_eq!(around(0, 47, 0), (0, 0));
    }

    #[test]
    fn what_is_asked_for_fits_into_an_answer() {
        let (_, length) = around(500, MOST_ROWS + 2 * OVERSCAN, 100_000);
        assert!(length <= 200, "{length}");
    }
}
