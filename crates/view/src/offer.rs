//! What the hotel sells, as the set-up screens change it and speak of it.

use innkeeper_domain::offer::{HeldNight, Offer, Rate, Season, Words};
use innkeeper_domain::{Currency, Date, Money};

/// Longest gap without a season that is worth a word, in days: what lies beyond the last season is no gap.
const FAR: i32 = 730;

/// The offer without a type of room, and without its prices.
pub fn without_room(offer: &Offer, place: usize) -> Offer {
    let mut rest = offer.clone();
    let room = rest.rooms.remove(place);
    rest.seasons.iter_mut().for_each(|season| season.rates.retain(|rate| rate.room != room.code));
    rest
}

/// The offer without a rate plan, and without its prices.
pub fn without_plan(offer: &Offer, place: usize) -> Offer {
    let mut rest = offer.clone();
    let plan = rest.plans.remove(place);
    rest.seasons.iter_mut().for_each(|season| season.rates.retain(|rate| rate.plan != plan.code));
    rest
}

/// `item` in the place of the one that is there, or after the last; the seasons' order is that of their days, and nobody else's.
pub fn put<T: Clone>(list: &[T], place: Option<usize>, item: T) -> Vec<T> {
    let mut list = list.to_vec();
    match place {
        Some(place) => list[place] = item,
        None => list.push(item),
    }
    list
}

/// One step up in the list; the first stays.
pub fn raised<T: Clone>(list: &[T], place: usize) -> Vec<T> {
    let mut list = list.to_vec();
    if place > 0 {
        list.swap(place, place - 1);
    }
    list
}

/// Days between the seasons, from a day on, on which nothing is sold: first and last of each gap.
pub fn gaps(seasons: &[Season], from: Date) -> Vec<(Date, Date)> {
    let mut seasons: Vec<_> = seasons.iter().filter(|season| season.last >= from).collect();
    seasons.sort_by_key(|season| season.first);
    let mut free = from;
    let mut gaps = Vec::new();
    for season in seasons {
        if season.first > free && free.days_until(season.first) <= FAR {
            gaps.extend(season.first.plus_days(-1).map(|last| (free, last)));
        }
        free = season.last.plus_days(1).unwrap_or(season.last).max(free);
    }
    gaps
}

/// The last day on which anything is sold.
pub fn sold_until(offer: &Offer) -> Option<Date> {
    offer.seasons.iter().filter(|season| !season.rates.is_empty()).map(|season| season.last).max()
}

/// The same season a year later. 29 February becomes the 28th; a year in the code counts on, else one is added.
pub fn a_year_later(season: &Season) -> Season {
    let later = |day: Date| Date::new(day.year() + 1, day.month(), day.day()).or_else(|| Date::new(day.year() + 1, 2, 28)).unwrap_or(day);
    let (first, last) = (later(season.first), later(season.last));
    let year = season.first.year().to_string();
    let next = first.year().to_string();
    let code = if season.code.contains(&year) { season.code.replace(&year, &next) } else { format!("{}-{next}", season.code) };
    Season { code, first, last, ..season.clone() }
}

/// The price of a room on a plan, if it is sold in the season.
pub fn price(season: &Season, room: &str, plan: &str) -> Option<i64> {
    season.rates.iter().find(|rate| rate.room == room && rate.plan == plan).map(|rate| rate.minor)
}

/// A price as it was typed: none for an empty field; what is no amount is told by 0, which is no price either.
pub fn rate(room: &str, plan: &str, typed: &str, currency: Currency) -> Option<Rate> {
    let typed = typed.trim();
    let minor = || Money::parse(typed, currency).0.map_or(0, |money| money.minor);
    (!typed.is_empty()).then(|| Rate { room: room.to_owned(), plan: plan.to_owned(), minor: minor() })
}

