//! The form that asks for dates and guests, and what was typed into it.

use innkeeper_domain::Date;
use innkeeper_texts::{Arg, Key};
use maud::{Markup, html};
use serde::Deserialize;

use super::fields::{Wrong, summary};
use crate::hotel::house::House;
use crate::hotel::quote::{ADULTS_MAX, CHILDREN_MAX, Refusal, Wanted};
use crate::hotel::written::Tongue;

/// Dates and guests as they stand in an address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) arrival: String,
    #[serde(default)]
    pub(super) departure: String,
    #[serde(default)]
    pub(super) adults: String,
    #[serde(default)]
    pub(super) children: String,
}

impl Asked {
    /// What a stay would be asked with.
    pub(super) fn of(wanted: Wanted) -> Self {
        Self {
            arrival: wanted.arrival.to_string(),
            departure: wanted.departure.to_string(),
            adults: wanted.adults.to_string(),
            children: wanted.children.to_string(),
        }
    }

    /// As it stands in an address.
    pub(super) fn query(wanted: Wanted) -> String {
        let Wanted { arrival, departure, adults, children } = wanted;
        format!("arrival={arrival}&departure={departure}&adults={adults}&children={children}")
    }

    /// Reads it, or says what is wrong with each field.
    pub(super) fn read(&self, tongue: Tongue, house: &House) -> Result<Wanted, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut day = |field: &'static str, text: &str, key| {
            let day: Option<Date> = text.trim().parse().ok();
            if day.is_none() {
                wrong.push(Wrong { field, words: tongue.say(key) });
            }
            day
        };
        let arrival = day("arrival", &self.arrival, Key::HotelArrivalMissing);
        let departure = day("departure", &self.departure, Key::HotelDepartureMissing);
        let (Some(arrival), Some(departure)) = (arrival, departure) else { return Err(wrong) };
        let count = |text: &str, otherwise: u32| if text.is_empty() { otherwise } else { text.trim().parse().unwrap_or(u32::MAX / 4) };
        let wanted = Wanted { arrival, departure, adults: count(&self.adults, 2), children: count(&self.children, 0) };
        wanted.check(&house.offer, house.today).map(|()| wanted).map_err(|refusal| vec![refused(tongue, refusal)])
    }
}

fn refused(tongue: Tongue, refusal: Refusal) -> Wrong {
    let (field, words) = match refusal {
        Refusal::Past => ("arrival", tongue.say(Key::HotelArrivalPast)),
        Refusal::Backwards => ("departure", tongue.say(Key::HotelDepartureBefore)),
        Refusal::TooLong(nights) => ("departure", tongue.with(Key::HotelTooLong, &[("nights", nights.into())])),
        Refusal::TooFar(days) => ("arrival", tongue.with(Key::HotelTooFar, &[("days", days.into())])),
        Refusal::TooMany => {
            let args: [(&str, Arg<'_>); 2] = [("adults", ADULTS_MAX.into()), ("children", CHILDREN_MAX.into())];
            ("adults", tongue.with(Key::HotelTooMany, &args))
        }
    };
    Wrong { field, words }
}

/// The Friday at least a week ahead.
fn proposed(today: Date) -> Option<Date> {
    // 1 January 1970 was a Thursday.
    (7..14).filter_map(|days| today.plus_days(days)).find(|day| day.days_since_epoch().rem_euclid(7) == 1)
}

/// The form. It leads to the rooms.
pub(super) fn form(tongue: Tongue, house: &House, asked: &Asked, wrong: &[Wrong], class: &str) -> Markup {
    let friday = proposed(house.today);
    let or =
        |text: &str, day: Option<Date>| if text.is_empty() { day.map(|day| day.to_string()).unwrap_or_default() } else { text.to_owned() };
    let arrival = or(&asked.arrival, friday);
    let departure = or(&asked.departure, friday.and_then(|friday| friday.plus_days(3)));
    let (adults, children) =
        (if asked.adults.is_empty() { "2" } else { &asked.adults }, if asked.children.is_empty() { "0" } else { &asked.children });
    let last = i32::try_from(house.offer.policies.days_ahead).ok().and_then(|days| house.today.plus_days(days));
    let tomorrow = house.today.plus_days(1);
    html! {
        (summary(tongue, wrong))
        form class=(class) id="book" method="get" novalidate action={ "/" (tongue.locale().tag()) "/rooms" } aria-label=(tongue.say(Key::HotelFindRoom)) {
            (day(tongue, "arrival", Key::HotelArrival, &arrival, Some(house.today), last, wrong))
            (day(tongue, "departure", Key::HotelDeparture, &departure, tomorrow, None, wrong))
            label { span { (tongue.say(Key::HotelFieldAdults)) }
                select name="adults" id="adults" aria-invalid=[is_wrong(wrong, "adults")] {
                    @for count in 1..=ADULTS_MAX { option value=(count) selected[adults == count.to_string()] { (count) } }
                }
            }
            label { span { (tongue.say(Key::HotelFieldChildren)) }
                select name="children" id="children" {
                    @for count in 0..=CHILDREN_MAX { option value=(count) selected[children == count.to_string()] { (count) } }
                }
            }
            button type="submit" { (tongue.say(Key::HotelSeeRooms)) }
        }
    }
}

fn is_wrong(wrong: &[Wrong], field: &str) -> Option<&'static str> {
    wrong.iter().any(|wrong| wrong.field == field).then_some("true")
}

fn day(tongue: Tongue, id: &'static str, label: Key, value: &str, min: Option<Date>, max: Option<Date>, wrong: &[Wrong]) -> Markup {
    let problem = wrong.iter().find(|wrong| wrong.field == id);
    let described = problem.map(|_| format!("{id}-wrong"));
    html! {
        label { span { (tongue.say(label)) }
            input type="date" name=(id) id=(id) required value=(value) min=[min.map(|day| day.to_string())] max=[max.map(|day| day.to_string())]
                aria-invalid=[is_wrong(wrong, id)] aria-describedby=[described.as_deref()];
            @if let Some(problem) = problem { em.wrong id=(described.as_deref().unwrap_or_default()) { (problem.words) } }
        }
    }
}
