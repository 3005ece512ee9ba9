//! Rate plans: what is in the price, and until when one may change one's mind.

use innkeeper_domain::offer::{Board, Offer, Part, Plan};
use innkeeper_texts::Key;
use innkeeper_view::offer::{number, put, raised, without_plan};
use leptos::prelude::*;

use super::faults::Faults;
use super::list::{Acts, Listing, Sending, Written, row};
use super::rooms::code_field;
use super::said::Said;
use super::{Desk, Languages};
use crate::ui::{Choice, Kind, TextField};

const BOARDS: [Board; 4] = [Board::RoomOnly, Board::Breakfast, Board::HalfBoard, Board::FullBoard];

/// The card.
pub(super) const LISTING: Listing = Listing {
    title: Key::SitePlans,
    none: Key::SitePlansNone,
    add: Key::SitePlanAdd,
    change: Key::SitePlanChange,
    lines: |desk, offer, written| offer.plans.iter().enumerate().map(|(place, plan)| line(desk, offer, place, plan, written)).collect(),
    form,
};

fn line(desk: Desk, offer: &Offer, place: usize, plan: &Plan, written: Written) -> AnyView {
    let texts = desk.services.texts;
    let free = match plan.free_days {
        None => texts.text(Key::SiteFreeNever),
        Some(days) => texts.with(Key::SiteFreeUntil, &[("days", days.into())]),
    };
    let about = [plan.code.clone(), texts.text(board_key(plan.board)), free].join(" · ");
    let name = desk.language.with(|tag| plan.name.said(tag).to_owned());
    let (up, rest) = (Offer { plans: raised(&offer.plans, place), ..offer.clone() }, without_plan(offer, place));
    let acts = Acts {
        raise: (place > 0).then(|| Callback::new(move |()| desk.change(up.clone(), Key::SiteMoved))),
        again: None,
        change: Callback::new(move |()| written.set(Some(Some(place)))),
        remove: Callback::new(move |()| desk.change(rest.clone(), Key::SitePlanRemoved)),
    };
    row(desk, name, about, acts)
}

fn form(desk: Desk, place: Option<usize>, written: Written) -> AnyView {
    let texts = desk.services.texts;
    let offer = desk.offer();
    let was = place.and_then(|place| offer.plans.get(place).cloned()).unwrap_or(Plan { free_days: Some(1), ..Plan::default() });
    let [name, about] = [&was.name, &was.about].map(Said::new);
    let code = RwSignal::new(was.code.clone());
    let board = RwSignal::new(was.board.code().to_owned());
    let free = RwSignal::new(was.free_days.map(|days| days.to_string()).unwrap_or_default());
    let boards = BOARDS.map(|board| (board.code().to_owned(), texts.text(board_key(board)))).to_vec();
    let faults = Faults::new(texts);
    let sending = Sending::new(desk);
    let submit = sending.on_submit(faults, Key::SitePlanSaved, Some(written), move || {
        let plan = Plan {
            code: code.with_untracked(|code| code.trim().to_owned()),
            name: name.words(),
            about: about.words(),
            board: board.with_untracked(|code| BOARDS.into_iter().find(|board| board.code() == code)).unwrap_or_default(),
            free_days: free.with_untracked(|typed| (!typed.trim().is_empty()).then(|| number(typed))),
        };
        let part = Part::Plan(plan.code.clone());
        (Offer { plans: put(&offer.plans, place, plan), ..offer.clone() }, part)
    });
    view! {
        <form class="fields" on:submit=submit>
            <div class="full"><Languages desk=desk /></div>
            {name.field(desk, Key::SiteName, false, faults.of("name"))}
            {name.gaps(desk)}
            {about.field(desk, Key::SiteAbout, true, faults.of("about"))}
            {code_field(desk, code, place.is_some(), faults)}
            <Choice label=texts.text(Key::SiteBoard) value=board options=boards />
            <TextField
                label=texts.text(Key::SiteFreeDays)
                value=free
                kind=Kind::Number
                hint=texts.text(Key::SiteFreeDaysHint)
                error=faults.of("free_days")
            />
            {sending.ends(Some(written))}
        </form>
    }
    .into_any()
}

const fn board_key(board: Board) -> Key {
    match board {
        Board::RoomOnly => Key::SiteBoardRo,
        Board::Breakfast => Key::SiteBoardBb,
        Board::HalfBoard => Key::SiteBoardHb,
        Board::FullBoard => Key::SiteBoardFb,
    }
}