/// An amount as it stands in a field: without the currency, and without a fraction that says nothing.
pub fn amount(minor: i64, currency: Currency) -> String {
    let text = Money::new(minor, currency).to_string();
    let number = text.split(' ').next().unwrap_or_default();
    number.strip_suffix(".00").unwrap_or(number).to_owned()
}

/// A whole number as it was typed, in digits of any width; what is none is told by the greatest, which nothing may be.
pub fn number(typed: &str) -> u32 {
    let digit = |sign: char| match sign {
        '０'..='９' => char::from_digit(sign as u32 - '０' as u32, 10).unwrap_or(sign),
        _ => sign,
    };
    typed.trim().chars().map(digit).collect::<String>().parse().unwrap_or(u32::MAX)
}

/// The languages, of these, in which a text is not said.
pub fn unsaid<'a>(words: &Words, tags: &[&'a str]) -> Vec<&'a str> {
    let is_said = |tag: &str| words.0.get(tag).is_some_and(|text| !text.trim().is_empty());
    tags.iter().copied().filter(|tag| !is_said(tag)).collect()
}

/// Rooms of a type that are held back on consecutive nights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Code of the room.
    pub room: String,
    /// First night.
    pub first: Date,
    /// Last night.
    pub last: Date,
    /// How many rooms.
    pub held: u32,
}

/// Nights on which rooms are held back, told together where they follow each other; by room, then by day.
pub fn spans(nights: &[HeldNight]) -> Vec<Span> {
    let mut nights: Vec<_> = nights.iter().filter(|night| night.held > 0).collect();
    nights.sort_by(|one, two| (&one.room, one.day).cmp(&(&two.room, two.day)));
    let mut spans: Vec<Span> = Vec::new();
    for night in nights {
        match spans.last_mut() {
            Some(span) if span.room == night.room && span.held == night.held && span.last.plus_days(1) == Some(night.day) => {
                span.last = night.day;
            }
            _ => spans.push(Span { room: night.room.clone(), first: night.day, last: night.day, held: night.held }),
        }
    }
    spans
}

/// The nights of a span, each with so many rooms held.
pub fn nights(span: &Span) -> Vec<HeldNight> {
    let days = 0..=span.first.days_until(span.last);
    let night = |day| HeldNight { room: span.room.clone(), day, held: span.held, taken: 0 };
    days.filter_map(|days| span.first.plus_days(days)).map(night).collect()
}

