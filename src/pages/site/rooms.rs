//! Types of room: how many there are, for how many people, and what the site says of them.

use innkeeper_domain::offer::{Offer, Part, Picture, Room};
use innkeeper_texts::Key;
use innkeeper_view::offer::{number, put, raised, without_room};
use leptos::prelude::*;

use super::faults::Faults;
use super::list::{Acts, Listing, Sending, Written, row};
use super::said::Said;
use super::{Desk, Languages};
use crate::services::Services;
use crate::ui::{Choice, Kind, TextField};

/// The card.
pub(super) const LISTING: Listing = Listing {
    title: Key::SiteRooms,
    none: Key::SiteRoomsNone,
    add: Key::SiteRoomAdd,
    change: Key::SiteRoomChange,
    lines: |desk, offer, written| offer.rooms.iter().enumerate().map(|(place, room)| line(desk, offer, place, room, written)).collect(),
    form,
};

fn line(desk: Desk, offer: &Offer, place: usize, room: &Room, written: Written) -> AnyView {
    let Services { texts, .. } = desk.services;
    let about = texts.with(
        Key::SiteRoomLine,
        &[
            ("code", room.code.as_str().into()),
            ("rooms", room.rooms.into()),
            ("sleeps", room.sleeps.into()),
            ("metres", room.square_metres.into()),
        ],
    );
    let name = desk.language.with(|tag| room.name.said(tag).to_owned());
    let (up, rest) = (Offer { rooms: raised(&offer.rooms, place), ..offer.clone() }, without_room(offer, place));
    let acts = Acts {
        raise: (place > 0).then(|| Callback::new(move |()| desk.change(up.clone(), Key::SiteMoved))),
        again: None,
        change: Callback::new(move |()| written.set(Some(Some(place)))),
        remove: Callback::new(move |()| desk.change(rest.clone(), Key::SiteRoomRemoved)),
    };
    row(desk, name, about, acts)
}

fn form(desk: Desk, place: Option<usize>, written: Written) -> AnyView {
    let texts = desk.services.texts;
    let offer = desk.offer();
    let was = place.and_then(|place| offer.rooms.get(place).cloned()).unwrap_or(Room { sleeps: 2, rooms: 1, ..Room::default() });
    let [name, about, comforts] = [&was.name, &was.about, &was.comforts].map(Said::new);
    let code = RwSignal::new(was.code.clone());
    let [sleeps, rooms, metres] = [was.sleeps, was.rooms, was.square_metres].map(|number| RwSignal::new(number.to_string()));
    let picture = RwSignal::new(picture_code(was.picture).to_owned());
    let pictures =
        [Picture::Sea, Picture::Garden, Picture::Attic].map(|one| (picture_code(one).to_owned(), texts.text(picture_key(one)))).to_vec();
    let faults = Faults::new(texts);
    let sending = Sending::new(desk);
    let submit = sending.on_submit(faults, Key::SiteRoomSaved, Some(written), move || {
        let room = Room {
            code: code.with_untracked(|code| code.trim().to_owned()),
            name: name.words(),
            about: about.words(),
            comforts: comforts.words(),
            picture: picture.with_untracked(|code| picture_of(code)),
            square_metres: metres.with_untracked(|typed| number(typed)),
            sleeps: sleeps.with_untracked(|typed| number(typed)),
            rooms: rooms.with_untracked(|typed| number(typed)),
        };
        let part = Part::Room(room.code.clone());
        (Offer { rooms: put(&offer.rooms, place, room), ..offer.clone() }, part)
    });
    view! {
        <form class="fields" on:submit=submit>
            <div class="full"><Languages desk=desk /></div>
            {name.field(desk, Key::SiteName, false, faults.of("name"))}
            {name.gaps(desk)}
            {about.field(desk, Key::SiteAbout, true, faults.of("about"))}
            {comforts.field(desk, Key::SiteComforts, true, faults.of("comforts"))}
            {code_field(desk, code, place.is_some(), faults)}
            <TextField label=texts.text(Key::SiteRoomCount) value=rooms kind=Kind::Number error=faults.of("rooms") />
            <TextField label=texts.text(Key::SiteSleeps) value=sleeps kind=Kind::Number error=faults.of("sleeps") />
            <TextField label=texts.text(Key::SiteMetres) value=metres kind=Kind::Number error=faults.of("square_metres") />
            <Choice label=texts.text(Key::SitePicture) value=picture options=pictures />
            {sending.ends(Some(written))}
        </form>
    }
    .into_any()
}

/// The code of a room or plan. Stays and prices name it, so it stays what it was.
pub(super) fn code_field(desk: Desk, code: RwSignal<String>, fixed: bool, faults: Faults) -> AnyView {
    let texts = desk.services.texts;
    if fixed {
        let words = texts.with(Key::SiteCodeFixed, &[("code", code.get_untracked().into())]);
        return view! { <p class="note full">{words}</p> }.into_any();
    }
    view! { <TextField label=texts.text(Key::SiteCode) value=code hint=texts.text(Key::SiteCodeHint) error=faults.of("code") /> }.into_any()
}

const fn picture_code(picture: Picture) -> &'static str {
    match picture {
        Picture::Sea => "sea",
        Picture::Garden => "garden",
        Picture::Attic => "attic",
    }
}

fn picture_of(code: &str) -> Picture {
    [Picture::Garden, Picture::Attic].into_iter().find(|picture| picture_code(*picture) == code).unwrap_or_default()
}

const fn picture_key(picture: Picture) -> Key {
    match picture {
        Picture::Sea => Key::SitePictureSea,
        Picture::Garden => Key::SitePictureGarden,
        Picture::Attic => Key::SitePictureAttic,
    }
}
