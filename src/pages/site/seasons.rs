//! Seasons: days with the same prices, and what each room costs in them on each plan.

use innkeeper_domain::Date;
use innkeeper_domain::offer::{Offer, Part, Season};
use innkeeper_domain::{Currency, Money};
use innkeeper_texts::Key;
use innkeeper_view::offer::{a_year_later, amount, gaps, number, price, put, rate};
use leptos::prelude::*;

use super::faults::Faults;
use super::list::{Acts, Listing, Sending, Written, row};
use super::{Desk, days};
use crate::platform::clock::today;
use crate::platform::intl::Precision;
use crate::services::Services;
use crate::ui::{Kind, TextField};

/// The card.
pub(super) const LISTING: Listing =
    Listing { title: Key::SiteSeasons, none: Key::SiteSeasonsNone, add: Key::SiteSeasonAdd, change: Key::SiteSeasonChange, lines, form };

/// The seasons that are not over, and after them the days that no season has.
fn lines(desk: Desk, offer: &Offer, written: Written) -> Vec<AnyView> {
    let Services { texts, .. } = desk.services;
    let ahead = offer.seasons.iter().enumerate().filter(|(_, season)| season.last >= today());
    let mut lines: Vec<_> = ahead.map(|(place, season)| line(desk, offer, place, season, written)).collect();
    if !lines.is_empty() {
        lines.extend(gaps(&offer.seasons, today()).into_iter().map(|(first, last)| {
            let words = texts.with(Key::SiteGap, &[("days", days(desk.services, first, last).into())]);
            view! { <li class="gap"><span class="note">{words}</span></li> }.into_any()
        }));
    }
    lines
}

fn line(desk: Desk, offer: &Offer, place: usize, season: &Season, written: Written) -> AnyView {
    let Services { texts, formats, .. } = desk.services;
    let lowest = season.rates.iter().map(|rate| rate.minor).min();
    let from = match lowest {
        Some(minor) => {
            let amount = formats.money(Money::new(minor, desk.currency()), Precision::Exact);
            texts.with(Key::SiteSeasonFrom, &[("amount", amount.into())])
        }
        None => texts.text(Key::SiteSeasonUnpriced),
    };
    let nights = texts.with(Key::SiteSeasonNights, &[("nights", season.min_nights.into())]);
    let about = [days(desk.services, season.first, season.last), from, nights].join(" · ");
    let rest = Offer { seasons: without(&offer.seasons, place), ..offer.clone() };
    let again = Offer { seasons: put(&offer.seasons, None, a_year_later(season)), ..offer.clone() };
    let acts = Acts {
        raise: None,
        again: again.check().is_ok().then(|| Callback::new(move |()| desk.change(again.clone(), Key::SiteSeasonSaved))),
        change: Callback::new(move |()| written.set(Some(Some(place)))),
        remove: Callback::new(move |()| desk.change(rest.clone(), Key::SiteSeasonRemoved)),
    };
    row(desk, season.code.clone(), about, acts)
}

fn without(seasons: &[Season], place: usize) -> Vec<Season> {
    let others = seasons.iter().enumerate().filter(|(at, _)| *at != place);
    others.map(|(_, season)| season.clone()).collect()
}

/// A price that is typed: of a room on a plan.
#[derive(Clone)]
struct Typed {
    room: String,
    plan: String,
    amount: RwSignal<String>,
}

