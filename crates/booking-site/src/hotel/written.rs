//! Days and money as the visitor's language writes them.

use std::sync::LazyLock;

use innkeeper_domain::{Currency, Date, Money};
use innkeeper_texts::{Arg, Catalogue, Key, Locale};

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| Locale::ALL.into_iter().map(Catalogue::new).collect());

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub struct Tongue {
    texts: &'static Catalogue,
}

const MONTHS: [Key; 12] = [
    Key::HotelMonth1,
    Key::HotelMonth2,
    Key::HotelMonth3,
    Key::HotelMonth4,
    Key::HotelMonth5,
    Key::HotelMonth6,
    Key::HotelMonth7,
    Key::HotelMonth8,
    Key::HotelMonth9,
    Key::HotelMonth10,
    Key::HotelMonth11,
    Key::HotelMonth12,
];

/// From Thursday on: 1 January 1970 was one.
const WEEKDAYS: [Key; 7] = [
    Key::HotelWeekday4,
    Key::HotelWeekday5,
    Key::HotelWeekday6,
    Key::HotelWeekday7,
    Key::HotelWeekday1,
    Key::HotelWeekday2,
    Key::HotelWeekday3,
];

impl Tongue {
    /// The words of this language.
    #[must_use]
    pub fn of(locale: Locale) -> Self {
        Self { texts: CATALOGUES.iter().find(|texts| texts.locale() == locale).expect("there is one for each locale") }
    }

    /// The language.
    #[must_use]
    pub fn locale(self) -> Locale {
        self.texts.locale()
    }

    /// A text.
    #[must_use]
    pub fn say(self, key: Key) -> String {
        self.texts.text(key)
    }

    /// A text with its arguments.
    #[must_use]
    pub fn with(self, key: Key, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.format(key, args)
    }

    /// `Friday 12 March 2027`.
    #[must_use]
    pub fn day(self, date: Date) -> String {
        let weekday = self.say(WEEKDAYS[date.days_since_epoch().rem_euclid(7).unsigned_abs() as usize]);
        let month = self.say(MONTHS[usize::from(date.month().unsigned_abs()) - 1]);
        // A year is no count: no separator of thousands.
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.with(Key::HotelDate, &[("weekday", weekday.into()), ("day", day.into()), ("month", month.into()), ("year", year.into())])
    }

    /// An amount with all its digits: `€1,234.50`, `1.234,50 €`.
    #[must_use]
    pub fn money(self, amount: Money) -> String {
        money(amount, self.locale(), false)
    }

    /// An amount, without the minor unit where that is nothing: `€210`.
    #[must_use]
    pub fn round(self, amount: Money) -> String {
        money(amount, self.locale(), true)
    }
}

/// Signs that stand for one currency wherever these languages are read; of the others the code is written.
fn sign(currency: Currency) -> &'static str {
    match currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "US$",
        "CNY" => "¥",
        "JPY" => "JP¥",
        code => code,
    }
}

/// After Unicode CLDR: English and Chinese put the sign first, Spanish last with a space; a code is always parted by one. Spanish groups digits
/// from five on.
fn money(amount: Money, locale: Locale, round: bool) -> String {
    let (group, point, least) = if locale == Locale::Es { ('.', ',', 5) } else { (',', '.', 4) };
    let places = amount.currency.minor_digits();
    let unit = 10_u64.pow(places);
    let minor = amount.minor.unsigned_abs();
    let whole = (minor / unit).to_string();
    let mut digits = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() >= least && (whole.len() - at).is_multiple_of(3) {
            digits.push(group);
        }
        digits.push(digit);
    }
    if places > 0 && !(round && minor.is_multiple_of(unit)) {
        digits.push(point);
        digits.push_str(&format!("{:0places$}", minor % unit, places = places as usize));
    }
    let minus = if amount.minor < 0 { "−" } else { "" };
    let sign = sign(amount.currency);
    if locale == Locale::Es {
        return format!("{minus}{digits}\u{a0}{sign}");
    }
    let space = if sign.ends_with(|letter: char| letter.is_ascii_alphabetic()) { "\u{a0}" } else { "" };
    format!("{minus}{sign}{space}{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(minor: i64, currency: &str, round: bool) -> [String; 3] {
        let amount = Money::new(minor, currency.parse().expect("a currency"));
        [Locale::En, Locale::Es, Locale::ZhCn].map(|locale| money(amount, locale, round))
    }

    #[test]
    fn money_is_written_as_each_language_writes_it() {
        assert_eq!(written(123_450, "EUR", false), ["€1,234.50", "1234,50\u{a0}€", "€1,234.50"]);
        assert_eq!(written(1_234_567, "EUR", false), ["€12,345.67", "12.345,67\u{a0}€", "€12,345.67"]);
        assert_eq!(written(21_000, "EUR", true), ["€210", "210\u{a0}€", "€210"]);
        assert_eq!(written(21_005, "EUR", true), ["€210.05", "210,05\u{a0}€", "€210.05"]);
        assert_eq!(written(21_000, "JPY", false), ["JP¥21,000", "21.000\u{a0}JP¥", "JP¥21,000"]);
        assert_eq!(written(1_500, "KWD", false), ["KWD\u{a0}1.500", "1,500\u{a0}KWD", "KWD\u{a0}1.500"]);
        assert_eq!(written(-5, "EUR", false)[0], "−€0.05");
    }

    #[test]
    fn a_day_is_written_with_its_weekday() {
        let day: Date = "2027-03-12".parse().expect("a day");
        let said = [Locale::En, Locale::Es, Locale::ZhCn].map(|locale| Tongue::of(locale).day(day));
        assert_eq!(said, ["Friday 12 March 2027", "viernes, 12 de marzo de 2027", "2027年3月12日星期五"]);
    }
}