#[cfg(test)]
mod tests {
    use innkeeper_domain::offer::{Plan, Room};

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("written strictly")
    }

    fn season(code: &str, first: &str, last: &str) -> Season {
        let rate = |room: &str, minor| Rate { room: room.to_owned(), plan: "FLEX".to_owned(), minor };
        let rates = vec![rate("SEA", 21_000), rate("ATT", 29_500)];
        Season { code: code.to_owned(), first: day(first), last: day(last), min_nights: 1, rates }
    }

    fn offer() -> Offer {
        let room = |code: &str| Room { code: code.to_owned(), ..Room::default() };
        Offer {
            rooms: vec![room("SEA"), room("ATT")],
            plans: vec![Plan { code: "FLEX".to_owned(), ..Plan::default() }],
            seasons: vec![season("low-2026", "2026-11-01", "2027-03-31"), season("high", "2027-05-01", "2027-09-30")],
            ..Offer::default()
        }
    }

    #[test]
    fn a_room_goes_with_its_prices() {
        let rest = without_room(&offer(), 0);
        assert_eq!(rest.rooms.len(), 1);
        assert!(rest.seasons.iter().all(|season| season.rates.len() == 1 && season.rates[0].room == "ATT"));
        assert!(without_plan(&offer(), 0).seasons.iter().all(|season| season.rates.is_empty()));
    }

    #[test]
    fn days_that_no_season_has_are_found_from_today_on() {
        let offer = offer();
        let gap = (day("2027-04-01"), day("2027-04-30"));
        assert_eq!(gaps(&offer.seasons, day("2026-12-01")), [gap]);
        assert_eq!(gaps(&offer.seasons, day("2026-10-20")), [(day("2026-10-20"), day("2026-10-31")), gap]);
        assert_eq!(gaps(&offer.seasons, day("2027-04-20")), [(day("2027-04-20"), day("2027-04-30"))]);
        assert_eq!(gaps(&offer.seasons, day("2028-01-01")), []);
        assert_eq!(sold_until(&offer), Some(day("2027-09-30")));
    }

    #[test]
    fn a_season_comes_again_a_year_later() {
        let again = a_year_later(&season("low-2026", "2026-11-01", "2027-03-31"));
        assert_eq!((again.code.as_str(), again.first, again.last), ("low-2027", day("2027-11-01"), day("2028-03-31")));
        assert_eq!(a_year_later(&season("leap", "2028-02-29", "2028-03-02")).first, day("2029-02-28"));
        assert_eq!(a_year_later(&season("high", "2027-05-01", "2027-09-30")).code, "high-2028");
    }

    #[test]
    fn a_price_reads_back_as_it_stands_in_its_field() {
        let euro = Currency::EUR;
        for (minor, text) in [(21_000, "210"), (21_050, "210.50"), (5, "0.05")] {
            assert_eq!(amount(minor, euro), text);
            assert_eq!(rate("SEA", "FLEX", text, euro).map(|rate| rate.minor), Some(minor));
        }
        assert_eq!(rate("SEA", "FLEX", "  ", euro), None, "not sold");
        assert_eq!(rate("SEA", "FLEX", "cheap", euro).map(|rate| rate.minor), Some(0), "no price: the check says so");
        assert_eq!(rate("SEA", "FLEX", "1.234,50", euro).map(|rate| rate.minor), Some(123_450));
    }

    #[test]
    fn a_number_is_read_in_digits_of_any_width() {
        assert_eq!((number(" 14 "), number("１４"), number("many"), number("")), (14, 14, u32::MAX, u32::MAX));
    }

    #[test]
    fn nights_that_follow_each_other_are_told_together() {
        let held = |room: &str, text: &str, held| HeldNight { room: room.to_owned(), day: day(text), held, taken: 1 };
        let told = spans(&[
            held("SEA", "2026-12-02", 2),
            held("SEA", "2026-12-01", 2),
            held("SEA", "2026-12-03", 3),
            held("SEA", "2026-12-05", 3),
            held("ATT", "2026-12-04", 1),
            held("ATT", "2026-12-05", 0),
        ]);
        let span = |room: &str, first: &str, last: &str, held| Span { room: room.to_owned(), first: day(first), last: day(last), held };
        assert_eq!(
            told,
            [
                span("ATT", "2026-12-04", "2026-12-04", 1),
                span("SEA", "2026-12-01", "2026-12-02", 2),
                span("SEA", "2026-12-03", "2026-12-03", 3),
                span("SEA", "2026-12-05", "2026-12-05", 3),
            ]
        );
        assert_eq!(
            nights(&told[1]).iter().map(|night| (night.day, night.held)).collect::<Vec<_>>(),
            [(day("2026-12-01"), 2), (day("2026-12-02"), 2)]
        );
    }

    #[test]
    fn a_text_that_is_not_said_in_a_language_is_noticed() {
        let words = Words([("en".to_owned(), "Sea room".to_owned()), ("es".to_owned(), " ".to_owned())].into());
        assert_eq!(unsaid(&words, &["en", "es", "zh-CN"]), ["es", "zh-CN"]);
    }

    #[test]
    fn a_room_rises_one_place_and_the_first_stays() {
        assert_eq!((raised(&["a", "b", "c"], 2), raised(&["a", "b"], 0)), (vec!["a", "c", "b"], vec!["a", "b"]));
        assert_eq!((put(&["a", "b"], Some(0), "z"), put(&["a"], None, "b")), (vec!["z", "b"], vec!["a", "b"]));
    }
}