fn form(desk: Desk, place: Option<usize>, written: Written) -> AnyView {
    let texts = desk.services.texts;
    let currency = desk.currency();
    let offer = desk.offer();
    let was = place.and_then(|place| offer.seasons.get(place).cloned());
    let is_new = was.is_none();
    let was =
        was.unwrap_or_else(|| Season { code: String::new(), first: next(&offer), last: next(&offer), min_nights: 1, rates: Vec::new() });
    let code = RwSignal::new(was.code.clone());
    let first = RwSignal::new(was.first.to_string());
    let last = RwSignal::new(if is_new { String::new() } else { was.last.to_string() });
    let min_nights = RwSignal::new(was.min_nights.to_string());
    let prices = prices(&offer, &was, currency);
    let faults = Faults::new(texts);
    let sending = Sending::new(desk);
    let fields = price_fields(desk, &offer, &prices);
    let submit = sending.on_submit(faults, Key::SiteSeasonSaved, Some(written), move || {
        let first: Option<Date> = first.with_untracked(|text| text.parse().ok());
        // A last day that is missing lies before the first: the check says so.
        let last: Option<Date> = last.with_untracked(|text| text.parse().ok());
        let rates =
            prices.iter().filter_map(|Typed { room, plan, amount }| amount.with_untracked(|typed| rate(room, plan, typed, currency)));
        let first = first.unwrap_or(was.first);
        let season = Season {
            code: code.with_untracked(|code| code.trim().to_owned()),
            first,
            last: last.or_else(|| first.plus_days(-1)).unwrap_or(first),
            min_nights: min_nights.with_untracked(|typed| number(typed)),
            rates: rates.collect(),
        };
        let part = Part::Season(season.code.clone());
        (Offer { seasons: put(&offer.seasons, place, season), ..offer.clone() }, part)
    });
    let rates_fault = faults.of("rates");
    view! {
        <form class="fields" on:submit=submit>
            <TextField label=texts.text(Key::SiteSeasonCode) value=code hint=texts.text(Key::SiteSeasonCodeHint) error=faults.of("code") />
            <TextField label=texts.text(Key::SiteSeasonMin) value=min_nights kind=Kind::Number error=faults.of("min_nights") />
            <TextField label=texts.text(Key::SiteFirst) value=first kind=Kind::Date error=faults.of("first") />
            <TextField label=texts.text(Key::SiteLast) value=last kind=Kind::Date error=faults.of("last") />
            <p class="note full">{texts.with(Key::SitePricesHint, &[("currency", desk.services.formats.currency(currency.code()).into())])}</p>
            {fields}
            {move || rates_fault.get().map(|words| view! { <p class="err full" role="alert">{words}</p> })}
            {sending.ends(Some(written))}
        </form>
    }
    .into_any()
}

/// The day after all seasons, or today.
fn next(offer: &Offer) -> Date {
    let after = offer.seasons.iter().map(|season| season.last).max().and_then(|last| last.plus_days(1));
    after.map_or_else(today, |day| day.max(today()))
}

fn prices(offer: &Offer, season: &Season, currency: Currency) -> Vec<Typed> {
    let all = offer.rooms.iter().flat_map(|room| offer.plans.iter().map(move |plan| (room.code.clone(), plan.code.clone())));
    let typed = |(room, plan): (String, String)| {
        let now = price(season, &room, &plan).map(|minor| amount(minor, currency)).unwrap_or_default();
        Typed { room, plan, amount: RwSignal::new(now) }
    };
    all.map(typed).collect()
}

/// A field for each price, by room.
fn price_fields(desk: Desk, offer: &Offer, prices: &[Typed]) -> AnyView {
    let tag = desk.language.get_untracked();
    let name = |plan: &str| offer.plan(plan).map(|plan| plan.name.said(&tag).to_owned()).unwrap_or_default();
    let of_room = |code: &str| {
        let own = prices.iter().filter(|typed| typed.room == code).cloned().collect::<Vec<_>>();
        own.into_iter().map(|typed| view! { <TextField label=name(&typed.plan) value=typed.amount kind=Kind::Number /> }).collect_view()
    };
    let rooms = offer.rooms.iter().map(|room| {
        view! {
            <fieldset class="full prices">
                <legend>{room.name.said(&tag).to_owned()}</legend>
                <div class="fields">{of_room(&room.code)}</div>
            </fieldset>
        }
    });
    rooms.collect_view().into_any()
}
