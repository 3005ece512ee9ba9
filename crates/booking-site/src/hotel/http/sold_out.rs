//! The page of whoever was a moment too late: said kindly, with other rooms and other dates, and nothing to type again.

use axum::http::StatusCode;
use axum::response::Response;
use innkeeper_texts::Key;
use maud::{Markup, html};

use super::details::{Typed, hidden};
use super::page::Page;
use super::rooms::stay_line;
use super::{Fault, Front};
use crate::hotel::quote::Wanted;
use crate::hotel::stock::{choices, look, other_dates};
use crate::hotel::written::Tongue;

/// Most other rooms offered.
const MOST: usize = 4;

/// The page, with 409.
pub(super) async fn page(front: &Front, tongue: Tongue, typed: &Typed, wanted: Wanted) -> Result<Response, Fault> {
    let (house, stock) = look(&front.app.store, wanted, front.app.clock.now()).await?;
    let locale = tongue.locale();
    let room = house.offer.room(&typed.room);
    let name = room.map_or("", |room| room.name.said(locale.tag()));
    let all = choices(&house, &stock, wanted);
    let others: Vec<_> =
        all.iter().filter(|choice| choice.is_free()).flat_map(|choice| choice.plans.iter().map(move |plan| (choice, plan))).collect();
    let dates = other_dates(&house, &stock, room, wanted);
    let main = html! {
        section.narrow {
            div.errors.kind role="alert" tabindex="-1" autofocus {
                h1 { (tongue.say(Key::HotelGoneTitle)) }
                p { (tongue.with(Key::HotelGoneText, &[("room", name.into())])) }
            }
            p.lead { (stay_line(tongue, wanted)) }
            @if !others.is_empty() {
                h2 { (tongue.say(Key::HotelOtherRooms)) }
                ul.plans {
                    @for (choice, (plan, quote)) in others.into_iter().take(MOST) {
                        li.plan {
                            div { h3 { (choice.room.name.said(locale.tag())) } p { (plan.name.said(locale.tag())) } }
                            div.sum {
                                p { b { (tongue.round(quote.total)) } }
                                (again(tongue, &Typed { room: choice.room.code.clone(), plan: plan.code.clone(), ..typed.clone() }, wanted, Key::HotelTakeThis))
                            }
                        }
                    }
                }
            }
            @if !dates.is_empty() {
                h2 { (tongue.with(Key::HotelOtherDatesOf, &[("room", name.into())])) }
                ul.plans {
                    @for dates in dates {
                        li.plan { div { p { (stay_line(tongue, dates)) } } div.sum { (again(tongue, typed, dates, Key::HotelTakeThese)) } }
                    }
                }
            }
        }
    };
    let title = tongue.say(Key::HotelGoneTitle);
    let page = Page { tongue, house: Some(&house), title, path: None, is_public: false, linked: None, main };
    Ok(page.with_status(front, StatusCode::CONFLICT))
}

/// A button that shows the form again for another room or other dates, with all that was typed. Names do not go into an address.
fn again(tongue: Tongue, typed: &Typed, wanted: Wanted, key: Key) -> Markup {
    let kept = [
        ("given_name", &typed.given_name),
        ("surname", &typed.surname),
        ("email", &typed.email),
        ("phone", &typed.phone),
        ("country", &typed.country),
        ("wishes", &typed.wishes),
        ("agree", &typed.agree),
    ];
    html! {
        form method="post" action={ "/" (tongue.locale().tag()) "/book" } {
            (hidden(typed, wanted))
            @for (name, value) in kept.into_iter().filter(|(_, value)| !value.is_empty()) { input type="hidden" name=(name) value=(value); }
            button.button name="look" value="yes" { (tongue.say(key)) }
        }
    }
}
